//! A strategy made ready to play: rules assembled once, shared by all replications; it holds no memory of any relationship.

use crate::bargaining::tactics::{self, Tactics, TacticsError};
use crate::execution::conduct::{Acts, RoundView, Rule};
use crate::execution::settlement::Manners;
use crate::strategy::file::{ConductPart, ReviewPart, StrategyFile};
use crate::trust::reputation::part::AssessPart;
use thiserror::Error;

/// Why a strategy could not be assembled.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum AssemblyError {
    /// A table or automaton that contradicts itself.
    #[error("conduct.effort: {0}")]
    Conduct(String),
    /// Bargaining parameters that contradict each other.
    #[error("bargaining: {0}")]
    Bargaining(#[from] TacticsError),
}

/// A strategy, ready to play either role.
#[derive(Debug)]
pub struct Strategy {
    /// Name by which tables show it; the game never reads it.
    pub name: String,
    /// At the table.
    pub tactics: Tactics,
    /// Effort and gaming.
    pub rule: Box<dyn Rule>,
    /// Parameters of conduct.
    pub conduct: ConductPart,
    /// Parameters of review.
    pub review: ReviewPart,
    /// What it says about its partners.
    pub assess: AssessPart,
}

impl Strategy {
    /// Assembles what the file says, for sessions of `deadline` turns.
    ///
    /// # Errors
    /// [`AssemblyError`] if parameters contradict each other.
    pub fn assemble(name: &str, file: &StrategyFile, deadline: u32) -> Result<Self, AssemblyError> {
        Ok(Self {
            name: name.to_owned(),
            tactics: tactics::assemble(&file.bargaining, deadline)?,
            rule: file.conduct.effort.assemble().map_err(AssemblyError::Conduct)?,
            conduct: file.conduct.clone(),
            review: file.review,
            assess: file.assess,
        })
    }

    /// How it settles.
    pub const fn manners(&self) -> Manners {
        Manners {
            claims: self.conduct.claims,
            over_claims: self.conduct.over_claims,
            reports: self.conduct.reports,
            pays_bonus: self.conduct.pays_bonus,
        }
    }

    /// Decides effort, gaming, monitoring and readiness to help for every lane of a block.
    pub fn act(
        &self,
        view: &RoundView<'_>,
        favours: &[f64],
        memory: &mut [Vec<f64>],
        acts: &mut Acts<'_>,
        monitoring: &mut [f64],
        helps: &mut [f64],
    ) {
        self.rule.act(view, memory, acts);
        let ConductPart { monitoring: base, monitoring_distrust: slope, help_credit, .. } = self.conduct;
        for (monitoring, trust) in monitoring.iter_mut().zip(view.trust) {
            *monitoring = base + slope * (1.0 - trust);
        }
        for (helps, balance) in helps.iter_mut().zip(favours) {
            *helps = f64::from(u8::from(*balance < help_credit));
        }
    }
}
