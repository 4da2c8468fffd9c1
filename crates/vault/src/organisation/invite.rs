//! Invitations. What the server must not be able to forge travels in the link's fragment, which no browser sends to it.

use bridge::{
    Failure, Reason, Secret,
    organisation::{InvitationLine, InvitationLink, InvitationStatus, Invite, Renew},
};
use checks::Check;
use ledger::{
    hash::Hash,
    id::{InvitationId, PersonId},
    rights::Duty,
    roster::View,
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
    Bytes,
    body::from_cbor,
    invitation::{Invitation, Invitations, NewInvitation, Newcomer, Renewed, State},
    path,
};
use zeroize::Zeroizing;

use super::{Fragment, fragment::Renews, greeting};
use crate::{
    Result,
    api::Api,
    identity::NewKeys,
    platform::{Platform, random, uuid_v7},
    remote::{Method, Remote},
    session::{Session, agreed},
    typed,
};

/// How long an invitation is good: 7 days, in milliseconds.
const LIFE: u64 = 7 * 86_400_000;

/// What an answer is bound under: one to an invitation is none to a renewal.
struct Domains {
    mac: &'static str,
    signature: &'static [u8],
}

const NEWCOMER: Domains = Domains {
    mac: "jiandang/newcomer-mac/v1",
    signature: b"jiandang/newcomer-signature/v1",
};
const RENEWAL: Domains = Domains {
    mac: "jiandang/renewal-mac/v1",
    signature: b"jiandang/renewal-signature/v1",
};

/// What the inviter keeps sealed to themselves.
#[derive(Serialize, Deserialize)]
struct Kept {
    secret: ByteBuf,
    note: String,
    /// Whose access it renews: what the server says of it is not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    renews: Option<ByteBuf>,
    /// The fingerprint of the keys that it is to replace. Once the person has others, the link is over: whoever finds it later, or has answered
    /// meanwhile, gets nothing by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<ByteBuf>,
}

impl Kept {
    fn renews(&self) -> Option<PersonId> {
        let id = self.renews.as_ref()?;
        Some(PersonId(id.as_slice().try_into().ok()?))
    }

    /// Whose access it renews, if their keys are still those that were to be replaced.
    fn still_renews<'v>(&self, view: View<'v>) -> Option<&'v Person> {
        let person = view.person(self.renews()?)?;
        let of = self.of.as_ref()?;
        (of.as_slice() == person.keys.fingerprint().0).then_some(person)
    }
}

/// Makes an invitation.
pub(crate) async fn invite<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &Invite,
) -> Result<InvitationLink> {
    let note = typed::name("note", &request.note)?;
    make(session, api, platform, note, None).await
}

/// Makes a link by which somebody gets a new password and new keys.
pub(crate) async fn renew<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &Renew,
) -> Result<InvitationLink> {
    let id: PersonId = request.person.parse().map_err(|_| Reason::NotFound)?;
    // Whoever has their own access has no need to, and whoever found their page open must not.
    if id == session.me.person {
        return Err(Reason::NotAllowed.into());
    }
    let view = session.view();
    let person = view.person(id).ok_or(Reason::NotFound)?;
    // Said now, not once they have answered: new keys bear no duty until an archivist admits them, so another one has to be left.
    if view.has_bearer(Duty::Archive) && !view.has_other_bearer(Duty::Archive, id) {
        return Err(Reason::OnlyKits.into());
    }
    let renews = Renews {
        person: id,
        sign_in_name: person.sign_in_name.clone(),
    };
    make(session, api, platform, String::new(), Some(renews)).await
}

