//! Tables of what negotiators write down, from replays of the first replications; it does not know how sessions go.

mod concessions;
mod outcomes;
mod packages;
mod preparation;

use super::Results;
use crate::engine::plan::{Cell, Plan};
use crate::relationship::game::Keys;
use crate::relationship::record::SessionRecord;
use crate::relationship::replay::sessions;
use crate::table::{Table, TableError};

/// Replications of each matchup that are replayed.
const REPLAYED: u64 = 2;

/// One session and where it belongs.
struct Held {
    cell: Cell,
    replication: u64,
    session: SessionRecord,
}

/// The concession log, its packages, what sessions came to and the preparation sheets; none where nothing is negotiated.
pub fn tables(results: &Results<'_>) -> Result<Vec<Table>, TableError> {
    let Some(menu) = &results.design.rules.menu else { return Ok(Vec::new()) };
    let held = held(results);
    Ok(vec![
        concessions::table(results, menu, &held)?,
        packages::table(results, menu, &held)?,
        outcomes::table(results, &held)?,
        preparation::table(results, menu, &held)?,
    ])
}

fn held(results: &Results<'_>) -> Vec<Held> {
    let plan = Plan::round_robin(results.design, results.replications, results.seed);
    let keys = Keys::new(results.seed);
    let mut held = Vec::new();
    for cell in &plan.cells {
        for replication in 0..REPLAYED.min(results.replications) {
            let sessions = sessions(plan.matchup(*cell), keys, plan.continuation(), replication);
            held.extend(sessions.into_iter().map(|session| Held { cell: *cell, replication, session }));
        }
    }
    held
}
