//! HPKE in base mode (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, one message a context.

use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::{Kem, X25519HkdfSha256};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use hpke::{single_shot_open, single_shot_seal_with_rng};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{OpenError, SealError};

type Public = <X25519HkdfSha256 as Kem>::PublicKey;
type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

/// Length of the encapsulated key at the front, in bytes.
pub(crate) const ENCAPSULATED: usize = 32;

/// `encapsulated key ‖ ciphertext ‖ tag`.
pub(crate) fn seal(
    public: &[u8; 32],
    info: &[u8],
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    let public = Public::from_bytes(public).map_err(|_| SealError::BadRecipient)?;
    let (encapsulated, ciphertext) = single_shot_seal_with_rng::<
        AesGcm256,
        HkdfSha256,
        X25519HkdfSha256,
    >(&OpModeS::Base, &public, info, plaintext, b"", rng)
    .map_err(|_| SealError::BadRecipient)?;
    Ok([&encapsulated.to_bytes()[..], &ciphertext].concat())
}

pub(crate) fn open(
    private: &[u8; 32],
    info: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let (encapsulated, ciphertext) = sealed.split_at_checked(ENCAPSULATED).ok_or(OpenError)?;
    let private = Private::from_bytes(private).map_err(|_| OpenError)?;
    let encapsulated = Encapsulated::from_bytes(encapsulated).map_err(|_| OpenError)?;
    single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &private,
        &encapsulated,
        info,
        ciphertext,
        b"",
    )
    .map(Zeroizing::new)
    .map_err(|_| OpenError)
}
