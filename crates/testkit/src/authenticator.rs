//! An authenticator as people have it on their phones: RFC 6238 with SHA-1, six digits, thirty seconds. Written apart from the server's, so that
//! each is a test of the other.

use std::{
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Seconds of a step.
pub const STEP: u64 = 30;

/// What is read off now is judged a little later.
const HURRY: u64 = 8_000;

/// Where a step is nearly over, waits for the next one; what it is then, in milliseconds since 1970.
pub fn unhurried() -> u64 {
    let now = || {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0, |since| since.as_millis() as u64)
    };
    let left = STEP * 1000 - now() % (STEP * 1000);
    if left < HURRY {
        thread::sleep(Duration::from_millis(left + 50));
    }
    now()
}

/// What it shows for a key, so many steps from a moment in milliseconds since 1970.
pub fn shows(key: &[u8], now: u64, steps: i64) -> String {
    let counter = (now / 1000 / STEP).saturating_add_signed(steps);
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(key) else {
        return String::new();
    };
    mac.update(&counter.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let number = (u32::from(hash[at] & 127) << 24)
        | (u32::from(hash[at + 1]) << 16)
        | (u32::from(hash[at + 2]) << 8)
        | u32::from(hash[at + 3]);
    format!("{:06}", number % 1_000_000)
}

/// The bytes of a secret as it is typed into an authenticator: RFC 4648's base 32, blanks left out.
pub fn key(typed: &str) -> Option<Vec<u8>> {
    let (mut bits, mut length, mut bytes) = (0_u32, 0, Vec::new());
    for symbol in typed.chars().filter(|symbol| !symbol.is_whitespace()) {
        let value = match symbol {
            'A'..='Z' => u32::from(symbol) - u32::from('A'),
            '2'..='7' => u32::from(symbol) - u32::from('2') + 26,
            _ => return None,
        };
        bits = (bits << 5) | value;
        length += 5;
        if length >= 8 {
            length -= 8;
            bytes.push(u8::try_from((bits >> length) & 0xff).ok()?);
        }
    }
    Some(bytes)
}
