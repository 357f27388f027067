//! `longgame stress`: what a hostile counterpart takes from a contract's rules, and how.

use crate::cli::answer::{answer, sentences};
use crate::cli::arguments::Stress;
use crate::cli::deliver::deliver_with;
use crate::cli::outcome::Failure;
use crate::cli::progress::bar;
use crate::cli::run::{folder, pool};
use crate::experiment::stress::answer::DIFF;
use crate::experiment::stress::{Question, StressError, run};
use crate::export::{File, text};
use crate::report::Report;
use crate::scenario::read::Scenario;
use std::path::PathBuf;

/// Tables that the summary for people shows, and how many columns say what a row is about.
const SHOWN: [(&str, usize); 4] = [("rules", 1), ("frontier", 1), ("plays", 2), ("flows", 1)];

/// Runs the command.
pub fn run(arguments: &Stress) -> Result<(), Failure> {
    let scenario = arguments.scenario.read()?;
    let question = question(arguments, &scenario);
    let out = arguments.out.clone().unwrap_or_else(|| {
        PathBuf::from("output").join("stress").join(format!("{}-{}", folder(&scenario), question.hostile.name()))
    });
    let command = command(arguments, &question);
    let pool = pool(arguments.threads)?;
    let bar = bar(question.budget, arguments.quiet);
    let found = pool.install(|| run::run(&scenario, &question, &command, &|count| bar.inc(count)));
    bar.finish_and_clear();
    let (report, texts) = found.map_err(failure)?;
    let diff = texts.iter().find(|(name, _)| name == DIFF).map(|(_, text)| text.clone());
    let beside = texts.into_iter().map(|(name, text)| File::text(name, text)).collect();
    pool.install(|| deliver_with(&report, &out, arguments.force, "stress.html", beside))?;
    if arguments.quiet {
        return Ok(());
    }
    answer(&report, arguments.format, "exploits", || told(&report, diff.as_deref(), &out.display().to_string()))
}

fn failure(error: StressError) -> Failure {
    match error {
        StressError::Read(error) => Failure::from(error),
        StressError::NoDelivery => Failure::input(error),
        other => Failure::failed(other),
    }
}

fn question(arguments: &Stress, scenario: &Scenario) -> Question {
    Question {
        hostile: arguments.against,
        victim: arguments.victim.clone(),
        rules: arguments.rules.clone(),
        budget: arguments.budget,
        harden: arguments.harden,
        seed: arguments.seed.unwrap_or(scenario.file.run.seed),
        replications: arguments.replications.unwrap_or(scenario.file.run.replications),
    }
}

/// The command that gives the same result; options that change no result are left out.
fn command(arguments: &Stress, question: &Question) -> String {
    let mut words = arguments.scenario.command("stress");
    let rules: Vec<&str> = question.rules.iter().map(crate::experiment::stress::Family::name).collect();
    words.push(format!("--against {} --victim {:?}", question.hostile.name(), question.victim));
    words.push(format!("--rules {} --budget {}", rules.join(","), question.budget));
    if question.harden {
        words.push("--harden".to_owned());
    }
    words.push(format!("--seed {} --replications {}", question.seed, question.replications));
    words.join(" ")
}

fn told(report: &Report, diff: Option<&str>, out: &str) -> String {
    let mut text = text::paragraph("", &report.title) + "\n" + &sentences(report);
    for (name, keys) in SHOWN {
        if let Some(table) = report.table(name).filter(|table| table.rows() > 0) {
            text.extend(["\n", table.title(), "\n"]);
            text.push_str(&text::panels_text(table, keys));
        }
    }
    if let Some(diff) = diff {
        text.extend(["\nRecommended changes of the contract\n", diff]);
    }
    let changes = if diff.is_some() { format!("{DIFF}, ") } else { String::new() };
    text + &format!(
        "\n{} tables, {} charts, {changes}exploit.toml, its transcript exploit.txt and stress.html in {out}\n",
        report.tables.len(),
        report.figures.len()
    )
}
