//! The fields of a person's form, by name.

use serde::{Deserialize, Serialize};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// 客户姓名.
    Name,
    /// 客户简称.
    ShortName,
    /// 证件类型.
    IdKind,
    /// 证件号码.
    IdNumber,
    /// 手机.
    Mobile,
    /// 联系地址.
    Address,
    /// 客户经理: chosen from a list, checked by whoever knows the list.
    Manager,
    /// 建档日期.
    Opened,
    /// The unit the file belongs to: chosen from a list, as the manager.
    Unit,
    /// 客户标签.
    Tags,
    /// 备注.
    Remarks,
}

impl Field {
    /// All fields, in the form's order.
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::ShortName,
        Self::IdKind,
        Self::IdNumber,
        Self::Mobile,
        Self::Address,
        Self::Manager,
        Self::Opened,
        Self::Unit,
        Self::Tags,
        Self::Remarks,
    ];

    /// Its name in failures and in the form's markup.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::ShortName => "short_name",
            Self::IdKind => "id_kind",
            Self::IdNumber => "id_number",
            Self::Mobile => "mobile",
            Self::Address => "address",
            Self::Manager => "manager",
            Self::Opened => "opened",
            Self::Unit => "unit",
            Self::Tags => "tags",
            Self::Remarks => "remarks",
        }
    }

    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}
