//! A contract given apart from a scenario: one file that a team edits, laid over the scenario's own; it does not know its clauses.

use crate::scenario::beside::Beside;
use crate::scenario::catalogue::{self, CONTRACTS};
use crate::source::{Diagnostic, Diagnostics, Files, KeyPath, Node, Shape, Value, merge, nearest, resolve};
use std::path::{Path, PathBuf};

/// The key of a scenario that holds its contract.
const KEY: &str = "contract";

/// A text whose top level is a contract, with a title of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractFile {
    /// How messages call it.
    pub shown: String,
    /// Its text.
    pub text: String,
    /// Folder that names in it are relative to, or `None` for an embedded one.
    folder: Option<PathBuf>,
}

impl ContractFile {
    /// A contract of the file called `shown`; names in it are relative to `folder`.
    pub fn new(shown: &str, text: String, folder: PathBuf) -> Self {
        Self { shown: shown.to_owned(), text, folder: Some(folder) }
    }

    /// The built-in contract of this name, with or without `contracts/` and `.toml`.
    ///
    /// # Errors
    /// The nearest name, if there is one.
    pub fn built_in(name: &str) -> Result<Self, Option<String>> {
        let stem = name.strip_suffix(".toml").unwrap_or(name);
        let stem = stem.strip_prefix(CONTRACTS).unwrap_or(stem);
        let shown = format!("built-in {CONTRACTS}{stem}");
        let known = catalogue::names_below(CONTRACTS);
        let near = || nearest(stem, known.iter().map(String::as_str)).map(str::to_owned);
        catalogue::contract(stem).map(|text| Self { shown, text, folder: None }).ok_or_else(near)
    }

    /// Its name without folder and ending.
    pub fn stem(&self) -> &str {
        Path::new(&self.shown).file_stem().and_then(std::ffi::OsStr::to_str).unwrap_or("contract")
    }

    /// `scenario`'s tree with this contract over its own; `shape` is the scenario's.
    ///
    /// # Errors
    /// Syntax errors, a file that it extends and that is not there, or a text that is a scenario rather than a contract.
    pub(super) fn laid_over(&self, scenario: Node, files: &mut Files, shape: Shape<'_>) -> Result<Node, Diagnostics> {
        let file = files.add(self.shown.as_str(), self.text.as_str());
        let loader = Beside::new(self.folder.clone(), CONTRACTS);
        let path = KeyPath::root().key(KEY);
        let own = path.steps().iter().fold(shape, |shape, step| shape.step(step));
        let mut contract = resolve(files, file, &loader, own)?;
        untitled(&mut contract)?;
        if let Some(table) = contract.get(KEY) {
            let message = "a contract file is what a scenario says below `[contract]`";
            let help = "write `price = 100` and `[term]` rather than `[contract]` and `[contract.term]`";
            return Err(Diagnostic::at(table, message).with_key(KEY).with_help(help).into());
        }
        let Node { span, file, .. } = contract.clone();
        let over = Node { value: Value::Table(vec![(KEY.to_owned(), contract)]), span, key_span: None, file };
        Ok(merge(scenario, over, shape))
    }
}

/// Takes out the title, which says what the contract is and sets nothing.
fn untitled(contract: &mut Node) -> Result<(), Diagnostics> {
    let Value::Table(entries) = &mut contract.value else { return Ok(()) };
    let Some(place) = entries.iter().position(|(key, _)| key == "title") else { return Ok(()) };
    let (_, title) = entries.remove(place);
    match title.value {
        Value::Text(_) => Ok(()),
        _ => Err(Diagnostic::at(&title, format!("`title` is {}, but must be text", title.value.kind())).into()),
    }
}
