use crate::{day, id_number, today};
use dossier::person::{Field, IdKind, PersonForm, Problem};
use proptest::prelude::*;

pub(crate) fn form() -> PersonForm {
    PersonForm {
        name: " 华桂珍　".to_owned(),
        short_name: String::new(),
        id_kind: IdKind::ResidentId,
        id_number: "４２０１０６ 19850227 9717".to_owned(),
        mobile: "+86 136-8159-0830".to_owned(),
        address: "宁夏回族自治区波市滨城济南街Ｋ座".to_owned(),
        opened: "2023年6月6日".to_owned(),
        tags: vec!["高价值客户".to_owned(), " ".to_owned()],
        remarks: "一\r\n二 ".to_owned(),
    }
}

fn problem(field: Field, change: impl FnOnce(&mut PersonForm)) -> Option<Problem> {
    let mut form = form();
    change(&mut form);
    let problem = form.check_field(field, today());
    assert_eq!(
        form.check(today()),
        Vec::from_iter(problem.map(|problem| (field, problem)))
    );
    problem
}

#[test]
fn a_file_holds_every_value_in_its_one_spelling() {
    let file = form().parse(today()).unwrap();
    assert_eq!(file.card.name, "华桂珍");
    assert_eq!(file.card.short_name, "华桂珍");
    assert_eq!(file.card.contact_masked, "136 **** 0830");
    assert_eq!(file.card.id_masked, "**** 9717");
    assert_eq!(file.labels.tags, ["高价值客户"]);
    assert_eq!(file.sensitive.id_kind, IdKind::ResidentId);
    assert_eq!(file.sensitive.id_number, "420106198502279717");
    assert_eq!(file.sensitive.mobile, "13681590830");
    assert_eq!(file.sensitive.address, "宁夏回族自治区波市滨城济南街K座");
    assert_eq!(file.notes.remarks, "一\n二");
    assert_eq!(file.opened, day(2023, 6, 6));
    assert_eq!(
        file.sensitive.resident_id().unwrap().birth_date(),
        day(1985, 2, 27)
    );
}

#[test]
fn an_empty_form_misses_what_is_required() {
    let required = [
        Field::Name,
        Field::IdNumber,
        Field::Mobile,
        Field::Address,
        Field::Opened,
    ];
    let missing = required.map(|field| (field, Problem::Missing)).to_vec();
    assert_eq!(PersonForm::default().check(today()), missing);
    assert_eq!(PersonForm::default().parse(today()), Err(missing));
}

#[test]
fn names_and_texts_have_limits() {
    assert_eq!(problem(Field::Name, |f| f.name = "名".repeat(64)), None);
    assert_eq!(
        problem(Field::Name, |f| f.name = "名".repeat(65)),
        Some(Problem::TooLong(64))
    );
    assert_eq!(
        problem(Field::Name, |f| f.name = "阿依古丽·买买提".to_owned()),
        None
    );
    assert_eq!(
        problem(Field::Name, |f| f.name =
            "Anne-Marie O'Brien (Jr.)".to_owned()),
        None
    );
    assert_eq!(
        problem(Field::Name, |f| f.name = "华\u{0}桂珍".to_owned()),
        Some(Problem::Characters)
    );
    assert_eq!(
        problem(Field::Name, |f| f.name = "\u{200b} ".to_owned()),
        Some(Problem::Missing)
    );
    assert_eq!(
        problem(Field::ShortName, |f| f.short_name = "名".repeat(33)),
        Some(Problem::TooLong(32))
    );
    assert_eq!(
        problem(Field::Address, |f| f.address = "街".repeat(200)),
        None
    );
    assert_eq!(
        problem(Field::Address, |f| f.address = "街".repeat(201)),
        Some(Problem::TooLong(200))
    );
    assert_eq!(
        problem(Field::Remarks, |f| f.remarks = "备\n".repeat(2000)),
        None
    );
    assert_eq!(
        problem(Field::Remarks, |f| f.remarks = "备".repeat(4001)),
        Some(Problem::TooLong(4000))
    );
    assert_eq!(
        problem(Field::Remarks, |f| f.remarks = "\u{1b}[0m".to_owned()),
        Some(Problem::Characters)
    );
    assert_eq!(
        problem(Field::Tags, |f| f.tags = vec!["客".repeat(21)]),
        Some(Problem::TooLong(20))
    );
    let many = (0..21).map(|n| n.to_string()).collect();
    assert_eq!(
        problem(Field::Tags, |f| f.tags = many),
        Some(Problem::TooMany(20))
    );
}

