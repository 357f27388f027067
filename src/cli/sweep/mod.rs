//! `longgame sweep` and its steps: plan, run, status and merge; what a part or a point is, it does not know.

mod cluster;
mod find;

use crate::cli::arguments::{Sweep, SweepDesign, SweepMerge, SweepPlan, SweepRun, SweepStatus, SweepStep};
use crate::cli::deliver::deliver;
use crate::cli::outcome::{Failure, print};
use crate::cli::progress::points_bar;
use crate::cli::run::pool;
use crate::engine::parallel::Watch;
use crate::experiment::sweep::{
    self, Condition, Digest, Frozen, Measure, Named, PartError, Request, Shard, SweepError,
};
use crate::export::grown::{Grown, GrownError};
use crate::export::{text, write};
use crate::scenario::read::Scenario;
use crate::scenario::sweep::{DesignFile, LatinHypercubeFile, MorrisFile, PointsFile, SaltelliFile};
use crate::table::TableError;
use std::path::PathBuf;
use thiserror::Error;

/// Name of the frozen plan in a sweep's folder.
pub(super) const PLAN: &str = "plan.json";

/// Name of the folder with what was found.
const RESULT: &str = "result";

/// One row per point.
const POINTS: &str = "points";

/// One row per point and replication.
const REPLICATIONS: &str = "replications";

/// Points of a sampled design whose number is not given.
const USUAL_POINTS: u64 = 256;

/// Trajectories of Morris' design whose number is not given.
const USUAL_TRAJECTORIES: u64 = 20;

/// Runs the command.
pub fn run(arguments: &Sweep) -> Result<(), Failure> {
    match (&arguments.step, &arguments.whole.0) {
        (Some(SweepStep::Plan(plan)), _) => planned(plan).map(|_| ()),
        (Some(SweepStep::Run(run)), _) => part(run),
        (Some(SweepStep::Status(status)), _) => tell(status),
        (Some(SweepStep::Merge(merge)), _) => merged(merge),
        (Some(SweepStep::Submit(submit)), _) => cluster::submit(submit),
        (None, Some(whole)) => match &arguments.find {
            Some(target) => find::run(target, &arguments.over, whole),
            None => all(whole, &arguments.boxes),
        },
        (None, None) => Err(Failure::input(anyhow::anyhow!("name a scenario, or a step: plan, run, status or merge"))),
    }
}

impl From<SweepError> for Failure {
    fn from(error: SweepError) -> Self {
        match error {
            SweepError::Read(error) => Self::from(error),
            error @ (SweepError::Io { .. }
            | SweepError::Stopped(_)
            | SweepError::Table(_)
            | SweepError::Missing { .. }
            | SweepError::Part(PartError::Damaged { .. })) => Self::failed(error),
            error => Self::input(error),
        }
    }
}

fn all(whole: &SweepPlan, boxes: &[Condition]) -> Result<(), Failure> {
    if whole.measures.iter().any(|name| name == "list") {
        return list_measures(whole);
    }
    let folder = planned(whole)?;
    part(&SweepRun { folder: folder.clone(), shard: Shard::WHOLE, threads: whole.threads, quiet: whole.quiet })?;
    merged(&SweepMerge { folder, boxes: boxes.to_vec(), quiet: whole.quiet })
}

fn list_measures(whole: &SweepPlan) -> Result<(), Failure> {
    let names: Vec<String> = Measure::names(&whole.scenario.read()?.file);
    print(&(names.join("\n") + "\n"))
}

/// Freezes the plan into the folder, unless the same plan is there already.
fn planned(plan: &SweepPlan) -> Result<PathBuf, Failure> {
    let scenario = plan.scenario.read()?;
    let named = Named { scenario: &plan.scenario.scenario, contract: plan.scenario.contract.as_deref() };
    let frozen = Frozen::new(&scenario, named, &request(plan, &scenario))?;
    let folder = plan.out.clone().unwrap_or_else(|| PathBuf::from("output").join(format!("{}-sweep", scenario.name)));
    let path = folder.join(PLAN);
    if path.exists() && Frozen::read(&path).map_or(true, |found| found.hash != frozen.hash) {
        if !plan.force {
            let other = anyhow::anyhow!(
                "`{}` holds another plan; choose another --out, or use --force to begin anew",
                folder.display()
            );
            return Err(Failure::input(other));
        }
        let parts = folder.join("parts");
        if parts.exists() {
            std::fs::remove_dir_all(&parts).map_err(Failure::failed)?;
        }
    }
    write::file(&path, frozen.text()?.as_bytes()).map_err(Failure::failed)?;
    if !plan.quiet {
        let keys: Vec<&str> = frozen.axes.iter().map(|axis| axis.key.as_str()).collect();
        let told = format!(
            "{} points over {} ({} replications each) in {} parts, plan {} in {}",
            frozen.points,
            keys.join(", "),
            frozen.replications,
            frozen.parts(),
            &frozen.hash[..12],
            folder.display()
        );
        print(&text::paragraph("", &told))?;
    }
    Ok(folder)
}

pub(super) fn request(plan: &SweepPlan, scenario: &Scenario) -> Request {
    Request {
        vary: plan.vary.clone(),
        design: design(plan, scenario),
        seed: plan.seed,
        replications: plan.replications,
        measures: plan.measures.clone(),
        keep_replications: plan.keep_replications,
        part_points: plan.part_points,
        yes: plan.yes,
    }
}

