//! A click admits what was seen when it was made, and nothing else.

use bridge::{
    Event, Reason,
    account::Recover,
    organisation::{AddUnit, Admit, Appoint, GetOrganisation, OrganisationView, UnitKind},
};
use testkit::client::Client;

use crate::company::{Company, create, open, person, role, secret, unit, waiting};

/// The founder has appointed somebody and looks at the inbox.
async fn appointed(company: &mut Company, name: &str, at: &str, r#as: &str) -> OrganisationView {
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let appoint = Appoint {
        person: person(&organisation, name),
        unit: unit(&organisation, at),
        role: role(&organisation, r#as),
    };
    company.founder.call(appoint).await.unwrap()
}

/// The founder clicks on what was seen, in vain; the page is told to look again.
async fn refused(company: &mut Company, seen: &OrganisationView, name: &str) {
    company.founder.events();
    let seen = waiting(seen, name);
    let refusal = company.founder.call(Admit { seen }).await.unwrap_err();
    assert_eq!(refusal.reason, Reason::Outdated);
    assert_eq!(company.founder.events(), [Event::OrganisationChanged]);
}

#[tokio::test]
async fn keys_that_were_replaced_after_the_look_are_not_let_in() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    company.enrol("李强", "liqiang").await;
    let seen = appointed(&mut company, "李强", "销售一组", "销售代表").await;
    // Between look and click, whoever has the recovery kit gives the person other keys.
    let mut rekeyed = Client::new(&company.server.url());
    let recover = Recover {
        kits: vec![secret(&company.kit)],
        sign_in_name: "liqiang".to_owned(),
        password: secret("nine-cranes-over-the-old-bridge"),
    };
    rekeyed.call(recover).await.unwrap();
    refused(&mut company, &seen, "李强").await;
    assert!(open(&mut rekeyed, &file).await.is_err());

    let now = company.founder.call(GetOrganisation).await.unwrap();
    let (before, after) = (waiting(&seen, "李强"), waiting(&now, "李强"));
    assert_ne!(before.fingerprint, after.fingerprint);
    company.founder.call(Admit { seen: after }).await.unwrap();
    assert!(open(&mut rekeyed, &file).await.is_ok());
}

#[tokio::test]
async fn more_than_was_seen_is_not_opened() {
    let mut company = Company::found().await;
    let mut system = company
        .hire("赵倩", "zhaoqian", "晨光商贸", "系统管理员")
        .await;
    company.enrol("李强", "liqiang").await;
    let seen = appointed(&mut company, "李强", "销售部", "销售总监").await;
    let organisation = system.call(GetOrganisation).await.unwrap();
    let added = AddUnit {
        parent: unit(&organisation, "销售部"),
        name: "销售三组".to_owned(),
        kind: UnitKind::Group,
    };
    system.call(added).await.unwrap();
    refused(&mut company, &seen, "李强").await;

    let now = company.founder.call(GetOrganisation).await.unwrap();
    let reads = |view| -> Vec<String> {
        let line = waiting(view, "李强");
        line.reads.into_iter().map(|unit| unit.name).collect()
    };
    assert!(!reads(&seen).contains(&"销售三组".to_owned()));
    assert!(reads(&now).contains(&"销售三组".to_owned()));
    let seen = waiting(&now, "李强");
    company.founder.call(Admit { seen }).await.unwrap();
}

#[tokio::test]
async fn what_another_archivist_has_done_is_not_done_again() {
    let mut company = Company::found().await;
    company.enrol("李强", "liqiang").await;
    let seen = appointed(&mut company, "李强", "销售一组", "销售代表").await;
    let mut elsewhere = company.sign_in("wangmin").await.unwrap();
    let line = waiting(&seen, "李强");
    elsewhere.call(Admit { seen: line }).await.unwrap();
    refused(&mut company, &seen, "李强").await;
}

#[tokio::test]
async fn a_statement_that_changes_nothing_of_it_does_not_hinder() {
    let mut company = Company::found().await;
    company.enrol("李强", "liqiang").await;
    let seen = appointed(&mut company, "李强", "销售一组", "销售代表").await;
    let mut elsewhere = company.sign_in("wangmin").await.unwrap();
    let added = AddUnit {
        parent: unit(&seen, "风控部"),
        name: "风控一组".to_owned(),
        kind: UnitKind::Group,
    };
    elsewhere.call(added).await.unwrap();
    let seen = waiting(&seen, "李强");
    company.founder.call(Admit { seen }).await.unwrap();
}
