//! Reads files of negotiation domains: issues, and what each option is worth to each of two parties; it solves and plays nothing.
//!
//! Three forms: our JSON (`published`), GENIUS XML (`genius`) and the folders that NegMAS writes (`negmas`). A
//! reader turns text into `draft`s with the place of every figure; the checks are the same for all, and collect every
//! mistake. What comes out is plain data: numbers of outcomes and their limits belong to the domain floor.

mod draft;
mod find;
mod genius;
mod json;
mod negmas;
mod published;
mod value_function;
mod yaml;

use serde::Serialize;
use std::path::{Path, PathBuf};
use thiserror::Error;

use super::diagnostic::Diagnostics;
use super::document::{Node, Value};
use super::file::{FileId, Files};

/// A domain for two parties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainFile {
    /// Name, as the file gives it or by the file's own name.
    pub name: String,
    /// Issues in the order of the file.
    pub issues: Vec<DomainIssue>,
    /// What the parties want, first mover first.
    pub profiles: [Profile; 2],
    /// What the reader had to decide or leave out.
    pub notes: Vec<String>,
}

/// An issue: name and options, all different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DomainIssue {
    /// Name.
    pub name: String,
    /// Labels of the options.
    pub options: Vec<String>,
}

/// What one party wants.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// Name, for messages.
    pub name: String,
    /// What outcomes are worth to it.
    pub utility: Utility,
    /// What disagreement is worth to it.
    pub reservation: f64,
}

/// Utility of the outcomes of a domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Utility {
    /// Sum over issues of the value of the chosen option, weights included.
    Additive(Vec<Vec<f64>>),
    /// Value of every outcome, row by row with the last issue fastest.
    Table(Vec<f64>),
}

/// Why a domain could not be read.
#[derive(Debug, Error)]
pub enum DomainFileError {
    /// A file or folder that cannot be opened.
    #[error("cannot read `{path}`: {reason}")]
    Unreadable {
        /// Its path.
        path: String,
        /// Why not.
        reason: String,
    },
    /// A file or folder that holds no domain for two parties.
    #[error("`{path}` {problem}")]
    NoDomain {
        /// Its path.
        path: String,
        /// What it holds instead, and what would help.
        problem: String,
    },
    /// A file of several domains has none of that name, or none was named.
    #[error("`{path}` holds {} domains; choose one with --domain{}: {}", known.len(), hint(near.as_deref()), known.join(", "))]
    Which {
        /// Its path.
        path: String,
        /// Names of its domains.
        known: Vec<String>,
        /// The nearest of them to the one asked for.
        near: Option<String>,
    },
    /// Texts with mistakes.
    #[error("the domain has {} mistakes", diagnostics.len())]
    Mistakes {
        /// The texts.
        files: Box<Files>,
        /// The mistakes.
        diagnostics: Diagnostics,
    },
}

fn hint(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(" (did you mean `{near}`?)"))
}

/// Reads the domain at `path`: a file of our JSON, of which `name` picks one domain; a GENIUS or NegMAS domain file with
/// its two `profiles`; or a folder that holds all three.
///
/// # Errors
/// [`DomainFileError`]; all mistakes of the texts in one go.
pub fn read(path: &Path, profiles: &[PathBuf], name: Option<&str>) -> Result<DomainFile, DomainFileError> {
    let found = find::find(path, profiles)?;
    let read = match found.form {
        find::Form::Published => {
            return published_domain(found.files, found.domain, &path.display().to_string(), name);
        }
        find::Form::Genius => genius::read(&found.files, found.domain, found.profiles),
        find::Form::Negmas => negmas::read(&found.files, found.domain, found.profiles),
    };
    read.map_err(|diagnostics| mistakes(found.files, diagnostics))
}

/// Reads a text of our JSON, shown as `shown` in messages, of which `name` picks one domain.
///
/// # Errors
/// [`DomainFileError`]; all mistakes of the text in one go.
pub fn read_text(shown: &str, text: &str, name: Option<&str>) -> Result<DomainFile, DomainFileError> {
    let mut files = Files::new();
    let file = files.add(shown, text);
    published_domain(files, file, shown, name)
}

fn published_domain(
    mut files: Files,
    file: FileId,
    shown: &str,
    name: Option<&str>,
) -> Result<DomainFile, DomainFileError> {
    match published::read(&mut files, file, name) {
        Ok(domain) => Ok(domain),
        Err(published::Problem::Mistakes(diagnostics)) => Err(mistakes(files, diagnostics)),
        Err(published::Problem::Which { known, near }) => {
            Err(DomainFileError::Which { path: shown.to_owned(), known, near })
        }
    }
}

/// The three texts of a domain, parsed; the mistakes of all in one go.
fn all<T>(texts: [FileId; 3], parse: impl Fn(FileId) -> Result<T, Diagnostics>) -> Result<[T; 3], Diagnostics> {
    let mut problems = Diagnostics::new();
    let trees = texts.map(|file| parse(file).map_err(|found| problems.extend(found)).ok());
    let [Some(domain), Some(first), Some(second)] = trees else { return Err(problems) };
    Ok([domain, first, second])
}

fn mistakes(files: Files, diagnostics: Diagnostics) -> DomainFileError {
    DomainFileError::Mistakes { files: Box::new(files), diagnostics }
}

/// A word, number or truth value as it is written.
fn label<'t>(node: &'t Node, text: &'t str) -> Option<&'t str> {
    match &node.value {
        Value::Text(text) => Some(text),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) => text.get(node.span.clone()),
        Value::Table(_) | Value::Array(_) => None,
    }
}

/// A number, whole or not.
const fn number(node: &Node) -> Option<f64> {
    match node.value {
        Value::Integer(number) => Some(number as f64),
        Value::Float(number) => Some(number),
        _ => None,
    }
}

/// The items of a list.
fn items(node: &Node) -> Option<&[Node]> {
    match &node.value {
        Value::Array(items) => Some(items),
        _ => None,
    }
}
