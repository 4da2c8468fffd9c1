use ledger::{
    id::{InvitationId, PersonId},
    statement::RosterStatement,
};
use wire::{
    Code,
    account::SignedIn,
    invitation::{InvitationState, Invitations, NewInvitation, State},
    path,
};

use crate::company::{Company, Staff, new_keys, now, random};

#[tokio::test]
async fn a_newcomer_answers_waits_and_joins() {
    let mut company = Company::found().await;
    let mut anna = Staff::new(&company.app, "anna");
    let invitation = company.invite().await;
    let url = path::invitation(&invitation.to_string());
    let state: InvitationState = company.app.client().get(&url).await.ok();
    assert_eq!(state.state, State::Open);
    assert_eq!(state.greeting, Some([2; 60].into()));

    anna.sign_in().await.fails(401, Code::WrongCredentials);
    company.answer(invitation, &anna).await.done();
    company.answer(invitation, &anna).await.done();
    let mut other = Staff::new(&company.app, "other");
    company
        .answer(invitation, &other)
        .await
        .fails(409, Code::Conflict);
    anna.sign_in().await.fails(403, Code::AwaitingConfirmation);
    assert_eq!(anna.client.cookie, None);
    other.person.sign_in_name = "anna".to_owned();
    other.sign_in().await.fails(401, Code::WrongCredentials);

    let mine: Invitations = company.founder.client.get(path::INVITATIONS).await.ok();
    assert_eq!(mine.invitations.len(), 1);
    assert_eq!(mine.invitations[0].state, State::Answered);
    assert_eq!(mine.invitations[0].newcomer, Some(anna.newcomer()));

    company
        .state(RosterStatement::Enrol(anna.person.clone(), invitation))
        .await;
    let state: InvitationState = company.app.client().get(&url).await.ok();
    assert_eq!(state.state, State::Used);
    let signed_in: SignedIn = anna.sign_in().await.ok();
    assert_eq!(signed_in.person, anna.person.id.to_string());
    company
        .answer(invitation, &Staff::new(&company.app, "late"))
        .await
        .fails(410, Code::InvitationEnded);
    company
        .founder
        .client
        .delete(&url)
        .await
        .fails(409, Code::Conflict);

    let mine: Invitations = anna.client.get(path::INVITATIONS).await.ok();
    assert!(mine.invitations.is_empty());
    anna.client
        .get(path::OPERATIONS)
        .await
        .fails(403, Code::NotAllowed);
}

#[tokio::test]
async fn who_is_enrolled_is_who_answered() {
    let mut company = Company::found().await;
    let anna = Staff::new(&company.app, "anna");
    let invitation = company.invite().await;
    let early = company.sign(RosterStatement::Enrol(anna.person.clone(), invitation));
    let error = company.send(&[early]).await.fails(422, Code::Refused);
    assert_eq!(error.detail.as_deref(), Some("invitation"));
    company.answer(invitation, &anna).await.done();
    let mut puppet = anna.person.clone();
    puppet.keys = new_keys().1;
    let puppet = company.sign(RosterStatement::Enrol(puppet, invitation));
    let error = company.send(&[puppet]).await.fails(422, Code::Refused);
    assert_eq!(error.detail.as_deref(), Some("answer"));
    let unknown = company.sign(RosterStatement::Enrol(
        anna.person.clone(),
        InvitationId(random()),
    ));
    company.send(&[unknown]).await.fails(422, Code::Refused);
    company
        .state(RosterStatement::Enrol(anna.person.clone(), invitation))
        .await;
}

