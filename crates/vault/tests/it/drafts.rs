//! What was typed and not saved: it outlives a lock and a closed tab, and only its writer reads it.

use bridge::{
    Reason,
    account::{ChangePassword, Lock, SignIn},
    client::{DiscardDraft, FindDrafts, GetChoices, KeepDraft, KeptDraft, ReadDraft, SaveClient},
    organisation::GetOrganisation,
};
use dossier::client::Field;
use testkit::client::{Client, Fate};
use vault::Method;

use crate::company::{Company, PASSWORD, create, edited, form, secret, unit};

const DAY: i64 = 86_400_000;

fn credentials(name: &str) -> SignIn {
    SignIn {
        sign_in_name: name.to_owned(),
        password: secret(PASSWORD),
    }
}

/// A new file half typed.
async fn begun(client: &mut Client, name: &str) -> KeptDraft {
    KeptDraft {
        draft: client.call(GetChoices).await.unwrap().draft,
        base: None,
        before: form(""),
        form: form(name),
        at: 0,
    }
}

async fn new_draft(client: &mut Client) -> Option<KeptDraft> {
    client.call(ReadDraft { file: None }).await.unwrap().draft
}

#[tokio::test]
async fn a_draft_outlives_a_lock_and_a_closed_tab() {
    let mut company = Company::found().await;
    let draft = begun(&mut company.founder, "张雨桐").await;
    let kept = company
        .founder
        .call(KeepDraft {
            draft: draft.clone(),
        })
        .await;
    assert!(kept.unwrap().kept);
    company.founder.call(Lock).await.unwrap();
    let locked = company.founder.call(ReadDraft { file: None }).await;
    assert_eq!(locked.unwrap_err().reason, Reason::Locked);

    let mut tab = company.founder.tab();
    tab.call(credentials("wangmin")).await.unwrap();
    let found = new_draft(&mut tab).await.unwrap();
    assert!(found.at > 0);
    assert_eq!(KeptDraft { at: 0, ..found }, draft);
    let lines = tab.call(FindDrafts).await.unwrap().drafts;
    assert_eq!((lines.len(), lines[0].name.as_str()), (1, "张雨桐"));
    tab.call(DiscardDraft { file: None }).await.unwrap();
    assert_eq!(new_draft(&mut tab).await, None);
    assert!(tab.call(FindDrafts).await.unwrap().drafts.is_empty());
}

/// The device is shared, or found.
#[tokio::test]
async fn nobody_else_reads_it_and_nothing_of_it_lies_there_in_the_clear() {
    let mut company = Company::found().await;
    let mut colleague = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let draft = begun(&mut company.founder, "张雨桐").await;
    company.founder.call(KeepDraft { draft }).await.unwrap();
    for (name, bytes) in company.founder.store().found() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for mark in ["张雨桐", "13812344471", "11010519491231002X", "信诚路"] {
            assert!(!text.contains(mark) && !name.contains(mark), "{name}");
        }
        // Under another person's name it is nothing, and it is taken away.
        let theirs = name.replace(
            &id(&mut company.founder, "王敏").await,
            &id(&mut colleague, "李强").await,
        );
        colleague.store().plant(&theirs, bytes);
    }
    assert_eq!(new_draft(&mut colleague).await, None);
    assert!(colleague.call(FindDrafts).await.unwrap().drafts.is_empty());
    assert!(colleague.store().found().is_empty());
}

async fn id(client: &mut Client, name: &str) -> String {
    let organisation = client.call(GetOrganisation).await.unwrap();
    crate::company::person(&organisation, name)
}

