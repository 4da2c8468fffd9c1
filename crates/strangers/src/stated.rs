//! Histories that a company's people sign, right and wrong.

use arbitrary::{Result, Unstructured};
use ledger::{
    Journal, Refusal, Roster,
    entry::{Author, Chain, Entry, Position, SignedEntry, VERSION},
    hash::Hash,
    id::{Intent, OrgId, PersonId},
    statement::RosterStatement,
};

use crate::{
    asked::{everything_is_answered, summary},
    company::{MOMENTS, Moment, PEOPLE, START, WRITTEN, bytes, person, sign_as},
    entry::reads_the_same,
    made::rarely,
    put::put,
    statement::statement,
};

/// The most that is stated in one history: enough for an appointment, an admission, a loss and what follows.
const MOST: u8 = 12;
/// What the verifier's clock says: a month after the company began.
const NOW: u64 = START + 30 * 24 * 60 * 60 * 1000;

/// Goes on from some moment of the company.
pub(crate) fn history(u: &mut Unstructured<'_>) -> Result<()> {
    let mut company = u.choose(&MOMENTS)?.clone();
    for _ in 0..u.int_in_range(1..=MOST)? {
        if rarely(u, 4)? {
            write(u, &mut company)?;
        } else {
            state(u, &mut company.roster, &company.journal)?;
        }
        if u.is_empty() {
            break;
        }
    }
    Ok(())
}

fn state(u: &mut Unstructured<'_>, roster: &mut Roster, journal: &Journal) -> Result<()> {
    let statement = statement(u, roster, journal)?;
    let head = roster.head();
    let mut entry = place(u, Chain::Roster, head, roster.last_at(), statement)?;
    let mut key = roster.view().key_of(entry.author).ok();
    if let (RosterStatement::Genesis(genesis), None) = (&entry.statement, head) {
        entry.author = Author::Person(genesis.founder.id);
        key = Some(genesis.founder.keys.verifying);
    }
    reads_the_same(&entry);
    let signed = SignedEntry::sign(&entry, |message| sign_as(key, message));
    let before = roster.head();
    let seen = summary(roster.view());
    match roster.apply(&signed, NOW) {
        Ok(position) => {
            assert_eq!((position.seq, roster.len()), (entry.seq, entry.seq + 1));
            assert_eq!(roster.head(), Some(position));
            assert_eq!(roster.find_intent(&entry.intent), Some(position));
            assert_eq!(roster.apply(&signed, NOW).unwrap_err().code(), "order");
            if let Some(before) = before {
                let then = roster.at(before.seq).unwrap();
                assert_eq!(summary(then), seen, "the past has changed");
            }
            everything_is_answered(roster.view().when(entry.at));
        }
        Err(refusal) => {
            assert_eq!(roster.head(), before);
            let _ = (refusal.code(), refusal.is_conflict(), refusal.subject());
        }
    }
    Ok(())
}

fn write(u: &mut Unstructured<'_>, company: &mut Moment) -> Result<()> {
    let Moment {
        roster, journal, ..
    } = company;
    let statement = put(u, roster, journal)?;
    let entry = place(
        u,
        Chain::Journal(WRITTEN),
        journal.head(),
        journal.last_at(),
        statement,
    )?;
    reads_the_same(&entry);
    let key = roster.view().key_of(entry.author).ok();
    let signed = SignedEntry::sign(&entry, |message| sign_as(key, message));
    let (before, digest) = (journal.head(), journal.digest());
    match journal.apply(&signed, roster, NOW) {
        Ok(position) => {
            assert_eq!((position.seq, journal.len()), (entry.seq, entry.seq + 1));
            assert_eq!(journal.find_intent(&entry.intent), Some(position));
            assert!(matches!(
                journal.apply(&signed, roster, NOW),
                Err(Refusal::Order { .. })
            ));
        }
        Err(_) => assert_eq!((journal.head(), journal.digest()), (before, digest)),
    }
    Ok(())
}

/// The next entry of a chain, but for a slip now and then.
fn place<S>(
    u: &mut Unstructured<'_>,
    chain: Chain,
    head: Option<Position>,
    last_at: u64,
    statement: S,
) -> Result<Entry<S>> {
    let slip = rarely(u, 32)?;
    Ok(Entry {
        version: VERSION,
        org: OrgId(bytes(9, 1)),
        chain,
        seq: match slip {
            true => u.arbitrary()?,
            false => head.map_or(0, |head| head.seq + 1),
        },
        prev: head.map_or(Hash::ZERO, |head| head.hash),
        author: author(u)?,
        at: match slip {
            true => u.arbitrary()?,
            false => last_at.max(START) + u64::from(u.arbitrary::<u16>()?),
        },
        intent: Intent(bytes(u.arbitrary()?, u.arbitrary()?)),
        statement,
    })
}

fn author(u: &mut Unstructured<'_>) -> Result<Author> {
    Ok(match u.int_in_range(0..=7)? {
        0 => Author::Recovery,
        1 | 2 => Author::Person(somebody(u)?),
        _ => Author::Person(person(0)),
    })
}

pub(crate) fn position(u: &mut Unstructured<'_>) -> Result<Position> {
    Ok(Position {
        seq: u.arbitrary()?,
        hash: Hash(u.arbitrary()?),
    })
}

pub(crate) fn somebody(u: &mut Unstructured<'_>) -> Result<PersonId> {
    Ok(person(u.int_in_range(0..=PEOPLE - 1)?))
}
