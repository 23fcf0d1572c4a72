//! What a search for what is dear to compile changes and tries.

use crate::random::Random;

/// A module in the making.
pub trait Candidate: Clone {
    /// The module.
    fn wasm(&self) -> Vec<u8>;

    /// One that differs in a few places.
    #[must_use]
    fn mutated(&self, random: &mut Random) -> Self;

    /// A larger or smaller one, as far as that is possible.
    #[must_use]
    fn resized(&self, grows: bool, random: &mut Random) -> Self;
}
