//! Reads a file of kind `iterated-pd`: pairs of known strategies, deterministic, noisy, randomly ended and evolving, against
//! exact values.

mod moran;

use super::figure::{Figure, Found, ROUNDING, Value, Verdict};
use super::sample::{Sample, payoffs, set};
use super::{Settings, ValidationError};
use crate::engine::parallel::{self, Watch};
use crate::engine::plan::{Cell, Keep, Plan};
use crate::relationship::history::History;
use crate::relationship::trajectory::Path;
use crate::scenario::read::read;
use crate::scenario::resolve::resolve;
use crate::statistics::Moments;
use serde_json::Value as Json;

/// The file's names and our presets.
const NAMES: [(&str, &str); 16] = [
    ("Cooperator", "all_c"),
    ("Defector", "all_d"),
    ("TitForTat", "tit_for_tat"),
    ("WinStayLoseShift", "win_stay_lose_shift"),
    ("Alternator", "alternator"),
    ("Bully", "bully"),
    ("SuspiciousTitForTat", "suspicious_tit_for_tat"),
    ("TitFor2Tats", "tit_for_two_tats"),
    ("HardTitForTat", "hard_tit_for_tat"),
    ("Grudger", "grim"),
    ("HardGoByMajority", "hard_majority"),
    ("Random_0.5", "random"),
    ("GTFT_1/3", "generous_tit_for_tat"),
    ("GTFT_0.1", "gtft_01"),
    ("ZDExtort2", "zd_extort_2"),
    ("ZDGTFT2", "zd_generous_2"),
];

/// Replications of noisy and randomly ended matches.
const REPLICATIONS: u64 = 20_000;

/// Rounds before the long run is measured, and measured rounds; noise as small as .01 is forgotten in the former.
const LONG_RUN: (u32, u32) = (3_000, 30_000);
const LONG_RUN_REPLICATIONS: u64 = 256;

type Fault<'f> = dyn Fn(String) -> ValidationError + 'f;

/// What every section needs.
struct File<'a> {
    game: [f64; 4],
    settings: &'a Settings<'a>,
    fault: &'a Fault<'a>,
}

/// Runs the wanted sections: `a_deterministic...`, `b_noise...`, `exact_markov`, `c_prob_end...`, `d_moran...`.
pub fn run(json: &Json, settings: &Settings<'_>, fault: &Fault<'_>) -> Result<Vec<Figure>, ValidationError> {
    let game = json.pointer("/meta/game").ok_or_else(|| fault("`meta.game` must give R, P, S and T".to_owned()))?;
    let payoff = |key: &str| {
        game.get(key).and_then(Json::as_f64).ok_or_else(|| fault(format!("`meta.game.{key}` must be a number")))
    };
    let file = File { game: [payoff("T")?, payoff("R")?, payoff("P")?, payoff("S")?], settings, fault };
    let mut figures = Vec::new();
    for (section, content) in json.as_object().into_iter().flatten().filter(|(section, _)| settings.wants(section)) {
        let rows = content.get("pairs").unwrap_or(content).as_array();
        for row in rows.into_iter().flatten().filter(|row| row.is_object()) {
            (settings.progress)(section);
            figures.extend(match section.split('_').next() {
                Some("a") => file.deterministic(section, row)?,
                Some("b") => file.noisy(section, row)?,
                Some("exact") => file.exact(section, row)?,
                Some("c") => file.randomly_ended(section, row)?,
                Some("d") => moran::run(&file, section, row)?,
                _ => untested(section, row),
            });
        }
    }
    Ok(figures)
}

fn untested(section: &str, row: &Json) -> Vec<Figure> {
    let name = row.get("name").or_else(|| row.get("p1")).and_then(Json::as_str).unwrap_or_default();
    let exact = row.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with("exact"));
    exact.filter_map(|(key, value)| Some(Figure::untested(section, name, key, Value::of(value)?))).collect()
}

/// The number in a key such as `b_noise_0p05_1000x200` after `mark`, with `p` for the point.
fn number_after(section: &str, mark: &str) -> Option<f64> {
    let rest = section.split(mark).nth(1)?;
    let text: String =
        rest.chars().take_while(|letter| letter.is_ascii_digit() || matches!(letter, 'p' | '.')).collect();
    text.replace('p', ".").trim_end_matches('.').parse().ok()
}

