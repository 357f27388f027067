//! The tables of rules and repairs; they do not know how they are shown.

use crate::domain::contract::Contract;
use crate::experiment::stress::attribution::Culprit;
use crate::experiment::stress::harden::{Hardening, Point};
use crate::experiment::stress::rules::said;
use crate::table::{Column, Table, TableError, Unit};

/// The rules that let the exploit in.
pub(super) fn rules(culprits: &[Culprit], contract: &Contract) -> Result<Table, TableError> {
    let text =
        |name: &str, doc: &str, of: &dyn Fn(&Culprit) -> String| Column::text(name, doc, culprits.iter().map(of));
    let number = |name: &str, unit: Unit, doc: &str, of: fn(&Culprit) -> f64| {
        Column::number(name, unit, doc, culprits.iter().map(of).collect())
    };
    Table::new(
        "rules",
        "Which rules let the exploit in",
        vec![
            text("rule", "Key below the contract.", &|culprit| culprit.repair.rule.key.to_owned()),
            text("family", "Its clause, as in --rules.", &|culprit| culprit.repair.rule.family.name().to_owned()),
            text("says", "What the contract says.", &|culprit| (culprit.repair.rule.get)(contract).to_string()),
            text("repair", "The least repair that closes nearly all that its best one does.", &|culprit| {
                culprit.repair.to.to_string()
            }),
            number("closes", Unit::Ratio, "Share of the whole gain that it closes after those before it.", |culprit| {
                culprit.closes
            }),
            number("value_lost", Unit::Money, "What it costs an honest pair, money per round of need.", |culprit| {
                culprit.value_lost
            }),
        ],
    )
}

/// The frontier of repairs: worst-case loss against honest value.
pub(super) fn frontier(hardening: &Hardening) -> Result<Table, TableError> {
    let points = &hardening.frontier;
    let number = |name: &str, unit: Unit, doc: &str, of: &dyn Fn(&Point) -> f64| {
        Column::number(name, unit, doc, points.iter().map(of).collect())
    };
    Table::new(
        "frontier",
        "Repairs that no other set of repairs beats",
        vec![
            Column::text("repairs", "Rules changed, and to what.", points.iter().map(|point| said(&point.repairs))),
            number("loss", Unit::Money, "Victim's worst-case loss left, money per round of need.", &|point| point.loss),
            number("gain", Unit::Money, "Hostile side's gain left, money per round of need.", &|point| point.gain),
            number(
                "value_lost",
                Unit::Money,
                "What the repairs cost an honest pair, either side by itself.",
                &|point| point.value_lost,
            ),
            number("honest_value", Unit::Money, "Joint value of an honest pair less that.", &|point| {
                hardening.honest - point.value_lost
            }),
            number("closes", Unit::Ratio, "Share of the loss that is closed.", &|point| hardening.closes(point)),
            number("costs", Unit::Ratio, "Share of an honest pair's value that it costs.", &|point| {
                hardening.costs(point)
            }),
            Column::flag(
                "recommended",
                "The point that closes most loss beyond the value that it costs.",
                (0..points.len()).map(|place| place == hardening.recommended).collect(),
            ),
        ],
    )
}
