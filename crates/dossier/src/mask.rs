//! What may be shown of a value without uncovering it.
//!
//! The number of stars is fixed, so that a mask does not tell the value's length; a short value shows less, down to nothing.

use crate::normal;

/// How many characters the mask of a number has at most.
pub(crate) const MAX_NUMBER: u16 = 14;

/// A telephone number's first three and last four characters: `138 **** 4471`. Below 11 characters nothing is shown.
pub fn phone(number: &str) -> String {
    let chars: Vec<char> = normal::number(number).chars().collect();
    if chars.len() < 11 {
        return covered(&chars);
    }
    let head: String = chars[..3].iter().collect();
    let tail: String = chars[chars.len() - 4..].iter().collect();
    format!("{head} **** {tail}")
}

/// The last four characters of a document's number, at most half of it: `**** 271X`.
pub fn id_number(number: &str) -> String {
    let chars: Vec<char> = normal::number(number).chars().collect();
    let shown = (chars.len() / 2).min(4);
    if shown == 0 {
        return covered(&chars);
    }
    let tail: String = chars[chars.len() - shown..].iter().collect();
    format!("**** {tail}")
}

/// The first character of a name: `刘 **`. Of one character nothing is shown.
pub fn name(name: &str) -> String {
    let chars: Vec<char> = normal::name(name).chars().collect();
    match chars.as_slice() {
        [first, _, ..] => format!("{first} **"),
        _ => covered(&chars),
    }
}

/// The first six characters of an address, at most half of it: `贵州省瑜县龙***`.
pub fn address(address: &str) -> String {
    let chars: Vec<char> = normal::text(address).chars().collect();
    let shown = (chars.len() / 2).min(6);
    if shown == 0 {
        return covered(&chars);
    }
    let head: String = chars[..shown].iter().collect();
    format!("{head}***")
}

/// Nothing of a value; nothing at all where there is none, so that a missing value is seen to be missing.
fn covered(chars: &[char]) -> String {
    if chars.is_empty() {
        String::new()
    } else {
        "****".to_owned()
    }
}
