//! Another password: the new one opens, the old one does not, other devices are out, and nothing of an archive is lost.

use std::{cell::Cell, rc::Rc};

use bridge::{
    Event, Reason,
    account::{ChangePassword, SignIn},
    client::Sync,
    organisation::{AddUnit, GetOrganisation, UnitKind},
};
use testkit::client::{Client, Fate};
use vault::Method;
use wire::path;

use crate::company::{Company, PASSWORD, create, secret, unit};

const NEW: &str = "Nine-herons-over-9-quiet-lakes";

fn change(present: &str, password: &str) -> ChangePassword {
    ChangePassword {
        present: secret(present),
        password: secret(password),
    }
}

fn accused(client: &Client) -> bool {
    let events = client.events();
    events.iter().any(|event| matches!(event, Event::Alarm(_)))
}

async fn sign_in(company: &Company, password: &str) -> Result<Client, Reason> {
    let mut client = Client::new(&company.server.url());
    let credentials = SignIn {
        sign_in_name: "wangmin".to_owned(),
        password: secret(password),
    };
    match client.call(credentials).await {
        Ok(_) => Ok(client),
        Err(failure) => Err(failure.reason),
    }
}

#[tokio::test]
async fn the_new_password_opens_the_archive_and_the_old_one_no_longer_does() {
    let mut company = Company::found().await;
    create(&mut company, "销售一组", "张雨桐").await;
    let mut other = company.sign_in("wangmin").await.unwrap();
    company.founder.call(change(PASSWORD, NEW)).await.unwrap();

    // The page goes on working, and remembers in the new blob what it sees.
    create(&mut company, "销售一组", "曾子安").await;
    assert_eq!(other.call(Sync).await.unwrap_err().reason, Reason::Locked);
    assert_eq!(
        sign_in(&company, PASSWORD).await.err(),
        Some(Reason::WrongCredentials)
    );
    let mut fresh = sign_in(&company, NEW).await.ok().unwrap();
    assert_eq!(fresh.call(Sync).await.unwrap().files, 2);
    assert!(!accused(&fresh) && !accused(&company.founder));
}

#[tokio::test]
async fn a_wrong_present_password_asks_nothing_of_the_server_that_counts_as_a_guess() {
    let mut company = Company::found().await;
    for _ in 0..8 {
        let refused = company.founder.call(change("not-my-password-at-all", NEW));
        assert_eq!(refused.await.unwrap_err().reason, Reason::WrongCredentials);
    }
    company.founder.call(change(PASSWORD, NEW)).await.unwrap();
}

#[tokio::test]
async fn a_new_password_is_what_the_rules_ask_for_hard_to_guess_and_another_one() {
    let mut company = Company::found().await;
    for (password, problem) in [
        ("wangmin2026", "too_short"),
        ("wangmin-20260", "kinds"),
        ("Wangmin-2026!", "weak"),
        (PASSWORD, "used_before"),
    ] {
        let refused = company.founder.call(change(PASSWORD, password)).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.reason, Reason::Invalid);
        let fields = [("password".to_owned(), problem.to_owned())];
        assert_eq!(refused.fields, fields, "{password}");
    }
}

/// What stands for the present one has to be it, also where the new one is what the present one is.
#[tokio::test]
async fn the_same_password_under_a_wrong_present_one_is_no_change() {
    let mut company = Company::found().await;
    let refused = company
        .founder
        .call(change("not-my-password-at-all", PASSWORD))
        .await;
    assert_eq!(refused.unwrap_err().reason, Reason::WrongCredentials);
}

#[tokio::test]
async fn another_device_that_remembered_something_first_does_not_stand_in_the_way() {
    let mut company = Company::found().await;
    let mut other = company.sign_in("wangmin").await.unwrap();
    let organisation = other.call(GetOrganisation).await.unwrap();
    let add = AddUnit {
        parent: unit(&organisation, "销售部"),
        name: "销售三组".to_owned(),
        kind: UnitKind::Group,
    };
    // What it states, it remembers in the blob that both share.
    other.call(add).await.unwrap();
    company.founder.call(change(PASSWORD, NEW)).await.unwrap();
    let mut fresh = sign_in(&company, NEW).await.ok().unwrap();
    assert_eq!(fresh.call(Sync).await.unwrap().files, 0);
}

/// The change arrives, and every answer to it is lost: the reader presses the button again, with the same two passwords.
#[tokio::test]
async fn a_change_whose_answer_got_lost_is_found_to_be_done() {
    let mut company = Company::found().await;
    let lost = Rc::new(Cell::new(0));
    let count = lost.clone();
    company.founder.network(move |request| {
        if request.method == Method::Put && request.path == path::PASSWORD {
            count.set(count.get() + 1);
            return Fate::AnswerLost;
        }
        Fate::Arrives
    });
    let offline = company.founder.call(change(PASSWORD, NEW)).await;
    assert_eq!(offline.unwrap_err().reason, Reason::Offline);
    assert_eq!(lost.get(), 2);
    company.founder.mend_network();
    company.founder.call(change(PASSWORD, NEW)).await.unwrap();
    // The page's key is the new blob's: it can remember, and change the password again.
    create(&mut company, "销售一组", "张雨桐").await;
    company
        .founder
        .call(change(NEW, "Eleven-cranes-behind-11-mills"))
        .await
        .unwrap();
    assert!(!accused(&company.founder));
}
