//! One record per party that all share; memory is linear in parties. It does not know who saw what.

use super::scale::{Record, Scale};

/// The public record.
#[derive(Debug, Clone)]
pub struct Public {
    records: Vec<Record>,
}

impl Public {
    /// Everyone is a newcomer.
    pub fn new(scale: &Scale, parties: usize) -> Self {
        Self { records: vec![scale.newcomer(); parties] }
    }

    /// Record of a party.
    #[inline]
    pub fn of(&self, subject: u32) -> Record {
        self.records[subject as usize]
    }

    /// Adds a judgement.
    #[inline]
    pub fn add(&mut self, scale: &Scale, subject: u32, good: f64, weight: f64) {
        let record = &mut self.records[subject as usize];
        *record = scale.after(*record, good, weight);
    }

    /// A party is a newcomer again.
    pub fn renew(&mut self, scale: &Scale, subject: u32) {
        self.records[subject as usize] = scale.newcomer();
    }

    /// Old records fade; `uniform` is asked once per party on a binary scale.
    pub fn fade(&mut self, scale: &Scale, keep: f64, uniform: &mut impl FnMut(u32) -> f64) {
        for (party, record) in self.records.iter_mut().enumerate() {
            *record = scale.faded(*record, keep, || uniform(party as u32));
        }
    }
}
