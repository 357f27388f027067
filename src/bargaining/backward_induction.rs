//! Alternating offers solved from their end, by what a party knows of both sides; it does not know whether that is true.

use super::protocol::Protocol;
use super::view::SessionView;
use crate::domain::preference::Preference;

/// What one turn comes to if both sides reason back from the deadline (subgame perfection).
///
/// Finite horizon as in Stahl (1972), whose limit is that of Rubinstein (1982); breakdown as in
/// Binmore, Rubinstein and Wolinsky (1986); opting out as in Binmore, Shaked and Sutton (1989).
/// An impasse and a breakdown pay each side its reservation value, and neither takes less than that
/// even where waiting for it would be worth less. Costs of turns are left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equilibrium {
    /// The package that is proposed and taken; `None` where there is none that both prefer.
    pub package: Option<u32>,
    /// What the turn is worth to the looking side, as a level of its preference.
    pub value: f64,
    /// Least level that the answering side takes.
    pub demand: f64,
    /// Whether the answering side leaves at once if it refuses.
    pub leaves: bool,
}

/// One of the two sides. Its worths are utilities with the shift, since discounting is not indifferent to zero.
struct Player<'a> {
    preference: &'a Preference,
    shift: f64,
    /// Level that an impasse pays it, and the least it takes.
    floor: f64,
    /// Level that leaving pays it, where it may.
    way_out: Option<f64>,
    discount: f64,
}

impl Player<'_> {
    fn worth(&self, outcome: u32) -> f64 {
        self.preference.utility(outcome) + self.shift
    }
}

/// What the looking side (0) and the other (1) play for.
struct Game<'a> {
    breakdown: f64,
    answers_last: bool,
    /// Whether later turns are reckoned as if neighbours on the frontier could be mixed by lot.
    divisible: bool,
    players: [Player<'a>; 2],
    /// The packages that are not worse for both than another, the looking side's best first.
    frontier: Vec<u32>,
}

/// What `turn` comes to, the looking side proposing in it or not.
///
/// Steps between packages add up over the turns, since each offer is rounded up to what the other
/// takes. A `divisible` pie is free of that: only the package of `turn` itself is a whole one.
/// `None` unless the other has disclosed its preference and its reservation value. Takes time in
/// proportion to the outcomes plus the turns that are left times the logarithm of the outcomes, and
/// allocates one number per package of the frontier.
pub fn solve(view: &SessionView, turn: u32, proposes: bool, divisible: bool) -> Option<Equilibrium> {
    let game = Game::new(view, divisible)?;
    let mut next = None;
    for later in (turn + 1..view.deadline).rev() {
        let looking_side_proposes = (later - turn).is_multiple_of(2) == proposes;
        next = Some(game.later(usize::from(!looking_side_proposes), next));
    }
    let proposer = usize::from(!proposes);
    let refusal = game.refusal(proposer, next);
    let package = game.package(proposer, &refusal);
    let [own, _] = &game.players;
    let value = package.map_or(refusal.worths[0] - own.shift, |package| own.preference.utility(package));
    Some(Equilibrium { package, value, demand: refusal.demand, leaves: refusal.leaves })
}

/// What a refused proposal leads to.
struct Refusal {
    worths: [f64; 2],
    /// Least level that the answering side takes rather than refuse.
    demand: f64,
    leaves: bool,
    /// Whether the proposal is answered at all.
    answered: bool,
}

impl<'a> Game<'a> {
    fn new(view: &SessionView<'a>, divisible: bool) -> Option<Self> {
        let statement = view.statement?;
        let (side, protocol) = (view.side, view.protocol);
        let floor = statement.floor?;
        let way_out = protocol.opt_out[side.other()].then_some(statement.way_out.unwrap_or(floor));
        let own = Player {
            preference: view.preference,
            shift: view.shift,
            floor: view.impasse,
            way_out: view.way_out,
            discount: protocol.discount[side],
        };
        let discount = protocol.discount[side.other()];
        let other = Player { preference: statement.preference, shift: statement.shift, floor, way_out, discount };
        let frontier = frontier(own.preference, other.preference);
        let Protocol { breakdown, answers_last, .. } = *protocol;
        Some(Self { breakdown, answers_last, divisible, players: [own, other], frontier })
    }

