//! The verdict in sentences: who wins, by how much, how surely, and where; a difference within noise is called that.

use super::contract_sentences;
use super::tables::flow_over_lineup;
use super::{BreakEven, LEVEL, Results, Verdict};
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::engine::summary::CellSummary;
pub(super) use crate::experiment::number::{grouped, number};
use crate::statistics::{Estimate, Interval, Moments, Paired};

/// How many flows are told as the cause of a difference.
const FLOWS_TOLD: usize = 4;

/// All sentences of a run, the most important first.
pub fn all(results: &Results<'_>) -> Vec<String> {
    let mut told = Vec::new();
    told.extend(most_joint_value(results));
    told.extend(compared(results));
    told.extend(by_opponent(results));
    told.extend(cause(results));
    told.extend(shadow(results));
    told.extend(region(results));
    told.extend(round(results));
    told.extend(outside(results));
    told.extend(variants(results));
    told.extend(contract_sentences::by_term(results));
    told.extend(contract_sentences::price_costs(results));
    told
}

fn between(interval: Interval) -> String {
    format!("95% interval {} to {}", number(interval.low), number(interval.high))
}

fn money<'a>(results: &'a Results<'_>) -> &'a str {
    &results.scenario.file.units.money
}

fn most_joint_value(results: &Results<'_>) -> Option<String> {
    let joint = |cell: &CellSummary| cell.measure("joint_value", Side::Seller).map(Moments::estimate);
    let mut ranked: Vec<(&CellSummary, Estimate)> =
        results.summary.cells.iter().filter_map(|cell| Some((cell, joint(cell)?))).collect();
    ranked.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
    let (cell, value) = ranked.first()?;
    let pair = |cell: &CellSummary| {
        format!("{} as seller with {} as buyer", results.name(cell.cell.seller), results.name(cell.cell.buyer))
    };
    let next = ranked.get(1).map_or_else(String::new, |(next, second)| {
        let verdict = if apart(value, second) { "next" } else { "not distinguishable from it" };
        format!("; {verdict}: {}, {}", pair(next), number(second.mean))
    });
    // Where nothing, or less, is the best there can be, a share of it says nothing.
    let best = cell.efficiency.mean_y() > 0.0;
    let share = cell.efficiency.ratio().mean * 100.0;
    let share = if best { format!(", {share:.0}% of the best possible") } else { String::new() };
    Some(format!(
        "Most joint value: {}, {} {} on average ({}){share}{next}.",
        pair(cell),
        number(value.mean),
        money(results),
        between(value.interval(LEVEL)),
    ))
}

/// Whether two means differ beyond noise. Taken as independent, which under common luck errs on the side of doubt.
fn apart(one: &Estimate, other: &Estimate) -> bool {
    let n = if one.n < other.n { one.n } else { other.n };
    let gap = Estimate { mean: one.mean - other.mean, se: (one.se * one.se + other.se * other.se).sqrt(), n };
    !gap.interval(LEVEL).contains(0.0)
}

fn compared(results: &Results<'_>) -> Option<String> {
    let [one, other] = results.compare?;
    let (comparison, sign) = results.summary.difference([one, other])?;
    let difference = signed(comparison.lineup.estimate(), sign);
    let beating =
        if sign > 0.0 { comparison.lineup.beating().rate() } else { 1.0 - comparison.lineup.beating().rate() };
    let interval = difference.interval(LEVEL);
    let (one, other) = (results.name(one), results.name(other));
    let verdict = if interval.contains(0.0) {
        format!("{one} and {other} are not distinguishable over the line-up")
    } else if difference.mean > 0.0 {
        format!("{one} earns more than {other} over the line-up")
    } else {
        format!("{one} earns less than {other} over the line-up")
    };
    Some(format!(
        "{verdict}: difference {} {} ({}), ahead in {:.0}% of replications.",
        number(difference.mean),
        money(results),
        between(interval),
        100.0 * beating,
    ))
}

/// The flows that make most of the difference between the compared strategies.
/// The same difference against each opponent, paired: the line-up's average can hide that it turns.
fn by_opponent(results: &Results<'_>) -> Option<String> {
    let [one, other] = results.compare?;
    let (comparison, sign) = results.summary.difference([one, other])?;
    let against = comparison.against.iter().enumerate().map(|(place, paired)| {
        let difference = signed(paired.estimate(), sign);
        let Interval { low, high } = difference.interval(LEVEL);
        let mean = number(difference.mean);
        format!("with {} {mean} ({} to {})", results.name(place), number(low), number(high))
    });
    let told: Vec<String> = against.collect();
    let (one, other) = (results.name(one), results.name(other));
    (told.len() > 1).then(|| format!("By partner, {one} less {other} (95% interval): {}.", told.join(", ")))
}

