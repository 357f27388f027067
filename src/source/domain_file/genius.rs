//! GENIUS XML: a domain template and one utility profile for each party (Lin et al. 2014); read as GENIUS itself does.
//!
//! Utility is the sum over issues of weight times evaluation, where GENIUS divides the evaluations of a discrete issue
//! by the largest of them. NegMAS, which writes the same format, does not; a note says where that matters.

use roxmltree::{Document, Node, ParsingOptions};
use std::path::Path;

use super::super::diagnostic::{Diagnostic, Diagnostics};
use super::super::file::{FileId, Files};
use super::draft::{self, Figure, IssueDraft, IssueValues, Place, ProfileDraft};
use super::value_function::{Polynomial, whole_numbers};
use super::{DomainFile, Profile, all};

/// Elements that any domain needs, and more; bounds the memory that a file can ask for.
const MOST_NODES: u32 = 4_000_000;

/// Parses a text.
pub(super) fn parse(files: &Files, file: FileId) -> Result<Document<'_>, Diagnostics> {
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let text = files.text(file);
    Document::parse_with_options(text, options).map_err(|error| {
        let place = error.pos();
        let start: usize = text.split_inclusive('\n').take(place.row.saturating_sub(1) as usize).map(str::len).sum();
        let before = text[start..].chars().take(place.col.saturating_sub(1) as usize).map(char::len_utf8);
        let at = start + before.sum::<usize>();
        Diagnostic::new(file, at..at, format!("this is no XML: {error}")).into()
    })
}

/// Reads a domain and its two profiles.
pub(super) fn read(files: &Files, domain: FileId, profiles: [FileId; 2]) -> Result<DomainFile, Diagnostics> {
    let [template, first, second] = &all([domain, profiles[0], profiles[1]], |file| parse(files, file))?;
    let problems = Diagnostics::new();
    let mut reading = Reading { file: domain, problems, notes: Vec::new() };
    let issues = reading.template(template.root_element());
    let plain =
        draft::issues(&issues.iter().map(|(_, issue)| issue.clone()).collect::<Vec<_>>(), &mut reading.problems);
    let mut profile = |file: FileId, tree: &Document<'_>| {
        reading.file = file;
        reading.profile(tree.root_element(), &stem(files.name(file)), &issues)
    };
    let profiles = [profile(profiles[0], first), profile(profiles[1], second)];
    let domain = DomainFile { name: stem(files.name(domain)), issues: plain, profiles, notes: reading.notes };
    reading.problems.into_result(domain)
}

fn stem(path: &str) -> String {
    Path::new(path).file_stem().map_or_else(|| path.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name(name))
}

/// The `objective` that holds the issues, or the element itself where it holds them directly.
fn objective<'a, 'i>(root: Node<'a, 'i>) -> Node<'a, 'i> {
    let space = children(root, "utility_space").next().unwrap_or(root);
    children(space, "objective").next().unwrap_or(space)
}

struct Reading {
    file: FileId,
    problems: Diagnostics,
    notes: Vec<String>,
}

impl Reading {
    fn place(&self, node: Node<'_, '_>) -> Place {
        // The opening tag alone: an element may span many lines.
        let range = node.range();
        let text = &node.document().input_text()[range.clone()];
        let end = text.find('>').map_or(range.end, |at| range.start + at + 1);
        Place { file: self.file, span: range.start..end }
    }

    fn report(&mut self, node: Node<'_, '_>, message: impl Into<String>) {
        let place = self.place(node);
        self.problems.push(place.mistake(message));
    }

    fn word(&mut self, node: Node<'_, '_>, key: &str) -> Option<String> {
        let word = node.attribute(key).map(str::to_owned);
        if word.is_none() {
            self.report(node, format!("`{}` has no attribute `{key}`", node.tag_name().name()));
        }
        word
    }

    /// A number in the first of these attributes that there is.
    fn figure(&mut self, node: Node<'_, '_>, keys: &[&str]) -> Option<Figure> {
        let Some(attribute) = keys.iter().find_map(|&key| node.attribute_node(key)) else {
            let key = keys.first().copied().unwrap_or_default();
            self.report(node, format!("`{}` has no attribute `{key}`", node.tag_name().name()));
            return None;
        };
        let place = Place { file: self.file, span: attribute.range_value() };
        let number = attribute.value().trim().parse();
        if number.is_err() {
            let message = format!("`{}` must be a number, but is `{}`", attribute.name(), attribute.value());
            self.problems.push(place.mistake(message));
        }
        // A stand-in for what has been reported, so that it is not reported as missing too.
        Some(Figure { value: number.unwrap_or(0.0), place })
    }

