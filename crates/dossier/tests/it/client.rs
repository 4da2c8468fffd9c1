use crate::{credit_code, day, id_number, phone, today};
use dossier::client::{ClientForm, Field, IdKind, Kind, Problem};
use dossier::section::Identity;
use proptest::prelude::*;

/// A person's form, filled in as people do.
pub(crate) fn form() -> ClientForm {
    ClientForm::new(Kind::Person)
        .with(Field::Name, " 华桂珍　")
        .with(Field::IdNumber, "４２０１０６ 19850227 9717")
        .with(Field::Mobile, "+86 136-8159-0830")
        .with(Field::Address, "宁夏回族自治区波市滨城济南街Ｋ座")
        .with(Field::Opened, "2023年6月6日")
        .with(Field::Remarks, "一\r\n二 ")
        .with(Field::Unit, "unit")
        .with(Field::Manager, "manager")
        .tagged(vec!["高价值客户".to_owned(), " ".to_owned()])
}

/// A company's form, likewise.
pub(crate) fn company() -> ClientForm {
    ClientForm::new(Kind::Company)
        .with(Field::Name, "杭州良诺信息有限公司 ")
        .with(Field::CreditCode, "91310104q466x7ma10")
        .with(Field::Representative, "刘婷婷")
        .with(Field::Phone, "(0571) 2506 3883 转801")
        .with(Field::Address, "天津市潮州市新城龚街Ｙ座")
        .with(Field::Industry, "金融业")
        .with(Field::Opened, "2026/1/2")
        .with(Field::Scope, "软件开发；\n技术服务。")
        .with(Field::Unit, "unit")
        .with(Field::Manager, "manager")
}

fn wrong(form: ClientForm, field: Field, text: &str) -> Option<Problem> {
    let form = form.with(field, text);
    let problem = form.check_field(field, today());
    assert_eq!(
        form.check(today()),
        Vec::from_iter(problem.map(|problem| (field, problem)))
    );
    problem
}

fn problem(field: Field, text: &str) -> Option<Problem> {
    wrong(form(), field, text)
}

#[test]
fn a_person_s_file_holds_every_value_in_its_one_spelling() {
    let file = form().parse(today()).unwrap();
    assert_eq!(file.card.name, "华桂珍");
    assert_eq!(file.card.short_name, "华桂珍");
    assert_eq!(file.card.contact_masked, "136 **** 0830");
    assert_eq!(file.card.id_masked, "**** 9717");
    assert_eq!(file.card.credit_code, "");
    assert_eq!(file.labels.tags, ["高价值客户"]);
    assert!(
        file.sensitive.identity
            == Identity::Person {
                id_kind: IdKind::ResidentId,
                id_number: "420106198502279717".to_owned(),
                mobile: "13681590830".to_owned(),
            }
    );
    assert_eq!(file.sensitive.address, "宁夏回族自治区波市滨城济南街K座");
    assert_eq!(file.notes.remarks, "一\n二");
    assert_eq!(file.opened, day(2023, 6, 6));
    assert_eq!(
        file.sensitive.resident_id().unwrap().birth_date(),
        day(1985, 2, 27)
    );
}

#[test]
fn a_company_s_file_holds_every_value_in_its_one_spelling() {
    let file = company().parse(today()).unwrap();
    assert_eq!(file.card.name, "杭州良诺信息有限公司");
    assert_eq!(file.card.short_name, "良诺信息");
    assert_eq!(file.card.contact_masked, "0571 **** 3883");
    assert_eq!(file.card.id_masked, "");
    assert_eq!(file.card.credit_code, "91310104Q466X7MA10");
    assert_eq!(file.card.industry, "J");
    assert!(
        file.sensitive.identity
            == Identity::Company {
                representative: "刘婷婷".to_owned(),
                phone: "0571-25063883 转 801".to_owned(),
            }
    );
    assert_eq!(file.sensitive.address, "天津市潮州市新城龚街Y座");
    assert_eq!(file.notes.scope, "软件开发；\n技术服务。");
    assert_eq!(file.opened, day(2026, 1, 2));
    assert!(file.sensitive.resident_id().is_none());
}

#[test]
fn an_empty_form_misses_what_is_required() {
    for kind in Kind::ALL {
        let missing: Vec<_> = Field::of(kind)
            .filter(|field| field.is_required())
            .map(|field| (field, Problem::Missing))
            .collect();
        assert_eq!(missing.len(), if kind == Kind::Person { 7 } else { 9 });
        assert_eq!(ClientForm::new(kind).check(today()), missing);
        assert_eq!(ClientForm::new(kind).parse(today()), Err(missing));
    }
}

#[test]
fn what_a_client_of_this_kind_does_not_have_is_not_looked_at() {
    let stray = form()
        .with(Field::CreditCode, "stray")
        .with(Field::Scope, "\u{7}");
    assert_eq!(stray.parse(today()), form().parse(today()));
    let stray = company()
        .with(Field::IdNumber, "stray")
        .with(Field::Mobile, "1");
    assert_eq!(stray.parse(today()), company().parse(today()));
}

