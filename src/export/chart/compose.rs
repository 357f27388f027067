//! Lays a figure out as a scene: heading, axes, marks by layer, labels; it knows no file format.

use crate::report::{Figure, Mark};

use super::along;
use super::axes;
use super::extent::lies;
use super::frame::Frame;
use super::heading::Heading;
use super::key::Key;
use super::mark::{self, Sheet};
use super::palette::PAPER;
use super::point_label;
use super::scene::{Rect, Scene};
use super::shading::Shading;
use super::side::Side;
use super::style::WIDTH;
use super::typeface::Typeface;

/// The scene of a figure.
pub fn compose(figure: &Figure, face: &Typeface) -> Scene {
    let heading = Heading::of(figure, face);
    let side = Side::of(figure, face);
    let key = Key::of(figure, face);
    let frame = Frame::lay(figure, &heading, (side.width + key.width(), side.height), face);
    let mut scene = paper(&frame);
    axes::draw_grid(figure, &frame, &mut scene);
    let sheet = Sheet { frame: &frame, face, shading: Shading::of(figure), lying: lies(figure) };
    let mut marks: Vec<&Mark> = figure.marks.iter().collect();
    marks.sort_by_key(|mark| mark::layer(mark));
    mark::bar::join(&marks, &sheet, &mut scene);
    for mark in marks {
        mark::draw(mark, &sheet, &mut scene);
    }
    axes::draw_names(figure, &frame, &mut scene);
    mark::rule::draw_names(figure, &sheet, heading.rules_base, &mut scene);
    along::draw(figure, &frame, face, &mut scene);
    point_label::draw(figure, &frame, face, &mut scene);
    side.draw(&frame, &mut scene);
    key.draw(&frame, side.width, &mut scene);
    heading.draw(&mut scene);
    scene
}

fn paper(frame: &Frame) -> Scene {
    let mut scene = Scene { width: WIDTH, height: frame.height, shapes: Vec::new() };
    let page = Rect { left: 0.0, top: 0.0, right: WIDTH, bottom: frame.height };
    scene.area(page.corners(), PAPER, 1.0);
    scene
}
