//! The whole way from text to struct over a small tree of structs, and that bad input never panics.

use std::collections::BTreeMap;

use proptest::prelude::*;
use schemars::{JsonSchema, schema_for};
use serde::Deserialize;

use super::*;

#[derive(Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
struct Deal {
    title: String,
    horizon: Horizon,
    index: Option<Index>,
    mode: Mode,
    parties: BTreeMap<String, Party>,
    price: Option<Price>,
}

#[derive(Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
struct Horizon {
    /// Probability that the relationship goes on after a round. More below.
    #[schemars(range(min = 0.0, max = 1.0))]
    continuation: f64,
    #[schemars(extend("exclusiveMinimum" = 0.0, "exclusiveMaximum" = 1.0))]
    discount: f64,
    #[schemars(range(min = 1))]
    rounds: Option<u32>,
    #[schemars(length(min = 1, max = 3))]
    weights: Option<Vec<f64>>,
    open: bool,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Index {
    Ar1 {
        rho: f64,
        #[serde(default)]
        start: f64,
    },
    Walk(Walk),
    Flat,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
struct Walk {
    step: f64,
}

#[derive(Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    /// Two parties.
    #[default]
    Pair,
    /// Many.
    OpenMarket,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
struct Party {
    strategy: String,
    #[serde(default)]
    share: Share,
}

#[derive(Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(try_from = "f64")]
struct Share(f64);

impl TryFrom<f64> for Share {
    type Error = String;

    fn try_from(share: f64) -> Result<Self, String> {
        if share < 5.0 { Ok(Self(share)) } else { Err("a share is below 5".into()) }
    }
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(untagged)]
enum Price {
    Fixed(f64),
    Named(String),
}

const GOOD: &str = "\
title = 'Deal' # source: mine
mode = \"open-market\"
price = 3

[horizon]
continuation = 1 # a whole number where any is taken
discount = 0.95
rounds = 12
weights = [0.5, 1]

[index.ar1]
rho = 0.5

[parties.seller]
strategy = \"tit-for-tat\"
share = 0.25
";

struct Nowhere;

impl Loader for Nowhere {
    fn load(&self, _: &str, _: &str) -> Result<Loaded, LoadError> {
        Err(LoadError::Unknown { known: vec!["base".to_owned()] })
    }
}

fn read(files: &mut Files, text: &str, sets: &[String]) -> Result<Deal, Diagnostics> {
    let schema = schema_for!(Deal);
    let shape = Shape::of(schema.as_value());
    let file = files.add("deal.toml", text);
    let mut root = resolve(files, file, &Nowhere, shape)?;
    set_from_command_line(&mut root, files, sets, shape)?;
    check(&root, shape).into_result(())?;
    decode(&root)
}

/// `line: message | help` of everything that is wrong with a text.
fn wrong(text: &str, sets: &[&str]) -> Vec<String> {
    let mut files = Files::new();
    let sets: Vec<_> = sets.iter().map(|&set| set.to_owned()).collect();
    let problems = read(&mut files, text, &sets).unwrap_err();
    let row = |d: &Diagnostic| {
        let line = files.position(d.file, d.span.start).line;
        format!("{line}: {} | {}", d.message, d.help.clone().unwrap_or_default())
    };
    problems.iter().map(row).collect()
}

#[test]
fn a_good_file_fills_its_struct() {
    let deal = read(&mut Files::new(), GOOD, &["horizon.rounds = 7".to_owned(), "title=a b".to_owned()]).unwrap();
    let horizon =
        Horizon { continuation: 1.0, discount: 0.95, rounds: Some(7), weights: Some(vec![0.5, 1.0]), open: false };
    assert_eq!(deal.horizon, horizon);
    assert_eq!(deal.index, Some(Index::Ar1 { rho: 0.5, start: 0.0 }));
    assert_eq!(deal.mode, Mode::OpenMarket);
    assert_eq!(deal.parties["seller"], Party { strategy: "tit-for-tat".into(), share: Share(0.25) });
    assert_eq!((deal.title.as_str(), deal.price), ("a b", Some(Price::Fixed(3.0))));
}

#[test]
fn all_mistakes_of_a_file_are_reported_at_once() {
    let text = "\
tilte = 'x'
mode = 'open-markt'
price = true
[horizon]
continuaton = 0.5
continuation = 1.2
discount = 1
rounds = 2.0
weights = [1, nan, 'x', 2]
open = 'true'
[index.ar1]
start = 1
[parties.seller]
strategy = 3
[parties.buyer]
";
    let expected = [
        "1: unknown key `tilte` at the top level | did you mean `title`? valid keys: horizon,",
        "2: mode = \"open-markt\" is not one of the choices | did you mean `open-market`? choices: pair, open-market",
        "3: price = true is a truth value, but must be a number or text | ",
        "5: unknown key `continuaton` in [horizon] | did you mean `continuation`? valid keys: continuation, discount,",
        "6: continuation = 1.2 is outside 0 to 1 | `continuation`: Probability that the relationship goes on after a round",
        "7: discount = 1 is outside 0 to 1 (exclusive) | ",
        "8: rounds = 2.0 is a number, but must be a whole number | write 2 without a decimal point",
        "9: `weights` has 4 items, but takes 1 to 3 | ",
        "9: weights[1] = nan is not a finite number | ",
        "9: weights[2] = \"x\" is text, but must be a number | ",
        "10: open = \"true\" is text, but must be true or false | write true without quotes",
        "11: the required key `rho` is missing in [index.ar1] | `rho` takes a number",
        "14: strategy = 3 is a whole number, but must be text | put it in quotes",
        "15: the required key `strategy` is missing in [parties.buyer] | `strategy` takes text",
    ];
    let found = wrong(text, &[]);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}\nis not\n{expected}");
    }
}

