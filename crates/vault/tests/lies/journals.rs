//! Lies about files.

use std::{cell::RefCell, rc::Rc};

use bridge::{
    Reason,
    client::{ClientView, Part, Sync},
    failure::Alarm,
    organisation::{GetOrganisation, Leave, Leaving},
};
use dossier::client::Field;
use ledger::entry::SignedEntry;
use seal::envelope::Header;
use testkit::client::{Client, Fate};
use vault::{Method, remote::Response};
use wire::{
    body::{from_cbor, to_cbor},
    files::{Envelope, FileSections, JournalAppend, JournalPage, Journals},
    path, roster,
};

use crate::{
    company::{Company, create, create_from, edited, form, open, person, remarks, role, unit},
    stage::{Held, Outcome, Tap, believed, rewrite, sign_in},
};

const JOURNALS: &str = "/api/v1/journals/";
const GROUP: &str = "销售一组";
const SALES: &str = "销售代表";

fn short_name(view: &ClientView) -> &str {
    &view.card.open().unwrap().short_name
}

/// A client writes another short name over a file's.
async fn renamed(client: &mut Client, file: &str, to: &str) -> bridge::client::SaveClient {
    open(client, file).await.unwrap();
    edited(client, file, |form| form.set(Field::ShortName, to)).await
}

/// The card's envelope as the server serves it now.
async fn card(company: &Company) -> Envelope {
    let kept: Rc<RefCell<Option<Envelope>>> = Rc::default();
    let into = Rc::clone(&kept);
    let mut spy = Client::new(&company.server.url());
    rewrite(&spy, JOURNALS, move |page: &mut JournalPage| {
        let card = page.envelopes.iter().find(|envelope| envelope.section == 1);
        if card.is_some() {
            *into.borrow_mut() = card.cloned();
        }
    });
    sign_in(&mut spy, "wangmin").await.unwrap();
    kept.take().unwrap()
}

/// The founder signs in and is served this card in place of the file's.
async fn shown(
    company: &Company,
    file: &str,
    change: impl Fn(&mut Vec<u8>) + 'static,
) -> Result<ClientView, Held> {
    let mut founder = Client::new(&company.server.url());
    let tap = Tap::on(&founder);
    rewrite(&founder, JOURNALS, move |page: &mut JournalPage| {
        for envelope in &mut page.envelopes {
            if envelope.section == 1 {
                change(&mut envelope.sealed.0);
            }
        }
    });
    let answer = sign_in(&mut founder, "wangmin").await;
    believed(&mut founder, &tap, answer, Alarm::Envelope).await?;
    founder.stop_lying();
    let view = open(&mut founder, file).await.unwrap();
    match view.card {
        Part::Unreadable => Err(Held("shown as unreadable".into())),
        _ => Ok(view),
    }
}

pub(crate) async fn nobody_signed() -> Outcome {
    let mut company = Company::found().await;
    let mut colleague = company.hire("李强", "liqiang", GROUP, SALES).await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    // Two people change the same section at once. The second one's envelope never gets onto the chain, but the server has it: sealed under
    // the right key, for the same file, section and revision as the one that was signed.
    let signed = renamed(&mut company.founder, &file, "签过名").await;
    let unsigned = renamed(&mut colleague, &file, "没签名").await;
    let kept: Rc<RefCell<Option<JournalAppend>>> = Rc::default();
    let into = Rc::clone(&kept);
    colleague.network(move |request| {
        *into.borrow_mut() = request.body.as_deref().map(|body| from_cbor(body).unwrap());
        Fate::Lost
    });
    colleague.call(unsigned).await.unwrap_err();
    company.founder.call(signed).await.unwrap();
    let envelopes = kept.take().unwrap().envelopes;
    let unsigned = envelopes.into_iter().find(|envelope| envelope.section == 1);
    let unsigned = unsigned.unwrap().sealed.0;
    let view = shown(&company, &file, move |sealed| sealed.clone_from(&unsigned)).await?;
    assert_eq!(short_name(&view), "没签名");
    Ok("what nobody saved is what everybody reads".into())
}

