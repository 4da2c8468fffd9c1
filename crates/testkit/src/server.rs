//! A real backend on a free port of this machine, with a folder of its own.

use std::{
    net::{Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    path::Path,
    time::Duration,
};

use backend::{Backend, Config, OpenError};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// How long a request under way may take when the server stops.
const DRAIN: Duration = Duration::from_secs(5);

/// Why no server starts.
#[derive(Debug, thiserror::Error)]
enum StartError {
    /// No folder or no port.
    #[error("no folder or no port")]
    Machine(#[from] std::io::Error),
    /// The backend does not open.
    #[error(transparent)]
    Backend(#[from] OpenError),
}

/// A running server. Dropped, it stops, and its folder is removed.
pub struct TestServer {
    /// The token of the set-up link, while there was no organisation when the server last started.
    pub setup_token: Option<String>,
    address: SocketAddr,
    running: Option<Running>,
    config: Config,
    _dir: TempDir,
}

struct Running {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl TestServer {
    /// Starts on SurrealKV in a fresh folder: what the product runs on.
    ///
    /// # Panics
    /// If it does not start: there is nothing to test then.
    pub async fn start() -> Self {
        started(Self::open(Config::default()).await)
    }

    /// Starts in memory: for tests that neither restart nor measure.
    ///
    /// # Panics
    /// As [`TestServer::start`].
    pub async fn in_memory() -> Self {
        started(Self::open(in_memory()).await)
    }

    /// Starts in memory and takes only what comes from pages of this origin, whatever its address is.
    ///
    /// # Panics
    /// As [`TestServer::start`].
    pub async fn known_as(origin: &str) -> Self {
        let config = Config {
            public_origin: Some(origin.to_owned()),
            ..in_memory()
        };
        started(Self::open(config).await)
    }

    /// Starts as [`TestServer::start`] behind a proxy on this machine, which says for whom it asks, as often as it likes: for crowds of visitors.
    ///
    /// # Panics
    /// As [`TestServer::start`].
    pub async fn behind_proxy() -> Self {
        let config = Config {
            trusted_proxies: vec![Ipv4Addr::LOCALHOST.into()],
            visits_per_minute: Some(NonZeroU32::MAX),
            ..Config::default()
        };
        started(Self::open(config).await)
    }

    async fn open(config: Config) -> Result<Self, StartError> {
        let dir = tempfile::tempdir()?;
        let config = Config {
            data_dir: dir.path().to_owned(),
            ..config
        };
        let (address, running, setup_token) =
            serve(&config, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        Ok(Self {
            address,
            setup_token,
            running: Some(running),
            config,
            _dir: dir,
        })
    }

    /// Its origin, such as `http://127.0.0.1:40123`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The folder with database and server secret.
    pub fn data_dir(&self) -> &Path {
        &self.config.data_dir
    }

    /// Stops and starts again on the same port and folder. What was in memory is gone.
    ///
    /// # Panics
    /// As [`TestServer::start`].
    pub async fn restart(&mut self) {
        self.stop().await;
        let (_, running, setup_token) = started(serve(&self.config, self.address).await);
        self.running = Some(running);
        self.setup_token = setup_token;
    }

    /// A copy of its folder as it is now, made while it is stopped.
    ///
    /// # Panics
    /// If it can't be copied, or as [`TestServer::start`].
    pub async fn copy(&mut self) -> TempDir {
        self.stop().await;
        let copy = started(tempfile::tempdir().map_err(StartError::from));
        started(copy_folder(self.data_dir(), copy.path()).map_err(StartError::from));
        self.restart().await;
        copy
    }

    /// Stops, and starts again with an older copy of its folder: all that came since is lost.
    ///
    /// # Panics
    /// As [`TestServer::copy`].
    pub async fn go_back(&mut self, copy: &TempDir) {
        self.stop().await;
        started(std::fs::remove_dir_all(self.data_dir()).map_err(StartError::from));
        started(copy_folder(copy.path(), self.data_dir()).map_err(StartError::from));
        self.restart().await;
    }

    /// Stops, and starts again as an operator does who has lost the server secret. For a server that keeps its data in a folder.
    ///
    /// # Panics
    /// As [`TestServer::start`].
    pub async fn lose_secret(&mut self) {
        self.stop().await;
        // Where it is not there, it is lost already.
        let _ = std::fs::remove_file(self.data_dir().join("server.secret"));
        let config = Config {
            new_secret: true,
            ..self.config.clone()
        };
        let (_, running, _) = started(serve(&config, self.address).await);
        self.running = Some(running);
    }

    /// Stops; requests under way are finished first.
    pub async fn stop(&mut self) {
        let Some(Running { stop, mut task }) = self.running.take() else {
            return;
        };
        // The receiver is gone only if the server ended by itself.
        let _ = stop.send(());
        if tokio::time::timeout(DRAIN, &mut task).await.is_err() {
            task.abort();
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.task.abort();
        }
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    std::fs::set_permissions(to, std::fs::metadata(from)?.permissions())?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy_folder(&entry.path(), &target)?,
            false => drop(std::fs::copy(entry.path(), target)?),
        }
    }
    Ok(())
}

fn in_memory() -> Config {
    Config {
        db: Some("mem://".to_owned()),
        ..Config::default()
    }
}

#[allow(clippy::panic, reason = "a test without its server has nothing to say")]
fn started<T>(result: Result<T, StartError>) -> T {
    result.unwrap_or_else(|error| panic!("the test server does not start: {error:?}"))
}

async fn serve(
    config: &Config,
    address: SocketAddr,
) -> Result<(SocketAddr, Running, Option<String>), StartError> {
    let backend = Backend::open(config.clone()).await?;
    let setup_token = backend.setup_token().await;
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let service = backend
        .router()
        .into_make_service_with_connect_info::<SocketAddr>();
    let task = tokio::spawn(async move {
        let until = async {
            // A dropped sender means the same: stop.
            let _ = stopped.await;
        };
        // Serving ends with the signal; a listener that fails shows as refused connections in the test.
        let _ = axum::serve(listener, service)
            .with_graceful_shutdown(until)
            .await;
        backend.close().await;
    });
    Ok((address, Running { stop, task }, setup_token))
}
