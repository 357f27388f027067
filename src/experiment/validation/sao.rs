//! Sessions of a bargaining domain by alternating offers, each played as a scenario and compared move by move.

use super::bargaining_domain::{Domain, outcome, written};
use super::figure::{Figure, Found, ROUNDING, Value};
use super::{Settings, ValidationError};
use crate::bargaining::close::Close;
use crate::bargaining::concession_log::ConcessionLog;
use crate::base::side::Side;
use crate::engine::plan::{Cell, Plan};
use crate::relationship::game::Keys;
use crate::relationship::replay::sessions as replayed;
use crate::scenario::read::read_text;
use crate::scenario::resolve::resolve;
use serde_json::{Value as Json, json};

type Fault<'f> = dyn Fn(String) -> ValidationError + 'f;

/// The file's names of negotiators and the strategies of `theory/sao-aspiration`.
const NAMES: [(&str, &str); 3] = [("Boulware", "boulware"), ("Linear", "linear"), ("Conceder", "conceder")];

/// What the sessions of one domain have in common.
pub(super) struct Talks<'a> {
    pub name: &'a str,
    pub domain: &'a Domain,
    pub rounds: u64,
    pub settings: &'a Settings<'a>,
    pub fault: &'a Fault<'a>,
}

impl Talks<'_> {
    /// Every listed session; those between negotiators that we do not have are not tested.
    pub(super) fn sessions(&self, entry: &Json) -> Result<Vec<Figure>, ValidationError> {
        let mut figures = Vec::new();
        for row in entry.get("sao_sessions").and_then(Json::as_array).into_iter().flatten() {
            figures.extend(self.session(row)?);
        }
        Ok(figures)
    }

    fn session(&self, row: &Json) -> Result<Vec<Figure>, ValidationError> {
        let name = |key: &str| row.get(key).and_then(Json::as_str).unwrap_or_default();
        let label = format!("{} v {}", name("first"), name("second"));
        let known = |name: &str| NAMES.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours);
        let Some(pair) = known(name("first")).zip(known(name("second"))) else {
            return Ok(vec![Figure::untested(self.name, &label, "negotiator not known", Value::Nothing)]);
        };
        let log = self.play([pair.0, pair.1])?;
        let found = self.found(&log);
        Ok(found
            .iter()
            .filter_map(|found| {
                let expected = self.expected(row, &found.quantity)?;
                Some(Figure::compared(self.name, &label, expected, found, ROUNDING))
            })
            .collect())
    }

    /// The session's log, from the scenario that puts this domain under the protocol's rules.
    fn play(&self, pair: [&str; 2]) -> Result<ConcessionLog, ValidationError> {
        let scenario = read_text("sao", &self.text(pair), &[])?;
        let design = resolve(&scenario)?;
        let plan = Plan::round_robin(&design, 2, self.settings.seed);
        let cell = Cell { seller: 0, buyer: usize::from(pair[0] != pair[1]) };
        let records = replayed(plan.matchup(cell), Keys::new(plan.seed), plan.continuation(), 0);
        let first = records.into_iter().next();
        first.map(|record| record.log).ok_or_else(|| (self.fault)("no session was held".to_owned()))
    }

    fn text(&self, pair: [&str; 2]) -> String {
        let lineup = if pair[0] == pair[1] { vec![pair[0]] } else { pair.to_vec() };
        let issues = self.domain.negotiation.issues.iter().map(|issue| {
            let values = json!({ "seller": issue.values.seller, "buyer": issue.values.buyer });
            format!(
                "[[stage.domain.issues]]\nname = {}\noptions = {}\nvalues = {}\n",
                json!(issue.name),
                json!(issue.options),
                inline(&values)
            )
        });
        let [seller, buyer] = self.domain.reservations;
        format!(
            "extends = \"theory/sao-aspiration\"\nlineup.strategies = {}\nbargaining.protocol.deadline = {}\n\
             outside.seller.option = {seller:?}\noutside.buyer.option = {buyer:?}\n{}{}",
            json!(lineup),
            2 * self.rounds,
            self.table(),
            issues.collect::<String>()
        )
    }

    /// The utilities of a domain whose issues do not add up.
    fn table(&self) -> String {
        let table = self.domain.negotiation.table.as_ref();
        table.map_or_else(String::new, |table| {
            let both = json!({ "seller": table.seller, "buyer": table.buyer });
            format!("[stage.domain]\ntable = {}\n", inline(&both))
        })
    }

    fn found(&self, log: &ConcessionLog) -> Vec<Found> {
        let mut found = Vec::new();
        let mut number = |quantity: &str, value: f64| found.push(Found::number(quantity, value, 0.0));
        let proposals = log.entries();
        number("n_offers", proposals.len() as f64);
        let agreement = log.close().and_then(Close::agreement);
        if let Some(agreement) = agreement {
            // The last proposal was made in this turn and accepted when the other's turn came, possibly in the next round.
            let turn = proposals.len() - 1;
            let round = turn.div_ceil(2) as f64;
            number("round_index_0based", round);
            number("negmas_state_step", round + 1.0);
            number("accepted_by", agreement.accepted_by.index() as f64);
            for (side, preference) in self.domain.preferences.iter().enumerate() {
                number(&format!("utilities[{side}]"), preference.utility(agreement.outcome));
            }
        } else {
            number("negmas_state_step", self.rounds as f64);
        }
        let text =
            |quantity: &str, value: String| Found { quantity: quantity.to_owned(), value: Value::Text(value), se: 0.0 };
        if agreement.is_none() {
            let nothing = ["round_index_0based", "accepted_by"];
            found.extend(nothing.map(|name| Found { quantity: name.to_owned(), value: Value::Nothing, se: 0.0 }));
        }
        let agreed = agreement.map_or_else(String::new, |agreement| agreement.outcome.to_string());
        found.push(text("agreement", agreed));
        found.push(Found { quantity: "timedout".to_owned(), value: Value::Flag(agreement.is_none()), se: 0.0 });
        for (side, key) in Side::ALL.into_iter().zip(["offers_first", "offers_second"]) {
            let made = proposals.iter().filter(|entry| entry.by == side).map(|entry| entry.packages.lead());
            found.push(text(key, written(&made.collect::<Vec<_>>())));
        }
        found
    }

    /// What the file states for a quantity; nothing where it does not.
    fn expected(&self, row: &Json, quantity: &str) -> Option<Value> {
        match quantity {
            "agreement" => {
                let agreed = row.get("agreement")?;
                let package = outcome(agreed, &self.domain.space).map_or_else(String::new, |found| found.to_string());
                Some(Value::Text(package))
            }
            "offers_first" | "offers_second" => {
                let listed = row.get(quantity)?.as_array()?;
                let offers: Option<Vec<u32>> =
                    listed.iter().map(|offer| offer.as_u64().and_then(|offer| u32::try_from(offer).ok())).collect();
                Some(Value::Text(written(&offers?)))
            }
            "utilities[0]" => Value::of(row.pointer("/utilities/0")?),
            "utilities[1]" => Value::of(row.pointer("/utilities/1")?),
            _ => Value::of(row.get(quantity)?),
        }
    }
}

/// A JSON table as an inline TOML table: numbers and lists are written alike in both.
fn inline(table: &Json) -> String {
    let entries = table.as_object().into_iter().flatten().map(|(key, value)| format!("{key} = {value}"));
    format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
}
