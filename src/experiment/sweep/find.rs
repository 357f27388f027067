//! Where along one key a measure crosses a value, and along a second key how that point moves; it does not know how points are simulated.

use super::axis::{Axis as Key, Levels};
use super::frozen::Frozen;
use super::measure::column;
use super::point::Evaluator;
use super::{SweepError, frozen::Named, frozen::Request};
use crate::engine::parallel::Watch;
use crate::experiment::number::fixed;
use crate::experiment::threshold::{self, Found, Gap, Search, SearchError, Sign, Threshold};
use crate::report::{Axis, Figure, Hue, Mark, Marker};
use crate::scenario::read::Scenario;
use crate::scenario::sweep::{DesignFile, Setting};
use crate::statistics::{Estimate, Interval};
use crate::table::{Column, Table, TableError, Unit};

/// Level of the interval.
const LEVEL: f64 = 0.95;

/// Points of the scan where the range does not say how many.
const SCAN: u32 = 11;

/// Width to which a crossing is bracketed, as a share of the range.
const TOLERANCE: f64 = 1e-3;

/// What is looked for: `measure = value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The measure.
    pub measure: String,
    /// The value that it crosses.
    pub value: f64,
}

impl std::str::FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("`{text}` is no equation: write measure = number, such as 'comparisons.a_minus_b = 0'");
        let (measure, value) = text.split_once('=').ok_or_else(fault)?;
        let value: f64 = value.trim().parse().map_err(|_| fault())?;
        if !value.is_finite() || measure.trim().is_empty() {
            return Err(fault());
        }
        Ok(Self { measure: measure.trim().to_owned(), value })
    }
}

/// What was found at one value of the second key, or at the only one.
#[derive(Debug, Clone)]
pub struct Row {
    /// Value of the second key.
    pub second: Option<Setting>,
    /// What was found along the first.
    pub found: Found,
}

/// The whole answer.
#[derive(Debug, Clone)]
pub struct Boundary {
    /// What was looked for.
    pub target: Target,
    /// The frozen question: replications, seed, axes.
    pub frozen: Frozen,
    /// Row by row.
    pub rows: Vec<Row>,
}

/// A measure less its target along the first key.
struct Along<'a> {
    evaluator: &'a Evaluator<'a>,
    set: Vec<String>,
    key: &'a Key,
    target: f64,
    watch: Watch<'a>,
}

impl Gap for Along<'_> {
    type Error = SweepError;

    fn at(&mut self, x: f64) -> Result<Estimate, SweepError> {
        let set = [self.set.clone(), self.key.set(&Setting::Number(x))].concat();
        let row = self.evaluator.at(0, &set, self.watch)?;
        if let Some(reason) = row.failure {
            return Err(SweepError::Design(reason));
        }
        let estimate = row.estimates[0];
        Ok(Estimate { mean: estimate.mean - self.target, ..estimate })
    }
}

/// Looks along the first of one or two keys; each value of the second, if there is one, is a search of its own.
///
/// # Errors
/// If keys or measure do not fit, a point fails, or it is stopped.
pub fn find(
    scenario: &Scenario,
    named: Named<'_>,
    target: &Target,
    over: &[String],
    request: &Request,
    watch: Watch<'_>,
) -> Result<Boundary, SweepError> {
    let measures = vec![target.measure.clone()];
    let request = Request {
        vary: over.to_vec(),
        measures,
        design: Some(DesignFile::Grid),
        keep_replications: false,
        ..request.clone()
    };
    let frozen = Frozen::new(scenario, named, &request)?;
    let rows = {
        let evaluator = Evaluator::new(&frozen, scenario)?;
        let search = search(&frozen.axes[0])?;
        let seconds: Vec<Option<Setting>> = match frozen.axes.get(1) {
            None => vec![None],
            Some(second) => (0..second.count()).map(|level| Some(second.level(level))).collect(),
        };
        let row = |second: Option<Setting>| {
            let set = frozen.axes.get(1).zip(second.as_ref()).map_or_else(Vec::new, |(key, value)| key.set(value));
            let mut gap = Along { evaluator: &evaluator, set, key: &frozen.axes[0], target: target.value, watch };
            let found = threshold::find(&mut gap, &search).map_err(told)?;
            Ok(Row { second, found })
        };
        seconds.into_iter().map(row).collect::<Result<Vec<Row>, SweepError>>()?
    };
    Ok(Boundary { target: target.clone(), frozen, rows })
}

fn told(error: SearchError<SweepError>) -> SweepError {
    match error {
        SearchError::Gap { source: source @ SweepError::Stopped(_), .. } => source,
        SearchError::Gap { x, source } => SweepError::Design(format!("at {x}: {source}")),
        other => SweepError::Design(other.to_string()),
    }
}

