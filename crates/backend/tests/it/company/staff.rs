//! People in tests: keys, an account, a browser; and how they sign.

use ed25519_dalek::{Signer, SigningKey};
use ledger::{
    Roster,
    entry::{Author, Chain, Entry, SignedEntry, VERSION},
    hash::Hash,
    id::{Intent, OrgId, PersonId},
    statement::{Person, PublicKeys, RosterStatement},
};
use wire::{
    Bytes,
    account::{NewAccount, SignIn, StretchParameters},
    invitation::Newcomer,
    path,
};

use crate::app::{Answer, App, Client};

pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

pub(crate) fn now() -> u64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

/// Somebody with keys, a password's secret, and a browser.
pub(crate) struct Staff {
    pub(crate) person: Person,
    pub(crate) signing: SigningKey,
    pub(crate) account: NewAccount,
    pub(crate) client: Client,
}

pub(crate) fn new_account() -> NewAccount {
    NewAccount {
        salt: random::<16>().into(),
        stretch: StretchParameters {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
        },
        secret: random::<32>().into(),
        blob: random::<300>().into(),
        code: None,
    }
}

pub(crate) fn new_keys() -> (SigningKey, PublicKeys) {
    let signing = SigningKey::from_bytes(&random());
    let mut wrapping = include_bytes!("../../../../ledger/tests/rsa-3072.der").to_vec();
    wrapping[34..66].copy_from_slice(&random::<32>());
    let keys = PublicKeys {
        wrapping,
        verifying: signing.verifying_key().to_bytes(),
    };
    (signing, keys)
}

impl Staff {
    pub(crate) fn new(app: &App, name: &str) -> Self {
        let (signing, keys) = new_keys();
        let person = Person {
            id: PersonId(random()),
            name: name.to_owned(),
            sign_in_name: name.to_owned(),
            keys,
        };
        Self {
            person,
            signing,
            account: new_account(),
            client: app.client(),
        }
    }

    pub(crate) fn author(&self) -> Author {
        Author::Person(self.person.id)
    }

    pub(crate) fn credentials(&self) -> SignIn {
        SignIn {
            sign_in_name: self.person.sign_in_name.clone(),
            secret: self.account.secret.clone(),
            by_code: false,
        }
    }

    pub(crate) async fn sign_in(&mut self) -> Answer {
        let credentials = self.credentials();
        self.client.post(path::SIGN_IN, &credentials).await
    }

    pub(crate) fn newcomer(&self) -> Newcomer {
        Newcomer {
            person: self.person.id.to_string(),
            name: self.person.name.clone(),
            sign_in_name: self.person.sign_in_name.clone(),
            wrapping: self.person.keys.wrapping.clone().into(),
            verifying: self.person.keys.verifying.to_vec().into(),
            mac: [7; 32].into(),
            signature: [8; 64].into(),
        }
    }
}

/// Signs a statement to follow a roster.
pub(crate) fn entry(
    org: OrgId,
    roster: &Roster,
    author: Author,
    key: &SigningKey,
    statement: RosterStatement,
) -> SignedEntry {
    let entry = Entry {
        version: VERSION,
        org,
        chain: Chain::Roster,
        seq: roster.len(),
        prev: roster.head().map_or(Hash::ZERO, |head| head.hash),
        author,
        at: now(),
        intent: Intent(random()),
        statement,
    };
    SignedEntry::sign(&entry, |message| key.sign(message).to_bytes())
}

pub(crate) fn bytes(entry: &SignedEntry) -> Bytes {
    entry.as_bytes().to_vec().into()
}
