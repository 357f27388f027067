//! Preparation sheets and possible trades, told before a session's turns; it does not know the turns.

use super::layout::{Align, columns, wrapped};
use super::{percent, two};
use crate::base::side::{PerSide, Side};
use crate::domain::tradeable::Toward;
use crate::experiment::replay::sitting::{AnchorSheet, IssueLine, Sheet, Sitting, Trade, TradeMove};
use crate::experiment::replay::words::{side as name, the};

/// Both sides' sheets and the trades that the menu allows.
pub fn lines(sitting: &Sitting, strategies: &PerSide<String>) -> Vec<String> {
    let mut lines = Vec::new();
    for (side, sheet) in &sitting.preparation {
        lines.extend(sheet_lines(side, &strategies[side], sheet));
        lines.push(String::new());
    }
    if !sitting.trades.is_empty() {
        lines.extend(trades(&sitting.trades));
    }
    lines
}

fn sheet_lines(side: Side, strategy: &str, sheet: &Sheet) -> Vec<String> {
    let opening = format!("{} prepares ({strategy}; trust in the other {}).", the(side), two(sheet.trust));
    let mut lines = wrapped(&opening, "", "");
    lines.extend(wrapped(&least(sheet), "  ", "    "));
    lines.extend(past(sheet).iter().flat_map(|told| wrapped(told, "  ", "    ")));
    lines.extend(wrapped(&anchor(&sheet.anchor, sheet.least), "  ", "    "));
    lines.extend(issue_map(&sheet.issues));
    lines
}

fn least(sheet: &Sheet) -> String {
    let parts = [
        (-sheet.switching, "moving there"),
        (sheet.onboarding, "starting up here"),
        (sheet.support, "support"),
        (sheet.reputational_risk, "risk to its name"),
        (sheet.occasion_fee, "fees if talks fail"),
    ];
    let told = |(amount, what): &(f64, &str)| {
        let sign = if *amount < 0.0 { '\u{2212}' } else { '+' };
        format!(" {sign} {} ({what})", two(amount.abs()))
    };
    let adjustments: String = parts.iter().filter(|(amount, _)| amount.abs() > 0.0).map(told).collect();
    let [batna, reservation] = [sheet.batna, sheet.reservation].map(two);
    format!("Its alternative (BATNA) brings {batna} a round{adjustments}; so it needs at least {reservation}.")
}

/// What earlier sessions left.
fn past(sheet: &Sheet) -> Option<String> {
    let [owed, claim, least] = [sheet.owed.abs(), sheet.claim.abs(), sheet.least].map(two);
    let debt = match (sheet.owed, sheet.claim) {
        (owes, _) if two(owes) == two(0.0) => None,
        (owes, 0.0..) if owes < 0.0 => Some(format!("it owes {owed} and gives nothing back")),
        (owes, _) if owes < 0.0 => Some(format!("it owes {owed} and asks for {claim} less")),
        (_, asks) if asks > 0.0 => Some(format!("it is owed {owed} and asks for {claim} more")),
        _ => Some(format!("it is owed {owed} and lets that rest")),
    };
    let grudge =
        (sheet.least > sheet.reservation).then(|| format!("an impasse rankles, and it takes no less than {least}"));
    let parts: Vec<String> = debt.into_iter().chain(grudge).collect();
    (!parts.is_empty()).then(|| format!("From earlier talks: {}.", parts.join("; ")))
}

fn anchor(anchor: &AnchorSheet, least: f64) -> String {
    let AnchorSheet { credible_range, evidence, ideal, opening, rationale } = anchor;
    let [first, most] = [*opening, *ideal].map(two);
    if *ideal < least {
        return format!("Anchor: none, since nothing on this menu gives it its least; the best is worth {most}.");
    }
    let range = credible_range
        .map_or_else(String::new, |range| format!(" (at most {} above its least, to stay credible)", two(range)));
    let share = if *ideal > least {
        format!("; that is {} of the way from its least", percent((opening - least) / (ideal - least)))
    } else {
        String::new()
    };
    let benchmark = evidence
        .map_or_else(|| "none".to_owned(), |benchmark| format!("a public benchmark price of {}", two(benchmark)));
    format!(
        "Anchor: it asks for {first} first and hopes for {most} at most{range}{share}. Evidence: {benchmark}. Rationale: \
         {rationale}."
    )
}

