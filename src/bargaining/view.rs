//! All that a party may see at its turn; through it no party can reach the other's utility, reservation or tactics.

use super::concession_curve::ConcessionCurve;
use super::protocol::Protocol;
use super::setting::Setting;
use super::trail::Trail;
use crate::base::side::Side;
use crate::domain::outcome::OutcomeSpace;
use crate::domain::preference::Preference;

/// What a party says about its own interests. Nothing forces it to be true.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// The utility it claims to have.
    pub preference: &'a Preference,
    /// The least utility it claims to need, on the scale of that preference, if it says so.
    pub floor: Option<f64>,
    /// What it claims that leaving at once pays it, on that scale, if it says so.
    pub way_out: Option<f64>,
    /// What it claims every outcome to be worth in addition, in money per round.
    pub shift: f64,
}

/// A party's sight of the session. Levels are on the scale of `preference`, without `shift`.
#[derive(Debug, Clone, Copy)]
pub struct SessionView<'a> {
    /// The party that looks.
    pub side: Side,
    /// Current turn, from 0.
    pub turn: u32,
    /// Number of turns.
    pub deadline: u32,
    /// The rules of the table, the same for both.
    pub protocol: &'a Protocol,
    /// The packages that can be agreed.
    pub space: &'a OutcomeSpace,
    /// Own utility of each.
    pub preference: &'a Preference,
    /// What every outcome is worth in addition in this session, in money per round.
    pub shift: f64,
    /// Least acceptable level: own reservation value less `shift`, raised by what is left of a grudge.
    pub floor: f64,
    /// Level that an impasse is worth.
    pub impasse: f64,
    /// Level that leaving at once after a refusal is worth, where the protocol allows that.
    pub way_out: Option<f64>,
    /// Level that the party could hope for at best.
    pub ideal: f64,
    /// By how much favours owed from sessions before raise (or lower) what it asks for.
    pub claim: f64,
    /// Own concession over time.
    pub curve: &'a ConcessionCurve,
    /// Price in each outcome; empty where price is not an issue.
    pub prices: &'a [f64],
    /// Public objective standard for the price, if there is one.
    pub benchmark: Option<f64>,
    /// What the other says about its interests, if it does.
    pub statement: Option<Statement<'a>>,
    /// Trust in the other, in [0, 1].
    pub trust: f64,
    /// The package that it likes best of the other's latest proposal, if it understood one.
    pub latest: Option<u32>,
    /// A number in [0, 1) that is its own in each turn; 0 unless its offering rule draws.
    pub draw: f64,
    /// Own proposals so far.
    pub made: Trail,
    /// The other's proposals so far.
    pub received: Trail,
}

impl<'a> SessionView<'a> {
    /// The first sight of a table by a side with these interests and this way to concede: it knows
    /// nothing of the other, and hopes for its best outcome.
    pub fn new(
        side: Side,
        setting: &Setting<'a>,
        preference: &'a Preference,
        floor: f64,
        curve: &'a ConcessionCurve,
    ) -> Self {
        Self {
            side,
            turn: 0,
            deadline: setting.protocol.deadline,
            protocol: setting.protocol,
            space: setting.space,
            preference,
            shift: 0.0,
            floor,
            impasse: floor,
            way_out: None,
            ideal: preference.best_utility(),
            claim: 0.0,
            curve,
            prices: setting.prices,
            benchmark: setting.benchmark,
            statement: None,
            trust: 0.5,
            latest: None,
            draw: 0.0,
            made: Trail::EMPTY,
            received: Trail::EMPTY,
        }
    }

    /// The level that the concession curve asks for in a turn.
    pub fn aspiration(&self, turn: u32) -> f64 {
        self.floor + (self.ideal - self.floor) * self.curve.share(turn)
    }

    /// Whether a level is at least the floor and, where the party may leave at once, worth staying for.
    pub fn is_worthwhile(&self, level: f64) -> bool {
        level >= self.floor && self.way_out.is_none_or(|way_out| level >= way_out)
    }

    /// The price at which it is indifferent between agreement and none, by the package nearest above
    /// its floor; `None` where price is not an issue.
    pub fn valuation(&self) -> Option<f64> {
        let package = self.preference.nearest_above(self.floor);
        let price = self.prices.get(package as usize)?;
        let surplus = self.preference.utility(package) - self.floor;
        Some(match self.side {
            Side::Seller => price - surplus,
            Side::Buyer => price + surplus,
        })
    }
}
