//! One line of a catalogue of named things; it does not know what the things are.

/// A named entry of a catalogue (a clause, a strategy, a measure), as listings and documentation show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name by which scenarios and commands refer to the entry.
    pub name: &'static str,
    /// One sentence on what the entry is.
    pub summary: &'static str,
}
