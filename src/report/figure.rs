//! A small grammar of graphics as plain data: axes and marks in the units of the data; it knows no pixel, font or file.

use serde::Serialize;

use super::color::{Dash, Hue, Marker, Shade};

/// One chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Stem of the file it is written to, `snake_case`.
    pub name: String,
    /// The finding in one line.
    pub title: String,
    /// What is drawn, in which unit, with which bands.
    pub subtitle: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// What is drawn. Areas are drawn first and lines last, otherwise in this order.
    pub marks: Vec<Mark>,
    /// How the values of cells become colours.
    pub shade: Shade,
    /// A small line at the foot: source, sample, caveat.
    pub note: Option<String>,
    /// Name of the table that it draws.
    pub table: Option<String>,
}

impl Figure {
    /// A figure without marks.
    pub fn new(name: &str, title: &str, subtitle: &str, x: Axis, y: Axis) -> Self {
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            x,
            y,
            marks: Vec::new(),
            shade: Shade::default(),
            note: None,
            table: None,
        }
    }
}

/// One axis.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// A number line.
    Linear {
        /// What it measures, with the unit.
        label: String,
        /// Lowest and highest value shown; from the data if not given.
        range: Option<(f64, f64)>,
    },
    /// Named rows (from the top) or columns (from the left); category `i` is at `i as f64` and is one wide.
    Categories {
        /// What the names are; may be empty.
        label: String,
        /// The names.
        names: Vec<String>,
    },
    /// Positions whose numbers mean nothing, so that none are shown; where both axes are such, both have one scale.
    Plane {
        /// Lowest position shown.
        low: f64,
        /// Highest position shown.
        high: f64,
    },
}

impl Axis {
    /// A number line over the range of the data.
    pub fn linear(label: &str) -> Self {
        Self::Linear { label: label.to_owned(), range: None }
    }

    /// A number line over a given range.
    pub fn within(label: &str, low: f64, high: f64) -> Self {
        Self::Linear { label: label.to_owned(), range: Some((low, high)) }
    }

    /// Positions without numbers.
    pub fn plane(low: f64, high: f64) -> Self {
        Self::Plane { low, high }
    }

    /// Named rows or columns.
    pub fn categories<S: Into<String>>(label: &str, names: impl IntoIterator<Item = S>) -> Self {
        Self::Categories { label: label.to_owned(), names: names.into_iter().map(Into::into).collect() }
    }

    /// What the axis measures.
    pub fn label(&self) -> &str {
        match self {
            Self::Linear { label, .. } | Self::Categories { label, .. } => label,
            Self::Plane { .. } => "",
        }
    }
}

/// Something drawn. A value that is NaN leaves a gap.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The area between two curves.
    Band {
        /// Positions, ascending.
        x: Vec<f64>,
        /// Lower edge.
        low: Vec<f64>,
        /// Upper edge.
        high: Vec<f64>,
        /// Colour.
        hue: Hue,
        /// Opacity, 0 to 1; nested bands add up.
        strength: f64,
    },
    /// Points joined by straight lines, labelled at the end.
    Line {
        /// Positions.
        x: Vec<f64>,
        /// Values.
        y: Vec<f64>,
        /// Colour.
        hue: Hue,
        /// How it is broken.
        dash: Dash,
        /// Label; may be empty.
        label: String,
    },
    /// A staircase: each value holds from its position to the next; labelled along its way.
    Step {
        /// Positions, ascending.
        x: Vec<f64>,
        /// Values.
        y: Vec<f64>,
        /// Colour.
        hue: Hue,
        /// How it is broken.
        dash: Dash,
        /// Label; may be empty.
        label: String,
    },
    /// A whisker with its middle marked, along the number axis, in a category of the other axis.
    Interval {
        /// Category.
        at: f64,
        /// Lower end.
        low: f64,
        /// Middle.
        mid: f64,
        /// Upper end.
        high: f64,
        /// Colour.
        hue: Hue,
        /// Label beside the row; may be empty.
        label: String,
    },
    /// A bar along the number axis, in a category of the other axis; a bar that starts where the one before ended is
    /// joined to it (waterfall).
    Bar {
        /// Category.
        at: f64,
        /// Where it starts.
        from: f64,
        /// Where it ends.
        to: f64,
        /// Colour.
        hue: Hue,
        /// Label at its end; may be empty.
        label: String,
    },
    /// A rectangle coloured by its value.
    Cell {
        /// Left and right edge.
        x: (f64, f64),
        /// Lower and upper edge.
        y: (f64, f64),
        /// Value, coloured by the figure's shade.
        value: f64,
        /// Words in the middle; where some cell has none the chart shows the colour scale.
        text: String,
    },
    /// A hatched area: undecided.
    Hatch {
        /// Corners.
        outline: Vec<(f64, f64)>,
        /// What hatching means; equal labels are shown once.
        label: String,
    },
    /// Small points without names: a cloud, or the stations of a path.
    Dots {
        /// Positions.
        x: Vec<f64>,
        /// Values.
        y: Vec<f64>,
        /// Colour.
        hue: Hue,
        /// How much of the colour is left against paper, 0 to 1.
        strength: f64,
    },
    /// A point that matters, with its name beside it.
    Point {
        /// Position.
        x: f64,
        /// Value.
        y: f64,
        /// Colour.
        hue: Hue,
        /// What it looks like.
        marker: Marker,
        /// Label; may be empty.
        label: String,
    },
    /// A vertical line over the whole height.
    RuleX {
        /// Position.
        x: f64,
        /// Label above it; may be empty.
        label: String,
    },
    /// A horizontal line over the whole width.
    RuleY {
        /// Position.
        y: f64,
        /// Label beside it; may be empty.
        label: String,
    },
}

impl Mark {
    /// A line with the dash of its hue.
    pub fn line(x: Vec<f64>, y: Vec<f64>, hue: Hue, label: &str) -> Self {
        Self::Line { x, y, hue, dash: hue.dash(), label: label.to_owned() }
    }

    /// A staircase with the dash of its hue.
    pub fn step(x: Vec<f64>, y: Vec<f64>, hue: Hue, label: &str) -> Self {
        Self::Step { x, y, hue, dash: hue.dash(), label: label.to_owned() }
    }

    /// The cell of a row and a column where both axes are categories.
    pub fn cell(column: usize, row: usize, value: f64, text: &str) -> Self {
        let (x, y) = (column as f64, row as f64);
        Self::Cell { x: (x - 0.5, x + 0.5), y: (y - 0.5, y + 0.5), value, text: text.to_owned() }
    }

    /// A hatched rectangle.
    pub fn hatch(x: (f64, f64), y: (f64, f64), label: &str) -> Self {
        Self::Hatch { outline: vec![(x.0, y.0), (x.1, y.0), (x.1, y.1), (x.0, y.1)], label: label.to_owned() }
    }

    /// What the mark is called; empty if it has no label.
    pub fn label(&self) -> &str {
        match self {
            Self::Band { .. } | Self::Dots { .. } => "",
            Self::Cell { text, .. } => text,
            Self::Line { label, .. }
            | Self::Step { label, .. }
            | Self::Interval { label, .. }
            | Self::Bar { label, .. }
            | Self::Hatch { label, .. }
            | Self::Point { label, .. }
            | Self::RuleX { label, .. }
            | Self::RuleY { label, .. } => label,
        }
    }
}
