//! Lies about the organisation's roster.

use bridge::{
    failure::Alarm,
    organisation::{AddUnit, GetOrganisation, UnitKind},
};
use ledger::{entry::SignedEntry, statement::RosterStatement};
use wire::{
    Bytes,
    roster::{Head, RosterPage},
};

use super::{altered, head_of, sign_in, sign_in_honestly};
use crate::company::{Company, create, unit};

const ROSTER: &str = "/api/v1/roster";

/// A colleague adds two units: statements that the founder's blob does not remember yet.
async fn add_units_elsewhere(company: &mut Company) {
    let mut colleague = company
        .hire("赵倩", "zhaoqian", "晨光商贸", "系统管理员")
        .await;
    // A clock that is behind dates both as the entry before them: their dates tell nothing of their order.
    colleague.set_clock_ahead(-5 * 60 * 1000);
    let organisation = colleague.call(GetOrganisation).await.unwrap();
    for name in ["销售三组", "销售四组"] {
        colleague
            .call(AddUnit {
                parent: unit(&organisation, "销售部"),
                name: name.to_owned(),
                kind: UnitKind::Group,
            })
            .await
            .unwrap();
    }
}

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

#[tokio::test]
async fn a_statement_at_the_rosters_end_that_its_author_did_not_sign_is_named() {
    let mut company = Company::found().await;
    add_units_elsewhere(&mut company).await;
    // No entry after it, no pin and no head tells: the signature alone does.
    let alarm = sign_in::<RosterPage>(&company, ROSTER, |page| {
        if let Some(entry) = page.entries.last_mut() {
            *entry = altered!(RosterStatement, entry);
            page.head = head_of(&page.entries);
        }
    });
    assert_eq!(alarm.await, Some(Alarm::RosterForged));
    sign_in_honestly::<RosterPage>(&company, ROSTER).await;
}

#[tokio::test]
async fn statements_at_the_rosters_end_that_trade_places_are_named() {
    let mut company = Company::found().await;
    add_units_elsewhere(&mut company).await;
    // Either unit could have come first, both are signed, of one date, and the head fits: their links alone tell.
    let alarm = sign_in::<RosterPage>(&company, ROSTER, |page| {
        if let [.., one, two] = page.entries.as_mut_slice() {
            std::mem::swap(one, two);
            page.head = head_of(&page.entries);
        }
    });
    assert_eq!(alarm.await, Some(Alarm::RosterForged));
    sign_in_honestly::<RosterPage>(&company, ROSTER).await;
}

#[tokio::test]
async fn a_roster_that_is_shorter_than_what_i_have_seen_is_named() {
    let mut company = Company::found().await;
    add_units_elsewhere(&mut company).await;
    // However often it is asked, this server does not know the last entry.
    let cut = |page: &mut RosterPage| {
        if let Some(last) = page.entries.pop() {
            let last = SignedEntry::from_bytes(last.0).unwrap();
            let last = last.decode::<RosterStatement>().unwrap();
            page.head = Head {
                seq: last.seq - 1,
                hash: last.prev.0.to_vec().into(),
            };
        }
    };
    // Before I have seen the last entry nothing is wrong with such a roster: the pins alone can know.
    assert_eq!(sign_in::<RosterPage>(&company, ROSTER, cut).await, None);
    sign_in_honestly::<RosterPage>(&company, ROSTER).await;
    let alarm = sign_in::<RosterPage>(&company, ROSTER, cut).await;
    assert_eq!(alarm, Some(Alarm::RosterRolledBack));
}
