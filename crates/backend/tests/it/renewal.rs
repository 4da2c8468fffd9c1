//! New keys for somebody who has lost theirs, as the server sees it.

use ledger::{
    id::{InvitationId, PersonId},
    statement::{PublicKeys, RosterStatement},
};
use wire::{
    Bytes, Code,
    account::{KeysPut, SignedIn},
    invitation::{Invitations, Renewal, Renewed, State},
    path,
    roster::RosterAppend,
};

use crate::{
    app::Answer,
    company::{Company, Staff, bytes, entry, new_account, new_keys, random},
};

pub(crate) fn renewal(keys: &PublicKeys) -> Renewal {
    Renewal {
        renewed: Renewed {
            wrapping: keys.wrapping.clone().into(),
            verifying: keys.verifying.to_vec().into(),
            mac: [7; 32].into(),
            signature: [8; 64].into(),
        },
        account: new_account(),
    }
}

async fn answer(company: &Company, link: InvitationId, renewal: &Renewal) -> Answer {
    let path = path::renewal(&link.to_string());
    company.app.client().post(&path, renewal).await
}

fn rekey(person: PersonId, keys: &PublicKeys) -> RosterStatement {
    RosterStatement::Rekey(person, keys.clone(), Vec::new())
}

#[tokio::test]
async fn the_account_changes_with_the_statement_and_not_before() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let (link, made) = company.link(Some(anna.person.id)).await;
    made.done();
    let keys = new_keys().1;
    // Keys that nobody has answered with are nobody's.
    let early = company.sign(rekey(anna.person.id, &keys));
    let error = company.send(&[early]).await.fails(422, Code::Refused);
    assert_eq!(error.detail.as_deref(), Some("renewal"));

    let renewed = renewal(&keys);
    answer(&company, link, &renewed).await.done();
    answer(&company, link, &renewed).await.done();
    answer(&company, link, &renewal(&new_keys().1))
        .await
        .fails(409, Code::Conflict);
    let mine: Invitations = company.founder.client.get(path::INVITATIONS).await.ok();
    let line = &mine.invitations[0];
    assert_eq!(line.state, State::Answered);
    assert_eq!(line.renews, Some(anna.person.id.to_string()));
    assert_eq!(line.renewed, Some(renewed.renewed.clone()));
    let _: SignedIn = anna.sign_in().await.ok();
    let puppet = company.sign(rekey(anna.person.id, &new_keys().1));
    company.send(&[puppet]).await.fails(422, Code::Refused);

    company.state(rekey(anna.person.id, &keys)).await;
    anna.client
        .get(path::SESSION)
        .await
        .fails(401, Code::NotSignedIn);
    anna.sign_in().await.fails(401, Code::WrongCredentials);
    anna.account = renewed.account.clone();
    let signed_in: SignedIn = anna.sign_in().await.ok();
    assert_eq!(signed_in.person, anna.person.id.to_string());
    assert_eq!(signed_in.blob, renewed.account.blob);
    let mine: Invitations = company.founder.client.get(path::INVITATIONS).await.ok();
    assert_eq!(mine.invitations[0].state, State::Used);
    answer(&company, link, &renewed)
        .await
        .fails(410, Code::InvitationEnded);
}

#[tokio::test]
async fn one_door_does_not_open_the_other() {
    let mut company = Company::found().await;
    let anna = company.hire("anna").await;
    let (link, made) = company.link(Some(anna.person.id)).await;
    made.done();
    let newcomer = Staff::new(&company.app, "newcomer");
    company
        .answer(link, &newcomer)
        .await
        .fails(404, Code::NotFound);
    let invitation = company.invite().await;
    answer(&company, invitation, &renewal(&new_keys().1))
        .await
        .fails(404, Code::NotFound);
    answer(&company, InvitationId(random()), &renewal(&new_keys().1))
        .await
        .fails(404, Code::NotFound);
}

