//! `POST /journals/{unit}`.

use std::collections::{HashMap, HashSet};

use axum::extract::State;
use ledger::{
    Journal, Roster,
    entry::{Author, Chain, Position, SignedEntry},
    hash::Hash,
    id::{FileId, UnitId},
    journal::Judged,
    rights::Section,
    statement::{Cause, JournalStatement},
};
use wire::{
    files::{self, Envelope, JournalAppend},
    look_up::{BlindTag, FileTags},
    operation::Act,
    path,
    roster::Appended,
};

use crate::{
    api::roster::head,
    body::{Body, Id, Reply},
    clock,
    error::Failure,
    journal_cache::refresh,
    log::Line,
    metrics,
    session::Member,
    state::AppState,
    store::{self, STALE, StoreError, Transaction, tag::Tagged},
};

/// How often an append is judged again because another instance came first.
const ATTEMPTS: usize = 5;

/// What comes with an entry.
struct Load {
    /// The sealed sections, by their files.
    sealed: HashMap<(FileId, Section), Vec<u8>>,
    /// The tags that files get.
    tags: HashMap<FileId, Tagged>,
}

/// Appends one statement with the envelopes that it names.
#[utoipa::path(post, path = path::JOURNAL, params(("unit" = String, Path, description = "The unit's id.")),
    request_body = JournalAppend,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Appended, now or before under the same intent.", body = Appended),
    (status = 403, description = "The organisation does not allow it."),
    (status = 409, description = "Somebody appended first, to the journal or to the roster."),
    (status = 422, description = "The statement or its envelopes are refused."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    member: Member,
    Id(unit): Id<UnitId>,
    Body(body): Body<JournalAppend>,
) -> Result<Reply<Appended>, Failure> {
    let entry = SignedEntry::from_bytes(body.entry.0).map_err(|_| Failure::refused("malformed"))?;
    let load = Load {
        sealed: sealed(body.envelopes)?,
        tags: tagged(body.tags)?,
    };
    let position = append(&state, &member, unit, &entry, &load)
        .await
        .map_err(|failure| match failure.code() {
            wire::Code::NotAllowed => failure.about(unit),
            _ => failure,
        })?;
    Ok(Reply(Appended {
        head: head(position),
    }))
}

fn tagged(files: Vec<FileTags>) -> Result<HashMap<FileId, Tagged>, Failure> {
    let count = files.len();
    let tags: Option<HashMap<FileId, Tagged>> = files
        .into_iter()
        .map(|given| {
            let tagged = Tagged {
                salt: given.salt.0.as_slice().try_into().ok()?,
                tags: given
                    .tags
                    .iter()
                    .map(BlindTag::tag)
                    .collect::<Option<_>>()?,
            };
            Some((given.file.parse().ok()?, tagged))
        })
        .collect();
    tags.filter(|tags| tags.len() == count)
        .ok_or_else(|| Failure::field("tags", "malformed"))
}

fn sealed(envelopes: Vec<Envelope>) -> Result<HashMap<(FileId, Section), Vec<u8>>, Failure> {
    let malformed = || Failure::field("envelopes", "malformed");
    let count = envelopes.len();
    let mut sealed = HashMap::with_capacity(count);
    for envelope in envelopes {
        let file = envelope.file.parse().map_err(|_| malformed())?;
        let section = Section::from_number(envelope.section).ok_or_else(malformed)?;
        if envelope.sealed.0.len() > files::most_sealed(section) {
            return Err(Failure::field("envelopes", "too_long"));
        }
        sealed.insert((file, section), envelope.sealed.0);
    }
    if sealed.len() == count {
        Ok(sealed)
    } else {
        Err(Failure::field("envelopes", "duplicate"))
    }
}

