//! What is given to who seals files anew: what is due, to who may edit it, and each file with its line in the log.

use ledger::{
    Journal,
    rights::Section,
    statement::{Policy, RosterStatement},
    templates::ShippedRole,
};
use wire::{
    Code,
    files::{MOST_FILES, ManySections, WantedFiles},
    operation::{Act, Operations},
    path,
    roster::Appended,
};

use crate::company::{Company, Writing, random};

#[tokio::test]
async fn only_what_is_due_is_given_and_to_who_may_edit_it() {
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let other = company.unit("销售二组").await;
    let mut seller = company.hire("seller").await;
    let mut reader = company.hire("reader").await;
    company
        .place(&seller, ShippedRole::SalesRepresentative, unit)
        .await;
    company.place(&reader, ShippedRole::UnitHead, unit).await;
    let journal = Journal::new(unit);
    let draft = Writing {
        company: &company,
        staff: &company.founder,
        journal: &journal,
    }
    .create(&Section::ALL);
    let url = path::journal(&unit.to_string());
    let _: Appended = company.founder.client.post(&url, &draft.body).await.ok();

    let url = path::envelopes(&unit.to_string());
    let of = |files: Vec<String>| WantedFiles { files };
    let wanted = of(vec![draft.file.to_string()]);
    let nothing: ManySections = seller.client.post(&url, &wanted).await.ok();
    assert_eq!((nothing.files, nothing.envelopes.len()), (1, 0));
    company
        .state(RosterStatement::SetPolicy(Policy {
            suite: 2,
            ..Policy::default()
        }))
        .await;
    let due: ManySections = seller.client.post(&url, &wanted).await.ok();
    assert_eq!((due.files, due.envelopes.len()), (1, 6));
    assert!(
        due.envelopes
            .iter()
            .all(|one| draft.body.envelopes.contains(one))
    );

    // Who may view and not edit reads one file after the other, as ever.
    let answer = reader.client.post(&url, &wanted).await;
    answer.fails(404, Code::NotFound);
    let elsewhere = path::envelopes(&other.to_string());
    for files in [
        &wanted,
        &of(vec![random::<16>().map(|b| format!("{b:02x}")).concat()]),
    ] {
        let answer = company.founder.client.post(&elsewhere, files).await;
        answer.fails(404, Code::NotFound);
    }
    let id = || draft.file.to_string();
    for files in [
        vec![],
        vec![id(), id()],
        vec!["x".to_owned()],
        vec![id(); MOST_FILES + 1],
    ] {
        let answer = seller.client.post(&url, &of(files)).await;
        assert_eq!(answer.status, 400);
    }

    let log: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    let seen = log.operations.iter().filter(|line| line.act == Act::View);
    let seen: Vec<_> = seen
        .map(|line| {
            (
                line.object.clone(),
                line.detail.clone(),
                line.person.clone(),
            )
        })
        .collect();
    let person = Some(seller.person.id.to_string());
    assert_eq!(seen, [(Some(id()), Some("reseal".to_owned()), person)]);
}
