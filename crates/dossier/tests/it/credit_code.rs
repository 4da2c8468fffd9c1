use dossier::credit_code::{CreditCode, CreditProblem, check_character, inner_check};
use proptest::prelude::*;

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

pub(crate) fn right() -> impl Strategy<Value = String> {
    let heads = prop::sample::select(vec!["91", "92", "12", "51", "93", "N2"]);
    let character = prop::sample::select(ALPHABET.chars().collect::<Vec<_>>());
    let inner = prop::collection::vec(character, 8);
    (heads, 110_000..660_000_u32, inner).prop_map(|(head, region, inner)| {
        let inner: String = inner.into_iter().collect();
        let body = format!("{head}{region}{inner}{}", inner_check(&inner).unwrap());
        let check = check_character(&body).unwrap();
        format!("{body}{check}")
    })
}

#[test]
fn codes_of_public_bodies_are_read() {
    // Of large companies, as they stand in public registers.
    for code in [
        "91440300708461136T",
        "914403001922038216",
        "91110108551385082Q",
    ] {
        assert_eq!(CreditCode::parse(code).unwrap().as_str(), code);
    }
    let typed = " ９１440300-7084 6113 6t";
    assert_eq!(
        CreditCode::parse(typed).unwrap().as_str(),
        "91440300708461136T"
    );
}

#[test]
fn what_is_wrong_is_named() {
    for (code, problem) in [
        ("9144030070846113IT", CreditProblem::Characters),
        ("9144030070846113OT", CreditProblem::Characters),
        ("9144030070846113六T", CreditProblem::Characters),
        ("", CreditProblem::Length),
        ("91440300708461136", CreditProblem::Length),
        ("91440300708461136TT", CreditProblem::Length),
        ("91440300708461137T", CreditProblem::Inner),
        ("91440300708461136U", CreditProblem::Check),
    ] {
        assert_eq!(CreditCode::parse(code), Err(problem), "{code}");
    }
}

#[test]
fn check_characters_take_every_form() {
    // 11 less the remainder can be 10, 11 and a digit.
    assert_eq!(inner_check("D2143569"), Some('X'));
    assert_eq!(inner_check("00000000"), Some('0'));
    assert_eq!(inner_check("70846113"), Some('6'));
    assert_eq!(check_character("91310104Q466X7MA1"), Some('0'));
    assert_eq!(check_character("9131010I"), None);
}

proptest! {
    #[test]
    fn right_codes_are_read(code in right()) {
        let read = CreditCode::parse(&code).unwrap();
        prop_assert_eq!(read.as_str(), code.as_str());
        prop_assert!(CreditCode::parse(&code.to_lowercase()).is_ok());
    }

    #[test]
    fn a_changed_character_is_refused(
        code in right(),
        at in 0..18_usize,
        other in prop::sample::select(ALPHABET.chars().collect::<Vec<_>>()),
    ) {
        let mut chars: Vec<char> = code.chars().collect();
        prop_assume!(chars[at] != other);
        chars[at] = other;
        let changed: String = chars.into_iter().collect();
        prop_assert!(CreditCode::parse(&changed).is_err());
    }

    #[test]
    fn two_neighbours_that_trade_places_are_refused(code in right(), at in 0..17_usize) {
        let mut chars: Vec<char> = code.chars().collect();
        prop_assume!(chars[at] != chars[at + 1]);
        chars.swap(at, at + 1);
        let swapped: String = chars.into_iter().collect();
        prop_assert!(CreditCode::parse(&swapped).is_err());
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,40}") {
        let _ = CreditCode::parse(&text);
    }
}
