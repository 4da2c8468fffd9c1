//! What can be stated. The layouts are fixed: arrays of numbered fields, read back by every later version.

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::{
    entry::Position,
    hash::Hash,
    id::{FileId, InvitationId, PersonId, RoleId, UnitId},
    rights::{Duty, Right, Section, Sections},
    rules::Rules,
};

/// The public halves of a person's keys.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct PublicKeys {
    /// RSA-3072, SubjectPublicKeyInfo in DER: others wrap keys to it.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub wrapping: Vec<u8>,
    /// Ed25519: checks the person's signatures.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub verifying: [u8; 32],
}

impl PublicKeys {
    /// SHA-256(domain ‖ length of the RSA key, u32 big-endian ‖ RSA key ‖ Ed25519 key): names these keys in boxes, admissions and blobs.
    pub fn fingerprint(&self) -> Hash {
        Hash(
            Sha256::new()
                .chain_update(b"jiandang/person-fingerprint/v1")
                .chain_update((self.wrapping.len() as u32).to_be_bytes())
                .chain_update(&self.wrapping)
                .chain_update(self.verifying)
                .finalize()
                .into(),
        )
    }
}

/// A person as enrolled. Names of staff are plaintext.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Person {
    /// Who.
    #[n(0)]
    pub id: PersonId,
    /// As colleagues know them, 1–64 characters.
    #[n(1)]
    pub name: String,
    /// What they sign in with: 2–64 characters, unique, compared in lower case.
    #[n(2)]
    pub sign_in_name: String,
    /// Their public keys.
    #[n(3)]
    pub keys: PublicKeys,
}

/// What kind of unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum UnitKind {
    /// The root.
    #[n(1)]
    Company,
    /// 部门.
    #[n(2)]
    Department,
    /// 组.
    #[n(3)]
    Group,
}

/// A unit of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Unit {
    /// Which.
    #[n(0)]
    pub id: UnitId,
    /// The unit above; none only for the root.
    #[n(1)]
    pub parent: Option<UnitId>,
    /// 1–64 characters.
    #[n(2)]
    pub name: String,
    /// Company, department or group.
    #[n(3)]
    pub kind: UnitKind,
}

/// A role: named rights and duties.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Role {
    /// Which.
    #[n(0)]
    pub id: RoleId,
    /// 1–64 characters.
    #[n(1)]
    pub name: String,
    /// Rights over files.
    #[n(2)]
    pub rights: Vec<Right>,
    /// Administrative duties.
    #[n(3)]
    pub duties: Vec<Duty>,
}

/// A post (岗位): a role at a unit, held by people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Post {
    /// Where.
    #[n(0)]
    pub unit: UnitId,
    /// As what.
    #[n(1)]
    pub role: RoleId,
}

/// The recovery root's public halves, named by genesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct RecoveryKeys {
    /// Ed25519: checks the recovery root's statements.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub verifying: [u8; 32],
    /// X25519: every epoch's key is also boxed to it.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub wrapping: [u8; 32],
}

/// Signed policy.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Policy {
    /// The suite (its number) that new envelopes use.
    #[n(0)]
    pub suite: u8,
    /// The suites that a client still opens; holds `suite`.
    #[n(1)]
    pub opens: Vec<u8>,
    /// Minutes without activity after which a page locks, 1–240.
    #[n(2)]
    pub idle_minutes: u16,
    /// Whether nobody may bear two of the duties System, Archive and Audit.
    #[n(3)]
    pub separate_duties: bool,
    /// The rules, where they were ever set: see [`Policy::rules`].
    #[n(4)]
    pub rules: Option<Rules>,
}

impl Policy {
    /// The rules that hold: those that were set, or the default ones.
    pub fn rules(&self) -> Rules {
        self.rules.clone().unwrap_or_default()
    }
}

impl Default for Policy {
    /// AES-256-GCM (1) for new envelopes, ChaCha20-Poly1305 (2) opens as well, lock after 15 minutes, duties together.
    fn default() -> Self {
        Self {
            suite: 1,
            opens: vec![1, 2],
            idle_minutes: 15,
            separate_duties: false,
            rules: None,
        }
    }
}