pub(crate) async fn bit_flipped() -> Outcome {
    let mut company = Company::found().await;
    let (before, after) = ("a".repeat(60), "c");
    let file = create_from(&mut company, GROUP, form(&before)).await;
    // In the middle of the name: a stream cipher lets through what was changed, bit by bit.
    let view = shown(&company, &file, |sealed| sealed[Header::LENGTH + 30] ^= 2).await?;
    let name = &view.card.open().unwrap().name;
    assert_eq!((name.len(), name.matches(after).count()), (before.len(), 1));
    Ok("a letter of the name is the server's".into())
}

pub(crate) async fn older_revision() -> Outcome {
    let mut company = Company::found().await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    let save = renamed(&mut company.founder, &file, "从前").await;
    company.founder.call(save).await.unwrap();
    let older = card(&company).await.sealed.0;
    let save = renamed(&mut company.founder, &file, "现在").await;
    company.founder.call(save).await.unwrap();
    let view = shown(&company, &file, move |sealed| sealed.clone_from(&older)).await?;
    assert_eq!(short_name(&view), "从前");
    Ok("what was replaced is read again".into())
}

pub(crate) async fn cut_short() -> Outcome {
    let mut company = Company::found().await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    // The envelopes that the older entry wrote are replaced by newer ones: a server that lies well has kept them.
    let kept: Rc<RefCell<Option<JournalPage>>> = Rc::default();
    let into = Rc::clone(&kept);
    let mut founder = Client::new(&company.server.url());
    rewrite(&founder, JOURNALS, move |page: &mut JournalPage| {
        if !page.entries.is_empty() {
            *into.borrow_mut() = Some(page.clone());
        }
    });
    sign_in(&mut founder, "wangmin").await.unwrap();
    let older = kept.take().unwrap();
    founder.stop_lying();
    let save = renamed(&mut founder, &file, "改过").await;
    founder.call(save).await.unwrap();

    let mut fresh = Client::new(&company.server.url());
    let tap = Tap::on(&fresh);
    fresh.lie(move |path, response| {
        let mut body = response.body.clone();
        if path == path::JOURNALS {
            let mut ends: Journals = from_cbor(&body).unwrap();
            for end in ends.journals.iter_mut().filter(|end| end.head.is_some()) {
                end.head.clone_from(&older.head);
            }
            body = to_cbor(&ends).unwrap();
        } else if path.starts_with(JOURNALS) {
            let mut page: JournalPage = from_cbor(&body).unwrap();
            if page.head.is_some() {
                let all = path.ends_with("after=0");
                page.entries = if all {
                    older.entries.clone()
                } else {
                    Vec::new()
                };
                page.envelopes = if all {
                    older.envelopes.clone()
                } else {
                    Vec::new()
                };
                page.head.clone_from(&older.head);
            }
            body = to_cbor(&page).unwrap();
        }
        Response { body, ..response }
    });
    let answer = sign_in(&mut fresh, "wangmin").await;
    believed(&mut fresh, &tap, answer, Alarm::JournalRolledBack).await?;
    let list = fresh.call(bridge::client::ListClients::default()).await;
    assert!(list.is_ok());
    Ok("a change has never been".into())
}

pub(crate) async fn earlier_end() -> Outcome {
    let mut company = Company::found().await;
    create(&mut company, GROUP, "张雨桐").await;
    create(&mut company, GROUP, "章子安").await;
    let mut founder = Client::new(&company.server.url());
    let tap = Tap::on(&founder);
    sign_in(&mut founder, "wangmin").await.unwrap();
    tap.forget();
    rewrite(&founder, path::JOURNALS, |ends: &mut Journals| {
        for end in ends.journals.iter_mut() {
            end.head = None;
        }
    });
    let answer = founder.call(Sync).await;
    believed(&mut founder, &tap, answer, Alarm::JournalRolledBack).await?;
    Ok("the server denies what it has shown".into())
}

