//! The single looks. Each answers with a sentence that says what to do.

use std::{
    fs,
    io::{self, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum_server::tls_rustls::RustlsConfig;

use super::Finding::{self, Doubtful, Fine, Wrong};
use crate::{pages, settings::Settings};

/// Less free space than this is not enough to go on writing for long, bytes.
const LITTLE: u64 = 1 << 30;
/// Seconds from 1970 to 2026: no build of this program is older.
const BUILT_AFTER: Duration = Duration::from_secs(1_767_225_600);
/// Ten years on. Signed times have to be believable to others.
const FAR: Duration = Duration::from_secs(1_767_225_600 + 10 * 366 * 86_400);

/// A running server answers within this.
const ANSWER: Duration = Duration::from_secs(2);
/// And says so.
const HEALTHY: &str = r#"{"status":"ok"}"#;

pub(super) fn pages() -> Finding {
    match pages::router() {
        Ok(_) => Fine("the binary has its pages".to_owned()),
        Err(error) => Wrong(error.to_string()),
    }
}

/// A folder that a newer program has written is refused at the start.
pub(super) fn version(folder: &Path) -> Finding {
    let this = format!(
        "this is {}, which reads and writes format {}",
        env!("CARGO_PKG_VERSION"),
        backend::FORMAT
    );
    match backend::stored_format(folder) {
        Ok(None) => Fine(format!("{this}; there is no data yet")),
        Ok(Some(found)) if found > backend::FORMAT => Wrong(format!(
            "{this}; a newer version wrote the data (format {found}): run that version, or restore a backup from before it"
        )),
        Ok(Some(found)) => Fine(format!("{this}; the data has format {found}")),
        Err(error) => Wrong(format!(
            "{} can't be read ({error}); restore it from a backup",
            folder.join("format").display()
        )),
    }
}

/// The folder may be missing: the server makes it, if it may.
pub(super) fn data_folder(folder: &Path) -> Finding {
    if folder.exists() && !folder.is_dir() {
        return Wrong(format!(
            "{} is not a folder; give another with --data",
            folder.display()
        ));
    }
    let Some(existing) = nearest(folder) else {
        return Wrong(format!(
            "{} can't be made: no folder above it exists",
            folder.display()
        ));
    };
    let probe = existing.join(format!(".jiandang-doctor-{}", std::process::id()));
    let written = fs::write(&probe, b"probe").and_then(|()| fs::remove_file(&probe));
    match written {
        Ok(()) if folder.exists() => Fine(format!("{} can be written", folder.display())),
        Ok(()) => Fine(format!(
            "{} will be made at the first start",
            folder.display()
        )),
        Err(error) => Wrong(format!(
            "{} can't be written ({error}); make its owner the user that runs the server",
            existing.display()
        )),
    }
}

fn secret_file(settings: &Settings) -> PathBuf {
    let named = settings.secret_file.clone();
    named.unwrap_or_else(|| settings.data.join("server.secret"))
}

/// An archive whose secret is not there opens for nobody. Whether it is the right one only the server finds out, which reads the database.
pub(super) fn secret(settings: &Settings) -> Finding {
    let file = secret_file(settings);
    let at = file.display();
    match fs::metadata(&file) {
        Ok(found) if found.len() == 32 => Fine(format!(
            "{at} is there; keep a copy offline, apart from backups"
        )),
        Ok(_) => Wrong(format!(
            "{at} does not hold 32 bytes: it is not a server secret"
        )),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Wrong(format!(
            "{at} can't be looked at ({error}); run this as the server's user"
        )),
        Err(_) if settings.db.is_some() => Doubtful(format!(
            "{at} is not there; the first server on a database makes it, the others need a copy"
        )),
        Err(_) if settings.data.join("db").exists() => Wrong(format!(
            "{at} is not there, and nobody signs in without it: put the one there that this archive was made with, or name it with --secret-file"
        )),
        Err(_) => Fine(format!("{at} will be made at the first start")),
    }
}

/// Data folder, database and secrets. The server narrows its own when it starts; a folder that others use, and the certificate's
/// key, are left to whoever they belong to.
#[cfg(unix)]
pub(super) fn permissions(settings: &Settings) -> Finding {
    use std::os::unix::fs::PermissionsExt;

    const EVERYBODY_ELSE: u32 = 0o077;
    /// A group may read it: web servers share certificates so.
    const STRANGERS: u32 = 0o007;
    let data = &settings.data;
    let secret = secret_file(settings);
    let mut looked = vec![
        (data.clone(), EVERYBODY_ELSE),
        (data.join("db"), EVERYBODY_ELSE),
        (secret, EVERYBODY_ELSE),
    ];
    looked.extend(settings.tls.iter().map(|tls| (tls.key.clone(), STRANGERS)));
    let found: Vec<_> = looked
        .into_iter()
        .filter_map(|(path, forbidden)| {
            let mode = fs::metadata(&path).ok()?.permissions().mode();
            Some((path, mode & 0o777, mode & forbidden != 0))
        })
        .collect();
    let open: Vec<String> = found
        .iter()
        .filter(|(.., open)| *open)
        .map(|(path, mode, _)| format!("{} (mode {mode:o})", path.display()))
        .collect();
    if found.is_empty() {
        Fine("nothing there yet".to_owned())
    } else if open.is_empty() {
        Fine("only their owner can look into data folder, database and secrets".to_owned())
    } else {
        Doubtful(format!(
            "others on this machine can look into {}; `chmod go-rwx` them",
            open.join(", ")
        ))
    }
}

#[cfg(not(unix))]
pub(super) fn permissions(_settings: &Settings) -> Finding {
    Doubtful("can't be looked at on this system; see that only the server's user can read the data folder".to_owned())
}

/// Asks `df`, which every Unix has.
pub(super) fn free_space(folder: &Path) -> Finding {
    let free = nearest(folder)
        .and_then(|existing| Command::new("df").arg("-Pk").arg(existing).output().ok())
        .and_then(|output| free_bytes(&String::from_utf8_lossy(&output.stdout)));
    match free {
        None => Doubtful("can't be asked here; see that the disk has room".to_owned()),
        Some(free) if free < LITTLE => Wrong(format!(
            "{} MB are left; make room, or give another folder with --data",
            free >> 20
        )),
        Some(free) => Fine(format!("{} GB are left", free >> 30)),
    }
}

/// The fourth column of the second line, in units of 1,024 bytes.
fn free_bytes(df: &str) -> Option<u64> {
    df.lines()
        .nth(1)?
        .split_whitespace()
        .nth(3)?
        .parse::<u64>()
        .ok()?
        .checked_mul(1024)
}

/// A wrong clock signs wrong times, and ends rights too late or too early.
pub(super) fn clock(now: SystemTime) -> Finding {
    match now.duration_since(UNIX_EPOCH) {
        Ok(since) if since > BUILT_AFTER && since < FAR => {
            Fine("the time is believable; keep it so with NTP".to_owned())
        }
        _ => Wrong("the clock is years off; set it, and keep it right with NTP".to_owned()),
    }
}

pub(super) fn address(listen: SocketAddr) -> Finding {
    match TcpListener::bind(listen) {
        Ok(_) => Fine(format!("{listen} is free")),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && is_running(listen) => {
            Fine(format!("a Jiandang is running on {listen} and well"))
        }
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Wrong(format!(
            "{listen} is taken; stop what runs there, or give another with --listen. If it is this server itself, which speaks https, all is well"
        )),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Wrong(format!(
            "{listen} is not for this user: ports below 1024 need CAP_NET_BIND_SERVICE, or a proxy before the server"
        )),
        Err(error) => Wrong(format!(
            "{listen} can't be listened on ({error}); stop what runs there, or give another with --listen"
        )),
    }
}

/// Whether something on the port answers as a healthy server of this program does.
fn is_running(listen: SocketAddr) -> bool {
    let ask = || -> io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&listen, ANSWER)?;
        stream.set_read_timeout(Some(ANSWER))?;
        write!(
            stream,
            "GET /health HTTP/1.1\r\nhost: {listen}\r\nconnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.take(4096).read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200") && answer.contains(HEALTHY))
}

