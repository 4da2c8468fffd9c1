use dossier::mobile::{BadMobile, Mobile};
use proptest::prelude::*;

#[test]
fn spellings_of_one_number_are_equal() {
    let mobile = Mobile::parse("13024577497").unwrap();
    for text in [
        "+86 130-2457-7497",
        "+8613024577497",
        "008613024577497",
        "8613024577497",
        "(+86)130 2457 7497",
        "１３０２４５７７４９７",
        "＋８６　１３０２４５７７４９７",
        "130.2457.7497",
        "\u{202d}13024577497\u{202c}",
    ] {
        assert_eq!(Mobile::parse(text).as_ref(), Ok(&mobile), "{text}");
    }
    assert_eq!(mobile.as_str(), "13024577497");
    assert_eq!(mobile.masked(), "130 **** 7497");
    assert_eq!(format!("{mobile:?}"), "Mobile { .. }");
}

#[test]
fn what_is_no_mobile_is_refused() {
    for text in [
        "",
        "1302457749",
        "130245774977",
        "12024577497",
        "02024577497",
        "23024577497",
        "010-12345678",
        "1302457749a",
        "1302457749一",
        "+86",
        "+86+8613024577497",
        "+123456",
        "+1234567890123456",
        "+0123456789",
        "+852 6123 456a",
        "1.3024577497e+10",
    ] {
        assert_eq!(Mobile::parse(text), Err(BadMobile), "{text}");
    }
}

#[test]
fn a_number_from_elsewhere_begins_with_its_country() {
    for text in [
        "+852 6123 4567",
        "００８５２６１２３４５６７",
        "+(852) 6123-4567",
    ] {
        let mobile = Mobile::parse(text).unwrap();
        assert_eq!(mobile.as_str(), "+85261234567", "{text}");
        assert_eq!(mobile.masked(), "+85 **** 4567");
    }
    // A short one shows nothing.
    assert_eq!(
        Mobile::parse("+6421123456").unwrap().masked(),
        "+64 **** 3456"
    );
    assert_eq!(Mobile::parse("+3761234").unwrap().masked(), "****");
}

proptest! {
    #[test]
    fn a_right_number_is_kept_as_it_is(number in "1[3-9][0-9]{9}") {
        let mobile = Mobile::parse(&number).unwrap();
        prop_assert_eq!(mobile.as_str(), number.as_str());
    }

    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        if let Ok(mobile) = Mobile::parse(&text) {
            let digits = mobile.as_str().strip_prefix('+');
            prop_assert!(digits.map_or(mobile.as_str().len() == 11, |digits| (7..=15).contains(&digits.len())));
        }
    }
}
