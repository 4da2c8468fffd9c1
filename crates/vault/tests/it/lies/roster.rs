//! Lies about the organisation's roster.

use bridge::failure::Alarm;
use ledger::{entry::SignedEntry, statement::RosterStatement};
use wire::{Bytes, roster::RosterPage};

use super::{altered, sign_in, sign_in_honestly};
use crate::company::{Company, create};

const ROSTER: &str = "/api/v1/roster";

#[tokio::test]
async fn a_roster_that_is_altered_or_doubled_is_named() {
    let mut company = Company::found().await;
    create(&mut company, "销售一组", "张雨桐").await;
    sign_in_honestly::<RosterPage>(&company, ROSTER).await;
    let altered = sign_in::<RosterPage>(&company, ROSTER, |page| {
        if let Some(entry) = page.entries.get_mut(2) {
            *entry = altered!(RosterStatement, entry);
        }
    });
    assert_eq!(altered.await, Some(Alarm::RosterForged));
    let doubled = sign_in::<RosterPage>(&company, ROSTER, |page| {
        if page.entries.len() > 1 {
            page.entries.insert(1, page.entries[1].clone());
        }
    });
    assert_eq!(doubled.await, Some(Alarm::RosterForged));
}