fn cause(results: &Results<'_>) -> Option<String> {
    let [one, other] = results.compare?;
    let difference =
        |account: Account| flow_over_lineup(results, one, account) - flow_over_lineup(results, other, account);
    let mut parts: Vec<(&str, f64)> =
        results.design.rules.accounts.iter().map(|account| (account.name(), difference(*account))).collect();
    parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let told: Vec<String> = parts
        .iter()
        .take(FLOWS_TOLD)
        .filter(|(_, value)| value.abs() > 0.0)
        .map(|(name, value)| format!("{} {}", name.replace('_', " "), number(*value)))
        .collect();
    (parts.len() > 1 && !told.is_empty()).then(|| {
        format!(
            "The difference by flow, the largest: {} ({}, {} less {}).",
            told.join(", "),
            money(results),
            results.name(one),
            results.name(other)
        )
    })
}

fn signed(estimate: Estimate, sign: f64) -> Estimate {
    Estimate { mean: sign * estimate.mean, ..estimate }
}

/// The break-even point of the compared pair, with the verdict as read from the first of them.
pub(super) fn point<'a>(
    results: &'a Results<'_>,
    along: &str,
    against: Option<usize>,
) -> Option<(&'a BreakEven, Verdict)> {
    let [one, other] = results.compare?;
    let same = |point: &&BreakEven| {
        point.along == along && point.against == against && (point.pair == [one, other] || point.pair == [other, one])
    };
    let point = results.break_even.iter().find(same)?;
    let verdict = if point.pair == [one, other] { point.verdict } else { point.verdict.mirrored() };
    Some((point, verdict))
}

fn shadow(results: &Results<'_>) -> Vec<String> {
    let Some([one, other]) = results.compare else { return Vec::new() };
    if results.curves.is_none() {
        return vec![
            "No shadow of the future was searched: the scenario asks for none, or has no second round.".to_owned(),
        ];
    }
    let longest = results.scenario.file.run.break_even_longest;
    let opponents = std::iter::once(None).chain((0..results.summary.strategies.len()).map(Some));
    let mut told: Vec<(Vec<Option<usize>>, String)> = Vec::new();
    for against in opponents {
        let Some((point, verdict)) = point(results, "continuation", against) else { continue };
        let verdict = along_shadow(results.name(one), results.name(other), point, verdict, longest);
        match told.iter_mut().find(|(_, before)| *before == verdict) {
            Some((places, _)) => places.push(against),
            None => told.push((vec![against], verdict)),
        }
    }
    told.into_iter()
        .map(|(places, verdict)| format!("Shadow of the future, {}: {verdict}", against_all(results, &places)))
        .collect()
}

/// The line-up, opponents by name, or both; the line-up comes first.
fn against_all(results: &Results<'_>, places: &[Option<usize>]) -> String {
    let names: Vec<&str> = places.iter().flatten().map(|place| results.name(*place)).collect();
    match (places.contains(&None), names.as_slice()) {
        (true, []) => "over the line-up".to_owned(),
        (true, [name]) => format!("over the line-up and against {name}"),
        (true, names) => format!("over the line-up and against each of {}", names.join(", ")),
        (false, names) => format!("against {}", names.join(", ")),
    }
}

fn along_shadow(one: &str, other: &str, point: &BreakEven, verdict: Verdict, longest: f64) -> String {
    let Interval { low, high } = point.interval;
    let at = format!("{:.3} (95% interval {low:.3} to {high:.3})", point.estimate);
    let undecided = format!("within noise for some delta from {low:.2} to {high:.2}");
    match verdict {
        Verdict::Above => format!("{one} earns more than {other} above delta {at}."),
        Verdict::Below => format!("{one} earns more than {other} below delta {at}."),
        Verdict::Several => {
            format!("the difference between {one} and {other} changes sign several times, last at delta {at}.")
        }
        Verdict::Always => format!("{one} earns more than {other} at every delta from 0 to {longest}."),
        Verdict::Never => format!("{one} earns less than {other} at every delta from 0 to {longest}."),
        Verdict::Ahead => format!("{one} earns more than {other} where they can be told apart; {undecided}."),
        Verdict::Behind => format!("{one} earns less than {other} where they can be told apart; {undecided}."),
        Verdict::Undecided => {
            format!("{one} and {other} are not distinguishable at any delta from 0 to {longest}.")
        }
    }
}

