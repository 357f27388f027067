//! V24: how hard a new partner must be to find for cheating not to pay (Shapiro and Stiglitz 1984; Ghosh and Ray 1996).

use super::{Case, Item, crossing, threshold};
use crate::base::catalogue::Row;
use crate::base::numeric::ln;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::set;
use crate::statistics::{Estimate, Moments};

/// The item. A replication is a market of twenty sellers.
pub const ITEM: Item = Item {
    row: Row { name: "V24", summary: "costly rematching, exclusion and entry fees" },
    run,
    start: 400,
    most: 20_000,
};

/// Places of the two kinds of seller in the theory scenario's line-up.
const HONEST: usize = 0;
const CHEAT: usize = 1;

/// What is left of the future at the last round, as a share of all.
const LEFT: f64 = 1e-4;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let mut found = Vec::new();
    for (quantity, _) in case.wanted {
        let (key, fixed, top) = match quantity.as_str() {
            "max_rematch_prob" => ("market.rematch", Vec::new(), 1.0),
            "min_entry_fee_if_instant_rematch" => {
                ("market.entry_fee", vec![set("market.rematch", 1.0)], 2.0 * case.number("T")?)
            }
            other => match other.strip_prefix("min_info_share_at_lambda_").map(str::parse::<f64>) {
                Some(Ok(lambda)) => ("market.exclusion", vec![set("market.rematch", lambda)], 1.0),
                _ => continue,
            },
        };
        let advantage = |at: f64| advantage(case, &fixed, set(key, at), replications);
        found.push(threshold(quantity, crossing(case, (0.0, top), top * 1e-4, advantage)?));
    }
    Ok(found)
}

/// What an honest seller earns beyond one that cheats every partner.
fn advantage(
    case: &Case<'_>,
    fixed: &[String],
    changed: String,
    replications: u64,
) -> Result<Estimate, ValidationError> {
    let delta = case.number("delta")?;
    let mut keys = vec![
        set("stage.matrix.symmetric.temptation", case.number("T")?),
        set("stage.matrix.symmetric.reward", case.number("R")?),
        set("horizon.discount", delta),
        format!("horizon.rounds={}", (ln(LEFT) / ln(delta)).ceil() as u32),
    ];
    keys.extend(fixed.iter().cloned());
    keys.push(changed);
    let mut moments = Moments::default();
    case.sample("v24-rematching", &keys)?.markets(replications, |history| {
        let value = |place: usize| history.kinds[place].value / history.kinds[place].parties;
        moments.push(value(HONEST) - value(CHEAT));
    })?;
    Ok(moments.estimate())
}
