//! Follows `extends = "name"` from file to file and lays them over each other; knows not where files live.

use super::check::check_present;
use super::diagnostic::{Diagnostic, Diagnostics, Related};
use super::document::{Node, Value};
use super::file::{FileId, Files};
use super::merge::merge;
use super::nearest::nearest;
use super::parse::parse;
use super::shape::Shape;

/// The key that names the file below.
pub const EXTENDS: &str = "extends";

/// A loader that never repeats a name could go on for ever; no sensible file has more below it.
const MOST_LAYERS: usize = 32;

/// A text as a [`Loader`] found it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Name of the file; the same file must have the same name whoever asks.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Why a [`Loader`] has no text.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LoadError {
    /// There is none of that name.
    #[error("there is no such file")]
    Unknown {
        /// Names that there are, for a hint.
        known: Vec<String>,
    },
    /// There is one, but it cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
}

/// Finds the texts that files extend.
pub trait Loader {
    /// The text that `name` stands for in the file called `relative_to`.
    ///
    /// # Errors
    /// There is no such text, or it cannot be read.
    fn load(&self, name: &str, relative_to: &str) -> Result<Loaded, LoadError>;
}

/// The tree of a file laid over all that it extends; the key `extends` itself is taken out.
///
/// # Errors
/// Syntax errors of the first file that has any. When a file below is missing or extends in a circle,
/// that, and whatever is wrong with the keys that could be read.
pub fn resolve(files: &mut Files, first: FileId, loader: &dyn Loader, shape: Shape<'_>) -> Result<Node, Diagnostics> {
    let mut layers = Layers { chain: vec![first], links: Vec::new() };
    let mut trees = Vec::new();
    let mut broken = None;
    while let Some(file) = layers.chain.get(trees.len()).copied() {
        let mut tree = parse(files, file)?;
        let below = take_extends(&mut tree);
        trees.push(tree);
        if let Some(below) = below
            && let Err(problem) = layers.follow(files, loader, file, &below)
        {
            broken = Some(problem);
        }
    }
    let over = |base, tree| merge(base, tree, shape);
    let Some(tree) = trees.into_iter().rev().reduce(over) else {
        return Err(Diagnostics::new());
    };
    let Some(problem) = broken else {
        return Ok(tree);
    };
    let mut problems = check_present(&tree, shape);
    problems.push(*problem);
    problems.into_result(tree)
}

struct Layers {
    chain: Vec<FileId>,
    links: Vec<Related>,
}

impl Layers {
    /// Loads the file that `extends` names and adds it to the chain.
    fn follow(
        &mut self,
        files: &mut Files,
        loader: &dyn Loader,
        file: FileId,
        extends: &Node,
    ) -> Result<(), Box<Diagnostic>> {
        let loaded = load(files, loader, file, extends)?;
        if let Some(start) = self.chain.iter().position(|file| files.name(*file) == loaded.name) {
            return Err(Box::new(self.circle(files, start, extends)));
        }
        if self.chain.len() == MOST_LAYERS {
            let message = format!("more than {MOST_LAYERS} files extend each other");
            return Err(Box::new(problem_at(extends, message)));
        }
        self.links.push(Related { file, span: extends.span.clone(), label: format!("extends {}", loaded.name) });
        self.chain.push(files.add(loaded.name, loaded.text));
        Ok(())
    }

    /// The circle that `extends` closes by leading back to a file of the chain.
    fn circle(&self, files: &Files, start: usize, extends: &Node) -> Diagnostic {
        let around = self.chain[start..].iter().chain(&self.chain[start..=start]);
        let names: Vec<_> = around.map(|file| files.name(*file)).collect();
        let message = format!("these files extend each other in a circle: {}", names.join(" -> "));
        let mut problem = problem_at(extends, message);
        problem.related.extend_from_slice(&self.links[start..]);
        problem
    }
}