    /// From what the next turn is worth to each, or from the deadline where there is none.
    fn refusal(&self, proposer: usize, next: Option<[f64; 2]>) -> Refusal {
        let answerer = &self.players[1 - proposer];
        let impasse = self.players.each_ref().map(|player| player.floor + player.shift);
        let mut worths = next.map_or(impasse, |next| {
            let goes_on = |side: usize| (1.0 - self.breakdown) * self.players[side].discount * next[side];
            [0, 1].map(|side| self.breakdown * impasse[side] + goes_on(side))
        });
        let answered = next.is_some() || self.answers_last;
        let stays = worths[1 - proposer] - answerer.shift;
        let way_out = answerer.way_out.filter(|&way_out| answered && way_out > stays);
        if let Some(way_out) = way_out {
            worths[proposer] = impasse[proposer];
            worths[1 - proposer] = way_out + answerer.shift;
        }
        let least = way_out.unwrap_or(stays);
        let demand = if least > answerer.floor { least } else { answerer.floor };
        Refusal { worths, demand, leaves: way_out.is_some(), answered }
    }

    /// The proposer's best package among those that the other takes, if it prefers it to a refusal.
    fn package(&self, proposer: usize, refusal: &Refusal) -> Option<u32> {
        let place = self.place(proposer, refusal.demand)?;
        self.preferred(proposer, refusal, self.players[proposer].worth(self.frontier[place]))
            .then(|| self.frontier[place])
    }

    fn preferred(&self, proposer: usize, refusal: &Refusal, worth: f64) -> bool {
        let Player { floor, shift, .. } = self.players[proposer];
        refusal.answered && worth >= refusal.worths[proposer] && worth >= floor + shift
    }

    /// Where on the frontier the proposer's best package lies that gives the other so much.
    fn place(&self, proposer: usize, demand: f64) -> Option<usize> {
        let answerer = self.players[1 - proposer].preference;
        let enough = |&outcome: &u32| answerer.utility(outcome) >= demand;
        if proposer == 0 {
            let place = self.frontier.partition_point(|outcome| !enough(outcome));
            (place < self.frontier.len()).then_some(place)
        } else {
            self.frontier.partition_point(enough).checked_sub(1)
        }
    }

    /// What a later turn is worth to each.
    fn later(&self, proposer: usize, next: Option<[f64; 2]>) -> [f64; 2] {
        let refusal = self.refusal(proposer, next);
        let Some(place) = self.place(proposer, refusal.demand) else { return refusal.worths };
        let whole = self.players.each_ref().map(|player| player.worth(self.frontier[place]));
        let worths = if self.divisible { self.mixed(proposer, place, refusal.demand).unwrap_or(whole) } else { whole };
        if self.preferred(proposer, &refusal, worths[proposer]) { worths } else { refusal.worths }
    }

    /// The mixture of a package and the proposer's next better one that gives the other exactly its demand.
    fn mixed(&self, proposer: usize, place: usize, demand: f64) -> Option<[f64; 2]> {
        let better = if proposer == 0 { place.checked_sub(1)? } else { place + 1 };
        let (here, there) = (self.frontier[place], *self.frontier.get(better)?);
        let answerer = self.players[1 - proposer].preference;
        let (enough, short) = (answerer.utility(here), answerer.utility(there));
        let share = (enough - demand) / (enough - short);
        Some(self.players.each_ref().map(|player| (1.0 - share) * player.worth(here) + share * player.worth(there)))
    }
}

