//! Requests that made an account, sent again because the answer was lost; and by others, who get nothing.

use ledger::templates::ShippedRole;
use wire::{
    Code,
    account::{BlobHeld, RecoveryAccount, Session, SignedIn},
    actor,
    operation::{Act, Operations},
    path,
    roster::RosterPage,
};

use crate::{
    app::Client,
    company::{Company, new_account},
    recovery,
};

/// A browser in which the founder has just been recovered, the same as it was before the answer came, and what was sent.
async fn recovered() -> (Company, Client, Client, RecoveryAccount) {
    recovered_in(Company::found().await).await
}

async fn recovered_in(company: Company) -> (Company, Client, Client, RecoveryAccount) {
    let mut client = company.app.client();
    recovery::sign_in(&company, &mut client).await;
    let before = client.clone();
    let (body, ..) = recovery::rekeyed(&company);
    let _: SignedIn = client.put(path::RECOVERY_ACCOUNT, &body).await.ok();
    (company, client, before, body)
}

#[tokio::test]
async fn a_recovery_whose_answer_was_lost_is_answered_again() {
    let mut company = Company::found().await;
    let mut auditor = company.hire("anna").await;
    let root = company.root;
    company
        .place(&auditor, ShippedRole::AuditAdministrator, root)
        .await;
    let (company, mut unheard, mut client, body) = recovered_in(company).await;
    let founder = company.founder.person.id.to_string();
    for _ in 0..2 {
        let mut client = client.clone();
        let signed_in: SignedIn = client.put(path::RECOVERY_ACCOUNT, &body).await.ok();
        assert_eq!(
            (&signed_in.person, &signed_in.blob),
            (&founder, &body.account.blob)
        );
        let session: Session = client.get(path::SESSION).await.ok();
        assert_eq!(session.person.as_ref(), Some(&founder));
        // The session that nobody received is over.
        unheard
            .get(path::SESSION)
            .await
            .fails(401, Code::NotSignedIn);
        unheard = client;
    }
    let log: Operations = auditor.client.get(path::OPERATIONS).await.ok();
    let told: Vec<_> = log
        .operations
        .iter()
        .filter(|line| line.detail.as_deref() == Some("again"))
        .map(|line| (line.act, line.object.clone()))
        .collect();
    assert_eq!(told, vec![(Act::Recover, Some(founder)); 2]);

    // And nothing else is.
    for path in [path::SESSION, path::ROSTER, path::BOXES, path::OPERATIONS] {
        client.get(path).await.fails(401, Code::NotSignedIn);
    }
    client
        .post(path::SIGN_OUT, &())
        .await
        .fails(401, Code::NotSignedIn);
}

#[tokio::test]
async fn an_answer_whose_cookie_came_and_whose_body_was_lost_is_given_again() {
    let (company, mut client, _, body) = recovered().await;
    client.actor = Some(actor::RECOVERY.to_owned());
    let signed_in: SignedIn = client.put(path::RECOVERY_ACCOUNT, &body).await.ok();
    assert_eq!(signed_in.person, company.founder.person.id.to_string());
    let held: BlobHeld = client.get(path::BLOB).await.ok();
    assert_eq!(held.blob, body.account.blob);
}

#[tokio::test]
async fn an_answered_session_states_nothing_any_more() {
    let (mut company, mut founder, mut client, body) = recovered().await;
    company.founder.client = founder.clone();
    company.pull().await;
    let end = company.roster.len();
    let (another, ..) = recovery::rekeyed(&company);
    client
        .put(path::RECOVERY_ACCOUNT, &another)
        .await
        .fails(401, Code::NotSignedIn);
    // Nor does it for the same statements give another password.
    let other_password = RecoveryAccount {
        account: new_account(),
        ..body.clone()
    };
    client
        .put(path::RECOVERY_ACCOUNT, &other_password)
        .await
        .fails(409, Code::Conflict);
    let page: RosterPage = founder.get(path::ROSTER).await.ok();
    assert_eq!(page.head.seq + 1, end);
    company.founder.account = body.account;
    let _: SignedIn = company.founder.sign_in().await.ok();
}

/// The roster shows the batch to everybody, the kit opens a session of the recovery root: together they are no way to be somebody
/// without a statement.
#[tokio::test]
async fn an_old_recovery_brings_whoever_has_the_kit_nothing() {
    let (mut company, founder, _, body) = recovered().await;
    company.founder.client = founder;
    let mut thief = company.app.client();
    recovery::sign_in(&company, &mut thief).await;
    let own = RecoveryAccount {
        account: new_account(),
        ..body.clone()
    };
    for sent in [own, body.clone()] {
        let answer = thief.put(path::RECOVERY_ACCOUNT, &sent).await;
        answer.fails(409, Code::Conflict);
        let session: Session = thief.get(path::SESSION).await.ok();
        assert_eq!(session.person, None);
    }
    let _: Session = company.founder.client.get(path::SESSION).await.ok();
}

#[tokio::test]
async fn an_account_that_has_moved_on_is_not_given_again() {
    let (mut company, founder, mut client, body) = recovered().await;
    company.founder.client = founder;
    company.pull().await;
    let mut second = company.app.client();
    recovery::sign_in(&company, &mut second).await;
    let (newer, ..) = recovery::rekeyed(&company);
    let _: SignedIn = second.put(path::RECOVERY_ACCOUNT, &newer).await.ok();
    client
        .put(path::RECOVERY_ACCOUNT, &body)
        .await
        .fails(409, Code::Conflict);
    let _: Session = second.get(path::SESSION).await.ok();
}
