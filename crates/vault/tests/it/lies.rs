//! A server that lies: the client names the lie, and from then on neither believes nor writes.
//!
//! A lie that never arrives, or that only garbles, would prove little. So each is seen to change an answer; the same sign-in without it
//! succeeds; and lies about chains are made of entries that still decode, so that the rule named by the alarm is what stops them.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use bridge::{
    Event, Reason,
    account::SignIn,
    client::Sync,
    failure::Alarm,
    organisation::{AddUnit, GetOrganisation, UnitKind},
};
use ledger::{
    entry::SignedEntry,
    statement::{JournalStatement, RosterStatement},
};
use testkit::client::{Client, Fate};
use vault::remote::Response;
use wire::{
    Bytes,
    account::SignInParameters,
    body::{from_cbor, to_cbor},
    files::{FileSections, JournalAppend, JournalPage},
    roster::{Boxes, Head, RosterPage},
};

use crate::company::{Company, PASSWORD, create, edited, open, secret, unit};

/// Whether a lie was told: some answer was not what the server had said.
type Told = Rc<Cell<bool>>;

/// Rewrites the answers of one path.
fn rewrite<T: serde::Serialize + serde::de::DeserializeOwned + 'static>(
    path: &'static str,
    told: &Told,
    change: impl Fn(&mut T) + 'static,
) -> impl Fn(&str, Response) -> Response + 'static {
    let told = Rc::clone(told);
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
        let honest = to_cbor(&body).unwrap();
        change(&mut body);
        let body = to_cbor(&body).unwrap();
        told.set(told.get() || body != honest);
        Response { status: 200, body }
    }
}

/// Signs in at a server that lies in one way; what the client calls it, if it does.
async fn sign_in<T: serde::Serialize + serde::de::DeserializeOwned + 'static>(
    company: &Company,
    path: &'static str,
    change: impl Fn(&mut T) + 'static,
) -> Option<Alarm> {
    let told = Told::default();
    let alarm = sign_in_to(company, rewrite(path, &told, change)).await;
    assert!(told.get(), "the lie never reached the client");
    alarm
}

/// Signs in through what would tell the lies, but tells none.
async fn sign_in_honestly<T: serde::Serialize + serde::de::DeserializeOwned + 'static>(
    company: &Company,
    path: &'static str,
) {
    let told = Told::default();
    let alarm = sign_in_to(company, rewrite::<T>(path, &told, |_| ())).await;
    assert_eq!((alarm, told.get()), (None, false));
}

