//! Lays one tree over another; knows neither files nor how a tree is read.

use super::diagnostic::{Diagnostic, Diagnostics};
use super::document::{Entry, Node, Value};
use super::form::Form;
use super::path::{KeyPath, Step};
use super::shape::Shape;

/// `over` laid over `base`: tables merge key by key, everything else is replaced.
///
/// Every node keeps its file of origin; a table in both counts as written where `over` wrote it. The
/// shape is needed for enums alone: a choice in `over` (`[index.walk]`) replaces another one in `base`
/// (`[index.ar1]`) instead of standing beside it. Without a schema give [`Shape::anything`].
#[must_use]
pub fn merge(base: Node, over: Node, shape: Shape<'_>) -> Node {
    let Node { value, span, key_span, file } = over;
    let value = match (base.value, value) {
        (Value::Table(base), Value::Table(over)) => Value::Table(merge_entries(base, over, shape)),
        (_, value) => value,
    };
    Node { value, span, key_span, file }
}

fn merge_entries(mut base: Vec<Entry>, over: Vec<Entry>, shape: Shape<'_>) -> Vec<Entry> {
    for (key, _) in &over {
        drop_other_choices(&mut base, key, shape);
    }
    for (key, node) in over {
        match base.iter().position(|(k, _)| *k == key) {
            None => base.push((key, node)),
            Some(at) => {
                let (key, below) = base.remove(at);
                let shape = shape.step(&Step::Key(key.clone()));
                base.insert(at, (key, merge(below, node, shape)));
            }
        }
    }
    base
}

/// Where `key` is a choice of an enum, what was chosen before goes.
fn drop_other_choices(entries: &mut Vec<Entry>, key: &str, shape: Shape<'_>) {
    if is_choice(shape, key) {
        entries.retain(|(other, _)| other == key || !is_choice(shape, other));
    }
}

fn is_choice(shape: Shape<'_>, key: &str) -> bool {
    matches!(shape.form(), Form::Choice(choice) if choice.tag(key).is_some())
}

/// Puts `node` at a path, in place of what is there; tables on the way are made where they are missing.
///
/// # Errors
/// The path leads through something that is no table or array, or to an item that does not exist.
pub fn set(root: &mut Node, path: &KeyPath, node: Node, shape: Shape<'_>) -> Result<(), Diagnostics> {
    let mut place = root;
    let mut shape = shape;
    let mut walked = KeyPath::root();
    for step in path.steps() {
        if let (Step::Key(key), Value::Text(_)) = (step, &place.value)
            && is_choice(shape, key)
        {
            place.value = Value::Table(Vec::new());
        }
        let (file, span) = (place.file, place.key_or_value_span());
        place = enter(place, step, &node, shape).map_err(|obstacle| {
            let message = format!("`{walked}` {obstacle}");
            Diagnostic::new(node.file, node.key_or_value_span(), message).with_key(path.to_string()).with_related(
                file,
                span,
                "written here",
            )
        })?;
        shape = shape.step(step);
        walked = match step {
            Step::Key(key) => walked.key(key),
            Step::Item(item) => walked.item(*item),
        };
    }
    *place = node;
    Ok(())
}

/// The node one step further, where a key that is missing becomes an empty table; or why there is none.
fn enter<'n>(place: &'n mut Node, step: &Step, origin: &Node, shape: Shape<'_>) -> Result<&'n mut Node, String> {
    match (step, &mut place.value) {
        (Step::Key(key), Value::Table(entries)) => {
            drop_other_choices(entries, key, shape);
            let at = entries.iter().position(|(k, _)| k == key).unwrap_or_else(|| {
                entries.push((key.clone(), empty_table(origin)));
                entries.len() - 1
            });
            Ok(&mut entries[at].1)
        }
        (Step::Item(item), Value::Array(items)) => {
            let count = items.len();
            let missing = format!("has {count} items, so there is no item {item} (the first is 0)");
            items.get_mut(*item).ok_or(missing)
        }
        (Step::Key(key), value) => Err(format!("is {}, so it has no key `{key}`", value.kind())),
        (Step::Item(_), value) => Err(format!("is {}, so it has no items", value.kind())),
    }
}

fn empty_table(origin: &Node) -> Node {
    Node {
        value: Value::Table(Vec::new()),
        span: origin.key_or_value_span(),
        key_span: origin.key_span.clone(),
        file: origin.file,
    }
}
