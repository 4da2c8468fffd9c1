//! The kit: the seed, one share of it, or a person's own code, as 14 groups of five symbols, to be printed and one day typed.
//!
//! 256 bits of seed, share or code, a kind of 4 bits and a checksum of 20 bits make 280 bits: 56 symbols in groups of four, each
//! followed by a check symbol of its own, so that a slip of the hand is found in its group.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::base32::{check, narrow, separates, symbol, value};
use super::{PersonalCode, Seed, Share};

/// The kind of a kit that holds the whole seed; that of a share is one more than its number.
const WHOLE: u8 = 1;
/// The kind of a person's own code.
const PERSONAL: u8 = 5;
const GROUPS: usize = 14;
const GROUP: usize = 5;
const PAYLOAD: usize = 35;

/// What stands on paper.
#[derive(Debug, Clone)]
pub enum Kit {
    /// The whole seed.
    Whole(Seed),
    /// One of three shares.
    Share(Share),
    /// A person's own recovery code.
    Personal(PersonalCode),
}

/// Why what was typed is no kit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KitError {
    /// Not 14 groups of five symbols.
    #[error("a kit has 14 groups of five symbols")]
    Length,
    /// These groups, counted from 1, are mistyped.
    #[error("mistyped groups: {0:?}")]
    Groups(Vec<u8>),
    /// Every group is well formed, yet together they are no kit.
    #[error("the groups don't belong together")]
    Checksum,
    /// A kit of a newer program.
    #[error("a kit of another version")]
    Version,
}

impl Kit {
    /// The groups, joined by hyphens: 83 characters.
    pub fn format(&self) -> String {
        let payload = match self {
            Self::Whole(seed) => payload(WHOLE, &seed.0),
            Self::Share(share) => payload(WHOLE + share.number(), share.bytes()),
            Self::Personal(code) => payload(PERSONAL, code.expose()),
        };
        let mut text = String::with_capacity(GROUPS * (GROUP + 1));
        for (index, data) in digits(&payload).iter().enumerate() {
            if index > 0 {
                text.push('-');
            }
            let check = check(*data, number(index));
            text.extend(data.iter().chain([&check]).map(|digit| symbol(*digit)));
        }
        text
    }

    /// Reads what was typed: capitals or not, O for 0, I and L for 1, full-width, with any blanks and dashes.
    ///
    /// # Errors
    /// [`KitError`], which names the wrong groups where that can be known.
    pub fn parse(text: &str) -> Result<Self, KitError> {
        let groups = groups(text)?;
        let mut wrong = Vec::new();
        let mut data = Zeroizing::new([[0; 4]; GROUPS]);
        for (index, group) in groups.iter().enumerate() {
            match group_data(group, number(index)) {
                Some(digits) => data[index] = digits,
                None => wrong.push(number(index)),
            }
        }
        if !wrong.is_empty() {
            return Err(KitError::Groups(wrong));
        }
        let found = from_digits(&data);
        let mut bytes = Zeroizing::new([0; 32]);
        bytes.copy_from_slice(&found[..32]);
        let kind = found[32] >> 4;
        let kit = match kind {
            WHOLE => Some(Self::Whole(Seed(*bytes))),
            PERSONAL => Some(Self::Personal(PersonalCode::from_bytes(*bytes))),
            _ => Share::from_parts(kind.saturating_sub(WHOLE), *bytes).map(Self::Share),
        };
        match payload(kind, &bytes) == found {
            true => kit.ok_or(KitError::Version),
            false => Err(KitError::Checksum),
        }
    }
}

/// A group's number, counted from 1.
fn number(index: usize) -> u8 {
    (index + 1) as u8
}

/// The symbols in groups: as typed, if 14 groups were typed; else by counting to five.
fn groups(text: &str) -> Result<Vec<Zeroizing<Vec<char>>>, KitError> {
    // Far above what any way of typing a kit needs, and cheap to read.
    if text.len() > 1024 {
        return Err(KitError::Length);
    }
    let narrowed: Zeroizing<Vec<char>> = Zeroizing::new(text.chars().map(narrow).collect());
    let typed: Vec<&[char]> = narrowed
        .split(|symbol| separates(*symbol))
        .filter(|group| !group.is_empty())
        .collect();
    if typed.len() == GROUPS {
        return Ok(typed
            .iter()
            .map(|group| Zeroizing::new(group.to_vec()))
            .collect());
    }
    let joined = Zeroizing::new(typed.concat());
    match joined.len() == GROUPS * GROUP {
        true => Ok(joined
            .chunks(GROUP)
            .map(|group| Zeroizing::new(group.to_vec()))
            .collect()),
        false => Err(KitError::Length),
    }
}

fn group_data(group: &[char], number: u8) -> Option<[u8; 4]> {
    let symbols: [char; GROUP] = group.try_into().ok()?;
    let mut digits = [0; GROUP];
    for (digit, symbol) in digits.iter_mut().zip(symbols) {
        *digit = value(symbol)?;
    }
    let [a, b, c, d, sum] = digits;
    (check([a, b, c, d], number) == sum).then_some([a, b, c, d])
}

/// Seed, share or code ‖ kind ‖ checksum.
fn payload(kind: u8, bytes: &[u8; 32]) -> Zeroizing<[u8; PAYLOAD]> {
    let digest = Sha256::new()
        .chain_update(b"jiandang/kit-checksum/v1")
        .chain_update([kind])
        .chain_update(bytes)
        .finalize();
    let mut payload = Zeroizing::new([0; PAYLOAD]);
    payload[..32].copy_from_slice(bytes);
    payload[32] = kind << 4 | digest[0] & 0x0f;
    payload[33..].copy_from_slice(&digest[1..3]);
    payload
}

/// Five bytes are eight digits: two groups.
fn digits(payload: &[u8; PAYLOAD]) -> Zeroizing<[[u8; 4]; GROUPS]> {
    let mut data = Zeroizing::new([[0; 4]; GROUPS]);
    for (pair, bytes) in data.chunks_mut(2).zip(payload.chunks(5)) {
        let bits = bytes
            .iter()
            .fold(0, |bits: u64, byte| bits << 8 | u64::from(*byte));
        for (index, digit) in pair.iter_mut().flatten().enumerate() {
            *digit = (bits >> (35 - 5 * index) & 31) as u8;
        }
    }
    data
}

fn from_digits(data: &[[u8; 4]; GROUPS]) -> Zeroizing<[u8; PAYLOAD]> {
    let mut payload = Zeroizing::new([0; PAYLOAD]);
    for (bytes, pair) in payload.chunks_mut(5).zip(data.chunks(2)) {
        let bits = pair
            .iter()
            .flatten()
            .fold(0, |bits: u64, digit| bits << 5 | u64::from(*digit));
        bytes.copy_from_slice(&bits.to_be_bytes()[3..]);
    }
    payload
}
