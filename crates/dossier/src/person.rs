//! A person's file (个人客户): the form as typed, and the file it becomes.

mod document;
mod field;
mod file;
mod form;
mod problem;

pub use document::IdKind;
pub(crate) use document::MAX_NUMBER;
pub use field::Field;
pub use file::PersonFile;
pub use form::PersonForm;
pub(crate) use form::{MAX_ADDRESS, MAX_NAME, MAX_REMARKS, MAX_SHORT_NAME};
pub use problem::Problem;
