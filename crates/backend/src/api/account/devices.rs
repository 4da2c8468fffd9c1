//! `/account/devices` and `/account/sessions`: where somebody is signed in, and what becomes of a browser that they have lost.

use axum::{extract::State, http::StatusCode};
use ledger::hash::Hash;
use wire::{
    account::LossPut,
    device::{Device, Devices, Opened, OpenedFiles},
    operation::Act,
    path,
};

use super::proof;
use crate::{
    account,
    body::{Body, Id, Reply},
    clock,
    device::{ShortId, short},
    error::Failure,
    log::Line,
    session::Member,
    state::AppState,
    store::{self, Transaction, device::DeviceRow},
};

/// The person's devices and sessions.
#[utoipa::path(get, path = path::DEVICES,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Them.", body = Devices),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
) -> Result<Reply<Devices>, Failure> {
    let here = member.session.device;
    let told = |row: DeviceRow| -> Result<Device, Failure> {
        let key = row.key()?;
        Ok(Device {
            id: short(key),
            here: here == Some(key),
            first: row.first(),
            last: row.last(),
            label: row.label,
            address: row.address,
            lost: row.lost,
        })
    };
    let devices = store::device::all_of(&state.db, member.person).await?;
    let sessions = store::session::all_of(&state.db, member.person).await?;
    let now = clock::now();
    Ok(Reply(Devices {
        devices: devices.into_iter().map(told).collect::<Result<_, _>>()?,
        sessions: sessions
            .into_iter()
            .filter_map(|row| row.line(member.session.key, now))
            .collect(),
    }))
}

/// The files that the person opened with one of their devices.
#[utoipa::path(get, path = path::DEVICE_VIEWS, params(("device" = String, Path, description = "Its id.")),
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Them, newest first.", body = OpenedFiles),
    (status = 404, description = "No such device of this person."),
))]
pub(crate) async fn views(
    State(state): State<AppState>,
    member: Member,
    Id(id): Id<ShortId>,
) -> Result<Reply<OpenedFiles>, Failure> {
    let key = find(&state, &member, &id).await?;
    let views = store::operation::views_on(&state.db, member.person, key).await?;
    let opened = views.into_iter().map(|(file, at)| Opened { file, at });
    Ok(Reply(OpenedFiles {
        opened: opened.collect(),
    }))
}

/// Reports one of the person's devices lost, or found again. Of one that is lost the sessions end, and the person's account is not signed in
/// with from there any more; the next page that it loads is told so, and forgets what it keeps of that person.
#[utoipa::path(put, path = path::DEVICE_LOSS, request_body = LossPut, params(("device" = String, Path, description = "Its id.")),
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Noted, now or before."),
    (status = 401, description = "Not the present password."),
    (status = 404, description = "No such device of this person."),
))]
pub(crate) async fn lose(
    State(state): State<AppState>,
    member: Member,
    Id(id): Id<ShortId>,
    Body(body): Body<LossPut>,
) -> Result<StatusCode, Failure> {
    let secret = account::secret(&body.secret, "secret")?;
    let key = find(&state, &member, &id).await?;
    let failed = line(&member).why(proof::WRONG);
    let proven = proof::password(&state, &member, secret, &failed).await?;
    proven.attempt.succeeded(&state).await?;
    let mut transaction = Transaction::new();
    store::device::set_lost(&mut transaction, key, member.person, body.lost);
    if body.lost {
        store::session::delete_on(&mut transaction, member.person, key);
    }
    let what = if body.lost { "lost" } else { "found" };
    line(&member).on(&id.0).why(what).within(&mut transaction);
    transaction.persist(&state.db).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of the person's sessions.
#[utoipa::path(delete, path = path::ONE_SESSION, params(("session" = String, Path, description = "Its id.")),
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "It has ended."),
    (status = 404, description = "No such session of this person."),
))]
pub(crate) async fn end(
    State(state): State<AppState>,
    member: Member,
    Id(id): Id<ShortId>,
) -> Result<StatusCode, Failure> {
    let sessions = store::session::all_of(&state.db, member.person).await?;
    if !sessions.iter().any(|row| row.is_called(&id.0)) {
        return Err(Failure::hidden(&id.0));
    }
    let mut transaction = Transaction::new();
    store::session::delete_named(&mut transaction, member.person, &id.0);
    line(&member).on(&id.0).why("end").within(&mut transaction);
    transaction.persist(&state.db).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all of the person's other sessions.
#[utoipa::path(delete, path = path::SESSIONS,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "They have ended."),
))]
pub(crate) async fn end_others(
    State(state): State<AppState>,
    member: Member,
) -> Result<StatusCode, Failure> {
    let mut transaction = Transaction::new();
    store::session::delete_others_of(&mut transaction, member.person, member.session.key);
    line(&member).why("end_others").within(&mut transaction);
    transaction.persist(&state.db).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn line(member: &Member) -> Line {
    Line::new(Act::Device, &member.session.peer).by(member.person)
}

async fn find(state: &AppState, member: &Member, id: &ShortId) -> Result<Hash, Failure> {
    for row in store::device::all_of(&state.db, member.person).await? {
        let key = row.key()?;
        if short(key) == id.0 {
            return Ok(key);
        }
    }
    Err(Failure::hidden(&id.0))
}
