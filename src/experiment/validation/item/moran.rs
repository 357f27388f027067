//! V28: fixation of one mutant in Moran's process, constant fitness and games (Nowak, Sasaki, Taylor and Fudenberg 2004).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::base::random::{Key, Purpose};
use crate::experiment::evolve::fixation::Chain;
use crate::experiment::evolve::matrix::Duel;
use crate::experiment::evolve::process;
use crate::experiment::evolve::race::Race;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::scenario::evolution::{Evolution, Fitness, Process};

/// The item. A replication is one mutant followed until all are of one kind.
pub const ITEM: Item =
    Item { row: Row { name: "V28", summary: "Moran fixation" }, run, start: 200_000, most: 40_000_000 };

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let (duel, selection) = match case.kind {
        "constant" => {
            let r = case.number("r")?;
            (Duel { a: r, b: r, c: 1.0, d: 1.0 }, 1.0)
        }
        "game" => {
            let [a, b, c, d] = [case.number("a")?, case.number("b")?, case.number("c")?, case.number("d")?];
            (Duel { a, b, c, d }, case.number("w")?)
        }
        other => return Err((case.fault)(format!("`kind` is `{other}`; it must be constant or game"))),
    };
    let n = case.count("N")?;
    let evolution = Evolution {
        process: Process::BirthDeath,
        fitness: Fitness::Linear,
        selection,
        payoffs: vec![vec![duel.a, duel.b], vec![duel.c, duel.d]],
        ..Evolution::default()
    };
    let names = ["the mutant".to_owned(), "a resident".to_owned()];
    if let Some(wrong) = evolution.contradictions(&names).first() {
        return Err((case.fault)(wrong.message.clone()));
    }
    if n < 2 {
        return Err((case.fault)("`in.N` must be at least 2".to_owned()));
    }
    let (rule, selection) = process::rule(&evolution);
    let race = Race::new(&Chain::new(rule, selection, &duel, n));
    let runs = race.run(1, Key::new(case.seed, Purpose::Evolution), 0, replications);
    let rho = runs.fixed.rate();
    Ok(vec![Found::number("rho", rho, (rho * (1.0 - rho) / replications as f64).sqrt())])
}