#[test]
fn names_and_texts_have_limits() {
    let long = |field, text: &str, most: usize| {
        assert_eq!(problem(field, &text.repeat(most)), None);
        assert_eq!(
            problem(field, &text.repeat(most + 1)),
            Some(Problem::TooLong(most as u16))
        );
    };
    long(Field::Name, "名", 64);
    long(Field::ShortName, "名", 32);
    long(Field::Address, "街", 200);
    long(Field::Remarks, "备", 4000);
    let long = |field, text: &str, most: usize| {
        assert_eq!(wrong(company(), field, &text.repeat(most)), None);
        assert_eq!(
            wrong(company(), field, &text.repeat(most + 1)),
            Some(Problem::TooLong(most as u16))
        );
    };
    long(Field::Name, "名", 128);
    long(Field::Representative, "名", 64);
    long(Field::Scope, "营", 4000);
    assert_eq!(problem(Field::Name, "阿依古丽·买买提"), None);
    assert_eq!(problem(Field::Name, "Anne-Marie O'Brien (Jr.)"), None);
    assert_eq!(
        problem(Field::Name, "华\u{0}桂珍"),
        Some(Problem::Characters)
    );
    assert_eq!(problem(Field::Name, "\u{200b} "), Some(Problem::Missing));
    assert_eq!(problem(Field::Remarks, &"备\n".repeat(2000)), None);
    assert_eq!(
        problem(Field::Remarks, "\u{1b}[0m"),
        Some(Problem::Characters)
    );
    let tags = |tags: Vec<String>| form().tagged(tags).check_field(Field::Tags, today());
    assert_eq!(tags(vec!["客".repeat(21)]), Some(Problem::TooLong(20)));
    let many = (0..21).map(|n| n.to_string()).collect();
    assert_eq!(tags(many), Some(Problem::TooMany(20)));
}

#[test]
fn numbers_are_judged_by_their_document() {
    let id = |text: &str| problem(Field::IdNumber, text);
    assert_eq!(id("42010619850227"), Some(Problem::IdLength));
    assert_eq!(id("990106198502279717"), Some(Problem::IdRegion));
    assert_eq!(id("420106198502309717"), Some(Problem::IdBirthDate));
    assert_eq!(id("420106198502279718"), Some(Problem::IdCheckDigit));
    assert_eq!(id("E12345678"), Some(Problem::Characters));
    for kind in [
        IdKind::Passport,
        IdKind::TravelPermit,
        IdKind::PermanentResidence,
    ] {
        let form = form().with(Field::IdKind, kind.name());
        let other = |text: &str| wrong(form.clone(), Field::IdNumber, text);
        assert_eq!(other("e１２３ 456 78"), None);
        assert_eq!(other("420106198502279718"), None);
        assert_eq!(other("E123"), Some(Problem::DocumentNumber));
        assert_eq!(other(&"1".repeat(21)), Some(Problem::DocumentNumber));
        assert_eq!(other("护照12345"), Some(Problem::DocumentNumber));
        assert_eq!(other(" "), Some(Problem::Missing));
    }
}

#[test]
fn a_company_s_numbers_are_checked() {
    let credit = |text: &str| wrong(company(), Field::CreditCode, text);
    assert_eq!(
        credit("91310104I466X7MA10"),
        Some(Problem::CreditCharacters)
    );
    assert_eq!(credit("91310104Q466X7MA1"), Some(Problem::CreditLength));
    assert_eq!(credit("91310104Q466X7MA20"), Some(Problem::CreditInner));
    assert_eq!(credit("91310104Q466X7MA11"), Some(Problem::CreditCheck));
    assert_eq!(
        wrong(company(), Field::Phone, "25063883"),
        Some(Problem::Phone)
    );
    assert_eq!(
        wrong(company(), Field::Industry, "炼金术"),
        Some(Problem::Industry)
    );
    assert_eq!(
        wrong(company(), Field::Representative, ""),
        Some(Problem::Missing)
    );
}

#[test]
fn mobile_and_opening_date_are_checked() {
    assert_eq!(problem(Field::Mobile, "1368159083"), Some(Problem::Mobile));
    let opened = |text: &str| problem(Field::Opened, text);
    assert_eq!(opened("2026-01-05"), None);
    assert_eq!(opened("2026-01-06"), Some(Problem::DateRange));
    assert_eq!(opened("1899-12-31"), Some(Problem::DateRange));
    assert_eq!(opened("2025-02-29"), Some(Problem::Date));
}

