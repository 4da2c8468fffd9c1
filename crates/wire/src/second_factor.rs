//! What somebody proves beside their password: a second factor, its one-time codes, and how both are asked for.

use serde::{Deserialize, Serialize};

use crate::Bytes;

/// Ten one-time codes are made at a time.
pub const ONE_TIME_CODES: usize = 10;

/// What a one-time code is written with: ten of these are 50 bits. Neither I, L, O nor U is among them.
pub const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a one-time code.
pub const ONE_TIME_LENGTH: usize = 10;

/// Digits of a code out of an authenticator.
pub const DIGITS: usize = 6;

/// Bytes of a secret that an authenticator keeps (RFC 4226 recommends 160 bits).
pub const KEY_LENGTH: usize = 20;

/// What the second factor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// An authenticator that shows a code for each half minute: RFC 6238 with SHA-1, six digits, thirty seconds.
    Totp,
    /// Another one, which is younger than this program.
    #[serde(other)]
    Unknown,
}

/// Where a code comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Out of an authenticator: [`DIGITS`] digits.
    Totp,
    /// One of the one-time codes: [`ONE_TIME_LENGTH`] of [`ALPHABET`].
    OneTime,
}

/// A code as it was typed, in its one spelling.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Given {
    /// Where it comes from.
    pub source: Source,
    /// The code.
    pub code: String,
}

impl core::fmt::Debug for Given {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Given").finish_non_exhaustive()
    }
}

/// Instead of [`SignedIn`](crate::account::SignedIn), where name and secret belong together and a code is to follow.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Asked {
    /// To be brought along with the code; good for nothing else, for five minutes.
    pub ticket: Bytes,
    /// What the code comes from.
    pub method: Method,
}

impl core::fmt::Debug for Asked {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Asked")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// Ends a sign-in that a code was asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInCode {
    /// Of [`Asked`].
    pub ticket: Bytes,
    /// The code.
    pub given: Given,
}

impl core::fmt::Debug for SignInCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SignInCode").finish_non_exhaustive()
    }
}

/// How it stands with one's own second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// What it is; none where there is none.
    pub method: Option<Method>,
    /// Since when there is one, milliseconds since 1970.
    pub since: Option<u64>,
    /// How many one-time codes are left.
    pub codes_left: u32,
}

/// Sets a second factor up. Every other session of the person ends. Sent again, it is answered as it was the first time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorPut {
    /// The present sign-in secret, 32 bytes.
    pub secret: Bytes,
    /// What it is.
    pub method: Method,
    /// What the authenticator keeps, 20 bytes; the server has to keep it as well.
    pub key: Bytes,
    /// A code that the authenticator shows: it has the key.
    pub code: String,
    /// Ten one-time codes of the person's own making; the server keeps a hash of each.
    #[serde(deserialize_with = "crate::body::list")]
    pub codes: Vec<String>,
}

impl core::fmt::Debug for SecondFactorPut {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SecondFactorPut").finish_non_exhaustive()
    }
}

/// Ten other one-time codes in place of those that are left. Sent again, it is answered as it was the first time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodesPut {
    /// The present sign-in secret, 32 bytes.
    pub secret: Bytes,
    /// A code that is good now.
    pub given: Given,
    /// The new ones.
    #[serde(deserialize_with = "crate::body::list")]
    pub codes: Vec<String>,
}

impl core::fmt::Debug for CodesPut {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("CodesPut").finish_non_exhaustive()
    }
}

/// Ends one's own second factor. Sent again, it is answered as it was the first time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorEnd {
    /// The present sign-in secret, 32 bytes.
    pub secret: Bytes,
    /// A code that is good now.
    pub given: Given,
}

impl core::fmt::Debug for SecondFactorEnd {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SecondFactorEnd").finish_non_exhaustive()
    }
}

/// Who has a second factor, for those who administer people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactors {
    /// Their ids, 32 hexadecimal digits each.
    pub people: Vec<String>,
}
