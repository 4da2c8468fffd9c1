use crate::{day, today};
use dossier::date;
use dossier::id_number::{IdProblem, ResidentId, Sex, check_character};
use proptest::prelude::*;

/// Right numbers: a region, a birth date, a sequence, and the check character that follows.
pub(crate) fn right() -> impl Strategy<Value = String> {
    let regions = prop::sample::select(vec![
        "110101", "310104", "440305", "530102", "659004", "810000", "830000",
    ]);
    (regions, -25_000..20_000_i32, 0..1000_u32).prop_map(|(region, days, sequence)| {
        let born = date::from_days(days).unwrap().format("%Y%m%d");
        let body = format!("{region}{born}{sequence:03}");
        let check = check_character(&body).unwrap();
        format!("{body}{check}")
    })
}

#[test]
fn a_right_number_tells_birth_date_and_sex() {
    // The two samples of the standard's annex.
    let woman = ResidentId::parse("11010519491231002X").unwrap();
    assert_eq!(woman.birth_date(), day(1949, 12, 31));
    assert_eq!(woman.sex(), Sex::Female);
    assert_eq!(woman.masked(), "**** 002X");
    let man = ResidentId::parse("440524188001010014").unwrap();
    assert_eq!(man.birth_date(), day(1880, 1, 1));
    assert_eq!(man.sex(), Sex::Male);
}

#[test]
fn spellings_of_one_number_are_equal() {
    let id = ResidentId::parse("11010519491231002X").unwrap();
    for text in [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        " 110105-19491231-002ｘ\n",
        "\u{feff}11010519491231002X\u{202c}",
    ] {
        assert_eq!(ResidentId::parse(text).as_ref(), Ok(&id), "{text}");
    }
    assert_eq!(id.as_str(), "11010519491231002X");
}

#[test]
fn each_mistake_has_its_name() {
    for (text, problem) in [
        ("", IdProblem::Length),
        ("1101051949123100", IdProblem::Length),
        ("110105491231002", IdProblem::Length),
        ("11010519491231002XX", IdProblem::Characters),
        ("1101051949123100X2", IdProblem::Characters),
        ("4.403052001112296e+17", IdProblem::Characters),
        ("1101051949123100一X", IdProblem::Characters),
        ("一一〇", IdProblem::Characters),
        ("00010519491231002X", IdProblem::Region),
        ("99010519491231002X", IdProblem::Region),
        ("11010519490231002X", IdProblem::BirthDate),
        ("11010517991231002X", IdProblem::BirthDate),
        ("110105194912310021", IdProblem::CheckDigit),
        ("440305200111229600", IdProblem::CheckDigit),
    ] {
        assert_eq!(ResidentId::parse(text), Err(problem), "{text}");
    }
}

#[test]
fn nobody_is_born_tomorrow() {
    let body = "11010120260106001";
    let id = format!("{body}{}", check_character(body).unwrap());
    assert_eq!(
        ResidentId::parse_on(&id, today()),
        Err(IdProblem::BirthDate)
    );
    assert!(ResidentId::parse_on(&id, day(2026, 1, 6)).is_ok());
}

#[test]
fn debug_shows_nothing() {
    let id = ResidentId::parse("11010519491231002X").unwrap();
    assert_eq!(format!("{id:?}"), "ResidentId { .. }");
}

proptest! {
    #[test]
    fn right_numbers_are_read(id in right()) {
        let read = ResidentId::parse(&id).unwrap();
        prop_assert_eq!(read.as_str(), id.as_str());
    }

    #[test]
    fn a_changed_character_is_refused(id in right(), at in 0..18_usize, other in prop::sample::select("0123456789X".chars().collect::<Vec<_>>())) {
        let mut chars: Vec<char> = id.chars().collect();
        prop_assume!(chars[at] != other);
        chars[at] = other;
        let changed: String = chars.into_iter().collect();
        prop_assert!(ResidentId::parse(&changed).is_err());
    }

    #[test]
    fn two_swapped_neighbours_are_refused(id in right(), at in 0..17_usize) {
        let mut chars: Vec<char> = id.chars().collect();
        prop_assume!(chars[at] != chars[at + 1]);
        chars.swap(at, at + 1);
        let swapped: String = chars.into_iter().collect();
        prop_assert!(ResidentId::parse(&swapped).is_err());
    }

    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        if let Ok(id) = ResidentId::parse(&text) {
            prop_assert_eq!(id.as_str().len(), 18);
        }
    }
}
