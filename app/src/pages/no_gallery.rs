//! Without the component gallery its address is like any other that leads nowhere.

pub(crate) use super::not_found::not_found as gallery;