    fn number(&mut self, node: Node<'_, '_>, keys: &[&str]) -> Option<f64> {
        self.figure(node, keys).map(|figure| figure.value)
    }

    /// The issues of a template with the numbers by which weights name them, in the order of the numbers.
    fn template(&mut self, root: Node<'_, '_>) -> Vec<(f64, IssueDraft)> {
        let objective = objective(root);
        self.nested(objective);
        let mut issues = Vec::new();
        for node in children(objective, "issue") {
            let index = self.number(node, &["index"]);
            let name = self.word(node, "name");
            let options = self.options(node);
            if let (Some(index), Some(name)) = (index, name) {
                issues.push((index, IssueDraft { name, place: self.place(node), options }));
            }
        }
        if issues.is_empty() && self.problems.is_empty() {
            self.report(root, "the domain has no issues");
        }
        issues.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        issues
    }

    fn nested(&mut self, objective: Node<'_, '_>) {
        if let Some(inner) = children(objective, "objective").next() {
            self.report(inner, "objectives within objectives are not read here: put all issues into one objective");
        }
        if let Some(inner) = children(objective, "utility_function").next() {
            self.report(inner, "only additive profiles are read here, not `utility_function`");
        }
    }

    fn options(&mut self, issue: Node<'_, '_>) -> Vec<(String, Place)> {
        match issue.attribute("type").or_else(|| issue.attribute("etype")).unwrap_or("discrete") {
            "integer" => self.whole_numbers(issue),
            "real" => {
                self.report(issue, "issues over real numbers are not read here: list discrete values instead");
                Vec::new()
            }
            _ => {
                let items: Vec<Node<'_, '_>> = children(issue, "item").collect();
                let options = items.into_iter().filter_map(|item| Some((self.word(item, "value")?, self.place(item))));
                options.collect()
            }
        }
    }

    fn whole_numbers(&mut self, issue: Node<'_, '_>) -> Vec<(String, Place)> {
        let node = children(issue, "range").next().unwrap_or(issue);
        let bounds = (self.number(node, &["lowerbound"]), self.number(node, &["upperbound"]));
        let (Some(low), Some(high)) = bounds else {
            return Vec::new();
        };
        let place = self.place(node);
        let numbers = whole_numbers(low, high);
        if numbers.is_none() {
            self.report(node, format!("{low} to {high} is no range of whole numbers"));
        }
        numbers.unwrap_or_default().into_iter().map(|number| (number, place.clone())).collect()
    }

    fn profile(&mut self, root: Node<'_, '_>, name: &str, issues: &[(f64, IssueDraft)]) -> Profile {
        let objective = objective(root);
        self.nested(objective);
        let (numbers, drafts): (Vec<f64>, Vec<IssueDraft>) = issues.iter().cloned().unzip();
        let weights = self.weights(objective, name, &numbers, &drafts);
        let mut of_issues: Vec<Option<IssueValues>> = vec![None; drafts.len()];
        for node in children(objective, "issue") {
            let place = self.place(node);
            let Some(issue) = self.word(node, "name") else { continue };
            if let Some(at) = draft::place_of(&issue, &place, &drafts, &mut self.problems) {
                let weight = weights[at].clone().unwrap_or(Figure { value: 0.0, place: place.clone() });
                let (options, by_largest) = self.evaluations(node, &drafts[at]);
                self.note_largest(name, &issue, &options, by_largest);
                of_issues[at] = Some(IssueValues { place, weight, options, by_largest });
            }
        }
        let place = self.place(objective);
        let mut complete = Vec::with_capacity(drafts.len());
        for (issue, values) in drafts.iter().zip(of_issues) {
            if values.is_none() {
                self.report(objective, format!("{name}: issue `{}` is missing", issue.name));
            }
            let nothing = Figure { value: 0.0, place: place.clone() };
            let options = vec![Some(nothing.clone()); issue.options.len()];
            let missing = IssueValues { place: place.clone(), weight: nothing, options, by_largest: false };
            complete.push(values.unwrap_or(missing));
        }
        let reservation = children(root, "reservation").next().and_then(|node| self.figure(node, &["value"]));
        let reservation = reservation.or_else(|| Some(Figure { value: 0.0, place: place.clone() }));
        self.note_discount(root, name);
        let draft = ProfileDraft { name: name.to_owned(), place, issues: complete, bias: 0.0, reservation };
        draft::profile(&draft, &drafts, true, &mut self.problems)
    }

