//! The state of the list as its address has it: ids, kinds, dates and the order. What is typed and which tags are asked for is sealed
//! content, and stands in no address.

use bridge::{
    client::Kind,
    list::{Column, Filter, Sort, Span},
};
use dossier::date;

/// Ids of one condition that are read at most: an address may come from anybody.
const MOST: usize = 100;

/// The columns' names in an address.
fn column(by: Column) -> &'static str {
    match by {
        Column::Name => "name",
        Column::Kind => "type",
        Column::Manager => "manager",
        Column::Unit => "unit",
        Column::Opened => "opened",
    }
}

/// Writes what follows the question mark; nothing where all is as by itself.
pub(crate) fn write(filter: &Filter, sort: Sort) -> String {
    let mut parts = Vec::new();
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            parts.push(format!("{key}={value}"));
        }
    };
    add("manager", filter.managers.join(","));
    add("unit", filter.units.join(","));
    add("type", filter.kind.map_or("", Kind::name).to_owned());
    add("from", filter.opened.from.map(day).unwrap_or_default());
    add("to", filter.opened.to.map(day).unwrap_or_default());
    if sort != Sort::default() {
        let direction = if sort.descending { "-" } else { "" };
        add("sort", format!("{direction}{}", column(sort.by)));
    }
    parts.join("&")
}

/// Reads what follows the question mark. What makes no sense is as if it were not there.
pub(crate) fn read(query: &str) -> (Filter, Sort) {
    let mut filter = Filter::default();
    let mut sort = Sort::default();
    for (key, value) in query.split('&').filter_map(|part| part.split_once('=')) {
        match key {
            "manager" => filter.managers = ids(value),
            "unit" => filter.units = ids(value),
            "type" => filter.kind = Kind::from_name(value),
            "from" => filter.opened.from = days(value),
            "to" => filter.opened.to = days(value),
            "sort" => sort = order(value).unwrap_or_default(),
            _ => {}
        }
    }
    filter.opened = in_order(filter.opened);
    (filter, sort)
}

/// A span with its ends the right way round.
pub(crate) fn in_order(span: Span) -> Span {
    match span {
        Span {
            from: Some(from),
            to: Some(to),
        } if to < from => Span {
            from: Some(to),
            to: Some(from),
        },
        span => span,
    }
}

/// A day as YYYY-MM-DD.
pub(crate) fn day(days: i32) -> String {
    date::from_days(days).map(date::format).unwrap_or_default()
}

fn days(text: &str) -> Option<i32> {
    date::parse(text).map(date::to_days)
}

/// Ids are 32 hexadecimal digits in lower case.
fn ids(list: &str) -> Vec<String> {
    let is_id = |id: &str| {
        let digit = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
        id.len() == 32 && id.bytes().all(digit)
    };
    let mut ids: Vec<String> = Vec::new();
    for id in list.split(',').filter(|id| is_id(id)).take(MOST) {
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }
    ids
}

fn order(text: &str) -> Option<Sort> {
    let name = text.strip_prefix('-').unwrap_or(text);
    let by = Column::ALL.into_iter().find(|by| column(*by) == name)?;
    Some(Sort {
        by,
        descending: name != text,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn some_ids() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::hash_set("[0-9a-f]{32}", 0..5)
            .prop_map(|ids| ids.into_iter().collect())
    }

    /// Days of four-digit years.
    fn some_day() -> impl Strategy<Value = Option<i32>> {
        proptest::option::of(-354_000..2_932_000)
    }

    prop_compose! {
        fn some_filter()(
            managers in some_ids(),
            units in some_ids(),
            kind in proptest::option::of(prop_oneof![Just(Kind::Person), Just(Kind::Company)]),
            tags in proptest::collection::vec("[a-z]{6}|续约|a&b=c", 0..3),
            from in some_day(),
            to in some_day(),
        ) -> Filter {
            Filter { managers, units, kind, tags, opened: in_order(Span { from, to }) }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_tags_are_not_written(filter in some_filter(), by in 0..5_usize, descending: bool) {
            let sort = Sort { by: Column::ALL[by], descending };
            let query = write(&filter, sort);
            for tag in &filter.tags {
                prop_assert!(!query.contains(tag.as_str()));
            }
            prop_assert_eq!(read(&query), (Filter { tags: Vec::new(), ..filter }, sort));
        }

        #[test]
        fn garbage_does_no_harm(query in ".{0,80}") {
            let (filter, sort) = read(&query);
            prop_assert_eq!(read(&write(&filter, sort)), (filter, sort));
        }

        #[test]
        fn garbage_between_parts_is_passed_over(filter in some_filter(), garbage in "[^&]{0,20}") {
            let query = write(&filter, Sort::default());
            prop_assume!(!["manager=", "unit=", "type=", "from=", "to=", "sort="].iter().any(|key| garbage.starts_with(key)));
            prop_assert_eq!(read(&format!("{garbage}&{query}")), read(&query));
        }
    }

    #[test]
    fn nothing_asked_for_is_nothing_written() {
        assert_eq!(write(&Filter::default(), Sort::default()), "");
        assert_eq!(read(""), (Filter::default(), Sort::default()));
    }

    #[test]
    fn values_that_make_no_sense_are_passed_over() {
        let nothing = (Filter::default(), Sort::default());
        for query in [
            "manager=王敏",
            "manager=0,1,,",
            "unit=ABCDEFABCDEFABCDEFABCDEFABCDEFAB",
            "type=robot",
            "from=yesterday&to=2024-13-01",
            "sort=--name",
            "sort=remarks",
            "q=张雨桐",
        ] {
            assert_eq!(read(query), nothing, "{query}");
        }
    }
}
