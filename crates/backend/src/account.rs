//! Accounts: what a sign-in needs. Checked here before anything is computed or stored.

use ledger::id::PersonId;
use wire::account::{NewAccount, StretchParameters};
use zeroize::Zeroizing;

use crate::{error::Failure, hasher::SecretHash, state::AppState};

/// The longest sealed blob of a new account: keys and the first pins. A stranger may send one.
const MAX_NEW_BLOB: usize = 64 * 1024;
/// The longest sealed blob of somebody with a session: it remembers the ends of up to 2,000 journals.
const MAX_BLOB: usize = 192 * 1024;

/// What unknown accounts are said to use: the default of new ones.
pub(crate) const DEFAULT_STRETCH: StretchParameters = StretchParameters {
    memory_kib: 64 * 1024,
    passes: 3,
    lanes: 1,
};

/// An account as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) person: PersonId,
    pub(crate) salt: [u8; 16],
    pub(crate) stretch: StretchParameters,
    pub(crate) secret: SecretHash,
    /// Of the person's recovery code, if they have one.
    pub(crate) code: Option<SecretHash>,
    /// The blob, wrapped once more under the server secret.
    pub(crate) blob: Vec<u8>,
    /// Whether its person is enrolled.
    pub(crate) active: bool,
}

impl Account {
    /// What a secret is compared with: the recovery code's hash or the password's.
    pub(crate) fn proof(&self, by_code: bool) -> Option<&SecretHash> {
        match by_code {
            true => self.code.as_ref(),
            false => Some(&self.secret),
        }
    }
}

/// Names are compared so: trimmed, in lower case, as the roster does.
pub(crate) fn folded(sign_in_name: &str) -> String {
    sign_in_name.trim().to_lowercase()
}

/// A sign-in secret out of a body.
pub(crate) fn secret(bytes: &wire::Bytes, field: &str) -> Result<Zeroizing<[u8; 32]>, Failure> {
    bytes
        .array()
        .map(Zeroizing::new)
        .ok_or_else(|| Failure::field(field, "malformed"))
}

/// The sealed blob of a new account out of a body.
fn blob<'a>(bytes: &'a wire::Bytes, field: &str) -> Result<&'a [u8], Failure> {
    of_length(bytes, field, MAX_NEW_BLOB)
}

/// A sealed blob that replaces another out of a body.
pub(crate) fn resealed_blob<'a>(bytes: &'a wire::Bytes, field: &str) -> Result<&'a [u8], Failure> {
    of_length(bytes, field, MAX_BLOB)
}

fn of_length<'a>(bytes: &'a wire::Bytes, field: &str, most: usize) -> Result<&'a [u8], Failure> {
    match bytes.0.len() {
        0 => Err(Failure::field(field, "missing")),
        length if length <= most => Ok(&bytes.0),
        _ => Err(Failure::field(field, "too_long")),
    }
}

/// What must hold of a new account before any work is spent on it.
pub(crate) fn check(new: &NewAccount) -> Result<(), Failure> {
    blob(&new.blob, "account.blob")?;
    check_keys(new)
}

/// What must hold of an account that replaces another: its blob remembers more.
pub(crate) fn check_resealed(new: &NewAccount) -> Result<(), Failure> {
    resealed_blob(&new.blob, "account.blob")?;
    check_keys(new)
}

fn check_keys(new: &NewAccount) -> Result<(), Failure> {
    new.salt
        .array::<16>()
        .ok_or_else(|| Failure::field("account.salt", "malformed"))?;
    secret(&new.secret, "account.secret")?;
    if let Some(code) = &new.code {
        secret(code, "account.code")?;
    }
    let StretchParameters {
        memory_kib,
        passes,
        lanes,
    } = new.stretch;
    // Bounds of what a browser can compute; the floor against guessing is compiled into the client.
    if (8..=1 << 20).contains(&memory_kib) && (1..=16).contains(&passes) && (1..=4).contains(&lanes)
    {
        Ok(())
    } else {
        Err(Failure::field("account.stretch", "out_of_range"))
    }
}

/// Hashes and wraps a new account for storing.
pub(crate) async fn seal(
    state: &AppState,
    person: PersonId,
    new: &NewAccount,
    active: bool,
) -> Result<Account, Failure> {
    check(new)?;
    kept(state, person, new, active).await
}

/// The same of an account that replaces an enrolled person's.
pub(crate) async fn reseal(
    state: &AppState,
    person: PersonId,
    new: &NewAccount,
) -> Result<Account, Failure> {
    check_resealed(new)?;
    kept(state, person, new, true).await
}

async fn kept(
    state: &AppState,
    person: PersonId,
    new: &NewAccount,
    active: bool,
) -> Result<Account, Failure> {
    Ok(Account {
        person,
        salt: new
            .salt
            .array()
            .ok_or_else(|| Failure::field("account.salt", "malformed"))?,
        stretch: new.stretch,
        secret: state
            .hasher
            .hash(secret(&new.secret, "account.secret")?)
            .await?,
        code: match &new.code {
            Some(code) => Some(state.hasher.hash(secret(code, "account.code")?).await?),
            None => None,
        },
        blob: state.secret.wrap(person, &new.blob.0)?,
        active,
    })
}
