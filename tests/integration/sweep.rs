//! Sweeps as users run them: same bytes however they are cut, killed and resumed; what is drawn from them; what bad input is told.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

/// What a command said and how it ended.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

fn said(folder: &Path, words: &[&str]) -> Said {
    let output = Command::new(cargo_bin!("longgame")).current_dir(folder).args(words).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

fn well(folder: &Path, words: &[&str]) -> String {
    let said = said(folder, words);
    assert_eq!(said.code, Some(0), "{words:?}: {}", said.err);
    said.out
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = PathBuf::from(path.file_name().unwrap());
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, bytes)| (name.join(below), bytes)));
        } else {
            found.insert(name, std::fs::read(&path).unwrap());
        }
    }
    found
}

const SCENARIO: &str = "theory/v02-random-termination";

/// 120 points in 60 parts, each worth some tens of milliseconds.
const DESIGN: [&str; 7] = [
    SCENARIO,
    "--set=lineup.strategies=[\"tit_for_tat\",\"all_d\"]",
    "--vary=horizon.continuation=0.5..0.95:40",
    "--vary=noise.implementation=0,0.05,0.1",
    "--replications=3000",
    "--part-points=2",
    "--out=s",
];

fn planned(folder: &Path) {
    well(folder, &[&["sweep", "plan"], &DESIGN[..], &["--keep-replications"]].concat());
}

/// The numbers 1 .. n in an order that a seed shuffles.
fn shuffled(n: u64, seed: u64) -> Vec<u64> {
    let mut order: Vec<u64> = (1..=n).collect();
    let mut state = seed;
    for place in (1..order.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(place, (state >> 33) as usize % (place + 1));
    }
    order
}

