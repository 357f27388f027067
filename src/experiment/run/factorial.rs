//! The factorial: every cross of bargaining, conduct and review parts against the line-up, and what each part earns.

use super::tables::estimates;
use super::{Results, RunError, Settings, sentences};
use crate::engine::batch::CellBatch;
use crate::engine::parallel::{self, Watch};
use crate::engine::plan::{Cell, Plan};
use crate::scenario::lineup::{self, CROSS};
use crate::scenario::read::Scenario;
use crate::scenario::resolve::{Design, resolve};
use crate::statistics::{Estimate, Moments};
use crate::table::{Column, Table, Unit};
use std::ops::Range;

/// The parts of a strategy, in the order of a cross.
const PARTS: [&str; 3] = ["bargaining", "conduct", "review"];

/// A crossed strategy: the place in the line-up that each part comes from.
type Cross = [usize; 3];

/// Most strategies whose parts are all crossed: their crosses grow with the third power.
pub(super) const MOST_CROSSED: usize = 8;

/// Cells simulated at once: bounds the memory that a wave of batches takes.
const CELLS_AT_ONCE: usize = 36;

/// Refuses a factorial that is asked for and too large.
pub fn check(settings: &Settings, design: &Design) -> Result<(), RunError> {
    let count = design.strategies.len();
    if settings.factorial && count > MOST_CROSSED { Err(RunError::TooManyCrosses(count)) } else { Ok(()) }
}

/// Runs the cross and gives its tables and sentences.
pub fn run(
    scenario: &Scenario,
    results: &Results<'_>,
    watch: Watch<'_>,
) -> Result<(Vec<Table>, Vec<String>), RunError> {
    let count = results.design.strategies.len();
    let crosses = crosses(count);
    let names: Vec<String> =
        crosses.iter().map(|cross| cross.map(|place| results.name(place)).join(&CROSS.to_string())).collect();
    let design = resolve(&crossed(scenario, &crosses, &names)?)?;
    let values = values(&design, results, crosses.len(), watch)?;
    let effects = effects(&crosses, &values, count);
    let tables = vec![table(results, &crosses, &names, &values)?, parts(results, &effects)?];
    Ok((tables, vec![told(results, &effects)]))
}

/// The scenario with the crosses behind its line-up.
fn crossed(scenario: &Scenario, crosses: &[Cross], names: &[String]) -> Result<Scenario, RunError> {
    let mut crossed = scenario.with(&["variants=[]".to_owned()])?;
    for (cross, name) in crosses.iter().zip(names) {
        let [bargaining, conduct, review] = cross.map(|place| &scenario.strategies[place].1);
        // Not among the names of any line-up, so that no cross can be taken for a strategy that it is made of.
        crossed.strategies.push((format!("{name} crossed"), lineup::cross(bargaining, conduct, review)));
    }
    crossed.file.lineup.strategies = crossed.strategies.iter().map(|(name, _)| name.clone()).collect();
    crossed.file.lineup.shares = Vec::new();
    Ok(crossed)
}

fn crosses(count: usize) -> Vec<Cross> {
    let each = 0..count;
    each.clone()
        .flat_map(|bargaining| {
            (0..count).flat_map(move |conduct| (0..count).map(move |review| [bargaining, conduct, review]))
        })
        .collect()
}

/// `[cross][replication]`: value over the line-up's partners, both roles averaged.
fn values(design: &Design, results: &Results<'_>, crosses: usize, watch: Watch<'_>) -> Result<Vec<Vec<f64>>, RunError> {
    let partners = results.design.strategies.len();
    let at_once = (CELLS_AT_ONCE / (2 * partners)).max(1);
    let mut values = Vec::with_capacity(crosses);
    for first in (0..crosses).step_by(at_once) {
        let some = first..(first + at_once).min(crosses);
        values.extend(values_of(design, results, some, watch)?);
    }
    Ok(values)
}

