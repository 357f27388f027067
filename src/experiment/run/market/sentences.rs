//! A market in sentences: who cooperates, who earns more, what names change; a difference within noise is called that.

use super::{Case, Played};
use crate::engine::market::summary::GroupSummary;
use crate::experiment::number::{fixed, number};
use crate::experiment::run::LEVEL;
use crate::statistics::Estimate;

/// All sentences, the most important first.
pub fn all(played: &Played<'_>) -> Vec<String> {
    let mut told = Vec::new();
    told.extend(played.cases.iter().filter_map(|case| compared(played, case)));
    told.extend(played.cases.iter().filter_map(|case| conduct(played, case)));
    told.extend(played.cases.iter().filter_map(|case| names(played, case)));
    told.extend(played.cases.iter().filter_map(|case| shadow(played, case)));
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
    let paid = premium.map_or_else(String::new, |moments| {
        let estimate = moments.estimate();
        let interval = estimate.interval(LEVEL);
        format!(
            "; sellers held to be good are paid {} {} more (95% interval {} to {})",
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

fn shadow(played: &Played<'_>, case: &Case<'_>) -> Option<String> {
    let [one, other] = played.compare?;
    let shadow = case.shadow.as_ref()?;
    let (one, other) = (played.name(one), played.name(other));
    let longest = shadow.points.last()?.0;
    Some(match shadow.crossing {
        Some((point, interval, rises)) => format!(
            "{}, {one} earns more than {other} {} a shadow of the future of {} (95% interval {} to {}).",
            where_it_is(case),
            if rises { "above" } else { "below" },
            fixed(point, 3),
            fixed(interval.low, 3),
            fixed(interval.high, 3)
        ),
        None => format!(
            "{}, no shadow of the future up to {} divides {one} from {other} beyond noise.",
            where_it_is(case),
            fixed(longest, 2)
        ),
    })
}
