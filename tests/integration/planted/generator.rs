//! Contracts drawn at random, sound by the formulas of `closed_form` or with holes planted in them; it does not know how they are found.

use super::closed_form::{Credits, Trigger, Work, critical_rate, gaming_is_dear, shirking_gain, trigger_gain};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::fmt::Write as _;

/// A hole is material by its formula from this share of the price per round on.
const MATERIAL: f64 = 0.02;

/// Soundness by formula leaves no constant play that gains this share of the price.
const SOUND: f64 = 0.003;

/// What is planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hole {
    /// The credit is below the saving.
    LowRate,
    /// The cap is below the saving.
    LowCap,
    /// A monthly credit on a quarterly window.
    MonthlyCredit,
    /// Only the seller owes credits.
    OneSided,
    /// A renewal that one side does not know of.
    HiddenRenewal,
    /// The buyer reports the index and nothing holds the price from below.
    NoFloor,
    /// Leaving costs more than staying.
    DearExit,
    /// The pilot's bar can be reached by gaming.
    GameablePilot,
}

impl Hole {
    /// All holes.
    pub const ALL: [Self; 8] = [
        Self::LowRate,
        Self::LowCap,
        Self::MonthlyCredit,
        Self::OneSided,
        Self::HiddenRenewal,
        Self::NoFloor,
        Self::DearExit,
        Self::GameablePilot,
    ];

    /// The term that was changed to make it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LowRate => "service_credits.rate",
            Self::LowCap => "service_credits.cap",
            Self::MonthlyCredit => "service_credits.basis",
            Self::OneSided => "service_credits.two_sided",
            Self::HiddenRenewal => "term.renewal",
            Self::NoFloor => "price_band.floor",
            Self::DearExit => "exit_ramp.fee",
            Self::GameablePilot => "pilot.audited",
        }
    }
}

/// A contract in its world.
#[derive(Debug, Clone)]
pub struct Planted {
    /// Its holes.
    pub holes: Vec<Hole>,
    /// The world, as a scenario without its contract.
    pub world: String,
    /// The contract.
    pub contract: String,
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * f64::from(self.0.next_u32()) / f64::from(u32::MAX)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.0.next_u32() as usize % from.len()]
    }

    fn chance(&mut self, probability: f64) -> bool {
        self.between(0.0, 1.0) < probability
    }
}

/// Everything drawn.
#[derive(Debug, Clone)]
struct Draft {
    price: f64,
    seller: Work,
    buyer: Work,
    base_value: f64,
    base_cost: f64,
    outside: [f64; 2],
    switching: [f64; 2],
    continuation: f64,
    discount: f64,
    credits: Credits,
    two_sided: bool,
    claimant: &'static str,
    term: u32,
    renewal: &'static str,
    ramp: Option<(u32, f64)>,
    cadence: u32,
    band: Option<Band>,
    pilot: Option<Pilot>,
}

#[derive(Debug, Clone, Copy)]
struct Band {
    pass_through: f64,
    floor: f64,
    cap: f64,
    source: &'static str,
    leeway: f64,
}

#[derive(Debug, Clone, Copy)]
struct Pilot {
    rounds: u32,
    scale: f64,
    bar: f64,
    audited: bool,
}

/// Draws contracts: `sound` without holes, then `holed` with one or two.
pub fn contracts(seed: u64, holed: usize, sound: usize) -> Vec<Planted> {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let mut all = Vec::new();
    for place in 0..sound {
        all.push(until(|| kind(&mut dice, place % 4).filter(is_sound).map(|draft| written(&draft, Vec::new()))));
    }
    for place in 0..holed {
        let first = Hole::ALL[place % Hole::ALL.len()];
        all.push(until(|| {
            let holes = holes(&mut dice, first);
            holes_in(&mut dice, &holes).map(|draft| written(&draft, holes))
        }));
    }
    all
}

fn until<T>(mut draw: impl FnMut() -> Option<T>) -> T {
    loop {
        if let Some(found) = draw() {
            return found;
        }
    }
}

/// The hole of this turn, in a third of the contracts with a second one that leaves the first as it is.
fn holes(dice: &mut Dice, first: Hole) -> Vec<Hole> {
    let pairs = match first {
        Hole::LowRate | Hole::LowCap | Hole::MonthlyCredit | Hole::OneSided => {
            &[Hole::HiddenRenewal, Hole::NoFloor][..]
        }
        Hole::HiddenRenewal | Hole::NoFloor => &[Hole::LowRate, Hole::MonthlyCredit, Hole::OneSided][..],
        Hole::DearExit | Hole::GameablePilot => &[],
    };
    let mut holes = vec![first];
    if !pairs.is_empty() && dice.chance(1.0 / 3.0) {
        holes.push(dice.pick(pairs));
    }
    holes
}