#[tokio::test]
async fn a_draft_of_one_file_is_none_of_another_and_a_damaged_one_is_none_at_all() {
    let mut company = Company::found().await;
    let (one, other) = (
        create(&mut company, "销售一组", "张雨桐").await,
        create(&mut company, "销售一组", "曾子安").await,
    );
    let save = edited(&mut company.founder, &one, |form| {
        form.set(Field::Remarks, "改到一半");
    })
    .await;
    let draft = KeptDraft {
        draft: save.draft,
        base: save.base,
        before: form("张雨桐"),
        form: save.form,
        at: 0,
    };
    company.founder.call(KeepDraft { draft }).await.unwrap();
    let of = |file: &str| ReadDraft {
        file: Some(file.to_owned()),
    };
    assert!(
        company
            .founder
            .call(of(&one))
            .await
            .unwrap()
            .draft
            .is_some()
    );
    assert!(
        company
            .founder
            .call(of(&other))
            .await
            .unwrap()
            .draft
            .is_none()
    );
    for (name, mut bytes) in company.founder.store().found() {
        // Moved to the other file's place, then damaged in its own.
        company
            .founder
            .store()
            .plant(&name.replace(&one, &other), bytes.clone());
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        company.founder.store().plant(&name, bytes);
    }
    assert!(
        company
            .founder
            .call(of(&one))
            .await
            .unwrap()
            .draft
            .is_none()
    );
    assert!(
        company
            .founder
            .call(of(&other))
            .await
            .unwrap()
            .draft
            .is_none()
    );
}

#[tokio::test]
async fn a_draft_stays_readable_under_another_password_and_is_gone_after_a_month() {
    let mut company = Company::found().await;
    let draft = begun(&mut company.founder, "张雨桐").await;
    company.founder.call(KeepDraft { draft }).await.unwrap();
    let change = ChangePassword {
        present: secret(PASSWORD),
        password: secret("Nine-herons-over-9-quiet-lakes"),
    };
    company.founder.call(change).await.unwrap();
    assert!(new_draft(&mut company.founder).await.is_some());
    company.founder.set_clock_ahead(29 * DAY);
    assert_eq!(
        company.founder.call(FindDrafts).await.unwrap().drafts.len(),
        1
    );
    company.founder.set_clock_ahead(31 * DAY);
    assert!(
        company
            .founder
            .call(FindDrafts)
            .await
            .unwrap()
            .drafts
            .is_empty()
    );
    assert!(company.founder.store().found().is_empty());
}

#[tokio::test]
async fn what_is_longer_than_any_form_is_not_kept_and_that_is_said() {
    let mut company = Company::found().await;
    let mut draft = begun(&mut company.founder, "张雨桐").await;
    draft.form.set(Field::Remarks, "长".repeat(30_000));
    let kept = company.founder.call(KeepDraft { draft }).await.unwrap();
    assert!(!kept.kept);
}

/// A save was under way, its answers got lost, and the tab was closed: taken up again, the draft becomes no second file.
#[tokio::test]
async fn a_draft_that_was_saved_after_all_becomes_no_second_file() {
    let mut company = Company::found().await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let mut draft = begun(&mut company.founder, "张雨桐").await;
    draft.form.set(Field::Unit, unit(&organisation, "销售一组"));
    draft.form.set(Field::Manager, &organisation.people[0].id);
    let save = |draft: &KeptDraft| SaveClient {
        draft: draft.draft.clone(),
        base: draft.base.clone(),
        form: draft.form.clone(),
    };
    let keep = KeepDraft {
        draft: draft.clone(),
    };
    company.founder.call(keep).await.unwrap();
    company.founder.network(|request| {
        if request.method == Method::Post && request.path.starts_with("/api/v1/journals/") {
            Fate::AnswerLost
        } else {
            Fate::Arrives
        }
    });
    let lost = company.founder.call(save(&draft)).await;
    assert_eq!(lost.unwrap_err().reason, Reason::Offline);

    let mut tab = company.founder.tab();
    tab.call(credentials("wangmin")).await.unwrap();
    let found = new_draft(&mut tab).await.unwrap();
    tab.call(save(&found)).await.unwrap();
    let synced = tab.call(bridge::client::Sync).await.unwrap();
    assert_eq!(synced.files, 1);
}
