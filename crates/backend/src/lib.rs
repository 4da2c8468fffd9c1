#![doc = include_str!("../README.md")]

mod account;
mod api;
mod body;
mod clock;
mod config;
mod cookie;
mod device;
mod error;
mod format;
mod hasher;
mod journal_cache;
mod kept;
mod log;
mod metrics;
mod openapi;
mod origin;
mod peer;
mod private;
mod random;
mod rate;
mod reading;
mod retention;
mod roster_cache;
mod router;
mod second_factor;
mod secret;
mod session;
mod state;
mod store;
mod ticket;
mod totp;
mod tries;
mod visitors;

use std::{path::PathBuf, time::Duration};

pub use config::{Config, OpenError};
pub use format::{FORMAT, stored_format};
use state::AppState;
use tokio::task::JoinHandle;

/// How often what has ended is removed from the database.
const SWEEP: Duration = Duration::from_secs(600);

/// An open backend: a database, and the router that serves it.
pub struct Backend {
    state: AppState,
    sweeper: JoinHandle<()>,
    /// The folder of the database, if it runs in this process.
    embedded: Option<PathBuf>,
}

impl Backend {
    /// Opens the database, making what is missing: the data folder, the server secret, tables, the set-up token.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        let embedded = config
            .db
            .is_none()
            .then(|| config.data_dir.join(private::DATABASE));
        let state = AppState::open(config).await?;
        let swept = state.clone();
        let sweeper = tokio::spawn(async move {
            let mut ticks = tokio::time::interval(SWEEP);
            loop {
                ticks.tick().await;
                let now = clock::now();
                store::session::sweep(&swept.db, now).await;
                // The failure has told the log of the server.
                let _ = retention::keep_to_rules(&swept, now).await;
                let _ = reading::sweep(&swept, now).await;
                swept.metrics.run_upkeep();
            }
        });
        Ok(Self {
            state,
            sweeper,
            embedded,
        })
    }

    /// Every route at its full path: `/api/…`, `/health`, `/metrics`.
    ///
    /// Serve it with `into_make_service_with_connect_info::<SocketAddr>()`, so that the log knows the peer's address.
    pub fn router(&self) -> axum::Router {
        router::router(self.state.clone())
    }

    /// Tells of a request, whatever its route, whether it came by https: to this server, or to a trusted proxy, as that
    /// proxy says.
    pub fn https(
        &self,
    ) -> impl Fn(&axum::extract::Request) -> bool + Clone + Send + Sync + 'static {
        let state = self.state.clone();
        move |request| peer::came_by_https(&state, request)
    }

    /// The one-time token of the set-up link while there is no organisation, the same until it is used.
    pub async fn setup_token(&self) -> Option<String> {
        store::setup::token(&self.state.db).await.ok().flatten()
    }

    /// Stops background work, lets go of the database and waits until it has closed, ten seconds at most. Routers that are still alive keep
    /// it open. Nothing that was acknowledged depends on it; but what did not close in order is read back at the next start.
    pub async fn close(self) {
        self.sweeper.abort();
        // The database closes when its last handle is dropped; the aborted task holds one until it has ended.
        let _ = self.sweeper.await;
        drop(self.state);
        if let Some(database) = self.embedded
            && !store::has_closed(&database).await
        {
            tracing::warn!(
                "the database has not closed in time; its log is read back at the next start"
            );
        }
    }
}
