//! Folders and files that only the server's own user may look into.
//!
//! What is made here is made so. What is found wider is narrowed, and the log says so; what can't be narrowed stays, and
//! the log says that: a secret that the system hands in may belong to somebody else.

use std::{fs, io, path::Path};

/// A folder that its owner alone enters.
pub(crate) const FOLDER: u32 = 0o700;
/// A file that its owner alone reads.
pub(crate) const FILE: u32 = 0o600;

/// The folder of the embedded database inside the data folder.
pub(crate) const DATABASE: &str = "db";
/// The server secret inside the data folder.
pub(crate) const SECRET: &str = "server.secret";

/// The number of the data's format inside the data folder.
pub(crate) const FORMAT: &str = "format";

/// Makes the data folder, or narrows it if nothing but ours is in it: an operator may have named a folder that others use.
/// The database inside is narrowed in either case.
///
/// # Errors
/// It can't be made.
pub(crate) fn data_folder(path: &Path) -> io::Result<()> {
    make(path)?;
    let ours = fs::read_dir(path)?.all(|entry| {
        entry.is_ok_and(|entry| {
            [DATABASE, SECRET, FORMAT]
                .iter()
                .any(|own| entry.file_name() == *own)
        })
    });
    if ours {
        narrow(path, FOLDER);
    } else if is_wider(path, FOLDER) {
        tracing::warn!(
            path = %path.display(),
            "others can look into the data folder, and it holds more than the archive: give the archive a folder of its own, or chmod 700"
        );
    }
    Ok(())
}

/// Makes a folder, or narrows it.
///
/// # Errors
/// It can't be made.
pub(crate) fn folder(path: &Path) -> io::Result<()> {
    make(path)?;
    narrow(path, FOLDER);
    Ok(())
}

fn make(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, FOLDER);
    builder.create(path)
}

/// Takes from others what `mode` does not give them.
pub(crate) fn narrow(path: &Path, mode: u32) {
    if !is_wider(path, mode) {
        return;
    }
    match set(path, mode) {
        Ok(()) => {
            tracing::warn!(path = %path.display(), "others could look into it: narrowed to its owner");
        }
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "others can look into it, and it can't be narrowed");
        }
    }
}

#[cfg(unix)]
fn is_wider(path: &Path, mode: u32) -> bool {
    use std::os::unix::fs::PermissionsExt;

    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 & !mode != 0)
}

#[cfg(unix)]
fn set(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// Elsewhere a folder's owner decides by other means.
#[cfg(not(unix))]
fn is_wider(_: &Path, _: u32) -> bool {
    false
}

#[cfg(not(unix))]
fn set(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_data_folder_is_its_owners_alone_unless_others_use_it() {
        let dir = tempfile::tempdir().unwrap();
        let made = dir.path().join("a/b");
        data_folder(&made).unwrap();
        assert_eq!((mode(&made), mode(&dir.path().join("a"))), (FOLDER, FOLDER));

        set(&made, 0o755).unwrap();
        fs::create_dir(made.join(DATABASE)).unwrap();
        data_folder(&made).unwrap();
        assert_eq!(mode(&made), FOLDER);

        set(&made, 0o755).unwrap();
        fs::write(made.join("notes.txt"), b"somebody else's").unwrap();
        data_folder(&made).unwrap();
        assert_eq!(mode(&made), 0o755);
    }

    #[test]
    fn what_is_narrow_is_left_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(SECRET);
        fs::write(&file, b"secret").unwrap();
        for (before, after) in [(0o644, 0o600), (0o640, 0o600), (0o400, 0o400)] {
            set(&file, before).unwrap();
            narrow(&file, FILE);
            assert_eq!(mode(&file), after);
        }
    }
}