/// Whoever left knows the present key; the administrator who dismissed them has none to put in its place.
pub(crate) async fn stale_key() -> Outcome {
    let mut company = Company::found().await;
    company.hire("李强", "liqiang", GROUP, SALES).await;
    let mut stays = company.hire("赵倩", "zhaoqian", GROUP, SALES).await;
    let mut administrator = company
        .hire("钱坤", "qiankun", "晨光商贸", "系统管理员")
        .await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    let organisation = administrator.call(GetOrganisation).await.unwrap();
    administrator.call(dismissal(&organisation)).await.unwrap();
    let save = renamed(&mut stays, &file, "离职之后").await;
    let tap = Tap::on(&stays);
    // The server, which is honest here, takes nothing under the old key; one that lies has it all the same.
    let _ = stays.call(save).await;
    let appends: Vec<JournalAppend> = tap.bodies(Method::Post, JOURNALS);
    let envelopes = appends.iter().flat_map(|append| &append.envelopes);
    let epoch = |envelope: &Envelope| Header::parse(&envelope.sealed.0).unwrap().epoch;
    let epochs: Vec<u32> = envelopes.map(epoch).collect();
    assert!(!epochs.is_empty());
    if epochs.iter().all(|epoch| *epoch == 2) {
        return Err(Held("sealed under a new key".into()));
    }
    assert_eq!(epochs[0], 1);
    Ok("whoever left reads on".into())
}

fn dismissal(organisation: &bridge::organisation::OrganisationView) -> Leave {
    Leave {
        leaving: Leaving::Post {
            person: person(organisation, "李强"),
            unit: unit(organisation, GROUP),
            role: role(organisation, SALES),
        },
    }
}

/// Whoever left had kept back what they signed in time, and the server puts it on the chain after all.
pub(crate) async fn leavers_late_entry() -> Outcome {
    const LATE: &str = "离职之后写的";
    let mut company = Company::found().await;
    let mut leaver = company.hire("李强", "liqiang", GROUP, SALES).await;
    let mut stays = company.hire("赵倩", "zhaoqian", GROUP, SALES).await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    open(&mut stays, &file).await.unwrap();
    open(&mut leaver, &file).await.unwrap();
    let save = edited(&mut leaver, &file, |form| form.set(Field::Remarks, LATE)).await;
    let kept: Rc<RefCell<Option<Vec<u8>>>> = Rc::default();
    let into = Rc::clone(&kept);
    leaver.network(move |request| {
        if request.method == Method::Post && request.path.starts_with(JOURNALS) {
            into.borrow_mut().clone_from(&request.body);
            return Fate::Lost;
        }
        Fate::Arrives
    });
    assert_eq!(leaver.call(save).await.unwrap_err().reason, Reason::Offline);
    let late: JournalAppend = from_cbor(&kept.take().unwrap()).unwrap();

    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let dismiss = dismissal(&organisation);
    company.founder.call(dismiss).await.unwrap();
    let tap = Tap::on(&stays);
    smuggle(&stays, late);
    let answer = stays.call(Sync).await;
    believed(&mut stays, &tap, answer, Alarm::JournalForged).await?;
    let view = open(&mut stays, &file).await.unwrap();
    assert_eq!(remarks(&view), LATE);
    Ok("a leaver writes after leaving".into())
}

/// The server serves the entry behind what its chain holds, with its envelopes.
fn smuggle(client: &Client, late: JournalAppend) {
    let entry = SignedEntry::from_bytes(late.entry.0.clone()).unwrap();
    let head = roster::Head {
        seq: entry
            .decode::<ledger::statement::JournalStatement>()
            .unwrap()
            .seq,
        hash: entry.hash().0.into(),
    };
    client.lie(move |path, response| {
        let body = if path == path::JOURNALS {
            let mut ends: Journals = from_cbor(&response.body).unwrap();
            for end in ends.journals.iter_mut().filter(|end| end.head.is_some()) {
                end.head = Some(head.clone());
            }
            to_cbor(&ends)
        } else if path.starts_with(JOURNALS) {
            let mut page: JournalPage = from_cbor(&response.body).unwrap();
            if path.ends_with(&format!("after={}", head.seq)) {
                page.entries.push(late.entry.clone());
            }
            page.head = Some(head.clone());
            to_cbor(&page)
        } else if path.starts_with("/api/v1/files/") {
            let mut file: FileSections = from_cbor(&response.body).unwrap();
            for envelope in &mut file.envelopes {
                let newer = late.envelopes.iter();
                let mut newer = newer.filter(|late| late.section == envelope.section);
                if let Some(late) = newer.next() {
                    envelope.clone_from(late);
                }
            }
            to_cbor(&file)
        } else {
            return response;
        };
        let body = body.unwrap();
        Response { status: 200, body }
    });
}