/// Sound drafts of four kinds: plain credits, credits over a window, a trigger alone, a pilot.
fn kind(dice: &mut Dice, kind: usize) -> Option<Draft> {
    match kind {
        0 => credited(dice, 1),
        1 => credited(dice, 3),
        2 => triggered(dice),
        _ => piloted(dice),
    }
}

/// Work, service and alternatives: both earn more within the contract than outside it.
fn world(dice: &mut Dice) -> Draft {
    let price = dice.between(60.0, 200.0);
    let mut work = |cost: (f64, f64), ratio: (f64, f64)| {
        let cost = price * dice.between(cost.0, cost.1);
        let lift = dice.between(0.1, 0.35);
        Work {
            value: cost * dice.between(ratio.0, ratio.1),
            cost,
            target: dice.pick(&[0.6, 0.65, 0.7, 0.75, 0.8]),
            sd: dice.between(0.05, 0.12),
            gaming: (lift, 2.0 * cost * lift * dice.between(1.05, 1.8)),
        }
    };
    let (seller, buyer) = (work((0.12, 0.25), (1.8, 3.5)), work((0.08, 0.16), (1.8, 3.0)));
    let outside = [price * dice.between(0.0, 0.15), price * dice.between(0.0, 0.15)];
    let rents = [price * dice.between(0.10, 0.25), price * dice.between(0.10, 0.25)];
    let spent = |work: &Work| work.cost * work.target * work.target;
    let base_cost = price + buyer.value * buyer.target - spent(&seller) - outside[0] - rents[0];
    let base_value = price - seller.value * seller.target + spent(&buyer) + outside[1] + rents[1];
    Draft {
        price,
        seller,
        buyer,
        base_value,
        base_cost,
        outside,
        switching: [price * dice.between(0.1, 0.6), price * dice.between(0.1, 0.6)],
        continuation: dice.between(0.95, 0.985),
        discount: dice.between(0.97, 0.99),
        credits: Credits { rate: 0.0, cap: 1.0, window: 1, of_round: false },
        two_sided: true,
        claimant: "automatic",
        term: dice.pick(&[8, 12]),
        renewal: dice.pick(&["explicit", "automatic"]),
        ramp: None,
        cadence: 0,
        band: None,
        pilot: None,
    }
}

/// Credits from one and a half to three times what makes work pay, on both sides.
fn credited(dice: &mut Dice, window: u32) -> Option<Draft> {
    let mut draft = world(dice);
    if window > 1 {
        draft.term = 12;
    }
    let critical = [&draft.seller, &draft.buyer].map(|work| critical_rate(work, window, draft.price));
    let [Some(seller), Some(buyer)] = critical else { return None };
    let rate = seller.max(buyer) * dice.between(1.5, 3.0);
    if rate > 0.9 {
        return None;
    }
    draft.credits = Credits { rate, cap: 1.0, window, of_round: false };
    if dice.chance(0.4) {
        draft.ramp = Some((dice.pick(&[3, 4]), draft.price * dice.between(0.02, 0.2)));
    } else {
        draft.cadence = dice.pick(&[0, 2, 4]);
    }
    if dice.chance(0.4) {
        draft.band = Some(band(dice));
    }
    Some(draft)
}

/// A band that nobody gains by misreporting: its index is public, or it leaves hardly any room.
fn band(dice: &mut Dice) -> Band {
    let pass_through = dice.between(0.4, 1.0);
    let leeway = dice.between(0.05, 0.15);
    let source = dice.pick(&["public", "seller", "buyer"]);
    let mut room = || if source == "public" { dice.between(0.02, 1.0) } else { dice.between(0.0, SOUND) };
    Band { pass_through, floor: room(), cap: room(), source, leeway }
}

/// No credits: misses end the contract, which is worth keeping, and the term is long against its last rounds.
fn triggered(dice: &mut Dice) -> Option<Draft> {
    let mut draft = world(dice);
    draft.term = dice.pick(&[24, 30, 36]);
    draft.ramp = Some((dice.pick(&[1, 2]), draft.price * dice.between(0.02, 0.2)));
    let sides = [(&draft.seller, 0), (&draft.buyer, 1)];
    let sound = sides.iter().all(|(work, side)| trigger(&draft, work, *side) <= SOUND * draft.price);
    let saving = |work: &Work| work.cost * (work.target + work.sd).powi(2);
    let leak = saving(&draft.seller).max(saving(&draft.buyer)) * 2.0 / f64::from(draft.term);
    (sound && leak <= 2.0 * SOUND * draft.price).then_some(draft)
}

