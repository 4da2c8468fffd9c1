//! Who reads what, since when and until when, against looking at every second of a history.

use std::collections::BTreeMap;

use ledger::{
    entry::Author,
    id::{PersonId, UnitId},
    rights::{Operation, Section, Sections},
    roster::Reading,
    statement::Post,
};
use proptest::prelude::*;

use crate::{
    company::{Company, DAY, FOUNDER, SECOND, person, unit},
    histories::{history, play},
    standing_in::{deputize, head, headed},
};

type Way = (PersonId, Post, UnitId, Section);

/// What is read at each second, from the first entry to after the last deputy's date.
fn watched(company: &Company) -> Vec<(u64, Vec<Way>)> {
    let first = company.roster.stated(0).unwrap().at;
    let mut seconds = Vec::new();
    for at in (first..company.now + 25 * SECOND).step_by(SECOND as usize) {
        let view = company.roster.as_of(at).unwrap();
        let mut ways = Vec::new();
        for who in view.people().map(|person| person.id) {
            for post in view
                .posts_of(who)
                .filter(|post| view.is_admitted(who, *post))
            {
                for place in view.units().map(|unit| unit.id) {
                    let open = view
                        .entitled(post, place)
                        .intersection(view.covered(post, place));
                    ways.extend(open.iter().map(|section| (who, post, place, section)));
                }
            }
        }
        seconds.push((at, ways));
    }
    seconds
}

/// Each way that is open at a second, with when it was opened and when it is closed.
fn spans(seconds: &[(u64, Vec<Way>)], now: usize) -> BTreeMap<Way, (u64, Option<u64>)> {
    let span = |way: &Way| {
        let open = |second: &&(u64, Vec<Way>)| second.1.contains(way);
        let since = seconds[..=now].iter().rev().take_while(open).last();
        let until = seconds[now..].iter().find(|second| !open(second));
        (since.unwrap().0, until.map(|second| second.0))
    };
    seconds[now].1.iter().map(|way| (*way, span(way))).collect()
}

fn told(readings: &[Reading]) -> BTreeMap<Way, (u64, Option<u64>)> {
    let mut told = BTreeMap::new();
    for reading in readings {
        for section in reading.sections.iter() {
            let way = (reading.person, reading.post, reading.unit, section);
            let span = (reading.since.at, reading.until.map(|until| until.at));
            assert!(told.insert(way, span).is_none(), "{way:?} twice");
        }
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_second_of_a_history_is_told_as_it_was(steps in history(), place in any::<prop::sample::Index>()) {
        let (company, _) = play(&steps)?;
        let seconds = watched(&company);
        let now = place.index(seconds.len());
        let view = company.roster.as_of(seconds[now].0).unwrap();
        let expected = spans(&seconds, now);
        let mut by_unit = Vec::new();
        for unit in view.units() {
            by_unit.extend(company.roster.readers(view, unit.id));
        }
        let mut by_person = Vec::new();
        for person in view.people() {
            by_person.extend(company.roster.readings(view, person.id));
        }
        prop_assert_eq!(&told(&by_unit), &expected);
        prop_assert_eq!(&told(&by_person), &expected);
        // And it is what people may do.
        for person in view.people().map(|person| person.id) {
            for unit in view.units().map(|unit| unit.id) {
                let here = by_unit.iter().filter(|reading| (reading.person, reading.unit) == (person, unit));
                let all = here.fold(Sections::NONE, |all, reading| all.union(reading.sections));
                prop_assert_eq!(all, view.allowed(person, Operation::View, unit));
            }
        }
    }
}

#[test]
fn a_deputy_reads_until_the_date_and_whoever_is_suspended_until_that_entry() {
    let mut company = headed();
    // Two entries ago: since then the post's pair was opened and somebody enrolled.
    let admitted = company.now - 2 * SECOND;
    company
        .state(Author::Person(person(5)), deputize(&company, 5, 6, 14))
        .unwrap();
    company.admit_for_all(person(6), head());
    let (let_in, until) = (
        company.now,
        company.view().deputy(person(6), head()).unwrap().1,
    );
    company.now += DAY;
    company.ok(FOUNDER, company.suspending(person(5)));
    let ended = company.now;

    let told = |at| {
        let view = company.roster.as_of(at).unwrap();
        let readers = company.roster.readers(view, unit(2)).into_iter();
        readers
            .filter(|reading| reading.post == head())
            .map(|reading| {
                (
                    reading.person,
                    reading.since.at,
                    reading.until.map(|until| until.at),
                )
            })
            .collect::<Vec<_>>()
    };
    let deputy = (person(6), let_in, Some(until));
    assert_eq!(told(let_in - 1), [(person(5), admitted, Some(ended))]);
    assert_eq!(told(let_in), [(person(5), admitted, Some(ended)), deputy]);
    assert_eq!(told(ended), [deputy]);
    assert_eq!(told(until - 1), [deputy]);
    assert_eq!(told(until), []);
}
