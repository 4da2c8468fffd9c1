//! Why a verifier does not take an entry.

use crate::{
    entry::{BadSignature, MalformedEntry},
    rights::{Duty, Operation, Section},
};

/// What a statement would have needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The duty, through an admitted post.
    Duty(Duty),
    /// The operation on the section in the journal's unit, through an admitted post.
    Right(Operation, Section),
    /// View of the section at the unit whose key is opened, through an admitted post.
    KeyWithinReach,
    /// To be the recovery root.
    Recovery,
    /// To be a person: the recovery root may not state this.
    Person,
}

/// What is unknown, stands already or is unfit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Subject {
    Person,
    SignInName,
    PublicKeys,
    Invitation,
    Unit,
    Role,
    Duty,
    Post,
    Key,
    File,
    Section,
    List,
    Journal,
    Checkpoint,
}

impl Subject {
    /// The subject in snake case, for the field of an error body.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::SignInName => "sign_in_name",
            Self::PublicKeys => "public_keys",
            Self::Invitation => "invitation",
            Self::Unit => "unit",
            Self::Role => "role",
            Self::Duty => "duty",
            Self::Post => "post",
            Self::Key => "key",
            Self::File => "file",
            Self::Section => "section",
            Self::List => "list",
            Self::Journal => "journal",
            Self::Checkpoint => "checkpoint",
        }
    }
}

/// Why a verifier does not take an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The bytes are not an entry of this chain's kind.
    #[error(transparent)]
    Malformed(#[from] MalformedEntry),
    /// The author did not sign it.
    #[error(transparent)]
    Signature(#[from] BadSignature),
    /// It is of another organisation.
    #[error("the entry belongs to another organisation")]
    Org,
    /// It is of another chain.
    #[error("the entry belongs to another chain")]
    Chain,
    /// Its place is not the next one.
    #[error("the chain is at {expected}, the entry is for {found}")]
    Order {
        /// The next place on the chain.
        expected: u64,
        /// The place that the entry is for.
        found: u64,
    },
    /// It continues another entry than the head.
    #[error("the entry does not continue the head of the chain")]
    Fork,
    /// It is dated before the entry that it follows.
    #[error("the entry is older than the one before it")]
    ClockBack,
    /// It is dated more than ten minutes ahead of the verifier.
    #[error("the entry is dated in the future")]
    ClockAhead,
    /// Its intent stands on the chain already.
    #[error("the intent was used before")]
    IntentUsed,
    /// The chain has to begin with genesis.
    #[error("the organisation has not begun")]
    NotBegun,
    /// Genesis comes once.
    #[error("the organisation has begun already")]
    Begun,
    /// The author may not state this.
    #[error("the author may not state this")]
    NotAllowed(Need),
    /// It names something that does not exist.
    #[error("unknown: {}", .0.word())]
    Unknown(Subject),
    /// It adds something that exists, or names it twice.
    #[error("duplicate: {}", .0.word())]
    Duplicate(Subject),
    /// A name is empty, too long, not trimmed, or holds invisible characters; public keys can't be used; a list is empty.
    #[error("unfit: {}", .0.word())]
    Unfit(Subject),
    /// More than a statement or the organisation may hold.
    #[error("too many: {}", .0.word())]
    TooMany(Subject),
    /// The unit can't stand there: a second root, or too deep.
    #[error("the unit does not fit into the tree")]
    Tree,
    /// A right without sections or with unknown ones.
    #[error("a right of the role names no section, or an unknown one")]
    Rights,
    /// Suites or minutes that a policy may not name.
    #[error("the policy is out of its limits")]
    Policy,
    /// The envelope is sealed with a suite that the policy does not list.
    #[error("the policy does not list the suite")]
    Suite,
    /// What is said to be resealed is new, changed, or under the keys and suite that it was under.
    #[error("a reseal changes nothing but keys and suites")]
    Resealed,
    /// The fingerprint is not that of the person's present keys.
    #[error("the fingerprint is not that of the person's present keys")]
    Fingerprint,
    /// The person does not hold the post.
    #[error("the person is not appointed to the post")]
    NotAppointed,
    /// A cover goes beyond what the post's role may view there.
    #[error("the admission covers more than the post's role reaches")]
    Cover,
    /// After new keys somebody else has to admit.
    #[error("after new keys somebody else has to admit")]
    SelfAdmission,
    /// The epoch is not the one that has to follow, or not the present one.
    #[error("the epoch has to be {expected}, the statement says {found}")]
    Epoch {
        /// The epoch that would be right.
        expected: u32,
        /// The one that was stated.
        found: u32,
    },
    /// The opening names a wrong predecessor.
    #[error("the opening replaces another epoch than the present one")]
    Replaces,
    /// Somebody knows the key, or the pair of a post that gets it, who may not any more: it has to be rotated first.
    #[error("the key is known to somebody who lost it: it has to be rotated first")]
    Stale,
    /// The person is not, or no longer, in the state that the statement takes.
    #[error("the person is suspended, gone or active already")]
    Standing,
    /// The unit has been closed.
    #[error("the unit has been closed")]
    Closed,
    /// The unit still has people or open units below it.
    #[error("the unit still has people or units below it")]
    Occupied,
    /// One person would bear two duties that the policy keeps apart.
    #[error("one person would bear two duties that the policy keeps apart")]
    Separation,
    /// Nobody would be left who bears the duty for good.
    #[error("nobody would be left who bears the duty")]
    LastOne(Duty),
    /// The date until which somebody stands in is over, or more than a year away.
    #[error("the date until which somebody stands in is out of range")]
    Until,
    /// The second signature has to be another person's.
    #[error("the second signature has to be another person's")]
    SameSigner,
    /// A statement on the roster fixed what came before, and its author may no longer write this.
    #[error(
        "the roster fixed the journal before this entry, and its author lost the right to write it"
    )]
    Fixed,
    /// The roster names another entry at this place of the journal.
    #[error("the roster names another entry at this place of the journal")]
    Witness,
    /// A public half where none belongs, or none where one does.
    #[error("post keys and only they have a public half")]
    PublicHalf,
    /// The key has no epoch yet: nothing can be sealed under it.
    #[error("the key of the section has no epoch yet")]
    Unopened,
    /// The anchor is not an entry of the roster.
    #[error("the anchor is not on the roster")]
    Anchor,
    /// The anchor is before that of an earlier entry.
    #[error("the anchor goes back")]
    AnchorBack,
    /// The anchor is not the roster's head, which a new entry has to name.
    #[error("the roster has moved on")]
    AnchorStale,
    /// The file's id does not come from this journal and the random bytes given.
    #[error("the file's id is not derived from this journal")]
    FileId,
    /// The section's revision is not the next one.
    #[error("the revision has to be {expected}, the statement says {found}")]
    Revision {
        /// The revision that would be right.
        expected: u32,
        /// The one that was stated.
        found: u32,
    },
    /// The section's generation is not the present one.
    #[error("the generation has to be {expected}, the statement says {found}")]
    Generation {
        /// The generation that would be right.
        expected: u32,
        /// The one that was stated.
        found: u32,
    },
    /// A new file without its card.
    #[error("a new file needs its card")]
    NoCard,
    /// A person's file stays a person's file, a company's a company's.
    #[error("the kind of a file cannot change")]
    KindChanged,
    /// The opening date is before 1900 or in the future.
    #[error("the opening date is out of range")]
    Opened,
    /// Neither a section nor the metadata changes.
    #[error("nothing changes")]
    Nothing,
    /// Blind tags change only with the sections that they come from.
    #[error("blind tags change only together with the card or the sensitive section")]
    Tags,
}

