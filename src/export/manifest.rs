//! `manifest.json`: what determines a result, and the files it consists of; nothing of the machine, clock or threads.

use serde::{Deserialize, Serialize};

use crate::report::Provenance;

use super::{ExportError, File};

/// The manifest's file name.
pub const NAME: &str = "manifest.json";

#[derive(Serialize)]
struct Manifest<'a> {
    #[serde(flatten)]
    provenance: &'a Provenance,
    files: Vec<&'a str>,
}

/// What an existing manifest tells about a result that is to be replaced.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Found {
    /// Hash of the scenario.
    pub scenario_hash: String,
    /// Name of the scenario.
    pub scenario_name: String,
    /// The files that belong to the result.
    #[serde(default)]
    pub files: Vec<String>,
}

/// The manifest of a result that consists of those files.
///
/// # Errors
/// If the JSON writer fails.
pub fn file(provenance: &Provenance, files: &[File]) -> Result<File, ExportError> {
    let mut names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    names.push(NAME);
    names.sort_unstable();
    let manifest = Manifest { provenance, files: names };
    Ok(File::text(NAME, serde_json::to_string_pretty(&manifest)? + "\n"))
}

/// Reads a manifest; nothing if it is not one of ours.
pub fn read(bytes: &[u8]) -> Option<Found> {
    serde_json::from_slice(bytes).ok()
}
