//! Which column is what.

use crate::{sheet, text_cell};
use sheets::{ClientKind, Column, Kind, Sheet, Workbook, best, guess, records};

/// What a heading beside a name is taken for.
fn taken_for(heading: &str) -> Option<Column> {
    let sheet = sheet(&[&["客户姓名", "行业", "#", heading]]);
    let layout = guess(&sheet).unwrap();
    layout
        .columns
        .into_iter()
        .find(|&(_, index)| index == 3)
        .map(|(column, _)| column)
}

#[test]
fn headings_are_known_in_every_spelling() {
    for (heading, column) in [
        ("手机（必填）", Column::Mobile),
        ("* 手机号 ", Column::Mobile),
        ("Mobile Phone", Column::Mobile),
        ("手机/电话", Column::Mobile),
        ("证件号码*", Column::IdNumber),
        ("身 份 证 号", Column::IdNumber),
        ("【证件号码】", Column::IdNumber),
        ("证件号码\n(18位)：", Column::IdNumber),
        ("ＩＤ Ｎｕｍｂｅｒ", Column::IdNumber),
        ("ID No.", Column::IdNumber),
        ("证件类型", Column::IdKind),
        ("统一社会信用代码", Column::CreditCode),
        ("Unified Social Credit Code", Column::CreditCode),
        ("法人", Column::Representative),
        ("总机", Column::Phone),
        ("住址", Column::Address),
        ("经营范围", Column::Scope),
        ("业务员", Column::Manager),
        ("account_manager", Column::Manager),
        ("开户日期", Column::Opened),
        ("客户标签", Column::Tags),
        ("说明", Column::Remarks),
        ("客户简称", Column::ShortName),
    ] {
        assert_eq!(taken_for(heading), Some(column), "{heading}");
    }
    for heading in [
        "",
        "序号",
        "出生日期",
        "法人身份证号",
        "性别",
        "()",
        "联系人",
    ] {
        assert_eq!(taken_for(heading), None, "{heading}");
    }
}

#[test]
fn banners_totals_and_repeated_headings_are_no_clients() {
    let sheet = sheet(&[
        &["客户台账", "说明"],
        &["制表日期", "2026-01-05"],
        &["姓名", "证件号码", "备注", "编号"],
        &["张三", "1", "合计"],
        &["小计：", "2 人"],
        &["姓名", "证件号码", "备注"],
        &["", "3"],
        &["Total", "A1", "是公司名"],
        &["", "", "", "7"],
        &["", "共计", "3户", "￥1,000.00"],
        &["合计3人"],
    ]);
    let layout = guess(&sheet).unwrap();
    assert_eq!(layout.heading, 2);
    let found: Vec<u32> = records(&sheet, &layout)
        .map(|record| record.number)
        .collect();
    assert_eq!(found, [4, 7, 8]);
    let unnamed = records(&sheet, &layout).nth(1).unwrap();
    assert_eq!(unnamed.get(Column::Name), None);
    assert_eq!(unnamed.get(Column::IdNumber), Some(&text_cell("3")));
    assert_eq!(unnamed.get(Column::Mobile), None);
}

#[test]
fn a_total_may_stand_as_a_number() {
    let mut sheet = sheet(&[&["姓名", "证件号码"], &["张三", "1"], &["合计", "1"]]);
    sheet.rows[2].cells[1].kind = Kind::Number;
    let layout = guess(&sheet).unwrap();
    assert_eq!(records(&sheet, &layout).count(), 1);
}

#[test]
fn the_columns_tell_whose_list_it_is() {
    let of = |headings: &[&str]| guess(&sheet(&[headings])).map(|layout| layout.kind);
    assert_eq!(of(&["姓名", "证件号码"]), Some(ClientKind::Person));
    assert_eq!(of(&["姓名", "手机"]), Some(ClientKind::Person));
    assert_eq!(of(&["名称", "法人代表", "手机"]), Some(ClientKind::Company));
    assert_eq!(
        of(&["企业名称", "统一社会信用代码"]),
        Some(ClientKind::Company)
    );
    assert_eq!(of(&["名称", "地址"]), Some(ClientKind::Unknown));
    assert_eq!(of(&["姓名"]), None);
    assert_eq!(of(&["行业", "地址", "备注"]), None);
}

#[test]
fn a_telephone_is_a_mobile_where_persons_have_no_other() {
    let of = |headings: &[&str], column| {
        let layout = guess(&sheet(&[headings])).unwrap();
        layout.columns.get(&column).copied()
    };
    assert_eq!(
        of(&["姓名", "证件号码", "联系电话"], Column::Mobile),
        Some(2)
    );
    assert_eq!(of(&["姓名", "证件号码", "联系电话"], Column::Phone), None);
    assert_eq!(of(&["姓名", "手机", "联系电话"], Column::Phone), Some(2));
    assert_eq!(
        of(&["名称", "信用代码", "联系电话"], Column::Phone),
        Some(2)
    );
}

#[test]
fn of_two_columns_that_mean_the_same_the_more_exact_is_taken() {
    let layout = guess(&sheet(&[&[
        "姓名",
        "客户姓名",
        "地址",
        "注册地址",
        "注册地址",
    ]]))
    .unwrap();
    assert_eq!(layout.columns[&Column::Name], 1);
    assert_eq!(layout.columns[&Column::Address], 3);
}

#[test]
fn the_list_is_found_among_other_sheets() {
    let named = |name: &str, rows: &[&[&str]]| Sheet {
        name: name.to_owned(),
        ..sheet(rows)
    };
    let template = named(
        "模板",
        &[
            &["姓名", "证件号码", "手机", "地址", "备注"],
            &["张三", "1", "2", "3", "示例"],
        ],
    );
    let list = named(
        "名单",
        &[&["姓名", "证件号码"], &["张三", "1"], &["李四", "2"]],
    );
    let visits = named(
        "拜访",
        &[
            &["客户", "日期"],
            &["张三", "1"],
            &["张三", "2"],
            &["张三", "3"],
        ],
    );
    let help = named("说明", &[&["本表每月更新"]]);
    let book = |sheets: &[&Sheet]| Workbook {
        sheets: sheets.iter().map(|&sheet| sheet.clone()).collect(),
    };
    let index = |sheets: &[&Sheet]| best(&book(sheets)).map(|(index, _)| index);
    assert_eq!(index(&[&help, &template, &visits, &list]), Some(3));
    assert_eq!(index(&[&list, &list]), Some(0));
    assert_eq!(index(&[&help, &visits]), Some(1));
    assert_eq!(index(&[&help]), None);
    assert_eq!(index(&[]), None);
}
