//! Names for colours, dashes and colour scales; it knows no red, green and blue.

use serde::Serialize;

/// How the values of cells become colours.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Shade {
    /// The colours.
    pub palette: Palette,
    /// What the value measures; the heading of the colour scale.
    pub label: String,
    /// Values at both ends of the palette; from the data if not given (symmetric about zero when diverging).
    pub range: Option<(f64, f64)>,
}

/// Colours for values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Palette {
    /// Viridis, dark to light, for magnitudes.
    #[default]
    Sequential,
    /// Orange over white to blue, for differences: losses are warm, gains cool.
    Diverging,
}

/// Colours for strategies and other kinds: those of Okabe and Ito that show on white, and grey.
///
/// Okabe, M. and Ito, K. (2008). Color Universal Design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hue {
    /// `#0072B2`.
    Blue,
    /// `#D55E00`.
    Vermillion,
    /// `#009E73`.
    Green,
    /// `#CC79A7`.
    Purple,
    /// `#E69F00`.
    Orange,
    /// `#56B4E9`.
    Sky,
    /// `#1F2328`, for what must stand out on coloured cells.
    Black,
    /// `#6B6B6B`, for what is only a reference.
    Grey,
}

impl Hue {
    /// The hues in the order in which kinds get them; black and grey are left out.
    pub const ORDER: [Self; 6] = [Self::Blue, Self::Vermillion, Self::Green, Self::Purple, Self::Orange, Self::Sky];

    /// The hue of the kind with that index; hues repeat after the sixth.
    pub fn of(index: usize) -> Self {
        Self::ORDER[index % Self::ORDER.len()]
    }

    /// The dash that goes with the hue, so that lines differ in grey too.
    pub fn dash(self) -> Dash {
        match self {
            Self::Blue | Self::Black => Dash::Solid,
            Self::Vermillion => Dash::Long,
            Self::Green => Dash::DashDot,
            Self::Purple => Dash::Short,
            Self::Orange => Dash::LongShort,
            Self::Sky => Dash::DashDotDot,
            Self::Grey => Dash::Dot,
        }
    }
}

/// How a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dash {
    /// Not broken.
    Solid,
    /// Long dashes.
    Long,
    /// Short dashes.
    Short,
    /// Dots.
    Dot,
    /// Dash and dot.
    DashDot,
    /// Dash and two dots.
    DashDotDot,
    /// A long and a short dash.
    LongShort,
}

/// What marks a single point, so that points differ in grey too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// A filled circle.
    Disc,
    /// A circle.
    Ring,
    /// A square on its side.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle that points up.
    Triangle,
    /// A star of five points, for the one that matters most.
    Star,
}
