//! Stretched passwords for tests. Companies that never meet have people of the same names and passwords, who sign in over and over:
//! stretching would take half of their time. Each is stretched once, at its full cost, and then remembered.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, OnceLock},
};

use getrandom::SysRng;
use seal::{
    password::{self, Salt, ServerSalt, SignInSecret, Stretch, StretchError, UnlockKey},
    rand_core::{Rng, UnwrapErr},
};

type Stretched = Result<(SignInSecret, UnlockKey), StretchError>;

/// One for all accounts of a process: what is stretched with holds the sign-in name as well.
static SALT: LazyLock<ServerSalt> = LazyLock::new(|| {
    let mut salt = [0; 16];
    UnwrapErr(SysRng).fill_bytes(&mut salt);
    ServerSalt(salt)
});

/// A cell each, so that two who ask for the same wait for one another, and nobody else does.
type Cell = Arc<OnceLock<Stretched>>;

/// By password and salt.
type Known = HashMap<(String, [u8; 16]), Cell>;

static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

pub(crate) fn salt() -> ServerSalt {
    *SALT
}

pub(crate) fn stretch(password: &str, salt: &Salt, cost: &Stretch) -> Stretched {
    let stretch = || password::stretch(password, salt, cost);
    // Other costs than an honest server's are judged each time.
    if *cost != Stretch::DEFAULT {
        return stretch();
    }
    let Ok(mut known) = KNOWN.lock() else {
        return stretch();
    };
    let cell = Arc::clone(known.entry((password.to_owned(), salt.0)).or_default());
    drop(known);
    cell.get_or_init(stretch).clone()
}