impl Refusal {
    /// Whether somebody else was first: pull, judge and sign anew.
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Order { .. } | Self::Fork | Self::AnchorStale)
    }

    /// What the refusal is about, where it names a thing.
    pub const fn subject(&self) -> Option<Subject> {
        match self {
            Self::Unknown(subject)
            | Self::Duplicate(subject)
            | Self::Unfit(subject)
            | Self::TooMany(subject) => Some(*subject),
            _ => None,
        }
    }

    /// A stable word for programs, in snake case.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::Signature(_) => "signature",
            Self::Org => "org",
            Self::Chain => "chain",
            Self::Order { .. } => "order",
            Self::Fork => "fork",
            Self::ClockBack => "clock_back",
            Self::ClockAhead => "clock_ahead",
            Self::IntentUsed => "intent_used",
            Self::NotBegun => "not_begun",
            Self::Begun => "begun",
            Self::NotAllowed(_) => "not_allowed",
            Self::Unknown(_) => "unknown",
            Self::Duplicate(_) => "duplicate",
            Self::Unfit(_) => "unfit",
            Self::TooMany(_) => "too_many",
            Self::Tree => "tree",
            Self::Rights => "rights",
            Self::Suite => "suite",
            Self::Resealed => "resealed",
            Self::Policy => "policy",
            Self::Fingerprint => "fingerprint",
            Self::NotAppointed => "not_appointed",
            Self::Cover => "cover",
            Self::SelfAdmission => "self_admission",
            Self::Epoch { .. } => "epoch",
            Self::Replaces => "replaces",
            Self::Stale => "stale",
            Self::Standing => "standing",
            Self::Closed => "closed",
            Self::Occupied => "occupied",
            Self::Separation => "separation",
            Self::LastOne(_) => "last_one",
            Self::Until => "until",
            Self::SameSigner => "same_signer",
            Self::Fixed => "fixed",
            Self::Witness => "witness",
            Self::PublicHalf => "public_half",
            Self::Unopened => "unopened",
            Self::Anchor => "anchor",
            Self::AnchorBack => "anchor_back",
            Self::AnchorStale => "anchor_stale",
            Self::FileId => "file_id",
            Self::Revision { .. } => "revision",
            Self::Generation { .. } => "generation",
            Self::NoCard => "no_card",
            Self::KindChanged => "kind_changed",
            Self::Opened => "opened",
            Self::Nothing => "nothing",
            Self::Tags => "tags",
        }
    }
}
