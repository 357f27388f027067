//! V33: the service credit from which compliance pays (Becker 1968; standard moral hazard).

use super::{Case, Item, crossing, paired};
use crate::base::catalogue::Row;
use crate::domain::flow::Account;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, Value};
use crate::experiment::validation::sample::{Sample, set, value};
use crate::statistics::Estimate;

/// The item. Replications are of 100 rounds each.
pub const ITEM: Item = Item {
    row: Row { name: "V33", summary: "service credits that make compliance pay" },
    run,
    start: 2_000,
    most: 200_000,
};

const COMPLY: usize = 0;
const SHIRK: usize = 1;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let cap = case.number("cap")?;
    // The price is the scale of credits: high enough that no credit of interest exceeds it.
    let scale = 100.0 * (cap + case.number("cost_saving")?);
    let probe = sample(case, scale, 0.5, 1.0)?;
    let missed =
        |who: usize| probe.moments(who, COMPLY, replications, |history| history.party[0].missed / history.contracted);
    let (high, low) = (missed(COMPLY)?, missed(SHIRK)?);
    let top = 0.2;
    let least = crossing(case, (0.0, top), top * 1e-5, |rate| compliance(case, scale, rate, 1.0, replications))?;
    let under_cap = compliance(case, scale, cap / scale, cap / scale, replications)?;
    let mut found = vec![
        Found::number("miss_H", high.mean(), high.standard_error()),
        Found::number("miss_L", low.mean(), low.standard_error()),
        Found { quantity: "IC_feasible_under_cap".to_owned(), value: Value::Flag(under_cap.mean >= 0.0), se: 0.0 },
    ];
    match least {
        Some((rate, se)) => {
            found.push(Found::number("min_credit", rate * scale, se * scale));
            found.push(cost_of_compliance(case, scale, (rate, se), replications)?);
        }
        None => found.push(Found { quantity: "min_credit".to_owned(), value: Value::Nothing, se: 0.0 }),
    }
    Ok(found)
}

/// The scenario with the KPI on effort's scale: 0 where the shirker's readings lie on average, 1 the complier's.
fn sample(case: &Case<'_>, scale: f64, rate: f64, cap: f64) -> Result<Sample, ValidationError> {
    let (high, low) = (case.number("muH")?, case.number("muL")?);
    let unit = high - low;
    if unit <= 0.0 {
        return Err((case.fault)("`in.muH` must lie above `in.muL`".to_owned()));
    }
    let target = (case.number("threshold")? - low) / unit;
    let keys = [
        format!("contract.target={{seller={target:?}, buyer={target:?}}}"),
        set("kpi.seller.sd", case.number("sigma")? / unit),
        format!("kpi.seller.observations={}", case.count("n_obs")?),
        set("stage.delivery.seller.cost", case.number("cost_saving")?),
        set("contract.price", scale),
        set("contract.service_credits.rate", rate),
        set("contract.service_credits.cap", cap),
    ];
    case.sample("v33-credits", &keys)
}

/// What complying earns over shirking in a round, at a credit of `rate` of the price.
fn compliance(
    case: &Case<'_>,
    scale: f64,
    rate: f64,
    cap: f64,
    replications: u64,
) -> Result<Estimate, ValidationError> {
    let sample = sample(case, scale, rate, cap)?;
    let per_round = |history: &crate::relationship::history::History| value(history) / history.rounds;
    let comply = sample.values(COMPLY, COMPLY, replications, per_round)?;
    let shirk = sample.values(SHIRK, COMPLY, replications, per_round)?;
    Ok(paired(&comply, &shirk))
}

/// Credits that a complier pays in a round at the least credit; the error of that credit counts too.
fn cost_of_compliance(
    case: &Case<'_>,
    scale: f64,
    least: (f64, f64),
    replications: u64,
) -> Result<Found, ValidationError> {
    let sample = sample(case, scale, least.0, 1.0)?;
    let credit = Account::Credit.index();
    let paid =
        sample.moments(COMPLY, COMPLY, replications, |history| -history.party[0].flows[credit] / history.rounds)?;
    let from_credit = paid.mean() * least.1 / least.0;
    let se = (paid.standard_error() * paid.standard_error() + from_credit * from_credit).sqrt();
    Ok(Found::number("credit_cost_if_compliant", paid.mean(), se))
}
