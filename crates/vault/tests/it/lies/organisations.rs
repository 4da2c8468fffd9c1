//! Lies about which organisation it is: a foreign one, or one that the server made up.

use bridge::{Reason, account::SignIn, failure::Alarm};
use testkit::client::Client;
use vault::remote::Response;
use wire::{
    body::{from_cbor, to_cbor},
    roster::RosterPage,
};

use super::sign_in;
use crate::company::{Company, PASSWORD, secret};

#[tokio::test]
async fn another_organisation_is_not_mistaken_for_mine() {
    let company = Company::found().await;
    let foreign = Company::found().await;
    let page = std::rc::Rc::new(std::cell::RefCell::new(None));
    let kept = std::rc::Rc::clone(&page);
    let mut spy = Client::new(&foreign.server.url());
    spy.lie(move |path, response| {
        if path.starts_with("/api/v1/roster") {
            kept.borrow_mut()
                .get_or_insert_with(|| response.body.clone());
        }
        response
    });
    spy.call(SignIn {
        sign_in_name: "wangmin".to_owned(),
        password: secret(PASSWORD),
    })
    .await
    .unwrap();
    let foreign: RosterPage = from_cbor(page.borrow().as_ref().unwrap()).unwrap();
    let alarm = sign_in::<RosterPage>(&company, "/api/v1/roster", move |page| {
        *page = foreign.clone()
    })
    .await;
    assert_eq!(alarm, Some(Alarm::Blob));
}

#[tokio::test]
async fn the_kit_does_not_recover_into_an_organisation_that_the_server_made_up() {
    use ledger::{
        entry::{Author, Chain, Entry, SignedEntry, VERSION},
        hash::Hash,
        id::{Intent, OrgId, PersonId, RoleId, UnitId},
        statement::*,
        templates::{ShippedRole, shipped_roles},
    };
    use seal::identity::SigningKey;

    let company = Company::found().await;
    // All that the server needs is public: the root's public halves, the founder's sign-in name.
    let seed = crate::recovery::seed(&company.kit);
    let recovery = RecoveryKeys {
        verifying: seed.signing().verifying(),
        wrapping: seed.wrapping().public(),
    };
    let servers = SigningKey::from_seed([7; 32]);
    let person = PersonId([1; 16]);
    let mut ids = 0;
    let roles = shipped_roles(|| {
        ids += 1;
        RoleId([ids; 16])
    });
    let founder_roles = ShippedRole::FOUNDER
        .map(|role| roles[role.index()].id)
        .to_vec();
    let root = Unit {
        id: UnitId([9; 16]),
        parent: None,
        name: "晨光商贸".to_owned(),
        kind: UnitKind::Company,
    };
    let wrapping = testkit::client::NativePlatform::default()
        .make_wrapping_key()
        .await
        .ok()
        .unwrap()
        .spki;
    use vault::Platform as _;
    let founder = Person {
        id: person,
        name: "王敏".to_owned(),
        sign_in_name: "wangmin".to_owned(),
        keys: PublicKeys {
            wrapping,
            verifying: servers.verifying(),
        },
    };
    let below = Unit {
        id: UnitId([8; 16]),
        parent: Some(root.id),
        name: "销售部".to_owned(),
        kind: UnitKind::Department,
    };
    let genesis = RosterStatement::Genesis(Genesis {
        root,
        founder,
        recovery,
        roles,
        founder_roles,
        policy: Policy::default(),
    });
    let mut prev = Hash::ZERO;
    let entries: Vec<SignedEntry> = [genesis, RosterStatement::DefineUnit(below)]
        .into_iter()
        .zip(0..)
        .map(|(statement, seq)| {
            let entry = Entry {
                version: VERSION,
                org: OrgId([3; 16]),
                chain: Chain::Roster,
                seq,
                prev,
                author: Author::Person(person),
                at: 1_700_000_000_000,
                intent: Intent([u8::try_from(seq).unwrap() + 1; 16]),
                statement,
            };
            let entry = SignedEntry::sign(&entry, |message| servers.sign(message));
            prev = entry.hash();
            entry
        })
        .collect();
    // By itself it is a roster like any other: only what recovery demands beyond can tell.
    let mut made_up = ledger::roster::Roster::default();
    for entry in &entries {
        made_up.apply(entry, 1_700_000_000_000).unwrap();
    }
    let mut client = Client::new(&company.server.url());
    client.lie(move |path, response| {
        let Some(after) = path.strip_prefix("/api/v1/roster?after=") else {
            return response;
        };
        let page = RosterPage {
            entries: entries[after.parse::<usize>().unwrap()..]
                .iter()
                .map(|entry| entry.as_bytes().to_vec().into())
                .collect(),
            head: wire::roster::Head {
                seq: 1,
                hash: prev.0.to_vec().into(),
            },
        };
        Response {
            status: 200,
            body: to_cbor(&page).unwrap(),
        }
    });
    let recover = bridge::account::Recover {
        kits: vec![secret(&company.kit)],
        sign_in_name: "wangmin".to_owned(),
        password: secret("nine-cranes-over-the-old-bridge"),
    };
    assert_eq!(
        client.call(recover).await.unwrap_err().reason,
        Reason::Integrity(Alarm::Genesis)
    );
}
