//! Intervals: a whisker with caps and a point at its middle. Labels of lying ones are beside the plot.

use crate::export::chart::palette::{self, INK, PAPER};
use crate::export::chart::scene::{Align, Lettering, Point, Scene};
use crate::export::chart::style::LABEL;
use crate::report::Mark;

use super::Sheet;

const WHISKER: f64 = 3.0;
const CAP: f64 = 6.0;
const POINT: f64 = 7.5;

/// Draws an interval; an end or a middle outside the axis is not marked, so that the whisker runs out of the plot.
pub fn draw(mark: &Mark, sheet: &Sheet<'_>, scene: &mut Scene) {
    let Mark::Interval { at, low, mid, high, hue, label } = mark else {
        return;
    };
    let frame = sheet.frame;
    let color = palette::color(*hue);
    let plot = frame.plot;
    let span = if sheet.lying { frame.x.span() } else { frame.y.span() };
    let place = |value: f64, aside: f64| -> Point {
        if sheet.lying {
            (frame.x.at(value).clamp(plot.left, plot.right), frame.y.at(*at) + aside)
        } else {
            (frame.x.at(*at) + aside, frame.y.at(value).clamp(plot.top, plot.bottom))
        }
    };
    if low.is_finite() && high.is_finite() {
        scene.path(vec![place(*low, 0.0), place(*high, 0.0)], color, WHISKER);
        for end in [*low, *high].into_iter().filter(|end| span.holds(*end)) {
            scene.path(vec![place(end, -CAP), place(end, CAP)], color, WHISKER);
        }
    }
    if span.holds(*mid) {
        scene.disc(place(*mid, 0.0), POINT + 1.5, PAPER);
        scene.disc(place(*mid, 0.0), POINT, color);
    }
    if !sheet.lying {
        let (x, y) = place(f64::max(*high, *mid), 0.0);
        let look = Lettering::regular(LABEL, INK).aligned(Align::Middle);
        scene.words((x, y - 12.0), label, look);
    }
}
