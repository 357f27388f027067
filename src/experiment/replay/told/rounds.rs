//! The rounds told: sessions where they are held, events in words, quiet rounds in one line; it does not know how they came about.

use super::layout::{Align, bullet, columns, wrapped};
use super::{preparation, talks, two};
use crate::base::side::{PerSide, Side};
use crate::experiment::replay::events::move_name;
use crate::experiment::replay::named::Named;
use crate::experiment::replay::transcript::{Conduct, Round, SideRound, State, Transcript};
use crate::experiment::replay::words::side as name;

/// Every round shown.
pub fn lines(transcript: &Transcript) -> Vec<String> {
    let mut lines = Vec::new();
    let rounds = &transcript.rounds;
    let mut place = 0;
    while let Some(round) = rounds.get(place) {
        let alike = 1 + rounds[place + 1..].iter().take_while(|next| same(round, next, transcript)).count();
        lines.extend(one(transcript, round, &rounds[place + alike - 1]));
        place += alike;
    }
    if transcript.shown.to == transcript.need_lasted {
        lines.extend([String::new(), format!("The need ends after round {}.", transcript.need_lasted)]);
    }
    lines
}

/// Whether `next` can share the line of `round`: nothing to tell in either, and the same numbers a round.
fn same(round: &Round, next: &Round, transcript: &Transcript) -> bool {
    let plain = |round: &Round| round.session.is_none() && round.events.is_empty();
    let net = |round: &Round| round.sides.as_ref().map(|side| side.net.to_bits());
    let efforts = |round: &Round| round.sides.as_ref().map(|side| side.conduct.as_ref().map(|c| c.effort.to_bits()));
    let groups = transcript.stage != "delivery" || round.state == State::None;
    let paid_alike = net(round) == net(next) && efforts(round) == efforts(next);
    groups && round.state == next.state && plain(round) && plain(next) && paid_alike
}

/// The round, or the rounds up to `last` that are like it.
fn one(transcript: &Transcript, round: &Round, last: &Round) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(sitting) = &round.session {
        let title = format!("Round {}: {}", round.round, talks::title(sitting));
        lines.extend([String::new(), title.clone(), "=".repeat(title.chars().count()), String::new()]);
        lines.extend(preparation::lines(sitting, &transcript.strategies));
        lines.extend(talks::lines(sitting, round.signed_price));
    }
    let label = match round.round {
        number if number == last.round => format!("round {number}"),
        number => format!("rounds {number} to {}", last.round),
    };
    lines.extend(wrapped(&headline(&label, round, last), "", "  "));
    if round.events.is_empty() {
        return lines;
    }
    lines.extend(round.events.iter().flat_map(|event| bullet(event)));
    if round.price.is_some() {
        lines.extend(numbers(&round.sides));
        lines.extend(money(&round.sides));
    }
    lines
}

fn headline(label: &str, round: &Round, last: &Round) -> String {
    let pair = |read: fn(&SideRound) -> f64, of: &Round| {
        format!("{}/{}", two(read(&of.sides.seller)), two(read(&of.sides.buyer)))
    };
    let nets = pair(|side| side.net, round);
    let conducts = (&round.sides.seller.conduct, &round.sides.buyer.conduct);
    let (Some(seller), Some(buyer)) = conducts else {
        let why = match round.state {
            State::Served => "the agreement pays",
            State::Paused => "the contract is paused",
            State::None => "no contract",
        };
        let [seller, buyer] = [&round.sides.seller, &round.sides.buyer].map(|side| two(side.net));
        return format!("{label}  {why}; the seller makes {seller} a round and the buyer {buyer}");
    };
    let Some(price) = &round.price else {
        let moves = format!("{}/{}", move_name(seller.effort), move_name(buyer.effort));
        return format!("{label}  {moves}  payoffs {nets}  totals {}", pair(|side| side.value, last));
    };
    let both = |read: fn(&Conduct) -> f64| format!("{}/{}", two(read(seller)), two(read(buyer)));
    let review = if round.review.is_some() { "  review" } else { "" };
    let bound = if price.at_bound { " (at its bound)" } else { "" };
    format!(
        "{label}  price {}{bound}  effort {}  KPI {}  trust {}  net {nets}{review}",
        two(price.paid),
        both(|conduct| conduct.effort),
        both(|conduct| conduct.kpi),
        pair(|side| side.trust, round)
    )
}

fn numbers(sides: &PerSide<SideRound>) -> Vec<String> {
    let heads = [
        ("", Align::Left),
        ("effort", Align::Right),
        ("gaming", Align::Right),
        ("watches", Align::Right),
        ("KPI", Align::Right),
        ("true", Align::Right),
        ("reads", Align::Right),
        ("trust", Align::Right),
        ("average", Align::Right),
        ("favours", Align::Right),
        ("net", Align::Right),
        ("total", Align::Right),
    ];
    let row = |side: Side| {
        let party = &sides[side];
        let conduct = party.conduct.as_ref()?;
        let Conduct { effort, gaming, monitoring, kpi, true_kpi, reads, .. } = *conduct;
        let SideRound { trust, average, favours, net, value, .. } = *party;
        let values = [effort, gaming, monitoring, kpi, true_kpi, reads, trust, average, favours, net, value];
        Some(std::iter::once(name(side).to_owned()).chain(values.map(two)).collect())
    };
    columns(&heads, &Side::ALL.into_iter().filter_map(row).collect::<Vec<_>>(), 4)
}

fn money(sides: &PerSide<SideRound>) -> Vec<String> {
    let told = |flows: &Named<f64>| {
        let parts: Vec<String> =
            flows.0.iter().map(|(account, amount)| format!("{} {}", account.replace('_', " "), two(*amount))).collect();
        parts.join(", ")
    };
    let line = |(side, party): (Side, &SideRound)| {
        wrapped(&format!("{}'s money: {}", name(side), told(&party.flows)), "    ", "      ")
    };
    sides.iter().flat_map(line).collect()
}
