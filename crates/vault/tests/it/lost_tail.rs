//! A server that lost what was written last: a power cut with a disk that lied, or an older copy in its place.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use bridge::{
    Event, Reason,
    account::{SignIn, SignOut},
    client::{ClientView, GetChoices, OpenClient, SaveClient, Sync},
    failure::Alarm,
    organisation::GetOrganisation,
};
use dossier::client::Field;
use testkit::{
    client::{Client, Fate},
    server::TestServer,
};
use vault::{Method, remote::Response};
use wire::{
    body::{from_cbor, to_cbor},
    path,
    roster::{Head, RosterPage},
};

use crate::company::{
    Company, PASSWORD, create, edited, form, open, person, remarks, secret, unit,
};

/// What the page sends when these remarks are typed.
async fn remarked(client: &mut Client, file: &str, text: &str) -> SaveClient {
    let change = edited(client, file, |form| {
        *form = core::mem::take(form).with(Field::Remarks, text);
    });
    change.await
}

/// Pulls, types these remarks and saves.
async fn writes(client: &mut Client, file: &str, text: &str) {
    client.call(Sync).await.unwrap();
    let change = remarked(client, file, text).await;
    client.call(change).await.unwrap();
}

async fn found() -> Company {
    let (company, _) = Company::found_on(TestServer::start().await, false).await;
    company
}

#[tokio::test]
async fn who_wrote_it_writes_it_again() {
    let mut company = found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let kept = create(&mut company, "销售一组", "张雨桐").await;
    sales.call(Sync).await.unwrap();
    let copy = company.server.copy().await;

    // A statement with boxes, a new file and a change of an old one, and what was remembered of them.
    company.place("王敏", "销售一组", "销售经理").await;
    let lost = create(&mut company, "销售一组", "赵子墨").await;
    let change = remarked(&mut company.founder, &kept, "改过一次").await;
    company.founder.call(change).await.unwrap();
    company.founder.events();
    company.server.go_back(&copy).await;

    company.founder.call(Sync).await.unwrap();
    assert!(company.founder.events().contains(&Event::Restored));
    let view = open(&mut company.founder, &kept).await.unwrap();
    assert_eq!(remarks(&view), "改过一次");
    // Whoever had seen none of it finds it, and nobody is accused, on this page or a fresh one.
    open(&mut sales, &lost).await.unwrap();
    for name in ["wangmin", "liqiang"] {
        let mut fresh = company.sign_in(name).await.unwrap();
        let view = open(&mut fresh, &kept).await.unwrap();
        assert_eq!(remarks(&view), "改过一次");
    }
    // It goes on from there, and nothing is sent twice.
    create(&mut company, "销售一组", "孙一").await;
    company.founder.call(Sync).await.unwrap();
    assert!(!company.founder.events().contains(&Event::Restored));
    sales.call(Sync).await.unwrap();
    // The page has not forgotten how far its blob had come, and finds it there.
    company.founder.call(SignOut).await.unwrap();
    let credentials = SignIn {
        sign_in_name: "wangmin".to_owned(),
        password: secret(PASSWORD),
    };
    company.founder.call(credentials).await.unwrap();
}

#[tokio::test]
async fn who_only_saw_it_is_alarmed_until_who_wrote_it_has_been_there() {
    let mut company = found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let copy = company.server.copy().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    sales.call(Sync).await.unwrap();
    company.server.go_back(&copy).await;

    // Somebody else's statements are nobody's to state: until then it is the alarm that it looks like.
    let accused = sales.call(Sync).await.unwrap_err().reason;
    assert_eq!(accused, Reason::Integrity(Alarm::JournalRolledBack));
    company.founder.call(Sync).await.unwrap();
    let mut again = company.sign_in("liqiang").await.unwrap();
    open(&mut again, &file).await.unwrap();
}

/// Entries of two people lie between each other, and each page can give back its own alone.
#[tokio::test]
async fn several_who_wrote_it_write_it_again_in_turn() {
    let mut company = found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    sales.call(Sync).await.unwrap();
    let copy = company.server.copy().await;
    writes(&mut company.founder, &file, "一").await;
    writes(&mut sales, &file, "二").await;
    writes(&mut company.founder, &file, "三").await;
    company.server.go_back(&copy).await;

    // The second before the first, whose last can't stand before the second's.
    let waits = Reason::Server;
    assert_eq!(sales.call(Sync).await.unwrap_err().reason, waits);
    assert_eq!(company.founder.call(Sync).await.unwrap_err().reason, waits);
    sales.call(Sync).await.unwrap();
    company.founder.call(Sync).await.unwrap();
    for client in [&mut sales, &mut company.founder] {
        let view = open(client, &file).await.unwrap();
        assert_eq!(remarks(&view), "三");
        assert!(client.events().contains(&Event::Restored));
    }
}

/// Acknowledged, and lost before it was seen on the chain.
#[tokio::test]
async fn what_was_saved_and_never_seen_again_is_missed() {
    let mut company = found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let copy = company.server.copy().await;
    let change = remarked(&mut company.founder, &file, "改过一次").await;
    // The line is cut with the acknowledgement.
    let cut = Rc::new(Cell::new(false));
    company.founder.network(move |request| {
        let fate = if cut.get() { Fate::Lost } else { Fate::Arrives };
        cut.set(cut.get() || request.method == Method::Post);
        fate
    });
    let cut = company.founder.call(change.clone()).await.unwrap_err();
    assert_eq!(cut.reason, Reason::Offline);
    company.founder.network(|_| Fate::Arrives);
    company.server.go_back(&copy).await;
    let saved = company.founder.call(change).await.unwrap();
    assert_eq!(saved.file, file);
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(remarks(&view), "改过一次");
    assert!(company.founder.events().contains(&Event::Restored));
    let deeds = |view: &ClientView| view.history.len();
    assert_eq!(deeds(&view), 2);
}

