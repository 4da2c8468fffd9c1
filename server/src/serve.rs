//! Answering, from the first request to the last.

use std::{
    io::{self, Write},
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use axum::{Router, extract::Request, middleware};
use axum_server::{Handle, tls_rustls::RustlsConfig};
use backend::Backend;

use crate::{
    access_log, headers,
    listen::{Patience, listen},
    pages::{self, NoSite},
    settings::Settings,
};

/// How long requests under way may take once the server was told to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Why the server did not run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServeError {
    /// The pages are missing.
    #[error(transparent)]
    NoSite(#[from] NoSite),
    /// The data can't be opened.
    #[error("the archive could not be opened")]
    Open(#[from] backend::OpenError),
    /// The address is taken or forbidden.
    #[error("{0} can't be listened on: {1}{hint}", hint = hint(.1))]
    Listen(SocketAddr, io::Error),
    /// Certificate or key can't be read.
    #[error("the certificate or its key can't be used: {0}")]
    Tls(io::Error),
    /// Anything else of the network.
    #[error("the server ended: {0}")]
    Io(#[from] io::Error),
}

/// What to do about an address that can't be listened on.
fn hint(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            ". Something runs there, perhaps another Jiandang (`make run`, `make demo`): stop it, or take another port with --listen 127.0.0.1:3001 or JIANDANG_LISTEN=127.0.0.1:3001"
        }
        io::ErrorKind::PermissionDenied => {
            ". Ports below 1024 need CAP_NET_BIND_SERVICE, or a proxy before the server"
        }
        _ => "",
    }
}

/// Serves until SIGTERM or SIGINT, then lets requests under way finish.
///
/// # Errors
/// [`ServeError`].
pub(crate) async fn serve(settings: Settings) -> Result<(), ServeError> {
    let pages = pages::router()?;
    // Before the archive is opened: two servers on one folder would be worse than a clear word.
    let listener = TcpListener::bind(settings.listen)
        .map_err(|error| ServeError::Listen(settings.listen, error))?;
    let settings = Settings {
        listen: listener.local_addr()?,
        ..settings
    };
    let tls = match &settings.tls {
        Some(files) => Some(
            RustlsConfig::from_pem_file(&files.cert, &files.key)
                .await
                .map_err(ServeError::Tls)?,
        ),
        None => None,
    };

    let backend = Backend::open(backend::Config {
        data_dir: settings.data.clone(),
        db: settings.db.clone(),
        secret_file: settings.secret_file.clone(),
        new_secret: settings.new_secret,
        public_origin: settings.public_origin.clone(),
        https: settings.https(),
        trusted_proxies: settings.trusted_proxies.clone(),
        visits_per_minute: settings.visits_per_minute,
    })
    .await?;

    let service = assemble(pages, &backend).into_make_service_with_connect_info::<SocketAddr>();
    if let Err(error) = greet(&settings, backend.setup_token().await) {
        tracing::warn!(%error, "standard output is gone; the set-up link, if there is one, was not printed");
    }

    let handle = Handle::new();
    tokio::spawn(stop(handle.clone()));
    listen(listener, tls, service, handle, Patience::DEFAULT).await?;
    backend.close().await;
    tracing::info!("stopped");
    Ok(())
}

fn assemble(pages: Router, backend: &Backend) -> Router {
    let https = backend.https();
    let https_only = move |request: Request, next| {
        let https = https(&request);
        headers::https_only(https, request, next)
    };
    pages
        .merge(backend.router())
        .layer(middleware::from_fn(headers::everywhere))
        .layer(middleware::from_fn(headers::host))
        .layer(middleware::from_fn(https_only))
        .layer(middleware::from_fn(access_log::log))
}

/// Says where to go. The set-up link goes to the terminal only, never to the log: whoever has it founds the organisation.
fn greet(settings: &Settings, token: Option<String>) -> io::Result<()> {
    let origin = settings.origin();
    let mut out = io::stdout().lock();
    writeln!(out, "缄档 Jiandang: {origin}")?;
    if let Some(token) = token {
        writeln!(out, "首次设置 · set up, once: {origin}/set-up#{token}")?;
    }
    // The empty line says that this was all: programs that start the server wait for it.
    writeln!(out)?;
    out.flush()?;
    if settings.plain_beyond() {
        tracing::warn!(
            "plain http beyond this machine: browsers will refuse to work; give --tls-cert and --tls-key, or --public-origin https://… behind a proxy"
        );
    }
    Ok(())
}

async fn stop(handle: Handle<SocketAddr>) {
    if let Err(error) = asked_to_stop().await {
        tracing::error!(%error, "signals can't be heard");
        return;
    }
    tracing::info!("stopping");
    handle.graceful_shutdown(Some(DRAIN));
}

#[cfg(unix)]
async fn asked_to_stop() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted,
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
