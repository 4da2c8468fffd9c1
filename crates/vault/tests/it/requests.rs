//! What is asked of the server, and what an answer that does not come may undo.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use bridge::{
    Reason,
    client::Sync,
    organisation::{
        AddUnit, Admit, Appoint, ConfirmNewcomer, GetOrganisation, InvitationStatus, Invite,
        OrganisationView, UnitKind, WithdrawInvitation,
    },
};
use testkit::client::Fate;
use vault::Method;

use crate::company::{Company, create, person, role, unit, waiting};

/// A pull asks for the ends of all journals at once, and then for those that have gone on.
#[tokio::test]
async fn a_pull_asks_for_no_journal_that_has_not_gone_on() {
    let mut company = Company::found().await;
    create(&mut company, "销售一组", "张雨桐").await;
    let mut client = company.sign_in("wangmin").await.unwrap();
    let asked: Rc<RefCell<Vec<String>>> = Rc::default();
    let note = Rc::clone(&asked);
    client.network(move |request| {
        note.borrow_mut().push(request.path.clone());
        Fate::Arrives
    });
    client.call(Sync).await.unwrap();
    let roster = |path: &String| path.starts_with("/api/v1/roster");
    assert_eq!(asked.borrow().len(), 2, "{asked:?}");
    assert!(roster(&asked.borrow()[0]) && asked.borrow()[1] == "/api/v1/journals");
    create(&mut company, "销售二组", "章子安").await;
    asked.borrow_mut().clear();
    assert_eq!(client.call(Sync).await.unwrap().files, 2);
    assert_eq!(asked.borrow().len(), 3, "{asked:?}");
}

/// What the server has taken is done, though the question for invitations that follows gets lost: said to have failed, it would be tried again.
#[tokio::test]
async fn a_change_that_was_taken_is_a_success_though_what_follows_gets_lost() {
    let mut company = Company::found().await;
    company.join("李强", "liqiang").await;
    let invite = Invite {
        note: "给别人".to_owned(),
    };
    let other = company.founder.call(invite).await.unwrap();
    let before = company.founder.call(GetOrganisation).await.unwrap();
    let answered = |status| {
        before
            .invitations
            .iter()
            .find(move |line| line.status == status)
    };
    let id = answered(InvitationStatus::Answered).unwrap().id.clone();
    // Confirming itself reads the answer before it states.
    let losing = Cell::new(false);
    company.founder.network(move |request| {
        let changes = request.method == Method::Post || request.method == Method::Delete;
        losing.set(losing.get() || changes);
        let asks = request.method == Method::Get && request.path == "/api/v1/invitations";
        if asks && losing.get() {
            Fate::Lost
        } else {
            Fate::Arrives
        }
    });
    let confirmed = company
        .founder
        .call(ConfirmNewcomer { id: id.clone() })
        .await
        .unwrap();
    // Known without being told: nobody shall confirm twice.
    let status = |view: &OrganisationView, id: &str| {
        let line = view.invitations.iter().find(|line| line.id == id);
        line.unwrap().status
    };
    assert_eq!(status(&confirmed, &id), InvitationStatus::Used);
    let withdrawn = company
        .founder
        .call(WithdrawInvitation {
            id: other.id.clone(),
        })
        .await
        .unwrap();
    assert_eq!(status(&withdrawn, &other.id), InvitationStatus::Withdrawn);
    let added = company
        .founder
        .call(AddUnit {
            parent: unit(&confirmed, "风控部"),
            name: "风控一组".to_owned(),
            kind: UnitKind::Group,
        })
        .await
        .unwrap();
    assert!(added.units.iter().any(|unit| unit.name == "风控一组"));
    let appointed = company
        .founder
        .call(Appoint {
            person: person(&added, "李强"),
            unit: unit(&added, "销售一组"),
            role: role(&added, "销售代表"),
        })
        .await
        .unwrap();
    let seen = waiting(&appointed, "李强");
    let admitted = company
        .founder
        .call(Admit { seen: vec![seen] })
        .await
        .unwrap();
    assert!(admitted.waiting.is_empty());
    // The question itself fails as ever.
    let failure = company.founder.call(GetOrganisation).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Offline);
    company.founder.mend_network();
    company.founder.call(GetOrganisation).await.unwrap();
}
