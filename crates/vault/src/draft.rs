//! Statements being prepared: signed one after the other on a copy of the roster, so that what the ledger refuses is never sent.

use bridge::{Failure, Reason};
use ledger::{
    entry::{Author, Chain, Entry, Position, SignedEntry, VERSION},
    hash::Hash,
    id::{Intent, OrgId},
    refusal::{Refusal, Subject},
    roster::{Roster, View},
    statement::{JournalHead, RosterStatement},
};
use seal::identity::SigningKey;
use wire::Bytes;

use crate::{
    Result,
    journals::Ends,
    platform::{Platform, random},
};

/// Roster statements in the making.
pub(crate) struct Draft<'a, P> {
    platform: &'a P,
    org: OrgId,
    author: Author,
    signing: &'a SigningKey,
    /// The roster as it will be.
    pub(crate) roster: Roster,
    entries: Vec<SignedEntry>,
}

impl<'a, P: Platform> Draft<'a, P> {
    /// Continues `roster` in the name of `author`.
    pub(crate) fn new(
        platform: &'a P,
        org: OrgId,
        author: Author,
        signing: &'a SigningKey,
        roster: Roster,
    ) -> Self {
        Self {
            platform,
            org,
            author,
            signing,
            roster,
            entries: Vec::new(),
        }
    }

    /// States.
    pub(crate) fn state(&mut self, statement: RosterStatement) -> Result<()> {
        let head = self.roster.head();
        let entry = Entry {
            version: VERSION,
            org: self.org,
            chain: Chain::Roster,
            seq: head.map_or(0, |head| head.seq + 1),
            prev: head.map_or(Hash::ZERO, |head| head.hash),
            author: self.author,
            // A clock that lags behind the last author's would be refused.
            at: self.platform.now().max(self.roster.last_at()),
            intent: Intent(random(self.platform)),
            statement,
        };
        let entry = SignedEntry::sign(&entry, |message| self.signing.sign(message));
        self.roster
            .apply(&entry, self.platform.now())
            .map_err(refused)?;
        self.entries.push(entry);
        Ok(())
    }

    /// The organisation as it will be.
    pub(crate) fn view(&self) -> View<'_> {
        self.roster.view().when(self.platform.now())
    }

    /// The organisation after so many entries.
    pub(crate) fn as_of(&self, entries: u64) -> View<'_> {
        let view = entries.checked_sub(1).and_then(|last| self.roster.at(last));
        view.unwrap_or_else(|| self.roster.view())
            .when(self.platform.now())
    }

    /// In whose name it is stated.
    pub(crate) fn author(&self) -> Author {
        self.author
    }

    /// States what takes something from somebody, with the ends of the journals that it fixes.
    pub(crate) fn state_with_ends(
        &mut self,
        statement: RosterStatement,
        ends: &Ends,
    ) -> Result<()> {
        let units = self.roster.view().journals_fixed_by(&statement);
        let heads = units.into_iter().map(|unit| {
            let head = ends.get(&unit).ok_or(Reason::Fault)?.head;
            Ok(JournalHead { unit, head })
        });
        let heads = heads.collect::<Result<_>>()?;
        self.state(statement.with_journals(heads))
    }

    /// From here on states in the name of somebody else.
    pub(crate) fn speak_as(&mut self, author: Author, signing: &'a SigningKey) {
        self.author = author;
        self.signing = signing;
    }

    /// The end of the chain as it will be.
    pub(crate) fn head(&self) -> Option<Position> {
        self.roster.head()
    }

    /// Whether nothing was stated.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries, as they are sent.
    pub(crate) fn bytes(&self) -> Vec<Bytes> {
        self.entries
            .iter()
            .map(|entry| Bytes(entry.as_bytes().to_vec()))
            .collect()
    }
}

/// How the ledger's refusal of my own statement reads to me.
pub(crate) fn refused(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::ClockAhead => Reason::Clock.into(),
        Refusal::NotAllowed(..) => Reason::NotAllowed.into(),
        Refusal::Duplicate(subject) => Failure {
            reason: Reason::Invalid,
            fields: vec![(subject.word().to_owned(), "duplicate".to_owned())],
        },
        Refusal::Unfit(Subject::Journal) => Reason::Fault.into(),
        Refusal::Unfit(..) => Failure {
            reason: Reason::Invalid,
            fields: vec![("name".to_owned(), "text".to_owned())],
        },
        Refusal::Until => Failure {
            reason: Reason::Invalid,
            fields: vec![("until".to_owned(), "period".to_owned())],
        },
        Refusal::Unknown(..) => Reason::NotFound.into(),
        Refusal::LastOne(_) => Reason::LastOne.into(),
        Refusal::Stale => Reason::KeyWaiting.into(),
        Refusal::Policy => Reason::Invalid.into(),
        Refusal::Occupied => Reason::Occupied.into(),
        Refusal::Separation => Reason::Separation.into(),
        Refusal::Tree => Reason::TooDeep.into(),
        // Somebody else did it, or undid it.
        Refusal::Standing | Refusal::NotAppointed | Refusal::Closed | Refusal::Nothing => {
            Reason::Outdated.into()
        }
        _ => Reason::Fault.into(),
    }
}
