//! Domain files: one domain in every form reads alike, and each mistake is named with its place, all in one go.

use longgame::source::domain_file::{DomainFile, DomainFileError, Utility, read};
use longgame::source::{Palette, render};
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/domains").join(name)
}

/// Utility of every outcome for a party.
fn utilities(domain: &DomainFile, party: usize) -> Vec<f64> {
    let values = match &domain.profiles[party].utility {
        Utility::Table(utilities) => return utilities.clone(),
        Utility::Additive(values) => values,
    };
    values
        .iter()
        .fold(vec![0.0], |sums, issue| sums.iter().flat_map(|sum| issue.iter().map(move |value| sum + value)).collect())
}

fn genius(profiles: [&str; 2]) -> Result<DomainFile, DomainFileError> {
    let profiles = profiles.map(|name| fixture("genius").join(name));
    read(&fixture("genius/toy-domain.xml"), &profiles, None)
}

#[test]
fn one_domain_in_every_form_reads_alike() {
    let expected = read(&fixture("toy.json"), &[], None).unwrap();
    assert_eq!(expected.name, "toy");
    assert_eq!(expected.issues[2].options, ["1", "2", "3", "4"]);
    assert_eq!(expected.profiles[0].reservation, 0.25);
    let others = [
        genius(["buyer.xml", "seller.xml"]),
        read(&fixture("genius"), &[], None),
        read(&fixture("negmas_xml"), &[], None),
        read(&fixture("negmas_yml"), &[], None),
        read(&fixture("negmas_json"), &[], None),
        read(&fixture("negmas_table"), &[], None),
    ];
    for other in others {
        let other = other.unwrap();
        assert_eq!(other.issues, expected.issues);
        for party in [0, 1] {
            let pairs = utilities(&other, party).into_iter().zip(utilities(&expected, party));
            assert!(pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-9), "{} of {}", party, other.name);
            assert_eq!(utilities(&other, party).len(), 24);
            let reservations = [&other, &expected].map(|domain| domain.profiles[party].reservation);
            // NegMAS does not keep the reservation value of a function that it wraps in a discount.
            let same = (reservations[0] - reservations[1]).abs() < 1e-12;
            assert!(same || other.profiles[party].name == "discounted", "{reservations:?}");
        }
    }
}