fn load(files: &Files, loader: &dyn Loader, file: FileId, extends: &Node) -> Result<Loaded, Box<Diagnostic>> {
    let Value::Text(name) = &extends.value else {
        let kind = extends.value.kind();
        let message = format!("`{EXTENDS}` is {kind}, but must be the name of one file in quotes");
        return Err(Box::new(problem_at(extends, message)));
    };
    loader.load(name, files.name(file)).map_err(|error| {
        let problem = problem_at(extends, format!("cannot extend \"{name}\": {error}"));
        Box::new(hinted(problem, name, &error))
    })
}

fn problem_at(extends: &Node, message: String) -> Diagnostic {
    Diagnostic::at(extends, message).with_key(EXTENDS)
}

fn take_extends(tree: &mut Node) -> Option<Node> {
    let Value::Table(entries) = &mut tree.value else {
        return None;
    };
    let at = entries.iter().position(|(key, _)| key == EXTENDS)?;
    Some(entries.remove(at).1)
}

fn hinted(problem: Diagnostic, name: &str, error: &LoadError) -> Diagnostic {
    let LoadError::Unknown { known } = error else {
        return problem;
    };
    match nearest(name, known.iter().map(String::as_str)) {
        Some(meant) => problem.with_help(format!("did you mean \"{meant}\"?")),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Knows pairs of name and text; a file goes by its name.
    struct Shelf(&'static [(&'static str, &'static str)]);

    impl Loader for Shelf {
        fn load(&self, name: &str, _: &str) -> Result<Loaded, LoadError> {
            let found = self.0.iter().find(|(known, _)| *known == name);
            let known = || self.0.iter().map(|(known, _)| (*known).to_owned()).collect();
            let (name, text) = found.ok_or_else(|| LoadError::Unknown { known: known() })?;
            Ok(Loaded { name: (*name).to_owned(), text: (*text).to_owned() })
        }
    }

    fn resolved(text: &str, shelf: &'static [(&'static str, &'static str)]) -> (Files, Result<Node, Diagnostics>) {
        let mut files = Files::new();
        let first = files.add("first", text);
        let tree = resolve(&mut files, first, &Shelf(shelf), Shape::anything());
        (files, tree)
    }

    #[test]
    fn tables_merge_arrays_replace_and_origins_stay() {
        let (files, tree) = resolved(
            "extends = 'base'\n[h]\na = 1\nl = [9]\n",
            &[("base", "extends = 'root'\n[h]\na = 2\nb = 3\nl = [1, 2]\n"), ("root", "t = 'x'\n[h]\nb = 4\nc = 5\n")],
        );
        let tree = tree.unwrap();
        let origin = |path: &str| {
            let node = tree.at(path).unwrap();
            (node.value.clone(), files.name(node.file))
        };
        assert_eq!(origin("h.a"), (Value::Integer(1), "first"));
        assert_eq!(origin("h.b"), (Value::Integer(3), "base"));
        assert_eq!(origin("h.c"), (Value::Integer(5), "root"));
        assert_eq!(origin("t").1, "root");
        assert_eq!(origin("h").1, "first");
        assert!(tree.at("h.l[1]").is_none() && tree.get("extends").is_none());
    }

    #[test]
    fn a_circle_is_named() {
        let (files, tree) = resolved("extends = 'a'\n", &[("a", "extends = 'b'\n"), ("b", "x = 1\nextends = 'a'\n")]);
        let problems = tree.unwrap_err();
        let problem = problems.iter().next().unwrap();
        assert!(problem.message.ends_with("a -> b -> a"), "{problems}");
        assert_eq!((files.name(problem.file), files.position(problem.file, problem.span.start).line), ("b", 2));
        assert_eq!(problem.related.len(), 1);
    }

    #[test]
    fn a_missing_base_is_hinted() {
        let (_, tree) = resolved("extends = 'saas-renwal'\nb = nan\n", &[("saas-renewal", "")]);
        let problems = tree.unwrap_err();
        assert_eq!(problems.len(), 2, "the rest of the file is checked as well: {problems}");
        assert_eq!(problems.iter().next().unwrap().help.as_deref(), Some("did you mean \"saas-renewal\"?"));
    }
}
