//! Says in words what a figure shows, for those who cannot see it.

use crate::report::{Axis, Figure, Mark};

use super::ticks::brief;

/// Subtitle, axes and, for every labelled mark, where it ends.
pub fn describe(figure: &Figure) -> String {
    let mut sentences = vec![figure.subtitle.clone(), axes(figure)];
    let details: Vec<String> = figure.marks.iter().filter_map(|mark| detail(figure, mark)).collect();
    if !details.is_empty() {
        sentences.push(details.join("; "));
    }
    let kept = sentences.iter().map(|s| s.trim().trim_end_matches('.'));
    let kept: Vec<&str> = kept.filter(|s| !s.is_empty()).collect();
    format!("{}.", kept.join(". "))
}

fn axes(figure: &Figure) -> String {
    match (figure.y.label(), figure.x.label()) {
        ("", "") => String::new(),
        ("", x) => format!("Axis: {x}"),
        (y, "") => format!("Axis: {y}"),
        (y, x) => format!("{y} against {x}"),
    }
}

fn detail(figure: &Figure, mark: &Mark) -> Option<String> {
    match mark {
        Mark::Line { y, label, .. } if !label.is_empty() => {
            let last = y.iter().rev().find(|value| value.is_finite())?;
            Some(format!("{label} ends at {}", brief(*last)))
        }
        Mark::Step { x, y, label, .. } if !label.is_empty() => {
            let middle = x.iter().zip(y).find(|(_, share)| **share >= 0.5)?.0;
            Some(format!("{label} reaches one half at {}", brief(*middle)))
        }
        Mark::Interval { at, low, mid, high, .. } => {
            let name = category(figure, *at)?;
            Some(format!("{name} {} ({} to {})", brief(*mid), brief(*low), brief(*high)))
        }
        Mark::Bar { at, from, to, .. } => Some(format!("{} {}", category(figure, *at)?, brief(to - from))),
        Mark::Cell { x, y, text, .. } if !text.is_empty() => {
            let row = name(&figure.y, f64::midpoint(y.0, y.1))?;
            let column = name(&figure.x, f64::midpoint(x.0, x.1))?;
            Some(format!("{row} against {column} {text}"))
        }
        Mark::Point { x, y, label, .. } if !label.is_empty() => {
            Some(format!("{label} at {}, {}", brief(*x), brief(*y)))
        }
        Mark::RuleX { x, label } if !label.is_empty() => Some(format!("{label} at {}", brief(*x))),
        Mark::RuleY { y, label } if !label.is_empty() => Some(format!("{label} at {}", brief(*y))),
        _ => None,
    }
}

fn category(figure: &Figure, at: f64) -> Option<&str> {
    name(&figure.y, at).or_else(|| name(&figure.x, at))
}

fn name(axis: &Axis, at: f64) -> Option<&str> {
    match axis {
        Axis::Categories { names, .. } if at > -0.5 => names.get(at.round() as usize).map(String::as_str),
        _ => None,
    }
}