fn search(key: &Key) -> Result<Search, SweepError> {
    let Levels::Range { from, to, steps, whole: false } = key.levels else {
        return Err(SweepError::Design(format!("`{}`: a crossing is looked for along a range of numbers", key.key)));
    };
    let scan = if steps < SCAN { SCAN } else { steps } as usize;
    Ok(Search { low: from, high: to, tolerance: TOLERANCE * (to - from), level: LEVEL, scan })
}

/// A row in a word, with the outermost crossing, or the stretch within noise.
struct Verdict {
    word: &'static str,
    estimate: f64,
    interval: Interval,
}

impl Row {
    fn verdict(&self) -> Verdict {
        let none = |word| Verdict { word, estimate: f64::NAN, interval: Interval { low: f64::NAN, high: f64::NAN } };
        match &self.found.threshold {
            Threshold::Crossing(crossing) => Verdict {
                word: if crossing.rises { "rises" } else { "falls" },
                estimate: crossing.estimate,
                interval: crossing.interval,
            },
            Threshold::Several(crossings) => {
                let last = crossings[crossings.len() - 1];
                Verdict { word: "several", estimate: last.estimate, interval: last.interval }
            }
            Threshold::Always { sign: Sign::Positive } => none("always above"),
            Threshold::Always { sign: Sign::Negative } => none("always below"),
            Threshold::Unresolved { .. } => match self.found.undecided.as_slice() {
                [] => none("undecided"),
                [first, .., last] => Verdict {
                    word: "undecided",
                    estimate: f64::NAN,
                    interval: Interval { low: first.interval.low, high: last.interval.high },
                },
                [only] => {
                    Verdict { word: "undecided", estimate: only.estimate.unwrap_or(f64::NAN), interval: only.interval }
                }
            },
        }
    }
}

impl Boundary {
    /// A sentence for every row.
    pub fn sentences(&self) -> Vec<String> {
        let (key, measure) = (&self.frozen.axes[0].key, &self.target.measure);
        let row = |row: &Row| {
            let at = self.frozen.axes.get(1).zip(row.second.as_ref());
            let head = at.map_or_else(String::new, |(second, value)| format!("{} = {value}: ", second.key));
            let Verdict { word, estimate, interval } = row.verdict();
            let value = self.target.value;
            let range = format!("{} to {}", fixed(interval.low, 4), fixed(interval.high, 4));
            match word {
                "rises" | "falls" => format!(
                    "{head}{measure} {word} through {value} at {key} = {} (95% interval {range}).",
                    fixed(estimate, 4)
                ),
                "several" => format!(
                    "{head}{measure} crosses {value} more than once, last at {key} = {} ({range}).",
                    fixed(estimate, 4)
                ),
                "undecided" => format!("{head}{measure} is not told from {value} for {key} in {range}."),
                word => format!("{head}{measure} is {word} {value} over the whole range of {key}."),
            }
        };
        self.rows.iter().map(row).collect()
    }

    /// A row for every value of the second key.
    ///
    /// # Errors
    /// If the columns make no table.
    pub fn table(&self) -> Result<Table, TableError> {
        let verdicts: Vec<Verdict> = self.rows.iter().map(Row::verdict).collect();
        let number = |read: fn(&Verdict) -> f64| verdicts.iter().map(read).collect::<Vec<f64>>();
        let unit = || Unit::Other("key".to_owned());
        let mut columns = Vec::new();
        if let Some(second) = self.frozen.axes.get(1) {
            let values = self.rows.iter().map(|row| row.second.as_ref().map_or_else(String::new, Setting::to_string));
            columns.push(Column::text(&column(&second.key), &format!("Value of {}.", second.key), values));
        }
        let key = &self.frozen.axes[0].key;
        columns.extend([
            Column::text(
                "verdict",
                "How the measure crosses its target, if it does.",
                verdicts.iter().map(|row| row.word),
            ),
            Column::number(&column(key), unit(), &format!("Where along {key}."), number(|row| row.estimate)),
            Column::number(
                "lo95",
                unit(),
                "Low end of the 95% interval, or of what is within noise.",
                number(|row| row.interval.low),
            ),
            Column::number("hi95", unit(), "High end of it.", number(|row| row.interval.high)),
            Column::integer(
                "points",
                Unit::Count,
                "Points simulated.",
                self.rows.iter().map(|row| row.found.evaluations() as i64).collect(),
            ),
        ]);
        Table::new("boundary", "Where the measure crosses its target", columns)
    }

    /// The measure along the key, or the boundary along both.
    pub fn figure(&self) -> Figure {
        match self.frozen.axes.get(1) {
            Some(second) => self.plane(second),
            None => self.curve(),
        }
    }

