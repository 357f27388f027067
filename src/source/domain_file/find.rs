//! Which files make up a domain: what was named, or what a folder holds; it reads no figure in them.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::document::Node;
use super::super::file::{FileId, Files};
use super::negmas::Kind;
use super::{DomainFileError, genius, mistakes, negmas, published};

/// Largest file that is read; a domain of a million outcomes takes less.
const LARGEST: u64 = 128 << 20;

/// How a domain is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Published,
    Genius,
    Negmas,
}

/// The texts of a domain.
pub(super) struct Found {
    pub(super) form: Form,
    pub(super) files: Files,
    pub(super) domain: FileId,
    /// The domain itself where it holds its profiles.
    pub(super) profiles: [FileId; 2],
}

/// Finds the texts of the domain at `path`.
pub(super) fn find(path: &Path, profiles: &[PathBuf]) -> Result<Found, DomainFileError> {
    if path.is_dir() {
        if !profiles.is_empty() {
            return Err(no_domain(path, "is a folder that holds its profiles; name its domain file to choose others"));
        }
        return in_folder(path);
    }
    let mut files = Files::new();
    let domain = add(&mut files, path)?;
    let form = match ending(path).as_str() {
        "xml" => genius_domain(path, &files, domain)?,
        "json" | "yml" | "yaml" => match negmas::parse(&files, domain) {
            Err(diagnostics) => return Err(mistakes(files, diagnostics)),
            Ok(root) => negmas_domain(path, &root)?,
        },
        _ => return Err(no_domain(path, "is neither .json, .xml, .yml nor a folder")),
    };
    let profiles = match (form, profiles) {
        (Form::Published, []) => [domain; 2],
        (Form::Published, _) => return Err(no_domain(path, "holds its agents; no profiles can be added to it")),
        (_, [first, second]) => [add(&mut files, first)?, add(&mut files, second)?],
        (_, others) => {
            let problem = format!("is a domain without profiles: name two after it ({} given)", others.len());
            return Err(no_domain(path, &problem));
        }
    };
    Ok(Found { form, files, domain, profiles })
}

fn no_domain(path: &Path, problem: &str) -> DomainFileError {
    DomainFileError::NoDomain { path: path.display().to_string(), problem: problem.to_owned() }
}

fn ending(path: &Path) -> String {
    path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn add(files: &mut Files, path: &Path) -> Result<FileId, DomainFileError> {
    Ok(files.add(path.display().to_string(), text(path)?))
}

fn text(path: &Path) -> Result<String, DomainFileError> {
    let unreadable = |reason: String| DomainFileError::Unreadable { path: path.display().to_string(), reason };
    let size = fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > LARGEST {
        return Err(unreadable(format!("it has {size} bytes, more than the {LARGEST} that are read")));
    }
    let mut text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    // GENIUS's own files begin with a byte order mark, which is no part of XML.
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

fn genius_domain(path: &Path, files: &Files, file: FileId) -> Result<Form, DomainFileError> {
    let root = match genius::parse(files, file) {
        Ok(tree) => tree.root_element().tag_name().name().to_owned(),
        Err(diagnostics) => return Err(mistakes(files.clone(), diagnostics)),
    };
    match root.as_str() {
        "negotiation_template" => Ok(Form::Genius),
        "utility_space" => Err(no_domain(path, "is a profile; name the domain first, then the two profiles")),
        _ => Err(no_domain(path, &format!("is no GENIUS domain: its root is `{root}`, not `negotiation_template`"))),
    }
}

fn negmas_domain(path: &Path, root: &Node) -> Result<Form, DomainFileError> {
    match negmas::kind(root) {
        Kind::Domain => Ok(Form::Negmas),
        Kind::Profile => Err(no_domain(path, "is a utility function; name the domain first, then the two of them")),
        Kind::Other if published::is_of_this_form(root) => Ok(Form::Published),
        Kind::Other if root.get("issues").is_some() => Ok(Form::Published),
        Kind::Other => Err(no_domain(
            path,
            "holds no domain: neither `domains` nor `issues` and `agents`, nor a NegMAS `type` of outcome space",
        )),
    }
}

/// The files of a folder in the order in which NegMAS takes them, YAML before XML before JSON.
fn in_folder(folder: &Path) -> Result<Found, DomainFileError> {
    let unreadable = |error: std::io::Error| DomainFileError::Unreadable {
        path: folder.display().to_string(),
        reason: error.to_string(),
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    for (endings, form) in [(&["yml", "yaml"][..], Form::Negmas), (&["xml"], Form::Genius), (&["json"], Form::Negmas)] {
        let of_this_kind: Vec<&PathBuf> =
            paths.iter().filter(|path| endings.contains(&ending(path).as_str()) && !hidden(path)).collect();
        if let Some(found) = of_form(folder, &of_this_kind, form)? {
            return Ok(found);
        }
    }
    Err(no_domain(folder, "holds no domain: no outcome space of NegMAS and no GENIUS template"))
}

/// Results that NegMAS puts beside a domain begin with `_`.
fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '_']))
}

fn of_form(folder: &Path, paths: &[&PathBuf], form: Form) -> Result<Option<Found>, DomainFileError> {
    let mut files = Files::new();
    let (mut domain, mut profiles) = (None, Vec::new());
    for path in paths {
        let file = add(&mut files, path)?;
        match kind(&files, file, form) {
            Err(diagnostics) => return Err(mistakes(files, diagnostics)),
            Ok(Kind::Domain) if domain.is_some() => return Err(no_domain(folder, "holds several domains; name one")),
            Ok(Kind::Domain) => domain = Some(file),
            Ok(Kind::Profile) => profiles.push(file),
            Ok(Kind::Other) => {}
        }
    }
    match (domain, profiles.as_slice()) {
        (None, _) => Ok(None),
        (Some(domain), &[first, second]) => Ok(Some(Found { form, files, domain, profiles: [first, second] })),
        (Some(_), others) => {
            let names: Vec<&str> = others.iter().map(|&file| files.name(file)).collect();
            let problem = format!("holds {} profiles, and a session needs two: {}", names.len(), names.join(", "));
            Err(no_domain(folder, &format!("{problem}; name its domain file and two of them")))
        }
    }
}

fn kind(files: &Files, file: FileId, form: Form) -> Result<Kind, super::Diagnostics> {
    if form == Form::Negmas {
        return negmas::parse(files, file).map(|root| negmas::kind(&root));
    }
    let tree = genius::parse(files, file)?;
    Ok(match tree.root_element().tag_name().name() {
        "negotiation_template" => Kind::Domain,
        "utility_space" => Kind::Profile,
        _ => Kind::Other,
    })
}
