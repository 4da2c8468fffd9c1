//! Boxes as their makers label them. What is inside is noise: the server can't tell.

use ledger::{
    hash::Hash,
    statement::{KeyName, Opening, Post, RosterStatement},
};
use wire::{
    boxes::{Addressee, Label},
    roster::BoxRecord,
};

use super::{Company, staff::random};

/// The bytes of a box that says this.
pub(crate) fn sealed(label: &Label) -> Vec<u8> {
    let addressee = match label.addressee {
        Addressee::Person => 1,
        Addressee::Post => 2,
        Addressee::Recovery => 3,
        Addressee::Successor => 4,
    };
    let fields: [&[u8]; 11] = [
        &[1, addressee],
        &label.org,
        &label.key,
        &label.epoch.to_be_bytes(),
        &label.recipient,
        &[0],
        &[0; 16],
        &label.head_seq.to_be_bytes(),
        &label.head_hash,
        &label.maker,
        &random::<64>(),
    ];
    let mut bytes = fields.concat();
    bytes.extend((0..label.ciphertext).map(|_| random::<1>()[0]));
    bytes
}

/// With the record that belongs to it.
pub(crate) fn boxed(label: &Label) -> BoxRecord {
    BoxRecord {
        key: label.key.into(),
        epoch: label.epoch,
        recipient: label.recipient.into(),
        sealed: sealed(label).into(),
    }
}

impl Company {
    /// What a box says that the founder makes now.
    pub(crate) fn label(&self, addressee: Addressee, key: &KeyName, recipient: [u8; 32]) -> Label {
        let head = self.roster.head().unwrap();
        Label {
            addressee,
            org: self.org.0,
            key: key.id(),
            epoch: 1,
            recipient,
            head_seq: head.seq,
            head_hash: head.hash.0,
            maker: self.founder.person.id.0,
            ciphertext: match addressee {
                Addressee::Person => 384,
                Addressee::Post | Addressee::Recovery => Label::TO_PAIR,
                Addressee::Successor => Label::TO_SUCCESSOR,
            },
        }
    }

    /// Opens a post's first pair; the public half.
    pub(crate) async fn open_post(&mut self, post: Post) -> [u8; 32] {
        let public = random();
        let opening = Opening {
            key: KeyName::Post(post),
            epoch: 1,
            commitment: Hash(random()),
            public: Some(Hash(public)),
            replaces: None,
        };
        self.state(RosterStatement::OpenEpochs(vec![opening])).await;
        public
    }
}

/// The same, made by the recovery root.
pub(crate) fn by_recovery(label: Label) -> Label {
    Label {
        maker: [0; 16],
        ..label
    }
}
