//! A market in sentences: who cooperates, who earns more, what names change; a difference within noise is called that.

use super::along::{Searched, Verdict};
use super::{Case, Change, Played};
use crate::engine::market::summary::GroupSummary;
use crate::experiment::number::{fixed, number};
use crate::experiment::run::LEVEL;
use crate::experiment::threshold::Crossing;
use crate::market::settings::Along;
use crate::statistics::Estimate;

/// All sentences, the most important first.
pub fn all(played: &Played<'_>) -> Vec<String> {
    let mut told = Vec::new();
    told.extend(played.cases.iter().filter_map(|case| compared(played, case)));
    told.extend(changed(played));
    told.extend(played.cases.iter().filter_map(|case| conduct(played, case)));
    told.extend(played.cases.iter().filter_map(|case| names(played, case)));
    let searched = played.cases.iter().flat_map(|case| case.searched.iter().map(move |one| (case, one)));
    told.extend(searched.filter_map(|(case, one)| along(played, case, one)));
    told
}

/// "In the market as given", or "With `q0`".
fn where_it_is(case: &Case<'_>) -> String {
    if case.name.is_empty() { "As given".to_owned() } else { format!("With {}", case.name) }
}

fn percent(estimate: &Estimate) -> String {
    if estimate.n < 2 {
        return format!("{}%", fixed(100.0 * estimate.mean, 1));
    }
    let interval = estimate.interval(LEVEL);
    format!(
        "{}% (95% interval {} to {})",
        fixed(100.0 * estimate.mean, 1),
        fixed(100.0 * interval.low, 1),
        fixed(100.0 * interval.high, 1)
    )
}

fn compared(played: &Played<'_>, case: &Case<'_>) -> Option<String> {
    let [one, other] = played.compare?;
    let (moments, sign) = case.summary.difference([one, other])?;
    if moments.count() == 0 {
        return None;
    }
    let estimate = moments.estimate();
    let gap = Estimate { mean: sign * estimate.mean, ..estimate };
    let interval = gap.interval(LEVEL);
    let (one, other) = (played.name(one), played.name(other));
    let verdict = if interval.contains(0.0) {
        format!("{one} and {other} are not distinguishable")
    } else if gap.mean > 0.0 {
        format!("{one} earns more than {other}")
    } else {
        format!("{one} earns less than {other}")
    };
    Some(format!(
        "{}: {verdict}, difference {} {} per party and round (95% interval {} to {}).",
        where_it_is(case),
        number(gap.mean),
        played.scenario.file.units.money,
        number(interval.low),
        number(interval.high)
    ))
}

fn conduct(played: &Played<'_>, case: &Case<'_>) -> Option<String> {
    let all = case.summary.group(None, None)?;
    let cooperation = all.measure("cooperation").filter(|moments| moments.count() > 0)?.estimate();
    let matched = all.measure("matched")?.estimate();
    let each = strategies(case).filter_map(|group| {
        let cooperation = group.measure("cooperation").filter(|moments| moments.count() > 0)?;
        Some(format!("{} {}%", played.name(group.key.strategy?), fixed(100.0 * cooperation.mean(), 1)))
    });
    let each: Vec<String> = each.collect();
    Some(format!(
        "{}, effort under contract is {} of full effort, by strategy {}; parties are under contract in {}% of rounds.",
        where_it_is(case),
        percent(&cooperation),
        each.join(", "),
        fixed(100.0 * matched.mean, 1)
    ))
}

fn strategies<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a GroupSummary> {
    case.summary.groups.iter().filter(|group| group.key.strategy.is_some() && group.key.side.is_none())
}

fn names(played: &Played<'_>, case: &Case<'_>) -> Option<String> {
    let standing =
        case.summary.group(None, None)?.measure("standing").filter(|moments| moments.count() > 0)?.estimate();
    let each: Vec<String> = strategies(case)
        .filter_map(|group| {
            let standing = group.measure("standing").filter(|moments| moments.count() > 0)?;
            Some(format!("{} {}", played.name(group.key.strategy?), fixed(standing.mean(), 2)))
        })
        .collect();
    let premium = case.summary.group(None, None)?.measure("premium").filter(|moments| moments.count() > 1);
    // Where nothing is paid there is no premium.
    let premium = premium.filter(|moments| moments.mean().abs() > 0.0 || moments.variance() > 0.0);
    let paid = premium.map_or_else(String::new, |moments| {
        let estimate = moments.estimate();
        let interval = estimate.interval(LEVEL);
        format!(
            "; the price of sellers held to be good less that of others is {} {} (95% interval {} to {})",
            number(estimate.mean),
            played.scenario.file.units.money,
            number(interval.low),
            number(interval.high)
        )
    });
    Some(format!(
        "{}, the mean standing is {}, by strategy {}{paid}.",
        where_it_is(case),
        percent(&standing),
        each.join(", ")
    ))
}

