//! What is measured at a point, by name: one number per replication; it does not know at which point, or how it is averaged.

use super::SweepError;
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::engine::batch::{Batch, CellBatch};
use crate::engine::market::measure::{self as groups, Group};
use crate::engine::measures::{self, Read};
use crate::engine::plan::Cell;
use crate::market::history::MarketHistory;
use crate::relationship::history::History;
use crate::scenario::file::ScenarioFile;

/// One measure of a replication at a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its name, such as `comparisons.relationship_minus_distributive`.
    pub name: String,
    what: What,
}

#[derive(Debug, Clone, PartialEq)]
enum What {
    /// Value of a strategy over the line-up, both roles averaged.
    Strategy(usize),
    /// The same, less that of another strategy.
    Comparison(usize, usize),
    /// A measure of one matchup, on one side.
    Matchup(Cell, usize, Side),
    /// A discounted flow of one matchup, to one side.
    Flow(Cell, usize, Side),
    /// All that the relationship of one matchup costs one side.
    Cost(Cell, Side),
    /// A measure of a strategy's parties in a market; of all parties if no strategy is named.
    Group(Option<usize>, usize),
    /// Net flow of a party in a round of a market, one strategy less another.
    GroupComparison(usize, usize),
}

/// Accounts that are no cost of a relationship, but what it or something else brings.
const BRINGS: [Account; 5] = [
    Account::StagePayoff,
    Account::DeliveredValue,
    Account::InvestmentValue,
    Account::Reference,
    Account::OutsideOption,
];

/// Place of the measure among [`groups::ALL`] by which strategies are compared in a market.
const FLOW: &str = "flow";

/// The measures that a scenario allows.
fn every(file: &ScenarioFile) -> Vec<Measure> {
    let names = &file.lineup.strategies;
    if file.market.is_some() { of_market(names).collect() } else { of_pairs(names).collect() }
}

/// Those of a market: of all parties, of each strategy's, and between two strategies.
fn of_market(names: &[String]) -> impl Iterator<Item = Measure> + '_ {
    let all = groups::ALL.iter().enumerate();
    let parties = all
        .clone()
        .map(|(measure, of)| Measure { name: format!("parties.{}", of.name), what: What::Group(None, measure) });
    let strategies = names.iter().enumerate().flat_map(move |(place, name)| {
        all.clone().map(move |(measure, of)| Measure {
            name: format!("strategies.{name}.{}", of.name),
            what: What::Group(Some(place), measure),
        })
    });
    let pairs = (0..names.len()).flat_map(|one| (0..names.len()).map(move |other| (one, other)));
    let comparisons = pairs.filter(|(one, other)| one != other).map(|(one, other)| Measure {
        name: format!("comparisons.{}_minus_{}", names[one], names[other]),
        what: What::GroupComparison(one, other),
    });
    strategies.chain(comparisons).chain(parties)
}

/// Those of strategies that meet pair by pair.
fn of_pairs(names: &[String]) -> impl Iterator<Item = Measure> + '_ {
    let pairs = || (0..names.len()).flat_map(|one| (0..names.len()).map(move |other| (one, other)));
    let strategies = names
        .iter()
        .enumerate()
        .map(|(place, name)| Measure { name: format!("strategies.{name}.value"), what: What::Strategy(place) });
    let comparisons = pairs().filter(|(one, other)| one != other).map(|(one, other)| Measure {
        name: format!("comparisons.{}_minus_{}", names[one], names[other]),
        what: What::Comparison(one, other),
    });
    let matchups = pairs().flat_map(move |(seller, buyer)| {
        let cell = Cell { seller, buyer };
        let head = format!("matchups.{}.{}", names[seller], names[buyer]);
        let read = of_histories(cell, &head);
        read.into_iter().chain(flows(cell, &head))
    });
    strategies.chain(comparisons).chain(matchups)
}

fn of_histories(cell: Cell, head: &str) -> Vec<Measure> {
    let named = |(place, measure): (usize, &measures::Measure)| {
        let name = measure.row.name;
        match measure.read {
            Read::Relationship(_) => {
                vec![Measure { name: format!("{head}.{name}"), what: What::Matchup(cell, place, Side::Seller) }]
            }
            Read::Party(_) => Side::ALL
                .map(|side| Measure {
                    name: format!("{head}.{name}.{}", side.name()),
                    what: What::Matchup(cell, place, side),
                })
                .to_vec(),
        }
    };
    measures::all().enumerate().flat_map(named).collect()
}

fn flows(cell: Cell, head: &str) -> Vec<Measure> {
    let named = |account: Account| {
        Side::ALL.map(|side| Measure {
            name: format!("{head}.flows.{}.{}", account.name(), side.name()),
            what: What::Flow(cell, account.index(), side),
        })
    };
    let cost =
        Side::ALL.map(|side| Measure { name: format!("{head}.cost.{}", side.name()), what: What::Cost(cell, side) });
    Account::ALL.into_iter().flat_map(named).chain(cost).collect()
}

