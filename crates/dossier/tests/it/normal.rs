use dossier::normal;
use proptest::prelude::*;

#[test]
fn text_is_folded_but_keeps_its_punctuation() {
    assert_eq!(normal::text("  高秀芳\u{3000}"), "高秀芳");
    assert_eq!(normal::text("Ｋ座　１２楼\n  （东）"), "K座 12楼 （东）");
    assert_eq!(normal::text("\u{feff}李\u{200b}欢\u{202c}"), "李欢");
}

#[test]
fn a_name_has_one_kind_of_dot() {
    assert_eq!(normal::name("阿依古丽•买买提"), "阿依古丽·买买提");
    assert_eq!(normal::name("阿依古丽・买买提"), "阿依古丽·买买提");
}

#[test]
fn lines_stay_lines() {
    assert_eq!(
        normal::lines("\r\n一，\t二  \r\n\r\n三\r四\n"),
        "一， 二\n\n三\n四"
    );
}

#[test]
fn a_number_has_no_separators() {
    assert_eq!(normal::number(" ｅ-12 34—5\u{a0}x "), "E12345X");
}

/// Text rich in what is folded, trimmed and dropped.
fn odd_text() -> impl Strategy<Value = String> {
    let odd: Vec<char> =
        " \t\r\n\u{3000}\u{a0}\u{200b}\u{feff}\u{202e}\u{0}\u{85}\u{2028}－—-ＡａｘX９9，（·•・王é"
            .chars()
            .collect();
    let chars = prop_oneof![3 => prop::sample::select(odd), 1 => any::<char>()];
    prop::collection::vec(chars, 0..40).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn once_is_enough(text in odd_text()) {
        for function in [normal::fold, normal::text, normal::name, normal::lines, normal::number] {
            let once = function(&text);
            prop_assert_eq!(function(&once), once);
        }
    }
}
