//! Set up, invite, join, appoint, admit, create, read, edit; who must see nothing sees nothing.

use bridge::{
    Reason,
    account::{Lock, OpenInvitation, SignIn, SignOut, Start},
    client::{Deed, GetChoices, ListClients, Reveal, SaveClient, Sync},
    organisation::{
        AddUnit, Admit, Appoint, GetOrganisation, InvitationStatus, Invite, UnitKind,
        WithdrawInvitation,
    },
};
use dossier::client::Field;
use testkit::client::Client;
use wire::{
    body::{from_cbor, to_cbor},
    invitation::InvitationState,
};

use crate::company::{
    Company, PASSWORD, create, edited, form, name, open, person, remarks, role, secret, unit,
};

async fn rows(client: &mut Client, text: &str) -> Vec<String> {
    client.call(Sync).await.unwrap();
    let list = client
        .call(ListClients {
            text: text.to_owned(),
            from: 0,
            count: 50,
            ..ListClients::default()
        })
        .await
        .unwrap();
    list.rows
        .into_iter()
        .map(|row| {
            let card = row.card.open();
            card.map_or_else(|| "—".to_owned(), |card| card.name.clone())
        })
        .collect()
}

#[tokio::test]
async fn the_first_line_runs_whole() {
    let mut company = Company::found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let mut other = company
        .hire("赵倩", "zhaoqian", "销售二组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;

    // Its representative reads it, masked, and reveals.
    assert_eq!(rows(&mut sales, "").await, ["张雨桐"]);
    assert_eq!(rows(&mut sales, "雨").await, ["张雨桐"]);
    assert!(rows(&mut sales, "李").await.is_empty());
    let view = open(&mut sales, &file).await.unwrap();
    assert_eq!(view.card.open().unwrap().contact, "138 **** 4471");
    assert_eq!(
        view.sensitive.open().unwrap().birth_date.as_deref(),
        Some("1949-12-31")
    );
    assert!(view.editable);
    let revealed = sales
        .call(Reveal {
            file: file.clone(),
            field: Field::Mobile,
        })
        .await
        .unwrap();
    assert_eq!(revealed.value.expose(), "13812344471");

    // And edits it directly; the founder reads the change and who made it.
    let save = edited(&mut sales, &file, |form| {
        form.set(Field::Mobile, "13912340000");
        form.set(Field::Remarks, "改用微信");
    })
    .await;
    sales.call(save).await.unwrap();
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(remarks(&view), "改用微信");
    assert_eq!(view.card.open().unwrap().contact, "139 **** 0000");
    assert_eq!(view.history.first().unwrap().author, "李强");
    assert_eq!(view.history.last().unwrap().deed, Deed::Created);

    // One of the second group sees nothing, and may not create either.
    assert!(rows(&mut other, "").await.is_empty());
    assert_eq!(
        open(&mut other, &file).await.unwrap_err().reason,
        Reason::NotFound
    );
    assert!(other.call(GetChoices).await.unwrap().units.is_empty());

    // Signed out, nothing is left; a fresh browser reads again.
    sales.call(SignOut).await.unwrap();
    assert_eq!(sales.call(Sync).await.unwrap_err().reason, Reason::Locked);
    let mut again = company.sign_in("LiQiang").await.unwrap();
    assert_eq!(rows(&mut again, "").await, ["张雨桐"]);
    let view = open(&mut again, &file).await.unwrap();
    assert_eq!(remarks(&view), "改用微信");
}

#[tokio::test]
async fn a_second_holder_and_a_new_unit_get_their_keys() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let mut first = company.hire("李强", "liqiang", "销售部", "销售总监").await;
    // The founder has signed in afresh meanwhile: the pair of the post comes back out of boxes, not out of memory.
    company.founder = company.sign_in("wangmin").await.unwrap();
    let mut second = company.hire("赵倩", "zhaoqian", "销售部", "销售总监").await;
    assert!(open(&mut second, &file).await.is_ok());

    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let parent = unit(&organisation, "销售部");
    company
        .founder
        .call(AddUnit {
            parent,
            name: "销售三组".to_owned(),
            kind: UnitKind::Group,
        })
        .await
        .unwrap();
    let added = create(&mut company, "销售三组", "章子安").await;
    assert_eq!(name(&open(&mut first, &added).await.unwrap()), "章子安");
    assert_eq!(name(&open(&mut second, &added).await.unwrap()), "章子安");
}

