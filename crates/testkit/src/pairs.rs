//! RSA pairs for tests. Looking for primes takes most of a test's time, so that companies which never meet share them; and where
//! `JIANDANG_TEST_KEYS` names a file, so do one run and the next. Real pairs, worth nothing: never set it for anything else.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::PathBuf,
    sync::{LazyLock, Mutex},
};

use getrandom::SysRng;
use seal::{identity::WrappingKey, rand_core::UnwrapErr};
use vault::{NewWrappingKey, platform::Fault};

/// How many pairs are made before they are handed out again: many more than any company in a test has people.
const PAIRS: usize = 64;

/// The pairs that there are, and which one is next.
static POOL: LazyLock<Mutex<(Vec<NewWrappingKey>, usize)>> = LazyLock::new(|| {
    let kept = file().and_then(|file| fs::read(file).ok());
    Mutex::new((parse(&kept.unwrap_or_default()), 0))
});

/// A real RSA-3072 pair.
pub(crate) fn next() -> Result<NewWrappingKey, Fault> {
    {
        let mut pool = POOL.lock().map_err(|_| Fault)?;
        let (pairs, next) = &mut *pool;
        if *next == PAIRS {
            *next = 0;
        }
        if let Some(pair) = pairs.get(*next) {
            *next += 1;
            return Ok(copy(pair));
        }
    }
    // Made without the lock: several tests look for primes at once.
    let key = WrappingKey::generate(&mut UnwrapErr(SysRng)).map_err(|_| Fault)?;
    let pair = NewWrappingKey {
        pkcs8: key.to_pkcs8().map_err(|_| Fault)?,
        spki: key.public_spki(),
    };
    let mut pool = POOL.lock().map_err(|_| Fault)?;
    let (pairs, next) = &mut *pool;
    if pairs.len() < PAIRS {
        pairs.push(copy(&pair));
        *next = pairs.len();
        keep(&pair);
    }
    Ok(pair)
}

fn copy(pair: &NewWrappingKey) -> NewWrappingKey {
    NewWrappingKey {
        pkcs8: pair.pkcs8.clone(),
        spki: pair.spki.clone(),
    }
}

fn file() -> Option<PathBuf> {
    std::env::var_os("JIANDANG_TEST_KEYS").map(PathBuf::from)
}

/// Adds a pair to the file. Where that fails, the next run makes its own.
fn keep(pair: &NewWrappingKey) {
    let Some(file) = file() else { return };
    let mut bytes = Vec::new();
    for part in [&pair.pkcs8[..], &pair.spki] {
        let length = u32::try_from(part.len()).unwrap_or(0);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(part);
    }
    let file = OpenOptions::new().append(true).create(true).open(file);
    let _ = file.and_then(|mut file| file.write_all(&bytes));
}

/// The pairs of a file, up to the first that is not whole.
fn parse(mut bytes: &[u8]) -> Vec<NewWrappingKey> {
    let mut part = || {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (part, rest) = rest.split_at_checked(length)?;
        bytes = rest;
        Some(part.to_vec())
    };
    let mut pairs = Vec::new();
    while pairs.len() < PAIRS {
        let (Some(pkcs8), Some(spki)) = (part(), part()) else {
            break;
        };
        // Another version may have written it otherwise.
        if WrappingKey::from_pkcs8(&pkcs8).is_ok_and(|key| key.public_spki() == spki) {
            let pkcs8 = pkcs8.into();
            pairs.push(NewWrappingKey { pkcs8, spki });
        }
    }
    pairs
}
