//! Our JSON: a list of domains, or one domain, with issues, weights, values and reservations; other keys are left alone.
//!
//! ```json
//! {"issues": [{"name": "price", "values": ["low", "high"]}, {"name": "term", "values": ["short", "long"]}],
//!  "agents": [{"weights": [0.6, 0.4], "values": [[0, 1], [1, 0]], "reservation": 0.3},
//!             {"weights": [0.5, 0.5], "values": [[1, 0], [0, 1]], "reservation": 0.2}]}
//! ```
//!
//! Utility is the sum over issues of weight times value; the weights of an agent sum to 1. A file of several domains
//! has them as a list under `domains`, each with a `name`. Results that come with a domain, such as its frontier, are
//! no part of it.

use super::super::diagnostic::{Diagnostic, Diagnostics};
use super::super::document::{Node, Value};
use super::super::file::{FileId, Files};
use super::super::nearest::nearest;
use super::draft::{self, Figure, IssueDraft, IssueValues, Place, ProfileDraft};
use super::{DomainFile, items, json, label, number};

/// Why a domain could not be read from the text.
pub(super) enum Problem {
    Mistakes(Diagnostics),
    Which { known: Vec<String>, near: Option<String> },
}

/// Whether a text in JSON is of this form, by its keys.
pub(super) fn is_of_this_form(root: &Node) -> bool {
    root.get("domains").is_some() || root.get("agents").is_some()
}

/// Reads one domain of the file.
pub(super) fn read(files: &mut Files, file: FileId, name: Option<&str>) -> Result<DomainFile, Problem> {
    let root = json::parse(files, file).map_err(Problem::Mistakes)?;
    let stem = std::path::Path::new(files.name(file)).file_stem();
    let stem = stem.map_or_else(|| "domain".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let domain = match root.get("domains").map(|list| &list.value) {
        Some(Value::Array(domains)) => chosen(domains, name)?,
        Some(_) => return Err(Problem::Mistakes(must_be(&root, "domains", "a list of domains").into())),
        None => &root,
    };
    let mut reading = Reading { text: files.text(file), problems: Diagnostics::new() };
    let domain = reading.domain(domain, &stem);
    reading.problems.into_result(domain).map_err(Problem::Mistakes)
}

fn name_of(domain: &Node) -> Option<&str> {
    match &domain.get("name")?.value {
        Value::Text(name) => Some(name),
        _ => None,
    }
}

/// The domain of that name, or the only one.
fn chosen<'n>(domains: &'n [Node], name: Option<&str>) -> Result<&'n Node, Problem> {
    let found = match (name, domains) {
        (None, [only]) => Some(only),
        (None, _) => None,
        (Some(name), _) => domains.iter().find(|domain| name_of(domain) == Some(name)),
    };
    found.ok_or_else(|| {
        let known: Vec<String> = domains.iter().filter_map(name_of).map(str::to_owned).collect();
        let near = name.and_then(|name| nearest(name, known.iter().map(String::as_str))).map(str::to_owned);
        Problem::Which { known, near }
    })
}

fn must_be(table: &Node, key: &str, what: &str) -> Diagnostic {
    if let Some(node) = table.get(key) {
        let message = format!("`{key}` must be {what}, but is {}", node.value.kind());
        return Diagnostic::at(node, message).with_key(key);
    }
    let keys = table.as_table().unwrap_or_default().iter().map(|(key, _)| key.as_str());
    let missing = Diagnostic::at(table, format!("`{key}` is missing: {what}")).with_key(key);
    match nearest(key, keys) {
        Some(near) => missing.with_help(format!("is `{near}` meant to be it?")),
        None => missing,
    }
}

fn place(node: &Node) -> Place {
    Place { file: node.file, span: node.span.clone() }
}

struct Reading<'t> {
    text: &'t str,
    problems: Diagnostics,
}

