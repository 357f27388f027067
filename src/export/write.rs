//! Puts files on disk whole or not at all: written aside, then renamed; it does not know what is in them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::File;
use super::manifest::{self, Found};

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The directory holds the result of another scenario.
    #[error("`{}` holds a result of a different scenario (`{found}`); choose another --out or use --force", path.display())]
    Different {
        /// The directory.
        path: PathBuf,
        /// Name of the scenario found there.
        found: String,
    },
    /// The directory holds something, but no result.
    #[error("`{}` is not empty and holds no result of this program; choose another --out", .0.display())]
    Foreign(PathBuf),
    /// A path that would lead out of the directory.
    #[error("`{0}` is not a path below the result's directory")]
    Outside(String),
    /// The file system refused.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

fn refused(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError::Io { action, path, source }
}

/// Writes one file whole or not at all, over an existing one.
///
/// # Errors
/// If the file system refuses; the file is then as it was.
pub fn file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let aside = sibling(path, "partial");
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(refused("create", parent))?;
    }
    let written = fs::write(&aside, bytes)
        .map_err(refused("write", &aside))
        .and_then(|()| fs::rename(&aside, path).map_err(refused("replace", path)));
    if written.is_err() {
        let _ = fs::remove_file(&aside);
    }
    written
}

/// A file written piece by piece, aside, that appears whole or not at all.
#[derive(Debug)]
pub struct Stream {
    aside: PathBuf,
    file: io::BufWriter<fs::File>,
}

impl Stream {
    /// Begins a file called `name`, aside in `folder`.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn new(folder: &Path, name: &str) -> Result<Self, WriteError> {
        fs::create_dir_all(folder).map_err(refused("create", folder))?;
        let aside = sibling(&folder.join(name), "partial");
        let file = fs::File::create(&aside).map_err(refused("create", &aside))?;
        Ok(Self { aside, file: io::BufWriter::new(file) })
    }

    /// Appends.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        io::Write::write_all(&mut self.file, bytes).map_err(refused("write", &self.aside))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn finish(mut self, path: &Path) -> Result<(), WriteError> {
        io::Write::flush(&mut self.file).map_err(refused("write", &self.aside))?;
        fs::rename(&self.aside, path).map_err(refused("replace", path))
    }
}

impl io::Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Stream {
    /// What was not finished goes; after [`Stream::finish`] nothing is left aside.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.aside);
    }
}

/// Writes a result's directory whole or not at all. An existing result of the same scenario is replaced; files in it
/// that are not part of the result are kept.
///
/// # Errors
/// If the directory holds the result of a scenario with another hash and `force` is not set, or holds something else
/// altogether, or the file system refuses; the directory is then as it was.
pub fn directory(path: &Path, files: &[File], scenario_hash: &str, force: bool) -> Result<(), WriteError> {
    // A link is followed, so that the result lies where it points.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let existing = existing(path)?;
    if let Some(found) = existing.as_ref().filter(|found| found.scenario_hash != scenario_hash && !force) {
        return Err(WriteError::Different { path: path.clone(), found: found.scenario_name.clone() });
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(refused("create", parent))?;
    }
    let aside = sibling(path, "partial");
    let written = fill(&aside, files).and_then(|()| replace(path, &aside, existing.as_ref()));
    if written.is_err() {
        let _ = fs::remove_dir_all(&aside);
    }
    written
}

/// The manifest of the result in a directory; nothing if there is no directory or an empty one.
fn existing(path: &Path) -> Result<Option<Found>, WriteError> {
    let is_vacant = match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(refused("read", path)(error)),
    };
    if is_vacant {
        return Ok(None);
    }
    let found = fs::read(path.join(manifest::NAME)).ok().and_then(|bytes| manifest::read(&bytes));
    found.map(Some).ok_or_else(|| WriteError::Foreign(path.to_owned()))
}

fn fill(aside: &Path, files: &[File]) -> Result<(), WriteError> {
    fs::create_dir(aside).map_err(refused("create", aside))?;
    for file in files {
        if !lies_below(&file.path) {
            return Err(WriteError::Outside(file.path.clone()));
        }
        let target = aside.join(&file.path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(refused("create", parent))?;
        }
        fs::write(&target, &file.bytes).map_err(refused("write", &target))?;
    }
    Ok(())
}

/// Whether a relative path with `/` stays below the directory that it is joined to.
fn lies_below(path: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']);
    path.split('/').all(is_plain)
}