fn begun(folder: &Path, shard: &str) -> Child {
    std::process::Command::new(cargo_bin!("longgame"))
        .current_dir(folder)
        .args(["sweep", "run", "s", "--quiet", "--threads=1", "--shard", shard])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Runs all shards in shuffled order, every fifth twice, every third killed before it is run; counts those that died of it.
fn cut(folder: &Path, n: u64) -> u32 {
    planned(folder);
    let mut killed = 0;
    for (place, shard) in shuffled(n, n).into_iter().enumerate() {
        let shard = format!("{shard}/{n}");
        if place % 3 == 0 {
            let mut child = begun(folder, &shard);
            std::thread::sleep(Duration::from_millis(4 + 9 * (place as u64 % 5)));
            child.kill().unwrap();
            killed += u32::from(child.wait().unwrap().code().is_none());
        }
        for _ in 0..=u32::from(place % 5 == 0) {
            assert!(begun(folder, &shard).wait().unwrap().success());
        }
    }
    killed
}

#[test]
fn any_number_of_shards_in_any_order_killed_and_repeated_gives_the_same_bytes() {
    let mut first: Option<(BTreeMap<PathBuf, Vec<u8>>, String)> = None;
    let mut killed = 0;
    for n in [1, 7, 13, 40] {
        let folder = tempfile::tempdir().unwrap();
        killed += cut(folder.path(), n);
        assert!(well(folder.path(), &["sweep", "status", "s"]).starts_with("60 of 60 parts done, 120 of 120 points"));
        let told = well(folder.path(), &["sweep", "merge", "s"]);
        let found = files(&folder.path().join("s/result"));
        assert!(found.contains_key(Path::new("points.csv")) && found.contains_key(Path::new("replications.csv")));
        let (expected, said) = first.get_or_insert((found.clone(), told.clone()));
        assert!(*said == told && expected.keys().eq(found.keys()), "{n} shards");
        let differing: Vec<&PathBuf> = expected.keys().filter(|name| expected[*name] != found[*name]).collect();
        assert!(differing.is_empty(), "{n} shards change {differing:?}");
    }
    assert!(killed >= 10, "only {killed} shards were killed under way");
}

#[test]
fn two_writers_of_one_part_do_not_meet() {
    let folder = tempfile::tempdir().unwrap();
    planned(folder.path());
    let writers: Vec<Child> = (0..3).map(|_| begun(folder.path(), "1/4")).collect();
    assert!(writers.into_iter().all(|mut writer| writer.wait().unwrap().success()));
    let parts = files(&folder.path().join("s/parts"));
    assert_eq!(parts.len(), 15, "{:?}", parts.keys());
}

#[test]
fn a_sweep_has_the_same_bytes_for_1_2_and_7_threads_and_goes_on_where_it_was_killed() {
    let whole = |threads: &str, kill: bool| {
        let folder = tempfile::tempdir().unwrap();
        let words = [&["sweep"], &DESIGN[..], &[threads]].concat();
        if kill {
            let mut child = std::process::Command::new(cargo_bin!("longgame"))
                .current_dir(folder.path())
                .args(&words)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let parts = folder.path().join("s/parts");
            while std::fs::read_dir(&parts).map_or(0, Iterator::count) < 5 {
                std::thread::sleep(Duration::from_millis(2));
            }
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let stamp = |path: &Path| std::fs::metadata(path).unwrap().modified().unwrap();
        let first = folder.path().join("s/parts/part-000000.txt");
        let before = kill.then(|| stamp(&first));
        well(folder.path(), &words);
        assert!(before.is_none_or(|before| before == stamp(&first)), "a finished part was done again");
        files(&folder.path().join("s/result"))
    };
    let one = whole("--threads=1", false);
    assert!(one.len() >= 5 && one.contains_key(Path::new("report.html")));
    for (threads, kill) in [("--threads=2", true), ("--threads=7", false)] {
        assert!(one == whole(threads, kill), "{threads}");
    }
}

/// Column `name` of a CSV text.
fn column(text: &[u8], name: &str) -> Vec<f64> {
    let mut reader = csv::Reader::from_reader(text);
    let place = reader.headers().unwrap().iter().position(|head| head == name).unwrap();
    reader.records().map(|record| record.unwrap()[place].parse().unwrap_or(f64::NAN)).collect()
}

/// A point of a sweep is the run of the scenario with those keys, number by number.
#[test]
fn a_point_is_the_run_that_its_keys_describe() {
    let folder = tempfile::tempdir().unwrap();
    let vary = ["--vary=horizon.continuation=0.6,0.8", "--vary=noise.implementation=0.02"];
    let common = [SCENARIO, "--set=lineup.strategies=[\"tit_for_tat\",\"all_d\"]", "--replications=700", "--seed=5"];
    let measures = ["--measure=strategies.tit_for_tat.value", "--measure=matchups.tit_for_tat.all_d.value.seller"];
    well(folder.path(), &[&["sweep"], &common[..], &vary, &measures, &["--out=s"]].concat());
    let points = std::fs::read(folder.path().join("s/result/points.csv")).unwrap();
    well(
        folder.path(),
        &[
            &["run"],
            &common[..],
            &["--set=horizon.continuation=0.8", "--set=noise.implementation=0.02", "--out=r", "--no-charts"],
        ]
        .concat(),
    );
    let strategies = std::fs::read(folder.path().join("r/strategies.csv")).unwrap();
    let swept = column(&points, "strategies_tit_for_tat_value_mean")[1];
    let run = column(&strategies, "value_mean")[0];
    assert!((swept - run).abs() <= 1e-9 * run.abs(), "{swept} against {run}");
    assert!(column(&points, "matchups_tit_for_tat_all_d_value_seller_se").iter().all(|se| *se > 0.0));
}

/// Every design is written, run and merged, with what it alone has to tell.
#[test]
fn every_design_runs_and_tells_what_it_can() {
    for (words, table) in [
        (&["--design=one-at-a-time"][..], Some("tornado.csv")),
        (&["--design=latin-hypercube", "--points=12"], None),
        (&["--design=sobol", "--points=16"], None),
        (&["--design=saltelli", "--points=8"], Some("indices.csv")),
        (&["--design=morris", "--points=6"], Some("effects.csv")),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let keys = ["--vary=horizon.continuation=0.5..0.9", "--vary=noise.implementation=0..0.2"];
        well(folder.path(), &[&["sweep", SCENARIO, "--replications=200", "--out=s"], &keys[..], words].concat());
        let found = files(&folder.path().join("s/result"));
        if let Some(table) = table {
            assert!(found.contains_key(Path::new(table)), "{words:?}: {:?}", found.keys());
            assert!(found.keys().any(|name| name.starts_with("charts")), "{words:?}");
        }
    }
}

/// A point that cannot be is named with its reason; the others are done.
#[test]
fn points_that_fail_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let words = ["sweep", SCENARIO, "--vary=horizon.continuation=0.5,1.0", "--replications=100", "--out=s"];
    let told = well(folder.path(), &words);
    assert!(told.contains("1 of 2 points failed: 1 (") && told.contains("never ends"), "{told}");
    let points = String::from_utf8(std::fs::read(folder.path().join("s/result/points.csv")).unwrap()).unwrap();
    let line = points.lines().nth(2).unwrap();
    assert!(line.contains("never ends") && !line.to_lowercase().contains("nan"), "{line}");
    let status = well(folder.path(), &["sweep", "status", "s"]);
    assert!(status.contains("point 1 failed"), "{status}");
}

/// More replications until a measure is known well enough.
#[test]
fn replications_go_on_until_a_measure_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "extends = \"{SCENARIO}\"\n[sweep]\nvary = [{{ key = \"horizon.continuation\", options = [0.5, 0.9] }}]\n\
         replications = 100\nuntil = {{ measure = \"strategies.tit_for_tat.value\", half_width = 0.3, most = 100000 }}\n"
    );
    std::fs::write(folder.path().join("own.toml"), text).unwrap();
    well(folder.path(), &["sweep", "own.toml", "--set=lineup.strategies=[\"tit_for_tat\",\"all_d\"]", "--out=s"]);
    let points = std::fs::read(folder.path().join("s/result/points.csv")).unwrap();
    let (counts, errors) = (column(&points, "replications"), column(&points, "strategies_tit_for_tat_value_se"));
    assert!(counts[1] > counts[0] && counts[1] < 100_000.0, "{counts:?}");
    assert!(errors.iter().all(|se| 1.96 * se <= 0.3), "{errors:?}");
}

