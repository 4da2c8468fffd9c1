//! Making boxes: keys sealed to their recipients and signed by whoever makes them. Who is a recipient the ledger alone says: it is asked
//! right before each box is made, whatever the caller meant.

use bridge::{Failure, Reason};
use ledger::{
    entry::Position,
    hash::Hash,
    id::{OrgId, PersonId, UnitId},
    rights::Section,
    roster::{Recipients, View},
    statement::{KeyName, Opening, Post},
};
use seal::{
    boxes::{BoxKind, ForPerson, Header, seal_to_post, seal_to_successor},
    identity::{SigningKey, WrappingPublic},
    index::IndexKey,
    post::{PostPair, is_usable},
    unit::UnitKey,
};
use wire::roster::BoxRecord;

use crate::{Result, keyring::Keyring, platform::Platform};

/// Makes boxes at a roster position.
pub(crate) struct BoxMaker<'a, P> {
    pub(crate) platform: &'a P,
    pub(crate) org: OrgId,
    pub(crate) maker: [u8; 16],
    pub(crate) signing: &'a SigningKey,
    pub(crate) view: View<'a>,
    pub(crate) head: Position,
}

impl<P: Platform> BoxMaker<'_, P> {
    /// A post's pair, to one of its admitted holders.
    pub(crate) async fn post_to_person(
        &self,
        post: Post,
        epoch: u32,
        pair: &PostPair,
        person: PersonId,
    ) -> Result<BoxRecord> {
        match self.view.recipients(&KeyName::Post(post)) {
            Recipients::People(people) if people.contains(&person) => {}
            _ => return Err(fault()),
        }
        let keys = &self.view.person(person).ok_or(Reason::NotFound)?.keys;
        let header = self.header(
            BoxKind::ToPerson,
            &KeyName::Post(post),
            epoch,
            keys.fingerprint(),
        );
        let public = WrappingPublic::from_spki(&keys.wrapping).map_err(|_| fault())?;
        let sealing = ForPerson::new(&header).map_err(|_| fault())?;
        let wrapped = self
            .platform
            .wrap(&public, &sealing.label(), &*pair.private())
            .await
            .map_err(|_| fault())?;
        Ok(record(&header, sealing.seal(&wrapped, self.signing)))
    }

    /// A post's pair, to a post that reads all that it reads.
    pub(crate) fn post_to_post(
        &self,
        post: Post,
        epoch: u32,
        pair: &PostPair,
        recipient: Post,
    ) -> Result<BoxRecord> {
        if !self.view.keeps(recipient, post) {
            return Err(fault());
        }
        self.to_post(&KeyName::Post(post), epoch, &pair.private(), recipient)
    }

    /// A unit's key, to a post.
    pub(crate) fn unit_to_post(
        &self,
        unit: UnitId,
        section: Section,
        epoch: u32,
        key: &UnitKey,
        post: Post,
    ) -> Result<BoxRecord> {
        let name = KeyName::Unit(unit, section);
        match self.view.recipients(&name) {
            Recipients::Posts(posts) if posts.contains(&post) => {}
            _ => return Err(fault()),
        }
        self.to_post(&name, epoch, key.expose(), post)
    }

    /// The key for blind tags, to a post.
    pub(crate) fn index_to_post(
        &self,
        epoch: u32,
        key: &IndexKey,
        post: Post,
    ) -> Result<BoxRecord> {
        match self.view.recipients(&KeyName::Index) {
            Recipients::Posts(posts) if posts.contains(&post) => {}
            _ => return Err(fault()),
        }
        self.to_post(&KeyName::Index, epoch, key.expose(), post)
    }

    /// Whether something can be sealed to a post: whoever opened its pair may have stated a public half that nothing can be sealed
    /// to. That costs the post its keys, and must not stop what others get.
    pub(crate) fn can_seal_to(&self, post: Post) -> bool {
        let public = self.public_half(post);
        public.is_some_and(|public| is_usable(&public.0))
    }

    /// The public half of a post's pair, where nobody lost the private one.
    fn public_half(&self, post: Post) -> Option<Hash> {
        let pair = KeyName::Post(post);
        let opening = self
            .view
            .epoch(&pair)
            .filter(|_| !self.view.is_stale(&pair))?;
        opening.public
    }

    fn to_post(
        &self,
        name: &KeyName,
        epoch: u32,
        key: &[u8; 32],
        recipient: Post,
    ) -> Result<BoxRecord> {
        let public = self.public_half(recipient).ok_or_else(fault)?;
        self.sealed(&self.header(BoxKind::ToPost, name, epoch, public), key)
    }

    /// A key of an opening, to the recovery root.
    pub(crate) fn to_recovery(&self, opening: &Opening, keyring: &Keyring) -> Result<BoxRecord> {
        let root = self.view.recovery().ok_or_else(fault)?;
        let header = self.header(
            BoxKind::ToRecovery,
            &opening.key,
            opening.epoch,
            Hash(root.wrapping),
        );
        match opening.key {
            KeyName::Post(post) => self.sealed(
                &header,
                &keyring
                    .post(post, opening.epoch)
                    .ok_or_else(fault)?
                    .private(),
            ),
            KeyName::Unit(unit, section) => self.sealed(
                &header,
                keyring
                    .unit(unit, section, opening.epoch)
                    .ok_or_else(fault)?
                    .expose(),
            ),
            KeyName::Index => self.sealed(
                &header,
                keyring.index(opening.epoch).ok_or_else(fault)?.expose(),
            ),
        }
    }

    /// The key that an opening replaces, to the new one: whoever gets the newest opens all that was sealed before. None for
    /// a first epoch, and for the index key, whose tags are made anew.
    pub(crate) fn to_successor(
        &self,
        opening: &Opening,
        keyring: &Keyring,
    ) -> Result<Option<BoxRecord>> {
        let Some(older) = opening.replaces else {
            return Ok(None);
        };
        match opening.key {
            KeyName::Post(post) => {
                let pair = keyring.post(post, older).ok_or_else(fault)?;
                self.to_post(&opening.key, older, &pair.private(), post)
                    .map(Some)
            }
            KeyName::Unit(unit, section) => {
                let key = |epoch| keyring.unit(unit, section, epoch).ok_or_else(fault);
                let kind = BoxKind::ToSuccessor;
                let header = self.header(kind, &opening.key, older, opening.commitment);
                let sealed = seal_to_successor(
                    &header,
                    key(opening.epoch)?,
                    key(older)?.expose(),
                    self.signing,
                    &mut self.platform.rng(),
                )
                .map_err(|_| fault())?;
                Ok(Some(record(&header, sealed)))
            }
            KeyName::Index => Ok(None),
        }
    }

    fn sealed(&self, header: &Header, key: &[u8; 32]) -> Result<BoxRecord> {
        let sealed = seal_to_post(
            header,
            &header.recipient,
            key,
            self.signing,
            &mut self.platform.rng(),
        )
        .map_err(|_| fault())?;
        Ok(record(header, sealed))
    }

    fn header(&self, kind: BoxKind, key: &KeyName, epoch: u32, recipient: Hash) -> Header {
        Header {
            org: self.org.0,
            kind,
            key_id: key.id(),
            epoch,
            recipient: recipient.0,
            grant: None,
            head_seq: self.head.seq,
            head_hash: self.head.hash.0,
            maker: self.maker,
        }
    }
}

fn record(header: &Header, sealed: Vec<u8>) -> BoxRecord {
    BoxRecord {
        key: header.key_id.to_vec().into(),
        epoch: header.epoch,
        recipient: header.recipient.to_vec().into(),
        sealed: sealed.into(),
    }
}

fn fault() -> Failure {
    Reason::Fault.into()
}

#[cfg(test)]
mod tests;
