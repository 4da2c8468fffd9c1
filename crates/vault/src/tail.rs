//! What I appended last, as it was sent. A server that lost the ends of its chains, in a power cut with a disk that lied or by an older copy
//! put in its place, is given it again: the same bytes are the same statements, at the same place or nowhere.

use std::collections::VecDeque;

use ledger::id::{Intent, UnitId};
use serde::Serialize;
use wire::roster::Appended;

use crate::{
    api::{Api, ApiError, encode},
    journals::Journals,
    remote::Remote,
};

/// Requests that are kept.
const MOST: usize = 64;
/// Bytes of bodies that are kept: what does not fit is the first to be forgotten.
const MOST_BYTES: usize = 8 << 20;

/// See the module. All of it was sent before: ciphertext and signatures.
#[derive(Default)]
pub(crate) struct Tail {
    sent: VecDeque<Sent>,
    bytes: usize,
    /// Whether the server's chains end before what was seen of them. Until they are whole again nothing new is put on them.
    pub(crate) short: bool,
}

struct Sent {
    path: String,
    /// What it stated, if in a journal.
    stated: Option<(UnitId, Intent)>,
    body: Vec<u8>,
}

impl Tail {
    /// Appends, and keeps what was acknowledged.
    pub(crate) async fn append<R: Remote, B: Serialize>(
        &mut self,
        api: &Api<R>,
        path: &str,
        stated: Option<(UnitId, Intent)>,
        body: &B,
    ) -> Result<(), ApiError> {
        if self.short {
            return Err(ApiError::Short);
        }
        let body = encode(body)?;
        let _: Appended = api.post_encoded(path, body.clone()).await?;
        self.keep(Sent {
            path: path.to_owned(),
            stated,
            body,
        });
        Ok(())
    }

    /// Appends all of it again, in its order; what stands on the chains already is found there.
    pub(crate) async fn append_again<R: Remote>(&self, api: &Api<R>) -> Result<(), ApiError> {
        for sent in &self.sent {
            let _: Appended = api.post_encoded(&sent.path, sent.body.clone()).await?;
        }
        Ok(())
    }

    /// Whether there is nothing to append again.
    pub(crate) fn is_empty(&self) -> bool {
        self.sent.is_empty()
    }

    /// Whether all that was acknowledged stands in those of its journals that are here.
    pub(crate) fn stands_in(&self, journals: &Journals) -> bool {
        let mut stated = self.sent.iter().filter_map(|sent| sent.stated);
        stated.all(|(unit, intent)| {
            let journal = journals.unit(unit).map(|unit| &unit.journal);
            journal.is_none_or(|journal| journal.find_intent(&intent).is_some())
        })
    }

    fn keep(&mut self, sent: Sent) {
        self.bytes += sent.body.len();
        self.sent.push_back(sent);
        while self.sent.len() > MOST || self.bytes > MOST_BYTES {
            let forgotten = self.sent.pop_front();
            self.bytes -= forgotten.map_or(0, |sent| sent.body.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_forgotten_first() {
        let mut tail = Tail::default();
        let sent = |path: usize, length| Sent {
            path: path.to_string(),
            stated: None,
            body: vec![0; length],
        };
        let kept = |tail: &Tail| -> Vec<String> {
            tail.sent.iter().map(|sent| sent.path.clone()).collect()
        };
        for path in 0..=MOST {
            tail.keep(sent(path, 1));
        }
        assert_eq!((tail.sent.len(), tail.bytes), (MOST, MOST));
        assert_eq!(kept(&tail)[0], "1");
        tail.keep(sent(100, MOST_BYTES - 1));
        assert_eq!(kept(&tail), ["64", "100"]);
        tail.keep(sent(101, MOST_BYTES + 1));
        assert_eq!((kept(&tail).len(), tail.bytes), (0, 0));
    }
}