/// A key that has epochs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub enum KeyName {
    /// The pair of a post.
    #[n(1)]
    Post(#[n(0)] Post),
    /// The key of a unit's section.
    #[n(2)]
    Unit(#[n(0)] UnitId, #[n(1)] Section),
    /// The organisation's key for blind tags.
    #[n(3)]
    Index,
}

impl KeyName {
    /// The key's id in envelopes and boxes: the first 16 bytes of SHA-256(domain ‖ kind ‖ ids).
    pub fn id(&self) -> [u8; 16] {
        let digest = Sha256::new().chain_update(b"jiandang/key-id/v1");
        let digest = match self {
            Self::Post(post) => digest
                .chain_update([1])
                .chain_update(post.unit.0)
                .chain_update(post.role.0),
            Self::Unit(unit, section) => digest
                .chain_update([2])
                .chain_update(unit.0)
                .chain_update([section.number()]),
            Self::Index => digest.chain_update([3]),
        }
        .finalize();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        id
    }
}

/// A new generation of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Opening {
    /// Which key.
    #[n(0)]
    pub key: KeyName,
    /// 1 for the first, then one more each time.
    #[n(1)]
    pub epoch: u32,
    /// HKDF(key, "commitment"): a substituted key shows.
    #[n(2)]
    pub commitment: Hash,
    /// The X25519 public half, for posts only.
    #[n(3)]
    pub public: Option<Hash>,
    /// The epoch that it replaces, whose key the new one opens; none for the first. An earlier one than the last where
    /// nobody could open the last.
    #[n(4)]
    pub replaces: Option<u32>,
}

/// Sections of a unit whose keys an admission covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Cover {
    /// Of which unit.
    #[n(0)]
    pub unit: UnitId,
    /// Which sections.
    #[n(1)]
    pub sections: Sections,
}

/// Where the journal of a unit ended when something was stated on the roster. It fixes what was written before: an entry
/// that comes later counts only if its author might still state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct JournalHead {
    /// Whose journal.
    #[n(0)]
    pub unit: UnitId,
    /// Its last entry; none while it is empty.
    #[n(1)]
    pub head: Option<Position>,
}

impl JournalHead {
    /// How many entries are fixed.
    pub fn len(&self) -> u64 {
        self.head.map_or(0, |head| head.seq.saturating_add(1))
    }

    /// Whether no entry is fixed: the journal was empty.
    pub fn is_empty(&self) -> bool {
        self.head.is_none()
    }
}

/// What the files of a journal came to at one of its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Snapshot {
    /// Whose journal.
    #[n(0)]
    pub unit: UnitId,
    /// The entry.
    #[n(1)]
    pub head: Position,
    /// [`crate::Journal::digest`] there.
    #[n(2)]
    pub digest: Hash,
}

/// The first statement of an organisation; its entry's hash is the organisation's fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Genesis {
    /// The root unit; its name is the company's.
    #[n(0)]
    pub root: Unit,
    /// Who founded it; signs this entry.
    #[n(1)]
    pub founder: Person,
    /// The recovery root.
    #[n(2)]
    pub recovery: RecoveryKeys,
    /// The first roles.
    #[n(3)]
    pub roles: Vec<Role>,
    /// The roles that the founder holds at the root, admitted by this statement for all that they reach there.
    #[n(4)]
    pub founder_roles: Vec<RoleId>,
    /// The first policy.
    #[n(5)]
    pub policy: Policy,
}

