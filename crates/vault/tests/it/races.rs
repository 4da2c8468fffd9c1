//! Honest coincidences, which must not be taken for lies, and what the engine must not lose by them.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use bridge::{
    Event, Reason,
    client::{ListClients, Sync},
    failure::Alarm,
    organisation::{AddUnit, Appoint, GetOrganisation, UnitKind},
};
use testkit::client::Client;
use vault::remote::Response;
use wire::{
    body::{from_cbor, to_cbor},
    files::JournalPage,
    roster::{Boxes, RosterPage},
};

use crate::company::{Company, create, name, open, person, role, unit};

#[tokio::test]
async fn entries_with_anchors_beyond_my_roster_are_read_once_it_has_caught_up() {
    let mut company = Company::found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    sales.call(Sync).await.unwrap();
    let stale: Rc<RefCell<Option<Response>>> = Rc::default();
    let kept = Rc::clone(&stale);
    sales.lie(move |path, response| {
        if path.starts_with("/api/v1/roster") {
            *kept.borrow_mut() = Some(response.clone());
        }
        response
    });
    sales.call(Sync).await.unwrap();

    // One page of the journal: an entry that my roster knows the anchor of, one that it does not.
    create(&mut company, "销售一组", "张雨桐").await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let parent = unit(&organisation, "风控部");
    let added = AddUnit {
        parent,
        name: "风控一组".to_owned(),
        kind: UnitKind::Group,
    };
    company.founder.call(added).await.unwrap();
    create(&mut company, "销售一组", "章子安").await;

    // The first answer about the roster was under way before all of that.
    sales.lie(move |path, response| {
        if path.starts_with("/api/v1/roster") {
            stale.borrow_mut().take().unwrap_or(response)
        } else {
            response
        }
    });
    sales.call(Sync).await.unwrap();
    let names = names(&mut sales).await;
    assert_eq!(names.len(), 2, "{names:?}");
}

/// The names of the clients that a browser can show, without asking the server for anything.
async fn names(client: &mut Client) -> Vec<String> {
    let query = ListClients {
        text: String::new(),
        from: 0,
        count: 10,
        ..ListClients::default()
    };
    let list = client.call(query).await.unwrap();
    list.rows
        .into_iter()
        .filter_map(|row| Some(row.card.open()?.name.clone()))
        .collect()
}

/// A colleague who is signed in and reads nothing yet, a file that waits for them, and what the server answers about the roster once
/// it has gone on, but before they were let in.
async fn about_to_be_admitted() -> (Company, Client, String, Response) {
    let mut company = Company::found().await;
    let mut sales = company.enrol("李强", "liqiang").await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    sales.call(Sync).await.unwrap();
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let added = AddUnit {
        parent: unit(&organisation, "风控部"),
        name: "风控一组".to_owned(),
        kind: UnitKind::Group,
    };
    company.founder.call(added).await.unwrap();
    let seen: Rc<RefCell<Option<Response>>> = Rc::default();
    let kept = Rc::clone(&seen);
    sales.lie(move |path, response| {
        if path.starts_with("/api/v1/roster") && kept.borrow().is_none() {
            *kept.borrow_mut() = Some(response.clone());
        }
        // Its answer is kept, and gets lost on this way: what comes next is as if it were asked for the first time.
        Response {
            status: 503,
            body: Vec::new(),
        }
    });
    assert!(sales.call(Sync).await.is_err());
    sales.stop_lying();
    company.place("李强", "销售一组", "销售代表").await;
    let old = seen.borrow_mut().take().unwrap();
    (company, sales, file, old)
}

#[tokio::test]
async fn boxes_younger_than_the_roster_are_no_lie_and_are_taken_with_the_next_pull() {
    let (_company, mut sales, file, old) = about_to_be_admitted().await;
    // All that this pull learns of the roster is older than the boxes that it gets.
    let (first, rest) = (Cell::new(true), nothing_after(&old));
    sales.lie(
        move |path, response| match path.starts_with("/api/v1/roster") {
            true if first.take() => old.clone(),
            true => rest.clone(),
            false => response,
        },
    );
    sales.call(Sync).await.unwrap();
    assert_eq!(sales.events(), [Event::OrganisationChanged]);
    sales.stop_lying();
    assert_eq!(name(&open(&mut sales, &file).await.unwrap()), "张雨桐");
}

#[tokio::test]
async fn boxes_younger_than_the_first_look_at_the_roster_are_taken_at_once() {
    let (_company, mut sales, _, old) = about_to_be_admitted().await;
    let first = Cell::new(true);
    sales.lie(move |path, response| {
        if path.starts_with("/api/v1/roster") && first.take() {
            old.clone()
        } else {
            response
        }
    });
    sales.call(Sync).await.unwrap();
    assert_eq!(names(&mut sales).await, ["张雨桐"]);
}

#[tokio::test]
async fn boxes_older_than_the_roster_are_asked_for_again() {
    let (_company, mut sales, file, old) = about_to_be_admitted().await;
    // The boxes were read before the admission, the roster's second page after it.
    let first = Cell::new(true);
    sales.lie(move |path, response| match path {
        path if path.starts_with("/api/v1/roster") && first.take() => old.clone(),
        "/api/v1/boxes" => Response {
            status: 200,
            body: to_cbor(&Boxes::default()).unwrap(),
        },
        _ => response,
    });
    sales.call(Sync).await.unwrap();
    sales.stop_lying();
    assert_eq!(name(&open(&mut sales, &file).await.unwrap()), "张雨桐");
}

