use ed25519_dalek::Signer;
use ledger::{
    entry::{Author, Position, SignedEntry},
    hash::Hash,
    id::UnitId,
    statement::{JournalHead, Policy, RosterStatement, Unit, UnitKind},
    templates::ShippedRole,
};
use wire::{
    Code, path,
    roster::{Appended, RosterAppend, RosterPage},
};

use crate::company::{Company, Staff, bytes, entry, random};

fn policy(idle_minutes: u16) -> RosterStatement {
    RosterStatement::SetPolicy(Policy {
        idle_minutes,
        ..Policy::default()
    })
}

#[tokio::test]
async fn an_append_is_found_again_by_its_intent() {
    let mut company = Company::found().await;
    let first = company.sign(policy(20));
    let appended: Appended = company.send(std::slice::from_ref(&first)).await.ok();
    let again: Appended = company.send(std::slice::from_ref(&first)).await.ok();
    assert_eq!(appended, again);
    company.pull().await;
    assert_eq!(
        company.roster.head().unwrap().seq,
        appended.head.seq,
        "stored once"
    );

    company.state(policy(21)).await;
    let late: Appended = company.send(std::slice::from_ref(&first)).await.ok();
    assert_eq!(late, appended, "even when others followed");
}

#[tokio::test]
async fn an_intent_stands_for_one_statement() {
    let mut company = Company::found().await;
    let first = company.sign(policy(20));
    let _: Appended = company.send(std::slice::from_ref(&first)).await.ok();
    let mut forged = first.decode::<RosterStatement>().unwrap();
    forged.statement = policy(30);
    let forged = SignedEntry::sign(&forged, |message| {
        company.founder.signing.sign(message).to_bytes()
    });
    company.send(&[forged]).await.fails(409, Code::Conflict);
}

#[tokio::test]
async fn who_comes_second_pulls_first() {
    let mut company = Company::found().await;
    let (first, second) = (company.sign(policy(20)), company.sign(policy(30)));
    let _: Appended = company.send(&[first]).await.ok();
    company.send(&[second]).await.fails(409, Code::StaleHead);
}

/// A statement that takes something away names where journals end, and they end there.
#[tokio::test]
async fn ends_of_journals_are_the_present_ones_and_one_for_all() {
    let mut company = Company::found().await;
    let root = company.root;
    let (anna, ben) = (company.hire("anna").await, company.hire("ben").await);
    for staff in [&anna, &ben] {
        company
            .place(staff, ShippedRole::SalesRepresentative, root)
            .await;
    }
    let at = |head| vec![JournalHead { unit: root, head }];
    let made_up = Some(Position {
        seq: 3,
        hash: Hash::of(b"no entry"),
    });
    let suspend = |staff: &Staff, head| RosterStatement::Suspend(staff.person.id, at(head));
    let forged = company.sign(suspend(&anna, made_up));
    company.send(&[forged]).await.fails(409, Code::StaleHead);

    // The last of a batch must not speak for the others.
    let mut ahead = company.roster.clone();
    let batch = [suspend(&anna, None), suspend(&ben, made_up)].map(|statement| {
        let founder = &company.founder;
        let entry = entry(
            company.org,
            &ahead,
            founder.author(),
            &founder.signing,
            statement,
        );
        ahead.apply(&entry, crate::company::now()).unwrap();
        entry
    });
    let error = company.send(&batch).await.fails(422, Code::Refused);
    assert_eq!(error.detail.as_deref(), Some("ends"));
    let honest = company.sign(suspend(&anna, None));
    let _: Appended = company.send(&[honest]).await.ok();
}

#[tokio::test]
async fn all_of_an_append_or_nothing() {
    let mut company = Company::found().await;
    let good = company.sign(policy(20));
    let mut ahead = company.roster.clone();
    ahead.apply(&good, crate::company::now()).unwrap();
    let bad = entry(
        company.org,
        &ahead,
        company.founder.author(),
        &company.founder.signing,
        policy(0),
    );
    let error = company
        .send(&[good.clone(), bad])
        .await
        .fails(422, Code::Refused);
    assert_eq!(error.detail.as_deref(), Some("policy"));
    let page: RosterPage = company.founder.client.get(path::ROSTER).await.ok();
    assert_eq!(page.entries.len() as u64, company.roster.len());
    let _: Appended = company.send(&[good]).await.ok();
}

