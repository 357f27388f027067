//! V32: how often and how soon stop-losses and exit ramps fire (Feller 1968: reflection, ruin, runs).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::set;
use crate::relationship::history::{Ending, History};
use std::f64::consts::PI;

/// The item.
pub const ITEM: Item =
    Item { row: Row { name: "V32", summary: "stop-loss and exit-ramp triggers" }, run, start: 20_000, most: 4_000_000 };

/// Index level at the start: a power of two, so that barriers are exact shares of it.
const LEVEL: f64 = 4096.0;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    match case.kind {
        "reflection" => reflection(case, replications),
        "ruin" => ruin(case, replications),
        "runlength" => run_length(case, replications / 20),
        other => Err((case.fault)(format!("`kind` is `{other}`; it must be reflection, ruin or runlength"))),
    }
}

fn walk(up: f64) -> Vec<String> {
    vec![
        format!("index.walk={{start={LEVEL:?}, step={{two_point={{size=1.0, up={up:?}}}}}}}"),
        set("contract.price_band.base_index", LEVEL),
    ]
}

fn ended(ending: Ending) -> impl Fn(&History) -> f64 {
    move |history| f64::from(u8::from(history.ending == ending))
}

fn reflection(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let mut keys = walk(0.5);
    keys.push(set("contract.price_band.stop_loss_lower", case.number("barrier")? / LEVEL));
    keys.push(format!("horizon.rounds={}", case.count("n")?));
    let sample = case.sample("v32-stop-loss", &keys)?;
    let hit = sample.moments(0, 0, replications, ended(Ending::StopLossLower))?;
    Ok(vec![Found::number("hit_prob", hit.mean(), hit.standard_error())])
}

fn ruin(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let (down, up) = (case.number("down")?, case.number("up")?);
    let mut keys = walk(case.number("p_up")?);
    keys.push(set("contract.price_band.stop_loss_lower", down / LEVEL));
    keys.push(set("contract.price_band.stop_loss_upper", up / LEVEL));
    // Between barriers w apart a walk of unit steps lasts n rounds with probability of at most cos(pi / w)^n, about, which is
    // less than exp(-n pi^2 / (2 w^2)): by then all but a few in 100,000 have left.
    let width = down + up;
    keys.push(format!("horizon.rounds={}", (10.5 * 2.0 * width * width / (PI * PI)).ceil() as u32));
    let sample = case.sample("v32-ruin", &keys)?;
    let first = sample.moments(0, 0, replications, ended(Ending::StopLossLower))?;
    Ok(vec![Found::number("hit_down_first", first.mean(), first.standard_error())])
}

fn run_length(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let (miss, misses) = (case.number("miss_prob")?, case.count("k")?);
    let mut keys: Vec<String> =
        ["cc", "cd", "dc", "dd"].iter().map(|both| set(&format!("kpi.seller.binary.bad_{both}"), miss)).collect();
    keys.push(format!("contract.exit_ramp.misses={misses}"));
    keys.push("contract.term.rounds=1000000".to_owned());
    // The clock must outlast the contract: eight times its mean length leaves out less than a thousandth of it.
    let mut rounds = 400.0;
    loop {
        keys.push(format!("horizon.rounds={}", rounds as u32));
        let look = case.sample("v32-run-length", &keys)?.moments(0, 0, 256, |history| history.contracted)?;
        if 8.0 * look.mean() <= rounds || rounds >= 1e7 {
            break;
        }
        rounds = if look.mean() > rounds / 3.0 { 10.0 * rounds } else { 9.0 * look.mean() };
    }
    let length = case.sample("v32-run-length", &keys)?.moments(0, 0, replications, |history| history.contracted)?;
    Ok(vec![Found::number("mean_periods", length.mean(), length.standard_error())])
}
