#![allow(clippy::unwrap_used)]

use ledger::{entry::Position, id::UnitId};

use super::*;
use seal::password::ServerSalt;

use crate::{
    pins::{Mark, Passwords},
    testing::Machine,
};

/// As many units as an organisation can have, each with a long journal.
#[tokio::test]
async fn the_blob_holds_the_pins_of_the_largest_organisation() {
    let (org, person) = (OrgId([1; 16]), PersonId([2; 16]));
    let at = |seq: u64| Position {
        seq,
        hash: Hash([7; 32]),
    };
    let mut pins = Pins {
        genesis: Hash([3; 32]),
        roster: at(0),
        journals: std::collections::BTreeMap::new(),
        passwords: Passwords::default(),
    };
    let keys = NewKeys::make(&Machine)
        .await
        .unwrap()
        .under(&Machine, "wangmin", "seven-lanterns-above-the-river")
        .unwrap();
    let (_, locker) = keys.account(&Machine, org, person, &pins).unwrap();
    pins.roster = at(u64::MAX);
    pins.journals = (0..2000_u128)
        .map(|unit| (UnitId((unit << 64).to_be_bytes()), at(u64::MAX)))
        .collect();
    pins.passwords.since = u64::MAX;
    let marks = [Mark {
        salt: ServerSalt([5; 16]),
        mark: [6; 16],
    }; 10];
    pins.passwords.marks = marks.to_vec();
    let blob = locker.repinned(&Machine, org, person, &pins).unwrap();
    let (again, remembered) = locker
        .sealed_elsewhere(org, person, &blob.to_bytes())
        .unwrap();
    assert_eq!((again.counter(), remembered), (2, pins));
}
