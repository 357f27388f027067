//! From a scenario's `[market]` and `[reputation]` to a market ready to be played; mistakes are found at their keys.

use crate::base::random::Counter;
use crate::base::side::{PerSide, Side};
use crate::domain::stage::Stage;
use crate::market::matching::MatchingRule;
use crate::market::matching::network::{EdgeFile, Lattice, Network, Ring, ScaleFree, SmallWorld};
use crate::market::settings::{Along, Market, Roles};
use crate::scenario::edges;
use crate::scenario::read::Scenario;
use crate::source::Diagnostics;
use crate::trust::reputation::rules as reputation;

/// The market of a design point.
#[derive(Debug, Clone)]
pub struct MarketDesign {
    /// Its rules.
    pub market: Market,
    /// How acts become known, if they do.
    pub reputation: Option<reputation::Rules>,
    /// Edges of the network, if it comes from a file; parties are places from 0.
    pub edges: Vec<[u32; 2]>,
    /// Share of each strategy by side; sums to 1.
    pub shares: PerSide<Vec<f64>>,
}

/// The scenario's market, if it has one; `shares` is the line-up's.
pub(super) fn market(scenario: &Scenario, shares: &[f64], problems: &mut Diagnostics) -> Option<MarketDesign> {
    let file = &scenario.file;
    let Some(market) = &file.market else {
        unheard(scenario, problems);
        return None;
    };
    contradictions(scenario, market, problems);
    let shares = PerSide::from_fn(|side| side_shares(scenario, market, side, shares, problems));
    let edges = network(scenario, market, problems);
    Some(MarketDesign { market: market.clone(), reputation: file.reputation, edges, shares })
}

/// Without a market a name can be worth something, but there is nobody to tell.
fn unheard(scenario: &Scenario, problems: &mut Diagnostics) {
    let told = |key: &&String| key.starts_with("reputation.") && !key.starts_with("reputation.value");
    for key in scenario.leaves().iter().map(|(key, _)| key).filter(told) {
        let message = "two parties alone have nobody to tell: give [market], or leave this out";
        problems.push(scenario.mistake(key, message));
    }
}

fn contradictions(scenario: &Scenario, market: &Market, problems: &mut Diagnostics) {
    let file = &scenario.file;
    if market.strict && !market.parties.is_multiple_of(2) {
        let message = format!(
            "{} parties cannot all have a partner: give an even number, or strict = false, and one stays alone",
            market.parties
        );
        problems.push(scenario.mistake("market.parties", message));
    }
    let Some(rounds) = file.horizon.rounds else {
        let message =
            "a market needs an end: give horizon.rounds; continuation is how long two partners need each other";
        problems.push(scenario.mistake("market", message).with_help("for example `rounds = 200` under [horizon]"));
        return;
    };
    if let Err(error) = Counter::check(u64::from(market.parties) + 1, u64::from(rounds) + 1, 1) {
        problems.push(scenario.mistake("horizon.rounds", error.to_string()));
    }
    if u64::from(rounds) * u64::from(market.parties) > MOST_PARTY_ROUNDS {
        let message = format!(
            "{} parties x {rounds} rounds are more than the {MOST_PARTY_ROUNDS} party-rounds of one replication",
            market.parties
        );
        problems.push(scenario.mistake("horizon.rounds", message));
    }
    if matches!(file.stage, Stage::Domain(_)) && file.reputation.is_some() {
        problems.push(scenario.mistake("reputation", "in a negotiation domain nobody acts, so nothing becomes known"));
    }
    if matches!(market.matching, MatchingRule::Reputation(_)) && file.reputation.is_none() {
        let message = "partners cannot be chosen by their standing where there is none: give [reputation]";
        problems.push(scenario.mistake("market.matching", message));
    }
    if market.break_even.contains(&Along::Visibility) && file.reputation.is_none() {
        let message = "nothing is seen of others, more or less: give [reputation], or leave visibility out";
        problems.push(scenario.mistake("market.break_even", message));
    }
    let rules = file.reputation.unwrap_or_default();
    if rules.whitewash.is_some() && rules.private.is_some() {
        let message = "a new name washes a public record: leave out reputation.private or this";
        problems.push(scenario.mistake("reputation.whitewash", message));
    }
    if market.roles == Roles::Either && !market.shares.buyer.is_empty() {
        let message = "where any two can meet there are no buyers apart: leave it out, and give lineup.shares";
        problems.push(scenario.mistake("market.shares.buyer", message));
    }
}

/// Most party-rounds of one replication, so that its rows fit in memory.
const MOST_PARTY_ROUNDS: u64 = 10_000_000_000;

/// Checks a network against the number of parties; the edges of its file, if it comes from one.
fn network(scenario: &Scenario, market: &Market, problems: &mut Diagnostics) -> Vec<[u32; 2]> {
    let MatchingRule::Network(network) = &market.matching else { return Vec::new() };
    let parties = market.parties;
    let mut mistake = |key: &str, message: String| {
        problems.push(scenario.mistake(&format!("market.matching.network.{key}"), message));
    };
    match network {
        Network::Ring(Ring { neighbours }) | Network::SmallWorld(SmallWorld { neighbours, .. }) => {
            if 2 * neighbours >= parties {
                let key = if matches!(network, Network::Ring(_)) { "ring" } else { "small_world" };
                let message = format!("{neighbours} neighbours on each side need more than {} parties", 2 * neighbours);
                mistake(&format!("{key}.neighbours"), message);
            }
        }
        Network::Lattice(Lattice { width }) => {
            if !parties.is_multiple_of(*width) || parties / width < 2 {
                let message = format!("{parties} parties do not fill at least two rows of {width}");
                mistake("lattice.width", message);
            }
        }
        Network::ScaleFree(ScaleFree { edges }) => {
            if *edges >= parties {
                mistake("scale_free.edges", format!("{edges} edges each need more than {edges} parties"));
            }
        }
        Network::File(EdgeFile { path }) => {
            let sellers = (market.roles == Roles::Fixed).then(|| parties.div_ceil(2));
            let read = scenario.data(path).and_then(|text| edges::read(&text, parties));
            match read.and_then(|edges| edges::hang_together(edges, parties, sellers)) {
                Ok(edges) => return edges,
                Err(reason) => mistake("file.path", format!("{path}: {reason}")),
            }
        }
    }
    Vec::new()
}

fn side_shares(
    scenario: &Scenario,
    market: &Market,
    side: Side,
    lineup: &[f64],
    problems: &mut Diagnostics,
) -> Vec<f64> {
    let own = &market.shares[side];
    if own.is_empty() {
        return lineup.to_vec();
    }
    let sum: f64 = own.iter().sum();
    if own.len() != lineup.len() || own.iter().any(|share| share.is_nan() || *share < 0.0) || sum <= 0.0 {
        let message = format!(
            "{} shares for a line-up of {}: give one share of at least 0 each, not all 0",
            own.len(),
            lineup.len()
        );
        problems.push(scenario.mistake(&format!("market.shares.{}", side.name()), message));
        return lineup.to_vec();
    }
    own.iter().map(|share| share / sum).collect()
}
