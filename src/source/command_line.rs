//! Overrides of the form `key=value`; knows no option of the program that takes them.

use super::diagnostic::{Diagnostic, Diagnostics};
use super::document::{Node, Value};
use super::file::{COMMAND_LINE, FileId, Files};
use super::merge::set;
use super::parse::parse_value;
use super::path::KeyPath;
use super::shape::Shape;

/// Applies overrides such as `horizon.continuation=0.9` in order; each becomes a pseudo file.
///
/// The value is read as a TOML value or, when it is none, as text: `strategy=tit-for-tat` needs no quotes.
///
/// # Errors
/// What is wrong with any of the overrides; the others are applied.
pub fn set_from_command_line(
    root: &mut Node,
    files: &mut Files,
    assignments: &[String],
    shape: Shape<'_>,
) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::new();
    for assignment in assignments {
        let file = files.add(COMMAND_LINE, assignment.as_str());
        let applied = read(assignment, file).and_then(|(path, node)| set(root, &path, node, shape));
        problems.extend(applied.err().into_iter().flatten());
    }
    problems.into_result(())
}

fn read(assignment: &str, file: FileId) -> Result<(KeyPath, Node), Diagnostics> {
    let everything = 0..assignment.len();
    let Some((key, value)) = assignment.split_once('=') else {
        let problem = Diagnostic::new(file, everything, "an override must have the form key=value");
        return Err(problem.with_label("`=` is missing").into());
    };
    let path: KeyPath =
        key.parse().map_err(|error: super::path::PathError| Diagnostic::new(file, 0..key.len(), error.to_string()))?;
    let offset = key.len() + 1 + (value.len() - value.trim_start().len());
    let mut node = read_value(value.trim(), file, offset)?;
    node.key_span = Some(0..key.len());
    Ok((path, node))
}

fn read_value(text: &str, file: FileId, offset: usize) -> Result<Node, Diagnostics> {
    if let Some(node) = parse_value(text, file, offset) {
        return node;
    }
    let span = offset..offset + text.len();
    if text.starts_with(['[', '{', '"', '\'']) {
        let problem = Diagnostic::new(file, span, format!("`{text}` is no complete value"));
        return Err(problem.with_help("a bracket or quote is not closed, or an item is not in quotes").into());
    }
    let value = Value::Text(text.to_owned());
    Ok(Node { value, span, key_span: None, file })
}
