//! Where the axes lie and how data become pixels; it draws nothing.

use crate::report::{Axis, Figure, Mark};

use super::extent::{Extent, Span, lies};
use super::heading::Heading;
use super::scene::Rect;
use super::style::{AXIS, HEIGHT, LABEL, LEADING, MARGIN, WIDTH};
use super::ticks::{Tick, ticks};
use super::typeface::{Typeface, Weight};

/// Between an axis and the words beside it.
pub const GAP: f64 = 12.0;
const WIDEST_ROW_NAME: f64 = 300.0;
const WIDEST_COLUMN: f64 = 320.0;
const LOWEST_ROW: f64 = 31.0;

/// Data on one axis to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    span: Span,
    start: f64,
    end: f64,
}

impl Scale {
    /// The pixel of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.start + (value - self.span.low) / self.span.width() * (self.end - self.start)
    }

    /// The values at both ends.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// Axes laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Height of the whole chart in pixels.
    pub height: f64,
    /// The area of the data.
    pub plot: Rect,
    /// Horizontal scale.
    pub x: Scale,
    /// Vertical scale.
    pub y: Scale,
    /// Names along the horizontal axis, each in lines.
    pub columns: Vec<(f64, Vec<String>)>,
    /// Names along the vertical axis, each in lines.
    pub rows: Vec<(f64, Vec<String>)>,
}

impl Frame {
    /// Lays out the axes of a figure between its heading and its side, which needs that width and height.
    pub fn lay(figure: &Figure, heading: &Heading, side: (f64, f64), face: &Typeface) -> Self {
        let extent = Extent::of(figure);
        let y_span = domain(&figure.y, extent.y, !has_cells(figure));
        let rows = names(&figure.y, y_span, 6, |name| face.wrap(name, AXIS, Weight::Regular, WIDEST_ROW_NAME, 2));
        let left = MARGIN + widest(&rows, face) + GAP;
        let right = right_edge(figure, left, WIDTH - MARGIN - side.0);
        let x_span = domain(&figure.x, extent.x, lies(figure) || has_points(figure));
        let x_span = with_room_for_bars(figure, x_span, right - left, face);
        let y_span = with_room_above(figure, y_span);
        let columns = column_names(figure, x_span, right - left, face);
        let bottom = plot_bottom(heading, &rows, side.1);
        let height = bottom + foot(figure, heading, &columns);
        let (height, bottom) = grown_to(HEIGHT, height, bottom);
        let downwards = lies(figure);
        let (x_span, y_span) = on_one_scale(figure, (x_span, y_span), (right - left, bottom - heading.bottom));
        let (y_start, y_end) = if downwards { (heading.bottom, bottom) } else { (bottom, heading.bottom) };
        Self {
            height,
            plot: Rect { left, top: heading.bottom, right, bottom },
            x: Scale { span: x_span, start: left, end: right },
            y: Scale { span: y_span, start: y_start, end: y_end },
            columns,
            rows,
        }
    }

    /// Baseline of the name of the horizontal axis.
    pub fn x_label_base(&self) -> f64 {
        let lines = self.columns.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        self.plot.bottom + GAP + (lines as f64 + 1.0) * AXIS * LEADING
    }
}

fn grown_to(least: f64, height: f64, bottom: f64) -> (f64, f64) {
    let height = height.ceil();
    if height < least { (least, bottom + least - height) } else { (height, bottom) }
}

/// The lowest place for the plot's lower edge such that rows and side labels have room.
fn plot_bottom(heading: &Heading, rows: &[(f64, Vec<String>)], side: f64) -> f64 {
    let tallest = rows.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1);
    let row = f64::max(LOWEST_ROW, tallest as f64 * AXIS * LEADING + 6.0);
    heading.bottom + f64::max(rows.len() as f64 * row, side)
}

/// Everything below the plot.
fn foot(figure: &Figure, heading: &Heading, columns: &[(f64, Vec<String>)]) -> f64 {
    let names = columns.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
    let label = usize::from(!figure.x.label().is_empty());
    GAP + (names + label) as f64 * AXIS * LEADING + 8.0 + heading.note_height + MARGIN * 0.6
}

fn domain(axis: &Axis, seen: Span, padded: bool) -> Span {
    match axis {
        Axis::Categories { names, .. } => Span { low: -0.5, high: names.len().max(1) as f64 - 0.5 },
        Axis::Linear { range: Some((low, high)), .. } if low < high && (high - low).is_finite() => {
            Span { low: *low, high: *high }
        }
        Axis::Plane { low, high } => Span { low: *low, high: *high }.opened(),
        Axis::Linear { .. } => padded_span(seen, if padded { 0.05 } else { 0.0 }),
    }
}

