//! A contract's text with some terms changed, as a unified diff of TOML lines; it does not know why they change.

use std::fmt::Write as _;

/// Lines of context around a change.
const CONTEXT: usize = 2;

/// One term that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Key below the contract.
    pub key: String,
    /// Its new value, as TOML.
    pub to: String,
}

/// A line of the new text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    Same(String),
    Gone(String),
    New(String),
}

/// The diff of `text`, a TOML file called `name` whose contract lies at `root` (empty for the top level).
pub fn diff(name: &str, text: &str, root: &str, changes: &[Change]) -> String {
    let mut lines: Vec<Line> = text.lines().map(|line| Line::Same(line.to_owned())).collect();
    for change in changes {
        apply(&mut lines, root, change);
    }
    written(name, &lines)
}

fn apply(lines: &mut Vec<Line>, root: &str, change: &Change) {
    let (section, leaf) = change.key.rsplit_once('.').unwrap_or(("", &change.key));
    let wanted = joined(root, section);
    let mut here = String::new();
    let mut end = None;
    for place in 0..lines.len() {
        let Line::Same(line) = &lines[place] else {
            end = if here == wanted { Some(place + 1) } else { end };
            continue;
        };
        let line = line.clone();
        let bare = line.trim();
        if let Some(header) = bare.strip_prefix('[').filter(|_| !bare.starts_with("[[")) {
            header.split(']').next().unwrap_or("").trim().clone_into(&mut here);
        } else if let Some((key, _)) = bare.split_once('=').filter(|_| !bare.starts_with('#'))
            && joined(&here, key.trim()) == joined(&wanted, leaf)
        {
            let indent = &line[..line.len() - line.trim_start().len()];
            lines[place] = Line::Gone(line.clone());
            lines.insert(place + 1, Line::New(format!("{indent}{} = {}", key.trim(), change.to)));
            return;
        }
        if here == wanted && !bare.is_empty() {
            end = Some(place + 1);
        }
    }
    let line = Line::New(format!("{leaf} = {}", change.to));
    match end {
        Some(end) => lines.insert(end, line),
        None if wanted.is_empty() => lines.insert(0, line),
        None => lines.extend([Line::New(String::new()), Line::New(format!("[{wanted}]")), line]),
    }
}

fn joined(root: &str, key: &str) -> String {
    match (root, key) {
        ("", key) => key.to_owned(),
        (root, "") => root.to_owned(),
        (root, key) => format!("{root}.{key}"),
    }
}

fn written(name: &str, lines: &[Line]) -> String {
    let changed = |line: &Line| !matches!(line, Line::Same(_));
    let near = |place: usize| {
        let from = place.saturating_sub(CONTEXT);
        lines[from..lines.len().min(place + CONTEXT + 1)].iter().any(changed)
    };
    let mut out = format!("--- {name}\n+++ {name}, hardened\n");
    let (mut old, mut new, mut open) = (1, 1, false);
    for (place, line) in lines.iter().enumerate() {
        if near(place) {
            if !open {
                let _ = writeln!(out, "@@ -{old} +{new} @@");
            }
            let _ = match line {
                Line::Same(line) => writeln!(out, " {line}"),
                Line::Gone(line) => writeln!(out, "-{line}"),
                Line::New(line) => writeln!(out, "+{line}"),
            };
        }
        open = near(place);
        old += usize::from(!matches!(line, Line::New(_)));
        new += usize::from(!matches!(line, Line::Gone(_)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Change, diff};

    fn change(key: &str, to: &str) -> Change {
        Change { key: key.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn a_line_that_is_there_is_replaced_and_one_that_is_not_is_added_to_its_table() {
        let text = "price = 85.0\n\n[service_credits]\nrate = 0.05  # low\n\n[term]\nrounds = 8\n";
        let changes = [change("service_credits.rate", "0.1"), change("service_credits.two_sided", "true")];
        let expected = "--- draft.toml\n+++ draft.toml, hardened\n@@ -2 +2 @@\n \n [service_credits]\n-rate = 0.05  # low\n\
                        +rate = 0.1\n+two_sided = true\n \n [term]\n";
        assert_eq!(diff("draft.toml", text, "", &changes), expected);
    }

    #[test]
    fn a_contract_within_a_scenario_and_a_missing_table() {
        let text = "title = \"x\"\n[contract]\nprice = 1.0\n[contract.term]\nrounds = 8\n";
        let shown = diff("x", text, "contract", &[change("term.rounds", "4"), change("bonus.enforceable", "true")]);
        assert!(shown.contains("-rounds = 8\n+rounds = 4\n"), "{shown}");
        assert!(shown.ends_with("+\n+[contract.bonus]\n+enforceable = true\n"), "{shown}");
    }
}
