//! The keys that I hold: pairs of posts and keys of units, each checked against its commitment in the roster.

use std::collections::{BTreeMap, HashMap};

use bridge::{Failure, Reason, failure::Alarm};
use ledger::{
    hash::Hash,
    id::{PersonId, UnitId},
    rights::{Duty, Section},
    roster::{Roster, View},
    statement::{KeyName, Post},
};
use seal::{
    boxes::{BoxKind, SealedBox, VerifiedBox},
    post::PostPair,
    unit::UnitKey,
};
use wire::roster::BoxRecord;

use crate::{Result, identity::Me, platform::Platform};

/// The maker's id in a box made by the recovery root.
pub(crate) const RECOVERY_MAKER: [u8; 16] = [0; 16];

/// Keys by name and epoch.
#[derive(Clone, Default)]
pub(crate) struct Keyring {
    posts: BTreeMap<(Post, u32), PostPair>,
    units: BTreeMap<(UnitId, Section, u32), UnitKey>,
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
        let before = self.posts.len() + self.units.len();
        self.posts.extend(other.posts);
        self.units.extend(other.units);
        self.posts.len() + self.units.len() > before
    }

    /// Opens the boxes made for me: first those of my posts, then with them those of units.
    ///
    /// A box that is not what it says is passed over: anybody may have put it there. If then a key is missing that I should have, it is an alarm.
    pub(crate) async fn open<P: Platform>(
        platform: &P,
        roster: &Roster,
        me: &Me<P::WrappingKey>,
        records: &[BoxRecord],
    ) -> Result<Self> {
        let (boxes, mut bad) = verified(roster, me.org.0, records);
        let view = roster.view();
        let names = names(view);
        let mut keyring = Self::default();
        for sealed in of_kind(&boxes, BoxKind::ToPerson) {
            if sealed.header().recipient != me.keys.fingerprint().0 {
                continue;
            }
            let Ok((label, ciphertext)) = sealed.rsa_parts() else {
                bad = true;
                continue;
            };
            let opened = platform.unwrap(&me.wrapping, &label, ciphertext).await;
            let private = opened
                .ok()
                .and_then(|opened| <[u8; 32]>::try_from(opened.as_slice()).ok());
            bad |= !private.is_some_and(|private| keyring.take(view, &names, sealed, private));
        }
        for sealed in of_kind(&boxes, BoxKind::ToPost) {
            let recipient = sealed.header().recipient;
            let Some(pair) = keyring
                .posts
                .values()
                .find(|pair| pair.public() == recipient)
            else {
                continue;
            };
            let key = sealed.open_with_post(pair).ok();
            bad |= !key.is_some_and(|key| keyring.take(view, &names, sealed, *key));
        }
        if bad && keyring.lacks(view, me.person) {
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
        let (boxes, mut bad) = verified(roster, org, records);
        let names = names(roster.view());
        let mut keyring = Self::default();
        for sealed in of_kind(&boxes, BoxKind::ToRecovery) {
            let key = sealed.open_with_post(root).ok();
            bad |= !key.is_some_and(|key| keyring.take(roster.view(), &names, sealed, *key));
        }
        (keyring, bad)
    }

    /// Whether a key is missing that the roster says I have.
    fn lacks(&self, view: View<'_>, person: PersonId) -> bool {
        let mine: Vec<Post> = view
            .posts_of(person)
            .filter(|post| view.is_admitted(person, *post))
            .collect();
        let lacks_post = mine.iter().any(|post| {
            view.epoch(&KeyName::Post(*post))
                .is_some_and(|opening| self.post(*post, opening.epoch).is_none())
        });
        lacks_post
            || names(view).values().any(|name| {
                let (KeyName::Unit(unit, section), Some(opening)) = (name, view.epoch(name)) else {
                    return false;
                };
                let covered = mine.iter().any(|post| {
                    view.covered(*post, *unit).contains(*section)
                        && view.entitled(*post, *unit).contains(*section)
                });
                covered && self.unit(*unit, *section, opening.epoch).is_none()
            })
    }

    /// Takes an opened key in, if it is the one that the roster committed to.
    fn take(
        &mut self,
        view: View<'_>,
        names: &HashMap<[u8; 16], KeyName>,
        sealed: &VerifiedBox,
        key: [u8; 32],
    ) -> bool {
        let header = sealed.header();
        let Some(name) = names.get(&header.key_id).copied() else {
            return false;
        };
        let Some(opening) = view.epoch_at(&name, header.epoch) else {
            return false;
        };
        match name {
            KeyName::Post(post) => {
                let pair = PostPair::from_private(key);
                let committed = Hash(pair.commitment()) == opening.commitment
                    && Some(Hash(pair.public())) == opening.public;
                if committed {
                    self.keep_post(post, header.epoch, pair);
                }
                committed
            }
            KeyName::Unit(unit, section) => {
                let key = UnitKey::from_bytes(key);
                let committed = Hash(key.commitment()) == opening.commitment;
                if committed {
                    self.keep_unit(unit, section, header.epoch, key);
                }
                committed
            }
            KeyName::Index => false,
        }
    }
}

fn of_kind(boxes: &[VerifiedBox], kind: BoxKind) -> impl Iterator<Item = &VerifiedBox> {
    boxes
        .iter()
        .filter(move |sealed| sealed.header().kind == kind)
}

/// Parses boxes and keeps those that were signed by someone who might make them, at the roster position that they name. Also says whether
/// there were others.
fn verified(roster: &Roster, org: [u8; 16], records: &[BoxRecord]) -> (Vec<VerifiedBox>, bool) {
    let verify = |record: &BoxRecord| {
        let sealed = SealedBox::parse(&record.sealed.0).ok()?;
        let header = *sealed.header();
        let view = roster
            .at(header.head_seq)
            .filter(|_| roster.hash_at(header.head_seq) == Some(Hash(header.head_hash)))?;
        let maker = maker_key(view, header.maker).filter(|_| header.org == org)?;
        sealed.verify(&maker).ok()
    };
    let good: Vec<VerifiedBox> = records.iter().filter_map(verify).collect();
    let bad = good.len() < records.len();
    (good, bad)
}

fn maker_key(view: View<'_>, maker: [u8; 16]) -> Option<[u8; 32]> {
    if maker == RECOVERY_MAKER {
        return view.recovery().map(|recovery| recovery.verifying);
    }
    let maker = PersonId(maker);
    view.has_duty(maker, Duty::Archive)
        .then(|| view.person(maker).map(|person| person.keys.verifying))?
}

/// The names of all keys that the roster can have opened, by their ids in boxes.
fn names(view: View<'_>) -> HashMap<[u8; 16], KeyName> {
    let posts = view.posts().map(KeyName::Post);
    let units = view
        .units()
        .flat_map(|unit| Section::ALL.map(|section| KeyName::Unit(unit.id, section)));
    posts.chain(units).map(|name| (name.id(), name)).collect()
}

fn substituted() -> Failure {
    Reason::Integrity(Alarm::KeySubstituted).into()
}