/// Judges and stores. The locks keep this instance's own appends apart; against other instances, what was refused or
/// failed is tried again as long as there is something new to judge it by.
async fn append(
    state: &AppState,
    member: &Member,
    unit: UnitId,
    entry: &SignedEntry,
    load: &Load,
) -> Result<Position, Failure> {
    let _still = state.roster.still().await;
    let mut roster = state.roster.present();
    if roster.view().unit(unit).is_none() {
        return Err(Failure::hidden(unit));
    }
    let journal = state.journals.of(unit);
    let mut journal = journal.lock().await;
    if journal.is_empty() {
        refresh(&mut journal, &state.db, &roster).await?;
    }
    for _ in 0..ATTEMPTS {
        if let Some(position) = already_there(&journal, entry)? {
            state.journals.settled().await;
            return Ok(position);
        }
        let refused = match judge(&journal, &roster, member, entry, load) {
            Err(refused) => Some(refused),
            Ok(judged) => {
                match store(state, member, &journal, &roster, (entry, &judged), load).await {
                    Ok(()) => {
                        metrics::appended("journal", 1);
                        return Ok(journal.take(judged)?);
                    }
                    Err(StoreError::Conflict) => None,
                    Err(error)
                        if error.is_guard(STALE)
                            || error.is_existing(store::chain::ENTRIES)
                            || error.is_existing(store::operation::TABLE) =>
                    {
                        None
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        };
        let latest = state.roster.fresh(&state.db).await?;
        let moved =
            refresh(&mut journal, &state.db, &latest).await? || latest.head() != roster.head();
        roster = latest;
        match refused {
            Some(refused) if !moved => return Err(refused),
            _ => {}
        }
    }
    Err(Failure::stale())
}

/// Where the entry stands, if its intent does: then it must be this very entry.
fn already_there(journal: &Journal, entry: &SignedEntry) -> Result<Option<Position>, Failure> {
    let intent = entry
        .decode::<JournalStatement>()
        .map_err(|_| Failure::refused("malformed"))?
        .intent;
    match journal.find_intent(&intent) {
        Some(position) if position.hash == entry.hash() => Ok(Some(position)),
        Some(_) => Err(Failure::conflict(
            "the intent stands on the chain with another statement",
        )),
        None => Ok(None),
    }
}

fn judge(
    journal: &Journal,
    roster: &Roster,
    member: &Member,
    entry: &SignedEntry,
    load: &Load,
) -> Result<Judged, Failure> {
    let now = clock::now();
    let judged = journal.judge_fresh(entry, roster, now)?;
    clock::check_fresh(judged.entry().at, journal.last_at(), now)?;
    if judged.entry().author != Author::Person(member.person) {
        return Err(Failure::not_allowed("author"));
    }
    let JournalStatement::Put { files, .. } = &judged.entry().statement;
    let mut named = 0;
    for (file, put) in files
        .iter()
        .flat_map(|file| file.sections.iter().map(move |put| (file.file, put)))
    {
        named += 1;
        let bytes = load
            .sealed
            .get(&(file, put.section))
            .ok_or_else(|| Failure::refused("envelope_missing"))?;
        if Hash::of(bytes) != put.envelope {
            return Err(Failure::refused("envelope_hash"));
        }
    }
    if named != load.sealed.len() {
        return Err(Failure::refused("envelope_unnamed"));
    }
    let signed = files.iter().filter(|put| put.tags.is_some()).count();
    let as_signed = signed == load.tags.len()
        && load.tags.iter().all(|(file, given)| {
            let signed = files.iter().find(|put| put.file == *file);
            let hash = ledger::tags::hash(&given.salt, &given.tags);
            hash.is_some() && signed.is_some_and(|put| put.tags == hash)
        });
    if as_signed {
        Ok(judged)
    } else {
        Err(Failure::refused("blind_tags"))
    }
}

async fn store(
    state: &AppState,
    member: &Member,
    journal: &Journal,
    roster: &Roster,
    (entry, judged): (&SignedEntry, &Judged),
    load: &Load,
) -> Result<(), StoreError> {
    let chain = Chain::Journal(journal.unit());
    let JournalStatement::Put { cause, files, .. } = &judged.entry().statement;
    let position = judged.position();
    let mut transaction = Transaction::new();
    // A removal on the roster and a write that it forbids cannot both go through.
    let heads = [(Chain::Roster, roster.head()), (chain, journal.head())];
    store::chain::expect_heads(&mut transaction, &heads);
    let created: HashSet<FileId> = files
        .iter()
        .filter(|put| put.created_from.is_some())
        .map(|put| put.file)
        .collect();
    store::chain::append(&mut transaction, chain, &[(position, entry)], created.len());
    store::file::place(&mut transaction, journal.unit(), &created);
    let envelopes = load
        .sealed
        .iter()
        .map(|((file, section), bytes)| (*file, *section, bytes.clone()));
    let (first, later) = envelopes.partition(|(file, _, _)| created.contains(file));
    store::file::write(&mut transaction, position.seq, first);
    store::file::replace(&mut transaction, position.seq, later);
    for (file, tagged) in &load.tags {
        store::tag::replace(&mut transaction, *file, tagged);
    }
    let edit = Line::new(Act::Edit, &member.session.peer).by(member.person);
    let edit = match cause {
        Cause::Reseal => edit.why("reseal"),
        Cause::Direct | Cause::Import => edit,
    };
    let lines: Vec<Line> = files.iter().map(|put| edit.clone().on(put.file)).collect();
    store::operation::insert(&mut transaction, &lines, clock::now());
    let storing = state.journals.storing().await;
    transaction.commit_holding(&state.db, storing).await
}
