//! Reads Rust sources just well enough to see which module uses which; it knows no rule about modules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A path of modules below the crate: `["domain", "clause", "term"]`.
pub type Module = Vec<String>;

/// The sources of a crate: text by module, `mod.rs` under the name of its folder.
#[derive(Debug, Default)]
pub struct Sources {
    pub files: BTreeMap<Module, (PathBuf, String)>,
}

impl Sources {
    /// All modules below `root`; `lib.rs` and `main.rs` are the roof, not a floor.
    pub fn read(root: &Path) -> Self {
        let mut sources = Self::default();
        for path in files_below(root) {
            let inside = path.strip_prefix(root).unwrap().with_extension("");
            let mut module: Module = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            if module.len() == 1 && ["lib", "main"].contains(&module[0].as_str()) {
                continue;
            }
            if module.last().is_some_and(|name| name == "mod") {
                module.pop();
            }
            let text = std::fs::read_to_string(&path).unwrap();
            sources.files.insert(module, (path, text));
        }
        sources
    }

    /// Every use of another module: (user, used). A name that a folder's `mod.rs` passes on counts as its owner's.
    pub fn uses(&self) -> BTreeSet<(Module, Module)> {
        let mut found = BTreeSet::new();
        for (module, (_, text)) in &self.files {
            for path in paths(text, module) {
                let used = self.owner(&path);
                if !used.is_empty() && used != *module {
                    found.insert((module.clone(), used));
                }
            }
        }
        found
    }

    /// The module that a path ends in.
    fn owner(&self, path: &[String]) -> Module {
        let depth = (1..=path.len()).rev().find(|depth| self.files.contains_key(&path[..*depth])).unwrap_or(0);
        let module = path[..depth].to_vec();
        let (Some(name), Some((_, text))) = (path.get(depth), self.files.get(&module)) else { return module };
        let passed_on = exports(text).into_iter().find(|export| export.len() > 1 && export.last() == Some(name));
        passed_on.map_or(module.clone(), |export| self.owner(&[module, export].concat()))
    }
}

/// All `.rs` files below a folder, sorted.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let mut all: Vec<_> = files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs")).collect();
    all.extend(folders.iter().flat_map(|folder| files_below(folder)));
    all.sort();
    all
}

/// Every `crate::`, `super::` and `self::` path in the code of `module`, from the crate's root on.
pub fn paths(text: &str, module: &[String]) -> Vec<Module> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut inline: Vec<(usize, String)> = Vec::new();
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => {
                depth += 1;
                if at >= 2 && tokens[at - 2] == "mod" {
                    inline.push((depth, tokens[at - 1].clone()));
                }
            }
            "}" => {
                inline.retain(|(opened, _)| *opened < depth);
                depth -= 1;
            }
            "crate" | "super" | "self" if starts_a_path(&tokens, at) => {
                let here = module.iter().chain(inline.iter().map(|(_, name)| name));
                let mut below: Module = if token == "crate" { Vec::new() } else { here.cloned().collect() };
                let mut next = at;
                while tokens.get(next).is_some_and(|token| token == "super") {
                    below.pop();
                    next += 2;
                }
                next = if next == at { at + 2 } else { next };
                tree(&tokens, &mut next, &below, &mut found);
            }
            _ => {}
        }
    }
    found
}

fn starts_a_path(tokens: &[String], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| next == "::") && (at == 0 || tokens[at - 1] != "::")
}

/// The names that a `mod.rs` passes on with `pub use child::...`.
fn exports(text: &str) -> Vec<Module> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let starts = (1..tokens.len()).filter(|at| tokens[*at] == "use" && [")", "pub"].contains(&tokens[at - 1].as_str()));
    for at in starts.filter(|at| !["crate", "super"].contains(&tokens[at + 1].as_str())) {
        let from = if tokens[at + 1] == "self" { at + 3 } else { at + 1 };
        tree(&tokens, &mut { from }, &Vec::new(), &mut found);
    }
    found
}

/// Reads a path or a group of paths from `next` on and adds each, below `below`, to `found`.
fn tree(tokens: &[String], next: &mut usize, below: &Module, found: &mut Vec<Module>) {
    let mut path = below.clone();
    while let Some(token) = tokens.get(*next) {
        if token == "{" {
            *next += 1;
            while tokens.get(*next).is_some_and(|token| token != "}") {
                tree(tokens, next, &path, found);
                while tokens.get(*next).is_some_and(|token| token != "," && token != "}") {
                    *next += 1;
                }
                *next += usize::from(tokens.get(*next).is_some_and(|token| token == ","));
            }
            *next += 1;
            return;
        }
        if token != "self" && token != "*" {
            path.push(token.clone());
        }
        *next += 1;
        if tokens.get(*next).is_none_or(|token| token != "::") {
            break;
        }
        *next += 1;
    }
    found.push(path);
}

/// Names, `::` and single marks; comments, texts and characters are left out.
fn tokens(text: &str) -> Vec<String> {
    let code = without_texts(text);
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ':' if rest.starts_with("::") => 2,
            _ if first.is_alphanumeric() || first == '_' => {
                rest.find(|mark: char| !mark.is_alphanumeric() && mark != '_').unwrap_or(rest.len())
            }
            _ => first.len_utf8(),
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

fn without_texts(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' if !code.ends_with(|mark: char| mark.is_alphanumeric() || mark == '_') => raw_text(rest),
            '"' => plain_text(rest),
            '\'' => character(rest),
            _ => 0,
        };
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.push(' ');
            rest = &rest[skipped..];
        }
    }
    code
}

fn raw_text(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|mark| *mark == '#').count();
    if !rest[1 + hashes..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    rest[2 + hashes..].find(&end).map_or(rest.len(), |at| 2 + hashes + at + end.len())
}

fn plain_text(rest: &str) -> usize {
    let mut escaped = false;
    let end = rest[1..].char_indices().find(|(_, mark)| {
        let ends = *mark == '"' && !escaped;
        escaped = *mark == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 2)
}

/// Length of a character literal, or 0 for a lifetime.
fn character(rest: &str) -> usize {
    if rest[1..].starts_with('\\') {
        return rest[3..].find('\'').map_or(rest.len(), |at| at + 4);
    }
    let mut marks = rest.char_indices().skip(2);
    marks.next().filter(|(_, mark)| *mark == '\'').map_or(0, |(at, _)| at + 1)
}

/// A circle in a graph of uses, if there is one.
pub fn circle(edges: &BTreeSet<(String, String)>) -> Option<Vec<String>> {
    let mut left: BTreeSet<&str> = edges.iter().flat_map(|(user, used)| [user.as_str(), used.as_str()]).collect();
    let uses = |left: &BTreeSet<&str>, name: &str| {
        edges.iter().find(|(user, used)| user == name && left.contains(used.as_str())).map(|(_, used)| used.clone())
    };
    while let Some(free) = left.iter().copied().find(|name| uses(&left, name).is_none()) {
        left.remove(free);
    }
    let mut way = vec![(*left.first()?).to_owned()];
    loop {
        let next = uses(&left, way.last()?)?;
        if let Some(start) = way.iter().position(|name| *name == next) {
            way.push(next);
            return Some(way.split_off(start));
        }
        way.push(next);
    }
}
