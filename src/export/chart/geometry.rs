//! Cutting: lines and areas at a rectangle's edges, lines into dashes, areas into hatching; it knows no colour.

use super::scene::{Point, Rect};

/// The part of a polygon inside a rectangle (Sutherland and Hodgman, 1974).
pub fn polygon_within(outline: &[Point], within: &Rect) -> Vec<Point> {
    let inside: [(bool, f64, f64); 4] =
        [(true, within.left, 1.0), (true, within.right, -1.0), (false, within.top, 1.0), (false, within.bottom, -1.0)];
    let mut points = outline.to_vec();
    for (horizontal, edge, sign) in inside {
        let depth = |p: Point| (if horizontal { p.0 } else { p.1 } - edge) * sign;
        points = cut_at(&points, depth);
    }
    points
}

fn cut_at(points: &[Point], depth: impl Fn(Point) -> f64) -> Vec<Point> {
    let mut kept = Vec::with_capacity(points.len() + 4);
    for (index, &to) in points.iter().enumerate() {
        let from = points[(index + points.len() - 1) % points.len()];
        let (a, b) = (depth(from), depth(to));
        if (a >= 0.0) != (b >= 0.0) {
            kept.push(between(from, to, a / (a - b)));
        }
        if b >= 0.0 {
            kept.push(to);
        }
    }
    kept
}

/// The parts of a line inside a rectangle (Liang and Barsky, 1984).
pub fn line_within(points: &[Point], within: &Rect) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let Some((start, end)) = segment_within(pair[0], pair[1], within) else {
            open = false;
            continue;
        };
        let from = between(pair[0], pair[1], start);
        let to = between(pair[0], pair[1], end);
        match parts.last_mut() {
            Some(part) if open && start <= 0.0 => part.push(to),
            _ => parts.push(vec![from, to]),
        }
        open = end >= 1.0;
    }
    parts
}

fn segment_within(from: Point, to: Point, within: &Rect) -> Option<(f64, f64)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let edges = [
        (-dx, from.0 - within.left),
        (dx, within.right - from.0),
        (-dy, from.1 - within.top),
        (dy, within.bottom - from.1),
    ];
    let (mut start, mut end) = (0.0, 1.0);
    for (run, room) in edges {
        if run == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if run < 0.0 {
            start = f64::max(start, room / run);
        } else {
            end = f64::min(end, room / run);
        }
    }
    (start <= end).then_some((start, end))
}

/// The drawn pieces of a line under a pattern of lengths: drawn, left out, drawn, ...; an empty pattern is a full line.
pub fn dashes(points: &[Point], pattern: &[f64]) -> Vec<Vec<Point>> {
    if pattern.is_empty() {
        return vec![points.to_vec()];
    }
    let mut pieces: Vec<Vec<Point>> = points.first().map(|p| vec![*p]).into_iter().collect();
    let (mut slot, mut left) = (0, pattern[0]);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut length = distance(from, to);
        while length > left {
            from = between(from, to, left / length);
            length -= left;
            if slot % 2 == 0 {
                extend(&mut pieces, from);
            } else {
                pieces.push(vec![from]);
            }
            slot = (slot + 1) % pattern.len();
            left = pattern[slot];
        }
        left -= length;
        if slot % 2 == 0 {
            extend(&mut pieces, to);
        }
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

fn extend(pieces: &mut [Vec<Point>], to: Point) {
    if let Some(piece) = pieces.last_mut() {
        piece.push(to);
    }
}

/// Parallel lines that fall to the right, `spacing` apart down the page, inside a polygon; neighbours' lines meet.
pub fn hatching(outline: &[Point], spacing: f64) -> Vec<[Point; 2]> {
    let level = |p: Point| (p.0 - p.1) / spacing;
    let lowest = outline.iter().map(|p| level(*p)).fold(f64::INFINITY, f64::min);
    let highest = outline.iter().map(|p| level(*p)).fold(f64::NEG_INFINITY, f64::max);
    let mut lines = Vec::new();
    if !(highest - lowest).is_finite() {
        return lines;
    }
    for step in lowest.ceil() as i64..=highest.floor() as i64 {
        // Half a thousandth aside, so that a line never runs through a corner.
        let at = step as f64 + 0.0005;
        let mut crossings = crossings(outline, at, level);
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        lines.extend(crossings.chunks_exact(2).map(|pair| [pair[0], pair[1]]));
    }
    lines
}

fn crossings(outline: &[Point], at: f64, level: impl Fn(Point) -> f64) -> Vec<Point> {
    let next = outline.iter().cycle().skip(1);
    let edges = outline.iter().zip(next);
    edges
        .filter_map(|(&from, &to)| {
            let (a, b) = (level(from) - at, level(to) - at);
            ((a > 0.0) != (b > 0.0)).then(|| between(from, to, a / (a - b)))
        })
        .collect()
}

fn between(from: Point, to: Point, share: f64) -> Point {
    (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
}

fn distance(from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    (dx * dx + dy * dy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Rect = Rect { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };

    #[test]
    fn a_line_through_the_window_is_cut_at_both_edges() {
        let parts = line_within(&[(-1.0, 0.5), (2.0, 0.5)], &UNIT);
        assert_eq!(parts.len(), 1);
        let ends = [parts[0][0], parts[0][1]];
        assert!((ends[0].0).abs() < 1e-12 && (ends[1].0 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two_parts() {
        let parts = line_within(&[(0.2, 0.5), (0.5, 2.0), (0.8, 0.5)], &UNIT);
        assert_eq!(parts.len(), 2);
    }

    #[test]
    fn a_polygon_over_the_window_becomes_the_window() {
        let large = UNIT.grown(3.0).corners();
        let cut = polygon_within(&large, &UNIT);
        assert!(cut.iter().all(|p| UNIT.grown(1e-9).holds(*p)));
        assert!(cut.len() >= 4);
    }

    #[test]
    fn dashes_cover_their_share_of_the_line() {
        let pieces = dashes(&[(0.0, 0.0), (7.0, 0.0), (100.0, 0.0)], &[6.0, 4.0]);
        let drawn: f64 = pieces.iter().flat_map(|piece| piece.windows(2)).map(|pair| distance(pair[0], pair[1])).sum();
        assert!((drawn - 60.0).abs() < 1e-9);
    }

    #[test]
    fn hatching_stays_inside() {
        let lines = hatching(&UNIT.corners(), 0.1);
        assert!((19..=20).contains(&lines.len()));
        assert!(lines.iter().flatten().all(|p| UNIT.grown(1e-9).holds(*p)));
    }
}
