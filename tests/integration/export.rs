//! Charts of every kind: nothing overlaps, nothing leaves the page, the same figure gives the same bytes.

use crate::gallery;
use longgame::export::chart::{Rendered, overlaps, render};
use longgame::export::{bundle, json, text};
use longgame::report::{Axis, Figure, Hue, Mark, Marker, Provenance, Report};
use longgame::table::{Column, Table, Unit};

const LONG: &str = "a label far longer than anyone would wish for, with <markup> & \"quotes\" in it";

fn assert_clear(figure: &Figure) {
    let chart = render(figure).unwrap();
    assert_eq!(overlaps(&chart.svg), Vec::<String>::new(), "{}", figure.name);
}

#[test]
fn the_gallery_has_no_overlaps() {
    for figure in gallery::all() {
        assert_clear(&figure);
    }
}

#[test]
fn long_labels_of_every_kind_of_mark_stay_clear() {
    let lying = || Figure::new("lying", LONG, LONG, Axis::linear(LONG), Axis::categories(LONG, vec![LONG; 12]));
    let standing = || Figure::new("standing", LONG, LONG, Axis::categories(LONG, vec![LONG; 7]), Axis::linear(LONG));
    let plain = || Figure::new("plain", LONG, LONG, Axis::linear(LONG), Axis::linear(LONG));
    let x = vec![1.0, 2.0, 3.0, 4.0];
    let label = LONG.to_owned();
    let marks: Vec<(Figure, Vec<Mark>)> = vec![
        (
            plain(),
            (0..7)
                .map(|i| Mark::Point {
                    x: 1.0 + f64::from(i) * 0.01,
                    y: 1.0 - f64::from(i) * 0.01,
                    hue: Hue::of(i as usize),
                    marker: Marker::Diamond,
                    label: "a point with a rather long name".to_owned(),
                })
                .collect(),
        ),
        (
            plain(),
            (0..9)
                .map(|i| {
                    Mark::line(x.clone(), vec![0.0, 1.0, 1.0, 1.0 + f64::from(i) * 0.01], Hue::of(i as usize), LONG)
                })
                .collect(),
        ),
        (
            plain(),
            (0..3)
                .map(|i| {
                    Mark::step(
                        x.clone(),
                        vec![0.1, 0.3, 0.6, 1.0 + f64::from(i)],
                        Hue::of(i as usize),
                        "a label of medium length",
                    )
                })
                .collect(),
        ),
        (
            lying(),
            (0..12)
                .map(|i| Mark::Interval {
                    at: f64::from(i),
                    low: -1e9,
                    mid: 0.0,
                    high: 1e9,
                    hue: Hue::Blue,
                    label: label.clone(),
                })
                .collect(),
        ),
        (
            lying(),
            (0..12)
                .map(|i| Mark::Bar {
                    at: f64::from(i),
                    from: -1e-3,
                    to: f64::from(i),
                    hue: Hue::Blue,
                    label: "+1,234,567 EUR per round".to_owned(),
                })
                .collect(),
        ),
        (
            standing(),
            (0..7)
                .map(|i| Mark::Bar {
                    at: f64::from(i),
                    from: 0.0,
                    to: f64::from(i),
                    hue: Hue::Blue,
                    label: "+123.4k".to_owned(),
                })
                .collect(),
        ),
        (standing(), (0..7).map(|i| Mark::cell(i, 0, i as f64, LONG)).collect()),
        (
            plain(),
            vec![
                Mark::Cell { x: (0.0, 1e7), y: (0.0, 1e-7), value: 1e12, text: String::new() },
                Mark::hatch((0.0, 1.0), (0.0, 1e-7), LONG),
                Mark::hatch((0.0, 1.0), (0.0, 1e-7), "other"),
            ],
        ),
        (
            plain(),
            (0..3).map(|i| Mark::RuleX { x: f64::from(i) * 1e-3, label: "a rule with a label".to_owned() }).collect(),
        ),
        (
            plain(),
            (0..5)
                .map(|i| Mark::RuleY { y: f64::from(i) * 1e-3, label: label.clone() })
                .chain([Mark::Band {
                    x: x.clone(),
                    low: vec![0.0; 4],
                    high: vec![f64::NAN, 9.0, 9.0, 9.0],
                    hue: Hue::Sky,
                    strength: 0.5,
                }])
                .collect(),
        ),
    ];
    for (mut figure, marks) in marks {
        figure.marks = marks;
        figure.note = Some(LONG.repeat(6));
        assert_clear(&figure);
    }
}

