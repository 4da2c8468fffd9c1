//! The right answers, written from the guide (G2, G9) and from nothing of the program: what the ledger computes must not judge itself.

mod statements;

use ledger::templates::ShippedRole;
use wire::path;

use super::cell::{
    Asker,
    Expected::{self, No, Yes},
    Object::{
        self, Above, Below, Beside, Elsewhere, NoUnit, Nobody, Nothing, Oneself, Own, Somebody,
    },
    Row, State, row,
};

/// Where a role does what with files, from a post in a group of a department.
struct Files {
    views: &'static [Object],
    edits: &'static [Object],
    creates: &'static [Object],
    /// Where it decides what others propose.
    decides: &'static [Object],
}

const NOWHERE: &[Object] = &[];
const OWN_GROUP: &[Object] = &[Own];
const AND_BELOW: &[Object] = &[Own, Below];
const DEPARTMENT: &[Object] = &[Own, Below, Above, Beside];
const EVERYWHERE: &[Object] = &[Own, Below, Above, Beside, Elsewhere];

/// Nobody deletes or exports through an endpoint yet: the first one that does fails this test as unknown.
const fn files(role: ShippedRole) -> Files {
    match role {
        // 销售代表 only views and edits the own group's files: no create, no delete, no export.
        ShippedRole::SalesRepresentative => Files {
            views: OWN_GROUP,
            edits: OWN_GROUP,
            creates: NOWHERE,
            decides: NOWHERE,
        },
        // 销售经理: the own group and those below.
        ShippedRole::SalesManager => Files {
            views: AND_BELOW,
            edits: AND_BELOW,
            creates: NOWHERE,
            decides: NOWHERE,
        },
        // 销售总监: the whole department.
        ShippedRole::SalesDirector => Files {
            views: DEPARTMENT,
            edits: DEPARTMENT,
            creates: NOWHERE,
            decides: NOWHERE,
        },
        // 客服主管 views everything, edits the own department's.
        ShippedRole::ServiceSupervisor => Files {
            views: EVERYWHERE,
            edits: DEPARTMENT,
            creates: NOWHERE,
            decides: NOWHERE,
        },
        // 档案管理员 has all.
        ShippedRole::Archivist => Files {
            views: EVERYWHERE,
            edits: EVERYWHERE,
            creates: EVERYWHERE,
            decides: EVERYWHERE,
        },
        // 系统管理员 keeps people, units, roles and policy, 审计管理员 the log: no file.
        ShippedRole::SystemAdministrator | ShippedRole::AuditAdministrator => Files {
            views: NOWHERE,
            edits: NOWHERE,
            creates: NOWHERE,
            decides: NOWHERE,
        },
        // 部门负责人 views the own unit and those below, and decides there.
        ShippedRole::UnitHead => Files {
            views: AND_BELOW,
            edits: NOWHERE,
            creates: NOWHERE,
            decides: AND_BELOW,
        },
    }
}

const ALONE: &[Object] = &[Nothing];
const UNITS: &[Object] = &[Own, Below, Above, Beside, Elsewhere, NoUnit];
const FOREIGN: &[Object] = &[Below, Above, Beside, Elsewhere];
const PEOPLE: &[Object] = &[Oneself, Somebody, Nobody];
const OTHERS: &[Object] = &[Somebody, Nobody];