/// Grim against a tit for tat that is betrayed: the folk threshold, with its interval, and along two keys the boundary.
#[test]
fn a_crossing_is_found_along_one_key_and_along_two() {
    let folder = tempfile::tempdir().unwrap();
    let common = [
        "sweep",
        "theory/v01-folk-threshold",
        "--set=lineup.strategies=[\"grim\",\"all_d\"]",
        "--find=matchups.grim.grim.value.seller = 10",
        "--replications=4000",
        "--out=s",
    ];
    // Two that cooperate earn R (1 + d + d^2 + ...) = R / (1 - d), with R = 3.
    let one = well(folder.path(), &[&common[..], &["--over=horizon.continuation=0.1..0.9"]].concat());
    let table = std::fs::read(folder.path().join("s/boundary.csv")).unwrap();
    let (at, low, high) =
        (column(&table, "horizon_continuation")[0], column(&table, "lo95")[0], column(&table, "hi95")[0]);
    let theory = 1.0 - 3.0 / 10.0;
    assert!(low <= at && at <= high && high - low < 0.1, "{one}");
    assert!((at - theory).abs() < 0.05, "{at} against {theory}: {one}");
    let two = ["--over=horizon.continuation=0.1..0.9", "--over=noise.implementation=0..0.2:3", "--force"];
    well(folder.path(), &[&common[..], &two].concat());
    let table = std::fs::read(folder.path().join("s/boundary.csv")).unwrap();
    let found = column(&table, "horizon_continuation");
    assert!((found[0] - at).abs() < 1e-12 && found[2] > found[1] && found[1] > found[0], "{found:?}");
    assert!(folder.path().join("s/charts/boundary.png").is_file());
}

