//! Rules of the price band: they matter where one side says where the index stands.

use super::credits::only;
use super::{Rule, Setting, number};
use crate::base::side::Side;
use crate::domain::clause::price_band::{IndexSource, PriceBand};
use crate::experiment::stress::family::Family;

/// The rules.
pub(super) const RULES: &[Rule] = &[
    Rule {
        key: "price_band.floor",
        family: Family::Band,
        structural: true,
        get: |contract| Setting::Number(contract.price_band.floor),
        set: |contract, to| contract.price_band.floor = number(to),
        repairs: |contract, hostile| narrower(&contract.price_band, contract.price_band.floor, hostile, Side::Buyer),
    },
    Rule {
        key: "price_band.cap",
        family: Family::Band,
        structural: true,
        get: |contract| Setting::Number(contract.price_band.cap),
        set: |contract, to| contract.price_band.cap = number(to),
        repairs: |contract, hostile| narrower(&contract.price_band, contract.price_band.cap, hostile, Side::Seller),
    },
    Rule {
        key: "price_band.source",
        family: Family::Band,
        structural: true,
        get: |contract| {
            Setting::Word(match contract.price_band.source {
                IndexSource::Public => "public",
                IndexSource::Seller => "seller",
                IndexSource::Buyer => "buyer",
            })
        },
        set: |contract, to| {
            contract.price_band.source = match to {
                Setting::Word("seller") => IndexSource::Seller,
                Setting::Word("buyer") => IndexSource::Buyer,
                _ => IndexSource::Public,
            };
        },
        repairs: |contract, hostile| only(reports(&contract.price_band, hostile), Setting::Word("public")),
    },
    Rule {
        key: "price_band.pass_through",
        family: Family::Band,
        structural: false,
        get: |contract| Setting::Number(contract.price_band.pass_through),
        set: |contract, to| contract.price_band.pass_through = number(to),
        repairs: |contract, hostile| {
            let band = &contract.price_band;
            let times = |share: f64| Setting::Number(band.pass_through * share);
            if reports(band, hostile) { [0.75, 0.5, 0.25, 0.0].map(times).to_vec() } else { Vec::new() }
        },
    },
];

/// Whether a side reports an index that the price follows.
fn reports(band: &PriceBand, side: Side) -> bool {
    let source = match side {
        Side::Seller => IndexSource::Seller,
        Side::Buyer => IndexSource::Buyer,
    };
    band.pass_through > 0.0 && band.source == source
}

/// Narrower bounds on the side to which `reporter` would shade, in shares of the price.
fn narrower(band: &PriceBand, now: f64, hostile: Side, reporter: Side) -> Vec<Setting> {
    if hostile != reporter || !reports(band, hostile) {
        return Vec::new();
    }
    let room = [0.05, 0.025, 0.01, 0.0];
    room.into_iter().filter(|room| *room < now).map(Setting::Number).collect()
}
