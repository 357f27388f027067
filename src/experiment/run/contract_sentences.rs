//! What the contract did, in sentences: the price band's cost against other prices, and a changed contract by term.

use super::terms::{ByTerm, CHANGES};
use super::{LEVEL, Results};
use crate::base::side::Side;
use crate::engine::cost::Pricing;
use crate::experiment::number::number;
use crate::statistics::{Estimate, Moments};

/// What the buyer pays under the band, and would pay for the same volume at other prices.
pub fn price_costs(results: &Results<'_>) -> Option<String> {
    let cost = &results.summary.costs.lineup;
    if !cost.moved() {
        return None;
    }
    let of = |moments: &[Moments; 3], pricing: Pricing| moments[pricing as usize].estimate();
    let strays = |pricing: Pricing| number(cost.strays[pricing as usize].standard_deviation());
    let total = of(&cost.total, Pricing::Band);
    Some(format!(
        "Over the line-up the buyer pays {} {} on average under the price band (95% interval {}): {} than for the same volume at \
         spot, {} than at the agreed price held fixed. Its total strays from the agreed by a standard deviation of {} under the \
         band, of {} at spot.",
        number(total.mean),
        results.scenario.file.units.money,
        range(&total),
        compared(&of(&cost.band_over, Pricing::Spot)),
        compared(&of(&cost.band_over, Pricing::Fixed)),
        strays(Pricing::Band),
        strays(Pricing::Spot),
    ))
}

fn compared(difference: &Estimate) -> String {
    let direction = if difference.mean < 0.0 { "less" } else { "more" };
    let doubt = if difference.interval(LEVEL).contains(0.0) { ", not distinguishable from none" } else { "" };
    format!("{} {direction} ({}{doubt})", number(difference.mean.abs()), range(difference))
}

fn range(estimate: &Estimate) -> String {
    let interval = estimate.interval(LEVEL);
    format!("{} to {}", number(interval.low), number(interval.high))
}

/// What each changed contract gains and costs each side, in the first term and later.
pub fn by_term(results: &Results<'_>) -> Vec<String> {
    let variants = results.variants.iter().filter_map(|variant| Some((&variant.name, variant.by_term.as_ref()?)));
    variants.flat_map(|(name, by_term)| Side::ALL.map(|side| one_side(results, name, by_term, side))).collect()
}

fn one_side(results: &Results<'_>, variant: &str, by_term: &ByTerm, side: Side) -> String {
    let rounds = results.design.rules.contract.term.rounds;
    let units = &results.scenario.file.units;
    let told = |name: &str| {
        let place = CHANGES.iter().position(|change| change.name == name).unwrap_or(0);
        let change = by_term.lineup[side.index()][place].estimate();
        format!("{} ({})", number(change.mean), range(&change))
    };
    format!(
        "`{variant}` by term, for the {} over the line-up: {} {} in the first {rounds} rounds, {} later, {} in all; its partner's \
         effort changes by {}, the rounds under contract by {} (95% intervals).",
        side.name(),
        told("first_term"),
        units.money,
        told("later"),
        told("whole"),
        told("partner_effort"),
        told("lifetime"),
    )
}
