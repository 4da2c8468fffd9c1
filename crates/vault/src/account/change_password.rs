//! Another password for whoever is signed in, or a recovery code of their own: their blob is sealed anew, and nothing else.

use bridge::{
    Reason,
    account::{ChangePassword, Kit, MakeCode},
};
use ledger::text::folded;
use seal::{
    password::{SignInSecret, Stretch, UnlockKey},
    recovery::{self, PersonalCode},
};
use wire::{
    Code,
    account::{BlobHeld, PasswordPut},
    path,
};

use super::{kits::printed, sign_in::stretched};
use crate::{
    Result,
    api::Api,
    identity::Stretched,
    platform::Platform,
    remote::{Method, Remote},
    session::Session,
    typed,
};

/// How often the blob is sealed anew when other devices of mine seal it at the same time.
const TRIES: usize = 8;

/// What proves to the server that I may, with the present password's key.
pub(super) enum Proof {
    Password(SignInSecret, UnlockKey),
    Code(SignInSecret),
}

/// Changes it. The present password is proven here first: an open page that somebody finds gives them no guess at the server. A recovery code
/// is void with it: whoever knew the password could have made one.
///
/// # Errors
/// [`Reason::WrongCredentials`] for another present password, [`Reason::Conflict`] where other devices were faster each time, and what
/// signing in fails with. After [`Reason::Offline`] the password may be either; asked again with the same two, it comes to the new one.
pub(crate) async fn change_password<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &ChangePassword,
) -> Result<()> {
    let (name, sign_in_name) = names(session)?;
    let rules = session.view().policy().rules().passwords;
    typed::new_password(&request.password, &[&name, &sign_in_name], rules)?;
    let present = request.present.expose();
    let (secret, unlock) = stretched(api, platform, &sign_in_name, present).await?;
    if !is_present(session, api, &unlock).await? {
        // A wrong one, unless this change was carried out before and its answer got lost.
        let new = request.password.expose();
        let (_, unlock) = stretched(api, platform, &sign_in_name, new).await?;
        if session
            .locker
            .opens_with(session.me.org, session.me.person, &unlock)
        {
            // It is the one that I have, and what stands for the present one is not.
            return Err(Reason::WrongCredentials.into());
        }
        if !is_present(session, api, &unlock).await? {
            return Err(Reason::WrongCredentials.into());
        }
        session.password_fits = true;
        return Ok(());
    }
    is_another(session, platform, &sign_in_name, request.password.expose())?;
    let new = Stretched::new(platform, &sign_in_name, request.password.expose())?;
    let proof = Proof::Password(secret, unlock);
    put(session, api, platform, &proof, &new, None).await
}

/// Whether it is none of the last passwords, as far back as the rules say. Takes long: each is stretched anew.
pub(super) fn is_another<P: Platform>(
    session: &Session<P>,
    platform: &P,
    sign_in_name: &str,
    password: &str,
) -> Result<()> {
    let rules = session.view().policy().rules().passwords;
    let marks = session.pins.passwords.marks.iter().rev();
    for mark in marks.take(usize::from(rules.history)) {
        let salt = mark.salt.of_person(&folded(sign_in_name));
        let stretched = platform.stretch(password, &salt, &Stretch::DEFAULT);
        let (_, unlock) = stretched.map_err(|_| Reason::Fault)?;
        if unlock.mark() == mark.mark {
            return Err(typed::invalid("password", "used_before"));
        }
    }
    Ok(())
}

/// Gives me a recovery code, in place of an earlier one. The password stays, stretched anew; other devices are signed out.
///
/// # Errors
/// As [`change_password`]. After [`Reason::Offline`] a code that nobody was shown may be the one that counts: asked again, there is another.
pub(crate) async fn make_code<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &MakeCode,
) -> Result<Kit> {
    let (_, sign_in_name) = names(session)?;
    let present = request.present.expose();
    let (secret, unlock) = stretched(api, platform, &sign_in_name, present).await?;
    if !is_present(session, api, &unlock).await? {
        return Err(Reason::WrongCredentials.into());
    }
    let new = Stretched::new(platform, &sign_in_name, present)?;
    let code = PersonalCode::generate(&mut platform.rng());
    let proof = Proof::Password(secret, unlock);
    put(session, api, platform, &proof, &new, Some(&code)).await?;
    Ok(printed(&recovery::Kit::Personal(code)))
}

pub(super) fn names<P: Platform>(session: &Session<P>) -> Result<(String, String)> {
    let person = session.view().person(session.me.person);
    let names = person.map(|person| (person.name.clone(), person.sign_in_name.clone()));
    Ok(names.ok_or(Reason::Fault)?)
}

/// Whether the password that this key comes from is mine: it opens my blob, or the one that the server holds by now, which I have sealed
/// without hearing that it arrived.
pub(super) async fn is_present<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    unlock: &UnlockKey,
) -> Result<bool> {
    let (org, person) = (session.me.org, session.me.person);
    if session.locker.opens_with(org, person, unlock) {
        return Ok(true);
    }
    let held: BlobHeld = api.get(path::BLOB).await?;
    session.take_change_over(&held, unlock)
}

/// What proves to the server that it is I who ask, by the present password. A wrong one is found out here and is no guess at the server.
pub(super) async fn proven<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    present: &str,
) -> Result<SignInSecret> {
    let (_, sign_in_name) = names(session)?;
    let (secret, unlock) = stretched(api, platform, &sign_in_name, present).await?;
    match is_present(session, api, &unlock).await? {
        true => Ok(secret),
        false => Err(Reason::WrongCredentials.into()),
    }
}

/// Has the server take the blob under a new password and code.
pub(super) async fn put<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    proof: &Proof,
    new: &Stretched,
    code: Option<&PersonalCode>,
) -> Result<()> {
    let (org, person) = (session.me.org, session.me.person);
    let (secret, present) = match proof {
        Proof::Password(secret, unlock) => (secret, Some(unlock)),
        Proof::Code(secret) => (secret, None),
    };
    let code = code.map(PersonalCode::secrets);
    let signs_in = code.as_ref().map(|(secret, _)| secret);
    let unlocks = (&new.unlock, code.as_ref().map(|(_, unlock)| unlock));
    for _ in 0..TRIES {
        // A code leaves the password as it is.
        let pins = match code.is_some() {
            true => session.pins.clone(),
            false => session.with_password(new.mark(), platform.now()),
        };
        let rekeyed = session
            .locker
            .under(platform, org, person, unlocks, &pins)?;
        let put = PasswordPut {
            person: person.to_string(),
            secret: secret.expose().to_vec().into(),
            by_code: present.is_none(),
            replaces: session.locker.blob.counter(),
            account: new.account(&rekeyed.blob, signs_in),
        };
        match api.tell(Method::Put, path::PASSWORD, &put).await {
            Ok(_) => {
                session.locker.is_now(rekeyed);
                session.has_stored(pins);
                return Ok(());
            }
            // Another device of mine has remembered something meanwhile.
            Err(error) if error.code() == Some(Code::Conflict) => {
                let held: BlobHeld = api.get(path::BLOB).await?;
                // Or I myself have sealed it for this very password, without hearing that it arrived.
                let is_mine = session.catch_up(&held)?
                    || match present {
                        Some(unlock) => session.take_change_over(&held, unlock)?,
                        None => false,
                    };
                if !is_mine {
                    return Err(Reason::WrongCredentials.into());
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Reason::Conflict.into())
}
