//! Every route of the description (T14): what another site, or a simple form, sends there changes nothing, and neither does any GET.
//!
//! What is sent are the requests of [`crate::rights`]: with our own origin the same ones go through.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{HeaderName, Method, header},
};
use ledger::templates::ShippedRole;
use wire::{
    Code,
    account::{BlobHeld, Session},
    files::Journals,
    invitation::Invitations,
    operation::{Act, Operation, Operations},
    path,
    roster::{Boxes, RosterPage},
};

use crate::{
    app::{Answer, ORIGIN},
    described::{Endpoint, description, endpoints},
    rights::{Asker, Expected, Object, Row, Sent, State, World, in_threads, rows},
};

/// Other sites, nobody who says so, nobody who does not, and names that look like ours.
const FOREIGN: [Option<&str>; 9] = [
    Some("http://evil.test"),
    Some("null"),
    None,
    Some("http://archive.test.evil.test"),
    Some("http://evil-archive.test"),
    Some("http://archive.test:8080"),
    Some("https://archive.test"),
    Some("http://archive.test@evil.test"),
    Some("http://archive.test/"),
];

const JSON: &str = "application/json";

/// What a page of another site can send without asking first.
const SIMPLE: [Option<&str>; 4] = [
    None,
    Some("text/plain"),
    Some("application/x-www-form-urlencoded"),
    Some("multipart/form-data; boundary=x"),
];

/// Who has all of these may do all that changes something, and read the log.
const ROLES: [ShippedRole; 3] = [
    ShippedRole::SystemAdministrator,
    ShippedRole::Archivist,
    ShippedRole::AuditAdministrator,
];

/// All that a request could have changed, as the founder and the person see it.
#[derive(Debug, PartialEq)]
struct Everything {
    roster: RosterPage,
    journals: Journals,
    boxes: (Boxes, Boxes),
    invitations: (Invitations, Invitations),
    blob: BlobHeld,
    session: Session,
    /// Whatever is done leaves its line. Views and refusals are no changes.
    log: Vec<Operation>,
}

impl Everything {
    async fn of(world: &mut World) -> Self {
        let end = world.company.roster.len() - 1;
        let roster = format!("{}?after={end}", path::ROSTER);
        let log = format!("{}?limit=500", path::OPERATIONS);
        let mut person = world.subject.client.clone();
        let founder = &mut world.company.founder.client;
        let log: Operations = founder.get(&log).await.ok();
        let lines = log.operations.into_iter();
        Self {
            roster: founder.get(&roster).await.ok(),
            journals: founder.get(path::JOURNALS).await.ok(),
            boxes: (
                founder.get(path::BOXES).await.ok(),
                person.get(path::BOXES).await.ok(),
            ),
            invitations: (
                founder.get(path::INVITATIONS).await.ok(),
                person.get(path::INVITATIONS).await.ok(),
            ),
            blob: person.get(path::BLOB).await.ok(),
            session: person.get(path::SESSION).await.ok(),
            log: lines
                .filter(|line| !matches!(line.act, Act::View | Act::LookUp | Act::Refused))
                .map(|line| Operation { number: 0, ..line })
                .collect(),
        }
    }
}

async fn world() -> World {
    let mut world = World::found(ROLES[0]).await;
    world.enter(State::Unadmitted).await;
    world.enter(State::Active).await;
    let own = world.unit(Object::Own);
    let World {
        company, subject, ..
    } = &mut world;
    for role in &ROLES[1..] {
        company.place(subject, *role, own).await;
    }
    world
}

async fn described(world: &mut World) -> Vec<Endpoint> {
    endpoints(&description(&mut world.company.founder.client).await)
}