#[test]
fn short_names_are_proposed() {
    let proposed = |kind, name: &str| {
        ClientForm::new(kind)
            .with(Field::Name, name)
            .proposed_short_name()
    };
    for (name, short) in [
        ("华桂珍", "华桂珍"),
        ("欧阳雪", "欧阳雪"),
        ("阿依古丽•买买提", "阿依古丽"),
        ("John Ronald Smith", "John Smith"),
        ("José García Núñez", "José Núñez"),
        ("Madonna", "Madonna"),
        ("Müller, Jean-Luc O’Neill", "Müller, Jean-Luc O’Neill"),
        ("", ""),
        ("···", ""),
    ] {
        assert_eq!(proposed(Kind::Person, name), short, "{name}");
    }
    for (name, short) in [
        ("张北晨光医疗器械有限公司", "张北晨光医疗器械"),
        ("杭州晨光医疗器械有限公司", "晨光医疗器械"),
        ("浙江省杭州市晨光科技股份有限公司", "晨光科技"),
        ("北京晨光（集团）有限责任公司", "晨光"),
        ("晨光(上海)贸易有限公司", "晨光贸易"),
        ("内蒙古自治区呼和浩特市草原乳业集团有限公司", "草原乳业"),
        ("北京公司", "北京"),
        ("上海有限公司", "上海"),
        ("Acme Trading Co., Ltd.", "Acme Trading"),
        ("晨光（未完", "晨光（未完"),
        ("有限公司", "有限公司"),
        ("", ""),
    ] {
        assert_eq!(proposed(Kind::Company, name), short, "{name}");
    }
}

#[test]
fn names_of_fields_and_documents_lead_back() {
    for field in Field::ALL {
        assert_eq!(Field::from_name(field.name()), Some(field));
    }
    for kind in IdKind::ALL {
        assert_eq!(IdKind::from_name(kind.name()), Some(kind));
    }
    for kind in Kind::ALL {
        assert_eq!(Kind::from_name(kind.name()), Some(kind));
    }
    assert_eq!(Field::from_name("Name"), None);
    assert_eq!(Problem::TooLong(64).limit(), Some(64));
    assert_eq!(Problem::Missing.limit(), None);
}

#[test]
fn debug_shows_nothing() {
    assert_eq!(format!("{:?}", form()), "ClientForm { .. }");
    for form in [form(), company()] {
        let mut file = form.parse(today()).unwrap();
        file.opened = day(2023, 6, 6);
        assert_eq!(
            format!("{file:?}"),
            "ClientFile { card: Card { .. }, labels: Labels { .. }, sensitive: Sensitive { .. }, notes: Notes { .. }, opened: 2023-06-06 }"
        );
    }
}

fn people() -> impl Strategy<Value = ClientForm> {
    let number = prop_oneof![id_number::right(), "[a-zA-Z0-9 ]{0,22}"];
    let kind = prop::sample::select(IdKind::ALL.to_vec());
    (kind, number, "1[3-9][0-9]{9}").prop_map(|(id_kind, id_number, mobile)| {
        ClientForm::new(Kind::Person)
            .with(Field::IdKind, id_kind.name())
            .with(Field::IdNumber, id_number)
            .with(Field::Mobile, mobile)
    })
}

fn companies() -> impl Strategy<Value = ClientForm> {
    let code = prop_oneof![credit_code::right(), "[A-Z0-9]{16,19}"];
    let phone = prop_oneof![phone::right(), "[0-9+ -]{0,16}"];
    let industry = prop::sample::select(dossier::industry::all().collect::<Vec<_>>());
    (code, phone, industry, "\\PC{0,20}", "(\\PC|\n){0,60}").prop_map(
        |(code, phone, industry, representative, scope)| {
            ClientForm::new(Kind::Company)
                .with(Field::CreditCode, code)
                .with(Field::Phone, phone)
                .with(Field::Industry, industry.name())
                .with(Field::Representative, representative)
                .with(Field::Scope, scope)
        },
    )
}

fn forms() -> impl Strategy<Value = ClientForm> {
    let tags = prop::collection::vec("\\PC{0,8}", 0..5);
    (
        prop_oneof![people(), companies()],
        "\\PC{0,40}",
        "\\PC{0,20}",
        "\\PC{0,60}",
        tags,
        "(\\PC|\n){0,60}",
    )
        .prop_map(|(form, name, short_name, address, tags, remarks)| {
            form.with(Field::Name, name)
                .with(Field::ShortName, short_name)
                .with(Field::Address, address)
                .with(Field::Remarks, remarks)
                .with(Field::Opened, "2023-06-06")
                .with(Field::Unit, "unit")
                .with(Field::Manager, "manager")
                .tagged(tags)
        })
}

proptest! {
    #[test]
    fn parsing_and_checking_agree(form in forms()) {
        match form.parse(today()) {
            Ok(_) => prop_assert!(form.check(today()).is_empty()),
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                prop_assert_eq!(problems, form.check(today()));
            }
        }
    }

    #[test]
    fn a_file_s_form_is_the_same_file(form in forms()) {
        if let Ok(file) = form.parse(today()) {
            let form = file
                .to_form()
                .with(Field::Unit, "unit")
                .with(Field::Manager, "manager");
            prop_assert_eq!(form.parse(today()), Ok(file));
        }
    }
}
