//! A network that loses and a server that keeps silent; clocks that do not agree.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use bridge::{
    Event, Reason, Request,
    account::{Lock, SignIn, SignOut},
    client::{KeepDraft, KeptDraft, ListClients, Sync},
    failure::Alarm,
    message::{Downward, Upward},
    organisation::GetOrganisation,
};
use dossier::client::Field;
use futures::channel::mpsc;
use ledger::{entry::SignedEntry, hash::Hash, statement::JournalStatement};
use testkit::{
    client::{Client, Fate},
    server::TestServer,
};
use vault::{Method, remote::Response};
use wire::{
    body::{from_cbor, to_cbor},
    files::JournalPage,
};

use crate::company::{Company, PASSWORD, create, edited, form, secret};

const HOUR: i64 = 3_600_000;

#[tokio::test]
async fn a_clock_that_lags_is_no_lie_and_heals() {
    let mut company = Company::found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    sales.set_clock_ahead(-HOUR);
    create(&mut company, "销售一组", "张雨桐").await;
    // A journal's entry from what this browser takes for the future, then a roster's.
    assert_eq!(sales.call(Sync).await.unwrap_err().reason, Reason::Clock);
    company.enrol("赵倩", "zhaoqian").await;
    assert_eq!(sales.call(Sync).await.unwrap_err().reason, Reason::Clock);
    let mut fresh = Client::new(&company.server.url());
    fresh.set_clock_ahead(-HOUR);
    let refused = fresh.call(credentials("liqiang")).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Clock);

    // Nobody was accused, and what was known is still there.
    assert!(sales.events().is_empty() && fresh.events().is_empty());
    sales.call(GetOrganisation).await.unwrap();
    sales.set_clock_ahead(0);
    assert_eq!(sales.call(Sync).await.unwrap().files, 1);
    fresh.set_clock_ahead(0);
    fresh.call(credentials("liqiang")).await.unwrap();
    assert_eq!(fresh.call(Sync).await.unwrap().files, 1);
}

#[tokio::test]
async fn what_a_clock_that_runs_ahead_signs_is_refused_and_heals() {
    let mut company = Company::found().await;
    company.founder.set_clock_ahead(HOUR);
    let added = |name: &str, organisation: &bridge::organisation::OrganisationView| {
        bridge::organisation::AddUnit {
            parent: crate::company::unit(organisation, "销售部"),
            name: name.to_owned(),
            kind: bridge::organisation::UnitKind::Group,
        }
    };
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let refused = company
        .founder
        .call(added("销售三组", &organisation))
        .await
        .unwrap_err();
    assert_eq!(refused.reason, Reason::Clock);
    company.founder.set_clock_ahead(0);
    company
        .founder
        .call(added("销售三组", &organisation))
        .await
        .unwrap();
}

/// A worker with a page: what the page sends, and what it has heard.
struct Worker {
    calls: mpsc::UnboundedSender<Upward>,
    heard: Rc<RefCell<Vec<Downward>>>,
}

impl Worker {
    fn send(&self, id: u32, request: impl Into<Request>) {
        let request = request.into();
        self.calls.unbounded_send(Upward { id, request }).unwrap();
    }

