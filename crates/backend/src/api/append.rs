//! Appending to the roster: judged by the ledger, stored in one transaction with all that belongs to it.

use std::{collections::BTreeMap, time::Duration};

use ledger::{
    Roster,
    entry::{Author, Chain, Entry, Position, SignedEntry},
    id::{InvitationId, PersonId, UnitId},
    statement::{Person, RosterStatement},
};
use wire::{Bytes, operation::Act, roster::BoxRecord};

use super::{invitations::withdraw, labels};
use crate::{
    clock,
    error::Failure,
    log::Line,
    metrics,
    peer::Peer,
    state::AppState,
    store::{
        self, CHANGED, STALE, StoreError, Transaction,
        invitation::{Invitation, Written},
        renewal::Renewal,
    },
};

/// Entries in one append.
const MAX_ENTRIES: usize = 500;
/// How often an append is judged again because something else came first: another instance, or of an account that is being recovered, its
/// sign-ins, as many as somebody cares to send.
const ATTEMPTS: u32 = 12;

/// The pause before another attempt: so that what comes first without end does not come first each time.
fn pause(attempt: u32) -> Duration {
    Duration::from_millis(1 << attempt.min(5))
}

/// Statements as they arrived.
pub(crate) struct Statements {
    pub(crate) entries: Vec<SignedEntry>,
    pub(crate) boxes: Vec<BoxRecord>,
    /// Who must have signed them.
    pub(crate) author: Author,
    /// Whose new account comes along with them.
    pub(crate) brings: Option<PersonId>,
    pub(crate) peer: Peer,
    /// What the operation log calls it.
    pub(crate) act: Act,
}

/// Where the last of the entries stands.
pub(crate) enum Outcome {
    /// Appended now.
    Appended(Position),
    /// Found there under the same intents, with the same bytes.
    Known(Position),
}

impl Outcome {
    pub(crate) fn position(&self) -> Position {
        match self {
            Self::Appended(position) | Self::Known(position) => *position,
        }
    }
}

/// Entries out of a body.
pub(crate) fn entries(bodies: Vec<Bytes>) -> Result<Vec<SignedEntry>, Failure> {
    match bodies.len() {
        0 => Err(Failure::field("entries", "missing")),
        1..=MAX_ENTRIES => bodies
            .into_iter()
            .map(|bytes| {
                SignedEntry::from_bytes(bytes.0).map_err(|_| Failure::refused("malformed"))
            })
            .collect(),
        _ => Err(Failure::field("entries", "too_long")),
    }
}

