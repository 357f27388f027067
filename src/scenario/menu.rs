//! What can be negotiated in a scenario and what each strategy thinks of it, ready to play; mistakes are found at their keys.

use crate::base::side::{PerSide, Side};
use crate::domain::negotiation::{DomainError, NegotiationDomain};
use crate::domain::outcome::OutcomeSpace;
use crate::domain::preference::Preference;
use crate::domain::stage::Stage;
use crate::execution::world::World;
use crate::relationship::menu::{Menu, Preferences, Table};
use crate::relationship::optimum::Optimum;
use crate::relationship::rules::Rules;
use crate::scenario::file::{Bargaining, ScenarioFile};
use crate::scenario::read::Scenario;
use crate::scenario::terms::{self, Outcomes};
use crate::source::{Diagnostic, Diagnostics};
use crate::strategy::assembly::Strategy;
use rayon::prelude::*;
use std::sync::Arc;

/// What is on offer, found before the world is made.
pub(super) enum Offered {
    /// Terms of a contract.
    Terms(Outcomes),
    /// Packages of a negotiation domain, with both sides' preferences under every profile.
    Packages(OutcomeSpace, Preferences),
}

/// Finds what is on offer; `None` where nothing is, or where it has mistakes.
pub(super) fn offered(scenario: &Scenario, stage: &Stage, problems: &mut Diagnostics) -> Option<Offered> {
    match (stage, &scenario.file.bargaining) {
        (Stage::Domain(domain), _) => packages(domain)
            .map_err(|error| problems.push(at(scenario, &error)))
            .map(|(space, preferences)| Offered::Packages(space, preferences))
            .ok(),
        (_, Some(bargaining)) => terms::outcomes(scenario, bargaining, problems).map(Offered::Terms),
        (_, None) => None,
    }
}

fn at(scenario: &Scenario, error: &DomainError) -> Diagnostic {
    scenario.mistake(&format!("stage.domain.{}", error.key), error.message.as_str())
}

fn packages(domain: &NegotiationDomain) -> Result<(OutcomeSpace, Preferences), DomainError> {
    domain.types.check()?;
    let space = domain.space()?;
    let all = |side: Side| -> Result<Vec<Preference>, DomainError> {
        (0..domain.profile_count()).map(|profile| domain.preference(&space, side, profile)).collect()
    };
    let preferences = PerSide::new(all(Side::Seller)?, all(Side::Buyer)?);
    Ok((space, preferences.map(Arc::new)))
}

/// How sessions are held: as the scenario says, or by the defaults.
pub(super) fn table(bargaining: Option<&Bargaining>) -> Table {
    let Bargaining { protocol, retries, benchmark_sd, first_mover, .. } = bargaining.cloned().unwrap_or_default();
    Table { protocol, retries, benchmark_sd, first_mover }
}

impl Offered {
    /// The menu and, where all strategies think alike of it, what they think.
    pub(super) fn menu(self, file: &ScenarioFile, world: &World) -> Option<(Menu, Option<Preferences>)> {
        let table = table(file.bargaining.as_ref());
        match self {
            Self::Terms((space, contracts, has_price)) => {
                Some((Menu::new(space, contracts, has_price, world, world.delivery()?, table), None))
            }
            Self::Packages(space, preferences) => {
                let domain = world.negotiation()?;
                let pairs = preferences.seller.iter().zip(preferences.buyer.iter());
                let optima = pairs.filter_map(|(seller, buyer)| Optimum::new(seller, buyer).ok()).collect();
                let prices = domain.prices(&space);
                let midpoint = midpoint(world, &prices, &preferences);
                Some((Menu::of_domain(space, file.contract, prices, midpoint, optima, table), Some(preferences)))
            }
        }
    }
}

/// The price at which both sides gain most nearly alike under the first profile; 0 without a price.
fn midpoint(world: &World, prices: &[f64], preferences: &Preferences) -> f64 {
    let gain = |side: Side, outcome: usize| preferences[side][0].utilities()[outcome] - world.outside[side].option;
    let mut nearest = (0.0, f64::INFINITY);
    for (outcome, price) in prices.iter().enumerate() {
        let apart = (gain(Side::Seller, outcome) - gain(Side::Buyer, outcome)).abs();
        if apart < nearest.1 {
            nearest = (*price, apart);
        }
    }
    nearest.0
}

/// What every strategy thinks of the menu on either side; `shared` where all think alike.
pub(super) fn preferences(
    scenario: &Scenario,
    rules: &Rules,
    strategies: &[Strategy],
    shared: Option<Preferences>,
) -> Result<Vec<Preferences>, Diagnostics> {
    if let Some(shared) = shared {
        return Ok(vec![shared; strategies.len()]);
    }
    let (Some(menu), Some(delivery)) = (&rules.menu, rules.world.delivery()) else {
        return Ok(strategies.iter().map(|_| PerSide::default()).collect());
    };
    let of = |strategy: &Strategy, side: Side| {
        menu.preferences(strategy, side, &rules.world, delivery)
            .map(Arc::new)
            .map_err(|error| Diagnostics::from(scenario.mistake("bargaining.issues", error.to_string())))
    };
    strategies
        .par_iter()
        .map(|strategy| Ok(PerSide::new(of(strategy, Side::Seller)?, of(strategy, Side::Buyer)?)))
        .collect()
}
