//! Saving a form: a new file, or what it changes of the one that it was filled from. Saved again, it is the same.

use bridge::{
    Failure, Reason,
    client::{Base, Part, SaveClient, Saved},
};
use dossier::{
    client::{ClientFile, Field, Kind},
    date,
    section::Identity,
};
use ledger::{
    id::{FileId, Intent, PersonId, UnitId},
    rights::Section,
    statement::{ClientKind, FileMeta, FileState},
};

use super::{
    append::{Change, Outcome, append},
    open::{Opened, fetched, keep, opened, renew, whole},
    today,
};
use crate::{
    Result,
    api::Api,
    platform::{Platform, random},
    remote::Remote,
    session::Session,
};

/// What is to be saved.
struct Wanted<'a> {
    draft: Intent,
    request: &'a SaveClient,
    meta: FileMeta,
    file: ClientFile,
    numbers: Vec<(u8, String)>,
}

/// Saves a form. If somebody else has saved the file since the form was filled, nothing is written.
///
/// A draft that was sent before and not answered is looked for on the chain; if it is there, only what was typed since is written.
pub(crate) async fn save<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &SaveClient,
) -> Result<Saved> {
    let wanted = wanted(session, platform, request)?;
    if session.unanswered.contains_key(&wanted.draft) {
        session.pull(api, platform).await?;
    }
    // Twice: a draft that turns out to be stated already becomes a change of what it stated.
    for _ in 0..2 {
        let (change, file) = prepare(session, api, platform, &wanted).await?;
        let saved = |seq| Saved {
            file: change.file.to_string(),
            seq,
        };
        if let Some(base) = change.base
            && change.sections.is_empty()
            && unchanged(session, change.file, &change.meta)
        {
            return Ok(saved(base));
        }
        match append(session, api, platform, &change).await? {
            Outcome::Stated => {}
            Outcome::Appended => {
                let seq = keep_open(session, &change, file);
                return Ok(saved(seq.ok_or(Reason::Fault)?));
            }
        }
    }
    Err(Reason::Conflict.into())
}

/// Checks what was typed.
fn wanted<'a, P: Platform>(
    session: &Session<P>,
    platform: &P,
    request: &'a SaveClient,
) -> Result<Wanted<'a>> {
    let draft = request.draft.parse().map_err(|_| invalid("draft"))?;
    let file = request
        .form
        .parse(today(platform.now()))
        .map_err(|problems| Failure {
            reason: Reason::Invalid,
            fields: problems
                .iter()
                .map(|(field, problem)| (field.name().to_owned(), problem.name().to_owned()))
                .collect(),
        })?;
    let manager = request.form.get(Field::Manager);
    let manager: PersonId = manager
        .parse()
        .map_err(|_| invalid(Field::Manager.name()))?;
    if session.view().person(manager).is_none() {
        return Err(invalid(Field::Manager.name()));
    }
    let meta = FileMeta {
        kind: match request.form.kind() {
            Kind::Person => ClientKind::Person,
            Kind::Company => ClientKind::Company,
        },
        manager,
        opened: date::to_days(file.opened),
        state: FileState::Active,
    };
    Ok(Wanted {
        draft,
        request,
        meta,
        file,
        numbers: request
            .form
            .tagged_values(today(platform.now()))
            .into_iter()
            .map(|(_, tagged, number)| (tagged.number(), number))
            .collect(),
    })
}

/// The change that brings the file from what it is to what is wanted.
async fn prepare<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    wanted: &Wanted<'_>,
) -> Result<(Change, ClientFile)> {
    let last = session.unanswered.get(&wanted.draft);
    let last = *last.unwrap_or(&wanted.draft);
    let done = session.journals.stated(&last);
    let intent = if done.is_some() {
        Intent(random(platform))
    } else {
        last
    };
    let stated = done.or_else(|| session.journals.stated(&wanted.draft));
    let (file, base) = match (stated, &wanted.request.base) {
        (Some((_, stands)), Some(base)) => (id(base)?, stands.seq),
        (Some((unit, stands)), None) => (FileId::derive(unit, wanted.draft.0), stands.seq),
        (None, Some(base)) => (id(base)?, base.seq),
        (None, None) => return Ok((creation(wanted)?, wanted.file.clone())),
    };
    renew(session, api, platform, file).await?;
    if opened(session, file)?.at_seq != base {
        return Err(Reason::Conflict.into());
    }
    let (before, blank) = whole(session, file)?;
    // Who the client is stays: a person becomes no company.
    if kind_of(&before) != kind_of(&wanted.file) {
        return Err(Reason::Fault.into());
    }
    let after = wanted.file.clone().keep_extra(&before);
    let mut old = payloads(&before);
    // What can't be read is written anew, whatever it says.
    old.retain(|(section, _)| !blank.contains(section));
    let (unit, ..) = session.journals.file(file).ok_or(Reason::NotFound)?;
    let change = Change {
        unit,
        file,
        created_from: None,
        meta: wanted.meta,
        sections: payloads(&after)
            .into_iter()
            .filter(|payload| !old.contains(payload))
            .collect(),
        numbers: wanted.numbers.clone(),
        draft: wanted.draft,
        intent,
        base: Some(base),
    };
    Ok((change, after))
}

/// A new file. Its id comes from the draft, so that one draft can't become two files of a unit.
fn creation(wanted: &Wanted<'_>) -> Result<Change> {
    let unit = wanted.request.form.get(Field::Unit);
    let unit: UnitId = unit.parse().map_err(|_| invalid(Field::Unit.name()))?;
    Ok(Change {
        unit,
        file: FileId::derive(unit, wanted.draft.0),
        created_from: Some(wanted.draft.0),
        meta: wanted.meta,
        sections: payloads(&wanted.file),
        numbers: wanted.numbers.clone(),
        draft: wanted.draft,
        intent: wanted.draft,
        base: None,
    })
}

fn kind_of(file: &ClientFile) -> core::mem::Discriminant<Identity> {
    core::mem::discriminant(&file.sensitive.identity)
}

fn payloads(file: &ClientFile) -> Vec<(Section, Vec<u8>)> {
    vec![
        (Section::Card, file.card.to_bytes()),
        (Section::Labels, file.labels.to_bytes()),
        (Section::Sensitive, file.sensitive.to_bytes()),
        (Section::Notes, file.notes.to_bytes()),
    ]
}

fn unchanged<P: Platform>(session: &Session<P>, file: FileId, meta: &FileMeta) -> bool {
    session
        .journals
        .file(file)
        .and_then(|(_, journal, _)| journal.journal.file(file))
        .is_some_and(|record| record.meta == *meta)
}

/// What was just written need not be fetched to be shown. Gives the number of its entry.
fn keep_open<P: Platform>(
    session: &mut Session<P>,
    change: &Change,
    file: ClientFile,
) -> Option<u64> {
    let (_, stands) = session.journals.stated(&change.intent)?;
    let at_seq = stands.seq;
    let opened = Opened {
        at_seq,
        written: fetched(session, change.file),
        sensitive: Part::Open(file.sensitive),
        notes: Part::Open(file.notes),
    };
    keep(session, change.file, opened);
    Some(at_seq)
}

fn id(base: &Base) -> Result<FileId> {
    base.file.parse().map_err(|_| Reason::NotFound.into())
}

fn invalid(field: &str) -> Failure {
    Failure {
        reason: Reason::Invalid,
        fields: vec![(field.to_owned(), "missing".to_owned())],
    }
}
