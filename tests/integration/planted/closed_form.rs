//! Incentive conditions by formula: what shirking under credits and under a trigger earns. They share no code with stress.

/// How far below target effort still counts as good faith.
pub const MARGIN: f64 = 0.02;

/// Steps into which effort is divided.
const STEPS: u32 = 200;

/// Shortfall and share of the three tiers of credits.
pub const TIERS: [(f64, f64); 3] = [(0.05, 1.0 / 3.0), (0.15, 2.0 / 3.0), (0.30, 1.0)];

/// One side's work.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// Value of full effort to the other.
    pub value: f64,
    /// Cost of full effort, quadratic.
    pub cost: f64,
    /// KPI target.
    pub target: f64,
    /// Noise of one reading.
    pub sd: f64,
    /// What full gaming adds to the KPI, and what it costs.
    pub gaming: (f64, f64),
}

/// Terms of credits.
#[derive(Debug, Clone, Copy)]
pub struct Credits {
    /// Share of the price in the top tier.
    pub rate: f64,
    /// Cap.
    pub cap: f64,
    /// Rounds averaged.
    pub window: u32,
    /// Whether the share is of one round's price only.
    pub of_round: bool,
}

fn below(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

fn efforts() -> impl Iterator<Item = f64> {
    (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS))
}

/// Credit expected each round at constant effort, as a share of the price.
pub fn expected_credit(work: &Work, credits: &Credits, effort: f64) -> f64 {
    let sd = work.sd / f64::from(credits.window).sqrt();
    let mut before = 0.0;
    let mut sum = 0.0;
    for (shortfall, share) in TIERS {
        let due = (credits.rate * share).min(credits.cap);
        sum += (due - before) * below((work.target - shortfall - effort) / sd);
        before = due;
    }
    if credits.of_round { sum / f64::from(credits.window) } else { sum }
}

/// What the best constant shirking earns each round beyond the best constant work in good faith.
pub fn shirking_gain(work: &Work, credits: &Credits, price: f64) -> f64 {
    let payoff = |effort: f64| -work.cost * effort * effort - price * expected_credit(work, credits, effort);
    let bar = work.target - MARGIN;
    let best = |good: bool| efforts().filter(|a| (*a >= bar) == good).map(payoff).fold(f64::NEG_INFINITY, f64::max);
    best(false) - best(true)
}

/// The least rate at which no constant shirking pays, by bisection; none up to 1.
pub fn critical_rate(work: &Work, window: u32, price: f64) -> Option<f64> {
    let gain = |rate: f64| shirking_gain(work, &Credits { rate, cap: 1.0, window, of_round: false }, price);
    let (mut low, mut high) = (0.0, 1.0);
    if gain(high) > 0.0 {
        return None;
    }
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if gain(middle) > 0.0 { low = middle } else { high = middle }
    }
    Some(high)
}

/// Whether effort lifts the KPI at less cost than gaming, whatever the effort.
pub fn gaming_is_dear(work: &Work) -> bool {
    let (lift, cost) = work.gaming;
    cost >= 2.0 * work.cost * lift
}

/// A trigger: `misses` in a row end the contract, which costs the failing side what it earns beyond its alternative.
#[derive(Debug, Clone, Copy)]
pub struct Trigger {
    /// Misses in a row.
    pub misses: usize,
    /// Flow at no cost of effort less the alternative.
    pub flow: f64,
    /// Cost of moving.
    pub switching: f64,
    /// Worth of money a round later.
    pub keep: f64,
}

/// What the best play earns each round beyond the best in good faith, counts of misses being all that matters.
pub fn trigger_gain(work: &Work, trigger: &Trigger) -> f64 {
    let value = |least: f64| {
        let mut counts = vec![0.0; trigger.misses];
        for _ in 0..2_000 {
            let from: Vec<f64> = (0..trigger.misses)
                .map(|count| {
                    let missed =
                        if count + 1 == trigger.misses { -trigger.switching } else { trigger.keep * counts[count + 1] };
                    let hit = trigger.keep * counts[0];
                    efforts()
                        .filter(|a| *a >= least)
                        .map(|a| {
                            let p = below((work.target - a) / work.sd);
                            trigger.flow - work.cost * a * a + p * missed + (1.0 - p) * hit
                        })
                        .fold(f64::NEG_INFINITY, f64::max)
                })
                .collect();
            counts = from;
        }
        counts[0]
    };
    (1.0 - trigger.keep) * (value(0.0) - value(work.target - MARGIN))
}
