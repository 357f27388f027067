//! What follows each plan's readings from one standing; it does not choose among plans.

use super::decision::{Bound, Moment};
use super::duel::Pair;
use super::lattice::{Axis, Kernel};
use super::layer::{Ended, Layer, Round};
use super::running::{Purpose, Running, judged, scale};
use super::slack::Variation;
use super::standing::{Standing, Zone, land};
use super::tables::{Part, Row, Tables};
use crate::base::numeric::{larger, smaller};

/// What follows each zone's readings from one standing, ready to be weighed by plans.
pub(super) struct Rows<'a> {
    round: &'a Round<'a>,
    running: Running,
    scale: f64,
    judged: Option<f64>,
    /// By zone and by whether the plan shirks, for each of the two; two sets where a pilot closes.
    follow: Vec<[Vec<Option<Row>>; 2]>,
    /// Flows of the round that no plan moves.
    fixed: Pair,
}

/// Every zone, in the order of its number.
const ZONES: [Zone; 4] = [Zone::Hit, Zone::Hidden, Zone::Tolerated, Zone::Miss];

impl<'a> Rows<'a> {
    pub fn new(round: &'a Round<'a>, before: Standing, running: Running, ended: &Ended, axis: &Axis) -> Self {
        let Moment { chapter, age, .. } = round.moment;
        let scale = scale(round.duel, chapter, age, before.small);
        let judged = judged(round.duel, chapter, age, before.small);
        let reach = reach(round.tables, running);
        let follow = ended
            .sets
            .iter()
            .map(|set| {
                let rows = |victim: bool| {
                    ZONES
                        .iter()
                        .flat_map(|zone| [(*zone, false), (*zone, true)])
                        .map(|(zone, shirks)| mixed(round, before, (zone, shirks), set, victim))
                        .map(|values| values.map(|values| Row::spread(&values, &set.axis, axis, reach)))
                        .collect()
                };
                [rows(false), rows(true)]
            })
            .collect();
        let fixed = fixed(round, scale, judged);
        Self { round, running, scale, judged, follow, fixed }
    }

