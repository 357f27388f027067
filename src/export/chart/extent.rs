//! How far the marks of a figure reach on both axes, in units of the data; no pixels.

use crate::report::{Axis, Figure, Mark};

/// Lowest and highest finite value seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
}

impl Span {
    const NONE: Self = Self { low: f64::INFINITY, high: f64::NEG_INFINITY };

    /// The span of some values; from 0 to 1 if none is finite.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut span = Self::NONE;
        for value in values {
            span.include(value);
        }
        span.or_unit()
    }

    fn include(&mut self, value: f64) {
        if value.is_finite() {
            self.low = f64::min(self.low, value);
            self.high = f64::max(self.high, value);
        }
    }

    fn or_unit(self) -> Self {
        if self.low > self.high { Self { low: 0.0, high: 1.0 } } else { self }
    }

    /// The span, or one around it if it is too narrow to be told from a point.
    pub fn opened(self) -> Self {
        let size = f64::max(self.low.abs(), self.high.abs());
        if self.width() > size * 1e-6 {
            return self;
        }
        let air = if size > 0.0 { size * 0.1 } else { 1.0 };
        Self { low: self.low - air, high: self.high + air }
    }

    /// Whether a value lies within.
    pub fn holds(&self, value: f64) -> bool {
        value >= self.low && value <= self.high
    }

    /// The difference of both ends.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

/// How far the marks reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Along the horizontal axis.
    pub x: Span,
    /// Along the vertical axis.
    pub y: Span,
}

impl Extent {
    /// The extent of all marks of a figure.
    pub fn of(figure: &Figure) -> Self {
        let mut extent = Self { x: Span::NONE, y: Span::NONE };
        let lying = lies(figure);
        for mark in &figure.marks {
            extent.cover(mark, lying);
        }
        Self { x: extent.x.or_unit(), y: extent.y.or_unit() }
    }

    fn cover(&mut self, mark: &Mark, lying: bool) {
        match mark {
            Mark::Band { x, low, high, .. } => self.add(x, &[low.as_slice(), high].concat()),
            Mark::Line { x, y, .. } | Mark::Step { x, y, .. } | Mark::Dots { x, y, .. } => self.add(x, y),
            Mark::Point { x, y, .. } => self.add(&[*x], &[*y]),
            Mark::Interval { at, low, mid, high, .. } => self.add_row(lying, *at, &[*low, *mid, *high]),
            Mark::Bar { at, from, to, .. } => self.add_row(lying, *at, &[*from, *to]),
            Mark::Cell { x, y, .. } => self.add(&[x.0, x.1], &[y.0, y.1]),
            Mark::Hatch { outline, .. } => {
                let (x, y): (Vec<f64>, Vec<f64>) = outline.iter().copied().unzip();
                self.add(&x, &y);
            }
            Mark::RuleX { x, .. } => self.add(&[*x], &[]),
            Mark::RuleY { y, .. } => self.add(&[], &[*y]),
        }
    }

    fn add_row(&mut self, lying: bool, at: f64, values: &[f64]) {
        if lying {
            self.add(values, &[at]);
        } else {
            self.add(&[at], values);
        }
    }

    fn add(&mut self, x: &[f64], y: &[f64]) {
        for value in x {
            self.x.include(*value);
        }
        for value in y {
            self.y.include(*value);
        }
    }
}

/// Whether intervals and bars run from left to right, that is, whether the rows of the figure are categories.
pub fn lies(figure: &Figure) -> bool {
    matches!(figure.y, Axis::Categories { .. })
}
