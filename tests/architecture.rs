//! The rules of the source tree: floors, no circles, names, and folders that agree with their tables.
#![expect(clippy::unwrap_used, reason = "a test that cannot read the tree has failed")]

#[path = "architecture/scan.rs"]
mod scan;

use scan::{Module, Sources, circle, files_below, paths};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Floor of every top-level module; a module uses only what lies below it.
const FLOORS: [(&str, u32); 17] = [
    ("base", 0),
    ("domain", 1),
    ("statistics", 1),
    ("table", 1),
    ("report", 1),
    ("source", 1),
    ("trust", 2),
    ("bargaining", 3),
    ("execution", 3),
    ("strategy", 4),
    ("relationship", 5),
    ("market", 6),
    ("scenario", 7),
    ("engine", 8),
    ("experiment", 9),
    ("export", 9),
    ("cli", 11),
];

/// Uses on one floor: a report holds tables.
const BESIDE: [(&str, &str); 1] = [("report", "table")];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 9] = ["utils", "util", "helpers", "helper", "common", "manager", "types", "misc", "shared"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn floor(module: &str) -> Option<u32> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// Uses that go up, sideways, or to where there is no floor.
fn against_the_floors(uses: &BTreeSet<(Module, Module)>) -> Vec<String> {
    let allowed = |user: &str, used: &str| {
        let below = floor(user).zip(floor(used)).is_some_and(|(user, used)| used < user);
        user == used || below || BESIDE.contains(&(user, used))
    };
    let wrong = uses.iter().filter(|(user, used)| !allowed(&user[0], &used[0]));
    wrong.map(|(user, used)| format!("{} uses {}", user.join("::"), used.join("::"))).collect()
}

/// The circles there are: a contract is made of clauses, and each clause's terms are set in a contract; a table's form
/// holds the shapes of its keys, and a shape has a form.
const KNOTS: [(&str, &str); 2] = [("domain::contract", "domain::clause"), ("source::form", "source::shape")];

/// Circles among the children of each folder; a `mod.rs` may know its children and they it.
fn circles(uses: &BTreeSet<(Module, Module)>) -> Vec<String> {
    let folders: BTreeSet<&[String]> =
        uses.iter().flat_map(|(user, _)| (0..user.len()).map(|depth| &user[..depth])).collect();
    let knot = |folder: &[String], user: &str, used: &str| {
        let name = |child: &str| [folder.join("::").as_str(), child].join("::");
        KNOTS.contains(&(name(user).as_str(), name(used).as_str()))
    };
    let within = |folder: &[String]| {
        let child = |module: &Module| module.starts_with(folder).then(|| module.get(folder.len()).cloned()).flatten();
        let edges = uses.iter().filter_map(|(user, used)| Some((child(user)?, child(used)?)));
        let edges: BTreeSet<_> = edges.filter(|(user, used)| user != used && !knot(folder, user, used)).collect();
        circle(&edges).map(|way| format!("in `{}`: {}", folder.join("::"), way.join(" -> ")))
    };
    folders.into_iter().filter_map(within).collect()
}

#[test]
fn every_file_uses_only_floors_below_its_own() {
    let sources = Sources::read(&root().join("src"));
    assert!(sources.files.len() > 100, "only {} files found", sources.files.len());
    let homeless: Vec<_> = sources.files.keys().filter(|module| floor(&module[0]).is_none()).collect();
    assert!(homeless.is_empty(), "no floor for {homeless:?}");
    let uses = sources.uses();
    assert!(uses.len() > 300, "only {} uses found", uses.len());
    assert_eq!(against_the_floors(&uses), Vec::<String>::new());
}

#[test]
fn no_folder_has_a_circle() {
    assert_eq!(circles(&Sources::read(&root().join("src")).uses()), Vec::<String>::new());
}

/// A made-up tree that breaks every rule once, in every way of writing a path.
#[test]
fn the_scanner_sees_every_way_of_writing_a_use() {
    let file = |module: &str, text: &str| {
        let module: Module = module.split("::").map(str::to_owned).collect();
        (module, (PathBuf::new(), text.to_owned()))
    };
    let up = "//! crate::cli is only mentioned\nuse crate::{base::side::Side, engine::{self, plan::{Plan, Width}}};\n";
    let inline = "fn f<'a>() { let c = '\"'; let t = \"crate::export::csv\"; crate::experiment::run::run(c, t) }";
    let relative = "use super::kpi; mod tests { use super::super::issue::Issue; fn g() { super::f() } }";
    let sources = Sources {
        files: [
            file("base::side", ""),
            file("domain", "pub mod kpi;"),
            file("domain::kpi", up),
            file("domain::issue", "use crate::domain::stage::Stage; use super::kpi::Kpi;"),
            file("domain::stage", relative),
            file("engine", "pub use plan::Plan;"),
            file("engine::plan", "use self::sub::X; use super::Plan;"),
            file("experiment", "pub mod run;"),
            file("experiment::run", "use super::super::export::csv::table_csv;"),
            file("export::csv", inline),
        ]
        .into_iter()
        .collect(),
    };
    let uses = sources.uses();
    let wrong = against_the_floors(&uses);
    let expected = [
        "domain::kpi uses engine",
        "domain::kpi uses engine::plan",
        "experiment::run uses export::csv",
        "export::csv uses experiment::run",
    ];
    assert_eq!(wrong, expected);
    let circles = circles(&uses);
    assert_eq!(circles, ["in ``: experiment -> export -> experiment", "in `domain`: issue -> stage -> issue"]);
    let module = ["domain".to_owned(), "stage".to_owned()];
    let own = |last: &str| vec!["domain".to_owned(), "stage".to_owned(), last.to_owned()];
    assert!(paths(relative, &module).contains(&own("f")), "`super` in an inline module is the file itself");
}

#[test]
fn every_file_says_first_what_it_is() {
    for path in ["src", "tests", "benches"].into_iter().flat_map(|folder| files_below(&root().join(folder))) {
        let text = std::fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! "), "{} opens with `{first}`", path.display());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(!EMPTY_NAMES.contains(&name.as_str()), "{}: find the name of what it does", path.display());
    }
}

/// Files of a folder and rows of its table; `beside` are files that hold no row, with the reason in their first line.
fn agree(folder: &str, rows: &[&str], beside: &[&str]) {
    let path = root().join("src").join(folder);
    let name = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut files: Vec<String> = files_below(&path).iter().filter_map(name).filter(|name| name != "mod").collect();
    files.retain(|name| !beside.contains(&name.as_str()));
    let mut rows: Vec<String> = rows.iter().map(|&row| row.to_owned()).collect();
    rows.sort();
    assert_eq!(files, rows, "folder and table of {folder} differ");
}

fn names(rows: impl IntoIterator<Item = longgame::base::catalogue::Row>) -> Vec<&'static str> {
    rows.into_iter().map(|row| row.name).collect()
}

