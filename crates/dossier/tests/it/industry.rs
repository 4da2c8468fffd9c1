use dossier::industry::{all, find, of_code, parse};

fn names(typed: &str) -> Vec<&'static str> {
    find(typed, 5)
        .into_iter()
        .map(|industry| industry.name())
        .collect()
}

#[test]
fn the_list_is_whole() {
    let count = |length| all().filter(|one| one.code().len() == length).count();
    assert_eq!((count(1), count(3), count(4)), (20, 97, 473));
    let codes: Vec<_> = all().map(|one| one.code()).collect();
    for code in &codes {
        // Everything but a section stands below something.
        let above = match code.len() {
            1 => continue,
            3 => &code[..1],
            _ => &code[..3],
        };
        assert!(codes.contains(&above), "{code}");
    }
    assert!(codes.is_sorted());
    let mut unique = codes.clone();
    unique.dedup();
    assert_eq!(unique, codes);
}

#[test]
fn pinyin_has_a_syllable_for_each_character() {
    for line in include_str!("../../src/industry/list.tsv").lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, name, pinyin] = columns[..] else {
            panic!("{line}");
        };
        let letters = name.chars().filter(|c| !"、（）".contains(*c)).count();
        assert_eq!(pinyin.split(' ').count(), letters, "{line}");
        let right = |c: char| c.is_ascii_lowercase() || c == ' ';
        assert!(pinyin.chars().all(right), "{line}");
    }
}

#[test]
fn names_codes_and_everyday_words_are_understood() {
    for (text, code) in [
        ("J", "J"),
        ("j66", "J66"),
        ("货币金融服务", "J66"),
        (" 金融业 ", "J"),
        ("信息技术", "I"),
        ("制造业", "C"),
        ("批发和零售业", "F"),
        ("医疗", "Q84"),
        ("医疗仪器设备及器械制造", "C358"),
    ] {
        assert_eq!(parse(text).unwrap().code(), code, "{text}");
    }
    for text in ["", "炼金术", "J6", "ZZ", "金融", "业"] {
        let code = parse(text).map(|industry| industry.code());
        assert_eq!(code, (text == "金融").then_some("J"), "{text}");
    }
    assert_eq!(of_code("C358").unwrap().name(), "医疗仪器设备及器械制造");
    assert!(of_code("c358").is_none());
}

#[test]
fn what_is_typed_is_found_by_name_and_by_sound() {
    assert_eq!(names("金融业")[0], "金融业");
    assert_eq!(names("医疗仪器")[0], "医疗仪器设备及器械制造");
    assert_eq!(names("ruanjian")[..2], ["软件和信息技术服务业", "软件开发"]);
    assert_eq!(names("rjkf")[0], "软件开发");
    assert_eq!(names("jin rong ye")[0], "金融业");
    assert_eq!(names("jry")[0], "金融业");
    assert_eq!(names("yinhang"), names("yin'hang"));
    assert!(names("yinhang").iter().any(|name| name.contains("银行")));
    assert_eq!(names("c358")[0], "医疗仪器设备及器械制造");
    // Of one level those of the standard's order.
    assert_eq!(names("").len(), 5);
    assert_eq!(names("")[0], "农、林、牧、渔业");
    assert!(names("qqqq").is_empty());
    assert!(names("炼金术").is_empty());
}

/// Everyday words lead to codes that exist.
#[test]
fn no_everyday_word_leads_nowhere() {
    for word in [
        "农业",
        "农林牧渔",
        "采矿",
        "制造",
        "建筑",
        "批发零售",
        "零售",
        "批发",
        "物流",
        "运输",
        "餐饮",
        "酒店",
        "信息技术",
        "互联网",
        "软件",
        "金融",
        "房地产",
        "医疗",
    ] {
        assert!(parse(word).is_some(), "{word}");
    }
}
