//! Files are sealed anew under the present keys and the chosen suite, by whoever may edit them, and nobody is disturbed by it.

use std::{cell::RefCell, rc::Rc};

use bridge::{
    Reason,
    client::{ClientView, Deed, EditClient, Sync},
    failure::Alarm,
    organisation::{ChooseSuite, GetOrganisation, Reseal, Resealed, Suite},
};
use dossier::client::Field;
use seal::envelope::Header;
use testkit::client::Client;
use wire::{
    body::{from_cbor, to_cbor},
    files::{FileSections, ManySections},
};

use crate::{
    company::{Company, create, edited, name, open, remarks},
    leaving::post,
};

const GROUP: &str = "销售一组";

/// A company with an archivist besides the founder, and files that a leaver could read.
async fn left_behind(files: usize) -> (Company, Client, Vec<String>) {
    let mut company = Company::found().await;
    company.hire("李强", "liqiang", GROUP, "销售代表").await;
    let second = company
        .hire("周敏", "zhoumin", "晨光商贸", "档案管理员")
        .await;
    let mut all = Vec::new();
    for number in 0..files {
        all.push(create(&mut company, GROUP, &format!("客户{number}号")).await);
    }
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    assert_eq!(organisation.to_reseal, 0);
    let dismiss = post(&organisation, "李强", GROUP, "销售代表");
    let after = company.founder.call(dismiss).await.unwrap();
    assert_eq!(after.to_reseal as usize, files);
    (company, second, all)
}

async fn step(client: &mut Client, most: u32) -> Resealed {
    let step = Reseal {
        most,
        keys_alone: false,
    };
    client.call(step).await.unwrap()
}

/// Under which epoch and suite the server keeps the sections of a file.
async fn kept(client: &mut Client, file: &str) -> (ClientView, Vec<(u32, seal::Suite)>) {
    let headers = Rc::new(RefCell::new(Vec::new()));
    let into = Rc::clone(&headers);
    client.lie(move |path, response| {
        if path.starts_with("/api/v1/files/") {
            let sections: FileSections = from_cbor(&response.body).unwrap();
            let header = |bytes: &[u8]| Header::parse(bytes).unwrap();
            let headers = sections.envelopes.iter().map(|one| header(&one.sealed.0));
            *into.borrow_mut() = headers.map(|one| (one.epoch, one.suite)).collect();
        }
        response
    });
    let view = open(client, file).await.unwrap();
    client.stop_lying();
    (view, headers.take())
}

fn resealed(view: &ClientView) -> usize {
    let all = view.history.iter();
    all.filter(|change| change.deed == Deed::Resealed).count()
}

/// T13: what nobody has saved since somebody left comes under the new keys as well.
#[tokio::test]
async fn what_a_leaver_could_open_is_sealed_anew() {
    let (mut company, mut second, files) = left_behind(3).await;
    let (_, before) = kept(&mut second, &files[0]).await;
    assert!(before.iter().all(|(epoch, _)| *epoch == 1));
    let all = step(&mut company.founder, 100).await;
    let expected = Resealed {
        done: 3,
        left: 0,
        unreadable: 0,
    };
    assert_eq!(all, expected);
    second.call(Sync).await.unwrap();
    let mut fresh = company.sign_in("zhoumin").await.unwrap();
    for client in [&mut second, &mut fresh] {
        let (view, now) = kept(client, &files[1]).await;
        assert_eq!((name(&view), resealed(&view)), ("客户1号", 1));
        assert_eq!(now.len(), 4);
        assert!(now.iter().all(|(epoch, _)| *epoch == 2), "{now:?}");
    }
    // Nothing is left to do, and nothing is done.
    assert_eq!(step(&mut second, 100).await.done, 0);
}

#[tokio::test]
async fn it_goes_on_where_somebody_stopped_and_two_at_once_do_no_harm() {
    let (mut company, mut second, files) = left_behind(8).await;
    let first = step(&mut company.founder, 3).await;
    assert_eq!((first.done, first.left), (3, 5));
    second.call(Sync).await.unwrap();
    let mut done = first.done;
    for _ in 0..8 {
        let (one, other) = tokio::join!(step(&mut company.founder, 2), step(&mut second, 2));
        done += one.done + other.done;
        if one.left + other.left == 0 {
            break;
        }
    }
    assert_eq!(done, 8, "each file once");
    let mut fresh = company.sign_in("zhoumin").await.unwrap();
    for (number, file) in files.iter().enumerate() {
        let view = open(&mut fresh, file).await.unwrap();
        assert_eq!(name(&view), format!("客户{number}号"));
        assert_eq!(resealed(&view), 1);
    }
}

