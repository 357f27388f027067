//! One replication again at width 1, as the run played it, and what is kept of it; logs come from replays, never from the run.

use crate::bargaining::party::Position;
use crate::bargaining::recollection::Recollection;
use crate::bargaining::session::Session;
use crate::base::numeric::larger;
use crate::base::side::{PerSide, Side};
use crate::domain::preference::Preference;
use crate::domain::solution::BargainingProblem;
use crate::domain::solution::appraisal::Appraisal;
use crate::execution::block::Block;
use crate::execution::review::SHIRK_MARGIN;
use crate::relationship::game::{Game, Keys, Sink};
use crate::relationship::history::{Ending, History};
use crate::relationship::matchup::Matchup;
use crate::relationship::menu;
use crate::relationship::occasion::Due;
use crate::relationship::preparation::Preparation;
use crate::relationship::record::{Finding, Recording, Replay, RoundRecord, SessionRecord, Stenographer};
use crate::relationship::round::step;
use std::ops::RangeInclusive;

/// Plays one replication of a matchup at width 1, as the run did, and records its sessions.
pub fn sessions(matchup: Matchup<'_>, keys: Keys, continuation: f64, replication: u64) -> Vec<SessionRecord> {
    let mut game = Game::<1>::new(matchup, keys, continuation);
    game.recording = Some(Recording::default());
    let mut histories = [History::default()];
    game.run(replication, &mut Sink { histories: &mut histories, trajectories: None, profile: None });
    game.recording.unwrap_or_default().sessions
}

/// Plays one replication of a matchup at width 1, as the run did, and records its sessions and the rounds asked for.
pub fn replay(
    matchup: Matchup<'_>,
    keys: Keys,
    continuation: f64,
    replication: u64,
    rounds: &RangeInclusive<u32>,
) -> Replay {
    let mut game = Game::<1>::new(matchup, keys, continuation);
    game.recording = Some(Recording::default());
    let mut histories = [History::default()];
    let mut sink = Sink { histories: &mut histories, trajectories: None, profile: None };
    let (mut kept, mut ended_in) = (Vec::new(), None);
    game.fill(0, 0, 1, &|_| replication);
    loop {
        let next = game.block.round[0] as u32 + 1;
        let start = rounds.contains(&next).then(|| game.start());
        game.draw();
        step(&mut game);
        if ended_in.is_none() && game.lanes[0].history.ending != Ending::default() {
            ended_in = Some(next);
        }
        kept.extend(start.map(|start| game.finished(start)));
        if game.ends(&mut sink)[0] > 0.0 {
            game.harvest(0, &mut sink);
            break;
        }
    }
    let sessions = game.recording.unwrap_or_default().sessions;
    Replay { history: histories[0], rounds: kept, sessions, ended_in }
}

/// What a round record needs of the time before the round.
struct Start {
    before: Box<Block<1>>,
    opened: Option<Due>,
    ending: Ending,
    renewals: f64,
    lied: [bool; 2],
    wary: [bool; 2],
    notice: Option<Side>,
}

impl Game<'_, 1> {
    fn start(&self) -> Start {
        let lane = &self.lanes[0];
        let History { ending, renewals, .. } = lane.history;
        Start {
            before: self.block.clone(),
            opened: lane.due,
            ending,
            renewals,
            lied: lane.lied,
            wary: lane.wary,
            notice: lane.notice,
        }
    }

    fn finished(&self, start: Start) -> RoundRecord {
        let lane = &self.lanes[0];
        let signed = self.signed_after(start.opened);
        let again = if signed && start.opened == Some(Due::Renewal) { 1.0 } else { 0.0 };
        RoundRecord {
            before: start.before,
            after: self.block.clone(),
            opened: start.opened,
            signed,
            contract: lane.contract,
            exposed: PerSide::from_fn(|side| start.lied[side.index()] && !lane.lied[side.index()]),
            notice: lane.notice.filter(|_| start.notice.is_none()),
            against_will: Side::ALL.into_iter().find(|side| lane.wary[side.index()] && !start.wary[side.index()]),
            findings: self.recording.as_ref().map(|recording| recording.findings).unwrap_or_default(),
            renewed: lane.history.renewals > start.renewals + again,
            due: lane.due,
            retries: lane.retries,
            ended: (lane.history.ending != start.ending).then_some(lane.history.ending),
        }
    }

    /// Whether what was due at this round's start led to a contract; without a menu it always does.
    fn signed_after(&self, opened: Option<Due>) -> bool {
        if self.matchup.rules.menu.is_none() {
            return opened.is_some();
        }
        let round = self.block.round[0] as u32;
        let latest = self.recording.as_ref().and_then(|recording| recording.sessions.last());
        latest.is_some_and(|session| session.round == round && session.values.is_some())
    }
}

