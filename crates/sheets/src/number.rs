//! Numbers as a spreadsheet shows them.

use crate::{Cell, Kind};

/// How many digits a spreadsheet keeps of a number.
const DIGITS: usize = 15;

/// The smallest number with more digits before its point than [`DIGITS`].
const CUT: f64 = 1e15;

/// A number's cell. None for what is no number (infinite, undefined).
pub(crate) fn cell(value: f64) -> Option<Cell> {
    if !value.is_finite() {
        return None;
    }
    if value.abs() >= CUT {
        return Some(Cell {
            text: kept(value),
            kind: Kind::CutNumber,
        });
    }
    // Binary fractions are longer than what was typed: 0.1 + 0.2 is 0.3 in fifteen digits.
    let shown: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    // Minus nothing is nothing.
    let text = if shown == 0.0 {
        "0".to_owned()
    } else {
        shown.to_string()
    };
    Some(Cell {
        text,
        kind: Kind::Number,
    })
}

/// The first 15 digits of a number that has more before its point. Not rounded: they are what was typed.
fn kept(value: f64) -> String {
    let scientific = format!("{:e}", value.abs());
    let digits: String = scientific
        .chars()
        .take_while(|&c| c != 'e')
        .filter(char::is_ascii_digit)
        .take(DIGITS)
        .collect();
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{digits:0<DIGITS$}")
}

/// Whether a text is what a spreadsheet program writes into CSV for a number of 16 or more digits: `4.40305E+17`.
pub(crate) fn is_cut_text(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim().split_once(['E', 'e']) else {
        return false;
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let large = exponent
        .strip_prefix('+')
        .filter(|exponent| digits(exponent))
        .and_then(|exponent| exponent.parse::<usize>().ok())
        .is_some_and(|exponent| exponent >= DIGITS);
    whole.len() == 1 && digits(whole) && digits(fraction) && large
}
