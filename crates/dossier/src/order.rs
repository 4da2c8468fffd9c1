//! The order of names: characters by their pinyin, letters by the alphabet and before them, digits first.
//!
//! It knows one reading of each of the 6,763 characters of GB 2312, and of a few family names their own; rarer characters come after
//! them, by their code points.

use std::sync::LazyLock;

use crate::client::Kind;

/// The characters of GB 2312 by pinyin, tone and strokes, as Unicode's CLDR 48 orders them (collation `zh-u-co-pinyin`).
const HAN: &str = include_str!("order/han.txt");

/// Family names that are read otherwise than the character alone, each with a character that is read so.
const FAMILY: [(char, char); 9] = [
    ('曾', '增'),
    ('单', '善'),
    ('仇', '求'),
    ('解', '谢'),
    ('查', '扎'),
    ('区', '欧'),
    ('朴', '瓢'),
    ('盖', '葛'),
    ('翟', '宅'),
];

/// The block in which nearly all of them stand.
const FIRST: u32 = 0x4e00;
const BLOCK: usize = 0x5200;

/// Where Chinese characters begin in the order: behind every other code point.
const BASE: u32 = 0x0011_0000;

static RANKS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut ranks = vec![0; BLOCK];
    for (rank, c) in (1..).zip(HAN.chars()) {
        if let Some(slot) = place(c).and_then(|at| ranks.get_mut(at)) {
            *slot = rank;
        }
    }
    ranks
});

fn place(c: char) -> Option<usize> {
    usize::try_from(u32::from(c).checked_sub(FIRST)?).ok()
}

fn rank(c: char) -> u32 {
    let Some(known) = place(c).and_then(|at| RANKS.get(at)).copied() else {
        // Other scripts as they are; the rarer blocks of characters among the last.
        let code = u32::from(c);
        let rare = matches!(code, 0x3400..FIRST | 0x2_0000..);
        return if rare { 2 * BASE + code } else { code };
    };
    match known {
        0 => 2 * BASE + u32::from(c),
        known => BASE + u32::from(known),
    }
}

/// What a client's name is sorted by: names compare as their keys do.
pub fn key(kind: Kind, name: &str) -> Vec<u32> {
    let mut first = kind == Kind::Person;
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|c| {
            let read = FAMILY.iter().find(|(family, _)| first && *family == c);
            first = false;
            rank(read.map_or(c, |(_, as_in)| *as_in))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(kind: Kind, names: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort_by_key(|name| key(kind, name));
        names
    }

    #[test]
    fn names_are_ordered_by_pinyin() {
        let names = [
            "张雨桐",
            "王倩",
            "欧阳静怡",
            "陈志远",
            "王婷",
            "安然",
            "Zoe",
            "章子安",
        ];
        assert_eq!(
            sorted(Kind::Person, &names),
            [
                "Zoe",
                "安然",
                "陈志远",
                "欧阳静怡",
                "王倩",
                "王婷",
                "张雨桐",
                "章子安"
            ]
        );
    }

    #[test]
    fn family_names_are_read_as_such() {
        assert_eq!(
            sorted(Kind::Person, &["曾明", "陈明", "赵明", "单明", "邓明"]),
            ["陈明", "邓明", "单明", "曾明", "赵明"]
        );
        // A company's first character is no family name.
        assert_eq!(
            sorted(Kind::Company, &["谢氏商贸", "解放商贸"]),
            ["解放商贸", "谢氏商贸"]
        );
    }

    #[test]
    fn what_has_no_reading_here_comes_last_and_letters_ignore_case() {
        assert_eq!(
            sorted(
                Kind::Company,
                &["𠮷野", "龘", "阿里", "beta", "Alpha", "3M"]
            ),
            ["3M", "Alpha", "beta", "阿里", "龘", "𠮷野"]
        );
    }
}
