//! Devices: a browser that somebody has signed in with brings a token of its own from then on. Strangers can't lock its owner out there, and
//! a lost one can be told from the others.

use std::str::FromStr;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Response},
};
use ledger::{hash::Hash, id::PersonId};

use crate::{
    cookie,
    error::Failure,
    peer::{Peer, Way},
    random,
    session::Begun,
    state::AppState,
    store::{self, Transaction, device::DeviceRow},
};

/// A browser keeps its token for so many seconds after it was used last: as long as browsers keep any cookie.
pub(crate) const KEPT: u64 = 400 * 24 * 60 * 60;

/// The longest description, in characters.
const LABEL: usize = 40;

/// The browser that a request comes from.
pub(crate) struct Device {
    /// What names it: the hash of its token, if it brings one.
    pub(crate) key: Option<Hash>,
    token: Option<String>,
    /// What it says of itself.
    pub(crate) label: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Device {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

impl Device {
    pub(crate) fn of(parts: &Parts) -> Self {
        let secure = Way::of(&parts.extensions).secure;
        let token = cookie::value(&parts.headers, name(secure));
        Self {
            key: token.map(|token| Hash::of(token.as_bytes())),
            token: token.map(str::to_owned),
            label: label(&parts.headers),
        }
    }

    /// What is known of it as somebody's. Whether anybody has this id or none makes no difference in what is done.
    pub(crate) async fn known(
        &self,
        state: &AppState,
        person: Option<PersonId>,
    ) -> Result<Option<DeviceRow>, Failure> {
        let Some(key) = self.key else {
            return Ok(None);
        };
        let nobody = PersonId([0; 16]);
        Ok(store::device::find(&state.db, key, person.unwrap_or(nobody)).await?)
    }

    /// The device from now on, with the header that has the browser keep its token. One that nobody was given counts for nothing: somebody
    /// could have planted it.
    pub(crate) async fn named(&self, state: &AppState, way: Way) -> Result<Named, Failure> {
        let given = match (self.key, &self.token) {
            (Some(key), Some(token)) if store::device::is_given(&state.db, key).await? => {
                Some(token.clone())
            }
            _ => None,
        };
        let token = match given {
            Some(token) => token,
            None => random::token()?,
        };
        Ok(Named {
            key: Hash::of(token.as_bytes()),
            header: cookie::line(name(way.secure), &token, KEPT, way.secure)?,
            label: self.label.clone(),
        })
    }
}

/// A device that somebody signs in with.
pub(crate) struct Named {
    pub(crate) key: Hash,
    /// `Set-Cookie`, each time: it is kept from when it was used last.
    header: (HeaderName, HeaderValue),
    label: String,
}

impl Named {
    /// The session, as begun on it.
    pub(crate) fn on(&self, begun: Begun, peer: &Peer) -> Begun {
        begun.on(Some(self.key), &self.label, peer)
    }

    /// Notes it as the person's. The transaction throws [`store::CHANGED`] if the person has lost it.
    pub(crate) fn used_by(
        &self,
        transaction: &mut Transaction,
        person: PersonId,
        peer: &Peer,
        now: u64,
    ) {
        let owned = (self.key, person);
        store::device::used(transaction, owned, &self.label, peer.address(), now);
    }

    /// The answer, with what names the browser from now on.
    pub(crate) fn told(self, answer: Response) -> Response {
        (AppendHeaders([self.header]), answer).into_response()
    }
}

/// What names a device or a session to its owner: half of the hash that names its row.
pub(crate) fn short(key: Hash) -> String {
    key.to_string().chars().take(32).collect()
}

/// [`short`], out of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShortId(pub(crate) String);

impl FromStr for ShortId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        match text.len() == 32 && text.chars().all(is_digit) {
            true => Ok(Self(text.to_owned())),
            false => Err(()),
        }
    }
}

const fn name(secure: bool) -> &'static str {
    if secure {
        "__Host-jiandang_device"
    } else {
        "jiandang_device"
    }
}

/// Browser and system in short. People see it and nothing hangs on it: a browser may say what it likes.
fn label(headers: &HeaderMap) -> String {
    const BROWSERS: [(&str, &str); 8] = [
        ("MicroMessenger/", "微信"),
        ("DingTalk/", "钉钉"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("HeadlessChrome/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let said = headers
        .get(header::USER_AGENT)
        .and_then(|said| said.to_str().ok())
        .unwrap_or_default();
    let find = |known: &[(&str, &'static str)]| {
        let mut known = known.iter();
        known
            .find(|(mark, _)| said.contains(mark))
            .map(|(_, name)| *name)
    };
    let parts: Vec<&str> = [find(&BROWSERS), find(&SYSTEMS)]
        .into_iter()
        .flatten()
        .collect();
    match parts.is_empty() {
        true => said
            .chars()
            .filter(|c| !c.is_control())
            .take(LABEL)
            .collect(),
        false => parts.join(" · "),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn labelled(said: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, said.parse().unwrap());
        label(&headers)
    }

    #[test]
    fn a_browser_is_named_in_short() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0";
        assert_eq!(labelled(edge), "Edge · Windows");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(labelled(phone), "Safari · iPhone");
        assert_eq!(labelled("curl/8.9"), "curl/8.9");
        assert_eq!(labelled(&"x".repeat(500)).len(), LABEL);
        assert_eq!(label(&HeaderMap::new()), "");
    }
}
