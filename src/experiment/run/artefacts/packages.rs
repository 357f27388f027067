//! The MESO grid: every package of every proposal of the sessions replayed, one row each, one column per issue.

use super::Held;
use crate::bargaining::close::Close;
use crate::bargaining::concession_log::Entry;
use crate::experiment::replay::words::{occasion, side};
use crate::experiment::run::Results;
use crate::relationship::menu::Menu;
use crate::relationship::record::Card;
use crate::table::{Column, Table, TableError, Unit};

struct Row<'a> {
    held: &'a Held,
    entry: &'a Entry,
    /// Number within the proposal, from 0.
    place: usize,
    card: &'a Card,
    accepted: bool,
}

/// The table.
pub fn table(results: &Results<'_>, menu: &Menu, held: &[Held]) -> Result<Table, TableError> {
    let rows: Vec<Row<'_>> = held.iter().flat_map(rows).collect();
    let text = |read: &dyn Fn(&Row<'_>) -> String| -> Vec<String> { rows.iter().map(read).collect() };
    let whole = |read: &dyn Fn(&Row<'_>) -> i64| -> Vec<i64> { rows.iter().map(read).collect() };
    let money = |name: &str, doc: &str, read: &dyn Fn(&Row<'_>) -> f64| {
        Column::number(name, Unit::Money, doc, rows.iter().map(read).collect())
    };
    let (turn, round) =
        (|row: &Row<'_>| i64::from(row.entry.turn) + 1, |row: &Row<'_>| i64::from(row.held.session.round));
    let mut columns = vec![
        Column::text("seller", "Seller's strategy.", text(&|row| results.name(row.held.cell.seller).to_owned())),
        Column::text("buyer", "Buyer's strategy.", text(&|row| results.name(row.held.cell.buyer).to_owned())),
        Column::integer("replication", Unit::Count, "Replication, from 0.", whole(&|row| row.held.replication as i64)),
        Column::integer("round", Unit::Round, "Calendar round of the session.", whole(&round)),
        Column::text("session", "Why the session is held.", text(&|row| occasion(row.held.session.due).to_owned())),
        Column::integer("turn", Unit::Count, "Turn of the session, from 1.", whole(&turn)),
        Column::text("by", "Side that proposes.", text(&|row| side(row.entry.by).to_owned())),
        Column::integer(
            "package",
            Unit::Count,
            "Package of the proposal, from 1, the lead first.",
            whole(&|row| row.place as i64 + 1),
        ),
    ];
    columns.extend(issues(menu, &rows));
    columns.extend([
        money("value_to_self", "Value of the package to the proposer, per round.", &|row| {
            row.card.values[row.entry.by]
        }),
        money("value_to_other", "Value of the package to the other, per round.", &|row| {
            row.card.values[row.entry.by.other()]
        }),
        Column::flag("accepted", "Whether the other takes it.", rows.iter().map(|row| row.accepted).collect()),
    ]);
    Table::new("meso", "Packages at the table, first replications", columns)
}

fn rows(held: &Held) -> Vec<Row<'_>> {
    let log = &held.session.log;
    let agreed = log.close().and_then(Close::agreement).map(|agreement| agreement.outcome);
    let last = log.entries().last().map(|entry| entry.turn);
    let proposals = log.entries().iter().zip(&held.session.cards);
    proposals
        .flat_map(|(entry, cards)| {
            cards.iter().enumerate().map(move |(place, card)| Row {
                held,
                entry,
                place,
                card,
                accepted: last == Some(entry.turn) && agreed == Some(card.outcome),
            })
        })
        .collect()
}

/// One column per issue: numbers where all its options are, else words.
fn issues(menu: &Menu, rows: &[Row<'_>]) -> Vec<Column> {
    let mut names: Vec<String> = Vec::new();
    let mut columns = Vec::new();
    for (place, issue) in menu.space.issues().iter().enumerate() {
        let name = column_name(&issue.name, &names);
        let doc = format!("Option of the issue `{}`.", issue.name);
        let option = |row: &Row<'_>| usize::from(menu.space.options(row.card.outcome)[place]);
        let values: Option<Vec<f64>> = issue.options.iter().map(|label| label.parse().ok()).collect();
        columns.push(match values {
            Some(values) => {
                let column = rows.iter().map(|row| values[option(row)]).collect();
                Column::number(&name, Unit::Other("option".to_owned()), &doc, column)
            }
            None => Column::text(&name, &doc, rows.iter().map(|row| issue.options[option(row)].clone())),
        });
        names.push(name);
    }
    columns
}

/// `issue_` and the issue's name in `snake_case`, numbered where another issue has it already.
fn column_name(issue: &str, taken: &[String]) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' };
    let stem = format!("issue_{}", issue.chars().map(plain).collect::<String>());
    let numbered = (2..).map(|number| format!("{stem}_{number}"));
    let free = std::iter::once(stem.clone()).chain(numbered).find(|name| !taken.contains(name));
    free.unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::column_name;

    #[test]
    fn issues_have_columns_of_their_own_whatever_they_are_called() {
        let mut taken = Vec::new();
        for (issue, expected) in
            [("credit rate", "issue_credit_rate"), ("credit-rate", "issue_credit_rate_2"), ("Größe", "issue_gr__e")]
        {
            let name = column_name(issue, &taken);
            assert_eq!(name, expected);
            taken.push(name);
        }
    }
}