#[tokio::test]
async fn of_many_at_once_exactly_one_gets_each_place() {
    let mut company = Company::found().await;
    for round in 0..8_u16 {
        let mut tasks = tokio::task::JoinSet::new();
        for writer in 0..6_u16 {
            let entry = company.sign(policy(1 + round * 10 + writer));
            let mut client = company.founder.client.clone();
            let body = RosterAppend {
                entries: vec![bytes(&entry)],
                boxes: Vec::new(),
            };
            tasks.spawn(async move { client.post(path::ROSTER, &body).await });
        }
        let answers = tasks.join_all().await;
        let won = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(won, 1);
        for lost in answers.iter().filter(|answer| answer.status != 200) {
            lost.fails(409, Code::StaleHead);
        }
        let before = company.roster.len();
        company.pull().await;
        assert_eq!(company.roster.len(), before + 1);
    }
}

#[tokio::test]
async fn people_state_only_for_themselves_and_only_what_they_may() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    // Under another's session.
    let founders = company.sign(policy(20));
    let body = RosterAppend {
        entries: vec![bytes(&founders)],
        boxes: Vec::new(),
    };
    let error = anna
        .client
        .post(path::ROSTER, &body)
        .await
        .fails(403, Code::NotAllowed);
    assert_eq!(error.detail.as_deref(), Some("author"));
    // In her own name, without the duty.
    let own = entry(
        company.org,
        &company.roster,
        anna.author(),
        &anna.signing,
        policy(20),
    );
    let body = RosterAppend {
        entries: vec![bytes(&own)],
        boxes: Vec::new(),
    };
    let error = anna
        .client
        .post(path::ROSTER, &body)
        .await
        .fails(403, Code::NotAllowed);
    assert_eq!(error.detail.as_deref(), Some("not_allowed"));
    // As the recovery root, without its session.
    let root = entry(
        company.org,
        &company.roster,
        Author::Recovery,
        &company.recovery,
        RosterStatement::Appoint(
            anna.person.id,
            ledger::statement::Post {
                unit: company.root,
                role: company.role(ShippedRole::Archivist),
            },
        ),
    );
    let body = RosterAppend {
        entries: vec![bytes(&root)],
        boxes: Vec::new(),
    };
    anna.client
        .post(path::ROSTER, &body)
        .await
        .fails(403, Code::NotAllowed);
    // And with a signature of nobody's.
    let forged = entry(
        company.org,
        &company.roster,
        company.founder.author(),
        &anna.signing,
        policy(20),
    );
    let error = company.send(&[forged]).await.fails(422, Code::Refused);
    assert_eq!(error.detail.as_deref(), Some("signature"));
}

#[tokio::test]
async fn pages_follow_one_another() {
    let mut company = Company::found().await;
    for _ in 0..3 {
        let mut entries = Vec::new();
        let mut ahead = company.roster.clone();
        for number in 0..200_u16 {
            let unit = Unit {
                id: UnitId(random()),
                parent: Some(company.root),
                name: format!("组{}-{number}", ahead.len()),
                kind: UnitKind::Group,
            };
            let statement = RosterStatement::DefineUnit(unit);
            let entry = entry(
                company.org,
                &ahead,
                company.founder.author(),
                &company.founder.signing,
                statement,
            );
            ahead.apply(&entry, crate::company::now()).unwrap();
            entries.push(entry);
        }
        let _: Appended = company.send(&entries).await.ok();
        company.roster = ahead;
    }
    let known = company.roster.clone();
    company.roster = ledger::Roster::new();
    company.pull().await;
    assert_eq!(company.roster.head(), known.head());
    let page: RosterPage = company.founder.client.get(path::ROSTER).await.ok();
    assert_eq!(page.entries.len(), 500);
    let rest: RosterPage = company
        .founder
        .client
        .get(&format!("{}?after=500", path::ROSTER))
        .await
        .ok();
    assert_eq!(rest.entries.len() as u64, known.len() - 500);
    let none: RosterPage = company
        .founder
        .client
        .get(&format!("{}?after=100000", path::ROSTER))
        .await
        .ok();
    assert!(none.entries.is_empty());
}
