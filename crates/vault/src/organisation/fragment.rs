//! The part of an invitation's link that no browser sends.

use bridge::Reason;
use ledger::{
    entry::Position,
    hash::Hash,
    id::{InvitationId, OrgId},
};
use zeroize::Zeroizing;

use crate::Result;

const VERSION: &str = "1";

/// What an invitation's link carries in its fragment: it pins the organisation and lets the newcomer prove that they hold the link.
pub(crate) struct Fragment {
    pub(crate) invitation: InvitationId,
    pub(crate) secret: Zeroizing<[u8; 32]>,
    pub(crate) org: OrgId,
    pub(crate) genesis: Hash,
    pub(crate) head: Position,
}

impl Fragment {
    /// `1.invitation.secret.org.genesis.seq.hash`, hexadecimal.
    pub(super) fn write(&self) -> String {
        let secret: Zeroizing<String> = Zeroizing::new(
            self.secret
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        );
        format!(
            "{VERSION}.{}.{}.{}.{}.{}.{}",
            self.invitation, *secret, self.org, self.genesis, self.head.seq, self.head.hash
        )
    }

    /// Reads what was in the address bar.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        Self::read(text.trim()).ok_or_else(|| Reason::BadInvitation.into())
    }

    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [VERSION, invitation, secret, org, genesis, seq, hash] = parts[..] else {
            return None;
        };
        Some(Self {
            invitation: invitation.parse().ok()?,
            secret: Zeroizing::new(hex_32(secret)?),
            org: org.parse().ok()?,
            genesis: Hash(hex_32(genesis)?),
            head: Position {
                seq: decimal(seq)?,
                hash: Hash(hex_32(hash)?),
            },
        })
    }
}

/// Digits alone: the standard library would take a sign as well.
fn decimal(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

fn hex_32(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, index) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&text[index..index + 2], 16).ok()?;
    }
    Some(bytes)
}
