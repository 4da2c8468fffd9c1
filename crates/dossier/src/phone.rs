//! A company's telephone number (总机): a line with its area code, a service number, a mobile, or a number abroad; an extension may follow.

use crate::mobile::{self, Mobile};
use crate::normal;

/// How many characters a number has at most, extension included: `0755-27083574 转 12345`.
pub(crate) const MAX_CHARS: u16 = 24;

/// A right telephone number in its one spelling. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone {
    text: String,
    /// How many characters stand before the part that is covered.
    head: usize,
    /// How many characters the number has without its extension.
    main: usize,
}

/// The text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a telephone number has its area code, or is a 400, 800 or 95 number, a mobile, or begins with +"
)]
pub struct BadPhone;

impl Phone {
    /// Reads `0571-25063883`, `(010) 6907 1599 转 801`, `400-820-8820`, `+852 2345 6789`, a mobile, in full-width digits too.
    /// Of mainland numbers +86 is dropped.
    pub fn parse(text: &str) -> Result<Self, BadPhone> {
        let folded = normal::fold(text).to_ascii_lowercase();
        let (number, extension) = split_extension(&folded);
        let number: String = normal::number(number)
            .chars()
            .filter(|c| !matches!(c, '(' | ')' | '.' | '·' | '/'))
            .collect();
        let (main, head) = main(&number).ok_or(BadPhone)?;
        let text = match extension {
            None => main.clone(),
            Some(extension) => format!("{main} 转 {}", digits(extension, 1..=5).ok_or(BadPhone)?),
        };
        Ok(Self {
            text,
            head,
            main: main.len(),
        })
    }

    /// The one spelling: `0571-25063883`, `010-69071599 转 801`, `400-820-8820`, 11 digits of a mobile, `+85223456789`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The number without its extension, digits only.
    pub fn main_digits(&self) -> String {
        self.text[..self.main]
            .chars()
            .filter(char::is_ascii_digit)
            .collect()
    }

    /// The area code or the first three digits, and the last four: `0571 **** 3883`. Extensions are not shown.
    pub fn masked(&self) -> String {
        let main = &self.text[..self.main];
        format!("{} **** {}", &main[..self.head], &main[main.len() - 4..])
    }
}

impl core::fmt::Debug for Phone {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Phone").finish_non_exhaustive()
    }
}

/// What follows 转, 分机, ext, x or #.
fn split_extension(text: &str) -> (&str, Option<&str>) {
    for mark in ["转分机", "分机", "转", "ext.", "ext", "x", "#"] {
        if let Some((number, extension)) = text.split_once(mark) {
            return (number, Some(extension.trim_matches([' ', ':', '：', ')'])));
        }
    }
    (text, None)
}

/// The number without extension in its one spelling, and how long its head is.
fn main(number: &str) -> Option<(String, usize)> {
    if let Ok(mobile) = Mobile::parse(number) {
        return Some((mobile.as_str().to_owned(), 3));
    }
    let mainland = ["+86", "0086"]
        .iter()
        .find_map(|code| number.strip_prefix(code));
    if mainland.is_none() && number.starts_with('+') {
        return mobile::abroad(number).map(|abroad| (abroad, 3));
    }
    let national = mainland.unwrap_or(number);
    // Numbers that have no area code: 95588 and its like, and those of five digits that carriers and authorities have.
    if let Some(short) = digits(national, 5..=6)
        && (short.starts_with("95")
            || short.starts_with("96")
            || short.len() == 5 && short.starts_with('1'))
    {
        return Some((short.to_owned(), 1));
    }
    if let Some(service) = digits(national, 10..=10)
        && (service.starts_with("400") || service.starts_with("800"))
    {
        let text = format!("{}-{}-{}", &service[..3], &service[3..6], &service[6..]);
        return Some((text, 3));
    }
    // Behind +86 the area code has lost its 0.
    let line = if mainland.is_some() && !national.starts_with('0') {
        format!("0{national}")
    } else {
        national.to_owned()
    };
    let line = digits(&line, 10..=12)?;
    // 010 and 02x have three digits, all others four; what follows has seven or eight and does not begin with 0 or 1.
    let area = match line.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        _ => return None,
    };
    let (code, rest) = line.split_at(area);
    let right = (7..=8).contains(&rest.len()) && !rest.starts_with(['0', '1']);
    right.then(|| (format!("{code}-{rest}"), area))
}

fn digits(text: &str, count: core::ops::RangeInclusive<usize>) -> Option<&str> {
    let fits = count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then_some(text)
}
