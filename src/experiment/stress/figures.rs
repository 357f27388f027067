//! The figures of a stress test, as data; they do not know how they are drawn.

use crate::domain::flow::Account;
use crate::experiment::number::{grouped, number};
use crate::experiment::stress::findings::Findings;
use crate::experiment::stress::harden::Hardening;
use crate::experiment::stress::outcome::victim;
use crate::experiment::stress::rules::said;
use crate::report::{Axis, Dash, Figure, Hue, Mark, Marker};

/// Flows below this would be labelled as nothing.
const SMALLEST: f64 = 0.005;

/// All figures, the most important first.
pub fn all(findings: &Findings<'_>) -> Vec<Figure> {
    let frontier = findings.repairs.hardening.as_ref().map(|hardening| frontier(findings, hardening));
    frontier.into_iter().chain([loss(findings), acts(findings)]).collect()
}

fn foot(findings: &Findings<'_>) -> Option<String> {
    let replications = grouped(findings.searched.confirmation.replications as f64);
    Some(format!("{}. {replications} histories.", findings.scenario.file.title))
}

/// Worst-case loss against honest value, point by point.
fn frontier(findings: &Findings<'_>, hardening: &Hardening) -> Figure {
    let units = &findings.scenario.file.units;
    let each = |what: &str| format!("{what} ({} a {})", units.money, units.round);
    let mut figure = Figure::new(
        "frontier",
        &format!(
            "What repairs save the {} at the worst, and what they cost an honest pair",
            victim(findings.question).name()
        ),
        "Sets of repairs that no other beats in both; per round of need",
        Axis::linear(&each("Value that an honest pair loses")),
        Axis::linear(&each("Loss left at the worst")),
    );
    let (x, y) = hardening.frontier.iter().map(|point| (point.value_lost, point.loss)).unzip();
    figure.marks.push(Mark::Step { x, y, hue: Hue::Grey, dash: Dash::Solid, label: String::new() });
    for (place, point) in hardening.frontier.iter().enumerate() {
        let (hue, marker, label) = match place {
            0 => (Hue::Vermillion, Marker::Disc, "as it is".to_owned()),
            place if place == hardening.recommended => (Hue::Green, Marker::Star, said(&point.repairs)),
            _ => (Hue::Blue, Marker::Ring, String::new()),
        };
        figure.marks.push(Mark::Point { x: point.value_lost, y: point.loss, hue, marker, label });
    }
    figure.note = foot(findings);
    figure.table = Some("frontier".to_owned());
    figure
}

/// Where the victim's loss comes from, by account.
fn loss(findings: &Findings<'_>) -> Figure {
    let side = victim(findings.question);
    let confirmation = &findings.searched.confirmation;
    let flows: Vec<(Account, f64)> =
        confirmation.flows.iter().map(|(account, change)| (*account, change[side] / confirmation.annuity)).collect();
    let moved: Vec<&(Account, f64)> = flows.iter().filter(|(_, value)| value.abs() >= SMALLEST).collect();
    let names = moved.iter().map(|(account, _)| account.name().replace('_', " ")).chain(["in all".to_owned()]);
    let units = &findings.scenario.file.units;
    let axis = Axis::linear(&format!("Change of the {}'s value ({} a {})", side.name(), units.money, units.round));
    let title = format!("What the exploit costs the {}", side.name());
    let subtitle = "Exploit less good faith, by flow of money, per round of need";
    let mut figure = Figure::new("loss", &title, subtitle, axis, Axis::categories("", names));
    let mut level = 0.0;
    for (place, (_, value)) in moved.iter().enumerate() {
        let hue = if *value < 0.0 { Hue::Vermillion } else { Hue::Blue };
        figure.marks.push(Mark::Bar { at: place as f64, from: level, to: level + value, hue, label: number(*value) });
        level += value;
    }
    figure.marks.push(Mark::Bar { at: moved.len() as f64, from: 0.0, to: level, hue: Hue::Grey, label: number(level) });
    figure.note = foot(findings);
    figure.table = Some("flows".to_owned());
    figure
}

/// When the exploit acts: effort and gaming by round of the first term.
fn acts(findings: &Findings<'_>) -> Figure {
    let (honest, play) = (&findings.timings.honest, &findings.timings.play);
    let rounds: Vec<f64> = (1..=play.effort.len()).map(|round| round as f64).collect();
    let side = findings.question.hostile.name();
    let mut figure = Figure::new(
        "timing",
        "When the exploit acts",
        &format!("Mean effort and gaming of the {side} by {} of the first term", findings.scenario.file.units.round),
        Axis::linear(&format!("Round of the term ({})", findings.scenario.file.units.round)),
        Axis::within("Share of full effort or gaming", 0.0, 1.0),
    );
    figure.marks = vec![
        Mark::line(rounds.clone(), honest.effort.clone(), Hue::Blue, "effort, good faith"),
        Mark::line(rounds.clone(), play.effort.clone(), Hue::Vermillion, "effort, exploit"),
        Mark::line(rounds, play.gaming.clone(), Hue::Purple, "gaming, exploit"),
    ];
    figure.note = foot(findings);
    figure.table = Some("timing".to_owned());
    figure
}