#[test]
fn numbers_are_judged_by_their_document() {
    let id = |text: &str| problem(Field::IdNumber, |f| f.id_number = text.to_owned());
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
        let other = |text: &str| {
            problem(Field::IdNumber, |f| {
                f.id_kind = kind;
                f.id_number = text.to_owned();
            })
        };
        assert_eq!(other("e１２３ 456 78"), None);
        assert_eq!(other("420106198502279718"), None);
        assert_eq!(other("E123"), Some(Problem::DocumentNumber));
        assert_eq!(other(&"1".repeat(21)), Some(Problem::DocumentNumber));
        assert_eq!(other("护照12345"), Some(Problem::DocumentNumber));
        assert_eq!(other(" "), Some(Problem::Missing));
    }
}

#[test]
fn mobile_and_opening_date_are_checked() {
    assert_eq!(
        problem(Field::Mobile, |f| f.mobile = "1368159083".to_owned()),
        Some(Problem::Mobile)
    );
    let opened = |text: &str| problem(Field::Opened, |f| f.opened = text.to_owned());
    assert_eq!(opened("2026-01-05"), None);
    assert_eq!(opened("2026-01-06"), Some(Problem::DateRange));
    assert_eq!(opened("1899-12-31"), Some(Problem::DateRange));
    assert_eq!(opened("2025-02-29"), Some(Problem::Date));
}

#[test]
fn short_names_are_proposed() {
    for (name, proposed) in [
        ("华桂珍", "华桂珍"),
        ("欧阳雪", "欧阳雪"),
        ("阿依古丽•买买提", "阿依古丽"),
        ("John Ronald Smith", "John Smith"),
        ("José García Núñez", "José Núñez"),
        ("Madonna", "Madonna"),
        ("", ""),
        ("···", ""),
    ] {
        let form = PersonForm {
            name: name.to_owned(),
            ..PersonForm::default()
        };
        assert_eq!(form.proposed_short_name(), proposed, "{name}");
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
    assert_eq!(Field::from_name("Name"), None);
    assert_eq!(Problem::TooLong(64).limit(), Some(64));
    assert_eq!(Problem::Missing.limit(), None);
}

#[test]
fn debug_shows_nothing() {
    assert_eq!(format!("{:?}", form()), "PersonForm { .. }");
    let file = form().parse(today()).unwrap();
    assert_eq!(
        format!("{file:?}"),
        "PersonFile { card: Card { .. }, labels: Labels { .. }, sensitive: Sensitive { .. }, notes: Notes { .. }, opened: 2023-06-06 }"
    );
}

fn forms() -> impl Strategy<Value = PersonForm> {
    let number = prop_oneof![id_number::right(), "[a-zA-Z0-9 ]{0,22}"];
    let kind = prop::sample::select(IdKind::ALL.to_vec());
    let tags = prop::collection::vec("\\PC{0,8}", 0..5);
    (
        "\\PC{0,40}",
        "\\PC{0,20}",
        kind,
        number,
        "1[3-9][0-9]{9}",
        "\\PC{0,60}",
        tags,
        "(\\PC|\n){0,60}",
    )
        .prop_map(
            |(name, short_name, id_kind, id_number, mobile, address, tags, remarks)| PersonForm {
                name,
                short_name,
                id_kind,
                id_number,
                mobile,
                address,
                tags,
                remarks,
                opened: "2023-06-06".to_owned(),
            },
        )
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
            prop_assert_eq!(file.to_form().parse(today()), Ok(file));
        }
    }
}
