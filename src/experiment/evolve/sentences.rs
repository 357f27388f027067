//! What evolution found in sentences: what spreads, how sure that is, and under which assumptions.

use super::Results;
use super::invasion::Invasion;
use super::matrix::Relation;
use super::subject::process_name;
use super::tables::{band, ending};
use crate::experiment::number::{fixed, grouped, number};
use crate::statistics::{Interval, Moments};

/// Strategies, pairs or basins that one sentence names at most.
const NAMED: usize = 4;

/// All sentences, the answer first.
pub fn all(results: &Results<'_>) -> Vec<String> {
    let mut sentences = vec![long_run(results)];
    sentences.extend(sureness(results));
    sentences.push(invaders(results));
    sentences.extend(barriers(results));
    sentences.extend(infinite(results));
    sentences.push(over_generations(results));
    sentences.push(setting(results));
    sentences.extend(simulated(results));
    sentences
}

/// A share in percent, with enough digits to be told from nothing.
fn percent(share: f64) -> String {
    match 100.0 * share {
        0.0 => "0%".to_owned(),
        percent if percent >= 99.95 => (if percent >= 100.0 { "100%" } else { "over 99.9%" }).to_owned(),
        percent if percent < 0.05 => "under 0.1%".to_owned(),
        percent if percent >= 9.95 => format!("{}%", fixed(percent, 0)),
        percent => format!("{}%", fixed(percent, 1)),
    }
}

fn between(interval: Option<Interval>) -> String {
    interval.map_or_else(String::new, |i| format!(" ({} to {})", percent(i.low), percent(i.high)))
}

fn long_run(results: &Results<'_>) -> String {
    let order = results.ranking();
    let named = order.iter().take(NAMED).map(|kind| {
        format!(
            "{} {}{}",
            results.name(*kind),
            percent(results.stationary[*kind]),
            between(results.resampled.share(*kind))
        )
    });
    let named: Vec<String> = named.collect();
    let interval = if results.resampled.is_empty() { "" } else { " (95% interval by the noise of the payoffs)" };
    format!(
        "In the long run, with rare mutations, the population is of one strategy at a time: {}{interval}.",
        named.join(", ")
    )
}

fn sureness(results: &Results<'_>) -> Option<String> {
    let leader = *results.ranking().first()?;
    let name = results.name(leader);
    let Some(leads) = results.resampled.leads(leader) else {
        return Some(if results.payoffs.se.is_some() {
            format!("Payoffs have no noise here, so that nothing but the model makes {name}'s lead unsure.")
        } else {
            format!("Payoffs are given, so that nothing but the model makes {name}'s lead unsure.")
        });
    };
    let verdict =
        if leads >= 0.95 { "the noise of the payoffs does not change that" } else { "which leads is within noise" };
    Some(format!(
        "{name} leads by {} of {} payoff matrices that might have been found: {verdict}.",
        percent(leads),
        grouped(f64::from(results.evolution.resamples)),
    ))
}

/// `x in y`, with how much likelier than without selection.
fn told(results: &Results<'_>, row: &Invasion) -> String {
    let times = row.fixation * f64::from(results.evolution.population);
    format!(
        "{} among {} with {} ({} times chance)",
        results.name(row.mutant),
        results.name(row.resident),
        percent(row.fixation),
        number(times)
    )
}

fn invaders(results: &Results<'_>) -> String {
    let n = f64::from(results.evolution.population);
    // Rounding alone makes a neutral mutant a hair likelier.
    let mut favoured: Vec<&Invasion> = results.invasions.iter().filter(|row| row.fixation * n > 1.0 + 1e-9).collect();
    favoured.sort_by(|one, other| other.fixation.total_cmp(&one.fixation));
    let chance = format!("1 in {} parties, {} without selection", grouped(n), percent(1.0 / n));
    if favoured.is_empty() {
        return format!("No single mutant is likelier to take over than by chance ({chance}).");
    }
    let named: Vec<String> = favoured.iter().take(NAMED).map(|row| told(results, row)).collect();
    let more = favoured.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("Single mutants that take over more often than by chance ({chance}): {}{more}.", named.join("; "))
}

