//! Taking connections, and how long each of them may be silent: a stranger's connection costs the server a descriptor and
//! memory for as long as it lasts.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use axum::{Router, extract::connect_info::IntoMakeServiceWithConnectInfo};
use axum_server::{
    Handle, Server,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};

/// How long a connection may take for what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// The TLS handshake.
    pub(crate) handshake: Duration,
    /// From there to the head of the first request.
    pub(crate) first_request: Duration,
    /// From one request to the head of the next: also how long an idle connection is kept.
    pub(crate) head: Duration,
    /// HTTP/2: how often the other end is asked whether it is there, and how long it may take to say so.
    pub(crate) ping: Duration,
}

impl Patience {
    /// Idle connections last longer than those of proxies in front (nginx: 60 s), or a proxy would send a request into one
    /// that is just being closed.
    pub(crate) const DEFAULT: Self = Self {
        handshake: Duration::from_secs(10),
        first_request: Duration::from_secs(15),
        head: Duration::from_secs(75),
        ping: Duration::from_secs(30),
    };
}

/// Serves until the handle says to stop.
///
/// # Errors
/// The listener's.
pub(crate) async fn listen(
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    service: IntoMakeServiceWithConnectInfo<Router, SocketAddr>,
    handle: Handle<SocketAddr>,
    patience: Patience,
) -> io::Result<()> {
    match tls {
        Some(tls) => {
            let hurried = |acceptor: RustlsAcceptor| acceptor.handshake_timeout(patience.handshake);
            let server = axum_server::from_tcp_rustls(listener, tls)?.map(hurried);
            patient(server, patience)
                .handle(handle)
                .serve(service)
                .await
        }
        None => {
            let server = axum_server::from_tcp(listener)?;
            patient(server, patience)
                .handle(handle)
                .serve(service)
                .await
        }
    }
}

/// Limits what happens after the handshake: without being told so, the server waits for ever.
fn patient<A>(mut server: Server<SocketAddr, A>, patience: Patience) -> Server<SocketAddr, A> {
    let builder = server.http_builder();
    builder.http1().header_read_timeout(patience.head);
    builder
        .http2()
        .keep_alive_interval(patience.ping)
        .keep_alive_timeout(patience.ping);
    server.first_request_timeout(patience.first_request)
}

#[cfg(test)]
#[path = "listen/tests.rs"]
mod tests;
