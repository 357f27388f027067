//! What a party makes of what it sees: belief in good faith, the give-get ledger, and reputation; it does not know contracts.

pub mod belief;
pub mod ledger;
pub mod reputation;