/// Until the chains are whole, nothing is put on them that would stand in the way.
#[tokio::test]
async fn nothing_new_is_written_while_something_is_missing() {
    let mut company = found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    sales.call(Sync).await.unwrap();
    let copy = company.server.copy().await;
    for (client, text) in [(&mut company.founder, "一"), (&mut sales, "二")] {
        writes(client, &file, text).await;
    }
    let change = remarked(&mut sales, &file, "三").await;
    company.server.go_back(&copy).await;
    assert_eq!(sales.call(Sync).await.unwrap_err().reason, Reason::Server);
    let posts = Rc::new(Cell::new(0));
    let counted = Rc::clone(&posts);
    sales.network(move |request| {
        counted.set(counted.get() + u32::from(request.method == Method::Post));
        Fate::Arrives
    });
    let refused = sales.call(change.clone()).await.unwrap_err().reason;
    assert_eq!((refused, posts.get()), (Reason::Server, 0));
    company.founder.call(Sync).await.unwrap();
    sales.call(Sync).await.unwrap();
    sales.call(change).await.unwrap();
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(remarks(&view), "三");
}

#[tokio::test]
async fn a_server_that_is_not_up_yet_is_asked_again() {
    let mut company = found().await;
    let copy = company.server.copy().await;
    create(&mut company, "销售一组", "张雨桐").await;
    company.server.go_back(&copy).await;
    company.founder.lie(|path, response| match path {
        path if path.starts_with(path::JOURNALS) && path.len() > path::JOURNALS.len() => Response {
            status: 502,
            body: b"<html>".to_vec(),
        },
        _ => response,
    });
    let answer = company.founder.call(Sync).await.unwrap_err().reason;
    assert_eq!(answer, Reason::Server);
    company.founder.lie(|_, response| response);
    company.founder.call(Sync).await.unwrap();
    assert!(company.founder.events().contains(&Event::Restored));
}

#[tokio::test]
async fn a_cut_line_is_no_lie_and_what_was_written_meanwhile_is_not_overwritten() {
    let mut company = found().await;
    let mut other = company
        .hire("李强", "liqiang", "晨光商贸", "档案管理员")
        .await;
    let copy = company.server.copy().await;
    let lost = create(&mut company, "销售一组", "张雨桐").await;
    company.server.go_back(&copy).await;
    company.founder.network(|request| match request.method {
        Method::Post => Fate::Lost,
        _ => Fate::Arrives,
    });
    let cut = company.founder.call(Sync).await.unwrap_err().reason;
    assert_eq!(cut, Reason::Offline);

    // Another one writes at the place that is free again: the two histories can't be made one.
    let choices = other.call(GetChoices).await.unwrap();
    let organisation = other.call(GetOrganisation).await.unwrap();
    let form = form("赵子墨")
        .with(Field::Unit, unit(&organisation, "销售一组"))
        .with(Field::Manager, person(&organisation, "李强"));
    let saved = other
        .call(SaveClient {
            draft: choices.draft,
            base: None,
            form,
        })
        .await
        .unwrap();
    company.founder.network(|_| Fate::Arrives);
    let mut reasons = Vec::new();
    for _ in 0..6 {
        reasons.push(company.founder.call(Sync).await.unwrap_err().reason);
    }
    let alarm = Reason::Integrity(Alarm::JournalRolledBack);
    assert_eq!(reasons.pop(), Some(alarm));
    assert!(reasons.iter().all(|reason| *reason == Reason::Server));
    other.call(Sync).await.unwrap();
    other.call(OpenClient { file: saved.file }).await.unwrap();
    assert!(other.call(OpenClient { file: lost }).await.is_err());
}

#[tokio::test]
async fn a_power_cut_is_believed_once() {
    let mut company = found().await;
    let copy = company.server.copy().await;
    create(&mut company, "销售一组", "张雨桐").await;
    company.server.go_back(&copy).await;
    company.founder.call(Sync).await.unwrap();
    company.server.go_back(&copy).await;
    let accused = company.founder.call(Sync).await.unwrap_err().reason;
    assert_eq!(accused, Reason::Integrity(Alarm::JournalRolledBack));
}

/// It acknowledges what is sent and goes on showing the roster as it was, however often that is sent.
#[tokio::test]
async fn who_loses_it_again_is_accused() {
    let mut company = found().await;
    company.join("李强", "liqiang").await;
    let before: Rc<RefCell<Option<Head>>> = Rc::default();
    let noted = Rc::clone(&before);
    let posts = Rc::new(Cell::new(0));
    let counted = Rc::clone(&posts);
    company.founder.network(move |request| {
        let appends = request.method == Method::Post && request.path == path::ROSTER;
        counted.set(counted.get() + u32::from(appends));
        Fate::Arrives
    });
    company.founder.lie(move |path, response| {
        let page = from_cbor::<RosterPage>(&response.body);
        let (true, Ok(page)) = (path.starts_with(path::ROSTER), page) else {
            return response;
        };
        let head = noted.borrow_mut().get_or_insert(page.head).clone();
        let page = RosterPage {
            entries: Vec::new(),
            head,
        };
        let body = to_cbor(&page).unwrap();
        Response { status: 200, body }
    });
    company.founder.call(Sync).await.unwrap();
    company.place("王敏", "销售一组", "销售经理").await;
    let stated = posts.take();
    assert!(before.borrow().is_some() && stated > 0);

    let accused = company.founder.call(Sync).await.unwrap_err().reason;
    assert_eq!(accused, Reason::Integrity(Alarm::RosterRolledBack));
    assert_eq!(posts.get(), stated);
}
