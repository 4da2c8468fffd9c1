//! Spelling a hash so that people can compare it, side by side or over the telephone.

use std::sync::LazyLock;

use bridge::fingerprint::Fingerprint;
use ledger::hash::Hash;

/// 2,048 words each, one a line: eleven bits a word. The lists of BIP-39, in which no two words are alike in writing.
const ENGLISH_LIST: &str = include_str!(concat!(env!("OUT_DIR"), "/english"));
const CHINESE_LIST: &str = include_str!(concat!(env!("OUT_DIR"), "/chinese"));

const WORDS: usize = 12;
const BITS: usize = 11;

/// Spells the beginning of a hash.
pub(crate) fn fingerprint(hash: Hash) -> Fingerprint {
    static CHINESE: LazyLock<Vec<&str>> = LazyLock::new(|| CHINESE_LIST.lines().collect());
    static ENGLISH: LazyLock<Vec<&str>> = LazyLock::new(|| ENGLISH_LIST.lines().collect());
    let places: Vec<usize> = (0..WORDS).map(|word| place(&hash.0, word * BITS)).collect();
    let spelt = |list: &[&str], group: usize| {
        let words = places.iter().filter_map(|place| list.get(*place).copied());
        let words: Vec<&str> = words.collect();
        let groups: Vec<String> = words.chunks(group).map(<[&str]>::concat).collect();
        groups.join(" ")
    };
    let digits: Vec<String> = hash.0[..20]
        .chunks_exact(2)
        .map(|pair| format!("{:02x}{:02x}", pair[0], pair[1]))
        .collect();
    Fingerprint {
        digits: digits.join(" "),
        chinese: spelt(&CHINESE, 4),
        english: spelt(&ENGLISH, 1),
    }
}

/// Eleven bits from this one on, the first bit the highest.
fn place(hash: &[u8; 32], from: usize) -> usize {
    (from..from + BITS).fold(0, |place, bit| {
        let byte = usize::from(hash[bit / 8]);
        (place << 1) | ((byte >> (7 - bit % 8)) & 1)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_lists_have_a_word_for_each_place() {
        for list in [ENGLISH_LIST, CHINESE_LIST] {
            let words: BTreeSet<&str> = list.lines().collect();
            assert_eq!(words.len(), 1 << BITS);
        }
        assert!(CHINESE_LIST.lines().all(|word| word.chars().count() == 1));
    }

    #[test]
    fn a_hash_is_spelt_from_its_first_bits() {
        let mut hash = [0; 32];
        // The second word's place is 1, the last one's the highest.
        hash[2] = 0b0000_0100;
        (hash[15], hash[16]) = (0b0111_1111, 0b1111_0000);
        let spelt = fingerprint(Hash(hash));
        let english: Vec<&str> = spelt.english.split(' ').collect();
        assert_eq!(english.len(), WORDS);
        assert_eq!(
            (english[0], english[1], english[11]),
            ("abandon", "ability", "zoo")
        );
        let chinese: Vec<&str> = spelt.chinese.split(' ').collect();
        assert!(chinese.iter().all(|group| group.chars().count() == 4));
        assert_eq!(spelt.chinese.chars().nth(1), Some('一'));
        assert_eq!(spelt.digits.len(), 49);
        assert!(spelt.digits.starts_with("0000 0400 "));
    }

    /// Whatever bit of the first 132 differs, all see it.
    #[test]
    fn another_hash_is_spelt_otherwise() {
        let plain = fingerprint(Hash([0x5a; 32]));
        for bit in 0..WORDS * BITS {
            let mut hash = [0x5a; 32];
            hash[bit / 8] ^= 1 << (7 - bit % 8);
            let other = fingerprint(Hash(hash));
            assert_ne!(other.digits, plain.digits);
            assert_ne!(other.chinese, plain.chinese);
            assert_ne!(other.english, plain.english);
        }
    }
}
