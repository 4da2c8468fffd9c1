//! Spelling a hash so that people can compare it, side by side or over the telephone.

use std::sync::LazyLock;

use bridge::fingerprint::Fingerprint;
use ledger::hash::Hash;

/// 1,024 words each, one a line.
const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/english"));
const CHINESE: &str = include_str!(concat!(env!("OUT_DIR"), "/chinese"));

const WORDS: usize = 12;
/// Of a word.
const BITS: usize = 10;

/// Spells the beginning of a hash.
pub(crate) fn fingerprint(hash: Hash) -> Fingerprint {
    static LISTS: LazyLock<[Vec<&str>; 2]> =
        LazyLock::new(|| [CHINESE, ENGLISH].map(|list| list.lines().collect()));
    let [chinese, english] = &*LISTS;
    let digits: Vec<String> = hash.0[..20]
        .chunks_exact(2)
        .map(|pair| format!("{:02x}{:02x}", pair[0], pair[1]))
        .collect();
    Fingerprint {
        digits: digits.join(" "),
        chinese: spelt(&hash, chinese, 4),
        english: spelt(&hash, english, 1),
    }
}

/// Twelve words in groups: from the first bit on, which is a word's highest.
fn spelt(hash: &Hash, list: &[&str], group: usize) -> String {
    let bit = |at: usize| (usize::from(hash.0[at / 8]) >> (7 - at % 8)) & 1;
    let place = |word: usize| {
        let bits = word * BITS..(word + 1) * BITS;
        bits.fold(0, |place, at| (place << 1) | bit(at))
    };
    let words: Vec<&str> = (0..WORDS)
        .filter_map(|word| list.get(place(word)).copied())
        .collect();
    let groups: Vec<String> = words.chunks(group).map(<[&str]>::concat).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_bit_counts_towards_another_word() {
        for list in [ENGLISH, CHINESE] {
            let words: BTreeSet<&str> = list.lines().collect();
            assert_eq!(words.len(), 1 << BITS);
        }
        assert!(CHINESE.lines().all(|word| word.chars().count() == 1));
        assert!(!CHINESE.contains(['死', '祸', '\r']));
        // Another list spells every fingerprint otherwise, which looks like an attack to whoever compares with an older page.
        assert_eq!(
            Hash::of(ENGLISH.as_bytes()).to_string(),
            "540a2b8ad84d89f0df2387edea66706db0c13eb19794d7959833adb2aa192c6e"
        );
        assert_eq!(
            Hash::of(CHINESE.as_bytes()).to_string(),
            "65eb1f47492f434b568cdd2cfea073790d4296b9135e3b2f3c8321e21368ef72"
        );
    }

    #[test]
    fn a_hash_is_spelt_from_its_first_bits() {
        let mut hash = [0; 32];
        // The second word is number 1, the last one the highest.
        (hash[2], hash[13], hash[14]) = (0b0001_0000, 0b0000_0011, 0b1111_1111);
        let spelt = fingerprint(Hash(hash));
        let english: Vec<&str> = spelt.english.split(' ').collect();
        assert_eq!(english.len(), WORDS);
        let ends = (english[0], english[1], english[11]);
        assert_eq!(ends, ("abandon", "able", "zone"));
        let chinese: Vec<&str> = spelt.chinese.split(' ').collect();
        assert!(chinese.iter().all(|group| group.chars().count() == 4));
        assert!(spelt.chinese.starts_with("的一"));
        assert_eq!(CHINESE.lines().last(), chinese[2].get(9..));
        assert!(spelt.digits.starts_with("0000 1000 "));
        assert_eq!(spelt.digits.len(), 49);
    }

    /// Whatever bit of the first 120 differs, each form shows it.
    #[test]
    fn another_hash_is_spelt_otherwise() {
        let plain = fingerprint(Hash([0x5a; 32]));
        for bit in 0..120 {
            let mut hash = [0x5a; 32];
            hash[bit / 8] ^= 1 << (7 - bit % 8);
            let other = fingerprint(Hash(hash));
            assert_ne!(other.digits, plain.digits);
            assert_ne!(other.chinese, plain.chinese);
            assert_ne!(other.english, plain.english);
        }
    }
}