impl File<'_> {
    /// Our preset for one of the file's names.
    fn preset(name: &str) -> Option<&'static str> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, preset)| *preset)
    }

    fn pair(&self, section: &str, row: &Json) -> Result<Option<(String, [&'static str; 2])>, ValidationError> {
        let name = |key: &str| {
            row.get(key)
                .and_then(Json::as_str)
                .ok_or_else(|| (self.fault)(format!("`{section}`: `{key}` must be a name")))
        };
        let (one, other) = (name("p1")?, name("p2")?);
        Ok(Self::preset(one)
            .zip(Self::preset(other))
            .map(|(first, second)| (format!("{one} v {other}"), [first, second])))
    }

    fn keys(&self, pair: [&str; 2], noise: f64, rounds: u32, burn_in: u32) -> Vec<String> {
        let mut keys = payoffs(self.game);
        let strategies =
            if pair[0] == pair[1] { format!("{:?}", pair[0]) } else { format!("{:?}, {:?}", pair[0], pair[1]) };
        keys.push(format!("lineup.strategies=[{strategies}]"));
        keys.push(set("noise.implementation", noise));
        keys.push(format!("horizon.rounds={rounds}"));
        keys.push(format!("run.burn_in={burn_in}"));
        keys
    }

    /// Moments of payoff and cooperation per round of both sides.
    fn play(
        &self,
        pair: [&str; 2],
        noise: f64,
        rounds: u32,
        burn_in: u32,
        replications: u64,
    ) -> Result<[[Moments; 2]; 2], ValidationError> {
        let sample = Sample::new("v03-noisy-memory-one", &self.keys(pair, noise, rounds, burn_in), self.settings.seed)?;
        let mut moments = [[Moments::default(); 2]; 2];
        sample.each(0, usize::from(pair[0] != pair[1]), replications, |history: &History| {
            for (party, [payoff, cooperation]) in history.party.iter().zip(&mut moments) {
                payoff.push(party.settled_flow / history.settled);
                cooperation.push(party.settled_effort / history.settled);
            }
        })?;
        Ok(moments)
    }

    /// Deterministic pairs must agree exactly: totals, cooperation and the first twelve moves.
    fn deterministic(&self, section: &str, row: &Json) -> Result<Vec<Figure>, ValidationError> {
        let rounds = number_after(section, "deterministic_").unwrap_or(200.0) as u32;
        let Some((label, pair)) = self.pair(section, row)? else { return Ok(Self::unknown(section, row)) };
        let played = self.play(pair, 0.0, rounds, 0, 2)?;
        let mut figures = Vec::new();
        for (side, [payoff, cooperation]) in played.iter().enumerate() {
            let player = side + 1;
            let found = [
                (format!("total{player}"), payoff.mean() * f64::from(rounds)),
                (format!("per_turn{player}"), payoff.mean()),
                (format!("coop{player}"), cooperation.mean() * f64::from(rounds)),
            ];
            figures.extend(found.into_iter().filter_map(|(quantity, value)| {
                let expected = Value::of(row.get(&quantity)?)?;
                let tolerance =
                    if let Value::Number(target) = expected { ROUNDING * (1.0 + target.abs()) } else { 0.0 };
                Some(Figure::compared(section, &label, expected, &Found::number(quantity, value, 0.0), tolerance))
            }));
        }
        if let Some(expected) = row.get("first12").and_then(Json::as_str) {
            let moves = self.moves(pair, expected.split(' ').count() as u32)?;
            let found = Found { quantity: "first12".to_owned(), value: Value::Text(moves), se: 0.0 };
            figures.push(Figure::compared(section, &label, Value::Text(expected.to_owned()), &found, 0.0));
        }
        Ok(figures)
    }

    /// The first moves of both, such as `CC CD`.
    fn moves(&self, pair: [&str; 2], rounds: u32) -> Result<String, ValidationError> {
        let scenario = read("theory/v03-noisy-memory-one", &self.keys(pair, 0.0, rounds, 0))?;
        let design = resolve(&scenario)?;
        let mut plan = Plan::round_robin(&design, 2, self.settings.seed);
        plan.cells = vec![Cell { seller: 0, buyer: usize::from(pair[0] != pair[1]) }];
        plan.keep = Keep { path_rounds: rounds as usize, profile: Vec::new() };
        let mut moves = Vec::new();
        parallel::run(&plan, Watch::NONE, |batch| {
            if let Some(paths) = &batch.cells[0].trajectories {
                let letter =
                    |side: usize, round: usize| if paths.at(Path::Effort, side, round)[0] < 0.5 { 'D' } else { 'C' };
                moves.extend((0..rounds as usize).map(|round| format!("{}{}", letter(0, round), letter(1, round))));
            }
        })?;
        Ok(moves.join(" "))
    }

    /// A figure that passes within four of its own standard errors.
    fn within(
        section: &str,
        label: &str,
        quantity: String,
        expected: Option<&Json>,
        moments: &Moments,
        scale: f64,
    ) -> Option<Figure> {
        let expected = Value::of(expected?)?;
        let found = Found::number(quantity, moments.mean() * scale, moments.standard_error() * scale);
        let rounding = if let Value::Number(target) = expected { 1e-6 * (1.0 + target.abs()) } else { 0.0 };
        let tolerance = 4.0 * found.se + rounding;
        Some(Figure::compared(section, label, expected, &found, tolerance))
    }

    fn noisy(&self, section: &str, row: &Json) -> Result<Vec<Figure>, ValidationError> {
        let noise = number_after(section, "noise_")
            .ok_or_else(|| (self.fault)(format!("`{section}`: no noise in the section's name")))?;
        let rounds = section.split('x').next_back().and_then(|text| text.parse().ok()).unwrap_or(200);
        let Some((label, pair)) = self.pair(section, row)? else { return Ok(Self::unknown(section, row)) };
        let played = self.play(pair, noise, rounds, 0, REPLICATIONS)?;
        Ok(Self::both_sides(section, &label, row, &played, ["exact_mean", "exact_coop"]))
    }

    fn both_sides(section: &str, label: &str, row: &Json, played: &[[Moments; 2]; 2], keys: [&str; 2]) -> Vec<Figure> {
        let each = played.iter().enumerate().flat_map(|(side, moments)| {
            let player = side + 1;
            keys.into_iter().zip(moments).map(move |(key, moments)| (format!("{key}{player}"), moments))
        });
        each.filter_map(|(quantity, moments)| {
            let expected = row.get(&quantity);
            Self::within(section, label, quantity, expected, moments, 1.0)
        })
        .collect()
    }

    fn exact(&self, section: &str, row: &Json) -> Result<Vec<Figure>, ValidationError> {
        let Some((label, pair)) = self.pair(section, row)? else { return Ok(Self::unknown(section, row)) };
        let mut figures = Vec::new();
        for (key, values) in row.as_object().into_iter().flatten() {
            let Some(noise) = key.strip_prefix("noise_").and_then(|text| text.parse::<f64>().ok()) else { continue };
            let label = format!("{label}, noise {noise}");
            let short = self.play(pair, noise, 200, 0, REPLICATIONS)?;
            let long = self.play(pair, noise, LONG_RUN.0 + LONG_RUN.1, LONG_RUN.0, LONG_RUN_REPLICATIONS)?;
            let ended = self.totals(pair, noise, 0.1)?;
            for side in 0..2 {
                let expected = |key: &str| values.get(key).and_then(|list| list.get(side));
                let name = |key: &str| format!("{key}[{side}]");
                let rows = [
                    ("turns200_per_turn", &short[side][0]),
                    ("turns200_coop", &short[side][1]),
                    ("longrun_per_turn", &long[side][0]),
                    ("longrun_coop", &long[side][1]),
                    ("prob_end_0p1_expected_total", &ended[side]),
                ];
                figures.extend(rows.into_iter().filter_map(|(key, moments)| {
                    Self::within(section, &label, name(key), expected(key), moments, 1.0)
                }));
            }
        }
        Ok(figures)
    }

    /// Totals of matches that end with a probability after every round.
    fn totals(&self, pair: [&str; 2], noise: f64, end: f64) -> Result<[Moments; 2], ValidationError> {
        let mut keys = self.keys(pair, noise, 1_000_000, 0);
        keys.push(set("horizon.continuation", 1.0 - end));
        let sample = Sample::new("v03-noisy-memory-one", &keys, self.settings.seed)?;
        let mut totals = [Moments::default(); 2];
        sample.each(0, usize::from(pair[0] != pair[1]), 2 * REPLICATIONS, |history| {
            for (party, total) in history.party.iter().zip(&mut totals) {
                total.push(party.value);
            }
        })?;
        Ok(totals)
    }

    fn randomly_ended(&self, section: &str, row: &Json) -> Result<Vec<Figure>, ValidationError> {
        let end = number_after(section, "prob_end_")
            .ok_or_else(|| (self.fault)(format!("`{section}`: no probability in the section's name")))?;
        let noise = number_after(section, "noise").unwrap_or(0.0);
        let Some((label, pair)) = self.pair(section, row)? else { return Ok(Self::unknown(section, row)) };
        let totals = self.totals(pair, noise, end)?;
        let figures = totals.iter().enumerate().filter_map(|(side, total)| {
            let quantity = format!("exact_total{}", side + 1);
            let expected = row.get(&quantity);
            Self::within(section, &label, quantity, expected, total, 1.0)
        });
        Ok(figures.collect())
    }

    /// A pair with a strategy that we do not have.
    fn unknown(section: &str, row: &Json) -> Vec<Figure> {
        let name = |key: &str| row.get(key).and_then(Json::as_str).unwrap_or_default();
        let mut figure = Figure::untested(
            section,
            &format!("{} v {}", name("p1"), name("p2")),
            "strategy not known",
            Value::Nothing,
        );
        figure.verdict = Verdict::NotTested;
        vec![figure]
    }
}
