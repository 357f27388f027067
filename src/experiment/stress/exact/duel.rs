//! A contract as a game against a victim of fixed ways, in plain numbers; it knows no file, no engine and no strategy.

/// An amount for each of the two.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pair {
    /// The hostile side's.
    pub hostile: f64,
    /// Its victim's.
    pub victim: f64,
}

impl Pair {
    /// A pair from its two amounts.
    pub const fn new(hostile: f64, victim: f64) -> Self {
        Self { hostile, victim }
    }

    /// What the hostile side gets and the victim gives.
    pub const fn transfer(amount: f64) -> Self {
        Self { hostile: amount, victim: -amount }
    }

    /// Both multiplied.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self::new(self.hostile * factor, self.victim * factor)
    }

    /// Both sums.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::new(self.hostile + other.hostile, self.victim + other.victim)
    }
}

/// One way in which intended effort may turn out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Its probability.
    pub probability: f64,
    /// Share of the intended effort that is made, and paid for.
    pub made: f64,
    /// Share of the made effort that works: the rest is downtime.
    pub works: f64,
}

/// The hostile side's work and how it is measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// KPI target.
    pub target: f64,
    /// Cost of full effort, money per round.
    pub cost: f64,
    /// Exponent of the cost: 1 or 2.
    pub exponent: u32,
    /// Value of full effort to the victim, money per round.
    pub worth: f64,
    /// Share of that value that the KPI does not see and full gaming takes away.
    pub unmeasured: f64,
    /// Standard deviation of a round's KPI.
    pub sd: f64,
    /// How far full gaming lifts the KPI.
    pub lift: f64,
    /// Cost of full gaming, money per round.
    pub gaming_cost: f64,
    /// How intended effort may turn out; probabilities sum to 1.
    pub outcomes: Vec<Outcome>,
}

/// One step of a credit scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Shortfall of the judged KPI beyond which it is owed.
    pub shortfall: f64,
    /// What is owed on top of the steps before, money for each round of price at full scale that the credit is a share of.
    pub due: f64,
}

/// Credits between the two.
#[derive(Debug, Clone, PartialEq)]
pub struct Credits {
    /// Rounds over which the KPI is averaged before it is judged.
    pub window: u32,
    /// Whether a credit is a share of the price of the whole window, rather than of its last round.
    pub whole: bool,
    /// What the hostile side owes, step by step; empty where it owes nothing.
    pub owed: Vec<Step>,
    /// What it expects from the victim, money as in [`Step::due`].
    pub earned: f64,
    /// What it pays for claims that are rejected each time that credits are judged, money.
    pub rejected: f64,
    /// Whether it claims what is not due.
    pub over_claims: bool,
}

/// What leaving costs, and who may leave how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ramp {
    /// Misses in a row that open the ramp, cure included; none without a ramp.
    pub misses: Option<u32>,
    /// Its fee, money.
    pub fee: f64,
    /// Whether it is used by itself.
    pub automatic: bool,
    /// Whether the hostile side's right is looked at first where both ramps are open.
    pub hostile_first: bool,
    /// Whether the victim uses it as soon as it is open and cheaper than the price of the rest.
    pub enforced: bool,
    /// Price of a round, by which the victim judges the fee, money.
    pub price: f64,
    /// What breaking costs the hostile side for each round left, money.
    pub breaking: f64,
    /// Probability that the victim misses its own target in a round.
    pub victim_misses: f64,
}

/// Reviews.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reviews {
    /// Rounds between two; 0 none.
    pub cadence: u32,
    /// Cost of one to each side, money.
    pub cost: f64,
    /// Probability that a fresh signal is attributed rightly.
    pub accuracy: f64,
    /// Share of that accuracy above chance that is left for each round of age.
    pub retention: f64,
    /// How far below target a KPI still passes without a question.
    pub tolerance: f64,
}

impl Reviews {
    /// Probability that a signal of round `age`, from 0, is attributed rightly at the next review.
    pub fn fidelity(&self, age: u32) -> f64 {
        let wait = self.cadence - 1 - age % self.cadence;
        (0..wait).fold(self.accuracy - 0.5, |left, _| left * self.retention) + 0.5
    }
}

/// The end of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Rounds of a term.
    pub rounds: u32,
    /// Whether it runs on with all counts as they stand, rather than being signed afresh.
    pub runs_on: bool,
    /// Rounds before its end by which notice must be given.
    pub notice: u32,
    /// Whether the victim would rather not renew.
    pub lapses: bool,
    /// Whether the victim does not know of the first renewal.
    pub hidden: bool,
    /// Whether the hostile side does not know of the first renewal.
    pub blind: bool,
}

impl Term {
    /// Whether the victim declines at the end of a term, counted from 0.
    pub const fn victim_declines(&self, chapter: u32) -> bool {
        self.lapses && (!self.hidden || chapter > 0)
    }

    /// Whether the hostile side may decline then.
    pub const fn hostile_may(&self, chapter: u32) -> bool {
        !self.blind || chapter > 0
    }
}

/// The pilot of the first term.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pilot {
    /// Its rounds; 0 none.
    pub rounds: u32,
    /// Its scale.
    pub scale: f64,
    /// Mean KPI of the hostile side that leads to full scale; none where any will do or the victim's counts.
    pub upgrade: Option<f64>,
    /// Where the victim's KPI counts, the probability that it leads to full scale.
    pub victims: Option<f64>,
    /// Whether gaming does not count there.
    pub audited: bool,
    /// Whether the contract ends otherwise, rather than staying small.
    pub ends: bool,
}

/// The game.
#[derive(Debug, Clone, PartialEq)]
pub struct Duel {
    /// Worth today of a unit of money in the next round: survival times discount.
    pub keep: f64,
    /// Last round, if there is one.
    pub rounds: Option<u32>,
    /// Whether the victim's misses in a row are part of the state. They open the ramp for the hostile side.
    pub follows_victim: bool,
    /// Least effort that the hostile side may make; in good faith it does not game either.
    pub least: f64,
    /// Whether it may game.
    pub games: bool,
    /// Intended effort below which a review that judges rightly finds it shirking.
    pub shirks_below: f64,
    /// Its work.
    pub work: Work,
    /// Credits.
    pub credits: Credits,
    /// Bonus that the hostile side gets from a KPI on: the KPI and the amount.
    pub bonus: Option<(f64, f64)>,
    /// Ways out.
    pub ramp: Ramp,
    /// Reviews.
    pub reviews: Reviews,
    /// End of the term.
    pub term: Term,
    /// Pilot.
    pub pilot: Pilot,
    /// Flows of a round at full scale that no play moves.
    pub scaled: Pair,
    /// Flows of a round that neither play nor scale moves.
    pub unscaled: Pair,
    /// What each has in a round without the contract.
    pub outside: Pair,
    /// What each pays to get there.
    pub switching: Pair,
}

impl Duel {
    /// Whether reviews bear on anything: only through the ramp.
    pub const fn governed(&self) -> bool {
        self.reviews.cadence > 0 && self.ramp.misses.is_some()
    }

    /// Worth, at the end of a round, of a unit of money in each of the rounds to come.
    pub fn rest(&self, to_come: Option<u32>) -> f64 {
        match to_come {
            Some(rounds) => (0..rounds).fold(0.0, |sum, _| self.keep * (1.0 + sum)),
            None => self.keep / (1.0 - self.keep),
        }
    }
}
