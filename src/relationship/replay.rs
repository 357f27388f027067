//! One replication again, with every session recorded: logs come from replays, never from the run itself.

use crate::relationship::game::{Game, Keys, Sink};
use crate::relationship::history::History;
use crate::relationship::matchup::Matchup;
use crate::relationship::occasion::SessionRecord;

/// Plays one replication of a matchup at width 1, as the run did, and records its sessions.
pub fn sessions(matchup: Matchup<'_>, keys: Keys, continuation: f64, replication: u64) -> Vec<SessionRecord> {
    let mut game = Game::<1>::new(matchup, keys, continuation);
    game.records = Some(Vec::new());
    let mut histories = [History::default()];
    game.run(replication, &mut Sink { histories: &mut histories, trajectories: None, profile: None });
    game.records.unwrap_or_default()
}