/// Discounted flows of a history that are costs, as a positive number.
fn cost(history: &History, side: Side) -> f64 {
    let flows = &history.party[side.index()].flows;
    let costs = Account::ALL.into_iter().filter(|account| !BRINGS.contains(account));
    -costs.map(|account| flows[account.index()]).sum::<f64>()
}

impl Measure {
    /// Names of all measures that a scenario allows.
    pub fn names(file: &ScenarioFile) -> Vec<String> {
        every(file).into_iter().map(|measure| measure.name).collect()
    }

    /// The measure of this name.
    ///
    /// # Errors
    /// [`SweepError::Measure`] with the nearest name.
    pub fn find(name: &str, file: &ScenarioFile) -> Result<Self, SweepError> {
        let all = every(file);
        if let Some(found) = all.iter().find(|measure| measure.name == name) {
            return Ok(found.clone());
        }
        // Names are long and alike, so the nearest counts only if it is near.
        let edits = |measure: &&Measure| strsim::damerau_levenshtein(name, &measure.name);
        let near = all.iter().min_by_key(edits).filter(|near| edits(near) <= name.len() / 3);
        Err(SweepError::Measure { name: name.to_owned(), near: near.map(|near| near.name.clone()), count: all.len() })
    }

    /// Its name as a column.
    pub fn column(&self) -> String {
        column(&self.name)
    }

    /// Whether it needs a cell to be simulated.
    pub fn needs(&self, cell: Cell) -> bool {
        match self.what {
            What::Strategy(_) | What::Comparison(..) => true,
            What::Matchup(of, ..) | What::Flow(of, ..) | What::Cost(of, _) => of == cell,
            What::Group(..) | What::GroupComparison(..) => false,
        }
    }

    /// Its value in one replication of a market of `strategies` strategies; NaN where it does not apply.
    pub fn in_market(&self, history: &MarketHistory, strategies: usize, burn_in: usize) -> f64 {
        let of = |strategy: Option<usize>, measure: usize| {
            let belongs = |kind: &usize| strategy.is_none_or(|place| kind % strategies == place);
            let kinds: Vec<usize> = (0..history.kinds.len()).filter(belongs).collect();
            (groups::ALL[measure].of)(&Group::of(history, &kinds, burn_in))
        };
        match self.what {
            What::Group(strategy, measure) => of(strategy, measure),
            What::GroupComparison(one, other) => {
                let flow = groups::ALL.iter().position(|measure| measure.name == FLOW);
                flow.map_or(f64::NAN, |flow| of(Some(one), flow) - of(Some(other), flow))
            }
            _ => f64::NAN,
        }
    }

    /// One number per replication of a batch; NaN where it does not apply. `shares` are those of the line-up.
    pub fn values(&self, batch: &Batch, shares: &[f64]) -> Vec<f64> {
        let count = batch.cells.first().map_or(0, |cell| cell.histories.len());
        let of_cell = |cell: Cell| batch.cells.iter().find(|batch| batch.cell == cell);
        match self.what {
            What::Strategy(place) => over_lineup(batch, place, shares, count),
            What::Comparison(one, other) => {
                let (first, second) =
                    (over_lineup(batch, one, shares, count), over_lineup(batch, other, shares, count));
                first.iter().zip(second).map(|(first, second)| first - second).collect()
            }
            What::Matchup(cell, place, side) => {
                let (Some(batch), Some(measure)) = (of_cell(cell), measures::all().nth(place)) else {
                    return vec![f64::NAN; count];
                };
                batch.histories.iter().map(|history| measure.of(history, side)).collect()
            }
            What::Flow(cell, account, side) => {
                let flow = |batch: &CellBatch| {
                    batch.histories.iter().map(|history| history.party[side.index()].flows[account]).collect()
                };
                of_cell(cell).map_or_else(|| vec![f64::NAN; count], flow)
            }
            What::Cost(cell, side) => {
                let costs = |batch: &CellBatch| batch.histories.iter().map(|history| cost(history, side)).collect();
                of_cell(cell).map_or_else(|| vec![f64::NAN; count], costs)
            }
            What::Group(..) | What::GroupComparison(..) => vec![f64::NAN; count],
        }
    }
}

/// A name as a column's: letters, digits and underscores.
pub fn column(name: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' };
    name.chars().map(plain).collect()
}

/// Value of a strategy over the line-up, both roles averaged, by replication.
fn over_lineup(batch: &Batch, strategy: usize, shares: &[f64], count: usize) -> Vec<f64> {
    let mut values = vec![0.0; count];
    for cell in &batch.cells {
        for side in Side::ALL {
            if cell.cell.on(side) == strategy {
                let weight = 0.5 * shares[cell.cell.on(side.other())];
                for (value, history) in values.iter_mut().zip(&cell.histories) {
                    *value += weight * history.party[side.index()].value;
                }
            }
        }
    }
    values
}