#[test]
fn folders_and_their_tables_agree() {
    use longgame::bargaining::{acceptance, offering, opponent_model};
    use longgame::domain::clause;
    use longgame::execution::{conduct, nature};
    use longgame::experiment::evolve::process;
    agree("domain/clause", &names(clause::ALL.map(|clause| clause.row)), &[]);
    agree("execution/nature", &names(nature::ALL), &["incidents"]);
    let rules = names(conduct::ALL).into_iter().filter(|name| !["table", "automaton"].contains(name));
    agree("execution/conduct", &rules.chain(["machine"]).collect::<Vec<_>>(), &["response"]);
    agree("market/matching", &names(longgame::market::matching::ALL), &[]);
    agree("experiment/evolve/process", &names(process::ALL.map(|entry| entry.row)), &[]);
    agree("bargaining/offering", &names(offering::TABLE.iter().copied()), &[]);
    agree("bargaining/acceptance", &names(acceptance::TABLE.iter().copied()), &[]);
    agree("bargaining/opponent_model", &names(opponent_model::TABLE.iter().copied()), &[]);
}

/// Tables whose rows do not bear their files' names: every file must appear in its `mod.rs` as a row's owner.
#[test]
fn every_file_of_a_table_without_names_has_its_row() {
    let tables = [
        ("engine/measures", "::MEASURES", &[][..]),
        ("experiment/validation/item", "::ITEM", &[]),
        ("export", "::file", &["base64", "number", "text", "write", "json", "parquet", "grown"]),
    ];
    for (folder, row, beside) in tables {
        let path = root().join("src").join(folder);
        let table = std::fs::read_to_string(path.join("mod.rs")).unwrap();
        let direct = files_below(&path).into_iter().filter(|file| file.parent() == Some(path.as_path()));
        for name in direct.map(|file| file.file_stem().unwrap().to_string_lossy().into_owned()) {
            let listed = name == "mod" || beside.contains(&name.as_str()) || table.contains(&format!("{name}{row}"));
            assert!(listed, "src/{folder}/{name}.rs has no row in mod.rs");
        }
    }
}

fn tomls(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            all.extend(tomls(&path));
        } else if path.extension().is_some_and(|end| end == "toml") {
            all.push(path);
        }
    }
    all
}

/// Names of a folder's TOML files as `list` gives them: the path without the ending.
fn stems(folder: &Path) -> BTreeSet<String> {
    let stem =
        |path: PathBuf| path.strip_prefix(folder).unwrap().with_extension("").to_string_lossy().replace('\\', "/");
    tomls(folder).into_iter().map(stem).collect()
}

#[test]
fn list_names_every_scenario_and_preset() {
    let folders =
        [("scenarios", "scenarios"), ("contracts", "scenarios/contracts"), ("strategies", "src/strategy/presets")];
    for (kind, folder) in folders {
        let output =
            assert_cmd::Command::cargo_bin("longgame").unwrap().args(["list", kind, "--format", "csv"]).output();
        let text = String::from_utf8(output.unwrap().stdout).unwrap();
        let rows: Vec<Vec<String>> = csv::Reader::from_reader(text.as_bytes())
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        let listed: BTreeSet<String> = rows.iter().map(|row| row[0].clone()).collect();
        let mut stems = stems(&root().join(folder));
        stems.retain(|stem| !stem.starts_with("contracts/"));
        assert_eq!(listed, stems, "{kind}");
        assert!(rows.iter().all(|row| !row[1].is_empty()), "{kind}: one has no title");
    }
}

#[test]
fn every_number_of_a_scenario_or_preset_has_a_source() {
    let exempt = ["title", "question", "expect", "source", "extends", "citation"];
    for folder in ["scenarios", "src/strategy/presets", "src/domain"] {
        for path in tomls(&root().join(folder)) {
            let text = std::fs::read_to_string(&path).unwrap();
            let bare = longgame::source::comments::unsourced(&text, &exempt).unwrap();
            let bare: Vec<_> =
                bare.iter().map(|leaf| format!("{}:{} {}", path.display(), leaf.line, leaf.path)).collect();
            assert_eq!(bare, Vec::<String>::new());
        }
    }
}
