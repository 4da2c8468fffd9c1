//! Entries of roster and journal: the server hands them to every engine, and anybody with a session to the server.

use arbitrary::Unstructured;
use core::fmt::Debug;
use ledger::{
    entry::{Entry, MAX_ENTRY, SignedEntry},
    statement::{JournalStatement, RosterStatement},
};

use crate::{company::MOMENTS, stated};

/// An entry has one encoding; none is taken but those that were signed; and whatever the company's own
/// people sign, it is judged without a fault, and nothing that stands on the chain is changed by it.
pub fn entry(data: &[u8]) {
    as_sent(data);
    let _ = stated::history(&mut Unstructured::new(data));
}

fn as_sent(bytes: &[u8]) {
    let Ok(signed) = SignedEntry::from_bytes(bytes.to_vec()) else {
        assert!(bytes.len() <= 64 || bytes.len() > MAX_ENTRY);
        return;
    };
    assert_eq!(signed.as_bytes(), bytes);
    let on_roster = signed.decode::<RosterStatement>();
    let on_journal = signed.decode::<JournalStatement>();
    if let Ok(entry) = &on_roster {
        assert_eq!(written_anew(entry), bytes[64..]);
    }
    if let Ok(entry) = &on_journal {
        assert_eq!(written_anew(entry), bytes[64..]);
    }
    // A roster without genesis takes any, which its own founder signed: who pulls one knows the hash to look for.
    for moment in MOMENTS.iter().filter(|moment| !moment.roster.is_empty()) {
        let is_next = moment
            .next
            .as_ref()
            .is_some_and(|next| next.as_bytes() == bytes);
        // Whatever is for another place is refused before anything is looked at.
        let (on_roster, on_journal) = (
            on_roster
                .as_ref()
                .is_ok_and(|entry| entry.seq == moment.roster.len()),
            on_journal
                .as_ref()
                .is_ok_and(|entry| entry.seq == moment.journal.len()),
        );
        let (roster, journal) = (&moment.roster, &moment.journal);
        let taken = on_roster && roster.judge(&signed, u64::MAX).is_ok()
            || on_journal && journal.judge(&signed, roster, u64::MAX).is_ok();
        assert!(!taken || is_next, "an entry is taken that nobody signed");
    }
}

fn written_anew<S: minicbor::Encode<()>>(entry: &Entry<S>) -> Vec<u8> {
    SignedEntry::sign(entry, |_| [0; 64]).as_bytes()[64..].to_vec()
}

/// What is written decodes to the same.
pub(crate) fn reads_the_same<S>(entry: &Entry<S>)
where
    S: PartialEq + Debug + minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()>,
{
    let written = SignedEntry::sign(entry, |_| [0; 64]);
    let read: Entry<S> = written.decode().unwrap();
    assert_eq!(&read, entry);
}