impl Reading<'_> {
    fn list<'n>(&mut self, table: &'n Node, key: &str, what: &str) -> &'n [Node] {
        let list = table.get(key).and_then(items);
        if list.is_none() {
            self.problems.push(must_be(table, key, what));
        }
        list.unwrap_or_default()
    }

    fn domain(&mut self, domain: &Node, stem: &str) -> DomainFile {
        let issues: Vec<IssueDraft> =
            self.list(domain, "issues", "a list of issues").iter().map(|issue| self.issue(issue)).collect();
        let agents = self.list(domain, "agents", "a list of two agents");
        if agents.len() != 2 && domain.get("agents").and_then(items).is_some() {
            let message = format!("`agents` must be a list of two agents, but has {}", agents.len());
            self.problems.push(Diagnostic::at(domain.get("agents").unwrap_or(domain), message).with_key("agents"));
        }
        let plain = draft::issues(&issues, &mut self.problems);
        let mut profile = |index: usize| {
            let agent = agents.get(index).unwrap_or(domain);
            let draft = self.agent(agent, index, &issues);
            draft::profile(&draft, &issues, true, &mut self.problems)
        };
        let profiles = if agents.len() == 2 { [profile(0), profile(1)] } else { [0, 1].map(nobody) };
        let name = name_of(domain).unwrap_or(stem).to_owned();
        DomainFile { name, issues: plain, profiles, notes: Vec::new() }
    }

    fn issue(&mut self, issue: &Node) -> IssueDraft {
        let name = issue.get("name").and_then(|name| label(name, self.text)).map(str::to_owned);
        if name.is_none() {
            self.problems.push(must_be(issue, "name", "the issue's name"));
        }
        let mut options = Vec::new();
        for option in self.list(issue, "values", "a list of options") {
            match label(option, self.text) {
                Some(word) => options.push((word.to_owned(), place(option))),
                None => self.problems.push(Diagnostic::at(option, "an option must be a word or a number")),
            }
        }
        IssueDraft { name: name.unwrap_or_default(), place: place(issue), options }
    }

    fn agent(&mut self, agent: &Node, index: usize, issues: &[IssueDraft]) -> ProfileDraft {
        let name = name_of(agent).map_or_else(|| format!("agent {}", index + 1), str::to_owned);
        let weights = self.figures(agent, "weights", "a list of one weight for each issue");
        let values = self.list(agent, "values", "a list of one list of values for each issue");
        self.count(agent, "weights", weights.len(), issues.len(), "issues of the domain");
        self.count(agent, "values", values.len(), issues.len(), "issues of the domain");
        let nothing = Figure { value: 0.0, place: place(agent) };
        let mut of_issues = Vec::with_capacity(issues.len());
        for (position, issue) in issues.iter().enumerate() {
            let weight = weights.get(position).unwrap_or(&nothing).clone();
            let mut options = vec![None; issue.options.len()];
            let node = values.get(position).unwrap_or(agent);
            if let Some(node) = values.get(position) {
                self.option_values(node, issue, &mut options);
            } else {
                // Said already, by the count of lists.
                options.fill(Some(nothing.clone()));
            }
            of_issues.push(IssueValues { place: place(node), weight, options, by_largest: false });
        }
        let reservation = agent.get("reservation").and_then(number);
        if reservation.is_none() {
            self.problems.push(must_be(agent, "reservation", "the utility of having no agreement"));
        }
        let reservation =
            reservation.zip(agent.get("reservation")).map(|(value, node)| Figure { value, place: place(node) });
        let place = place(agent.get("weights").unwrap_or(agent));
        ProfileDraft { name, place, issues: of_issues, bias: 0.0, reservation }
    }

    fn option_values(&mut self, node: &Node, issue: &IssueDraft, options: &mut [Option<Figure>]) {
        let Some(given) = items(node) else {
            self.problems.push(Diagnostic::at(node, format!("issue `{}` needs a list of values", issue.name)));
            return;
        };
        if given.len() > options.len() {
            let message = format!("issue `{}` has {} options, but {} values", issue.name, options.len(), given.len());
            self.problems.push(Diagnostic::at(node, message));
        }
        for (slot, node) in options.iter_mut().zip(given) {
            *slot = self.figure(node);
        }
    }

    fn figure(&mut self, node: &Node) -> Option<Figure> {
        let value = number(node);
        if value.is_none() {
            self.problems.push(Diagnostic::at(node, format!("this must be a number, but is {}", node.value.kind())));
        }
        // A stand-in for what has been reported, so that it is not reported as missing too.
        Some(Figure { value: value.unwrap_or(0.0), place: place(node) })
    }

    fn figures(&mut self, table: &Node, key: &str, what: &str) -> Vec<Figure> {
        self.list(table, key, what).iter().filter_map(|node| self.figure(node)).collect()
    }

    /// Reports a list of the wrong length; one that is missing has been reported.
    fn count(&mut self, table: &Node, key: &str, found: usize, expected: usize, of: &str) {
        if let Some(node) = table.get(key).filter(|node| items(node).is_some() && found != expected) {
            let message = format!("`{key}` has {found} entries for {expected} {of}");
            self.problems.push(Diagnostic::at(node, message).with_key(key));
        }
    }
}

/// Stands for an agent where their number is wrong, which has been reported.
fn nobody(_: usize) -> super::Profile {
    super::Profile { name: String::new(), utility: super::Utility::Additive(Vec::new()), reservation: 0.0 }
}
