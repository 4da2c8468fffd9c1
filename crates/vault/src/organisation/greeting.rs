//! What a link says of itself to whoever opens it: who made it, and for which organisation. The server keeps it and can't read it.

use bridge::{Reason, account::Greeting, names};
use seal::note::{open_from_link, seal_to_link};
use serde::{Deserialize, Serialize};
use wire::body::{from_cbor, to_cbor};

use super::Fragment;
use crate::{Result, platform::Platform, session::Session};

#[derive(Serialize, Deserialize)]
struct Said {
    inviter: String,
    company: String,
}

/// Seals my name and the organisation's to whoever holds the link.
pub(crate) fn seal<P: Platform>(
    session: &Session<P>,
    platform: &P,
    fragment: &Fragment,
) -> Result<Vec<u8>> {
    let view = session.view();
    let me = view.person(session.me.person).ok_or(Reason::Fault)?;
    let company = view.root().ok_or(Reason::Fault)?;
    let said = Said {
        inviter: me.name.clone(),
        company: company.name.clone(),
    };
    let bytes = to_cbor(&said).map_err(|_| Reason::Fault)?;
    let context = &fragment.invitation.0;
    seal_to_link(&fragment.secret, context, &bytes, &mut platform.rng())
        .map_err(|_| Reason::Fault.into())
}

/// Reads it.
///
/// # Errors
/// [`Reason::BadInvitation`]: it is not what whoever made the link has sealed.
pub(crate) fn open(fragment: &Fragment, sealed: &[u8]) -> Result<Greeting> {
    let opened = open_from_link(&fragment.secret, &fragment.invitation.0, sealed)
        .map_err(|_| Reason::BadInvitation)?;
    let said: Said = from_cbor(&opened).map_err(|_| Reason::BadInvitation)?;
    let Said { inviter, company } = said;
    let is_name = |name: &String| names::parse(name).as_ref() == Ok(name);
    if !is_name(&inviter) || !is_name(&company) {
        return Err(Reason::BadInvitation.into());
    }
    Ok(Greeting { inviter, company })
}
