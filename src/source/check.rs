//! Compares a tree with its shape and reports every departure at once; knows no key and makes no values.

use super::diagnostic::{Diagnostic, Diagnostics};
use super::document::{Entry, Node, Value};
use super::form::{ArrayForm, Bound, ChoiceForm, Form, TableForm};
use super::path::KeyPath;
use super::shape::Shape;
use super::wording;

/// Everything in which a tree departs from a shape: unknown and missing keys, wrong types, numbers out
/// of range or not finite, unknown variants, more or less than one tag, arrays and texts of wrong length.
///
/// Whole numbers are taken where any number is.
pub fn check(root: &Node, shape: Shape<'_>) -> Diagnostics {
    run(root, shape, true)
}

/// As [`check()`], but keys may be missing, as long as the files that could hold them are.
pub(super) fn check_present(root: &Node, shape: Shape<'_>) -> Diagnostics {
    run(root, shape, false)
}

fn run(root: &Node, shape: Shape<'_>, complete: bool) -> Diagnostics {
    let mut check = Check { complete, problems: Diagnostics::new() };
    check.node(root, shape, &KeyPath::root());
    check.problems.sort();
    check.problems
}

struct Check {
    complete: bool,
    problems: Diagnostics,
}

impl Check {
    fn report(&mut self, path: &KeyPath, diagnostic: Diagnostic) {
        self.problems.push(diagnostic.with_key(path.to_string()));
    }

    fn node(&mut self, node: &Node, shape: Shape<'_>, path: &KeyPath) {
        match (shape.form(), &node.value) {
            (Form::Anything, _) => self.finite_anywhere(node, path),
            (Form::Boolean, Value::Boolean(_)) => {}
            (Form::Table(form), Value::Table(entries)) => self.table(node, entries, &form, path),
            (Form::Array(form), Value::Array(items)) => self.array(node, items, &form, path),
            (Form::Choice(form), _) => self.choice(node, &form, path),
            (Form::Either(shapes), _) => self.either(node, &shapes, path),
            (Form::Number | Form::Integer, Value::Integer(number)) => {
                self.range(node, *number as f64, shape, path);
            }
            (Form::Number, Value::Float(number)) => self.range(node, *number, shape, path),
            (Form::Integer, Value::Float(number)) if !number.is_finite() => {
                self.range(node, *number, shape, path);
            }
            (Form::Text, Value::Text(text)) => self.text(node, text, shape, path),
            (form, _) => self.report(path, wording::wrong_type(node, &form, path)),
        }
    }

    fn table(&mut self, node: &Node, entries: &[Entry], form: &TableForm<'_>, path: &KeyPath) {
        for (key, value) in entries {
            let inner = path.key(key);
            match form.key(key) {
                Some(shape) => self.node(value, shape, &inner),
                None => self.report(&inner, wording::unknown_key(value, key, form, path)),
            }
        }
        let required = if self.complete { form.required.as_slice() } else { &[] };
        for key in required {
            if node.get(key).is_none() {
                let problem = wording::missing_key(node, key, form, path);
                self.report(&path.key(key), problem);
            }
        }
    }

    fn array(&mut self, node: &Node, items: &[Node], form: &ArrayForm<'_>, path: &KeyPath) {
        let short = form.least.is_some_and(|least| items.len() < least);
        let long = form.most.is_some_and(|most| items.len() > most);
        if short || long {
            self.report(path, wording::wrong_length(node, items.len(), (form.least, form.most), path));
        }
        for (index, item) in items.iter().enumerate() {
            if let Some(shape) = form.first.get(index).copied().or(form.rest) {
                self.node(item, shape, &path.item(index));
            }
        }
    }

    fn choice(&mut self, node: &Node, form: &ChoiceForm<'_>, path: &KeyPath) {
        match &node.value {
            Value::Text(word) if form.words.contains(&word.as_str()) => {}
            Value::Text(word) => self.report(path, wording::unknown_word(node, word, form, path)),
            Value::Table(entries) => self.tags(node, entries, form, path),
            _ => self.report(path, wording::no_choice(node, form, path)),
        }
    }

    fn tags(&mut self, node: &Node, entries: &[Entry], form: &ChoiceForm<'_>, path: &KeyPath) {
        for (tag, value) in entries {
            let inner = path.key(tag);
            match form.tag(tag) {
                Some(shape) => self.node(value, shape, &inner),
                None => self.report(&inner, wording::unknown_tag(value, tag, form, path)),
            }
        }
        let known: Vec<_> = entries.iter().filter(|(tag, _)| form.tag(tag).is_some()).collect();
        if known.len() > 1 {
            self.report(path, wording::several_tags(&known, path));
        } else if entries.is_empty() {
            self.report(path, wording::no_choice(node, form, path));
        }
    }

    /// Takes the alternative that fits; of several that do not, the one that fits best is explained.
    fn either(&mut self, node: &Node, shapes: &[Shape<'_>], path: &KeyPath) {
        let fitting = shapes.iter().filter(|shape| takes(&shape.form(), &node.value));
        let attempts = fitting.map(|shape| {
            let mut attempt = Check { complete: self.complete, problems: Diagnostics::new() };
            attempt.node(node, *shape, path);
            attempt.problems
        });
        match attempts.min_by_key(Diagnostics::len) {
            Some(problems) => self.problems.extend(problems),
            None => self.report(path, wording::none_of_types(node, shapes, path)),
        }
    }

    fn range(&mut self, node: &Node, number: f64, shape: Shape<'_>, path: &KeyPath) {
        let (low, high) = shape.range();
        if !number.is_finite() {
            self.report(path, wording::not_finite(node, path));
        } else if low.is_some_and(|low| is_below(number, low)) || high.is_some_and(|high| is_above(number, high)) {
            self.report(path, wording::out_of_range(node, shape, path));
        }
    }

    fn text(&mut self, node: &Node, text: &str, shape: Shape<'_>, path: &KeyPath) {
        let (least, most) = shape.text_length();
        let length = text.chars().count();
        if least.is_some_and(|least| length < least) || most.is_some_and(|most| length > most) {
            self.report(path, wording::wrong_length(node, length, (least, most), path));
        }
    }

    fn finite_anywhere(&mut self, node: &Node, path: &KeyPath) {
        match &node.value {
            Value::Float(number) if !number.is_finite() => {
                self.report(path, wording::not_finite(node, path));
            }
            Value::Table(entries) => {
                for (key, value) in entries {
                    self.finite_anywhere(value, &path.key(key));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.finite_anywhere(item, &path.item(index));
                }
            }
            _ => {}
        }
    }
}

fn is_below(number: f64, low: Bound) -> bool {
    number < low.value || (low.exclusive && number <= low.value)
}

fn is_above(number: f64, high: Bound) -> bool {
    number > high.value || (high.exclusive && number >= high.value)
}

fn takes(form: &Form<'_>, value: &Value) -> bool {
    match form {
        Form::Anything | Form::Either(_) => true,
        Form::Table(_) => matches!(value, Value::Table(_)),
        Form::Array(_) => matches!(value, Value::Array(_)),
        Form::Choice(choice) => match value {
            Value::Text(_) => !choice.words.is_empty(),
            Value::Table(_) => !choice.tags.is_empty(),
            _ => false,
        },
        Form::Number => matches!(value, Value::Integer(_) | Value::Float(_)),
        Form::Integer => matches!(value, Value::Integer(_)),
        Form::Text => matches!(value, Value::Text(_)),
        Form::Boolean => matches!(value, Value::Boolean(_)),
    }
}
