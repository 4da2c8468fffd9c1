//! Who leaves reads nothing that is written later, and nobody else loses anything by it.

use std::{cell::RefCell, rc::Rc};

use bridge::{
    Event, Reason,
    client::Sync,
    organisation::{GetOrganisation, Leave, Leaving, OrganisationView, Reinstate, RotateKeys},
};
use dossier::client::Field;
use testkit::client::Client;
use vault::remote::Response;
use wire::body::{from_cbor, to_cbor};

use crate::company::{Company, create, edited, name, open, person, remarks, role, unit, waiting};
use crate::recovery::recover;

pub(crate) fn post(organisation: &OrganisationView, who: &str, at: &str, r#as: &str) -> Leave {
    Leave {
        leaving: Leaving::Post {
            person: person(organisation, who),
            unit: unit(organisation, at),
            role: role(organisation, r#as),
        },
    }
}

/// Two representatives of 销售一组, and a file there.
async fn two() -> (Company, Client, Client, String) {
    let mut company = Company::found().await;
    let (group, sales) = ("销售一组", "销售代表");
    let leaver = company.hire("李强", "liqiang", group, sales).await;
    let stays = company.hire("赵倩", "zhaoqian", group, sales).await;
    let file = create(&mut company, group, "张雨桐").await;
    (company, leaver, stays, file)
}

async fn note(client: &mut Client, file: &str, text: &str) -> Result<(), bridge::Failure> {
    client.call(Sync).await?;
    let save = edited(client, file, |form| {
        *form = form.clone().with(Field::Remarks, text);
    })
    .await;
    client.call(save).await.map(|_| ())
}

#[tokio::test]
async fn a_dismissal_rotates_in_one_request_and_work_goes_on() {
    let (mut company, mut leaver, mut stays, file) = two().await;
    note(&mut leaver, &file, "第一次回访").await.unwrap();
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let appends = Rc::new(RefCell::new(0));
    let count = Rc::clone(&appends);
    company.founder.lie(move |path, response| {
        if path == "/api/v1/roster" {
            *count.borrow_mut() += 1;
        }
        response
    });
    let dismiss = post(&organisation, "李强", "销售一组", "销售代表");
    company.founder.call(dismiss).await.unwrap();
    company.founder.stop_lying();
    assert_eq!(
        *appends.borrow(),
        1,
        "statement, epochs and boxes in one append"
    );

    // Whoever is gone is served nothing, and the files leave the screen.
    let refused = open(&mut leaver, &file).await.unwrap_err();
    assert_eq!(refused.reason, Reason::NotFound);
    // Who stays reads the old and writes under the new key; so does the archivist.
    note(&mut stays, &file, "第二次回访").await.unwrap();
    let seen = open(&mut company.founder, &file).await.unwrap();
    assert_eq!((name(&seen), remarks(&seen)), ("张雨桐", "第二次回访"));
    let second = create(&mut company, "销售一组", "章子安").await;
    assert!(open(&mut stays, &second).await.is_ok());

    // A fresh browser gets from the newest key to all that was sealed before, and so does a newcomer.
    let mut fresh = company.sign_in("zhaoqian").await.unwrap();
    let mut newcomer = company.hire("孙悦", "sunyue", "销售一组", "销售代表").await;
    for client in [&mut fresh, &mut newcomer] {
        for (file, expected) in [(&file, "张雨桐"), (&second, "章子安")] {
            assert_eq!(name(&open(client, file).await.unwrap()), expected);
        }
    }
}

/// The administrator has no key: nothing is written until somebody has replaced them, which the next writer does unasked.
#[tokio::test]
async fn what_an_administrator_cannot_rotate_the_next_writer_does() {
    let (mut company, _, mut stays, file) = two().await;
    let mut system = company
        .hire("钱坤", "qiankun", "晨光商贸", "系统管理员")
        .await;
    let organisation = system.call(GetOrganisation).await.unwrap();
    let dismiss = post(&organisation, "李强", "销售一组", "销售代表");
    let after = system.call(dismiss).await.unwrap();
    assert!(after.stale > 0, "the keys wait");
    // In vain: no key is theirs to replace.
    let tried = system.call(RotateKeys).await.unwrap();
    assert_eq!(tried.stale, after.stale);

    note(&mut stays, &file, "接手").await.unwrap();
    let seen = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(remarks(&seen), "接手");
    let now = company.founder.call(GetOrganisation).await.unwrap();
    assert_eq!(now.stale, 0);
    let second = create(&mut company, "销售一组", "章子安").await;
    assert!(open(&mut stays, &second).await.is_ok());
}

/// T26: who replaces a key wrongly, on purpose, keeps nobody from what they could read, and is no alarm: nothing is written there until an
/// honest rotation. The control: the same rotation with boxes that open.
#[tokio::test]
async fn a_rotation_whose_boxes_do_not_open_locks_nobody_out() {
    for spoilt in [false, true] {
        let (mut company, _, mut stays, file) = two().await;
        let root = "晨光商贸";
        let mut system = company.hire("黄蓉", "huangrong", root, "系统管理员").await;
        let mut other = company.hire("周敏", "zhoumin", root, "档案管理员").await;
        let organisation = system.call(GetOrganisation).await.unwrap();
        let dismiss = post(&organisation, "李强", "销售一组", "销售代表");
        system.call(dismiss).await.unwrap();
        if spoilt {
            other.spoil_boxes();
        }
        other.call(Sync).await.unwrap();
        let rotated = other.call(RotateKeys).await.unwrap();
        assert_eq!(rotated.stale, 0);

        let mut fresh = company.sign_in("zhaoqian").await.unwrap();
        for client in [&mut stays, &mut fresh] {
            let view = open(client, &file).await.unwrap();
            assert_eq!(name(&view), "张雨桐");
            let saved = note(client, &file, "换过密钥之后").await;
            let expected = match spoilt {
                true => Err(Reason::KeyWaiting),
                false => Ok(()),
            };
            assert_eq!(saved.map_err(|failure| failure.reason), expected);
            let events = client.events();
            assert!(!events.iter().any(|event| matches!(event, Event::Alarm(_))));
        }
        // The others go on, and an archivist who lets the person in anew mends it.
        note(&mut company.founder, &file, "照常").await.unwrap();
        let now = company.founder.call(GetOrganisation).await.unwrap();
        let end = post(&now, "赵倩", "销售一组", "销售代表");
        company.founder.call(end).await.unwrap();
        company.place("赵倩", "销售一组", "销售代表").await;
        note(&mut fresh, &file, "又能写了").await.unwrap();
    }
}

#[tokio::test]
async fn an_archivist_who_leaves_costs_every_key_and_nobody_a_file() {
    let (mut company, mut sales, _, file) = two().await;
    let mut archivist = company
        .hire("周敏", "zhoumin", "晨光商贸", "档案管理员")
        .await;
    assert!(open(&mut archivist, &file).await.is_ok());
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let retire = Leave {
        leaving: Leaving::ForGood {
            person: person(&organisation, "周敏"),
        },
    };
    let after = company.founder.call(retire).await.unwrap();
    assert_eq!(after.stale, 0);
    assert_eq!(
        open(&mut archivist, &file).await.unwrap_err().reason,
        Reason::Locked
    );
    assert_eq!(
        company
            .sign_in("zhoumin")
            .await
            .map(|_| ())
            .unwrap_err()
            .reason,
        Reason::Suspended
    );
    note(&mut sales, &file, "新的一页").await.unwrap();
    let mut fresh = company.sign_in("liqiang").await.unwrap();
    let seen = open(&mut fresh, &file).await.unwrap();
    assert_eq!((name(&seen), remarks(&seen)), ("张雨桐", "新的一页"));
    // The next archivist is let in to all of it.
    let mut next = company
        .hire("吴桐", "wutong", "晨光商贸", "档案管理员")
        .await;
    assert_eq!(remarks(&open(&mut next, &file).await.unwrap()), "新的一页");
}

#[tokio::test]
async fn who_is_suspended_comes_back_through_the_archivist() {
    let (mut company, mut leaver, mut stays, file) = two().await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let who = person(&organisation, "李强");
    let suspend = Leave {
        leaving: Leaving::ForNow {
            person: who.clone(),
        },
    };
    company.founder.call(suspend).await.unwrap();
    assert_eq!(
        open(&mut leaver, &file).await.unwrap_err().reason,
        Reason::Locked
    );
    let refused = company.sign_in("liqiang").await.map(|_| ()).unwrap_err();
    assert_eq!(refused.reason, Reason::Suspended);
    note(&mut stays, &file, "代为跟进").await.unwrap();

    let back = company
        .founder
        .call(Reinstate { person: who })
        .await
        .unwrap();
    let mut leaver = company.sign_in("liqiang").await.unwrap();
    assert!(
        open(&mut leaver, &file).await.is_err(),
        "not before the archivist's click"
    );
    let seen = waiting(&back, "李强");
    let admit = bridge::organisation::Admit { seen: vec![seen] };
    company.founder.call(admit).await.unwrap();
    let seen = open(&mut leaver, &file).await.unwrap();
    assert_eq!((name(&seen), remarks(&seen)), ("张雨桐", "代为跟进"));
}

/// A thief among the archivists is stopped though there is no other; what is left then is the kit.
#[tokio::test]
async fn the_kit_brings_an_archivist_back_where_none_is_left() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let mut system = company
        .hire("钱坤", "qiankun", "晨光商贸", "系统管理员")
        .await;
    let organisation = system.call(GetOrganisation).await.unwrap();
    let who = person(&organisation, "王敏");
    let leave = |leaving| Leave { leaving };
    let gone = leave(Leaving::ForGood {
        person: who.clone(),
    });
    let refused = system.call(gone).await.unwrap_err();
    assert_eq!(refused.reason, Reason::LastOne);
    system
        .call(leave(Leaving::ForNow { person: who }))
        .await
        .unwrap();
    assert!(open(&mut company.founder, &file).await.is_err());

    let mut back = Client::new(&company.server.url());
    back.call(recover(&company)).await.unwrap();
    assert_eq!(name(&open(&mut back, &file).await.unwrap()), "张雨桐");
    company.founder = back;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    note(&mut sales, &file, "接着写").await.unwrap();
    let seen = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(remarks(&seen), "接着写");
}

