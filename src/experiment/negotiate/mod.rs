//! One negotiation on a domain of its own, outside any contract: solutions, session and what became of it, as a report.
//!
//! Utilities of a domain are no money. A strategy's amounts are, on a scale where prices are about 100; here one unit
//! of them is one hundredth of the range of a party's utilities. Whatever is reported is in the domain's own units.

mod enumerated;
mod figure;
mod sentences;
mod session;
pub mod strategy;

mod tables;

use crate::bargaining::part::BargainingPart;
use crate::bargaining::session::SessionError;
use crate::bargaining::tactics::TacticsError;
use crate::base::random::Key;
use crate::domain::outcome::{OutcomeError, OutcomeSpace};
use crate::domain::preference::PreferenceError;
use crate::domain::solution::opposition::Opposition;
use crate::domain::solution::{BargainingProblem, ProblemError, Solutions};
use crate::report::{Provenance, Report};
use crate::source::domain_file::DomainFile;
use crate::table::TableError;
use enumerated::Enumerated;
use serde_json::json;
use session::Played;

use thiserror::Error;

/// Who negotiates on what, and under which rules.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Names of the strategies, first mover first.
    pub names: [String; 2],
    /// How they bargain.
    pub parts: [BargainingPart; 2],
    /// Proposals after which the session ends without agreement.
    pub turns: u32,
    /// Probability that talks break down after a refused proposal.
    pub breakdown: f64,
    /// Seed of all chance in the session.
    pub seed: u64,
    /// The command that gives the same result.
    pub command: String,
}

/// Why a domain cannot be negotiated.
#[derive(Debug, Error)]
pub enum NegotiateError {
    /// A domain without outcomes, or with too many to enumerate.
    #[error("the domain cannot be solved: {0}")]
    Outcomes(#[from] OutcomeError),
    /// An issue with too many options to number them.
    #[error("the domain cannot be solved: {0}")]
    Issue(#[from] crate::domain::issue::IssueError),
    /// Utilities that cannot be ranked.
    #[error("{party}: {source}")]
    Preference {
        /// The party's profile.
        party: String,
        /// What is wrong with it.
        source: PreferenceError,
    },
    /// A problem without solution for another reason than impasse.
    #[error(transparent)]
    Problem(#[from] ProblemError),
    /// A strategy with parameters out of range.
    #[error("strategy `{name}`: {source}")]
    Tactics {
        /// Its name.
        name: String,
        /// Which parameter.
        source: TacticsError,
    },
    /// Parties and table that do not go together.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// A table that does not hold together.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A record that could not be written down.
    #[error("the record of the input could not be written")]
    Json(#[from] serde_json::Error),
}

/// All that is known once the session is over.
struct Findings<'a> {
    domain: &'a DomainFile,
    settings: &'a Settings,
    enumerated: &'a Enumerated,
    solutions: Solutions,
    opposition: Opposition,
    /// Nothing where there are more outcomes than a session bargains over.
    played: Option<Played>,
}

/// Solves the domain and plays one session on it.
///
/// # Errors
/// [`NegotiateError`] where the domain cannot be enumerated or a strategy is not fit to play. That there is no zone of
/// agreement is no error: the session then ends in impasse.
pub fn run(domain: &DomainFile, settings: &Settings) -> Result<Report, NegotiateError> {
    let enumerated = Enumerated::new(domain)?;
    let problem = enumerated.problem();
    let solutions = problem.solve()?;
    let opposition = Opposition::of(&problem, &solutions);
    let played = if enumerated.space.len() <= OutcomeSpace::MOST_IN_SESSION {
        Some(session::play(&enumerated, settings)?)
    } else {
        None
    };
    let findings = Findings { domain, settings, enumerated: &enumerated, solutions, opposition, played };
    report(&findings)
}

fn report(findings: &Findings<'_>) -> Result<Report, NegotiateError> {
    let Findings { domain, settings, .. } = findings;
    let [first, second] = &settings.names;
    Ok(Report {
        title: format!("{}: {first} against {second}", domain.name),
        question: "What do two strategies make of this domain, and how far is it from what theory proposes?".to_owned(),
        expectation: String::new(),
        sentences: sentences::all(findings),
        tables: tables::all(findings)?,
        figures: vec![figure::outcome_space(findings)],
        assumptions: assumptions(findings),
        provenance: provenance(findings)?,
    })
}

fn assumptions(findings: &Findings<'_>) -> Vec<(String, String)> {
    let Settings { names, turns, breakdown, .. } = findings.settings;
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let mut all = vec![
        pair("first", format!("{} plays {}", findings.domain.profiles[0].name, names[0])),
        pair("second", format!("{} plays {}", findings.domain.profiles[1].name, names[1])),
        pair("turns", format!("{turns} proposals at most, of both parties together, the first party's first")),
        pair("breakdown", format!("{breakdown} after each refused proposal")),
        pair("amounts of strategies", "1 is one hundredth of the range of the party's utilities".to_owned()),
    ];
    all.extend(findings.domain.notes.iter().map(|note| pair("domain", note.clone())));
    all
}

fn provenance(findings: &Findings<'_>) -> Result<Provenance, NegotiateError> {
    let Findings { domain, settings, .. } = findings;
    let record = json!({
        "domain": domain,
        "strategies": settings.names,
        "bargaining": settings.parts,
        "turns": settings.turns,
        "breakdown": settings.breakdown,
        "seed": settings.seed,
    });
    let text = serde_json::to_string_pretty(&record)?;
    Ok(Provenance {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario_name: domain.name.clone(),
        scenario_hash: Key::digest(text.as_bytes()),
        scenario_text: text,
        contract: None,
        seed: settings.seed,
        replications: 1,
        command: settings.command.clone(),
    })
}

impl Findings<'_> {
    fn problem(&self) -> BargainingProblem<'_> {
        self.enumerated.problem()
    }

    /// The agreed outcome, if there is one.
    fn agreed(&self) -> Option<u32> {
        self.played.as_ref().and_then(Played::agreed)
    }
}