    /// The answer to a call, which must come at once: an honest one here takes milliseconds.
    async fn answer(&self, id: u32) -> Result<bridge::Reply, Reason> {
        let waited = async {
            loop {
                let found = self.heard.borrow().iter().find_map(|said| match said {
                    Downward::Answer(answered, answer) if *answered == id => Some(answer.clone()),
                    _ => None,
                });
                if let Some(answer) = found {
                    return answer.map_err(|failure| failure.reason);
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), waited)
            .await
            .expect("an answer although the server keeps silent")
    }
}

/// Runs `page` with a worker that serves this client's engine.
async fn with_worker(client: Client, page: impl AsyncFnOnce(Worker)) {
    let (calls, arriving) = mpsc::unbounded();
    let heard: Rc<RefCell<Vec<Downward>>> = Rc::default();
    let worker = Worker {
        calls,
        heard: Rc::clone(&heard),
    };
    let serving = vault::serve(client.into_engine(), arriving, move |said| {
        heard.borrow_mut().push(said);
    });
    tokio::join!(serving, page(worker));
}

/// Somebody whose session has something to remember on leaving: the founder has saved since.
async fn with_news(company: &mut Company) -> Client {
    let mut client = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    create(company, "销售一组", "张雨桐").await;
    client.call(Sync).await.unwrap();
    client
}

#[tokio::test]
async fn locking_waits_for_no_server() {
    let mut company = Company::found().await;
    let client = with_news(&mut company).await;
    let (put, silent) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(true)));
    let (seen, keeps) = (Rc::clone(&put), Rc::clone(&silent));
    client.network(move |request| {
        let remembers = request.method == Method::Put;
        seen.set(seen.get() | remembers);
        if keeps.get() {
            Fate::Silence
        } else {
            Fate::Arrives
        }
    });
    with_worker(client, async |page| {
        page.send(1, Lock);
        assert!(page.answer(1).await.is_ok());
        // The keys are gone although the server has not said a word.
        page.send(2, GetOrganisation);
        assert_eq!(page.answer(2).await.unwrap_err(), Reason::Locked);
        assert!(put.get(), "the server was told what to remember");
        silent.set(false);
        page.send(3, credentials("liqiang"));
        assert!(page.answer(3).await.is_ok());
    })
    .await;
}

/// What was typed last and the key that locks come at the same moment, behind a call that nobody answers.
#[tokio::test]
async fn locking_puts_away_what_was_typed_and_breaks_off_the_rest() {
    let mut company = Company::found().await;
    let client = with_news(&mut company).await;
    let store = client.store().clone();
    client.network(|_| Fate::Silence);
    let draft = KeptDraft {
        draft: "0".repeat(32),
        base: None,
        before: form(""),
        form: form("张雨桐"),
        at: 0,
    };
    with_worker(client, async |page| {
        page.send(1, Sync);
        page.send(2, KeepDraft { draft });
        page.send(3, Lock);
        assert!(page.answer(3).await.is_ok());
        assert_eq!(page.answer(1).await.unwrap_err(), Reason::Locked);
        assert!(page.answer(2).await.is_ok());
    })
    .await;
    assert_eq!(store.found().len(), 1);
}

