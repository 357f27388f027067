//! V34: the inspection game's mixed equilibrium as time averages of two learners (Tsebelis 1990; Hart and Mas-Colell 2000).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::base::side::Side;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::Sample;
use crate::relationship::history::History;
use crate::statistics::Moments;

/// The item. Each replication is a long history of its own.
pub const ITEM: Item =
    Item { row: Row { name: "V34", summary: "inspection game between learners" }, run, start: 64, most: 640 };

/// What the suite's variant of a quantity is called.
const VARIANT: &str = "_variant";

const SELLER: usize = Side::Seller.index();
const BUYER: usize = Side::Buyer.index();

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let mut found = figures(&sample(case, false)?, replications, "")?;
    if case.wanted.iter().any(|(name, _)| name.ends_with(VARIANT)) {
        found.extend(figures(&sample(case, true)?, replications, VARIANT)?);
    }
    Ok(found)
}

/// The game, C being to comply and to inspect; in the variant inspection also averts the loss.
fn sample(case: &Case<'_>, averts: bool) -> Result<Sample, ValidationError> {
    let (gain, credit) = (case.number("gain")?, case.number("credit")?);
    let (cost, loss) = (case.number("inspect_cost")?, case.number("loss")?);
    let caught = credit - cost - if averts { 0.0 } else { loss };
    case.sample(
        "v34-inspection",
        &[
            format!("stage.matrix.bimatrix.seller={{cc=0.0, cd=0.0, dc={:?}, dd={gain:?}}}", gain - credit),
            format!("stage.matrix.bimatrix.buyer={{cc={:?}, cd={caught:?}, dc=0.0, dd={:?}}}", -cost, -loss),
        ],
    )
}

/// Time averages over every round, and their means over histories.
fn figures(sample: &Sample, replications: u64, form: &str) -> Result<Vec<Found>, ValidationError> {
    let effort = |history: &History, side: usize| history.party[side].settled_effort / history.settled;
    let payoff = |history: &History, side: usize| history.party[side].settled_flow / history.settled;
    let mut moments = [Moments::default(); 4];
    sample.each(0, 0, replications, |history| {
        let averages =
            [effort(history, BUYER), 1.0 - effort(history, SELLER), payoff(history, BUYER), payoff(history, SELLER)];
        moments.iter_mut().zip(averages).for_each(|(moments, average)| moments.push(average));
    })?;
    let names = ["inspect_prob", "violate_prob", "buyer_eq_payoff", "supplier_eq_payoff"];
    let figure = |(name, moments): (&str, &Moments)| {
        Found::number(format!("{name}{form}"), moments.mean(), moments.standard_error())
    };
    Ok(names.into_iter().zip(&moments).map(figure).collect())
}
