//! The tables: domain, parties, solutions, frontier, agreement and offers; utilities are in the domain's own units.

use super::Findings;
use super::session::Offer;
use crate::domain::solution::concept::{CONCEPTS, Concept};
use crate::table::{Column, Table, TableError, Unit};

/// How tables call the two parties.
pub(super) const PARTIES: [&str; 2] = ["first", "second"];

/// All tables there are.
pub(super) fn all(findings: &Findings<'_>) -> Result<Vec<Table>, TableError> {
    let mut tables = vec![domain(findings)?, parties(findings)?, solutions(findings)?];
    tables.extend(agreement(findings)?);
    tables.extend(offers(findings)?);
    tables.push(frontier(findings)?);
    Ok(tables)
}

fn utility(name: &str, doc: &str, values: Vec<f64>) -> Column {
    Column::number(name, Unit::Other("utility".to_owned()), doc, values)
}

fn ratio(name: &str, doc: &str, value: Option<f64>) -> Column {
    Column::number(name, Unit::Ratio, doc, vec![value.unwrap_or(f64::NAN)])
}

fn count(name: &str, doc: &str, value: usize) -> Column {
    Column::integer(name, Unit::Count, doc, vec![value as i64])
}

fn domain(findings: &Findings<'_>) -> Result<Table, TableError> {
    let Findings { domain, enumerated, solutions, opposition, .. } = findings;
    Table::new(
        "domain",
        "The domain",
        vec![
            Column::text("domain", "Name of the domain.", [domain.name.clone()]),
            count("issues", "Number of issues.", domain.issues.len()),
            count("outcomes", "Number of packages that can be agreed.", enumerated.space.len()),
            count("rational_outcomes", "Packages worth at least its reservation value to each.", opposition.rational),
            count("frontier_outcomes", "Pareto-optimal ones among these.", solutions.frontier().outcomes().len()),
            count("frontier_points", "Different pairs of utilities among those.", solutions.points()),
            ratio("opposition_level", "Distance from the best for both, 0 where one package is.", opposition.level),
            ratio("integrative_index", "0 for a fixed pie, 1 for compatible interests.", opposition.integrative_index),
            ratio("conflict_level", "Share of pairs of packages ranked oppositely.", opposition.conflict_level),
            utility("joint_maximum", "Largest sum of utilities of any package.", vec![opposition.joint_maximum]),
        ],
    )
}

fn parties(findings: &Findings<'_>) -> Result<Table, TableError> {
    let Findings { domain, settings, enumerated, solutions, .. } = findings;
    let of_each = |read: &dyn Fn(usize) -> f64| vec![read(0), read(1)];
    let worst = |party: usize| {
        let preference = &enumerated.preferences[party];
        preference.ranked().last().map_or(f64::NAN, |&outcome| preference.utility(outcome))
    };
    Table::new(
        "parties",
        "The parties",
        vec![
            Column::text("party", "Order of moves.", PARTIES),
            Column::text("profile", "Name of its profile.", domain.profiles.each_ref().map(|party| party.name.clone())),
            Column::text("strategy", "How it bargains.", settings.names.clone()),
            utility("reservation", "What having no agreement is worth to it.", enumerated.reservations.to_vec()),
            utility("worst", "Utility of its worst package.", of_each(&worst)),
            utility("best", "Utility of its best package.", solutions.best().to_vec()),
            utility(
                "ideal",
                "The best that the other could accept too.",
                of_each(&|party| solutions.ideal().map_or(f64::NAN, |ideal| ideal[party])),
            ),
        ],
    )
}

fn solutions(findings: &Findings<'_>) -> Result<Table, TableError> {
    let solutions = &findings.solutions;
    let agreed = findings.agreed().map(|outcome| findings.problem().at(outcome));
    let points: Vec<Option<[f64; 2]>> = CONCEPTS.iter().map(|concept| solutions.point(*concept)).collect();
    let of_party =
        |party: usize| points.iter().map(|point| point.map_or(f64::NAN, |point| point[party])).collect::<Vec<f64>>();
    let distance =
        |concept: &Concept| agreed.and_then(|utilities| solutions.distance(*concept, utilities)).unwrap_or(f64::NAN);
    let package = |concept: &Concept| {
        solutions.of(*concept).first().map_or_else(String::new, |&outcome| findings.enumerated.package(outcome))
    };
    Table::new(
        "solutions",
        "What theory proposes",
        vec![
            Column::text("concept", "Solution concept.", CONCEPTS.iter().map(|concept| concept.name())),
            utility("utility_first", "Utility of its point to the first party.", of_party(0)),
            utility("utility_second", "Utility of its point to the second party.", of_party(1)),
            utility("distance", "Of the agreement from it, in utility.", CONCEPTS.iter().map(distance).collect()),
            Column::integer(
                "outcomes",
                Unit::Count,
                "Packages that the concept picks; the first of them is shown.",
                CONCEPTS.iter().map(|concept| solutions.of(*concept).len() as i64).collect(),
            ),
            Column::text("package", "Options in the order of the issues.", CONCEPTS.iter().map(package)),
        ],
    )
}

