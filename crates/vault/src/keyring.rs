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

    /// How many keys there are.
    pub(crate) fn len(&self) -> usize {
        self.posts.len() + self.units.len()
    }

    /// Keeps a pair that I made.
    pub(crate) fn keep_post(&mut self, post: Post, epoch: u32, pair: PostPair) {
        self.posts.insert((post, epoch), pair);
    }

    /// Keeps a key that I made.
    pub(crate) fn keep_unit(&mut self, unit: UnitId, section: Section, epoch: u32, key: UnitKey) {
        self.units.insert((unit, section, epoch), key);
    }

    /// Opens the boxes made for me: first those of my posts, then with them those of units.
    pub(crate) async fn open<P: Platform>(
        platform: &P,
        roster: &Roster,
        me: &Me<P::WrappingKey>,
        records: &[BoxRecord],
    ) -> Result<Self> {
        let boxes = verified(roster, me.org.0, records)?;
        let names = names(roster.view());
        let mut keyring = Self::default();
        for sealed in boxes
            .iter()
            .filter(|sealed| sealed.header().kind == BoxKind::ToPerson)
        {
            if sealed.header().recipient != me.keys.fingerprint().0 {
                continue;
            }
            let (label, ciphertext) = sealed.rsa_parts().map_err(|_| substituted())?;
            let opened = platform
                .unwrap(&me.wrapping, &label, ciphertext)
                .await
                .map_err(|_| substituted())?;
            let private = <[u8; 32]>::try_from(opened.as_slice()).map_err(|_| substituted())?;
            keyring.take(roster.view(), &names, sealed, private)?;
        }
        for sealed in boxes
            .iter()
            .filter(|sealed| sealed.header().kind == BoxKind::ToPost)
        {
            let Some(pair) = keyring
                .posts
                .values()
                .find(|pair| pair.public() == sealed.header().recipient)
            else {
                continue;
            };
            let key = sealed.open_with_post(pair).map_err(|_| substituted())?;
            keyring.take(roster.view(), &names, sealed, *key)?;
        }
        Ok(keyring)
    }

    /// Opens the boxes made for the recovery root.
    pub(crate) fn recover(
        roster: &Roster,
        org: [u8; 16],
        root: &PostPair,
        records: &[BoxRecord],
    ) -> Result<Self> {
        let names = names(roster.view());
        let mut keyring = Self::default();
        for sealed in verified(roster, org, records)?
            .iter()
            .filter(|sealed| sealed.header().kind == BoxKind::ToRecovery)
        {
            let key = sealed.open_with_post(root).map_err(|_| substituted())?;
            keyring.take(roster.view(), &names, sealed, *key)?;
        }
        Ok(keyring)
    }

    /// Takes an opened key in, if it is the one that the roster committed to.
    fn take(
        &mut self,
        view: View<'_>,
        names: &HashMap<[u8; 16], KeyName>,
        sealed: &VerifiedBox,
        key: [u8; 32],
    ) -> Result<()> {
        let header = sealed.header();
        let name = *names.get(&header.key_id).ok_or_else(substituted)?;
        let opening = view.epoch_at(&name, header.epoch).ok_or_else(substituted)?;
        match name {
            KeyName::Post(post) => {
                let pair = PostPair::from_private(key);
                if Hash(pair.commitment()) != opening.commitment
                    || Some(Hash(pair.public())) != opening.public
                {
                    return Err(substituted());
                }
                self.keep_post(post, header.epoch, pair);
            }
            KeyName::Unit(unit, section) => {
                let key = UnitKey::from_bytes(key);
                if Hash(key.commitment()) != opening.commitment {
                    return Err(substituted());
                }
                self.keep_unit(unit, section, header.epoch, key);
            }
            KeyName::Index => {}
        }
        Ok(())
    }
}

/// Parses boxes and checks that each was signed by someone who might make it, at the roster position that it names.
fn verified(roster: &Roster, org: [u8; 16], records: &[BoxRecord]) -> Result<Vec<VerifiedBox>> {
    records
        .iter()
        .map(|record| {
            let sealed = SealedBox::parse(&record.sealed.0).map_err(|_| substituted())?;
            let header = *sealed.header();
            let view = roster
                .at(header.head_seq)
                .filter(|_| roster.hash_at(header.head_seq) == Some(Hash(header.head_hash)));
            let maker = view
                .and_then(|view| maker_key(view, header.maker))
                .ok_or_else(substituted)?;
            if header.org != org {
                return Err(substituted());
            }
            sealed.verify(&maker).map_err(|_| substituted())
        })
        .collect()
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
