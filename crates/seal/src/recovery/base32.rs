//! Crockford's base 32: digits and capitals without I, L, O and U. What is typed is read generously.

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The symbol of the lowest five bits.
pub fn symbol(value: u8) -> char {
    char::from(SYMBOLS[usize::from(value & 31)])
}

/// The value of a symbol: small letters count as capitals, O as 0, I and L as 1.
pub fn value(symbol: char) -> Option<u8> {
    let folded = match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let index = SYMBOLS
        .iter()
        .position(|known| char::from(*known) == folded)?;
    u8::try_from(index).ok()
}

/// The plain form of a full-width character, as Chinese input methods type them.
pub fn narrow(symbol: char) -> char {
    match symbol {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(symbol) - 0xfee0).unwrap_or(symbol),
        other => other,
    }
}

/// Whether it only separates groups: blanks, and the many dashes that keyboards and word processors make.
pub fn separates(symbol: char) -> bool {
    symbol.is_whitespace()
        || matches!(
            symbol,
            '-' | '_' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '·'
        )
}

/// Check value of a group of four: a polynomial over GF(32), so that any one wrong symbol shows, and any two that
/// changed places; the group's number is added, so that exchanged groups show too.
pub(super) fn check(data: [u8; 4], group: u8) -> u8 {
    data.iter().fold(0, |sum, digit| times_x(sum ^ digit)) ^ (group & 31)
}

/// Multiplication by x modulo x⁵ + x² + 1.
fn times_x(value: u8) -> u8 {
    let shifted = value << 1;
    match shifted & 32 {
        0 => shifted,
        _ => shifted ^ 0b10_0101,
    }
}
