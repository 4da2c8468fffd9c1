//! A person's file (个人客户): the form as typed, and the file it becomes.

mod document;
mod field;
mod file;
mod form;
mod problem;

pub use document::IdKind;
pub use field::Field;
pub use file::PersonFile;
pub use form::PersonForm;
pub use problem::Problem;
