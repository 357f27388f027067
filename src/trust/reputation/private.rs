//! Opinions of each observer, only of parties it has met or heard of and at most so many; it does not know how they were formed.

use super::scale::{Record, Scale};

/// What an observer holds of one party.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinion {
    /// Of whom.
    pub subject: u32,
    /// Under which of its names.
    pub identity: u32,
    /// Order of the last judgement among all.
    pub last: u64,
    /// Judgements.
    pub record: Record,
}

/// All opinions: per observer, by subject. Memory is bounded by parties times the cap and grows only with what is observed.
#[derive(Debug, Clone)]
pub struct Opinions {
    cap: usize,
    /// Judgements added so far.
    count: u64,
    held: Vec<Vec<Opinion>>,
}

impl Opinions {
    /// Nobody knows anybody.
    pub fn new(cap: u32, parties: usize) -> Self {
        Self { cap: cap as usize, count: 0, held: vec![Vec::new(); parties] }
    }

    /// An observer's record of a party under its present name.
    #[inline]
    pub fn of(&self, observer: u32, subject: u32, identity: u32) -> Option<Record> {
        let held = &self.held[observer as usize];
        let place = held.binary_search_by_key(&subject, |opinion| opinion.subject).ok()?;
        (held[place].identity == identity).then_some(held[place].record)
    }

    /// Adds a judgement; for a new opinion beyond the cap the one that was not renewed for longest goes.
    pub fn add(&mut self, scale: &Scale, observer: u32, [subject, identity]: [u32; 2], good: f64, weight: f64) {
        self.count += 1;
        let last = self.count;
        let held = &mut self.held[observer as usize];
        match held.binary_search_by_key(&subject, |opinion| opinion.subject) {
            Ok(place) => {
                let opinion = &mut held[place];
                let before = if opinion.identity == identity { opinion.record } else { scale.newcomer() };
                *opinion = Opinion { subject, identity, last, record: scale.after(before, good, weight) };
            }
            Err(place) => {
                let record = scale.after(scale.newcomer(), good, weight);
                held.insert(place, Opinion { subject, identity, last, record });
                if held.len() > self.cap
                    && let Some(oldest) = oldest(held)
                {
                    held.remove(oldest);
                }
            }
        }
    }

    /// The latest opinions of an observer, latest first.
    pub fn latest(&self, observer: u32, count: usize) -> Vec<Opinion> {
        let mut all = self.held[observer as usize].clone();
        all.sort_unstable_by_key(|opinion| std::cmp::Reverse(opinion.last));
        all.truncate(count);
        all
    }

    /// Opinions that an observer holds, by subject.
    pub fn held(&self) -> impl Iterator<Item = &Opinion> {
        self.held.iter().flatten()
    }

    /// Old opinions fade; on a binary scale `uniform` is asked once per opinion, and one that is forgotten goes.
    pub fn fade(&mut self, scale: &Scale, keep: f64, uniform: &mut impl FnMut(u32) -> f64) {
        for (observer, held) in self.held.iter_mut().enumerate() {
            match scale {
                Scale::Binary(_) => held.retain(|_| uniform(observer as u32) < keep),
                Scale::Graded(_) => {
                    for opinion in held {
                        opinion.record = scale.faded(opinion.record, keep, || 0.0);
                    }
                }
            }
        }
    }
}

/// Place of the opinion whose last judgement is the oldest; no two have the same order.
fn oldest(held: &[Opinion]) -> Option<usize> {
    held.iter().enumerate().min_by_key(|(_, opinion)| opinion.last).map(|(place, _)| place)
}