/// For each route one object that this person may ask about, where there is one.
fn best(world: &World) -> Vec<(&'static Row, Object)> {
    let state = State::Active;
    let may = |row: &Row, object: &Object| {
        let may = |role| (row.who)(Asker { role, state }, *object) == Expected::Yes;
        world.has(row, *object) && ROLES.into_iter().any(may)
    };
    let mut best: Vec<(&'static Row, Object)> = Vec::new();
    for row in rows() {
        let mut about = row.about.iter();
        let object = about.find(|object| may(row, object));
        let known = best
            .iter_mut()
            .find(|(known, _)| (known.method, known.path) == (row.method, row.path));
        match (known, object) {
            (None, _) => best.push((row, *object.unwrap_or(row.about.last().unwrap()))),
            (Some(known), Some(object)) if !may(known.0, &known.1) => *known = (row, *object),
            _ => {}
        }
    }
    best
}

fn changes(row: &Row) -> bool {
    row.method != "GET"
}

async fn send(
    world: &mut World,
    method: &str,
    sent: &Sent,
    origin: Option<&str>,
    content: Option<&str>,
) -> Answer {
    let client = world.another_address();
    let method: Method = method.parse().unwrap();
    let body = sent.body.as_ref().map(|body| body.to_string());
    let request = client.request(method, &sent.path);
    let mut request = request
        .header("x-http-method-override", "DELETE")
        .body(body.map_or_else(Body::empty, Body::from))
        .unwrap();
    let mut put = |name: HeaderName, value: Option<&str>| match value {
        Some(value) => drop(request.headers_mut().insert(name, value.parse().unwrap())),
        None => drop(request.headers_mut().remove(name)),
    };
    put(header::ORIGIN, origin);
    put(header::CONTENT_TYPE, content);
    client.raw(request).await
}

#[test]
fn what_does_not_come_from_our_pages_changes_nothing() {
    in_threads(async {
        let (mut asked, mut taken) = (BTreeSet::new(), Vec::new());
        let mut world = world().await;
        let before = Everything::of(&mut world).await;
        for (row, object) in best(&world).into_iter().filter(|(row, _)| changes(row)) {
            let Row { method, path, .. } = row;
            let sent = world.request(row, object);
            for origin in FOREIGN {
                for content in [Some(JSON)].into_iter().chain(SIMPLE) {
                    let answer = send(&mut world, method, &sent, origin, content).await;
                    let error: Option<wire::Error> = answer.parse();
                    if error.is_none_or(|error| error.code != Code::ForeignOrigin) {
                        let status = answer.status;
                        taken.push(format!("{method} {path} {origin:?} {content:?}: {status}"));
                    }
                }
            }
            asked.insert(format!("{method} {path}"));
        }
        assert!(taken.is_empty(), "{}", taken.join("\n"));
        assert_eq!(Everything::of(&mut world).await, before);
        let described = described(&mut world).await;
        let all = described
            .iter()
            .filter(|endpoint| endpoint.method != Method::GET)
            .map(|endpoint| format!("{} {}", endpoint.method, endpoint.template));
        assert_eq!(asked, all.collect());
    });
}

/// A form of our own origin can't send what is read here either.
#[test]
fn simple_forms_are_no_bodies() {
    in_threads(async {
        let mut asked = 0;
        let mut world = world().await;
        let before = Everything::of(&mut world).await;
        for (row, object) in best(&world).into_iter().filter(|(row, _)| changes(row)) {
            let sent = world.request(row, object);
            // The recovery root's own is closed to everybody else before anything is read.
            if sent.body.is_none() || row.path == path::RECOVERY_ACCOUNT {
                continue;
            }
            for content in SIMPLE {
                let answer = send(&mut world, row.method, &sent, Some(ORIGIN), content).await;
                answer.fails(415, Code::UnsupportedMediaType);
            }
            asked += 1;
        }
        assert_eq!(Everything::of(&mut world).await, before);
        let described = described(&mut world).await;
        let bodies = described.iter().filter(|endpoint| endpoint.body.is_some());
        assert_eq!(asked, bodies.count() - 1);
    });
}

/// Whatever is read, and whatever a GET says that it wants instead: only views are told in the log.
#[test]
fn no_get_changes_anything() {
    in_threads(async {
        let mut asked = BTreeSet::new();
        let mut world = world().await;
        let before = Everything::of(&mut world).await;
        let rows = rows();
        for (row, object) in best(&world) {
            let (sent, path) = (world.request(row, object), row.path);
            for method in ["GET", "HEAD"] {
                for origin in [Some(ORIGIN), Some("http://evil.test"), None] {
                    let answer = send(&mut world, method, &sent, origin, Some(JSON)).await;
                    let reads = rows.iter().any(|row| !changes(row) && row.path == path);
                    let right = if reads { 200 } else { 405 };
                    assert_eq!(answer.status, right, "{method} {path}: {answer:?}");
                }
            }
            asked.insert(path);
        }
        assert_eq!(Everything::of(&mut world).await, before);
        let described = described(&mut world).await;
        let all: BTreeSet<&str> = described
            .iter()
            .map(|endpoint| endpoint.template.as_str())
            .collect();
        assert_eq!(asked, all);
    });
}

/// What is compared does tell a change of each kind from none.
#[test]
fn a_change_is_seen() {
    in_threads(async {
        let mut world = world().await;
        let mut before = Everything::of(&mut world).await;
        assert_eq!(Everything::of(&mut world).await, before);
        for (method, path) in [
            ("POST", path::ROSTER),
            ("POST", path::JOURNAL),
            ("POST", path::INVITATIONS),
            ("PUT", path::BLOB),
            ("PUT", path::PASSWORD),
            ("DELETE", path::INVITATION),
            ("POST", path::SIGN_IN),
        ] {
            let mut all = best(&world).into_iter();
            let (row, object) = all
                .find(|(row, _)| (row.method, row.path) == (method, path))
                .unwrap();
            let sent = world.request(row, object);
            let answer = world.send(row, &sent).await;
            assert!(answer.status.is_success(), "{method} {path}: {answer:?}");
            world.after(row, object, sent).await;
            let after = Everything::of(&mut world).await;
            assert_ne!(after, before, "{method} {path}");
            before = after;
        }
    });
}
