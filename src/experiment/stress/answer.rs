//! The answer to a question as a report: sentences, tables and figures; it computes nothing and writes nothing.

use crate::base::numeric::larger;
use crate::base::random::Key;
use crate::base::side::Side;
use crate::experiment::number::{fixed, grouped, number};
use crate::experiment::stress::attribution::Culprit;
use crate::experiment::stress::confirm::Confirmation;
use crate::experiment::stress::contract_diff::{Change, diff};
use crate::experiment::stress::exact::Bracket;
use crate::experiment::stress::findings::{Findings, LEVEL};
use crate::experiment::stress::harden::{Hardening, Point};
use crate::experiment::stress::outcome::Searched;
use crate::experiment::stress::rules::{Repair, said};
use crate::experiment::stress::typical::Typical;
use crate::experiment::stress::{StressError, exploit, figures, tables};
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

/// File with the recommended changes of the contract.
pub const DIFF: &str = "hardened.diff";

/// The recommended repairs as a diff of the file that the contract is in.
fn changes(findings: &Findings<'_>, point: &Point) -> String {
    let change = |repair: &Repair| Change { key: repair.rule.key.to_owned(), to: repair.to.to_string() };
    let changes: Vec<Change> = point.repairs.iter().map(change).collect();
    let scenario = findings.scenario;
    match &scenario.contract {
        Some(contract) => diff(&contract.shown, &contract.text, "", &changes),
        None => diff(&scenario.name, &scenario.text, "contract", &changes),
    }
}

/// Texts to be put beside the tables: file name and contents.
pub fn texts(findings: &Findings<'_>) -> Vec<(String, String)> {
    let Typical { scenario, transcript, data, .. } = &findings.typical;
    let mut all = vec![("exploit.toml".to_owned(), scenario.clone()), ("exploit.txt".to_owned(), transcript.clone())];
    all.extend(data.clone());
    if let Some(hardening) = &findings.repairs.hardening {
        all.push((DIFF.to_owned(), changes(findings, hardening.recommendation())));
    }
    all
}

fn provenance(findings: &Findings<'_>, command: &str) -> Provenance {
    let (scenario, question) = (findings.scenario, findings.question);
    let rules: Vec<&str> = question.rules.iter().map(super::Family::name).collect();
    let asked = format!(
        "stress against {} of {}, rules {}, budget {}{}\n",
        question.hostile.name(),
        question.victim,
        rules.join(","),
        question.budget,
        if question.harden { ", hardened" } else { "" }
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
    let mut all = vec![verdict(findings), cost(findings), certainty(findings)];
    all.extend(culprits(findings));
    all.extend(findings.repairs.hardening.as_ref().map(|hardening| recommendation(findings, hardening)));
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
    let bar = findings.each_round(findings.bar());
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

/// What is certain, whatever is played.
fn certainty(findings: &Findings<'_>) -> String {
    let side = findings.question.hostile.name();
    match (&findings.certificate, findings.certified()) {
        (Err(reason), _) => format!("There is no certificate, since {reason}: a cleverer {side} might take more."),
        (Ok(certificate), gain) => {
            let Bracket { low, high } = gain.unwrap_or(Bracket { low: 0.0, high: 0.0 });
            let high = larger(high, 0.0);
            format!(
                "Certificate: no {side}, however clever, gains more than {} from these rules in this model, and one gains {} for certain (error of discretisation {}); the play shown here reaches {}.",
                findings.each_round(high),
                number(larger(low, 0.0)),
                number(certificate.error() / certificate.annuity),
                number(findings.gain().mean)
            )
        }
    }
}

/// Which rules let it in.
fn culprits(findings: &Findings<'_>) -> Option<String> {
    let all = &findings.repairs.culprits;
    let one = |culprit: &Culprit| {
        let Repair { rule, to } = culprit.repair;
        let (says, closes) = ((rule.get)(&findings.contract), fixed(100.0 * culprit.closes, 0));
        format!("{} = {says} ({closes}% of the gain goes with {to})", rule.key)
    };
    let left = 1.0 - all.iter().map(|culprit| culprit.closes).sum::<f64>();
    let rest = if left * findings.gain().mean > findings.bar() {
        format!(" No repair that was tried closes the other {}%.", fixed(100.0 * left, 0))
    } else {
        String::new()
    };
    match (all.is_empty(), findings.alarm()) {
        (true, false) => None,
        (true, true) => Some("No repair that was tried closes enough of the gain to name a rule.".to_owned()),
        (false, _) => Some(format!("What lets it in: {}.{rest}", all.iter().map(one).collect::<Vec<_>>().join("; "))),
    }
}

/// The recommended repair.
fn recommendation(findings: &Findings<'_>, hardening: &Hardening) -> String {
    let (before, point) = (hardening.before(), hardening.recommendation());
    if point.repairs.is_empty() {
        return format!(
            "No repair of the {} sets tried saves more at the worst than it costs an honest pair.",
            grouped(hardening.tried as f64)
        );
    }
    let victim = findings.question.hostile.other().name();
    format!(
        "Recommended: {}. It lowers what the {victim} loses at the worst from {} to {} ({}% of it) and costs an honest pair {} ({}% of its value); {} sets of repairs were tried, {} are on the frontier.",
        said(&point.repairs),
        findings.each_round(before.loss),
        number(point.loss),
        fixed(100.0 * hardening.closes(point), 0),
        number(point.value_lost),
        fixed(100.0 * hardening.costs(point), 1),
        grouped(hardening.tried as f64),
        hardening.frontier.len()
    )
}

/// The worst play in words.
pub fn told(searched: &Searched, contract: &crate::domain::contract::Contract, side: Side) -> Vec<String> {
    exploit::told(&searched.play, contract, side)
}
