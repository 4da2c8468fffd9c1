//! The operation log (操作日志): who did what, when, from where. Never content.

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use ledger::{hash::Hash, id::PersonId};
use wire::operation::Act;

use crate::{
    clock,
    error::{Failure, Refused},
    metrics, origin,
    peer::Peer,
    rate::Rate,
    session::Asker,
    state::AppState,
    store::{self, Transaction},
};

/// A line to be written.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) person: Option<PersonId>,
    pub(crate) act: Act,
    pub(crate) object: Option<String>,
    pub(crate) detail: Option<String>,
    /// Of a statement: its number on the roster.
    pub(crate) seq: Option<u64>,
    pub(crate) address: Option<String>,
    /// Of a view: with which device.
    pub(crate) device: Option<Hash>,
}

impl Line {
    pub(crate) fn new(act: Act, peer: &Peer) -> Self {
        Self {
            person: None,
            act,
            object: None,
            detail: None,
            seq: None,
            address: peer.address(),
            device: None,
        }
    }

    #[must_use]
    pub(crate) fn by(mut self, person: PersonId) -> Self {
        self.person = Some(person);
        self
    }

    #[must_use]
    pub(crate) fn on(mut self, object: impl ToString) -> Self {
        self.object = Some(object.to_string());
        self
    }

    #[must_use]
    pub(crate) fn why(mut self, detail: &str) -> Self {
        self.detail = Some(detail.to_owned());
        self
    }

    /// Writes it within a transaction: what it tells happens with it or not at all.
    pub(crate) fn within(&self, transaction: &mut Transaction) {
        store::operation::insert(transaction, std::slice::from_ref(self), clock::now());
    }

    /// Counts and writes a failed sign-in before it is answered with `failure`.
    pub(crate) async fn fail(&self, state: &AppState, failure: Failure) -> Failure {
        metrics::sign_in_failed();
        match self.write(state).await {
            Ok(()) => failure,
            Err(unlogged) => unlogged,
        }
    }

    /// Writes it now.
    pub(crate) async fn write(&self, state: &AppState) -> Result<(), Failure> {
        Ok(store::operation::write(&state.db, self, clock::now()).await?)
    }
}

/// Lines a minute about what one person was refused.
const LINES: u32 = 30;

/// What the line says that stands for all further ones of its minute.
const MORE: &str = "more_left_out";

/// How many refusals were written to the operation log, by whom: a person, or the recovery root.
pub(crate) struct RefusalLines(Rate<Option<PersonId>>);

impl Default for RefusalLines {
    fn default() -> Self {
        Self(Rate::new(LINES))
    }
}

/// The layer that keeps refusals: no handler can forget to. Those of strangers stay out of it: they could fill the disk
/// line by line, and say nothing about people who have rights. Those of people are some lines a minute, then one that says
/// that there were more: a newcomer's session is enough to ask without end for what it may not have. What another site's
/// page sent is kept whoever it was, a few lines an address: see [`crate::origin`].
pub(crate) async fn keep_refusals(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = Peer::of(request.extensions());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let asker = Asker::default();
    request.extensions_mut().insert(asker.clone());
    let response = next.run(request).await;
    let (Some(refused), Some(person)) = (response.extensions().get::<Refused>(), asker.known())
    else {
        return response;
    };
    // What came from another site has been counted, and does not use up what the person's own requests have.
    let counted = refused.reason.as_deref() == Some(origin::REASON);
    let surplus = if counted {
        0
    } else {
        state.refusals.0.surplus(person, clock::now())
    };
    let (object, detail) = match surplus {
        0 => (refused.object.clone().or(route), refused.reason.clone()),
        1 => (None, Some(MORE.to_owned())),
        _ => return response,
    };
    let line = Line {
        person,
        object,
        detail,
        ..Line::new(Act::Refused, &peer)
    };
    match line.write(&state).await {
        Ok(()) => response,
        Err(failure) => failure.into_response(),
    }
}
