//! Indices and effects of several outputs together, as tables, sentences and figures; it does not know where values come from.

use super::morris::Effects;
use super::sobol::Indices;
use super::{Index, LEVEL, figures, sentences};
use crate::report::Figure;
use crate::table::{Column, Table, TableError, Unit};

/// What was found for one output.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Sobol indices.
    Sobol(Indices),
    /// Elementary effects.
    Morris(Effects),
}

impl Found {
    /// Points without a value.
    pub fn failed(&self) -> &[usize] {
        match self {
            Self::Sobol(indices) => &indices.failed,
            Self::Morris(effects) => &effects.failed,
        }
    }

    /// Its columns: per quantity a name, what it is, and its value for each input.
    fn quantities(&self) -> Vec<(&'static str, &'static str, &[Index])> {
        match self {
            Self::Sobol(indices) => vec![
                ("first", "Share of the output's variance that goes with the input alone.", &indices.first),
                ("total", "Share of the variance that would be left if all other inputs were known.", &indices.total),
            ],
            Self::Morris(effects) => vec![
                ("mu", "Mean effect of the input over its whole range.", &effects.mu),
                ("mu_star", "Mean size of that effect.", &effects.mu_star),
                ("sigma", "Its standard deviation: curvature and interaction.", &effects.sigma),
            ],
        }
    }
}

/// Inputs, and what was found for each output; all outputs by the same method.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Names of the inputs.
    pub inputs: Vec<String>,
    /// Names of the outputs, and what was found.
    pub outputs: Vec<(String, Found)>,
}

impl Answer {
    /// One row per output and input; called `indices` or `effects`.
    ///
    /// # Errors
    /// If the columns make no table.
    pub fn table(&self) -> Result<Table, TableError> {
        let rows = || self.outputs.iter().flat_map(|(output, _)| self.inputs.iter().map(move |input| (output, input)));
        let mut columns = vec![
            Column::text("output", "What is driven.", rows().map(|(output, _)| output.as_str())),
            Column::text("input", "What drives it.", rows().map(|(_, input)| input.as_str())),
        ];
        let quantities: Vec<_> = self.outputs.iter().map(|(_, found)| found.quantities()).collect();
        let unit = if self.is_sobol() { Unit::Ratio } else { Unit::Other("that of the output".to_owned()) };
        for (place, (name, doc, _)) in quantities.first().into_iter().flatten().enumerate() {
            let all = |read: fn(&Index) -> f64| {
                quantities.iter().flat_map(|of| of[place].2.iter().map(read)).collect::<Vec<f64>>()
            };
            let mut number = |end: &str, doc: &str, values| {
                columns.push(Column::number(&format!("{name}{end}"), unit.clone(), doc, values));
            };
            let level = (100.0 * LEVEL).round();
            number("", doc, all(|index| index.value));
            number("_se", "Its standard error.", all(|index| index.se));
            number("_lo95", &format!("Low end of its {level}% interval."), all(|index| index.interval().low));
            number("_hi95", &format!("High end of its {level}% interval."), all(|index| index.interval().high));
        }
        let title = if self.is_sobol() { "Sobol indices" } else { "Elementary effects" };
        Table::new(if self.is_sobol() { "indices" } else { "effects" }, title, columns)
    }

    fn is_sobol(&self) -> bool {
        self.outputs.iter().all(|(_, found)| matches!(found, Found::Sobol(_)))
    }

    /// What drives each output, and which points failed.
    pub fn sentences(&self) -> Vec<String> {
        self.outputs.iter().flat_map(|(output, found)| sentences::all(output, found, &self.inputs)).collect()
    }

    /// One figure per output.
    pub fn figures(&self) -> Vec<Figure> {
        self.outputs.iter().map(|(output, found)| figures::of(output, found, &self.inputs)).collect()
    }
}