#[test]
fn what_is_left_out_or_scaled_is_said() {
    let notes = genius(["buyer.xml", "seller.xml"]).unwrap().notes;
    assert!(notes.iter().any(|note| note.contains("discount factor 0.5") && note.contains("buyer")), "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("issue `term` are divided by 5")), "{notes:?}");
    let notes = read(&fixture("negmas_table"), &[], None).unwrap().notes;
    assert!(notes.iter().any(|note| note.contains("ExpDiscountedUFun")), "{notes:?}");
    assert!(read(&fixture("toy.json"), &[], None).unwrap().notes.is_empty());
}

/// Writes a file and reads the domain in it; the rendered mistakes or the message.
fn complaint(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    told(read(&path, &[], None).unwrap_err())
}

fn told(error: DomainFileError) -> String {
    match error {
        DomainFileError::Mistakes { files, diagnostics } => render(&files, &diagnostics, Palette::Plain),
        other => other.to_string(),
    }
}

fn toy() -> String {
    std::fs::read_to_string(fixture("toy.json")).unwrap()
}

#[test]
fn each_mistake_in_json_is_named_with_its_line() {
    let cases = [
        ("[0.4, 0.4, 0.2]", "[0.4, 0.4, 0.1]", "buyer: the weights sum to 0.9", "toy.json:11:18"),
        ("[0.4, 0.4, 0.2]", "[0.4, 0.4]", "`weights` has 2 entries for 3 issues of the domain", "toy.json:11:18"),
        ("[0.0, 1.0], [1.0, 0.75", "[0.0], [1.0, 0.75", "issue `term` has no value for `b`", "toy.json:12:35"),
        ("0.75, 0.5, 0.25]", "0.75, 0.5, 0.25, 3]", "issue `qty` has 4 options, but 5 values", "toy.json:12:47"),
        ("\"reservation\": 0.25", "\"reservation\": 1.5", "reservation value 1.5 is above", "toy.json:13:22"),
        (
            "\"reservation\": 0.25",
            "\"reservaton\": 0.25",
            "`reservation` is missing",
            "is `reservaton` meant to be it?",
        ),
        ("[\"a\", \"b\"]", "[\"a\", \"a\"]", "issue `term` has the option `a` twice", "toy.json:5:38"),
        ("\"name\": \"term\"", "\"name\": \"price\"", "two issues are called `price`", "toy.json:5:5"),
        ("[\"a\", \"b\"]", "[]", "issue `term` has no options", "toy.json:5:5"),
        ("[1.0, 0.6, 0.0]", "[1.0, \"x\", 0.0]", "this must be a number, but is text", "toy.json:12:24"),
        ("\"agents\"", "\"parties\"", "`agents` is missing", "toy.json:1:1"),
        ("0.25\n", "NaN\n", "this is no JSON", "toy.json:13:"),
    ];
    for (from, to, message, place) in cases {
        let text = toy();
        assert!(text.contains(from), "{from}");
        let said = complaint("toy.json", &text.replacen(from, to, 1));
        assert!(said.contains(message) && said.contains(place), "{to} gives\n{said}");
    }
}

#[test]
fn all_mistakes_come_in_one_go() {
    let text =
        toy().replace("[0.4, 0.4, 0.2]", "[0.4, 0.4, 0.1]").replace("\"reservation\": 0.2\n", "\"reservation\": 7\n");
    let said = complaint("toy.json", &text);
    assert_eq!(said.matches("error:").count(), 2, "{said}");
    let one = "{\"issues\": [{\"name\": \"price\", \"values\": [\"a\"]}], \"agents\": [{}]}";
    assert!(complaint("one.json", one).contains("a list of two agents, but has 1"));
}

#[test]
fn a_file_of_several_domains_asks_for_one() {
    let text = format!("{{\"domains\": [{}, {}]}}", toy(), toy().replacen("toy", "other", 1));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.json");
    std::fs::write(&path, text).unwrap();
    assert_eq!(read(&path, &[], Some("other")).unwrap().name, "other");
    assert!(
        told(read(&path, &[], None).unwrap_err()).contains("holds 2 domains; choose one with --domain: toy, other")
    );
    assert!(told(read(&path, &[], Some("othr")).unwrap_err()).contains("did you mean `other`?"));
}

/// A copy of a folder of fixtures with one text replaced.
fn with_replaced(folder: &str, file: &str, from: &str, to: &str) -> String {
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(fixture(folder)).unwrap() {
        let path = entry.unwrap().path();
        let mut text = std::fs::read_to_string(&path).unwrap();
        if path.ends_with(file) {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        std::fs::write(copy.path().join(path.file_name().unwrap()), text).unwrap();
    }
    told(read(copy.path(), &[], None).unwrap_err())
}

#[test]
fn each_mistake_in_genius_xml_is_named_with_its_line() {
    let cases = [
        ("index=\"2\" value=\"0.4\"", "index=\"2\" value=\"0.5\"", "the weights sum to 1.1", "buyer.xml:4:3"),
        ("<weight index=\"3\" value=\"0.2\"/>", "", "issue `qty` has no weight", "buyer.xml:4:3"),
        (
            "index=\"3\" value=\"0.2\"",
            "index=\"7\" value=\"0.2\"",
            "the domain has no issue of index 7",
            "buyer.xml:7:5",
        ),
        ("name=\"term\"", "name=\"trem\"", "the domain has no issue `trem`", "did you mean `term`?"),
        ("value=\"mid\"", "value=\"midd\"", "issue `price` has no option `midd`", "did you mean `mid`?"),
        ("<item index=\"2\" value=\"b\" evaluation=\"5\"/>", "", "has no value for `b`", "buyer.xml:13:5"),
        (" evaluation=\"6\"", "", "`item` has no attribute `evaluation`", "buyer.xml:10:7"),
        ("evaluation=\"6\"", "evaluation=\"six\"", "must be a number, but is `six`", "buyer.xml:10:47"),
        ("evaluation=\"6\"", "evaluation=\"NaN\"", "not a finite number", "buyer.xml:10:47"),
        (
            "reservation value=\"0.25\"",
            "reservation value=\"1.25\"",
            "reservation value 1.25 is above",
            "buyer.xml:23:23",
        ),
        ("ftype=\"linear\"", "ftype=\"cosine\"", "evaluators of type `cosine` are not read here", "buyer.xml:19:7"),
        ("</objective>", "", "this is no XML", "buyer.xml:"),
    ];
    for (from, to, message, place) in cases {
        let said = with_replaced("genius", "buyer.xml", from, to);
        assert!(said.contains(message) && said.contains(place), "{to} gives\n{said}");
    }
    let real =
        with_replaced("genius", "toy-domain.xml", "type=\"integer\" etype=\"integer\"", "type=\"real\" etype=\"real\"");
    assert!(real.contains("issues over real numbers are not read here"), "{real}");
}

#[test]
fn each_mistake_in_a_negmas_folder_is_named_with_its_line() {
    let cases = [
        ("buyer.yml", "LinearAdditiveUtilityFunction", "HyperRectangleUtilityFunction", "are not read here"),
        ("buyer.yml", "TableFun", "LambdaFun", "value functions of type `LambdaFun` are not read here"),
        ("buyer.yml", "mid:", "midd:", "did you mean `mid`?"),
        ("buyer.yml", "weights:\n- 0.4\n", "weights:\n", "issue `qty` has no weight"),
        ("buyer.yml", "high: 0.0", "high: .nan", "not a finite number"),
        ("buyer.yml", "reserved_value: 0.25", "reserved_value: 3", "reservation value 3 is above"),
        ("buyer.yml", "slope: -0.25", "slop: -0.25", "`slope` is missing"),
        ("toy.yml", "- 1\n  - 4", "- 4\n  - 1", "a range of whole numbers"),
        ("toy.yml", "ContiguousIssue", "ContinuousIssue", "issues over real numbers are not read here"),
        ("toy.yml", "issues:", "issues: [", "this is no YAML"),
    ];
    for (file, from, to, message) in cases {
        let said = with_replaced("negmas_yml", file, from, to);
        assert!(said.contains(message) && said.contains(&format!("{file}:")), "{to} gives\n{said}");
    }
    let said =
        with_replaced("negmas_table", "table.yml", "  ? - low\n    - a\n    - 1\n", "  ? - low\n    - a\n    - 9\n");
    assert!(said.contains("issue `qty` has no option `9`"), "{said}");
}

#[test]
fn what_holds_no_domain_says_so() {
    let said = |path: PathBuf, profiles: &[PathBuf]| told(read(&path, profiles, None).unwrap_err());
    let profile = fixture("genius/buyer.xml");
    assert!(said(profile.clone(), &[]).contains("is a profile; name the domain first"));
    assert!(
        said(fixture("genius/toy-domain.xml"), std::slice::from_ref(&profile)).contains("name two after it (1 given)")
    );
    assert!(said(fixture("toy.json"), std::slice::from_ref(&profile)).contains("holds its agents"));
    assert!(said(fixture("genius"), &[profile]).contains("is a folder that holds its profiles"));
    assert!(said(fixture("negmas_yml/buyer.yml"), &[]).contains("is a utility function"));
    assert!(said(fixture("nowhere.json"), &[]).contains("cannot read"));
    assert!(said(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests"), &[]).contains("holds no domain"));
    let folder = tempfile::tempdir().unwrap();
    for name in ["toy-domain.xml", "buyer.xml"] {
        std::fs::copy(fixture("genius").join(name), folder.path().join(name)).unwrap();
    }
    assert!(said(folder.path().into(), &[]).contains("holds 1 profiles, and a session needs two"));
    assert!(complaint("x.txt", "").contains("is neither .json, .xml, .yml nor a folder"));
}

/// Deep nesting and huge ranges cost a message, not memory or the stack.
#[test]
fn hostile_files_are_refused() {
    let deep = format!("<negotiation_template>{}", "<a>".repeat(200_000));
    assert!(complaint("x.xml", &deep).contains("this is no XML"));
    let closed =
        format!("<negotiation_template>{}{}</negotiation_template>", "<a>".repeat(50_000), "</a>".repeat(50_000));
    let said = complaint("x.xml", &closed);
    assert!(said.contains("without profiles") || said.contains("no XML"), "{said}");
    let entity = "<!DOCTYPE x [<!ENTITY a \"b\">]><negotiation_template>&a;</negotiation_template>";
    assert!(complaint("x.xml", entity).contains("this is no XML"));
    assert!(complaint("x.json", &"[".repeat(100_000)).contains("this is no JSON"));
    let said = complaint("x.yml", &"[".repeat(100_000));
    assert!(said.contains("no YAML") || said.contains("nested deeper"), "{said}");
    let said = with_replaced("negmas_yml", "toy.yml", "- 1\n  - 4", "- 1\n  - 4000000000");
    assert!(said.contains("a range of whole numbers"), "{said}");
}