/// Positions on a plane keep their shape: the axis that has room to spare shows more of it on both sides.
fn on_one_scale(figure: &Figure, (x, y): (Span, Span), (width, height): (f64, f64)) -> (Span, Span) {
    let (Axis::Plane { .. }, Axis::Plane { .. }) = (&figure.x, &figure.y) else { return (x, y) };
    let pixels = f64::min(width / x.width(), height / y.width());
    let around = |span: Span, size: f64| {
        let spare = 0.5 * (size / pixels - span.width());
        Span { low: span.low - spare, high: span.high + spare }
    };
    (around(x, width), around(y, height))
}

/// Some air at both ends, but no negative numbers where the data have none and come near zero.
fn padded_span(seen: Span, share: f64) -> Span {
    if seen.opened() != seen {
        return seen.opened();
    }
    let air = seen.width() * share;
    let near_zero = seen.low >= 0.0 && seen.low < seen.width() * 0.25 && share > 0.0;
    Span { low: if near_zero { 0.0 } else { seen.low - air }, high: seen.high + air }
}

fn has_cells(figure: &Figure) -> bool {
    figure.marks.iter().any(|mark| matches!(mark, Mark::Cell { .. }))
}

fn has_points(figure: &Figure) -> bool {
    figure.marks.iter().any(|mark| matches!(mark, Mark::Point { .. }))
}

/// Cells of two category axes are kept from becoming wide bands.
fn right_edge(figure: &Figure, left: f64, right: f64) -> f64 {
    match (&figure.x, &figure.y) {
        (Axis::Categories { names, .. }, Axis::Categories { .. }) if has_cells(figure) => {
            f64::min(right, left + names.len().max(1) as f64 * WIDEST_COLUMN)
        }
        _ => right,
    }
}

/// Lying bars carry their label behind their right end.
fn with_room_for_bars(figure: &Figure, span: Span, width: f64, face: &Typeface) -> Span {
    let fixed = matches!(&figure.x, Axis::Linear { range: Some(_), .. });
    if !lies(figure) || fixed {
        return span;
    }
    let needed = figure.marks.iter().filter_map(|mark| match mark {
        Mark::Bar { from, to, label, .. } if !label.is_empty() => {
            let words = face.width(label, LABEL, Weight::Regular) + 2.0 * GAP;
            let room = f64::max(width - words, width * 0.3);
            Some(span.low + (f64::max(*from, *to) - span.low) * width / room)
        }
        _ => None,
    });
    Span { low: span.low, high: needed.filter(|v| v.is_finite()).fold(span.high, f64::max) }
}

/// Standing bars and intervals carry their label above; names of points find room there.
fn with_room_above(figure: &Figure, span: Span) -> Span {
    let labelled = figure
        .marks
        .iter()
        .any(|mark| matches!(mark, Mark::Bar { label, .. } | Mark::Interval { label, .. } | Mark::Point { label, .. } if !label.is_empty()));
    let fixed = !matches!(&figure.y, Axis::Linear { range: None, .. });
    Span { low: span.low, high: if labelled && !fixed { span.high + span.width() * 0.07 } else { span.high } }
}

fn names(axis: &Axis, span: Span, target: usize, wrap: impl Fn(&str) -> Vec<String>) -> Vec<(f64, Vec<String>)> {
    match axis {
        Axis::Categories { names, .. } => {
            let named = names.iter().enumerate();
            named.map(|(index, name)| (index as f64, wrap(name))).collect()
        }
        Axis::Plane { .. } => Vec::new(),
        Axis::Linear { .. } => {
            let line = |tick: Tick| (tick.value, vec![tick.label]);
            ticks(span.low, span.high, target).into_iter().map(line).collect()
        }
    }
}

/// As many ticks as fit beside each other, or names wrapped to their columns.
fn column_names(figure: &Figure, span: Span, width: f64, face: &Typeface) -> Vec<(f64, Vec<String>)> {
    let column = width / span.width() - GAP;
    let wrap = |name: &str| face.wrap(name, AXIS, Weight::Regular, column, 3);
    let mut fitting = names(&figure.x, span, 2, wrap);
    if matches!(figure.x, Axis::Linear { .. }) {
        for target in 3..=10 {
            let more = names(&figure.x, span, target, wrap);
            if more.len() as f64 * (widest(&more, face) + 3.0 * GAP) <= width {
                fitting = more;
            }
        }
    }
    fitting
}

fn widest(names: &[(f64, Vec<String>)], face: &Typeface) -> f64 {
    let lines = names.iter().flat_map(|(_, lines)| lines);
    lines.map(|line| face.width(line, AXIS, Weight::Regular)).fold(0.0, f64::max)
}
