//! A session told: turns with their packages as cards, the concession log, and the result; it does not know the rounds.

use super::layout::{Align, WIDTH, columns, length, wrapped};
use super::two;
use crate::base::side::Side;
use crate::experiment::replay::named::Named;
use crate::experiment::replay::sitting::{Package, Sitting, SittingResult, Turn};
use crate::experiment::replay::words::{side as name, the};

/// What the session is about, for its heading.
pub fn title(sitting: &Sitting) -> String {
    let by = sitting.brought_by.map_or("a side", name);
    match sitting.occasion {
        "first" => "talks about a first contract".to_owned(),
        "renewal" => "talks about a renewal".to_owned(),
        "stop_loss" => "talks reopened by the stop-loss".to_owned(),
        _ => format!("talks forced by the {by}, which threatens to leave"),
    }
}

/// The turns, the log and the result; `signed` is the price of the contract that follows.
pub fn lines(sitting: &Sitting, signed: Option<f64>) -> Vec<String> {
    let mut lines = Vec::new();
    for (place, turn) in sitting.turns.iter().enumerate() {
        let before = sitting.turns[..place].iter().rev().find(|before| before.by == turn.by);
        lines.extend(turn_lines(turn, before));
    }
    lines.push(String::new());
    if !sitting.turns.is_empty() {
        lines.push("Concession log (worth a round; balance: all got less all given):".to_owned());
        lines.extend(log(&sitting.turns));
        lines.push(String::new());
    }
    for sentence in result(sitting, signed) {
        lines.extend(wrapped(&sentence, "", "  "));
    }
    lines.push(String::new());
    lines
}

fn turn_lines(turn: &Turn, before: Option<&Turn>) -> Vec<String> {
    let who = format!("Turn {}: the {}", turn.turn, name(turn.by));
    let same = |before: &Turn| {
        let outcomes = |turn: &Turn| turn.packages.iter().map(|package| package.options.clone()).collect::<Vec<_>>();
        outcomes(before) == outcomes(turn)
    };
    if before.is_some_and(same) {
        return wrapped(&format!("{who} says the same again."), "", "  ");
    }
    match turn.packages.as_slice() {
        [only] => {
            let [seller, buyer] = [only.values.seller, only.values.buyer].map(two);
            let worth = format!("worth {seller} to the seller and {buyer} to the buyer");
            wrapped(&format!("{who} proposes {}; {worth}.", options(&only.options)), "", "  ")
        }
        packages => {
            let mut lines =
                wrapped(&format!("{who} lets the other choose among {} packages:", packages.len()), "", "  ");
            lines.extend(cards(packages));
            lines
        }
    }
}

/// Option of every issue, in words.
fn options(options: &Named<String>) -> String {
    let parts: Vec<String> = options.0.iter().map(|(issue, option)| format!("{issue} {option}")).collect();
    parts.join(", ")
}

/// Packages side by side, a card each; further ones below where the page is too narrow.
fn cards(packages: &[Package]) -> Vec<String> {
    let heads: Vec<String> = (b'A'..).zip(packages).map(|(letter, package)| head(letter, package)).collect();
    let widths = packages.iter().zip(&heads).map(|(package, head)| {
        let widest = package.options.0.iter().map(|(_, option)| length(option)).fold(8, usize::max);
        widest.max(length(head)) + 2
    });
    let issues = packages.first().map_or(0, |package| {
        package.options.0.iter().map(|(issue, _)| length(issue)).fold(length(WORTH[0]), usize::max)
    });
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, issues + 4);
    for (place, width) in widths.enumerate() {
        if place > start && used + width > WIDTH {
            lines.extend(panel(&packages[start..place], &heads[start..place]));
            (start, used) = (place, issues + 4);
        }
        used += width;
    }
    lines.extend(panel(&packages[start..], &heads[start..]));
    lines
}

const WORTH: [&str; 2] = ["worth to the seller", "worth to the buyer"];

fn head(letter: u8, package: &Package) -> String {
    let taken = if package.accepted { " (taken)" } else { "" };
    format!("{}{taken}", char::from(letter))
}

fn panel(packages: &[Package], heads: &[String]) -> Vec<String> {
    let Some(first) = packages.first() else { return Vec::new() };
    let heads: Vec<(&str, Align)> =
        std::iter::once(("", Align::Left)).chain(heads.iter().map(|head| (head.as_str(), Align::Right))).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (place, (issue, _)) in first.options.0.iter().enumerate() {
        let options = packages.iter().map(|package| package.options.0[place].1.clone());
        rows.push(std::iter::once(issue.clone()).chain(options).collect());
    }
    for (side, label) in Side::ALL.into_iter().zip(WORTH) {
        let values = packages.iter().map(|package| two(package.values[side]));
        rows.push(std::iter::once(label.to_owned()).chain(values).collect());
    }
    columns(&heads, &rows, 4)
}

fn log(turns: &[Turn]) -> Vec<String> {
    let heads = [
        ("turn", Align::Right),
        ("by", Align::Left),
        ("move", Align::Left),
        ("gives", Align::Right),
        ("gets", Align::Right),
        ("to itself", Align::Right),
        ("to other", Align::Right),
        ("balance", Align::Right),
        ("trigger", Align::Left),
    ];
    let row = |turn: &Turn| {
        vec![
            turn.turn.to_string(),
            name(turn.by).to_owned(),
            turn.move_type.to_owned(),
            two(turn.give),
            two(turn.get),
            two(turn.value_to_self),
            two(turn.value_to_other),
            two(turn.balance),
            turn.trigger.clone(),
        ]
    };
    columns(&heads, &turns.iter().map(row).collect::<Vec<_>>(), 2)
}

fn result(sitting: &Sitting, signed: Option<f64>) -> Vec<String> {
    let result = &sitting.result;
    let mut told = vec![ending(result)];
    if let Some(values) = &result.values {
        let above = |side: Side| values[side] - sitting.preparation[side].reservation;
        told.push(format!(
            "It is worth {} a round to the seller, {} above its least, and {} to the buyer, {} above its least; together \
             {} of at most {} on this menu.",
            two(values.seller),
            two(above(Side::Seller)),
            two(values.buyer),
            two(above(Side::Buyer)),
            two(values.seller + values.buyer),
            two(result.joint_maximum)
        ));
    }
    if result.price_shift.abs() > 0.0 {
        told.push(format!("Nibbles at the close move the price by {}.", two(result.price_shift)));
    }
    told.extend(signed.map(|price| format!("The contract is signed at a price of {}.", two(price))));
    if result.cost > 0.0 {
        let plural = if result.turns == 1 { "" } else { "s" };
        told.push(format!("{} turn{plural} at the table cost each side {}.", result.turns, two(result.cost)));
    }
    told
}

fn ending(result: &SittingResult) -> String {
    let SittingResult { kind, by, turns, package, .. } = result;
    match (*kind, by, package) {
        ("agreement", Some(by), Some(package)) => {
            format!("Agreement in turn {turns}: {} takes {}.", the(*by).to_lowercase(), options(package))
        }
        ("walk_away", Some(by), _) => {
            format!("No agreement: {} walks away, as nothing on the menu gives it its least.", the(*by).to_lowercase())
        }
        ("breakdown", ..) => format!("No agreement: talks break down after turn {turns}."),
        _ => format!("No agreement: turn {turns} was the last."),
    }
}