fn agreement(findings: &Findings<'_>) -> Result<Option<Table>, TableError> {
    let Some(played) = &findings.played else { return Ok(None) };
    let utilities = findings.agreed().map(|outcome| findings.problem().at(outcome));
    let appraisal = utilities.map(|utilities| findings.solutions.appraise(utilities));
    let package = findings.agreed().map_or_else(String::new, |outcome| findings.enumerated.package(outcome));
    let decided_by = played.decided_by().map_or("", |party| PARTIES[party]);
    let mut columns = vec![
        Column::text("ending", "How the session ended.", [played.ending()]),
        count("turns", "Proposals made.", played.close.turns as usize),
        Column::text("decided_by", "Party that said yes, or walked away.", [decided_by]),
    ];
    for (party, name) in PARTIES.into_iter().enumerate() {
        let value = utilities.map_or(f64::NAN, |utilities| utilities[party]);
        columns.push(utility(&format!("utility_{name}"), "Utility of the agreement.", vec![value]));
    }
    let of_appraisal = appraisal.as_ref();
    columns.push(ratio(
        "efficiency",
        "Share of the largest joint gain over the reservation values.",
        of_appraisal.and_then(|appraisal| appraisal.efficiency),
    ));
    for (party, name) in PARTIES.into_iter().enumerate() {
        let claimed = of_appraisal.and_then(|appraisal| appraisal.claimed).map(|claimed| claimed[party]);
        columns.push(ratio(&format!("claimed_{name}"), "Share of the joint gain that the party has.", claimed));
    }
    let from_frontier = of_appraisal.and_then(|appraisal| appraisal.from_frontier).unwrap_or(f64::NAN);
    columns.push(utility("from_frontier", "Distance from the nearest Pareto-optimal package.", vec![from_frontier]));
    for (party, name) in PARTIES.into_iter().enumerate() {
        let relative = of_appraisal.and_then(|appraisal| appraisal.relative_gains[party]);
        columns.push(ratio(&format!("relative_gain_{name}"), "Gain as a share of the ideal gain.", relative));
    }
    columns.push(Column::text("package", "Options in the order of the issues.", [package]));
    Table::new("agreement", "What became of the session", columns).map(Some)
}

fn offers(findings: &Findings<'_>) -> Result<Option<Table>, TableError> {
    let Some(played) = &findings.played else { return Ok(None) };
    let offers = &played.offers;
    let problem = findings.problem();
    let whole = |read: &dyn Fn(&Offer) -> i64| offers.iter().map(read).collect::<Vec<i64>>();
    let number = |read: &dyn Fn(&Offer) -> f64| offers.iter().map(read).collect::<Vec<f64>>();
    let package = |offer: &Offer| findings.enumerated.package(offer.outcome);
    let columns = vec![
        Column::integer("turn", Unit::Count, "Turn of the proposal, from 1.", whole(&|offer| i64::from(offer.turn))),
        Column::text("by", "Party that proposes.", offers.iter().map(|offer| PARTIES[offer.by])),
        Column::integer(
            "alternative",
            Unit::Count,
            "Place among the packages of the proposal, from 1.",
            whole(&|offer| offer.alternative as i64),
        ),
        Column::text(
            "move",
            "What the proposal does to both compared with the last.",
            offers.iter().map(|o| o.move_type),
        ),
        utility("utility_first", "Utility to the first party.", number(&|offer| problem.at(offer.outcome)[0])),
        utility("utility_second", "Utility to the second party.", number(&|offer| problem.at(offer.outcome)[1])),
        Column::text("package", "Options in the order of the issues.", offers.iter().map(package)),
        utility("give", "Own utility given up since the own last proposal.", number(&|offer| offer.give)),
        utility("get", "Own utility gained by the other's last move.", number(&|offer| offer.get)),
        utility("balance", "All got less all given so far.", number(&|offer| offer.balance)),
    ];
    Table::new("offers", "The offers", columns).map(Some)
}

fn frontier(findings: &Findings<'_>) -> Result<Table, TableError> {
    let solutions = &findings.solutions;
    let outcomes = solutions.frontier().outcomes();
    let of_party = |party: usize| solutions.utilities().iter().map(|point| point[party]).collect::<Vec<f64>>();
    let chosen = CONCEPTS.map(|concept| {
        let mut sorted = solutions.of(concept).to_vec();
        sorted.sort_unstable();
        (concept.name(), sorted)
    });
    let concepts = |outcome: &u32| {
        let names = chosen.iter().filter(|(_, chosen)| chosen.binary_search(outcome).is_ok()).map(|(name, _)| *name);
        names.collect::<Vec<&str>>().join(" ")
    };
    Table::new(
        "frontier",
        "Pareto-optimal packages that both can accept",
        vec![
            Column::integer(
                "outcome",
                Unit::Count,
                "Number of the package, last issue fastest, from 0.",
                outcomes.iter().map(|&outcome| i64::from(outcome)).collect(),
            ),
            utility("utility_first", "Utility to the first party.", of_party(0)),
            utility("utility_second", "Utility to the second party.", of_party(1)),
            Column::text("concepts", "Solution concepts that pick it.", outcomes.iter().map(concepts)),
            Column::text(
                "package",
                "Options in the order of the issues.",
                outcomes.iter().map(|&outcome| findings.enumerated.package(outcome)),
            ),
        ],
    )
}
