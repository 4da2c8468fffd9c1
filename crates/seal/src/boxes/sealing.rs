//! Making boxes.

use rand_core::CryptoRng;

use super::{BoxKind, Header, signed_message};
use crate::identity::SigningKey;
#[cfg(feature = "native-rsa")]
use crate::identity::WrappingPublic;
use crate::{SealError, post, unit::UnitKey};

/// A box for a person's RSA key, which somebody else wraps: WebCrypto in a browser.
pub struct ForPerson<'h>(&'h Header);

impl<'h> ForPerson<'h> {
    /// Takes a header.
    ///
    /// # Errors
    /// [`SealError::WrongKind`] unless its kind is [`BoxKind::ToPerson`].
    pub fn new(header: &'h Header) -> Result<Self, SealError> {
        match header.kind {
            BoxKind::ToPerson => Ok(Self(header)),
            _ => Err(SealError::WrongKind),
        }
    }

    /// The label of RSA-OAEP that the key is to be wrapped with.
    pub fn label(&self) -> Vec<u8> {
        self.0.binding()
    }

    /// The box around what came of it.
    pub fn seal(self, wrapped: &[u8], maker: &SigningKey) -> Vec<u8> {
        signed(self.0, wrapped, maker)
    }
}

/// A box for a person's RSA key, natively.
///
/// # Errors
/// [`SealError::WrongKind`] unless the header's kind is [`BoxKind::ToPerson`].
#[cfg(feature = "native-rsa")]
pub fn seal_to_person(
    header: &Header,
    public: &WrappingPublic,
    key: &[u8; 32],
    maker: &SigningKey,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    let sealing = ForPerson::new(header)?;
    let wrapped = public.wrap(&sealing.label(), key, rng)?;
    Ok(sealing.seal(&wrapped, maker))
}

/// A box for the X25519 pair of a post or of the recovery root.
///
/// # Errors
/// [`SealError::WrongKind`] for a kind that goes to a person, [`SealError::BadRecipient`] for an unusable public half.
pub fn seal_to_post(
    header: &Header,
    public: &[u8; 32],
    key: &[u8; 32],
    maker: &SigningKey,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    if !matches!(header.kind, BoxKind::ToPost | BoxKind::ToRecovery) {
        return Err(SealError::WrongKind);
    }
    let ciphertext = post::seal_to(public, &header.binding(), key, rng)?;
    Ok(signed(header, &ciphertext, maker))
}

/// A box for the unit key that replaces the one inside.
///
/// # Errors
/// [`SealError::WrongKind`] unless the header's kind is [`BoxKind::ToSuccessor`].
pub fn seal_to_successor(
    header: &Header,
    successor: &UnitKey,
    key: &[u8; 32],
    maker: &SigningKey,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    if header.kind != BoxKind::ToSuccessor {
        return Err(SealError::WrongKind);
    }
    let ciphertext = successor.seal_older(&header.binding(), key, rng)?;
    Ok(signed(header, &ciphertext, maker))
}

fn signed(header: &Header, ciphertext: &[u8], maker: &SigningKey) -> Vec<u8> {
    let header = header.to_bytes();
    let signature = maker.sign(&signed_message(&header, ciphertext));
    [&header[..], &signature, ciphertext].concat()
}
