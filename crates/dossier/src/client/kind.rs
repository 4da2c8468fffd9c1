//! Who a client can be.

use serde::{Deserialize, Serialize};

/// Person or company.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Kind {
    /// 个人客户.
    #[default]
    Person,
    /// 企业客户.
    Company,
}

impl Kind {
    /// Both, in the order a form offers them.
    pub const ALL: [Self; 2] = [Self::Person, Self::Company];

    /// Its name in addresses and forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Company => "company",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
