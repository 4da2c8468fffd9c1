//! `POST /journals/{unit}/envelopes`: the sections of many files, for who seals them anew.

use axum::extract::State;
use ledger::id::{FileId, UnitId};
use wire::{
    files::{Envelope, MOST_FILES, ManySections, WantedFiles},
    operation::Act,
    path,
};

use super::reach;
use crate::{
    body::{Body, Id, Reply},
    clock,
    error::Failure,
    log::Line,
    session::Member,
    state::AppState,
    store,
};

/// Bytes of envelopes that an answer does not exceed, unless its first file alone has more.
const MOST_SEALED: usize = 8 * 1024 * 1024;

/// What the log says of such a view.
const DETAIL: &str = "reseal";

/// The sections of some files. Each file that is answered is logged as a view before the answer leaves.
#[utoipa::path(post, path = path::ENVELOPES, params(("unit" = String, Path, description = "The unit's id.")),
    request_body = WantedFiles,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Envelopes of the sections within reach.", body = ManySections),
    (status = 404, description = "No such unit, not within reach, or a file of another unit."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    member: Member,
    Id(unit): Id<UnitId>,
    Body(body): Body<WantedFiles>,
) -> Result<Reply<ManySections>, Failure> {
    let viewed = reach(&member, unit)?;
    let files = match body.files.len() {
        1..=MOST_FILES => body.files.iter().map(|file| file.parse().ok()).collect(),
        _ => None,
    };
    let files: Vec<FileId> = files.ok_or_else(|| Failure::field("files", "malformed"))?;
    if !store::file::are_of(&state.db, unit, &files).await? {
        return Err(Failure::hidden(unit));
    }
    let (mut envelopes, mut answered, mut weight) = (Vec::new(), 0, 0);
    for file in &files {
        let wanted = store::file::sections_of(*file, viewed);
        let stored = store::file::envelopes(&state.db, wanted).await?;
        let own = stored.into_iter().map(|stored| stored.envelope);
        let own: Vec<Envelope> = own.collect();
        weight += own.iter().map(|one| one.sealed.0.len()).sum::<usize>();
        if weight > MOST_SEALED && answered > 0 {
            break;
        }
        envelopes.extend(own);
        answered += 1;
    }
    let view = Line::new(Act::View, &member.session.peer)
        .by(member.person)
        .why(DETAIL);
    let lines = files.iter().take(answered);
    let lines: Vec<Line> = lines.map(|file| view.clone().on(file)).collect();
    store::operation::write_all(&state.db, &lines, clock::now()).await?;
    Ok(Reply(ManySections {
        files: u32::try_from(answered).unwrap_or(u32::MAX),
        envelopes,
    }))
}
