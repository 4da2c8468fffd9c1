//! Where a request comes from, and by which way: the other end of the connection; behind a proxy that the operator trusts,
//! what that proxy says.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{Extensions, HeaderMap, HeaderName, header, request::Parts},
    middleware::Next,
    response::Response,
};

use crate::state::AppState;

/// How a proxy says for whom it asks, the nearest hop last.
const FORWARDED_FOR: &str = "x-forwarded-for";
/// By which scheme the proxy was asked.
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// What proxies add, named or not.
static FORWARDING: [HeaderName; 6] = [
    HeaderName::from_static(FORWARDED_FOR),
    HeaderName::from_static(FORWARDED_PROTO),
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-real-ip"),
    header::FORWARDED,
    header::VIA,
];

/// The client's address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(Option<IpAddr>);

impl Peer {
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get().copied().unwrap_or(Self(None))
    }

    /// Of what the server does by itself.
    pub(crate) fn nobody() -> Self {
        Self(None)
    }

    pub(crate) fn address(&self) -> Option<String> {
        self.0.map(|address| address.to_string())
    }

    /// What one visitor can't change at will: the address; of IPv6 the network, since everybody has 2⁶⁴ addresses in one.
    pub(crate) fn network(&self) -> Option<IpAddr> {
        const NETWORK: u128 = !(u64::MAX as u128);
        self.0.map(|address| match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(address) => IpAddr::V6((u128::from(address) & NETWORK).into()),
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.extensions))
    }
}

/// By which way the request came.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Way {
    /// From this machine itself, and for nobody else.
    pub(crate) local: bool,
    /// By https: to this server, or to a trusted proxy, as that proxy says.
    pub(crate) https: bool,
    /// Whether the browser's cookie is for https only: everywhere but where it asks its own machine by plain http.
    pub(crate) secure: bool,
}

impl Way {
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get().copied().unwrap_or_default()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Way {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.extensions))
    }
}

/// The layer that finds out, once for everybody behind it.
pub(crate) async fn find(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let connected = connected(&request);
    let trusted = |address: &IpAddr| state.trusted_proxies.contains(address);
    let peer = connected.map(|connected| client(connected, request.headers(), trusted));
    let https = came_by_https(&state, &request);
    let way = Way {
        local: connected.is_some_and(|connected| is_local(connected, request.headers())),
        https,
        secure: https || !names_this_machine(request.headers()),
    };
    request.extensions_mut().insert(Peer(peer));
    request.extensions_mut().insert(way);
    next.run(request).await
}

/// By https: to this server, or to a trusted proxy, as that proxy says.
pub(crate) fn came_by_https(state: &AppState, request: &Request) -> bool {
    let by_proxy = || connected(request).is_some_and(|it| state.trusted_proxies.contains(&it));
    state.https || by_proxy() && says_https(request.headers())
}

/// The other end of the connection.
fn connected(request: &Request) -> Option<IpAddr> {
    let connection = request.extensions().get::<ConnectInfo<SocketAddr>>();
    connection.map(|ConnectInfo(address)| address.ip().to_canonical())
}

/// The last hop that is not a trusted proxy. Anybody may have written what stands before it, so nothing there is read.
fn client(connected: IpAddr, headers: &HeaderMap, trusted: impl Fn(&IpAddr) -> bool) -> IpAddr {
    let lines: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    let mut hops = lines.iter().flat_map(|line| line.split(',')).rev();
    let mut client = connected;
    while trusted(&client) {
        // A proxy that says nothing, or nothing that is an address, stands for its clients.
        match hops.next().and_then(hop) {
            Some(hop) => client = hop,
            None => break,
        }
    }
    client
}

/// Whether the nearest proxy was asked by https.
fn says_https(headers: &HeaderMap) -> bool {
    headers
        .get_all(FORWARDED_PROTO)
        .iter()
        .next_back()
        .and_then(|line| line.to_str().ok()?.rsplit(',').next())
        .is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"))
}