async fn make<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    platform: &P,
    note: String,
    renews: Option<Renews>,
) -> Result<InvitationLink> {
    let person = renews.as_ref().map(|renews| renews.person);
    let fragment = Fragment {
        renews,
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
        renews: person.map(|person| ByteBuf::from(person.0)),
        of: person
            .and_then(|person| session.view().person(person))
            .map(|person| ByteBuf::from(person.keys.fingerprint().0)),
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
        renews: person.map(|person| person.to_string()),
        greeting: Some(greeting::seal(session, platform, &fragment)?.into()),
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
    let overtaken = kept
        .as_ref()
        .is_some_and(|kept| kept.renews.is_some() && kept.still_renews(session.view()).is_none());
    let status = match invitation.state {
        State::Open | State::Answered if orphaned => InvitationStatus::EarlierKeys,
        State::Open | State::Answered if overtaken => InvitationStatus::Overtaken,
        State::Open => InvitationStatus::Open,
        State::Answered if authentic(session, invitation).is_some() => InvitationStatus::Answered,
        State::Answered => InvitationStatus::Forged,
        State::Used => InvitationStatus::Used,
        State::Withdrawn => InvitationStatus::Withdrawn,
        State::Expired => InvitationStatus::Expired,
    };
    let renews = kept.as_ref().and_then(Kept::renews);
    let newcomer = invitation.newcomer.as_ref();
    let names = match renews.and_then(|person| session.view().person(person)) {
        Some(person) => Some((&person.name, &person.sign_in_name)),
        None => newcomer.map(|newcomer| (&newcomer.name, &newcomer.sign_in_name)),
    };
    InvitationLine {
        id: invitation.id.clone(),
        renews: renews.map(|person| person.to_string()),
        status,
        expires: invitation.expires,
        name: names.map(|(name, _)| name.clone()),
        sign_in_name: names.map(|(_, sign_in_name)| sign_in_name.clone()),
        note: kept.map(|kept| kept.note).unwrap_or_default(),
    }
}

fn open<P: Platform>(session: &Session<P>, invitation: &Invitation) -> Option<Kept> {
    let id: InvitationId = invitation.id.parse().ok()?;
    let bytes = open_from_self(&session.me.signing, &id.0, &invitation.sealed.0).ok()?;
    from_cbor(&bytes).ok()
}

/// What an answer asks me to state, if it was made by whoever holds the link, for the keys that it names, and keys can be wrapped to them:
/// nobody else is enrolled or gets new keys.
fn authentic<P: Platform>(
    session: &Session<P>,
    invitation: &Invitation,
) -> Option<RosterStatement> {
    let id: InvitationId = invitation.id.parse().ok()?;
    let kept = open(session, invitation)?;
    let secret = <[u8; 32]>::try_from(kept.secret.as_slice()).ok()?;
    let genesis = session.pins.genesis;
    let statement = match &kept.renews {
        None => {
            let newcomer = invitation.newcomer.as_ref()?;
            let keys = keys(&newcomer.wrapping, &newcomer.verifying)?;
            let person = Person {
                id: newcomer.person.parse().ok()?,
                name: newcomer.name.clone(),
                sign_in_name: newcomer.sign_in_name.clone(),
                keys,
            };
            let texts = [person.name.as_str(), &person.sign_in_name];
            let message = message(genesis, id, person.id, &person.keys, &texts);
            let made = [&newcomer.mac, &newcomer.signature];
            NEWCOMER.check(&secret, &person.keys, &message, made)?;
            RosterStatement::Enrol(person, id)
        }
        Some(_) => {
            let known = kept.still_renews(session.view())?;
            let (person, sign_in_name) = (known.id, known.sign_in_name.as_str());
            let renewed = invitation.renewed.as_ref()?;
            let keys = keys(&renewed.wrapping, &renewed.verifying)?;
            let message = message(genesis, id, person, &keys, &[sign_in_name]);
            let made = [&renewed.mac, &renewed.signature];
            RENEWAL.check(&secret, &keys, &message, made)?;
            RosterStatement::Rekey(person, keys, Vec::new())
        }
    };
    Some(statement)
}

/// Both public halves as sent, if keys can be wrapped to them.
fn keys(wrapping: &Bytes, verifying: &Bytes) -> Option<PublicKeys> {
    WrappingPublic::from_spki(&wrapping.0).ok()?;
    Some(PublicKeys {
        wrapping: wrapping.0.clone(),
        verifying: verifying.array()?,
    })
}

impl Domains {
    /// MAC and signature as made.
    fn make(
        &self,
        secret: &[u8; 32],
        signing: &identity::SigningKey,
        message: &[u8],
    ) -> [Bytes; 2] {
        let mac = mac::mac(secret, self.mac, message);
        let signature = signing.sign(&[self.signature, message].concat());
        [mac.to_vec().into(), signature.to_vec().into()]
    }

    /// Both as sent.
    fn check(
        &self,
        secret: &[u8; 32],
        keys: &PublicKeys,
        message: &[u8],
        [mac, signature]: [&Bytes; 2],
    ) -> Option<()> {
        let answered = mac::verify(secret, self.mac, message, &mac.array()?);
        Check::InvitationMac.holds(answered).ok()?;
        let signed = [self.signature, message].concat();
        identity::verify(&keys.verifying, &signed, &signature.array()?).ok()
    }
}

/// Enrols the newcomer who answered authentically, or gives their new keys to whoever has lost the earlier ones.
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
    if invitation.state != State::Answered {
        return Err(Reason::InvitationEnded.into());
    }
    let statement = authentic(session, invitation).ok_or(Reason::BadInvitation)?;
    if let RosterStatement::Rekey(..) = statement {
        session
            .take_away(api, platform, &statement, &agreed)
            .await?;
    } else {
        session
            .state(api, platform, |draft, _, _| draft.state(statement.clone()))
            .await?;
    }
    note(session, id, InvitationStatus::Used);
    Ok(())
}