    /// How much the values that may follow vary, and where.
    pub fn variation(&self) -> Variation {
        let all = || self.follow.iter().flat_map(|set| &set[0]).flatten();
        let tolerated = self.zone(0, Zone::Tolerated, false).is_some();
        let at_target = self.gaps(Zone::Hit, if tolerated { Zone::Tolerated } else { Zone::Miss });
        let at_tolerance = self.gaps(Zone::Tolerated, Zone::Miss);
        let hidden = self.gaps(Zone::Hit, Zone::Hidden);
        let gaps = || [&at_target, &at_tolerance, &hidden].into_iter().flatten();
        let slope = |gap: &Vec<f64>| gap.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, larger);
        let largest = |gaps: &[Vec<f64>]| gaps.iter().flatten().map(|gap| gap.abs()).fold(0.0, larger);
        Variation {
            whole: range(all().flat_map(|row| &row.values).copied()),
            within: all().map(|row| range(row.values.iter().copied())).fold(0.0, larger),
            at_target: largest(&at_target),
            at_tolerance: largest(&at_tolerance),
            tilt: gaps().map(|gap| range(gap.iter().copied())).fold(0.0, larger),
            slope: gaps().map(slope).fold(0.0, larger) / self.round.tables.step,
            sets: self.sets(),
        }
    }

    fn zone(&self, set: usize, zone: Zone, shirks: bool) -> Option<&Row> {
        self.follow.get(set)?[0][zone as usize * 2 + usize::from(shirks)].as_ref()
    }

    /// Values of one zone less those of another by node, in every set and for plans that shirk or do not.
    fn gaps(&self, above: Zone, below: Zone) -> Vec<Vec<f64>> {
        let kinds = (0..self.follow.len()).flat_map(|set| [(set, false), (set, true)]);
        let pairs = kinds.filter_map(|(set, shirks)| self.zone(set, above, shirks).zip(self.zone(set, below, shirks)));
        let gap =
            |(one, other): (&Row, &Row)| one.values.iter().zip(&other.values).map(|(one, other)| one - other).collect();
        pairs.map(gap).collect()
    }

    /// How far apart a pilot that reached its bar and one that fell short are.
    fn sets(&self) -> f64 {
        let Some([short, full]) = self.follow.first_chunk() else { return 0.0 };
        let pairs = short[0].iter().zip(&full[0]).filter_map(|(short, full)| short.as_ref().zip(full.as_ref()));
        pairs.map(|(short, full)| (short.values[0] - full.values[0]).abs()).fold(0.0, larger)
    }

    /// Values of a plan from every node, for the hostile side.
    pub fn plan(&self, plan: usize, values: &mut [f64]) {
        values.fill(self.flow(plan, true));
        if self.judged.is_some() {
            values.iter_mut().enumerate().for_each(|(node, value)| *value += self.credit(plan, node, true));
        }
        for (place, part) in self.round.tables.parts[plan].iter().enumerate() {
            self.add(plan, place, part, values);
        }
    }

    fn add(&self, plan: usize, place: usize, part: &Part, values: &mut [f64]) {
        let Some(row) = self.row(0, plan, part.zone, true) else { return };
        if let Some(reached) = self.row(1, plan, part.zone, true) {
            let (short, reached) = (row.values[0], reached.values[0]);
            for (value, upgraded) in values.iter_mut().zip(&self.round.tables.upgrades[plan][place]) {
                *value += part.probability * short + upgraded * (reached - short);
            }
            return;
        }
        match kernel(part, self.running) {
            Some(kernel) => kernel.add(&row.values, row.offset, values),
            None => values.iter_mut().for_each(|value| *value += part.probability * row.values[0]),
        }
    }

    fn row(&self, set: usize, plan: usize, zone: Zone, hostile: bool) -> Option<&Row> {
        let shirks = self.round.tables.actions.all[plan].shirks;
        self.follow.get(set)?[usize::from(!hostile)][zone as usize * 2 + usize::from(shirks)].as_ref()
    }

    /// Credit expected to be paid, as the one or the other books it.
    fn credit(&self, plan: usize, node: usize, hostile: bool) -> f64 {
        let owed = &self.round.tables.closing.1[plan];
        let Some(rounds) = self.judged.filter(|_| !self.round.duel.credits.owed.is_empty()) else { return 0.0 };
        let place = if self.running.purpose == Some(Purpose::Window) { node } else { 0 };
        if hostile { -rounds * owed[place] } else { rounds * owed[place] }
    }

    fn flow(&self, plan: usize, hostile: bool) -> f64 {
        let (duel, action) = (self.round.duel, &self.round.tables.actions.all[plan]);
        let bonus =
            duel.bonus.map_or(0.0, |(bar, amount)| amount * (1.0 - action.below(bar - action.lift, duel.work.sd)));
        if hostile {
            self.fixed.hostile - self.scale * action.cost - action.gaming_cost + bonus
        } else {
            self.fixed.victim + self.scale * action.worth - bonus
        }
    }

    /// Value of one plan at one node.
    pub fn one(&self, plan: usize, node: usize, hostile: bool) -> f64 {
        let parts = self.round.tables.parts[plan].iter().enumerate();
        let ahead = parts.map(|(place, part)| self.ahead(plan, (place, part), node, hostile)).sum::<f64>();
        self.flow(plan, hostile) + self.credit(plan, node, hostile) + ahead
    }

    fn ahead(&self, plan: usize, (place, part): (usize, &Part), node: usize, hostile: bool) -> f64 {
        let Some(row) = self.row(0, plan, part.zone, hostile) else { return 0.0 };
        if let Some(reached) = self.row(1, plan, part.zone, hostile) {
            let upgraded = self.round.tables.upgrades[plan][place][node];
            return part.probability * row.values[0] + upgraded * (reached.values[0] - row.values[0]);
        }
        kernel(part, self.running)
            .map_or(part.probability * row.values[0], |kernel| kernel.at(&row.values, row.offset, node))
    }

    /// How far below the line between its neighbours' values a node's own may have to be taken, since plans change between nodes.
    pub fn pulls(&self, best: &[f64], choice: &[u32]) -> Vec<f64> {
        let mut pulls = vec![0.0; best.len()];
        for node in 1..best.len() {
            if choice[node] == choice[node - 1] {
                continue;
            }
            let here = best[node] - self.one(choice[node - 1] as usize, node, true);
            let there = best[node - 1] - self.one(choice[node] as usize, node - 1, true);
            let depth = if here + there > 0.0 { here * there / (here + there) } else { 0.0 };
            pulls[node] = larger(pulls[node], depth);
            pulls[node - 1] = larger(pulls[node - 1], depth);
        }
        pulls
    }
}

