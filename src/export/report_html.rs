//! `report.html`: the whole report on one page that needs no network; it draws no chart and computes no number.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::{Figure, Report};
use crate::table::{Column, Data, Table};

use super::File;
use super::base64;
use super::chart::{REGULAR_FONT, Rendered, STRONG_FONT};
use super::number::{decimals, grouped};
use super::text::written;

const STYLE: &str = include_str!("assets/report.css");
/// Nothing is loaded from anywhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; font-src data:";
/// More rows than this are for a program, not for a page.
const MOST_ROWS: usize = 200;

/// The page's usual name.
pub const NAME: &str = "report.html";

/// The page, with those charts of the report's figures that were drawn.
pub fn file(report: &Report, charts: &[Rendered]) -> File {
    File::text(NAME, page(report, charts).into_string() + "\n")
}

fn page(report: &Report, charts: &[Rendered]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                title { (report.title) }
                style { (PreEscaped(fonts())) (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (opening(report))
                    @for figure in &report.figures { (chart(figure, charts)) }
                    (tables(report))
                    (assumptions(report))
                    (provenance(report))
                }
            }
        }
    }
}

fn fonts() -> String {
    let face = |weight: &str, bytes: &[u8]| {
        format!(
            "@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/otf;base64,{}) format(\"opentype\")}}\n",
            base64::encode(bytes)
        )
    };
    face("400", REGULAR_FONT) + &face("600 700", STRONG_FONT)
}

fn opening(report: &Report) -> Markup {
    html! {
        h1 { (report.title) }
        @if !report.question.is_empty() { p.question { (report.question) } }
        @if !report.sentences.is_empty() {
            section.verdict aria-label="Verdict" {
                @for sentence in &report.sentences { p { (sentence) } }
            }
        }
        @if !report.expectation.is_empty() {
            p { strong { "Expected: " } (report.expectation) }
        }
    }
}

fn chart(figure: &Figure, charts: &[Rendered]) -> Markup {
    let drawn = charts.iter().find(|chart| chart.name == figure.name);
    html! {
        @if let Some(drawn) = drawn {
            figure id={ "figure-" (figure.name) } {
                (PreEscaped(&drawn.svg))
                @if let Some(table) = &figure.table {
                    figcaption { "The numbers: " a href={ "#table-" (table) } { "table " (table) } }
                }
            }
        }
    }
}

fn tables(report: &Report) -> Markup {
    html! {
        @if !report.tables.is_empty() {
            h2 { "Tables" }
            @for (index, table) in report.tables.iter().enumerate() {
                details id={ "table-" (table.name()) } open[index == 0] {
                    summary { (table.title()) " " span { "(" code { (table.name()) ".csv" } ", " (counted(table.rows())) ")" } }
                    div.scroll tabindex="0" role="region" aria-label=(table.title()) { (rows(table)) }
                    @if table.rows() > MOST_ROWS {
                        p { "The first " (MOST_ROWS) " rows; all are in " code { (table.name()) ".csv" } "." }
                    }
                }
            }
        }
    }
}

fn counted(rows: usize) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(rows as f64, 0)) }
}

fn rows(table: &Table) -> Markup {
    let places: Vec<usize> = table.columns().iter().map(decimals).collect();
    html! {
        table {
            thead {
                tr {
                    @for column in table.columns() {
                        th.number[is_number(column)] scope="col" title=(column.doc) { (broken(&column.name)) }
                    }
                }
            }
            tbody {
                @for row in 0..table.rows().min(MOST_ROWS) {
                    tr {
                        @for (column, decimals) in table.columns().iter().zip(&places) {
                            td.number[is_number(column)] { (written(column.cell(row), *decimals)) }
                        }
                    }
                }
            }
        }
    }
}

/// A name that a browser may break after underscores.
fn broken(name: &str) -> Markup {
    html! {
        @for part in name.split_inclusive('_') { (part) wbr; }
    }
}

fn is_number(column: &Column) -> bool {
    matches!(column.data, Data::Number(_) | Data::Integer(_))
}

fn assumptions(report: &Report) -> Markup {
    html! {
        @if !report.assumptions.is_empty() {
            h2 { "Assumptions" }
            table.facts {
                @for (name, value) in &report.assumptions { (fact(name, value)) }
            }
        }
    }
}

fn provenance(report: &Report) -> Markup {
    let from = &report.provenance;
    html! {
        h2 { "Where these numbers come from" }
        table.facts {
            (fact("Command", &from.command))
            (fact("Version", &from.version))
            (fact("Scenario", &from.scenario_name))
            (fact("Hash of the scenario", &from.scenario_hash))
            (fact("Seed", &from.seed.to_string()))
            (fact("Replications", &grouped(from.replications as f64, 0)))
        }
        details {
            summary { "The scenario in full" }
            pre { (from.scenario_text) }
        }
    }
}

fn fact(name: &str, value: &str) -> Markup {
    html! {
        tr { th scope="row" { (name) } td { (value) } }
    }
}
