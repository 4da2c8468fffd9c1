//! Roles between the page's matrix and the ledger's list of rights.

use bridge::{
    change::{Duty as DutyName, Matrix, Operation as OperationName, RoleForm, SECTIONS},
    organisation::Reach as ReachName,
};
use ledger::{
    id::RoleId,
    rights::{Duty, Operation, Reach, Right, Section, Sections},
    statement::Role,
};

use crate::{Result, typed};

/// The reaches, narrowest first.
const REACHES: [(Reach, ReachName); 4] = [
    (Reach::OwnUnit, ReachName::OwnUnit),
    (Reach::Below, ReachName::Below),
    (Reach::Department, ReachName::Department),
    (Reach::Everything, ReachName::Everything),
];

/// The duties.
const DUTIES: [(Duty, DutyName); 4] = [
    (Duty::System, DutyName::System),
    (Duty::Archive, DutyName::Archive),
    (Duty::Audit, DutyName::Audit),
    (Duty::Head, DutyName::Head),
];

/// A role as it is stated: of each operation one right for each reach, over the sections that it goes so far in.
pub(super) fn role(id: RoleId, form: &RoleForm) -> Result<Role> {
    let rights = Operation::ALL.iter().zip(&form.rights);
    let rights = rights.flat_map(|(operation, row)| {
        REACHES.into_iter().filter_map(move |(reach, name)| {
            let sections = Section::ALL.into_iter().zip(row);
            let sections = sections
                .filter(|(_, far)| **far == Some(name))
                .fold(Sections::NONE, |all, (section, _)| all.with(section));
            (!sections.is_empty()).then_some(Right {
                operation: *operation,
                sections,
                reach,
            })
        })
    });
    let chosen = |(_, name): &(Duty, DutyName)| form.duties.contains(name);
    Ok(Role {
        id,
        name: typed::name("name", &form.name)?,
        rights: rights.collect(),
        duties: DUTIES
            .into_iter()
            .filter(chosen)
            .map(|(duty, _)| duty)
            .collect(),
    })
}

/// How far a role goes: the widest of its rights, in each section.
pub(super) fn matrix(role: &Role) -> Matrix {
    let mut matrix = [[None; SECTIONS]; 8];
    for (operation, row) in Operation::ALL.into_iter().zip(&mut matrix) {
        for (section, far) in Section::ALL.into_iter().zip(row) {
            let widest = role
                .rights
                .iter()
                .filter(|right| right.operation == operation && right.sections.contains(section))
                .map(|right| right.reach)
                .max();
            *far = widest.map(reach);
        }
    }
    matrix
}

/// A role as it is written down.
pub(super) fn form(role: &Role) -> RoleForm {
    RoleForm {
        name: role.name.clone(),
        rights: matrix(role),
        duties: role.duties.iter().copied().map(duty).collect(),
    }
}

/// The operations as the page knows them, in the order of the ledger.
pub(super) fn operations() -> [OperationName; 8] {
    OperationName::ALL
}

fn reach(reach: Reach) -> ReachName {
    match reach {
        Reach::OwnUnit => ReachName::OwnUnit,
        Reach::Below => ReachName::Below,
        Reach::Department => ReachName::Department,
        Reach::Everything => ReachName::Everything,
    }
}

/// A duty as the page knows it.
pub(super) fn duty(duty: Duty) -> DutyName {
    match duty {
        Duty::System => DutyName::System,
        Duty::Archive => DutyName::Archive,
        Duty::Audit => DutyName::Audit,
        Duty::Head => DutyName::Head,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use ledger::templates::ShippedRole;

    use super::*;

    /// A role that is looked at and written down again is the same: nothing is signed where nothing was changed.
    #[test]
    fn every_shipped_role_is_written_as_it_was_read() {
        for shipped in ShippedRole::ALL {
            let before = shipped.role(RoleId([1; 16]));
            assert_eq!(
                role(before.id, &form(&before)).unwrap(),
                before,
                "{}",
                before.name
            );
        }
    }

    #[test]
    fn a_right_that_reaches_differently_is_written_once_for_each_reach() {
        let mut rights = [[None; SECTIONS]; 8];
        rights[0] = [Some(ReachName::Everything); SECTIONS];
        rights[0][2] = Some(ReachName::OwnUnit);
        rights[1][0] = Some(ReachName::OwnUnit);
        let form = RoleForm {
            name: "前台".to_owned(),
            rights,
            duties: vec![DutyName::Head],
        };
        let role = role(RoleId([2; 16]), &form).unwrap();
        assert_eq!(role.rights.len(), 3);
        assert_eq!(matrix(&role), rights);
        assert_eq!(role.duties, [Duty::Head]);
    }
}
