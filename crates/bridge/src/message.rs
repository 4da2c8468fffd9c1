//! What passes between page and worker.
//!
//! Both sides come from one build, so the encoding carries no field names: the page's module is a good deal smaller for it.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Event, Failure, Reply, Request};

/// From the page to the engine.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Upward {
    /// The page's number for this call.
    pub id: u32,
    /// The call.
    pub request: Request,
}

/// From the engine to the page.
#[allow(
    clippy::large_enum_variant,
    reason = "one at a time, written to bytes at once"
)]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Downward {
    /// The answer to the call of this number.
    Answer(u32, Result<Reply, Failure>),
    /// Said unasked.
    Event(Event),
}

/// Bytes that are not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadMessage;

/// Writes a message.
///
/// # Errors
/// Only for types that can't be written, which these are not.
pub fn write<T: Serialize>(message: &T) -> Result<Vec<u8>, BadMessage> {
    postcard::to_allocvec(message).map_err(|_| BadMessage)
}

/// Reads a message.
///
/// # Errors
/// [`BadMessage`].
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BadMessage> {
    postcard::from_bytes(bytes).map_err(|_| BadMessage)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::{
        Reason,
        client::{ClientList, ClientRow, Kind, ListClients, Part},
        failure::Alarm,
    };

    proptest! {
        #[test]
        fn a_call_arrives_as_it_was_sent(id: u32, text in ".{0,40}", from: u32, count: u32) {
            let call = ListClients { text, from, count, ..ListClients::default() };
            let sent = Upward { id, request: call.clone().into() };
            let Upward { id: arrived, request } = read(&write(&sent).unwrap()).unwrap();
            prop_assert_eq!(arrived, id);
            prop_assert!(matches!(request, Request::ListClients(got) if got == call));
        }

        #[test]
        fn an_answer_arrives_as_it_was_sent(id: u32, file in ".{0,40}", total: u32) {
            let row = ClientRow {
                file,
                card: Part::Unreadable,
                kind: Kind::Person,
                manager: String::new(),
                unit: String::new(),
                opened: String::new(),
            };
            let list = ClientList { total, rows: vec![row], took_us: 7, ..ClientList::default() };
            let sent = Downward::Answer(id, Ok(Reply::ListClients(list.clone())));
            let got: Downward = read(&write(&sent).unwrap()).unwrap();
            prop_assert!(matches!(got, Downward::Answer(n, Ok(Reply::ListClients(got))) if n == id && got == list));
        }

        #[test]
        fn bytes_that_are_no_message_are_refused_or_read_but_never_harm(bytes: Vec<u8>) {
            let _ = read::<Downward>(&bytes);
        }
    }

    #[test]
    fn failures_and_alarms_arrive() {
        let failure = Failure {
            reason: Reason::Integrity(Alarm::Blob),
            fields: vec![("name".to_owned(), "missing".to_owned())],
        };
        let got: Downward =
            read(&write(&Downward::Answer(1, Err(failure.clone()))).unwrap()).unwrap();
        assert!(matches!(got, Downward::Answer(1, Err(got)) if got == failure));
    }
}