/// Every endpoint that takes no statement for the roster.
#[rustfmt::skip]
const ENDPOINTS: &[Row] = &[
    // To whoever comes.
    row("GET", path::STATUS, "", ALONE, anybody),
    row("POST", path::PRE_SIGN_IN, "", ALONE, anybody),
    row("POST", path::RECOVERY_CHALLENGE, "", ALONE, anybody),
    row("POST", path::SIGN_IN, "", ALONE, by_standing),
    // With a ticket that this server has not sealed.
    row("POST", path::SIGN_IN_CODE, "", ALONE, |_, _| No(410)),
    row("POST", path::SET_UP, "", ALONE, |_, _| No(409)),
    row("POST", path::SET_UP_TOKEN, "", ALONE, |_, _| No(409)),
    // Signed by the asker's own key.
    row("POST", path::RECOVERY_SIGN_IN, "", ALONE, |_, _| No(401)),
    row("GET", path::INVITATION, "", PEOPLE, |_, object| if_there(object)),
    row("POST", path::ANSWER, "", OTHERS, |_, object| if_there(object)),
    row("POST", path::RENEWAL, "", OTHERS, |_, object| if_there(object)),

    // To everybody who is on the roster and neither suspended nor gone: their own.
    row("GET", path::SESSION, "", ALONE, members),
    row("GET", path::BLOB, "", ALONE, |asker, _| asker.arrives(Yes)),
    row("GET", path::ROSTER, "", ALONE, |asker, _| asker.arrives(Yes)),
    row("GET", path::BOXES, "", ALONE, members),
    row("GET", path::BOXES, "names", &[Own, Elsewhere], own_posts),
    row("PUT", path::BLOB, "", PEOPLE, |asker, object| asker.needs_session(ones_own(object))),
    row("PUT", path::PASSWORD, "", PEOPLE, |asker, object| asker.arrives(ones_own(object))),
    row("PUT", path::RECOVERY_ACCOUNT, "", PEOPLE, |asker, _| asker.needs_session(No(403))),

    row("GET", path::DEVICES, "", ALONE, members),
    row("GET", path::DEVICE_VIEWS, "", PEOPLE, |asker, object| asker.needs_session(if object == Oneself { Yes } else { No(404) })),
    // The own ones end what asks: they are told of in `devices`.
    row("PUT", path::DEVICE_LOSS, "", OTHERS, |asker, _| asker.needs_session(No(404))),
    row("DELETE", path::ONE_SESSION, "", OTHERS, |asker, _| asker.needs_session(No(404))),

    // In this order: what is set up is changed and ended again.
    row("GET", path::SECOND_FACTOR, "", ALONE, members),
    row("PUT", path::SECOND_FACTOR, "", ALONE, members),
    row("PUT", path::SECOND_FACTOR_CODES, "", ALONE, members),
    row("PUT", path::SECOND_FACTOR_END, "", ALONE, members),

    // Files.
    row("GET", path::JOURNALS, "", ALONE, members),
    row("GET", path::JOURNALS, "names", UNITS, viewed),
    row("GET", path::JOURNAL, "", UNITS, viewed),
    row("GET", path::FILE, "", UNITS, viewed),
    row("POST", path::LOOK_UP, "", ALONE, |asker, _| asker.needs_session(asker.if_viewer(Yes))),
    row("POST", path::LOOK_UP, "names", UNITS, |asker, object| asker.needs_session(asker.if_viewer(viewed(asker, object)))),
    row("POST", path::JOURNAL, "create", UNITS, |asker, object| writes(asker, object, |files| files.creates)),
    row("POST", path::JOURNAL, "edit", UNITS, |asker, object| writes(asker, object, |files| files.edits)),
    // A file of another unit, in the journal of the own one.
    row("POST", path::JOURNAL, "carry", FOREIGN, |asker, _| asker.needs_session(No(422))),
    row("POST", path::ENVELOPES, "", UNITS, edited),
    row("POST", path::ENVELOPES, "carry", FOREIGN, |asker, _| asker.needs_session(No(404))),
    row("GET", path::JOURNAL_ENDS, "", ALONE, members),
    row("GET", path::JOURNAL_ENDS, "names", UNITS, ends),

    // 系统管理员: people come by their invitations, and by nobody else's.
    row("GET", path::INVITATIONS, "", ALONE, members),
    row("GET", path::INVITATIONS, "names", &[Somebody], |asker, _| asker.needs_session(No(404))),
    row("POST", path::INVITATIONS, "", ALONE, |asker, _| administrators(asker, Yes)),
    row("POST", path::INVITATIONS, "renews", PEOPLE, |asker, object| administrators(asker, if object == Somebody { Yes } else { No(400) })),
    row("DELETE", path::INVITATION, "", PEOPLE, |asker, object| asker.needs_session(if object == Oneself { Yes } else { No(404) })),

    // And they unlock accounts.
    row("GET", path::LOCKS, "", ALONE, |asker, _| administrators(asker, Yes)),
    row("DELETE", path::LOCK, "", PEOPLE, |asker, object| administrators(asker, if_there(object))),

    // What somebody has opened, they and 审计管理员.
    row("GET", path::PERSON_VIEWS, "", PEOPLE, |asker, object| {
        asker.needs_session(asker.needs(&[ShippedRole::SystemAdministrator, ShippedRole::AuditAdministrator], if_there(object)))
    }),
    // Somebody's lost phone; never their own.
    row("GET", path::SECOND_FACTORS, "", ALONE, |asker, _| administrators(asker, Yes)),
    row("DELETE", path::ONES_SECOND_FACTOR, "", PEOPLE, |asker, object| administrators(asker, if object == Oneself { No(403) } else { if_there(object) })),

    // Whoever stands above somebody is told why they read so much; nobody here has read much.
    row("GET", path::EXPLANATIONS, "", ALONE, members),
    row("POST", path::EXPLANATIONS, "", ALONE, members),
    row("DELETE", path::EXPLANATION, "", &[Nobody], |asker, _| asker.needs_session(No(404))),

    // 审计管理员: the log.
    row("GET", path::OPERATIONS, "", ALONE, |asker, _| asker.needs_session(asker.needs(&[ShippedRole::AuditAdministrator], Yes))),
];

