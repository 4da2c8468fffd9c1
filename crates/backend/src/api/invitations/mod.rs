//! Invitations and their answers. The secret that makes an answer believable travels in the link and never here.

pub(crate) mod answer;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod renewal;
pub(crate) mod state;
pub(crate) mod withdraw;
