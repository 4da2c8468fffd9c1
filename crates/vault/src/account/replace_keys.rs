//! New keys by one's own hand, signed by those that they replace: on a suspicion of theft.

use bridge::{Failure, Reason, account::ReplaceKeys};
use ledger::{entry::Author, rights::Duty, statement::RosterStatement};
use wire::{
    Code,
    account::{KeysPut, SignIn},
    path,
};

use super::{
    change_password::{is_another, is_present},
    sign_in::stretched,
};
use crate::{
    Result,
    api::{Admitted, Api},
    draft::Draft,
    identity::{NewKeys, ReadyKeys},
    journals::ends,
    platform::Platform,
    remote::{Method, Remote},
    session::Session,
    typed,
};

/// How often it is stated while others state at the same time.
const TRIES: usize = 16;

/// Replaces password and keys. The server ends every session of the person with it, this one too, and an archivist has to admit the new keys.
///
/// # Errors
/// [`Reason::WrongCredentials`] for another present password; [`Reason::OnlyKits`] for who alone admits others: nobody could admit them, and
/// the kits are the way. After [`Reason::Offline`] it may be done: then the session has ended, and the new password signs in.
pub(crate) async fn replace_keys<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &ReplaceKeys,
) -> Result<()> {
    let (org, person) = (session.me.org, session.me.person);
    let view = session.view();
    let me = view.person(person).ok_or(Reason::Fault)?;
    let (name, sign_in_name) = (me.name.clone(), me.sign_in_name.clone());
    if view.has_bearer(Duty::Archive) && !view.has_other_bearer(Duty::Archive, person) {
        return Err(Reason::OnlyKits.into());
    }
    let rules = view.policy().rules().passwords;
    typed::new_password(&request.password, &[&name, &sign_in_name], rules)?;
    let (_, unlock) = stretched(api, platform, &sign_in_name, request.present.expose()).await?;
    if !is_present(session, api, &unlock).await? {
        return Err(Reason::WrongCredentials.into());
    }
    is_another(session, platform, &sign_in_name, request.password.expose())?;
    let keys =
        NewKeys::make(platform)
            .await?
            .under(platform, &sign_in_name, request.password.expose())?;
    let pins = keys.noted(platform, session.pins.clone());
    let (account, _) = keys.account(platform, org, person, &pins)?;
    // What others have stated meanwhile counts for which ends are named.
    session.pull(api, platform).await?;
    for _ in 0..TRIES {
        let ends = ends(api).await?;
        let mut draft = Draft::new(
            platform,
            org,
            Author::Person(person),
            &session.me.signing,
            session.roster.clone(),
        );
        let rekey = RosterStatement::Rekey(person, keys.keys.public.clone(), Vec::new());
        draft.state_with_ends(rekey, &ends)?;
        let entry = draft.bytes().pop().ok_or(Reason::Fault)?;
        let put = KeysPut {
            person: person.to_string(),
            entry,
            account: account.clone(),
        };
        match api.tell(Method::Put, path::KEYS, &put).await {
            Ok(_) => return Ok(()),
            Err(error) if error.code() == Some(Code::StaleHead) => {
                session.pull(api, platform).await?;
            }
            Err(error) => return settled(api, &sign_in_name, &keys, error.into()).await,
        }
    }
    Err(Reason::Conflict.into())
}

/// An answer that got lost may have been one of success; the session has ended with it. Then the new password signs in.
async fn settled<R: Remote>(
    api: &Api<R>,
    sign_in_name: &str,
    keys: &ReadyKeys,
    failure: Failure,
) -> Result<()> {
    if !matches!(failure.reason, Reason::Locked | Reason::Offline) {
        return Err(failure);
    }
    let sign_in = SignIn {
        sign_in_name: sign_in_name.to_owned(),
        secret: keys.secret().expose().to_vec().into(),
        by_code: false,
    };
    match api.sign_in(&sign_in).await {
        // It is the right one, and a code would follow.
        Ok(Admitted::Asked(_)) => Ok(()),
        Ok(Admitted::SignedIn(_)) => {
            // Whoever is back signs in by themselves: nothing is unlocked here.
            let _ = api.act(Method::Post, path::SIGN_OUT).await;
            Ok(())
        }
        Err(_) => Err(failure),
    }
}
