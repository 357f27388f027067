//! The sentences in which departures from a shape are reported; decides nothing.

use super::diagnostic::Diagnostic;
use super::document::{Entry, Node, Value};
use super::form::{Bound, ChoiceForm, Form, TableForm};
use super::nearest::nearest;
use super::path::KeyPath;
use super::shape::Shape;

/// More names than this are not listed in a hint.
const MOST_NAMES: usize = 16;

/// Longer texts are cut when a message quotes them.
const LONGEST_QUOTE: usize = 40;

pub(super) fn unknown_key(value: &Node, key: &str, form: &TableForm<'_>, table: &KeyPath) -> Diagnostic {
    let names: Vec<_> = form.keys.iter().map(|(name, _)| *name).collect();
    let message = format!("unknown key `{}` {}", cut(key), inside(table));
    let problem = Diagnostic::new(value.file, value.key_or_value_span(), message);
    hinted(problem.with_label("unknown key"), key, &names, "valid keys")
}

pub(super) fn missing_key(table: &Node, key: &str, form: &TableForm<'_>, path: &KeyPath) -> Diagnostic {
    let message = format!("the required key `{key}` is missing {}", inside(path));
    let problem = Diagnostic::at(table, message).with_label(format!("`{key}` is missing here"));
    match form.key(key) {
        Some(shape) => described(problem.with_help(format!("`{key}` takes {}", expected(&shape.form()))), key, shape),
        None => problem,
    }
}

pub(super) fn wrong_type(node: &Node, form: &Form<'_>, path: &KeyPath) -> Diagnostic {
    let expected = expected(form);
    let message = format!("{} is {}, but must be {expected}", written(node, path), node.value.kind());
    let problem = Diagnostic::at(node, message).with_label(format!("must be {expected}"));
    match (form, &node.value) {
        (Form::Integer, Value::Float(number)) if number.fract() == 0.0 => {
            problem.with_help(format!("write {number:.0} without a decimal point"))
        }
        (Form::Integer, Value::Float(number)) => {
            problem.with_help(format!("the nearest whole number is {:.0}", number.round()))
        }
        (Form::Number | Form::Integer, Value::Text(text)) if text.trim().parse::<f64>().is_ok() => {
            problem.with_help(format!("write {} without quotes", text.trim()))
        }
        (Form::Boolean, Value::Text(text)) if text == "true" || text == "false" => {
            problem.with_help(format!("write {text} without quotes"))
        }
        (Form::Text, _) => problem.with_help("put it in quotes"),
        (Form::Array(_), value) if !matches!(value, Value::Table(_)) => problem.with_help("put it in [ ]"),
        _ => problem,
    }
}

