//! Events of the clauses that work over several rounds: pilot, pausing ramp, notice, a reported index; it does not know decisions.

use super::two;
use crate::base::side::Side;
use crate::domain::clause::pilot::Otherwise;
use crate::execution::block::Block;
use crate::experiment::number::fixed;
use crate::experiment::replay::words::{side as name, the};
use crate::relationship::record::RoundRecord;

/// What such clauses bring about in a round.
pub fn events(record: &RoundRecord) -> Vec<String> {
    [reported(record), pilot(record), rested(record), notice(record), against_will(record)]
        .into_iter()
        .flatten()
        .collect()
}

/// Told where a report begins to differ from the index, not in every round in which it does.
fn reported(record: &RoundRecord) -> Option<String> {
    let off = |block: &Block<1>| block.reported[0] / block.index[0] - 1.0;
    let (before, after) = (off(&record.before), off(&record.after));
    let by = Side::ALL.into_iter().find(|side| record.after.terms.reports[side.index()][0] > 0.0)?;
    let told = || {
        let [reported, index] = [record.after.reported[0], record.after.index[0]].map(|level| fixed(level, 4));
        format!("{} reports an index of {reported} where it stands at {index}.", the(by))
    };
    (record.after.served[0] > 0.0 && after.abs() > 1e-9 && (after - before).abs() > 1e-9).then(told)
}

/// Told in the round in which the pilot is over.
fn pilot(record: &RoundRecord) -> Option<String> {
    let (before, after) = (&record.before, &record.after);
    let pilot = &record.contract.pilot;
    let running = if record.signed { pilot.rounds > 0 } else { before.pilot_left[0] > 0.0 };
    if !running || after.pilot_left[0] > 0.0 {
        return None;
    }
    let mean = two(after.pilot_kpi[0] / f64::from(pilot.rounds));
    let Some(bar) = pilot.upgrade_kpi else {
        return Some("The pilot is over; the contract goes on at full scale.".to_owned());
    };
    let follows = match () {
        () if after.scale[0] >= 1.0 => "the contract goes on at full scale",
        () if pilot.otherwise == Otherwise::End => "that ends the contract",
        () => "the contract stays at the pilot's scale",
    };
    Some(format!("The pilot is over: a mean KPI of {mean} against the {} asked for; {follows}.", two(bar)))
}

fn rested(record: &RoundRecord) -> Option<String> {
    let (before, after) = (record.before.rests_for[0], record.after.rests_for[0]);
    if after > before {
        let rounds = if after > 1.0 { format!("{} rounds", fixed(after, 0)) } else { "a round".to_owned() };
        return Some(format!("The exit ramp is used: service and payment rest for {rounds}, and counts start afresh."));
    }
    (before > 0.0 && after <= 0.0).then(|| "The pause is over.".to_owned())
}

fn notice(record: &RoundRecord) -> Option<String> {
    let by = record.notice?;
    Some(format!("{} gives notice: the contract will not run on after its term.", the(by)))
}

fn against_will(record: &RoundRecord) -> Option<String> {
    let side = record.against_will?;
    Some(format!(
        "{} would have left and finds that the contract has run on; it holds that against the {}.",
        the(side),
        name(side.other())
    ))
}
