use dossier::phone::{BadPhone, Phone};
use proptest::prelude::*;

pub(crate) fn right() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec!["010", "021", "0571", "0755", "0991"]);
    let rest = prop_oneof![2_000_000..10_000_000_u32, 20_000_000..100_000_000_u32];
    let line = (line, rest).prop_map(|(area, rest)| format!("{area}-{rest}"));
    let service = (any::<bool>(), 0..10_000_000_u32)
        .prop_map(|(four, rest)| format!("{}{rest:07}", if four { "400" } else { "800" }));
    let abroad = "\\+[2-79][0-9]{7,13}";
    let extension = prop_oneof![
        Just(String::new()),
        (1..99_999_u32).prop_map(|extension| format!(" 转 {extension}")),
    ];
    (
        prop_oneof![line, service, abroad, "1[3-9][0-9]{9}"],
        extension,
    )
        .prop_map(|(main, extension)| format!("{main}{extension}"))
}

#[test]
fn numbers_have_one_spelling() {
    for (typed, right, masked) in [
        ("0571-25063883", "0571-25063883", "0571 **** 3883"),
        ("(010) 6907 1599", "010-69071599", "010 **** 1599"),
        ("０２１－２５１３９２８３", "021-25139283", "021 **** 9283"),
        ("+86 571 2506 3883", "0571-25063883", "0571 **** 3883"),
        ("+86-10-69071599", "010-69071599", "010 **** 1599"),
        ("0086 0571 25063883", "0571-25063883", "0571 **** 3883"),
        (
            "0755-27083574 转 801",
            "0755-27083574 转 801",
            "0755 **** 3574",
        ),
        (
            "0755-27083574转分机801",
            "0755-27083574 转 801",
            "0755 **** 3574",
        ),
        (
            "0755-27083574 ext. 801",
            "0755-27083574 转 801",
            "0755 **** 3574",
        ),
        (
            "0755 27083574 #801",
            "0755-27083574 转 801",
            "0755 **** 3574",
        ),
        ("0993-2012345", "0993-2012345", "0993 **** 2345"),
        ("4008208820", "400-820-8820", "400 **** 8820"),
        ("400-820-8820", "400-820-8820", "400 **** 8820"),
        ("800 810 8888", "800-810-8888", "800 **** 8888"),
        ("+86 138 0000 4471", "13800004471", "138 **** 4471"),
        ("+852 2345 6789", "+85223456789", "+85 **** 6789"),
        ("95588", "95588", "9 **** 5588"),
        ("955 088", "955088", "9 **** 5088"),
        ("12345", "12345", "1 **** 2345"),
    ] {
        let phone = Phone::parse(typed).unwrap();
        assert_eq!(phone.as_str(), right, "{typed}");
        assert_eq!(phone.masked(), masked, "{typed}");
    }
    let phone = Phone::parse("0755-27083574 转 801").unwrap();
    assert_eq!(phone.main_digits(), "075527083574");
    assert_eq!(format!("{phone:?}"), "Phone { .. }");
}

#[test]
fn what_is_no_number_is_refused() {
    for typed in [
        "",
        "25063883",
        "0571",
        "0571-2506388322",
        "0571-05063883",
        "0571-15063883",
        "0171-25063883",
        "4008208",
        "55881",
        "123456",
        "+86 25063883",
        "+0 2345 6789",
        "+852",
        "+1234567890123456",
        "0571-25063883 转",
        "0571-25063883 转 123456",
        "0571-25063883 转 a",
        "请打电话",
    ] {
        assert_eq!(Phone::parse(typed), Err(BadPhone), "{typed}");
    }
}

proptest! {
    #[test]
    fn right_numbers_are_read_and_stay_as_they_are(typed in right()) {
        let phone = Phone::parse(&typed).unwrap();
        prop_assert_eq!(Phone::parse(phone.as_str()).unwrap(), phone.clone());
        prop_assert!(phone.as_str().chars().count() <= 24);
        prop_assert!(phone.main_digits().len() >= 7);
    }

    #[test]
    fn a_mask_shows_the_head_and_the_last_four(typed in right()) {
        let phone = Phone::parse(&typed).unwrap();
        let masked = phone.masked();
        let shown = masked.chars().filter(|c| !matches!(c, '*' | ' ')).count();
        prop_assert!(shown <= 8);
        prop_assert!(masked.chars().count() <= 14);
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,40}") {
        let _ = Phone::parse(&text);
    }
}
