//! One readable transcript per protocol and pair of presets, against files in `tests/golden/playthrough`.

use crate::golden::compare;
use longgame::bargaining::close::Ending;
use longgame::bargaining::concession_log::Entry;
use longgame::base::side::Side;
use longgame::domain::outcome::OutcomeSpace;
use longgame::engine::plan::{Cell, Plan};
use longgame::relationship::game::Keys;
use longgame::relationship::record::SessionRecord;
use longgame::relationship::replay::sessions;
use longgame::scenario::read::read;
use longgame::scenario::resolve::{Design, resolve};

/// The protocols of the table: their name, and what is set.
const PROTOCOLS: [(&str, &str); 2] = [
    ("alternating", "bargaining.protocol.deadline=20"),
    // One proposal, and its answer.
    ("ultimatum", "bargaining.protocol.deadline=1"),
];

const fn side(side: Side) -> &'static str {
    match side {
        Side::Seller => "seller",
        Side::Buyer => "buyer",
    }
}

fn turn(space: &OutcomeSpace, entry: &Entry) -> String {
    let mut text = format!(
        "{:>2}. {:<6} {:<11} worth {:.2} to itself, {:.2} to the other; gave {:.2}, got {:.2}, balance {:.2}\n    {}\n",
        entry.turn + 1,
        side(entry.by),
        entry.move_type.name(),
        entry.value_to_self,
        entry.value_to_other,
        entry.give,
        entry.get,
        entry.balance,
        entry.trigger,
    );
    for outcome in entry.packages.packages() {
        text += &format!("    - {}\n", space.describe(*outcome));
    }
    text
}

fn ending(space: &OutcomeSpace, ending: &Ending) -> String {
    match ending {
        Ending::Agreement(agreement) => format!(
            "agreement, accepted by the {}: {}, price shifted by {:.2}\n",
            side(agreement.accepted_by),
            space.describe(agreement.outcome),
            agreement.price_shift
        ),
        Ending::Breakdown => "talks broke down\n".to_owned(),
        Ending::Deadline => "no agreement by the deadline\n".to_owned(),
        Ending::WalkAway { by } => format!("the {} walked away\n", side(*by)),
    }
}

fn session(space: &OutcomeSpace, record: &SessionRecord) -> String {
    let turns: String = record.log.entries().iter().map(|entry| turn(space, entry)).collect();
    format!("quarter {}\n{turns}{}", record.round, ending(space, &record.log.close().unwrap().ending))
}

/// Most sessions of a transcript.
const MOST: u64 = 3;

/// The first sessions up to one in which the pair agrees: what comes before shows how it can fail.
fn transcript(design: &Design, cell: Cell) -> String {
    let space = &design.rules.menu.as_ref().unwrap().space;
    let plan = Plan::round_robin(design, MOST, 1);
    let [seller, buyer] = [cell.seller, cell.buyer].map(|place| &design.strategies[place].name);
    let mut text = format!("{seller} sells to {buyer}\n");
    for replication in 0..MOST {
        let held = sessions(plan.matchup(cell), Keys::new(1), plan.continuation(), replication);
        let first = &held[0];
        text += &format!("\nreplication {replication}, {}", session(space, first));
        if first.log.close().unwrap().agreement().is_some() {
            break;
        }
    }
    text
}

#[test]
fn sessions_read_as_they_did() {
    for (name, set) in PROTOCOLS {
        let design = resolve(&read("saas-renewal", &[set.to_owned()]).unwrap()).unwrap();
        let count = design.strategies.len();
        for cell in (0..count).flat_map(|seller| (0..count).map(move |buyer| Cell { seller, buyer })) {
            let [seller, buyer] = [cell.seller, cell.buyer].map(|place| &design.strategies[place].name);
            compare(&format!("playthrough/{name}-{seller}-{buyer}.txt"), &transcript(&design, cell));
        }
    }
}
