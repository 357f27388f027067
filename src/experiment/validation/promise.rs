//! A promised bonus that no court enforces, for effort that both see: which effort it can call forth; shared by its items.

use super::ValidationError;
use super::case::Case;
use super::peak::peak;
use super::sample::{Sample, buyer_value, rounds_but_for, set, value};
use crate::relationship::history::History;

/// Places in the scenarios' line-up.
pub const WORKS: usize = 0;
pub const SHIRKS: usize = 1;
pub const PAYS: usize = 2;
pub const RENEGES: usize = 3;

/// Money over the whole relationship below which nobody minds: what rounding and the rounds beyond the horizon may come to.
const TIE: f64 = 1e-9;

/// What the rounds beyond the horizon are worth, as a share of the whole.
const NEGLIGIBLE: f64 = 1e-12;

/// Efforts that are tried first, beside none: evenly spaced up to 1.
const STEPS: u32 = 20;

/// Halvings by which the largest effort is then approached.
const HALVINGS: u32 = 16;

/// Replications: nothing is left to chance.
const ONCE: u64 = 2;

/// One relationship: discount, and what both have together without it.
pub struct Promise<'a> {
    /// The case.
    pub case: &'a Case<'a>,
    /// Its scenario.
    pub scenario: &'static str,
    /// Worth today of a unit of money one round later.
    pub discount: f64,
    /// What both have together, per round, after a breakdown.
    pub fallback: f64,
}

/// Keys of a discount and of what both have without the contract, in equal halves. The seller's half comes back too.
pub fn alternatives(discount: f64, fallback: f64, negligible: f64) -> (Vec<String>, f64) {
    let half = fallback / 2.0;
    let keys = vec![
        set("horizon.discount", discount),
        rounds_but_for(negligible, discount),
        set("outside.seller.option", half),
        set("outside.buyer.option", fallback - half),
    ];
    (keys, half)
}

impl Promise<'_> {
    /// The relationship in which an effort is asked for: the wage is the agent's alternative, the bonus the effort's cost.
    fn sample(&self, effort: f64) -> Result<Sample, ValidationError> {
        let (mut keys, wage) = alternatives(self.discount, self.fallback, NEGLIGIBLE);
        keys.extend([
            set("contract.price", wage),
            set("contract.bonus.amount", effort * effort / 2.0),
            set("contract.target.seller", effort),
            set("strategies.works.conduct.effort.fixed.effort", effort),
        ]);
        self.case.sample(self.scenario, &keys)
    }

    /// What a party gains over the whole relationship by keeping its word, the one that gains less by it.
    fn keeping(&self, effort: f64) -> Result<f64, ValidationError> {
        let sample = self.sample(effort)?;
        let paying = sample.difference([[WORKS, PAYS], [WORKS, RENEGES]], ONCE, buyer_value)?.mean();
        let working = sample.difference([[WORKS, PAYS], [SHIRKS, PAYS]], ONCE, value)?.mean();
        Ok(if paying < working { paying } else { working })
    }

    /// The largest effort above 0 that both keep their word for; none if there is none.
    pub fn largest_effort(&self) -> Result<Option<f64>, ValidationError> {
        let at = |step: u32| f64::from(step) / f64::from(STEPS);
        let gains: Vec<f64> = (1..=STEPS).map(|step| self.keeping(at(step))).collect::<Result<_, _>>()?;
        if let Some(place) = gains.iter().rposition(|gain| *gain >= -TIE) {
            let (kept, broken) = (at(place as u32 + 1), at(place as u32 + 2));
            return if broken > 1.0 { Ok(Some(1.0)) } else { self.approach(kept, broken).map(Some) };
        }
        // A peak between two efforts, or one that just touches zero.
        let best = (0..gains.len()).fold(0, |best, place| if gains[place] > gains[best] { place } else { best });
        let (low, high) = (at(best as u32), at(best as u32 + 2));
        let high = if high < 1.0 { high } else { 1.0 };
        let peak = peak([low, high], 2 * HALVINGS, |effort| self.keeping(effort))?;
        if self.keeping(peak)? < -TIE { Ok(None) } else { self.approach(peak, high).map(Some) }
    }

    /// Halves the way between an effort for which the word is kept and a larger one for which it is not.
    fn approach(&self, mut kept: f64, mut broken: f64) -> Result<f64, ValidationError> {
        for _ in 0..HALVINGS {
            let middle = 0.5 * (kept + broken);
            if self.keeping(middle)? >= -TIE {
                kept = middle;
            } else {
                broken = middle;
            }
        }
        Ok(kept)
    }

    /// What both have together per round in what is played: the relationship, or what is left after a broken promise.
    pub fn surplus(&self, effort: Option<f64>) -> Result<f64, ValidationError> {
        let joint =
            |history: &History| (history.party[0].settled_flow + history.party[1].settled_flow) / history.settled;
        let buyer = if effort.is_some() { PAYS } else { RENEGES };
        let sample = self.sample(effort.unwrap_or(1.0))?;
        Ok(sample.moments(WORKS, buyer, ONCE, joint)?.mean())
    }
}
