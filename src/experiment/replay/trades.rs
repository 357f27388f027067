//! Which ready trades a menu allows and what one option of each is worth to both sides; it does not know how they bargain.

use crate::base::side::PerSide;
use crate::domain::outcome::OutcomeSpace;
use crate::domain::preference::Preference;
use crate::domain::tradeable::{self, Move, Tradeable};
use crate::experiment::replay::sitting::{Trade, TradeMove, TradeWorth};

/// Joint worth up to this much counts as none, money per round.
const TOLERANCE: f64 = 1e-9;

/// The menu as a trade sees it: the contract keys that each issue sets, and both sides' appraisals.
pub struct Market<'a> {
    /// The outcomes.
    pub space: &'a OutcomeSpace,
    /// Contract keys set by each issue.
    pub keys: &'a [Vec<String>],
    /// What each side thinks of the outcomes.
    pub preferences: PerSide<&'a Preference>,
}

/// An issue moved one option, from each of its options; none at the end of its range.
struct Lever {
    issue: usize,
    /// By how much the outcome's number changes.
    steps: Vec<Option<i64>>,
}

impl Market<'_> {
    /// The whole library on this menu; `agreed` is the package from which trades are tried once more.
    pub fn trades(&self, agreed: Option<u32>) -> Vec<Trade> {
        let mut trades: Vec<Trade> = tradeable::library().iter().map(|ready| self.trade(ready, agreed)).collect();
        let joint = |trade: &Trade| trade.worth.map_or(f64::NEG_INFINITY, |worth| worth.joint);
        let best = trades.iter().map(joint).fold(TOLERANCE, crate::base::numeric::larger);
        if let Some(trade) = trades.iter_mut().find(|trade| best > TOLERANCE && joint(trade) >= best) {
            trade.best = true;
        }
        trades
    }

    fn trade(&self, ready: &Tradeable, agreed: Option<u32>) -> Trade {
        let [give, get] = [&ready.give, &ready.get].map(|half| self.lever(half));
        let levers = give.zip(get).filter(|(give, get)| give.issue != get.issue);
        Trade {
            name: ready.name.clone(),
            by: ready.by,
            give: self.half(&ready.give),
            get: self.half(&ready.get),
            reason: ready.reason.clone(),
            worth: levers.as_ref().and_then(|(give, get)| self.average(give, get)),
            from_agreement: levers.zip(agreed).and_then(|((give, get), from)| {
                let to = self.moved(&get, self.moved(&give, from)?)?;
                Some(self.change(from, to))
            }),
            best: false,
        }
    }

    fn half(&self, half: &Move) -> TradeMove {
        let issue = self.issue(&half.key).map(|place| self.space.issues()[place].name.clone());
        TradeMove { key: half.key.clone(), toward: half.toward, issue }
    }

    fn issue(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|keys| keys.iter().any(|other| other == key))
    }

    fn lever(&self, half: &Move) -> Option<Lever> {
        let issue = self.issue(&half.key)?;
        let options = &self.space.issues()[issue].options;
        let values: Option<Vec<f64>> = options.iter().map(|label| label.parse().ok()).collect();
        let values = values?;
        let stride: usize = self.space.issues()[issue + 1..].iter().map(|issue| issue.options.len()).product();
        let step = |option: usize| {
            let next = half.next(&values, option)?;
            Some((next as i64 - option as i64) * stride as i64)
        };
        Some(Lever { issue, steps: (0..values.len()).map(step).collect() })
    }

    fn moved(&self, lever: &Lever, outcome: u32) -> Option<u32> {
        let option = usize::from(self.space.options(outcome)[lever.issue]);
        lever.steps[option].map(|step| (i64::from(outcome) + step) as u32)
    }

    fn change(&self, from: u32, to: u32) -> PerSide<f64> {
        self.preferences.map(|preference| preference.utility(to) - preference.utility(from))
    }

    /// Mean over the outcomes from which both can move.
    fn average(&self, give: &Lever, get: &Lever) -> Option<TradeWorth> {
        let mut sums = [PerSide::new(0.0, 0.0); 3];
        let mut count = 0_u32;
        for from in 0..self.space.len() as u32 {
            let (Some(given), Some(got)) = (self.moved(give, from), self.moved(get, from)) else { continue };
            let Some(both) = self.moved(get, given) else { continue };
            for (sum, to) in sums.iter_mut().zip([given, got, both]) {
                let change = self.change(from, to);
                *sum = PerSide::new(sum.seller + change.seller, sum.buyer + change.buyer);
            }
            count += 1;
        }
        let [give, get, both] = sums.map(|sum| sum.map(|side| side / f64::from(count)));
        (count > 0).then_some(TradeWorth { give, get, both, joint: both.seller + both.buyer })
    }
}

#[cfg(test)]
mod tests {
    use super::Market;
    use crate::base::side::{PerSide, Side};
    use crate::domain::issue::Issue;
    use crate::domain::outcome::OutcomeSpace;
    use crate::domain::preference::Preference;

    /// A seller to whom a longer term is worth 3 and a buyer whom it costs 1, and a price that moves 2 a step.
    #[test]
    fn a_trade_is_worth_what_its_two_moves_are_and_the_best_is_marked() {
        let issues = vec![
            Issue::new("price", ["100", "98", "102"]).unwrap(),
            Issue::new("credits", ["0", "0.1"]).unwrap(),
            Issue::new("length", ["4", "8"]).unwrap(),
        ];
        let space = OutcomeSpace::for_sessions(issues).unwrap();
        let seller = Preference::additive(&space, &[vec![0.0, -2.0, 2.0], vec![0.0, -1.0], vec![0.0, 3.0]]).unwrap();
        let buyer = Preference::additive(&space, &[vec![0.0, 2.0, -2.0], vec![0.0, 0.5], vec![0.0, -1.0]]).unwrap();
        let keys = [vec!["price".to_owned()], vec!["service_credits.rate".to_owned()], vec!["term.rounds".to_owned()]];
        let market = Market { space: &space, keys: &keys, preferences: PerSide::new(&seller, &buyer) };
        let trades = market.trades(space.outcome(&[0, 0, 0]));
        let [term, credits, ramp, ..] = &trades[..] else { panic!("{trades:?}") };
        let worth = term.worth.unwrap();
        assert_eq!((worth.give.seller, worth.get.seller, worth.both.seller), (-2.0, 3.0, 1.0));
        assert_eq!((worth.both.buyer, worth.joint), (1.0, 2.0));
        assert_eq!(term.from_agreement, Some(PerSide::new(1.0, 1.0)));
        assert!((credits.worth.unwrap().joint + 0.5).abs() < 1e-12);
        assert!(term.best && !credits.best && ramp.worth.is_none() && ramp.by == Side::Seller);
        assert_eq!(market.trades(space.outcome(&[1, 0, 1]))[0].from_agreement, None);
    }
}
