#![cfg(unix)]

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use backend::{Backend, Config, OpenError};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Neither a careless mask nor a careless hand opens the archive to others on the machine.
#[tokio::test]
async fn only_the_servers_user_looks_into_the_archive() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let config = Config {
        data_dir: data.clone(),
        ..Config::default()
    };
    let parts = [
        (data.clone(), 0o700),
        (data.join("db"), 0o700),
        (data.join("server.secret"), 0o600),
    ];
    Backend::open(config.clone()).await.unwrap().close().await;
    for (path, expected) in &parts {
        assert_eq!(mode(path), *expected, "{} as made", path.display());
        fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
    }
    Backend::open(config.clone()).await.unwrap().close().await;
    for (path, expected) in &parts {
        assert_eq!(mode(path), *expected, "{} as found", path.display());
    }

    // A secret elsewhere too; a data folder that holds other things is left to its owner, the database in it is not.
    let secret = dir.path().join("secret");
    fs::write(&secret, [7; 32]).unwrap();
    let shared = dir.path().join("shared");
    fs::create_dir_all(shared.join("db")).unwrap();
    fs::write(shared.join("notes.txt"), b"somebody else's").unwrap();
    for path in [&shared, &shared.join("db"), &secret] {
        fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
    }
    let config = Config {
        data_dir: shared.clone(),
        secret_file: Some(secret.clone()),
        ..config
    };
    Backend::open(config).await.unwrap().close().await;
    assert_eq!(mode(&secret), 0o600);
    assert_eq!(mode(&shared.join("db")), 0o700);
    assert_eq!(mode(&shared), 0o755);
}

/// A restored database beside a fresh secret would let nobody in, and look like forgotten passwords.
#[tokio::test]
async fn another_server_secret_is_told_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config {
        data_dir: dir.path().to_owned(),
        ..Config::default()
    };
    let file = dir.path().join("server.secret");
    Backend::open(config.clone()).await.unwrap().close().await;
    let first = fs::read(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let missing = Backend::open(config.clone()).await.err().unwrap();
    assert!(matches!(missing, OpenError::NoSecret(_)), "{missing:?}");
    assert!(!file.exists(), "none is made in its place");
    fs::write(&file, [7; 32]).unwrap();
    let other = Backend::open(config.clone()).await.err().unwrap();
    assert!(matches!(other, OpenError::AnotherSecret(_)), "{other:?}");
    // Both say what to do.
    for error in [missing, other] {
        let told = error.to_string();
        assert!(told.contains("--secret-file") && told.contains("--new-secret"));
    }
    fs::write(&file, &first).unwrap();
    Backend::open(config.clone()).await.unwrap().close().await;

    // Lost for good: wanted once, the new one is the archive's from then on.
    fs::remove_file(&file).unwrap();
    let wanted = Config {
        new_secret: true,
        ..config.clone()
    };
    Backend::open(wanted).await.unwrap().close().await;
    assert_ne!(fs::read(&file).unwrap(), first);
    Backend::open(config.clone()).await.unwrap().close().await;
    fs::write(&file, first).unwrap();
    let former = Backend::open(config).await.err().unwrap();
    assert!(matches!(former, OpenError::AnotherSecret(_)));
}
