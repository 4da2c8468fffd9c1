//! A server that lies, and for each check that stops a lie the proof that it is what does: `cargo xtask lies`.
//!
//! Every lie is told twice to the real engine, with the real server behind it. The first time the client has to find out. The second time the
//! one check that is named is left out, and the lie has to succeed: whoever thinks that the check is done elsewhere as well, or that the lie
//! never arrived, is wrong. Where a lie has to pass other checks first, these are left out both times ("given").
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::print_stdout, reason = "the table is what it is for")]

mod account;
#[path = "../it/company.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod company;
mod explanations;
mod journals;
mod keys;
mod roster;
mod stage;

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use checks::{Check, lift};

use stage::{Held, Outcome};

/// A lie and the check that stops it.
struct Lie {
    /// Its number in the list of threats.
    threat: &'static str,
    what: &'static str,
    check: Check,
    /// Checks that the lie has to pass before.
    given: &'static [Check],
    tell: fn() -> Pin<Box<dyn Future<Output = Outcome>>>,
}

macro_rules! lies {
    ($($threat:literal, $what:literal, $check:ident $(given $($given:ident)+)? => $tell:path;)+) => {
        &[$(Lie {
            threat: $threat,
            what: $what,
            check: Check::$check,
            given: &[$($(Check::$given),+)?],
            tell: || Box::pin($tell()),
        }),+]
    };
}

const LIES: &[Lie] = lies! {
    "T1", "an invitation is answered by the server", InvitationMac => account::answered_by_the_server;
    "T1", "a lost access is renewed by the server", InvitationMac => account::renewed_by_the_server;
    "T1", "a newcomer's keys are the server's when they are admitted", EntrySignature => roster::swapped_at_a_grant;
    "T1", "somebody else's keys become one's own, unnoticed", OwnKeys => account::keys_replaced;
    "T2", "an administrator admits a ghost", Authority given EntrySignature => roster::ghost;
    "T3", "the server puts a key of its own in a box", KeyCommitment given BoxSignature => keys::servers_own;
    "T3", "the same, by somebody who has no such key", BoxMaker given BoxSignature KeyCommitment => keys::strangers_box;
    "T3", "a box that its maker did not sign", BoxSignature => keys::unsigned_box;
    "T4", "a bit of a card is flipped", Tag given EnvelopeHash => journals::bit_flipped;
    "T5", "a card is an older revision", Place given EnvelopeHash => journals::older_revision;
    "T5", "a card fits its place, but nobody signed it", EnvelopeHash => journals::nobody_signed;
    "T5", "words that somebody is said to have explained themselves with", WordSignature => explanations::servers_words;
    "T6", "a statement says something else", EntrySignature => roster::rewritten_statement;
    "T6", "two statements trade places", Order given Link => roster::places_traded;
    "T6", "a statement stands behind another than its author saw", Link => roster::other_past;
    "T6", "the roster's last statement is left out", RosterPin => roster::cut_short;
    "T6", "a journal's last entry is left out", JournalPin => journals::cut_short;
    "T6", "a journal is said to be empty", JournalEnd => journals::earlier_end;
    "T6", "two people are shown different rosters", Anchor => roster::two_rosters;
    "T6", "two devices are shown different rosters", OneHistory => account::two_devices;
    "T6", "one's own memory is an older one", BlobCounter => account::older_blob;
    "T7", "a password is to be stretched less", StretchFloor => account::weak_stretching;
    "T13", "who left knows the key that is written under", FreshKey => journals::stale_key;
    "T21", "a kit recovers into an organisation of the server's", Voucher => account::made_up_organisation;
    "T24", "a puppet is appointed and waits for a new key", Admission => roster::puppet;
    "T25", "who left wrote in time, says the server", FixedEnd => journals::leavers_late_entry;
};

/// Companies that are founded at once: as many as most machines have cores.
const AT_ONCE: usize = 2;

/// What became of a lie: how it was found out, and what it came to with its check left out. Or what went wrong.
struct Verdict {
    held: Result<String, String>,
    fell: Result<String, String>,
}

impl Lie {
    fn judge(&self) -> Verdict {
        let held = match self.told(&[]) {
            Ok(Err(Held(how))) => Ok(how),
            Ok(Ok(won)) => Err(format!("IT SUCCEEDED: {won}")),
            Err(broken) => Err(broken),
        };
        let fell = match self.told(&[self.check]) {
            Ok(Ok(won)) => Ok(won),
            Ok(Err(Held(how))) => Err(format!("IT FAILED ALL THE SAME: {how}")),
            Err(broken) => Err(broken),
        };
        Verdict { held, fell }
    }

    /// Tells the lie where this much is left out. The server's threads make every check.
    fn told(&self, left_out: &[Check]) -> Result<Outcome, String> {
        let _given = lift(self.given);
        let _left_out = lift(left_out);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        catch_unwind(AssertUnwindSafe(|| runtime.block_on((self.tell)())))
            .map_err(|_| format!("broken off without {:?}", [self.given, left_out].concat()))
    }

    fn checks(&self) -> String {
        let given = self.given.iter().map(|check| format!("{check:?}"));
        let given: Vec<String> = given.collect();
        match given.is_empty() {
            true => format!("{:?}", self.check),
            false => format!("{:?} (given {})", self.check, given.join(", ")),
        }
    }
}

fn main() {
    let wanted = std::env::args()
        .nth(1)
        .filter(|part| !part.starts_with('-'));
    let wanted = wanted.unwrap_or_default();
    let lies = LIES
        .iter()
        .filter(|lie| lie.what.contains(&wanted) || lie.checks().contains(&wanted));
    let lies: Vec<&Lie> = lies.collect();
    assert!(!lies.is_empty(), "no lie is called so");
    let next = AtomicUsize::new(0);
    let verdicts = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(lie) = lies.get(number) else { break };
            let verdict = lie.judge();
            verdicts.lock().unwrap().insert(number, verdict);
        }
    };
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(work);
        }
    });
    let (mut passed, mut failed) = (0, 0);
    for (number, verdict) in verdicts.into_inner().unwrap() {
        let lie = lies[number];
        println!("{:<4} {}", lie.threat, lie.what);
        println!("     {}", lie.checks());
        for (name, came) in [("held", verdict.held), ("fell", verdict.fell)] {
            let (mark, text) = match came {
                Ok(text) => (name, text),
                Err(text) => ("????", text),
            };
            passed += usize::from(mark == name);
            failed += usize::from(mark != name);
            println!("     {mark}  {text}");
        }
    }
    let unproven = |check: &Check| LIES.iter().all(|lie| lie.check != *check);
    for check in Check::ALL.iter().filter(|check| unproven(check)) {
        println!("no lie shows what {check:?} is good for");
        failed += 1;
    }
    let result = if failed == 0 { "ok" } else { "FAILED" };
    println!("test result: {result}. {passed} passed; {failed} failed");
    std::process::exit(i32::from(failed > 0));
}
