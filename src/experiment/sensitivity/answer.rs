//! Indices and effects of several outputs together, as tables, sentences and figures; it does not know where values come from.

use super::found::Found;
use super::{Index, LEVEL, figures, sentences};
use crate::report::Figure;
use crate::table::{Column, Table, TableError, Unit};

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
