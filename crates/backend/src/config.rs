//! How a backend is set up, and what can go wrong on opening it.

use std::{net::IpAddr, num::NonZeroU32, path::PathBuf};

/// Where a backend keeps its data and how it is reached.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The folder for the embedded database and the server secret; made if missing.
    pub data_dir: PathBuf,
    /// The database: none for the embedded one in `data_dir/db`, `mem://` for tests, `wss://user:password@host` for a
    /// remote one.
    pub db: Option<String>,
    /// The file with the server secret; `data_dir/server.secret` where none is named. Made, readable to its owner only, where there is neither
    /// file nor archive yet. It has to lie outside backups of the database.
    pub secret_file: Option<PathBuf>,
    /// Takes a server secret for the archive's that is another than before, since the former one is lost: nobody signs in by what was made
    /// under it, until the recovery kits or an administrator give them a new access.
    pub new_secret: bool,
    /// The origin that browsers see, such as `https://archive.example`. Where none is named it is each request's host, by
    /// https with `https` or where a trusted proxy says so in `X-Forwarded-Proto`, and by http otherwise.
    pub public_origin: Option<String>,
    /// Whether every browser comes by https: to this server itself, or to a proxy that need not say so.
    pub https: bool,
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed: the client's address is the last one there that is none of them.
    /// Where none are named, the address is the connection's other end, whatever a header says.
    pub trusted_proxies: Vec<IpAddr>,
    /// How many requests that need no session, or bring none that is alive, one address (of IPv6: one /64 network) may make
    /// within a minute; 600 where none is named. Failed sign-ins have a narrower limit of their own beside it.
    pub visits_per_minute: Option<NonZeroU32>,
}

/// Why a backend does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data folder or the server secret cannot be read or made.
    #[error("{0} cannot be used")]
    File(PathBuf, #[source] std::io::Error),
    /// The server secret's file does not hold 32 bytes.
    #[error("{0} does not hold 32 bytes: it is not a server secret")]
    Secret(PathBuf),
    /// The archive was made under a server secret that is not there.
    #[error(
        "the server secret is not in {0}: put the file there that this archive was made with, or name it with --secret-file. If it is lost for good, start once with --new-secret, and restore access with the recovery kit"
    )]
    NoSecret(PathBuf),
    /// The archive was made under another server secret.
    #[error(
        "{0} holds another server secret than this archive was made with: nobody could sign in. Put the right file there, or name it with --secret-file. If it is lost for good, start once with --new-secret, and restore access with the recovery kit"
    )]
    AnotherSecret(PathBuf),
    /// A newer version of this program wrote what lies in the data folder.
    #[error(
        "a newer version wrote the data (format {0}, this one knows up to {known}): run that version, or restore a backup from before it",
        known = crate::FORMAT
    )]
    Newer(u32),
    /// The operating system gives no random bytes.
    #[error("the operating system gives no random bytes")]
    Random,
    /// The database does not open or refuses the tables.
    #[error("the database cannot be opened")]
    Database(#[source] Box<surrealdb::Error>),
    /// What is stored is not a chain that verifies.
    #[error("the stored roster does not verify")]
    Corrupt,
    /// The metrics recorder cannot be installed, because the process has another one.
    #[error("the process has another metrics recorder")]
    Metrics,
}
