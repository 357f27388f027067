//! The figures of evolution, as data; they do not know how they are drawn.

mod shares;
mod simplex;
mod stationary;

use super::Results;
use super::subject::process_name;
use crate::experiment::number::grouped;
use crate::report::Figure;

/// All figures that there can be, the answer first.
pub fn all(results: &Results<'_>) -> Vec<Figure> {
    let mut figures = vec![stationary::figure(results), shares::figure(results)];
    figures.extend(simplex::figure(results));
    figures
}

/// The foot of a figure.
fn foot(results: &Results<'_>) -> String {
    let payoffs = results.replications.map_or_else(
        || "payoffs as given".to_owned(),
        |count| format!("payoffs from {} replications", grouped(count as f64)),
    );
    let evolution = results.evolution;
    format!(
        "{}. {}, {} parties, selection {}, {payoffs}, seed {}.",
        results.subject.title.trim_end_matches(['?', '.']),
        process_name(evolution),
        grouped(f64::from(evolution.population)),
        evolution.selection,
        results.seed
    )
}
