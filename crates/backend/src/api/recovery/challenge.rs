//! `POST /recovery/challenge`.

use axum::extract::State;
use wire::{account::RecoveryChallenge, path};

use crate::{body::Reply, clock, error::Failure, state::AppState, visitors::Visitor};

/// A challenge for the recovery root; good once, for five minutes.
#[utoipa::path(post, path = path::RECOVERY_CHALLENGE, responses(
    (status = 200, description = "A challenge.", body = RecoveryChallenge),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    _: Visitor,
) -> Result<Reply<RecoveryChallenge>, Failure> {
    Ok(Reply(RecoveryChallenge {
        challenge: state.secret.challenge(clock::now())?.to_vec().into(),
    }))
}
