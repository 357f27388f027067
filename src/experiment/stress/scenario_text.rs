//! A scenario's text in which an exploit plays its victim, for `run` and `replay`; it does not know how the exploit was found.

use crate::execution::conduct::EffortRule;
use crate::execution::conduct::contingent::{Condition, Contingent};
use crate::scenario::read::Scenario;
use crate::source::{Node, Value};
use crate::strategy::file::StrategyFile;
use std::fmt::Write as _;

/// Name of the exploit among the strategies.
pub const HOSTILE: &str = "hostile";

/// Top-level keys that the text sets itself, or that a contract signed as given has no use for.
const LEFT_OUT: [&str; 6] = ["extends", "lineup", "strategies", "bargaining", "variants", "people"];

/// The scenario with the exploit and its victim as its line-up.
pub fn text(scenario: &Scenario, exploit: &StrategyFile, victim: &str, title: &str) -> String {
    let mut text = String::new();
    for (key, node) in scenario.root.as_table().unwrap_or_default() {
        if !LEFT_OUT.contains(&key.as_str()) {
            leaves(node, key, &mut text);
        }
    }
    line(&mut text, "lineup.strategies", &format!("[{HOSTILE:?}, {victim:?}]"));
    if let Some(own) = scenario.root.at("strategies").and_then(Node::as_table) {
        for (name, node) in own.iter().filter(|(name, _)| name != HOSTILE) {
            leaves(node, &format!("strategies.{}", quoted(name)), &mut text);
        }
    }
    text + &strategy(exploit, title)
}

fn line(text: &mut String, key: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{key} = {value}");
}

/// Every leaf on a line of its own, under its dotted key.
fn leaves(node: &Node, key: &str, text: &mut String) {
    match node.as_table() {
        Some(entries) if !entries.is_empty() => {
            for (below, node) in entries.iter().filter(|(below, _)| !(key == "run" && below == "compare")) {
                leaves(node, &format!("{key}.{}", quoted(below)), text);
            }
        }
        _ => line(text, key, &inline(&node.value)),
    }
}

fn inline(value: &Value) -> String {
    let joined = |items: Vec<String>| items.join(", ");
    match value {
        Value::Text(text) => toml::Value::String(text.clone()).to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => toml::Value::Float(*number).to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Array(items) => format!("[{}]", joined(items.iter().map(|item| inline(&item.value)).collect())),
        Value::Table(entries) => {
            let entry = |(key, node): &(String, Node)| format!("{} = {}", quoted(key), inline(&node.value));
            format!("{{ {} }}", joined(entries.iter().map(entry).collect()))
        }
    }
}

/// A key, in quotes where it needs them.
fn quoted(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if bare { key.to_owned() } else { toml::Value::String(key.to_owned()).to_string() }
}

/// The exploit as a strategy of the scenario's own.
fn strategy(exploit: &StrategyFile, title: &str) -> String {
    let conduct = &exploit.conduct;
    let mut text = format!("\n[strategies.{HOSTILE}]\n");
    line(&mut text, "title", &toml::Value::String(title.to_owned()).to_string());
    let _ = writeln!(text, "\n[strategies.{HOSTILE}.conduct]");
    let flags = [
        ("help_if_paid", conduct.help_if_paid),
        ("claims", conduct.claims),
        ("over_claims", conduct.over_claims),
        ("pays_bonus", conduct.pays_bonus),
        ("reports", conduct.reports),
        ("reminds", conduct.reminds),
    ];
    for (key, flag) in flags {
        line(&mut text, key, &flag.to_string());
    }
    line(&mut text, "shading", &number(conduct.shading));
    if let EffortRule::Contingent(rule) = &conduct.effort {
        work(&mut text, rule);
    }
    let _ = writeln!(text, "\n[strategies.{HOSTILE}.review]");
    line(&mut text, "horizon", &number(exploit.review.horizon));
    line(&mut text, "enforces", &exploit.review.enforces.to_string());
    line(&mut text, "weighs_renewal", &exploit.review.weighs_renewal.to_string());
    text
}

fn work(text: &mut String, rule: &Contingent) {
    let path = format!("strategies.{HOSTILE}.conduct.effort.contingent");
    let _ = writeln!(text, "\n[{path}]");
    for (key, value) in
        [("effort", rule.effort), ("gaming", rule.gaming), ("catch_up", rule.catch_up), ("least", rule.least)]
    {
        line(text, key, &number(value));
    }
    for case in &rule.cases {
        let _ = writeln!(text, "\n[[{path}.cases]]");
        line(text, "when", &format!("{:?}", case.when.name()));
        line(text, "at", &number(case.at));
        if let Some(unless) = case.unless {
            line(text, "unless", &number(unless));
        }
        if !case.and.is_empty() {
            let all: Vec<String> = case.and.iter().map(condition).collect();
            line(text, "and", &format!("[{}]", all.join(", ")));
        }
        for (key, value) in [("effort", case.effort), ("gaming", case.gaming), ("catch_up", case.catch_up)] {
            line(text, key, &number(value));
        }
    }
}

fn condition(condition: &Condition) -> String {
    let unless = condition.unless.map_or_else(String::new, |unless| format!(", unless = {}", number(unless)));
    format!("{{ when = {:?}, at = {}{unless} }}", condition.when.name(), number(condition.at))
}

fn number(value: f64) -> String {
    toml::Value::Float(value).to_string()
}
