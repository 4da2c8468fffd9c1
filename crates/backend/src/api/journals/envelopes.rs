//! `POST /journals/{unit}/envelopes`: the sections of many files, for who seals them anew. Nothing else is given: whoever reads opens
//! one file after the other.

use std::collections::BTreeSet;

use axum::extract::State;
use ledger::{
    id::{FileId, UnitId},
    journal::SectionRecord,
    rights::{Operation, Section, Sections},
    statement::KeyName,
};
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
    journal_cache::refresh,
    log::Line,
    session::Member,
    state::AppState,
    store,
};

/// Bytes of envelopes that an answer does not exceed, unless its first file alone has more.
const MOST_SEALED: usize = 8 * 1024 * 1024;

/// What the log says of such a view.
const DETAIL: &str = "reseal";

/// The sections of some files that lie under another key or suite than the present ones, and those of which blind tags are to be made anew. Each file that is answered is logged as a view before the answer leaves.
#[utoipa::path(post, path = path::ENVELOPES, params(("unit" = String, Path, description = "The unit's id.")),
    request_body = WantedFiles,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Envelopes of the sections that are to be sealed anew.", body = ManySections),
    (status = 404, description = "No such unit, not within reach, or a file of another unit."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    member: Member,
    Id(unit): Id<UnitId>,
    Body(body): Body<WantedFiles>,
) -> Result<Reply<ManySections>, Failure> {
    let edited = member.view().allowed(member.person, Operation::Edit, unit);
    let sections = reach(&member, unit)?.intersection(edited);
    if sections.is_empty() {
        return Err(Failure::hidden(unit));
    }
    let files = match body.files.len() {
        1..=MOST_FILES => body.files.iter().map(|file| file.parse().ok()).collect(),
        _ => None,
    };
    let files: Vec<FileId> = files.ok_or_else(|| Failure::field("files", "malformed"))?;
    if files.iter().collect::<BTreeSet<_>>().len() < files.len() {
        return Err(Failure::field("files", "duplicate"));
    }
    let due = due(&state, &member, unit, &files, sections).await?;
    let (mut envelopes, mut answered, mut weight) = (Vec::new(), 0, 0);
    for (file, sections) in &due {
        let wanted = store::file::sections_of(*file, *sections);
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
    let seen = due.iter().take(answered);
    let seen = seen.filter(|(_, sections)| !sections.is_empty());
    let lines: Vec<Line> = seen.map(|(file, _)| view.clone().on(file)).collect();
    store::operation::write_all(&state.db, &lines, clock::now()).await?;
    Ok(Reply(ManySections {
        files: u32::try_from(answered).unwrap_or(u32::MAX),
        envelopes,
    }))
}

/// Of each file the sections that lie under another epoch or suite than the present ones, and those that tags are due from.
async fn due(
    state: &AppState,
    member: &Member,
    unit: UnitId,
    files: &[FileId],
    sections: Sections,
) -> Result<Vec<(FileId, Sections)>, Failure> {
    let view = member.view();
    let is_due = |section: Section, written: &SectionRecord| {
        let present = view.epoch(&KeyName::Unit(unit, section));
        let other = |epoch| (written.epoch, written.suite) != (epoch, view.policy().suite);
        sections.contains(section) && present.is_some_and(|present| other(present.epoch))
    };
    let journal = state.journals.of(unit);
    let mut journal = journal.lock().await;
    let roster = state.roster.fresh(&state.db).await?;
    refresh(&mut journal, &state.db, &roster).await?;
    let due = files.iter().map(|file| {
        let record = journal.file(*file)?;
        let due = record
            .sections()
            .filter(|(section, written)| is_due(*section, written));
        let due = due.fold(Sections::NONE, |all, (section, _)| all.with(section));
        Some((
            *file,
            due.union(record.tags_due(view).intersection(sections)),
        ))
    });
    due.collect::<Option<_>>()
        .ok_or_else(|| Failure::hidden(unit))
}
