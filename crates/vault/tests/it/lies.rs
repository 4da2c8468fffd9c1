//! A server that lies: the client names the lie, and from then on neither believes nor writes.

use bridge::{
    Event, Reason, account::SignIn, client::Sync, failure::Alarm, organisation::GetOrganisation,
};
use testkit::client::Client;
use vault::remote::Response;
use wire::{
    account::SignInParameters,
    body::{from_cbor, to_cbor},
    files::{FileSections, JournalPage},
    roster::{Boxes, RosterPage},
};

use crate::company::{Company, PASSWORD, create, edited, open, secret};

/// Rewrites the answers of one path.
fn rewrite<T: serde::Serialize + serde::de::DeserializeOwned + 'static>(
    path: &'static str,
    change: impl Fn(&mut T) + 'static,
) -> impl Fn(&str, Response) -> Response {
    move |asked, response| {
        if response.status != 200
            || !asked
                .split('?')
                .next()
                .is_some_and(|asked| asked.starts_with(path))
        {
            return response;
        }
        let mut body: T = from_cbor(&response.body).unwrap();
        change(&mut body);
        Response {
            status: 200,
            body: to_cbor(&body).unwrap(),
        }
    }
}

/// Signs in at a server that lies in one way.
async fn sign_in<T: serde::Serialize + serde::de::DeserializeOwned + 'static>(
    company: &Company,
    path: &'static str,
    change: impl Fn(&mut T) + 'static,
) -> Option<Alarm> {
    let mut client = Client::new(&company.server.url());
    client.lie(rewrite(path, change));
    let failure = client
        .call(SignIn {
            sign_in_name: "wangmin".to_owned(),
            password: secret(PASSWORD),
        })
        .await
        .err()?;
    let Reason::Integrity(alarm) = failure.reason else {
        panic!("not named as a lie: {failure:?}")
    };
    assert!(client.events().contains(&Event::Alarm(alarm)));
    // Honest or not, this engine is done.
    client.stop_lying();
    assert_eq!(
        client.call(GetOrganisation).await.unwrap_err().reason,
        Reason::Integrity(alarm)
    );
    Some(alarm)
}

#[tokio::test]
async fn a_roster_that_is_cut_altered_or_reordered_is_named() {
    let mut company = Company::found().await;
    create(&mut company, "销售一组", "张雨桐").await;
    // So that the last heads are in the blob.
    company.founder = company.sign_in("wangmin").await.unwrap();
    const ROSTER: &str = "/api/v1/roster";
    let honest = sign_in::<RosterPage>(&company, ROSTER, |_| ()).await;
    assert_eq!(honest, None);
    let altered = sign_in::<RosterPage>(&company, ROSTER, |page| {
        if let Some(byte) = page.entries.get_mut(2).and_then(|entry| entry.0.last_mut()) {
            *byte ^= 1;
        }
    });
    assert_eq!(altered.await, Some(Alarm::RosterForged));
    let reordered = sign_in::<RosterPage>(&company, ROSTER, |page| page.entries.swap(1, 2));
    assert_eq!(reordered.await, Some(Alarm::RosterForged));
    let doubled = sign_in::<RosterPage>(&company, ROSTER, |page| {
        page.entries.insert(1, page.entries[1].clone())
    });
    assert_eq!(doubled.await, Some(Alarm::RosterForged));
    // Cut, but with a head that fits: only the pins in the blob can know.
    let cut = sign_in::<RosterPage>(&company, ROSTER, |page| {
        if page.entries.len() > 1 {
            page.entries.pop();
            let last =
                ledger::entry::SignedEntry::from_bytes(page.entries.last().unwrap().0.clone())
                    .unwrap();
            page.head.seq -= 1;
            page.head.hash = last.hash().0.to_vec().into();
        }
    });
    assert_eq!(cut.await, Some(Alarm::RosterRolledBack));
}

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
async fn weaker_stretching_is_refused_before_anything_is_sent() {
    let company = Company::found().await;
    let path = "/api/v1/sign-in/parameters";
    assert_eq!(
        sign_in::<SignInParameters>(&company, path, |parameters| parameters.stretch.passes = 1)
            .await,
        Some(Alarm::Downgrade)
    );
    assert_eq!(
        sign_in::<SignInParameters>(&company, path, |parameters| parameters.stretch.memory_kib =
            1024)
        .await,
        Some(Alarm::Downgrade)
    );
    assert_eq!(
        sign_in::<SignInParameters>(&company, path, |parameters| parameters.scheme = 0).await,
        Some(Alarm::Downgrade)
    );
}

