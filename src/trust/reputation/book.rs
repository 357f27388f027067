//! The book of names: who is held to be what, by all or by each; it draws nothing and knows no strategies.

use super::act::{Act, Luck, Report};
use super::gossip::{Judgement, Queue};
use super::norm::Standing;
use super::private::Opinions;
use super::public::Public;
use super::rules::{Rules, UNSEEN};
use super::scale::{Record, Scale};

/// Where records are.
#[derive(Debug, Clone)]
enum Store {
    Public(Public),
    Private(Opinions),
}

/// Reputations of the parties of one market replication. Parties are places from 0.
#[derive(Debug, Clone)]
pub struct Book {
    rules: Rules,
    scale: Scale,
    store: Store,
    /// How often a party has changed its name.
    identities: Vec<u32>,
    queue: Queue,
}

impl Book {
    /// Everyone is a newcomer.
    pub fn new(rules: Rules, parties: usize) -> Self {
        let scale = rules.scale();
        let store = match rules.private {
            Some(private) => Store::Private(Opinions::new(private.cap, parties)),
            None => Store::Public(Public::new(&scale, parties)),
        };
        Self { rules, scale, store, identities: vec![0; parties], queue: Queue::new(rules.lag) }
    }

    /// Score from 0 (bad) to 1 (good) of `subject` as `viewer` gets to see it when they meet, or [`UNSEEN`].
    ///
    /// It is not seen if the uniform is not below the visibility or if the viewer, with opinions of its own, has none.
    #[inline]
    pub fn look(&self, viewer: u32, subject: u32, uniform: f64) -> f64 {
        if uniform >= self.rules.visibility {
            return UNSEEN;
        }
        self.record(viewer, subject).map_or(UNSEEN, |record| self.scale.score(record))
    }

    /// Score of a party in the public record; none where opinions are private.
    pub fn public_score(&self, subject: u32) -> Option<f64> {
        match &self.store {
            Store::Public(public) => Some(self.scale.score(public.of(subject))),
            Store::Private(_) => None,
        }
    }

    /// Hands out every score in the book with the party that it is of, for measures: one per party in public, one per opinion held
    /// of a present name in private.
    pub fn scores(&self, mut take: impl FnMut(u32, f64)) {
        match &self.store {
            Store::Public(public) => {
                (0..self.identities.len() as u32).for_each(|party| take(party, self.scale.score(public.of(party))));
            }
            Store::Private(opinions) => {
                let present = |subject: u32, identity: u32| self.identities[subject as usize] == identity;
                let held = opinions.held().filter(|opinion| present(opinion.subject, opinion.identity));
                held.for_each(|opinion| take(opinion.subject, self.scale.score(opinion.record)));
            }
        }
    }

    /// An act is judged. In public it becomes known as it was if third parties see it, otherwise as the partner reports it; in
    /// private the partner makes up its own mind, at once and whatever it says to others.
    pub fn observe(&mut self, act: &Act, report: Report, luck: Luck) {
        match self.store {
            Store::Private(_) => self.witness(act.other, act, luck.erred),
            Store::Public(_) => {
                let seen = luck.seen < act.observed;
                let good = match report {
                    Report::Silent if !seen => return,
                    Report::BadMouths if !seen => 0.0,
                    _ => self.judge(0, act, luck.erred),
                };
                self.queue.push(self.rules.lag as usize, self.judgement(0, act.actor, good, 1.0));
            }
        }
    }

    /// A third party watches an act with its own eyes; `erred` is a uniform. For opinions of one's own only.
    pub fn witness(&mut self, observer: u32, act: &Act, erred: f64) {
        if observer != act.actor && matches!(self.store, Store::Private(_)) {
            let good = self.judge(observer, act, erred);
            self.queue.push(0, self.judgement(observer, act.actor, good, 1.0));
        }
    }

    /// A party tells its partner what it holds of others, by its way of reporting. For opinions of one's own only.
    pub fn tell(&mut self, teller: u32, listener: u32, report: Report) {
        let (Store::Private(opinions), Some(private)) = (&self.store, self.rules.private) else { return };
        if report == Report::Silent {
            return;
        }
        for opinion in opinions.latest(teller, private.told as usize) {
            if opinion.subject == listener {
                continue;
            }
            let good = if report == Report::BadMouths { 0.0 } else { self.scale.score(opinion.record) };
            let told = Judgement {
                identity: opinion.identity,
                ..self.judgement(listener, opinion.subject, good, private.hearsay)
            };
            self.queue.push(self.rules.lag as usize, told);
        }
    }

    /// A party takes a new name: whatever is known or on its way belongs to the old one.
    pub fn rename(&mut self, party: u32) {
        self.identities[party as usize] += 1;
        if let Store::Public(public) = &mut self.store {
            public.renew(&self.scale, party);
        }
    }

    /// The round ends: what is due becomes known, then old records fade. `uniform` is asked for a party, in order of parties, as
    /// often as it may forget something on a binary scale: once in public, once per opinion in private, never without forgetting.
    pub fn close(&mut self, mut uniform: impl FnMut(u32) -> f64) {
        let due = self.queue.due();
        for judgement in &due {
            let Judgement { observer, subject, identity, good, weight } = *judgement;
            if self.identities[subject as usize] != identity {
                continue;
            }
            match &mut self.store {
                Store::Public(public) => public.add(&self.scale, subject, good, weight),
                Store::Private(opinions) => opinions.add(&self.scale, observer, [subject, identity], good, weight),
            }
        }
        self.queue.advance(due);
        let keep = self.rules.forgetting;
        if keep < 1.0 {
            match &mut self.store {
                Store::Public(public) => public.fade(&self.scale, keep, &mut uniform),
                Store::Private(opinions) => opinions.fade(&self.scale, keep, &mut uniform),
            }
        }
    }

    /// The record of a party that an observer can reach.
    #[inline]
    fn record(&self, observer: u32, subject: u32) -> Option<Record> {
        match &self.store {
            Store::Public(public) => Some(public.of(subject)),
            Store::Private(opinions) => opinions.of(observer, subject, self.identities[subject as usize]),
        }
    }

    /// Standing of a party in an observer's eyes; everyone is good in its own, and whom nobody knows is a newcomer.
    fn standing(&self, observer: u32, subject: u32) -> Standing {
        match &self.store {
            Store::Private(_) if observer == subject => Standing::Good,
            _ => self.scale.standing(self.record(observer, subject).unwrap_or(self.scale.newcomer())),
        }
    }

    /// How good an act is in an observer's eyes.
    fn judge(&self, observer: u32, act: &Act, erred: f64) -> f64 {
        let [other, actor] = [act.other, act.actor].map(|party| self.standing(observer, party));
        let good = self.rules.norm.judge(act.quality, other, actor);
        if erred < self.rules.assessment_error { 1.0 - good } else { good }
    }

    fn judgement(&self, observer: u32, subject: u32, good: f64, weight: f64) -> Judgement {
        Judgement { observer, subject, identity: self.identities[subject as usize], good, weight }
    }
}
