//! Designs and indices for models outside, as the users of other programs work: sample, run a model, read the results.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::fmt::Write as _;
use std::path::Path;

fn said(folder: &Path, words: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(cargo_bin!("longgame")).current_dir(folder).arg("design").args(words).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn well(folder: &Path, words: &[&str]) -> String {
    let (code, out, err) = said(folder, words);
    assert_eq!(code, Some(0), "{words:?}: {err}");
    out
}

fn bounds(folder: &Path) {
    let pi = std::f64::consts::PI;
    let lines: String =
        (1..=3).fold("name,low,high\n".to_owned(), |text, input| text + &format!("x{input},-{pi},{pi}\n"));
    std::fs::write(folder.join("bounds.csv"), lines).unwrap();
}

fn rows(text: &str) -> Vec<Vec<f64>> {
    text.lines().skip(1).map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect()).collect()
}

/// The model outside: Ishigami's function with a = 7 and b = 0.1.
fn model(folder: &Path, inputs: &str) -> Vec<f64> {
    let text = std::fs::read_to_string(folder.join(inputs)).unwrap();
    let value = |x: Vec<f64>| x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin();
    rows(&text).into_iter().map(value).collect()
}

fn written(folder: &Path, name: &str, values: &[f64]) {
    let text = values.iter().fold(String::new(), |mut text, value| {
        writeln!(text, "{value}").unwrap();
        text
    });
    std::fs::write(folder.join(name), text).unwrap();
}

fn column(csv: &str, name: &str) -> Vec<f64> {
    let place = csv.lines().next().unwrap().split(',').position(|head| head == name).unwrap();
    csv.lines().skip(1).map(|line| line.split(',').nth(place).unwrap().parse().unwrap()).collect()
}

#[test]
fn sobol_indices_of_a_model_outside_are_those_of_the_theory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    bounds(folder);
    well(folder, &["sample", "--kind=sobol", "--bounds=bounds.csv", "--n=1024", "--out=X.csv"]);
    let values = model(folder, "X.csv");
    assert_eq!(values.len(), 5 * 1_024);
    written(folder, "Y.csv", &values);
    let csv = well(folder, &["indices", "--method=sobol", "--inputs=X.csv", "--outputs=Y.csv", "--format=csv"]);
    for (name, theory) in [("first", [0.3139, 0.4424, 0.0]), ("total", [0.5576, 0.4424, 0.2437])] {
        let (found, se) = (column(&csv, name), column(&csv, &format!("{name}_se")));
        for ((found, se), theory) in found.iter().zip(&se).zip(theory) {
            assert!((found - theory).abs() < 4.0 * se && *se < 0.05, "{name}: {found} against {theory}, se {se}");
        }
    }
}

#[test]
fn effects_of_a_model_outside_are_those_of_the_theory_and_charts_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    bounds(folder);
    well(folder, &["sample", "--kind=morris", "--bounds=bounds.csv", "--n=500", "--out=X.csv"]);
    written(folder, "Y.csv", &model(folder, "X.csv"));
    let words = ["indices", "--method=morris", "--inputs=X.csv", "--outputs=Y.csv", "--bounds=bounds.csv"];
    let csv = well(folder, &[&words[..], &["--format=csv", "--out=o"]].concat());
    let (found, se) = (column(&csv, "mu_star"), column(&csv, "mu_star_se"));
    for (place, theory) in [7.704_054, 7.875, 6.248_796].into_iter().enumerate() {
        assert!((found[place] - theory).abs() < 5.0 * se[place] + 1e-9, "{found:?} {se:?}");
    }
    assert!(folder.join("o/charts/effects_y1.png").is_file() && folder.join("o/report.html").is_file());
    // Bounds that are read off the points are the same here.
    let (_, told, _) = said(folder, &[&words[..4], &["--format=csv"]].concat());
    assert_eq!(told, csv);
}

#[test]
fn failed_runs_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    bounds(folder);
    well(folder, &["sample", "--kind=sobol", "--bounds=bounds.csv", "--n=64", "--out=X.csv"]);
    let mut values = model(folder, "X.csv");
    values[12] = f64::NAN;
    values[300] = f64::NAN;
    written(folder, "Y.csv", &values);
    let told = well(folder, &["indices", "--method=sobol", "--inputs=X.csv", "--outputs=Y.csv"]);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("points 12, 300 failed; their blocks are left out, 62 are used"), "{told}");
}

#[test]
fn designs_are_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("unit.csv"), "a,0,1\nb,0,1\nc,0,1\nd,0,1\ne,0,1\nf,0,1\n").unwrap();
    let sample = |words: &[&str]| rows(&well(folder, &[&["sample", "--bounds=unit.csv"], words].concat()));
    let sequence = sample(&["--kind=sequence", "--n=8"]);
    assert_eq!(sequence[4], [0.375, 0.375, 0.625, 0.875, 0.375, 0.125]);
    assert!(sample(&["--kind=sequence", "--n=32"]).starts_with(&sequence));
    let cube = sample(&["--kind=lhs", "--n=100", "--seed=3"]);
    for coordinate in 0..6 {
        let mut slices: Vec<usize> = cube.iter().map(|point| (point[coordinate] * 100.0).floor() as usize).collect();
        slices.sort_unstable();
        assert!(slices.into_iter().eq(0..100));
    }
    assert_ne!(cube, sample(&["--kind=lhs", "--n=100", "--seed=4"]));
    assert_eq!(sample(&["--kind=grid", "--n=3"]).len(), 729);
    assert_eq!(sample(&["--kind=morris", "--n=10"]).len(), 70);
    assert_eq!(sample(&["--kind=saltelli", "--n=16"]).len(), 128);
}

#[test]
fn bad_input_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write("bounds.csv", "x,0,1\ny,0,1\n");
    write("empty_range.csv", "x,0,1\ny,1,1\n");
    write("X.csv", "x,y\n0,0\n0.5,0\n0.5,0.5\n0.25,0.25\n");
    write("Y.csv", "1\n2\n3\n");
    let cases: [(&str, &[&str]); 6] = [
        ("no_file", &["sample", "--kind=lhs", "--bounds=none.csv", "--n=4"]),
        ("empty_bounds", &["sample", "--kind=lhs", "--bounds=empty_range.csv", "--n=4"]),
        ("too_many", &["sample", "--kind=grid", "--bounds=bounds.csv", "--n=4000"]),
        ("odd_levels", &["sample", "--kind=morris", "--bounds=bounds.csv", "--n=4", "--levels=5"]),
        ("rows", &["indices", "--method=sobol", "--inputs=X.csv", "--outputs=Y.csv"]),
        ("no_blocks", &["indices", "--method=sobol", "--inputs=X.csv", "--outputs=X.csv"]),
    ];
    for (name, words) in cases {
        let (code, out, err) = said(folder, words);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{name}: {err}");
        insta::assert_snapshot!(format!("design_{name}"), err);
    }
}
