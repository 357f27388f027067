//! The answer to a question as a report: sentences, tables and figures; it computes nothing and writes nothing.

use crate::base::random::Key;
use crate::base::side::Side;
use crate::experiment::number::{grouped, number};
use crate::experiment::stress::confirm::Confirmation;
use crate::experiment::stress::findings::{Findings, LEVEL};
use crate::experiment::stress::outcome::Searched;
use crate::experiment::stress::typical::Typical;
use crate::experiment::stress::{ALARM, StressError, exploit, figures, tables};
use crate::report::{GivenContract, Provenance, Report};
use crate::statistics::Estimate;

/// The report.
///
/// # Errors
/// [`StressError`] where a table does not hold together.
pub fn report(findings: &Findings<'_>, command: &str) -> Result<Report, StressError> {
    let (scenario, question) = (findings.scenario, findings.question);
    let side = question.hostile.name();
    Ok(Report {
        title: format!("{}: how a hostile {side} would game this contract", scenario.file.title),
        question: format!("What is the most that a hostile {side} takes from these rules, how, and at whose cost?"),
        expectation: String::new(),
        sentences: sentences(findings),
        tables: tables::all(findings)?,
        figures: figures::all(findings),
        assumptions: scenario.leaves(),
        provenance: provenance(findings, command),
    })
}

/// Texts to be put beside the tables: file name and contents.
pub fn texts(findings: &Findings<'_>) -> Vec<(String, String)> {
    let Typical { scenario, transcript, .. } = &findings.typical;
    vec![("exploit.toml".to_owned(), scenario.clone()), ("exploit.txt".to_owned(), transcript.clone())]
}

fn provenance(findings: &Findings<'_>, command: &str) -> Provenance {
    let (scenario, question) = (findings.scenario, findings.question);
    let rules: Vec<&str> = question.rules.iter().map(super::Family::name).collect();
    let asked = format!(
        "stress against {} of {}, rules {}, budget {}\n",
        question.hostile.name(),
        question.victim,
        rules.join(","),
        question.budget
    );
    let text = scenario.canonical() + &asked;
    Provenance {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario_name: scenario.name.clone(),
        scenario_hash: Key::digest(text.as_bytes()),
        scenario_text: text,
        contract: scenario
            .contract
            .as_ref()
            .map(|contract| GivenContract { name: contract.shown.clone(), text: contract.text.clone() }),
        seed: question.seed,
        replications: question.replications,
        command: command.to_owned(),
    }
}

fn sentences(findings: &Findings<'_>) -> Vec<String> {
    let mut all = vec![verdict(findings)];
    all.push(cost(findings));
    all.push(format!("What it does. {}", findings.told.join(" ")));
    all.push(format!(
        "Found among {} plays; confirmed on {} fresh histories, so no luck of the search is in these figures.",
        grouped(findings.searched.tried as f64),
        grouped(findings.searched.confirmation.replications as f64)
    ));
    all
}

fn verdict(findings: &Findings<'_>) -> String {
    let side = findings.question.hostile;
    let bar = findings.each_round(ALARM * findings.price.abs());
    if findings.alarm() {
        format!("A hole: a hostile {} gains by leaving good faith, at the {}'s cost.", side.name(), side.other().name())
    } else {
        format!(
            "No hole was found: a hostile {} gains no more than 1% of the price ({bar}) by leaving good faith, or the {} does not lose by it.",
            side.name(),
            side.other().name()
        )
    }
}

fn cost(findings: &Findings<'_>) -> String {
    let between = |estimate: &Estimate| {
        let interval = estimate.interval(LEVEL);
        format!("({} to {})", number(interval.low), number(interval.high))
    };
    let (gain, loss) = (findings.gain(), findings.loss());
    let Confirmation { change, annuity, .. } = &findings.searched.confirmation;
    let hostile = findings.question.hostile;
    let total = |side: Side| number(change[side].mean.abs());
    format!(
        "It gains {} {} over the best it can do in good faith; the {} loses {} {}. Over the need's {} discounted rounds that is {} and {}.",
        findings.each_round(gain.mean),
        between(&gain),
        hostile.other().name(),
        findings.each_round(loss.mean),
        between(&loss),
        number(*annuity),
        total(hostile),
        total(hostile.other())
    )
}

/// The worst play in words.
pub fn told(searched: &Searched, contract: &crate::domain::contract::Contract, side: Side) -> Vec<String> {
    exploit::told(&searched.play, contract, side)
}