    /// Weights by the place of their issue.
    fn weights(
        &mut self,
        objective: Node<'_, '_>,
        name: &str,
        numbers: &[f64],
        issues: &[IssueDraft],
    ) -> Vec<Option<Figure>> {
        let mut weights = vec![None; issues.len()];
        for node in children(objective, "weight") {
            let index = self.number(node, &["index"]);
            let value = self.figure(node, &["value"]);
            let Some(index) = index else { continue };
            match numbers.iter().position(|number| number.total_cmp(&index).is_eq()) {
                Some(at) => weights[at] = value,
                None => self.report(node, format!("the domain has no issue of index {index}")),
            }
        }
        for (issue, _) in issues.iter().zip(&weights).filter(|(_, weight)| weight.is_none()) {
            self.report(objective, format!("{name}: issue `{}` has no weight", issue.name));
        }
        weights
    }

    /// Value of every option, and whether they are evaluations of items, which GENIUS scales.
    fn evaluations(&mut self, node: Node<'_, '_>, issue: &IssueDraft) -> (Vec<Option<Figure>>, bool) {
        let mut options = vec![None; issue.options.len()];
        if let Some(evaluator) = children(node, "evaluator").next() {
            let place = self.place(evaluator);
            if let Some(function) = self.evaluator(evaluator) {
                for (slot, (label, _)) in options.iter_mut().zip(&issue.options) {
                    *slot = function.of_label(label).map(|value| Figure { value, place: place.clone() });
                }
            } else {
                options.fill(Some(Figure { value: 0.0, place }));
            }
            return (options, false);
        }
        for item in children(node, "item") {
            let place = self.place(item);
            let Some(label) = self.word(item, "value") else { continue };
            let value = self.figure(item, &["evaluation"]);
            if let Some(at) = draft::option_of(&label, &place, issue, &mut self.problems) {
                options[at] = value;
            }
        }
        (options, true)
    }

    /// The function of an evaluator; `None` for one that is not read, which is reported.
    fn evaluator(&mut self, node: Node<'_, '_>) -> Option<Polynomial> {
        let kind = self.word(node, "ftype")?;
        let mut number = |keys: &[&str], default: f64| {
            let given = keys.iter().any(|&key| node.has_attribute(key));
            if given { self.number(node, keys).unwrap_or(default) } else { default }
        };
        let bias = number(&["offset", "parameter0"], 0.0);
        match kind.as_str() {
            "constant" => Some(Polynomial { a2: 0.0, a1: 0.0, bias }),
            "linear" => Some(Polynomial { a2: 0.0, a1: number(&["slope", "parameter1"], 1.0), bias }),
            _ => {
                self.report(
                    node,
                    format!("evaluators of type `{kind}` are not read here; `linear` and `constant` are"),
                );
                None
            }
        }
    }

    fn note_largest(&mut self, name: &str, issue: &str, options: &[Option<Figure>], by_largest: bool) {
        let values = options.iter().flatten().map(|figure| figure.value);
        let largest = values.fold(0.0, |most: f64, value| if value > most { value } else { most });
        if by_largest && largest > 0.0 && (largest - 1.0).abs() > 1e-9 {
            self.notes.push(format!(
                "{name}: evaluations of issue `{issue}` are divided by {largest}, the largest, as GENIUS does; NegMAS would not"
            ));
        }
    }

    fn note_discount(&mut self, root: Node<'_, '_>, name: &str) {
        let discount = children(root, "discount_factor").next().and_then(|node| self.number(node, &["value"]));
        // GENIUS writes 0 as well as 1 for no discount.
        if let Some(factor) = discount.filter(|factor| *factor > 0.0 && *factor < 1.0) {
            self.notes
                .push(format!("{name}: the discount factor {factor} is left out; utilities are those without delay"));
        }
    }
}
