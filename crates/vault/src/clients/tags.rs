//! Blind tags: made for what is saved, and looked up while somebody types.

use std::collections::{BTreeMap, BTreeSet};

use bridge::{
    Failure,
    client::{Duplicate, Duplicates, FindDuplicates, Known, Part},
};
use dossier::client::Field;
use ledger::{
    hash::Hash,
    id::FileId,
    statement::KeyName,
    tags::{self, Tag},
};
use seal::index::IndexKey;
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
    let sources = tags::sources();
    let mut written = change.sections.iter().map(|(section, _)| *section);
    match written.any(|section| sources.contains(section)) {
        true => of(session, platform, &change.numbers),
        false => None,
    }
}

/// The tags of numbers, each with its field's, under the present key. None where I have no key for them yet.
pub(super) fn of<P: Platform>(
    session: &Session<P>,
    platform: &P,
    numbers: &[(u8, String)],
) -> Option<BlindTags> {
    let epoch = session.view().epoch(&KeyName::Index)?.epoch;
    let key = session.keyring.index(epoch)?;
    let mut tags: Vec<Tag> = numbers
        .iter()
        .map(|(field, number)| tag(key, epoch, *field, number))
        .collect();
    sorted::sort(&mut tags);
    tags.dedup();
    Some(BlindTags {
        salt: random(platform),
        tags,
    })
}

fn tag(key: &IndexKey, epoch: u32, field: u8, number: &str) -> Tag {
    Tag {
        epoch,
        field,
        value: key.tag(epoch, field, number),
    }
}

/// The keys by which a file of mine may be found: the present one, and each earlier one that a file's tags still lie under. Whoever has an
/// earlier key can try out what is asked by it, so it is not asked by a moment longer.
fn keys<P: Platform>(session: &Session<P>) -> Vec<(u32, &IndexKey)> {
    let view = session.view();
    let files = session
        .journals
        .units()
        .flat_map(|(_, unit)| unit.journal.files());
    let mut epochs = BTreeSet::new();
    epochs.extend(files.filter_map(|(_, record)| record.tags_epoch));
    epochs.extend(view.epoch(&KeyName::Index).map(|opening| opening.epoch));
    let keys = epochs.into_iter().rev();
    let keys = keys.filter_map(|epoch| Some((epoch, session.keyring.index(epoch)?)));
    keys.take(ASKED_BY).collect()
}

/// A look-up takes 64 tags, and a form has three numbers.
const ASKED_BY: usize = 16;

/// Which of a form's numbers stand in other files already. Asked of the server by their tags alone; a file that it names and that I can't
/// see is known to be somewhere.
pub(crate) async fn duplicates<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &FindDuplicates,
) -> Result<Duplicates> {
    let keys = keys(session);
    let asked = request
        .form
        .tagged_values(today(platform.now()))
        .into_iter()
        .filter(|(field, ..)| request.fields.contains(field))
        .flat_map(|(field, tagged, number)| {
            let tags = keys
                .iter()
                .map(move |(epoch, key)| tag(key, *epoch, tagged.number(), &number));
            tags.map(move |tag| (tag.value, (field, tag.into())))
        });
    let asked: BTreeMap<[u8; 16], (Field, BlindTag)> = sorted::map(asked);
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
