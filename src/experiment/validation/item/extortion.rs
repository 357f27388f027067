//! V06: zero-determinant extortion (Press and Dyson 2012): the extortioner's surplus is chi times its opponent's.

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::{payoffs, table};
use crate::statistics::{CoMoments, Moments};

/// The item. Replications are of 10,000 rounds each.
pub const ITEM: Item =
    Item { row: Row { name: "V06", summary: "zero-determinant extortion" }, run, start: 128, most: 10_000 };

/// Beginning of the quantities; an opponent's name and `[place]` follow.
const TABLE: &str = "payoff_X_payoff_Y_ratio_above_P.";

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let game = case.payoffs()?;
    let strategy: [f64; 4] = case.numbers("strategy")?;
    let asked = case.wanted.iter().filter_map(|(name, _)| Some(name.strip_prefix(TABLE)?.split_once('[')?.0));
    let mut opponents: Vec<&str> = asked.collect();
    opponents.dedup();
    let mut found = Vec::new();
    for (opponent, vector) in opponents.into_iter().filter_map(|name| Some((name, vector(name)?))) {
        found.extend(against(case, game, strategy, opponent, vector, replications)?);
    }
    Ok(found)
}

/// The memory-one vector that an opponent's name stands for, or spells out as `opp(.9,.5,.6,.2)`.
fn vector(name: &str) -> Option<[f64; 4]> {
    match name {
        "AllC" => Some([1.0; 4]),
        "AllD" => Some([0.0; 4]),
        "TFT" => Some([1.0, 0.0, 1.0, 0.0]),
        "WSLS" => Some([1.0, 0.0, 0.0, 1.0]),
        "Grim" => Some([1.0, 0.0, 0.0, 0.0]),
        "Random" => Some([0.5; 4]),
        _ => {
            let inner = name.split_once('(')?.1.strip_suffix(')')?;
            let numbers: Option<Vec<f64>> = inner.split(',').map(|part| part.trim().parse().ok()).collect();
            numbers?.try_into().ok()
        }
    }
}

fn against(
    case: &Case<'_>,
    game: [f64; 4],
    strategy: [f64; 4],
    opponent: &str,
    vector: [f64; 4],
    replications: u64,
) -> Result<[Found; 3], ValidationError> {
    let mut keys = payoffs(game);
    keys.extend([table("extortioner", strategy), table("memory_one", vector)]);
    keys.push(r#"lineup.strategies=["extortioner", "memory_one"]"#.to_owned());
    let sample = case.sample("v06-extortion", &keys)?;
    let (mut own, mut other, mut surplus) = (Moments::default(), Moments::default(), CoMoments::default());
    let punishment = game[2];
    sample.each(0, 1, replications, |history| {
        let [x, y] = [0, 1].map(|side: usize| history.party[side].settled_flow / history.settled);
        own.push(x);
        other.push(y);
        surplus.push(x - punishment, y - punishment);
    })?;
    let ratio = surplus.ratio();
    let name = |place: usize| format!("{TABLE}{opponent}[{place}]");
    Ok([
        Found::number(name(0), own.mean(), own.standard_error()),
        Found::number(name(1), other.mean(), other.standard_error()),
        Found::number(name(2), ratio.mean, ratio.se),
    ])
}
