//! The conditions of the list, and how each is said in a few words.

use bridge::{
    client::Kind,
    list::{Facet, Facets, Filter, Span},
};
use chrono::{Datelike, NaiveDate};
use dossier::date;

use super::address;
use crate::i18n::{Lang, Text, clients, list as words};

/// So many of what is chosen are named on a chip.
const NAMED: usize = 2;

/// Something that clients are picked out by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Condition {
    Manager,
    Unit,
    Kind,
    Tag,
    Opened,
}

impl Condition {
    /// In the order in which they are offered.
    pub(crate) const ALL: [Self; 5] = [
        Self::Manager,
        Self::Unit,
        Self::Kind,
        Self::Tag,
        Self::Opened,
    ];

    /// What it is called.
    pub(crate) fn label(self) -> Text {
        match self {
            Self::Manager => clients::MANAGER,
            Self::Unit => clients::UNIT,
            Self::Kind => clients::KIND,
            Self::Tag => clients::TAGS,
            Self::Opened => words::OPENED,
        }
    }

    /// Its popover's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Manager => "filter-manager",
            Self::Unit => "filter-unit",
            Self::Kind => "filter-kind",
            Self::Tag => "filter-tag",
            Self::Opened => "filter-opened",
        }
    }

    /// The ids chosen, where ids are.
    pub(crate) fn chosen(self, filter: &Filter) -> &[String] {
        match self {
            Self::Manager => &filter.managers,
            Self::Unit => &filter.units,
            Self::Tag => &filter.tags,
            Self::Kind | Self::Opened => &[],
        }
    }

    /// Chooses an id, or takes it back.
    pub(crate) fn toggle(self, filter: &mut Filter, id: &str) {
        let ids = match self {
            Self::Manager => &mut filter.managers,
            Self::Unit => &mut filter.units,
            Self::Tag => &mut filter.tags,
            Self::Kind | Self::Opened => return,
        };
        match ids.iter().position(|one| one == id) {
            Some(at) => {
                ids.remove(at);
            }
            None => ids.push(id.to_owned()),
        }
    }

    /// What there is to choose from, where ids are chosen.
    pub(crate) fn choices(self, facets: &Facets) -> &[Facet] {
        match self {
            Self::Manager => &facets.managers,
            Self::Unit => &facets.units,
            Self::Tag => &facets.tags,
            Self::Kind | Self::Opened => &[],
        }
    }

    /// Whether it is set.
    pub(crate) fn is_on(self, filter: &Filter) -> bool {
        match self {
            Self::Kind => filter.kind.is_some(),
            Self::Opened => !filter.opened.is_open(),
            _ => !self.chosen(filter).is_empty(),
        }
    }

    /// Takes it back.
    pub(crate) fn clear(self, filter: &mut Filter) {
        match self {
            Self::Manager => filter.managers.clear(),
            Self::Unit => filter.units.clear(),
            Self::Tag => filter.tags.clear(),
            Self::Kind => filter.kind = None,
            Self::Opened => filter.opened = Span::default(),
        }
    }

    /// `客户经理：王敏、李强`; the label alone while nothing is chosen.
    pub(crate) fn says(
        self,
        filter: &Filter,
        facets: &Facets,
        lang: Lang,
        today: NaiveDate,
    ) -> String {
        let what = match self {
            Self::Kind => filter.kind.map(|kind| self::kind(kind).at(lang).to_owned()),
            Self::Opened => self::span(filter.opened, lang, today),
            _ => named(self.chosen(filter), self.choices(facets), lang),
        };
        let label = self.label().at(lang);
        what.map_or_else(
            || label.to_owned(),
            |what| words::SAYS.with(lang, &[label, &what]),
        )
    }
}

/// What a kind of client is called.
pub(crate) fn kind(kind: Kind) -> Text {
    match kind {
        Kind::Person => clients::PERSON,
        Kind::Company => clients::COMPANY,
    }
}

/// What a choice is called.
pub(crate) fn label(choice: &Facet, lang: Lang) -> String {
    if choice.label.is_empty() {
        words::UNKNOWN.at(lang).to_owned()
    } else {
        choice.label.clone()
    }
}

