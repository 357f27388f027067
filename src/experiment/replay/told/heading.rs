//! The head of a transcript: who, where, how it ended, and the money of both sides; it does not know the rounds.

use super::layout::{Align, columns, wrapped};
use super::two;
use crate::domain::flow::Account;
use crate::experiment::replay::transcript::{Total, Transcript};

/// The head, an empty line at its end.
pub fn lines(transcript: &Transcript) -> Vec<String> {
    let Transcript { scenario, strategies, seed, replication, units, .. } = transcript;
    let mut lines = wrapped(
        &format!(
            "{} (seller) with {} (buyer) in {scenario}, seed {seed}, replication {replication}",
            strategies.seller, strategies.buyer
        ),
        "",
        "  ",
    );
    lines.extend(wrapped(&transcript.title, "", ""));
    lines.push(String::new());
    lines.extend(wrapped(&story(transcript), "", ""));
    lines.push(String::new());
    lines.extend(money(transcript));
    lines.push(String::new());
    lines.extend(wrapped(&format!("Amounts are in {}; above they are discounted to round 1.", units.money), "", ""));
    lines.extend(reading(transcript));
    lines.push(String::new());
    lines
}

fn story(transcript: &Transcript) -> String {
    let Transcript { need_lasted, under_contract, ending_told, .. } = transcript;
    let round = &transcript.units.round;
    let plural = if *need_lasted == 1 { "" } else { "s" };
    let served = match under_contract {
        0 => "none".to_owned(),
        all if all == need_lasted => "all".to_owned(),
        some => some.to_string(),
    };
    format!("The need lasted {need_lasted} {round}{plural}, {served} of them under contract. {ending_told}")
}

fn money(transcript: &Transcript) -> Vec<String> {
    let totals = &transcript.totals;
    let held = |total: &Total, account: &str| {
        total.flows.0.iter().find(|(name, _)| name == account).map_or(0.0, |(_, amount)| *amount)
    };
    let mut rows = Vec::new();
    for account in Account::ALL.map(Account::name) {
        let [seller, buyer] = [held(&totals.seller, account), held(&totals.buyer, account)];
        if seller.abs() > 0.0 || buyer.abs() > 0.0 {
            rows.push(vec![account.replace('_', " "), two(seller), two(buyer)]);
        }
    }
    rows.push(vec!["value".to_owned(), two(totals.seller.value), two(totals.buyer.value)]);
    columns(&[("", Align::Left), ("seller", Align::Right), ("buyer", Align::Right)], &rows, 0)
}

fn reading(transcript: &Transcript) -> Vec<String> {
    let mut lines = Vec::new();
    let (shown, lasted) = (transcript.shown, transcript.need_lasted);
    if shown.from > 1 || shown.to < lasted {
        lines.extend(wrapped(&format!("Rounds {} to {} of {lasted} follow.", shown.from, shown.to), "", ""));
    }
    if transcript.stage == "domain" {
        lines.extend(wrapped(
            "Nothing is played here but the talks: what is agreed pays its worth every round.",
            "",
            "",
        ));
    } else if transcript.stage == "matrix" {
        lines.extend(wrapped(
            "Moves, payoffs and totals are the seller's / the buyer's; C cooperates, D defects.",
            "",
            "",
        ));
    } else {
        lines.extend(wrapped(READING_ROUNDS, "", ""));
    }
    if transcript.rounds.iter().any(|round| round.session.is_some()) {
        lines.extend(wrapped(READING, "", ""));
    }
    lines
}

const READING_ROUNDS: &str = "A round with nothing to tell takes one line, the seller's / the buyer's numbers. In the \
                              others, watches is monitoring, true the KPI without gaming, reads what a side reads of the other's KPI, average \
                              the moving average of that (give-get ledger), favours those given less received.";

const READING: &str = "In the issue maps, priority is the share of a side's own stakes that an issue has, flexible \
                       that of its options from which it can still reach its least, leverage what the issue truly moves the \
                       other side per unit of own stake, and believed what the side takes that to be.";
