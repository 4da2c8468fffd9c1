//! What every handler may reach.

use std::{net::IpAddr, num::NonZeroU32, ops::Deref, path::Path, sync::Arc};

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
        let metrics = metrics::recorder()?;
        let db = store::open(config.db.as_deref(), &config.data_dir).await?;
        let secret = secret(&db, &file, config.new_secret).await?;
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

/// The server secret that the archive was made under; of a new archive a new one.
async fn secret(db: &Db, file: &Path, new: bool) -> Result<ServerSecret, OpenError> {
    let failed = StoreError::on_open;
    let known = store::setup::secret_print(db).await.map_err(failed)?;
    // An archive from before prints were kept says by its blobs what secret they are wrapped under.
    let blob = store::account::some_blob(db).await.map_err(failed)?;
    let there = known.is_some() || blob.is_some();
    let secret = match ServerSecret::read(file)? {
        Some(secret) => secret,
        None if there && !new => return Err(OpenError::NoSecret(file.to_owned())),
        None => ServerSecret::create(file)?,
    };
    let print = secret.print();
    let same = match (known, blob) {
        (Some(known), _) => known == print,
        (None, Some((person, blob))) => secret.unwrap(person, &blob).is_ok(),
        (None, None) => true,
    };
    if !same && !new {
        return Err(OpenError::AnotherSecret(file.to_owned()));
    }
    if new {
        tracing::warn!(same, "started with --new-secret: leave it out from now on");
    }
    if known != Some(print) {
        let kept = store::setup::keep_secret_print(db, print).await;
        kept.map_err(failed)?;
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use ledger::id::PersonId;

    use super::*;
    use crate::{
        account::{Account, DEFAULT_STRETCH},
        hasher::SecretHash,
        store::Transaction,
    };

    /// No print was kept in the beginning: a wrong file must not become the right one by an upgrade.
    #[tokio::test]
    async fn an_archive_without_a_print_knows_its_secret_by_a_blob() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("secret");
        let db = store::open(Some("mem://"), dir.path()).await.unwrap();
        let ours = secret(&db, &file, false).await.unwrap();
        let right = fs::read(&file).unwrap();
        let person = PersonId([1; 16]);
        let account = Account {
            person,
            salt: [2; 16],
            stretch: DEFAULT_STRETCH,
            secret: SecretHash {
                salt: [3; 16],
                hash: [4; 32],
            },
            code: None,
            blob: ours.wrap(person, b"blob").unwrap(),
            active: true,
        };
        let mut transaction = Transaction::new();
        store::account::create(&mut transaction, &account, "anna", None);
        transaction.then("DELETE setup:secret RETURN NONE");
        transaction.commit(&db).await.unwrap();

        fs::write(&file, [7; 32]).unwrap();
        let wrong = secret(&db, &file, false).await;
        assert!(matches!(wrong, Err(OpenError::AnotherSecret(_))));
        fs::remove_file(&file).unwrap();
        let missing = secret(&db, &file, false).await;
        assert!(matches!(missing, Err(OpenError::NoSecret(_))));
        assert!(!file.exists());
        assert_eq!(store::setup::secret_print(&db).await.unwrap(), None);
        fs::write(&file, right).unwrap();
        secret(&db, &file, false).await.unwrap();
        let kept = store::setup::secret_print(&db).await.unwrap();
        assert_eq!(kept, Some(ours.print()));
    }
}