#[tokio::test]
async fn nobody_reads_before_an_archivist_admits() {
    let mut company = Company::found().await;
    company.join("李强", "liqiang").await;
    assert_eq!(
        company.sign_in("liqiang").await.err().unwrap().reason,
        Reason::AwaitingConfirmation
    );
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let answered = organisation
        .invitations
        .iter()
        .find(|line| line.status == InvitationStatus::Answered)
        .unwrap();
    assert_eq!(
        (answered.name.as_deref(), answered.note.as_str()),
        (Some("李强"), "给李强")
    );
    let organisation = company
        .founder
        .call(bridge::organisation::ConfirmNewcomer {
            id: answered.id.clone(),
        })
        .await
        .unwrap();
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let (person, unit, role) = (
        person(&organisation, "李强"),
        unit(&organisation, "销售一组"),
        role(&organisation, "销售代表"),
    );
    let organisation = company
        .founder
        .call(Appoint { person, unit, role })
        .await
        .unwrap();
    assert_eq!(organisation.waiting.len(), 1);
    let seen = organisation.waiting[0].clone();
    let reads: Vec<&str> = seen.reads.iter().map(|unit| unit.name.as_str()).collect();
    assert_eq!(reads, ["销售一组"]);

    let mut sales = company.sign_in("liqiang").await.unwrap();
    assert_eq!(
        open(&mut sales, &file).await.unwrap_err().reason,
        Reason::NotFound
    );
    let by_myself = sales
        .call(Admit {
            seen: vec![seen.clone()],
        })
        .await
        .unwrap_err();
    assert_eq!(by_myself.reason, Reason::NotAllowed);
    company
        .founder
        .call(Admit { seen: vec![seen] })
        .await
        .unwrap();
    // The page that is open comes alive.
    assert_eq!(name(&open(&mut sales, &file).await.unwrap()), "张雨桐");
}

#[tokio::test]
async fn wrong_input_is_answered_in_words_for_its_field() {
    let mut company = Company::found().await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let manager = person(&organisation, "王敏");
    let mut wrong = form("张雨桐");
    wrong.set(Field::IdNumber, "110105194912310021");
    wrong.set(Field::Mobile, "123");
    let draft = company.founder.call(GetChoices).await.unwrap().draft;
    let save = SaveClient {
        draft,
        base: None,
        form: wrong
            .with(Field::Unit, unit(&organisation, "销售一组"))
            .with(Field::Manager, manager),
    };
    let failure = company.founder.call(save).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Invalid);
    let fields: Vec<&str> = failure
        .fields
        .iter()
        .map(|(field, _)| field.as_str())
        .collect();
    assert_eq!(fields, ["id_number", "mobile"]);
    let root = unit(&organisation, "销售部");
    let same = AddUnit {
        parent: root,
        name: "销售一组".to_owned(),
        kind: UnitKind::Group,
    };
    assert_eq!(
        company.founder.call(same).await.unwrap_err().reason,
        Reason::Invalid
    );
}

#[tokio::test]
async fn an_invitation_ends_when_withdrawn_or_damaged() {
    let mut company = Company::found().await;
    let link = company
        .founder
        .call(Invite {
            note: "李强".to_owned(),
        })
        .await
        .unwrap();
    let mut newcomer = Client::new(&company.server.url());
    let opened = newcomer
        .call(OpenInvitation {
            fragment: link.fragment.clone(),
        })
        .await
        .unwrap();
    let greeting = opened.greeting.unwrap();
    assert_eq!(
        (greeting.inviter.as_str(), greeting.company.as_str()),
        ("王敏", "晨光商贸")
    );
    // A server that puts other words under the link is told from whoever made it.
    newcomer.lie(|_, mut response| {
        let mut state: InvitationState = from_cbor(&response.body).unwrap();
        *state.greeting.as_mut().unwrap().0.last_mut().unwrap() ^= 1;
        response.body = to_cbor(&state).unwrap();
        response
    });
    let lied_about = newcomer
        .call(OpenInvitation {
            fragment: link.fragment.clone(),
        })
        .await
        .unwrap_err();
    assert_eq!(lied_about.reason, Reason::BadInvitation);
    newcomer.stop_lying();
    let cut = secret(&link.fragment.expose()[..link.fragment.expose().len() - 3]);
    assert_eq!(
        newcomer
            .call(OpenInvitation { fragment: cut })
            .await
            .unwrap_err()
            .reason,
        Reason::BadInvitation
    );
    company
        .founder
        .call(WithdrawInvitation { id: link.id })
        .await
        .unwrap();
    assert_eq!(
        newcomer
            .call(OpenInvitation {
                fragment: link.fragment
            })
            .await
            .unwrap_err()
            .reason,
        Reason::InvitationEnded
    );
}

#[tokio::test]
async fn locking_forgets_and_signing_in_brings_back() {
    let mut company = Company::found().await;
    create(&mut company, "风控部", "章子安").await;
    company.founder.call(Lock).await.unwrap();
    assert_eq!(
        company
            .founder
            .call(GetOrganisation)
            .await
            .unwrap_err()
            .reason,
        Reason::Locked
    );
    let state = company.founder.call(Start).await.unwrap();
    assert!(state.set_up && state.session.is_none());
    let wrong = SignIn {
        sign_in_name: "wangmin".to_owned(),
        password: secret("not the password at all"),
    };
    assert_eq!(
        company.founder.call(wrong).await.unwrap_err().reason,
        Reason::WrongCredentials
    );
    let session = company
        .founder
        .call(SignIn {
            sign_in_name: " WangMin ".to_owned(),
            password: secret(PASSWORD),
        })
        .await
        .unwrap();
    assert_eq!(session.company, "晨光商贸");
    assert!(
        session.abilities.administer && session.abilities.admit && session.abilities.create_clients
    );
    assert_eq!(rows(&mut company.founder, "").await, ["章子安"]);
}
