//! Which error is for what.
//!
//! - [`Failure`] is what a handler answers instead of its result: a status, the body [`wire::Error`], and whether the
//!   operation log has to know. It never carries a cause: causes are logged where they happen.
//! - [`crate::store::StoreError`] is what the database says. Conflicts are for the code that wrote; everything else
//!   becomes `internal`, and its words stay in the server's log.
//! - [`ledger::Refusal`] is the ledger's no. Its code travels in `detail`.
//! - [`crate::OpenError`] is for the operator, before anything is served.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use ledger::Refusal;
use wire::{Code, Error, FieldError};

use crate::{
    body,
    store::{self, StoreError},
};

/// A request that does not get what it asked for.
#[derive(Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    error: Box<Error>,
    refused: Option<Refused>,
}

/// Marks an answer that the operation log keeps as a refusal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Refused {
    /// What was asked for; the route where it is none.
    pub(crate) object: Option<String>,
    /// The error's code, as it is sent.
    pub(crate) reason: Option<String>,
}

impl Failure {
    pub(crate) fn new(code: Code, message: &str) -> Self {
        let refused = matches!(code, Code::NotAllowed | Code::ForeignOrigin).then(Refused::default);
        Self {
            status: status(code),
            error: Box::new(Error::new(code, message)),
            refused,
        }
    }

    /// 400, with what is wrong with which field.
    pub(crate) fn field(field: &str, word: &str) -> Self {
        let mut failure = Self::new(Code::BadRequest, "a field is not of the described form");
        failure.error.fields.push(FieldError {
            field: field.to_owned(),
            code: word.to_owned(),
        });
        failure
    }

    /// 500; the cause goes to the server's log and nowhere else.
    pub(crate) fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(cause, "a request failed inside");
        Self::new(Code::Internal, "the server failed; its log says why")
    }

    /// 404 for what does not exist and for what is not for the asker, alike; logged as a refusal either way.
    pub(crate) fn hidden(object: impl ToString) -> Self {
        Self::not_found().about(object)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(Code::NotFound, "no such thing, or not for you")
    }

    pub(crate) fn not_allowed(detail: &str) -> Self {
        Self::new(Code::NotAllowed, "the organisation does not allow it").detailed(detail)
    }

    /// 422 for a statement or its companions that do not fit.
    pub(crate) fn refused(detail: &str) -> Self {
        Self::new(Code::Refused, "the statement is refused").detailed(detail)
    }

    /// 503: sent again, it will go through.
    fn busy() -> Self {
        Self::new(Code::Unavailable, "too much happens at once: try again")
    }

    pub(crate) fn stale() -> Self {
        Self::new(
            Code::StaleHead,
            "somebody appended first: pull, judge again, sign again",
        )
    }

    pub(crate) fn conflict(message: &str) -> Self {
        Self::new(Code::Conflict, message)
    }

    /// 429; `seconds` to wait.
    pub(crate) fn too_many_tries(seconds: u64) -> Self {
        let mut failure = Self::new(Code::TooManyTries, "too many tries: come back later");
        failure.error.retry_after = Some(seconds);
        failure
    }

    /// 429 for an account that is locked; `seconds` to wait.
    pub(crate) fn locked_out(seconds: u64) -> Self {
        let mut failure = Self::new(Code::LockedOut, "too many failures: the account is locked");
        failure.error.retry_after = Some(seconds);
        failure
    }

    /// How many seconds to wait, where that is the answer.
    #[cfg(test)]
    pub(crate) fn waits(&self) -> Option<u64> {
        self.error.retry_after
    }

    /// 408 for a client that is too slow.
    pub(crate) fn too_slow() -> Self {
        let mut failure = Self::new(Code::BadRequest, "the request took too long");
        failure.status = StatusCode::REQUEST_TIMEOUT;
        failure
    }

    #[must_use]
    pub(crate) fn detailed(mut self, detail: &str) -> Self {
        self.error.detail = Some(detail.to_owned());
        self
    }

    /// Logged as a refusal concerning `object`.
    #[must_use]
    pub(crate) fn about(mut self, object: impl ToString) -> Self {
        self.refused = Some(Refused {
            object: Some(object.to_string()),
            reason: None,
        });
        self
    }

    pub(crate) fn code(&self) -> Code {
        self.error.code
    }
}

/// The status of each code.
fn status(code: Code) -> StatusCode {
    match code {
        Code::BadRequest => StatusCode::BAD_REQUEST,
        Code::NotSignedIn | Code::AnotherActor | Code::WrongCredentials | Code::WrongCode => {
            StatusCode::UNAUTHORIZED
        }
        Code::NotAllowed
        | Code::ForeignOrigin
        | Code::AwaitingConfirmation
        | Code::DeviceLost
        | Code::ExplanationNeeded
        | Code::SecondFactorRequired
        | Code::Suspended => StatusCode::FORBIDDEN,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Code::StaleHead
        | Code::Conflict
        | Code::AlreadySetUp
        | Code::NotSetUp
        | Code::NameTaken => StatusCode::CONFLICT,
        Code::InvitationEnded | Code::TicketEnded => StatusCode::GONE,
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Code::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        Code::TooManyTries | Code::LockedOut => StatusCode::TOO_MANY_REQUESTS,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            refusal if refusal.is_conflict() => Self::stale().detailed(refusal.code()),
            Refusal::NotAllowed(_) => Self::not_allowed(refusal.code()),
            Refusal::IntentUsed => {
                Self::conflict("the intent stands on the chain already").detailed(refusal.code())
            }
            _ => Self::refused(refusal.code()),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::busy(),
            // Another instance took the log line's number.
            error if error.is_existing(store::operation::TABLE) => Self::busy(),
            error => Self::internal(&error),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let retry = self.error.retry_after;
        let mut response = body::encode(self.status, &*self.error);
        if let Some(seconds) = retry {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(refused) = self.refused {
            let reason = serde_json::to_value(self.error.code)
                .ok()
                .and_then(|code| code.as_str().map(str::to_owned));
            response
                .extensions_mut()
                .insert(Refused { reason, ..refused });
        }
        response
    }
}
