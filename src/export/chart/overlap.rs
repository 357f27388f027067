//! Proves a layout: reads the words of an SVG chart and finds those that touch each other or leave the page; it does
//! not know how the chart was laid out.

use super::scene::Rect;
use super::svg::HANG;
use super::typeface::{Typeface, Weight};

/// Parts of an em above and below the baseline that letters fill.
const ASCENT: f64 = 0.76;
const DESCENT: f64 = 0.2;

/// One sentence for every pair of words that overlaps and for every one that leaves the view box; empty if all is well.
pub fn overlaps(svg: &str) -> Vec<String> {
    let Ok(face) = Typeface::load() else {
        return vec!["the embedded typeface is damaged".to_owned()];
    };
    let page = view_box(svg);
    let boxes: Vec<(String, Rect)> = svg.split("<text").skip(1).filter_map(|element| words(element, &face)).collect();
    let mut found = Vec::new();
    for (index, (text, area)) in boxes.iter().enumerate() {
        if area.left < page.left || area.top < page.top || area.right > page.right || area.bottom > page.bottom {
            found.push(format!("`{text}` leaves the page"));
        }
        for (other, place) in &boxes[..index] {
            if area.meets(place) {
                found.push(format!("`{other}` and `{text}` overlap"));
            }
        }
    }
    found
}

fn view_box(svg: &str) -> Rect {
    let numbers: Vec<f64> =
        attribute(svg, "viewBox").unwrap_or("").split_whitespace().filter_map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        [left, top, width, height] => Rect { left: *left, top: *top, right: left + width, bottom: top + height },
        _ => Rect { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 },
    }
}

fn words(element: &str, face: &Typeface) -> Option<(String, Rect)> {
    let (head, rest) = element.split_once('>')?;
    let text = unescaped(rest.split_once("</text>")?.0.trim());
    let number = |name| attribute(head, name)?.parse::<f64>().ok();
    let (x, y, size) = (number("x")?, number("y")?, number("font-size")?);
    let weight = match attribute(head, "font-weight") {
        Some(_) => Weight::Strong,
        None => Weight::Regular,
    };
    let width = face.width(&text, size, weight);
    let left = match attribute(head, "text-anchor") {
        Some("middle") => x - width / 2.0,
        Some("end") => x - width,
        _ => x,
    };
    let base = y + HANG * size;
    let area = Rect { left, top: base - ASCENT * size, right: left + width, bottom: base + DESCENT * size };
    Some((text, area))
}

fn attribute<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let start = head.find(&format!(" {name}=\""))? + name.len() + 3;
    head[start..].split('"').next()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(texts: &[(&str, f64, f64)]) -> String {
        let element = |(text, x, y): &(&str, f64, f64)| {
            format!(
                "<text x=\"{x}\" y=\"{y}\" dy=\"0.76em\" text-anchor=\"start\" font-size=\"20\">\n{text}\n</text>\n"
            )
        };
        let body: String = texts.iter().map(element).collect();
        format!("<svg viewBox=\"0 0 300 100\">\n{body}</svg>")
    }

    #[test]
    fn touching_and_leaving_words_are_found() {
        assert_eq!(overlaps(&page(&[("one", 10.0, 10.0), ("two", 100.0, 10.0)])), Vec::<String>::new());
        assert_eq!(overlaps(&page(&[("one", 10.0, 10.0), ("two", 20.0, 15.0)])).len(), 1);
        assert_eq!(overlaps(&page(&[("a long name", 250.0, 10.0)])).len(), 1);
    }
}
