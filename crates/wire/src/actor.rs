//! Whose session a request means.
//!
//! The tabs of a browser share one cookie: when somebody else signs in in another tab, a page that was opened before would go on under
//! that person's session. So each request that needs a session names whose it means, and the server refuses where it is another's.

/// The header: a person's id as in [`crate::account::SignedIn`], or [`RECOVERY`].
pub const HEADER: &str = "jiandang-actor";

/// The recovery root, which is no person.
pub const RECOVERY: &str = "recovery";
