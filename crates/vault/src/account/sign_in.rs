//! Signing in: stretch, prove, pull and verify the roster, open the blob, compare with what it remembers.

use bridge::{Failure, Reason, account::SignIn, failure::Alarm, names};
use ledger::{
    id::{OrgId, PersonId},
    roster::Roster,
    text::folded,
};
use seal::password::{ServerSalt, SignInSecret, Stretch, StretchError, UnlockKey};
use wire::{
    account::{PreSignIn, SignIn as SignInBody, SignInParameters, SignedIn},
    path,
};

use super::second_step::{Arrived, Way, arrive};
use crate::{
    Result,
    api::Api,
    identity::{Locker, Opens},
    keyring::Keyring,
    password::Shape,
    platform::Platform,
    remote::Remote,
    roster,
    seen::Seen,
    session::Session,
};

/// The scheme that this program knows: Argon2id with a salt bound to the sign-in name, then HKDF.
const SCHEME: u8 = 1;

/// Signs in, or as far as the code of a second factor.
pub(crate) async fn sign_in<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    request: &SignIn,
    seen: &Seen,
) -> Result<Arrived<P>> {
    let sign_in_name = names::spelt(&request.sign_in_name);
    let (secret, unlock) =
        stretched(api, platform, &sign_in_name, request.password.expose()).await?;
    let body = SignInBody {
        sign_in_name,
        secret: secret.expose().to_vec().into(),
        by_code: false,
    };
    let way = Way::Password {
        unlock,
        shape: Shape::of(request.password.expose()),
    };
    arrive(api, platform, api.sign_in(&body).await?, way, seen).await
}

/// Opens the vault with what the server gave for the password. Where the policy asks for a second factor that there is none of, the server gives
/// nothing more: the session then waits for one.
pub(super) async fn open<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    signed_in: &SignedIn,
    (unlock, shape): (&UnlockKey, Shape),
    seen: &Seen,
) -> Result<Session<P>> {
    api.act_as(&signed_in.person);
    let mut session = unlocked(api, platform, signed_in, &Opens::Password(unlock)).await?;
    let rules = session.view().policy().rules().passwords;
    session.password_fits = shape.lacks(rules).is_empty();
    session.begin_or_wait(api, platform, seen).await?;
    Ok(session)
}

/// Asks how a password was stretched, and stretches it. Takes long.
pub(super) async fn stretched<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    sign_in_name: &str,
    password: &str,
) -> Result<(SignInSecret, UnlockKey)> {
    let parameters: SignInParameters = api
        .post(
            path::PRE_SIGN_IN,
            &PreSignIn {
                sign_in_name: sign_in_name.to_owned(),
            },
        )
        .await?;
    let downgrade = || Failure::from(Reason::Integrity(Alarm::Downgrade));
    if parameters.scheme != SCHEME {
        return Err(downgrade());
    }
    let salt =
        ServerSalt(parameters.salt.array().ok_or_else(downgrade)?).of_person(&folded(sign_in_name));
    let cost = Stretch {
        memory_kib: parameters.stretch.memory_kib,
        passes: parameters.stretch.passes,
        lanes: parameters.stretch.lanes,
    };
    // A password that is too long to stretch belongs to nobody.
    if password.is_empty() || password.len() > seal::password::MAX_PASSWORD {
        return Err(Reason::WrongCredentials.into());
    }
    let stretched = platform.stretch(password, &salt, &cost);
    stretched.map_err(|error| match error {
        StretchError::TooWeak | StretchError::TooCostly => downgrade(),
        _ => Reason::Fault.into(),
    })
}

/// From a session at the server to an unlocked one, which has seen nothing but the roster yet.
pub(super) async fn unlocked<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    signed_in: &SignedIn,
    unlock: &Opens<'_>,
) -> Result<Session<P>> {
    let blob = || Failure::from(Reason::Integrity(Alarm::Blob));
    let org: OrgId = signed_in.org.parse().map_err(|_| blob())?;
    let person: PersonId = signed_in.person.parse().map_err(|_| blob())?;
    let mut roster = Roster::new();
    roster::pull(api, &mut roster, platform.now()).await?;
    // The blob is bound to the organisation, the person and the fingerprint of the keys that the roster names: another roster does not open it.
    let fingerprint = roster
        .view()
        .person(person)
        .filter(|_| roster.org() == Some(org))
        .ok_or_else(blob)?
        .keys
        .fingerprint();
    let (locker, pins) = Locker::open(org, person, fingerprint, &signed_in.blob.0, unlock)?;
    roster::check_pins(&roster, &pins)?;
    Session::open(platform, person, locker, pins, roster, Keyring::default()).await
}
