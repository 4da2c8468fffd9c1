use ledger::{Journal, id::FileId, rights::Section, templates::ShippedRole};
use wire::{
    Code, Encoding,
    files::{FileSections, JournalPage, Journals, most_sealed},
    path,
    roster::Appended,
};

use crate::company::{Company, Writing, pull_journal, random};

#[tokio::test]
async fn a_file_is_written_synced_opened_and_changed() {
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let mut anna = company.hire("anna").await;
    company
        .place(&anna, ShippedRole::SalesRepresentative, unit)
        .await;
    let url = path::journal(&unit.to_string());

    let mut journal = Journal::new(unit);
    let draft = Writing {
        company: &company,
        staff: &company.founder,
        journal: &journal,
    }
    .create(&Section::ALL);
    company.founder.client.encoding = Encoding::Cbor;
    let appended: Appended = company.founder.client.post(&url, &draft.body).await.ok();
    let again: Appended = company.founder.client.post(&url, &draft.body).await.ok();
    assert_eq!(appended, again);

    let journals: Journals = anna.client.get(path::JOURNALS).await.ok();
    assert_eq!(journals.journals.len(), 1);
    assert_eq!(journals.journals[0].unit, unit.to_string());
    assert_eq!(journals.journals[0].head, Some(appended.head));
    let synced = pull_journal(&mut anna.client, &mut journal, &company.roster).await;
    let mut sections: Vec<u8> = synced.iter().map(|envelope| envelope.section).collect();
    sections.sort_unstable();
    assert_eq!(sections, [1, 2], "card and labels only");
    assert!(
        synced
            .iter()
            .all(|envelope| draft.body.envelopes.contains(envelope))
    );

    let opened: FileSections = anna
        .client
        .get(&path::file(&draft.file.to_string()))
        .await
        .ok();
    assert_eq!((opened.unit, opened.envelopes.len()), (unit.to_string(), 6));

    let change = Writing {
        company: &company,
        staff: &anna,
        journal: &journal,
    }
    .change(draft.file, &[Section::Card, Section::Sensitive], 2);
    let _: Appended = anna.client.post(&url, &change.body).await.ok();
    let mut fresh = Journal::new(unit);
    let synced = pull_journal(&mut anna.client, &mut fresh, &company.roster).await;
    assert_eq!(fresh.len(), 2);
    assert_eq!(synced.len(), 2, "the replaced card is not sent");
    assert!(synced.contains(&change.body.envelopes[0]));
    let opened: FileSections = anna
        .client
        .get(&path::file(&draft.file.to_string()))
        .await
        .ok();
    for envelope in &change.body.envelopes {
        assert!(opened.envelopes.contains(envelope));
    }
}

#[tokio::test]
async fn other_units_see_nothing_not_even_that_it_is_there() {
    let mut company = Company::found().await;
    let (one, two) = (
        company.unit("销售一组").await,
        company.unit("销售二组").await,
    );
    let mut anna = company.hire("anna").await;
    let mut ben = company.hire("ben").await;
    let mut waiting = company.hire("waiting").await;
    company
        .place(&anna, ShippedRole::SalesRepresentative, one)
        .await;
    company
        .place(&ben, ShippedRole::SalesRepresentative, two)
        .await;
    let journal = Journal::new(one);
    let draft = Writing {
        company: &company,
        staff: &company.founder,
        journal: &journal,
    }
    .create(&Section::ALL);
    let url = path::journal(&one.to_string());
    let _: Appended = company.founder.client.post(&url, &draft.body).await.ok();

    let nowhere = path::file(&FileId(random()).to_string());
    for stranger in [&mut ben, &mut waiting] {
        let foreign = stranger
            .client
            .get(&path::file(&draft.file.to_string()))
            .await
            .fails(404, Code::NotFound);
        let unknown = stranger
            .client
            .get(&nowhere)
            .await
            .fails(404, Code::NotFound);
        assert_eq!(foreign, unknown);
        stranger.client.get(&url).await.fails(404, Code::NotFound);
        let writing = Writing {
            company: &company,
            staff: stranger,
            journal: &journal,
        };
        let write = writing.change(draft.file, &[Section::Card], 2).body;
        assert!(
            stranger
                .client
                .post(&url, &write)
                .await
                .status
                .is_client_error()
        );
    }
    let journals: Journals = ben.client.get(path::JOURNALS).await.ok();
    assert_eq!(
        journals
            .journals
            .iter()
            .map(|journal| journal.unit.clone())
            .collect::<Vec<_>>(),
        [two.to_string()]
    );
    let journals: Journals = waiting.client.get(path::JOURNALS).await.ok();
    assert!(journals.journals.is_empty());
    let _: FileSections = anna
        .client
        .get(&path::file(&draft.file.to_string()))
        .await
        .ok();
}