#[test]
fn figures_without_data_are_drawn() {
    let mut figure = Figure::new("empty", "", "", Axis::linear(""), Axis::categories("", Vec::<String>::new()));
    assert_clear(&figure);
    figure.y = Axis::within("", 1.0, 1.0);
    figure.marks = vec![
        Mark::line(vec![], vec![], Hue::Blue, "nothing"),
        Mark::line(vec![1.0], vec![f64::NAN], Hue::Blue, "nothing"),
        Mark::step(vec![1.0], vec![5.0], Hue::Blue, "one point"),
    ];
    assert_clear(&figure);
}

#[test]
fn the_same_figure_gives_the_same_bytes_on_any_thread() {
    let here = render(&gallery::fan()).unwrap();
    let there = std::thread::spawn(|| render(&gallery::fan()).unwrap()).join().unwrap();
    assert_eq!(here, there);
}

pub(crate) fn report() -> Report {
    let names = ["relationship", "tit for tat", "opportunist"];
    let columns = vec![
        Column::text("strategy", "The strategy of the side.", names),
        Column::number("value_mean", Unit::Money, "Mean discounted value.", vec![61_500.25, 58_100.5, -4_210.0]),
        Column::number("value_se", Unit::Money, "Standard error of the mean.", vec![410.2, 450.1, f64::NAN]),
        Column::number("beats", Unit::Probability, "Probability of beating the opponent.", vec![0.93, 0.5, 0.07]),
    ];
    Report {
        title: "Software renewal".to_owned(),
        question: "Does it pay to keep promises when the other side can leave?".to_owned(),
        expectation: "Relationship conduct earns more from the twelfth round on.".to_owned(),
        sentences: vec![
            "Relationship conduct wins: it beats the opportunist with probability 0.93.".to_owned(),
            "The paired difference is 65,710 EUR per relationship (95 percent interval 63,900 to 67,500).".to_owned(),
        ],
        tables: vec![Table::new("summary", "Summary by strategy", columns).unwrap()],
        figures: gallery::all(),
        assumptions: vec![("Rounds".to_owned(), "40".to_owned()), ("Discount per round".to_owned(), "0.99".to_owned())],
        provenance: Provenance {
            version: "0.1.0".to_owned(),
            scenario_name: "saas-renewal".to_owned(),
            scenario_text: "title = \"Software renewal\"\n\n[relationship]\nrounds = 40\n".to_owned(),
            contract: None,
            scenario_hash: "9f2c1d0a".to_owned(),
            seed: u64::MAX,
            replications: 10_000,
            command: "longgame run saas-renewal --seed 18446744073709551615".to_owned(),
        },
    }
}

#[test]
fn a_bundle_holds_every_export_and_needs_no_network() {
    let mut report = report();
    report.figures.truncate(2);
    report.figures[0].table = Some("summary".to_owned());
    let charts: Vec<Rendered> = report.figures.iter().map(|figure| render(figure).unwrap()).collect();
    let files = bundle(&report, &charts, "report.html", Vec::new()).unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let expected = [
        "summary.csv",
        "schema.json",
        "charts/value_fan.svg",
        "charts/value_fan.png",
        "charts/value_ranked.svg",
        "charts/value_ranked.png",
        "report.html",
        "manifest.json",
    ];
    assert_eq!(names, expected);
    let page = String::from_utf8(files[6].bytes.clone()).unwrap();
    assert!(!page.replace("http://www.w3.org/2000/svg", "").contains("http://") && !page.contains("https://"));
    assert!(page.contains("href=\"#table-summary\"") && page.contains("<title>Relationship conduct overtakes"));
    let manifest = String::from_utf8(files[7].bytes.clone()).unwrap();
    assert!(manifest.contains("\"seed\": 18446744073709551615"));
    assert!(json::report_json(&report).unwrap().contains("\"value_se\": null"));
    assert!(text::table_text(&report.tables[0]).contains("−4,210"));
}
