//! From a name and overrides to a checked scenario: finds the text, follows `extends`, collects every mistake at once.

use crate::base::random::Key;
use crate::scenario::beside::Beside;
use crate::scenario::contract_file::ContractFile;
use crate::scenario::file::ScenarioFile;
use crate::scenario::lineup::Strategies;
use crate::scenario::{catalogue, schema};
use crate::source::{
    Diagnostic, Diagnostics, FileId, Files, Loader, Node, Shape, Value, check, decode, nearest, resolve,
    set_from_command_line,
};
use crate::strategy::file::StrategyFile;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A scenario as read: what it says, and where each part of it was said.
#[derive(Debug)]
pub struct Scenario {
    /// Name for output folders: the file's stem.
    pub name: String,
    /// Text of the file itself.
    pub text: String,
    /// A contract given apart from it, laid over its own.
    pub contract: Option<ContractFile>,
    /// Overrides applied to both.
    pub overrides: Vec<String>,
    /// What it says.
    pub file: ScenarioFile,
    /// The line-up's strategies, in its order.
    pub strategies: Vec<(String, StrategyFile)>,
    /// Its tree, for messages that point at keys.
    pub root: Node,
    /// All texts that went into it.
    pub files: Files,
    /// Folder that file names in it are relative to, or `None` for an embedded one.
    pub folder: Option<PathBuf>,
}

/// Why a scenario could not be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// There is no such scenario or file.
    #[error("there is no scenario `{name}`: no file of that name, and no built-in one{}", hint(near.as_deref()))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The nearest built-in name.
        near: Option<String>,
    },
    /// There is no such contract.
    #[error("there is no contract `{name}`: no file of that name, and no built-in one{}", contract_hint(near.as_deref()))]
    UnknownContract {
        /// What was asked for.
        name: String,
        /// The nearest built-in name.
        near: Option<String>,
    },
    /// The file is there but cannot be read.
    #[error("cannot read {path}: {reason}")]
    Unreadable {
        /// Its path.
        path: String,
        /// Why not.
        reason: String,
    },
    /// The text has mistakes.
    #[error("the scenario has {} mistakes", diagnostics.len())]
    Mistakes {
        /// The texts.
        files: Box<Files>,
        /// The mistakes.
        diagnostics: Diagnostics,
    },
}

fn hint(near: Option<&str>) -> String {
    near.map_or_else(
        || "; `longgame list scenarios` shows those".to_owned(),
        |name| format!("; did you mean `{name}`? `longgame list scenarios` shows all"),
    )
}

fn contract_hint(near: Option<&str>) -> String {
    near.map_or_else(
        || "; `longgame list contracts` shows those".to_owned(),
        |name| format!("; did you mean `{name}`? `longgame list contracts` shows all"),
    )
}

/// Reads a text file.
fn contents(path: &Path, shown: &str) -> Result<String, ReadError> {
    std::fs::read_to_string(path)
        .map_err(|error| ReadError::Unreadable { path: shown.to_owned(), reason: error.to_string() })
}

/// Reads the scenario called `name` (a path, or a built-in name) with `overrides` of the form `key=value`.
///
/// # Errors
/// [`ReadError`]; all mistakes of the text in one go.
pub fn read(name: &str, overrides: &[String]) -> Result<Scenario, ReadError> {
    read_under(name, None, overrides)
}

/// Reads a scenario whose contract may be given apart, by a path or a built-in name: it is laid over the scenario's own.
///
/// # Errors
/// As [`read`]; mistakes of the contract are shown in its file.
pub fn read_under(name: &str, contract: Option<&str>, overrides: &[String]) -> Result<Scenario, ReadError> {
    let mut text = find(name)?;
    text.contract = contract.map(find_contract).transpose()?;
    parse(text, overrides)
}

/// Reads a scenario from its text, as if it were an embedded one called `name`.
///
/// # Errors
/// [`ReadError::Mistakes`]; all mistakes of the text in one go.
pub fn read_text(name: &str, text: &str, overrides: &[String]) -> Result<Scenario, ReadError> {
    let (name, shown) = (name.to_owned(), name.to_owned());
    parse(Origin { name, shown, text: text.to_owned(), folder: None, contract: None }, overrides)
}

