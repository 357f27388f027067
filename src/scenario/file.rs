//! What a scenario's TOML may say, key by key, with ranges and defaults; checking, schema and docs all read this one description.

use crate::bargaining::protocol::Protocol;
use crate::base::side::{PerSide, Side};
use crate::domain::contract::Contract;
use crate::domain::kpi::Kpi;
use crate::domain::option_range::OptionRange;
use crate::domain::stage::Stage;
use crate::execution::demand::Demand;
use crate::execution::investment::Investment;
use crate::execution::nature::Index;
use crate::execution::nature::incidents::{Help, Incident};
use crate::execution::world::{Culture, Horizon, Noise, Outside};
use crate::market::settings::Market;
use crate::scenario::evolution::Evolution;
use crate::scenario::sweep::SweepFile;
use crate::strategy::file::StrategyFile;
use crate::trust::reputation::rules as reputation;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A scenario. Only `title`, `stage` and `lineup` are required; everything else has a documented default.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// A scenario that this one changes: tables merge, arrays and values replace.
    #[serde(default)]
    pub extends: Option<String>,
    /// One line on what is simulated.
    pub title: String,
    /// The question that the scenario answers.
    #[serde(default)]
    pub question: String,
    /// What its source expects, before anything was run.
    #[serde(default)]
    pub expect: String,
    /// Where the case comes from.
    #[serde(default)]
    pub source: String,
    /// What amounts and rounds mean.
    #[serde(default)]
    pub units: Units,
    /// Who plays.
    pub lineup: Lineup,
    /// What is played every round.
    pub stage: Stage,
    /// How long the need lasts and what the future is worth.
    #[serde(default)]
    pub horizon: Horizon,
    /// The cost index.
    #[serde(default)]
    pub index: Index,
    /// Slips and misreading.
    #[serde(default)]
    pub noise: Noise,
    /// Misreading between a direct and an indirect style.
    #[serde(default)]
    pub culture: Culture,
    /// How work is measured.
    #[serde(default)]
    pub kpi: Measurement,
    /// Incidents by side, and what help does.
    #[serde(default)]
    pub incidents: Incidents,
    /// What each side has without the contract.
    #[serde(default)]
    pub outside: OutsideOptions,
    /// How the volume that the buyer needs varies.
    #[serde(default)]
    pub demand: Demand,
    /// What one side can sink at the first signing, and what that adds.
    #[serde(default)]
    pub investment: Investment,
    /// The contract, or where negotiation starts from.
    #[serde(default)]
    pub contract: Contract,
    /// Negotiation; without it the contract is signed as given.
    #[serde(default)]
    pub bargaining: Option<Bargaining>,
    /// Convex distress: cost per money of `flow^2` in a round whose own flow is negative.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1e6))]
    pub distress: f64,
    /// Strategies of the scenario's own, by name; each may extend a preset.
    #[serde(default)]
    pub strategies: BTreeMap<String, StrategyFile>,
    /// Many parties that look for partners, instead of one pair at a time.
    #[serde(default)]
    pub market: Option<Market>,
    /// What a good name is worth; in a market also how acts become known and what they do to a name.
    #[serde(default)]
    pub reputation: Option<reputation::Rules>,
    /// What people did in the same negotiations, to compare with.
    #[serde(default)]
    pub people: Option<People>,
    /// How the line-up's strategies spread from generation to generation; `evolve` reads it.
    #[serde(default)]
    pub evolution: Option<Evolution>,
    /// How much is simulated and reported.
    #[serde(default)]
    pub run: Run,
    /// The design of `longgame sweep`.
    #[serde(default)]
    pub sweep: Option<SweepFile>,
    /// The scenario with some keys changed, run under the same luck and compared with it.
    #[serde(default)]
    pub variants: Vec<VariantFile>,
}

/// A variant of the scenario.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantFile {
    /// Name in tables.
    pub name: String,
    /// What differs, each of the form `key=value`.
    #[schemars(length(min = 1))]
    pub set: Vec<String>,
}

/// What amounts and rounds mean; used in text and charts only.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Units {
    /// Unit of money.
    pub money: String,
    /// What a round is.
    pub round: String,
}

impl Default for Units {
    fn default() -> Self {
        Self { money: "money".to_owned(), round: "round".to_owned() }
    }
}

