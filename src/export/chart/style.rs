//! Sizes of everything on a chart in pixels of a 1200 pixel wide page; no positions.

/// Width of every chart.
pub const WIDTH: f64 = 1200.0;
/// Height unless many rows need more.
pub const HEIGHT: f64 = 750.0;
/// Margin on all sides.
pub const MARGIN: f64 = 32.0;

/// Title.
pub const TITLE: f64 = 28.0;
/// Subtitle.
pub const SUBTITLE: f64 = 19.0;
/// Names of axes, ticks and categories.
pub const AXIS: f64 = 17.0;
/// Labels of lines and values.
pub const LABEL: f64 = 18.0;
/// The note at the foot.
pub const NOTE: f64 = 15.0;
/// From baseline to baseline, in ems.
pub const LEADING: f64 = 1.32;
/// From the baseline to the middle of a digit, in ems.
pub const MIDDLE: f64 = 0.36;

/// Lines of data.
pub const CURVE: f64 = 3.2;
/// Rules and ticks.
pub const RULE: f64 = 1.6;
/// The grid.
pub const HAIR: f64 = 1.2;
/// Space between hatching lines, down the page.
pub const HATCH: f64 = 13.0;
