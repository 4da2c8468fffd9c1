//! Addresses under the server's origin. Templates for the server, functions for the client.

/// Everything of this version lives below.
pub const API: &str = "/api/v1";
/// `GET`: the OpenAPI description.
pub const OPENAPI: &str = "/api/v1/openapi.json";
/// `GET`: whether the organisation exists. → [`crate::account::Status`]
pub const STATUS: &str = "/api/v1/status";
/// `POST` [`crate::account::SetUp`] → [`crate::account::SignedIn`].
pub const SET_UP: &str = "/api/v1/set-up";
/// `POST` [`crate::account::SetUpToken`] → 204.
pub const SET_UP_TOKEN: &str = "/api/v1/set-up/token";
/// `POST` [`crate::account::PreSignIn`] → [`crate::account::SignInParameters`].
pub const PRE_SIGN_IN: &str = "/api/v1/sign-in/parameters";
/// `POST` [`crate::account::SignIn`] → 200 [`crate::account::SignedIn`], or 202 [`crate::second_factor::Asked`].
pub const SIGN_IN: &str = "/api/v1/sign-in";
/// `POST` [`crate::second_factor::SignInCode`] → [`crate::account::SignedIn`]: the second step, where [`SIGN_IN`] asked for a code.
pub const SIGN_IN_CODE: &str = "/api/v1/sign-in/code";
/// `POST` → 204.
pub const SIGN_OUT: &str = "/api/v1/sign-out";
/// `GET` → [`crate::account::Session`].
pub const SESSION: &str = "/api/v1/session";
/// `GET` → [`crate::account::BlobHeld`]; `PUT` [`crate::account::BlobPut`] → 204.
pub const BLOB: &str = "/api/v1/account/blob";
/// `PUT` [`crate::account::PasswordPut`] → 204.
pub const PASSWORD: &str = "/api/v1/account/password";
/// `GET` → [`crate::device::Devices`].
pub const DEVICES: &str = "/api/v1/account/devices";
/// `GET` → [`crate::device::OpenedFiles`]: what was opened with one's own device.
pub const DEVICE_VIEWS: &str = "/api/v1/account/devices/{device}/views";
/// `PUT` [`crate::account::LossPut`] → 204: one's own device is lost; its sessions end, and one's account is not signed in with from there; or it
/// was found.
pub const DEVICE_LOSS: &str = "/api/v1/account/devices/{device}/loss";
/// `DELETE` → 204: one's own other sessions end.
pub const SESSIONS: &str = "/api/v1/account/sessions";
/// `DELETE` → 204: one's own session ends.
pub const ONE_SESSION: &str = "/api/v1/account/sessions/{session}";
/// `GET` → [`crate::second_factor::SecondFactor`], one's own; `PUT` [`crate::second_factor::SecondFactorPut`] → 204.
pub const SECOND_FACTOR: &str = "/api/v1/account/second-factor";
/// `PUT` [`crate::second_factor::CodesPut`] → 204: ten other one-time codes.
pub const SECOND_FACTOR_CODES: &str = "/api/v1/account/second-factor/codes";
/// `PUT` [`crate::second_factor::SecondFactorEnd`] → 204: one's own second factor ends.
pub const SECOND_FACTOR_END: &str = "/api/v1/account/second-factor/end";
/// `GET` → [`crate::second_factor::SecondFactors`].
pub const SECOND_FACTORS: &str = "/api/v1/second-factors";
/// `DELETE` → 204: somebody's second factor ends, and their sessions.
pub const ONES_SECOND_FACTOR: &str = "/api/v1/second-factors/{person}";
/// `GET` → [`crate::device::LockedAccounts`].
pub const LOCKS: &str = "/api/v1/locks";
/// `DELETE` → 204: the account is unlocked.
pub const LOCK: &str = "/api/v1/locks/{person}";
/// `GET` → [`crate::views::ViewedFiles`].
pub const PERSON_VIEWS: &str = "/api/v1/people/{person}/views";
/// `PUT` [`crate::account::KeysPut`] → 204, and every session of the person ends.
pub const KEYS: &str = "/api/v1/account/keys";
/// `POST` → [`crate::account::RecoveryChallenge`].
pub const RECOVERY_CHALLENGE: &str = "/api/v1/recovery/challenge";
/// `POST` [`crate::account::RecoverySignIn`] → 204 with a session of the recovery root.
pub const RECOVERY_SIGN_IN: &str = "/api/v1/recovery/sign-in";
/// `PUT` [`crate::account::RecoveryAccount`] → [`crate::account::SignedIn`]: the recovery root gives a person a new account.
pub const RECOVERY_ACCOUNT: &str = "/api/v1/recovery/account";
/// `GET ?after=` → [`crate::roster::RosterPage`]; `POST` [`crate::roster::RosterAppend`] → [`crate::roster::Appended`].
pub const ROSTER: &str = "/api/v1/roster";
/// `GET` → [`crate::roster::Boxes`].
pub const BOXES: &str = "/api/v1/boxes";
/// `GET` → [`crate::files::Journals`].
pub const JOURNALS: &str = "/api/v1/journals";
/// `GET` → [`crate::files::Journals`]: the ends that a statement on the roster names, where it takes something from somebody.
pub const JOURNAL_ENDS: &str = "/api/v1/journal-ends";
/// `GET ?after=` → [`crate::files::JournalPage`]; `POST` [`crate::files::JournalAppend`] → [`crate::roster::Appended`].
pub const JOURNAL: &str = "/api/v1/journals/{unit}";
/// `POST` [`crate::files::WantedFiles`] → [`crate::files::ManySections`]; each file is logged as a view.
pub const ENVELOPES: &str = "/api/v1/journals/{unit}/envelopes";
/// `GET` → [`crate::files::FileSections`]; the view is logged.
pub const FILE: &str = "/api/v1/files/{file}";
/// `POST` [`crate::look_up::LookUp`] → [`crate::look_up::Found`]; it is logged.
pub const LOOK_UP: &str = "/api/v1/look-up";
/// `GET` → [`crate::invitation::Invitations`]; `POST` [`crate::invitation::NewInvitation`] → 204.
pub const INVITATIONS: &str = "/api/v1/invitations";
/// `GET` → [`crate::invitation::InvitationState`] (no session); `DELETE` → 204 (its inviter).
pub const INVITATION: &str = "/api/v1/invitations/{invitation}";
/// `POST` [`crate::invitation::Answer`] → 204 (no session).
pub const ANSWER: &str = "/api/v1/invitations/{invitation}/answer";
/// `POST` [`crate::invitation::Renewal`] → 204 (no session).
pub const RENEWAL: &str = "/api/v1/invitations/{invitation}/renewal";
/// `GET` → [`crate::explanation::Explanations`]; `POST` [`crate::explanation::NewExplanation`] → 204.
pub const EXPLANATIONS: &str = "/api/v1/explanations";
/// `DELETE` → 204: whom it was told to has taken note, and their posts are told no more of it.
pub const EXPLANATION: &str = "/api/v1/explanations/{explanation}";
/// `GET ?before=&limit=` → [`crate::operation::Operations`].
pub const OPERATIONS: &str = "/api/v1/operations";

