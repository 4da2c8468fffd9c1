//! Setting up, joining, signing in, locking, recovering.

use serde::{Deserialize, Serialize};

use crate::{Fingerprint, Secret};

/// Answers at once: the engine is there.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Ping;

/// Asks the server in what state it is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Start;

/// Where a visitor should go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerState {
    /// Whether the organisation exists.
    pub set_up: bool,
    /// Who is signed in and unlocked in this engine.
    pub session: Option<SessionView>,
}

/// Asks whether a set-up link is the right one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CheckSetUp {
    /// From the link's fragment.
    pub token: Secret,
}

/// Makes a recovery root, holds it until set-up, and shows its kits.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct MakeKits {
    /// Three, of which any two recover; otherwise one.
    pub split: bool,
}

/// The recovery kits: one, or three.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kits {
    /// In order.
    pub kits: Vec<Kit>,
}

/// A recovery kit as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    /// Its groups, in order; a person writes or prints them and types them back.
    pub groups: Vec<Secret>,
}

/// Which units and roles an organisation begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Template {
    /// The guide's sales company: 销售部 with 销售一组 and 销售二组, 客服部, 风控部.
    Sales,
    /// The company alone; the shipped roles are there in either case.
    Empty,
}

/// Founds the organisation, with the kit made last.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetUp {
    /// From the link's fragment.
    pub token: Secret,
    /// The company's name.
    pub company: String,
    /// The founder's name.
    pub name: String,
    /// The founder's sign-in name.
    pub sign_in_name: String,
    /// The founder's password.
    pub password: Secret,
    /// Units to begin with.
    pub template: Template,
}

/// Reads an invitation's fragment and asks the server for its state.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenInvitation {
    /// The link's fragment, without `#`.
    pub fragment: Secret,
}

/// An invitation as the newcomer sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// The organisation's fingerprint, to compare.
    pub fingerprint: Fingerprint,
    /// When it ends, milliseconds since 1970.
    pub expires: u64,
    /// The sign-in name of whoever gets new keys by it; none for a newcomer.
    pub renews: Option<String>,
    /// What whoever made the link says of it.
    pub greeting: Option<Greeting>,
}

/// By whom, and into which organisation. Whoever made the link has written it, and nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    /// The inviter's name.
    pub inviter: String,
    /// The organisation's.
    pub company: String,
}

/// Answers an invitation: makes the newcomer's keys and account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Join {
    /// The link's fragment, without `#`.
    pub fragment: Secret,
    /// The newcomer's name.
    pub name: String,
    /// The newcomer's sign-in name.
    pub sign_in_name: String,
    /// The newcomer's password.
    pub password: Secret,
}

/// Answers a link that renews an access: makes new keys and a new account, which take the place of the lost ones once they are confirmed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RenewAccess {
    /// The link's fragment, without `#`.
    pub fragment: Secret,
    /// The new password.
    pub password: Secret,
}

/// Signs in, or unlocks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignIn {
    /// As typed.
    pub sign_in_name: String,
    /// As typed.
    pub password: Secret,
}

/// Forgets every key and everything opened; the session at the server stays.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Lock;

/// Locks, and ends the session at the server.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SignOut;

/// Whether kits are whole and of this organisation. Nothing is told to anybody, and nothing is done with them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RehearseKits {
    /// The kit, or two of the three, as typed.
    pub kits: Vec<Secret>,
}

/// Restores a person's access from the recovery kit: new keys, a new password, admitted anew.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recover {
    /// The kit, or two of the three, as typed.
    pub kits: Vec<Secret>,
    /// Whose access.
    pub sign_in_name: String,
    /// The new password.
    pub password: Secret,
}

/// Changes the password of whoever is signed in; their other devices are signed out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangePassword {
    /// The present one, as typed.
    pub present: Secret,
    /// The new one.
    pub password: Secret,
}

/// Makes a recovery code for whoever is signed in, in place of an earlier one. Their other devices are signed out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MakeCode {
    /// The present password, as typed.
    pub present: Secret,
}

/// Replaces the password and the keys of whoever is signed in, on a suspicion of theft. Every session of theirs ends, this one too; an archivist
/// admits the new keys.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReplaceKeys {
    /// The present password, as typed.
    pub present: Secret,
    /// The new one.
    pub password: Secret,
}

/// The signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// The person's id.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Their sign-in name.
    pub sign_in_name: String,
    /// Fingerprint of their keys, to compare.
    pub fingerprint: Fingerprint,
    /// The company.
    pub company: String,
    /// The organisation's fingerprint, to compare.
    pub organisation_fingerprint: Fingerprint,
    /// Their posts, as "unit · role".
    pub posts: Vec<PostLabel>,
    /// What they may do, so that the page shows only rooms that open.
    pub abilities: Abilities,
    /// Minutes without activity until the page locks.
    pub idle_minutes: u16,
    /// Whether the person has a recovery code.
    pub has_code: bool,
    /// How it stands with the password.
    pub password: PasswordState,
    /// Whether the policy asks for a second factor and there is none: nothing is read or written before.
    pub must_set_up: bool,
}

/// A post by its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostLabel {
    /// The unit.
    pub unit: String,
    /// The role.
    pub role: String,
    /// Whether an archivist has admitted its holder.
    pub admitted: bool,
}

/// Which rooms and acts are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Abilities {
    /// Reads client files somewhere.
    pub read_clients: bool,
    /// Opens new client files somewhere.
    pub create_clients: bool,
    /// People, units, roles.
    pub administer: bool,
    /// Admissions, everywhere or below a unit.
    pub admit: bool,
    /// All keys: whoever bears the duty of an archivist.
    pub archive: bool,
    /// The operation log.
    pub audit: bool,
    /// The room of units and people: for administration, admission and audit, and for heads, who name their deputies there.
    pub organisation: bool,
}

/// Asks how hard a password is to guess.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RatePassword {
    /// As typed so far.
    pub password: Secret,
    /// Words that a guesser would try first: names, the company.
    pub context: Vec<String>,
}

/// How hard a password is to guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordRating {
    /// 0 (guessed at once) to 4 (very hard); 3 is the least that is accepted.
    pub score: u8,
    /// What the organisation's rules miss, or those that hold before there is one.
    pub lacks: Vec<Lack>,
}

/// What a password lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lack {
    /// It has to have so many characters.
    Length(u8),
    /// It has to have characters of so many kinds: lower case, upper case, digits, others.
    Kinds(u8),
}

/// How it stands with the password of whoever is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PasswordState {
    /// As it should be.
    Fine,
    /// It has to be changed within so many days.
    Ends(u8),
    /// Its time is over: it has to be changed now.
    Over,
    /// It is not what the organisation asks for: it has to be changed now.
    Unfit,
}

/// The least score of a new password.
pub const LEAST_SCORE: u8 = 3;
