//! The second step of a sign-in or of a recovery: the code of a second factor, and then on from where it stopped.

use bridge::{Reason, Secret, second_factor::GiveCode};
use seal::{password::UnlockKey, recovery::PersonalCode};
use wire::{
    Bytes,
    account::SignedIn,
    path,
    second_factor::{Asked, Method, SignInCode},
};

use super::{by_code, sign_in};
use crate::{
    Result,
    api::{Admitted, Api},
    password::Shape,
    platform::Platform,
    remote::Remote,
    seen::Seen,
    session::Session,
    typed,
};

/// How far somebody has come.
pub(crate) enum Arrived<P: Platform> {
    /// The vault is open.
    Open(Box<Session<P>>),
    /// A code is to follow.
    Asked(Pending),
}

/// What waits for a code.
pub(crate) struct Pending {
    ticket: Bytes,
    way: Way,
}

/// What opens the vault once the server lets me in.
pub(super) enum Way {
    /// The password's key. The password itself is not kept, only what the rules ask of it.
    Password { unlock: UnlockKey, shape: Shape },
    /// My recovery code, which brings a new password.
    Code {
        code: PersonalCode,
        sign_in_name: String,
        password: Secret,
    },
}

/// Goes on with what the server answered.
///
/// # Errors
/// [`Reason::UnknownMethod`] where the second factor is one that this program does not know.
pub(super) async fn arrive<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    admitted: Admitted,
    way: Way,
    seen: &Seen,
) -> Result<Arrived<P>> {
    match admitted {
        Admitted::SignedIn(signed_in) => {
            let session = open(api, platform, &signed_in, &way, seen).await?;
            Ok(Arrived::Open(Box::new(session)))
        }
        Admitted::Asked(Asked { ticket, method }) => match method {
            Method::Totp => Ok(Arrived::Asked(Pending { ticket, way })),
            Method::Unknown => Err(Reason::UnknownMethod.into()),
        },
    }
}

/// Gives the code. One that can't be any is refused here and is no guess at the server.
///
/// # Errors
/// [`Reason::WrongSecondFactor`], after which another code may be given; [`Reason::SignInEnded`] where five minutes are over or the password
/// has been changed meanwhile.
pub(crate) async fn give_code<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    pending: &Pending,
    request: &GiveCode,
    seen: &Seen,
) -> Result<Session<P>> {
    let body = SignInCode {
        ticket: pending.ticket.clone(),
        given: typed::factor_code(&request.code)?,
    };
    let signed_in: SignedIn = api.post(path::SIGN_IN_CODE, &body).await?;
    open(api, platform, &signed_in, &pending.way, seen).await
}

async fn open<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    signed_in: &SignedIn,
    way: &Way,
    seen: &Seen,
) -> Result<Session<P>> {
    match way {
        Way::Password { unlock, shape } => {
            sign_in::open(api, platform, signed_in, (unlock, *shape), seen).await
        }
        Way::Code {
            code,
            sign_in_name,
            password,
        } => {
            let brings = (code, sign_in_name.as_str(), password);
            by_code::open(api, platform, signed_in, brings, seen).await
        }
    }
}
