//! What the server runs with, out of a file, the environment and the command line.

use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    path::{Path, PathBuf},
};

use config::{Config, ConfigError, File, FileFormat};
use serde::Deserialize;

use crate::cli::{Arguments, LogFormat};

const FILE: &str = "jiandang.toml";
const FILTER: &str = "info,surrealdb=warn,surrealkv=warn,hyper=warn";

/// Settings that fit together.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    pub(crate) data: PathBuf,
    pub(crate) db: Option<String>,
    pub(crate) secret_file: Option<PathBuf>,
    pub(crate) new_secret: bool,
    pub(crate) tls: Option<Tls>,
    /// `scheme://host[:port]`, without a slash at the end.
    pub(crate) public_origin: Option<String>,
    /// Proxies whose word about the client's address is believed.
    pub(crate) trusted_proxies: Vec<IpAddr>,
    pub(crate) visits_per_minute: Option<NonZeroU32>,
    pub(crate) log_format: LogFormat,
    pub(crate) log: String,
}

/// The two files that https needs.
#[derive(Debug, Clone)]
pub(crate) struct Tls {
    pub(crate) cert: PathBuf,
    pub(crate) key: PathBuf,
}

/// Settings that don't fit.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SettingsError {
    /// The file is missing, or not what it should be; the reader's words name the line or key.
    #[error("settings: {0}")]
    File(#[from] ConfigError),
    /// Half of https.
    #[error("settings: tls-cert and tls-key go together")]
    HalfTls,
    /// An origin has a scheme and a host, and no path.
    #[error("settings: public-origin has to look like https://archive.example.com, without a path")]
    Origin,
}

/// The file: every setting may be missing, an unknown one is an error.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FileSettings {
    listen: Option<SocketAddr>,
    data: Option<PathBuf>,
    db: Option<String>,
    secret_file: Option<PathBuf>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    public_origin: Option<String>,
    trusted_proxy: Option<Vec<IpAddr>>,
    visits_per_minute: Option<NonZeroU32>,
    log_format: Option<LogFormat>,
    log: Option<String>,
}

impl Settings {
    /// Reads the file and lays environment and flags (clap has joined those two) over it.
    ///
    /// # Errors
    /// A named file that can't be read, an unknown key, a value that makes no sense.
    pub(crate) fn load(arguments: Arguments) -> Result<Self, SettingsError> {
        let file = match &arguments.config {
            Some(path) => read(File::from(path.as_path()).format(FileFormat::Toml))?,
            None => read(
                File::from(Path::new(FILE))
                    .format(FileFormat::Toml)
                    .required(false),
            )?,
        };
        Self::merge(arguments, file)
    }

    fn merge(arguments: Arguments, file: FileSettings) -> Result<Self, SettingsError> {
        let tls = match (
            arguments.tls_cert.or(file.tls_cert),
            arguments.tls_key.or(file.tls_key),
        ) {
            (Some(cert), Some(key)) => Some(Tls { cert, key }),
            (None, None) => None,
            _ => return Err(SettingsError::HalfTls),
        };
        let public_origin = arguments
            .public_origin
            .or(file.public_origin)
            .map(|text| origin(&text))
            .transpose()?;
        Ok(Self {
            listen: arguments
                .listen
                .or(file.listen)
                .unwrap_or(SocketAddr::from(([127, 0, 0, 1], 3000))),
            data: arguments
                .data
                .or(file.data)
                .unwrap_or_else(|| PathBuf::from("data")),
            db: arguments.db.or(file.db),
            secret_file: arguments.secret_file.or(file.secret_file),
            new_secret: arguments.new_secret,
            tls,
            public_origin,
            trusted_proxies: if arguments.trusted_proxy.is_empty() {
                file.trusted_proxy.unwrap_or_default()
            } else {
                arguments.trusted_proxy
            },
            visits_per_minute: arguments.visits_per_minute.or(file.visits_per_minute),
            log_format: arguments.log_format.or(file.log_format).unwrap_or_default(),
            log: arguments
                .log
                .or(file.log)
                .unwrap_or_else(|| FILTER.to_owned()),
        })
    }

    /// Whether browsers reach the server over https, from itself or from a proxy before it.
    pub(crate) fn https(&self) -> bool {
        self.tls.is_some()
            || self
                .public_origin
                .as_ref()
                .is_some_and(|origin| origin.starts_with("https://"))
    }

    /// Whether browsers on other machines come over plain http, as far as the settings tell: they refuse to encrypt there.
    pub(crate) fn plain_beyond(&self) -> bool {
        !self.https()
            && match &self.public_origin {
                Some(origin) => !names_this_machine(origin),
                None => !self.listen.ip().is_loopback(),
            }
    }

