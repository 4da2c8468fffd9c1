//! Language and theme: chosen by the reader, kept in two cookies so that the first byte is already right.
//!
//! The server reads cookie and `Accept-Language` and writes the answer on `<html>`; the browser reads it from there.
//! So both sides render the same words, and there is nothing to flash.

#[cfg(not(feature = "ssr"))]
mod document;
#[cfg(feature = "ssr")]
mod request;

#[cfg(not(feature = "ssr"))]
use document as source;
#[cfg(feature = "ssr")]
use request as source;

use crate::i18n::Lang;

/// The cookie that keeps the language.
pub const LANG_COOKIE: &str = "jd_lang";
/// The cookie that keeps the theme.
pub const THEME_COOKIE: &str = "jd_theme";

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The name, as in `<html data-theme>` and the cookie.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }
}

/// What the reader prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preferences {
    /// The language.
    pub lang: Lang,
    /// The theme.
    pub theme: Theme,
}

impl Preferences {
    /// The preferences of this request (server) or of this document (browser).
    pub fn here() -> Self {
        source::preferences()
    }

    /// Reads `Cookie` and `Accept-Language`; a cookie wins.
    pub fn from_headers(cookie: &str, accept_language: &str) -> Self {
        let value = |name: &str| {
            cookie
                .split(';')
                .filter_map(|pair| pair.trim().split_once('='))
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value)
        };
        let lang = value(LANG_COOKIE)
            .and_then(Lang::from_tag)
            .or_else(|| accepted(accept_language))
            .unwrap_or_default();
        let theme = value(THEME_COOKIE)
            .and_then(Theme::from_name)
            .unwrap_or_default();
        Self { lang, theme }
    }
}

/// The language with the greatest weight among those that there are.
fn accepted(header: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for part in header.split(',').take(16) {
        let mut pieces = part.split(';');
        let Some(lang) = pieces.next().and_then(Lang::from_tag) else {
            continue;
        };
        let weight = pieces
            .find_map(|piece| piece.trim().strip_prefix("q=")?.parse().ok())
            .unwrap_or(1.0);
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, lang));
        }
    }
    best.filter(|(weight, _)| *weight > 0.0)
        .map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_wins_over_the_header() {
        let found = Preferences::from_headers("a=b; jd_lang=en; jd_theme=dark", "zh-CN");
        assert_eq!(
            found,
            Preferences {
                lang: Lang::English,
                theme: Theme::Dark
            }
        );
    }

    #[test]
    fn the_heaviest_known_language_is_taken() {
        assert_eq!(
            Preferences::from_headers("", "fr, en;q=0.4, zh;q=0.8").lang,
            Lang::Chinese
        );
        assert_eq!(
            Preferences::from_headers("", "fr, en;q=0.4").lang,
            Lang::English
        );
        assert_eq!(Preferences::from_headers("", "fr").lang, Lang::Chinese);
    }
}