#[tokio::test]
async fn an_invitation_ends_in_time_or_by_its_inviter() {
    let mut company = Company::found().await;
    let (anna, ben) = (
        Staff::new(&company.app, "anna"),
        Staff::new(&company.app, "ben"),
    );
    let new = |expires: u64| NewInvitation {
        id: InvitationId(random()).to_string(),
        expires,
        sealed: [1; 40].into(),
        renews: None,
        greeting: None,
    };
    let short = new(now() + 2_000);
    company
        .founder
        .client
        .post(path::INVITATIONS, &short)
        .await
        .done();
    company
        .founder
        .client
        .post(path::INVITATIONS, &short)
        .await
        .fails(409, Code::Conflict);
    for expires in [0, now() - 1, now() + 15 * 24 * 3_600_000] {
        company
            .founder
            .client
            .post(path::INVITATIONS, &new(expires))
            .await
            .fails(400, Code::BadRequest);
    }
    let left = short.expires.saturating_sub(now()) + 1;
    tokio::time::sleep(std::time::Duration::from_millis(left)).await;
    let state: InvitationState = company
        .app
        .client()
        .get(&path::invitation(&short.id))
        .await
        .ok();
    assert_eq!(state.state, State::Expired);
    company
        .answer(short.id.parse().unwrap(), &anna)
        .await
        .fails(410, Code::InvitationEnded);

    // Withdrawn after the answer: the name is free for the next.
    let invitation = company.invite().await;
    company.answer(invitation, &anna).await.done();
    let taken = Staff::new(&company.app, "ANNA");
    let second = company.invite().await;
    company
        .answer(second, &taken)
        .await
        .fails(409, Code::NameTaken);
    let url = path::invitation(&invitation.to_string());
    let mut stranger = company.hire("stranger").await;
    stranger
        .client
        .delete(&url)
        .await
        .fails(404, Code::NotFound);
    company.founder.client.delete(&url).await.done();
    company.founder.client.delete(&url).await.done();
    company
        .answer(invitation, &ben)
        .await
        .fails(410, Code::InvitationEnded);
    company.answer(second, &taken).await.done();

    let mine: Invitations = company.founder.client.get(path::INVITATIONS).await.ok();
    let states: Vec<State> = mine
        .invitations
        .iter()
        .map(|invitation| invitation.state)
        .collect();
    assert_eq!(
        states,
        [
            State::Used,
            State::Answered,
            State::Withdrawn,
            State::Expired
        ],
        "newest first"
    );
}

#[tokio::test]
async fn only_who_may_enrol_invites() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let body = NewInvitation {
        id: InvitationId(random()).to_string(),
        expires: now() + 60_000,
        sealed: [1; 40].into(),
        renews: None,
        greeting: None,
    };
    anna.client
        .post(path::INVITATIONS, &body)
        .await
        .fails(403, Code::NotAllowed);
    company
        .app
        .client()
        .post(path::INVITATIONS, &body)
        .await
        .fails(401, Code::NotSignedIn);
}

#[tokio::test]
async fn sign_in_names_are_taken_once() {
    let mut company = Company::found().await;
    let invitation = company.invite().await;
    let founder = Staff::new(&company.app, "Founder");
    company
        .answer(invitation, &founder)
        .await
        .fails(409, Code::NameTaken);
    let (one, two) = (company.invite().await, company.invite().await);
    let (first, second) = (
        Staff::new(&company.app, "same"),
        Staff::new(&company.app, "same"),
    );
    let (a, b) = tokio::join!(company.answer(one, &first), company.answer(two, &second));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
}

/// An id that somebody has is nobody's answer: the invitation stays open for one with an id of their own.
#[tokio::test]
async fn an_answer_in_the_name_of_somebody_who_is_there_is_told_so() {
    let mut company = Company::found().await;
    let anna = company.hire("anna").await;
    let invitation = company.invite().await;
    let mut twin = Staff::new(&company.app, "twin");
    twin.person.id = anna.person.id;
    let error = company
        .answer(invitation, &twin)
        .await
        .fails(400, Code::BadRequest);
    let told: Vec<_> = error
        .fields
        .iter()
        .map(|error| (error.field.as_str(), error.code.as_str()))
        .collect();
    assert_eq!(told, [("newcomer.person", "taken")]);
    twin.person.id = PersonId(random());
    company.answer(invitation, &twin).await.done();
}
