//! Invitations and their answers. An invitation makes a newcomer, or renews the access of somebody who has lost password or keys.

use serde::{Deserialize, Serialize};

use crate::{Bytes, account::NewAccount};

/// A new invitation. The secret itself travels in the link's fragment and never here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewInvitation {
    /// Its id, 32 hexadecimal digits.
    pub id: String,
    /// When it ends, milliseconds since 1970; at most 14 days ahead.
    pub expires: u64,
    /// The secret and the inviter's note, sealed to the inviter; at most 2 KiB.
    pub sealed: Bytes,
    /// Whose access it renews; none for a newcomer's.
    #[serde(default)]
    pub renews: Option<String>,
    /// Who invites, and into which organisation, sealed to whoever holds the link; at most 2 KiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greeting: Option<Bytes>,
}

/// The state of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits for an answer.
    Open,
    /// Answered, waits to be confirmed.
    Answered,
    /// Its person is enrolled, or has their new keys.
    Used,
    /// Withdrawn by the inviter.
    Withdrawn,
    /// Too late.
    Expired,
}

/// What anyone with the link may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationState {
    /// Its state.
    pub state: State,
    /// When it ends.
    pub expires: u64,
    /// [`NewInvitation::greeting`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greeting: Option<Bytes>,
}

/// The newcomer's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// What the inviter checks and enrols.
    pub newcomer: Newcomer,
    /// The newcomer's account; it opens once enrolled.
    pub account: NewAccount,
}

/// Who answers. MAC and signature are over the same bytes, made by the engine from the other fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Newcomer {
    /// The new person's id.
    pub person: String,
    /// 1–64 characters.
    pub name: String,
    /// 2–64 characters.
    pub sign_in_name: String,
    /// RSA key, SubjectPublicKeyInfo.
    pub wrapping: Bytes,
    /// Ed25519 key.
    pub verifying: Bytes,
    /// HMAC-SHA256 under the invitation's secret.
    pub mac: Bytes,
    /// Ed25519 by the new key.
    pub signature: Bytes,
}

/// The answer of somebody whose access is renewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Renewal {
    /// What the inviter checks and states.
    pub renewed: Renewed,
    /// The account that takes the place of the present one, once the keys are stated.
    pub account: NewAccount,
}

/// Somebody's new keys. MAC and signature are over the same bytes, made by the engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Renewed {
    /// RSA key, SubjectPublicKeyInfo.
    pub wrapping: Bytes,
    /// Ed25519 key.
    pub verifying: Bytes,
    /// HMAC-SHA256 under the invitation's secret.
    pub mac: Bytes,
    /// Ed25519 by the new key.
    pub signature: Bytes,
}

/// An invitation as its inviter sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Its id.
    pub id: String,
    /// Its state.
    pub state: State,
    /// When it ends.
    pub expires: u64,
    /// The secret and note, sealed to the inviter.
    pub sealed: Bytes,
    /// A newcomer's answer, where there is one.
    pub newcomer: Option<Newcomer>,
    /// Whose access it renews.
    pub renews: Option<String>,
    /// Their answer, where there is one.
    pub renewed: Option<Renewed>,
}

/// The person's own invitations, newest first, at most 500.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitations {
    /// Them.
    pub invitations: Vec<Invitation>,
}
