//! Names, low and high ends of a model's inputs, as a file says them; it draws no points.

use super::OutsideError;
use super::numbers::{cells, lines};

/// One input of a model outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// Its name.
    pub name: String,
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
}

impl Bound {
    /// The value at a point of the unit interval.
    pub fn at(&self, unit: f64) -> f64 {
        if unit < 1.0 { self.low + (self.high - self.low) * unit } else { self.high }
    }

    /// The point of the unit interval of a value.
    pub fn unit(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

/// Reads `name,low,high` line by line, with or without a line of headings.
///
/// # Errors
/// With the line that cannot be.
pub fn read(file: &str, text: &str) -> Result<Vec<Bound>, OutsideError> {
    let content = |reason: String| OutsideError::Content { file: file.to_owned(), reason };
    let mut bounds: Vec<Bound> = Vec::new();
    for (place, line) in lines(text) {
        let [name, low, high] = cells(line)[..] else {
            return Err(content(format!("line {place}: `{line}` is not of the form name,low,high")));
        };
        let ends = [low, high].map(|end| end.parse::<f64>().ok().filter(|end| end.is_finite()));
        if bounds.is_empty() && ends == [None, None] {
            continue;
        }
        let [Some(low), Some(high)] = ends else {
            return Err(content(format!("line {place}: low and high of `{name}` are numbers, such as {name},0,1")));
        };
        if low >= high {
            return Err(content(format!("line {place}: the range of `{name}` from {low} to {high} is empty")));
        }
        if bounds.iter().any(|bound| bound.name == name) {
            return Err(content(format!("line {place}: `{name}` is bounded twice")));
        }
        bounds.push(Bound { name: name.to_owned(), low, high });
    }
    if bounds.is_empty() {
        Err(content("it bounds no input: give a line name,low,high for each".to_owned()))
    } else {
        Ok(bounds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_read_with_or_without_headings_and_map_both_ways() {
        for text in ["name,low,high\nx,-1,3\ny,0,1\n", "x -1 3\ny 0 1"] {
            let bounds = read("b", text).unwrap();
            assert_eq!(bounds.len(), 2, "{text}");
            let ends = [(0.0, -1.0), (0.5, 1.0), (1.0, 3.0)];
            assert!(ends.into_iter().all(|(unit, value)| (bounds[0].at(unit) - value).abs() < 1e-15));
            assert!((bounds[0].unit(2.0) - 0.75).abs() < 1e-15);
        }
    }

    #[test]
    fn what_is_no_bound_is_refused_with_its_line() {
        for (text, reason) in [
            ("", "bounds no input"),
            ("name,low,high\n", "bounds no input"),
            ("x,0,1\ny,0\n", "line 2"),
            ("x,1,0", "is empty"),
            ("x,0,1\nx,0,1", "twice"),
            ("x,0,1\ny,zero,1", "are numbers"),
        ] {
            let error = read("b", text).unwrap_err().to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
