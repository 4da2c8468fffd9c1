//! What a lying server does between an honest one and a client: it reads along, and serves another roster.

use std::{cell::RefCell, rc::Rc};

use bridge::{
    Event, Failure, Reason,
    account::{SessionView, SignIn},
    client::Sync,
    failure::Alarm,
    organisation::GetOrganisation,
};
use ledger::{
    entry::{Entry, SignedEntry},
    roster::Roster,
    statement::{PublicKeys, RosterStatement},
};
use seal::{
    boxes::SealedBox,
    identity::{SigningKey, WrappingKey},
};
use testkit::client::{Client, Fate, NativePlatform};
use vault::{Method, Platform as _, remote::Response};
use wire::{
    body::{from_cbor, to_cbor},
    path,
    roster::{Appended, BoxRecord, Head, RosterAppend, RosterPage},
};

use crate::company::{Company, PASSWORD, secret};

/// What a lie brought the server; or that the check held, and how that showed.
pub(crate) type Outcome = Result<String, Held>;

/// How it showed that a check held.
pub(crate) struct Held(pub(crate) String);

/// A request that went by.
struct Sent {
    method: Method,
    path: String,
    body: Vec<u8>,
}

/// Reads what a client sends.
#[derive(Clone, Default)]
pub(crate) struct Tap(Rc<RefCell<Vec<Sent>>>);

impl Tap {
    /// Reads along from now on.
    pub(crate) fn on(client: &Client) -> Self {
        let tap = Self::default();
        let into = tap.clone();
        client.network(move |request| {
            into.0.borrow_mut().push(Sent {
                method: request.method,
                path: request.path.clone(),
                body: request.body.clone().unwrap_or_default(),
            });
            Fate::Arrives
        });
        tap
    }

    /// Forgets what went by.
    pub(crate) fn forget(&self) {
        self.0.borrow_mut().clear();
    }

    /// The bodies that were sent to a path or below it.
    pub(crate) fn bodies<T: serde::de::DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
    ) -> Vec<T> {
        let sent = self.0.borrow();
        let fits = |sent: &&Sent| sent.method == method && sent.path.starts_with(path);
        sent.iter()
            .filter(fits)
            .map(|sent| from_cbor(&sent.body).unwrap())
            .collect()
    }

    /// Whether anything was sent to this path.
    pub(crate) fn saw(&self, method: Method, path: &str) -> bool {
        let sent = self.0.borrow();
        sent.iter()
            .any(|sent| sent.method == method && sent.path == path)
    }
}

/// Goes on where a client believed the answer. Where it did not, it has to have raised this alarm, to remember what it remembered before,
/// and to be done: nothing more leaves it.
pub(crate) async fn believed<T>(
    client: &mut Client,
    tap: &Tap,
    answer: Result<T, Failure>,
    alarm: Alarm,
) -> Result<T, Held> {
    let failure = match answer {
        Ok(told) => return Ok(told),
        Err(failure) => failure,
    };
    let named = Reason::Integrity(alarm);
    assert_eq!(failure.reason, named);
    assert!(client.events().contains(&Event::Alarm(alarm)));
    assert!(!tap.saw(Method::Put, path::BLOB), "its memory has changed");
    client.stop_lying();
    let sent = client.requests();
    let again = client.call(GetOrganisation).await.unwrap_err();
    assert_eq!(again.reason, named);
    let again = client.call(Sync).await.unwrap_err();
    assert_eq!(again.reason, named);
    assert_eq!(client.requests(), sent, "it goes on talking");
    Err(Held(format!("alarm {alarm:?}")))
}

/// Somebody types name and password.
pub(crate) async fn sign_in(client: &mut Client, name: &str) -> Result<SessionView, Failure> {
    let credentials = SignIn {
        sign_in_name: name.to_owned(),
        password: secret(PASSWORD),
    };
    client.call(credentials).await
}

/// The roster as it is, looked at without anybody's memory moving on.
pub(crate) async fn roster_of(company: &Company) -> Vec<SignedEntry> {
    let mut spy = Client::new(&company.server.url());
    spy.network(|request| match request.method {
        Method::Put => Fate::Lost,
        _ => Fate::Arrives,
    });
    let entries: Rc<RefCell<Vec<SignedEntry>>> = Rc::default();
    let into = Rc::clone(&entries);
    spy.lie(move |path, response| {
        if path.starts_with("/api/v1/roster?") {
            let page: RosterPage = from_cbor(&response.body).unwrap();
            let read = |entry: &wire::Bytes| SignedEntry::from_bytes(entry.0.clone()).unwrap();
            into.borrow_mut().extend(page.entries.iter().map(read));
        }
        response
    });
    sign_in(&mut spy, "wangmin").await.unwrap();
    entries.take()
}

/// What a server answers who has this roster.
pub(crate) fn page(entries: &[SignedEntry], after: usize) -> Vec<u8> {
    let page = RosterPage {
        entries: entries[after.min(entries.len())..]
            .iter()
            .map(|entry| entry.as_bytes().to_vec().into())
            .collect(),
        head: head(entries),
    };
    to_cbor(&page).unwrap()
}

/// What an entry says.
pub(crate) fn statement(entry: &SignedEntry) -> Entry<RosterStatement> {
    entry.decode().unwrap()
}

