//! Which field of a client's file a column's heading names.

use super::{
    ClientKind,
    words::{AFTER, BEFORE, PARTS, SHARED, WORDS},
};

/// A field of a client's file, as a list's column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// 客户姓名, 企业名称.
    Name,
    /// 客户简称.
    ShortName,
    /// 证件类型, of a person.
    IdKind,
    /// 证件号码, of a person.
    IdNumber,
    /// 统一社会信用代码.
    CreditCode,
    /// 法定代表人.
    Representative,
    /// 手机, of a person.
    Mobile,
    /// 总机, 联系电话 of a company.
    Switchboard,
    /// 联系地址, 注册地址.
    Address,
    /// 行业.
    Industry,
    /// 经营范围.
    Scope,
    /// 建档日期.
    Opened,
    /// 客户经理.
    Manager,
    /// 部门, 组.
    Unit,
    /// 客户标签.
    Tags,
    /// 备注.
    Remarks,
}

impl Column {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 16] = [
        Self::Name,
        Self::ShortName,
        Self::IdKind,
        Self::IdNumber,
        Self::CreditCode,
        Self::Representative,
        Self::Mobile,
        Self::Switchboard,
        Self::Address,
        Self::Industry,
        Self::Scope,
        Self::Opened,
        Self::Manager,
        Self::Unit,
        Self::Tags,
        Self::Remarks,
    ];

    /// Files of this kind have the field.
    #[must_use]
    pub fn is_of(self, kind: ClientKind) -> bool {
        match self {
            Self::IdKind | Self::IdNumber | Self::Mobile => kind == ClientKind::Person,
            Self::CreditCode
            | Self::Representative
            | Self::Switchboard
            | Self::Industry
            | Self::Scope => kind == ClientKind::Company,
            _ => true,
        }
    }
}

/// How sure a heading's reading is, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// The heading holds a word for the field.
    Holds,
    /// The heading is a word for the field with something usual around it, such as 客户 or 必填; or one that several fields have.
    Near,
    /// The heading is a word for the field.
    Exact,
}

/// What one heading may mean in a list of this kind: the surest first.
pub(super) fn meanings(heading: &str, kind: ClientKind) -> Vec<(Column, Fit)> {
    let word = plain(heading);
    if word.is_empty() || word.chars().count() > 24 {
        return Vec::new();
    }
    let mut found: Vec<(Column, Fit)> = Vec::new();
    let mut add = |column: Column, fit: Fit| {
        if column.is_of(kind) && !found.iter().any(|(other, _)| *other == column) {
            found.push((column, fit));
        }
    };
    for (column, words) in WORDS {
        if has(words, &word) {
            add(*column, Fit::Exact);
        }
    }
    for (column, words) in SHARED {
        if has(words, &word) {
            add(*column, Fit::Near);
        }
    }
    let bare = bare(&word);
    for (column, words) in WORDS.iter().chain(SHARED) {
        if has(words, bare) {
            add(*column, Fit::Near);
        }
    }
    for (column, parts, without) in PARTS {
        if holds(&word, parts) && !holds(&word, without) {
            add(*column, Fit::Holds);
        }
    }
    found.sort_by_key(|(_, fit)| std::cmp::Reverse(*fit));
    found
}

/// A heading without case, blanks, marks and what stands in brackets: `* 姓 名（必填）` is `姓名`.
pub(super) fn plain(heading: &str) -> String {
    let mut inside = 0_usize;
    let mut out = String::new();
    for c in heading.chars() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        };
        match c {
            '(' | '[' | '【' | '〔' | '<' | '《' => inside += 1,
            ')' | ']' | '】' | '〕' | '>' | '》' => inside = inside.saturating_sub(1),
            c if inside == 0 && c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// Without the words that people put around a field's name.
fn bare(word: &str) -> &str {
    let mut word = word;
    for before in BEFORE.split_ascii_whitespace() {
        word = word
            .strip_prefix(before)
            .filter(|rest| !rest.is_empty())
            .unwrap_or(word);
    }
    for after in AFTER.split_ascii_whitespace() {
        word = word
            .strip_suffix(after)
            .filter(|rest| !rest.is_empty())
            .unwrap_or(word);
    }
    word
}

/// A word stands in an entry of a table.
fn has(entry: &str, word: &str) -> bool {
    entry.split_ascii_whitespace().any(|other| other == word)
}

/// A part of an entry stands in a word.
fn holds(word: &str, entry: &str) -> bool {
    entry
        .split_ascii_whitespace()
        .any(|part| word.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(heading: &str, kind: ClientKind) -> Option<Column> {
        meanings(heading, kind).first().map(|(column, _)| *column)
    }

    #[test]
    fn headings_of_persons() {
        for (heading, column) in [
            ("客户姓名", Column::Name),
            ("* 姓 名（必填）", Column::Name),
            ("Ｎａｍｅ", Column::Name),
            ("Full Name", Column::Name),
            ("证件号码", Column::IdNumber),
            ("身份证号\n(18位)", Column::IdNumber),
            ("ID No.", Column::IdNumber),
            ("证件类型", Column::IdKind),
            ("联系电话", Column::Mobile),
            ("手机号码", Column::Mobile),
            ("客户手机", Column::Mobile),
            ("家庭住址", Column::Address),
            ("客户经理", Column::Manager),
            ("Account Manager", Column::Manager),
            ("建档日期", Column::Opened),
            ("标签", Column::Tags),
            ("备注1", Column::Remarks),
            ("客户所属部门", Column::Unit),
            ("姓名/Name", Column::Name),
            ("联系电话 Phone", Column::Mobile),
        ] {
            assert_eq!(
                first(heading, ClientKind::Person),
                Some(column),
                "{heading}"
            );
        }
        for other in [
            "序号",
            "年龄",
            "性别",
            "紧急联系人电话",
            "配偶身份证号",
            "身份证有效期",
            "电子邮箱地址",
            "客户经理电话",
            "No",
            "",
        ] {
            assert_eq!(first(other, ClientKind::Person), None, "{other}");
        }
    }

    #[test]
    fn headings_of_companies() {
        for (heading, column) in [
            ("企业名称", Column::Name),
            ("公司全称", Column::Name),
            ("统一社会信用代码", Column::CreditCode),
            ("统一社会信用代码（18位）", Column::CreditCode),
            ("法人代表", Column::Representative),
            ("法定代表人", Column::Representative),
            ("注册地址", Column::Address),
            ("联系电话", Column::Switchboard),
            ("总机", Column::Switchboard),
            ("所属行业", Column::Industry),
            ("经营范围", Column::Scope),
            ("Company Name", Column::Name),
            ("Unified Social Credit Code", Column::CreditCode),
            ("Legal Representative", Column::Representative),
        ] {
            assert_eq!(
                first(heading, ClientKind::Company),
                Some(column),
                "{heading}"
            );
        }
        for other in [
            "法人身份证号",
            "法人电话",
            "注册资本",
            "成立日期",
            "员工人数",
        ] {
            assert_eq!(first(other, ClientKind::Company), None, "{other}");
        }
    }
}
