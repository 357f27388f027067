//! Finds what `extends` names: beside the file that extends, or built in; it does not know what is extended.

use crate::scenario::catalogue;
use crate::source::{LoadError, Loaded, Loader};
use std::path::PathBuf;

/// A loader for the files of one folder, and for the built-in ones below another.
#[derive(Debug)]
pub struct Beside {
    folder: Option<PathBuf>,
    below: &'static str,
}

impl Beside {
    /// Files of `folder` first, if there is one; then the built-in ones below `below`, such as `contracts/`.
    pub const fn new(folder: Option<PathBuf>, below: &'static str) -> Self {
        Self { folder, below }
    }
}

impl Loader for Beside {
    fn load(&self, name: &str, _: &str) -> Result<Loaded, LoadError> {
        let stem = name.strip_suffix(".toml").unwrap_or(name);
        if let Some(folder) = &self.folder {
            let path = folder.join(format!("{stem}.toml"));
            if path.is_file() {
                let text = std::fs::read_to_string(&path).map_err(|error| LoadError::Unreadable(error.to_string()))?;
                return Ok(Loaded { name: path.display().to_string(), text });
            }
        }
        match catalogue::text(&format!("{}{stem}.toml", self.below)) {
            Some(text) => Ok(Loaded { name: format!("built-in {}{stem}", self.below), text }),
            None => Err(LoadError::Unknown { known: catalogue::names_below(self.below) }),
        }
    }
}
