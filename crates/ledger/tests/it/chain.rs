//! Place, date, intent and signature of entries.

use ledger::{
    Refusal, Roster,
    entry::{Author, Chain, Entry, MalformedEntry, SignedEntry},
    hash::Hash,
    id::{OrgId, RoleId},
    statement::{Policy, RosterStatement},
};

use ed25519_dalek::Signer as _;

use crate::company::{
    Company, FOUNDER, SECOND, bytes, genesis, person, recovery_key, sign, signing_key, unit,
};

const MINUTE: u64 = 60 * SECOND;

fn policy() -> RosterStatement {
    RosterStatement::SetPolicy(Policy {
        idle_minutes: 5,
        ..Policy::default()
    })
}

/// What becomes of a good entry that was altered before it was signed.
fn altered(alter: impl FnOnce(&mut Entry<RosterStatement>)) -> Option<Refusal> {
    let mut company = Company::founded();
    let mut entry = company.draft(
        Author::Person(FOUNDER),
        Chain::Roster,
        company.roster.head(),
        policy(),
    );
    alter(&mut entry);
    company
        .roster
        .apply(&sign(&entry, &company.key(entry.author)), company.now)
        .err()
}

#[test]
fn the_frame_has_to_continue_the_chain() {
    assert_eq!(altered(|_| {}), None);
    assert_eq!(
        altered(|e| e.version = 2),
        Some(Refusal::Malformed(MalformedEntry::Version))
    );
    assert_eq!(altered(|e| e.org = OrgId(bytes(9, 2))), Some(Refusal::Org));
    assert_eq!(
        altered(|e| e.chain = Chain::Journal(unit(0))),
        Some(Refusal::Chain)
    );
    assert_eq!(
        altered(|e| e.seq = 2),
        Some(Refusal::Order {
            expected: 1,
            found: 2
        })
    );
    assert_eq!(
        altered(|e| e.seq = 0),
        Some(Refusal::Order {
            expected: 1,
            found: 0
        })
    );
    assert_eq!(altered(|e| e.prev = Hash::ZERO), Some(Refusal::Fork));
}

#[test]
fn dates_go_forward_and_not_far_ahead() {
    assert_eq!(altered(|e| e.at -= SECOND), None, "the same moment is fine");
    assert_eq!(altered(|e| e.at -= SECOND + 1), Some(Refusal::ClockBack));
    assert_eq!(altered(|e| e.at += 10 * MINUTE), None);
    assert_eq!(
        altered(|e| e.at += 10 * MINUTE + 1),
        Some(Refusal::ClockAhead)
    );
    assert_eq!(altered(|e| e.at = u64::MAX), Some(Refusal::ClockAhead));
}

#[test]
fn an_intent_is_used_once_and_found_again() {
    let mut company = Company::founded();
    let first: Entry<RosterStatement> = company.entries[0].decode().unwrap();
    assert_eq!(
        company.roster.find_intent(&first.intent),
        company.roster.head()
    );
    let mut entry = company.draft(
        Author::Person(FOUNDER),
        Chain::Roster,
        company.roster.head(),
        policy(),
    );
    assert_eq!(company.roster.find_intent(&entry.intent), None);
    entry.intent = first.intent;
    let answer = company
        .roster
        .apply(&sign(&entry, &company.key(entry.author)), company.now);
    assert_eq!(answer, Err(Refusal::IntentUsed));
}

#[test]
fn only_the_authors_present_key_signs() {
    let mut company = Company::staffed();
    let author = Author::Person(FOUNDER);
    let entry = company.draft(author, Chain::Roster, company.roster.head(), policy());
    for key in [
        signing_key(person(1), 0),
        signing_key(FOUNDER, 1),
        recovery_key(),
    ] {
        let answer = company.roster.apply(&sign(&entry, &key), company.now);
        assert_eq!(answer.unwrap_err().code(), "signature");
    }
    let stranger = Entry {
        author: Author::Person(person(77)),
        ..entry.clone()
    };
    let answer = company
        .roster
        .apply(&sign(&stranger, &signing_key(person(77), 0)), company.now);
    assert_eq!(answer.unwrap_err().code(), "unknown");
    let recovery = Entry {
        author: Author::Recovery,
        ..entry.clone()
    };
    let answer = company
        .roster
        .apply(&sign(&recovery, &signing_key(FOUNDER, 0)), company.now);
    assert_eq!(answer.unwrap_err().code(), "signature");
    assert!(
        company
            .roster
            .apply(&sign(&entry, &company.key(author)), company.now)
            .is_ok()
    );
}

