//! The one error body: what happened, for programs (`code`) and for engineers (`message`). What a user reads is the page's work.

use serde::{Deserialize, Serialize};

/// What happened, stable across versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Code {
    /// 400: the body, path or query is not of the described form.
    BadRequest,
    /// 401: no session, or one that has ended.
    NotSignedIn,
    /// 401: the session is another's than the request means: somebody else signed in in the same browser.
    AnotherActor,
    /// 401: name and password do not belong together.
    WrongCredentials,
    /// 403: the organisation does not allow it; `detail` holds the ledger's word where there is one.
    NotAllowed,
    /// 403: the request comes from another site.
    ForeignOrigin,
    /// 403: joined, but not yet confirmed by an administrator.
    AwaitingConfirmation,
    /// The person is suspended, or has left.
    Suspended,
    /// 404: no such thing, or not for you.
    NotFound,
    /// 405: not with this method.
    MethodNotAllowed,
    /// 409: somebody appended first; pull, judge again, sign again.
    StaleHead,
    /// 409: changed by somebody else meanwhile (a blob's counter, an invitation's state).
    Conflict,
    /// 409: the organisation exists already.
    AlreadySetUp,
    /// 409: the organisation does not exist yet.
    NotSetUp,
    /// 409: the sign-in name is taken.
    NameTaken,
    /// 410: the invitation has expired, was withdrawn or was used.
    InvitationEnded,
    /// 413: longer than this endpoint takes.
    TooLarge,
    /// 415: neither JSON nor CBOR.
    UnsupportedMediaType,
    /// 422: a statement that the ledger refuses; `detail` holds its word.
    Refused,
    /// 429: too many tries; come back later.
    TooManyTries,
    /// 429: the account is locked, by too many failures for it; come back later, or have an administrator unlock it.
    LockedOut,
    /// 403: the device was reported lost.
    DeviceLost,
    /// 401: the code of a second factor is wrong, or was used already.
    WrongCode,
    /// 410: the ticket of a sign-in is too old, or what it proved is so no more: sign in anew.
    TicketEnded,
    /// 403: the policy asks for a second factor, and this session has none: set one up first.
    SecondFactorRequired,
    /// 403: so many files a day have to be explained first, to those who stand above the reader.
    ExplanationNeeded,
    /// 500: the server's fault, logged there.
    Internal,
    /// 503: the server cannot do it just now.
    Unavailable,
}

/// The body of every answer that is not 2xx.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Error))]
#[error("{message}")]
pub struct Error {
    /// What happened.
    pub code: Code,
    /// In English, for engineers. Never a database's words.
    pub message: String,
    /// The ledger's word for a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong with which field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// With `too_many_tries`: seconds to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

impl Error {
    /// An error with a code and a message.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: None,
            fields: Vec::new(),
            retry_after: None,
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The field's name in the body.
    pub field: String,
    /// `missing`, `too_long`, `malformed`, …
    pub code: String,
}
