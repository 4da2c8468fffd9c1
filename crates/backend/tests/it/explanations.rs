//! The guard on much reading, asked as no client of ours asks.

use ledger::{
    Journal,
    hash::Hash,
    rights::Section,
    rules::Rules,
    statement::{KeyName, Opening, Policy, Post, RosterStatement},
    templates::ShippedRole,
};
use wire::{
    Code,
    explanation::{Explanations, NewExplanation, WordToPost},
    operation::{Act, Operations},
    path,
    roster::Appended,
};

use crate::company::{Company, Staff, Writing, now, random};

const MINUTE: u64 = 60_000;

/// Ten files a day pass in a company with a reader, who has opened as many, their head, another unit's head, and one file more.
struct Stage {
    company: Company,
    reader: Staff,
    head: Staff,
    other: Staff,
    above: Post,
    one_more: String,
}

impl Stage {
    async fn new() -> Self {
        let mut company = Company::found().await;
        let policy = Policy {
            rules: Some(Rules {
                views_a_day: 10,
                ..Rules::default()
            }),
            ..Policy::default()
        };
        company.state(RosterStatement::SetPolicy(policy)).await;
        let unit = company.unit("销售一组").await;
        let elsewhere = company.unit("销售二组").await;
        let mut reader = company.hire("anna").await;
        company
            .place(&reader, ShippedRole::SalesRepresentative, unit)
            .await;
        let mut heads = Vec::new();
        for (name, at) in [("ben", unit), ("carl", elsewhere)] {
            let head = company.hire(name).await;
            company.place(&head, ShippedRole::UnitHead, at).await;
            let post = Post {
                unit: at,
                role: company.role(ShippedRole::UnitHead),
            };
            let opening = Opening {
                key: KeyName::Post(post),
                epoch: 1,
                commitment: Hash(random()),
                public: Some(Hash(random())),
                replaces: None,
            };
            company
                .state(RosterStatement::OpenEpochs(vec![opening]))
                .await;
            heads.push((head, post));
        }
        let mut journal = Journal::new(unit);
        let mut files = Vec::new();
        for _ in 0..11 {
            let draft = Writing {
                company: &company,
                staff: &company.founder,
                journal: &journal,
            }
            .create(&[Section::Card]);
            let _: Appended = company
                .founder
                .client
                .post(&path::journal(&unit.to_string()), &draft.body)
                .await
                .ok();
            crate::company::pull_journal(
                &mut company.founder.client,
                &mut journal,
                &company.roster,
            )
            .await;
            files.push(path::file(&draft.file.to_string()));
        }
        let one_more = files.pop().unwrap();
        for file in &files {
            assert_eq!(reader.client.get(file).await.status, 200);
        }
        let (other, _) = heads.pop().unwrap();
        let (head, above) = heads.pop().unwrap();
        Self {
            company,
            reader,
            head,
            other,
            above,
            one_more,
        }
    }

    fn word(&self) -> WordToPost {
        WordToPost {
            unit: self.above.unit.to_string(),
            role: self.above.role.to_string(),
            epoch: 1,
            sealed: vec![7; 300].into(),
        }
    }

    fn explanation(&self) -> NewExplanation {
        NewExplanation {
            at: now(),
            words: vec![self.word()],
        }
    }

    async fn told(staff: &mut Staff) -> Vec<wire::explanation::Explanation> {
        let told: Explanations = staff.client.get(path::EXPLANATIONS).await.ok();
        told.explanations
    }
}

#[tokio::test]
async fn it_is_told_to_all_who_stand_above_and_to_nobody_else() {
    let mut stage = Stage::new().await;
    let refused = stage.reader.client.get(&stage.one_more).await;
    refused.fails(403, Code::ExplanationNeeded);

    let good = stage.explanation();
    let word = stage.word();
    let another_role = WordToPost {
        role: stage
            .company
            .role(ShippedRole::SalesRepresentative)
            .to_string(),
        ..word.clone()
    };
    let next_epoch = WordToPost {
        epoch: 2,
        ..word.clone()
    };
    let long = WordToPost {
        sealed: vec![7; 1009].into(),
        ..word.clone()
    };
    for (words, status, code) in [
        (vec![], 409, Code::StaleHead),
        (vec![word.clone(), word.clone()], 409, Code::StaleHead),
        (vec![another_role], 409, Code::StaleHead),
        (vec![next_epoch], 409, Code::StaleHead),
        (vec![long], 400, Code::BadRequest),
    ] {
        let body = NewExplanation {
            words,
            ..good.clone()
        };
        let answer = stage.reader.client.post(path::EXPLANATIONS, &body).await;
        answer.fails(status, code);
    }
    for (at, status, code) in [
        (now() + 5 * MINUTE, 422, Code::Refused),
        (now() - 25 * 60 * MINUTE, 400, Code::BadRequest),
    ] {
        let body = NewExplanation { at, ..good.clone() };
        let answer = stage.reader.client.post(path::EXPLANATIONS, &body).await;
        answer.fails(status, code);
    }
    stage
        .reader
        .client
        .get(&stage.one_more)
        .await
        .fails(403, Code::ExplanationNeeded);
    // A clock that lags is no fault. Sent again, it is one explanation.
    let late = NewExplanation {
        at: now() - 30 * MINUTE,
        ..good
    };
    for _ in 0..2 {
        let answer = stage.reader.client.post(path::EXPLANATIONS, &late).await;
        answer.done();
    }
    let opened = stage.reader.client.get(&stage.one_more).await;
    assert_eq!(opened.status, 200);

    let told = Stage::told(&mut stage.head).await;
    let [one] = &told[..] else {
        panic!("{told:?}");
    };
    let me = stage.reader.person.id.to_string();
    assert_eq!(
        (one.person.as_str(), one.files, one.at),
        (me.as_str(), 10, late.at)
    );
    assert_eq!(one.word, word);
    for other in [
        &mut stage.reader,
        &mut stage.other,
        &mut stage.company.founder,
    ] {
        assert_eq!(Stage::told(other).await, []);
        let address = path::explanation(&one.id);
        let answer = other
            .client
            .send::<()>(axum::http::Method::DELETE, &address, None);
        answer.await.fails(404, Code::NotFound);
    }
    let address = path::explanation(&one.id);
    for done in [true, false] {
        let client = &mut stage.head.client;
        let answer = client.send::<()>(axum::http::Method::DELETE, &address, None);
        match done {
            true => answer.await.done(),
            false => drop(answer.await.fails(404, Code::NotFound)),
        }
    }
    assert_eq!(Stage::told(&mut stage.head).await, []);

    let log: Operations = stage
        .company
        .founder
        .client
        .get(path::OPERATIONS)
        .await
        .ok();
    let lines = log
        .operations
        .iter()
        .filter(|line| line.act == Act::Explain);
    let lines: Vec<_> = lines
        .map(|line| (line.person.clone(), line.detail.as_deref()))
        .collect();
    let head = stage.head.person.id.to_string();
    assert_eq!(lines, [(Some(head), Some("noted")), (Some(me), Some("10"))]);
}
