//! What drives an output, in words; it draws nothing.

use super::found::Found;
use super::morris::Effects;
use super::sobol::Indices;
use super::{Index, failed};
use crate::experiment::number::number;

/// Sentences on one output.
pub(super) fn all(output: &str, found: &Found, inputs: &[String]) -> Vec<String> {
    let mut sentences = match found {
        Found::Sobol(indices) => vec![shares(output, indices, inputs)],
        Found::Morris(effects) => vec![sizes(output, effects, inputs)],
    };
    if !found.failed().is_empty() {
        let left_out = match found {
            Found::Sobol(indices) => format!("their blocks are left out, {} are used", indices.blocks),
            Found::Morris(_) => "effects that touch them are left out".to_owned(),
        };
        sentences.push(format!("{output}: {}; {left_out}.", failed(found.failed())));
    }
    sentences
}

/// Inputs by a quantity, the largest first; of equals the first.
pub(super) fn ranked(of: &[Index]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..of.len()).collect();
    order.sort_by(|&one, &other| of[other].value.total_cmp(&of[one].value));
    order
}

fn percent(share: f64) -> String {
    let percent = (100.0 * share).round();
    format!("{}%", if percent > 0.0 { percent } else { 0.0 })
}

fn shares(output: &str, indices: &Indices, inputs: &[String]) -> String {
    if indices.variance <= 0.0 {
        return format!("{output} does not vary: no input drives it.");
    }
    let told = |input: &usize| {
        let (first, total) = (&indices.first[*input], &indices.total[*input]);
        let (alone, with) = (first.interval(), total.interval());
        format!(
            "{} {} alone ({} to {}) and {} with its interactions ({} to {})",
            inputs[*input],
            percent(first.value),
            percent(alone.low),
            percent(alone.high),
            percent(total.value),
            percent(with.low),
            percent(with.high)
        )
    };
    let order = ranked(&indices.total);
    // An input whose interval reaches down to nothing is not said to drive anything.
    let (drive, rest): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|&input| indices.total[input].interval().low > 0.005);
    if drive.is_empty() {
        return format!("No input's share in the variance of {output} is told from nothing.");
    }
    let rest: Vec<&str> = rest.into_iter().map(|input| inputs[input].as_str()).collect();
    let nothing = if rest.is_empty() {
        String::new()
    } else {
        format!("; {}: less than 1%, or not told from nothing", rest.join(", "))
    };
    format!("Variance of {output}: {}{nothing}.", drive.iter().map(told).collect::<Vec<_>>().join("; "))
}

fn sizes(output: &str, effects: &Effects, inputs: &[String]) -> String {
    let told = |input: usize| {
        let (size, sigma) = (&effects.mu_star[input], &effects.sigma[input]);
        let shape = match sigma.value / size.value {
            ratio if ratio < 0.1 => "as good as linear",
            ratio if ratio < 0.5 => "in one direction",
            ratio if ratio < 1.0 => "nearly in one direction",
            ratio if ratio.is_finite() => "curved or interacting",
            _ => "none",
        };
        format!("{} {} \u{b1} {} ({shape})", inputs[input], number(size.value), number(size.se))
    };
    let order: Vec<String> = ranked(&effects.mu_star).into_iter().map(told).collect();
    format!("Mean size of the effect on {output} over an input's whole range: {}.", order.join(", "))
}
