//! Where a text holds what is looked for.

use dossier::normal::sought;
use leptos::prelude::*;

use super::asked::Asked;
use crate::piece::{IntoPiece, Piece, live};

/// A text in parts, each with whether it is what is looked for. Letters are compared in lower case, so a part is told by its letters and
/// not by its bytes.
fn parts(text: &str, looked_for: &str) -> Vec<(bool, String)> {
    let needle: Vec<char> = sought(looked_for).chars().collect();
    let letters: Vec<char> = text.chars().collect();
    let mut parts: Vec<(bool, String)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = letters.get(at..).filter(|rest| !rest.is_empty()) {
        let (found, length) = match begins(rest, &needle) {
            Some(length) => (true, length),
            None => (false, 1),
        };
        let part: String = rest.iter().take(length).collect();
        match parts.last_mut() {
            Some((last, text)) if *last == found => text.push_str(&part),
            _ => parts.push((found, part)),
        }
        at += length;
    }
    parts
}

/// How many letters of a text are the needle, if it begins with it.
fn begins(text: &[char], needle: &[char]) -> Option<usize> {
    let mut rest = needle;
    let mut length = 0;
    while !rest.is_empty() {
        for lower in text.get(length)?.to_lowercase() {
            rest = rest.strip_prefix(&[lower])?;
        }
        length += 1;
    }
    (length > 0).then_some(length)
}

/// The text, with what is looked for marked as it is typed.
pub(crate) fn marked(asked: Asked, text: String) -> Piece {
    live(move || {
        let parts = asked.text.with(|looked_for| parts(&text, looked_for));
        parts
            .into_iter()
            .map(|(found, part)| {
                if found {
                    view! { <mark>{part}</mark> }.late()
                } else {
                    part.late()
                }
            })
            .collect_view()
            .late()
    })
    .late()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, looked_for: &str) -> String {
        parts(text, looked_for)
            .into_iter()
            .map(|(found, part)| if found { format!("[{part}]") } else { part })
            .collect()
    }

    #[test]
    fn every_place_is_marked_whatever_its_case() {
        assert_eq!(shown("张北晨光医疗器械", "张"), "[张]北晨光医疗器械");
        assert_eq!(shown("Anna Hannah", "ANN"), "[Ann]a H[ann]ah");
        assert_eq!(shown("138 **** 4471", "4471"), "138 **** [4471]");
        assert_eq!(shown("张三张", "张"), "[张]三[张]");
        // Typed in full width.
        assert_eq!(shown("Abc", "ＡＢ"), "[Ab]c");
    }

    #[test]
    fn nothing_is_marked_where_nothing_is_looked_for_or_found() {
        assert_eq!(shown("张三", ""), "张三");
        assert_eq!(shown("张三", " "), "张三");
        assert_eq!(shown("张三", "李"), "张三");
        assert_eq!(shown("", "李"), "");
        // One letter that is two in lower case, and one that is cut short.
        assert_eq!(shown("İx", "i"), "İx");
        assert_eq!(shown("Straß", "straß"), "[Straß]");
    }
}
