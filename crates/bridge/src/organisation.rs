//! Units, roles, people, posts, invitations, admissions.

use serde::{Deserialize, Serialize};

use crate::{
    Fingerprint,
    change::{Duty, Matrix},
    settings::ReleaseView,
};

/// Asks for the organisation.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct GetOrganisation;

/// The organisation as its signed roster has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationView {
    /// The organisation's fingerprint.
    pub fingerprint: Fingerprint,
    /// How many statements the roster holds.
    pub statements: u64,
    /// The tree, parents before children.
    pub units: Vec<UnitView>,
    /// The roles.
    pub roles: Vec<RoleView>,
    /// Everybody enrolled, in the order of enrolment.
    pub people: Vec<PersonView>,
    /// Who waits for an archivist.
    pub waiting: Vec<WaitingView>,
    /// The posts of heads who let people in at their own unit and below, as unit and role.
    pub delegated: Vec<(String, String)>,
    /// How many keys somebody lost: nothing is written under them until they are replaced.
    pub stale: u32,
    /// How many files I may seal anew, since they lie under an earlier key or another suite than the chosen one, or are found by an earlier key.
    pub to_reseal: u32,
    /// The epoch of the key that numbers are found by; 0 before there is one.
    pub index_epoch: u32,
    /// The suite that is written with.
    pub suite: Suite,
    /// My own invitations, newest first.
    pub invitations: Vec<InvitationLine>,
    /// The end of the separation of duties, where it waits for a second signature.
    pub release: Option<ReleaseView>,
}

/// Company, department or group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnitKind {
    /// The root.
    Company,
    /// 部门.
    Department,
    /// 组.
    Group,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitView {
    /// Its id.
    pub id: String,
    /// The unit above.
    pub parent: Option<String>,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: UnitKind,
    /// 0 for the root.
    pub depth: u8,
    /// Whether it has ended: nothing more is written there.
    pub closed: bool,
}

/// How far a right goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reach {
    /// Own unit.
    OwnUnit,
    /// With those below.
    Below,
    /// The department.
    Department,
    /// Everything.
    Everything,
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its rights.
    pub rights: Matrix,
    /// Its duties.
    pub duties: Vec<Duty>,
}

/// A person with posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their sign-in name.
    pub sign_in_name: String,
    /// Fingerprint of their keys, to compare.
    pub fingerprint: Fingerprint,
    /// Their posts.
    pub posts: Vec<PostView>,
    /// Whether they are here.
    pub standing: Standing,
}

/// Whether somebody is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// As joined.
    Active,
    /// May do nothing until reinstated.
    Suspended,
    /// Gone for good.
    Gone,
}

/// A post of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostView {
    /// The unit's id.
    pub unit: String,
    /// The role's id.
    pub role: String,
    /// Whether an archivist has admitted the person.
    pub admitted: bool,
    /// For a deputy: in whose place, and until when.
    pub deputy: Option<DeputyView>,
}

/// That somebody holds a post in another one's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeputyView {
    /// Whose, by name.
    pub absent: String,
    /// Until when, in milliseconds since 1970.
    pub until: u64,
}

/// Somebody who waits for an archivist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// Who.
    pub person: String,
    /// Fingerprint of the keys that would be let in.
    pub fingerprint: Fingerprint,
    /// Whether they are not the first keys of this person.
    pub rekeyed: bool,
    /// At which unit.
    pub unit: String,
    /// As what.
    pub role: String,
    /// What they could then read.
    pub reads: Vec<ReadsView>,
    /// Whether I may let them in.
    pub mine: bool,
}

/// A unit that somebody could read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadsView {
    /// Its id.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Numbers of the sections, 1–6.
    pub sections: Vec<u8>,
}

/// The state of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvitationStatus {
    /// Waits for the newcomer.
    Open,
    /// Answered and authentic: waits for my confirmation.
    Answered,
    /// Answered, but not by the holder of the link: must not be confirmed.
    Forged,
    /// Made with keys that I have no more, since my access was recovered: no answer to it can be checked. To be withdrawn and made anew.
    EarlierKeys,
    /// It was to renew an access, and the person has got other keys since.
    Overtaken,
    /// Its person is enrolled, or has their new keys.
    Used,
    /// Withdrawn.
    Withdrawn,
    /// Too late.
    Expired,
}

