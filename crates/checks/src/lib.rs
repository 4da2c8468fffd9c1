//! The checks that stand between a lying server and its victims, by name.
//!
//! A check that nothing depends on protects nobody. So each one goes through its name at the place where it is made, and `cargo xtask lies`
//! leaves it out there: the lie that it stops has to succeed then. In everything that is given to people a name is nothing but its
//! argument.

#[cfg(feature = "lifting")]
mod lifting;

#[cfg(feature = "lifting")]
pub use lifting::{Lifted, lift};

/// One check of what a server says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Check {
    /// A statement was signed by its author.
    EntrySignature,
    /// A statement's author may state it.
    Authority,
    /// A statement has the number of its place.
    Order,
    /// A statement follows the one that its author saw before it.
    Link,
    /// A file's entry names a statement of the roster that I know.
    Anchor,
    /// What was written behind an end that the roster names, by the word of a roster from before, is not taken.
    FixedEnd,
    /// Keys go to those whom an archivist admitted.
    Admission,
    /// Nothing is written under a key that somebody lost.
    FreshKey,
    /// An invitation was answered by whoever holds its link.
    InvitationMac,
    /// A box was signed by its maker.
    BoxSignature,
    /// Words to a post were signed by whom they are said to be from.
    WordSignature,
    /// A box was made by somebody who may have its key.
    BoxMaker,
    /// A key is the one that the roster committed to.
    KeyCommitment,
    /// An envelope is the one that its author signed.
    EnvelopeHash,
    /// An envelope's content is what was sealed.
    Tag,
    /// An envelope's content was sealed for this place: file, section, revision.
    Place,
    /// The roster holds what I have seen of it.
    RosterPin,
    /// A journal holds what I have seen of it.
    JournalPin,
    /// A journal ends nowhere before what I have verified.
    JournalEnd,
    /// My blob is no older than the one that I have.
    BlobCounter,
    /// What another device of mine has seen is on the chains that I am shown.
    OneHistory,
    /// A password is stretched no less than this program thinks right.
    StretchFloor,
    /// The recovery root has vouched for the organisation that a kit recovers into.
    Voucher,
    /// The roster names the keys that I have as mine.
    OwnKeys,
}

impl Check {
    /// Every check.
    pub const ALL: [Self; 24] = [
        Self::EntrySignature,
        Self::Authority,
        Self::Order,
        Self::Link,
        Self::Anchor,
        Self::FixedEnd,
        Self::Admission,
        Self::FreshKey,
        Self::InvitationMac,
        Self::BoxSignature,
        Self::WordSignature,
        Self::BoxMaker,
        Self::KeyCommitment,
        Self::EnvelopeHash,
        Self::Tag,
        Self::Place,
        Self::RosterPin,
        Self::JournalPin,
        Self::JournalEnd,
        Self::BlobCounter,
        Self::OneHistory,
        Self::StretchFloor,
        Self::Voucher,
        Self::OwnKeys,
    ];

    /// Whether the check passes: what it found.
    #[inline]
    #[must_use]
    pub fn passes(self, found: bool) -> bool {
        found || self.is_lifted()
    }

    /// The check's own answer.
    ///
    /// # Errors
    /// What it found wrong.
    #[inline]
    pub fn holds<E>(self, found: Result<(), E>) -> Result<(), E> {
        found.or_else(|fault| if self.is_lifted() { Ok(()) } else { Err(fault) })
    }

    /// Whether a test has left the check out on this thread. Never, without the feature `lifting`.
    #[inline]
    #[must_use]
    pub fn is_lifted(self) -> bool {
        #[cfg(feature = "lifting")]
        return lifting::is_lifted(self);
        #[cfg(not(feature = "lifting"))]
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_is_listed_once() {
        for (number, check) in Check::ALL.into_iter().enumerate() {
            assert_eq!(check as usize, number);
        }
        assert_eq!(Check::OwnKeys as usize + 1, Check::ALL.len());
    }

    #[test]
    fn a_check_that_nobody_lifted_is_what_it_found() {
        for check in Check::ALL {
            assert!(check.passes(true) && !check.passes(false));
            assert_eq!(
                (check.holds(Ok::<(), u8>(())), check.holds(Err(7))),
                (Ok(()), Err(7))
            );
        }
    }
}