#[tokio::test]
async fn envelopes_are_exactly_those_that_the_entry_names() {
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let url = path::journal(&unit.to_string());
    let journal = Journal::new(unit);
    let good = Writing {
        company: &company,
        staff: &company.founder,
        journal: &journal,
    }
    .create(&[Section::Card, Section::Labels])
    .body;
    let client = &mut company.founder.client;

    let mut altered = good.clone();
    altered.envelopes[0].sealed.0[0] ^= 1;
    assert_eq!(
        client
            .post(&url, &altered)
            .await
            .fails(422, Code::Refused)
            .detail
            .as_deref(),
        Some("envelope_hash")
    );
    let mut missing = good.clone();
    missing.envelopes.pop();
    assert_eq!(
        client
            .post(&url, &missing)
            .await
            .fails(422, Code::Refused)
            .detail
            .as_deref(),
        Some("envelope_missing")
    );
    let mut more = good.clone();
    more.envelopes.push(wire::files::Envelope {
        section: 4,
        ..good.envelopes[0].clone()
    });
    assert_eq!(
        client
            .post(&url, &more)
            .await
            .fails(422, Code::Refused)
            .detail
            .as_deref(),
        Some("envelope_unnamed")
    );
    let mut twice = good.clone();
    twice.envelopes.push(good.envelopes[0].clone());
    client.post(&url, &twice).await.fails(400, Code::BadRequest);
    let mut swapped = good.clone();
    let sealed = swapped.envelopes[0].sealed.clone();
    swapped.envelopes[0].sealed = std::mem::replace(&mut swapped.envelopes[1].sealed, sealed);
    client.post(&url, &swapped).await.fails(422, Code::Refused);

    let heads: Journals = client.get(path::JOURNALS).await.ok();
    assert!(
        heads.journals.iter().all(|journal| journal.head.is_none()),
        "nothing was stored"
    );
    let _: Appended = client.post(&url, &good).await.ok();
}

#[tokio::test]
async fn a_write_is_judged_by_the_present_roster() {
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let url = path::journal(&unit.to_string());
    let journal = Journal::new(unit);
    let draft = Writing {
        company: &company,
        staff: &company.founder,
        journal: &journal,
    }
    .create(&[Section::Card])
    .body;
    company.unit("销售二组").await;
    let error = company
        .founder
        .client
        .post(&url, &draft)
        .await
        .fails(409, Code::StaleHead);
    assert_eq!(error.detail.as_deref(), Some("anchor_stale"));
    let draft = Writing {
        company: &company,
        staff: &company.founder,
        journal: &journal,
    }
    .create(&[Section::Card])
    .body;
    let _: Appended = company.founder.client.post(&url, &draft).await.ok();
    // To another unit's address.
    let other = company.unit("销售三组").await;
    let journal = Journal::new(unit);
    let draft = Writing {
        company: &company,
        staff: &company.founder,
        journal: &journal,
    }
    .create(&[Section::Card])
    .body;
    let error = company
        .founder
        .client
        .post(&path::journal(&other.to_string()), &draft)
        .await
        .fails(422, Code::Refused);
    assert_eq!(error.detail.as_deref(), Some("chain"));
}

#[tokio::test]
async fn writes_and_roster_changes_at_once_leave_both_chains_sound() {
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let url = path::journal(&unit.to_string());
    let mut journal = Journal::new(unit);
    for round in 0..10_u16 {
        let statement = ledger::statement::RosterStatement::SetPolicy(ledger::statement::Policy {
            idle_minutes: 1 + round,
            ..Default::default()
        });
        let change = wire::roster::RosterAppend {
            entries: vec![crate::company::bytes(&company.sign(statement))],
            boxes: Vec::new(),
        };
        let writes: Vec<_> = (0..3)
            .map(|_| {
                Writing {
                    company: &company,
                    staff: &company.founder,
                    journal: &journal,
                }
                .create(&[Section::Card])
                .body
            })
            .collect();
        let mut tasks = tokio::task::JoinSet::new();
        for write in writes {
            let (mut client, url) = (company.founder.client.clone(), url.clone());
            tasks.spawn(async move { client.post(&url, &write).await });
        }
        let mut client = company.founder.client.clone();
        tasks.spawn(async move { client.post(path::ROSTER, &change).await });
        let answers = tasks.join_all().await;
        assert!(
            answers
                .iter()
                .all(|answer| matches!(answer.status.as_u16(), 200 | 409)),
            "{answers:?}"
        );
        assert!(answers.iter().filter(|answer| answer.status == 200).count() <= 2);
        company.pull().await;
        let mut client = company.founder.client.clone();
        pull_journal(&mut client, &mut journal, &company.roster).await;
    }
    assert!(!journal.is_empty());
}