/// Who plays: every strategy meets every strategy, in both roles, itself included.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lineup {
    /// Names of presets or of the scenario's own strategies.
    #[schemars(length(min = 1, max = 64))]
    pub strategies: Vec<String>,
    /// Share of each among the partners one meets; equal if left out.
    #[serde(default)]
    pub shares: Vec<f64>,
}

/// How each side's work is measured.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Measurement {
    /// The seller's KPI.
    pub seller: Kpi,
    /// The buyer's KPI.
    pub buyer: Kpi,
    /// Cost to the claimant of a credit claim that is rejected, money.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub claim_cost: f64,
}

/// Incidents by side, and what help does.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Incidents {
    /// What strikes the seller.
    pub seller: Incident,
    /// What strikes the buyer.
    pub buyer: Incident,
    /// What help by the other does.
    pub help: Help,
}

/// What each side has without the contract.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OutsideOptions {
    /// The seller's alternative.
    pub seller: Outside,
    /// The buyer's alternative.
    pub buyer: Outside,
}

impl From<OutsideOptions> for PerSide<Outside> {
    fn from(options: OutsideOptions) -> Self {
        Self::new(options.seller, options.buyer)
    }
}

/// How contracts are negotiated.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Bargaining {
    /// Rules of the table.
    pub protocol: Protocol,
    /// Further sessions after an impasse, one round later each.
    #[schemars(range(min = 0, max = 1000))]
    pub retries: u32,
    /// Standard deviation between replications of a public benchmark for the price, money; none if left out.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub benchmark_sd: Option<f64>,
    /// Who proposes first; by the toss of a coin in each session if left out.
    pub first_mover: Option<Side>,
    /// What is negotiated; in a negotiation domain the stage says so.
    #[schemars(length(max = 16))]
    pub issues: Vec<IssueFile>,
}

impl Default for Bargaining {
    fn default() -> Self {
        Self { protocol: Protocol::default(), retries: 2, benchmark_sd: None, first_mover: None, issues: Vec::new() }
    }
}

/// One negotiable issue: one or more contract keys and the values they can take together.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueFile {
    /// Name in tables.
    pub name: String,
    /// Keys below `contract` that the issue sets, all to the same value.
    #[schemars(length(min = 1, max = 8))]
    pub keys: Vec<String>,
    /// Values to choose from. Give either these or a range.
    #[serde(default)]
    pub options: Vec<f64>,
    /// Evenly spaced values to choose from.
    #[serde(default)]
    pub range: Option<OptionRange>,
}

/// A file of negotiations between people: replication r replays the stakes of negotiation r, modulo their number.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// CSV file: for each issue `<issue>_1`, `<issue>_2` (value of a unit) and `<issue>_to_1` (units got), and `walk_away`.
    pub file: String,
    /// Beginning of the two columns that tell what kind of negotiator each was, such as `svo` for `svo_1` and `svo_2`.
    #[serde(default)]
    pub kind: Option<String>,
    /// Where the file comes from.
    #[serde(default)]
    pub source: String,
}

/// How much is simulated and reported.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Run {
    /// Replications of every matchup.
    #[schemars(range(min = 2, max = 100_000_000))]
    pub replications: u64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Rounds shown in paths and fans.
    #[schemars(range(min = 1, max = 10_000))]
    pub report_rounds: u32,
    /// Rounds left out of long-run averages.
    #[schemars(range(min = 0, max = 100_000_000))]
    pub burn_in: u32,
    /// Absolute risk aversion for certainty equivalents (CARA), per unit of money; 0 none.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub risk_aversion: f64,
    /// Strategies whose difference over the line-up is the scenario's question, `[one, other]`; the first two if left out.
    #[schemars(length(min = 2, max = 2))]
    pub compare: Vec<String>,
    /// Replications with which the break-even shadow of the future is searched.
    #[schemars(range(min = 0, max = 10_000_000))]
    pub break_even_replications: u64,
    /// Longest shadow of the future in that search.
    #[schemars(range(min = 0.0, max = 0.9999))]
    pub break_even_longest: f64,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            replications: 10_000,
            seed: 1,
            report_rounds: 40,
            burn_in: 0,
            risk_aversion: 0.001,
            compare: Vec::new(),
            break_even_replications: 4_000,
            break_even_longest: 0.99,
        }
    }
}