/// What a scenario is read from.
struct Origin {
    name: String,
    shown: String,
    text: String,
    folder: Option<PathBuf>,
    contract: Option<ContractFile>,
}

fn find(name: &str) -> Result<Origin, ReadError> {
    let path = Path::new(name);
    let file = path.file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned());
    if path.is_file() {
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        let text = contents(path, name)?;
        return Ok(Origin { name: file, shown: name.to_owned(), text, folder: Some(folder), contract: None });
    }
    let stem = name.strip_suffix(".toml").unwrap_or(name);
    if let Some(text) = catalogue::scenario(stem) {
        return Ok(Origin { name: file, shown: format!("built-in {stem}"), text, folder: None, contract: None });
    }
    let known = catalogue::names();
    let near = nearest(stem, known.iter().map(String::as_str)).map(str::to_owned);
    Err(ReadError::Unknown { name: name.to_owned(), near })
}

fn find_contract(name: &str) -> Result<ContractFile, ReadError> {
    let path = Path::new(name);
    if path.is_file() {
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        return Ok(ContractFile::new(name, contents(path, name)?, folder));
    }
    ContractFile::built_in(name).map_err(|near| ReadError::UnknownContract { name: name.to_owned(), near })
}

fn parse(source: Origin, overrides: &[String]) -> Result<Scenario, ReadError> {
    let Origin { name, shown, text, folder, contract } = source;
    let mut files = Files::new();
    let id = files.add(shown.as_str(), text.as_str());
    let loader = Beside::new(folder.clone(), "");
    match tree(&mut files, id, &loader, contract.as_ref(), overrides) {
        Ok((root, file, strategies)) => {
            Ok(Scenario { name, text, contract, overrides: overrides.to_vec(), file, strategies, root, files, folder })
        }
        Err(diagnostics) => Err(ReadError::Mistakes { files: Box::new(files), diagnostics }),
    }
}

