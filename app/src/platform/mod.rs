//! Effects on the browser. None of this runs on the server: it is called from event handlers and effects only.

pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod cookie;
pub(crate) mod download;
pub(crate) mod effect;
pub(crate) mod entry;
pub(crate) mod every;
pub(crate) mod focus;
pub(crate) mod fragment;
pub(crate) mod leave;
pub(crate) mod listen;
pub(crate) mod lock;
pub(crate) mod tab;
pub(crate) mod title;
