//! The errors that more than one area shares.

/// Something sealed did not open.
///
/// It never says why: wrong key, altered bytes and wrong context look the same to whoever provoked it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it can't be opened")]
pub struct OpenError;

/// A signature that its key did not make over this message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not hold")]
pub struct BadSignature;

/// Bytes that are not in the layout they claim. Nothing secret takes part in this decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are not in the expected layout")]
pub struct Malformed;

/// Something could not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The content exceeds the limit of its format.
    #[error("the content is too long to be sealed")]
    TooLong,
    /// The recipient's public key is unusable (a point of low order, for instance).
    #[error("nothing can be sealed to this recipient")]
    BadRecipient,
    /// A box's header names a kind that is sealed in another way.
    #[error("this kind of box is sealed in another way")]
    WrongKind,
    /// The key given is not the one that opens what is to be replaced.
    #[error("this key does not belong to what is to be sealed anew")]
    WrongKey,
    /// A counter has no successor.
    #[error("the counter is spent")]
    CounterSpent,
}
