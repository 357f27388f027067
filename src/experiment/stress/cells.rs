//! The standings of a contract that its party can tell apart, one by one: rounds left of a term, misses left to the ramp, and how
//! the window or the pilot stands; it does not know what pays in them.

use crate::base::side::Side;
use crate::domain::contract::Contract;
use crate::execution::conduct::contingent::{Condition, Situation};
use crate::experiment::stress::{Families, Family};

/// Rounds before the end of a term that are told apart one by one; those before them are put together in growing numbers.
const ONE_BY_ONE: u32 = 12;

/// How far beyond the target what is left of a window may have to reach, and how far below it.
const WINDOW_LOST: [f64; 4] = [0.1, 0.2, 0.35, 0.5];
const WINDOW_WON: [f64; 4] = [0.0, 0.15, 0.3, 0.6];

/// The same for a pilot and its bar.
const PILOT_LOST: [f64; 3] = [0.0, 0.1, 0.2];
const PILOT_WON: [f64; 4] = [0.0, 0.1, 0.2, 0.4];

/// A standing, and what may be asked of the running mean in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Conditions that all hold in it; none may be empty.
    pub holds: Vec<Condition>,
    /// Conditions on the running mean that part it.
    pub parts: Vec<Condition>,
}

/// All cells of a contract as far as its rules bear on play: first every round of a window in whatever window it is, then every
/// round of a term from its last to its first; each from the last miss before the ramp opens to none.
pub fn cells(contract: &Contract, side: Side, rules: &Families) -> Vec<Cell> {
    let misses = if rules.contains(Family::Ramp) { misses(contract.exit_ramp.misses) } else { Vec::new() };
    let windows = if rules.contains(Family::Credits) { rounds_of_window(contract) } else { Vec::new() };
    let lefts = if rules.contains(Family::Term) || !windows.is_empty() { lefts(contract) } else { Vec::new() };
    let parts = means(contract, side, rules);
    let crossed =
        [windows, lefts].into_iter().filter(|rounds| !rounds.is_empty()).flat_map(|rounds| crossed(&rounds, &misses));
    let mut all: Vec<Vec<Condition>> = crossed.collect();
    if all.is_empty() {
        all = misses.into_iter().map(|one| vec![one]).collect();
    }
    all.into_iter().map(|holds| Cell { holds, parts: parts.clone() }).collect()
}

/// Every round with every count of misses, or by itself where none are counted.
fn crossed(rounds: &[Condition], misses: &[Condition]) -> Vec<Vec<Condition>> {
    let each = |round: &Condition| -> Vec<Vec<Condition>> {
        if misses.is_empty() { vec![vec![*round]] } else { misses.iter().map(|near| vec![*round, *near]).collect() }
    };
    rounds.iter().flat_map(each).collect()
}

/// Rounds of a window past, the last round first.
fn rounds_of_window(contract: &Contract) -> Vec<Condition> {
    let window = contract.service_credits.window;
    if !(2..=ONE_BY_ONE).contains(&window) {
        return Vec::new();
    }
    let opens = |past: u32| Condition {
        when: Situation::WindowOpens,
        at: f64::from(past),
        unless: past.checked_sub(1).map(f64::from),
    };
    (0..window).rev().map(opens).collect()
}

/// Rounds left, each by itself, then in growing bands.
fn lefts(contract: &Contract) -> Vec<Condition> {
    let term = contract.term.rounds;
    let mut bounds = Vec::new();
    let mut bound = 1;
    while bound < term {
        bounds.push(bound);
        bound += if bound < ONE_BY_ONE { 1 } else { bound / 2 };
    }
    bounds.push(term);
    bands(Situation::TermEnds, &bounds)
}

fn misses(most: u32) -> Vec<Condition> {
    let all: Vec<u32> = (1..=most).collect();
    bands(Situation::RampNear, &all)
}

/// A counted situation between each bound and the one before it.
fn bands(when: Situation, bounds: &[u32]) -> Vec<Condition> {
    let before = [None].into_iter().chain(bounds.iter().map(|bound| Some(f64::from(*bound))));
    bounds.iter().zip(before).map(|(bound, unless)| Condition { when, at: f64::from(*bound), unless }).collect()
}

/// What may be asked of the running means.
fn means(contract: &Contract, side: Side, rules: &Families) -> Vec<Condition> {
    let mut all = Vec::new();
    let mut add = |lost: (Situation, &[f64]), won: (Situation, &[f64]), bar: f64| {
        all.extend(lost.1.iter().map(|beyond| Condition::at(lost.0, bar + beyond)));
        all.extend(won.1.iter().map(|below| Condition::at(won.0, bar - below)));
    };
    if rules.contains(Family::Credits) && contract.service_credits.window > 1 {
        add((Situation::WindowLost, &WINDOW_LOST), (Situation::WindowWon, &WINDOW_WON), contract.target[side]);
    }
    let screened = rules.contains(Family::Pilot) && contract.pilot.rounds > 0 && side == Side::Seller;
    if let Some(bar) = contract.pilot.upgrade_kpi.filter(|_| screened) {
        add((Situation::PilotLost, &PILOT_LOST), (Situation::PilotWon, &PILOT_WON), bar);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::cells;
    use crate::base::side::Side;
    use crate::domain::contract::Contract;
    use crate::execution::conduct::contingent::{Condition, Situation};
    use crate::experiment::stress::Families;

    fn contract() -> Contract {
        let mut contract = Contract::default();
        contract.term.rounds = 4;
        contract.exit_ramp.misses = 2;
        contract
    }

    fn exactly(when: Situation, at: f64, unless: Option<f64>) -> Condition {
        Condition { when, at, unless }
    }

    #[test]
    fn every_round_left_meets_every_miss_left_once() {
        let all: Vec<Vec<Condition>> =
            cells(&contract(), Side::Seller, &Families::all()).into_iter().map(|cell| cell.holds).collect();
        assert_eq!(all.len(), 4 * 2);
        let last = exactly(Situation::TermEnds, 1.0, None);
        assert_eq!(all[0], [last, exactly(Situation::RampNear, 1.0, None)]);
        assert_eq!(all[1], [last, exactly(Situation::RampNear, 2.0, Some(1.0))]);
        assert_eq!(all[7][0], exactly(Situation::TermEnds, 4.0, Some(3.0)));
    }

    #[test]
    fn rounds_of_a_window_come_first_and_its_mean_parts_them() {
        let mut contract = contract();
        contract.service_credits.window = 2;
        let all = cells(&contract, Side::Seller, &Families::all());
        assert_eq!(all.len(), 2 * 2 + 4 * 2);
        assert_eq!(all[0].holds[0], exactly(Situation::WindowOpens, 1.0, Some(0.0)));
        assert_eq!(all[2].holds[0], exactly(Situation::WindowOpens, 0.0, None));
        assert!(all.iter().all(|cell| cell.parts.len() == 8));
    }

    #[test]
    fn long_terms_end_in_growing_bands() {
        let mut contract = contract();
        contract.term.rounds = 60;
        contract.exit_ramp.misses = 0;
        let all = cells(&contract, Side::Buyer, &Families::all());
        let bounds: Vec<f64> = all.iter().map(|cell| cell.holds[0].at).collect();
        assert_eq!(bounds[..13], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 18.0]);
        assert!(all.len() < 20);
    }
}
