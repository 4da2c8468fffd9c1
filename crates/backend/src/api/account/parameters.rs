//! `POST /sign-in/parameters`.

use axum::extract::State;
use wire::{
    account::{PreSignIn, SignInParameters},
    path,
};

use crate::{
    account::{DEFAULT_STRETCH, folded},
    body::{Body, Reply},
    error::Failure,
    state::AppState,
    store,
    visitors::Visitor,
};

/// The version of the scheme: Argon2id, then HKDF.
const SCHEME: u8 = 1;

/// How to stretch a password. A name that nobody has gets an answer of the same kind, the same each time.
#[utoipa::path(post, path = path::PRE_SIGN_IN, request_body = PreSignIn, responses(
    (status = 200, description = "How to stretch the password.", body = SignInParameters),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    _: Visitor,
    Body(body): Body<PreSignIn>,
) -> Result<Reply<SignInParameters>, Failure> {
    let (salt, stretch) = match store::account::by_name(&state.db, &body.sign_in_name).await? {
        Some(account) => (account.salt, account.stretch),
        None => (
            state.secret.salt_of_nobody(&folded(&body.sign_in_name)),
            DEFAULT_STRETCH,
        ),
    };
    Ok(Reply(SignInParameters {
        scheme: SCHEME,
        salt: salt.to_vec().into(),
        stretch,
    }))
}
