//! How a report is answered on standard output: for people, as one table, or whole; it does not know which experiment made it.

use crate::cli::arguments::Format;
use crate::cli::outcome::{Failure, print};
use crate::export::{csv, json, text};
use crate::report::Report;

/// A table that the summary for people shows.
pub(super) struct Shown {
    /// Its name.
    pub table: &'static str,
    /// How many columns say what a row is about: repeated where a table is too wide for one panel.
    pub keys: usize,
    /// The columns that a reader needs first; all if empty.
    pub columns: &'static [&'static str],
}

/// Prints a report: `main` is the table that stands for it as CSV, `told` what people read.
pub(super) fn answer(
    report: &Report,
    format: Format,
    main: &str,
    told: impl FnOnce() -> String,
) -> Result<(), Failure> {
    match format {
        Format::Json => print(&json::report_json(report).map_err(Failure::failed)?),
        Format::Csv => {
            let Some(table) = report.table(main) else { return Ok(()) };
            print(&String::from_utf8_lossy(&csv::table_csv(table).map_err(Failure::failed)?))
        }
        Format::Table => print(&told()),
    }
}

/// Title, question and sentences, then the tables that are shown, then what else there is and where.
pub(super) fn told(report: &Report, shown: &[Shown], out: &str) -> String {
    let mut text = text::paragraph("", &report.title) + &text::paragraph("", &report.question) + "\n";
    text.push_str(&sentences(report));
    for shown in shown {
        let Some(table) = report.table(shown.table) else { continue };
        text.push('\n');
        let panels = |table| text::panels_text(table, shown.keys);
        text.push_str(&if shown.columns.is_empty() { panels(table) } else { panels(&table.only(shown.columns)) });
    }
    let charts = match report.figures.len() {
        0 => String::new(),
        1 => ", 1 chart".to_owned(),
        count => format!(", {count} charts"),
    };
    text + &format!("\n{} tables{charts} and report.html in {out}\n", report.tables.len())
}

/// The report's sentences as a list.
pub(super) fn sentences(report: &Report) -> String {
    report.sentences.iter().map(|sentence| text::paragraph("- ", sentence)).collect()
}
