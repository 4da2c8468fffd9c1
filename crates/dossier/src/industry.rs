//! Industries of the national list, GB/T 4754-2017 with its first amendment: sections, divisions and groups by code, name and pinyin.
//! The 1,382 classes below them are finer than a client list needs.

use std::sync::OnceLock;

use crate::normal;

/// How many characters a code has at most: a section's letter and three digits.
pub(crate) const MAX_CODE: usize = 4;

/// What a program without the list of its own was told.
static LEARNT: OnceLock<String> = OnceLock::new();

/// Code, name and the name's pinyin without tones, a line each, in the standard's order. Empty where it is neither compiled in nor learnt.
pub fn list() -> &'static str {
    #[cfg(feature = "industries")]
    return include_str!("industry/list.tsv");
    #[cfg(not(feature = "industries"))]
    return LEARNT.get().map_or("", String::as_str);
}

/// Takes the [`list`] of a program that has it: a browser's page is compiled without, since its worker has those 9 KB already.
pub fn learn(list: String) {
    // Whoever has learnt it before was told the same.
    let _ = LEARNT.set(list);
}

/// An industry of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Industry {
    code: &'static str,
    name: &'static str,
    pinyin: &'static str,
}

impl Industry {
    /// `J` for a section, `J66` for a division, `J662` for a group.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// How well it answers what was typed; the best first. None if it does not.
    fn fit(self, typed: &str) -> Option<Fit> {
        let code = || {
            self.code
                .get(..typed.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(typed))
        };
        if self.name == typed {
            Some(Fit::Name)
        } else if self.name.starts_with(typed) || code() {
            Some(Fit::Beginning)
        } else if self.name.contains(typed) {
            Some(Fit::Part)
        } else {
            self.sounds(typed)
        }
    }

    /// Whether letters are the beginning of the pinyin, or of all its initials, from some syllable on.
    fn sounds(self, typed: &str) -> Option<Fit> {
        let letters: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '\'')
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if letters.len() < 2 || !letters.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let syllables: Vec<&str> = self.pinyin.split(' ').collect();
        let initials: String = syllables
            .iter()
            .filter_map(|syllable| syllable.chars().next())
            .collect();
        let from = |at: usize| syllables[at..].concat().starts_with(&letters);
        if from(0) || initials.starts_with(&letters) {
            return Some(Fit::Sound);
        }
        let inside = initials.contains(&letters) || (1..syllables.len()).any(from);
        inside.then_some(Fit::SoundInside)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Name,
    Beginning,
    Part,
    Sound,
    SoundInside,
}

/// The whole list, in the standard's order.
pub fn all() -> impl Iterator<Item = Industry> {
    list().lines().filter_map(|line| {
        let mut columns = line.split('\t');
        Some(Industry {
            code: columns.next()?,
            name: columns.next()?,
            pinyin: columns.next()?,
        })
    })
}

/// The industry of a code.
pub fn of_code(code: &str) -> Option<Industry> {
    all().find(|industry| industry.code == code)
}

/// What people mean by a text: a code, a name, or an everyday word for one.
pub fn parse(text: &str) -> Option<Industry> {
    let text = normal::text(text);
    let text = EVERYDAY
        .iter()
        .find(|(word, _)| *word == text)
        .map_or(text.as_str(), |(_, code)| code);
    all().find(|industry| industry.name == text || industry.code.eq_ignore_ascii_case(text))
}

/// Words that stand in companies' own lists.
const EVERYDAY: [(&str, &str); 18] = [
    ("农业", "A"),
    ("农林牧渔", "A"),
    ("采矿", "B"),
    ("制造", "C"),
    ("建筑", "E"),
    ("批发零售", "F"),
    ("零售", "F52"),
    ("批发", "F51"),
    ("物流", "G"),
    ("运输", "G"),
    ("餐饮", "H62"),
    ("酒店", "H61"),
    ("信息技术", "I"),
    ("互联网", "I64"),
    ("软件", "I65"),
    ("金融", "J"),
    ("房地产", "K"),
    ("医疗", "Q84"),
];

/// At most so many industries whose name, code or pinyin answers what was typed, the best first; of nothing typed, the sections.
pub fn find(text: &str, most: usize) -> Vec<Industry> {
    let typed = normal::text(text);
    if typed.is_empty() {
        return all()
            .filter(|industry| industry.code.len() == 1)
            .take(most)
            .collect();
    }
    let mut found: Vec<(Fit, usize, Industry)> = all()
        .filter_map(|industry| Some((industry.fit(&typed)?, industry.code.len(), industry)))
        .collect();
    // A stable sort: the standard's order remains.
    sorted::by_key(&mut found, |(fit, level, _)| (*fit, *level));
    found
        .into_iter()
        .take(most)
        .map(|(_, _, industry)| industry)
        .collect()
}
