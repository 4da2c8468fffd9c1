//! Which rows below the heading are clients, and why the others are not.

use super::{Column, Guess, column::plain};
use crate::{Row, Sheet};

/// Why a row is no client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It stands above the heading: a title, a date, an instruction.
    Above,
    /// The heading, here or repeated on a further page.
    Heading,
    /// A total: 合计, 总计, 共 600 人.
    Total,
    /// A line about the list: 制表人, 注:.
    Note,
    /// Nothing stands in a column that has a meaning.
    Unmapped,
}

/// A row that is no client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Its number at the sheet's edge.
    pub row: u32,
    /// Why.
    pub reason: Reason,
}

/// A sheet's rows, sorted.
#[derive(Debug, Clone)]
pub struct Sorted<'a> {
    /// The clients, by rising number.
    pub clients: Vec<&'a Row>,
    /// The other rows that hold something.
    pub left_out: Vec<LeftOut>,
}

/// Sorts the rows of the guess's sheet. Of a row in doubt it says client: its verdict shows what is wrong with it.
#[must_use]
pub fn sort<'a>(sheet: &'a Sheet, guess: &Guess) -> Sorted<'a> {
    let heading = sheet.row(guess.heading);
    let mut sorted = Sorted {
        clients: Vec::new(),
        left_out: Vec::new(),
    };
    for row in &sheet.rows {
        let reason = if row.number < guess.heading {
            Some(Reason::Above)
        } else if row.number == guess.heading
            || heading.is_some_and(|heading| repeats(row, heading))
        {
            Some(Reason::Heading)
        } else if !has_identity(row, guess) && is_total(row) {
            Some(Reason::Total)
        } else if !has_identity(row, guess) && is_note(row) {
            Some(Reason::Note)
        } else if !guess
            .columns
            .iter()
            .enumerate()
            .any(|(at, heading)| heading.column.is_some() && row.cell(at).is_some())
        {
            Some(Reason::Unmapped)
        } else {
            None
        };
        match reason {
            Some(reason) => sorted.left_out.push(LeftOut {
                row: row.number,
                reason,
            }),
            None => sorted.clients.push(row),
        }
    }
    sorted
}

/// Something in it looks like a number that a client has: an ID, a credit code, a telephone. `共 600 人` is never beside one.
fn has_identity(row: &Row, guess: &Guess) -> bool {
    [
        Column::IdNumber,
        Column::CreditCode,
        Column::Mobile,
        Column::Switchboard,
    ]
    .into_iter()
    .filter_map(|column| guess.position(column))
    .any(|at| {
        row.text(at)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .count()
            >= 7
    })
}

/// Most of what stands in the row stands in the heading too, column by column.
fn repeats(row: &Row, heading: &Row) -> bool {
    let filled = row.filled().count();
    let same = row
        .filled()
        .filter(|(at, cell)| heading.text(*at) == cell.text())
        .count();
    same >= 2 && same * 2 > filled
}

const TOTALS: &str = "合计 总计 小计 共计 总数 总人数 总户数 汇总 累计 本页合计 本页小计 total subtotal \
         grandtotal sum count totals";
const COUNTED: &str = "人 条 户 家 名 位 个 笔 行 份 项 客户 记录 企业 公司 数据 元";

/// The first thing in the row is a word for a total, alone or with a count.
fn is_total(row: &Row) -> bool {
    let Some((_, first)) = row.filled().next() else {
        return false;
    };
    let word = plain(first.text());
    let word = ["截至目前", "以上", "本表", "全表"]
        .iter()
        .find_map(|before| word.strip_prefix(before))
        .unwrap_or(&word);
    let counted = |mut rest: &str| {
        // What is left of 共600人 or 合计600户: digits and what they count.
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let Some(next) = COUNTED
                .split_ascii_whitespace()
                .find_map(|unit| rest.strip_prefix(unit))
            else {
                return rest.is_empty();
            };
            rest = next;
        }
    };
    TOTALS
        .split_ascii_whitespace()
        .any(|total| word.strip_prefix(total).is_some_and(counted))
        || word
            .strip_prefix('共')
            .or_else(|| word.strip_prefix('总'))
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && counted(rest))
}

const NOTES: &str = "注 备注 说明 填表说明 填写说明 提示 制表 制表人 制表日期 制表单位 填表 填表人 填表日期 \
         审核 审核人 复核 复核人 经办 经办人 打印 打印日期 打印时间 导出 导出人 导出日期 \
         导出时间 日期 单位 负责人 数据来源 截止日期 统计日期 note notes preparedby source \
         exportedby exportedat date";

/// One or two things, the first of them `制表人：王敏` or `注: …`.
fn is_note(row: &Row) -> bool {
    let Some((_, first)) = row.filled().next() else {
        return false;
    };
    let Some((label, _)) = first.text().split_once(['：', ':']) else {
        return false;
    };
    row.filled().count() <= 4
        && NOTES
            .split_ascii_whitespace()
            .any(|note| note == plain(label).trim_end_matches(|c: char| c.is_ascii_digit()))
}
