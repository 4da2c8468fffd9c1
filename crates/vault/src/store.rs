//! The seam to what this device keeps: a few sealed things by name. A browser may take all of it away at any time.

use async_trait::async_trait;

/// The device keeps nothing, or has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unavailable;

/// Named bytes on this device. Whoever has the device can read them and change them, so that nothing lies there unsealed.
#[async_trait(?Send)]
pub trait Store {
    /// What lies under a name.
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Unavailable>;

    /// Puts bytes under a name, in place of what lies there.
    async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), Unavailable>;

    /// Takes away what lies under a name, if anything does.
    async fn remove(&self, name: &str) -> Result<(), Unavailable>;

    /// Every name that begins so.
    async fn names(&self, beginning: &str) -> Result<Vec<String>, Unavailable>;
}
