//! Blind tags: made for what is saved, and looked up while somebody types.

use std::collections::BTreeMap;

use bridge::{
    Failure,
    client::{Duplicate, Duplicates, FindDuplicates, Known, Part},
};
use dossier::client::Field;
use ledger::{
    hash::Hash,
    id::FileId,
    rights::Section,
    statement::KeyName,
    tags::{self, Tag},
};
use wire::{
    look_up::{BlindTag, FileTags, Found, LookUp},
    path,
};

use super::{append::Change, today};
use crate::{
    Result,
    api::Api,
    platform::{Platform, random},
    remote::Remote,
    session::Session,
};

/// A file's tags, with the salt of their hash.
pub(super) struct BlindTags {
    salt: [u8; 16],
    tags: Vec<Tag>,
}

impl BlindTags {
    /// What the entry signs.
    pub(super) fn hash(&self) -> Option<Hash> {
        tags::hash(&self.salt, &self.tags)
    }

    /// As they are sent.
    pub(super) fn sent(&self, file: FileId) -> FileTags {
        FileTags {
            file: file.to_string(),
            salt: self.salt.to_vec().into(),
            tags: self.tags.iter().copied().map(BlindTag::from).collect(),
        }
    }
}

/// The tags of what is saved. None where no section is written that they come from, and where I have no key for them yet: whoever has it
/// and saves next, makes them.
pub(super) fn blind<P: Platform>(
    session: &Session<P>,
    platform: &P,
    change: &Change,
) -> Option<BlindTags> {
    let sources = [Section::Card, Section::Sensitive];
    let mut written = change.sections.iter().map(|(section, _)| section);
    if !written.any(|section| sources.contains(section)) {
        return None;
    }
    let mut tags = change
        .numbers
        .iter()
        .map(|(field, number)| tag(session, *field, number))
        .collect::<Option<Vec<Tag>>>()?;
    tags.sort_unstable();
    tags.dedup();
    Some(BlindTags {
        salt: random(platform),
        tags,
    })
}

/// The tag of a number under the present key.
fn tag<P: Platform>(session: &Session<P>, field: u8, number: &str) -> Option<Tag> {
    let epoch = session.view().epoch(&KeyName::Index)?.epoch;
    let value = session.keyring.index(epoch)?.tag(epoch, field, number);
    Some(Tag {
        epoch,
        field,
        value,
    })
}

/// Which of a form's numbers stand in other files already. Asked of the server by their tags alone; a file that it names and that I can't
/// see is known to be somewhere.
pub(crate) async fn duplicates<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &FindDuplicates,
) -> Result<Duplicates> {
    let asked: BTreeMap<[u8; 16], (Field, BlindTag)> = request
        .form
        .tagged_values(today(platform.now()))
        .into_iter()
        .filter(|(field, ..)| request.fields.contains(field))
        .filter_map(|(field, tagged, number)| {
            let tag = tag(session, tagged.number(), &number)?;
            Some((tag.value, (field, tag.into())))
        })
        .collect();
    if asked.is_empty() {
        return Ok(Duplicates::default());
    }
    let body = LookUp {
        tags: asked.values().map(|(_, tag)| tag.clone()).collect(),
    };
    let found: Found = api
        .post(path::LOOK_UP, &body)
        .await
        .map_err(Failure::from)?;
    let mut duplicates = Vec::new();
    for hit in found.hits {
        let value: Option<[u8; 16]> = hit.value.0.as_slice().try_into().ok();
        // What was not asked for is no answer.
        let Some((field, _)) = value.and_then(|value| asked.get(&value)) else {
            continue;
        };
        if hit.file.is_some() && hit.file == request.file {
            continue;
        }
        let duplicate = Duplicate {
            field: *field,
            known: hit.file.and_then(|file| known(session, &file)),
        };
        if !duplicates.contains(&duplicate) {
            duplicates.push(duplicate);
        }
    }
    Ok(Duplicates { duplicates })
}

/// A file of my journals; none if I know of no such file.
fn known<P: Platform>(session: &Session<P>, file: &str) -> Option<Known> {
    let id: FileId = file.parse().ok()?;
    let (unit, journal, synced) = session.journals.file(id)?;
    let view = session.view();
    let manager = journal.journal.file(id)?.meta.manager;
    Some(Known {
        file: file.to_owned(),
        name: match &synced.card {
            Part::Open(card) => card.name.clone(),
            _ => String::new(),
        },
        unit: view.unit(unit).map(|unit| unit.name.clone())?,
        manager: view
            .person(manager)
            .map(|person| person.name.clone())
            .unwrap_or_default(),
    })
}
