//! Floor 0: what every other floor may use, knowing nothing of contracts, bargaining or simulation.

pub mod catalogue;
pub mod chacha;
pub mod numeric;
pub mod random;
pub mod side;
pub mod slot;
