//! Who works in the demo company, where, and whose clients are whose.

use bridge::organisation::UnitKind;
use ledger::templates::ShippedRole;

/// The company.
pub const COMPANY: &str = "晨光商贸";

/// Everybody's password. It protects nothing: whoever reads this has it.
pub const PASSWORD: &str = "Seven-lanterns-above-7-rivers";

/// A unit that the template of set-up does not bring.
pub(super) struct NewUnit {
    pub(super) parent: &'static str,
    pub(super) name: &'static str,
    pub(super) kind: UnitKind,
}

/// The units besides those of `Template::Sales`: 销售部 with 销售一组 and 销售二组, 客服部, 风控部.
pub(super) const UNITS: [NewUnit; 5] = [
    group("销售部", "销售三组"),
    group("客服部", "客服一组"),
    group("客服部", "客服二组"),
    group("风控部", "风控一组"),
    group("风控部", "风控二组"),
];

const fn group(parent: &'static str, name: &'static str) -> NewUnit {
    NewUnit {
        parent,
        name,
        kind: UnitKind::Group,
    }
}

/// Somebody who works there.
#[derive(Debug, Clone, Copy)]
pub struct Employee {
    /// The name.
    pub name: &'static str,
    /// What they sign in with.
    pub sign_in_name: &'static str,
    /// The unit of their posts.
    pub unit: &'static str,
    /// As what.
    pub roles: &'static [ShippedRole],
}

/// The founder, with the posts that set-up gives.
pub const FOUNDER: Employee = employee("林静", "linjing", COMPANY, &ShippedRole::FOUNDER);

/// Everybody else, in the order in which they are hired. Those whose clients the sample lists name are 王敏, 李强, 赵倩, 陈志远 and 欧阳雪.
pub const HIRED: [Employee; 11] = [
    employee(
        "周凯",
        "zhoukai",
        COMPANY,
        &[ShippedRole::SystemAdministrator],
    ),
    employee(
        "沈岚",
        "shenlan",
        COMPANY,
        &[ShippedRole::AuditAdministrator],
    ),
    employee(
        "何建国",
        "hejianguo",
        "销售部",
        &[ShippedRole::SalesDirector],
    ),
    employee("王敏", "wangmin", "销售一组", &[ShippedRole::SalesManager]),
    employee(
        "李强",
        "liqiang",
        "销售一组",
        &[ShippedRole::SalesRepresentative],
    ),
    employee(
        "欧阳雪",
        "ouyangxue",
        "销售二组",
        &[ShippedRole::SalesManager],
    ),
    employee(
        "赵倩",
        "zhaoqian",
        "销售二组",
        &[ShippedRole::SalesRepresentative],
    ),
    employee(
        "陈志远",
        "chenzhiyuan",
        "销售三组",
        &[ShippedRole::SalesRepresentative],
    ),
    employee("徐慧", "xuhui", "客服部", &[ShippedRole::ServiceSupervisor]),
    employee("唐宁", "tangning", "客服部", &[ShippedRole::UnitHead]),
    employee("冯涛", "fengtao", "风控部", &[ShippedRole::UnitHead]),
];

const fn employee(
    name: &'static str,
    sign_in_name: &'static str,
    unit: &'static str,
    roles: &'static [ShippedRole],
) -> Employee {
    Employee {
        name,
        sign_in_name,
        unit,
        roles,
    }
}

/// A part of the clients: the unit of their files, their account manager, and how many of a hundred they are.
pub(super) struct Book {
    pub(super) unit: &'static str,
    pub(super) manager: &'static str,
    pub(super) percent: u32,
}

/// All parts; together a hundred.
pub(super) const BOOKS: [Book; 9] = [
    book("销售一组", "王敏", 16),
    book("销售一组", "李强", 18),
    book("销售二组", "欧阳雪", 16),
    book("销售二组", "赵倩", 17),
    book("销售三组", "陈志远", 18),
    book("客服一组", "徐慧", 6),
    book("客服二组", "唐宁", 4),
    book("风控一组", "冯涛", 3),
    book("风控二组", "冯涛", 2),
];

const fn book(unit: &'static str, manager: &'static str, percent: u32) -> Book {
    Book {
        unit,
        manager,
        percent,
    }
}