#[tokio::test]
async fn locking_breaks_off_a_call_that_hangs() {
    let mut company = Company::found().await;
    let client = with_news(&mut company).await;
    client.network(|_| Fate::Silence);
    with_worker(client, async |page| {
        page.send(1, Sync);
        page.send(
            2,
            ListClients {
                text: String::new(),
                from: 0,
                count: 10,
                ..ListClients::default()
            },
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
        page.send(3, Lock);
        assert!(page.answer(3).await.is_ok());
        // The call under way and the one that waited behind it open nothing any more.
        assert_eq!(page.answer(1).await.unwrap_err(), Reason::Locked);
        assert_eq!(page.answer(2).await.unwrap_err(), Reason::Locked);
    })
    .await;
}

#[tokio::test]
async fn what_locking_remembers_reaches_the_server() {
    let mut company = Company::found().await;
    let client = with_news(&mut company).await;
    with_worker(client, async |page| {
        page.send(1, Lock);
        page.answer(1).await.unwrap();
        // Time to say the rest.
        tokio::time::sleep(Duration::from_millis(500)).await;
    })
    .await;
    assert_eq!(
        rolled_back(&company, "liqiang").await,
        Reason::Integrity(Alarm::JournalRolledBack)
    );
}

#[tokio::test]
async fn pins_that_the_server_did_not_take_are_sent_again() {
    let mut company = Company::found().await;
    company.founder.network(|request| {
        if request.method == Method::Put {
            Fate::Lost
        } else {
            Fate::Arrives
        }
    });
    create(&mut company, "销售一组", "张雨桐").await;
    company.founder.mend_network();
    company.founder.call(SignOut).await.unwrap();
    assert_eq!(
        rolled_back(&company, "wangmin").await,
        Reason::Integrity(Alarm::JournalRolledBack)
    );
}

fn credentials(sign_in_name: &str) -> SignIn {
    SignIn {
        sign_in_name: sign_in_name.to_owned(),
        password: secret(PASSWORD),
    }
}

/// What a fresh browser says to a server that has lost every journal.
async fn rolled_back(company: &Company, sign_in_name: &str) -> Reason {
    let mut fresh = Client::new(&company.server.url());
    fresh.lie(emptied);
    let refused = fresh.call(credentials(sign_in_name)).await.unwrap_err();
    assert!(
        fresh
            .events()
            .iter()
            .any(|event| matches!(event, Event::Alarm(_)))
    );
    refused.reason
}

/// What reaches the server by an address that it was not told of is refused, and no fault of the program's.
#[tokio::test]
async fn a_server_that_knows_itself_by_another_address_says_so() {
    let server = TestServer::known_as("https://archive.test").await;
    let mut client = Client::new(&server.url());
    let refused = client.call(credentials("wangmin")).await.unwrap_err();
    assert_eq!(refused.reason, Reason::WrongAddress);
}

/// A server may end its pages where it likes: a section that was written twice comes with the entry that wrote it last.
#[tokio::test]
async fn a_journal_may_come_entry_by_entry() {
    let mut company = Company::found().await;
    let first = create(&mut company, "销售一组", "张雨桐").await;
    create(&mut company, "销售一组", "李小红").await;
    let save = edited(&mut company.founder, &first, |form| {
        form.set(Field::Name, "张雨彤");
    })
    .await;
    company.founder.call(save).await.unwrap();

    let mut fresh = Client::new(&company.server.url());
    let longest = Rc::new(Cell::new(0));
    let seen = Rc::clone(&longest);
    fresh.lie(move |path, response| {
        let answered = cut(path, response);
        seen.set(seen.get().max(answered.1));
        answered.0
    });
    fresh.call(credentials("wangmin")).await.unwrap();
    assert_eq!(longest.get(), 3, "the journal would have come in one page");
    let query = ListClients {
        text: String::new(),
        from: 0,
        count: 10,
        ..ListClients::default()
    };
    let mut names: Vec<String> = fresh
        .call(query)
        .await
        .unwrap()
        .rows
        .iter()
        .map(|row| row.card.open().unwrap().name.clone())
        .collect();
    names.sort();
    assert_eq!(names, ["张雨彤", "李小红"]);
}

/// A journal's page with its first entry only, and the envelopes that this entry wrote; how many entries it had.
fn cut(path: &str, response: Response) -> (Response, usize) {
    if !path.starts_with("/api/v1/journals/") || response.status != 200 {
        return (response, 0);
    }
    let mut page: JournalPage = from_cbor(&response.body).unwrap();
    let entries = page.entries.len();
    page.entries.truncate(1);
    let wrote: Vec<Hash> = page
        .entries
        .iter()
        .flat_map(|entry| {
            let entry = SignedEntry::from_bytes(entry.0.clone()).unwrap();
            let JournalStatement::Put { files, .. } = entry.decode().unwrap().statement;
            files
        })
        .flat_map(|file| file.sections)
        .map(|section| section.envelope)
        .collect();
    page.envelopes
        .retain(|envelope| wrote.contains(&Hash::of(&envelope.sealed.0)));
    let body = to_cbor(&page).unwrap();
    (Response { status: 200, body }, entries)
}

fn emptied(path: &str, response: Response) -> Response {
    if !path.starts_with("/api/v1/journals/") || response.status != 200 {
        return response;
    }
    let mut page: JournalPage = from_cbor(&response.body).unwrap();
    page.entries.clear();
    page.envelopes.clear();
    page.head = None;
    Response {
        status: 200,
        body: to_cbor(&page).unwrap(),
    }
}