/// Where tit for tat does no better than constant defection, in one box.
#[test]
fn a_box_says_where_a_condition_holds() {
    let folder = tempfile::tempdir().unwrap();
    let words = [
        "sweep",
        SCENARIO,
        "--set=lineup.strategies=[\"tit_for_tat\",\"all_d\"]",
        "--vary=horizon.continuation=0.05..0.9",
        "--vary=noise.implementation=0..0.2",
        "--design=latin-hypercube",
        "--points=200",
        "--replications=300",
        "--out=s",
    ];
    let told = well(folder.path(), &words).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("comparisons.tit_for_tat_minus_all_d < 0 when horizon.continuation"), "{told}");
    let boxes = std::fs::read(folder.path().join("s/result/boxes.csv")).unwrap();
    assert!(column(&boxes, "density")[0] > 0.9 && column(&boxes, "coverage")[0] > 0.8, "{told}");
    let asked = said(folder.path(), &["sweep", "merge", "s", "--box=strategies.tit_for_tat.flow < 0"]);
    assert_eq!(asked.code, Some(2));
    assert!(asked.err.contains("did you mean"), "{}", asked.err);
}

/// The script of a job array; nothing is submitted.
#[test]
fn a_job_array_is_written_for_slurm() {
    let folder = tempfile::tempdir().unwrap();
    planned(folder.path());
    let words = [
        "sweep",
        "submit",
        "s",
        "--engine=slurm",
        "--shards=7",
        "--time=1:00:00",
        "--partition=short",
        "--script-only",
    ];
    well(folder.path(), &words);
    let script = std::fs::read_to_string(folder.path().join("s/slurm.sh")).unwrap();
    for line in ["#SBATCH --array=1-7", "#SBATCH --requeue", "#SBATCH --time=1:00:00", "#SBATCH --partition=short"] {
        assert!(script.lines().any(|found| found == line), "{line}: {script}");
    }
    assert!(script.contains("--shard \"$SLURM_ARRAY_TASK_ID/7\""), "{script}");
    assert!(
        std::process::Command::new("sh")
            .args(["-n", "s/slurm.sh"])
            .current_dir(folder.path())
            .status()
            .unwrap()
            .success()
    );
}

/// A market is swept like any other scenario, by the measures of its parties.
#[test]
fn a_market_is_swept_by_its_own_measures() {
    let folder = tempfile::tempdir().unwrap();
    let words = ["sweep", "market/norms", "--set=market.parties=20", "--set=horizon.rounds=20", "--replications=8"];
    let vary = ["--vary=noise.lapse=0,0.2", "--out=s", "--measure=parties.cooperation"];
    // All rounds are burn-in: there is nothing to tell, and that is told.
    let told = well(folder.path(), &[&words[..], &vary, &["--set=run.burn_in=20"]].concat());
    assert!(told.contains("applies to no replication at 2 points"), "{told}");
    well(folder.path(), &[&words[..], &vary, &["--set=run.burn_in=0", "--force"]].concat());
    let points = std::fs::read(folder.path().join("s/result/points.csv")).unwrap();
    let found = column(&points, "parties_cooperation_mean");
    assert!(
        found.len() == 2 && found.iter().all(|share| (0.0..=1.0).contains(share)) && found[0] > found[1],
        "{found:?}"
    );
}

#[test]
fn bad_input_is_told_and_nothing_is_written() {
    let vary = "--vary=horizon.continuation=0.5,0.9";
    let cases: [(&str, &[&str]); 17] = [
        ("bad_equation", &[SCENARIO, "--find=comparisons", "--over=horizon.continuation=0..0.9"]),
        ("bad_condition", &[SCENARIO, vary, "--box=comparisons"]),
        ("find_over_options", &[SCENARIO, "--find=strategies.all_d.value = 1", "--over=horizon.continuation=0.1,0.2"]),
        ("unknown_key", &[SCENARIO, "--vary=horizon.continuaton=0..0.9:4"]),
        ("unknown_scenario", &["theory/v02-random-terminaton", vary]),
        ("empty_range", &[SCENARIO, "--vary=horizon.continuation=0.9..0.5:4"]),
        ("no_steps", &[SCENARIO, "--vary=horizon.continuation=0.5..0.9:1"]),
        ("no_values", &[SCENARIO, "--vary=horizon.continuation="]),
        ("out_of_range", &[SCENARIO, "--vary=horizon.continuation=0.5..1.5:4"]),
        ("not_a_name", &[SCENARIO, "--vary=horizon.continuation=0.5,often"]),
        ("twice", &[SCENARIO, vary, vary]),
        ("nothing_varies", &[SCENARIO]),
        (
            "too_many",
            &[SCENARIO, "--vary=horizon.continuation=0..0.9:10000", "--vary=noise.implementation=0..0.1:2000"],
        ),
        ("unknown_measure", &[SCENARIO, vary, "--measure=strategies.tit_for_tat.valeu"]),
        ("bad_shard", &["run", "s", "--shard=5/4"]),
        ("no_plan", &["run", "s"]),
        ("nothing_named", &[]),
    ];
    for (name, words) in cases {
        let folder = tempfile::tempdir().unwrap();
        let said = said(folder.path(), &[&["sweep"], words].concat());
        assert!(matches!(said.code, Some(1 | 2)) && said.out.is_empty(), "{name}: {:?} {}", said.code, said.err);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{name}");
        insta::assert_snapshot!(format!("sweep_{name}"), format!("exit code {}\n{}", said.code.unwrap(), said.err));
    }
}