/// A statement of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
#[allow(
    clippy::large_enum_variant,
    reason = "statements live in boxes of their entries; genesis is one of thousands"
)]
pub enum RosterStatement {
    /// The organisation begins.
    #[n(0)]
    Genesis(#[n(0)] Genesis),
    /// A person joins, by the invitation named.
    #[n(1)]
    Enrol(#[n(0)] Person, #[n(1)] InvitationId),
    /// A unit is added to the tree.
    #[n(2)]
    DefineUnit(#[n(0)] Unit),
    /// A role is added.
    #[n(3)]
    DefineRole(#[n(0)] Role),
    /// A person takes a post; it counts once admitted.
    #[n(4)]
    Appoint(#[n(0)] PersonId, #[n(1)] Post),
    /// An archivist lets a person's key, at a post, have the keys listed. Covers add up.
    #[n(5)]
    Admit {
        /// Who.
        #[n(0)]
        person: PersonId,
        /// The fingerprint of the keys that the archivist saw.
        #[n(1)]
        fingerprint: Hash,
        /// At which post.
        #[n(2)]
        post: Post,
        /// Which keys.
        #[n(3)]
        covers: Vec<Cover>,
    },
    /// New generations of keys.
    #[n(6)]
    OpenEpochs(#[n(0)] Vec<Opening>),
    /// The policy from now on. That it ends the separation of duties counts once somebody else has countersigned it.
    #[n(7)]
    SetPolicy(#[n(0)] Policy),
    /// A person's keys are replaced; all their admissions end until they are admitted anew.
    #[n(8)]
    Rekey(
        #[n(0)] PersonId,
        #[n(1)] PublicKeys,
        #[n(2)] Vec<JournalHead>,
    ),
    /// A person may do nothing until reinstated; their admissions end, their posts stay.
    #[n(9)]
    Suspend(#[n(0)] PersonId, #[n(1)] Vec<JournalHead>),
    /// A suspended person is back; they are admitted anew.
    #[n(10)]
    Reinstate(#[n(0)] PersonId),
    /// A person leaves for good; their posts end.
    #[n(11)]
    Retire(#[n(0)] PersonId, #[n(1)] Vec<JournalHead>),
    /// A person gives up a post.
    #[n(12)]
    Dismiss(#[n(0)] PersonId, #[n(1)] Post, #[n(2)] Vec<JournalHead>),
    /// A unit gets another name.
    #[n(13)]
    RenameUnit(#[n(0)] UnitId, #[n(1)] String),
    /// A unit comes, with all below it, under another one. What is reached newly has to be admitted.
    #[n(14)]
    MoveUnit(#[n(0)] UnitId, #[n(1)] UnitId, #[n(2)] Vec<JournalHead>),
    /// A unit without people and without units below it ends: its files can be read, nothing more is written.
    #[n(15)]
    CloseUnit(#[n(0)] UnitId, #[n(1)] Vec<JournalHead>),
    /// A role gets another name, other rights or other duties. What it may view newly has to be admitted.
    #[n(16)]
    ChangeRole(#[n(0)] Role, #[n(1)] Vec<JournalHead>),
    /// Somebody holds a post for another one until a date; it counts once admitted.
    #[n(17)]
    Deputize {
        /// Who is away: a holder of the post.
        #[n(0)]
        absent: PersonId,
        /// Who stands in.
        #[n(1)]
        deputy: PersonId,
        /// At which post.
        #[n(2)]
        post: Post,
        /// Until when, in milliseconds since 1970.
        #[n(3)]
        until: u64,
    },
    /// A post of heads may admit within its reach from now on.
    #[n(18)]
    Delegate(#[n(0)] Post),
    /// It may no more.
    #[n(19)]
    Undelegate(#[n(0)] Post),
    /// What some journals came to. It counts once a second person has countersigned it.
    #[n(20)]
    Checkpoint(#[n(0)] Vec<Snapshot>),
    /// The checkpoint that stands there is right; or the policy that stands there, the last one, may end the separation of duties.
    #[n(21)]
    Countersign(#[n(0)] Position),
}

impl RosterStatement {
    /// The kind in snake case, for logs and tables.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Genesis(_) => "genesis",
            Self::Enrol(..) => "enrol",
            Self::DefineUnit(_) => "define_unit",
            Self::DefineRole(_) => "define_role",
            Self::Appoint(..) => "appoint",
            Self::Admit { .. } => "admit",
            Self::OpenEpochs(_) => "open_epochs",
            Self::SetPolicy(_) => "set_policy",
            Self::Rekey(..) => "rekey",
            Self::Suspend(..) => "suspend",
            Self::Reinstate(_) => "reinstate",
            Self::Retire(..) => "retire",
            Self::Dismiss(..) => "dismiss",
            Self::RenameUnit(..) => "rename_unit",
            Self::MoveUnit(..) => "move_unit",
            Self::CloseUnit(..) => "close_unit",
            Self::ChangeRole(..) => "change_role",
            Self::Deputize { .. } => "deputize",
            Self::Delegate(_) => "delegate",
            Self::Undelegate(_) => "undelegate",
            Self::Checkpoint(_) => "checkpoint",
            Self::Countersign(_) => "countersign",
        }
    }

    /// The statement with the ends of the journals that it has to fix: those of [`crate::View::journals_fixed_by`], in
    /// that order. Any other statement as it is.
    #[must_use]
    pub fn with_journals(mut self, ends: Vec<JournalHead>) -> Self {
        match &mut self {
            Self::Rekey(.., heads)
            | Self::Suspend(_, heads)
            | Self::Retire(_, heads)
            | Self::Dismiss(.., heads)
            | Self::MoveUnit(.., heads)
            | Self::CloseUnit(_, heads)
            | Self::ChangeRole(_, heads) => *heads = ends,
            _ => {}
        }
        self
    }

    /// The ends of journals that the statement fixes.
    pub fn journals(&self) -> &[JournalHead] {
        match self {
            Self::Rekey(.., heads)
            | Self::Suspend(_, heads)
            | Self::Retire(_, heads)
            | Self::Dismiss(.., heads)
            | Self::MoveUnit(.., heads)
            | Self::CloseUnit(_, heads)
            | Self::ChangeRole(_, heads) => heads,
            _ => &[],
        }
    }
}

/// What kind of client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum ClientKind {
    /// 个人客户.
    #[n(1)]
    Person,
    /// 企业客户.
    #[n(2)]
    Company,
}

impl ClientKind {
    /// The number that stands in formats.
    pub const fn number(self) -> u8 {
        match self {
            Self::Person => 1,
            Self::Company => 2,
        }
    }
}

/// The state of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum FileState {
    /// In daily use.
    #[n(1)]
    Active,
}

impl FileState {
    /// The number that stands in formats.
    pub const fn number(self) -> u8 {
        match self {
            Self::Active => 1,
        }
    }
}

/// What the server sees of a file; the journal is the authority for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct FileMeta {
    /// Person or company.
    #[n(0)]
    pub kind: ClientKind,
    /// The account manager (客户经理).
    #[n(1)]
    pub manager: PersonId,
    /// The opening date (建档日期), days since 1970-01-01.
    #[n(2)]
    pub opened: i32,
    /// Its state.
    #[n(3)]
    pub state: FileState,
}

/// A section as written by a `Put`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct SectionPut {
    /// Which.
    #[n(0)]
    pub section: Section,
    /// 1 at creation, then one more each time.
    #[n(1)]
    pub revision: u32,
    /// The epoch of the unit key that it is sealed under: the present one.
    #[n(2)]
    pub epoch: u32,
    /// The generation of the file key.
    #[n(3)]
    pub generation: u32,
    /// SHA-256 of the envelope.
    #[n(4)]
    pub envelope: Hash,
    /// The suite that it is sealed with: one that the policy lists.
    #[n(5)]
    pub suite: u8,
}

/// A file as touched by a `Put`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct FilePut {
    /// Which.
    #[n(0)]
    pub file: FileId,
    /// At creation: the random bytes that `file` was derived from.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub created_from: Option<[u8; 16]>,
    /// Its metadata from now on.
    #[n(2)]
    pub meta: FileMeta,
    /// The sections written.
    #[n(3)]
    pub sections: Vec<SectionPut>,
    /// [`crate::tags::hash`] of the blind tags, where the file has some.
    #[n(4)]
    pub tags: Option<Hash>,
}

/// Why a file changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Cause {
    /// Someone with the right did it.
    #[n(1)]
    Direct,
    /// A batch import.
    #[n(2)]
    Import,
    /// The same content under another key or suite, says its author: only who opens it can tell. The file does not count as
    /// changed by it.
    #[n(3)]
    Reseal,
}

/// A statement of a unit's journal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub enum JournalStatement {
    /// Files were created or changed.
    #[n(1)]
    Put {
        /// The roster position that the author judged by.
        #[n(0)]
        anchor: Position,
        /// Why.
        #[n(1)]
        cause: Cause,
        /// What.
        #[n(2)]
        files: Vec<FilePut>,
    },
}
