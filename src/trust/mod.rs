//! What a party makes of what it sees: belief in good faith and the give-get ledger; it does not know contracts.

pub mod belief;
pub mod ledger;
