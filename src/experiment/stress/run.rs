//! A stress test from scenario to report, step by step; it does not know how the report is written.

use crate::experiment::stress::answer::{report, texts, told};
use crate::experiment::stress::findings::Findings;
use crate::experiment::stress::outcome::{arena, search, timings};
use crate::experiment::stress::typical::typical;
use crate::experiment::stress::{Question, StressError};
use crate::report::Report;
use crate::scenario::read::Scenario;

/// Texts to be put beside a report: file name and contents.
pub type Texts = Vec<(String, String)>;

/// Answers a question about a scenario's contract; `advance` is told of every play tried.
///
/// # Errors
/// [`StressError`]; nothing is written in any case.
pub fn run(
    scenario: &Scenario,
    question: &Question,
    command: &str,
    advance: &(dyn Fn(u64) + Sync),
) -> Result<(Report, Texts), StressError> {
    let contract = scenario.file.contract;
    let arena = arena(scenario, contract, question)?;
    if arena.design().rules.world.delivery().is_none() {
        return Err(StressError::NoDelivery);
    }
    let searched = search(&arena, question, advance)?;
    let told = told(&searched, &contract, question.hostile);
    let timings = timings(&arena, &searched, question)?;
    let typical = typical(scenario, &arena, &searched, question, &told.join(" "))?;
    let findings = Findings { scenario, question, price: contract.price, searched, told, timings, typical };
    Ok((report(&findings, command)?, texts(&findings)))
}
