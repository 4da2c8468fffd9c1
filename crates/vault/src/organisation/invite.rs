//! Invitations. What the server must not be able to forge travels in the link's fragment, which no browser sends to it.

use bridge::{
    Failure, Reason, Secret,
    organisation::{InvitationLine, InvitationLink, InvitationStatus, Invite},
};
use checks::Check;
use ledger::{
    hash::Hash,
    id::{InvitationId, PersonId},
    statement::{Person, PublicKeys, RosterStatement},
};
use seal::{
    identity::{self, WrappingPublic},
    mac,
    note::{open_from_self, seal_to_self},
};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use wire::{
    invitation::{Invitation, Invitations, NewInvitation, Newcomer, State},
    path,
};
use zeroize::Zeroizing;

use super::Fragment;
use crate::{
    Result,
    api::Api,
    platform::{Platform, random, uuid_v7},
    remote::{Method, Remote},
    session::Session,
    typed,
};

/// How long an invitation is good: 7 days, in milliseconds.
const LIFE: u64 = 7 * 86_400_000;
const MAC_DOMAIN: &str = "jiandang/newcomer-mac/v1";
const SIGN_DOMAIN: &[u8] = b"jiandang/newcomer-signature/v1";

/// What the inviter keeps sealed to themselves.
#[derive(Serialize, Deserialize)]
struct Kept {
    secret: ByteBuf,
    note: String,
}

/// Makes an invitation.
pub(crate) async fn invite<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &Invite,
) -> Result<InvitationLink> {
    let note = typed::name("note", &request.note)?;
    let fragment = Fragment {
        invitation: InvitationId(uuid_v7(platform)),
        secret: Zeroizing::new(random(platform)),
        org: session.me.org,
        genesis: session.pins.genesis,
        head: session.roster.head().ok_or(Reason::Fault)?,
    };
    let mut kept = Zeroizing::new(Vec::new());
    let content = Kept {
        secret: ByteBuf::from(fragment.secret.to_vec()),
        note,
    };
    ciborium::into_writer(&content, &mut *kept).map_err(|_| Reason::Fault)?;
    let sealed = seal_to_self(
        &session.me.signing,
        &fragment.invitation.0,
        &kept,
        &mut platform.rng(),
    )
    .map_err(|_| Reason::Fault)?;
    let expires = platform.now() + LIFE;
    let id = fragment.invitation.to_string();
    let body = NewInvitation {
        id: id.clone(),
        expires,
        sealed: sealed.into(),
    };
    api.tell(Method::Post, path::INVITATIONS, &body).await?;
    Ok(InvitationLink {
        id,
        fragment: Secret::new(fragment.write()),
        expires,
    })
}

/// Withdraws an invitation.
pub(crate) async fn withdraw<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    id: &str,
) -> Result<()> {
    let id: InvitationId = id.parse().map_err(|_| Failure::from(Reason::NotFound))?;
    let id = id.to_string();
    api.act(Method::Delete, &path::invitation(&id)).await?;
    note(session, &id, InvitationStatus::Withdrawn);
    Ok(())
}

/// Notes what has become of an invitation, before the server is asked again.
fn note<P: Platform>(session: &mut Session<P>, id: &str, status: InvitationStatus) {
    let line = session.invitations.iter_mut().find(|line| line.id == id);
    if let Some(line) = line {
        line.status = status;
    }
}

/// My invitations.
pub(super) async fn lines<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
) -> Result<Vec<InvitationLine>> {
    let answer: Invitations = api.get(path::INVITATIONS).await?;
    Ok(answer
        .invitations
        .iter()
        .map(|invitation| line(session, invitation))
        .collect())
}

fn line<P: Platform>(session: &Session<P>, invitation: &Invitation) -> InvitationLine {
    let kept = open(session, invitation);
    // Recovery has replaced the keys that the note was sealed under: nobody forged anything, and no answer can be checked any more.
    let orphaned = kept.is_none() && session.view().was_rekeyed(session.me.person);
    let status = match invitation.state {
        State::Open | State::Answered if orphaned => InvitationStatus::EarlierKeys,
        State::Open => InvitationStatus::Open,
        State::Answered if authentic(session, invitation).is_some() => InvitationStatus::Answered,
        State::Answered => InvitationStatus::Forged,
        State::Used => InvitationStatus::Used,
        State::Withdrawn => InvitationStatus::Withdrawn,
        State::Expired => InvitationStatus::Expired,
    };
    InvitationLine {
        id: invitation.id.clone(),
        note: kept.map(|kept| kept.note).unwrap_or_default(),
        status,
        expires: invitation.expires,
        name: invitation
            .newcomer
            .as_ref()
            .map(|newcomer| newcomer.name.clone()),
        sign_in_name: invitation
            .newcomer
            .as_ref()
            .map(|newcomer| newcomer.sign_in_name.clone()),
    }
}

