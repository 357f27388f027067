//! Judgements on their way: a queue with one place per round of delay; it does not know what they say.

use std::collections::VecDeque;

/// What someone holds of a party, on its way to whoever will know it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// Who will know it; the public record has no owner and reads 0.
    pub observer: u32,
    /// Who is judged.
    pub subject: u32,
    /// Under which of its names.
    pub identity: u32,
    /// From 0 (bad) to 1 (good).
    pub good: f64,
    /// Weight on a graded scale, in acts seen.
    pub weight: f64,
}

/// Judgements by the round in which they become known.
#[derive(Debug, Clone)]
pub struct Queue {
    rounds: VecDeque<Vec<Judgement>>,
}

impl Queue {
    /// An empty queue for delays up to `lag` rounds.
    pub fn new(lag: u32) -> Self {
        Self { rounds: (0..=lag).map(|_| Vec::new()).collect() }
    }

    /// Puts a judgement where it becomes known after so many further rounds, at most the lag.
    pub fn push(&mut self, delay: usize, judgement: Judgement) {
        if let Some(round) = self.rounds.get_mut(delay) {
            round.push(judgement);
        }
    }

    /// What becomes known at the end of this round, in the order in which it was said.
    pub fn due(&mut self) -> Vec<Judgement> {
        self.rounds.pop_front().unwrap_or_default()
    }

    /// Begins the next round; gives the emptied list of the last one back for use.
    pub fn advance(&mut self, mut used: Vec<Judgement>) {
        used.clear();
        self.rounds.push_back(used);
    }
}
