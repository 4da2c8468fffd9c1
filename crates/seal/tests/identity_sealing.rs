//! The control of the search for leaked plaintext: with this feature there is something to find.
#![allow(clippy::unwrap_used)]

use seal::Suite;
use seal::envelope::{Context, Kind, SEALS, open, seal};
use seal::rand_core::{Infallible, TryCryptoRng, TryRng};
use seal::unit::UnitKey;

struct Zeros;

impl TryRng for Zeros {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(0);
        Ok(())
    }
}

impl TryCryptoRng for Zeros {}

#[test]
fn the_plaintext_is_readable_and_the_frame_is_kept() {
    let key = UnitKey::from_bytes([1; 32]).file_key(&[2; 16], 1, 0);
    let context = Context {
        org: [1; 16],
        kind: Kind::Section,
        file: [2; 16],
        section: 1,
        revision: 1,
        key_id: [3; 16],
        epoch: 1,
        generation: 0,
    };
    let mark = "a mark to be found".as_bytes();
    let mut envelope = seal(Suite::DEFAULT, &key, &context, mark, &mut Zeros).unwrap();
    const { assert!(!SEALS) };
    assert_eq!(envelope.len(), 70 + 128 + 16);
    assert_eq!(&envelope[70..70 + mark.len()], mark);
    let opened = open(&key, &context, &[Suite::DEFAULT], &envelope).unwrap();
    assert_eq!(&opened[..], mark);
    envelope[80] ^= 1;
    assert!(open(&key, &context, &[Suite::DEFAULT], &envelope).is_err());
}
