//! Codes out of an authenticator: RFC 4226 and RFC 6238 with SHA-1, six digits, thirty seconds.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;
use wire::second_factor::{DIGITS, KEY_LENGTH};

/// Milliseconds of a step.
const STEP: u64 = 30_000;

/// Steps before and after the present one that are taken: clocks differ, and a code is read and typed.
const WINDOW: u64 = 1;

/// What an authenticator keeps.
pub(crate) type Key = [u8; KEY_LENGTH];

/// The step of a moment, in milliseconds since 1970.
fn step(now: u64) -> u64 {
    now / STEP
}

/// The code of a step.
fn code(key: &Key, step: u64) -> Option<[u8; DIGITS]> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    // RFC 4226, 5.3: the last four bits say where the number begins.
    let at = usize::from(digest.last()? & 0x0f);
    let chosen = digest.get(at..at + 4)?.first_chunk().copied()?;
    let mut number = u32::from_be_bytes(chosen) & 0x7fff_ffff;
    let mut digits = [b'0'; DIGITS];
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).ok()?;
        number /= 10;
    }
    Some(digits)
}

/// The step that a code is of, if it is of one about now and later than `after`, the last that was used: none is taken twice.
pub(crate) fn matching(key: &Key, typed: &str, after: Option<u64>, now: u64) -> Option<u64> {
    let present = step(now);
    let mut found = None;
    // Each is compared, whichever matches: the time that it takes says nothing.
    for step in present.saturating_sub(WINDOW)..=present.saturating_add(WINDOW) {
        let equal: bool = code(key, step)?.as_slice().ct_eq(typed.as_bytes()).into();
        let unused = after.is_none_or(|after| step > after);
        if equal && unused && found.is_none() {
            found = Some(step);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    const RFC: &Key = b"12345678901234567890";

    fn shown(key: &Key, step: u64) -> String {
        String::from_utf8(code(key, step).unwrap().to_vec()).unwrap()
    }

    /// RFC 4226, appendix D.
    #[test]
    fn the_ten_codes_of_rfc_4226() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ];
        for (step, code) in (0..).zip(codes) {
            assert_eq!(shown(RFC, step), code);
        }
    }

    /// RFC 6238, appendix B, of whose eight digits six are the last.
    #[test]
    fn the_moments_of_rfc_6238() {
        for (seconds, eight) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            let now = seconds * 1000;
            assert_eq!(shown(RFC, step(now)), eight[2..]);
            assert_eq!(matching(RFC, &eight[2..], None, now), Some(step(now)));
        }
    }

    #[test]
    fn other_texts_are_no_codes() {
        for text in ["", "75522", "7552244", "７５５２２４", "755 224", "+55224"] {
            assert_eq!(matching(RFC, text, None, 0), None, "{text}");
        }
    }

    proptest! {
        /// A code is taken in its own half minute, the one before and the one after, and no other.
        #[test]
        fn a_code_is_good_for_three_steps(key: Key, at in 10_u64..1 << 40, away in -9_i64..=9, into in 0..STEP) {
            let typed = shown(&key, at);
            let now = at.saturating_add_signed(away) * STEP + into;
            let taken = matching(&key, &typed, None, now);
            if away.abs() <= 1 {
                // Two of the three may show the same digits, once in some hundred thousand.
                prop_assert!(taken.is_some_and(|step| shown(&key, step) == typed));
            } else {
                prop_assert_ne!(taken, Some(at));
            }
        }

        /// Whatever is tried in whatever order, no step is taken twice, nor one before another that was taken.
        #[test]
        fn no_step_is_taken_twice(key: Key, begin in 10_u64..1 << 40, tries in prop::collection::vec((0_u64..6, -2_i64..=2), 1..40)) {
            let mut last = None;
            for (forward, of) in tries {
                let moment = begin + forward;
                let typed = shown(&key, moment.saturating_add_signed(of));
                if let Some(taken) = matching(&key, &typed, last, moment * STEP) {
                    prop_assert!(last.is_none_or(|last| taken > last));
                    prop_assert!(taken.abs_diff(moment) <= WINDOW);
                    last = Some(taken);
                }
                prop_assert!(last.is_none() || matching(&key, &shown(&key, last.unwrap()), last, moment * STEP) != last);
            }
        }
    }
}
