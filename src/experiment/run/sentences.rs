//! The verdict in sentences: who wins, by how much, how surely, and where; a difference within noise is called that.

use super::{BreakEven, LEVEL, Results, Verdict};
use crate::base::side::Side;
use crate::engine::summary::CellSummary;
use crate::statistics::{Estimate, Interval, Moments, Paired};

/// All sentences of a run, the most important first.
pub fn all(results: &Results<'_>) -> Vec<String> {
    let mut told = Vec::new();
    told.extend(most_joint_value(results));
    told.extend(compared(results));
    told.extend(shadow(results));
    told.extend(round(results));
    told.extend(outside(results));
    told.extend(variants(results));
    told
}

/// A number for a sentence: two decimals below 10, one below 100, else none; true minus sign.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    let text = if size < 10.0 {
        format!("{size:.2}")
    } else if size < 100.0 {
        format!("{size:.1}")
    } else {
        format!("{size:.0}")
    };
    let zero = text.chars().all(|digit| matches!(digit, '0' | '.'));
    if value < 0.0 && !zero { format!("\u{2212}{text}") } else { text }
}

fn between(interval: Interval) -> String {
    format!("95% interval {} to {}", number(interval.low), number(interval.high))
}

fn money<'a>(results: &'a Results<'_>) -> &'a str {
    &results.scenario.file.units.money
}

fn most_joint_value(results: &Results<'_>) -> Option<String> {
    let joint = |cell: &CellSummary| cell.measure("joint_value", Side::Seller).map(Moments::estimate);
    let best = results.summary.cells.iter().filter_map(|cell| Some((cell, joint(cell)?)));
    let (cell, value) = best.reduce(|best, next| if next.1.mean > best.1.mean { next } else { best })?;
    let share = cell.efficiency.ratio().mean * 100.0;
    Some(format!(
        "Most joint value: {} as seller with {} as buyer, {} {} on average ({}), {share:.0}% of the best possible.",
        results.name(cell.cell.seller),
        results.name(cell.cell.buyer),
        number(value.mean),
        money(results),
        between(value.interval(LEVEL)),
    ))
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

fn signed(estimate: Estimate, sign: f64) -> Estimate {
    Estimate { mean: sign * estimate.mean, ..estimate }
}

/// The break-even point of the compared pair, with the verdict as read from the first of them.
fn point<'a>(results: &'a Results<'_>, along: &str, against: Option<usize>) -> Option<(&'a BreakEven, Verdict)> {
    let [one, other] = results.compare?;
    let same = |point: &&BreakEven| {
        point.along == along && point.against == against && (point.pair == [one, other] || point.pair == [other, one])
    };
    let point = results.break_even.iter().find(same)?;
    let verdict = if point.pair == [one, other] { point.verdict } else { mirrored(point.verdict) };
    Some((point, verdict))
}

const fn mirrored(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Above => Verdict::Below,
        Verdict::Below => Verdict::Above,
        Verdict::Always => Verdict::Never,
        Verdict::Never => Verdict::Always,
        other => other,
    }
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
    opponents
        .filter_map(|against| {
            let (point, verdict) = point(results, "continuation", against)?;
            let place = against
                .map_or_else(|| "over the line-up".to_owned(), |place| format!("against {}", results.name(place)));
            Some(format!(
                "Shadow of the future, {place}: {}",
                along_shadow(results.name(one), results.name(other), point, verdict, longest)
            ))
        })
        .collect()
}

fn along_shadow(one: &str, other: &str, point: &BreakEven, verdict: Verdict, longest: f64) -> String {
    let at = format!("{:.3} (95% interval {:.3} to {:.3})", point.estimate, point.interval.low, point.interval.high);
    match verdict {
        Verdict::Above => format!("{one} earns more than {other} above delta {at}."),
        Verdict::Below => format!("{one} earns more than {other} below delta {at}."),
        Verdict::Several => {
            format!("the difference between {one} and {other} changes sign several times, last at delta {at}.")
        }
        Verdict::Always => format!("{one} earns more than {other} at every delta from 0 to {longest}."),
        Verdict::Never => format!("{one} earns less than {other} at every delta from 0 to {longest}."),
        Verdict::Undecided if point.estimate.is_nan() => {
            format!("no delta from 0 to {longest} is found above which {one} earns more than {other}, or less.")
        }
        Verdict::Undecided => {
            format!("{one} and {other} may break even near delta {:.3}, within noise.", point.estimate)
        }
    }
}

fn round(results: &Results<'_>) -> Option<String> {
    let [one, other] = results.compare?;
    let (point, verdict) = point(results, "round", None)?;
    let (one, other) = (results.name(one), results.name(other));
    let unit = &results.scenario.file.units.round;
    let at = format!("{:.1} (95% interval {:.1} to {:.1})", point.estimate, point.interval.low, point.interval.high);
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
        Verdict::Undecided => {
            format!("Break-even round: neither {one} nor {other} overtakes beyond noise in the rounds shown.")
        }
    })
}

fn outside(results: &Results<'_>) -> Vec<String> {
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
            told.push(against_outside(results, name, &variant.summary.strategies[place].over_outside, &context));
            let estimate = paired.estimate();
            told.push(format!(
                "`{}` changes the value of {name} by {} {} ({}).",
                variant.name,
                number(estimate.mean),
                money(results),
                between(estimate.interval(LEVEL)),
            ));
        }
    }
    told
}
