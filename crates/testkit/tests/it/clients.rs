//! The demo company's clients.

use std::{
    collections::{BTreeMap, HashSet},
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use dossier::{
    client::{ClientFile, ClientForm, Field, Kind},
    section::Identity,
    tag,
};
use serde::Deserialize;
use testkit::demo::{Clients, NewFile};

const PERSONS: &str = include_str!("../../../sheets/tests/data/persons.expected.json");
const COMPANIES: &str = include_str!("../../../sheets/tests/data/companies.expected.json");

/// The lists' own dates go to the end of the year in which they were made.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()
}

fn clients(seed: u64) -> Clients {
    Clients::new(seed, today()).unwrap()
}

fn parsed(file: &NewFile, today: NaiveDate) -> ClientFile {
    let form = file.form.clone();
    form.with(Field::Unit, file.unit)
        .with(Field::Manager, file.manager)
        .parse(today)
        .unwrap()
}

fn typed(form: &ClientForm) -> Vec<String> {
    let fields = Field::ALL.iter().map(|field| form.get(*field).to_owned());
    fields.chain(form.tags().iter().cloned()).collect()
}

/// The numbers that no two files may share.
fn numbers(file: ClientFile) -> Vec<String> {
    match file.sensitive.identity {
        Identity::Person {
            id_number, mobile, ..
        } => vec![id_number, mobile],
        Identity::Company { .. } => vec![file.card.credit_code],
    }
}

#[test]
fn a_seed_always_makes_the_same_clients_and_another_one_others() {
    let texts = |seed| -> Vec<Vec<String>> {
        clients(seed)
            .take(3_000)
            .map(|file| {
                [
                    typed(&file.form),
                    vec![file.unit.into(), file.manager.into()],
                ]
                .concat()
            })
            .collect()
    };
    let one = texts(1);
    assert_eq!(one, texts(1));
    let two: HashSet<Vec<String>> = texts(2).into_iter().collect();
    let same = one.iter().filter(|text| two.contains(*text)).count();
    // The lists' rows are in both.
    assert!((700..900).contains(&same), "{same}");
}

/// A made-up client is kept as it was made: right at once, and in its one spelling.
#[test]
fn a_hundred_thousand_are_made_in_seconds_and_no_two_share_a_number() {
    let began = Instant::now();
    let files: Vec<NewFile> = clients(7).take(100_000).collect();
    let took = began.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
    let mut seen = HashSet::new();
    let mut kinds = BTreeMap::new();
    for file in &files {
        *kinds.entry(file.form.kind().name()).or_insert(0) += 1;
        for number in numbers(parsed(file, today())) {
            assert!(seen.insert(number));
        }
    }
    assert!((69_000..71_000).contains(&kinds["person"]), "{kinds:?}");
}

#[test]
fn they_are_spread_over_managers_units_years_industries_and_tags() {
    let files: Vec<NewFile> = clients(2026).take(2_000).collect();
    let mut managers = BTreeMap::new();
    let mut units = BTreeMap::new();
    let mut years = BTreeMap::new();
    let mut industries = BTreeMap::new();
    let (mut remarks, mut shipped, mut own) = (0, 0, 0);
    for file in &files {
        let parsed = parsed(file, today());
        *managers.entry(file.manager).or_insert(0) += 1;
        *units.entry(file.unit).or_insert(0) += 1;
        *years
            .entry(chrono::Datelike::year(&parsed.opened))
            .or_insert(0) += 1;
        *industries.entry(parsed.card.industry).or_insert(0) += 1;
        remarks += usize::from(!parsed.notes.remarks.is_empty());
        let (known, others): (Vec<_>, Vec<_>) = parsed
            .labels
            .tags
            .iter()
            .partition(|tag| tag::SHIPPED.contains(&tag.as_str()));
        shipped += known.len();
        own += others.len();
    }
    assert_eq!(units.len(), 7);
    for manager in ["王敏", "李强", "赵倩", "陈志远", "欧阳雪"] {
        assert!(managers[manager] > 200, "{managers:?}");
    }
    for year in 2021..=2026 {
        assert!(years[&year] > 100, "{years:?}");
    }
    assert!(industries.len() > 20, "{industries:?}");
    assert!(remarks > 600 && remarks < 1_600, "{remarks}");
    assert!(shipped > 600 && own > 300, "{shipped} {own}");
}

#[derive(Deserialize)]
struct Expected {
    name: String,
    verdict: String,
}

/// Names of the rows that are said to be right. "id length" is said of eight whose 18 digits are full-width: they are right.
fn right(json: &str) -> Vec<String> {
    let rows: Vec<Expected> = serde_json::from_str(json).unwrap();
    let right = |row: &Expected| row.verdict.starts_with("ok") || row.verdict == "error: id length";
    let mut names: Vec<String> = rows
        .into_iter()
        .filter(right)
        .map(|row| row.name.trim().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn every_right_row_of_the_lists_is_among_the_first_two_thousand() {
    for (kind, json, count) in [
        (Kind::Person, PERSONS, 534),
        (Kind::Company, COMPANIES, 272),
    ] {
        let wanted = right(json);
        assert_eq!(wanted.len(), count);
        let mut clients = clients(2026);
        assert_eq!(clients.samples_left(), 534 + 272);
        let mut found = Vec::new();
        for _ in 0..2_000 {
            let left = clients.samples_left();
            let file = clients.next().unwrap();
            if clients.samples_left() < left && file.form.kind() == kind {
                found.push(file.form.get(Field::Name).trim().to_owned());
            }
        }
        assert_eq!(clients.samples_left(), 0);
        found.sort();
        assert_eq!(found, wanted);
    }
}

#[test]
fn nothing_was_opened_in_the_future_whatever_day_it_is() {
    let before = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let mut clients = Clients::new(2026, before).unwrap();
    let left = clients.samples_left();
    assert!((100..806).contains(&left), "{left}");
    assert!(
        (&mut clients)
            .take(2_000)
            .all(|file| parsed(&file, before).opened <= before)
    );
}
