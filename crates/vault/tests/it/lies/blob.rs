//! Lies about a person's own blob, and what the blob that devices share gives away.

use std::{cell::RefCell, rc::Rc};

use bridge::{
    Reason,
    account::SignIn,
    failure::Alarm,
    organisation::{AddUnit, GetOrganisation, UnitKind},
};
use testkit::client::Client;
use vault::remote::Response;
use wire::{
    account::{BlobHeld, SignedIn},
    body::{from_cbor, to_cbor},
    path,
    roster::{Appended, Head},
};

use crate::{
    company::{Company, PASSWORD, create, secret, unit},
    devices::conflict,
};

fn credentials() -> SignIn {
    SignIn {
        sign_in_name: "wangmin".to_owned(),
        password: secret(PASSWORD),
    }
}

#[tokio::test]
async fn an_older_blob_than_the_one_at_work_is_named() {
    let mut company = Company::found().await;
    let old: Rc<RefCell<Option<SignedIn>>> = Rc::default();
    let keep = Rc::clone(&old);
    let mut client = Client::new(&company.server.url());
    client.lie(move |path, response| {
        if path == path::SIGN_IN {
            *keep.borrow_mut() = from_cbor(&response.body).ok();
        }
        response
    });
    client.call(credentials()).await.unwrap();
    company.founder = client;
    create(&mut company, "销售一组", "张雨桐").await;
    // From now on the server says that another device came first, and shows what was there before.
    let old = old.borrow_mut().take().unwrap();
    company
        .founder
        .lie(move |path, response| match response.status {
            _ if path != path::BLOB => response,
            200 => Response {
                status: 200,
                body: to_cbor(&BlobHeld {
                    blob: old.blob.clone(),
                    counter: 99,
                })
                .unwrap(),
            },
            _ => conflict(),
        });
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let added = AddUnit {
        parent: unit(&organisation, "风控部"),
        name: "风控一组".to_owned(),
        kind: UnitKind::Group,
    };
    let failure = company.founder.call(added).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Integrity(Alarm::BlobRolledBack));
}

#[tokio::test]
async fn two_devices_of_mine_that_are_shown_different_ends_find_out() {
    let mut company = Company::found().await;
    let mut other = company.sign_in("wangmin").await.unwrap();
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let added = |name: &str| AddUnit {
        parent: unit(&organisation, "风控部"),
        name: name.to_owned(),
        kind: UnitKind::Group,
    };
    company.founder.call(added("风控一组")).await.unwrap();
    // The other device states on the same end. It has lost the race, and is told that it has won.
    other.lie(|path, response| {
        if path != path::ROSTER || response.status != 409 {
            return response;
        }
        let head = Head {
            seq: 0,
            hash: vec![0; 32].into(),
        };
        let body = to_cbor(&Appended { head }).unwrap();
        Response { status: 200, body }
    });
    let failure = other.call(added("风控二组")).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Integrity(Alarm::RosterRolledBack));
}