/// The address of what was opened with a device.
pub fn device_views(device: &str) -> String {
    format!("{DEVICES}/{device}/views")
}

/// The address of a device's loss.
pub fn device_loss(device: &str) -> String {
    format!("{DEVICES}/{device}/loss")
}

/// The address of a session of one's own.
pub fn one_session(session: &str) -> String {
    format!("{SESSIONS}/{session}")
}

/// The address of an account's lock.
pub fn lock(person: &str) -> String {
    format!("{LOCKS}/{person}")
}

/// The address of what a person has opened.
pub fn person_views(person: &str) -> String {
    format!("{API}/people/{person}/views")
}

/// The address of somebody's second factor.
pub fn ones_second_factor(person: &str) -> String {
    format!("{SECOND_FACTORS}/{person}")
}

/// The address of a unit's journal.
pub fn journal(unit: &str) -> String {
    format!("{JOURNALS}/{unit}")
}

/// The address of the envelopes of a unit's files.
pub fn envelopes(unit: &str) -> String {
    format!("{}/envelopes", journal(unit))
}

/// The address of a file.
pub fn file(file: &str) -> String {
    format!("{API}/files/{file}")
}

/// The address of an explanation.
pub fn explanation(explanation: &str) -> String {
    format!("{EXPLANATIONS}/{explanation}")
}

/// The address of an invitation.
pub fn invitation(invitation: &str) -> String {
    format!("{INVITATIONS}/{invitation}")
}

/// The address for an invitation's answer.
pub fn answer(id: &str) -> String {
    format!("{}/answer", invitation(id))
}

/// The address for the answer of somebody whose access is renewed.
pub fn renewal(id: &str) -> String {
    format!("{}/renewal", invitation(id))
}
