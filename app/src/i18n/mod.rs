//! The words on the screen. Each text stands once, in both languages side by side, so neither can be missing.
//!
//! A table of constants instead of a translation framework: it costs the module nothing but the letters, and the
//! language can change without a reload (a reload would throw away the unlocked keys).

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod clients;
pub(crate) mod common;
pub(crate) mod list;
pub(crate) mod me;
pub(crate) mod organisation;
pub(crate) mod palette;
pub(crate) mod problems;
pub(crate) mod reasons;
pub(crate) mod second_factor;
pub(crate) mod settings;
pub(crate) mod shipped;
pub(crate) mod workbench;

use leptos::prelude::{Get, Signal};

use crate::state::use_app;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// 简体中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Lang {
    /// The BCP 47 tag, as in `<html lang>` and the cookie.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language of a tag, by its primary subtag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag
            .trim()
            .split(['-', '_'])
            .next()
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            Some("zh") => Some(Self::Chinese),
            Some("en") => Some(Self::English),
            _ => None,
        }
    }
}

/// A text in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text {
    zh: &'static str,
    en: &'static str,
}

impl Text {
    /// The text in one language.
    pub(crate) const fn at(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Chinese => self.zh,
            Lang::English => self.en,
        }
    }

    /// The text with `{0}`, `{1}`… replaced.
    pub(crate) fn with(self, lang: Lang, values: &[&str]) -> String {
        let mut rest = self.at(lang);
        let mut out = String::with_capacity(rest.len());
        while let Some(open) = rest.find('{') {
            let (before, after) = rest.split_at(open);
            out.push_str(before);
            let Some(close) = after.find('}') else { break };
            let value = after
                .get(1..close)
                .and_then(|n| n.parse::<usize>().ok())
                .and_then(|n| values.get(n));
            out.push_str(value.copied().unwrap_or_default());
            rest = after.get(close + 1..).unwrap_or_default();
        }
        out.push_str(rest);
        out
    }
}

/// A text in both languages.
pub(crate) const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// Words that follow the language as it changes.
pub(crate) type Words = Signal<String>;

/// A text in the reader's language.
pub(crate) fn t(text: Text) -> Words {
    let lang = use_app().lang;
    Signal::derive(move || text.at(lang.get()).to_owned())
}

/// A text with values, in the reader's language.
pub(crate) fn tf(text: Text, values: impl Fn() -> Vec<String> + Send + Sync + 'static) -> Words {
    let lang = use_app().lang;
    Signal::derive(move || {
        let values = values();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        text.with(lang.get(), &values)
    })
}

/// Declares texts: a name, the Chinese, the English.
macro_rules! words {
    ($($(#[$meta:meta])* $name:ident: $zh:literal, $en:literal;)*) => {
        $($(#[$meta])* pub(crate) const $name: $crate::i18n::Text = $crate::i18n::text($zh, $en);)*
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_place() {
        let text = text("{0} 位客户 · {1} 毫秒", "{0} clients · {1} ms");
        assert_eq!(text.with(Lang::Chinese, &["37", "2"]), "37 位客户 · 2 毫秒");
        assert_eq!(text.with(Lang::English, &["37"]), "37 clients ·  ms");
    }

    #[test]
    fn tags_are_read_by_their_primary_subtag() {
        assert_eq!(Lang::from_tag("zh-Hans-CN"), Some(Lang::Chinese));
        assert_eq!(Lang::from_tag("EN_gb"), Some(Lang::English));
        assert_eq!(Lang::from_tag("fr"), None);
    }
}