/// Puts the new directory in the place of the old one, which comes back if that fails.
fn replace(path: &Path, aside: &Path, existing: Option<&Found>) -> Result<(), WriteError> {
    let Some(found) = existing else {
        return fs::rename(aside, path).map_err(refused("create", path));
    };
    let old = sibling(path, "replaced");
    fs::rename(path, &old).map_err(refused("replace", path))?;
    if let Err(error) = fs::rename(aside, path) {
        let _ = fs::rename(&old, path);
        return Err(refused("replace", path)(error));
    }
    for name in found.files.iter().filter(|name| lies_below(name)) {
        let _ = fs::remove_file(old.join(name));
    }
    keep_rest(&old, path)?;
    fs::remove_dir_all(&old).map_err(refused("remove", &old))
}

/// Moves what is left of the old directory into the new one, unless the new one has it.
fn keep_rest(old: &Path, new: &Path) -> Result<(), WriteError> {
    for entry in fs::read_dir(old).map_err(refused("read", old))? {
        let from = entry.map_err(refused("read", old))?.path();
        let Some(name) = from.file_name() else {
            continue;
        };
        let to = new.join(name);
        if !to.exists() {
            let is_hollow = fs::read_dir(&from).is_ok_and(|mut entries| entries.next().is_none());
            if !is_hollow {
                fs::rename(&from, &to).map_err(refused("keep", &from))?;
            }
        } else if from.is_dir() && to.is_dir() {
            keep_rest(&from, &to)?;
        }
    }
    Ok(())
}

/// A hidden name beside the path. The process' number keeps two runs apart and never reaches a result.
fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let name = path.file_name().map_or_else(|| "result".into(), std::ffi::OsStr::to_string_lossy);
    path.with_file_name(format!(".{name}.{suffix}-{}", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Provenance;

    fn result(hash: &str, table: &str) -> Vec<File> {
        let provenance = Provenance {
            version: "0.1.0".to_owned(),
            scenario_name: "renewal".to_owned(),
            scenario_text: "title = \"x\"".to_owned(),
            contract: None,
            scenario_hash: hash.to_owned(),
            seed: 1,
            replications: 10,
            command: "longgame run renewal".to_owned(),
        };
        let mut files = vec![File::text(table, "a\n1\n".to_owned())];
        let manifest = manifest::file(&provenance, &files).unwrap();
        files.push(manifest);
        files
    }

    fn names(path: &Path) -> Vec<String> {
        let entries = fs::read_dir(path).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn replaces_its_own_result_and_keeps_what_is_not_of_it() {
        let root = tempfile::tempdir().unwrap();
        let out = root.path().join("renewal");
        directory(&out, &result("aa", "charts/old.csv"), "aa", false).unwrap();
        fs::write(out.join("notes.txt"), "mine").unwrap();
        directory(&out, &result("aa", "summary.csv"), "aa", false).unwrap();
        assert_eq!(names(&out), ["manifest.json", "notes.txt", "summary.csv"]);
        assert_eq!(names(root.path()), ["renewal"]);
    }

    #[test]
    fn refuses_another_scenario_unless_forced() {
        let root = tempfile::tempdir().unwrap();
        let out = root.path().join("renewal");
        directory(&out, &result("aa", "one.csv"), "aa", false).unwrap();
        let refusal = directory(&out, &result("bb", "two.csv"), "bb", false);
        assert!(matches!(refusal, Err(WriteError::Different { .. })));
        assert_eq!(names(&out), ["manifest.json", "one.csv"]);
        directory(&out, &result("bb", "two.csv"), "bb", true).unwrap();
        assert_eq!(names(&out), ["manifest.json", "two.csv"]);
    }

    #[test]
    fn never_touches_a_directory_that_holds_something_else() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("thesis.tex"), "").unwrap();
        let refusal = directory(root.path(), &result("aa", "one.csv"), "aa", true);
        assert!(matches!(refusal, Err(WriteError::Foreign(_))));
        assert_eq!(names(root.path()), ["thesis.tex"]);
    }

    #[test]
    fn an_error_leaves_nothing_behind() {
        let root = tempfile::tempdir().unwrap();
        let out = root.path().join("renewal");
        let files = [File::text("fine.csv", String::new()), File::text("../evil.csv", String::new())];
        assert!(matches!(directory(&out, &files, "aa", false), Err(WriteError::Outside(_))));
        assert!(names(root.path()).is_empty());
    }
}