    fn curve(&self) -> Figure {
        let (key, row) = (&self.frozen.axes[0].key, &self.rows[0]);
        let intervals: Vec<Interval> = row.found.points.iter().map(|(_, estimate)| estimate.interval(LEVEL)).collect();
        let end =
            |read: fn(&Interval) -> f64| intervals.iter().map(|i| read(i) + self.target.value).collect::<Vec<f64>>();
        let x: Vec<f64> = row.found.points.iter().map(|(x, _)| *x).collect();
        let y = row.found.points.iter().map(|(_, estimate)| estimate.mean + self.target.value).collect();
        let mut figure = Figure::new(
            "threshold",
            &format!("Where {} crosses {}", self.target.measure, self.target.value),
            "Mean with its 95% interval; luck is common to all points",
            Axis::linear(key),
            Axis::linear(&self.target.measure),
        );
        figure.marks = vec![
            Mark::Band { x: x.clone(), low: end(|i| i.low), high: end(|i| i.high), hue: Hue::Blue, strength: 0.25 },
            Mark::line(x, y, Hue::Blue, ""),
            Mark::RuleY { y: self.target.value, label: String::new() },
        ];
        let crossings = row.found.threshold.crossings().iter();
        figure.marks.extend(crossings.map(|crossing| Mark::Point {
            x: crossing.estimate,
            y: self.target.value,
            hue: Hue::Vermillion,
            marker: Marker::Disc,
            label: fixed(crossing.estimate, 3),
        }));
        self.noted(figure)
    }

    fn plane(&self, second: &Key) -> Figure {
        let verdicts: Vec<Verdict> = self.rows.iter().map(Row::verdict).collect();
        let place = |(row, value): (usize, &Row)| match &value.second {
            Some(setting) if setting.number().is_finite() => setting.number(),
            _ => row as f64,
        };
        let x: Vec<f64> = self.rows.iter().enumerate().map(place).collect();
        let crossed = |verdict: &Verdict| verdict.word != "undecided" && verdict.estimate.is_finite();
        let along = |read: fn(&Verdict) -> f64| {
            verdicts.iter().map(|verdict| if crossed(verdict) { read(verdict) } else { f64::NAN }).collect::<Vec<f64>>()
        };
        let range = self.frozen.axes[0].ends();
        let key = &self.frozen.axes[0].key;
        let mut figure = Figure::new(
            "boundary",
            &format!("Where {} crosses {}", self.target.measure, self.target.value),
            &format!("Break-even {key} by {}, with its 95% interval; hatched where it is within noise", second.key),
            Axis::linear(&second.key),
            Axis::within(key, range[0].number(), range[1].number()),
        );
        figure.marks = vec![
            Mark::Band {
                x: x.clone(),
                low: along(|verdict| verdict.interval.low),
                high: along(|verdict| verdict.interval.high),
                hue: Hue::Blue,
                strength: 0.3,
            },
            Mark::line(x.clone(), along(|verdict| verdict.estimate), Hue::Blue, "break-even"),
        ];
        let half = x
            .windows(2)
            .map(|pair| (pair[1] - pair[0]) / 2.0)
            .fold(f64::INFINITY, |least, next| if next < least { next } else { least });
        for (x, verdict) in x.iter().zip(&verdicts) {
            if verdict.word == "undecided" && verdict.interval.low.is_finite() && half.is_finite() {
                figure.marks.push(Mark::hatch(
                    (x - half, x + half),
                    (verdict.interval.low, verdict.interval.high),
                    "undecided",
                ));
            }
        }
        self.regions(&mut figure, &x, &verdicts);
        self.noted(figure)
    }

    /// Names the two sides of the boundary at a place where it is crossed.
    fn regions(&self, figure: &mut Figure, x: &[f64], verdicts: &[Verdict]) {
        let [low, high] = self.frozen.axes[0].ends().map(|end| end.number());
        let middle = verdicts.iter().enumerate().filter(|(_, verdict)| matches!(verdict.word, "rises" | "falls"));
        let Some((place, verdict)) = middle.min_by_key(|(place, _)| place.abs_diff(x.len() / 2)) else { return };
        let value = self.target.value;
        let sides = if verdict.word == "rises" { ["below", "above"] } else { ["above", "below"] };
        for (y, side) in [f64::midpoint(low, verdict.interval.low), f64::midpoint(verdict.interval.high, high)]
            .into_iter()
            .zip(sides)
        {
            let label = format!("{side} {value}");
            figure.marks.push(Mark::Point { x: x[place], y, hue: Hue::Grey, marker: Marker::Ring, label });
        }
    }

    fn noted(&self, mut figure: Figure) -> Figure {
        figure.note = Some(format!("{} replications a point.", self.frozen.replications));
        figure.table = Some("boundary".to_owned());
        figure
    }
}
