//! Bodies of `/api/v1`: requests come from anybody, answers from a server that may lie.

use core::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use wire::{
    account::{
        BlobHeld, BlobPut, PasswordPut, PreSignIn, RecoveryAccount, RecoveryChallenge,
        RecoverySignIn, Session, SetUp, SetUpToken, SignIn, SignInParameters, SignedIn, Status,
    },
    body::{from_cbor, to_cbor},
    files::{FileSections, JournalAppend, JournalPage, Journals},
    invitation::{Answer, InvitationState, Invitations, NewInvitation},
    look_up::{Found, LookUp},
    operation::Operations,
    roster::{Appended, Boxes, RosterAppend, RosterPage},
    second_factor::{
        Asked, CodesPut, SecondFactor, SecondFactorEnd, SecondFactorPut, SecondFactors, SignInCode,
    },
};

/// What the server and the engine read, each as it is read there: requests up to the limit of their route (`backend/src/api/mod.rs`).
type Read = fn(&[u8]);

const KIB: usize = 1024;

const READ: &[Read] = &[
    request::<SetUpToken, { 8 * KIB }>,
    request::<PreSignIn, { 8 * KIB }>,
    request::<SignIn, { 8 * KIB }>,
    request::<RecoverySignIn, { 8 * KIB }>,
    request::<NewInvitation, { 8 * KIB }>,
    request::<LookUp, { 8 * KIB }>,
    request::<Answer, { 128 * KIB }>,
    request::<BlobPut, { 264 * KIB }>,
    request::<PasswordPut, { 264 * KIB }>,
    request::<SetUp, { 256 * KIB }>,
    request::<RecoveryAccount, { 16 * KIB * KIB }>,
    request::<RosterAppend, { 16 * KIB * KIB }>,
    request::<JournalAppend, { 16 * KIB * KIB }>,
    answer::<Status>,
    answer::<SignInParameters>,
    answer::<SignedIn>,
    answer::<Session>,
    answer::<BlobHeld>,
    answer::<RecoveryChallenge>,
    answer::<RosterPage>,
    answer::<Appended>,
    answer::<Boxes>,
    answer::<Journals>,
    answer::<JournalPage>,
    answer::<FileSections>,
    answer::<Found>,
    answer::<Invitations>,
    answer::<InvitationState>,
    answer::<Operations>,
    answer::<wire::Error>,
    request::<SignInCode, { 8 * KIB }>,
    request::<SecondFactorPut, { 8 * KIB }>,
    request::<CodesPut, { 8 * KIB }>,
    request::<SecondFactorEnd, { 8 * KIB }>,
    answer::<Asked>,
    answer::<SecondFactor>,
    answer::<SecondFactors>,
];

/// Whatever is read is written, in either encoding, as what reads the same. The first byte says which body it is.
pub fn body(data: &[u8]) {
    if let Some((kind, bytes)) = data.split_first() {
        READ[usize::from(*kind) % READ.len()](bytes);
    }
}

fn request<T: Body, const LIMIT: usize>(bytes: &[u8]) {
    if bytes.len() > LIMIT {
        return;
    }
    // The server takes maps alone (`backend/src/body.rs`).
    if bytes.first().is_some_and(|first| first >> 5 == 5) {
        answer::<T>(bytes);
    }
    if bytes.trim_ascii_start().starts_with(b"{")
        && let Ok(value) = serde_json::from_slice::<T>(bytes)
    {
        comes_back(&value);
    }
}

fn answer<T: Body>(bytes: &[u8]) {
    if let Ok(value) = from_cbor::<T>(bytes) {
        comes_back(&value);
    }
}

trait Body: Serialize + DeserializeOwned + PartialEq + Debug {}

impl<T: Serialize + DeserializeOwned + PartialEq + Debug> Body for T {}

fn comes_back<T: Body>(value: &T) {
    let cbor = to_cbor(value).unwrap();
    let read: T = from_cbor(&cbor).unwrap();
    assert!(read == *value, "CBOR");
    assert_eq!(to_cbor(&read).unwrap(), cbor);
    let json = serde_json::to_vec(value).unwrap();
    let read: T = serde_json::from_slice(&json).unwrap();
    assert!(read == *value, "JSON");
}
