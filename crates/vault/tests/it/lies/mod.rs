//! A server that lies: the client names the lie, and from then on neither believes nor writes.
//!
//! A lie that never arrives, or that only garbles, would prove little. So each is seen to change an answer; the same sign-in without it
//! succeeds; and lies about chains are made of entries that still decode, so that the rule named by the alarm is what stops them. What one check alone
//! stops is told by `tests/lies`, with its control.

mod ends;
mod journals;
mod keys;
mod organisations;
mod roster;

use std::{cell::Cell, rc::Rc};

use bridge::{Event, Reason, account::SignIn, failure::Alarm, organisation::GetOrganisation};
use ledger::entry::SignedEntry;
use testkit::client::Client;
use vault::remote::Response;
use wire::{
    Bytes,
    body::{from_cbor, to_cbor},
    roster::Head,
};

use crate::company::{Company, PASSWORD, secret};

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
use altered;

/// The end of a chain as it would be if these entries were all.
fn head_of(entries: &[Bytes]) -> Head {
    let last = SignedEntry::from_bytes(entries.last().unwrap().0.clone()).unwrap();
    Head {
        seq: entries.len() as u64 - 1,
        hash: last.hash().0.to_vec().into(),
    }
}
