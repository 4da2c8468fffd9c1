//! Which sheet, which heading, which columns, which rows.

use crate::workbook::{Workbook, rows};
use sheets::{Book, ClientKind, Column, Fit, Reason, guess, guess_heading, read, sort};

fn book(sheets: &[(&str, &str, &[&[&str]])]) -> Book {
    let sheets = sheets
        .iter()
        .map(|(name, state, cells)| (*name, *state, rows(cells)))
        .collect();
    read(
        &Workbook {
            sheets,
            shared: None,
            styles: None,
            properties: "",
        }
        .bytes(),
        "",
    )
    .unwrap()
}

fn csv(text: &str) -> Book {
    read(text.as_bytes(), "list.csv").unwrap()
}

#[test]
fn the_list_is_found_among_sheets() {
    let heading: &[&str] = &["姓名", "身份证号", "手机"];
    let client: &[&str] = &["张三", "110101195010202272", "13800000000"];
    let book = book(&[
        ("说明", "visible", &[&["本表每月更新"]]),
        ("模板", "visible", &[heading]),
        ("旧", "hidden", &[heading, client, client, client]),
        ("客户", "visible", &[&["台账"], heading, client, client]),
        ("客户2", "visible", &[heading, client]),
    ]);
    let guess = guess(&book).unwrap();
    assert_eq!((guess.sheet, guess.heading), (3, 2));
}

#[test]
fn english_and_a_preamble() {
    let book = csv(
        "Client list,,\nExported 2026-01-02,,\n\nNo.,Full Name,ID No.,Mobile Phone,Home Address,Account Manager,Opening Date,Tags,Age\n\
         1,Zhang San,110101195010202272,13800000000,Beijing,Wang Min,2026-01-01,VIP,30\nTotal,1\n",
    );
    let guess = guess(&book).unwrap();
    assert_eq!((guess.heading, guess.kind), (4, ClientKind::Person));
    use Column::{Address, IdNumber, Manager, Mobile, Name, Opened, Tags};
    let columns: Vec<_> = guess.columns.iter().map(|heading| heading.column).collect();
    let expected = [
        None,
        Some(Name),
        Some(IdNumber),
        Some(Mobile),
        Some(Address),
        Some(Manager),
        Some(Opened),
        Some(Tags),
        None,
    ];
    assert_eq!(columns, expected);
    let sorted = sort(&book.sheets[0], &guess);
    assert_eq!(
        sorted
            .clients
            .iter()
            .map(|row| row.number)
            .collect::<Vec<_>>(),
        [5]
    );
    let left: Vec<_> = sorted
        .left_out
        .iter()
        .map(|left| (left.row, left.reason))
        .collect();
    assert_eq!(
        left,
        [
            (1, Reason::Above),
            (2, Reason::Above),
            (4, Reason::Heading),
            (6, Reason::Total)
        ]
    );
}

#[test]
fn totals_notes_and_repeated_headings_are_no_clients() {
    let heading = "客户姓名,身份证号,手机";
    let others = [
        ("合计,600,", Reason::Total),
        ("合 计：,,", Reason::Total),
        ("总计600人,,", Reason::Total),
        ("共 2 户,,", Reason::Total),
        (",小计,2", Reason::Total),
        ("本页合计,,", Reason::Total),
        ("制表人：王敏,,审核：李强", Reason::Note),
        ("注：以上为正式客户,,", Reason::Note),
        ("客户姓名,身份证号,手机", Reason::Heading),
    ];
    for (line, reason) in others {
        let book = csv(&format!(
            "{heading}\n张三,110101195010202272,13800000000\n{line}\n"
        ));
        let guess = guess(&book).unwrap();
        let sorted = sort(&book.sheets[0], &guess);
        assert_eq!(sorted.clients.len(), 1, "{line}");
        assert_eq!(
            sorted.left_out.last().map(|left| (left.row, left.reason)),
            Some((3, reason)),
            "{line}"
        );
    }
    for line in [
        "共小明,,",
        "总小红,110101195010202272,",
        "合计,110101195010202272,13800000000",
        ",110101195010202272,",
        "张三,,",
        "汇总科技有限公司,,",
    ] {
        let book = csv(&format!(
            "{heading}\n张三,110101195010202272,13800000000\n{line}\n"
        ));
        let guess = guess(&book).unwrap();
        assert_eq!(sort(&book.sheets[0], &guess).clients.len(), 2, "{line}");
    }
}

#[test]
fn persons_or_companies() {
    let kind = |text: &str| guess(&csv(text)).unwrap().kind;
    assert_eq!(
        kind("名称,联系电话,地址\n某某科技有限公司,010-1,a\n某某厂,010-2,b\n张三,1,c\n"),
        ClientKind::Company
    );
    assert_eq!(
        kind("名称,联系电话,地址\n张三,1,a\n李四,2,b\n某某厂,3,c\n"),
        ClientKind::Person
    );
    assert_eq!(
        kind("客户名称,统一社会信用代码,联系电话\n张三,1,2\n"),
        ClientKind::Company
    );
    assert_eq!(
        kind("客户名称,证件号码,联系电话\n张三,1,2\n"),
        ClientKind::Person
    );
    let guess = guess(&csv(
        "企业名称,统一社会信用代码,法人代表,法人身份证号,联系电话,客户经理\nx公司,9,a,1,2,b\n",
    ))
    .unwrap();
    assert_eq!(guess.kind, ClientKind::Company);
    assert_eq!(guess.columns[3].column, None);
    assert_eq!(guess.position(Column::Switchboard), Some(4));
}

#[test]
fn the_surest_column_has_the_field() {
    let guess = guess(&csv("客户,姓名,联系电话,手机,备注,其他说明\na,b,1,2,c,d\n")).unwrap();
    let at = |column| guess.position(column);
    assert_eq!(
        (at(Column::Name), at(Column::Mobile), at(Column::Remarks)),
        (Some(1), Some(3), Some(4))
    );
    assert_eq!(guess.columns[1].fit, Some(Fit::Exact));
    assert_eq!(
        (guess.columns[0].column, guess.columns[2].column),
        (None, None)
    );
}

#[test]
fn a_person_corrects_the_guess() {
    let book = csv("甲,乙,丙\n姓名,手机,电话\n张三,1,2\n");
    assert_eq!(guess(&book).unwrap().heading, 2);
    let mut other = guess_heading(&book, 0, 1).unwrap();
    assert!(other.columns.iter().all(|heading| heading.column.is_none()));
    assert!(sort(&book.sheets[0], &other).clients.is_empty());
    other.choose(0, Some(Column::Name));
    assert_eq!(sort(&book.sheets[0], &other).clients.len(), 2);
    other.choose(1, Some(Column::Name));
    assert_eq!(
        (other.position(Column::Name), other.columns[0].column),
        (Some(1), None)
    );
    assert_eq!(guess_heading(&book, 0, 9), None);
    assert_eq!(guess_heading(&book, 1, 1), None);
    assert_eq!(guess(&csv("甲,乙\n1,2\n")), None);
}
