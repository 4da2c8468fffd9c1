//! Another password for whoever is signed in: their blob is sealed anew, and nothing else.

use bridge::{Reason, account::ChangePassword};
use wire::{
    Code,
    account::{BlobHeld, PasswordPut},
    path,
};

use super::sign_in::stretched;
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

/// Changes it. The present password is proven here first: an open page that somebody finds gives them no guess at the server.
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
    let (org, person) = (session.me.org, session.me.person);
    let (name, sign_in_name) = session
        .view()
        .person(person)
        .map(|person| (person.name.clone(), person.sign_in_name.clone()))
        .ok_or(Reason::Fault)?;
    typed::new_password(&request.password, &[&name, &sign_in_name])?;
    let (secret, unlock) =
        stretched(api, platform, &sign_in_name, request.present.expose()).await?;
    if !session.locker.opens_with(org, person, &unlock) {
        return settled(session, api, platform, &sign_in_name, request).await;
    }
    let new = Stretched::new(platform, &sign_in_name, request.password.expose())?;
    for _ in 0..TRIES {
        let (blob, key) = session.locker.under(platform, org, person, &new.unlock)?;
        let put = PasswordPut {
            person: person.to_string(),
            secret: secret.expose().to_vec().into(),
            replaces: session.locker.blob.counter(),
            account: new.account(&blob),
        };
        match api.tell(Method::Put, path::PASSWORD, &put).await {
            Ok(_) => {
                session.locker.is_now(blob, key);
                return Ok(());
            }
            // Another device of mine has remembered something meanwhile.
            Err(error) if error.code() == Some(Code::Conflict) => {
                let held: BlobHeld = api.get(path::BLOB).await?;
                if !session.catch_up(&held)? {
                    return Err(Reason::WrongCredentials.into());
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Reason::Conflict.into())
}

/// The present password is a wrong one, unless this change was carried out before and its answer got lost.
async fn settled<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    sign_in_name: &str,
    request: &ChangePassword,
) -> Result<()> {
    let (_, unlock) = stretched(api, platform, sign_in_name, request.password.expose()).await?;
    let held: BlobHeld = api.get(path::BLOB).await?;
    if session.take_change_over(&held, &unlock)? {
        return Ok(());
    }
    Err(Reason::WrongCredentials.into())
}
