//! The operation log (操作日志): who did what, when, from where. Never content.

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use ledger::id::PersonId;
use wire::operation::Act;

use crate::{
    clock,
    error::{Failure, Refused},
    metrics,
    peer::Peer,
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

/// The layer that keeps refusals: no handler can forget to. Those of strangers stay out of it: they could fill the disk
/// line by line, and say nothing about people who have rights. What another site's page sent is kept whoever it was, a
/// few lines an address: see [`crate::origin`].
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
    let line = Line {
        person,
        object: refused.object.clone().or(route),
        detail: refused.reason.clone(),
        ..Line::new(Act::Refused, &peer)
    };
    match line.write(&state).await {
        Ok(()) => response,
        Err(failure) => failure.into_response(),
    }
}
