//! 两步验证: what somebody proves beside their password.

use serde::{Deserialize, Serialize};

use crate::Secret;

/// What a second factor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// An authenticator's codes.
    Totp,
}

/// The code that a sign-in or a recovery has asked for ([`CodeNeeded`](crate::Reason::CodeNeeded)): it goes on where it stopped.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GiveCode {
    /// As typed: out of the authenticator, or one of the one-time codes.
    pub code: Secret,
}

/// Asks how it stands with my own.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct GetSecondFactor;

/// How it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactorView {
    /// What it is; none where I have none.
    pub method: Option<Method>,
    /// Since when, milliseconds since 1970; 0 where there is none.
    pub since: u64,
    /// One-time codes that are left.
    pub codes_left: u32,
}

/// Makes a key for an authenticator, which is held until it is set up.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct OfferSecondFactor;

/// What the authenticator takes in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Offer {
    /// For its camera.
    pub address: Secret,
    /// The key in groups of four, for whoever types it.
    pub groups: Vec<Secret>,
}

/// What becomes of my second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// The offered one is set up; my other devices are signed out.
    SetUp,
    /// Ten other one-time codes take the place of those that are left.
    Codes,
    /// It ends.
    End,
}

/// Changes it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangeSecondFactor {
    /// How.
    pub change: Change,
    /// My present password, as typed.
    pub password: Secret,
    /// What the authenticator shows, as typed; a one-time code does as well, but to set it up.
    pub code: Secret,
}

/// Ten one-time codes, shown once; none where it has ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OneTimeCodes {
    /// Them.
    pub codes: Vec<Secret>,
}

/// Removes somebody's, who has lost their phone. Their sessions end.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RemoveSecondFactor {
    /// Whose.
    pub person: String,
}