impl<const W: usize> Game<'_, W> {
    /// Notes what each side knows just before this round's reviews release it.
    pub(super) fn note_findings(&mut self) {
        let Some(recording) = &mut self.recording else { return };
        let block = &self.block;
        let afresh = block.review_in[0] >= block.terms.cadence[0] - 1.0;
        recording.findings = PerSide::from_fn(|side| {
            let (party, other) = (&block.party[side.index()], side.other().index());
            let shirks = block.party[other].effort[0] < block.terms.target[other][0] - SHIRK_MARGIN;
            Finding {
                excused: party.excused[0],
                audited: party.audited[0],
                accused: party.accused[0] > 0.0,
                shirked: (recording.findings[side].shirked && !afresh) || (shirks && block.served[0] > 0.0),
            }
        });
    }

    /// The record of a session of `lane` that was just held.
    /// `prior` is what both sides recalled when the session began, `now` what they will recall of it.
    pub(super) fn record(
        &self,
        lane: usize,
        due: Due,
        session: &Session<'_>,
        mut prior: [Recollection; 2],
        now: &[Recollection; 2],
        notes: Stenographer,
    ) -> SessionRecord {
        let parties = PerSide::from_fn(|side| self.party(lane, due, side));
        let value = |agreement| PerSide::from_fn(|side| session.value(side, agreement));
        let [seller, buyer] = [&parties.seller.position, &parties.buyer.position];
        let outcomes = 0..seller.preference.len() as u32;
        let joint = outcomes.map(|outcome| seller.value(outcome) + buyer.value(outcome));
        let values = notes.log.close().and_then(|close| close.agreement()).map(value);
        SessionRecord {
            round: self.block.round[lane] as u32,
            due,
            preparation: PerSide::from_fn(|side| {
                let world = &self.matchup.rules.world;
                let horizon = self.matchup.strategy(side).review.horizon;
                let sheet = menu::worksheet(world, side, horizon, !matches!(due, Due::First));
                let recollection = &mut prior[side.index()];
                let (view, opening) = session.outset(side, recollection);
                Preparation::new((&view, opening), recollection, &parties[side], &parties[side.other()], sheet)
            }),
            appraisal: values.as_ref().and_then(|values| appraised([seller, buyer], values)),
            values,
            broken: PerSide::from_fn(|side| now[side.index()].promise_broken),
            joint_maximum: joint.fold(f64::NEG_INFINITY, larger),
            log: notes.log,
            cards: notes.cards,
        }
    }
}

/// Where an agreement of these values, shifts included, stands against the solutions between the two positions.
fn appraised(positions: [&Position<'_>; 2], values: &PerSide<f64>) -> Option<Appraisal> {
    let problem = BargainingProblem::new(positions.map(|position| position.preference), positions.map(Position::floor));
    let solutions = problem.solve().ok()?;
    Some(solutions.appraise([values.seller - positions[0].shift, values.buyer - positions[1].shift]))
}

/// The preference by which a side appraised the menu in a session that it came to with this trust.
pub fn preference<'a>(matchup: &Matchup<'a>, side: Side, trust: f64) -> Option<&'a Preference> {
    matchup.seats[side].preferences.get(menu::level(trust))
}
