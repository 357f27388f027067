//! Draws a report's charts and writes all its files, whole or not at all; it does not know which command made the report.

use crate::cli::outcome::Failure;
use crate::export::chart::{self, Rendered};
use crate::export::{File, bundle, write};
use crate::report::Report;
use anyhow::Context;
use rayon::prelude::*;
use std::path::Path;

/// Writes into `out`; results of another question are overwritten with `force` only.
pub fn deliver(report: &Report, out: &Path, force: bool) -> Result<(), Failure> {
    deliver_with(report, out, force, "report.html", Vec::new())
}

/// The same with the page under another name and further files beside it.
pub fn deliver_with(report: &Report, out: &Path, force: bool, page: &str, beside: Vec<File>) -> Result<(), Failure> {
    let charts: Vec<Rendered> = report
        .figures
        .par_iter()
        .map(chart::render)
        .collect::<Result<_, _>>()
        .context("a chart could not be drawn")
        .map_err(Failure::Failed)?;
    let files = bundle(report, &charts, page, beside).map_err(Failure::failed)?;
    write::directory(out, &files, &report.provenance.scenario_hash, force).map_err(Failure::input)
}
