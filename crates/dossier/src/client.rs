//! A client's file: the form as typed, and the file it becomes. A person (个人客户) or a company (企业客户): the fields differ, the ways do not.

mod document;
mod field;
mod file;
mod form;
mod kind;
mod problem;
mod short_name;

pub use document::IdKind;
pub(crate) use document::MAX_NUMBER;
pub use field::Field;
pub use file::ClientFile;
pub(crate) use file::form_of;
pub use form::ClientForm;
pub(crate) use form::{
    MAX_ADDRESS, MAX_COMPANY_NAME, MAX_NAME, MAX_REMARKS, MAX_SCOPE, MAX_SHORT_NAME,
};
pub use kind::Kind;
pub use problem::Problem;
