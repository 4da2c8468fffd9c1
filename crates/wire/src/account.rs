//! Setting up, signing in, and the person's blob.

use serde::{Deserialize, Serialize};

use crate::{Bytes, body, roster::BoxRecord};

/// Whether there is an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Status {
    /// True once set up.
    pub set_up: bool,
    /// The server's version.
    pub version: String,
    /// The server's clock, milliseconds since 1970.
    pub now: u64,
    /// Who has signed in with this browser and reported it lost, by their ids: an honest page forgets what it keeps of them.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "body::list"
    )]
    pub lost: Vec<String>,
}

/// Cost of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StretchParameters {
    /// KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// An account as its owner's browser makes it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAccount {
    /// 16 bytes: the server's part of the salt. What is stretched with is made of it and the sign-in name.
    pub salt: Bytes,
    /// The cost used.
    pub stretch: StretchParameters,
    /// The sign-in secret, 32 bytes; the server keeps a hash of it.
    pub secret: Bytes,
    /// The sealed blob, at most 64 KiB.
    pub blob: Bytes,
    /// What signs in with the person's recovery code, 32 bytes; none where there is no code. The server keeps a hash of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Bytes>,
}

impl core::fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("NewAccount").finish_non_exhaustive()
    }
}

/// An organisation begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetUp {
    /// The one-time token of the set-up link.
    pub token: String,
    /// The roster from genesis on.
    #[serde(deserialize_with = "body::list")]
    pub entries: Vec<Bytes>,
    /// The first boxes.
    #[serde(deserialize_with = "body::list")]
    pub boxes: Vec<BoxRecord>,
    /// The founder's account.
    pub account: NewAccount,
}

/// Asks whether a set-up link is the right one, before anything is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetUpToken {
    /// The one-time token of the set-up link.
    pub token: String,
}

/// Asks how to stretch a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreSignIn {
    /// As typed.
    pub sign_in_name: String,
}

/// How to stretch it. Unknown accounts get an answer too, the same each time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInParameters {
    /// The scheme's version: 1 = Argon2id with a salt bound to the sign-in name, then HKDF.
    pub scheme: u8,
    /// 16 bytes: the server's part of the salt.
    pub salt: Bytes,
    /// The cost.
    pub stretch: StretchParameters,
}

/// Signs in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// As typed.
    pub sign_in_name: String,
    /// 32 bytes.
    pub secret: Bytes,
    /// Whether it is that of the person's recovery code, not the password's.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub by_code: bool,
}

impl core::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SignIn").finish_non_exhaustive()
    }
}

/// Signed in: the session is in the cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// The organisation's id, 32 hexadecimal digits.
    pub org: String,
    /// The person's id, 32 hexadecimal digits.
    pub person: String,
    /// The person's sealed blob.
    pub blob: Bytes,
}

/// Whose session it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// The person's id; none for the recovery root.
    pub person: Option<String>,
    /// When it ends at the latest, milliseconds since 1970.
    pub expires: u64,
}

/// One's own device is lost, or was found: the present sign-in secret proves who says so, for whoever finds a page open must not shut its owner
/// out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LossPut {
    /// The present sign-in secret, 32 bytes.
    pub secret: Bytes,
    /// Whether it is lost from now on.
    pub lost: bool,
}

impl core::fmt::Debug for LossPut {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("LossPut").finish_non_exhaustive()
    }
}

/// Replaces the blob if nobody else has: its counter must be one more than the stored one's. Sent again, it is answered as
/// it was the first time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlobPut {
    /// Whose blob it is: a browser's other tab may have signed in somebody else meanwhile.
    pub person: String,
    /// The counter of the blob that this one replaces.
    pub replaces: u64,
    /// Its own counter, a higher one: the next, unless the server has lost some.
    pub counter: u64,
    /// The new blob, at most 192 KiB.
    pub blob: Bytes,
}

/// Another password: the present one's secret proves who asks, or that of the recovery code, and the account is what the new one makes of it.
/// Every other session of the person ends. Sent again, it is answered as it was the first time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordPut {
    /// Whose password it is: a browser's other tab may have signed in somebody else meanwhile.
    pub person: String,
    /// The present sign-in secret, 32 bytes.
    pub secret: Bytes,
    /// Whether it is that of the person's recovery code, not the password's.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub by_code: bool,
    /// The counter of the blob that the account's replaces.
    pub replaces: u64,
    /// The account under the new password. Its blob may have up to 192 KiB.
    pub account: NewAccount,
}

impl core::fmt::Debug for PasswordPut {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("PasswordPut").finish_non_exhaustive()
    }
}

/// Keys of the person's own making in place of the present ones.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeysPut {
    /// Whose keys: a browser's other tab may have signed in somebody else meanwhile.
    pub person: String,
    /// The statement that replaces them, signed by those that it replaces.
    pub entry: Bytes,
    /// The account that holds the new ones. Its blob may have up to 192 KiB.
    pub account: NewAccount,
}

impl core::fmt::Debug for KeysPut {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("KeysPut").finish_non_exhaustive()
    }
}

/// The person's own blob as the server holds it: what a browser fetches whose [`BlobPut`] found another counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlobHeld {
    /// The person's sealed blob.
    pub blob: Bytes,
    /// Its counter: what the next [`BlobPut::replaces`] must say.
    pub counter: u64,
}

/// A challenge for the recovery root; good once, for five minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryChallenge {
    /// 32 random bytes.
    pub challenge: Bytes,
}

/// The recovery root answers: Ed25519 over [`RecoverySignIn::message`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoverySignIn {
    /// The challenge.
    pub challenge: Bytes,
    /// 64 bytes.
    pub signature: Bytes,
}

impl RecoverySignIn {
    /// What is signed: a domain, then the challenge.
    pub fn message(challenge: &[u8]) -> Vec<u8> {
        [b"jiandang/recovery-sign-in/v1".as_slice(), challenge].concat()
    }
}

/// A person's new account, from the recovery root, with the statements that make it valid: appended in one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryAccount {
    /// The person's id.
    pub person: String,
    /// Rekey and admissions, signed by the recovery root.
    #[serde(deserialize_with = "body::list")]
    pub entries: Vec<Bytes>,
    /// Boxes to the person's new key.
    #[serde(deserialize_with = "body::list")]
    pub boxes: Vec<BoxRecord>,
    /// The new account.
    pub account: NewAccount,
}
