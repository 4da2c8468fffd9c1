//! What is asked, by whom and about what; and whether the answer is the expected one.

use ledger::templates::ShippedRole;
use wire::path;

use crate::app::Answer;

/// How far somebody has come on their way through the organisation, and with which session they ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Has answered an invitation; nobody has confirmed it.
    Invited,
    /// On the roster and appointed; no archivist has let them in.
    Unadmitted,
    /// Admitted to the post.
    Active,
    /// Admitted, and signed in by a recovery code, which is good for another password alone.
    ByCode,
    /// Admitted, with the cookie of a session that they have ended.
    SignedOut,
    /// Admitted, in a browser whose cookie has become that of somebody with every duty.
    Another,
    /// Was admitted; the session was alive when they were suspended.
    Suspended,
    /// Gone for good.
    Retired,
}

impl State {
    const ALL: [Self; 8] = [
        Self::Invited,
        Self::Unadmitted,
        Self::Active,
        Self::ByCode,
        Self::SignedOut,
        Self::Another,
        Self::Suspended,
        Self::Retired,
    ];

    /// In the order in which one person goes through them. A recovery code is as good for one role as for another: those ask by it whose
    /// passwords open most.
    pub(crate) fn of(role: ShippedRole) -> impl Iterator<Item = Self> {
        let mighty = matches!(
            role,
            ShippedRole::Archivist
                | ShippedRole::SystemAdministrator
                | ShippedRole::AuditAdministrator
        );
        Self::ALL
            .into_iter()
            .filter(move |state| *state != Self::ByCode || mighty)
    }

    /// Whether they ask with a living session of their own, and one for everything.
    pub(crate) fn has_session(self) -> bool {
        matches!(self, Self::Unadmitted | Self::Active)
    }
}

/// What a request is about, as seen from the asker's post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Object {
    /// Nothing that there are several of.
    Nothing,
    /// The post's own group.
    Own,
    /// A group below it.
    Below,
    /// The department above it.
    Above,
    /// Another group of this department.
    Beside,
    /// A group of another department.
    Elsewhere,
    /// A unit, or a thing of a unit, that there is not.
    NoUnit,
    Oneself,
    Somebody,
    /// A person, or a thing of a person, that there is not.
    Nobody,
}

impl Object {
    /// The units that there are.
    pub(crate) const PLACES: [Self; 5] = [
        Self::Own,
        Self::Below,
        Self::Above,
        Self::Beside,
        Self::Elsewhere,
    ];

    pub(crate) fn exists(self) -> bool {
        !matches!(self, Self::NoUnit | Self::Nobody)
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker {
    pub(crate) role: ShippedRole,
    pub(crate) state: State,
}

/// The right answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// 2xx.
    Yes,
    /// This status and no other.
    No(u16),
}

/// One thing that can be asked of an endpoint, and who gets it.
pub(crate) struct Row {
    pub(crate) method: &'static str,
    /// The path's template.
    pub(crate) path: &'static str,
    /// Which of several things; empty where there is one. `names`: whether the answer names the object.
    pub(crate) act: &'static str,
    pub(crate) about: &'static [Object],
    pub(crate) who: fn(Asker, Object) -> Expected,
}

pub(crate) const fn row(
    method: &'static str,
    path: &'static str,
    act: &'static str,
    about: &'static [Object],
    who: fn(Asker, Object) -> Expected,
) -> Row {
    Row {
        method,
        path,
        act,
        about,
        who,
    }
}

impl Row {
    /// What is asked about in a state. Who has no such session is turned away before anything is read: one statement of a kind, and one question to a
    /// list, are enough.
    pub(crate) fn due(&self, state: State) -> &'static [Object] {
        match (state.has_session(), self.method, self.path, self.act) {
            (false, _, _, "names") => &[],
            (false, "POST", path::ROSTER, _) => &self.about[..1],
            _ => self.about,
        }
    }
}

/// All that came of asking.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) cells: usize,
    pub(crate) allows: Vec<String>,
    pub(crate) denies: Vec<String>,
}

impl Report {
    /// Compares an answer, seen as `status`, with the table.
    pub(crate) fn take(
        &mut self,
        row: &Row,
        asker: Asker,
        object: Object,
        status: u16,
        answer: &Answer,
    ) {
        self.cells += 1;
        let expected = (row.who)(asker, object);
        let unexpected = match verdict(expected, status) {
            None => return,
            Some(Unexpected::Allow) => &mut self.allows,
            Some(Unexpected::Deny) => &mut self.denies,
        };
        unexpected.push(format!(
            "{} {} {}, {} {:?}, {object:?}: {expected:?} expected, {status} came: {}",
            row.method,
            row.path,
            row.act,
            asker.role.name_zh(),
            asker.state,
            String::from_utf8_lossy(&answer.bytes)
        ));
    }

    pub(crate) fn unexpected(&self) -> Vec<String> {
        [self.allows.as_slice(), &self.denies].concat()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unexpected {
    Allow,
    Deny,
}

/// Whoever should have been turned away for lack of a right, and was not or for another reason, came too far.
fn verdict(expected: Expected, status: u16) -> Option<Unexpected> {
    let succeeded = (200..300).contains(&status);
    let turned_away = |status| matches!(status, 401 | 403 | 404);
    match expected {
        Expected::Yes if succeeded => None,
        Expected::No(right) if right == status => None,
        Expected::Yes => Some(Unexpected::Deny),
        Expected::No(_) if succeeded => Some(Unexpected::Allow),
        Expected::No(right) if turned_away(right) && !turned_away(status) => {
            Some(Unexpected::Allow)
        }
        Expected::No(_) => Some(Unexpected::Deny),
    }
}

#[test]
fn only_the_expected_status_is_right() {
    use Expected::{No, Yes};
    use Unexpected::{Allow, Deny};
    for (expected, status, verdict_is) in [
        (Yes, 200, None),
        (Yes, 204, None),
        (Yes, 403, Some(Deny)),
        (Yes, 422, Some(Deny)),
        (No(403), 403, None),
        (No(403), 200, Some(Allow)),
        // Refused, but not for lack of the right.
        (No(403), 422, Some(Allow)),
        (No(404), 403, Some(Deny)),
        (No(422), 200, Some(Allow)),
        (No(422), 403, Some(Deny)),
    ] {
        assert_eq!(
            verdict(expected, status),
            verdict_is,
            "{expected:?} {status}"
        );
    }
}
