//! Sealing files anew that lie under an earlier key or another suite than the policy's, or are found by an earlier key: the same content,
//! under the present key, with tags under the present one.
//!
//! What is left to do stands in the journals themselves: whoever may edit there goes on where anybody stopped, and two who do it at the same
//! time only come too late for each other.

mod anew;
mod due;

use std::collections::HashMap;

use bridge::{Reason, failure::Alarm, organisation::Resealed};
use ledger::{
    id::{FileId, Intent},
    rights::Section,
    statement::Cause,
};
use wire::{
    Code,
    files::{JournalAppend, MOST_FILES, ManySections, WantedFiles},
    path,
};

use anew::{Missing, anew};
pub(crate) use due::{Due, left};
use due::{first, is_due};

use super::append::signed;
use crate::{
    Result,
    api::Api,
    platform::{Platform, random},
    remote::Remote,
    session::Session,
};

/// Sections that can't be sealed anew, as their entries wrote them.
pub(crate) type Spoilt = HashMap<(FileId, Section), (u64, Why)>;

/// Why a section can't be sealed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Its author sealed it wrongly, and only writing it anew mends it. Whoever sealed it anew would answer for it.
    Unreadable,
    /// A newer version wrote it, which will do this as well.
    Newer,
}

/// Seals at most so many files anew, of one unit.
pub(crate) async fn reseal<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    most: usize,
    which: Due,
) -> Result<Resealed> {
    // Nothing is written under a key that somebody lost.
    session.rotate(api, platform).await?;
    let as_of = (session.journals.version(), session.roster.len(), which);
    if session.resealed_as_of == Some(as_of) {
        return Ok(progress(session, 0, 0));
    }
    let Some((unit, due)) = first(session, which, most.clamp(1, MOST_FILES)) else {
        session.resealed_as_of = Some(as_of);
        return Ok(progress(session, 0, 0));
    };
    let wanted = WantedFiles {
        files: due.keys().map(FileId::to_string).collect(),
    };
    let address = path::envelopes(&unit.to_string());
    let answer: ManySections = api.post(&address, &wanted).await?;
    if answer.files == 0 {
        return Err(Reason::Server.into());
    }
    let files = due.into_iter().take(answer.files as usize);
    let files = files.collect();
    let made = anew(session, platform, unit, files, answer.envelopes)?;
    let anew = match made {
        Ok(anew) => anew,
        Err(Missing { file, section }) => {
            // Somebody saved between my last pull and this answer, or took a right from me, unless nothing of it has changed:
            // then it is no envelope that was signed.
            let before = is_due(session, which, unit, file, section);
            session.pull(api, platform).await?;
            let after = is_due(session, which, unit, file, section);
            return match after.is_some() && after == before {
                true => Err(Reason::Integrity(Alarm::Envelope).into()),
                false => Ok(progress(session, 0, left(session, which))),
            };
        }
    };
    let done = anew.puts.len();
    if done > 0 {
        let journal = session.journals.unit(unit).ok_or(Reason::Fault)?;
        let intent = Intent(random(platform));
        let cause = Cause::Reseal;
        let entry = signed(
            session,
            platform,
            &journal.journal,
            intent,
            cause,
            anew.puts,
        )?;
        let body = JournalAppend {
            entry: entry.as_bytes().to_vec().into(),
            envelopes: anew.envelopes,
            tags: anew.tags,
        };
        let address = path::journal(&unit.to_string());
        let stated = Some((unit, intent));
        match session.tail.append(api, &address, stated, &body).await {
            Ok(()) => {}
            // What the other one left is found by the next step.
            Err(error) if matches!(error.code(), Some(Code::StaleHead | Code::Conflict)) => {
                session.pull(api, platform).await?;
                return Ok(progress(session, 0, left(session, which)));
            }
            Err(error) => return Err(error.into()),
        }
        session.pull(api, platform).await?;
        session.remember(api, platform).await?;
    }
    Ok(progress(session, done, left(session, which)))
}

fn progress<P: Platform>(session: &Session<P>, done: usize, left: usize) -> Resealed {
    let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
    Resealed {
        done: count(done),
        left: count(left),
        unreadable: count(unreadable(session)),
    }
}

/// How many sections do not open, as they stand now.
fn unreadable<P: Platform>(session: &Session<P>) -> usize {
    let spoilt = session.spoilt.iter();
    let stands = spoilt.filter(|((file, section), (seq, why))| {
        let journal = session.journals.file(*file);
        let record = journal.and_then(|(_, journal, _)| journal.journal.file(*file));
        let written = record.and_then(|record| record.section(*section));
        *why == Why::Unreadable && written.is_some_and(|written| written.seq == *seq)
    });
    stands.count()
}