pub(super) async fn https(settings: &Settings) -> Finding {
    match &settings.tls {
        Some(files) => match RustlsConfig::from_pem_file(&files.cert, &files.key).await {
            Ok(_) => Fine("certificate and key can be read and belong together".to_owned()),
            Err(error) => Wrong(format!("{} and {} can't be used: {error}", files.cert.display(), files.key.display())),
        },
        None if settings.https() => Fine("left to the proxy before the server".to_owned()),
        None if settings.public_origin.is_none() && !settings.trusted_proxies.is_empty() => Doubtful(
            "left to the proxy, if it passes on Host and says X-Forwarded-Proto: https; --public-origin https://… says it once for all".to_owned(),
        ),
        None if !settings.plain_beyond() => Fine("not needed on this machine itself".to_owned()),
        None => Wrong("browsers refuse to encrypt over plain http; give --tls-cert and --tls-key, or --public-origin https://… behind a proxy".to_owned()),
    }
}

/// The folder itself, or the nearest one above it that exists.
fn nearest(folder: &Path) -> Option<&Path> {
    let above = folder
        .ancestors()
        .find(|path| !path.as_os_str().is_empty() && path.is_dir());
    above.or_else(|| folder.is_relative().then_some(Path::new(".")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::cli::Arguments;

    #[test]
    fn df_is_read() {
        let df = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 1000 400 600 40% /\n";
        assert_eq!(free_bytes(df), Some(614_400));
        assert_eq!(free_bytes("df: no such folder\n"), None);
    }

    #[test]
    fn a_clock_that_is_years_off_is_found() {
        assert!(matches!(clock(UNIX_EPOCH), Wrong(_)));
        assert!(matches!(
            clock(UNIX_EPOCH + BUILT_AFTER + Duration::from_secs(86_400)),
            Fine(_)
        ));
        assert!(matches!(clock(UNIX_EPOCH + FAR + FAR), Wrong(_)));
    }

    #[test]
    fn data_of_a_newer_program_is_found() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(version(folder.path()), Fine(_)));
        for (text, right) in [("1\n", true), ("2\n", false), ("one", false)] {
            fs::write(folder.path().join("format"), text).unwrap();
            let finding = version(folder.path());
            assert_eq!(matches!(finding, Fine(_)), right, "{text}: {finding:?}");
        }
    }

    #[test]
    fn an_archive_without_its_secret_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::load(Arguments {
            data: Some(folder.path().to_owned()),
            ..Arguments::default()
        });
        let settings = settings.unwrap();
        assert!(matches!(secret(&settings), Fine(_)), "nothing there yet");
        fs::create_dir(folder.path().join("db")).unwrap();
        assert!(matches!(secret(&settings), Wrong(_)));
        for (length, right) in [(31, false), (32, true)] {
            fs::write(folder.path().join("server.secret"), vec![7; length]).unwrap();
            assert_eq!(matches!(secret(&settings), Fine(_)), right);
        }
    }

    #[test]
    fn a_taken_port_is_found() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        assert!(matches!(address(taken.local_addr().unwrap()), Wrong(_)));
    }

    #[test]
    fn a_file_is_no_data_folder_and_a_missing_one_is_made_later() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, b"x").unwrap();
        assert!(matches!(data_folder(&file), Wrong(_)));
        assert!(matches!(data_folder(&folder.path().join("a/b")), Fine(_)));
        assert!(!folder.path().join("a").exists());
    }

    #[tokio::test]
    async fn plain_http_that_browsers_elsewhere_would_refuse_is_found() {
        let looked = async |listen: &str, origin: Option<&str>, proxy: Option<&str>| {
            let settings = Settings::load(Arguments {
                listen: Some(listen.parse().unwrap()),
                public_origin: origin.map(str::to_owned),
                trusted_proxy: proxy.iter().map(|proxy| proxy.parse().unwrap()).collect(),
                ..Arguments::default()
            });
            https(&settings.unwrap()).await
        };
        let (here, everywhere) = ("127.0.0.1:3000", "0.0.0.0:3000");
        let named = Some("https://archive.example");
        assert!(matches!(looked(here, None, None).await, Fine(_)));
        assert!(matches!(looked(everywhere, named, None).await, Fine(_)));
        assert!(matches!(looked(everywhere, None, None).await, Wrong(_)));
        let plain = Some("http://archive.example");
        assert!(matches!(looked(here, plain, None).await, Wrong(_)));
        let proxy = Some("127.0.0.1");
        assert!(matches!(looked(here, None, proxy).await, Doubtful(_)));
        assert!(matches!(looked(here, plain, proxy).await, Wrong(_)));
    }

    #[cfg(unix)]
    #[test]
    fn what_others_can_look_into_is_found() {
        use std::os::unix::fs::PermissionsExt;

        use crate::{cli::Arguments, settings::Settings};

        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir_all(path("data/db")).unwrap();
        for file in ["data/server.secret", "cert.pem", "key.pem"] {
            fs::write(path(file), b"x").unwrap();
        }
        let settings = Settings::load(Arguments {
            data: Some(path("data")),
            tls_cert: Some(path("cert.pem")),
            tls_key: Some(path("key.pem")),
            ..Arguments::default()
        })
        .unwrap();
        let set = |name: &str, mode| {
            fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
        };
        let parts = [
            ("data", 0o700, 0o750),
            ("data/db", 0o700, 0o755),
            ("data/server.secret", 0o600, 0o640),
            ("key.pem", 0o640, 0o644),
        ];
        for (name, narrow, _) in parts {
            set(name, narrow);
        }
        assert!(matches!(permissions(&settings), Fine(_)));
        for (name, narrow, wide) in parts {
            set(name, wide);
            let Doubtful(text) = permissions(&settings) else {
                panic!("{name} is open");
            };
            assert!(text.contains(&format!("{} (mode {wide:o})", path(name).display())));
            set(name, narrow);
        }
    }
}
