//! The ciphers an envelope may use.

/// A cipher, by the number that stands in headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suite {
    /// AES-256-GCM (NIST SP 800-38D), 96-bit random nonces.
    Aes256Gcm = 1,
    /// ChaCha20-Poly1305 (RFC 8439), 96-bit random nonces.
    ChaCha20Poly1305 = 2,
    /// SM4-GCM (GB/T 32907, GB/T 36624), 96-bit random nonces and a key of 128 bits. Optional, and not certified: the
    /// implementation is no approved cryptographic module.
    Sm4Gcm = 3,
}

impl Suite {
    /// What new envelopes use unless policy says otherwise.
    pub const DEFAULT: Self = Self::Aes256Gcm;

    /// The suite with this number; `None` for an unknown one.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Aes256Gcm),
            2 => Some(Self::ChaCha20Poly1305),
            3 => Some(Self::Sm4Gcm),
            _ => None,
        }
    }

    /// The number that stands in headers and in additional data.
    pub const fn number(self) -> u8 {
        self as u8
    }
}