pub(super) fn none_of_types(node: &Node, shapes: &[Shape<'_>], path: &KeyPath) -> Diagnostic {
    let expected: Vec<_> = shapes.iter().map(|shape| expected(&shape.form())).collect();
    let expected = expected.join(" or ");
    let message = format!("{} is {}, but must be {expected}", written(node, path), node.value.kind());
    Diagnostic::at(node, message).with_label(format!("must be {expected}"))
}

pub(super) fn not_finite(node: &Node, path: &KeyPath) -> Diagnostic {
    let message = format!("{} is not a finite number", written(node, path));
    Diagnostic::at(node, message).with_label("must be finite")
}

pub(super) fn out_of_range(node: &Node, shape: Shape<'_>, path: &KeyPath) -> Diagnostic {
    let range = range(shape.range());
    let message = format!("{} is outside {range}", written(node, path));
    let problem = Diagnostic::at(node, message).with_label(format!("allowed: {range}"));
    described(problem, &path.leaf(), shape)
}

pub(super) fn wrong_length(
    node: &Node,
    length: usize,
    limits: (Option<usize>, Option<usize>),
    path: &KeyPath,
) -> Diagnostic {
    let unit = if matches!(node.value, Value::Array(_)) { "item" } else { "character" };
    let allowed = match limits {
        (Some(least), Some(most)) if least == most => format!("exactly {least}"),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("at least {least}"),
        (None, most) => format!("at most {}", most.unwrap_or(0)),
    };
    let plural = if length == 1 { "" } else { "s" };
    let message = format!("`{}` has {length} {unit}{plural}, but takes {allowed}", path.leaf());
    Diagnostic::at(node, message).with_label(format!("takes {allowed}"))
}

pub(super) fn unknown_word(node: &Node, word: &str, form: &ChoiceForm<'_>, path: &KeyPath) -> Diagnostic {
    if form.tag(word).is_some() {
        let message = format!("{} needs settings of its own", written(node, path));
        let help = format!("write it as a table: [{}]", path.key(word));
        return Diagnostic::at(node, message).with_label("needs a table").with_help(help);
    }
    let message = format!("{} is not one of the choices", written(node, path));
    let names: Vec<_> = form.names().collect();
    hinted(Diagnostic::at(node, message).with_label("unknown choice"), word, &names, "choices")
}

pub(super) fn unknown_tag(value: &Node, tag: &str, form: &ChoiceForm<'_>, path: &KeyPath) -> Diagnostic {
    let span = value.key_or_value_span();
    if form.words.contains(&tag) {
        let message = format!("`{tag}` takes no settings of its own");
        let help = format!("write {} = \"{tag}\"", path.leaf());
        return Diagnostic::new(value.file, span, message).with_label("takes no table").with_help(help);
    }
    let message = format!("unknown choice `{}` {}", cut(tag), inside(path));
    let names: Vec<_> = form.names().collect();
    let problem = Diagnostic::new(value.file, span, message).with_label("unknown choice");
    hinted(problem, tag, &names, "choices")
}

/// Needs at least two tags; points at the last, which is the one most likely meant.
pub(super) fn several_tags(known: &[&Entry], path: &KeyPath) -> Diagnostic {
    let names: Vec<_> = known.iter().map(|(tag, _)| format!("`{tag}`")).collect();
    let (_, last) = known[known.len() - 1];
    let message = format!("[{path}] takes one choice, but has {}", names.join(" and "));
    let mut problem = Diagnostic::new(last.file, last.key_or_value_span(), message)
        .with_label("one too many")
        .with_help("keep one of them");
    for (_, node) in &known[..known.len() - 1] {
        problem = problem.with_related_node(node, "chosen here as well");
    }
    problem
}

pub(super) fn no_choice(node: &Node, form: &ChoiceForm<'_>, path: &KeyPath) -> Diagnostic {
    let message = match &node.value {
        Value::Table(_) => format!("[{path}] is empty, but must hold one choice"),
        _ => format!("{} is {}, but must be a choice", written(node, path), node.value.kind()),
    };
    let names: Vec<_> = form.names().collect();
    hinted(Diagnostic::at(node, message).with_label("must be a choice"), "", &names, "choices")
}

fn hinted(problem: Diagnostic, word: &str, names: &[&str], what: &str) -> Diagnostic {
    let meant = nearest(word, names.iter().copied()).map(|name| format!("did you mean `{name}`?"));
    let listed = (1..=MOST_NAMES).contains(&names.len());
    let listed = listed.then(|| format!("{what}: {}", names.join(", ")));
    let help: Vec<_> = meant.into_iter().chain(listed).collect();
    if help.is_empty() { problem } else { problem.with_help(help.join(" ")) }
}

/// Adds the first sentence of the key's description to the help.
fn described(problem: Diagnostic, key: &str, shape: Shape<'_>) -> Diagnostic {
    let Some(description) = shape.description() else {
        return problem;
    };
    let paragraph = description.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let sentence = paragraph.split(". ").next().unwrap_or_default().trim_end_matches('.').to_owned();
    let help = match &problem.help {
        Some(help) => format!("{help}: {sentence}"),
        None => format!("`{key}`: {sentence}"),
    };
    problem.with_help(help)
}

fn inside(table: &KeyPath) -> String {
    if table.steps().is_empty() { "at the top level".to_owned() } else { format!("in [{table}]") }
}

/// `key = value` where the value is short, the key alone where not.
fn written(node: &Node, path: &KeyPath) -> String {
    let value = match &node.value {
        Value::Text(text) => format!("\"{}\"", cut(text)),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}").to_lowercase(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Table(_) | Value::Array(_) if path.steps().is_empty() => {
            return "the file".to_owned();
        }
        Value::Table(_) | Value::Array(_) => return format!("`{}`", path.leaf()),
    };
    if path.steps().is_empty() { value } else { format!("{} = {value}", path.leaf()) }
}

fn cut(text: &str) -> String {
    let mut cut: String = text.chars().take(LONGEST_QUOTE).collect();
    if cut.len() < text.len() {
        cut.push_str("...");
    }
    cut.escape_debug().to_string().replace("\\'", "'")
}

fn expected(form: &Form<'_>) -> &'static str {
    match form {
        Form::Anything | Form::Either(_) => "a value",
        Form::Table(_) => "a table",
        Form::Array(_) => "an array",
        Form::Choice(choice) if choice.words.is_empty() => "a table with one choice",
        Form::Choice(_) => "one of its choices",
        Form::Number => "a number",
        Form::Integer => "a whole number",
        Form::Text => "text",
        Form::Boolean => "true or false",
    }
}

fn range(range: (Option<Bound>, Option<Bound>)) -> String {
    let end = |bound: Bound| number(bound.value);
    match range {
        (Some(low), Some(high)) => {
            let (from, to) = (end(low), end(high));
            match (low.exclusive, high.exclusive) {
                (false, false) => format!("{from} to {to}"),
                (true, true) => format!("{from} to {to} (exclusive)"),
                (true, false) => format!("{from} to {to} ({from} itself excluded)"),
                (false, true) => format!("{from} to {to} ({to} itself excluded)"),
            }
        }
        (Some(low), None) if low.exclusive => format!("the range above {}", end(low)),
        (Some(low), None) => format!("the range from {} up", end(low)),
        (None, Some(high)) if high.exclusive => format!("the range below {}", end(high)),
        (None, Some(high)) => format!("the range up to {}", end(high)),
        (None, None) => "its range".to_owned(),
    }
}

/// Shortest digits, without `.0`, and with an exponent where that is shorter.
fn number(value: f64) -> String {
    let text = format!("{value:?}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
