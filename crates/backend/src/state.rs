//! What every handler may reach.

use std::{net::IpAddr, num::NonZeroU32, ops::Deref, sync::Arc};

use ledger::id::PersonId;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::{
    api::look_up,
    config::{Config, OpenError},
    format,
    hasher::Hasher,
    journal_cache::JournalCache,
    log::RefusalLines,
    metrics,
    origin::ForeignLines,
    private, random,
    rate::Rate,
    roster_cache::RosterCache,
    secret::ServerSecret,
    store::{self, Db, StoreError},
    visitors::{self, Visitors},
};

/// Shared by all requests.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Inner>);

/// See [`AppState`].
pub(crate) struct Inner {
    pub(crate) db: Db,
    pub(crate) secret: ServerSecret,
    pub(crate) hasher: Hasher,
    pub(crate) roster: RosterCache,
    pub(crate) journals: JournalCache,
    pub(crate) metrics: PrometheusHandle,
    pub(crate) public_origin: Option<String>,
    pub(crate) https: bool,
    pub(crate) trusted_proxies: Vec<IpAddr>,
    pub(crate) visitors: Visitors,
    pub(crate) foreign: ForeignLines,
    pub(crate) refusals: RefusalLines,
    pub(crate) look_ups: Rate<PersonId>,
}

impl Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl AppState {
    pub(crate) async fn open(config: Config) -> Result<Self, OpenError> {
        private::data_folder(&config.data_dir)
            .map_err(|error| OpenError::File(config.data_dir.clone(), error))?;
        // Before the secret: a folder that is refused stays as it was.
        format::claim(&config.data_dir)?;
        let file = config
            .secret_file
            .unwrap_or_else(|| config.data_dir.join(private::SECRET));
        let secret = ServerSecret::open(&file)?;
        let metrics = metrics::recorder()?;
        let db = store::open(config.db.as_deref(), &config.data_dir).await?;
        let roster = RosterCache::default();
        let known = roster.fresh(&db).await.map_err(|failure| {
            tracing::error!(code = ?failure.code(), "the stored roster does not verify");
            OpenError::Corrupt
        })?;
        if known.is_empty() {
            let token = random::token().map_err(|_| OpenError::Random)?;
            store::setup::offer(&db, &token)
                .await
                .map_err(StoreError::on_open)?;
        }
        Ok(Self(Arc::new(Inner {
            db,
            hasher: Hasher::new(secret.hashing_key()),
            secret,
            roster,
            journals: JournalCache::default(),
            metrics,
            public_origin: config.public_origin,
            https: config.https,
            trusted_proxies: config
                .trusted_proxies
                .iter()
                .map(IpAddr::to_canonical)
                .collect(),
            visitors: Visitors::new(
                config
                    .visits_per_minute
                    .map_or(visitors::DEFAULT, NonZeroU32::get),
            ),
            foreign: ForeignLines::default(),
            refusals: RefusalLines::default(),
            look_ups: Rate::new(look_up::A_MINUTE),
        })))
    }
}
