//! The operation log (操作日志).

use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The organisation was set up.
    SetUp,
    /// Signed in.
    SignIn,
    /// A sign-in that failed.
    SignInFailed,
    /// Signed out.
    SignOut,
    /// Changed their password, or tried to with a wrong one (the detail says so).
    Password,
    /// Opened a file.
    View,
    /// Asked whether a number is known already.
    LookUp,
    /// Created or changed files.
    Edit,
    /// Changed the organisation.
    Organise,
    /// Invited somebody, or withdrew it.
    Invite,
    /// Answered an invitation.
    Join,
    /// Ended a session of their own, or reported a device lost.
    Device,
    /// Unlocked an account.
    Unlock,
    /// Set up, changed or ended their own second factor (the detail says which, or `wrong`), or removed somebody else's, whom the object names.
    SecondFactor,
    /// The recovery root signed in or acted.
    Recover,
    /// Lines of this log that were older than the settings keep them were removed: the detail says how many.
    Expire,
    /// Explained why they open more files than is usual, after so many (the detail), or took note of somebody's explanation (the detail
    /// says `noted`). The object is the explanation.
    Explain,
    /// A request was refused: for lack of a right or of an explanation, or because another site's page sent it.
    Refused,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Operation {
    /// Its number, rising.
    pub number: u64,
    /// Milliseconds since 1970.
    pub at: u64,
    /// Who; none for strangers and the recovery root.
    pub person: Option<String>,
    /// What.
    pub act: Act,
    /// On what: the id of a file, unit, role, invitation or person, or a route's template. Never content.
    pub object: Option<String>,
    /// What exactly: the kind of a statement, such as `appoint` or `define_unit`; why a request was refused, such as
    /// `not_allowed` or `foreign_origin`, or `more_left_out` where one line stands for many; `again` where a lost answer was
    /// given once more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Of a statement: its number on the roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// From where.
    pub address: Option<String>,
}

/// Which lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct OperationQuery {
    /// Lines with a smaller number than this; the newest where absent.
    #[serde(default)]
    pub before: Option<u64>,
    /// How many at most, 1–500; 100 where absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Lines, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Operations {
    /// Them.
    pub operations: Vec<Operation>,
}