#[tokio::test]
async fn keys_that_were_swapped_or_altered_are_named() {
    let company = Company::found().await;
    const BOXES: &str = "/api/v1/boxes";
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
    // One that is no box at all, beside all that I should have, harms nobody: whoever put it there locks nobody out.
    let rubbish = sign_in::<Boxes>(&company, BOXES, |boxes| {
        let mut rubbish = boxes.boxes[0].clone();
        rubbish.sealed = vec![7; 300].into();
        boxes.boxes.push(rubbish);
    });
    assert_eq!(rubbish.await, None);
}

#[tokio::test]
async fn journals_that_are_cut_and_envelopes_that_are_swapped_or_kept_back_are_named() {
    let mut company = Company::found().await;
    let first = create(&mut company, "销售一组", "张雨桐").await;
    create(&mut company, "销售一组", "章子安").await;
    company.founder.call(Sync).await.unwrap();
    company
        .founder
        .call(bridge::account::SignOut)
        .await
        .unwrap();
    const JOURNALS: &str = "/api/v1/journals/";
    let swapped = sign_in::<JournalPage>(&company, JOURNALS, |page| {
        if page.envelopes.len() > 2 {
            let (one, two) = (
                page.envelopes[0].sealed.clone(),
                page.envelopes[2].sealed.clone(),
            );
            page.envelopes[0].sealed = two;
            page.envelopes[2].sealed = one;
        }
    });
    assert_eq!(swapped.await, Some(Alarm::Envelope));
    let kept_back = sign_in::<JournalPage>(&company, JOURNALS, |page| drop(page.envelopes.pop()));
    assert_eq!(kept_back.await, Some(Alarm::Envelope));
    let emptied = sign_in::<JournalPage>(&company, JOURNALS, |page| {
        page.entries.clear();
        page.envelopes.clear();
        page.head = None;
    });
    assert_eq!(emptied.await, Some(Alarm::JournalRolledBack));
    let altered = sign_in::<JournalPage>(&company, JOURNALS, |page| {
        if let Some(byte) = page
            .entries
            .first_mut()
            .and_then(|entry| entry.0.last_mut())
        {
            *byte ^= 1;
        }
    });
    assert_eq!(altered.await, Some(Alarm::JournalForged));

    // Opening a file: the section that comes is the one that was signed.
    let mut client = company.sign_in("wangmin").await.unwrap();
    client.lie(rewrite::<FileSections>("/api/v1/files/", |file| {
        for envelope in &mut file.envelopes {
            *envelope.sealed.0.last_mut().unwrap() ^= 1;
        }
    }));
    assert_eq!(
        open(&mut client, &first).await.unwrap_err().reason,
        Reason::Integrity(Alarm::Envelope)
    );
}

#[tokio::test]
async fn a_save_that_was_acknowledged_and_dropped_is_named() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let mut client = company.sign_in("wangmin").await.unwrap();
    open(&mut client, &file).await.unwrap();
    // Somebody else comes first, so the honest answer would be 409; the server says 200 instead.
    create(&mut company, "销售一组", "章子安").await;
    client.lie(|path, response| {
        if response.status == 409 && path.starts_with("/api/v1/journals/") {
            let head = wire::roster::Head {
                seq: 2,
                hash: vec![0; 32].into(),
            };
            let body = to_cbor(&wire::roster::Appended { head }).unwrap();
            return Response { status: 200, body };
        }
        response
    });
    let save = edited(&mut client, &file, |form| {
        form.remarks = "没有存下来".to_owned();
    })
    .await;
    assert_eq!(
        client.call(save).await.unwrap_err().reason,
        Reason::Integrity(Alarm::JournalRolledBack)
    );
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
    use seal::{identity::SigningKey, recovery::Kit};

    let company = Company::found().await;
    // All that the server needs is public: the root's public halves, the founder's sign-in name.
    let seed = Kit::parse(&company.kit).unwrap();
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
        kit: secret(&company.kit),
        sign_in_name: "wangmin".to_owned(),
        password: secret("nine-cranes-over-the-old-bridge"),
    };
    assert_eq!(
        client.call(recover).await.unwrap_err().reason,
        Reason::Integrity(Alarm::Genesis)
    );
}
