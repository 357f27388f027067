//! V17: several packages at once suit the other more often (order statistics; Leonardelli et al. 2019).

use super::{Case, Item};
use crate::bargaining::package_set::PackageSet;
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::set;
use crate::statistics::Moments;

/// The item.
pub const ITEM: Item =
    Item { row: Row { name: "V17", summary: "several packages at once" }, run, start: 20_000, most: 4_000_000 };

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let threshold = case.number("r")?;
    let accepted = proposed(case, threshold, replications)?.0;
    // A recipient without a threshold takes the best of all sets, so that its value is that of the best.
    let best = proposed(case, 0.0, replications)?.1;
    Ok(vec![
        Found::number("accept", accepted.mean(), accepted.standard_error()),
        Found::number("E_best", best.mean(), best.standard_error()),
    ])
}

/// How often a set of k packages is accepted at a threshold, and what the recipient then has.
fn proposed(case: &Case<'_>, threshold: f64, replications: u64) -> Result<(Moments, Moments), ValidationError> {
    let count = case.count("k")? as usize;
    if count > PackageSet::CAPACITY {
        let most = PackageSet::CAPACITY;
        return Err((case.fault)(format!("`in.k` is {count}; a proposal holds at most {most} packages")));
    }
    let options: Vec<String> = (1..=count).map(|option| option.to_string()).collect();
    let equal = vec![0.0; count];
    let keys = [
        format!("stage.domain.issues[0].options={options:?}"),
        format!("stage.domain.issues[0].values={{seller={equal:?}, buyer={equal:?}}}"),
        format!("strategies.several.bargaining.packages={count}"),
        set("outside.buyer.option", threshold),
    ];
    let sample = case.sample("v17-meso", &keys)?;
    let (mut accepted, mut value) = (Moments::default(), Moments::default());
    sample.each(0, 0, replications, |history| {
        accepted.push(history.agreed);
        value.push(history.party[1].value);
    })?;
    Ok((accepted, value))
}
