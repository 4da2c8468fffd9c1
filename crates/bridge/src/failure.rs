//! Why a call failed, in words for programs; the page says it in the reader's language.

use serde::{Deserialize, Serialize};

/// A call that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// Which fields of the form, with the problem's name (see `dossier`), where that is the reason.
    pub fields: Vec<(String, String)>,
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self {
            reason,
            fields: Vec::new(),
        }
    }
}

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// A field is wrong; see `fields`.
    Invalid,
    /// Name and password do not belong together.
    WrongCredentials,
    /// Too many tries; wait so many seconds.
    TooManyTries(u64),
    /// The account is locked after failed sign-ins, for so many seconds more.
    LockedOut(u64),
    /// Name and password belong together, and a code of the second factor is to follow: see [`GiveCode`](crate::second_factor::GiveCode).
    CodeNeeded,
    /// The code of a second factor is wrong, or was used already.
    WrongSecondFactor,
    /// The code came too late: the password has to be given once more.
    SignInEnded,
    /// The policy asks me for a second factor: nothing else is done before there is one.
    SecondFactorRequired,
    /// The second factor is of a kind that this page does not know: it is older than the server.
    UnknownMethod,
    /// This browser was reported lost by the person who signs in.
    DeviceLost,
    /// Joined, but nobody has confirmed it yet.
    AwaitingConfirmation,
    /// Nobody would be left who bears a duty that the organisation can't be without.
    LastOne,
    /// People or units are still there: a unit that is to end has to be empty.
    Occupied,
    /// The policy keeps the duties of system, archive and audit apart, and somebody would bear two of them.
    Separation,
    /// So many files a day have to be explained first: see [`Explain`](crate::explanation::Explain).
    ExplanationNeeded,
    /// The tree of units would be too deep.
    TooDeep,
    /// Suspended, or gone for good: nothing is served.
    Suspended,
    /// The vault is locked, or the session has ended.
    Locked,
    /// The roster names other keys as mine: they were replaced, in another page or in my name.
    KeysReplaced,
    /// New keys would leave no archivist to admit them: only the recovery kit gives them.
    OnlyKits,
    /// Somebody has answered by this link already.
    Answered,
    /// Somebody else signed in in this browser.
    AnotherActor,
    /// My rights do not reach so far.
    NotAllowed,
    /// My key for it is not there yet.
    KeyWaiting,
    /// There is no such thing, or not for me.
    NotFound,
    /// Somebody saved first.
    Conflict,
    /// What was seen and agreed to is no longer so.
    Outdated,
    /// It was written by a newer version than this one.
    Newer,
    /// The sign-in name is taken.
    NameTaken,
    /// The set-up link is not the one printed last.
    SetUpToken,
    /// The organisation exists already.
    AlreadySetUp,
    /// The organisation does not exist yet.
    NotSetUp,
    /// The link is damaged or cut off.
    BadInvitation,
    /// The invitation has expired, was withdrawn or was used.
    InvitationEnded,
    /// The recovery kit has a mistake, in the group of this number (from 1) if that can be told. If it is the second of two, the field
    /// `second` says so.
    BadKit(Option<u8>),
    /// The kit is the one of this number out of three: another one is needed.
    AnotherKit(u8),
    /// Both are the same kit.
    SameKit,
    /// A person's own recovery code stands where a kit of the organisation belongs.
    PersonalCode,
    /// The recovery code is well formed, but not this person's, or used.
    WrongCode,
    /// The kit is well formed but belongs to another organisation.
    WrongKit,
    /// This device's clock is behind the signed statements by more than the ledger allows, or theirs ran ahead.
    Clock,
    /// The server does not know the address by which the page was opened.
    WrongAddress,
    /// The server can't be reached.
    Offline,
    /// The server can't do it just now.
    Server,
    /// The server lied.
    Integrity(Alarm),
    /// The engine has a fault of its own.
    Fault,
}

/// How the server's answer contradicts what is signed or remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Alarm {
    /// Another organisation than the one that I joined.
    Genesis,
    /// The roster is shorter than the one that I have seen, or differs from it.
    RosterRolledBack,
    /// A statement of the roster is not allowed, not signed or not in order.
    RosterForged,
    /// A journal is shorter than the one that I have seen, or differs from it.
    JournalRolledBack,
    /// An entry of a journal is not allowed, not signed or not in order.
    JournalForged,
    /// A key does not match its commitment or its maker.
    KeySubstituted,
    /// An envelope is not the one that was signed, or is kept back.
    Envelope,
    /// Weaker stretching or an unknown scheme was offered.
    Downgrade,
    /// My own sealed blob does not open though the password was right.
    Blob,
    /// My own sealed blob is older than the one that I have seen.
    BlobRolledBack,
}
