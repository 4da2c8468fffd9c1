//! The session cookie.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::error::Failure;

/// The cookie's name. With the `__Host-` prefix, browsers take it over TLS only, from this host only, for all its paths.
pub(crate) const fn name(secure: bool) -> &'static str {
    if secure {
        "__Host-jiandang_session"
    } else {
        "jiandang_session"
    }
}

/// The session token that a request brings.
pub(crate) fn token(headers: &HeaderMap, secure: bool) -> Option<&str> {
    value(headers, name(secure))
}

/// What a cookie of this name says.
pub(crate) fn value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// `Set-Cookie` for a new session: no script reads it, no other site sends it.
pub(crate) fn set(
    token: &str,
    seconds: u64,
    secure: bool,
) -> Result<(header::HeaderName, HeaderValue), Failure> {
    line(name(secure), token, seconds, secure)
}

/// `Set-Cookie` that removes it.
pub(crate) fn remove(secure: bool) -> Result<(header::HeaderName, HeaderValue), Failure> {
    line(name(secure), "", 0, secure)
}

/// `Set-Cookie` for a cookie that lives so long.
pub(crate) fn line(
    name: &str,
    value: &str,
    seconds: u64,
    secure: bool,
) -> Result<(header::HeaderName, HeaderValue), Failure> {
    let suffix = if secure { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{suffix}");
    let value = HeaderValue::try_from(text).map_err(|error| Failure::internal(&error))?;
    Ok((header::SET_COOKIE, value))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=b; jiandang_session=xyz; c=d"),
        );
        assert_eq!(token(&headers, false), Some("xyz"));
        assert_eq!(token(&headers, true), None);
    }
}
