//! From a recorded session to its part of the transcript: sheets, turns, packages and result; it does not know rounds.

use crate::bargaining::close::{Close, Ending};
use crate::bargaining::concession_log::Entry;
use crate::base::side::{PerSide, Side};
use crate::domain::outcome::OutcomeSpace;
use crate::domain::solution::appraisal::Appraisal;
use crate::domain::solution::concept::CONCEPTS;
use crate::experiment::replay::named::Named;
use crate::experiment::replay::sitting::{AnchorSheet, IssueLine, Package, Sheet, Sitting, SittingResult, Trade, Turn};
use crate::experiment::replay::trades::Market;
use crate::relationship::matchup::Matchup;
use crate::relationship::menu::Menu;
use crate::relationship::occasion::Due;
use crate::relationship::preparation::{IssueSheet, Preparation};
use crate::relationship::record::{Card, SessionRecord};
use crate::relationship::replay::preference;

/// The session as it is told; none without a menu. `keys`: what each issue sets; `retries`: sessions that may still follow.
pub fn sitting(matchup: &Matchup<'_>, record: &SessionRecord, keys: &[Vec<String>], retries: u32) -> Option<Sitting> {
    let menu = matchup.rules.menu.as_ref()?;
    let space = &menu.space;
    let close = record.log.close();
    let agreed = close.and_then(Close::agreement).map(|agreement| agreement.outcome);
    Some(Sitting {
        occasion: occasion(record.due),
        brought_by: if let Due::HoldUp(by) = record.due { Some(by) } else { None },
        sealed: menu.table.protocol.sealed_bid.is_some(),
        benchmark: record.preparation.seller.anchor.evidence,
        preparation: record.preparation.as_ref().map(|preparation| sheet(preparation, space)),
        trades: trades(matchup, record, keys, agreed),
        turns: turns(record, space, agreed),
        result: result(record, close, menu, retries),
    })
}

/// The ready trades, where the menu's outcomes are contracts.
fn trades(matchup: &Matchup<'_>, record: &SessionRecord, keys: &[Vec<String>], agreed: Option<u32>) -> Vec<Trade> {
    let seat = |side: Side| preference(matchup, side, record.preparation[side].trust);
    let menu = matchup.rules.menu.as_ref().filter(|_| matchup.rules.world.delivery().is_some());
    let preferences = seat(Side::Seller).zip(seat(Side::Buyer)).map(|(seller, buyer)| PerSide::new(seller, buyer));
    menu.zip(preferences)
        .map_or_else(Vec::new, |(menu, preferences)| Market { space: &menu.space, keys, preferences }.trades(agreed))
}

const fn occasion(due: Due) -> &'static str {
    match due {
        Due::First => "first",
        Due::Renewal => "renewal",
        Due::StopLoss { .. } => "stop_loss",
        Due::Reopener => "reopener",
        Due::HoldUp(_) => "hold_up",
    }
}

/// A party's preparation sheet over the issues of `space`.
pub fn sheet(preparation: &Preparation, space: &OutcomeSpace) -> Sheet {
    let Preparation { trust, worksheet, reservation, least, past, anchor, issues, .. } = preparation;
    let lines = space.issues().iter().zip(issues).map(|(issue, sheet)| line(&issue.name, &issue.options, sheet));
    Sheet {
        trust: *trust,
        batna: worksheet.batna,
        switching: worksheet.switching,
        onboarding: worksheet.onboarding,
        support: worksheet.support,
        reputational_risk: worksheet.reputational_risk,
        occasion_fee: reservation - worksheet.reservation(),
        reservation: *reservation,
        least: *least,
        owed: past.owed,
        claim: past.claim,
        anchor: AnchorSheet {
            credible_range: anchor.credible_range,
            evidence: anchor.evidence,
            ideal: anchor.ideal,
            opening: anchor.opening,
            rationale: anchor.rationale,
        },
        issues: lines.collect(),
    }
}

