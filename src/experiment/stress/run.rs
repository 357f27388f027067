//! A stress test from scenario to report, step by step; it does not know how the report is written.

use crate::experiment::stress::answer::{report, texts, told};
use crate::experiment::stress::appraisal::{Appraise, BySearch, Draft, Exactly};
use crate::experiment::stress::arena::Arena;
use crate::experiment::stress::attribution::attribute;
use crate::experiment::stress::exact::certify;
use crate::experiment::stress::findings::{Findings, Repairs};
use crate::experiment::stress::harden::harden;
use crate::experiment::stress::outcome::{Searched, arena, search, timings};
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
    let certificate = certify(&arena.contest(&question.rules));
    let repairs = repairs(scenario, &arena, question, &searched, certificate.is_ok());
    let timings = timings(&arena, &searched, question)?;
    let typical = typical(scenario, &arena, &searched, question, &told.join(" "))?;
    let findings = Findings { scenario, question, contract, searched, certificate, repairs, told, timings, typical };
    Ok((report(&findings, command)?, texts(&findings)))
}

/// Which rules let the worst play in, and what repairing them is worth; exactly where that can be, else by short searches.
fn repairs(scenario: &Scenario, arena: &Arena, question: &Question, searched: &Searched, exact: bool) -> Repairs {
    let (quick, slow) = (Exactly(arena.contest(&question.rules)), BySearch { scenario, question, searched });
    let appraise: &dyn Appraise = if exact { &quick } else { &slow };
    let contract = &arena.design().rules.contract;
    let draft = Draft { contract, hostile: question.hostile, rules: &question.rules, appraise };
    let Some(now) = appraise.appraise(contract).filter(|now| now.alarms(contract.price)) else {
        return Repairs::default();
    };
    let inspection = draft.inspect(now);
    let culprits = attribute(&draft, &inspection);
    let hardening = question.harden.then(|| harden(&draft, &inspection, &culprits)).flatten();
    Repairs { culprits, hardening }
}
