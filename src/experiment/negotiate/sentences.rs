//! What came of it, in sentences; a domain's utilities are called utilities, never money.

use super::Findings;
use super::session::Played;
use super::tables::PARTIES;
use crate::bargaining::close::Ending;
use crate::domain::outcome::OutcomeSpace;
use crate::domain::solution::concept::{CONCEPTS, Concept};

/// Two points of utility nearer than this are one, for words.
const SAME: f64 = 1e-9;

/// All sentences, from the domain to the agreement.
pub(super) fn all(findings: &Findings<'_>) -> Vec<String> {
    let mut sentences = vec![domain(findings), opposition(findings)];
    if findings.solutions.points() == 0 {
        sentences.push(
            "There is no zone of agreement: theory proposes nothing, and a session can only end in impasse.".to_owned(),
        );
    }
    match &findings.played {
        None => sentences.push(format!(
            "No session was held: {} packages are more than the {} that a session bargains over.",
            findings.enumerated.space.len(),
            OutcomeSpace::MOST_IN_SESSION
        )),
        Some(played) => sentences.extend(session(findings, played)),
    }
    sentences.extend(findings.domain.notes.iter().map(|note| format!("Note: {note}.")));
    sentences
}

/// A party by its place, its profile and its strategy.
pub(super) fn party(findings: &Findings<'_>, party: usize) -> String {
    format!("{} ({}, {})", findings.domain.profiles[party].name, PARTIES[party], findings.settings.names[party])
}

fn domain(findings: &Findings<'_>) -> String {
    let names: Vec<&str> = findings.domain.issues.iter().map(|issue| issue.name.as_str()).collect();
    let issues = if names.len() == 1 { "1 issue".to_owned() } else { format!("{} issues", names.len()) };
    let optimal = findings.solutions.frontier().outcomes().len();
    let rational = match findings.opposition.rational {
        0 => "none of them gives both parties at least their reservation values".to_owned(),
        rational => format!(
            "{rational} of them give both parties at least their reservation values, and {optimal} of these are \
             Pareto-optimal, at {} different pairs of utilities",
            findings.solutions.points()
        ),
    };
    format!(
        "{}: {issues} ({}), {} packages; {rational}.",
        findings.domain.name,
        names.join(", "),
        findings.enumerated.space.len()
    )
}

fn opposition(findings: &Findings<'_>) -> String {
    let told = |value: Option<f64>| value.map_or_else(|| "not defined".to_owned(), |value| format!("{value:.3}"));
    format!(
        "Opposition level {} (0: one package is best for both); integrative index {} (0: fixed pie, 1: compatible \
         interests); conflict level {} (share of pairs of packages that the parties rank oppositely).",
        told(findings.opposition.level),
        told(findings.opposition.integrative_index),
        told(findings.opposition.conflict_level),
    )
}

fn session(findings: &Findings<'_>, played: &Played) -> Vec<String> {
    let turns = played.close.turns;
    match played.close.ending {
        Ending::Agreement(agreement) => agreed(findings, played, agreement.outcome),
        Ending::Breakdown => vec![format!("No agreement: talks broke down after turn {turns}.")],
        Ending::Deadline => vec![format!("No agreement: the last of {turns} proposals was refused.")],
        Ending::WalkAway { by } => {
            vec![format!("No agreement: no package could satisfy {}, which left.", party(findings, by.index()))]
        }
    }
}

fn agreed(findings: &Findings<'_>, played: &Played, outcome: u32) -> Vec<String> {
    let utilities = findings.problem().at(outcome);
    let accepted_by = played.decided_by().map_or_else(String::new, |by| party(findings, by));
    let what = format!(
        "Agreement in turn {} of at most {}: {}; worth {:.4} to {} and {:.4} to {}; {accepted_by} said yes.",
        played.close.turns,
        findings.settings.turns,
        findings.enumerated.space.describe(outcome),
        utilities[0],
        party(findings, 0),
        utilities[1],
        party(findings, 1),
    );
    let mut sentences = vec![what];
    sentences.extend(worth(findings, utilities));
    sentences.extend(place(findings, utilities));
    sentences
}

fn worth(findings: &Findings<'_>, utilities: [f64; 2]) -> Option<String> {
    let appraisal = findings.solutions.appraise(utilities);
    let efficiency = appraisal.efficiency?;
    let claimed = appraisal.claimed?;
    Some(format!(
        "It realises {:.1}% of the largest joint gain over the reservation values; of what it realises the first party \
         has {:.1}% and the second {:.1}%.",
        100.0 * efficiency,
        100.0 * claimed[0],
        100.0 * claimed[1],
    ))
}

fn place(findings: &Findings<'_>, utilities: [f64; 2]) -> Option<String> {
    let appraisal = findings.solutions.appraise(utilities);
    let from_frontier = appraisal.from_frontier?;
    let at: Vec<&str> = CONCEPTS
        .into_iter()
        .filter(|concept| appraisal.distance(*concept).is_some_and(|distance| distance < SAME))
        .map(spoken)
        .collect();
    let optimal = if from_frontier < SAME {
        "It is Pareto-optimal".to_owned()
    } else {
        format!("It lies {from_frontier:.4} from the frontier")
    };
    Some(if at.is_empty() {
        let away = appraisal.distance(Concept::Nash)?;
        format!("{optimal}, and {away:.4} from the Nash point.")
    } else {
        format!("{optimal}, and the point of {}.", at.join(", "))
    })
}

/// A concept as people write it.
pub(super) const fn spoken(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "Nash",
        Concept::KalaiSmorodinsky => "Kalai-Smorodinsky",
        Concept::EqualShares => "equal shares",
        Concept::Egalitarian => "egalitarian",
        Concept::Utilitarian => "utilitarian",
        Concept::RelativeUtilitarian => "relative utilitarian",
    }
}