fn issue_map(issues: &[IssueLine]) -> Vec<String> {
    let heads = [
        ("issue", Align::Left),
        ("priority", Align::Right),
        ("flexible", Align::Right),
        ("own stake", Align::Right),
        ("other's", Align::Right),
        ("leverage", Align::Right),
        ("believed", Align::Right),
        ("options", Align::Left),
    ];
    let row = |issue: &IssueLine| {
        vec![
            issue.issue.clone(),
            percent(issue.priority),
            percent(issue.flexibility),
            two(issue.stake),
            two(issue.other_stake),
            leverage(issue),
            issue.leverage_believed.map_or_else(|| "\u{2013}".to_owned(), two),
            range(issue),
        ]
    };
    columns(&heads, &issues.iter().map(row).collect::<Vec<_>>(), 4)
}

/// What is given at no cost of one's own has no number.
fn leverage(issue: &IssueLine) -> String {
    let nothing = two(0.0);
    match issue.leverage_true {
        _ if two(issue.stake) == nothing && two(issue.other_stake) != nothing => "free".to_owned(),
        Some(leverage) => two(leverage),
        None => "\u{2013}".to_owned(),
    }
}

fn range(issue: &IssueLine) -> String {
    match (&issue.acceptable_from, &issue.acceptable_to) {
        (Some(from), Some(to)) if from == to => from.clone(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        _ => "none".to_owned(),
    }
}

fn trades(trades: &[Trade]) -> Vec<String> {
    let (on, off): (Vec<&Trade>, Vec<&Trade>) = trades.iter().partition(|trade| trade.worth.is_some());
    let mut lines = Vec::new();
    if !on.is_empty() {
        lines.extend(wrapped(
            "Trades that the menu allows, one option of each term, worth a round as each side sees it (mean over the menu); \
             * creates most together:",
            "",
            "  ",
        ));
        let heads = [
            ("", Align::Left),
            ("trade", Align::Left),
            ("seller", Align::Right),
            ("buyer", Align::Right),
            ("both", Align::Right),
            ("from the deal", Align::Right),
            ("who gives and gets", Align::Left),
        ];
        lines.extend(columns(&heads, &on.iter().map(|trade| row(trade)).collect::<Vec<_>>(), 2));
    }
    if !off.is_empty() {
        let names: Vec<&str> = off.iter().map(|trade| trade.name.as_str()).collect();
        lines.extend(wrapped(&format!("Not on this menu: {}.", names.join(", ")), "", "  "));
    }
    lines.push(String::new());
    lines
}

fn row(trade: &Trade) -> Vec<String> {
    let worth = trade.worth.map(|worth| worth.both);
    let told = |value: Option<f64>| value.map_or_else(|| "\u{2013}".to_owned(), two);
    vec![
        if trade.best { "*".to_owned() } else { String::new() },
        trade.name.clone(),
        told(worth.map(|worth| worth.seller)),
        told(worth.map(|worth| worth.buyer)),
        told(trade.worth.map(|worth| worth.joint)),
        told(trade.from_agreement.map(|worth| worth.seller + worth.buyer)),
        format!("{}: {}, {}", name(trade.by), half(&trade.give), half(&trade.get)),
    ]
}

fn half(half: &TradeMove) -> String {
    let arrow = match half.toward {
        Toward::Up => '\u{2191}',
        Toward::Down => '\u{2193}',
    };
    format!("{} {arrow}", half.issue.as_deref().unwrap_or(&half.key))
}
