//! `POST /recovery/sign-in`.

use axum::{
    extract::State,
    http::StatusCode,
    response::{AppendHeaders, IntoResponse, Response},
};
use ed25519_dalek::{Signature, VerifyingKey};
use ledger::Roster;
use wire::{Code, account::RecoverySignIn, operation::Act, path};

use crate::{
    api::account::replace_session,
    body::Body,
    clock,
    error::Failure,
    log::Line,
    peer::{Peer, Way},
    session::{self, OldSession},
    state::AppState,
    store::{self, Transaction},
    tries::{self, Claim},
    visitors::Visitor,
};

/// Begins a session of the recovery root.
#[utoipa::path(post, path = path::RECOVERY_SIGN_IN, request_body = RecoverySignIn, responses(
    (status = 204, description = "The session is in the cookie."),
    (status = 401, description = "Not a challenge of this server, one used before, or not the recovery root's signature."),
    (status = 409, description = "The organisation does not exist yet."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    _: Visitor,
    peer: Peer,
    way: Way,
    OldSession(old): OldSession,
    Body(body): Body<RecoverySignIn>,
) -> Result<Response, Failure> {
    let now = clock::now();
    let roster = state.roster.fresh(&state.db).await?;
    if roster.is_empty() {
        return Err(Failure::new(
            Code::NotSetUp,
            "the organisation does not exist yet",
        ));
    }
    let challenge = body
        .challenge
        .array::<32>()
        .ok_or_else(|| Failure::field("challenge", "malformed"))?;
    let signature = body
        .signature
        .array::<64>()
        .ok_or_else(|| Failure::field("signature", "malformed"))?;
    let failed = Line::new(Act::SignInFailed, &peer).on("recovery");
    let rules = roster.view().policy().rules();
    let claim = Claim::Word("recovery");
    let attempt = tries::begin(&state, &claim, &peer, rules.lock_out, &failed, now).await?;
    let ends = state
        .secret
        .challenge_ends(&challenge, now)
        .filter(|_| proves(&roster, &challenge, &signature));
    let wrong = || {
        Failure::new(
            Code::WrongCredentials,
            "challenge and signature do not belong together",
        )
    };
    let Some(ends) = ends else {
        return Err(failed.fail(&state, wrong()).await);
    };

    let begun = session::begin(None, way, rules.sessions, now)?;
    let mut transaction = Transaction::new();
    store::challenge::spend(&mut transaction, &challenge, ends);
    replace_session(&mut transaction, &begun, old);
    Line::new(Act::Recover, &peer).within(&mut transaction);
    match transaction.commit(&state.db).await {
        Err(error) if error.is_existing("challenge") => {
            return Err(failed.fail(&state, wrong()).await);
        }
        done => done?,
    }
    attempt.succeeded(&state).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders([begun.cookie()?])).into_response())
}

fn proves(roster: &Roster, challenge: &[u8; 32], signature: &[u8; 64]) -> bool {
    let key = roster
        .view()
        .recovery()
        .and_then(|keys| VerifyingKey::from_bytes(&keys.verifying).ok());
    let message = RecoverySignIn::message(challenge);
    key.is_some_and(|key| {
        key.verify_strict(&message, &Signature::from_bytes(signature))
            .is_ok()
    })
}
