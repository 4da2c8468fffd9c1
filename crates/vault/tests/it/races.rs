//! Honest coincidences, which must not be taken for lies, and what the engine must not lose by them.

use std::{cell::RefCell, rc::Rc};

use bridge::{
    client::{ListClients, Sync},
    organisation::{AddUnit, Admit, Appoint, GetOrganisation, UnitKind},
};
use vault::remote::Response;

use crate::company::{Company, create, open, person, role, unit};

#[tokio::test]
async fn entries_with_anchors_beyond_my_roster_are_read_once_it_has_caught_up() {
    let mut company = Company::found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    sales.call(Sync).await.unwrap();
    let stale: Rc<RefCell<Option<Response>>> = Rc::default();
    let kept = Rc::clone(&stale);
    sales.lie(move |path, response| {
        if path.starts_with("/api/v1/roster") {
            *kept.borrow_mut() = Some(response.clone());
        }
        response
    });
    sales.call(Sync).await.unwrap();

    // One page of the journal: an entry that my roster knows the anchor of, one that it does not.
    create(&mut company, "销售一组", "张雨桐").await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let parent = unit(&organisation, "风控部");
    let added = AddUnit {
        parent,
        name: "风控一组".to_owned(),
        kind: UnitKind::Group,
    };
    company.founder.call(added).await.unwrap();
    create(&mut company, "销售一组", "章子安").await;

    // The first answer about the roster was under way before all of that.
    sales.lie(move |path, response| {
        if path.starts_with("/api/v1/roster") {
            stale.borrow_mut().take().unwrap_or(response)
        } else {
            response
        }
    });
    sales.call(Sync).await.unwrap();
    let query = ListClients {
        text: String::new(),
        from: 0,
        count: 10,
    };
    let list = sales.call(query).await.unwrap();
    let names: Vec<_> = list
        .rows
        .into_iter()
        .filter_map(|row| row.card.map(|card| card.name))
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[tokio::test]
async fn an_archivist_keeps_the_keys_of_units_that_somebody_else_added() {
    let mut company = Company::found().await;
    let mut system = company
        .hire("赵倩", "zhaoqian", "晨光商贸", "系统管理员")
        .await;
    let organisation = system.call(GetOrganisation).await.unwrap();
    let added = AddUnit {
        parent: unit(&organisation, "销售部"),
        name: "销售三组".to_owned(),
        kind: UnitKind::Group,
    };
    system.call(added).await.unwrap();
    let mut sales = company
        .hire("李强", "liqiang", "销售三组", "销售代表")
        .await;
    // What was opened on the way is in boxes, not only in the memory of the browser that opened it.
    company.founder = company.sign_in("wangmin").await.unwrap();
    let file = create(&mut company, "销售三组", "章子安").await;
    assert_eq!(open(&mut sales, &file).await.unwrap().card.name, "章子安");
    company.founder = company.sign_in("wangmin").await.unwrap();
    assert!(open(&mut company.founder, &file).await.is_ok());
}

#[tokio::test]
async fn a_second_admission_for_the_same_post_is_not_needed() {
    let mut company = Company::found().await;
    company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    assert!(organisation.waiting.is_empty());
    let (person, unit, role) = (
        person(&organisation, "李强"),
        unit(&organisation, "销售一组"),
        role(&organisation, "销售代表"),
    );
    let again = Appoint {
        person: person.clone(),
        unit: unit.clone(),
        role: role.clone(),
    };
    assert!(company.founder.call(again).await.is_err());
    let admit = Admit { person, unit, role };
    assert!(company.founder.call(admit).await.is_err());
}
