//! The files that NegMAS writes with `Scenario.dumpas`: an outcome space and one utility function for each party, as
//! YAML or JSON; read as NegMAS 0.16 reads them. Functions that are Python code cannot be read.

use std::path::Path;

use super::super::diagnostic::{Diagnostic, Diagnostics};
use super::super::document::{Entry, Node, Value};
use super::super::file::{FileId, Files};
use super::draft::{self, Figure, IssueDraft, IssueValues, Place, ProfileDraft};
use super::value_function::{Polynomial, whole_numbers};
use super::yaml::BETWEEN;
use super::{DomainFile, Profile, Utility, all, items, json, label, number, yaml};

/// What a file of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Domain,
    Profile,
    Other,
}

/// Kind of a file, by the class that its `type` names.
pub(super) fn kind(root: &Node) -> Kind {
    match class(root) {
        Some(class) if class.contains("OutcomeSpace") => Kind::Domain,
        Some(class) if class.to_lowercase().contains("fun") => Kind::Profile,
        _ => Kind::Other,
    }
}

/// Parses a text by the ending of its name.
pub(super) fn parse(files: &Files, file: FileId) -> Result<Node, Diagnostics> {
    let is_json = Path::new(files.name(file)).extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    if is_json { json::parse(files, file) } else { yaml::parse(files, file) }
}

/// Reads a domain and its two profiles.
pub(super) fn read(files: &Files, domain: FileId, profiles: [FileId; 2]) -> Result<DomainFile, Diagnostics> {
    let [space, first, second] = &all([domain, profiles[0], profiles[1]], |file| parse(files, file))?;
    let problems = Diagnostics::new();
    let mut reading = Reading { text: files.text(domain), problems, notes: Vec::new() };
    let drafts = reading.issues(space);
    let issues = draft::issues(&drafts, &mut reading.problems);
    let mut profile = |file: FileId, root: &Node| {
        reading.text = files.text(file);
        reading.profile(root, &stem(files.name(file)), &drafts)
    };
    let profiles = [profile(profiles[0], first), profile(profiles[1], second)];
    let name = word(space, "name").map_or_else(|| stem(files.name(domain)), str::to_owned);
    reading.problems.into_result(DomainFile { name, issues, profiles, notes: reading.notes })
}

fn stem(path: &str) -> String {
    Path::new(path).file_stem().map_or_else(|| path.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn word<'n>(table: &'n Node, key: &str) -> Option<&'n str> {
    match &table.get(key)?.value {
        Value::Text(word) => Some(word),
        _ => None,
    }
}

/// The class that `type` names, without its module.
fn class(table: &Node) -> Option<&str> {
    word(table, "type")?.rsplit('.').next()
}

fn place(node: &Node) -> Place {
    Place { file: node.file, span: node.span.clone() }
}

/// The value of an issue in something that has one for each: a list by place, or a table by name.
fn of_issue<'n>(node: &'n Node, index: usize, issue: &IssueDraft) -> Option<&'n Node> {
    match &node.value {
        Value::Array(items) => items.get(index),
        _ => node.get(&issue.name),
    }
}

struct Reading<'t> {
    text: &'t str,
    problems: Diagnostics,
    notes: Vec<String>,
}