/// Judges the statements on the roster as it stands and appends them, all or none. `also` adds what belongs to them to
/// the transaction.
pub(crate) async fn append(
    state: &AppState,
    statements: &Statements,
    also: impl Fn(&mut Transaction) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    labels::check_form(&statements.boxes)?;
    let _moving = state.roster.moving().await;
    for attempt in 0..ATTEMPTS {
        let before = state.roster.fresh(&state.db).await?;
        if let Some(position) = known(&before, &statements.entries)? {
            state.roster.settled().await;
            return Ok(Outcome::Known(position));
        }
        let judged = judge(&before, statements, clock::now())?;
        let joining = joining(state, &judged.entries).await?;
        let rekeyed = rekeyed(state, statements.brings, &judged.entries).await?;
        let mut left = Vec::new();
        for entry in &judged.entries {
            if let RosterStatement::Retire(person, _) = &entry.statement {
                left.extend(withdraw::waiting(state, *person).await?);
            }
        }
        let mut transaction = Transaction::new();
        let mut expected = vec![(Chain::Roster, before.head())];
        expected.extend(judged.ends.iter().copied());
        check_ends(state, &judged.ends).await?;
        store::chain::expect_heads(&mut transaction, &expected);
        let placed: Vec<_> = judged
            .positions
            .iter()
            .copied()
            .zip(&statements.entries)
            .collect();
        store::chain::append(&mut transaction, Chain::Roster, &placed, 0);
        let maker = labels::maker(statements.author);
        store::boxes::insert(&mut transaction, &statements.boxes, maker);
        for (person, invitation) in &joining {
            store::invitation::transition(
                &mut transaction,
                invitation.id,
                Written::Answered,
                Written::Used,
            );
            store::account::activate(&mut transaction, person.id, invitation.id);
        }
        for rekeyed in &rekeyed {
            let mut ends = |id, to| {
                store::invitation::transition(&mut transaction, id, Written::Answered, to);
                store::renewal::discard(&mut transaction, rekeyed.person, id);
            };
            if let Some(renewal) = &rekeyed.renewal {
                ends(renewal.invitation, Written::Used);
            }
            for id in &rekeyed.void {
                ends(*id, Written::Withdrawn);
            }
            if let Some(renewal) = &rekeyed.renewal {
                store::account::replace(&mut transaction, &renewal.account);
                // Whoever confirmed it vouches for the person, who has lost their phone perhaps.
                store::second_factor::delete(&mut transaction, rekeyed.person);
            }
        }
        for invitation in &left {
            withdraw::withdraw(&mut transaction, invitation)?;
        }
        for entry in &judged.entries {
            if let RosterStatement::Rekey(person, ..)
            | RosterStatement::Suspend(person, _)
            | RosterStatement::Retire(person, _) = &entry.statement
            {
                store::session::delete_all_of(&mut transaction, *person);
            }
        }
        also(&mut transaction)?;
        let lines: Vec<Line> = judged
            .entries
            .iter()
            .zip(&judged.positions)
            .map(|(entry, position)| line(statements, entry, position.seq))
            .collect();
        store::operation::insert(&mut transaction, &lines, clock::now());
        let storing = state.roster.storing().await;
        match transaction.commit_holding(&state.db, storing).await {
            Ok(()) => {
                let head = judged.roster.head();
                metrics::appended("roster", statements.entries.len());
                state.roster.put(judged.roster);
                return head.map(Outcome::Appended).ok_or_else(Failure::stale);
            }
            Err(StoreError::Conflict) => tokio::time::sleep(pause(attempt)).await,
            Err(error)
                if error.is_guard(STALE)
                    || error.is_existing(store::chain::ENTRIES)
                    || error.is_existing(store::operation::TABLE) => {}
            // Somebody has just answered an invitation of whoever leaves.
            Err(error) if error.is_guard(CHANGED) && joining.is_empty() && !left.is_empty() => {}
            Err(error) if error.is_guard(CHANGED) => {
                return Err(Failure::conflict("the invitation changed meanwhile"));
            }
            Err(error) if error.is_existing(store::account::NAMES) => {
                return Err(Failure::new(
                    wire::Code::NameTaken,
                    "the sign-in name is taken",
                ));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Failure::stale())
}

/// Where the entries end, if the first one's intent stands on the chain: then all must be there as they are.
pub(crate) fn known(roster: &Roster, entries: &[SignedEntry]) -> Result<Option<Position>, Failure> {
    let Some(first) = entries.first() else {
        return Ok(None);
    };
    let intent = first
        .decode::<RosterStatement>()
        .map_err(|_| Failure::refused("malformed"))?
        .intent;
    let Some(begin) = roster.find_intent(&intent) else {
        return Ok(None);
    };
    let mut end = begin;
    for (seq, entry) in (begin.seq..).zip(entries) {
        let hash = entry.hash();
        if roster.hash_at(seq) != Some(hash) {
            return Err(Failure::conflict(
                "the intent stands on the chain with another statement",
            ));
        }
        end = Position { seq, hash };
    }
    Ok(Some(end))
}

/// Whether one of the entries replaces the person's keys.
pub(crate) fn rekeys(entries: &[SignedEntry], person: PersonId) -> bool {
    entries.iter().any(|entry| {
        entry.decode::<RosterStatement>().is_ok_and(|entry| {
            matches!(entry.statement, RosterStatement::Rekey(rekeyed, ..) if rekeyed == person)
        })
    })
}

struct Judged {
    roster: Roster,
    entries: Vec<Entry<RosterStatement>>,
    positions: Vec<Position>,
    /// The ends of journals that they name.
    ends: Vec<(Chain, Option<Position>)>,
}

/// Whether the journals still end where the statements say: whoever lost a right by them could otherwise have written
/// behind it in between. The transaction asks once more.
async fn check_ends(state: &AppState, named: &[(Chain, Option<Position>)]) -> Result<(), Failure> {
    let units: Vec<UnitId> = named
        .iter()
        .filter_map(|(chain, _)| match chain {
            Chain::Journal(unit) => Some(*unit),
            Chain::Roster => None,
        })
        .collect();
    let ends = store::chain::journal_heads(&state.db, &units).await?;
    let ends = ends.into_iter().map(|end| end.head);
    if named.iter().map(|(_, end)| *end).eq(ends) {
        Ok(())
    } else {
        Err(Failure::stale())
    }
}

/// Judges entry after entry on a copy of the roster.
fn judge(before: &Roster, statements: &Statements, now: u64) -> Result<Judged, Failure> {
    let mut roster = before.clone();
    let mut entries = Vec::with_capacity(statements.entries.len());
    let mut positions = Vec::with_capacity(statements.entries.len());
    let mut ends = BTreeMap::new();
    for signed in &statements.entries {
        let judged = roster.judge(signed, now)?;
        clock::check_fresh(judged.entry().at, roster.last_at(), now)?;
        // While it begins, the recovery root vouches for the organisation; its signature was verified with the rest.
        let vouches = before.is_empty() && judged.entry().author == Author::Recovery;
        if judged.entry().author != statements.author && !vouches {
            return Err(Failure::not_allowed("author"));
        }
        for named in judged.entry().statement.journals() {
            // One end for all of them: nothing is written in between.
            let before = ends.insert(Chain::Journal(named.unit), named.head);
            if before.is_some_and(|before| before != named.head) {
                return Err(Failure::refused("ends"));
            }
        }
        entries.push(judged.entry().clone());
        positions.push(roster.take(judged)?);
    }
    labels::check(&statements.boxes, &roster, statements.author)?;
    Ok(Judged {
        roster,
        entries,
        positions,
        ends: ends.into_iter().collect(),
    })
}

/// The people who join, each with the invitation that they answered: the statement must say what the answer said.
async fn joining<'e>(
    state: &AppState,
    entries: &'e [Entry<RosterStatement>],
) -> Result<Vec<(&'e Person, Invitation)>, Failure> {
    let mut joining = Vec::new();
    for entry in entries {
        let RosterStatement::Enrol(person, id) = &entry.statement else {
            continue;
        };
        let invitation = store::invitation::get(&state.db, *id)
            .await?
            .ok_or_else(|| Failure::refused("invitation"))?;
        if invitation.written() != Written::Answered {
            return Err(Failure::refused("invitation"));
        }
        let said = invitation.newcomer.as_ref().is_some_and(|newcomer| {
            newcomer.person == person.id.to_string()
                && newcomer.name == person.name
                && newcomer.sign_in_name == person.sign_in_name
                && newcomer.wrapping.0 == person.keys.wrapping
                && newcomer.verifying.0 == person.keys.verifying
        });
        if !said {
            return Err(Failure::refused("answer"));
        }
        joining.push((person, invitation));
    }
    Ok(joining)
}

/// What new keys of a person bring about: an account that takes the place of theirs, unless one is brought along; and the answers that are void.
struct Rekeyed {
    person: PersonId,
    renewal: Option<Renewal>,
    void: Vec<InvitationId>,
}

/// New keys come with an account: one that is brought along, or the one that their person has answered with. Whatever else waits for the same
/// person was for keys that nobody asks for any more.
async fn rekeyed(
    state: &AppState,
    brings: Option<PersonId>,
    entries: &[Entry<RosterStatement>],
) -> Result<Vec<Rekeyed>, Failure> {
    let mut all = Vec::new();
    for entry in entries {
        let RosterStatement::Rekey(person, keys, _) = &entry.statement else {
            continue;
        };
        let mut rekeyed = Rekeyed {
            person: *person,
            renewal: None,
            void: Vec::new(),
        };
        let brought = brings == Some(*person);
        for renewal in store::renewal::of(&state.db, *person).await? {
            let invitation = store::invitation::get(&state.db, renewal.invitation).await?;
            let said = invitation
                .and_then(|invitation| invitation.renewed)
                .is_some_and(|renewed| {
                    renewed.wrapping.0 == keys.wrapping && renewed.verifying.0 == keys.verifying
                });
            match said && !brought {
                true => rekeyed.renewal = Some(renewal),
                false => rekeyed.void.push(renewal.invitation),
            }
        }
        if !brought && rekeyed.renewal.is_none() {
            return Err(Failure::refused("renewal"));
        }
        all.push(rekeyed);
    }
    Ok(all)
}

/// Which statement, about whom or what, and where on the roster it stands.
fn line(statements: &Statements, entry: &Entry<RosterStatement>, seq: u64) -> Line {
    use RosterStatement as S;
    let object = match &entry.statement {
        S::Enrol(person, _) => Some(person.id.to_string()),
        S::Rekey(person, ..)
        | S::Suspend(person, _)
        | S::Reinstate(person)
        | S::Retire(person, _)
        | S::Appoint(person, _)
        | S::Dismiss(person, ..)
        | S::Deputize { deputy: person, .. }
        | S::Admit { person, .. } => Some(person.to_string()),
        S::DefineUnit(unit) => Some(unit.id.to_string()),
        S::RenameUnit(unit, _) | S::MoveUnit(unit, ..) | S::CloseUnit(unit, _) => {
            Some(unit.to_string())
        }
        S::Delegate(post) | S::Undelegate(post) => Some(post.unit.to_string()),
        S::DefineRole(role) | S::ChangeRole(role, _) => Some(role.id.to_string()),
        S::Genesis(_)
        | S::OpenEpochs(_)
        | S::SetPolicy(_)
        | S::Checkpoint(_)
        | S::Countersign(_) => None,
    };
    Line {
        person: match entry.author {
            Author::Person(person) => Some(person),
            Author::Recovery => None,
        },
        object,
        detail: Some(entry.statement.kind().to_owned()),
        seq: Some(seq),
        ..Line::new(statements.act, &statements.peer)
    }
}
