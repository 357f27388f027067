//! The file of one part: rows of text between a head that names the plan and a foot that proves them whole; it computes nothing.

use super::point::Row;
use super::{SweepError, io};
use crate::base::random::Key;
use crate::statistics::Estimate;
use std::fmt::Write as _;
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// First words of a part.
const HEAD: &str = "longgame part 1";

/// Why a part is not to be trusted.
#[derive(Debug, Error)]
pub enum PartError {
    /// It belongs to another plan.
    #[error("{path} belongs to another plan ({found}), not to {expected}: keep parts of different plans apart")]
    Plan {
        /// Its path.
        path: String,
        /// The plan that it names.
        found: String,
        /// The plan that is merged.
        expected: String,
    },
    /// It is damaged.
    #[error("{path} is damaged: {reason}; delete it and run its shard again")]
    Damaged {
        /// Its path.
        path: String,
        /// What is wrong.
        reason: String,
    },
}

/// Where the parts of a sweep lie.
#[derive(Debug, Clone)]
pub struct PartFile {
    /// The path.
    pub path: PathBuf,
    part: u64,
}

impl PartFile {
    /// The file of a part in the sweep's folder.
    pub fn new(folder: &Path, part: u64) -> Self {
        Self { path: folder.join("parts").join(format!("part-{part:06}.txt")), part }
    }

    /// Writes the part whole or not at all: aside, flushed to the disk, then renamed. Writers of the same part do not meet.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn write(&self, plan: &str, rows: &[Row]) -> Result<(), SweepError> {
        let Some(folder) = self.path.parent() else { return Ok(()) };
        std::fs::create_dir_all(folder).map_err(io("create", folder))?;
        let text = written(plan, self.part, rows);
        let aside = folder.join(format!(".part-{:06}.{}", self.part, writer()));
        let done =
            store(&aside, &text).and_then(|()| std::fs::rename(&aside, &self.path).map_err(io("rename", &aside)));
        if done.is_err() {
            let _ = std::fs::remove_file(&aside);
        }
        // The name is safe on disk only once the folder is.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
        done
    }

    /// Reads the part; nothing if it is not there.
    ///
    /// # Errors
    /// [`PartError`] if it is not this plan's, or not whole.
    pub fn read(&self, plan: &str, points: std::ops::Range<u64>) -> Result<Option<Vec<Row>>, SweepError> {
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(io("read", &self.path)(error)),
        };
        let damaged =
            |reason: &str| PartError::Damaged { path: self.path.display().to_string(), reason: reason.to_owned() };
        let text = String::from_utf8(bytes).map_err(|_| damaged("it is no text"))?;
        let (head, body) = text.split_once('\n').ok_or_else(|| damaged("it has no rows"))?;
        let found = head
            .strip_prefix(HEAD)
            .and_then(|rest| rest.trim().split_once(' '))
            .ok_or_else(|| damaged("it does not begin as a part does"))?;
        let foot = body.trim_end_matches('\n').rfind('\n').map_or(0, |place| place + 1);
        let (rows, foot) = body.split_at(foot);
        let end = text.len() - foot.len();
        if foot.trim_end() != footer(&text[..end], points.end - points.start) {
            return Err(damaged("its last line does not fit what stands above").into());
        }
        if found.0 != plan {
            let path = self.path.display().to_string();
            return Err(PartError::Plan { path, found: found.0.to_owned(), expected: plan.to_owned() }.into());
        }
        let rows = parsed(rows).ok_or_else(|| damaged("a row cannot be read"))?;
        let complete = found.1 == self.part.to_string() && rows.iter().map(|row| row.point).eq(points);
        if complete { Ok(Some(rows)) } else { Err(damaged("it holds other points than it should").into()) }
    }
}

/// A name for this writer alone: host, process and a random word.
fn writer() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let plain: String = host.trim().chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    let nonce = RandomState::new().hash_one(std::process::id());
    format!("{plain}-{}-{nonce:016x}.partial", std::process::id())
}

fn store(path: &Path, text: &str) -> Result<(), SweepError> {
    let mut file = File::create(path).map_err(io("create", path))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(io("write", path))
}

fn footer(above: &str, rows: u64) -> String {
    format!("end {rows} {}", Key::digest(above.as_bytes()))
}

