//! Answering an invitation: a newcomer's, or one that renews an access.

use std::collections::BTreeMap;

use bridge::{
    Failure, Reason,
    account::{InvitationView, Join, RenewAccess},
};
use ledger::{id::PersonId, rules::Rules};
use wire::{
    Code,
    invitation::{Answer, InvitationState, Renewal, State},
    path,
};

use crate::{
    Result,
    api::Api,
    fingerprint::fingerprint,
    identity::NewKeys,
    organisation::{Fragment, greeting, newcomer_message, renewed_message},
    pins::{Passwords, Pins},
    platform::{Platform, uuid_v7},
    remote::{Method, Remote},
    typed,
};

/// Reads the link, and asks the server whether it is still good.
pub(crate) async fn open_invitation<R: Remote>(
    api: &Api<R>,
    fragment: &str,
) -> Result<InvitationView> {
    let fragment = Fragment::parse(fragment)?;
    let state: InvitationState = api
        .get(&path::invitation(&fragment.invitation.to_string()))
        .await
        .map_err(|error| match Failure::from(error).reason {
            Reason::NotFound => Failure::from(Reason::InvitationEnded),
            reason => reason.into(),
        })?;
    if state.state != State::Open {
        return Err(Reason::InvitationEnded.into());
    }
    let greeting = match &state.greeting {
        Some(sealed) => Some(greeting::open(&fragment, &sealed.0)?),
        None => None,
    };
    Ok(InvitationView {
        greeting,
        fingerprint: fingerprint(fragment.genesis),
        renews: fragment.renews.map(|renews| renews.sign_in_name),
        expires: state.expires,
    })
}

/// Makes keys and account, and answers.
pub(crate) async fn join<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    request: &Join,
) -> Result<()> {
    let fragment = Fragment::parse(request.fragment.expose())?;
    if fragment.renews.is_some() {
        return Err(Reason::BadInvitation.into());
    }
    let name = typed::name("name", &request.name)?;
    let sign_in_name = typed::sign_in_name(&request.sign_in_name)?;
    let person = PersonId(uuid_v7(platform));
    let keys = NewKeys::make(platform).await?;
    let newcomer = newcomer_message(&fragment, person, &name, &sign_in_name, &keys);
    let keys = keys.under(platform, &sign_in_name, request.password.expose())?;
    let pins = keys.noted(platform, pins(&fragment));
    let (account, _) = keys.account(platform, fragment.org, person, &pins)?;
    api.tell(
        Method::Post,
        &path::answer(&fragment.invitation.to_string()),
        &Answer { newcomer, account },
    )
    .await?;
    Ok(())
}

/// Makes new keys and a new account for whoever has lost the earlier ones, and answers with them.
pub(crate) async fn renew_access<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    request: &RenewAccess,
) -> Result<()> {
    let fragment = Fragment::parse(request.fragment.expose())?;
    let Some(renews) = &fragment.renews else {
        return Err(Reason::BadInvitation.into());
    };
    typed::new_password(
        &request.password,
        &[&renews.sign_in_name],
        Rules::default().passwords,
    )?;
    let keys = NewKeys::make(platform).await?;
    let renewed = renewed_message(&fragment, renews, &keys);
    let keys = keys.under(platform, &renews.sign_in_name, request.password.expose())?;
    let pins = keys.noted(platform, pins(&fragment));
    let (account, _) = keys.account(platform, fragment.org, renews.person, &pins)?;
    let path = path::renewal(&fragment.invitation.to_string());
    match api
        .tell(Method::Post, &path, &Renewal { renewed, account })
        .await
    {
        Ok(_) => Ok(()),
        // By me, if an answer got lost on its way here; or by a thief of the link.
        Err(error) if error.code() == Some(Code::Conflict) => Err(Reason::Answered.into()),
        Err(error) => Err(error.into()),
    }
}

/// What a link pins.
fn pins(fragment: &Fragment) -> Pins {
    Pins {
        passwords: Passwords::default(),
        genesis: fragment.genesis,
        roster: fragment.head,
        journals: BTreeMap::new(),
    }
}