#[tokio::test]
async fn a_link_is_made_for_somebody_else_who_is_there() {
    let mut company = Company::found().await;
    let anna = company.hire("anna").await;
    let founder = company.founder.person.id;
    for nobody in [founder, PersonId(random())] {
        let (_, made) = company.link(Some(nobody)).await;
        let error = made.fails(400, Code::BadRequest);
        assert_eq!(error.fields[0].field, "renews");
    }
    let (link, made) = company.link(Some(anna.person.id)).await;
    made.done();
    company
        .state(RosterStatement::Retire(anna.person.id, Vec::new()))
        .await;
    answer(&company, link, &renewal(&new_keys().1))
        .await
        .fails(410, Code::InvitationEnded);
    let (_, made) = company.link(Some(anna.person.id)).await;
    made.fails(400, Code::BadRequest);
}

/// Withdrawn, an answer is gone: its keys can't be stated any more, and the next one is another's.
#[tokio::test]
async fn what_is_withdrawn_renews_nothing() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let (first, made) = company.link(Some(anna.person.id)).await;
    made.done();
    let keys = new_keys().1;
    answer(&company, first, &renewal(&keys)).await.done();
    let url = path::invitation(&first.to_string());
    company.founder.client.delete(&url).await.done();
    let late = company.sign(rekey(anna.person.id, &keys));
    company.send(&[late]).await.fails(422, Code::Refused);
    let _: SignedIn = anna.sign_in().await.ok();

    // Of two answers the one that is stated ends the other.
    let [one, two] = [(); 2].map(|()| new_keys().1);
    let (second, made) = company.link(Some(anna.person.id)).await;
    made.done();
    let (third, made) = company.link(Some(anna.person.id)).await;
    made.done();
    answer(&company, second, &renewal(&one)).await.done();
    answer(&company, third, &renewal(&two)).await.done();
    company.state(rekey(anna.person.id, &two)).await;
    let mine: Invitations = company.founder.client.get(path::INVITATIONS).await.ok();
    let state = |id: InvitationId| {
        let mut lines = mine.invitations.iter();
        lines.find(|line| line.id == id.to_string()).unwrap().state
    };
    assert_eq!(
        (state(second), state(third)),
        (State::Withdrawn, State::Used)
    );
    let other = company.sign(rekey(anna.person.id, &one));
    company.send(&[other]).await.fails(422, Code::Refused);
}

#[tokio::test]
async fn ones_own_keys_are_replaced_with_the_account_or_not_at_all() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let keys = new_keys().1;
    let (org, roster) = (company.org, company.roster.clone());
    let said = |person: PersonId| {
        let statement = rekey(person, &keys);
        bytes(&entry(
            org,
            &roster,
            anna.author(),
            &anna.signing,
            statement,
        ))
    };
    let founder = company.founder.person.id;
    let (mine, theirs) = (said(anna.person.id), said(founder));
    let put = |person: PersonId, entry: &Bytes| KeysPut {
        person: person.to_string(),
        entry: entry.clone(),
        account: new_account(),
    };
    // A statement alone would leave them an account that nothing opens.
    let alone = RosterAppend {
        entries: vec![mine.clone()],
        boxes: Vec::new(),
    };
    let error = anna.client.post(path::ROSTER, &alone).await;
    let error = error.fails(422, Code::Refused);
    assert_eq!(error.detail.as_deref(), Some("renewal"));
    let other = put(anna.person.id, &theirs);
    let error = anna.client.put(path::KEYS, &other).await;
    assert_eq!(
        error.fails(422, Code::Refused).detail.as_deref(),
        Some("rekey")
    );
    let in_their_name = put(founder, &mine);
    anna.client
        .put(path::KEYS, &in_their_name)
        .await
        .fails(409, Code::Conflict);
    // By the founder's session nobody else's statement goes through.
    let foreign = put(founder, &mine);
    let foreign = company.founder.client.put(path::KEYS, &foreign).await;
    foreign.fails(422, Code::Refused);
    let _: SignedIn = anna.sign_in().await.ok();

    let mine = put(anna.person.id, &mine);
    anna.client.put(path::KEYS, &mine).await.done();
    anna.client
        .get(path::SESSION)
        .await
        .fails(401, Code::NotSignedIn);
    anna.sign_in().await.fails(401, Code::WrongCredentials);
    anna.account = mine.account;
    let signed_in: SignedIn = anna.sign_in().await.ok();
    assert_eq!(signed_in.blob, anna.account.blob);
}