/// Head, rows and foot. A row is `point replications mean se mean se ...`, or `point ! reason`; kept values follow in a line
/// of their own for each measure.
fn written(plan: &str, part: u64, rows: &[Row]) -> String {
    let mut text = format!("{HEAD} {plan} {part}\n");
    for row in rows {
        let _ = write!(text, "{}", row.point);
        if let Some(reason) = &row.failure {
            let _ = writeln!(text, " ! {} {}", row.estimates.len(), reason.replace('\n', " "));
            continue;
        }
        let _ = write!(text, " {}", row.replications);
        for Estimate { mean, se, n } in &row.estimates {
            let _ = write!(text, " {mean:?} {se:?} {n}");
        }
        text.push('\n');
        for values in &row.values {
            let line: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
            let _ = writeln!(text, "= {}", line.join(" "));
        }
    }
    let foot = footer(&text, rows.len() as u64);
    text + &foot + "\n"
}

fn parsed(text: &str) -> Option<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    for line in text.lines() {
        if let Some(values) = line.strip_prefix("= ") {
            rows.last_mut()?.values.push(values.split(' ').map(|value| value.parse().ok()).collect::<Option<_>>()?);
            continue;
        }
        let (point, rest) = line.split_once(' ')?;
        let point = point.parse().ok()?;
        rows.push(match rest.strip_prefix("! ") {
            Some(failed) => {
                let (count, reason) = failed.split_once(' ')?;
                let nothing = Estimate { mean: f64::NAN, se: f64::NAN, n: 0 };
                let estimates = vec![nothing; count.parse().ok()?];
                Row { point, replications: 0, failure: Some(reason.to_owned()), estimates, values: Vec::new() }
            }
            None => found(point, rest)?,
        });
    }
    Some(rows)
}

fn found(point: u64, text: &str) -> Option<Row> {
    let mut words = text.split(' ');
    let replications = words.next()?.parse().ok()?;
    let words: Vec<&str> = words.collect();
    let estimate = |words: &[&str]| {
        let [mean, se, n] = words else { return None };
        Some(Estimate { mean: mean.parse().ok()?, se: se.parse().ok()?, n: n.parse().ok()? })
    };
    let estimates = words.chunks(3).map(estimate).collect::<Option<_>>()?;
    Some(Row { point, replications, failure: None, estimates, values: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let estimate = |mean| Estimate { mean, se: 0.1, n: 10 };
        let found = Row {
            point: 4,
            replications: 10,
            failure: None,
            estimates: vec![estimate(1.0 / 3.0), estimate(f64::NAN)],
            values: vec![vec![0.1, f64::NAN], vec![1e-300, -0.0]],
        };
        let failed = Row {
            point: 5,
            replications: 0,
            failure: Some("continuation = 1 never ends".to_owned()),
            estimates: vec![Estimate { mean: f64::NAN, se: f64::NAN, n: 0 }; 2],
            values: Vec::new(),
        };
        vec![found, failed]
    }

    #[test]
    fn a_part_reads_back_to_the_last_bit() {
        let folder = tempfile::tempdir().unwrap();
        let part = PartFile::new(folder.path(), 2);
        part.write("abc", &rows()).unwrap();
        let read = part.read("abc", 4..6).unwrap().unwrap();
        assert_eq!(format!("{read:?}"), format!("{:?}", rows()));
        assert_eq!(std::fs::read_dir(folder.path().join("parts")).unwrap().count(), 1);
    }

    #[test]
    fn a_flipped_bit_anywhere_and_another_plan_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let part = PartFile::new(folder.path(), 2);
        part.write("abc", &rows()).unwrap();
        assert!(matches!(part.read("abd", 4..6), Err(SweepError::Part(PartError::Plan { .. }))));
        assert!(
            part.read("abc", 4..7).is_err() && PartFile::new(folder.path(), 3).read("abc", 4..6).unwrap().is_none()
        );
        let whole = std::fs::read(&part.path).unwrap();
        for place in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[place] ^= 1;
            std::fs::write(&part.path, &flipped).unwrap();
            // The last line feed proves nothing and is not needed.
            assert!(part.read("abc", 4..6).is_err() || place + 1 == whole.len(), "byte {place}");
        }
    }
}
