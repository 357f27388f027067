//! V26: norms under noise (Leimar and Hammerstein 2001; Ohtsuki and Iwasa 2006), from long-run shares of a simulated market.

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::engine::market::measure::Group;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::set;
use crate::statistics::Moments;

/// The item. Replications are of 100 parties and 4,000 rounds after the burn-in.
pub const ITEM: Item = Item { row: Row { name: "V26", summary: "norms under noise" }, run, start: 16, most: 2_000 };

/// Names of norms in the suite and in scenarios, and how many times fewer replications they need than image scoring, under which a
/// bad standing is handed on from party to party for dozens of rounds.
const NORMS: [(&str, &str, u64); 3] =
    [("stern", "stern_judging", 4), ("image", "image_scoring", 1), ("standing", "simple_standing", 4)];

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let mut found = Vec::new();
    for (short, norm, fewer) in NORMS {
        let [good, cooperation] = ["good", "coop"].map(|what| format!("{short}_{what}"));
        if case.wants(&good) || case.wants(&cooperation) {
            let [share, helped] = long_run(case, norm, replications.div_ceil(fewer))?;
            found.push(Found::number(good, share.mean(), share.standard_error()));
            found.push(Found::number(cooperation, helped.mean(), helped.standard_error()));
        }
    }
    Ok(found)
}

/// Moments over replications of the shares of good standings and of acts that were help.
fn long_run(case: &Case<'_>, norm: &str, replications: u64) -> Result<[Moments; 2], ValidationError> {
    let keys = [
        set("noise.lapse", case.number("exec_err")?),
        set("reputation.assessment_error", case.number("assess_err")?),
        format!("reputation.norm={norm:?}"),
    ];
    let mut shares = [Moments::default(); 2];
    let sample = case.sample("v26-norms", &keys)?;
    sample.markets(replications, |history| {
        let late = Group::of(history, &[0], sample.burn_in()).late;
        shares[0].push(late.score / late.scored);
        shares[1].push(late.effort / late.served);
    })?;
    Ok(shares)
}