/// The roster that follows from entries.
pub(crate) fn judged(entries: &[SignedEntry]) -> Roster {
    let mut roster = Roster::new();
    for entry in entries {
        roster.apply(entry, u64::MAX / 2).unwrap();
    }
    roster
}

/// One entry with another statement, and all after it linked to it: everything fits but the signatures, which are those of the entries as
/// they were.
pub(crate) fn rewritten(
    entries: &[SignedEntry],
    place: usize,
    change: impl FnOnce(&mut RosterStatement),
) -> Vec<SignedEntry> {
    let mut entries = entries.to_vec();
    let mut change = Some(change);
    for at in place..entries.len() {
        let mut entry = statement(&entries[at]);
        if at > 0 {
            entry.prev = entries[at - 1].hash();
        }
        if let Some(change) = change.take() {
            change(&mut entry.statement);
        }
        let signature = entries[at].as_bytes()[..64].try_into().unwrap();
        entries[at] = SignedEntry::sign(&entry, |_| signature);
    }
    entries
}

/// Another roster than the true one, for one client. It takes what that client states.
#[derive(Clone)]
pub(crate) struct Fork {
    entries: Rc<RefCell<Vec<SignedEntry>>>,
    boxes: Rc<RefCell<Vec<BoxRecord>>>,
}

impl Fork {
    /// Serves it from now on.
    pub(crate) fn serve(client: &Client, tap: &Tap, entries: Vec<SignedEntry>) -> Self {
        Self::serve_with(client, tap, entries, |_| None)
    }

    /// The same, with other answers of the server's own.
    pub(crate) fn serve_with(
        client: &Client,
        tap: &Tap,
        entries: Vec<SignedEntry>,
        answer: impl Fn(&str) -> Option<Vec<u8>> + 'static,
    ) -> Self {
        let fork = Self {
            entries: Rc::new(RefCell::new(entries)),
            boxes: Rc::default(),
        };
        let (serving, tap) = (fork.clone(), tap.clone());
        client.lie(move |path, response| {
            let body = if let Some(after) = path.strip_prefix("/api/v1/roster?after=") {
                serving.page(after.parse().unwrap())
            } else if path == path::ROSTER {
                serving.take(tap.bodies(Method::Post, path::ROSTER).pop().unwrap())
            } else if let Some(body) = answer(path) {
                body
            } else {
                return response;
            };
            Response { status: 200, body }
        });
        fork
    }

    fn page(&self, after: usize) -> Vec<u8> {
        page(&self.entries.borrow(), after)
    }

    fn take(&self, append: RosterAppend) -> Vec<u8> {
        let read = |entry: wire::Bytes| SignedEntry::from_bytes(entry.0).unwrap();
        let mut entries = self.entries.borrow_mut();
        let first = append.entries.first().cloned().map(read).unwrap();
        assert_eq!(statement(&first).seq, entries.len() as u64);
        entries.extend(append.entries.into_iter().map(read));
        self.boxes.borrow_mut().extend(append.boxes);
        let head = head(&entries);
        to_cbor(&Appended { head }).unwrap()
    }

    /// Its entries by now.
    pub(crate) fn entries(&self) -> Vec<SignedEntry> {
        self.entries.borrow().clone()
    }

    /// The boxes that the client made for these keys.
    pub(crate) fn boxes_for(&self, keys: &PublicKeys) -> Vec<SealedBox> {
        let recipient = keys.fingerprint().0;
        let boxes = self.boxes.borrow();
        boxes
            .iter()
            .map(|record| SealedBox::parse(&record.sealed.0).unwrap())
            .filter(|sealed| sealed.header().recipient == recipient)
            .collect()
    }
}

/// The end of a chain, if these entries are all.
pub(crate) fn head(entries: &[SignedEntry]) -> Head {
    Head {
        seq: entries.len() as u64 - 1,
        hash: entries.last().unwrap().hash().0.to_vec().into(),
    }
}

/// Keys of the server's own.
pub(crate) struct ServersKeys {
    pub(crate) wrapping: WrappingKey,
    pub(crate) public: PublicKeys,
}

/// Makes them.
pub(crate) async fn servers_keys() -> ServersKeys {
    let platform = NativePlatform::default();
    let pair = platform.make_wrapping_key().await.ok().unwrap();
    ServersKeys {
        wrapping: WrappingKey::from_pkcs8(&pair.pkcs8).unwrap(),
        public: PublicKeys {
            wrapping: pair.spki,
            verifying: servers_signing().verifying(),
        },
    }
}

/// What the server signs with.
pub(crate) fn servers_signing() -> SigningKey {
    SigningKey::from_seed([7; 32])
}

/// Rewrites the answers of a path; of all below it, if it ends in a slash.
pub(crate) fn rewrite<T: serde::Serialize + serde::de::DeserializeOwned + 'static>(
    client: &Client,
    path: &'static str,
    change: impl Fn(&mut T) + 'static,
) {
    client.lie(move |asked, response| {
        let fits = match path.ends_with('/') {
            true => asked.starts_with(path),
            false => asked == path,
        };
        if response.status != 200 || !fits {
            return response;
        }
        let mut body: T = from_cbor(&response.body).unwrap();
        change(&mut body);
        let body = to_cbor(&body).unwrap();
        Response { status: 200, body }
    });
}
