//! Helps those held to be good and refuses the others, whatever happened between the two; it does not know who judges.

use super::response::Response;
use super::{Acts, RoundView, Rule};
use crate::base::catalogue::Row;
use crate::base::numeric::select;
use crate::domain::kpi::Plan;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule's row.
pub const ROW: Row =
    Row { name: "discriminator", summary: "helps a partner of good standing, refuses one of bad standing" };

/// Parameters (Nowak and Sigmund 1998: discriminators help also those whose score they do not know).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Discriminator {
    /// Score from which a partner is held to be good.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub from: f64,
    /// Effort towards the good.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub good: f64,
    /// Effort towards the bad.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub bad: f64,
    /// Effort towards a partner whose standing it does not see.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub unseen: f64,
}

impl Default for Discriminator {
    fn default() -> Self {
        Self { from: 0.5, good: 1.0, bad: 0.0, unseen: 1.0 }
    }
}

impl Rule for Discriminator {
    fn act(&self, view: &RoundView<'_>, _: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        for (effort, standing) in acts.effort.iter_mut().zip(view.other_standing) {
            let seen = select(*standing >= self.from, self.good, self.bad);
            *effort = select(*standing < 0.0, self.unseen, seen);
        }
        acts.gaming.fill(0.0);
    }

    /// Before it sees a standing.
    fn planned(&self, _: f64, _: f64, _: f64, _: &Response) -> Plan {
        Plan { effort: self.unseen, gaming: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Discriminator;
    use crate::execution::conduct::{Acts, RoundView, Rule};
    use crate::trust::reputation::rules::UNSEEN;

    #[test]
    fn it_reads_the_standing_and_nothing_else() {
        let view = RoundView { other_standing: &[1.0, 0.0, 0.5, UNSEEN], ..RoundView::FIRST };
        let (mut effort, mut gaming) = ([0.5; 4], [0.5; 4]);
        let rule = Discriminator { good: 0.9, bad: 0.1, unseen: 0.7, ..Discriminator::default() };
        rule.act(&view, &mut [], &mut Acts { effort: &mut effort, gaming: &mut gaming });
        assert_eq!((effort, gaming), ([0.9, 0.1, 0.9, 0.7], [0.0; 4]));
    }
}
