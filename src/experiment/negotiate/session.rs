//! The session on a domain: the one place of this folder that knows how sessions are run.

use super::enumerated::Enumerated;
use super::{NegotiateError, Settings};
use crate::bargaining::close::{Close, Ending};
use crate::bargaining::concession_log::ConcessionLog;
use crate::bargaining::part::BargainingPart;
use crate::bargaining::party::{Party, Position};
use crate::bargaining::protocol::Protocol;
use crate::bargaining::recollection::Recollection;
use crate::bargaining::session::{Session, Setting};
use crate::bargaining::tactics::{self, Tactics};
use crate::base::chacha;
use crate::base::numeric::unit;
use crate::base::random::{Counter, Key, Purpose};
use crate::base::side::Side;
use crate::domain::preference::Preference;

/// What one unit of a strategy's amounts is, as a share of the range of utilities.
const HUNDREDTHS: f64 = 100.0;

/// A session that has been held.
#[derive(Debug)]
pub(super) struct Played {
    pub(super) close: Close,
    pub(super) offers: Vec<Offer>,
}

/// One package on the table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Offer {
    /// Turn of its proposal, from 1.
    pub(super) turn: u32,
    /// 0 for the first party.
    pub(super) by: usize,
    /// Place among the packages of the proposal, from 1.
    pub(super) alternative: usize,
    pub(super) outcome: u32,
    /// Kind of move of the proposal.
    pub(super) move_type: &'static str,
    /// What the proposal gave and got since the last one, and their balance so far, in the proposer's own utility.
    pub(super) give: f64,
    pub(super) get: f64,
    pub(super) balance: f64,
}

impl Played {
    /// The agreed outcome, if there is one.
    pub(super) fn agreed(&self) -> Option<u32> {
        self.close.agreement().map(|agreement| agreement.outcome)
    }

    /// How it ended, in words.
    pub(super) fn ending(&self) -> &'static str {
        match self.close.ending {
            Ending::Agreement(_) => "agreement",
            Ending::Breakdown => "breakdown",
            Ending::Deadline => "deadline",
            Ending::WalkAway { .. } => "walk_away",
        }
    }

    /// The party that said yes, or that walked away.
    pub(super) fn decided_by(&self) -> Option<usize> {
        match self.close.ending {
            Ending::Agreement(agreement) => Some(agreement.accepted_by.index()),
            Ending::WalkAway { by } => Some(by.index()),
            Ending::Breakdown | Ending::Deadline => None,
        }
    }
}

/// Bargains once. The first party sits where a seller would, which gives it no advantage: there is no price.
pub(super) fn play(enumerated: &Enumerated, settings: &Settings) -> Result<Played, NegotiateError> {
    let scales = enumerated.preferences.each_ref().map(scale);
    let [first, second] =
        [0, 1].map(|party| scaled(&enumerated.preferences[party], scales[party], &settings.names[party]));
    let preferences = [first?, second?];
    let [first, second] = [0, 1].map(|party| assembled(settings, party));
    let tactics = [first?, second?];
    let protocol =
        Protocol { deadline: settings.turns, breakdown: settings.breakdown, turn_cost: 0.0, ..Protocol::default() };
    let setting = Setting::new(&protocol, &enumerated.space, &[]);
    let parties = [0, 1].map(|party| Party {
        tactics: &tactics[party],
        position: Position::new(&preferences[party], 0.0, enumerated.reservations[party] * scales[party]),
        // Strangers who have no reason to doubt what they are told.
        trust: 1.0,
    });
    let mut log = ConcessionLog::default();
    let mut strangers = <[Recollection; 2]>::default();
    let close = Session::new(setting, Side::Seller, parties)?.run(&mut luck(settings.seed), &mut strangers, &mut log);
    Ok(Played { close, offers: offers(&log, scales) })
}

/// Hundredths of a party's range in one unit of its utility.
fn scale(preference: &Preference) -> f64 {
    let worst = preference.ranked().last().map_or(0.0, |&outcome| preference.utility(outcome));
    let range = preference.best_utility() - worst;
    if range > 0.0 { HUNDREDTHS / range } else { 1.0 }
}

fn scaled(preference: &Preference, scale: f64, name: &str) -> Result<Preference, NegotiateError> {
    let utilities = preference.utilities().iter().map(|utility| utility * scale).collect();
    Preference::new(utilities).map_err(|source| NegotiateError::Preference { party: name.to_owned(), source })
}

fn assembled(settings: &Settings, party: usize) -> Result<Tactics, NegotiateError> {
    // Nibbles move a price, and a domain has none.
    let part = BargainingPart { nibble: 0.0, ..settings.parts[party].clone() };
    tactics::assemble(&part, settings.turns)
        .map_err(|source| NegotiateError::Tactics { name: settings.names[party].clone(), source })
}

fn luck(seed: u64) -> impl FnMut(u32) -> f64 {
    let key = Key::new(seed, Purpose::Session);
    move |slot| unit(chacha::block(&key, 0, Counter { pair: 0, round: 0, turn: slot }.packed())[0])
}

/// The log by package, in the domain's own units.
fn offers(log: &ConcessionLog, scales: [f64; 2]) -> Vec<Offer> {
    let mut offers = Vec::new();
    for entry in log.entries() {
        let by = entry.by.index();
        for (place, &outcome) in entry.packages.packages().iter().enumerate() {
            offers.push(Offer {
                turn: entry.turn + 1,
                by,
                alternative: place + 1,
                outcome,
                move_type: entry.move_type.name(),
                give: entry.give / scales[by],
                get: entry.get / scales[by],
                balance: entry.balance / scales[by],
            });
        }
    }
    offers
}
