//! Finds the strategies of a line-up: presets, the scenario's own, what they extend, and crosses of three parts.

use crate::scenario::schema;
use crate::source::{Diagnostic, Diagnostics, FileId, Files, Node, Shape, check, decode, merge, nearest, parse};
use crate::strategy::file::StrategyFile;
use crate::strategy::presets;
use serde_json::Value as Json;

/// Deepest chain of `extends` between strategies.
const DEEPEST: usize = 32;

/// Separates the parts of a crossed strategy: bargaining/conduct/review.
pub const CROSS: char = '/';

/// Resolves strategies by name against the scenario's own and the presets.
#[derive(Debug)]
pub struct Strategies<'a> {
    root: &'a Node,
    schema: &'static Json,
}

impl<'a> Strategies<'a> {
    /// Strategies as seen from the scenario whose tree this is.
    pub fn new(root: &'a Node) -> Self {
        Self { root, schema: schema::strategy() }
    }

    /// The strategy called `name`, which `asked` mentions.
    ///
    /// # Errors
    /// What is wrong with its name, its chain of `extends` or its keys.
    pub fn find(&self, files: &mut Files, name: &str, asked: &Node) -> Result<StrategyFile, Diagnostics> {
        let parts: Vec<&str> = name.split(CROSS).collect();
        match parts.as_slice() {
            [_] => self.single(files, name, asked),
            [bargaining, conduct, review] => {
                let bargaining = self.single(files, bargaining, asked)?;
                let conduct = self.single(files, conduct, asked)?;
                let review = self.single(files, review, asked)?;
                Ok(cross(&bargaining, &conduct, &review))
            }
            _ => {
                let message =
                    format!("`{name}` crosses {} parts; a cross has three: bargaining/conduct/review", parts.len());
                Err(Diagnostic::at(asked, message).into())
            }
        }
    }

    fn single(&self, files: &mut Files, name: &str, asked: &Node) -> Result<StrategyFile, Diagnostics> {
        let tree = self.tree(files, name, asked, &mut Vec::new())?;
        let shape = Shape::of(self.schema);
        check(&tree, shape).into_result(())?;
        decode(&tree)
    }

    /// The strategy's tree laid over all that it extends. `chain` holds the names on the way here.
    fn tree(&self, files: &mut Files, name: &str, asked: &Node, chain: &mut Vec<String>) -> Result<Node, Diagnostics> {
        let own = self.own(name);
        let hides_preset = own.is_some() && chain.last().is_some_and(|last| last == name);
        if chain.len() >= DEEPEST || (!hides_preset && chain.iter().any(|before| before == name)) {
            let circle = chain.join(" -> ");
            return Err(
                Diagnostic::at(asked, format!("strategies extend each other in a circle: {circle} -> {name}")).into()
            );
        }
        let tree = match own {
            Some(node) if !hides_preset => node.clone(),
            _ => self.preset(files, name, asked)?,
        };
        let Some(below) = tree.get("extends") else { return Ok(tree) };
        let crate::source::Value::Text(base) = &below.value else { return Ok(tree) };
        chain.push(name.to_owned());
        let base = self.tree(files, base, below, chain)?;
        Ok(merge(base, tree.clone(), Shape::of(self.schema)))
    }

    fn own(&self, name: &str) -> Option<&'a Node> {
        self.root.get("strategies").and_then(|table| table.get(name))
    }

    fn preset(&self, files: &mut Files, name: &str, asked: &Node) -> Result<Node, Diagnostics> {
        let Some(text) = presets::text(name) else { return Err(self.unknown(name, asked)) };
        let file: FileId = files.add(format!("preset {name}"), text);
        parse(files, file)
    }

    fn unknown(&self, name: &str, asked: &Node) -> Diagnostics {
        let mut known = presets::names();
        let own = self.root.get("strategies").and_then(Node::as_table);
        known.extend(own.into_iter().flatten().map(|(key, _)| key.clone()));
        let problem = Diagnostic::at(asked, format!("there is no strategy `{name}`")).with_label("not known");
        let help = match nearest(name, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`? `longgame list strategies` shows all"),
            None => "`longgame list strategies` shows all".to_owned(),
        };
        problem.with_help(help).into()
    }
}

/// A strategy that bargains, works and reviews like three others.
pub fn cross(bargaining: &StrategyFile, conduct: &StrategyFile, review: &StrategyFile) -> StrategyFile {
    StrategyFile {
        extends: None,
        title: format!("{} / {} / {}", bargaining.title, conduct.title, review.title),
        citation: String::new(),
        bargaining: bargaining.bargaining.clone(),
        conduct: conduct.conduct.clone(),
        review: review.review,
        assess: review.assess,
    }
}
