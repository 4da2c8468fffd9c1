//! From a person's own recovery code back to access: the same keys under a new password. The code is used up.

use bridge::{Reason, account::Recover, names};
use seal::recovery::PersonalCode;
use wire::{
    Code,
    account::{SignIn, SignedIn},
    path,
};

use super::{
    change_password::{Proof, is_another, put},
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

/// Signs in with the code, which lets nobody do anything but give the account a new password; and does.
///
/// # Errors
/// [`Reason::WrongCode`] where the server knows no such code of this person, or no longer. After [`Reason::Offline`] it may have been used:
/// then the new password signs in.
pub(super) async fn recover<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    request: &Recover,
    code: &PersonalCode,
    seen: &Seen,
) -> Result<Session<P>> {
    let sign_in_name = names::spelt(&request.sign_in_name);
    let (secret, unlock) = code.secrets();
    let body = SignIn {
        sign_in_name: sign_in_name.clone(),
        secret: secret.expose().to_vec().into(),
        by_code: true,
    };
    let signed_in: SignedIn = match api.post(path::SIGN_IN, &body).await {
        Err(error) if error.code() == Some(Code::WrongCredentials) => {
            return Err(Reason::WrongCode.into());
        }
        answer => answer?,
    };
    api.act_as(&signed_in.person);
    let mut session = sign_in::unlocked(api, platform, &signed_in, &Opens::Code(&unlock)).await?;
    let person = session.view().person(session.me.person);
    let name = person.map(|person| person.name.clone());
    let rules = session.view().policy().rules().passwords;
    typed::new_password(&request.password, &[&name.unwrap_or_default()], rules)?;
    is_another(&session, platform, &sign_in_name, request.password.expose())?;
    let new = Stretched::new(platform, &sign_in_name, request.password.expose())?;
    let proof = Proof::Code(secret);
    put(&mut session, api, platform, &proof, &new, None).await?;
    session.begin(api, platform, seen).await?;
    Ok(session)
}
