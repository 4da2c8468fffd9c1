//! What a box says about itself.

use crate::Malformed;
use crate::layout::Reader;

const VERSION: u8 = 1;

/// Which key is sealed to whom, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BoxKind {
    /// A post's private half to a person: RSA-OAEP.
    ToPerson = 1,
    /// A unit key to a post: HPKE.
    ToPost = 2,
    /// A post's private half or a unit key to the recovery root: HPKE.
    ToRecovery = 3,
    /// A unit key to the epoch that replaces it, whose commitment stands for the recipient: whoever has the newer key
    /// opens the older one. A post's older pair goes to its newer public half, as [`BoxKind::ToPost`].
    ToSuccessor = 4,
}

impl BoxKind {
    const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::ToPerson),
            2 => Some(Self::ToPost),
            3 => Some(Self::ToRecovery),
            4 => Some(Self::ToSuccessor),
            _ => None,
        }
    }
}

/// The public part of a box: 143 bytes, all signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Header {
    /// The organisation.
    pub org: [u8; 16],
    /// Which key to whom.
    pub kind: BoxKind,
    /// The id of the key inside.
    pub key_id: [u8; 16],
    /// The epoch of the key inside.
    pub epoch: u32,
    /// The recipient's fingerprint or public half, as the roster states it.
    pub recipient: [u8; 32],
    /// The temporary grant that caused the box, if one did.
    pub grant: Option<[u8; 16]>,
    /// Sequence number of the roster's head that the maker saw.
    pub head_seq: u64,
    /// Hash of that head.
    pub head_hash: [u8; 32],
    /// The maker's person id; all zero for the recovery root.
    pub maker: [u8; 16],
}

impl Header {
    /// Length in bytes: version, kind, organisation, key, epoch, recipient, whether there is a grant, grant, head,
    /// maker.
    pub const LENGTH: usize = 1 + 1 + 16 + 16 + 4 + 32 + 1 + 16 + 8 + 32 + 16;

    pub(super) fn to_bytes(self) -> [u8; Self::LENGTH] {
        let fields: [&[u8]; 10] = [
            &[VERSION, self.kind as u8],
            &self.org,
            &self.key_id,
            &self.epoch.to_be_bytes(),
            &self.recipient,
            &[u8::from(self.grant.is_some())],
            &self.grant.unwrap_or_default(),
            &self.head_seq.to_be_bytes(),
            &self.head_hash,
            &self.maker,
        ];
        let mut bytes = [0; Self::LENGTH];
        let mut rest = &mut bytes[..];
        for field in fields {
            let (here, after) = rest.split_at_mut(field.len());
            here.copy_from_slice(field);
            rest = after;
        }
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8; Self::LENGTH]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        if reader.byte()? != VERSION {
            return Err(Malformed);
        }
        Ok(Self {
            kind: BoxKind::from_number(reader.byte()?).ok_or(Malformed)?,
            org: reader.array()?,
            key_id: reader.array()?,
            epoch: reader.u32()?,
            recipient: reader.array()?,
            grant: match (reader.byte()?, reader.array()?) {
                (0, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) => None,
                (1, grant) => Some(grant),
                _ => return Err(Malformed),
            },
            head_seq: reader.u64()?,
            head_hash: reader.array()?,
            maker: reader.array()?,
        })
    }

    /// The OAEP label or the HPKE info: what the ciphertext itself is bound to, even for one who skips the signature.
    pub(super) fn binding(&self) -> Vec<u8> {
        [
            &b"jiandang/box/v1"[..],
            &[self.kind as u8],
            &self.org,
            &self.recipient,
            &self.key_id,
            &self.epoch.to_be_bytes(),
        ]
        .concat()
    }
}
