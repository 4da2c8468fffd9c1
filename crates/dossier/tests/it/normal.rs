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

#[test]
fn no_direction_mark_is_kept() {
    // Bidi_Control, whole.
    for mark in "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}".chars() {
        let typed = format!("王{mark}敏");
        assert_eq!(normal::text(&typed), "王敏", "{mark:?}");
        assert_eq!(normal::lines(&typed), "王敏", "{mark:?}");
        assert_eq!(normal::number(&format!("1{mark}2")), "12", "{mark:?}");
    }
}

#[test]
fn nothing_is_kept_that_nobody_sees_and_that_shapes_nothing() {
    // Soft hyphen, grapheme joiner, fillers that pass for an empty name, word joiner, invisible operators, tags that hide sentences.
    let marks = "\u{ad}\u{34f}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{200b}\u{2060}\u{2064}\u{2065}\u{206f}\u{3164}\u{feff}\u{ffa0}\u{fff0}\u{fff8}\u{1bca0}\u{1d17a}\u{e0001}\u{e0041}\u{e007f}\u{e00ff}\u{e01f0}\u{e0fff}";
    for mark in marks.chars() {
        assert_eq!(normal::text(&format!("王{mark}敏")), "王敏", "{mark:?}");
        assert_eq!(normal::text(&mark.to_string()), "", "{mark:?}");
    }
}

#[test]
fn marks_that_shape_a_name_or_an_emoji_are_kept() {
    for name in [
        "علی\u{200c}رضا",
        "ක්\u{200d}ෂ",
        "葛\u{e0100}",
        "ᠠ\u{180b}ᠭ\u{180e}ᠠ",
        "❤\u{fe0f}",
        "👩\u{200d}👩\u{200d}👧",
    ] {
        assert_eq!(normal::name(name), name);
        assert_eq!(normal::lines(name), name);
    }
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

#[test]
fn marks_alone_are_nothing() {
    for marks in ["\u{200d}", " \u{200c}\u{200d} ", "\u{fe0f}", "\u{180e}\n"] {
        assert_eq!(normal::text(marks), "", "{marks:?}");
        assert_eq!(normal::name(marks), "", "{marks:?}");
        assert_eq!(normal::lines(marks), "", "{marks:?}");
        assert_eq!(normal::number(marks), "", "{marks:?}");
    }
}
