//! Who gets what (T12): every endpoint of the description, asked by every shipped role, in every state of the person, about every object, and
//! compared with a table that was written from the guide.

mod asking;
mod cell;
mod expected;
mod ground;
mod life;
mod requests;
mod sent;
mod statements;
mod world;

use std::{
    collections::BTreeSet,
    future::Future,
    sync::{Arc, Mutex},
};

use ledger::{statement::RosterStatement, templates::ShippedRole};
use tokio::task::JoinSet;
use wire::path;

pub(crate) use self::{
    cell::{Asker, Expected, Object, Row, State},
    expected::rows,
    sent::Sent,
    world::World,
};
use self::{
    cell::{Report, row},
    expected::STATEMENTS,
};
use crate::{
    app::App,
    described::{self, description},
};

/// The routes of the description that no row is about, and the rows that are about none.
fn unknown(endpoints: &[described::Endpoint], rows: &[&Row]) -> Vec<String> {
    let named: BTreeSet<String> = endpoints
        .iter()
        .map(|endpoint| format!("{} {}", endpoint.method, endpoint.template))
        .collect();
    let known: BTreeSet<String> = rows
        .iter()
        .map(|row| format!("{} {}", row.method, row.path))
        .collect();
    named.symmetric_difference(&known).cloned().collect()
}

/// The database's queries go deep where nothing is optimised.
pub(crate) fn in_threads(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(10 << 20)
        .build()
        .unwrap();
    runtime.block_on(test);
}

#[allow(clippy::print_stdout)]
#[test]
fn nobody_gets_more_or_less_than_the_guide_says() {
    in_threads(async {
        let mut client = App::start().await.client();
        let endpoints = described::endpoints(&description(&mut client).await);
        assert_eq!(unknown(&endpoints, &rows()), [""; 0]);
        let report = Arc::new(Mutex::new(Report::default()));
        let mut worlds = JoinSet::new();
        for role in ShippedRole::ALL {
            let report = Arc::clone(&report);
            worlds.spawn(async move {
                let mut world = World::found(role).await;
                for state in State::of(role) {
                    world.enter(state).await;
                    world.ask(&rows(), &report).await;
                }
            });
        }
        // Who got what they should not have may have gone on to places where nothing fits any more.
        let mut ended = true;
        while let Some(one) = worlds.join_next().await {
            ended &= one.is_ok();
        }
        let report = report.lock().unwrap();
        println!(
            "rights: {} cells, {} unexpected allows, {} unexpected denies",
            report.cells,
            report.allows.len(),
            report.denies.len()
        );
        let unexpected = report.unexpected();
        assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
        assert!(ended);
    });
}

/// A table that is wrong in either way, and one that lacks a route, are found out.
#[test]
fn a_wrong_table_is_reported() {
    in_threads(async {
        let mut world = World::found(ShippedRole::SalesRepresentative).await;
        world.enter(State::Unadmitted).await;
        world.enter(State::Active).await;
        let own = &[Object::Own][..];
        let wrong = [
            // 销售代表 creates nothing, and does read the own group's files.
            row("POST", path::JOURNAL, "create", own, |_, _| Expected::Yes),
            row("GET", path::FILE, "", own, |_, _| Expected::No(404)),
            row("GET", path::JOURNALS, "names", own, |_, _| {
                Expected::No(404)
            }),
        ];
        let report = Mutex::default();
        let wrong: Vec<&Row> = wrong.iter().collect();
        world.ask(&wrong, &report).await;
        let report = report.into_inner().unwrap();
        assert_eq!(report.cells, 3);
        assert_eq!(report.denies.len(), 1, "{:?}", report.denies);
        assert!(report.denies[0].contains("create, 销售代表 Active, Own: Yes expected, 403 came"));
        assert_eq!(report.allows.len(), 2, "{:?}", report.allows);

        let client = &mut world.company.founder.client;
        let endpoints = described::endpoints(&description(client).await);
        let known = rows();
        let but_files: Vec<&Row> = known
            .into_iter()
            .filter(|row| row.path != path::FILE)
            .collect();
        let found = unknown(&endpoints, &but_files);
        assert_eq!(found, [format!("GET {}", path::FILE)]);
    });
}

/// A head to whom an archivist has delegated it lets others in, at the own unit and below.
#[test]
fn a_delegated_head_admits_nobody_beyond_the_own_unit() {
    in_threads(async {
        let mut world = World::found(ShippedRole::UnitHead).await;
        world.enter(State::Unadmitted).await;
        world.enter(State::Active).await;
        let delegate = RosterStatement::Delegate(world.post());
        world.state(delegate).await;
        let says = |kind, about, who| row("POST", path::ROSTER, kind, about, who);
        let rows = [
            says("admit", &[Object::Own, Object::Below], |_, _| Expected::Yes),
            // Somebody's post is the company's.
            says(
                "admit",
                &[
                    Object::Above,
                    Object::Beside,
                    Object::Elsewhere,
                    Object::NoUnit,
                    Object::Oneself,
                    Object::Somebody,
                    Object::Nobody,
                ],
                |_, _| Expected::No(403),
            ),
            says("appoint", &[Object::Own, Object::Below], |_, _| {
                Expected::No(403)
            }),
            says("delegate", &[Object::Own, Object::Below], |_, _| {
                Expected::No(403)
            }),
        ];
        let rows: Vec<&Row> = rows.iter().collect();
        let report = Mutex::default();
        world.ask(&rows, &report).await;
        let report = report.into_inner().unwrap();
        assert_eq!(report.cells, 13);
        assert_eq!(report.unexpected(), [""; 0]);
    });
}

/// What can be stated is what the authority's page tells of, kind by kind.
#[test]
fn every_kind_of_statement_is_made() {
    let page = include_str!("../../../../docs/authority.md");
    let told: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(kind, _)| kind)
        .collect();
    let made: BTreeSet<&str> = STATEMENTS.iter().map(|row| row.act).collect();
    assert_eq!(made, told);
    assert_eq!(made.len(), 22);
}
