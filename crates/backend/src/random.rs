//! Random bytes from the operating system.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::error::Failure;

/// The operating system gives none.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the operating system gives no random bytes")]
pub(crate) struct NoRandom;

impl From<NoRandom> for Failure {
    fn from(error: NoRandom) -> Self {
        Self::internal(&error)
    }
}

/// `N` random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], NoRandom> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandom)?;
    Ok(bytes)
}

/// 32 random bytes in base64url: 43 characters.
pub(crate) fn token() -> Result<String, NoRandom> {
    Ok(URL_SAFE_NO_PAD.encode(bytes::<32>()?))
}
