//! Colours as numbers: hues, greys and the scales for values; it does not know what is drawn with them.

use crate::report::{Hue, Palette};

/// Red, green and blue, 0 to 255.
pub type Rgb = (u8, u8, u8);

/// Titles and numbers that must be read.
pub const INK: Rgb = (0x1F, 0x23, 0x28);
/// Axis labels and subtitles.
pub const SOFT: Rgb = (0x52, 0x58, 0x60);
/// Rules, the zero line and tick marks.
pub const LINE: Rgb = (0x8A, 0x8F, 0x96);
/// The grid.
pub const GRID: Rgb = (0xE4, 0xE6, 0xE9);
/// The paper.
pub const PAPER: Rgb = (0xFF, 0xFF, 0xFF);

/// Matplotlib's viridis at every tenth (van der Walt and Smith, 2015).
const VIRIDIS: [Rgb; 11] = [
    (68, 1, 84),
    (72, 36, 117),
    (65, 68, 135),
    (53, 95, 141),
    (42, 120, 142),
    (33, 145, 140),
    (34, 168, 132),
    (68, 191, 112),
    (122, 209, 81),
    (189, 223, 38),
    (253, 231, 37),
];

const ORANGE_BLUE: [Rgb; 5] =
    [(0xB8, 0x57, 0x0A), (0xF0, 0xAE, 0x6C), (0xF6, 0xF6, 0xF4), (0x74, 0xB1, 0xD8), (0x10, 0x62, 0x9B)];

/// The colour of a hue as line or area.
pub fn color(hue: Hue) -> Rgb {
    match hue {
        Hue::Blue => (0x00, 0x72, 0xB2),
        Hue::Vermillion => (0xD5, 0x5E, 0x00),
        Hue::Green => (0x00, 0x9E, 0x73),
        Hue::Purple => (0xCC, 0x79, 0xA7),
        Hue::Orange => (0xE6, 0x9F, 0x00),
        Hue::Sky => (0x56, 0xB4, 0xE9),
        Hue::Black => INK,
        Hue::Grey => (0x6B, 0x6B, 0x6B),
    }
}

/// The hue on paper with only `strength` (0 to 1) of it left.
pub fn faint(hue: Hue, strength: f64) -> Rgb {
    mix(PAPER, color(hue), strength.clamp(0.0, 1.0))
}

/// The hue darkened until words in it stand out from white by at least 4.5 to 1 (WCAG 2.2, 1.4.3).
pub fn ink(hue: Hue) -> Rgb {
    let full = color(hue);
    (0..20)
        .map(|step| mix(full, (0, 0, 0), f64::from(step) * 0.05))
        .find(|shade| contrast(*shade, PAPER) >= 4.5)
        .unwrap_or(INK)
}

/// The colour at `share` (0 to 1) of a palette.
pub fn shade(palette: Palette, share: f64) -> Rgb {
    let anchors: &[Rgb] = match palette {
        Palette::Sequential => &VIRIDIS,
        Palette::Diverging => &ORANGE_BLUE,
    };
    let last = anchors.len() - 1;
    let position = share.clamp(0.0, 1.0) * last as f64;
    let below = (position as usize).min(last - 1);
    mix(anchors[below], anchors[below + 1], position - below as f64)
}

/// Ink or paper, whichever is read more easily on that colour.
pub fn readable_on(color: Rgb) -> Rgb {
    if contrast(color, INK) >= contrast(color, PAPER) { INK } else { PAPER }
}

fn mix(from: Rgb, to: Rgb, share: f64) -> Rgb {
    let channel = |a: u8, b: u8| {
        let value = f64::from(a) + (f64::from(b) - f64::from(a)) * share;
        (value + 0.5).floor() as u8
    };
    (channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

/// Contrast of two colours, 1 to 21 (WCAG 2.2); a square stands for the power 2.4 less its offset, which errs by
/// a few percent.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    if a > b { a / b } else { b / a }
}

fn luminance(color: Rgb) -> f64 {
    let linear = |channel: u8| {
        let v = f64::from(channel) / 255.0;
        v * v * (0.2 + 0.8 * v.sqrt())
    };
    0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_three_hues_stand_out_from_paper() {
        for hue in [Hue::Blue, Hue::Vermillion, Hue::Green] {
            assert!(contrast(color(hue), PAPER) >= 3.0, "{hue:?}");
        }
    }

    #[test]
    fn ink_is_readable_for_every_hue() {
        for hue in Hue::ORDER {
            assert!(contrast(ink(hue), PAPER) >= 4.5, "{hue:?}");
        }
    }

    #[test]
    fn scales_hit_their_anchors() {
        assert_eq!(shade(Palette::Sequential, 0.0), VIRIDIS[0]);
        assert_eq!(shade(Palette::Sequential, 1.0), VIRIDIS[10]);
        assert_eq!(shade(Palette::Diverging, 0.5), ORANGE_BLUE[2]);
    }
}
