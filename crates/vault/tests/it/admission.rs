//! A click admits what was seen when it was made, and nothing else.

use std::{cell::Cell, rc::Rc};

use bridge::{
    Event, Reason,
    account::Recover,
    organisation::{AddUnit, Admit, GetOrganisation, OrganisationView, UnitKind},
};
use testkit::client::{Client, Fate};
use vault::Method;
use wire::path;

use crate::company::{Company, create, name, open, secret, unit, waiting};

/// The founder clicks on what was seen, in vain; the page is told to look again.
async fn refused(company: &mut Company, seen: &OrganisationView, name: &str) {
    company.founder.events();
    let seen = waiting(seen, name);
    let refusal = company
        .founder
        .call(Admit { seen: vec![seen] })
        .await
        .unwrap_err();
    assert_eq!(refusal.reason, Reason::Outdated);
    assert_eq!(company.founder.events(), [Event::OrganisationChanged]);
}

#[tokio::test]
async fn keys_that_were_replaced_after_the_look_are_not_let_in() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    company.enrol("李强", "liqiang").await;
    let seen = company.appoint("李强", "销售一组", "销售代表").await;
    // Between look and click, whoever has the recovery kit gives the person other keys.
    let mut rekeyed = Client::new(&company.server.url());
    let recover = Recover {
        kits: vec![secret(&company.kit)],
        sign_in_name: "liqiang".to_owned(),
        password: secret("Nine-cranes-over-9-old-bridges"),
    };
    rekeyed.call(recover).await.unwrap();
    refused(&mut company, &seen, "李强").await;
    assert!(open(&mut rekeyed, &file).await.is_err());

    let now = company.founder.call(GetOrganisation).await.unwrap();
    let (before, after) = (waiting(&seen, "李强"), waiting(&now, "李强"));
    assert_ne!(before.fingerprint, after.fingerprint);
    company
        .founder
        .call(Admit { seen: vec![after] })
        .await
        .unwrap();
    assert!(open(&mut rekeyed, &file).await.is_ok());
}

#[tokio::test]
async fn more_than_was_seen_is_not_opened() {
    let mut company = Company::found().await;
    let mut system = company
        .hire("赵倩", "zhaoqian", "晨光商贸", "系统管理员")
        .await;
    company.enrol("李强", "liqiang").await;
    let seen = company.appoint("李强", "销售部", "销售总监").await;
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
    company
        .founder
        .call(Admit { seen: vec![seen] })
        .await
        .unwrap();
}

#[tokio::test]
async fn what_another_archivist_has_done_is_not_done_again() {
    let mut company = Company::found().await;
    company.enrol("李强", "liqiang").await;
    let seen = company.appoint("李强", "销售一组", "销售代表").await;
    let mut elsewhere = company.sign_in("wangmin").await.unwrap();
    let line = waiting(&seen, "李强");
    elsewhere.call(Admit { seen: vec![line] }).await.unwrap();
    refused(&mut company, &seen, "李强").await;
}

#[tokio::test]
async fn a_statement_that_changes_nothing_of_it_does_not_hinder() {
    let mut company = Company::found().await;
    company.enrol("李强", "liqiang").await;
    let seen = company.appoint("李强", "销售一组", "销售代表").await;
    let mut elsewhere = company.sign_in("wangmin").await.unwrap();
    let added = AddUnit {
        parent: unit(&seen, "风控部"),
        name: "风控一组".to_owned(),
        kind: UnitKind::Group,
    };
    elsewhere.call(added).await.unwrap();
    let seen = waiting(&seen, "李强");
    company
        .founder
        .call(Admit { seen: vec![seen] })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_new_department_is_admitted_in_one_request() {
    let mut company = Company::found().await;
    let staff = [
        ("李强", "liqiang", "销售一组", "销售代表"),
        ("赵倩", "zhaoqian", "销售一组", "销售代表"),
        ("周敏", "zhoumin", "销售部", "销售总监"),
    ];
    let mut seen = None;
    for (who, sign_in_name, unit, role) in staff {
        company.enrol(who, sign_in_name).await;
        seen = Some(company.appoint(who, unit, role).await);
    }
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let seen = seen.unwrap();
    let lines: Vec<_> = staff.map(|(who, ..)| waiting(&seen, who)).into();
    // One line that is another by now spoils the click: nobody was meant to be admitted without a look.
    let mut altered = lines.clone();
    altered[1].fingerprint = altered[0].fingerprint.clone();
    let refused = company.founder.call(Admit { seen: altered }).await;
    assert_eq!(refused.unwrap_err().reason, Reason::Outdated);
    let now = company.founder.call(GetOrganisation).await.unwrap();
    assert!(lines.iter().all(|line| now.waiting.contains(line)));

    let appends = Rc::new(Cell::new(0));
    let count = Rc::clone(&appends);
    company.founder.network(move |request| {
        if request.method == Method::Post && request.path == path::ROSTER {
            count.set(count.get() + 1);
        }
        Fate::Arrives
    });
    let after = company.founder.call(Admit { seen: lines }).await.unwrap();
    assert!(after.waiting.is_empty());
    assert_eq!(appends.get(), 1);
    for (_, sign_in_name, ..) in staff {
        let mut client = company.sign_in(sign_in_name).await.unwrap();
        assert_eq!(name(&open(&mut client, &file).await.unwrap()), "张雨桐");
    }
}
