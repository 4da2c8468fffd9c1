//! The fields of a client's form, by name.

use super::Kind;
use serde::{Deserialize, Serialize};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// 客户姓名, 企业名称.
    Name,
    /// 证件类型.
    IdKind,
    /// 证件号码.
    IdNumber,
    /// 统一社会信用代码.
    CreditCode,
    /// 法定代表人.
    Representative,
    /// 手机.
    Mobile,
    /// 总机.
    Phone,
    /// 联系地址, 注册地址.
    Address,
    /// 所属行业: a code of GB/T 4754, or what leads to one.
    Industry,
    /// The unit the file belongs to: chosen from a list, judged by whoever knows the list.
    Unit,
    /// 客户经理: chosen from a list, as the unit.
    Manager,
    /// 建档日期.
    Opened,
    /// 客户简称.
    ShortName,
    /// 经营范围.
    Scope,
    /// 客户标签.
    Tags,
    /// 备注.
    Remarks,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 16] = [
        Self::Name,
        Self::IdKind,
        Self::IdNumber,
        Self::CreditCode,
        Self::Representative,
        Self::Mobile,
        Self::Phone,
        Self::Address,
        Self::Industry,
        Self::Unit,
        Self::Manager,
        Self::Opened,
        Self::ShortName,
        Self::Scope,
        Self::Tags,
        Self::Remarks,
    ];

    /// The fields of such a client's form, in its order: what is required, then what is not.
    pub fn of(kind: Kind) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |field| field.is_of(kind))
    }

    /// Whether such a client has the field.
    pub fn is_of(self, kind: Kind) -> bool {
        match self {
            Self::IdKind | Self::IdNumber | Self::Mobile => kind == Kind::Person,
            Self::CreditCode
            | Self::Representative
            | Self::Phone
            | Self::Industry
            | Self::Scope => kind == Kind::Company,
            _ => true,
        }
    }

    /// Whether it may not be left empty, where a client has it. A document's kind has a default.
    pub fn is_required(self) -> bool {
        !matches!(
            self,
            Self::IdKind | Self::ShortName | Self::Scope | Self::Tags | Self::Remarks
        )
    }

    /// Its name in failures and in the form's markup.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::IdKind => "id_kind",
            Self::IdNumber => "id_number",
            Self::CreditCode => "credit_code",
            Self::Representative => "representative",
            Self::Mobile => "mobile",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Industry => "industry",
            Self::Unit => "unit",
            Self::Manager => "manager",
            Self::Opened => "opened",
            Self::ShortName => "short_name",
            Self::Scope => "scope",
            Self::Tags => "tags",
            Self::Remarks => "remarks",
        }
    }

    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}
