//! Who may state what on the roster.
//!
//! 系统管理员 keeps people, units, roles and policy and has no key; 档案管理员 keeps keys and lets people in; 审计管理员 vouches for what there is,
//! with an archivist. 部门负责人 and 档案管理员 have deputies.

use ledger::templates::ShippedRole;
use wire::path;

use super::{
    ALONE, Asker, Expected, No, NoUnit, Nobody, Nothing, Object, Oneself, PEOPLE, Row, Somebody,
    UNITS, Yes, row,
};

const fn says(
    kind: &'static str,
    about: &'static [Object],
    who: fn(Asker, Object) -> Expected,
) -> Row {
    row("POST", path::ROSTER, kind, about, who)
}

/// A statement that names what there is not is refused as that (422), to whoever might have stated it.
#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    says("genesis", ALONE, |asker, _| asker.needs_session(No(422))),

    says("define_unit", UNITS, system),
    says("rename_unit", UNITS, system),
    says("move_unit", UNITS, system),
    says("close_unit", UNITS, system),
    says("define_role", ALONE, system),
    says("change_role", ALONE, system),
    says("set_policy", ALONE, system),

    says("enrol", &[Oneself], |asker, _| by(asker, SYSTEM, No(422))),
    says("enrol", &[Somebody], system),
    says("appoint", PEOPLE, system),
    says("appoint", UNITS, system),
    says("reinstate", &[Oneself], |asker, _| by(asker, SYSTEM, No(422))),
    says("reinstate", &[Somebody, Nobody], system),

    says("admit", PEOPLE, archive),
    says("admit", UNITS, archive),
    // A key of no unit is in nobody's reach.
    says("open_epochs", UNITS, |asker, object| by(asker, ARCHIVE, if object == NoUnit { No(403) } else { Yes })),
    says("open_epochs", &[Nothing], archive),
    says("delegate", UNITS, archive),
    says("undelegate", UNITS, archive),
    says("checkpoint", UNITS, |asker, object| by(asker, WITNESSES, there(object))),
    says("countersign", ALONE, |asker, object| by(asker, WITNESSES, there(object))),

    says("deputize", PEOPLE, deputize),
    // Of a deputy, by whom they stand in for.
    says("dismiss", &[Nothing], |asker, _| by(asker, &[ShippedRole::Archivist, ShippedRole::UnitHead, ShippedRole::SystemAdministrator], Yes)),
    // Whoever is there may give a post up.
    says("dismiss", &[Oneself], |asker, _| asker.needs_session(Yes)),
    says("dismiss", &[Somebody, Nobody], system),
    says("dismiss", UNITS, system),

    // Without an account that holds the new keys, one's own statement would lock the door behind oneself.
    says("rekey", &[Oneself], |asker, _| asker.needs_session(No(422))),
    says("rekey", &[Somebody, Nobody], system),
    says("suspend", &[Somebody, Nobody], system),
    says("retire", &[Somebody, Nobody], system),
    says("suspend", &[Oneself], system),
    says("retire", &[Oneself], system),
];

const SYSTEM: &[ShippedRole] = &[ShippedRole::SystemAdministrator];
const ARCHIVE: &[ShippedRole] = &[ShippedRole::Archivist];
const WITNESSES: &[ShippedRole] = &[ShippedRole::Archivist, ShippedRole::AuditAdministrator];

fn by(asker: Asker, roles: &[ShippedRole], then: Expected) -> Expected {
    asker.needs_session(asker.needs(roles, then))
}

fn there(object: Object) -> Expected {
    if object.exists() { Yes } else { No(422) }
}

fn system(asker: Asker, object: Object) -> Expected {
    by(asker, SYSTEM, there(object))
}

fn archive(asker: Asker, object: Object) -> Expected {
    by(asker, ARCHIVE, there(object))
}

/// Heads and archivists name who stands in for them; an administrator for any of these posts, which their own is not.
fn deputize(asker: Asker, object: Object) -> Expected {
    let principal = [ShippedRole::Archivist, ShippedRole::UnitHead].contains(&asker.role);
    match object {
        Oneself if principal => by(asker, &[asker.role], Yes),
        Oneself => by(asker, SYSTEM, No(422)),
        _ => system(asker, object),
    }
}