fn open<P: Platform>(session: &Session<P>, invitation: &Invitation) -> Option<Kept> {
    let id: InvitationId = invitation.id.parse().ok()?;
    let bytes = open_from_self(&session.me.signing, &id.0, &invitation.sealed.0).ok()?;
    ciborium::from_reader(bytes.as_slice()).ok()
}

/// The newcomer, if the answer was made by whoever holds the link, for the keys that it names, and keys can be wrapped to them: nobody else is
/// enrolled.
fn authentic<P: Platform>(
    session: &Session<P>,
    invitation: &Invitation,
) -> Option<(InvitationId, Person)> {
    let id: InvitationId = invitation.id.parse().ok()?;
    let newcomer = invitation.newcomer.as_ref()?;
    let secret = <[u8; 32]>::try_from(open(session, invitation)?.secret.as_slice()).ok()?;
    let person = Person {
        id: newcomer.person.parse().ok()?,
        name: newcomer.name.clone(),
        sign_in_name: newcomer.sign_in_name.clone(),
        keys: PublicKeys {
            wrapping: newcomer.wrapping.0.clone(),
            verifying: newcomer.verifying.array()?,
        },
    };
    let message = message(
        session.pins.genesis,
        id,
        person.id,
        &person.name,
        &person.sign_in_name,
        &person.keys,
    );
    let answered = mac::verify(&secret, MAC_DOMAIN, &message, &newcomer.mac.array()?);
    Check::InvitationMac.holds(answered).ok()?;
    identity::verify(
        &person.keys.verifying,
        &[SIGN_DOMAIN, &message].concat(),
        &newcomer.signature.array()?,
    )
    .ok()?;
    WrappingPublic::from_spki(&person.keys.wrapping).ok()?;
    Some((id, person))
}

/// Enrols the newcomer who answered authentically.
pub(crate) async fn confirm<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    id: &str,
) -> Result<()> {
    let answer: Invitations = api.get(path::INVITATIONS).await?;
    let invitation = answer
        .invitations
        .iter()
        .find(|invitation| invitation.id == id)
        .ok_or(Reason::NotFound)?;
    let (id, person) = authentic(session, invitation).ok_or(Reason::BadInvitation)?;
    session
        .state(api, platform, |draft, _, _| {
            draft.state(RosterStatement::Enrol(person.clone(), id))
        })
        .await?;
    note(session, &id.to_string(), InvitationStatus::Used);
    Ok(())
}

/// The newcomer's side: MAC and signature over who they are.
pub(crate) fn newcomer_message(
    fragment: &Fragment,
    person: PersonId,
    name: &str,
    sign_in_name: &str,
    keys: &PublicKeys,
    signing: &identity::SigningKey,
) -> Newcomer {
    let message = message(
        fragment.genesis,
        fragment.invitation,
        person,
        name,
        sign_in_name,
        keys,
    );
    Newcomer {
        person: person.to_string(),
        name: name.to_owned(),
        sign_in_name: sign_in_name.to_owned(),
        wrapping: keys.wrapping.clone().into(),
        verifying: keys.verifying.to_vec().into(),
        mac: mac::mac(&fragment.secret, MAC_DOMAIN, &message)
            .to_vec()
            .into(),
        signature: signing
            .sign(&[SIGN_DOMAIN, &message].concat())
            .to_vec()
            .into(),
    }
}

/// Genesis ‖ invitation ‖ person ‖ fingerprint of both public keys ‖ name and sign-in name, each after its length (u32 big-endian).
fn message(
    genesis: Hash,
    invitation: InvitationId,
    person: PersonId,
    name: &str,
    sign_in_name: &str,
    keys: &PublicKeys,
) -> Vec<u8> {
    let mut message = [
        &genesis.0[..],
        &invitation.0,
        &person.0,
        &keys.fingerprint().0,
    ]
    .concat();
    for text in [name, sign_in_name] {
        message.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
        message.extend_from_slice(text.as_bytes());
    }
    message
}