async fn sign_in_to(
    company: &Company,
    lie: impl Fn(&str, Response) -> Response + 'static,
) -> Option<Alarm> {
    let mut client = Client::new(&company.server.url());
    client.lie(lie);
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

/// The entry as its author might have written it, under the signature that the author gave for another: it decodes.
macro_rules! altered {
    ($statement:ty, $bytes:expr) => {{
        let bytes: &Bytes = $bytes;
        let mut entry = SignedEntry::from_bytes(bytes.0.clone())
            .unwrap()
            .decode::<$statement>()
            .unwrap();
        entry.intent.0[0] ^= 1;
        let signature = bytes.0[..64].try_into().unwrap();
        let altered = SignedEntry::sign(&entry, |_| signature);
        Bytes::from(altered.as_bytes().to_vec())
    }};
}

/// The end of a chain as it would be if these entries were all.
fn head_of(entries: &[Bytes]) -> Head {
    let last = SignedEntry::from_bytes(entries.last().unwrap().0.clone()).unwrap();
    Head {
        seq: entries.len() as u64 - 1,
        hash: last.hash().0.to_vec().into(),
    }
}

/// A colleague adds two units: statements that the founder's blob does not remember yet.
async fn add_units_elsewhere(company: &mut Company) {
    let mut colleague = company
        .hire("赵倩", "zhaoqian", "晨光商贸", "系统管理员")
        .await;
    // A clock that is behind dates both as the entry before them: their dates tell nothing of their order.
    colleague.set_clock_ahead(-5 * 60 * 1000);
    let organisation = colleague.call(GetOrganisation).await.unwrap();
    for name in ["销售三组", "销售四组"] {
        colleague
            .call(AddUnit {
                parent: unit(&organisation, "销售部"),
                name: name.to_owned(),
                kind: UnitKind::Group,
            })
            .await
            .unwrap();
    }
}

const ROSTER: &str = "/api/v1/roster";
const JOURNALS: &str = "/api/v1/journals/";

#[tokio::test]
async fn a_roster_that_is_altered_or_doubled_is_named() {
    let mut company = Company::found().await;
    create(&mut company, "销售一组", "张雨桐").await;
    sign_in_honestly::<RosterPage>(&company, ROSTER).await;
    let altered = sign_in::<RosterPage>(&company, ROSTER, |page| {
        if let Some(entry) = page.entries.get_mut(2) {
            *entry = altered!(RosterStatement, entry);
        }
    });
    assert_eq!(altered.await, Some(Alarm::RosterForged));
    let doubled = sign_in::<RosterPage>(&company, ROSTER, |page| {
        if page.entries.len() > 1 {
            page.entries.insert(1, page.entries[1].clone());
        }
    });
    assert_eq!(doubled.await, Some(Alarm::RosterForged));
}

#[tokio::test]
async fn a_statement_at_the_rosters_end_that_its_author_did_not_sign_is_named() {
    let mut company = Company::found().await;
    add_units_elsewhere(&mut company).await;
    // No entry after it, no pin and no head tells: the signature alone does.
    let alarm = sign_in::<RosterPage>(&company, ROSTER, |page| {
        if let Some(entry) = page.entries.last_mut() {
            *entry = altered!(RosterStatement, entry);
            page.head = head_of(&page.entries);
        }
    });
    assert_eq!(alarm.await, Some(Alarm::RosterForged));
    sign_in_honestly::<RosterPage>(&company, ROSTER).await;
}

#[tokio::test]
async fn statements_at_the_rosters_end_that_trade_places_are_named() {
    let mut company = Company::found().await;
    add_units_elsewhere(&mut company).await;
    // Either unit could have come first, both are signed, of one date, and the head fits: their links alone tell.
    let alarm = sign_in::<RosterPage>(&company, ROSTER, |page| {
        if let [.., one, two] = page.entries.as_mut_slice() {
            std::mem::swap(one, two);
            page.head = head_of(&page.entries);
        }
    });
    assert_eq!(alarm.await, Some(Alarm::RosterForged));
    sign_in_honestly::<RosterPage>(&company, ROSTER).await;
}

#[tokio::test]
async fn a_roster_that_is_shorter_than_what_i_have_seen_is_named() {
    let mut company = Company::found().await;
    add_units_elsewhere(&mut company).await;
    // However often it is asked, this server does not know the last entry.
    let cut = |page: &mut RosterPage| {
        if let Some(last) = page.entries.pop() {
            let last = SignedEntry::from_bytes(last.0).unwrap();
            let last = last.decode::<RosterStatement>().unwrap();
            page.head = Head {
                seq: last.seq - 1,
                hash: last.prev.0.to_vec().into(),
            };
        }
    };
    // Before I have seen the last entry nothing is wrong with such a roster: the pins alone can know.
    assert_eq!(sign_in::<RosterPage>(&company, ROSTER, cut).await, None);
    sign_in_honestly::<RosterPage>(&company, ROSTER).await;
    let alarm = sign_in::<RosterPage>(&company, ROSTER, cut).await;
    assert_eq!(alarm, Some(Alarm::RosterRolledBack));
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
    sign_in_honestly::<JournalPage>(&company, JOURNALS).await;
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
    let altered = sign_in::<JournalPage>(&company, JOURNALS, |page| {
        if let Some(entry) = page.entries.first_mut() {
            *entry = altered!(JournalStatement, entry);
        }
    });
    assert_eq!(altered.await, Some(Alarm::JournalForged));
    let emptied = sign_in::<JournalPage>(&company, JOURNALS, |page| {
        page.entries.clear();
        page.envelopes.clear();
        page.head = None;
    });
    assert_eq!(emptied.await, Some(Alarm::JournalRolledBack));
    // Opening a file: the section that comes is the one that was signed.
    let mut client = company.sign_in("wangmin").await.unwrap();
    open(&mut client, &first).await.unwrap();
    let told = Told::default();
    client.lie(rewrite::<FileSections>("/api/v1/files/", &told, |file| {
        for envelope in &mut file.envelopes {
            *envelope.sealed.0.last_mut().unwrap() ^= 1;
        }
    }));
    assert_eq!(
        open(&mut client, &first).await.unwrap_err().reason,
        Reason::Integrity(Alarm::Envelope)
    );
    assert!(told.get());
}

/// A colleague edits the founder's file: an entry that the founder's blob does not remember yet.
async fn edit_elsewhere(company: &mut Company, file: &str) {
    let mut colleague = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    open(&mut colleague, file).await.unwrap();
    let save = edited(&mut colleague, file, |form| {
        form.short_name = "改过".to_owned();
    })
    .await;
    colleague.call(save).await.unwrap();
}

#[tokio::test]
async fn an_entry_at_a_journals_end_that_its_author_did_not_sign_is_named() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    edit_elsewhere(&mut company, &file).await;
    let alarm = sign_in::<JournalPage>(&company, JOURNALS, |page| {
        if let Some(entry) = page.entries.last_mut() {
            *entry = altered!(JournalStatement, entry);
            page.head = Some(head_of(&page.entries));
        }
    });
    assert_eq!(alarm.await, Some(Alarm::JournalForged));
    sign_in_honestly::<JournalPage>(&company, JOURNALS).await;
}

