//! Invitations whose answers can't be trusted, and those that nobody can check any more.

use bridge::{
    Reason,
    account::Recover,
    organisation::{
        ConfirmNewcomer, GetOrganisation, InvitationLine, InvitationStatus, Invite,
        OrganisationView, WithdrawInvitation,
    },
};
use ledger::statement::PublicKeys;
use seal::{identity::SigningKey, mac};
use testkit::client::Client;
use vault::remote::Response;
use wire::{
    body::{from_cbor, to_cbor},
    invitation::{Invitations, State},
    path,
};

use crate::company::{Company, secret};

fn only(organisation: &OrganisationView) -> &InvitationLine {
    let [line] = &organisation.invitations[..] else {
        panic!("one invitation: {:?}", organisation.invitations)
    };
    line
}

#[tokio::test]
async fn an_answer_that_came_before_recovery_is_not_called_a_forgery() {
    let mut company = Company::found().await;
    company.join("李强", "liqiang").await;
    let before = company.founder.call(GetOrganisation).await.unwrap();
    assert_eq!(only(&before).status, InvitationStatus::Answered);

    let mut recovered = Client::new(&company.server.url());
    let recover = Recover {
        kits: vec![secret(&company.kit)],
        sign_in_name: "wangmin".to_owned(),
        password: secret("Nine-cranes-over-9-old-bridges"),
    };
    recovered.call(recover).await.unwrap();
    // Not answered either, and nobody can tell what it was for.
    let after = recovered.call(GetOrganisation).await.unwrap();
    assert_eq!(only(&after).status, InvitationStatus::EarlierKeys);
    let id = only(&after).id.clone();
    let confirm = ConfirmNewcomer { id: id.clone() };
    let refused = recovered.call(confirm).await.unwrap_err();
    assert_eq!(refused.reason, Reason::BadInvitation);
    let after = recovered.call(WithdrawInvitation { id }).await.unwrap();
    assert_eq!(only(&after).status, InvitationStatus::Withdrawn);
    // What is made with the new keys is as good as ever.
    company.founder = recovered;
    company.enrol("赵倩", "zhaoqian").await;
}

/// Whoever holds the link can say anything, but is enrolled only with a key that others can seal to: admitting them would fail for ever.
#[tokio::test]
async fn a_wrapping_key_that_is_none_is_not_enrolled() {
    let mut company = Company::found().await;
    let invite = Invite {
        note: "给李强".to_owned(),
    };
    let link = company.founder.call(invite).await.unwrap();
    let parts: Vec<String> = link
        .fragment
        .expose()
        .split('.')
        .map(str::to_owned)
        .collect();
    let secret: Vec<u8> = (0..64)
        .step_by(2)
        .map(|at| u8::from_str_radix(&parts[2][at..at + 2], 16).unwrap())
        .collect();
    let genesis: ledger::hash::Hash = {
        let bytes: Vec<u8> = (0..64)
            .step_by(2)
            .map(|at| u8::from_str_radix(&parts[4][at..at + 2], 16).unwrap())
            .collect();
        ledger::hash::Hash(bytes.try_into().unwrap())
    };
    let (secret, id): ([u8; 32], ledger::id::InvitationId) =
        (secret.try_into().unwrap(), parts[1].parse().unwrap());
    // The answer that the server hands on: authentic in every respect, for a usable wrapping key or for rubbish.
    let answer = move |wrapping: Vec<u8>, response: Response| {
        let mut all: Invitations = from_cbor(&response.body).unwrap();
        let signing = SigningKey::from_seed([7; 32]);
        let person = ledger::id::PersonId([8; 16]);
        let keys = PublicKeys {
            wrapping,
            verifying: signing.verifying(),
        };
        let mut message = [&genesis.0[..], &id.0, &person.0, &keys.fingerprint().0].concat();
        for text in ["李强", "liqiang"] {
            message.extend_from_slice(&u32::try_from(text.len()).unwrap().to_be_bytes());
            message.extend_from_slice(text.as_bytes());
        }
        all.invitations[0].state = State::Answered;
        all.invitations[0].newcomer = Some(wire::invitation::Newcomer {
            person: person.to_string(),
            name: "李强".to_owned(),
            sign_in_name: "liqiang".to_owned(),
            wrapping: keys.wrapping.into(),
            verifying: keys.verifying.to_vec().into(),
            mac: mac::mac(&secret, "jiandang/newcomer-mac/v1", &message)
                .to_vec()
                .into(),
            signature: signing
                .sign(&[b"jiandang/newcomer-signature/v1", &message[..]].concat())
                .to_vec()
                .into(),
        });
        let body = to_cbor(&all).unwrap();
        Response { status: 200, body }
    };
    use vault::Platform as _;
    let machine = testkit::client::NativePlatform::default();
    let usable = machine.make_wrapping_key().await.ok().unwrap().spki;
    for (wrapping, status) in [
        (usable, InvitationStatus::Answered),
        (vec![1; 422], InvitationStatus::Forged),
    ] {
        company.founder.lie(move |path, response| {
            if path == path::INVITATIONS && response.status == 200 {
                answer(wrapping.clone(), response)
            } else {
                response
            }
        });
        let organisation = company.founder.call(GetOrganisation).await.unwrap();
        assert_eq!(only(&organisation).status, status);
    }
    let confirm = ConfirmNewcomer {
        id: parts[1].clone(),
    };
    let refused = company.founder.call(confirm).await.unwrap_err();
    assert_eq!(refused.reason, Reason::BadInvitation);
}