fn trigger(draft: &Draft, work: &Work, side: usize) -> f64 {
    let kept = [
        draft.price - draft.base_cost + draft.buyer.value * draft.buyer.target,
        draft.base_value - draft.price + draft.seller.value * draft.seller.target,
    ];
    let trigger = Trigger {
        misses: draft.ramp.map_or(1, |ramp| ramp.0 as usize),
        flow: kept[side] - draft.outside[side],
        switching: draft.switching[side],
        keep: draft.continuation * draft.discount,
    };
    trigger_gain(work, &trigger)
}

/// Credits by the round, and a pilot that gaming cannot pass: audited, or with a bar that honest work passes nearly surely.
fn piloted(dice: &mut Dice) -> Option<Draft> {
    let mut draft = credited(dice, 1)?;
    let rounds = dice.pick(&[2, 3, 4]);
    let audited = dice.chance(0.5);
    let bar = if audited { outstanding(dice, &draft, rounds) } else { draft.seller.target - 2.0 * draft.seller.sd };
    draft.pilot = Some(Pilot { rounds, scale: dice.between(0.1, 0.4), bar, audited });
    Some(draft)
}

/// A bar that full effort reaches by luck only.
fn outstanding(dice: &mut Dice, draft: &Draft, rounds: u32) -> f64 {
    1.0 + dice.between(0.8, 1.6) * draft.seller.sd / f64::from(rounds).sqrt()
}

/// Soundness by formula, whatever the kind.
fn is_sound(draft: &Draft) -> bool {
    let works = [(&draft.seller, 0), (&draft.buyer, 1)];
    works.iter().all(|(work, side)| {
        let pays = if draft.credits.rate > 0.0 {
            shirking_gain(work, &draft.credits, draft.price)
        } else {
            trigger(draft, work, *side)
        };
        gaming_is_dear(work) && pays <= SOUND * draft.price
    })
}

/// A sound draft with holes put into it; none where a hole would not be material.
fn holes_in(dice: &mut Dice, holes: &[Hole]) -> Option<Draft> {
    let has = |hole: Hole| holes.contains(&hole);
    let mut draft = if has(Hole::DearExit) {
        triggered(dice)?
    } else if has(Hole::GameablePilot) {
        piloted(dice)?
    } else {
        let window = if has(Hole::MonthlyCredit) { 3 } else { dice.pick(&[1, 1, 3]) };
        credited(dice, window)?
    };
    if !is_sound(&draft) {
        return None;
    }
    if has(Hole::HiddenRenewal) || has(Hole::GameablePilot) {
        // A side that has come to do better elsewhere would provoke the other to use a ramp: a hole that is not planted.
        draft.ramp = None;
    }
    // Such a side lets the contract lapse, so that another hole works for one term of the need only.
    let kept = (draft.continuation * draft.discount).powi(draft.term as i32);
    let share = if has(Hole::HiddenRenewal) { 1.0 - kept } else { 1.0 };
    holes.iter().all(|hole| plant(dice, &mut draft, *hole, share)).then_some(draft)
}

/// Puts a hole into a draft; false where it would not be material over the whole need, of which its rules last a `share`.
fn plant(dice: &mut Dice, draft: &mut Draft, hole: Hole, share: f64) -> bool {
    let price = draft.price;
    let sides = |draft: &Draft| [draft.seller, draft.buyer].map(|work| shirking_gain(&work, &draft.credits, price));
    let material = |gain: f64| gain * share >= MATERIAL * price;
    match hole {
        Hole::LowRate => {
            draft.credits.rate *= dice.between(0.05, 0.5);
            material(sides(draft)[0])
        }
        Hole::LowCap => {
            draft.credits.cap = draft.credits.rate * dice.between(0.02, 0.3);
            material(sides(draft)[0])
        }
        Hole::MonthlyCredit => {
            draft.credits.of_round = true;
            material(sides(draft)[0])
        }
        Hole::OneSided => {
            draft.two_sided = false;
            material(draft.buyer.cost * (draft.buyer.target - super::closed_form::MARGIN).powi(2))
        }
        Hole::HiddenRenewal => {
            draft.renewal = "hidden";
            // The buyer has come to do better elsewhere.
            let kept = draft.base_value - price + draft.seller.value * draft.seller.target
                - draft.buyer.cost * draft.buyer.target * draft.buyer.target;
            draft.outside[1] = kept + price * dice.between(0.06, 0.15);
            draft.switching[1] = price * dice.between(0.05, 0.2);
            (draft.outside[1] - kept) * f64::from(draft.term) > draft.switching[1]
        }
        Hole::NoFloor => {
            let (pass_through, leeway) = (dice.between(0.4, 1.0), dice.between(0.05, 0.15));
            draft.band = Some(Band { pass_through, floor: 1.0, cap: 0.05, source: "buyer", leeway });
            material(pass_through * leeway * price)
        }
        Hole::DearExit => {
            let (misses, _) = draft.ramp.unwrap_or((1, 0.0));
            draft.ramp = Some((misses, price * f64::from(draft.term) * dice.between(1.05, 2.0)));
            material(draft.seller.cost * (draft.seller.target - super::closed_form::MARGIN).powi(2))
        }
        Hole::GameablePilot => gameable(dice, draft),
    }
}

