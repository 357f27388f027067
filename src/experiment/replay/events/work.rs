//! Events of the work: slips, incidents and help, misses with what follows at once, gaming and misreading; it does not know clauses.

use super::{trust, two};
use crate::base::side::Side;
use crate::experiment::replay::transcript::{Conduct, Help, Round, SideRound};
use crate::experiment::replay::words::{side as name, the};

/// Events of a matrix stage.
pub fn moves(round: &Round) -> Vec<String> {
    let mut told = Vec::new();
    for (side, conduct) in conducts(round) {
        if slipped(conduct) {
            let [meant, made] = [conduct.intended, conduct.effort].map(move_name);
            told.push(format!("{}'s hand slips: it means {meant} and plays {made}.", the(side)));
        }
    }
    for (side, conduct) in conducts(round) {
        if conduct.misreads {
            let (read, other) = (move_name(conduct.reads), name(side.other()));
            let played = round.sides[side.other()].conduct.as_ref().map_or_else(String::new, |c| move_name(c.effort));
            told.push(format!("{} reads {read} where the {other} played {played}.", the(side)));
        }
    }
    told
}

/// A move by its letter; a mixed one by its number.
pub fn move_name(action: f64) -> String {
    match action {
        action if action >= 1.0 => "C".to_owned(),
        action if action <= 0.0 => "D".to_owned(),
        action => two(action),
    }
}

/// Events of a delivery stage.
pub fn delivery(round: &Round) -> Vec<String> {
    let mut told = Vec::new();
    for (side, conduct) in conducts(round) {
        told.extend(slip(side, conduct));
        told.extend(incident(side, conduct));
    }
    for (side, conduct) in conducts(round) {
        let reader = &round.sides[side.other()];
        let reviews = round.review.as_ref().is_some_and(|review| review[side.other()].finds());
        told.extend(performance(side, conduct, reader, reviews).or_else(|| credit_of_window(side, conduct)));
        told.extend(undue_credit(side, conduct));
    }
    for (side, conduct) in conducts(round) {
        told.extend(rejected(side, conduct));
        told.extend(bonus(side, conduct));
    }
    told
}

fn conducts(round: &Round) -> impl Iterator<Item = (Side, &Conduct)> {
    round.sides.iter().filter_map(|(side, party)| Some((side, party.conduct.as_ref()?)))
}

fn slipped(conduct: &Conduct) -> bool {
    conduct.intended.to_bits() != conduct.effort.to_bits()
}

fn slip(side: Side, conduct: &Conduct) -> Option<String> {
    let told = format!(
        "A slip: the {} means an effort of {} and makes {}.",
        name(side),
        two(conduct.intended),
        two(conduct.effort)
    );
    slipped(conduct).then_some(told)
}

fn incident(side: Side, conduct: &Conduct) -> Option<String> {
    let incident = conduct.incident?;
    let other = name(side.other());
    let help = match incident.help {
        Help::Free => format!("the {other} helps for nothing, which costs it {}", two(incident.help_cost)),
        Help::Paid => {
            format!("the {other} helps for {}, which costs it {}", two(incident.help_price), two(incident.help_cost))
        }
        Help::Refused => format!("the {other} does not help"),
    };
    Some(format!("An incident strikes the {}; {help}. The loss is {}.", name(side), two(incident.loss)))
}

/// A miss, shown or hidden, or a misreading: what the KPI is, what it costs, and what the other makes of it. Where its
/// review finds something (`reviews`), trust is told with that.
fn performance(side: Side, conduct: &Conduct, reader: &SideRound, reviews: bool) -> Option<String> {
    let reading = reader.conduct.as_ref()?;
    let mut parts = vec![outcome(side, conduct, reading)?];
    if let Some(credit) = conduct.credit.filter(|credit| credit.due) {
        parts.push(format!("it pays a credit of {}", two(credit.amount)));
    }
    let verb = if reading.misreads { "misreads it as" } else { "reads" };
    let reads = format!("the {} {verb} {}", name(side.other()), two(reading.reads));
    let change = trust(reader.trust_before, reader.trust);
    parts.push(if reviews { reads } else { format!("{reads}, and {change}") });
    Some(parts.join("; ") + ".")
}

/// A credit for earlier rounds, in one that meets the target.
fn credit_of_window(side: Side, conduct: &Conduct) -> Option<String> {
    let credit = conduct.credit.filter(|credit| credit.due)?;
    Some(format!("{} pays a credit of {} for its mean KPI over the window.", the(side), two(credit.amount)))
}

/// What the KPI shows; nothing where it is met and read as it is.
fn outcome(side: Side, conduct: &Conduct, reading: &Conduct) -> Option<String> {
    let [shown, target] = [conduct.kpi, conduct.target].map(two);
    let who = the(side);
    match () {
        () if conduct.missed => {
            Some(format!("{who}'s KPI of {shown} misses its target of {target}{}", streak(conduct)))
        }
        () if conduct.hidden_miss => {
            let truly = two(conduct.true_kpi);
            Some(format!("{who} games its KPI: it shows {shown} against a target of {target}, and is truly {truly}"))
        }
        () if reading.misreads => Some(format!("{who}'s KPI is {shown} against a target of {target}")),
        () => None,
    }
}

fn streak(conduct: &Conduct) -> String {
    if conduct.misses > 1 { format!(", {} misses in a row", conduct.misses) } else { String::new() }
}

fn undue_credit(side: Side, conduct: &Conduct) -> Option<String> {
    let credit = conduct.credit.filter(|credit| !credit.due)?;
    let other = the(side.other());
    Some(format!("{other} claims a credit that is not due, and gets {} from the {}.", two(credit.amount), name(side)))
}

fn rejected(side: Side, conduct: &Conduct) -> Option<String> {
    let cost = conduct.rejected_claim?;
    Some(format!("{} claims a credit that is not due; the claim is rejected and costs it {}.", the(side), two(cost)))
}

fn bonus(side: Side, conduct: &Conduct) -> Option<String> {
    let bonus = conduct.bonus?;
    let (payer, earner, amount) = (name(side), the(side.other()), two(bonus.amount));
    Some(if bonus.paid {
        format!("{earner} has earned the bonus of {amount}, and the {payer} pays it.")
    } else {
        format!("{earner} has earned the bonus of {amount}; the {payer} does not pay it, and nobody can make it.")
    })
}
