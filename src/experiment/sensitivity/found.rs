//! What was found for one output, by whichever method; it tells nothing of it.

use super::Index;
use super::morris::Effects;
use super::sobol::Indices;

/// Name, meaning and value for each input.
pub(super) type Quantity<'a> = (&'static str, &'static str, &'a [Index]);

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
    pub(super) fn quantities(&self) -> Vec<Quantity<'_>> {
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
