//! The roles that a company starts with. They are data of its roster like any other: a company may define its own.

use crate::{
    id::RoleId,
    rights::{Duty, Operation, Reach, Right, Sections},
    statement::Role,
};

/// A role that set-up offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShippedRole {
    /// Views and edits the files of the own unit; opens, deletes and exports none.
    SalesRepresentative,
    /// Views and edits the files of the own unit and those below.
    SalesManager,
    /// Views and edits the files of the department.
    SalesDirector,
    /// Views everything, edits the department's files, exports masked.
    ServiceSupervisor,
    /// Everything everywhere; keys and admissions.
    Archivist,
    /// People, units, roles and policy; no file.
    SystemAdministrator,
    /// The log; no file.
    AuditAdministrator,
    /// Head of a unit: views and decides for it and those below.
    UnitHead,
}

impl ShippedRole {
    /// Every shipped role, in the order of [`shipped_roles`].
    pub const ALL: [Self; 8] = [
        Self::SalesRepresentative,
        Self::SalesManager,
        Self::SalesDirector,
        Self::ServiceSupervisor,
        Self::Archivist,
        Self::SystemAdministrator,
        Self::AuditAdministrator,
        Self::UnitHead,
    ];

    /// The roles that the founder of a company holds.
    pub const FOUNDER: [Self; 2] = [Self::Archivist, Self::SystemAdministrator];

    /// A stable word for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SalesRepresentative => "sales_representative",
            Self::SalesManager => "sales_manager",
            Self::SalesDirector => "sales_director",
            Self::ServiceSupervisor => "service_supervisor",
            Self::Archivist => "archivist",
            Self::SystemAdministrator => "system_administrator",
            Self::AuditAdministrator => "audit_administrator",
            Self::UnitHead => "unit_head",
        }
    }

    /// The name that the role gets on the roster.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::SalesRepresentative => "销售代表",
            Self::SalesManager => "销售经理",
            Self::SalesDirector => "销售总监",
            Self::ServiceSupervisor => "客服主管",
            Self::Archivist => "档案管理员",
            Self::SystemAdministrator => "系统管理员",
            Self::AuditAdministrator => "审计管理员",
            Self::UnitHead => "部门负责人",
        }
    }

    /// The shipped role of a name on the roster, to show it in another language.
    pub fn from_name_zh(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name_zh() == name)
    }

    /// Its place in [`shipped_roles`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The role as it is stated, under an id.
    pub fn role(self, id: RoleId) -> Role {
        Role {
            id,
            name: self.name_zh().to_owned(),
            rights: self.rights(),
            duties: self.duties().to_vec(),
        }
    }

    /// Sales edit directly as long as there are no approvals.
    fn rights(self) -> Vec<Right> {
        use Operation::{Approve, Edit, ExportMasked, View};
        use Reach::{Below, Department, Everything, OwnUnit};
        match self {
            Self::SalesRepresentative => all(&[(View, OwnUnit), (Edit, OwnUnit)]),
            Self::SalesManager => all(&[(View, Below), (Edit, Below)]),
            Self::SalesDirector => all(&[(View, Department), (Edit, Department)]),
            Self::ServiceSupervisor => all(&[
                (View, Everything),
                (Edit, Department),
                (ExportMasked, Everything),
            ]),
            Self::Archivist => all(&Operation::ALL.map(|operation| (operation, Everything))),
            Self::SystemAdministrator | Self::AuditAdministrator => Vec::new(),
            Self::UnitHead => all(&[(View, Below), (Approve, Below)]),
        }
    }

    const fn duties(self) -> &'static [Duty] {
        match self {
            Self::Archivist => &[Duty::Archive],
            Self::SystemAdministrator => &[Duty::System],
            Self::AuditAdministrator => &[Duty::Audit],
            Self::UnitHead => &[Duty::Head],
            Self::SalesRepresentative
            | Self::SalesManager
            | Self::SalesDirector
            | Self::ServiceSupervisor => &[],
        }
    }
}

/// The shipped roles in the order of [`ShippedRole::ALL`], each under an id of its own.
pub fn shipped_roles(mut ids: impl FnMut() -> RoleId) -> Vec<Role> {
    ShippedRole::ALL
        .into_iter()
        .map(|role| role.role(ids()))
        .collect()
}

/// Rights over all sections.
fn all(rights: &[(Operation, Reach)]) -> Vec<Right> {
    rights
        .iter()
        .map(|(operation, reach)| Right {
            operation: *operation,
            sections: Sections::ALL,
            reach: *reach,
        })
        .collect()
}
