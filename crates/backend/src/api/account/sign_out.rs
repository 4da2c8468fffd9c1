//! `POST /sign-out`.

use axum::{
    extract::State,
    http::StatusCode,
    response::{AppendHeaders, IntoResponse, Response},
};
use wire::{operation::Act, path};

use crate::{
    cookie,
    error::Failure,
    log::Line,
    peer::Way,
    session::Arriving,
    state::AppState,
    store::{self, Transaction},
};

/// Ends the session.
#[utoipa::path(post, path = path::SIGN_OUT,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Signed out."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    way: Way,
    Arriving(actor): Arriving,
) -> Result<Response, Failure> {
    let mut transaction = Transaction::new();
    store::session::delete(&mut transaction, actor.session().key);
    let line = Line {
        person: actor.person(),
        ..Line::new(Act::SignOut, &actor.session().peer)
    };
    line.within(&mut transaction);
    transaction.commit(&state.db).await?;
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([cookie::remove(way.secure)?]),
    )
        .into_response())
}
