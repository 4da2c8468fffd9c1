//! Raw primitives. Easy to misuse, hence private: everything public goes through a format that fixes keys, labels and
//! additional data.

pub(crate) mod aead;
pub(crate) mod committed;
pub(crate) mod hpke;
pub(crate) mod kdf;
pub(crate) mod mac;
#[cfg(feature = "native-rsa")]
pub(crate) mod rsa;
