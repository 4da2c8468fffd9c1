//! A request, and how its answer is read.

use ledger::{entry::SignedEntry, id::UnitId};
use serde::Serialize;
use serde_json::Value;
use wire::account::NewAccount;

use crate::{app::Answer, company::Staff};

/// A request that is ready to be sent.
pub(crate) struct Sent {
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
    /// What the answer has in it if it names the object.
    names: Option<String>,
    /// What a success will have changed.
    pub(super) brings: Brings,
}

/// What the person has afterwards.
#[derive(Default)]
pub(super) struct Brings {
    pub(super) keys: Option<Staff>,
    pub(super) account: Option<NewAccount>,
    pub(super) written: Option<UnitId>,
    pub(super) stated: Option<SignedEntry>,
}

impl Sent {
    pub(super) fn to(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            body: None,
            names: None,
            brings: Brings::default(),
        }
    }

    pub(super) fn with(self, body: &impl Serialize) -> Self {
        let body = Some(serde_json::to_value(body).unwrap());
        Self { body, ..self }
    }

    pub(super) fn naming(self, id: impl ToString) -> Self {
        let names = Some(id.to_string());
        Self { names, ..self }
    }

    /// The status; 404 where an answer leaves out what it was asked to name.
    pub(crate) fn seen(&self, answer: &Answer) -> u16 {
        let text = String::from_utf8_lossy(&answer.bytes);
        match &self.names {
            Some(name) if answer.status == 200 && !text.contains(name) => 404,
            _ => answer.status.as_u16(),
        }
    }
}
