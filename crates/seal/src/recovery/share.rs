//! The seed in three shares, any two of which give it back; one alone says nothing about it.
//!
//! Shamir's scheme (Communications of the ACM 22, 1979) with a line over GF(2⁸) for each byte: share *x* is `seed + x · slope`, for *x* from 1
//! to 3 and a random slope. The field is that of AES (FIPS 197 §4), modulo x⁸ + x⁴ + x³ + x + 1.

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::Seed;
use crate::secret::redacted;

/// How many shares there are.
pub const SHARES: u8 = 3;

/// One of three.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Share {
    number: u8,
    bytes: [u8; 32],
}

redacted!(Share);

/// Both are the same share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("two different shares are needed")]
pub struct SameShare;

impl Share {
    /// Which of the three: 1 to 3.
    pub fn number(&self) -> u8 {
        self.number
    }

    pub(super) fn from_parts(number: u8, bytes: [u8; 32]) -> Option<Self> {
        (1..=SHARES)
            .contains(&number)
            .then_some(Self { number, bytes })
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// The seed from two different shares. Shares of different seeds give a seed that nobody made: whether it is the right
    /// one its public keys tell.
    ///
    /// # Errors
    /// [`SameShare`].
    pub fn combine(&self, other: &Self) -> Result<Seed, SameShare> {
        if self.number == other.number {
            return Err(SameShare);
        }
        // Lagrange's weights at 0: what the other one's number is of the difference, which is the sum.
        let between = inverse(self.number ^ other.number);
        let (mine, theirs) = (times(other.number, between), times(self.number, between));
        let mut seed = Seed([0; 32]);
        for (byte, (a, b)) in seed.0.iter_mut().zip(self.bytes.iter().zip(&other.bytes)) {
            *byte = times(*a, mine) ^ times(*b, theirs);
        }
        Ok(seed)
    }
}

impl Seed {
    /// Three shares of it.
    pub fn split(&self, rng: &mut impl CryptoRng) -> [Share; SHARES as usize] {
        let mut slope = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut slope[..]);
        [1, 2, 3].map(|number| {
            let mut bytes = [0; 32];
            for (byte, (seed, slope)) in bytes.iter_mut().zip(self.0.iter().zip(slope.iter())) {
                *byte = seed ^ times(*slope, number);
            }
            Share { number, bytes }
        })
    }
}

/// Multiplication in the field, in a time that does not depend on `a`: `b` is a public number.
fn times(a: u8, b: u8) -> u8 {
    let (mut a, mut product) = (a, 0);
    for bit in 0..8 {
        product ^= a & 0u8.wrapping_sub(b >> bit & 1);
        a = (a << 1) ^ (0x1b & 0u8.wrapping_sub(a >> 7));
    }
    product
}

/// What times `a` is 1: a²⁵⁴. `a` is a public number other than 0.
fn inverse(a: u8) -> u8 {
    (0..253).fold(a, |power, _| times(power, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Random numbers that are all the same byte.
    struct Same(u8);

    impl rand_core::TryRng for Same {
        type Error = rand_core::Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Ok(u32::from_be_bytes([self.0; 4]))
        }

        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Ok(u64::from_be_bytes([self.0; 8]))
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    impl rand_core::TryCryptoRng for Same {}

    /// Whatever the seed: over all slopes each share's byte takes every value once, so that a share alone says nothing of it.
    #[test]
    fn one_share_alone_fits_every_seed() {
        for seed in [0, 1, 0x57, 255] {
            let mut seen = [const { std::collections::BTreeSet::new() }; SHARES as usize];
            for slope in 0..=255 {
                let shares = Seed([seed; 32]).split(&mut Same(slope));
                for (seen, share) in seen.iter_mut().zip(shares) {
                    seen.insert(share.bytes[0]);
                }
            }
            assert_eq!(seen.map(|values| values.len()), [256; 3]);
        }
    }

    /// FIPS 197 §4.2: {57} · {83} = {c1}.
    #[test]
    fn the_field_is_that_of_aes() {
        assert_eq!(times(0x57, 0x83), 0xc1);
        for a in 1..=255 {
            assert_eq!(times(a, inverse(a)), 1, "{a}");
        }
    }
}
