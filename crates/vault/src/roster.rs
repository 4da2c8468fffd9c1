//! Pulling the roster: entry by entry through the ledger, and against what I remember.

use bridge::{Reason, failure::Alarm};
use checks::Check;
use ledger::{Refusal, entry::SignedEntry, roster::Roster};
use wire::{Bytes, path, roster::RosterPage};

use crate::{Result, api::Api, pins::Pins, remote::Remote};

/// Pages that one pull reads at most: 500 entries each.
const MAX_PAGES: usize = 4000;

/// Appends to `roster` what the server has more. Returns whether there was anything.
pub(crate) async fn pull<R: Remote>(api: &Api<R>, roster: &mut Roster, now: u64) -> Result<bool> {
    let before = roster.len();
    let mut promised = false;
    for _ in 0..MAX_PAGES {
        let page: RosterPage = api
            .get(&format!("{}?after={}", path::ROSTER, roster.len()))
            .await?;
        let Some(hash) = page.head.hash.array().map(ledger::hash::Hash) else {
            return Err(forged());
        };
        for entry in page.entries.iter() {
            apply(roster, entry, now)?;
        }
        match roster.hash_at(page.head.seq) {
            // The head that the server claims is on the chain that I verified, and nothing is behind it but what came since.
            Some(known) if known == hash && page.head.seq + 1 == roster.len() => {
                return Ok(roster.len() > before);
            }
            Some(known) if known == hash && page.entries.is_empty() => return Err(rolled_back()),
            Some(known) if known != hash => return Err(rolled_back()),
            // What is appended between the server's two looks, at the entries and at the end, is in the next answer.
            _ if page.entries.is_empty() && promised => return Err(rolled_back()),
            _ => promised = page.entries.is_empty(),
        }
    }
    Err(Reason::Server.into())
}

fn apply(roster: &mut Roster, entry: &Bytes, now: u64) -> Result<()> {
    let entry = SignedEntry::from_bytes(entry.0.clone()).map_err(|_| forged())?;
    match roster.apply(&entry, now) {
        Ok(_) => Ok(()),
        // No lie of the server's: it could as well be my own clock.
        Err(Refusal::ClockAhead) => Err(Reason::Clock.into()),
        Err(_) => Err(forged()),
    }
}

/// Compares a verified roster with what I remember of it.
pub(crate) fn check_pins(roster: &Roster, pins: &Pins) -> Result<()> {
    if roster.fingerprint() != Some(pins.genesis) {
        return Err(Reason::Integrity(Alarm::Genesis).into());
    }
    if !Check::RosterPin.passes(roster.hash_at(pins.roster.seq) == Some(pins.roster.hash)) {
        return Err(rolled_back());
    }
    Ok(())
}

fn forged() -> bridge::Failure {
    Reason::Integrity(Alarm::RosterForged).into()
}

fn rolled_back() -> bridge::Failure {
    Reason::Integrity(Alarm::RosterRolledBack).into()
}
