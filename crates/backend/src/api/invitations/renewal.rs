//! `POST /invitations/{invitation}/renewal`.

use axum::{extract::State, http::StatusCode};
use ledger::{id::InvitationId, roster::Standing};
use wire::{
    invitation::{Renewal, Renewed},
    operation::Act,
    path,
};

use super::{answer::WRAPPING, ended, waits};
use crate::{
    account,
    body::{Body, Id},
    error::Failure,
    log::Line,
    peer::Peer,
    state::AppState,
    store::{self, CHANGED, StoreError, Transaction, invitation::Written},
    visitors::Visitor,
};

/// Somebody who lost password or keys answers with new ones. Their account stays what it is until an administrator states the keys.
#[utoipa::path(post, path = path::RENEWAL, params(("invitation" = String, Path, description = "Its id.")),
    request_body = Renewal, responses(
    (status = 204, description = "Answered, now or before in the same words."),
    (status = 404, description = "No such invitation, or it is a newcomer's."),
    (status = 409, description = "Somebody else answered."),
    (status = 410, description = "Expired, withdrawn or used, or its person is gone."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    _: Visitor,
    peer: Peer,
    Id(id): Id<InvitationId>,
    Body(body): Body<Renewal>,
) -> Result<StatusCode, Failure> {
    check(&body.renewed)?;
    account::check(&body.account)?;
    let invitation = store::invitation::get(&state.db, id)
        .await?
        .ok_or_else(Failure::not_found)?;
    let person = invitation.renews.ok_or_else(Failure::not_found)?;
    if !waits(
        &invitation,
        invitation.renewed.as_ref() == Some(&body.renewed),
    )? {
        return Ok(StatusCode::NO_CONTENT);
    }
    let roster = state.roster.fresh(&state.db).await?;
    if matches!(
        roster.view().standing(person),
        None | Some(Standing::Retired)
    ) {
        return Err(ended());
    }
    let kept = account::seal(&state, person, &body.account, true).await?;
    let mut transaction = Transaction::new();
    store::invitation::transition(&mut transaction, id, Written::Open, Written::Answered);
    store::invitation::keep_renewed(&mut transaction, id, &body.renewed)
        .map_err(|error| Failure::internal(&error))?;
    store::renewal::create(&mut transaction, &kept, id);
    Line::new(Act::Join, &peer).on(id).within(&mut transaction);
    match transaction.commit(&state.db).await {
        Err(error)
            if error.is_guard(CHANGED)
                || matches!(error, StoreError::Conflict | StoreError::Exists(_)) =>
        {
            Err(Failure::conflict("somebody else answered"))
        }
        done => Ok(done.map(|()| StatusCode::NO_CONTENT)?),
    }
}

/// Whether the answer has the form of one. Its MAC and signature are for the inviter: this server lacks the secret.
fn check(renewed: &Renewed) -> Result<(), Failure> {
    let checks = [
        ("renewed.wrapping", renewed.wrapping.0.len() == WRAPPING),
        ("renewed.verifying", renewed.verifying.0.len() == 32),
        ("renewed.mac", renewed.mac.0.len() == 32),
        ("renewed.signature", renewed.signature.0.len() == 64),
    ];
    match checks.into_iter().find(|(_, fits)| !fits) {
        Some((field, _)) => Err(Failure::field(field, "malformed")),
        None => Ok(()),
    }
}
