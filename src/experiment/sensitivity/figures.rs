//! Bars of Sobol indices with intervals, and mu* against sigma, as data; they do not know how they are drawn.

use super::found::Found;
use super::morris::Effects;
use super::sentences::ranked;
use super::sobol::Indices;
use crate::report::{Axis, Dash, Figure, Hue, Mark, Marker};

/// The figure of one output.
pub(super) fn of(output: &str, found: &Found, inputs: &[String]) -> Figure {
    match found {
        Found::Sobol(indices) => bars(output, indices, inputs),
        Found::Morris(effects) => plane(output, effects, inputs),
    }
}

/// An output's name as part of a file's.
pub(super) fn stem(head: &str, output: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' };
    format!("{head}_{}", output.chars().map(plain).collect::<String>())
}

/// A key's last two steps; of keys that go together the first, and of the others the last step.
pub(crate) fn short(key: &str) -> String {
    let last = |key: &str, steps: usize| {
        let all: Vec<&str> = key.trim().split('.').collect();
        all[all.len() - all.len().min(steps)..].join(".")
    };
    let steps = |(place, key)| last(key, if place == 0 { 2 } else { 1 });
    key.split('+').enumerate().map(steps).collect::<Vec<_>>().join(" + ")
}

/// Two rows per input, the largest total first: its share with interactions, then alone.
fn bars(output: &str, indices: &Indices, inputs: &[String]) -> Figure {
    let order = ranked(&indices.total);
    let rows = order.iter().flat_map(|&input| {
        [
            (format!("{}, total", short(&inputs[input])), indices.total[input], Hue::Blue),
            ("alone".to_owned(), indices.first[input], Hue::Sky),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let mut figure = Figure::new(
        &stem("indices", output),
        &format!("What drives {output}"),
        "Share of the variance that each key brings, alone and in total with its interactions; 95% intervals",
        Axis::linear("Share of the variance"),
        Axis::categories("", rows.iter().map(|(name, _, _)| name.clone())),
    );
    for (place, (_, index, hue)) in rows.iter().enumerate() {
        let (at, interval) = (place as f64, index.interval());
        figure.marks.push(Mark::Bar { at, from: 0.0, to: index.value, hue: *hue, label: String::new() });
        let label = format!("{:.2}", index.value).replace("-0.00", "0.00").replace('-', "\u{2212}");
        figure.marks.push(Mark::Interval {
            at,
            low: interval.low,
            mid: index.value,
            high: interval.high,
            hue: Hue::Black,
            label,
        });
    }
    figure.note = Some(format!("{} blocks of {} points.", indices.blocks, inputs.len() + 2));
    figure.table = Some("indices".to_owned());
    figure
}

/// Every input as a point: how large its effect is, and how much that changes from place to place.
fn plane(output: &str, effects: &Effects, inputs: &[String]) -> Figure {
    let mut figure = Figure::new(
        &stem("effects", output),
        &format!("What drives {output}"),
        "Effect of each key over its whole range: mean size, and how much it differs from place to place",
        Axis::linear("Mean size of the effect (mu*)"),
        Axis::linear("Standard deviation of the effect (sigma)"),
    );
    let most = effects.mu_star.iter().chain(&effects.sigma).map(|index| index.value);
    let most = most.fold(0.0, |most, value| if value > most { value } else { most });
    // Above this line an effect changes its sign somewhere.
    let line = vec![0.0, most];
    figure.marks.push(Mark::Line {
        x: line.clone(),
        y: line,
        hue: Hue::Grey,
        dash: Dash::Dot,
        label: "sigma = mu*".to_owned(),
    });
    for (input, name) in inputs.iter().enumerate() {
        let (x, y) = (effects.mu_star[input].value, effects.sigma[input].value);
        figure.marks.push(Mark::Point { x, y, hue: Hue::of(input), marker: Marker::Disc, label: short(name) });
    }
    let effects = effects.effects.iter().min().copied().unwrap_or(0);
    figure.note = Some(format!("{effects} effects or more of each key. Below the line effects go one way, or nearly."));
    figure.table = Some("effects".to_owned());
    figure
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn long_keys_are_cut_to_what_tells_them_apart() {
        assert_eq!(short("contract.price_band.floor+contract.price_band.cap"), "price_band.floor + cap");
        assert_eq!([short("index.geometric.sd"), short("x1")], ["geometric.sd", "x1"]);
    }
}
