//! The built site, inside the binary. A name carries its content's hash, so a browser may keep the file for ever.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::headers::WORKER_POLICY;

/// One file.
pub(crate) struct Asset {
    /// The name in the sources, such as `boot.js`.
    name: &'static str,
    /// The name with the fingerprint.
    file: &'static str,
    media: &'static str,
    plain: &'static [u8],
    brotli: &'static [u8],
    gzip: &'static [u8],
}

static SITE: &[Asset] = include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// The file's address, if the binary was built with the site.
pub(crate) fn address(name: &str) -> Option<String> {
    SITE.iter()
        .find(|asset| asset.name == name)
        .map(|asset| format!("/pkg/{}", asset.file))
}

/// `GET /pkg/{*path}`.
pub(crate) async fn get(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = SITE.iter().find(|asset| asset.file == path) else {
        return (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")]).into_response();
    };
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let (encoding, body) = match preferred(accepted) {
        Encoding::Brotli => (Some("br"), asset.brotli),
        Encoding::Gzip => (Some("gzip"), asset.gzip),
        Encoding::Plain => (None, asset.plain),
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    // A worker lives by the policy of its own script's response, not by that of the page.
    if asset.name == "worker.js" {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(WORKER_POLICY),
        );
    }
    response
}

#[derive(Debug, PartialEq, Eq)]
enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

/// The smallest twin that the browser takes.
fn preferred(accepted: &str) -> Encoding {
    let takes = |name: &str| {
        accepted.split(',').any(|part| {
            let mut pieces = part.split(';').map(str::trim);
            let named = pieces
                .next()
                .is_some_and(|piece| piece.eq_ignore_ascii_case(name));
            let refused = pieces.any(|piece| {
                piece
                    .strip_prefix("q=")
                    .is_some_and(|weight| weight.parse() == Ok(0.0_f32))
            });
            named && !refused
        })
    };
    if takes("br") {
        Encoding::Brotli
    } else if takes("gzip") {
        Encoding::Gzip
    } else {
        Encoding::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_accepted_twin_is_taken() {
        assert_eq!(preferred("gzip, deflate, br;q=0.5"), Encoding::Brotli);
        assert_eq!(preferred("br;q=0, gzip"), Encoding::Gzip);
        assert_eq!(preferred("deflate"), Encoding::Plain);
        assert_eq!(preferred(""), Encoding::Plain);
    }
}
