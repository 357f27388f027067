//! What a JSON Schema of `schemars` says about one place of a tree; knows no tree and reports nothing.

use serde_json::{Map, Value as Json};

use super::form::{ArrayForm, Bound, ChoiceForm, Form, TableForm};
use super::path::Step;

/// References followed in a row before a schema counts as circular.
const MOST_REFERENCES: usize = 32;

/// The schema of one place in a tree.
///
/// Covers what `schemars` 1.2 writes for serde structs and enums: `$ref`, `Option`, ranges, lengths,
/// closed and open tables, unit and externally tagged enums, untagged alternatives. What it does not
/// cover counts as "anything" and is left to [`decode`](super::decode::decode).
#[derive(Clone, Copy, Debug)]
pub struct Shape<'s> {
    document: &'s Json,
    place: &'s Json,
}

impl<'s> Shape<'s> {
    /// The shape of a whole document, from its schema (`schemars::schema_for!(T).as_value()`).
    pub fn of(schema: &'s Json) -> Self {
        Self { document: schema, place: schema }
    }

    /// A shape that takes anything.
    pub fn anything() -> Shape<'static> {
        Shape { document: &Json::Null, place: &Json::Null }
    }

    /// The doc comment of the key or, without one, of its type.
    pub fn description(&self) -> Option<&'s str> {
        self.keyword("description")?.as_str()
    }

    /// The range of a number: lower and upper end.
    pub fn range(&self) -> (Option<Bound>, Option<Bound>) {
        let bound = |name: &str, exclusive| {
            let value = self.keyword(name)?.as_f64()?;
            Some(Bound { value, exclusive })
        };
        let low = bound("exclusiveMinimum", true).or_else(|| bound("minimum", false));
        let high = bound("exclusiveMaximum", true).or_else(|| bound("maximum", false));
        (low, high.or_else(|| self.largest_of_format()))
    }

    /// Fewest and most characters of a text.
    pub fn text_length(&self) -> (Option<usize>, Option<usize>) {
        (self.count("minLength"), self.count("maxLength"))
    }

    /// What the place takes.
    pub fn form(&self) -> Form<'s> {
        let Some(place) = self.sites().last().and_then(|site| site.as_object()) else {
            return Form::Anything;
        };
        if let Some(alternatives) = alternatives(place) {
            return self.choice_or_either(alternatives);
        }
        if place.contains_key("enum") || place.contains_key("const") {
            let words = words(place);
            return words.map_or(Form::Anything, |words| Form::Choice(ChoiceForm { words, tags: Vec::new() }));
        }
        match type_name(place) {
            Some("object") => Form::Table(self.table(place)),
            Some("array") => Form::Array(self.array(place)),
            Some("number") => Form::Number,
            Some("integer") => Form::Integer,
            Some("string") => Form::Text,
            Some("boolean") => Form::Boolean,
            _ => Form::Anything,
        }
    }

    /// The shape one step further, as far as it is known.
    #[must_use]
    pub fn step(&self, step: &Step) -> Shape<'s> {
        let unknown = Shape { document: self.document, place: &Json::Null };
        let found = match (self.form(), step) {
            (Form::Table(table), Step::Key(key)) => table.key(key),
            (Form::Choice(choice), Step::Key(key)) => choice.tag(key),
            (Form::Array(array), Step::Item(item)) => array.first.get(*item).copied().or(array.rest),
            _ => None,
        };
        found.unwrap_or(unknown)
    }

    fn at(&self, place: &'s Json) -> Self {
        Self { place, ..*self }
    }

    /// The place itself, then what its references and options lead to: a keyword beside a `$ref`
    /// goes before the same keyword behind it.
    fn sites(&self) -> Vec<&'s Json> {
        let mut sites = vec![self.place];
        let mut place = self.place;
        while let Some(next) = self.next_site(place) {
            if sites.len() > MOST_REFERENCES {
                return vec![&Json::Null];
            }
            sites.push(next);
            place = next;
        }
        sites
    }

    fn next_site(&self, place: &'s Json) -> Option<&'s Json> {
        if let Some(reference) = place.get("$ref").and_then(Json::as_str) {
            return Some(self.document.pointer(reference.strip_prefix('#')?).unwrap_or(&Json::Null));
        }
        let all = place.get("allOf").and_then(Json::as_array);
        let any = alternatives(place.as_object()?);
        match (all.map(|all| all.iter().collect()).or(any)?).as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    fn keyword(&self, name: &str) -> Option<&'s Json> {
        self.sites().into_iter().find_map(|site| site.get(name))
    }

    fn count(&self, name: &str) -> Option<usize> {
        usize::try_from(self.keyword(name)?.as_u64()?).ok()
    }

    /// `schemars` writes the limits of 8 and 16 bits, but leaves those of 32 to the format.
    fn largest_of_format(&self) -> Option<Bound> {
        let value = match self.keyword("format")?.as_str()? {
            "uint32" => f64::from(u32::MAX),
            "int32" => f64::from(i32::MAX),
            _ => return None,
        };
        Some(Bound { value, exclusive: false })
    }

    fn table(&self, place: &'s Map<String, Json>) -> TableForm<'s> {
        let keys = entries(place, "properties").map(|(key, place)| (key, self.at(place)));
        let required = place.get("required").and_then(Json::as_array);
        let required = required.into_iter().flatten().filter_map(Json::as_str);
        let patterned = entries(place, "patternProperties").map(|(_, place)| place).next();
        let others = patterned.or_else(|| match place.get("additionalProperties") {
            Some(Json::Bool(false)) => None,
            Some(place) => Some(place),
            None => Some(&Json::Null),
        });
        TableForm { keys: keys.collect(), required: required.collect(), others: others.map(|place| self.at(place)) }
    }

    fn array(&self, place: &'s Map<String, Json>) -> ArrayForm<'s> {
        let first = place.get("prefixItems").and_then(Json::as_array);
        ArrayForm {
            first: first.into_iter().flatten().map(|place| self.at(place)).collect(),
            rest: place.get("items").map(|place| self.at(place)),
            least: self.count("minItems"),
            most: self.count("maxItems"),
        }
    }

    fn choice_or_either(&self, alternatives: Vec<&'s Json>) -> Form<'s> {
        let mut choice = ChoiceForm { words: Vec::new(), tags: Vec::new() };
        for place in &alternatives {
            let Some(place) = place.as_object() else {
                return Form::Anything;
            };
            if let Some(words) = words(place) {
                choice.words.extend(words);
            } else if let Some((tag, payload)) = tag(place) {
                choice.tags.push((tag, self.at(payload)));
            } else {
                return Form::Either(alternatives.into_iter().map(|place| self.at(place)).collect());
            }
        }
        Form::Choice(choice)
    }
}

/// The alternatives of a place other than null.
fn alternatives(place: &Map<String, Json>) -> Option<Vec<&Json>> {
    let listed = place.get("oneOf").or_else(|| place.get("anyOf"))?.as_array()?;
    let is_null = |place: &&Json| place.get("type").and_then(Json::as_str) == Some("null");
    Some(listed.iter().filter(|place| !is_null(place)).collect())
}

fn words(place: &Map<String, Json>) -> Option<Vec<&str>> {
    if let Some(word) = place.get("const") {
        return Some(vec![word.as_str()?]);
    }
    let listed = place.get("enum")?.as_array()?.iter();
    listed.filter(|word| !word.is_null()).map(Json::as_str).collect()
}

/// Tag and payload of an externally tagged variant.
fn tag(place: &Map<String, Json>) -> Option<(&str, &Json)> {
    let mut properties = entries(place, "properties");
    let (tag, payload) = properties.next()?;
    let required = place.get("required")?.as_array()?;
    let only = properties.next().is_none() && required.len() == 1 && required[0] == *tag;
    only.then_some((tag, payload))
}

fn entries<'s>(place: &'s Map<String, Json>, name: &str) -> impl Iterator<Item = (&'s str, &'s Json)> + use<'s> {
    let entries = place.get(name).and_then(Json::as_object);
    entries.into_iter().flatten().map(|(key, place)| (key.as_str(), place))
}

/// The type of a place other than null; `None` when there is none or more than one.
fn type_name(place: &Map<String, Json>) -> Option<&str> {
    match place.get("type")? {
        Json::String(name) => Some(name),
        Json::Array(names) => {
            let mut names = names.iter().filter_map(Json::as_str).filter(|name| *name != "null");
            let first = names.next()?;
            names.next().is_none().then_some(first)
        }
        _ => None,
    }
}
