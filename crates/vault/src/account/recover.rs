//! From the recovery kit back to access: new keys and a new password, stated and admitted by the recovery root.

use bridge::{Failure, Reason, account::Recover, failure::Alarm, names};
use ledger::{
    entry::{Author, SignedEntry},
    roster::Roster,
    statement::{Cover, Post, RosterStatement},
};
use seal::recovery::{Kit, KitError, Seed};
use wire::{
    account::{RecoveryAccount, RecoveryChallenge, RecoverySignIn, SignedIn},
    actor, path,
    roster::{Boxes, RosterPage},
};

use crate::{
    Result,
    api::{Api, ApiError},
    draft::Draft,
    identity::{NewKeys, Pins},
    keyring::Keyring,
    people::Letting,
    platform::Platform,
    remote::{Method, Remote},
    roster,
    session::Session,
};

/// Recovers.
pub(crate) async fn recover<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    request: &Recover,
) -> Result<Session<P>> {
    let seed = Kit::parse(request.kit.expose()).map_err(bad_kit)?;
    sign_in(api, &seed).await?;
    let mut roster = Roster::new();
    roster::pull(api, &mut roster, platform.now()).await?;
    let root = seed.wrapping();
    let named = roster.view().recovery().copied();
    if named.is_none_or(|named| {
        named.wrapping != root.public() || named.verifying != seed.signing().verifying()
    }) {
        return Err(Reason::WrongKit.into());
    }
    demand_voucher(api, &roster).await?;
    let org = roster.org().ok_or_else(fault)?;
    let person = roster
        .view()
        .by_sign_in_name(&names::spelt(&request.sign_in_name))
        .map(|person| person.id)
        .ok_or(Reason::NotFound)?;
    let boxes: Boxes = api.get(path::BOXES).await?;
    // Boxes may be younger than the roster that I pulled before them.
    roster::pull(api, &mut roster, platform.now()).await?;
    let mut keyring = Keyring::recover(&roster, org.0, &root, &boxes.boxes)?;

    let keys = NewKeys::make(platform).await?;
    let signing = seed.signing();
    // The posts that somebody had admitted: recovery gives back what was there and nothing more.
    let posts: Vec<(Post, Vec<Cover>)> = {
        let view = roster.view();
        view.posts_of(person)
            .filter(|post| view.is_admitted(person, *post))
            .map(|post| (post, view.covers_of(person, post)))
            .collect()
    };
    let mut draft = Draft::new(platform, org, Author::Recovery, &signing, roster);
    let mut letting = Letting::default();
    draft.state(RosterStatement::Rekey(person, keys.public.clone()))?;
    for (post, covers) in posts {
        letting.open_post(platform, &mut draft, &mut keyring, post)?;
        letting.admit(&mut draft, person, post, covers)?;
    }
    let boxes = letting.boxes(platform, &draft, Author::Recovery, &signing, &keyring)?;
    let entries = draft.bytes();
    let roster = draft.roster;
    let pins = Pins::of(&roster)?;
    let (account, locker) =
        keys.into_account(platform, org, person, request.password.expose(), &pins)?;
    let body = RecoveryAccount {
        person: person.to_string(),
        entries,
        boxes,
        account,
    };
    let _: SignedIn = api.put(path::RECOVERY_ACCOUNT, &body).await?;
    api.act_as(person);
    let mut session =
        Session::open(platform, person, locker, pins, roster, Keyring::default()).await?;
    session.begin(api, platform).await?;
    Ok(session)
}

/// The recovery root has spoken right after genesis: this organisation is the one that my kit was made for, not one that a server built
/// around the kit's public halves.
async fn demand_voucher<R: Remote>(api: &Api<R>, roster: &Roster) -> Result<()> {
    let page: RosterPage = api.get(&format!("{}?after=1", path::ROSTER)).await?;
    let voucher = page
        .entries
        .first()
        .and_then(|bytes| SignedEntry::from_bytes(bytes.0.clone()).ok())
        // Its signature was verified when the roster took it.
        .filter(|entry| roster.hash_at(1) == Some(entry.hash()))
        .and_then(|entry| {
            entry
                .decode::<RosterStatement>()
                .ok()
                .map(|entry| entry.author)
        });
    if voucher == Some(Author::Recovery) {
        Ok(())
    } else {
        Err(Reason::Integrity(Alarm::Genesis).into())
    }
}

/// Proves to the server that I hold the kit.
async fn sign_in<R: Remote>(api: &Api<R>, seed: &Seed) -> Result<()> {
    let RecoveryChallenge { challenge } = api.post(path::RECOVERY_CHALLENGE, &()).await?;
    let signature = seed.signing().sign(&RecoverySignIn::message(&challenge.0));
    let body = RecoverySignIn {
        challenge,
        signature: signature.to_vec().into(),
    };
    match api.tell(Method::Post, path::RECOVERY_SIGN_IN, &body).await {
        Ok(_) => {
            api.act_as(actor::RECOVERY);
            Ok(())
        }
        Err(ApiError::Refused(error)) if error.code == wire::Code::WrongCredentials => {
            Err(Reason::WrongKit.into())
        }
        Err(error) => Err(error.into()),
    }
}

fn bad_kit(error: KitError) -> Failure {
    let group = match error {
        KitError::Groups(groups) => groups.first().copied(),
        _ => None,
    };
    Reason::BadKit(group).into()
}

fn fault() -> Failure {
    Reason::Fault.into()
}
