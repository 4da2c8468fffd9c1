//! The seam to the server.

use async_trait::async_trait;

/// How a request is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Adds.
    Post,
    /// Replaces.
    Put,
    /// Takes away.
    Delete,
}

impl Method {
    /// As HTTP spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// A request: bodies both ways are CBOR.
#[derive(Debug, Clone)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Path and query under the server's origin.
    pub path: String,
    /// Whose session is meant, to be sent as [`wire::actor::HEADER`].
    pub actor: Option<String>,
    /// The body.
    pub body: Option<Vec<u8>>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// No answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreachable;

/// The server: sends a request with the session's cookie and the page's origin, and brings the answer.
#[async_trait(?Send)]
pub trait Remote {
    /// Sends.
    async fn send(&self, request: Request) -> Result<Response, Unreachable>;
}
