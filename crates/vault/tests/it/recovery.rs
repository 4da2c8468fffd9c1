//! The recovery kit gives access back, with new keys, and nothing to whoever has no kit.

use std::{rc::Rc, sync::mpsc};

use bridge::{
    Reason,
    account::{Recover, RehearseKits, SessionView, SignIn},
    failure::Alarm,
    organisation::{AddUnit, GetOrganisation, UnitKind},
};
use ledger::{
    rights::Section,
    statement::{KeyName, Post},
};
use seal::recovery::{Kit, Seed};
use testkit::client::{Client, Fate};
use vault::remote::Response;
use wire::{
    body::{from_cbor, to_cbor},
    path,
    roster::Boxes,
};

use crate::company::{Company, PASSWORD, create, name, open, role, secret, unit};

const NEW: &str = "Nine-cranes-over-9-old-bridges";

#[tokio::test]
async fn the_kit_restores_the_founder() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let mut fresh = Client::new(&company.server.url());
    let typed = company.kit.to_lowercase().replace('-', " ");
    let recover = Recover {
        kits: vec![secret(&typed)],
        sign_in_name: "wangmin".to_owned(),
        password: secret(NEW),
    };
    let session = fresh.call(recover).await.unwrap();
    assert!(session.abilities.administer && session.abilities.admit);
    assert_eq!(name(&open(&mut fresh, &file).await.unwrap()), "张雨桐");
    fresh.call(GetOrganisation).await.unwrap();

    // The old password is over, the new one stays good; work goes on with the new keys.
    let mut again = Client::new(&company.server.url());
    let old = SignIn {
        sign_in_name: "wangmin".to_owned(),
        password: secret(PASSWORD),
    };
    assert_eq!(
        again.call(old).await.unwrap_err().reason,
        Reason::WrongCredentials
    );
    again
        .call(SignIn {
            sign_in_name: "wangmin".to_owned(),
            password: secret(NEW),
        })
        .await
        .unwrap();
    company.founder = again;
    let second = create(&mut company, "销售二组", "章子安").await;
    assert!(open(&mut company.founder, &second).await.is_ok());
    // The founder's old browser can go on with nothing: its session is over.
    assert!(open(&mut fresh, &file).await.is_ok());
}

#[tokio::test]
async fn a_wrong_kit_is_told_from_a_mistyped_one() {
    let company = Company::found().await;
    let other = Company::found().await;
    let mut fresh = Client::new(&company.server.url());
    let recover = |kit: &str| Recover {
        kits: vec![secret(kit)],
        sign_in_name: "wangmin".to_owned(),
        password: secret(NEW),
    };
    assert_eq!(
        fresh.call(recover(&other.kit)).await.unwrap_err().reason,
        Reason::WrongKit
    );
    let mut symbols: Vec<char> = company.kit.chars().collect();
    symbols[7] = if symbols[7] == 'A' { 'B' } else { 'A' };
    let mistyped: String = symbols.into_iter().collect();
    assert_eq!(
        fresh.call(recover(&mistyped)).await.unwrap_err().reason,
        Reason::BadKit(Some(2))
    );
    assert_eq!(
        fresh.call(recover("abc")).await.unwrap_err().reason,
        Reason::BadKit(None)
    );
}

pub(crate) fn recover(company: &Company) -> Recover {
    Recover {
        kits: vec![secret(&company.kit)],
        sign_in_name: "wangmin".to_owned(),
        password: secret(NEW),
    }
}

/// Whoever has a session, a thief's among them, can state things; that must not keep the kit from ending it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn statements_of_others_do_not_starve_recovery() {
    let company = Company::found().await;
    let url = company.server.url();
    let (ask, asked) = mpsc::channel::<()>();
    let (tell, told) = mpsc::channel::<Result<(), Reason>>();
    let thief = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut thief = Client::new(&url);
            let credentials = SignIn {
                sign_in_name: "wangmin".to_owned(),
                password: secret(PASSWORD),
            };
            thief.call(credentials).await.unwrap();
            let organisation = thief.call(GetOrganisation).await.unwrap();
            let mut number = 0;
            while asked.recv().is_ok() {
                number += 1;
                let added = AddUnit {
                    parent: unit(&organisation, "风控部"),
                    name: format!("风控{number}组"),
                    kind: UnitKind::Group,
                };
                let answer = thief.call(added).await;
                tell.send(answer.map(|_| ()).map_err(|failure| failure.reason))
                    .unwrap();
            }
        });
    });
    let mut fresh = Client::new(&company.server.url());
    let put = Rc::new(std::cell::Cell::new(0));
    let (puts, demand) = (Rc::clone(&put), ask.clone());
    let told = Rc::new(told);
    let heard = Rc::clone(&told);
    fresh.network(move |request| {
        // However quick recovery is, the thief comes between its last look and its statements: three times.
        if request.path == path::RECOVERY_ACCOUNT && puts.get() < 3 {
            puts.set(puts.get() + 1);
            demand.send(()).unwrap();
            assert_eq!(heard.recv().unwrap(), Ok(()));
        }
        Fate::Arrives
    });
    let session = fresh.call(recover(&company)).await.unwrap();
    assert!(session.abilities.administer && session.abilities.admit);
    assert_eq!(put.get(), 3);
    // The thief's session is over.
    ask.send(()).unwrap();
    assert_eq!(told.recv().unwrap(), Err(Reason::Locked));
    fresh.mend_network();
    drop((fresh, ask));
    thief.join().unwrap();
}

