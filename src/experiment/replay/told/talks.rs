//! A session told: turns with their packages as cards, the concession log, and the result; it does not know the rounds.

use super::layout::{Align, columns, wrapped};
use super::{percent, two};
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
    let mut place = 0;
    while let Some(turn) = sitting.turns.get(place) {
        let again =
            sitting.turns[place..].iter().zip(place..).take_while(|(_, at)| repeats(&sitting.turns, *at)).count();
        match again {
            _ if sitting.sealed => lines.extend(bid(turn)),
            0 => lines.extend(turn_lines(turn)),
            1 => lines.extend(wrapped(&format!("{} says the same again.", who(turn)), "", "  ")),
            _ => lines.push(format!(
                "Turns {} to {}: both say the same again.",
                turn.turn,
                sitting.turns[place + again - 1].turn
            )),
        }
        place += again.max(1);
    }
    lines.push(String::new());
    if !sitting.turns.is_empty() && !sitting.sealed {
        lines.extend(log(&sitting.turns));
        lines.push(String::new());
    }
    for sentence in result(sitting, signed) {
        lines.extend(wrapped(&sentence, "", "  "));
    }
    lines.push(String::new());
    lines
}

/// Whether the turn at `place` repeats the last proposal of the same side.
fn repeats(turns: &[Turn], place: usize) -> bool {
    let turn = &turns[place];
    let before = turns[..place].iter().rev().find(|before| before.by == turn.by);
    let same = |before: &Turn| {
        let pairs = before.packages.iter().zip(&turn.packages);
        before.packages.len() == turn.packages.len()
            && pairs.into_iter().all(|(one, other)| one.options == other.options)
    };
    before.is_some_and(same)
}

fn who(turn: &Turn) -> String {
    format!("Turn {}: the {}", turn.turn, name(turn.by))
}

fn turn_lines(turn: &Turn) -> Vec<String> {
    let who = who(turn);
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

/// A sealed bid, by the package whose price is nearest.
fn bid(turn: &Turn) -> Vec<String> {
    let package = turn.packages.first().map_or_else(String::new, |package| options(&package.options));
    wrapped(&format!("The {} bids under seal, about {package}.", name(turn.by)), "", "  ")
}

/// Option of every issue, in words.
fn options(options: &Named<String>) -> String {
    let parts: Vec<String> = options.0.iter().map(|(issue, option)| format!("{issue} {option}")).collect();
    parts.join(", ")
}

/// Packages side by side, a card each.
fn cards(packages: &[Package]) -> Vec<String> {
    let letters: Vec<String> = (b'A'..).zip(packages).map(|(letter, package)| head(letter, package)).collect();
    let heads: Vec<(&str, Align)> =
        std::iter::once(("", Align::Left)).chain(letters.iter().map(|head| (head.as_str(), Align::Right))).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (place, (issue, _)) in packages.first().into_iter().flat_map(|first| first.options.0.iter().enumerate()) {
        let options = packages.iter().map(|package| package.options.0[place].1.clone());
        rows.push(std::iter::once(issue.clone()).chain(options).collect());
    }
    for (side, label) in Side::ALL.into_iter().zip(WORTH) {
        let values = packages.iter().map(|package| two(package.values[side]));
        rows.push(std::iter::once(label.to_owned()).chain(values).collect());
    }
    columns(&heads, &rows, 4)
}

const WORTH: [&str; 2] = ["worth to the seller", "worth to the buyer"];

fn head(letter: u8, package: &Package) -> String {
    let taken = if package.accepted { " (taken)" } else { "" };
    format!("{}{taken}", char::from(letter))
}

/// Whether a turn changes anything in the log.
fn moves(turn: &Turn) -> bool {
    turn.move_type != "silent" || turn.give.abs() > 0.0 || turn.get.abs() > 0.0
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
    let rows: Vec<Vec<String>> = turns.iter().filter(|turn| moves(turn)).map(row).collect();
    let left_out = if rows.len() < turns.len() { "; turns that change nothing are left out" } else { "" };
    let title = format!("Concession log (worth a round; balance: all got less all given{left_out}):");
    let mut lines = wrapped(&title, "", "  ");
    lines.extend(columns(&heads, &rows, 2));
    lines
}

fn result(sitting: &Sitting, signed: Option<f64>) -> Vec<String> {
    let result = &sitting.result;
    let mut told = vec![if sitting.sealed { sealed(result) } else { ending(result) }];
    if let Some(values) = &result.values {
        let above = |side: Side| values[side] - sitting.preparation[side].least;
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
    if result.price_shift.abs() > 0.0 && !sitting.sealed {
        told.push(format!("Nibbles at the close move the price by {}.", two(result.price_shift)));
    }
    told.extend(standing(result));
    let left = &result.left;
    if result.values.is_some() && (left.seller < 1.0 || left.buyer < 1.0) {
        let [seller, buyer] = [left.seller, left.buyer].map(percent);
        told.push(format!(
            "After {} turns, {seller} of that is left to the seller and {buyer} to the buyer.",
            result.turns
        ));
    }
    told.extend(Side::ALL.into_iter().filter(|side| result.broken_promise[*side]).map(|side| {
        let other = name(side.other());
        format!("{} calls it a broken promise that the {other} gave back too little, and trusts it less.", the(side))
    }));
    told.extend(accuracy(result));
    told.extend(signed.map(|price| format!("The contract is signed at a price of {}.", two(price))));
    if result.cost > 0.0 {
        let plural = if result.turns == 1 { "" } else { "s" };
        told.push(format!("{} turn{plural} at the table cost each side {}.", result.turns, two(result.cost)));
    }
    told
}

/// How an agreement stands against what was possible.
fn standing(result: &SittingResult) -> Option<String> {
    let efficiency = percent(result.efficiency?);
    let distance = |name: &str| result.from_solutions.0.iter().find(|(concept, _)| concept == name)?.1;
    let nash =
        distance("nash").map_or_else(String::new, |nash| format!("; it lies {} from the Nash solution", two(nash)));
    Some(format!("They realise {efficiency} of the gain that was possible together{nash}."))
}

/// How well the sides read each other, where either had an idea.
fn accuracy(result: &SittingResult) -> Option<String> {
    let read = |side: Side| result.accuracy[side].map(|correlation| format!("{} ({})", two(correlation), name(side)));
    let parts: Vec<String> = Side::ALL.into_iter().filter_map(read).collect();
    (!parts.is_empty()).then(|| {
        let correlations = parts.join(" and ");
        format!(
            "What a side believes of the other's wishes in the end matches the truth by {correlations}, a correlation."
        )
    })
}

/// How sealed bids ended.
fn sealed(result: &SittingResult) -> String {
    match &result.package {
        Some(package) if result.price_shift.abs() > 0.0 => {
            let shift = two(result.price_shift);
            format!("The bids meet: {}, at a price {shift} above that.", options(package))
        }
        Some(package) => format!("The bids meet: {}.", options(package)),
        None => "The bids do not meet.".to_owned(),
    }
}

fn ending(result: &SittingResult) -> String {
    let SittingResult { kind, by, turns, package, .. } = result;
    match (*kind, by, package) {
        ("agreement", Some(by), Some(package)) => {
            format!("Agreement in turn {turns}: {} takes {}.", the(*by).to_lowercase(), options(package))
        }
        ("walk_away", Some(by), _) => {
            format!("No agreement: {} walks away.", the(*by).to_lowercase())
        }
        ("breakdown", ..) => format!("No agreement: talks break down after turn {turns}."),
        _ => format!("No agreement: turn {turns} was the last."),
    }
}