/// Whoever has a form open saves it, and takes nothing from anybody.
#[tokio::test]
async fn an_editor_is_not_disturbed() {
    let (mut company, mut second, files) = left_behind(1).await;
    second.call(Sync).await.unwrap();
    let save = edited(&mut second, &files[0], |form| {
        *form = form.clone().with(Field::Remarks, "早已填好");
    })
    .await;
    assert_eq!(step(&mut company.founder, 100).await.done, 1);
    second.call(save).await.unwrap();
    let view = open(&mut company.founder, &files[0]).await.unwrap();
    assert_eq!((name(&view), remarks(&view)), ("客户0号", "早已填好"));
}

/// The control: without the lie the same step succeeds.
#[tokio::test]
async fn another_envelope_than_was_signed_is_not_sealed_anew() {
    let (mut company, _, _) = left_behind(2).await;
    company.founder.lie(|path, mut response| {
        if path.ends_with("/envelopes") {
            let mut answer: ManySections = from_cbor(&response.body).unwrap();
            let last = answer.envelopes[0].sealed.0.last_mut().unwrap();
            *last ^= 1;
            response.body = to_cbor(&answer).unwrap();
        }
        response
    });
    let mut honest = company.sign_in("wangmin").await.unwrap();
    let failed = company
        .founder
        .call(Reseal {
            most: 10,
            keys_alone: true,
        })
        .await;
    let alarm = Reason::Integrity(Alarm::Envelope);
    assert_eq!(failed.unwrap_err().reason, alarm);
    assert_eq!(step(&mut honest, 10).await.done, 2);
}

/// A server that answers with nothing at all keeps nobody busy.
#[tokio::test]
async fn an_answer_without_a_file_is_an_end() {
    let (mut company, _, _) = left_behind(1).await;
    company.founder.lie(|path, mut response| {
        if path.ends_with("/envelopes") {
            let nothing = ManySections {
                files: 0,
                envelopes: Vec::new(),
            };
            response.body = to_cbor(&nothing).unwrap();
        }
        response
    });
    let step = Reseal {
        most: 10,
        keys_alone: true,
    };
    let failed = company.founder.call(step).await.unwrap_err();
    assert_eq!(failed.reason, Reason::Server);
}

/// Whoever has a file open fetches it again once somebody has sealed it anew: that nothing changed is the other one's word.
#[tokio::test]
async fn what_was_open_is_read_again_after_a_reseal() {
    let (mut company, mut second, files) = left_behind(1).await;
    second.call(Sync).await.unwrap();
    open(&mut second, &files[0]).await.unwrap();
    let fetched = Rc::new(RefCell::new(0));
    let count = Rc::clone(&fetched);
    second.lie(move |path, response| {
        *count.borrow_mut() += usize::from(path.starts_with("/api/v1/files/"));
        response
    });
    let edit = EditClient {
        file: files[0].clone(),
    };
    second.call(edit.clone()).await.unwrap();
    assert_eq!(*fetched.borrow(), 0);
    assert_eq!(step(&mut company.founder, 10).await.done, 1);
    second.call(Sync).await.unwrap();
    second.call(edit).await.unwrap();
    assert_eq!(*fetched.borrow(), 1);
}

#[tokio::test]
async fn another_suite_converts_the_archive_and_what_was_sealed_before_opens() {
    let mut company = Company::found().await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    for (suite, number) in [
        (Suite::Sm4Gcm, seal::Suite::Sm4Gcm),
        (Suite::ChaCha20Poly1305, seal::Suite::ChaCha20Poly1305),
        (Suite::Aes256Gcm, seal::Suite::Aes256Gcm),
    ] {
        let chosen = company.founder.call(ChooseSuite { suite }).await.unwrap();
        assert_eq!((chosen.suite, chosen.to_reseal), (suite, 1));
        // Nobody's page does it unasked: whoever chooses the suite may have no key.
        let quietly = Reseal {
            most: 10,
            keys_alone: true,
        };
        let nothing = company.founder.call(quietly).await.unwrap();
        assert_eq!((nothing.done, nothing.left), (0, 0));
        let mut before = company.sign_in("wangmin").await.unwrap();
        assert_eq!(name(&open(&mut before, &file).await.unwrap()), "张雨桐");
        assert_eq!(step(&mut company.founder, 10).await.done, 1);
        let mut fresh = company.sign_in("wangmin").await.unwrap();
        let (view, now) = kept(&mut fresh, &file).await;
        assert_eq!(name(&view), "张雨桐");
        assert!(now.iter().all(|(_, suite)| *suite == number), "{now:?}");
    }
}