/// Somebody writes between the administrator's look at the journals and the dismissal: it is made anew.
#[tokio::test]
async fn a_dismissal_and_a_save_at_the_same_time_both_arrive() {
    let (mut company, leaver, mut stays, file) = two().await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let ends: Rc<RefCell<Option<Response>>> = Rc::default();
    let kept = Rc::clone(&ends);
    company.founder.lie(move |path, response| {
        if path == "/api/v1/journal-ends" {
            // The first answer is from before the save.
            return kept.borrow_mut().take().unwrap_or(response);
        }
        response
    });
    let before: wire::files::Journals = {
        let grabbed: Rc<RefCell<Option<Response>>> = Rc::default();
        let into = Rc::clone(&grabbed);
        stays.lie(move |path, response| {
            if path == "/api/v1/journals" {
                *into.borrow_mut() = Some(response.clone());
            }
            response
        });
        stays.call(Sync).await.unwrap();
        stays.stop_lying();
        let response = grabbed.borrow_mut().take().unwrap();
        from_cbor(&response.body).unwrap()
    };
    *ends.borrow_mut() = Some(Response {
        status: 200,
        body: to_cbor(&before).unwrap(),
    });
    note(&mut stays, &file, "同时写的").await.unwrap();
    let dismiss = post(&organisation, "李强", "销售一组", "销售代表");
    company.founder.call(dismiss).await.unwrap();
    assert!(ends.borrow().is_none());
    company.founder.stop_lying();
    let seen = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(remarks(&seen), "同时写的");
    drop(leaver);
}
