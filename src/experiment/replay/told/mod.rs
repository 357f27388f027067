//! The transcript as text for people, at most 100 columns wide; every number in it is the transcript's own.

mod heading;
mod layout;
mod preparation;
mod rounds;
mod talks;

use crate::experiment::number::fixed;
use crate::experiment::replay::transcript::Transcript;

/// The whole transcript; it ends in a line feed.
pub fn told(transcript: &Transcript) -> String {
    let mut lines = heading::lines(transcript);
    lines.extend(rounds::lines(transcript));
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    lines.join("\n") + "\n"
}

/// Two decimals: money, or a number on effort's scale.
fn two(value: f64) -> String {
    fixed(value, 2)
}

/// A share in whole percent.
fn percent(share: f64) -> String {
    format!("{}%", fixed(share * 100.0, 0))
}
