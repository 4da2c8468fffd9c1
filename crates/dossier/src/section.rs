//! The sections of a file that are sealed apart, and their bytes. Every section's `Debug` shows no value.

mod card;
mod labels;
mod notes;
mod payload;
mod sensitive;

pub use card::Card;
pub use labels::Labels;
pub use notes::Notes;
pub use payload::{BadPayload, Extra, MAX_BYTES, MAX_DEPTH, VERSION};
pub use sensitive::{Identity, Sensitive};
