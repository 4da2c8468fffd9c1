//! From a person's own recovery code back to access: the same keys under a new password. The code is used up.

use bridge::{Reason, Secret, account::Recover, names};
use seal::recovery::PersonalCode;
use wire::{
    Code,
    account::{SignIn, SignedIn},
};

use super::{
    change_password::{Proof, is_another, put},
    second_step::{Arrived, Way, arrive},
    sign_in,
};
use crate::{
    Result,
    api::Api,
    identity::{Opens, Stretched},
    platform::Platform,
    remote::Remote,
    seen::Seen,
    session::Session,
    typed,
};

/// Signs in with the code, which lets nobody do anything but give the account a new password; and does. A second factor is asked for like at any
/// sign-in: the paper stands for the password.
///
/// # Errors
/// [`Reason::WrongCode`] where the server knows no such code of this person, or no longer. After [`Reason::Offline`] it may have been used:
/// then the new password signs in.
pub(super) async fn recover<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    request: &Recover,
    code: PersonalCode,
    seen: &Seen,
) -> Result<Arrived<P>> {
    let sign_in_name = names::spelt(&request.sign_in_name);
    let body = SignIn {
        sign_in_name: sign_in_name.clone(),
        secret: code.secrets().0.expose().to_vec().into(),
        by_code: true,
    };
    let admitted = match api.sign_in(&body).await {
        Err(error) if error.code() == Some(Code::WrongCredentials) => {
            return Err(Reason::WrongCode.into());
        }
        answer => answer?,
    };
    let way = Way::Code {
        code,
        sign_in_name,
        password: request.password.clone(),
    };
    arrive(api, platform, admitted, way, seen).await
}

/// Gives the account its new password, with the session that the code brought.
pub(super) async fn open<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    signed_in: &SignedIn,
    (code, sign_in_name, password): (&PersonalCode, &str, &Secret),
    seen: &Seen,
) -> Result<Session<P>> {
    let (secret, unlock) = code.secrets();
    api.act_as(&signed_in.person);
    let mut session = sign_in::unlocked(api, platform, signed_in, &Opens::Code(&unlock)).await?;
    let person = session.view().person(session.me.person);
    let name = person.map(|person| person.name.clone());
    let rules = session.view().policy().rules().passwords;
    typed::new_password(password, &[&name.unwrap_or_default()], rules)?;
    is_another(&session, platform, sign_in_name, password.expose())?;
    let new = Stretched::new(platform, sign_in_name, password.expose())?;
    let proof = Proof::Code(secret);
    put(&mut session, api, platform, &proof, &new, None).await?;
    session.begin_or_wait(api, platform, seen).await?;
    Ok(session)
}
