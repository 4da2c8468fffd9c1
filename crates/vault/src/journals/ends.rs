//! Which journals have gone on: the server tells all their ends in one answer, and only those are asked for.

use std::collections::HashMap;

use bridge::failure::Alarm;
use checks::Check;
use ledger::{entry::Position, hash::Hash, id::UnitId};
use wire::{files::JournalHead, path, roster::Head};

use super::{Journals, UnitJournal, alarm};
use crate::{Result, api::Api, remote::Remote};

/// Where journals end, by the server's word.
pub(crate) type Ends = HashMap<UnitId, End>;

/// Where a journal ends.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct End {
    /// At its last entry, if it has any.
    pub(crate) head: Option<Position>,
    /// How many files it has, if the server says so.
    pub(crate) files: Option<u64>,
}

/// Asks for the ends that a statement names where it takes something from somebody. I may not read these journals: a server
/// that tells another end than the present one spoils the statement for everybody, and is found out.
pub(crate) async fn ends<R: Remote>(api: &Api<R>) -> Result<Ends> {
    let ends: wire::files::Journals = api.get(path::JOURNAL_ENDS).await?;
    let parse = |end: JournalHead| {
        let head = match end.head {
            Some(head) => Some(Position {
                seq: head.seq,
                hash: Hash(head.hash.array()?),
            }),
            None => None,
        };
        let files = end.files;
        Some((end.unit.parse().ok()?, End { head, files }))
    };
    Ok(ends.journals.into_iter().filter_map(parse).collect())
}

impl Journals {
    /// The units of these whose journals the server has more of, or does not tell the end of.
    ///
    /// A server that tells an older end holds back what is new, as it could in the journal itself.
    pub(crate) fn behind(&mut self, units: &[UnitId], ends: &[JournalHead]) -> Result<Vec<UnitId>> {
        let ends: HashMap<UnitId, Option<&Head>> = ends
            .iter()
            .filter_map(|end| Some((end.unit.parse().ok()?, end.head.as_ref())))
            .collect();
        let mut behind = Vec::new();
        for unit in units {
            // One that is said to be empty is known from here on, so that it is compared with what I remember of it.
            let journal = self
                .units
                .entry(*unit)
                .or_insert_with(|| UnitJournal::new(*unit));
            let whole = match ends.get(unit) {
                Some(end) => journal.is_whole(*end)?,
                None => false,
            };
            if !whole {
                behind.push(*unit);
            }
        }
        Ok(behind)
    }
}

impl UnitJournal {
    /// Whether a journal with this end is all here, its envelopes placed. What was verified here was on the chain when the end was told: an
    /// end before it, or another entry in its place, is a lie.
    fn is_whole(&self, end: Option<&Head>) -> Result<bool> {
        let length = self.journal.len();
        let (whole, lie) = match end {
            None => (length == 0, length > 0),
            Some(end) => match self.journal.hash_at(end.seq) {
                None => (false, false),
                Some(hash) => {
                    let same = Some(hash.0) == end.hash.array() && end.seq + 1 == length;
                    (same && self.placed == length, !same)
                }
            },
        };
        if Check::JournalEnd.passes(!lie) {
            Ok(whole)
        } else {
            Err(alarm(Alarm::JournalRolledBack))
        }
    }
}