#[tokio::test]
async fn long_journals_come_in_pages() {
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let url = path::journal(&unit.to_string());
    let mut journal = Journal::new(unit);
    for _ in 0..130 {
        let draft = Writing {
            company: &company,
            staff: &company.founder,
            journal: &journal,
        }
        .create(&[Section::Card, Section::Notes]);
        let _: Appended = company.founder.client.post(&url, &draft.body).await.ok();
        let entry = ledger::entry::SignedEntry::from_bytes(draft.body.entry.0).unwrap();
        journal
            .apply(&entry, &company.roster, crate::company::now())
            .unwrap();
    }
    let mut fresh = Journal::new(unit);
    let mut client = company.founder.client.clone();
    let synced = pull_journal(&mut client, &mut fresh, &company.roster).await;
    assert_eq!(fresh.head(), journal.head());
    assert_eq!(synced.len(), 130);
}

/// However much colleagues write, an answer stays far below what a browser takes.
#[tokio::test]
async fn a_page_ends_by_the_weight_of_its_envelopes() {
    const SYNCED: [Section; 2] = [Section::Card, Section::Labels];
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let url = path::journal(&unit.to_string());
    let mut journal = Journal::new(unit);
    let mut client = company.founder.client.clone();
    client.encoding = Encoding::Cbor;
    let mut first = None;
    // One file; more than a page's weight in one entry; two entries of three megabytes each; the first file again.
    for files in [1, 300, 100, 100, 0] {
        let writing = Writing {
            company: &company,
            staff: &company.founder,
            journal: &journal,
        };
        let draft = match first {
            Some(file) if files == 0 => writing.change(file, &[Section::Card], 2),
            _ => writing.create_many(files, &SYNCED, most_sealed(Section::Card)),
        };
        first.get_or_insert(draft.file);
        let _: Appended = client.post(&url, &draft.body).await.ok();
        let entry = ledger::entry::SignedEntry::from_bytes(draft.body.entry.0).unwrap();
        journal
            .apply(&entry, &company.roster, crate::company::now())
            .unwrap();
    }

    let mut came = Vec::new();
    let mut after = 0;
    while after < journal.len() {
        let page: JournalPage = client.get(&format!("{url}?after={after}")).await.ok();
        after += page.entries.len() as u64;
        came.push((page.entries.len(), page.envelopes.len()));
    }
    // The first file's card comes with the entry that wrote it last.
    assert_eq!(came, [(1, 1), (1, 600), (3, 401)]);
}

#[tokio::test]
async fn what_every_reader_syncs_is_kept_short() {
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let url = path::journal(&unit.to_string());
    let mut journal = Journal::new(unit);
    let mut client = company.founder.client.clone();
    let mut file = None;
    for (section, revision, most) in [
        (Section::Card, 1, 16 * 1024),
        (Section::Labels, 1, 16 * 1024),
        (Section::Sensitive, 1, 1024 * 1024),
        (Section::Notes, 1, 1024 * 1024),
        (Section::Card, 2, 16 * 1024),
    ] {
        let draft = |length| {
            let writing = Writing {
                company: &company,
                staff: &company.founder,
                journal: &journal,
            };
            match file {
                None => writing.create_many(1, &[section], length),
                Some(file) => writing.write(file, section, revision, length),
            }
        };
        let (long, longest) = (draft(most + 1), draft(most));
        let error = client
            .post(&url, &long.body)
            .await
            .fails(400, Code::BadRequest);
        let named: Vec<_> = error
            .fields
            .iter()
            .map(|field| (field.field.as_str(), field.code.as_str()))
            .collect();
        assert_eq!(named, [("envelopes", "too_long")], "{section:?}");
        let _: Appended = client.post(&url, &longest.body).await.ok();
        file.get_or_insert(longest.file);
        let entry = ledger::entry::SignedEntry::from_bytes(longest.body.entry.0).unwrap();
        journal
            .apply(&entry, &company.roster, crate::company::now())
            .unwrap();
    }
}

#[tokio::test]
async fn units_write_side_by_side() {
    let mut company = Company::found().await;
    let mut journals = Vec::new();
    for number in 0..12 {
        journals.push(Journal::new(company.unit(&format!("{number}组")).await));
    }
    let mut tasks = tokio::task::JoinSet::new();
    for journal in &journals {
        let draft = Writing {
            company: &company,
            staff: &company.founder,
            journal,
        }
        .create(&[Section::Card])
        .body;
        let (mut client, url) = (
            company.founder.client.clone(),
            path::journal(&journal.unit().to_string()),
        );
        tasks.spawn(async move { client.post(&url, &draft).await });
    }
    for answer in tasks.join_all().await {
        let _: Appended = answer.ok();
    }
}
