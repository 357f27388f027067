//! What tit for tat at the table answers: the other's moves and the own last one, as levels; it does not know how they are answered.

use super::view::SessionView;

/// Tactics that imitate work on the value of one quantitative issue (Faratin, Sierra and Jennings 1998,
/// equations 8 to 10). In place of that value stands the own utility of a package: an offer of the other
/// that is better for the party is a concession of the other, and so answered by asking for less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moves {
    /// Own utility of the own last proposal, without what a claim added to it.
    pub own: f64,
    /// Own utility of an earlier proposal of the other.
    pub earlier: f64,
    /// Own utility of a later one.
    pub later: f64,
}

/// Most proposals that tit for tat can look back.
pub const MOST_BACK: u32 = super::trail::Trail::REMEMBERED as u32 - 1;

impl Moves {
    /// The moves between the other's proposals so many back, 0 being the latest; `None` where there
    /// are too few yet, and the party concedes by the curve.
    pub fn between(view: &SessionView, earlier: u32, later: u32) -> Option<Self> {
        let own = view.made.back(0)? - view.claim;
        Some(Self { own, earlier: view.received.back(earlier)?, later: view.received.back(later)? })
    }
}

/// `own` times how the other's offers changed, both counted from the worst outcome on, since a ratio
/// needs a zero; `own` where the later one is worth nothing.
pub fn in_proportion(moves: Moves, worst: f64) -> f64 {
    let [own, earlier, later] = [moves.own, moves.earlier, moves.later].map(|level| level - worst);
    if later > 0.0 { worst + own * (earlier / later) } else { moves.own }
}

/// A level held between the floor and the ideal.
pub fn within_range(view: &SessionView, level: f64) -> f64 {
    let capped = if level < view.ideal { level } else { view.ideal };
    if capped > view.floor { capped } else { view.floor }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concession_in_proportion_is_answered_in_proportion() {
        let moves = Moves { own: 9.0, earlier: 2.0, later: 3.0 };
        assert!((in_proportion(moves, 1.0) - (1.0 + 8.0 * 0.5)).abs() < 1e-15);
        let retreat = Moves { earlier: 3.0, later: 2.0, ..moves };
        assert!((in_proportion(retreat, 1.0) - 17.0).abs() < 1e-15);
        assert!((in_proportion(moves, 3.0) - 9.0).abs() < 1e-15);
    }
}
