//! The part of an invitation's link that no browser sends.

use bridge::{Reason, names};
use ledger::{
    entry::Position,
    hash::Hash,
    id::{InvitationId, OrgId, PersonId},
};
use zeroize::Zeroizing;

use crate::Result;

/// A newcomer's.
const NEW: &str = "1";
/// Of somebody whose access is renewed.
const RENEWAL: &str = "2";

/// What an invitation's link carries in its fragment: it pins the organisation and lets the newcomer prove that they hold the link.
pub(crate) struct Fragment {
    pub(crate) invitation: InvitationId,
    pub(crate) secret: Zeroizing<[u8; 32]>,
    pub(crate) org: OrgId,
    pub(crate) genesis: Hash,
    pub(crate) head: Position,
    /// Whose access it renews; none for a newcomer's.
    pub(crate) renews: Option<Renews>,
}

/// Whose access a link renews.
pub(crate) struct Renews {
    pub(crate) person: PersonId,
    /// As the roster spells it: the password is stretched with it, and nobody has to remember it.
    pub(crate) sign_in_name: String,
}

impl Fragment {
    /// `1.invitation.secret.org.genesis.seq.hash`, hexadecimal; a renewal's begins with 2 and ends with `.person.sign-in name`.
    pub(super) fn write(&self) -> String {
        let secret = Zeroizing::new(hex(&*self.secret));
        let version = if self.renews.is_some() { RENEWAL } else { NEW };
        let mut text = format!(
            "{version}.{}.{}.{}.{}.{}.{}",
            self.invitation, *secret, self.org, self.genesis, self.head.seq, self.head.hash
        );
        if let Some(Renews {
            person,
            sign_in_name,
        }) = &self.renews
        {
            text.push_str(&format!(".{person}.{}", hex(sign_in_name.as_bytes())));
        }
        text
    }

    /// Reads what was in the address bar.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        Self::read(text.trim()).ok_or_else(|| Reason::BadInvitation.into())
    }

    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let (parts, renews) = match parts[..] {
            [NEW, ref parts @ ..] => (parts, None),
            [RENEWAL, ref parts @ .., person, name] => {
                let sign_in_name = String::from_utf8(bytes(name)?).ok()?;
                // In its one spelling, or the roster has another.
                let spelt = names::parse_sign_in(&sign_in_name).ok()? == sign_in_name;
                let person = person.parse().ok()?;
                let renews = Renews {
                    person,
                    sign_in_name,
                };
                (parts, Some(spelt.then_some(renews)?))
            }
            _ => return None,
        };
        let [invitation, secret, org, genesis, seq, hash] = parts[..] else {
            return None;
        };
        Some(Self {
            renews,
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hex_32(text: &str) -> Option<[u8; 32]> {
    bytes(text)?.try_into().ok()
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|index| u8::from_str_radix(&text[index..index + 2], 16).ok())
        .collect()
}
