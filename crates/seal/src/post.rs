//! Posts' pairs (X25519): whoever knows the public half can seal to a post, also someone who can't read what it reads.

use rand_core::CryptoRng;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::hazmat::{hpke, kdf::Deriver};
use crate::secret::redacted;
use crate::{OpenError, SealError};

/// The pair of a post, or of the recovery root.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PostPair {
    private: [u8; 32],
    #[zeroize(skip)]
    public: [u8; 32],
}

redacted!(PostPair);

impl PostPair {
    /// A new random pair.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut private = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut private[..]);
        Self::from_private(*private)
    }

    /// The pair with this private half.
    pub fn from_private(private: [u8; 32]) -> Self {
        let public = PublicKey::from(&StaticSecret::from(private)).to_bytes();
        Self { private, public }
    }

    /// The private half, to be boxed to the post's holders.
    pub fn private(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.private)
    }

    /// The public half.
    pub fn public(&self) -> [u8; 32] {
        self.public
    }

    /// What the roster states when the epoch opens: a substituted private half shows.
    pub fn commitment(&self) -> [u8; 32] {
        *Deriver::from_key(&self.private).derive("jiandang/post-commitment/v1", &[])
    }

    /// Opens what [`seal_to`] made for this pair with the same `info`.
    ///
    /// # Errors
    /// [`OpenError`] for another pair, another `info`, altered bytes.
    pub fn open(&self, info: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        hpke::open(&self.private, info, sealed)
    }
}

/// Whether something can be sealed to a public half: it is no point of low order, with which every shared secret is zero.
pub fn is_usable(public: &[u8; 32]) -> bool {
    let any = StaticSecret::from([1; 32]);
    any.diffie_hellman(&PublicKey::from(*public))
        .was_contributory()
}

/// Seals to the holder of a private half: HPKE in base mode (RFC 9180), `encapsulated key(32) · ciphertext · tag(16)`.
/// It says nothing about who sealed: signing is the box's work.
///
/// # Errors
/// [`SealError::BadRecipient`] for a point of low order.
pub fn seal_to(
    public: &[u8; 32],
    info: &[u8],
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    hpke::seal(public, info, plaintext, rng)
}