fn named(chosen: &[String], choices: &[Facet], lang: Lang) -> Option<String> {
    let names: Vec<String> = chosen
        .iter()
        .take(NAMED)
        .map(|id| {
            let choice = choices.iter().find(|choice| choice.id == *id);
            choice.map_or_else(|| "…".to_owned(), |choice| label(choice, lang))
        })
        .collect();
    let named = names.join(words::BETWEEN_NAMES.at(lang));
    match chosen.len() {
        0 => None,
        some if some <= NAMED => Some(named),
        all => {
            // Chinese counts all of them, English those that are not named.
            let number = match lang {
                Lang::Chinese => all,
                Lang::English => all - NAMED,
            };
            Some(words::MORE.with(lang, &[&named, &number.to_string()]))
        }
    }
}

/// Spans that are asked for often.
pub(crate) fn periods(today: NaiveDate) -> [(Text, Span); 3] {
    let year = today.year();
    let first_of = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(today);
    let (next_year, next_month) = if today.month() == 12 {
        (year + 1, 1)
    } else {
        (year, today.month() + 1)
    };
    let span = |from: NaiveDate, before: NaiveDate| Span {
        from: Some(date::to_days(from)),
        to: Some(date::to_days(before) - 1),
    };
    [
        (
            words::THIS_MONTH,
            span(
                first_of(year, today.month()),
                first_of(next_year, next_month),
            ),
        ),
        (
            words::THIS_YEAR,
            span(first_of(year, 1), first_of(year + 1, 1)),
        ),
        (
            words::LAST_YEAR,
            span(first_of(year - 1, 1), first_of(year, 1)),
        ),
    ]
}

fn span(span: Span, lang: Lang, today: NaiveDate) -> Option<String> {
    let often = periods(today).into_iter().find(|(_, one)| *one == span);
    if let Some((name, _)) = often {
        return Some(name.at(lang).to_owned());
    }
    match (span.from.map(address::day), span.to.map(address::day)) {
        (None, None) => None,
        (Some(from), None) => Some(words::SINCE.with(lang, &[&from])),
        (None, Some(to)) => Some(words::UNTIL.with(lang, &[&to])),
        (Some(from), Some(to)) => Some(words::SPAN.with(lang, &[&from, &to])),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn choice(id: &str, label: &str) -> Facet {
        Facet {
            id: id.to_owned(),
            label: label.to_owned(),
            depth: 0,
            count: 1,
        }
    }

    #[test]
    fn a_chip_names_two_and_counts_the_rest() {
        let today = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
        let facets = Facets {
            managers: vec![choice("1", "王敏"), choice("2", "李强"), choice("3", "")],
            ..Facets::default()
        };
        let says = |ids: &[&str], lang| {
            let filter = Filter {
                managers: ids.iter().map(|id| (*id).to_owned()).collect(),
                ..Filter::default()
            };
            Condition::Manager.says(&filter, &facets, lang, today)
        };
        assert_eq!(says(&[], Lang::Chinese), "客户经理");
        assert_eq!(says(&["1", "2"], Lang::Chinese), "客户经理：王敏、李强");
        assert_eq!(
            says(&["1", "2", "3"], Lang::Chinese),
            "客户经理：王敏、李强 等 3 项"
        );
        assert_eq!(
            says(&["1", "2", "3"], Lang::English),
            "Account manager: 王敏, 李强 and 1 more"
        );
        assert_eq!(says(&["3"], Lang::Chinese), "客户经理：已不在名册");
    }

    #[test]
    fn periods_end_with_their_last_day() {
        let periods = |y, m, d| {
            periods(NaiveDate::from_ymd_opt(y, m, d).unwrap()).map(|(_, span)| {
                (
                    span.from.map(address::day).unwrap(),
                    span.to.map(address::day).unwrap(),
                )
            })
        };
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(
            periods(2026, 12, 31),
            [
                pair("2026-12-01", "2026-12-31"),
                pair("2026-01-01", "2026-12-31"),
                pair("2025-01-01", "2025-12-31"),
            ]
        );
        assert_eq!(periods(2024, 2, 1)[0], pair("2024-02-01", "2024-02-29"));
    }
}