#[tokio::test]
async fn an_envelope_that_fits_its_place_but_that_nobody_signed_is_named() {
    let mut company = Company::found().await;
    let mut colleague = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    // Two people change the same section at once. The second one's envelope never gets onto the chain, but the server has it: sealed under
    // the right key, for the same file, section and revision as the one that was signed.
    open(&mut company.founder, &file).await.unwrap();
    let signed = edited(&mut company.founder, &file, |form| {
        form.short_name = "签过名".to_owned();
    })
    .await;
    open(&mut colleague, &file).await.unwrap();
    let unsigned = edited(&mut colleague, &file, |form| {
        form.short_name = "没签名".to_owned();
    })
    .await;
    let kept: Rc<RefCell<Option<JournalAppend>>> = Rc::default();
    let keep = Rc::clone(&kept);
    colleague.network(move |request| {
        *keep.borrow_mut() = request.body.as_deref().map(|body| from_cbor(body).unwrap());
        Fate::Lost
    });
    colleague.call(unsigned).await.unwrap_err();
    company.founder.call(signed).await.unwrap();

    sign_in_honestly::<JournalPage>(&company, JOURNALS).await;
    let unsigned = kept.borrow_mut().take().unwrap().envelopes.remove(0);
    let alarm = sign_in::<JournalPage>(&company, JOURNALS, move |page| {
        for envelope in &mut page.envelopes {
            if envelope.section == unsigned.section {
                envelope.sealed = unsigned.sealed.clone();
            }
        }
    });
    assert_eq!(alarm.await, Some(Alarm::Envelope));
}

#[tokio::test]
async fn a_journal_that_is_shorter_than_what_i_have_seen_is_named() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    // The envelopes that the older entry wrote are gone, replaced by the newer ones: a server that lies well has kept them.
    let kept: Rc<RefCell<Option<JournalPage>>> = Rc::default();
    let keep = Rc::clone(&kept);
    let told = Told::default();
    let keeping = rewrite::<JournalPage>(JOURNALS, &told, move |page| {
        if !page.entries.is_empty() {
            *keep.borrow_mut() = Some(page.clone());
        }
    });
    assert_eq!(sign_in_to(&company, keeping).await, None);
    edit_elsewhere(&mut company, &file).await;
    let older = kept.borrow().clone().unwrap();
    let cut = move |page: &mut JournalPage| {
        if !page.entries.is_empty() {
            *page = older.clone();
        }
    };
    // Before I have seen the last entry nothing is wrong with such a journal: the pins alone can know.
    let before = sign_in::<JournalPage>(&company, JOURNALS, cut.clone()).await;
    assert_eq!(before, None);
    sign_in_honestly::<JournalPage>(&company, JOURNALS).await;
    let alarm = sign_in::<JournalPage>(&company, JOURNALS, cut).await;
    assert_eq!(alarm, Some(Alarm::JournalRolledBack));
}

#[tokio::test]
async fn a_save_that_was_acknowledged_and_dropped_is_named() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let mut client = company.sign_in("wangmin").await.unwrap();
    open(&mut client, &file).await.unwrap();
    let mut other = company.sign_in("wangmin").await.unwrap();
    open(&mut other, &file).await.unwrap();
    // Somebody else comes first, so the honest answer would be 409; the server says 200 instead.
    create(&mut company, "销售一组", "章子安").await;
    let told = Told::default();
    let tell = Rc::clone(&told);
    client.lie(move |path, response| {
        if response.status == 409 && path.starts_with(JOURNALS) {
            tell.set(true);
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
        client.call(save.clone()).await.unwrap_err().reason,
        Reason::Integrity(Alarm::JournalRolledBack)
    );
    assert!(told.get());
    // Told the truth, a browser that is as far behind saves the same.
    other.call(save).await.unwrap();
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
        kit: secret(&company.kit),
        sign_in_name: "wangmin".to_owned(),
        password: secret("nine-cranes-over-the-old-bridge"),
    };
    assert_eq!(
        client.call(recover).await.unwrap_err().reason,
        Reason::Integrity(Alarm::Genesis)
    );
}
