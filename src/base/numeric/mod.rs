//! Elementary functions with the same bits on every machine; they know only numbers.
//!
//! Everything here is built from `+ - * /`, `sqrt`, comparison and bit operations, each of which IEEE 754 rounds in
//! exactly one way. There is no fused multiply-add, no mathematical library, and no branch or table look-up that
//! depends on the data, so that a loop over a slice compiles to vector instructions of any width with the same result.
//!
//! The functions are `#[inline(always)]`: a loop that is compiled several times for different instruction sets only
//! profits if its body is compiled with it, and the ordinary inlining threshold leaves the longer ones as scalar calls.

mod exponential;
mod normal;
mod polynomial;
mod quantile;
mod selection;

pub use exponential::{exp, ln, pow};
pub use normal::{normal_cdf, normal_pdf};
pub use quantile::{inverse_normal, normal_deviate, unit};
pub use selection::{blend, clamp, larger, select, smaller};