/// From the best for `own` to the best for `other`, each better for `other` than the one before it.
fn frontier(own: &Preference, other: &Preference) -> Vec<u32> {
    let mut frontier: Vec<u32> = Vec::new();
    let mut most = f64::NEG_INFINITY;
    for &outcome in own.ranked() {
        let worth = other.utility(outcome);
        if worth > most {
            let equal = frontier.last().is_some_and(|&last| own.utility(last) <= own.utility(outcome));
            if equal {
                frontier.pop();
            }
            frontier.push(outcome);
            most = worth;
        }
    }
    frontier
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bargaining::concession_curve::{Clock, ConcessionCurve, Form};
    use crate::bargaining::protocol::Protocol;
    use crate::bargaining::setting::Setting;
    use crate::bargaining::view::Statement;
    use crate::base::side::{PerSide, Side};
    use crate::domain::issue::Issue;
    use crate::domain::outcome::OutcomeSpace;

    /// A pie cut into equal steps; the seller proposes first.
    struct Pie {
        space: OutcomeSpace,
        shares: [Preference; 2],
    }

    impl Pie {
        fn new() -> Self {
            Self::cut(10_000)
        }

        fn cut(steps: u32) -> Self {
            let issue = Issue::new("share", (0..=steps).map(|share| share.to_string())).unwrap();
            let share =
                |part: fn(f64) -> f64| (0..=steps).map(|step| part(f64::from(step) / f64::from(steps))).collect();
            let shares = [share(|seller| seller), share(|seller| 1.0 - seller)];
            let space = OutcomeSpace::for_sessions(vec![issue]).unwrap();
            Self { space, shares: shares.map(|share| Preference::new(share).unwrap()) }
        }

        /// What the first offer gives the seller.
        fn first(&self, protocol: &Protocol, payoffs: [f64; 2], way_out: Option<f64>) -> f64 {
            self.of(protocol, payoffs, way_out, true)
        }

        fn of(&self, protocol: &Protocol, payoffs: [f64; 2], way_out: Option<f64>, divisible: bool) -> f64 {
            let curve = ConcessionCurve::new(1.0, 1.0, Clock::Turn, Form::Polynomial, protocol.deadline);
            let [own, other] = &self.shares;
            let statement = Statement { preference: other, floor: Some(payoffs[1]), way_out, shift: 0.0 };
            let setting = Setting::new(protocol, &self.space, &[]);
            let view = SessionView {
                statement: Some(statement),
                ..SessionView::new(Side::Seller, &setting, own, payoffs[0], &curve)
            };
            solve(&view, 0, true, divisible).unwrap().value
        }
    }

    fn protocol(deadline: u32, seller: f64, buyer: f64) -> Protocol {
        Protocol { deadline, breakdown: 0.0, discount: PerSide::new(seller, buyer), ..Protocol::default() }
    }

    fn assert_near(share: f64, expected: f64) {
        assert!((share - expected).abs() < 0.001, "{share} for {expected}");
    }

    #[test]
    fn a_deadline_leaves_the_last_proposer_all_that_is_left() {
        let pie = Pie::new();
        for (turns, share) in [(1, 1.0), (2, 0.1), (3, 0.91), (4, 0.181), (10, 0.342_801)] {
            assert_near(pie.first(&protocol(turns, 0.9, 0.9), [0.0; 2], None), share);
        }
        let unanswered = Protocol { answers_last: false, ..protocol(4, 0.9, 0.9) };
        assert_near(pie.first(&unanswered, [0.0; 2], None), 0.91);
    }

    #[test]
    fn a_long_horizon_splits_by_patience() {
        let pie = Pie::new();
        let cases = [
            (0.5, 0.5, 0.666_667),
            (0.9, 0.9, 0.526_316),
            (0.95, 0.95, 0.512_821),
            (0.9, 0.8, 0.714_286),
            (0.95, 0.9, 0.689_655),
        ];
        for (seller, buyer, share) in cases {
            assert_near(pie.first(&protocol(300, seller, buyer), [0.0; 2], None), share);
        }
    }

    #[test]
    fn an_outside_option_matters_only_where_it_beats_going_on() {
        let pie = Pie::new();
        let free = Protocol { opt_out: PerSide::new(false, true), ..protocol(300, 0.9, 0.9) };
        assert_near(pie.first(&free, [0.0; 2], Some(0.3)), 0.526_316);
        assert_near(pie.first(&free, [0.0; 2], Some(0.6)), 0.4);
        assert_near(pie.first(&protocol(300, 0.9, 0.9), [0.0; 2], Some(0.6)), 0.526_316);
    }

    #[test]
    fn breakdown_splits_what_is_left_above_its_payoffs() {
        let pie = Pie::new();
        for (breakdown, share) in [(0.1, 0.568_421), (0.01, 0.551_759)] {
            let protocol = Protocol { breakdown, ..protocol(1500, 1.0, 1.0) };
            assert_near(pie.first(&protocol, [0.2, 0.1], None), share);
        }
    }

    #[test]
    fn steps_add_up_where_the_pie_is_not_divisible() {
        let protocol = Protocol { breakdown: 0.01, ..protocol(1500, 1.0, 1.0) };
        let exact = |steps| Pie::cut(steps).of(&protocol, [0.2, 0.1], None, false);
        // A hundredth of the surplus is 35 steps of the coarser pie, each offer rounded to one.
        assert!((exact(10_000) - 0.551_759).abs() > 0.001);
        assert_near(exact(50_000), 0.551_759);
    }

    #[test]
    fn the_frontier_leaves_out_what_is_worse_for_both() {
        let preference = |utilities: [f64; 6]| Preference::new(utilities.into()).unwrap();
        let own = preference([5.0, 5.0, 3.0, 3.0, 1.0, 0.0]);
        let other = preference([1.0, 2.0, 4.0, 3.0, 4.0, 9.0]);
        assert_eq!(frontier(&own, &other), [1, 2, 5]);
        assert_eq!(frontier(&other, &own), [5, 2, 1]);
    }
}
