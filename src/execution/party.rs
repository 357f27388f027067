//! What one side does, sees and owns in each lane of a block; it does not know the rules that move it.

use crate::domain::flow::Account;
use crate::execution::terms::Lanes;
use crate::trust::reputation::rules::UNSEEN;

/// What one side does, sees and owns in each lane.
#[derive(Debug, Clone)]
pub struct Party<const W: usize> {
    /// Effort it means to make, [0, 1].
    pub effort: Lanes<W>,
    /// Gaming of its own KPI, [0, 1].
    pub gaming: Lanes<W>,
    /// Monitoring of the other.
    pub monitoring: Lanes<W>,
    /// Mask: would help for nothing.
    pub helps: Lanes<W>,
    /// Effort realised after slips.
    pub realised: Lanes<W>,
    /// Effort realised in the round before (what conduct may read of itself).
    pub last_action: Lanes<W>,
    /// What it read of the other's action or KPI, misreading included.
    pub perceived: Lanes<W>,
    /// Its own measured KPI, public.
    pub kpi: Lanes<W>,
    /// Its KPI without gaming: what an audit can find.
    pub true_kpi: Lanes<W>,
    /// Mask: struck by an incident.
    pub hit: Lanes<W>,
    /// Share of the incident left after relief and escalation.
    pub remaining: Lanes<W>,
    /// Misses of its own target in a row.
    pub misses: Lanes<W>,
    /// Sum of its KPI over the rounds of the credit window so far.
    pub window_kpi: Lanes<W>,
    /// How far its KPI fell below target when credits were last judged.
    pub shortfall: Lanes<W>,
    /// Moving average of its KPI that can open the ramp.
    pub ramp_average: Lanes<W>,
    /// Rounds for which the ramp's condition has held.
    pub failing: Lanes<W>,
    /// Mask: its failures have opened the ramp for the other side.
    pub opens: Lanes<W>,
    /// Mask: found shirking at the last review.
    pub at_fault: Lanes<W>,
    /// Mask: repairs until the next review.
    pub repairing: Lanes<W>,
    /// Standing of the other as it sees it; a market fills it in, between two parties alone there is none to see.
    pub other_standing: Lanes<W>,
    /// Trust in the other.
    pub trust: Lanes<W>,
    /// Good evidence, discounted.
    pub good: Lanes<W>,
    /// Bad evidence, discounted and weighted.
    pub bad: Lanes<W>,
    /// Bad evidence that the next review will excuse.
    pub excused: Lanes<W>,
    /// Misses of the other that the next review will bring to light.
    pub audited: Lanes<W>,
    /// Mask: the next review will hold the other to be shirking.
    pub accused: Lanes<W>,
    /// Moving average of the other's perceived KPI (give-get ledger).
    pub average: Lanes<W>,
    /// Favours given less favours received, money, discounted (give-get ledger).
    pub favours: Lanes<W>,
    /// Moving average of own flow, money per round.
    pub usual_flow: Lanes<W>,
    /// In a negotiation domain, what the package in force is worth each round.
    pub agreed: Lanes<W>,
    /// This round's flows by account.
    pub flow: [Lanes<W>; Account::COUNT],
    /// This round's net flow.
    pub net: Lanes<W>,
    /// Discounted flows so far by account.
    pub booked: [Lanes<W>; Account::COUNT],
    /// Discounted net flows so far.
    pub value: Lanes<W>,
    /// Plain sums over rounds, for measures.
    pub tally: PartyTally<W>,
}

