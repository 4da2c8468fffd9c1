//! The command line.

use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Jiandang 缄档: a customer archive whose server cannot read it.
#[derive(Debug, Parser)]
#[command(name = "jiandang", version, propagate_version = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answer requests until told to stop.
    Serve(Arguments),
    /// Look whether the server could run with these settings, and say what to do if not.
    Doctor(Arguments),
}

/// The settings of one run. A flag wins over an environment variable, which wins over the file.
#[derive(Debug, Default, Args)]
pub(crate) struct Arguments {
    /// A file with settings; without it `jiandang.toml` is read if there is one.
    #[arg(long, env = "JIANDANG_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The address to listen on [default: 127.0.0.1:3000].
    #[arg(long, env = "JIANDANG_LISTEN", value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// The folder that keeps everything [default: data].
    #[arg(long, env = "JIANDANG_DATA", value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// A database elsewhere, such as wss://db.example.com; without it the database lies in the data folder.
    #[arg(long, env = "JIANDANG_DB", value_name = "URL", hide_env_values = true)]
    pub(crate) db: Option<String>,
    /// The file with the server's own secret [default: in the data folder]. Several servers on one database share it.
    #[arg(long, env = "JIANDANG_SECRET_FILE", value_name = "FILE")]
    pub(crate) secret_file: Option<PathBuf>,
    /// Take the server secret that is there, or make one, though the archive was made under another that is lost. Nobody signs in then before their access is restored.
    #[arg(long)]
    pub(crate) new_secret: bool,
    /// The certificate chain (PEM). With it the server speaks https.
    #[arg(long, env = "JIANDANG_TLS_CERT", value_name = "FILE")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM).
    #[arg(long, env = "JIANDANG_TLS_KEY", value_name = "FILE")]
    pub(crate) tls_key: Option<PathBuf>,
    /// The origin that people type, scheme and host; needed behind a proxy.
    #[arg(long, env = "JIANDANG_PUBLIC_ORIGIN", value_name = "URL")]
    pub(crate) public_origin: Option<String>,
    /// A proxy before the server: its X-Forwarded-For says who asks, its X-Forwarded-Proto by which scheme. May be given several times; nobody else's headers are believed.
    #[arg(
        long,
        env = "JIANDANG_TRUSTED_PROXY",
        value_name = "ADDRESS",
        value_delimiter = ','
    )]
    pub(crate) trusted_proxy: Vec<IpAddr>,
    /// How many requests of the API without a session one address may make within a minute [default: 600].
    #[arg(long, env = "JIANDANG_VISITS_PER_MINUTE", value_name = "NUMBER")]
    pub(crate) visits_per_minute: Option<NonZeroU32>,
    /// How log lines look [default: text].
    #[arg(long, env = "JIANDANG_LOG_FORMAT", value_name = "FORMAT")]
    pub(crate) log_format: Option<LogFormat>,
    /// What is logged, such as info or backend=debug,info [default: info].
    #[arg(long, env = "JIANDANG_LOG", value_name = "FILTER")]
    pub(crate) log: Option<String>,
}

/// How log lines look.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}