/// Where on the phase map the first of the compared strategies earns more.
fn region(results: &Results<'_>) -> Option<String> {
    let ([one, other], map) = (results.compare?, results.phase.as_ref()?);
    let counts = map.counts();
    let ends = |values: &[f64]| Some(format!("{} to {}", values.first()?, values.last()?));
    Some(format!(
        "Misreading from {} and delta from {}: of {} combinations {} earns more than {} in {}, less in {}, and {} {} within noise.",
        ends(&map.perception)?,
        ends(&map.continuation)?,
        counts.all(),
        results.name(one),
        results.name(other),
        counts.more,
        counts.less,
        counts.undecided,
        if counts.undecided == 1 { "is" } else { "are" },
    ))
}

fn round(results: &Results<'_>) -> Option<String> {
    let [one, other] = results.compare?;
    let (point, verdict) = point(results, "round", None)?;
    let (one, other) = (results.name(one), results.name(other));
    let unit = &results.scenario.file.units.round;
    let at = format!("{:.2} (95% interval {:.2} to {:.2})", point.estimate, point.interval.low, point.interval.high);
    Some(match verdict {
        Verdict::Above => {
            format!("Break-even round: the cumulative value of {one} overtakes that of {other} in {unit} {at}.")
        }
        Verdict::Below => {
            format!("Break-even round: the cumulative value of {other} overtakes that of {one} in {unit} {at}.")
        }
        Verdict::Several => {
            format!("Break-even round: {one} and {other} overtake each other several times, last in {unit} {at}.")
        }
        Verdict::Always => format!("Break-even round: {one} is ahead of {other} from the first {unit} on."),
        Verdict::Never => format!("Break-even round: {one} is behind {other} in every {unit} shown."),
        Verdict::Ahead => {
            format!("Break-even round: {one} is ahead of {other} in every {unit} where they can be told apart.")
        }
        Verdict::Behind => {
            format!("Break-even round: {one} is behind {other} in every {unit} where they can be told apart.")
        }
        Verdict::Undecided => {
            format!("Break-even round: {one} and {other} are not distinguishable in any {unit} shown.")
        }
    })
}

fn outside(results: &Results<'_>) -> Vec<String> {
    let world = &results.design.rules.world;
    // A game that gives no outside option has none to compare with.
    if world.matrix().is_some() && Side::ALL.into_iter().all(|side| world.outside[side].option.abs() <= 0.0) {
        return Vec::new();
    }
    let strategies = results.summary.strategies.iter().enumerate();
    strategies
        .map(|(place, strategy)| against_outside(results, results.name(place), &strategy.over_outside, ""))
        .collect()
}

fn against_outside(results: &Results<'_>, name: &str, paired: &Paired, context: &str) -> String {
    let estimate = paired.estimate();
    let interval = estimate.interval(LEVEL);
    let verdict = if interval.contains(0.0) {
        "is not distinguishable from the outside option"
    } else if estimate.mean > 0.0 {
        "is better off than with the outside option"
    } else {
        "is worse off than with the outside option"
    };
    format!("{name} {verdict}{context}: {} {} ({}).", number(estimate.mean), money(results), between(interval))
}

fn variants(results: &Results<'_>) -> Vec<String> {
    let mut told = Vec::new();
    for variant in &results.variants {
        let context = format!(" under `{}`", variant.name);
        for (place, paired) in variant.against_base.iter().enumerate() {
            let name = results.name(place);
            told.push(changed(results, &variant.name, name, paired));
            told.push(against_outside(results, name, &variant.summary.strategies[place].over_outside, &context));
        }
    }
    told
}

fn changed(results: &Results<'_>, variant: &str, name: &str, paired: &Paired) -> String {
    let estimate = paired.estimate();
    let interval = estimate.interval(LEVEL);
    let verdict = if paired.ties() == estimate.n {
        return format!("`{variant}` changes nothing for {name}.");
    } else if interval.contains(0.0) {
        "changes the value of"
    } else if estimate.mean > 0.0 {
        "raises the value of"
    } else {
        "lowers the value of"
    };
    let doubt = if interval.contains(0.0) { ", not distinguishable from none" } else { "" };
    format!(
        "`{variant}` {verdict} {name}: {} {} ({}){doubt}.",
        number(estimate.mean),
        money(results),
        between(interval),
    )
}
