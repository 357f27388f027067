//! Key paths such as `contract.term.rounds` or `parties[2].share`; knows no tree.

use std::fmt;
use std::str::FromStr;

/// Paths longer than this are refused; TOML itself is read to about the same depth.
const LONGEST_PATH: usize = 64;

/// One step of a [`KeyPath`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key of a table.
    Key(String),
    /// An item of an array, from 0.
    Item(usize),
}

/// The way from the root of a tree to a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPath(Vec<Step>);

/// Why a text is no key path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Nothing between two dots, or nothing at all.
    #[error("a key is missing in `{0}`")]
    MissingKey(String),
    /// A quote or bracket without its partner, or text after one.
    #[error("`{0}` has a quote or bracket out of place")]
    Unbalanced(String),
    /// `[...]` holds no number.
    #[error("`[{0}]` must hold the number of an item, counted from 0")]
    NotAnItem(String),
    /// More steps than any tree has.
    #[error("a key path may have at most {LONGEST_PATH} parts")]
    TooLong,
}

impl KeyPath {
    /// The root.
    pub fn root() -> Self {
        Self::default()
    }

    /// The steps from the root.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// This path followed by a key.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    /// This path followed by an item.
    #[must_use]
    pub fn item(&self, item: usize) -> Self {
        self.with(Step::Item(item))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Puts a step before the first one.
    pub(super) fn prepend(&mut self, step: Step) {
        self.0.insert(0, step);
    }

    /// The last key with the items after it, as it stands left of `=`: `share` or `weights[2]`.
    pub fn leaf(&self) -> String {
        let last_key = self.0.iter().rposition(|step| matches!(step, Step::Key(_))).unwrap_or(0);
        Self(self.0[last_key..].to_vec()).to_string()
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Item(item) => write!(out, "[{item}]")?,
                Step::Key(key) => {
                    let dot = if index == 0 { "" } else { "." };
                    if is_bare(key) {
                        write!(out, "{dot}{key}")?;
                    } else {
                        write!(out, "{dot}{key:?}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn is_bare(key: &str) -> bool {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    !key.is_empty() && key.chars().all(bare)
}

impl FromStr for KeyPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let mut steps = Vec::new();
        let mut rest = text.trim();
        loop {
            let (key, after) = split_key(rest, text)?;
            steps.push(Step::Key(key));
            rest = after;
            while let Some(inside) = rest.strip_prefix('[') {
                let (item, after) = split_item(inside, text)?;
                steps.push(Step::Item(item));
                rest = after;
            }
            if steps.len() > LONGEST_PATH {
                return Err(PathError::TooLong);
            }
            match rest.strip_prefix('.') {
                Some(after) => rest = after,
                None if rest.is_empty() => return Ok(Self(steps)),
                None => return Err(PathError::Unbalanced(text.to_owned())),
            }
        }
    }
}

fn split_key<'a>(rest: &'a str, whole: &str) -> Result<(String, &'a str), PathError> {
    let quote = rest.chars().next().filter(|c| *c == '"' || *c == '\'');
    if let Some(quote) = quote {
        let inside = &rest[1..];
        return match inside.split_once(quote) {
            Some((key, after)) => Ok((key.to_owned(), after.trim_start())),
            None => Err(PathError::Unbalanced(whole.to_owned())),
        };
    }
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let key = rest[..end].trim();
    if key.is_empty() {
        return Err(PathError::MissingKey(whole.to_owned()));
    }
    Ok((key.to_owned(), &rest[end..]))
}

fn split_item<'a>(inside: &'a str, whole: &str) -> Result<(usize, &'a str), PathError> {
    let Some((number, after)) = inside.split_once(']') else {
        return Err(PathError::Unbalanced(whole.to_owned()));
    };
    match number.trim().parse() {
        Ok(item) => Ok((item, after)),
        Err(_) => Err(PathError::NotAnItem(number.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_survive_reading_and_writing() {
        for text in ["a", "a.b-c.d_1", "a[2].b", "a[0][1]", "a.\"b c\".d"] {
            assert_eq!(text.parse::<KeyPath>().unwrap().to_string(), text);
        }
        assert_eq!("a.b[2]".parse::<KeyPath>().unwrap().leaf(), "b[2]");
    }

    #[test]
    fn broken_paths_say_what_is_wrong() {
        for text in ["", "a.", ".a", "a..b", "[1]"] {
            assert!(matches!(text.parse::<KeyPath>(), Err(PathError::MissingKey(_))), "{text}");
        }
        for text in ["a[1", "'a", "a[1]b", "'a'b"] {
            assert!(matches!(text.parse::<KeyPath>(), Err(PathError::Unbalanced(_))), "{text}");
        }
        assert!(matches!("a[x]".parse::<KeyPath>(), Err(PathError::NotAnItem(_))));
        assert_eq!("a.".repeat(80).parse::<KeyPath>(), Err(PathError::TooLong));
    }
}