/// The newcomer's side: MAC and signature over who they are.
pub(crate) fn newcomer_message(
    fragment: &Fragment,
    person: PersonId,
    name: &str,
    sign_in_name: &str,
    keys: &NewKeys,
) -> Newcomer {
    let (genesis, id) = (fragment.genesis, fragment.invitation);
    let message = message(genesis, id, person, &keys.public, &[name, sign_in_name]);
    let [mac, signature] = NEWCOMER.make(&fragment.secret, &keys.signing, &message);
    Newcomer {
        person: person.to_string(),
        name: name.to_owned(),
        sign_in_name: sign_in_name.to_owned(),
        wrapping: keys.public.wrapping.clone().into(),
        verifying: keys.public.verifying.to_vec().into(),
        mac,
        signature,
    }
}

/// The side of whoever lost their keys: MAC and signature over whose the new ones are.
pub(crate) fn renewed_message(fragment: &Fragment, renews: &Renews, keys: &NewKeys) -> Renewed {
    let (genesis, id) = (fragment.genesis, fragment.invitation);
    let texts = [renews.sign_in_name.as_str()];
    let message = message(genesis, id, renews.person, &keys.public, &texts);
    let [mac, signature] = RENEWAL.make(&fragment.secret, &keys.signing, &message);
    Renewed {
        wrapping: keys.public.wrapping.clone().into(),
        verifying: keys.public.verifying.to_vec().into(),
        mac,
        signature,
    }
}

/// Genesis ‖ invitation ‖ person ‖ fingerprint of both public keys ‖ each text after its length (u32 big-endian): of a newcomer name and
/// sign-in name, of a renewal the sign-in name.
fn message(
    genesis: Hash,
    invitation: InvitationId,
    person: PersonId,
    keys: &PublicKeys,
    texts: &[&str],
) -> Vec<u8> {
    let mut message = [
        &genesis.0[..],
        &invitation.0,
        &person.0,
        &keys.fingerprint().0,
    ]
    .concat();
    for text in texts {
        message.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
        message.extend_from_slice(text.as_bytes());
    }
    message
}