/// Undiscounted sums of one side over the rounds of a replication.
#[derive(Debug, Clone)]
pub struct PartyTally<const W: usize> {
    /// Realised effort over rounds under contract.
    pub effort: Lanes<W>,
    /// Measured KPI over rounds under contract.
    pub kpi: Lanes<W>,
    /// Trust over rounds under contract.
    pub trust: Lanes<W>,
    /// Rounds under contract with trust below .05.
    pub low_trust: Lanes<W>,
    /// Rounds under contract with trust above .95.
    pub high_trust: Lanes<W>,
    /// Rounds in which the KPI missed its target.
    pub missed: Lanes<W>,
    /// Rounds in which gaming hid a miss.
    pub gamed: Lanes<W>,
    /// Rounds with a credit paid.
    pub credits: Lanes<W>,
    /// Net flow after the burn-in.
    pub settled_flow: Lanes<W>,
    /// Realised effort after the burn-in.
    pub settled_effort: Lanes<W>,
}

impl<const W: usize> Party<W> {
    /// Nothing done, seen or owned.
    pub(super) fn new() -> Self {
        let zero = [0.0; W];
        Self {
            effort: zero,
            gaming: zero,
            monitoring: zero,
            helps: zero,
            realised: zero,
            last_action: zero,
            perceived: zero,
            kpi: zero,
            true_kpi: zero,
            hit: zero,
            remaining: zero,
            misses: zero,
            window_kpi: zero,
            shortfall: zero,
            ramp_average: zero,
            failing: zero,
            opens: zero,
            at_fault: zero,
            repairing: zero,
            other_standing: [UNSEEN; W],
            trust: zero,
            good: zero,
            bad: zero,
            excused: zero,
            audited: zero,
            accused: zero,
            average: zero,
            favours: zero,
            usual_flow: zero,
            agreed: zero,
            flow: [zero; Account::COUNT],
            net: zero,
            booked: [zero; Account::COUNT],
            value: zero,
            tally: PartyTally {
                effort: zero,
                kpi: zero,
                trust: zero,
                low_trust: zero,
                high_trust: zero,
                missed: zero,
                gamed: zero,
                credits: zero,
                settled_flow: zero,
                settled_effort: zero,
            },
        }
    }

    /// Fresh state for replications that start in the lanes that `set` writes to.
    #[inline(always)]
    pub(super) fn clear(&mut self, set: impl Fn(&mut Lanes<W>, f64)) {
        let fields = [
            &mut self.last_action,
            &mut self.monitoring,
            &mut self.perceived,
            &mut self.good,
            &mut self.bad,
            &mut self.excused,
            &mut self.audited,
            &mut self.accused,
            &mut self.favours,
            &mut self.value,
            &mut self.misses,
            &mut self.window_kpi,
            &mut self.shortfall,
            &mut self.ramp_average,
            &mut self.failing,
            &mut self.opens,
            &mut self.at_fault,
            &mut self.repairing,
            &mut self.net,
        ];
        for field in fields {
            set(field, 0.0);
        }
        set(&mut self.other_standing, UNSEEN);
        for account in &mut self.booked {
            set(account, 0.0);
        }
        for sum in self.tally.fields() {
            set(sum, 0.0);
        }
    }
}

impl<const W: usize> Party<W> {
    /// A contract begins in `lane`: its counters start afresh.
    pub(super) fn sign(&mut self, lane: usize, target: f64) {
        let counters =
            [&mut self.repairing, &mut self.excused, &mut self.audited, &mut self.accused, &mut self.window_kpi];
        for counter in counters {
            counter[lane] = 0.0;
        }
        self.start_afresh(lane, target);
    }

    /// All counts of failures start afresh.
    pub(super) fn start_afresh(&mut self, lane: usize, target: f64) {
        for counter in [&mut self.misses, &mut self.at_fault, &mut self.failing, &mut self.opens] {
            counter[lane] = 0.0;
        }
        self.ramp_average[lane] = target;
    }
}

impl<const W: usize> PartyTally<W> {
    fn fields(&mut self) -> [&mut Lanes<W>; 10] {
        [
            &mut self.effort,
            &mut self.kpi,
            &mut self.trust,
            &mut self.low_trust,
            &mut self.high_trust,
            &mut self.missed,
            &mut self.gamed,
            &mut self.credits,
            &mut self.settled_flow,
            &mut self.settled_effort,
        ]
    }
}
