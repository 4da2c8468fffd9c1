//! `POST /invitations/{invitation}/answer`.

use axum::{extract::State, http::StatusCode};
use ledger::id::{InvitationId, PersonId};
use wire::{
    Code,
    invitation::{Answer, Newcomer},
    operation::Act,
    path,
};

use super::waits;
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

/// An RSA key of 3072 bits, SubjectPublicKeyInfo. What else it has to be the ledger says, when the newcomer is enrolled.
pub(super) const WRAPPING: usize = 422;

/// A newcomer answers. The name is taken from here on; the account opens once its person is enrolled.
#[utoipa::path(post, path = path::ANSWER, params(("invitation" = String, Path, description = "Its id.")),
    request_body = Answer, responses(
    (status = 204, description = "Answered, now or before in the same words."),
    (status = 404, description = "No such invitation."),
    (status = 409, description = "Somebody else answered, or the sign-in name is taken."),
    (status = 410, description = "Expired, withdrawn or used."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    _: Visitor,
    peer: Peer,
    Id(id): Id<InvitationId>,
    Body(body): Body<Answer>,
) -> Result<StatusCode, Failure> {
    let person = check(&body.newcomer)?;
    account::check(&body.account)?;
    let invitation = store::invitation::get(&state.db, id)
        .await?
        // Whoever renews an access has a door of their own.
        .filter(|invitation| invitation.renews.is_none())
        .ok_or_else(Failure::not_found)?;
    if !waits(
        &invitation,
        invitation.newcomer.as_ref() == Some(&body.newcomer),
    )? {
        return Ok(StatusCode::NO_CONTENT);
    }
    let taken = || Failure::new(Code::NameTaken, "the sign-in name is taken");
    let roster = state.roster.fresh(&state.db).await?;
    let name = &body.newcomer.sign_in_name;
    if roster.view().by_sign_in_name(name).is_some()
        || store::account::is_taken(&state.db, name).await?
    {
        return Err(taken());
    }
    let kept = account::seal(&state, person, &body.account, false).await?;
    let mut transaction = Transaction::new();
    store::invitation::transition(&mut transaction, id, Written::Open, Written::Answered);
    store::invitation::keep_answer(&mut transaction, id, &body.newcomer)
        .map_err(|error| Failure::internal(&error))?;
    store::account::create(&mut transaction, &kept, name, Some(id));
    Line::new(Act::Join, &peer).on(id).within(&mut transaction);
    match transaction.commit(&state.db).await {
        Err(error) if error.is_existing(store::account::NAMES) => Err(taken()),
        Err(error) if error.is_existing(store::account::TABLE) => {
            Err(Failure::field("newcomer.person", "taken"))
        }
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
fn check(newcomer: &Newcomer) -> Result<PersonId, Failure> {
    let fits = |text: &str, least: usize| {
        text.trim() == text
            && (least..=64).contains(&text.chars().count())
            && !text.chars().any(char::is_control)
    };
    let person = newcomer
        .person
        .parse()
        .map_err(|_| Failure::field("newcomer.person", "malformed"))?;
    let checks = [
        ("newcomer.name", fits(&newcomer.name, 1)),
        ("newcomer.sign_in_name", fits(&newcomer.sign_in_name, 2)),
        ("newcomer.wrapping", newcomer.wrapping.0.len() == WRAPPING),
        ("newcomer.verifying", newcomer.verifying.0.len() == 32),
        ("newcomer.mac", newcomer.mac.0.len() == 32),
        ("newcomer.signature", newcomer.signature.0.len() == 64),
    ];
    match checks.into_iter().find(|(_, fits)| !fits) {
        Some((field, _)) => Err(Failure::field(field, "malformed")),
        None => Ok(person),
    }
}