/// Whether somebody on this machine asks for themselves. A proxy on this machine connects from it too: it adds a header, or
/// passes on the name by which it was asked.
fn is_local(connected: IpAddr, headers: &HeaderMap) -> bool {
    connected.is_loopback()
        && names_this_machine(headers)
        && !FORWARDING.iter().any(|name| headers.contains_key(name))
}

/// Whether the name that was asked for means, wherever it is said, the machine that says it.
fn names_this_machine(headers: &HeaderMap) -> bool {
    headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .is_some_and(|host| {
            let name = match host.rsplit_once(':') {
                Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
                _ => host,
            };
            name.eq_ignore_ascii_case("localhost")
                || hop(name).is_some_and(|address| address.is_loopback())
        })
}

/// An address, with or without a port.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(text);
    bare.parse::<IpAddr>()
        .or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()))
        .ok()
        .map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn asked_by(connected: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let proxies: [IpAddr; 2] = [PROXY.parse().unwrap(), "10.0.0.2".parse().unwrap()];
        client(connected.parse().unwrap(), &headers, |address| {
            proxies.contains(address)
        })
        .to_string()
    }

    #[test]
    fn only_a_trusted_proxy_speaks_for_others() {
        assert_eq!(asked_by("192.0.2.1", &["203.0.113.9"]), "192.0.2.1");
        assert_eq!(asked_by(PROXY, &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(asked_by(PROXY, &[]), PROXY);
    }

    #[test]
    fn what_the_client_wrote_itself_is_not_believed() {
        assert_eq!(asked_by(PROXY, &["127.0.0.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            asked_by(PROXY, &["127.0.0.1", "203.0.113.9"]),
            "203.0.113.9"
        );
        // Through both proxies.
        assert_eq!(
            asked_by(PROXY, &["127.0.0.1, 203.0.113.9, 10.0.0.2"]),
            "203.0.113.9"
        );
    }

    #[test]
    fn what_is_no_address_ends_the_search() {
        assert_eq!(asked_by(PROXY, &["203.0.113.9, unknown"]), PROXY);
        assert_eq!(asked_by(PROXY, &[""]), PROXY);
        assert_eq!(asked_by(PROXY, &["203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(asked_by(PROXY, &["[2001:db8::7]:4711"]), "2001:db8::7");
        assert_eq!(asked_by(PROXY, &["[2001:db8::7]"]), "2001:db8::7");
        assert_eq!(asked_by(PROXY, &["::ffff:203.0.113.9"]), "203.0.113.9");
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_who_asks_from_this_machine_for_itself_is_local() {
        fn local(connected: &str, pairs: &[(&'static str, &'static str)]) -> bool {
            is_local(connected.parse().unwrap(), &headers(pairs))
        }
        for host in [
            "localhost",
            "localhost:3000",
            "127.0.0.1:3000",
            "[::1]:3000",
            "[::1]",
        ] {
            assert!(local("127.0.0.1", &[("host", host)]), "{host}");
        }
        assert!(local("::1", &[("host", "[::1]:3000")]));
        assert!(!local("192.0.2.1", &[("host", "localhost")]));
        assert!(!local("127.0.0.1", &[]));
        assert!(!local("127.0.0.1", &[("host", "archive.example")]));
        assert!(!local("127.0.0.1", &[("host", "localhost.evil.example")]));
        for proxys in &FORWARDING {
            let mut headers = headers(&[("host", "localhost")]);
            headers.insert(proxys, "127.0.0.1".parse().unwrap());
            assert!(!is_local("127.0.0.1".parse().unwrap(), &headers));
        }
    }

    #[test]
    fn the_nearest_proxy_says_by_which_scheme_it_was_asked() {
        let says = |pairs| says_https(&headers(pairs));
        assert!(says(&[("x-forwarded-proto", "https")]));
        assert!(says(&[("x-forwarded-proto", "http, HTTPS")]));
        assert!(!says(&[("x-forwarded-proto", "https,http")]));
        assert!(!says(&[("x-forwarded-proto", "httpsx")]));
        assert!(!says(&[]));
    }

    #[test]
    fn an_ipv6_visitor_is_its_network() {
        let network = |text: &str| Peer(text.parse().ok()).network();
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:2"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
