//! From the recovery kit back to access: new keys and a new password, stated and admitted by the recovery root. Who has a code of their own
//! keeps their keys.

use bridge::{Failure, Reason, account::Recover, failure::Alarm, names};
use checks::Check;
use ledger::{
    entry::{Author, SignedEntry},
    id::PersonId,
    rights::Duty,
    roster::{Roster, Standing},
    statement::{Cover, KeyName, Post, RosterStatement},
};
use seal::recovery::Seed;
use wire::{
    Code,
    account::{RecoveryAccount, RecoveryChallenge, RecoverySignIn, SignedIn},
    actor, path,
    roster::{Boxes, RosterPage},
};

use super::{by_code, kits, kits::Given, second_step::Arrived};
use crate::{
    Result,
    api::{Api, ApiError},
    draft::Draft,
    identity::{Locker, NewKeys, ReadyKeys},
    journals::{Ends, ends},
    keyring::Keyring,
    people::Letting,
    pins::Pins,
    platform::Platform,
    remote::{Method, Remote},
    roster,
    seen::Seen,
    session::Session,
};

/// How often recovery states while others state at the same time: whoever has a session could otherwise keep the kit from being used.
const TRIES: usize = 16;

/// Recovers.
pub(crate) async fn recover<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    request: &Recover,
    seen: &Seen,
) -> Result<Arrived<P>> {
    let seed = match kits::given(&request.kits)? {
        Given::Root(seed) => seed,
        Given::Personal(code) => {
            return by_code::recover(api, platform, request, code, seen).await;
        }
    };
    sign_in(api, &seed).await?;
    let mut roster = Roster::new();
    roster::pull(api, &mut roster, platform.now()).await?;
    if !kits::is_of(&seed, roster.view().recovery()) {
        return Err(Reason::WrongKit.into());
    }
    demand_voucher(api, &roster).await?;
    let sign_in_name = names::spelt(&request.sign_in_name);
    let person = roster
        .view()
        .by_sign_in_name(&sign_in_name)
        .map(|person| person.id)
        .ok_or(Reason::NotFound)?;
    // All that takes long comes before the last look at the roster.
    let keys =
        NewKeys::make(platform)
            .await?
            .under(platform, &sign_in_name, request.password.expose())?;
    for _ in 0..TRIES {
        let (keyring, bad) = keyring(api, platform, &mut roster, &seed).await?;
        let restored = restored(&roster, person, keyring, bad)?;
        let ends = ends(api).await?;
        let (body, locker, pins, roster_then) = statements(
            platform,
            roster.clone(),
            &ends,
            &seed,
            person,
            &keys,
            restored,
        )
        .await?;
        match api.put::<_, SignedIn>(path::RECOVERY_ACCOUNT, &body).await {
            Ok(_) => {
                api.act_as(person);
                let keyring = Keyring::default();
                let mut session =
                    Session::open(platform, person, locker, pins, roster_then, keyring).await?;
                session.begin_or_wait(api, platform, seen).await?;
                return Ok(Arrived::Open(Box::new(session)));
            }
            // Somebody stated first.
            Err(error) if matches!(error.code(), Some(Code::StaleHead | Code::Conflict)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Reason::Conflict.into())
}

/// Brings the roster up to date and opens the root's boxes. Also says whether any of them was bad.
async fn keyring<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    roster: &mut Roster,
    seed: &Seed,
) -> Result<(Keyring, bool)> {
    let boxes: Boxes = api.get(path::BOXES).await?;
    // Boxes may be younger than the roster that I pulled before them.
    roster::pull(api, roster, platform.now()).await?;
    let org = roster.org().ok_or_else(fault)?;
    Ok(Keyring::recover(
        roster,
        org.0,
        &seed.wrapping(),
        &boxes.boxes,
    ))
}

/// What is given back: the posts that somebody had admitted, as far as the root has their pairs, and the root's keys.
struct Restored {
    keyring: Keyring,
    posts: Vec<(Post, Vec<Cover>)>,
}

/// Recovery gives back what was there and nothing more, unless no archivist is left. A box that its maker spoiled costs the post whose pair is in it, which then waits for
/// an archivist: one colleague must not make the kit worthless for everybody. If all of a person's posts are lost so, it is an alarm.
fn restored(roster: &Roster, person: PersonId, keyring: Keyring, bad: bool) -> Result<Restored> {
    let view = roster.view();
    // Where no archivist is left, nobody but the kit can admit: it then gives what the person's posts are for.
    let nobody = !view.has_bearer(Duty::Archive);
    let had: Vec<Post> = view
        .posts_of(person)
        .filter(|post| view.is_admitted(person, *post) || nobody)
        .collect();
    let posts: Vec<(Post, Vec<Cover>)> = had
        .iter()
        .filter(|post| {
            view.epoch(&KeyName::Post(**post))
                .is_none_or(|opening| keyring.post(**post, opening.epoch).is_some())
        })
        .map(|post| {
            let covers = match nobody {
                true => view.entitlements(*post),
                false => view.covers_of(person, *post),
            };
            (*post, covers)
        })
        .collect();
    if posts.is_empty() && !had.is_empty() {
        let reason = if bad {
            Reason::Integrity(Alarm::KeySubstituted)
        } else {
            Reason::KeyWaiting
        };
        return Err(reason.into());
    }
    Ok(Restored { keyring, posts })
}

/// The recovery root's statements on this roster, and the account that follows from them.
async fn statements<P: Platform>(
    platform: &P,
    roster: Roster,
    ends: &Ends,
    seed: &Seed,
    person: PersonId,
    keys: &ReadyKeys,
    restored: Restored,
) -> Result<(RecoveryAccount, Locker, Pins, Roster)> {
    let org = roster.org().ok_or_else(fault)?;
    let signing = seed.signing();
    let mut keyring = restored.keyring;
    let mut draft = Draft::new(platform, org, Author::Recovery, &signing, roster);
    let mut letting = Letting::of_what_is_left();
    let public = keys.keys.public.clone();
    if draft.view().standing(person) == Some(Standing::Suspended) {
        draft.state(RosterStatement::Reinstate(person))?;
    }
    draft.state_with_ends(RosterStatement::Rekey(person, public, vec![]), ends)?;
    for (post, covers) in restored.posts {
        letting.open_post(platform, &mut draft, &mut keyring, post)?;
        letting.admit(&mut draft, person, post, covers)?;
    }
    // Whoever has the old keys, if anybody does, knows what the person knew.
    letting.rotate(platform, &mut draft, &mut keyring)?;
    let boxes = letting.boxes(platform, &draft, &signing, &keyring).await?;
    let entries = draft.bytes();
    let roster = draft.roster;
    let pins = keys.noted(platform, Pins::of(&roster)?);
    let (account, locker) = keys.account(platform, org, person, &pins)?;
    let body = RecoveryAccount {
        person: person.to_string(),
        entries,
        boxes,
        account,
    };
    Ok((body, locker, pins, roster))
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
    if Check::Voucher.passes(voucher == Some(Author::Recovery)) {
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
        Err(ApiError::Refused(error)) if error.code == Code::WrongCredentials => {
            Err(Reason::WrongKit.into())
        }
        Err(error) => Err(error.into()),
    }
}

fn fault() -> Failure {
    Reason::Fault.into()
}