/// The design that was typed; the scenario's with another number of points where only that was.
fn design(plan: &SweepPlan, scenario: &Scenario) -> Option<DesignFile> {
    let points = plan.points.unwrap_or(USUAL_POINTS);
    let sampled = PointsFile { points, scramble: false };
    let typed = plan.design.map(|design| match design {
        SweepDesign::Grid => DesignFile::Grid,
        SweepDesign::OneAtATime => DesignFile::OneAtATime,
        SweepDesign::LatinHypercube => DesignFile::LatinHypercube(LatinHypercubeFile { points, maximin_of: 1 }),
        SweepDesign::Sobol => DesignFile::Sobol(sampled),
        SweepDesign::Saltelli => DesignFile::Saltelli(SaltelliFile { points }),
        SweepDesign::Morris => {
            let trajectories = plan.points.unwrap_or(USUAL_TRAJECTORIES);
            DesignFile::Morris(MorrisFile { trajectories, levels: 4 })
        }
    });
    let written = scenario.file.sweep.as_ref().map(|sweep| sweep.design.clone());
    typed.or_else(|| {
        let mut design = written?;
        let points = plan.points?;
        match &mut design {
            DesignFile::LatinHypercube(file) => file.points = points,
            DesignFile::Sobol(file) => file.points = points,
            DesignFile::Saltelli(file) => file.points = points,
            DesignFile::Morris(file) => file.trajectories = points,
            DesignFile::Grid | DesignFile::OneAtATime | DesignFile::List(_) => return None,
        }
        Some(design)
    })
}

fn part(run: &SweepRun) -> Result<(), Failure> {
    let path = run.folder.join(PLAN);
    let frozen = Frozen::read(&path)?;
    let scenario = frozen.reread(&path)?;
    let points = run.shard.parts(frozen.parts()).map(|part| frozen.part(part)).map(|points| points.end - points.start);
    let bar = points_bar(points.sum(), run.quiet);
    let advance = |points: u64| bar.inc(points);
    let done =
        pool(run.threads)?.install(|| sweep::run(&frozen, &scenario, &run.folder, run.shard, Watch::NONE, &advance));
    bar.finish_and_clear();
    Ok(done?)
}

fn tell(arguments: &SweepStatus) -> Result<(), Failure> {
    let frozen = Frozen::read(&arguments.folder.join(PLAN))?;
    let status = sweep::status(&frozen, &arguments.folder)?;
    let mut told =
        format!("{} of {} parts done, {} of {} points\n", status.done, status.parts, status.points, frozen.points);
    if let Some(first) = status.missing {
        let from = frozen.part(first).start;
        told += &text::paragraph("", &format!("first missing: part {first}, from point {from} on"));
    }
    for damaged in &status.damaged {
        told += &text::paragraph("", damaged);
    }
    for (point, reason) in &status.failed {
        told += &text::paragraph("", &format!("point {point} failed: {reason}"));
    }
    told += &cluster::status(&arguments.folder);
    print(&told)
}

/// Why a merge failed.
#[derive(Debug, Error)]
enum MergeError {
    #[error(transparent)]
    Sweep(#[from] SweepError),
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Grown(#[from] GrownError),
}

impl From<MergeError> for Failure {
    fn from(error: MergeError) -> Self {
        match error {
            MergeError::Sweep(error) => error.into(),
            other => Self::failed(other),
        }
    }
}

fn merged(arguments: &SweepMerge) -> Result<(), Failure> {
    let path = arguments.folder.join(PLAN);
    let frozen = Frozen::read(&path)?;
    let scenario = frozen.reread(&path)?;
    let result = arguments.folder.join(RESULT);
    let command = frozen.command();
    let (digest, grown) = streamed(&frozen, &scenario, arguments, &command)?;
    let report = digest.report(&frozen, &scenario, &command)?;
    deliver(&report, &result, true)?;
    for table in grown {
        table.finish(&result).map_err(Failure::failed)?;
    }
    if arguments.quiet {
        return Ok(());
    }
    let mut told = text::paragraph("", &report.title) + "\n";
    for sentence in &report.sentences {
        told += &text::paragraph("- ", sentence);
    }
    if let Some(table) = report.table("measures") {
        told.push('\n');
        told += &text::panels_text(table, 1);
    }
    let charts = match report.figures.len() {
        0 => String::new(),
        1 => ", 1 chart".to_owned(),
        count => format!(", {count} charts"),
    };
    print(
        &(told
            + &format!(
                "\npoints.csv, points.parquet, {} tables{charts} and report.html in {}\n",
                report.tables.len(),
                result.display()
            )),
    )
}

/// Reads all parts, writes their rows aside as they come, and keeps what the report needs.
fn streamed(
    frozen: &Frozen,
    scenario: &Scenario,
    arguments: &SweepMerge,
    command: &str,
) -> Result<(Digest, Vec<Grown>), MergeError> {
    let metadata = vec![
        ("version", frozen.version.clone()),
        ("plan_hash", frozen.hash.clone()),
        ("plan", frozen.text()?),
        ("seed", frozen.seed.to_string()),
        ("scenario", scenario.canonical()),
        ("command", command.to_owned()),
    ];
    let folder = &arguments.folder;
    let mut digest = Digest::new(frozen, &scenario.file, &arguments.boxes)?;
    let mut grown = vec![Grown::new(folder, POINTS, metadata.clone())?];
    if frozen.keep_replications {
        grown.push(Grown::new(folder, REPLICATIONS, metadata)?);
    }
    sweep::merge(frozen, folder, |merged| {
        let tables = std::iter::once(&merged.points).chain(&merged.replications);
        for (table, grown) in tables.zip(&mut grown) {
            grown.append(table)?;
        }
        digest.absorb(&merged);
        Ok::<(), MergeError>(())
    })?;
    Ok((digest, grown))
}