/// One of my invitations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationLine {
    /// Its id.
    pub id: String,
    /// Whose access it renews; none for a newcomer's.
    pub renews: Option<String>,
    /// For whom, as I noted it; of a renewal empty.
    pub note: String,
    /// Its state.
    pub status: InvitationStatus,
    /// When it ends, milliseconds since 1970.
    pub expires: u64,
    /// The newcomer's name, once answered; of a renewal the person's.
    pub name: Option<String>,
    /// The newcomer's sign-in name, once answered; of a renewal the person's.
    pub sign_in_name: Option<String>,
}

/// Adds a unit; an archivist's engine opens its keys at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddUnit {
    /// The unit above.
    pub parent: String,
    /// Its name.
    pub name: String,
    /// Department or group.
    pub kind: UnitKind,
}

/// Makes an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// For whom: only I can read it.
    pub note: String,
}

/// Makes a link by which somebody who lost password or keys gets new ones. They take effect once I confirm them ([`ConfirmNewcomer`]); an
/// archivist then admits the person anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renew {
    /// Who.
    pub person: String,
}

/// The link, to be handed over by people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationLink {
    /// The invitation's id.
    pub id: String,
    /// The fragment, without `#`: the page puts its own address before it.
    pub fragment: crate::Secret,
    /// When it ends, milliseconds since 1970.
    pub expires: u64,
}

/// Withdraws an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawInvitation {
    /// Its id.
    pub id: String,
}

/// Enrols the newcomer who answered, or states the new keys of whoever had lost theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmNewcomer {
    /// The invitation's id.
    pub id: String,
}

/// Gives a person a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appoint {
    /// Who.
    pub person: String,
    /// Where.
    pub unit: String,
    /// As what.
    pub role: String,
}

/// Names somebody who holds a post in another one's place until a date; it counts once admitted, and ends by itself. Posts of heads and
/// archivists may have one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deputize {
    /// Who is away: a holder of the post.
    pub absent: String,
    /// Who stands in.
    pub deputy: String,
    /// The post's unit.
    pub unit: String,
    /// The post's role.
    pub role: String,
    /// Until when, in milliseconds since 1970; at most 366 days ahead.
    pub until: u64,
}

/// Ends something of somebody's; the keys that they lose are replaced, as far as I may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    /// What.
    pub leaving: Leaving,
}

/// What somebody gives up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Leaving {
    /// A post.
    Post {
        /// Who.
        person: String,
        /// Where.
        unit: String,
        /// As what.
        role: String,
    },
    /// Everything until they are reinstated.
    ForNow {
        /// Who.
        person: String,
    },
    /// Everything, for good.
    ForGood {
        /// Who.
        person: String,
    },
}

/// Lets a suspended person back in; an archivist admits them anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reinstate {
    /// Who.
    pub person: String,
}

/// Replaces the keys that somebody lost, as far as I may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RotateKeys;

/// Replaces the key that numbers are found by. Files follow as they are sealed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplaceIndexKey {
    /// The epoch that is to be replaced: where another one is present by now, it was done already.
    pub seen: u32,
}

/// Seals some files anew: the same content, under the present key and the chosen suite.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Reseal {
    /// At most so many in this step.
    pub most: u32,
    /// Only those under an earlier key; otherwise those under another suite as well.
    pub keys_alone: bool,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resealed {
    /// How many this step sealed.
    pub done: u32,
    /// How many are left to me.
    pub left: u32,
    /// How many sections do not open, which only writing them anew mends.
    pub unreadable: u32,
}

/// A cipher for new envelopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Suite {
    /// AES-256-GCM.
    Aes256Gcm,
    /// ChaCha20-Poly1305.
    ChaCha20Poly1305,
    /// SM4-GCM.
    Sm4Gcm,
    /// One that this program does not know.
    Newer,
}

/// Chooses what is written with from now on; what is sealed already opens as before, and is sealed anew step by step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChooseSuite {
    /// Which.
    pub suite: Suite,
}

/// Lets the heads of a post admit people at their unit and below, or no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegateAdmission {
    /// At which unit.
    pub unit: String,
    /// As what: a role with the duty of a head.
    pub role: String,
    /// Whether they may from now on.
    pub on: bool,
}

/// Admits people at their posts: states it and makes the boxes, in one request. Those whose keys would be too many for it go on waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admit {
    /// The lines as the archivist saw them, at most [`MOST_ADMITTED`]. If one of them would be another by now, nobody is admitted.
    pub seen: Vec<WaitingView>,
}

/// Admissions in one request.
pub const MOST_ADMITTED: usize = 100;
