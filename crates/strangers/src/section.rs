//! The sections of a file, opened: whoever could write the file may have sealed anything.

use dossier::{
    client::Kind,
    section::{BadPayload, Card, Labels, MAX_BYTES, Notes, Sensitive},
};

/// What is read is written back the same, unknown fields and all, and no longer than it came.
pub fn section(data: &[u8]) {
    written_back(data, Card::from_bytes, Card::to_bytes);
    written_back(data, Labels::from_bytes, Labels::to_bytes);
    written_back(data, Notes::from_bytes, Notes::to_bytes);
    for kind in [Kind::Person, Kind::Company] {
        let read = |bytes: &[u8]| Sensitive::from_bytes(kind, bytes);
        written_back(data, read, Sensitive::to_bytes);
        if let Ok(sensitive) = read(data) {
            let _ = sensitive.resident_id();
        }
    }
}

fn written_back<T>(
    bytes: &[u8],
    read: impl Fn(&[u8]) -> Result<T, BadPayload>,
    write: impl Fn(&T) -> Vec<u8>,
) {
    let Ok(section) = read(bytes) else {
        return;
    };
    assert!(bytes.len() <= MAX_BYTES);
    let written = write(&section);
    assert!(written.len() <= bytes.len(), "it grew by being read");
    let again = read(&written).unwrap();
    // Bytes are compared, not values: a field of a later version may hold a number that is no number.
    assert_eq!(write(&again), written);
}
