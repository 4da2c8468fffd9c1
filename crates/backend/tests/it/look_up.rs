//! Blind tags: taken as they were signed, found by who may look up, and no more often than forms are typed.

use ed25519_dalek::Signer;
use ledger::{
    Journal,
    entry::SignedEntry,
    rights::Section,
    statement::JournalStatement,
    tags::{self, Tag},
    templates::ShippedRole,
};
use wire::{
    Code,
    look_up::{BlindTag, FileTags, Found, LookUp},
    operation::{Act, Operations},
    path,
    roster::Appended,
};

use crate::company::{Company, Draft, Writing, bytes, random};

const SALT: [u8; 16] = [9; 16];

pub(crate) fn tag(value: u8) -> Tag {
    Tag {
        epoch: 1,
        field: 2,
        value: [value; 16],
    }
}

pub(crate) fn asked(values: &[u8]) -> LookUp {
    LookUp {
        tags: values.iter().map(|value| tag(*value).into()).collect(),
    }
}

/// The draft with tags signed, and other ones sent where they are given.
pub(crate) fn tagged(company: &Company, mut draft: Draft, signed: &[Tag], sent: &[Tag]) -> Draft {
    let entry = SignedEntry::from_bytes(draft.body.entry.0).unwrap();
    let mut entry = entry.decode::<JournalStatement>().unwrap();
    let JournalStatement::Put { files, .. } = &mut entry.statement;
    files[0].tags = tags::hash(&SALT, signed);
    let entry = SignedEntry::sign(&entry, |message| {
        company.founder.signing.sign(message).to_bytes()
    });
    draft.body.entry = bytes(&entry);
    draft.body.tags = vec![FileTags {
        file: draft.file.to_string(),
        salt: SALT.to_vec().into(),
        tags: sent.iter().copied().map(BlindTag::from).collect(),
    }];
    draft
}

#[tokio::test]
async fn tags_are_taken_as_they_were_signed_and_found() {
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let journal = Journal::new(unit);
    let url = path::journal(&unit.to_string());
    let draft = |company: &Company, signed: &[Tag], sent: &[Tag]| {
        let writing = Writing {
            company,
            staff: &company.founder,
            journal: &journal,
        };
        let draft = writing.create(&[Section::Card, Section::Sensitive]);
        tagged(company, draft, signed, sent)
    };
    let both = [tag(1), tag(2)];
    for (signed, sent) in [
        (&both[..], &both[..1]),
        (&both[..1], &both[..]),
        (&[], &both[..]),
        (&both[..], &[]),
    ] {
        let draft = draft(&company, signed, sent);
        let answer = company.founder.client.post(&url, &draft.body).await;
        answer.fails(422, Code::Refused);
    }
    let found: Found = company
        .founder
        .client
        .post(path::LOOK_UP, &asked(&[1, 2]))
        .await
        .ok();
    assert!(found.hits.is_empty(), "what was refused left nothing");

    let right = draft(&company, &both, &both);
    let _: Appended = company.founder.client.post(&url, &right.body).await.ok();
    let found: Found = company
        .founder
        .client
        .post(path::LOOK_UP, &asked(&[2, 3]))
        .await
        .ok();
    assert_eq!(found.hits.len(), 1);
    assert_eq!(found.hits[0].file, Some(right.file.to_string()));
    assert_eq!(found.hits[0].value.0, [2; 16]);
}

#[tokio::test]
async fn look_ups_are_logged_bounded_and_for_readers_only() {
    let mut company = Company::found().await;
    let mut nobody = company.hire("nobody").await;
    let ask = asked(&[1]);
    nobody
        .client
        .post(path::LOOK_UP, &ask)
        .await
        .fails(403, Code::NotAllowed);
    let mut reader = company.hire("reader").await;
    company
        .place(&reader, ShippedRole::SalesRepresentative, company.root)
        .await;
    let mut refused = 0;
    for _ in 0..70 {
        let answer = reader.client.post(path::LOOK_UP, &ask).await;
        match answer.status.as_u16() {
            200 => {}
            429 => refused += 1,
            other => panic!("{other}"),
        }
    }
    assert_eq!(refused, 10);
    let too_many = asked(&(0..65).collect::<Vec<u8>>());
    company
        .founder
        .client
        .post(path::LOOK_UP, &too_many)
        .await
        .fails(400, Code::BadRequest);
    let short = LookUp {
        tags: vec![BlindTag {
            epoch: 1,
            field: 1,
            value: random::<15>().to_vec().into(),
        }],
    };
    company
        .founder
        .client
        .post(path::LOOK_UP, &short)
        .await
        .fails(400, Code::BadRequest);
    let url = format!("{}?limit=500", path::OPERATIONS);
    let log: Operations = company.founder.client.get(&url).await.ok();
    let logged = log
        .operations
        .iter()
        .filter(|line| line.act == Act::LookUp)
        .count();
    assert_eq!(logged, 60);
}