/// A small sweep, done and merged, and its folder.
fn done(folder: &Path, out: &str, seed: &str) {
    let words =
        ["sweep", SCENARIO, "--vary=horizon.continuation=0.5,0.6,0.7,0.8", "--replications=50", "--part-points=1"];
    well(folder, &[&words[..], &[seed, out, "--quiet"]].concat());
}

#[test]
fn parts_that_are_not_to_be_trusted_are_named_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    done(folder, "--out=one", "--seed=1");
    done(folder, "--out=two", "--seed=2");
    let result = files(&folder.join("one/result"));
    let part = folder.join("one/parts/part-000002.txt");
    let own = std::fs::read(&part).unwrap();
    let refused = |name: &str, words: &[&str]| {
        let before = files(folder);
        let said = said(folder, words);
        assert!(matches!(said.code, Some(1 | 2)), "{name}: {:?} {}", said.code, said.err);
        assert!(before == files(folder), "{name}: something was written");
        let text = format!("exit code {}\n{}{}", said.code.unwrap(), said.out, said.err);
        insta::assert_snapshot!(format!("sweep_{name}"), text);
    };
    std::fs::copy(folder.join("two/parts/part-000002.txt"), &part).unwrap();
    refused("parts_of_two_plans", &["sweep", "merge", "one"]);
    refused("run_over_another_plan", &["sweep", "run", "one", "--quiet"]);
    let mut flipped = own.clone();
    flipped[own.len() / 2] ^= 1;
    std::fs::write(&part, &flipped).unwrap();
    refused("flipped_byte", &["sweep", "merge", "one"]);
    std::fs::remove_file(&part).unwrap();
    refused("missing_part", &["sweep", "merge", "one"]);
    let other = ["sweep", "plan", SCENARIO, "--vary=horizon.continuation=0.5,0.6", "--out=one"];
    refused("another_plan_there", &other);
    let plan = std::fs::read_to_string(folder.join("one/plan.json")).unwrap();
    std::fs::write(folder.join("one/plan.json"), plan.replace("\"replications\": 50", "\"replications\": 51")).unwrap();
    refused("changed_plan", &["sweep", "run", "one"]);
    std::fs::write(folder.join("one/plan.json"), plan).unwrap();
    // What is missing or damaged is done again, and then all is as it was.
    std::fs::write(&part, &flipped).unwrap();
    well(folder, &["sweep", "run", "one", "--quiet"]);
    assert!(std::fs::read(&part).unwrap() == own);
    well(folder, &["sweep", "merge", "one", "--quiet"]);
    assert!(result == files(&folder.join("one/result")));
}

#[test]
fn a_changed_scenario_is_not_run_under_an_old_plan() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    std::fs::write(&path, format!("extends = \"{SCENARIO}\"\n")).unwrap();
    well(folder.path(), &["sweep", "plan", "own.toml", "--vary=horizon.continuation=0.5,0.6", "--out=s"]);
    std::fs::write(&path, format!("extends = \"{SCENARIO}\"\n[noise]\nimplementation = 0.3\n")).unwrap();
    let said = said(folder.path(), &["sweep", "run", "s"]);
    assert_eq!(said.code, Some(2));
    insta::assert_snapshot!("sweep_changed_scenario", said.err);
}