    /// The address for people.
    pub(crate) fn origin(&self) -> String {
        if let Some(origin) = &self.public_origin {
            return origin.clone();
        }
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        if self.listen.ip().is_unspecified() {
            return format!("{scheme}://localhost:{}", self.listen.port());
        }
        format!("{scheme}://{}", self.listen)
    }
}

fn read<S: config::Source + Send + Sync + 'static>(file: S) -> Result<FileSettings, ConfigError> {
    Config::builder()
        .add_source(file)
        .build()?
        .try_deserialize()
}

/// Whether an origin means, wherever it is said, the machine that says it.
fn names_this_machine(origin: &str) -> bool {
    let (_, host) = origin.split_once("://").unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_matches(['[', ']']).parse::<IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn origin(text: &str) -> Result<String, SettingsError> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let (scheme, host) = text.split_once("://").ok_or(SettingsError::Origin)?;
    let plain = !host.is_empty()
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
    if plain && (scheme == "https" || scheme == "http") {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(SettingsError::Origin)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn file(text: &str) -> Result<FileSettings, ConfigError> {
        read(File::from_str(text, FileFormat::Toml))
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let file =
            file("listen = \"127.0.0.1:4000\"\ndata = \"/srv/archive\"\nlog-format = \"json\"")
                .unwrap();
        let arguments = Arguments {
            listen: Some(([127, 0, 0, 1], 5000).into()),
            ..Arguments::default()
        };
        let settings = Settings::merge(arguments, file).unwrap();
        assert_eq!(settings.listen.port(), 5000);
        assert_eq!(settings.data, Path::new("/srv/archive"));
        assert_eq!(settings.log_format, LogFormat::Json);
        assert_eq!(settings.log, FILTER);
    }

    #[test]
    fn proxies_are_trusted_one_by_one_and_by_default_none_is() {
        let named =
            file("trusted-proxy = [\"10.0.0.1\", \"::1\"]\nvisits-per-minute = 50").unwrap();
        let settings = Settings::merge(Arguments::default(), named).unwrap();
        assert_eq!(
            settings.trusted_proxies,
            [IpAddr::from([10, 0, 0, 1]), "::1".parse().unwrap()]
        );
        assert_eq!(settings.visits_per_minute, NonZeroU32::new(50));
        let arguments = Arguments {
            trusted_proxy: vec![[10, 0, 0, 2].into()],
            ..Arguments::default()
        };
        let named = file("trusted-proxy = [\"10.0.0.1\"]").unwrap();
        let settings = Settings::merge(arguments, named).unwrap();
        assert_eq!(settings.trusted_proxies, [IpAddr::from([10, 0, 0, 2])]);
        let settings = Settings::merge(Arguments::default(), FileSettings::default()).unwrap();
        assert!(settings.trusted_proxies.is_empty());
        assert!(file("trusted-proxy = [\"proxy.example.com\"]").is_err());
        assert!(file("visits-per-minute = 0").is_err());
    }

    #[test]
    fn unknown_keys_and_wrong_values_are_refused() {
        assert!(file("lissen = \"127.0.0.1:4000\"").is_err());
        assert!(file("listen = \"everywhere\"").is_err());
    }

    #[test]
    fn half_of_tls_is_refused() {
        let arguments = Arguments {
            tls_cert: Some("a.pem".into()),
            ..Arguments::default()
        };
        assert!(matches!(
            Settings::merge(arguments, FileSettings::default()),
            Err(SettingsError::HalfTls)
        ));
    }

    #[test]
    fn plain_http_beyond_this_machine_is_known() {
        let plain = |origin: Option<&str>, listen: [u8; 4]| {
            let arguments = Arguments {
                listen: Some((listen, 3000).into()),
                public_origin: origin.map(str::to_owned),
                ..Arguments::default()
            };
            let settings = Settings::merge(arguments, FileSettings::default());
            settings.unwrap().plain_beyond()
        };
        let (here, everywhere) = ([127, 0, 0, 1], [0, 0, 0, 0]);
        assert!(!plain(None, here));
        assert!(plain(None, everywhere));
        for listen in [here, everywhere] {
            assert!(!plain(Some("https://archive.example"), listen));
            assert!(plain(Some("http://archive.example"), listen));
            assert!(plain(Some("http://localhost.archive.example:80"), listen));
            for own in [
                "localhost:8080",
                "localhost",
                "127.0.0.1:8080",
                "[::1]:8080",
                "[::1]",
            ] {
                assert!(!plain(Some(&format!("http://{own}")), listen), "{own}");
            }
        }
    }

    #[test]
    fn an_origin_has_no_path() {
        assert_eq!(
            origin("https://Archive.example.com/").unwrap(),
            "https://archive.example.com"
        );
        for wrong in [
            "archive.example.com",
            "https://",
            "ftp://a.example",
            "https://a.example/path",
            "https://a.example?q",
            "https://u@a.example",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