fn collect(node: &Node, path: &str, leaves: &mut Vec<(String, String)>) {
    match &node.value {
        Value::Table(entries) => {
            for (key, below) in entries {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                collect(below, &path, leaves);
            }
        }
        Value::Array(items) if items.iter().any(|item| matches!(item.value, Value::Table(_))) => {
            for (place, below) in items.iter().enumerate() {
                collect(below, &format!("{path}[{place}]"), leaves);
            }
        }
        value => leaves.push((path.to_owned(), written(value))),
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| written(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(_) => "{}".to_owned(),
    }
}

type Parsed = (Node, ScenarioFile, Vec<(String, StrategyFile)>);

fn tree(
    files: &mut Files,
    id: FileId,
    loader: &dyn Loader,
    contract: Option<&ContractFile>,
    overrides: &[String],
) -> Result<Parsed, Diagnostics> {
    let shape = Shape::of(schema::scenario());
    let mut root = resolve(files, id, loader, shape)?;
    if let Some(contract) = contract {
        root = contract.laid_over(root, files, shape)?;
    }
    set_from_command_line(&mut root, files, overrides, shape)?;
    let mut problems = check(&root, shape);
    let strategies = strategies(files, &root, &mut problems);
    problems.into_result(())?;
    let file: ScenarioFile = decode(&root)?;
    Ok((root, file, strategies))
}

/// The strategies of the line-up; what is wrong with them goes to `problems`.
fn strategies(files: &mut Files, root: &Node, problems: &mut Diagnostics) -> Vec<(String, StrategyFile)> {
    let finder = Strategies::new(root);
    let mut found = Vec::new();
    let Some(lineup) = root.at("lineup.strategies") else { return found };
    let Value::Array(items) = &lineup.value else { return found };
    for item in items {
        let Value::Text(name) = &item.value else { continue };
        if found.iter().any(|(before, _)| before == name) {
            problems.push(Diagnostic::at(item, format!("`{name}` stands in the line-up twice")));
            continue;
        }
        match finder.find(files, name, item) {
            Ok(strategy) => found.push((name.clone(), strategy)),
            Err(more) => problems.extend(more),
        }
    }
    found
}

impl Scenario {
    /// The same scenario with more overrides. Texts are not read again: what is read is laid over the tree as it stands.
    ///
    /// # Errors
    /// [`ReadError::Mistakes`] in the overrides.
    pub fn with(&self, set: &[String]) -> Result<Self, ReadError> {
        self.laid(set, true)
    }

    /// As [`with`](Self::with), for values that are known to be allowed where they go: the tree is not checked again.
    ///
    /// # Errors
    /// As [`with`](Self::with).
    pub fn with_allowed(&self, set: &[String]) -> Result<Self, ReadError> {
        self.laid(set, false)
    }

    fn laid(&self, set: &[String], checked: bool) -> Result<Self, ReadError> {
        let mut files = self.files.clone();
        match self.tree_with(&mut files, set, checked) {
            Ok((root, file, strategies)) => Ok(Self {
                name: self.name.clone(),
                text: self.text.clone(),
                contract: self.contract.clone(),
                overrides: self.overrides.iter().chain(set).cloned().collect(),
                file,
                strategies,
                root,
                files,
                folder: self.folder.clone(),
            }),
            Err(diagnostics) => Err(ReadError::Mistakes { files: Box::new(files), diagnostics }),
        }
    }

    fn tree_with(&self, files: &mut Files, set: &[String], checked: bool) -> Result<Parsed, Diagnostics> {
        let shape = Shape::of(schema::scenario());
        let mut root = self.root.clone();
        set_from_command_line(&mut root, files, set, shape)?;
        let mut problems = if checked { check(&root, shape) } else { Diagnostics::new() };
        let same = |key: &str| root.get(key) == self.root.get(key);
        let strategies = if same("lineup") && same("strategies") {
            self.strategies.clone()
        } else {
            strategies(files, &root, &mut problems)
        };
        problems.into_result(())?;
        let file: ScenarioFile = decode(&root)?;
        Ok((root, file, strategies))
    }

    /// Every key of the scenario and its value, with all that it extends and every override, in the order of the files.
    pub fn leaves(&self) -> Vec<(String, String)> {
        let mut leaves = Vec::new();
        collect(&self.root, "", &mut leaves);
        leaves
    }

    /// The leaves as text, one per line: what determines the result besides version, seed and replications.
    pub fn canonical(&self) -> String {
        let line = |text: String, (key, value): (String, String)| text + &key + " = " + &value + "\n";
        self.leaves().into_iter().fold(String::new(), line)
    }

    /// Hash of everything that determines the result besides version, seed and replications: keys, and the data they name.
    pub fn fingerprint(&self) -> String {
        let leaves = self.leaves();
        let named = leaves.iter().filter(|(key, _)| key.split('.').next_back() == Some("file"));
        let data = named.map(|(_, name)| self.data(name.trim_matches('"')).unwrap_or_default());
        let text = data.fold(self.canonical(), |text, data| text + &Key::digest(data.as_bytes()) + "\n");
        Key::digest(text.as_bytes())
    }

    /// Text of a data file that the scenario names, from its folder, among the embedded ones, or by its path.
    ///
    /// # Errors
    /// A sentence on why there is none.
    pub fn data(&self, file: &str) -> Result<String, String> {
        if let Some(folder) = &self.folder {
            let path = folder.join(file);
            if path.is_file() {
                return std::fs::read_to_string(&path)
                    .map_err(|error| format!("cannot read {}: {error}", path.display()));
            }
        }
        if let Some(text) = catalogue::text(file) {
            return Ok(text);
        }
        let path = Path::new(file);
        if path.is_file() {
            return std::fs::read_to_string(path).map_err(|error| format!("cannot read {file}: {error}"));
        }
        let named = self.folder.as_ref().filter(|folder| !folder.as_os_str().is_empty());
        let beside = named.map_or_else(String::new, |folder| format!(" in {}", folder.display()));
        Err(format!("there is no file `{file}`{beside}, and no built-in one"))
    }

    /// The file of people's negotiations that the scenario needs and that is not here.
    pub fn lacks(&self) -> Option<&str> {
        let file = self.file.people.as_ref().map(|people| people.file.as_str())?;
        self.data(file).is_err().then_some(file)
    }

    /// A mistake at a key of the scenario.
    pub fn mistake(&self, key: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at_key(&self.root, key, message)
    }
}
