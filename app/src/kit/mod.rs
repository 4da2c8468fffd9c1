//! The component kit: small pieces on native elements. `/gallery` shows each in every state.

pub(crate) mod badge;
pub(crate) mod button;
pub(crate) mod combo;
pub(crate) mod copy;
pub(crate) mod dialog;
pub(crate) mod empty;
pub(crate) mod field;
pub(crate) mod fingerprint;
pub(crate) mod icon;
pub(crate) mod menu;
pub(crate) mod new_password;
pub(crate) mod notice;
pub(crate) mod password;
pub(crate) mod popover;
pub(crate) mod qr;
pub(crate) mod select;
pub(crate) mod skeleton;
pub(crate) mod steps;
pub(crate) mod switch;
pub(crate) mod table;
pub(crate) mod tabs;
pub(crate) mod tag_input;
pub(crate) mod toast;