#[test]
fn syntax_errors_are_reported_at_once_too() {
    let found = wrong("title = \n[horizon\nrounds = 3\nopen = maybe\n", &[]);
    let lines: Vec<_> = found.iter().map(|row| &row[..2]).collect();
    assert_eq!(lines, ["1:", "2:", "4:"], "{found:#?}");
}

#[test]
fn enums_explain_their_forms() {
    for (text, expected) in [
        ("index = 'ar1'", "1: index = \"ar1\" needs settings of its own | write it as a table: [index.ar1]"),
        ("[index.flat]", "1: `flat` takes no settings of its own | write index = \"flat\""),
        ("[index.wlak]\nstep=1", "1: unknown choice `wlak` in [index] | did you mean `walk`?"),
        ("[index]", "1: [index] is empty, but must hold one choice | choices: flat, ar1, walk"),
        ("index = 3", "1: index = 3 is a whole number, but must be a choice"),
        ("[index.ar1]\nrho = 1\n[index.walk]\nstep=1", "3: [index] takes one choice, but has `ar1` and `walk`"),
    ] {
        let found = wrong(text, &[]);
        assert!(found.len() == 1 && found[0].starts_with(expected), "{found:?}\nis not\n{expected}");
    }
}

#[test]
fn a_choice_laid_over_another_replaces_it() {
    let set = |set: &str| read(&mut Files::new(), GOOD, &[set.to_owned()]).unwrap().index;
    assert_eq!(set("index.walk.step=2"), Some(Index::Walk(Walk { step: 2.0 })));
    assert_eq!(set("index=flat"), Some(Index::Flat));
    assert_eq!(set("index.ar1.start=2"), Some(Index::Ar1 { rho: 0.5, start: 2.0 }));
    let schema = schema_for!(Deal);
    let mut files = Files::new();
    let base = files.add("base", "[index.ar1]\nrho = 1\n");
    let over = files.add("over", "[index.walk]\nstep = 1\n");
    let (base, over) = (parse(&files, base).unwrap(), parse(&files, over).unwrap());
    let merged = merge(base, over, Shape::of(schema.as_value()));
    assert_eq!(merged.get("index").unwrap().as_table().unwrap().len(), 1);
}

#[test]
fn overrides_are_checked_like_files() {
    for (set, expected) in [
        ("horizon.continuation=2", "1: continuation = 2 is outside 0 to 1"),
        ("horizon.rounds", "1: an override must have the form key=value"),
        ("title.x=1", "1: `title` is text, so it has no key `x`"),
        ("horizon.weights[5]=1", "1: `horizon.weights` has 2 items, so there is no item 5"),
        ("horizon.weights=[1,", "1: `[1,` is no complete value"),
        ("horizon..x=1", "1: a key is missing in `horizon..x`"),
    ] {
        let found = wrong(GOOD, &[set]);
        assert!(found.len() == 1 && found[0].starts_with(expected), "{found:?}\nis not\n{expected}");
    }
}

#[test]
fn what_only_serde_knows_is_found_at_its_key() {
    let mut files = Files::new();
    let problems = read(&mut files, GOOD, &["parties.seller.share=7".to_owned()]).unwrap_err();
    let json = to_json(&files, &problems);
    assert_eq!(json[0]["file"], "<command line>");
    assert_eq!(json[0]["key"], "parties.seller.share");
    assert_eq!(json[0]["column"], 22);
    assert_eq!(json[0]["message"], "a share is below 5");
}

#[test]
fn findings_about_defaults_point_at_the_table_around() {
    let mut files = Files::new();
    let file = files.add("a.toml", "x = 1\n[contract.term]\nrounds = 3\n");
    let root = parse(&files, file).unwrap();
    let line = |path| files.position(file, Diagnostic::at_key(&root, path, "").span.start).line;
    assert_eq!(line("contract.term.rounds"), 3);
    assert_eq!(line("contract.term.renewal.notice"), 2);
    assert_eq!(line("horizon"), 1);
}

/// Everything that a text can go through; renders what is found.
fn through(text: &str, set: &str) {
    let mut files = Files::new();
    if let Err(problems) = read(&mut files, text, &[set.to_owned()]) {
        assert!(!problems.is_empty());
        render(&files, &problems, Palette::Coloured);
        to_json(&files, &problems);
    }
    let _ = comments::leaves(text);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), set in ".{0,30}") {
        through(&String::from_utf8_lossy(&bytes), &set);
    }

    #[test]
    fn random_toml_never_panics(text in "([a-c.\\[\\]{}=\"'#, \n\r1-3.\\-]|nan|index|horizon|extends|é){0,60}") {
        through(&text, &text);
    }

    #[test]
    fn mutations_of_a_good_file_never_panic(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6, "[\\[\\]{}=\"'#, \na.é\u{0}0-9]{0,4}"), 1..6),
    ) {
        let mut text = GOOD.to_owned();
        for (at, length, with) in cuts {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, &with);
        }
        through(&text, "horizon.rounds=3");
    }
}
