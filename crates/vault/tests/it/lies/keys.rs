//! Lies about what opens keys: how a password is stretched, and the boxes that keys come in.

use std::{cell::RefCell, rc::Rc};

use bridge::{Reason, account::SignIn, failure::Alarm};
use testkit::client::{Client, Fate};
use wire::{
    account::{SignIn as SignInBody, SignInParameters},
    body::from_cbor,
    path,
    roster::Boxes,
};

use super::{Told, rewrite, sign_in, sign_in_honestly, sign_in_to};
use crate::company::{Company, PASSWORD, secret};

#[tokio::test]
async fn weaker_stretching_is_refused_before_anything_is_sent() {
    const PARAMETERS: &str = "/api/v1/sign-in/parameters";
    let company = Company::found().await;
    sign_in_honestly::<SignInParameters>(&company, PARAMETERS).await;
    let weaker: [fn(&mut SignInParameters); 3] = [
        |parameters| parameters.stretch.passes = 1,
        |parameters| parameters.stretch.memory_kib = 1024,
        |parameters| parameters.scheme = 0,
    ];
    for change in weaker {
        let told = Told::default();
        let lie = rewrite(PARAMETERS, &told, change);
        let asked: Rc<RefCell<Vec<String>>> = Rc::default();
        let noted = Rc::clone(&asked);
        let alarm = sign_in_to(&company, move |path, response| {
            noted.borrow_mut().push(path.to_owned());
            lie(path, response)
        });
        assert_eq!(alarm.await, Some(Alarm::Downgrade));
        assert!(told.get());
        assert_eq!(*asked.borrow(), [PARAMETERS]);
    }
}

/// A server that runs could work through one table of guesses for all of its people at once, if a salt of its choice were all there is.
#[tokio::test]
async fn one_salt_for_everybody_does_not_make_one_table_for_everybody() {
    let mut company = Company::found().await;
    company.enrol("李强", "liqiang").await;
    let mut sent: Vec<Vec<u8>> = Vec::new();
    for name in ["wangmin", "liqiang", " WangMin"] {
        let mut client = Client::new(&company.server.url());
        let told = Told::default();
        client.lie(rewrite(
            "/api/v1/sign-in/parameters",
            &told,
            |parameters: &mut SignInParameters| {
                parameters.salt = vec![7; 16].into();
            },
        ));
        let secret_sent: Rc<RefCell<Option<SignInBody>>> = Rc::default();
        let keep = Rc::clone(&secret_sent);
        client.network(move |request| {
            if request.path == path::SIGN_IN {
                *keep.borrow_mut() = from_cbor(request.body.as_deref().unwrap()).ok();
            }
            Fate::Arrives
        });
        let credentials = SignIn {
            sign_in_name: name.to_owned(),
            password: secret(PASSWORD),
        };
        // With another salt than the account's it is the wrong secret.
        let refused = client.call(credentials).await.unwrap_err();
        assert_eq!(refused.reason, Reason::WrongCredentials);
        assert!(told.get());
        sent.push(secret_sent.borrow_mut().take().unwrap().secret.0);
    }
    assert_ne!(sent[0], sent[1], "the same password under two names");
    assert_eq!(sent[0], sent[2], "a name is the same however it is typed");
}

#[tokio::test]
async fn keys_that_were_swapped_or_altered_are_named() {
    let company = Company::found().await;
    const BOXES: &str = "/api/v1/boxes";
    sign_in_honestly::<Boxes>(&company, BOXES).await;
    let altered = sign_in::<Boxes>(&company, BOXES, |boxes| {
        for sealed in &mut boxes.boxes {
            *sealed.sealed.0.last_mut().unwrap() ^= 1;
        }
    });
    assert_eq!(altered.await, Some(Alarm::KeySubstituted));
    let header = sign_in::<Boxes>(&company, BOXES, |boxes| {
        for sealed in &mut boxes.boxes {
            sealed.sealed.0[20] ^= 1;
        }
    });
    assert_eq!(header.await, Some(Alarm::KeySubstituted));
    // Header and content as they were made: the maker's signature alone is another.
    let unsigned = sign_in::<Boxes>(&company, BOXES, |boxes| {
        for sealed in &mut boxes.boxes {
            sealed.sealed.0[150] ^= 1;
        }
    });
    assert_eq!(unsigned.await, Some(Alarm::KeySubstituted));
    // One that is no box at all, beside all that I should have, harms nobody: whoever put it there locks nobody out.
    let rubbish = sign_in::<Boxes>(&company, BOXES, |boxes| {
        let mut rubbish = boxes.boxes[0].clone();
        rubbish.sealed = vec![7; 300].into();
        boxes.boxes.push(rubbish);
    });
    assert_eq!(rubbish.await, None);
}
