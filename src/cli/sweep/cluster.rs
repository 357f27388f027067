//! `longgame sweep submit`: a job array for a cluster's own scheduler, and what that says of it; it runs no part itself.

use super::PLAN;
use crate::cli::arguments::{Engine, SweepSubmit};
use crate::cli::outcome::{Failure, print};
use crate::experiment::sweep::Frozen;
use crate::export::write;
use anyhow::{Context, anyhow};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The script, below the sweep's folder.
const SCRIPT: &str = "slurm.sh";

/// What the jobs print, below it.
const LOGS: &str = "slurm";

/// The number of the array that was submitted, below that.
const JOB: &str = "job";

/// Writes the script and submits it.
pub(super) fn submit(arguments: &SweepSubmit) -> Result<(), Failure> {
    let Engine::Slurm = arguments.engine;
    let frozen = Frozen::read(&arguments.folder.join(PLAN))?;
    let folder = std::path::absolute(&arguments.folder).map_err(Failure::failed)?;
    let here = std::env::current_dir().map_err(Failure::failed)?;
    let program = std::env::current_exe().map_err(Failure::failed)?;
    let path = folder.join(SCRIPT);
    let text = script(arguments, &frozen, &Paths { folder: &folder, here: &here, program: &program });
    write::file(&path, text.as_bytes()).map_err(Failure::failed)?;
    std::fs::create_dir_all(folder.join(LOGS)).map_err(Failure::failed)?;
    if arguments.script_only {
        return print(&format!("{}\n", path.display()));
    }
    let job = submitted(&path).map_err(Failure::Failed)?;
    write::file(&folder.join(LOGS).join(JOB), job.as_bytes()).map_err(Failure::failed)?;
    let parts = frozen.parts();
    print(&format!(
        "array {job}: {} jobs for {parts} parts; `longgame sweep status {}`\n",
        arguments.shards,
        folder.display()
    ))
}

struct Paths<'a> {
    folder: &'a Path,
    here: &'a Path,
    program: &'a Path,
}

/// A job array whose jobs are shards. A job whose node fails goes back to the queue, and finds its finished parts.
fn script(arguments: &SweepSubmit, frozen: &Frozen, paths: &Paths<'_>) -> String {
    let logs: PathBuf = paths.folder.join(LOGS).join("%a.out");
    let mut options = vec![
        format!("--job-name=sweep-{}", &frozen.hash[..8]),
        format!("--array=1-{}", arguments.shards),
        format!("--cpus-per-task={}", arguments.threads),
        format!("--chdir={}", paths.here.display()),
        format!("--output={}", logs.display()),
        "--open-mode=append".to_owned(),
        "--requeue".to_owned(),
    ];
    let given = [
        ("partition", &arguments.partition),
        ("time", &arguments.time),
        ("mem", &arguments.memory),
        ("account", &arguments.account),
    ];
    options.extend(given.into_iter().filter_map(|(name, value)| Some(format!("--{name}={}", value.as_ref()?))));
    let options = options.iter().fold(String::new(), |text, option| text + "#SBATCH " + option + "\n");
    let run = format!(
        "{} sweep run {} --shard \"$SLURM_ARRAY_TASK_ID/{}\" --threads {} --quiet",
        quoted(paths.program),
        quoted(paths.folder),
        arguments.shards,
        arguments.threads
    );
    format!(
        "#!/bin/sh\n{options}# Plan {}. Done parts are kept, so a job may run any number of times.\n{run}\nstatus=$?\n\
         # Killed, as by a lack of memory: back to the queue, three times at most. Bad input stays where it is.\n\
         if [ \"$status\" -gt 128 ] && [ \"${{SLURM_RESTART_COUNT:-0}}\" -lt 3 ]; then\n\
         \x20   scontrol requeue \"$SLURM_JOB_ID\"\nfi\nexit \"$status\"\n",
        frozen.hash
    )
}

/// A path as one word of a shell.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', "'\\''"))
}

/// Submits a script; the array's number.
fn submitted(script: &Path) -> anyhow::Result<String> {
    let output = Command::new("sbatch").arg("--parsable").arg(script).output();
    let output = output.context("sbatch cannot be run: is this a node of a Slurm cluster?")?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if !output.status.success() {
        return Err(anyhow!("sbatch refused {}: {}", script.display(), text(&output.stderr)));
    }
    // Number, and the cluster's name where there are several.
    let answer = text(&output.stdout);
    let job = answer.split(';').next().unwrap_or_default();
    if job.is_empty() || !job.chars().all(|letter| letter.is_ascii_digit()) {
        return Err(anyhow!("sbatch answered `{answer}`, and no number"));
    }
    Ok(job.to_owned())
}

/// What the scheduler says of the array, if one was submitted; empty otherwise.
pub(super) fn status(folder: &Path) -> String {
    let Ok(job) = std::fs::read_to_string(folder.join(LOGS).join(JOB)) else { return String::new() };
    let words = ["--noheader", "--array", "--format=%T", "--states=all", "--jobs", &job];
    let states = match Command::new("squeue").args(words).output() {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).into_owned(),
        // An array that ended long ago is forgotten.
        Ok(_) => return format!("array {job}: no longer in the queue\n"),
        Err(error) => return format!("array {job}: squeue cannot be run: {error}\n"),
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for state in states.lines().map(str::trim).filter(|state| !state.is_empty()) {
        *counts.entry(state.to_lowercase()).or_default() += 1;
    }
    if counts.is_empty() {
        return format!("array {job}: no longer in the queue\n");
    }
    let told: Vec<String> = counts.iter().map(|(state, count)| format!("{count} {state}")).collect();
    format!("array {job}: {}\n", told.join(", "))
}
