//! The keys that I hold: pairs of posts, keys of units, and the index's, each checked against its commitment in the roster.

mod unlocking;

use std::collections::BTreeMap;

use bridge::{Failure, Reason, failure::Alarm};
use checks::Check;
use ledger::{
    hash::Hash,
    id::{PersonId, UnitId},
    rights::Section,
    roster::{Roster, View},
    statement::{KeyName, Post},
};
use seal::{boxes::BoxKind, index::IndexKey, post::PostPair, unit::UnitKey};
use wire::roster::BoxRecord;

use crate::{Result, identity::Me, platform::Platform};
use unlocking::Unlocking;

/// The maker's id in a box made by the recovery root.
pub(crate) const RECOVERY_MAKER: [u8; 16] = [0; 16];

/// Keys by name and epoch.
#[derive(Clone, Default)]
pub(crate) struct Keyring {
    posts: BTreeMap<(Post, u32), PostPair>,
    units: BTreeMap<(UnitId, Section, u32), UnitKey>,
    index: BTreeMap<u32, IndexKey>,
}

impl Keyring {
    /// The pair of a post.
    pub(crate) fn post(&self, post: Post, epoch: u32) -> Option<&PostPair> {
        self.posts.get(&(post, epoch))
    }

    /// The key of a unit's section.
    pub(crate) fn unit(&self, unit: UnitId, section: Section, epoch: u32) -> Option<&UnitKey> {
        self.units.get(&(unit, section, epoch))
    }

    /// The key for blind tags.
    pub(crate) fn index(&self, epoch: u32) -> Option<&IndexKey> {
        self.index.get(&epoch)
    }

    /// The newest epoch of a key that is here.
    pub(crate) fn latest(&self, view: View<'_>, key: &KeyName) -> Option<u32> {
        let has = |epoch: &u32| self.has(key, *epoch);
        let epochs = view.epochs(key).map(|opening| opening.epoch);
        epochs.filter(has).last()
    }

    fn has(&self, key: &KeyName, epoch: u32) -> bool {
        match key {
            KeyName::Post(post) => self.posts.contains_key(&(*post, epoch)),
            KeyName::Unit(unit, section) => self.units.contains_key(&(*unit, *section, epoch)),
            KeyName::Index => self.index.contains_key(&epoch),
        }
    }

    /// Keeps a key for blind tags that I made.
    pub(crate) fn keep_index(&mut self, epoch: u32, key: IndexKey) {
        self.index.insert(epoch, key);
    }

    /// Keeps a pair that I made.
    pub(crate) fn keep_post(&mut self, post: Post, epoch: u32, pair: PostPair) {
        self.posts.insert((post, epoch), pair);
    }

    /// Keeps a key that I made.
    pub(crate) fn keep_unit(&mut self, unit: UnitId, section: Section, epoch: u32, key: UnitKey) {
        self.units.insert((unit, section, epoch), key);
    }

    /// Takes in what another keyring has. Returns whether there was anything new.
    pub(crate) fn merge(&mut self, other: Self) -> bool {
        let before = self.len();
        self.posts.extend(other.posts);
        self.units.extend(other.units);
        self.index.extend(other.index);
        self.len() > before
    }

    fn len(&self) -> usize {
        self.posts.len() + self.units.len() + self.index.len()
    }

    /// Opens the boxes made for me: those of my posts, with them those of units, and with each of these those of its older epochs.
    ///
    /// A box that is not what it says is passed over: anybody may have put it there. If then a key is missing that I should have, it is an alarm.
    pub(crate) async fn open<P: Platform>(
        platform: &P,
        roster: &Roster,
        me: &Me<P::WrappingKey>,
        records: &[BoxRecord],
    ) -> Result<Self> {
        let mut opening = Unlocking::new(roster, me.org.0, records);
        let mine = me.keys.fingerprint().0;
        // The newest pair of a post opens those before it; only what it does not is worth the RSA key's time.
        for sealed in opening.for_person(mine) {
            if opening.has(&sealed) {
                continue;
            }
            let Ok((label, ciphertext)) = sealed.rsa_parts() else {
                opening.bad = true;
                continue;
            };
            let opened = platform.unwrap(&me.wrapping, &label, ciphertext).await;
            let private = opened
                .ok()
                .and_then(|opened| <[u8; 32]>::try_from(opened.as_slice()).ok());
            opening.take(&sealed, private);
            opening.go_on();
        }
        let Unlocking { keyring, bad, .. } = opening;
        if bad && keyring.lacks(roster.view(), me.person) {
            return Err(substituted());
        }
        Ok(keyring)
    }

    /// Opens the boxes made for the recovery root: takes what is what it says, and passes over the rest. Also says whether there was such.
    pub(crate) fn recover(
        roster: &Roster,
        org: [u8; 16],
        root: &PostPair,
        records: &[BoxRecord],
    ) -> (Self, bool) {
        let mut opening = Unlocking::new(roster, org, records);
        for sealed in opening.of_kind(BoxKind::ToRecovery) {
            let key = sealed.open_with_post(root).ok();
            opening.take(&sealed, key.map(|key| *key));
        }
        (opening.keyring, opening.bad)
    }

    /// Whether a key is missing that the roster says I have, in every epoch. Where an earlier one is here and the last is not, its maker
    /// sealed it wrongly, by fault or on purpose: one colleague must not lock everybody out, and the key waits to be replaced.
    fn lacks(&self, view: View<'_>, person: PersonId) -> bool {
        let mine: Vec<Post> = view
            .posts_of(person)
            .filter(|post| view.is_admitted(person, *post))
            .collect();
        let lacks = |key: KeyName| view.epoch(&key).is_some() && self.latest(view, &key).is_none();
        let lacks_post = mine.iter().any(|post| lacks(KeyName::Post(*post)));
        let lacks_index = mine.iter().any(|post| view.looks_up(*post)) && lacks(KeyName::Index);
        lacks_post
            || lacks_index
            || view.opened_keys().any(|name| {
                let KeyName::Unit(unit, section) = name else {
                    return false;
                };
                let covered = mine.iter().any(|post| {
                    view.covered(*post, unit).contains(section)
                        && view.entitled(*post, unit).contains(section)
                });
                covered && lacks(name)
            })
    }

    /// Takes an opened key in, if it is the one that the roster committed to.
    fn take(&mut self, view: View<'_>, name: KeyName, epoch: u32, key: [u8; 32]) -> bool {
        let Some(opening) = view.epoch_at(&name, epoch) else {
            return false;
        };
        match name {
            KeyName::Post(post) => {
                let pair = PostPair::from_private(key);
                let committed = Check::KeyCommitment.passes(
                    Hash(pair.commitment()) == opening.commitment
                        && Some(Hash(pair.public())) == opening.public,
                );
                if committed {
                    self.keep_post(post, epoch, pair);
                }
                committed
            }
            KeyName::Unit(unit, section) => {
                let key = UnitKey::from_bytes(key);
                let committed =
                    Check::KeyCommitment.passes(Hash(key.commitment()) == opening.commitment);
                if committed {
                    self.keep_unit(unit, section, epoch, key);
                }
                committed
            }
            KeyName::Index => {
                let key = IndexKey::from_bytes(key);
                let committed =
                    Check::KeyCommitment.passes(Hash(key.commitment()) == opening.commitment);
                if committed {
                    self.keep_index(epoch, key);
                }
                committed
            }
        }
    }
}

fn substituted() -> Failure {
    Reason::Integrity(Alarm::KeySubstituted).into()
}
