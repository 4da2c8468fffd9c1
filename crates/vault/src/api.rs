//! Typed calls of `/api/v1`, and how its errors read to the page.

use std::cell::RefCell;

use bridge::{Failure, Reason};
use serde::{Serialize, de::DeserializeOwned};
use wire::{
    Code,
    account::{SignIn, SignedIn},
    body, path,
    second_factor::Asked,
};

use crate::remote::{Method, Remote, Request, Response, Unreachable};

/// The status under which a sign-in is asked for a code.
const ACCEPTED: u16 = 202;

/// The longest answer that is read, in bytes.
const MAX_ANSWER: usize = 64 << 20;

/// How the server calls [`ledger::Refusal::ClockAhead`].
const CLOCK_AHEAD: &str = ledger::Refusal::ClockAhead.code();

/// Why a request brought nothing.
#[derive(Debug, Clone)]
pub(crate) enum ApiError {
    /// No answer.
    Unreachable,
    /// The server said no.
    Refused(Box<wire::Error>),
    /// The server said something else than its API.
    Garbled,
    /// Nothing was sent: the server's chains are shorter than they were, and nothing new is put on them.
    Short,
}

impl ApiError {
    /// The server's word.
    pub(crate) fn code(&self) -> Option<Code> {
        match self {
            Self::Refused(error) => Some(error.code),
            _ => None,
        }
    }
}

impl ApiError {
    /// Whether the server has judged what was sent and takes it nowhere. Else it could be taken another time.
    pub(crate) fn is_no(&self) -> bool {
        use Code as C;
        matches!(
            self.code(),
            Some(C::StaleHead | C::Conflict | C::Refused | C::NotAllowed | C::NotFound)
        )
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        let reason = match error {
            ApiError::Unreachable => Reason::Offline,
            ApiError::Garbled | ApiError::Short => Reason::Server,
            ApiError::Refused(error) => match error.code {
                Code::NotSignedIn => Reason::Locked,
                Code::AnotherActor => Reason::AnotherActor,
                Code::WrongCredentials => Reason::WrongCredentials,
                Code::LockedOut => Reason::LockedOut(error.retry_after.unwrap_or(60)),
                Code::DeviceLost => Reason::DeviceLost,
                Code::WrongCode => Reason::WrongSecondFactor,
                Code::TicketEnded => Reason::SignInEnded,
                Code::SecondFactorRequired => Reason::SecondFactorRequired,
                Code::ExplanationNeeded => Reason::ExplanationNeeded,
                Code::TooManyTries => Reason::TooManyTries(error.retry_after.unwrap_or(60)),
                Code::AwaitingConfirmation => Reason::AwaitingConfirmation,
                Code::Suspended => Reason::Suspended,
                Code::NotAllowed => Reason::NotAllowed,
                // My page is the server's own; it knows itself by another address.
                Code::ForeignOrigin => Reason::WrongAddress,
                Code::NotFound => Reason::NotFound,
                Code::Conflict | Code::StaleHead => Reason::Conflict,
                Code::NameTaken => Reason::NameTaken,
                Code::AlreadySetUp => Reason::AlreadySetUp,
                Code::NotSetUp => Reason::NotSetUp,
                Code::InvitationEnded => Reason::InvitationEnded,
                Code::Internal | Code::Unavailable => Reason::Server,
                // The ledger's word: I signed a time that is too far ahead of the server's clock.
                Code::Refused if error.detail.as_deref() == Some(CLOCK_AHEAD) => Reason::Clock,
                _ => Reason::Fault,
            },
        };
        reason.into()
    }
}

/// The server's API over a [`Remote`].
pub(crate) struct Api<R> {
    remote: R,
    /// Whose session requests mean: the browser's cookie may have become another's in another tab.
    actor: RefCell<Option<String>>,
}

/// How far a sign-in has come.
pub(crate) enum Admitted {
    /// There is a session.
    SignedIn(SignedIn),
    /// A code is to follow.
    Asked(Asked),
}

/// What an answer without a body reads as.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Empty;

impl<R: Remote> Api<R> {
    pub(crate) fn new(remote: R) -> Self {
        Self {
            remote,
            actor: RefCell::default(),
        }
    }

    /// From now on requests mean this one's session (see [`wire::actor`]).
    pub(crate) fn act_as(&self, actor: impl ToString) {
        *self.actor.borrow_mut() = Some(actor.to_string());
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ApiError> {
        decode(&self.send(Method::Get, path, None).await?)
    }

    /// Posts, and reads the answer.
    pub(crate) async fn post<B: Serialize, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<T, ApiError> {
        self.post_encoded(path, encode(body)?).await
    }

    /// Posts a body that is encoded already, and reads the answer.
    pub(crate) async fn post_encoded<T: DeserializeOwned>(
        &self,
        path: &str,
        body: Vec<u8>,
    ) -> Result<T, ApiError> {
        decode(&self.send(Method::Post, path, Some(body)).await?)
    }

    /// Asks to be let in by a name and a secret.
    pub(crate) async fn sign_in(&self, body: &SignIn) -> Result<Admitted, ApiError> {
        let answer = self.exchange(Method::Post, path::SIGN_IN, Some(encode(body)?));
        let answer = answer.await?;
        match answer.status {
            ACCEPTED => decode(&answer.body).map(Admitted::Asked),
            _ => decode(&answer.body).map(Admitted::SignedIn),
        }
    }

    /// Puts, and reads the answer.
    pub(crate) async fn put<B: Serialize, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<T, ApiError> {
        decode(&self.send(Method::Put, path, Some(encode(body)?)).await?)
    }

    /// Sends a body and expects none back.
    pub(crate) async fn tell<B: Serialize>(
        &self,
        method: Method,
        path: &str,
        body: &B,
    ) -> Result<Empty, ApiError> {
        self.tell_encoded(method, path, encode(body)?).await
    }

    /// Sends a body that is encoded already and expects none back.
    pub(crate) async fn tell_encoded(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
    ) -> Result<Empty, ApiError> {
        self.send(method, path, Some(body)).await.map(|_| Empty)
    }

    /// Asks for an act that needs no body.
    pub(crate) async fn act(&self, method: Method, path: &str) -> Result<Empty, ApiError> {
        self.send(method, path, None).await.map(|_| Empty)
    }

    /// Sends, for what the answer says.
    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Result<Vec<u8>, ApiError> {
        let answer = self.exchange(method, path, body).await?;
        Ok(answer.body)
    }

    /// Sends; where no answer came, once more: the same bytes under the same intent are one statement.
    async fn exchange(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Result<Response, ApiError> {
        let request = Request {
            method,
            path: path.to_owned(),
            actor: self.actor.borrow().clone(),
            body,
        };
        let response = match self.remote.send(request.clone()).await {
            Ok(response) => response,
            Err(Unreachable) => self
                .remote
                .send(request)
                .await
                .map_err(|Unreachable| ApiError::Unreachable)?,
        };
        if response.body.len() > MAX_ANSWER {
            return Err(ApiError::Garbled);
        }
        match response.status {
            200..300 => Ok(response),
            _ => Err(
                body::from_cbor(&response.body).map_or(ApiError::Garbled, |error| {
                    ApiError::Refused(Box::new(error))
                }),
            ),
        }
    }
}

/// A body as it is sent.
pub(crate) fn encode<B: Serialize>(value: &B) -> Result<Vec<u8>, ApiError> {
    body::to_cbor(value).map_err(|_| ApiError::Garbled)
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    body::from_cbor(bytes).map_err(|_| ApiError::Garbled)
}