/// What ends the asker's session comes last.
#[rustfmt::skip]
const LEAVING: &[Row] = &[
    row("DELETE", path::SESSIONS, "", ALONE, members),
    row("POST", path::SIGN_OUT, "", ALONE, |asker, _| asker.arrives(Yes)),
    row("PUT", path::KEYS, "another's", &[Somebody], |asker, _| asker.needs_session(No(422))),
    row("PUT", path::KEYS, "", OTHERS, |asker, object| asker.needs_session(ones_own(object))),
    row("PUT", path::KEYS, "", &[Oneself], |asker, object| asker.needs_session(ones_own(object))),
];

pub(crate) fn rows() -> Vec<&'static Row> {
    [ENDPOINTS, statements::ROWS, LEAVING]
        .into_iter()
        .flatten()
        .collect()
}

pub(crate) use statements::ROWS as STATEMENTS;

impl Asker {
    /// The role, once it counts: a post is worth nothing before an archivist has agreed.
    fn counts(self) -> Option<ShippedRole> {
        (self.state == State::Active).then_some(self.role)
    }

    /// 401 for who is not on the roster, suspended or gone, or asks with another session than a living one of their own.
    fn needs_session(self, then: Expected) -> Expected {
        match self.state {
            State::Unadmitted | State::Active => then,
            State::ByCode => No(403),
            State::Invited
            | State::SignedOut
            | State::Another
            | State::Suspended
            | State::Retired => No(401),
        }
    }

    /// What it takes to get from a recovery code to a password.
    fn arrives(self, then: Expected) -> Expected {
        match self.state {
            State::ByCode => then,
            _ => self.needs_session(then),
        }
    }

    fn needs(self, roles: &[ShippedRole], then: Expected) -> Expected {
        match self.counts() {
            Some(role) if roles.contains(&role) => then,
            _ => No(403),
        }
    }

    fn does(self, what: fn(Files) -> &'static [Object], object: Object) -> bool {
        self.counts()
            .is_some_and(|role| what(files(role)).contains(&object))
    }

    /// Whoever may view something may ask whether a number is known.
    fn if_viewer(self, then: Expected) -> Expected {
        match self.counts().map(|role| files(role).views) {
            Some([_, ..]) => then,
            _ => No(403),
        }
    }
}

fn anybody(_: Asker, _: Object) -> Expected {
    Yes
}

fn if_there(object: Object) -> Expected {
    if object.exists() { Yes } else { No(404) }
}

/// The right password; the wrong person, where nobody confirmed them or they have left.
fn by_standing(asker: Asker, _: Object) -> Expected {
    match asker.state {
        State::Unadmitted | State::Active | State::ByCode | State::SignedOut | State::Another => {
            Yes
        }
        State::Invited | State::Suspended | State::Retired => No(403),
    }
}

fn members(asker: Asker, _: Object) -> Expected {
    asker.needs_session(Yes)
}

/// In anybody else's name it is a mistake of two tabs.
fn ones_own(object: Object) -> Expected {
    if object == Oneself { Yes } else { No(409) }
}

/// What is sealed to the own post, once admitted, and to no other.
fn own_posts(asker: Asker, object: Object) -> Expected {
    let own = object == Own && asker.counts().is_some();
    asker.needs_session(if own { Yes } else { No(404) })
}

/// What somebody may not view is not there.
fn viewed(asker: Asker, object: Object) -> Expected {
    asker.needs_session(if asker.does(|files| files.views, object) {
        Yes
    } else {
        No(404)
    })
}

fn edited(asker: Asker, object: Object) -> Expected {
    asker.needs_session(if asker.does(|files| files.edits, object) {
        Yes
    } else {
        No(404)
    })
}

fn writes(asker: Asker, object: Object, what: fn(Files) -> &'static [Object]) -> Expected {
    asker.needs_session(match object {
        NoUnit => No(404),
        _ if asker.does(what, object) => Yes,
        _ => No(403),
    })
}

/// The ends that a statement has to name: for 系统管理员 all, for others of the journals that they write to or decide for.
fn ends(asker: Asker, object: Object) -> Expected {
    let administers = asker.counts() == Some(ShippedRole::SystemAdministrator);
    let named = administers && object.exists()
        || asker.does(|files| files.edits, object)
        || asker.does(|files| files.creates, object)
        || asker.does(|files| files.decides, object);
    asker.needs_session(if named { Yes } else { No(404) })
}

fn administrators(asker: Asker, then: Expected) -> Expected {
    asker.needs_session(asker.needs(&[ShippedRole::SystemAdministrator], then))
}
