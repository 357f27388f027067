//! Events of a round's end: who leaves, why and at what fee, what is renewed or reopened; it does not know how talks then go.

use super::price::percent;
use super::two;
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::experiment::replay::transcript::{DecisionKind, Round};
use crate::experiment::replay::words::{ending, side as name, the};
use crate::relationship::history::Ending;
use crate::relationship::record::RoundRecord;
use crate::relationship::rules::Rules;

/// What is decided; nothing where both simply go on.
pub fn events(rules: &Rules, round: &Round, record: &RoundRecord) -> Vec<String> {
    let told = match round.decision.kind {
        DecisionKind::Stay | DecisionKind::Nothing | DecisionKind::NeedEnds => return Vec::new(),
        DecisionKind::RenewAutomatically => "The term is over and the contract runs on by itself.".to_owned(),
        DecisionKind::NegotiateRenewal => {
            "The term is over; the next round opens with talks about a renewal.".to_owned()
        }
        DecisionKind::TryAgain => "There is no contract; both try once more in the next round.".to_owned(),
        DecisionKind::Reopen => format!("{}: the contract is reopened in the next round.", stop_loss(round, record)),
        DecisionKind::ReopenTerms => {
            "The reopener fires: the next round opens with talks; without agreement the terms stand.".to_owned()
        }
        DecisionKind::HoldUp => hold_up(round),
        DecisionKind::End => return ended(rules, record),
    };
    vec![told]
}

fn stop_loss(round: &Round, record: &RoundRecord) -> String {
    let change = (round.index / record.after.index_base[0] - 1.0) * 100.0;
    format!("The index stands {} its base, beyond the stop-loss", percent(change))
}

fn hold_up(round: &Round) -> String {
    let by = round.decision.by.unwrap_or(Side::Seller);
    format!(
        "{} is hurt by a price held at the band's bound: it threatens to leave unless the {} renegotiates.",
        the(by),
        name(by.other())
    )
}

fn ended(rules: &Rules, record: &RoundRecord) -> Vec<String> {
    let Some(ended) = record.ended else { return Vec::new() };
    let mut told = vec![format!("The relationship ends: {}.", ending(ended))];
    told.extend(why(rules, record, ended));
    let [fee, switching] = [Account::ExitFee, Account::Switching].map(Account::index);
    let paid = |account: usize, side: Side| -record.after.side(side).flow[account][0];
    for side in Side::ALL {
        if paid(fee, side) > 0.0 {
            told.push(format!("{} pays the {} a fee of {}.", the(side), name(side.other()), two(paid(fee, side))));
        }
    }
    let [seller, buyer] = Side::ALL.map(|side| paid(switching, side));
    if seller > 0.0 || buyer > 0.0 {
        let [seller, buyer] = [seller, buyer].map(two);
        told.push(format!("Moving to their alternatives costs the seller {seller} and the buyer {buyer}."));
    }
    told
}

/// What the side that leaves by choice makes here, against what it would make elsewhere.
fn why(rules: &Rules, record: &RoundRecord, ended: Ending) -> Option<String> {
    let (Ending::NotRenewed(by) | Ending::Broken(by) | Ending::Ramp(by) | Ending::Fault(by)) = ended else {
        return None;
    };
    let usual = record.after.side(by).usual_flow[0];
    let elsewhere = rules.world.outside[by].option;
    let automatic = record.after.terms.ramp_automatic[0] > 0.0 && usual >= elsewhere;
    (!automatic).then(|| {
        format!("{} has lately made {} a round here and would make {} elsewhere.", the(by), two(usual), two(elsewhere))
    })
}