fn line(name: &str, options: &[String], sheet: &IssueSheet) -> IssueLine {
    let first = sheet.acceptable.iter().position(|acceptable| *acceptable);
    let last = sheet.acceptable.iter().rposition(|acceptable| *acceptable);
    IssueLine {
        issue: name.to_owned(),
        stake: sheet.stake,
        other_stake: sheet.other_stake,
        priority: sheet.priority,
        flexibility: sheet.flexibility(),
        acceptable: sheet.acceptable.iter().filter(|acceptable| **acceptable).count() as u32,
        options: sheet.acceptable.len() as u32,
        acceptable_from: first.map(|place| options[place].clone()),
        acceptable_to: last.map(|place| options[place].clone()),
        leverage_true: sheet.leverage(),
        leverage_believed: sheet.believed_leverage(),
    }
}

/// Option of every issue in an outcome.
fn options(space: &OutcomeSpace, outcome: u32) -> Named<String> {
    let labels = space.issues().iter().zip(space.options(outcome));
    Named(labels.map(|(issue, option)| (issue.name.clone(), issue.options[usize::from(*option)].clone())).collect())
}

fn turns(record: &SessionRecord, space: &OutcomeSpace, agreed: Option<u32>) -> Vec<Turn> {
    let entries = record.log.entries();
    let last = entries.len().wrapping_sub(1);
    let rows = entries.iter().zip(&record.cards).enumerate();
    rows.map(|(place, (entry, cards))| turn(entry, cards, space, agreed.filter(|_| place == last))).collect()
}

fn turn(entry: &Entry, cards: &[Card], space: &OutcomeSpace, agreed: Option<u32>) -> Turn {
    let package = |card: &Card| Package {
        options: options(space, card.outcome),
        values: card.values,
        accepted: agreed == Some(card.outcome),
    };
    Turn {
        turn: entry.turn + 1,
        by: entry.by,
        move_type: entry.move_type.name(),
        give: entry.give,
        get: entry.get,
        value_to_self: entry.value_to_self,
        value_to_other: entry.value_to_other,
        balance: entry.balance,
        trigger: entry.trigger.clone(),
        packages: cards.iter().map(package).collect(),
    }
}

/// Distance to each solution by its name.
fn distances(appraisal: &Appraisal) -> impl Iterator<Item = (String, Option<f64>)> {
    CONCEPTS.into_iter().map(|concept| (concept.name().to_owned(), appraisal.distance(concept)))
}

fn result(record: &SessionRecord, close: Option<&Close>, menu: &Menu, retries: u32) -> SittingResult {
    let agreement = close.and_then(Close::agreement);
    let (kind, by) = match close.map(|close| &close.ending) {
        Some(Ending::Agreement(agreement)) => ("agreement", Some(agreement.accepted_by)),
        Some(Ending::Breakdown) => ("breakdown", None),
        Some(Ending::WalkAway { by }) => ("walk_away", Some(*by)),
        Some(Ending::Deadline) | None => ("deadline", None),
    };
    let turns = close.map_or(0, |close| close.turns);
    let protocol = &menu.table.protocol;
    SittingResult {
        kind,
        by,
        turns,
        cost: protocol.cost(turns),
        package: agreement.map(|agreement| options(&menu.space, agreement.outcome)),
        price_shift: agreement.map_or(0.0, |agreement| agreement.price_shift),
        values: record.values,
        efficiency: record.appraisal.as_ref().and_then(|appraisal| appraisal.efficiency),
        from_frontier: record.appraisal.as_ref().and_then(|appraisal| appraisal.from_frontier),
        from_solutions: Named(record.appraisal.iter().flat_map(distances).collect()),
        left: PerSide::from_fn(|side| protocol.remaining(side, turns)),
        accuracy: PerSide::from_fn(|side| record.log.accuracy(side)),
        broken_promise: record.broken,
        joint_maximum: record.joint_maximum,
        retries,
    }
}