/// The answer of a server that has nothing to add to what a page of the roster said.
fn nothing_after(page: &Response) -> Response {
    let mut page: RosterPage = from_cbor(&page.body).unwrap();
    page.entries.clear();
    Response {
        status: 200,
        body: to_cbor(&page).unwrap(),
    }
}

#[tokio::test]
async fn an_archivist_keeps_the_keys_of_units_that_somebody_else_added() {
    let mut company = Company::found().await;
    let mut system = company
        .hire("赵倩", "zhaoqian", "晨光商贸", "系统管理员")
        .await;
    let organisation = system.call(GetOrganisation).await.unwrap();
    let added = AddUnit {
        parent: unit(&organisation, "销售部"),
        name: "销售三组".to_owned(),
        kind: UnitKind::Group,
    };
    system.call(added).await.unwrap();
    let mut sales = company
        .hire("李强", "liqiang", "销售三组", "销售代表")
        .await;
    // What was opened on the way is in boxes, not only in the memory of the browser that opened it.
    company.founder = company.sign_in("wangmin").await.unwrap();
    let file = create(&mut company, "销售三组", "章子安").await;
    assert_eq!(name(&open(&mut sales, &file).await.unwrap()), "章子安");
    company.founder = company.sign_in("wangmin").await.unwrap();
    assert!(open(&mut company.founder, &file).await.is_ok());
}

#[tokio::test]
async fn a_second_appointment_to_the_same_post_is_refused() {
    let mut company = Company::found().await;
    company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    assert!(organisation.waiting.is_empty());
    let again = Appoint {
        person: person(&organisation, "李强"),
        unit: unit(&organisation, "销售一组"),
        role: role(&organisation, "销售代表"),
    };
    assert!(company.founder.call(again).await.is_err());
}

/// Somebody who is signed in, and what the server has told them of the roster so far.
async fn with_old_roster(company: &mut Company) -> (Client, Response) {
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let told: Rc<RefCell<Option<Response>>> = Rc::default();
    let keep = Rc::clone(&told);
    sales.lie(move |path, response| {
        if path.starts_with("/api/v1/roster") {
            *keep.borrow_mut() = Some(response.clone());
        }
        response
    });
    sales.call(Sync).await.unwrap();
    let old = nothing_after(&told.borrow_mut().take().unwrap());
    (sales, old)
}

#[tokio::test]
async fn anchors_that_are_always_newer_than_my_roster_are_no_forgery() {
    let mut company = Company::found().await;
    let (mut sales, old) = with_old_roster(&mut company).await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let added = AddUnit {
        parent: unit(&organisation, "风控部"),
        name: "风控一组".to_owned(),
        kind: UnitKind::Group,
    };
    company.founder.call(added).await.unwrap();
    create(&mut company, "销售一组", "张雨桐").await;
    // As often as the roster is pulled, the journal is further by then.
    sales.lie(move |path, response| {
        if path.starts_with("/api/v1/roster") {
            old.clone()
        } else {
            response
        }
    });
    let failure = sales.call(Sync).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Server);
    accuses_nobody(&sales);
    sales.stop_lying();
    sales.call(Sync).await.unwrap();
    assert_eq!(names(&mut sales).await, ["张雨桐"]);
}

pub(crate) fn accuses_nobody(client: &Client) {
    let events = client.events();
    let accuses = |event: &Event| matches!(event, Event::Alarm(_));
    assert!(!events.iter().any(accuses), "{events:?}");
}

/// An answer whose entries were read just before others appended, and its end just after.
fn torn(path: &str, mut response: Response) -> Response {
    if path.starts_with("/api/v1/roster") {
        let mut page: RosterPage = from_cbor(&response.body).unwrap();
        page.entries.clear();
        response.body = to_cbor(&page).unwrap();
    } else if path.starts_with("/api/v1/journals/") {
        let mut page: JournalPage = from_cbor(&response.body).unwrap();
        page.entries.clear();
        page.envelopes.clear();
        response.body = to_cbor(&page).unwrap();
    }
    response
}

#[tokio::test]
async fn what_is_appended_between_the_servers_two_looks_accuses_nobody() {
    for (alarm, place) in [
        (Alarm::RosterRolledBack, "/api/v1/roster"),
        (Alarm::JournalRolledBack, "/api/v1/journals/"),
    ] {
        let mut company = Company::found().await;
        let mut sales = company
            .hire("李强", "liqiang", "销售一组", "销售代表")
            .await;
        sales.call(Sync).await.unwrap();
        let organisation = company.founder.call(GetOrganisation).await.unwrap();
        let added = AddUnit {
            parent: unit(&organisation, "风控部"),
            name: "风控一组".to_owned(),
            kind: UnitKind::Group,
        };
        company.founder.call(added).await.unwrap();
        create(&mut company, "销售一组", "张雨桐").await;

        let first = Cell::new(true);
        sales.lie(move |path, response| {
            if path.starts_with(place) && first.take() {
                torn(path, response)
            } else {
                response
            }
        });
        sales.call(Sync).await.unwrap();
        assert_eq!(names(&mut sales).await, ["张雨桐"]);

        // The control: a server that goes on so keeps something back.
        create(&mut company, "销售一组", "章子安").await;
        let added = AddUnit {
            parent: unit(&organisation, "风控部"),
            name: "风控二组".to_owned(),
            kind: UnitKind::Group,
        };
        company.founder.call(added).await.unwrap();
        sales.lie(move |path, response| {
            if path.starts_with(place) {
                torn(path, response)
            } else {
                response
            }
        });
        let failure = sales.call(Sync).await.unwrap_err();
        assert_eq!(failure.reason, Reason::Integrity(alarm));
    }
}