#[test]
fn genesis_is_first_signed_by_its_founder_and_only_once() {
    let mut company = Company::empty();
    assert_eq!(
        company.no(Author::Person(FOUNDER), policy()),
        Refusal::NotBegun
    );
    assert_eq!(
        company.no(Author::Recovery, RosterStatement::Genesis(genesis())),
        Refusal::NotBegun
    );
    let other = Author::Person(person(5));
    assert_eq!(
        company
            .no(other, RosterStatement::Genesis(genesis()))
            .code(),
        "unknown"
    );
    let entry = company.draft(
        Author::Person(FOUNDER),
        Chain::Roster,
        None,
        RosterStatement::Genesis(genesis()),
    );
    let forged = company
        .roster
        .apply(&sign(&entry, &signing_key(person(5), 0)), company.now);
    assert_eq!(forged.unwrap_err().code(), "signature");
    assert!(
        company.roster.is_empty()
            && company.roster.org().is_none()
            && company.view().recovery().is_none()
    );

    company.ok(FOUNDER, RosterStatement::Genesis(genesis()));
    assert_eq!(company.roster.org(), Some(OrgId(bytes(9, 1))));
    assert_eq!(
        company.roster.fingerprint(),
        Some(company.entries[0].hash())
    );
    assert_eq!(
        company.no(Author::Person(FOUNDER), RosterStatement::Genesis(genesis())),
        Refusal::Begun
    );
    assert_eq!(
        company.no(Author::Recovery, RosterStatement::Genesis(genesis())),
        Refusal::Begun
    );
}

#[test]
fn bytes_that_are_no_entry_are_refused() {
    let company = Company::founded();
    let good = company.entries[0].as_bytes().to_vec();
    let longer = SignedEntry::from_bytes([&good[..], &[0]].concat()).unwrap();
    assert_eq!(
        Roster::new()
            .apply(&longer, company.now)
            .unwrap_err()
            .code(),
        "malformed"
    );
    for length in 0..good.len() {
        let answer = SignedEntry::from_bytes(good[..length].to_vec())
            .map_err(Refusal::from)
            .and_then(|entry| Roster::new().apply(&entry, company.now));
        assert_eq!(answer.unwrap_err().code(), "malformed", "cut to {length}");
    }
    assert_eq!(
        SignedEntry::from_bytes(vec![0; (1 << 20) + 1]),
        Err(MalformedEntry::TooLong)
    );
    let mut journal = ledger::Journal::new(unit(0));
    let answer = journal.apply(&company.entries[0], &company.roster, company.now);
    assert_eq!(
        answer.unwrap_err().code(),
        "malformed",
        "an entry of the roster is none of a journal"
    );
}

#[test]
fn a_judged_entry_is_taken_only_at_its_head() {
    let mut company = Company::founded();
    let draft = |company: &mut Company| {
        let entry = company.draft(
            Author::Person(FOUNDER),
            Chain::Roster,
            company.roster.head(),
            policy(),
        );
        company
            .roster
            .judge(&sign(&entry, &company.key(entry.author)), company.now)
            .unwrap()
    };
    let (one, two) = (draft(&mut company), draft(&mut company));
    assert_eq!(company.roster.take(one.clone()), Ok(one.position()));
    assert!(company.roster.take(two).unwrap_err().is_conflict());
    assert_eq!(company.view().policy().idle_minutes, 5);
}

/// What becomes of an entry whose bytes were written otherwise and signed so.
fn written(otherwise: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Option<Refusal> {
    let mut company = Company::founded();
    let author = Author::Person(FOUNDER);
    let head = company.roster.head();
    let entry = company.draft(author, Chain::Roster, head, policy());
    let honest = sign(&entry, &company.key(author)).as_bytes()[64..].to_vec();
    let mut domain = Vec::new();
    SignedEntry::sign(&entry, |message| {
        domain = message[..message.len() - honest.len()].to_vec();
        [0; 64]
    });
    let bytes = otherwise(honest);
    let signature = company.key(author).sign(&[&domain[..], &bytes].concat());
    let bytes = [&signature.to_bytes()[..], &bytes].concat();
    let signed = SignedEntry::from_bytes(bytes).unwrap();
    company.roster.apply(&signed, company.now).err()
}

#[test]
fn an_entry_has_one_encoding() {
    assert_eq!(written(|bytes| bytes), None);
    let surplus = |bytes: Vec<u8>| [&[bytes[0] + 1][..], &bytes[1..], &[0]].concat();
    let longer_number = |bytes: Vec<u8>| [&bytes[..1], &[0x18, 1], &bytes[2..]].concat();
    let longer_head = |bytes: Vec<u8>| [&[0x98, bytes[0] & 0x1f][..], &bytes[1..]].concat();
    let indefinite = |bytes: Vec<u8>| [&[0x9f][..], &bytes[1..], &[0xff]].concat();
    let behind = |bytes: Vec<u8>| [&bytes[..], &[0]].concat();
    let ways: [fn(Vec<u8>) -> Vec<u8>; 5] =
        [surplus, longer_number, longer_head, indefinite, behind];
    for (number, way) in ways.into_iter().enumerate() {
        let refused = Refusal::Malformed(MalformedEntry::Layout);
        assert_eq!(written(way), Some(refused), "way {number}");
    }
}

#[test]
fn codes_are_words() {
    for refusal in [
        Refusal::Org,
        Refusal::ClockAhead,
        Refusal::Malformed(MalformedEntry::Layout),
    ] {
        assert!(
            refusal
                .code()
                .bytes()
                .all(|c| c.is_ascii_lowercase() || c == b'_')
        );
    }
    let role = RoleId(bytes(3, 1));
    assert_eq!(role.to_string().parse::<RoleId>(), Ok(role));
}
