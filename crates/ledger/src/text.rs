//! Names in statements: what is fit to be shown, and when two names are the same.

use core::ops::RangeInclusive;

/// Length in characters of the names of people, units and roles.
pub(crate) const NAME: RangeInclusive<usize> = 1..=64;
/// Length in characters of what people sign in with.
pub(crate) const SIGN_IN_NAME: RangeInclusive<usize> = 2..=64;

/// Whether a name can stand: trimmed, of fitting length in characters, and nothing in it that a reader can't see.
pub(crate) fn is_fit(text: &str, length: RangeInclusive<usize>) -> bool {
    text.trim() == text && length.contains(&text.chars().count()) && !text.chars().any(is_invisible)
}

/// Names are compared so: trimmed, in lower case. A person's password is stretched with their sign-in name in this form:
/// it stays as it is.
pub fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Control characters, line separators and what Unicode calls `Default_Ignorable_Code_Point`: the zero-width, direction and
/// filling marks that make two different names look alike.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_short_and_visible() {
        for good in ["张三", "A", "销售 一组", &"字".repeat(64)] {
            assert!(is_fit(good, NAME), "{good:?}");
        }
        let long = "字".repeat(65);
        for bad in [
            "",
            " 张三",
            "张三\t",
            "张\n三",
            "a\u{200b}b",
            "a\u{202e}b",
            "a\u{3164}b",
            "a\u{fe0f}",
            "a\u{e0041}",
            "a\u{7f}b",
            &long,
        ] {
            assert!(!is_fit(bad, NAME), "{bad:?}");
        }
        assert!(!is_fit("a", SIGN_IN_NAME));
    }

    #[test]
    fn folding_ignores_case_and_edges() {
        assert_eq!(folded(" Zhang.San "), folded("zhang.san"));
        assert_ne!(folded("zhang"), folded("zhangs"));
    }
}