fn barriers(results: &Results<'_>) -> Option<String> {
    let told = results.invasions.iter().filter_map(|row| match row.relation {
        Relation::Bistable(share) => Some((row, share)),
        _ => None,
    });
    let mut told: Vec<(&Invasion, f64)> = told.collect();
    told.sort_by(|one, other| one.1.total_cmp(&other.1));
    let named: Vec<String> = told
        .iter()
        .take(NAMED)
        .map(|(row, share)| {
            format!("{} grows among {} above {}", results.name(row.mutant), results.name(row.resident), percent(*share))
        })
        .collect();
    (!named.is_empty()).then(|| format!("Invasion barriers, in large populations: {}.", named.join("; ")))
}

fn infinite(results: &Results<'_>) -> Option<String> {
    let basins = &results.basins;
    if basins.starts == 0 {
        return None;
    }
    let named = basins.ends.iter().take(NAMED).map(|(end, count)| {
        let part = percent(f64::from(*count) / f64::from(basins.starts));
        match end.len() {
            0 => format!("{part} never come to rest"),
            1 => format!("{part} end with {} alone", ending(results, end)),
            _ => format!("{part} end with a mix of {}", ending(results, end)),
        }
    });
    let named: Vec<String> = named.collect();
    Some(format!(
        "Of {} infinite populations that start from any mix, without mutation, {}.",
        grouped(f64::from(basins.starts)),
        named.join(", ")
    ))
}

fn over_generations(results: &Results<'_>) -> String {
    let last = results.trails.shares.len() - 1;
    let shares = &results.trails.shares[last];
    let mut order: Vec<usize> = (0..results.kinds()).collect();
    let mean = |kind: usize| Moments::from_slice(&shares[kind]).mean();
    order.sort_by(|one, other| mean(*other).total_cmp(&mean(*one)));
    let named = order.iter().take(NAMED).map(|kind| {
        let name = format!("{} {}", results.name(*kind), percent(mean(*kind)));
        if results.infinite() {
            return name;
        }
        let [low, high] = [0.025, 0.975].map(|level| percent(band(&shares[*kind], level)));
        format!("{name} ({low} to {high})")
    });
    let named: Vec<String> = named.collect();
    let who = if results.infinite() {
        "an infinite population".to_owned()
    } else {
        format!("{} populations (mean, middle 95%)", grouped(f64::from(results.evolution.replications)))
    };
    format!(
        "After {} generations with mutation {}, {who} from {}: {}.",
        grouped(f64::from(results.evolution.generations)),
        results.evolution.mutation,
        if results.evolution.shares.is_empty() { "equal shares" } else { "the given shares" },
        named.join(", ")
    )
}

fn setting(results: &Results<'_>) -> String {
    let evolution = results.evolution;
    let from = results.replications.map_or_else(
        || "are given".to_owned(),
        |replications| format!("are the mean value of a relationship, {} replications", grouped(replications as f64)),
    );
    let range = results.payoffs.mean.range();
    let process = if results.infinite() {
        "replicator (fixation and long run by fermi)".to_owned()
    } else {
        process_name(evolution).to_owned()
    };
    format!(
        "Payoffs {from}, and differ by up to {} {}; times selection {} that is {}. Process {process}, {} parties; each meets \
         all others and none itself.",
        number(range),
        results.subject.unit,
        evolution.selection,
        number(range * evolution.selection),
        grouped(f64::from(evolution.population)),
    )
}

/// How far simulated mutants are from the exact probabilities, in standard errors.
fn simulated(results: &Results<'_>) -> Option<String> {
    let gaps = results.invasions.iter().filter_map(|row| {
        let runs = row.runs?;
        let se = (row.fixation * (1.0 - row.fixation) / runs.fixed.trials as f64).sqrt();
        Some(if se > 0.0 { (runs.fixed.rate() - row.fixation).abs() / se } else { 0.0 })
    });
    let gaps: Vec<f64> = gaps.collect();
    let largest = gaps.iter().copied().reduce(|most, next| if next > most { next } else { most })?;
    let skipped = results.invasions.len() - gaps.len();
    let skipped =
        if skipped > 0 { format!("; {skipped} pairs coexist too long to be simulated") } else { String::new() };
    Some(format!(
        "{} simulated mutants of each pair agree with the exact probabilities within {} standard errors ({} pairs{skipped}).",
        grouped(f64::from(results.evolution.mutants)),
        number(largest),
        gaps.len()
    ))
}