/// The buyer does better elsewhere than with a seller that only meets its target, and meant to try who does more.
fn gameable(dice: &mut Dice, draft: &mut Draft) -> bool {
    let rounds = draft.pilot.map_or(2, |pilot| pilot.rounds);
    let bar = outstanding(dice, draft, rounds);
    draft.pilot = Some(Pilot { rounds, scale: dice.between(0.1, 0.4), bar, audited: false });
    let kept = draft.base_value - draft.price + draft.seller.value * draft.seller.target
        - draft.buyer.cost * draft.buyer.target * draft.buyer.target;
    draft.outside[1] = kept + draft.price * dice.between(0.06, 0.15);
    draft.switching[1] = draft.price * dice.between(0.05, 0.2);
    // Gaming passes: full effort and full gaming lie two standard deviations above the bar.
    let reach = 1.0 + draft.seller.gaming.0 - 2.0 * draft.seller.sd / f64::from(rounds).sqrt();
    reach > bar
}

fn written(draft: &Draft, holes: Vec<Hole>) -> Planted {
    Planted { holes, world: world_text(draft), contract: contract_text(draft) }
}

fn world_text(draft: &Draft) -> String {
    let mut text = String::from("title = \"planted\"\n[lineup]\nstrategies = [\"vigilant\"]\n[stage.delivery]\n");
    let _ = writeln!(text, "base_value = {:.6}\nbase_cost = {:.6}", draft.base_value, draft.base_cost);
    for (side, work) in [("seller", &draft.seller), ("buyer", &draft.buyer)] {
        let _ = writeln!(text, "{side} = {{ value = {:.6}, cost = {:.6} }}", work.value, work.cost);
    }
    let _ = writeln!(text, "[horizon]\ncontinuation = {:.6}\ndiscount = {:.6}", draft.continuation, draft.discount);
    for (place, side) in ["seller", "buyer"].iter().enumerate() {
        let (option, switching) = (draft.outside[place], draft.switching[place]);
        let _ = writeln!(text, "[outside.{side}]\noption = {option:.6}\nswitching = {switching:.6}");
    }
    for (side, work) in [("seller", &draft.seller), ("buyer", &draft.buyer)] {
        let (lift, cost) = work.gaming;
        let _ = writeln!(text, "[kpi.{side}]\nsd = {:.6}\ngaming_yield = {lift:.6}\ngaming_cost = {cost:.6}", work.sd);
    }
    text
}

fn contract_text(draft: &Draft) -> String {
    let mut text = String::new();
    let (seller, buyer) = (draft.seller.target, draft.buyer.target);
    let _ = writeln!(text, "price = {:.6}\ntarget = {{ seller = {seller}, buyer = {buyer} }}", draft.price);
    let _ = writeln!(text, "[term]\nrounds = {}\nrenewal = {:?}", draft.term, draft.renewal);
    let Credits { rate, cap, window, of_round } = draft.credits;
    if rate > 0.0 {
        let basis = if of_round { "round" } else { "window" };
        let (two_sided, claimant) = (draft.two_sided, draft.claimant);
        let _ = writeln!(
            text,
            "[service_credits]\nrate = {rate:.6}\ncap = {cap:.6}\nwindow = {window}\nbasis = {basis:?}\ntwo_sided = {two_sided}\nclaimant = {claimant:?}"
        );
    }
    if let Some((misses, fee)) = draft.ramp {
        let _ = writeln!(
            text,
            "[exit_ramp]\nmisses = {misses}\nfee = {fee:.6}\nbreak_fee = {{ seller = 0.5, buyer = 0.5 }}"
        );
    } else {
        let _ = writeln!(text, "[exit_ramp]\nbreak_fee = {{ seller = 0.5, buyer = 0.5 }}");
    }
    if draft.cadence > 0 {
        let _ = writeln!(text, "[governance]\ncadence = {}\ncost = {:.6}", draft.cadence, 0.01 * draft.price);
    }
    if let Some(Band { pass_through, floor, cap, source, leeway }) = draft.band {
        let _ = writeln!(
            text,
            "[price_band]\npass_through = {pass_through:.6}\nfloor = {floor:.6}\ncap = {cap:.6}\nsource = {source:?}\nleeway = {leeway:.6}"
        );
    }
    if let Some(Pilot { rounds, scale, bar, audited }) = draft.pilot {
        let _ = writeln!(
            text,
            "[pilot]\nrounds = {rounds}\nscale = {scale:.6}\nupgrade_kpi = {bar:.6}\naudited = {audited}\notherwise = \"end\""
        );
    }
    text
}