/// Recovers the founder's access where some boxes of the recovery root's are rubbish.
async fn recover_among_rubbish(
    company: &Company,
    spoilt: impl Fn(&[u8]) -> bool + 'static,
) -> (Client, Result<SessionView, Reason>) {
    let seed = seed(&company.kit);
    let root = seed.wrapping().public();
    let mut fresh = Client::new(&company.server.url());
    let told = Rc::new(std::cell::Cell::new(false));
    let tell = Rc::clone(&told);
    fresh.lie(move |path, response| {
        if path != path::BOXES || response.status != 200 {
            return response;
        }
        let mut boxes: Boxes = from_cbor(&response.body).unwrap();
        let of_root = boxes
            .boxes
            .iter_mut()
            .filter(|sealed| sealed.recipient.0 == root && spoilt(&sealed.key.0));
        for sealed in of_root {
            tell.set(true);
            *sealed.sealed.0.last_mut().unwrap() ^= 1;
        }
        let body = to_cbor(&boxes).unwrap();
        Response { status: 200, body }
    });
    let answer = fresh.call(recover(company)).await;
    assert!(told.get());
    fresh.stop_lying();
    (fresh, answer.map_err(|failure| failure.reason))
}

#[tokio::test]
async fn a_colleagues_rubbish_for_one_unit_does_not_make_the_kit_worthless() {
    let mut company = Company::found().await;
    let (one, two) = (
        create(&mut company, "销售一组", "张雨桐").await,
        create(&mut company, "销售二组", "章子安").await,
    );
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let unit = unit(&organisation, "销售一组").parse().unwrap();
    let keys = Section::ALL.map(|section| KeyName::Unit(unit, section).id());
    let spoilt = move |key: &[u8]| keys.iter().any(|id| id == key);
    let (mut fresh, session) = recover_among_rubbish(&company, spoilt).await;
    let session = session.unwrap();
    assert!(session.posts.iter().all(|post| post.admitted));
    // What the posts were given before opens as ever.
    for file in [one, two] {
        assert!(open(&mut fresh, &file).await.is_ok());
    }
}

#[tokio::test]
async fn a_post_whose_pair_is_lost_waits_and_the_others_are_given_back() {
    let mut company = Company::found().await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let post = |name: &str| {
        let (unit, role) = (unit(&organisation, "晨光商贸"), role(&organisation, name));
        KeyName::Post(Post {
            unit: unit.parse().unwrap(),
            role: role.parse().unwrap(),
        })
        .id()
    };
    let archive = post("档案管理员");
    let (mut fresh, session) = recover_among_rubbish(&company, move |key| key == archive).await;
    let session = session.unwrap();
    assert!(session.abilities.administer && !session.abilities.admit);
    let waits = |session: &SessionView| -> Vec<String> {
        let posts = session.posts.iter().filter(|post| !post.admitted);
        posts.map(|post| post.role.clone()).collect()
    };
    assert_eq!(waits(&session), ["档案管理员"]);
    fresh.call(GetOrganisation).await.unwrap();
    // With whole boxes the same kit gives back the rest.
    let mut again = Client::new(&company.server.url());
    again.call(recover(&company)).await.unwrap();
}

#[tokio::test]
async fn a_kit_that_opens_nothing_is_an_alarm() {
    let company = Company::found().await;
    let (_, session) = recover_among_rubbish(&company, |_| true).await;
    assert_eq!(
        session.unwrap_err(),
        Reason::Integrity(Alarm::KeySubstituted)
    );
}

/// The seed of a whole kit.
pub(crate) fn seed(kit: &str) -> Seed {
    match Kit::parse(kit).unwrap() {
        Kit::Whole(seed) => seed,
        _ => panic!("no whole kit"),
    }
}

/// T21: one kit alone is worth nothing; any two of three recover, and nobody else's do. The control: two kits.
#[tokio::test]
async fn one_of_three_kits_fails_and_any_two_recover() {
    let (mut company, kits) = Company::found_with(true).await;
    let (_, others) = Company::found_with(true).await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let mut fresh = Client::new(&company.server.url());
    let with = |kits: &[&str]| Recover {
        kits: kits.iter().map(|kit| secret(kit)).collect(),
        sign_in_name: "wangmin".to_owned(),
        password: secret(NEW),
    };
    let mut mistyped = kits[2].clone().into_bytes();
    mistyped[0] = if mistyped[0] == b'A' { b'B' } else { b'A' };
    let mistyped = String::from_utf8(mistyped).unwrap();
    for (typed, reason, second) in [
        (vec![&kits[1]], Reason::AnotherKit(2), false),
        (vec![&kits[0], &kits[0]], Reason::SameKit, true),
        (vec![&kits[0], &mistyped], Reason::BadKit(Some(1)), true),
        (vec![&kits[0], &others[1]], Reason::WrongKit, false),
    ] {
        let typed: Vec<&str> = typed.into_iter().map(String::as_str).collect();
        let failed = fresh.call(with(&typed)).await.unwrap_err();
        assert_eq!((failed.reason, !failed.fields.is_empty()), (reason, second));
        // The rehearsal says the same, and tells nobody.
        let statements = company
            .founder
            .call(GetOrganisation)
            .await
            .unwrap()
            .statements;
        let kits = typed.iter().map(|kit| secret(kit)).collect();
        let failed = company
            .founder
            .call(RehearseKits { kits })
            .await
            .unwrap_err();
        assert_eq!(failed.reason, reason);
        let after = company
            .founder
            .call(GetOrganisation)
            .await
            .unwrap()
            .statements;
        assert_eq!(statements, after);
    }
    for pair in [[0, 1], [1, 2], [2, 0]] {
        let kits = pair.iter().map(|at| secret(&kits[*at])).collect();
        company.founder.call(RehearseKits { kits }).await.unwrap();
    }
    fresh.call(with(&[&kits[2], &kits[0]])).await.unwrap();
    assert_eq!(name(&open(&mut fresh, &file).await.unwrap()), "张雨桐");
}
