//! The points of a design, each found from its number alone; it does not know what is done at them.

use super::SweepError;
use super::axis::Axis;
use crate::experiment::design::{self, Units};
use crate::scenario::sweep::{DesignFile, Setting};
use std::fmt;

/// Most points that need no confirmation.
pub const MANY: u64 = 10_000_000;

/// The points of a design over some axes.
pub struct Rows {
    axes: Vec<Axis>,
    kind: Kind,
}

enum Kind {
    Grid,
    /// Before the levels, the values that the scenario has: none where it leaves a key to its default.
    OneAtATime,
    Units(Box<dyn Units>),
    List(Vec<Vec<Setting>>),
}

/// One point: a value for each key that differs from the scenario.
pub type Point = Vec<(usize, Setting)>;

impl fmt::Debug for Rows {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Rows").field("axes", &self.axes).field("len", &self.count()).finish_non_exhaustive()
    }
}

impl Rows {
    /// The points of `design` over `axes`; `list` holds the rows of a list.
    ///
    /// # Errors
    /// If the design cannot be made over these axes.
    pub fn new(design: &DesignFile, axes: Vec<Axis>, list: Vec<Vec<Setting>>, seed: u64) -> Result<Self, SweepError> {
        let kind = match design {
            DesignFile::Grid => Kind::Grid,
            DesignFile::OneAtATime => Kind::OneAtATime,
            DesignFile::List(_) => Kind::List(list),
            sampled => Kind::Units(design::units(sampled, axes.len(), seed).map_err(SweepError::Design)?),
        };
        Ok(Self { axes, kind })
    }

    /// Number of points; as many as can be counted where there are more.
    pub fn count(&self) -> u64 {
        match &self.kind {
            Kind::Grid => self.axes.iter().fold(1, |count: u64, axis| count.saturating_mul(axis.count())),
            Kind::OneAtATime => self.axes.iter().fold(1, |count: u64, axis| count.saturating_add(axis.count())),
            Kind::Units(units) => units.count(),
            Kind::List(list) => list.len() as u64,
        }
    }

    /// The keys that vary.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// Point `number`, counted from 0. In a grid the last key varies fastest.
    pub fn point(&self, number: u64) -> Point {
        match &self.kind {
            Kind::Grid => self.of_grid(number),
            Kind::OneAtATime => self.alone(number),
            Kind::Units(units) => {
                let unit = units.point(number);
                self.axes.iter().zip(unit).map(|(axis, unit)| axis.at(unit)).enumerate().collect()
            }
            Kind::List(list) => list[number as usize].iter().cloned().enumerate().collect(),
        }
    }

    fn of_grid(&self, mut number: u64) -> Point {
        let mut point: Point = Vec::with_capacity(self.axes.len());
        for (place, axis) in self.axes.iter().enumerate().rev() {
            point.push((place, axis.level(number % axis.count())));
            number /= axis.count();
        }
        point.reverse();
        point
    }

    /// Point 0 changes nothing; then come the levels of the first key, of the second, and so on.
    fn alone(&self, number: u64) -> Point {
        let Some(mut left) = number.checked_sub(1) else { return Vec::new() };
        for (place, axis) in self.axes.iter().enumerate() {
            if left < axis.count() {
                return vec![(place, axis.level(left))];
            }
            left -= axis.count();
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(design: &DesignFile) -> Rows {
        let axes = ["a=1,2", "b=0..1:3"].map(|text| Axis::parse(text).unwrap()).to_vec();
        Rows::new(design, axes, Vec::new(), 1).unwrap()
    }

    fn told(rows: &Rows) -> Vec<String> {
        let point = |number| {
            let settings: Vec<String> =
                rows.point(number).iter().map(|(place, value)| format!("{place}:{value}")).collect();
            settings.join(" ")
        };
        (0..rows.count()).map(point).collect()
    }

    #[test]
    fn a_grid_holds_every_combination_once() {
        assert_eq!(
            told(&rows(&DesignFile::Grid)),
            ["0:1 1:0", "0:1 1:0.5", "0:1 1:1", "0:2 1:0", "0:2 1:0.5", "0:2 1:1"]
        );
    }

    #[test]
    fn one_at_a_time_begins_with_the_scenario_as_given() {
        assert_eq!(told(&rows(&DesignFile::OneAtATime)), ["", "0:1", "0:2", "1:0", "1:0.5", "1:1"]);
    }
}
