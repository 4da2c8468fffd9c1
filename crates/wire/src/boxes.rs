//! What a sealed box says outside, for whoever can't open it: 143 bytes that its maker signed. A box is made and opened by the
//! crate `seal`, whose layout this is; a test of `testkit`, which sees both, keeps them equal.

/// To whom a box goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// A person: the pair of a post, sealed with RSA-OAEP.
    Person,
    /// A post: the key of a unit or the pair of another post, sealed with HPKE.
    Post,
    /// The recovery root: any key, sealed with HPKE.
    Recovery,
    /// The next epoch of a unit's key: the one before it, sealed with the new key.
    Successor,
}

/// The header, and how long what follows it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// To whom.
    pub addressee: Addressee,
    /// The organisation.
    pub org: [u8; 16],
    /// The id of the key inside.
    pub key: [u8; 16],
    /// Its epoch.
    pub epoch: u32,
    /// The recipient's fingerprint, public half or, of a successor, commitment.
    pub recipient: [u8; 32],
    /// The number of the roster's entry that the maker saw last.
    pub head_seq: u64,
    /// Its hash.
    pub head_hash: [u8; 32],
    /// The maker's person id; all zero for the recovery root.
    pub maker: [u8; 16],
    /// Bytes of ciphertext.
    pub ciphertext: usize,
}

impl Label {
    /// Bytes of ciphertext of a box to a post or to the recovery root: an encapsulated key, 32 bytes and their tag.
    pub const TO_PAIR: usize = 32 + 32 + 16;
    /// Bytes of ciphertext of a box to a successor: a nonce, a commitment, 32 bytes and their tag.
    pub const TO_SUCCESSOR: usize = 12 + 32 + 32 + 16;

    const VERSION: u8 = 1;
    const SIGNATURE: usize = 64;

    /// Reads what a box says; none for another layout. Nothing of it is believed by whoever opens the box.
    pub fn read(sealed: &[u8]) -> Option<Self> {
        let mut rest = sealed;
        let [version, addressee] = take(&mut rest)?;
        let addressee = match (version, addressee) {
            (Self::VERSION, 1) => Addressee::Person,
            (Self::VERSION, 2) => Addressee::Post,
            (Self::VERSION, 3) => Addressee::Recovery,
            (Self::VERSION, 4) => Addressee::Successor,
            _ => return None,
        };
        let org = take(&mut rest)?;
        let key = take(&mut rest)?;
        let epoch = u32::from_be_bytes(take(&mut rest)?);
        let recipient = take(&mut rest)?;
        // A temporary grant that caused the box, if one did.
        let ([granted], grant) = (take(&mut rest)?, take::<16>(&mut rest)?);
        if granted > 1 || (granted == 0 && grant != [0; 16]) {
            return None;
        }
        Some(Self {
            addressee,
            org,
            key,
            epoch,
            recipient,
            head_seq: u64::from_be_bytes(take(&mut rest)?),
            head_hash: take(&mut rest)?,
            maker: take(&mut rest)?,
            ciphertext: rest.len().checked_sub(Self::SIGNATURE)?,
        })
    }
}

/// Takes bytes from the front.
fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (front, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*front)
}