impl Reading<'_> {
    fn report(&mut self, node: &Node, message: impl Into<String>) {
        self.problems.push(Diagnostic::at(node, message));
    }

    fn needed<'n>(&mut self, table: &'n Node, key: &str) -> Option<&'n Node> {
        let found = table.get(key);
        if found.is_none() {
            self.problems.push(Diagnostic::at(table, format!("`{key}` is missing")).with_key(key));
        }
        found
    }

    fn list<'n>(&mut self, table: &'n Node, key: &str) -> &'n [Node] {
        let found = self.needed(table, key);
        if let Some(node) = found.filter(|node| items(node).is_none()) {
            self.report(node, format!("`{key}` must be a list, but is {}", node.value.kind()));
        }
        found.and_then(items).unwrap_or_default()
    }

    /// A number, or 0 where there is none, which is reported.
    fn figure(&mut self, node: &Node) -> Figure {
        let value = number(node);
        if value.is_none() {
            self.report(node, format!("this must be a number, but is {}", node.value.kind()));
        }
        Figure { value: value.unwrap_or(0.0), place: place(node) }
    }

    /// A number under a key, or `default` where there is none.
    fn number_or(&mut self, table: &Node, key: &str, default: f64) -> f64 {
        table.get(key).map_or(default, |node| self.figure(node).value)
    }

    fn issues(&mut self, space: &Node) -> Vec<IssueDraft> {
        let mut drafts = Vec::new();
        for issue in self.list(space, "issues") {
            let name = self.needed(issue, "name").and_then(|name| label(name, self.text)).unwrap_or_default();
            let options = match class(issue) {
                Some("ContiguousIssue") => self.whole_numbers(issue),
                Some("ContinuousIssue") => {
                    self.report(issue, "issues over real numbers are not read here: list discrete values instead");
                    Vec::new()
                }
                _ => self.options(issue),
            };
            drafts.push(IssueDraft { name: name.to_owned(), place: place(issue), options });
        }
        if drafts.is_empty() && space.get("issues").is_some() {
            self.report(space, "the domain has no issues");
        }
        drafts
    }

    fn options(&mut self, issue: &Node) -> Vec<(String, Place)> {
        let mut options = Vec::new();
        for option in self.list(issue, "values") {
            match label(option, self.text) {
                Some(word) => options.push((word.to_owned(), place(option))),
                None => self.report(option, "an option must be a word or a number"),
            }
        }
        options
    }

    fn whole_numbers(&mut self, issue: &Node) -> Vec<(String, Place)> {
        let bounds: Vec<f64> = self.list(issue, "values").iter().filter_map(number).collect();
        let numbers = match bounds[..] {
            [low, high] => whole_numbers(low, high),
            _ => None,
        };
        if numbers.is_none() {
            self.report(issue, "`values` must be the first and the last of a range of whole numbers");
        }
        numbers.unwrap_or_default().into_iter().map(|number| (number, place(issue))).collect()
    }

    fn profile(&mut self, root: &Node, stem: &str, issues: &[IssueDraft]) -> Profile {
        let name = word(root, "name").unwrap_or(stem).to_owned();
        if root.get("reserved_outcome").is_some() {
            self.notes.push(format!("{name}: `reserved_outcome` is left out; `reserved_value` holds"));
        }
        let reservation = root.get("reserved_value").map(|node| self.figure(node));
        match class(root) {
            Some("LinearAdditiveUtilityFunction") => self.additive(root, name, reservation, issues, false),
            Some("LinearUtilityFunction" | "AffineUtilityFunction") => {
                self.additive(root, name, reservation, issues, true)
            }
            Some("MappingUtilityFunction") => self.table(root, name, reservation.as_ref(), issues),
            Some("ConstUtilityFunction") => self.constant(root, name, reservation.as_ref(), issues),
            Some(class @ ("ExpDiscountedUFun" | "LinDiscountedUFun")) => self.discounted(root, name, class, issues),
            other => {
                let other = other.unwrap_or("no type").to_owned();
                self.report(root, format!("{name}: utility functions of type `{other}` are not read here"));
                nobody(name)
            }
        }
    }

    fn discounted(&mut self, root: &Node, name: String, class: &str, issues: &[IssueDraft]) -> Profile {
        let Some(inner) = self.needed(root, "ufun") else {
            return nobody(name);
        };
        if word(inner, "type").is_some_and(|inner| inner.ends_with("DiscountedUFun")) {
            self.report(inner, format!("{name}: discounts of discounts are not read here"));
            return nobody(name);
        }
        self.notes.push(format!("{name}: the discount of `{class}` is left out; utilities are those without delay"));
        let profile = self.profile(inner, &name, issues);
        let outer = root.get("reserved_value").and_then(number).filter(|value| value.is_finite());
        Profile { name, reservation: outer.unwrap_or(profile.reservation), ..profile }
    }

    fn additive(
        &mut self,
        root: &Node,
        name: String,
        reservation: Option<Figure>,
        issues: &[IssueDraft],
        identity: bool,
    ) -> Profile {
        let weights = self.needed(root, "weights");
        let values = if identity { None } else { self.needed(root, "values") };
        let mut of_issues = Vec::with_capacity(issues.len());
        for (index, issue) in issues.iter().enumerate() {
            let weight = weights.map(|weights| self.part(weights, index, issue, &name, "weight"));
            let weight = weight.flatten().map(|node| self.figure(node));
            let nothing = Figure { value: 0.0, place: place(root) };
            let mut options = vec![Some(nothing.clone()); issue.options.len()];
            let mut here = place(root);
            if identity {
                options = self.by_function(Polynomial { a2: 0.0, a1: 1.0, bias: 0.0 }, root, issue);
            } else if let Some(node) =
                values.and_then(|values| self.part(values, index, issue, &name, "value function"))
            {
                here = place(node);
                options = self.value_function(node, issue);
            }
            of_issues.push(IssueValues { place: here, weight: weight.unwrap_or(nothing), options, by_largest: false });
        }
        let bias = self.number_or(root, "bias", 0.0);
        let draft = ProfileDraft { name, place: place(root), issues: of_issues, bias, reservation };
        draft::profile(&draft, issues, false, &mut self.problems)
    }

    fn part<'n>(
        &mut self,
        all: &'n Node,
        index: usize,
        issue: &IssueDraft,
        name: &str,
        what: &str,
    ) -> Option<&'n Node> {
        let found = of_issue(all, index, issue);
        if found.is_none() {
            self.report(all, format!("{name}: issue `{}` has no {what}", issue.name));
        }
        found
    }

    fn value_function(&mut self, node: &Node, issue: &IssueDraft) -> Vec<Option<Figure>> {
        match class(node) {
            Some("TableFun") => self.mapping(node, issue),
            Some("IdentityFun") => {
                let bias = self.number_or(node, "bias", 0.0);
                self.by_function(Polynomial { a2: 0.0, a1: 1.0, bias }, node, issue)
            }
            Some("ConstFun") => {
                let bias = self.number_or(node, "bias", 0.0);
                self.by_function(Polynomial { a2: 0.0, a1: 0.0, bias }, node, issue)
            }
            Some("LinearFun" | "AffineFun" | "QuadraticFun") => {
                let slope = if class(node) == Some("QuadraticFun") { "a1" } else { "slope" };
                let a1 = self.needed(node, slope).map_or(0.0, |node| self.figure(node).value);
                let (a2, bias) = (self.number_or(node, "a2", 0.0), self.number_or(node, "bias", 0.0));
                self.by_function(Polynomial { a2, a1, bias }, node, issue)
            }
            other => {
                let other = other.unwrap_or("no type").to_owned();
                let known = "TableFun, IdentityFun, ConstFun, LinearFun, AffineFun and QuadraticFun are";
                self.report(node, format!("value functions of type `{other}` are not read here; {known}"));
                self.zeros(node, issue)
            }
        }
    }

    /// Stands for values that could not be read, which has been reported.
    fn zeros(&self, node: &Node, issue: &IssueDraft) -> Vec<Option<Figure>> {
        let _ = self;
        vec![Some(Figure { value: 0.0, place: place(node) }); issue.options.len()]
    }

    fn by_function(&mut self, function: Polynomial, node: &Node, issue: &IssueDraft) -> Vec<Option<Figure>> {
        let value = |label: &str| function.of_label(label).map(|value| Figure { value, place: place(node) });
        let values: Vec<Option<Figure>> = issue.options.iter().map(|(label, _)| value(label)).collect();
        if values.iter().all(Option::is_some) {
            return values;
        }
        self.report(node, format!("this function needs numbers, and the options of issue `{}` are words", issue.name));
        self.zeros(node, issue)
    }

    fn mapping(&mut self, node: &Node, issue: &IssueDraft) -> Vec<Option<Figure>> {
        let mut options = vec![None; issue.options.len()];
        let Some(entries) = self.needed(node, "mapping").and_then(Node::as_table) else {
            return self.zeros(node, issue);
        };
        for (label, value) in entries {
            let figure = self.figure(value);
            if let Some(at) = draft::option_of(label, &key_place(value), issue, &mut self.problems) {
                options[at] = Some(figure);
            }
        }
        options
    }

    /// A value for every outcome, those not listed at the default.
    fn table(&mut self, root: &Node, name: String, reservation: Option<&Figure>, issues: &[IssueDraft]) -> Profile {
        let count = issues.iter().try_fold(1_usize, |count, issue| count.checked_mul(issue.options.len()));
        let entries = self.needed(root, "mapping").and_then(Node::as_table).unwrap_or_default();
        // No more memory than the file itself takes, whatever the issues span.
        let default = root.get("default").and_then(number).filter(|value| value.is_finite());
        let Some(count) =
            count.filter(|&count| count <= entries.len() || (default.is_some() && count <= MOST_OUTCOMES))
        else {
            let message = format!("{name}: {} outcomes are listed, fewer than there are", entries.len());
            self.report(root, message);
            return nobody(name);
        };
        let mut utilities = vec![default; count];
        for entry in entries {
            if let Some(outcome) = self.outcome(entry, issues) {
                utilities[outcome] = Some(self.finite(&entry.1));
            }
        }
        let missing = utilities.iter().filter(|utility| utility.is_none()).count();
        if missing > 0 {
            self.report(root, format!("{name}: {missing} outcomes have no utility"));
        }
        let utilities: Vec<f64> = utilities.into_iter().map(|utility| utility.unwrap_or(0.0)).collect();
        self.tabled(name, utilities, reservation)
    }

    fn constant(&mut self, root: &Node, name: String, reservation: Option<&Figure>, issues: &[IssueDraft]) -> Profile {
        let value = self.needed(root, "value").map_or(0.0, |node| self.finite(node));
        let reservation = draft::reservation(&name, reservation, value, value, &mut self.problems);
        let mut values: Vec<Vec<f64>> = issues.iter().map(|issue| vec![0.0; issue.options.len()]).collect();
        values.iter_mut().take(1).for_each(|first| first.fill(value));
        Profile { name, utility: Utility::Additive(values), reservation }
    }

    fn finite(&mut self, node: &Node) -> f64 {
        let value = self.figure(node).value;
        if !value.is_finite() {
            self.report(node, format!("{value} is not a finite number"));
        }
        value
    }

    fn tabled(&mut self, name: String, utilities: Vec<f64>, reservation: Option<&Figure>) -> Profile {
        let best = utilities.iter().copied().reduce(|a, b| if b > a { b } else { a }).unwrap_or(0.0);
        let worst = utilities.iter().copied().reduce(|a, b| if b < a { b } else { a }).unwrap_or(0.0);
        let reservation = draft::reservation(&name, reservation, worst, best, &mut self.problems);
        Profile { name, utility: Utility::Table(utilities), reservation }
    }

    /// Number of the outcome that a key lists, row by row with the last issue fastest.
    fn outcome(&mut self, (key, value): &Entry, issues: &[IssueDraft]) -> Option<usize> {
        let here = key_place(value);
        let labels: Vec<&str> = key.split(BETWEEN).collect();
        if labels.len() != issues.len() {
            let message = format!("an outcome must list one option for each of {} issues", issues.len());
            self.problems.push(here.mistake(message));
            return None;
        }
        labels.into_iter().zip(issues).try_fold(0, |outcome, (label, issue)| {
            let option = draft::option_of(label, &here, issue, &mut self.problems)?;
            Some(outcome * issue.options.len() + option)
        })
    }
}

/// Most outcomes of a table that is filled up from a default.
const MOST_OUTCOMES: usize = 1_000_000;

fn key_place(value: &Node) -> Place {
    Place { file: value.file, span: value.key_or_value_span() }
}

/// Stands for a party whose profile could not be read, which has been reported.
fn nobody(name: String) -> Profile {
    Profile { name, utility: Utility::Additive(Vec::new()), reservation: 0.0 }
}