fn values_of(
    design: &Design,
    results: &Results<'_>,
    crosses: Range<usize>,
    watch: Watch<'_>,
) -> Result<Vec<Vec<f64>>, RunError> {
    let partners = results.design.strategies.len();
    let mut plan = Plan::round_robin(design, results.replications, results.seed);
    plan.cells = crosses
        .clone()
        .flat_map(|cross| {
            let focal = partners + cross;
            (0..partners).flat_map(move |partner| {
                [Cell { seller: focal, buyer: partner }, Cell { seller: partner, buyer: focal }]
            })
        })
        .collect();
    let shares = &results.design.shares;
    let mut values = vec![Vec::with_capacity(results.replications as usize); crosses.len()];
    parallel::run(&plan, watch, |batch| {
        let count = batch.cells.first().map_or(0, |cell| cell.histories.len());
        for (values, cells) in values.iter_mut().zip(batch.cells.chunks(2 * partners)) {
            values.extend((0..count).map(|replication| over_partners(cells, shares, replication)));
        }
    })?;
    Ok(values)
}

/// Value of the focal strategy: `cells` hold it as seller and as buyer with each partner in turn.
fn over_partners(cells: &[CellBatch], shares: &[f64], replication: usize) -> f64 {
    let both = |roles: &[CellBatch]| {
        roles[0].histories[replication].party[0].value + roles[1].histories[replication].party[1].value
    };
    cells.chunks(2).zip(shares).map(|(roles, share)| share * both(roles) / 2.0).sum()
}

/// Main effects, `[part][level]`: mean value with that level less the grand mean, paired by replication.
fn effects(crosses: &[Cross], values: &[Vec<f64>], count: usize) -> PerPart {
    let replications = values.first().map_or(0, Vec::len);
    let mut effects: PerPart = [0, 1, 2].map(|_| vec![Moments::default(); count]);
    for replication in 0..replications {
        let grand = values.iter().map(|values| values[replication]).sum::<f64>() / values.len() as f64;
        for (part, levels) in effects.iter_mut().enumerate() {
            for (level, moments) in levels.iter_mut().enumerate() {
                let with = crosses
                    .iter()
                    .zip(values)
                    .filter(|(cross, _)| cross[part] == level)
                    .map(|(_, values)| values[replication]);
                let (sum, number) = with.fold((0.0, 0.0), |(sum, number), value| (sum + value, number + 1.0));
                moments.push(sum / number - grand);
            }
        }
    }
    effects
}

type PerPart = [Vec<Moments>; 3];

fn table(results: &Results<'_>, crosses: &[Cross], names: &[String], values: &[Vec<f64>]) -> Result<Table, RunError> {
    let part = |which: usize| crosses.iter().map(move |cross| results.name(cross[which]).to_owned());
    let mut columns = vec![Column::text("strategy", "The cross: bargaining/conduct/review.", names.to_vec())];
    for (which, name) in PARTS.into_iter().enumerate() {
        columns.push(Column::text(name, "Strategy that this part comes from.", part(which)));
    }
    let estimates_of: Vec<Estimate> = values.iter().map(|values| Moments::from_slice(values).estimate()).collect();
    columns.extend(estimates("value", &Unit::Money, "Value captured over the line-up.", &estimates_of));
    Ok(Table::new("factorial", "Every cross of bargaining, conduct and review", columns)?)
}

fn parts(results: &Results<'_>, effects: &PerPart) -> Result<Table, RunError> {
    let rows: Vec<(usize, usize)> =
        (0..PARTS.len()).flat_map(|part| (0..effects[part].len()).map(move |level| (part, level))).collect();
    let mut columns = vec![
        Column::text("part", "Part of a strategy.", rows.iter().map(|row| PARTS[row.0])),
        Column::text(
            "strategy",
            "Strategy that the part comes from.",
            rows.iter().map(|row| results.name(row.1).to_owned()),
        ),
    ];
    let values: Vec<Estimate> = rows.iter().map(|row| effects[row.0][row.1].estimate()).collect();
    let doc = "Main effect: mean value of the crosses with this part less the mean of all, paired by replication.";
    columns.extend(estimates("effect", &Unit::Money, doc, &values));
    Ok(Table::new("parts", "Which part earns what", columns)?)
}

fn told(results: &Results<'_>, effects: &PerPart) -> String {
    let describe = |(part, levels): (usize, &Vec<Moments>)| {
        let levels: Vec<String> = levels
            .iter()
            .enumerate()
            .map(|(level, moments)| format!("{} {}", results.name(level), sentences::number(moments.mean())))
            .collect();
        format!("{}: {}", PARTS[part], levels.join(", "))
    };
    let parts: Vec<String> = effects.iter().enumerate().map(describe).collect();
    format!(
        "Which part earns what (main effects on value, {}): {}.",
        results.scenario.file.units.money,
        parts.join("; ")
    )
}
