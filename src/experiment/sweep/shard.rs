//! Does the parts of a shard that are not done yet, and tells which are; it does not know what is in them.

use super::frozen::Frozen;
use super::part::PartFile;
use super::point::{Evaluator, Row};
use super::{PartError, SweepError};
use crate::engine::parallel::{Stopped, Watch};
use crate::scenario::read::Scenario;
use rayon::prelude::*;
use std::path::Path;
use std::str::FromStr;

/// Which share of the parts: the k-th of n, k from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u64,
    of: u64,
}

impl Shard {
    /// All parts.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// The parts of the shard: every n-th, so that shards are alike.
    pub fn parts(self, parts: u64) -> impl Iterator<Item = u64> {
        (self.number - 1..parts).step_by(self.of as usize)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("`{text}` is no shard: write k/n, such as 3/40, with k from 1 to n");
        let (number, of) = text.split_once('/').ok_or_else(fault)?;
        let count = |part: &str| part.trim().parse::<u64>().map_err(|_| fault());
        let (number, of) = (count(number)?, count(of)?);
        if (1..=of).contains(&number) && of <= 1_000_000 { Ok(Self { number, of }) } else { Err(fault()) }
    }
}

/// What is done of a sweep.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// Parts in all.
    pub parts: u64,
    /// Parts that are done and whole.
    pub done: u64,
    /// Points in them.
    pub points: u64,
    /// Points that failed, with the reason.
    pub failed: Vec<(u64, String)>,
    /// Parts that are there and not to be trusted, with what is wrong.
    pub damaged: Vec<String>,
    /// First part that is missing.
    pub missing: Option<u64>,
}

/// Looks at every part.
///
/// # Errors
/// If the file system refuses.
pub fn status(frozen: &Frozen, folder: &Path) -> Result<Status, SweepError> {
    let mut status = Status { parts: frozen.parts(), ..Status::default() };
    for part in 0..frozen.parts() {
        match PartFile::new(folder, part).read(&frozen.hash, frozen.part(part)) {
            Ok(Some(rows)) => {
                status.done += 1;
                status.points += rows.len() as u64;
                status.failed.extend(rows.into_iter().filter_map(|row| Some((row.point, row.failure?))));
            }
            Ok(None) => status.missing = status.missing.or(Some(part)),
            Err(SweepError::Part(error)) => {
                status.damaged.push(error.to_string());
                status.missing = status.missing.or(Some(part));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(status)
}

/// Does the parts of a shard that are not done; `done` is told of the points of every part that is, done now or before.
///
/// # Errors
/// If stopped, which loses the part under way and nothing else; if the file system refuses.
pub fn run(
    frozen: &Frozen,
    scenario: &Scenario,
    folder: &Path,
    shard: Shard,
    watch: Watch<'_>,
    done: &dyn Fn(u64),
) -> Result<(), SweepError> {
    let evaluator = Evaluator::new(frozen, scenario)?;
    for part in shard.parts(frozen.parts()) {
        let points = frozen.part(part);
        let file = PartFile::new(folder, part);
        match file.read(&frozen.hash, points.clone()) {
            Ok(Some(_)) => {}
            // A damaged part is replaced; another plan's is not ours to touch.
            Ok(None) | Err(SweepError::Part(PartError::Damaged { .. })) => {
                file.write(&frozen.hash, &rows(&evaluator, points.clone(), watch)?)?;
            }
            Err(error) => return Err(error),
        }
        done(points.end - points.start);
    }
    Ok(())
}

fn rows(evaluator: &Evaluator<'_>, points: std::ops::Range<u64>, watch: Watch<'_>) -> Result<Vec<Row>, SweepError> {
    let stopped = || watch.stop.is_some_and(|stop| stop.load(std::sync::atomic::Ordering::Relaxed));
    let row = |point| if stopped() { Err(SweepError::Stopped(Stopped)) } else { evaluator.row(point, watch) };
    points.into_par_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn shards_share_all_parts_without_overlap() {
        for of in [1, 7, 13, 40] {
            let shard = |number| format!("{number}/{of}").parse::<Shard>().unwrap();
            let mut parts: Vec<u64> = (1..=of).flat_map(|number| shard(number).parts(100)).collect();
            parts.sort_unstable();
            assert!(parts.iter().copied().eq(0..100));
        }
    }

    #[test]
    fn what_is_no_shard_is_refused() {
        for text in ["", "3", "0/4", "5/4", "1/x", "-1/4"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
