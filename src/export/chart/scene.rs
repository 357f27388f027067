//! Shapes at positions in pixels: what the layout makes and both painters read; it knows neither figures nor file formats.

use super::palette::Rgb;
use super::typeface::Weight;

/// Pixels from the left and from the top.
pub type Point = (f64, f64);

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Rect {
    /// Its corners, clockwise.
    pub fn corners(&self) -> Vec<Point> {
        vec![(self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)]
    }

    /// The rectangle with `margin` added on all sides.
    pub fn grown(&self, margin: f64) -> Self {
        Self {
            left: self.left - margin,
            top: self.top - margin,
            right: self.right + margin,
            bottom: self.bottom + margin,
        }
    }

    /// Whether a point lies inside.
    pub fn holds(&self, (x, y): Point) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    /// Whether two rectangles share an area.
    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// Which point of a line of words its position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lettering {
    /// Pixels per em.
    pub size: f64,
    /// Regular or strong.
    pub weight: Weight,
    /// Where they are held.
    pub align: Align,
    /// Colour.
    pub color: Rgb,
}

impl Lettering {
    /// Regular words that start at their position.
    pub fn regular(size: f64, color: Rgb) -> Self {
        Self { size, weight: Weight::Regular, align: Align::Start, color }
    }

    /// Strong words that start at their position.
    pub fn strong(size: f64, color: Rgb) -> Self {
        Self { weight: Weight::Strong, ..Self::regular(size, color) }
    }

    /// The same, held elsewhere.
    pub fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }
}

/// Something to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled polygon.
    Area {
        /// Corners.
        outline: Vec<Point>,
        /// Colour.
        color: Rgb,
        /// 0 to 1.
        opacity: f64,
    },
    /// A line with round joins.
    Path {
        /// Points.
        points: Vec<Point>,
        /// Colour.
        color: Rgb,
        /// Width in pixels.
        width: f64,
    },
    /// A filled circle.
    Disc {
        /// Centre.
        centre: Point,
        /// Radius in pixels.
        radius: f64,
        /// Colour.
        color: Rgb,
    },
    /// One line of words.
    Words {
        /// A point of the baseline.
        at: Point,
        /// The words.
        text: String,
        /// How they look.
        look: Lettering,
    },
}

/// A whole chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// Shapes, the first at the bottom.
    pub shapes: Vec<Shape>,
}

impl Scene {
    /// Paints a polygon.
    pub fn area(&mut self, outline: Vec<Point>, color: Rgb, opacity: f64) {
        if outline.len() > 2 {
            self.shapes.push(Shape::Area { outline, color, opacity });
        }
    }

    /// Paints a line.
    pub fn path(&mut self, points: Vec<Point>, color: Rgb, width: f64) {
        if points.len() > 1 {
            self.shapes.push(Shape::Path { points, color, width });
        }
    }

    /// Paints a circle.
    pub fn disc(&mut self, centre: Point, radius: f64, color: Rgb) {
        self.shapes.push(Shape::Disc { centre, radius, color });
    }

    /// Paints one line of words.
    pub fn words(&mut self, at: Point, text: &str, look: Lettering) {
        if !text.is_empty() {
            self.shapes.push(Shape::Words { at, text: text.to_owned(), look });
        }
    }
}
