//! The roster and the boxes.

use serde::{Deserialize, Serialize};

use crate::{Bytes, body};

/// The end of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Head {
    /// The last entry's number.
    pub seq: u64,
    /// Its hash, 32 bytes.
    pub hash: Bytes,
}

/// Which entries to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// How many entries the client has already: the page begins with entry number `after`.
    #[serde(default)]
    pub after: u64,
}

/// Some entries of the roster, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RosterPage {
    /// Signed entries, at most 500.
    pub entries: Vec<Bytes>,
    /// The chain's end at this moment.
    pub head: Head,
}

/// Statements to append, all or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RosterAppend {
    /// Signed entries that continue the chain, at most 500.
    #[serde(deserialize_with = "body::list")]
    pub entries: Vec<Bytes>,
    /// Boxes that belong to them, at most 5,000: made by their author, for whom the roster with the statements lets open them.
    #[serde(deserialize_with = "body::list")]
    pub boxes: Vec<BoxRecord>,
}

/// Appended, or found appended already under the same intents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appended {
    /// The last of the entries sent.
    pub head: Head,
}

/// A sealed key and whom it is for. The bytes are signed by their maker; this is only the label on the locker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoxRecord {
    /// The key's id, 16 bytes.
    pub key: Bytes,
    /// The key's epoch.
    pub epoch: u32,
    /// A person's fingerprint, or the public half of a post or of the recovery root: 32 bytes.
    pub recipient: Bytes,
    /// The signed box, at most 4 KiB.
    pub sealed: Bytes,
}

/// The boxes for the person, for the posts held, or for the recovery root.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Boxes {
    /// All of them, up to 32 MiB.
    pub boxes: Vec<BoxRecord>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::body::{from_cbor, to_cbor};

    fn append(entries: usize) -> Vec<u8> {
        let body = RosterAppend {
            entries: vec![Bytes::default(); entries],
            boxes: Vec::new(),
        };
        to_cbor(&body).unwrap()
    }

    /// An empty entry is one byte on its way and 24 in memory: a body as long as the server takes would be gigabytes.
    #[test]
    fn a_list_takes_no_more_memory_than_its_endpoint_could_use() {
        assert!(from_cbor::<RosterAppend>(&append(5_001)).is_ok());
        assert!(from_cbor::<RosterAppend>(&append(100_000)).is_err());
    }
}
