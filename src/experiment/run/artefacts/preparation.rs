//! Preparation sheets for the first session: one row per strategy, role, opponent and issue; it does not know the talks.

use super::Held;
use crate::base::side::Side;
use crate::experiment::replay::sheets::sheet;
use crate::experiment::replay::sitting::{IssueLine, Sheet};
use crate::experiment::replay::words::side as name;
use crate::experiment::run::Results;
use crate::relationship::menu::Menu;
use crate::table::{Column, Table, TableError, Unit};

struct Row {
    side: Side,
    strategy: usize,
    opponent: usize,
    sheet: Sheet,
    line: IssueLine,
}

/// The table, from the first session of replication 0 of every matchup.
pub fn table(results: &Results<'_>, menu: &Menu, held: &[Held]) -> Result<Table, TableError> {
    let rows = rows(menu, held);
    let text = |read: &dyn Fn(&Row) -> String| -> Vec<String> { rows.iter().map(read).collect() };
    let number = |name: &str, unit: Unit, doc: &str, read: &dyn Fn(&Row) -> f64| {
        Column::number(name, unit, doc, rows.iter().map(read).collect())
    };
    let missing = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let word = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut columns = vec![
        Column::text("role", "Side.", text(&|row| name(row.side).to_owned())),
        Column::text("strategy", "Strategy on that side.", text(&|row| results.name(row.strategy).to_owned())),
        Column::text("opponent", "Strategy on the other side.", text(&|row| results.name(row.opponent).to_owned())),
        Column::text("issue", "Negotiable issue.", text(&|row| row.line.issue.clone())),
        number("priority", Unit::Ratio, "Share of the own stakes that the issue has.", &|row| row.line.priority),
        number("stake", Unit::Money, "How far the issue moves the own value, per round.", &|row| row.line.stake),
        number("other_stake", Unit::Money, "How far it truly moves the other's value, per round.", &|row| {
            row.line.other_stake
        }),
        number("leverage", Unit::Ratio, "other_stake per stake, as it truly is.", &|row| {
            missing(row.line.leverage_true)
        }),
        number(
            "leverage_believed",
            Unit::Ratio,
            "The same as the side believes, in shares of each side's stakes.",
            &|row| missing(row.line.leverage_believed),
        ),
        number(
            "flexibility",
            Unit::Ratio,
            "Share of the options from which the side can still reach its least.",
            &|row| row.line.flexibility,
        ),
        Column::text("acceptable_from", "First such option.", text(&|row| word(&row.line.acceptable_from))),
        Column::text("acceptable_to", "Last such option.", text(&|row| word(&row.line.acceptable_to))),
    ];
    columns.extend(sheets(&rows));
    Table::new("preparation", "Preparation sheets for the first session", columns)
}

/// The columns that are the same for all issues of a sheet.
fn sheets(rows: &[Row]) -> Vec<Column> {
    let money = |name: &str, doc: &str, read: &dyn Fn(&Sheet) -> Option<f64>| {
        let values = rows.iter().map(|row| read(&row.sheet).unwrap_or(f64::NAN)).collect();
        Column::number(name, Unit::Money, doc, values)
    };
    let trust = rows.iter().map(|row| row.sheet.trust).collect();
    let rationale = rows.iter().map(|row| row.sheet.anchor.rationale);
    vec![
        money("batna", "What the alternative brings, per round.", &|sheet| Some(sheet.batna)),
        money("switching", "Cost of moving there, spread over rounds.", &|sheet| Some(sheet.switching)),
        money("onboarding", "Cost of starting up with this partner, spread over rounds.", &|sheet| {
            Some(sheet.onboarding)
        }),
        money("support", "Cost of supporting this partner, per round.", &|sheet| Some(sheet.support)),
        money("reputational_risk", "What being seen with this partner puts at risk, per round.", &|sheet| {
            Some(sheet.reputational_risk)
        }),
        money("reservation", "The least that the side accepts, per round.", &|sheet| Some(sheet.reservation)),
        money("ideal", "The most that it hopes for, per round.", &|sheet| Some(sheet.anchor.ideal)),
        money("opening", "What it asks for first, per round.", &|sheet| Some(sheet.anchor.opening)),
        money("credible_range", "Most that its hope may lie above its least, per round.", &|sheet| {
            sheet.anchor.credible_range
        }),
        money("benchmark", "Evidence: the public benchmark for the price.", &|sheet| sheet.anchor.evidence),
        Column::text("rationale", "How it chooses what it proposes.", rationale),
        Column::number("trust", Unit::Probability, "Trust in the other.", trust),
    ]
}

fn rows(menu: &Menu, held: &[Held]) -> Vec<Row> {
    let mut rows = Vec::new();
    let first = held.iter().filter(|held| held.replication == 0 && held.session.round == 1);
    for Held { cell, session, .. } in first {
        for side in Side::ALL {
            let sheet = sheet(&session.preparation[side], &menu.space);
            let row = |line: &IssueLine| Row {
                side,
                strategy: cell.on(side),
                opponent: cell.on(side.other()),
                sheet: sheet.clone(),
                line: line.clone(),
            };
            rows.extend(sheet.issues.iter().map(row));
        }
    }
    rows
}
