//! Verifying boxes, then opening them.

use checks::Check;
use zeroize::Zeroizing;

use super::{BoxKind, Header, MAX_BYTES, signed_message};
#[cfg(feature = "native-rsa")]
use crate::identity::WrappingKey;
use crate::identity::verify;
use crate::layout::Reader;
use crate::post::PostPair;
use crate::unit::UnitKey;
use crate::{BadSignature, Malformed, OpenError};

/// A box as it came. Its header tells whose signature to look for; nothing in it is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBox {
    header: Header,
    signature: [u8; 64],
    ciphertext: Vec<u8>,
}

impl SealedBox {
    /// Reads a box.
    ///
    /// # Errors
    /// [`Malformed`] for another layout or more than [`MAX_BYTES`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > MAX_BYTES {
            return Err(Malformed);
        }
        let mut reader = Reader::new(bytes);
        let header = Header::from_bytes(&reader.array()?)?;
        let signature = reader.array()?;
        Ok(Self {
            header,
            signature,
            ciphertext: reader.rest().to_vec(),
        })
    }

    /// The header's claims.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Verifies the signature with the maker's key as the roster has it at the header's head.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn verify(&self, maker_verifying: &[u8; 32]) -> Result<VerifiedBox, BadSignature> {
        let message = signed_message(&self.header.to_bytes(), &self.ciphertext);
        Check::BoxSignature.holds(verify(maker_verifying, &message, &self.signature))?;
        Ok(VerifiedBox {
            header: self.header,
            ciphertext: self.ciphertext.clone(),
        })
    }
}

/// A box that its maker signed.
///
/// Whether the maker was entitled, and whether the header is the one expected, is for the caller to judge; the key that
/// comes out is to be compared with the commitment in the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedBox {
    header: Header,
    ciphertext: Vec<u8>,
}

impl VerifiedBox {
    /// The header, signed by the maker.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Opens with the pair of a post or of the recovery root.
    ///
    /// # Errors
    /// [`OpenError`] if the box was made for another pair, or for a person.
    pub fn open_with_post(&self, pair: &PostPair) -> Result<Zeroizing<[u8; 32]>, OpenError> {
        if !matches!(self.header.kind, BoxKind::ToPost | BoxKind::ToRecovery) {
            return Err(OpenError);
        }
        let opened = pair.open(&self.header.binding(), &self.ciphertext)?;
        thirty_two(&opened)
    }

    /// Opens with the key of the epoch that replaces the one inside.
    ///
    /// # Errors
    /// [`OpenError`] if the box was made for another key, or for somebody.
    pub fn open_with_successor(&self, key: &UnitKey) -> Result<Zeroizing<[u8; 32]>, OpenError> {
        if self.header.kind != BoxKind::ToSuccessor {
            return Err(OpenError);
        }
        thirty_two(&key.open_older(&self.header.binding(), &self.ciphertext)?)
    }

    /// Opens with a person's key, natively.
    ///
    /// # Errors
    /// [`OpenError`] if the box was made for another key, or not for a person.
    #[cfg(feature = "native-rsa")]
    pub fn open_with_person(&self, key: &WrappingKey) -> Result<Zeroizing<[u8; 32]>, OpenError> {
        let (label, ciphertext) = self.rsa_parts()?;
        thirty_two(&key.unwrap(&label, ciphertext)?)
    }

    /// Label and ciphertext for whoever holds the RSA key elsewhere: WebCrypto's `decrypt` with
    /// `{name: "RSA-OAEP", label}` gives the 32 bytes of the key.
    ///
    /// # Errors
    /// [`OpenError`] if the box was not made for a person.
    pub fn rsa_parts(&self) -> Result<(Vec<u8>, &[u8]), OpenError> {
        match self.header.kind {
            BoxKind::ToPerson => Ok((self.header.binding(), &self.ciphertext)),
            _ => Err(OpenError),
        }
    }
}

fn thirty_two(opened: &[u8]) -> Result<Zeroizing<[u8; 32]>, OpenError> {
    opened.try_into().map(Zeroizing::new).map_err(|_| OpenError)
}
