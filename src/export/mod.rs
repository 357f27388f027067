//! Writes reports as files; it reads `report` and `table` only and does not know which experiment made them.

pub mod chart;
pub mod csv;
pub mod grown;
pub mod json;
pub mod manifest;
pub mod number;
pub mod parquet;
pub mod report_html;
pub mod text;
pub mod write;

mod base64;

use crate::base::catalogue::Row;
use crate::report::Report;
use chart::Rendered;

/// A file to be written: its path below the result's directory, with `/`, and its contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Relative path.
    pub path: String,
    /// Contents.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file of text.
    pub fn text(path: impl Into<String>, contents: String) -> Self {
        Self { path: path.into(), bytes: contents.into_bytes() }
    }
}

/// Why a report could not be turned into files.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A table could not be written as CSV.
    #[error("table `{table}` could not be written as CSV")]
    Csv {
        /// The table's name.
        table: String,
        /// What went wrong.
        source: ::csv::Error,
    },
    /// JSON could not be made.
    #[error("JSON could not be written")]
    Json(#[from] serde_json::Error),
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] chart::ChartError),
}

/// One way of writing a report.
pub struct Export {
    /// Name and summary.
    pub row: Row,
    /// Makes the files; the charts are those of the report's figures, already drawn.
    pub files: fn(&Report, &[Rendered]) -> Result<Vec<File>, ExportError>,
}

/// Every export that writes files of a run; the manifest is added by [`bundle`], since it names the others.
pub const EXPORTS: &[Export] = &[
    Export {
        row: Row {
            name: "csv",
            summary: "one CSV file per table, and schema.json with units and meaning of every column",
        },
        files: |report, _| csv::files(report),
    },
    Export {
        row: Row { name: "charts", summary: "every figure as SVG and PNG in charts/" },
        files: |_, charts| Ok(chart_files(charts)),
    },
    Export {
        row: Row {
            name: "report_html",
            summary: "report.html: one page with everything, readable offline and on paper",
        },
        files: |report, charts| Ok(vec![report_html::file(report, charts)]),
    },
];

/// All files of a run, the page under the name given and the manifest last; `beside` are files that no export makes.
///
/// # Errors
/// If an export fails.
pub fn bundle(report: &Report, charts: &[Rendered], page: &str, beside: Vec<File>) -> Result<Vec<File>, ExportError> {
    let mut files = Vec::new();
    for export in EXPORTS {
        files.extend((export.files)(report, charts)?);
    }
    if let Some(file) = files.iter_mut().find(|file| file.path == report_html::NAME) {
        page.clone_into(&mut file.path);
    }
    files.extend(beside);
    let manifest = manifest::file(&report.provenance, &files)?;
    files.push(manifest);
    Ok(files)
}

fn chart_files(charts: &[Rendered]) -> Vec<File> {
    let both = |chart: &Rendered| {
        let stem = format!("charts/{}", chart.name);
        let png = File { path: format!("{stem}.png"), bytes: chart.png.clone() };
        [File::text(format!("{stem}.svg"), chart.svg.clone()), png]
    };
    charts.iter().flat_map(both).collect()
}
