//! `longgame sweep --find`: where a measure crosses a value along one key, or along two; it simulates no design.

use super::request;
use crate::cli::arguments::SweepPlan;
use crate::cli::deliver::deliver;
use crate::cli::outcome::{Failure, print};
use crate::cli::run::pool;
use crate::engine::parallel::Watch;
use crate::experiment::sweep::{self, Boundary, Named, Target};
use crate::export::text;
use crate::report::{Provenance, Report};
use crate::scenario::read::Scenario;
use std::path::PathBuf;

/// Runs the search.
pub(super) fn run(target: &Target, over: &[String], plan: &SweepPlan) -> Result<(), Failure> {
    if over.len() > 2 {
        return Err(Failure::input(anyhow::anyhow!("--over takes one key, or two for a boundary, not {}", over.len())));
    }
    let scenario = plan.scenario.read()?;
    let named = Named { scenario: &plan.scenario.scenario, contract: plan.scenario.contract.as_deref() };
    let request = request(plan, &scenario);
    let found = pool(plan.threads)?.install(|| sweep::find(&scenario, named, target, over, &request, Watch::NONE))?;
    let report = report(&scenario, &found, command(target, over, plan, &found)).map_err(Failure::failed)?;
    let out = plan.out.clone().unwrap_or_else(|| PathBuf::from("output").join(format!("{}-threshold", scenario.name)));
    deliver(&report, &out, plan.force)?;
    if plan.quiet {
        return Ok(());
    }
    let mut told = text::paragraph("", &report.title) + "\n";
    told.extend(report.sentences.iter().map(|sentence| text::paragraph("- ", sentence)));
    told.push('\n');
    told.extend(report.tables.iter().map(|table| text::panels_text(table, 1)));
    print(&(told + &format!("\n1 table, 1 chart and report.html in {}\n", out.display())))
}

fn report(scenario: &Scenario, found: &Boundary, command: String) -> Result<Report, crate::table::TableError> {
    Ok(Report {
        title: format!("{}: where {} is {}", scenario.file.title, found.target.measure, found.target.value),
        question: scenario.file.question.clone(),
        expectation: scenario.file.expect.clone(),
        sentences: found.sentences(),
        tables: vec![found.table()?],
        figures: vec![found.figure()],
        assumptions: Vec::new(),
        provenance: Provenance {
            version: found.frozen.version.clone(),
            scenario_name: scenario.name.clone(),
            scenario_text: scenario.canonical(),
            scenario_hash: found.frozen.hash.clone(),
            contract: None,
            seed: found.frozen.seed,
            replications: found.frozen.replications,
            command,
        },
    })
}

/// The command that gives the same result.
fn command(target: &Target, over: &[String], plan: &SweepPlan, found: &Boundary) -> String {
    let mut words = plan.scenario.command("sweep");
    words.push(format!("--find '{} = {}'", target.measure, target.value));
    words.extend(over.iter().map(|over| format!("--over {over:?}")));
    words.push(format!("--seed {} --replications {}", found.frozen.seed, found.frozen.replications));
    words.join(" ")
}