/// The weights of a part on a running sum; none where the sum plays no part in what follows.
fn kernel(part: &Part, running: Running) -> Option<&Kernel> {
    if running.closes() {
        return None;
    }
    match running.purpose? {
        Purpose::Pilot => part.pilot.as_ref(),
        Purpose::Window => part.window.as_ref(),
    }
}

/// Least and greatest step that any kernel makes.
fn reach(tables: &Tables, running: Running) -> (i32, i32) {
    let kernels = tables.parts.iter().flatten().filter_map(|part| kernel(part, running));
    let used = kernels.filter(|kernel| !kernel.weights.is_empty());
    used.fold((0, 0), |(least, most), kernel| {
        (least.min(kernel.first), most.max(kernel.first + kernel.weights.len() as i32 - 1))
    })
}

/// What follows a reading in a zone, over the coins of reviews and the victim's own luck; none for zones that cannot be.
fn mixed(
    round: &Round<'_>,
    before: Standing,
    (zone, shirks): (Zone, bool),
    set: &Layer,
    victim: bool,
) -> Option<Vec<f64>> {
    let duel = round.duel;
    let impossible = match zone {
        Zone::Hit => false,
        Zone::Miss => duel.ramp.misses.is_none(),
        Zone::Hidden | Zone::Tolerated => !duel.governed(),
    };
    if impossible {
        return None;
    }
    let age = round.moment.age;
    let cadence = duel.reviews.cadence;
    let reviewed = duel.governed() && (age + 1).is_multiple_of(cadence);
    let fidelity = if duel.governed() { duel.reviews.fidelity(age) } else { 1.0 };
    let missed = if duel.follows_victim { duel.ramp.victim_misses } else { 0.0 };
    let mut values = vec![0.0; set.axis.len];
    for (right, coin) in [(true, fidelity), (false, 1.0 - fidelity)] {
        for (misses, luck) in [(before.victim_misses + 1, missed), (0, 1.0 - missed)] {
            let weight = coin * luck;
            if weight <= 0.0 {
                continue;
            }
            let landed = Standing { victim_misses: misses, ..land(before, zone, right, shirks, reviewed) };
            let start = round.tables.standings.number(landed) * set.axis.len;
            let from = if victim { &set.victim } else { &set.hostile };
            for (value, ahead) in values.iter_mut().zip(&from[start..start + set.axis.len]) {
                *value += weight * ahead;
            }
        }
    }
    Some(values)
}

/// Flows that no plan moves: price, service, reviews, and what the victim is expected to owe.
///
/// Whether the victim's window is lost is not followed. The upper bound lets the hostile side have what it expects from it
/// even if it leaves within the window, which no play that watches the window can better.
fn fixed(round: &Round<'_>, scale: f64, judged: Option<f64>) -> Pair {
    let (duel, Moment { chapter, age, .. }) = (round.duel, round.moment);
    let window = duel.credits.window;
    let reviews = duel.reviews.cadence > 0 && (age + 1).is_multiple_of(duel.reviews.cadence);
    let review = if reviews { -duel.reviews.cost } else { 0.0 };
    let credit = if round.bound == Bound::Upper && window > 1 {
        let due = age - age % window + window - 1;
        let rounds = super::running::judged(duel, chapter, due, false).unwrap_or(0.0);
        let wait = (0..window - 1).fold(1.0, |worth, _| worth * duel.keep);
        if age % window == 0 { duel.credits.earned * rounds * wait } else { 0.0 }
    } else {
        judged.map_or(0.0, |rounds| duel.credits.earned * rounds)
    };
    let rejected = if judged.is_some() { -duel.credits.rejected } else { 0.0 };
    duel.scaled
        .times(scale)
        .plus(duel.unscaled)
        .plus(Pair::new(review, review))
        .plus(Pair::transfer(credit))
        .plus(Pair::new(rejected, 0.0))
}

fn range(values: impl Iterator<Item = f64> + Clone) -> f64 {
    values.clone().fold(f64::NEG_INFINITY, larger) - values.fold(f64::INFINITY, smaller)
}