/// What a variant changes for the compared strategies, over all rounds and from its beginning to its end.
fn changed(played: &Played<'_>) -> Vec<String> {
    let changes = played.changes();
    let money = &played.scenario.file.units.money;
    let told = |case: &Case<'_>, place: usize| {
        let own = |change: &&Change<'_>| {
            change.case.name == case.name && change.key.strategy == Some(place) && change.key.side.is_none()
        };
        let parts: Vec<&Change<'_>> = changes.iter().filter(own).collect();
        let (whole, parts) = parts.split_first()?;
        let more = whole.more.interval(LEVEL);
        let path = match (parts.first(), parts.last()) {
            (Some(first), Some(last)) if parts.len() > 1 => {
                format!("; {} at first, {} at the end", number(first.more.mean), number(last.more.mean))
            }
            _ => String::new(),
        };
        Some(format!(
            "{} {} ({} to {}{path})",
            played.name(place),
            number(whole.more.mean),
            number(more.low),
            number(more.high)
        ))
    };
    let places = played.compare.unwrap_or([0, 0]);
    let of = |case: &Case<'_>| {
        let each: Vec<String> = places.iter().filter_map(|place| told(case, *place)).collect();
        (!each.is_empty()).then(|| {
            format!(
                "{}, against as given, {money} per party and round (95% interval): {}.",
                where_it_is(case),
                each.join(", ")
            )
        })
    };
    if played.compare.is_none() { Vec::new() } else { played.cases.iter().skip(1).filter_map(of).collect() }
}

/// Where the compared strategies earn the same along a number that was searched.
fn along(played: &Played<'_>, case: &Case<'_>, searched: &Searched) -> Option<String> {
    let [one, other] = played.compare?;
    let (one, other) = (played.name(one), played.name(other));
    let told = match searched.along {
        Along::Share => spread(other, searched)?,
        Along::Continuation => earns_more(one, other, "shadow of the future", searched)?,
        Along::Visibility => earns_more(one, other, "visibility", searched)?,
    };
    Some(format!("{}, {told}.", where_it_is(case)))
}

fn at(crossing: Crossing) -> String {
    let interval = crossing.interval;
    format!("{} (95% interval {} to {})", fixed(crossing.estimate, 3), fixed(interval.low, 3), fixed(interval.high, 3))
}

fn earns_more(one: &str, other: &str, what: &str, searched: &Searched) -> Option<String> {
    let (low, high) = searched.range()?;
    let range = format!("from {} to {}", fixed(low, 2), fixed(high, 2));
    Some(match searched.verdict() {
        Verdict::Above(crossing) => format!("{one} earns more than {other} above a {what} of {}", at(crossing)),
        Verdict::Below(crossing) => format!("{one} earns more than {other} below a {what} of {}", at(crossing)),
        Verdict::Always => format!("{one} earns more than {other} at every {what} {range}"),
        Verdict::Never => format!("{one} earns less than {other} at every {what} {range}"),
        Verdict::Undecided => format!("no {what} {range} divides {one} from {other} beyond noise"),
    })
}

/// Where the share of `other` goes if parties copy those who earn more.
fn spread(other: &str, searched: &Searched) -> Option<String> {
    let (low, high) = searched.range()?;
    let range = format!("from {} to {}", fixed(low, 2), fixed(high, 2));
    let goes = match searched.verdict() {
        Verdict::Above(crossing) => format!("{other} settles at a share of {}", at(crossing)),
        Verdict::Below(crossing) => {
            format!("{other} takes over from a share of {} on and dies out below", at(crossing))
        }
        Verdict::Always => format!("{other} dies out from every share {range}"),
        Verdict::Never => format!("{other} takes over from every share {range}"),
        Verdict::Undecided => format!("no share of {other} {range} is shown to grow or shrink throughout"),
    };
    Some(format!("where conduct that pays spreads, {goes}"))
}
