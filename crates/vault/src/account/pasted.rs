//! The recovery kit in a text that says more: the file that the kit was saved as, or a list with numbers, pasted whole.
//!
//! [`Kit::parse`] takes the kit and nothing else. Here its groups are looked for: symbols of five that stand alone, 14 after each other.
//! A word of five letters may stand among them by chance, so the groups' own check symbols tell which 14 are meant.

use seal::recovery::{Kit, KitError};
use zeroize::Zeroizing;

const GROUPS: usize = 14;
const SYMBOLS: usize = 5;
/// Far above what is saved with a kit.
const LONGEST: usize = 8 * 1024;

/// Reads the kit, alone or in a text.
///
/// # Errors
/// As [`Kit::parse`] says it: of the text, or of the groups in it that come closest to a kit.
pub(super) fn parse(text: &str) -> Result<Kit, KitError> {
    let alone = Kit::parse(text);
    if alone.is_ok() || text.len() > LONGEST {
        return alone;
    }
    let groups: Vec<&str> = text
        .split(|c| !plain(c).is_ascii_alphanumeric())
        .filter(|word| word.chars().count() == SYMBOLS)
        .collect();
    let mut closest: Option<Vec<u8>> = None;
    for window in groups.windows(GROUPS) {
        match Kit::parse(&Zeroizing::new(window.join(" "))) {
            Err(KitError::Groups(wrong)) => {
                if closest
                    .as_ref()
                    .is_none_or(|least| wrong.len() < least.len())
                {
                    closest = Some(wrong);
                }
            }
            // Another kind of mistake is found only where every group is well formed.
            found => return found,
        }
    }
    match closest {
        // Of words that are no kit, most groups would be wrong.
        Some(wrong) if wrong.len() <= GROUPS / 2 => Err(KitError::Groups(wrong)),
        _ => alone,
    }
}

/// The plain form of a full-width character.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use getrandom::{SysRng, rand_core::UnwrapErr};
    use seal::recovery::Seed;

    use super::*;

    fn kit() -> (Seed, Vec<String>) {
        let seed = Seed::generate(&mut UnwrapErr(SysRng));
        let kit = Kit::Whole(seed.clone()).format();
        let groups = kit.split('-').map(str::to_owned).collect();
        (seed, groups)
    }

    fn reads(text: &str, seed: &Seed) -> bool {
        matches!(parse(text), Ok(Kit::Whole(found)) if found.signing().verifying() == seed.signing().verifying())
    }

    /// As the page saves it, see `app/src/pages/set_up/kit.rs`.
    fn saved(groups: &[String], words: [&str; 2]) -> String {
        let [title, note] = words;
        format!("{title}\r\n\r\n{}\r\n\r\n{note}\r\n", groups.join(" "))
    }

    const CHINESE: [&str; 2] = [
        "缄档恢复套件",
        "公司：晨光商贸\r\n日期：2026-11-30\r\n请打印后删除此文件，并把纸锁进保险柜。",
    ];
    const ENGLISH: [&str; 2] = [
        "Jiandang recovery kit",
        "Company: Acme Paper Parts\r\nDate: 2026-11-30\r\nPrint this file, delete it, and lock the paper away. Whoever holds it can restore anybody's access.",
    ];

    #[test]
    fn the_saved_text_is_read_whole() {
        let (seed, groups) = kit();
        assert!(reads(&saved(&groups, CHINESE), &seed));
        assert!(reads(&saved(&groups, ENGLISH), &seed));
        // Five letters in the title, too.
        assert!(reads(
            &saved(&groups, ["Paper copy, March Parts", ENGLISH[1]]),
            &seed
        ));
        assert!(reads(&groups.join("-"), &seed));
    }

    #[test]
    fn numbered_lists_and_full_width_forms_are_read() {
        let (seed, groups) = kit();
        let list = |line: fn(usize, &String) -> String| {
            let lines: Vec<String> = groups
                .iter()
                .enumerate()
                .map(|(at, group)| line(at + 1, group))
                .collect();
            format!("恢复套件\n{}", lines.join("\n"))
        };
        assert!(reads(&list(|at, group| format!("{at}. {group}")), &seed));
        assert!(reads(
            &list(|at, group| format!("{at}\t{}", group.to_lowercase())),
            &seed
        ));
        assert!(reads(
            &list(|at, group| format!("第 {at} 组：{group}")),
            &seed
        ));
        let wide = |text: &str| -> String {
            text.chars()
                .filter_map(|c| char::from_u32(u32::from(c) + 0xfee0))
                .collect()
        };
        let lines: Vec<String> = groups
            .iter()
            .enumerate()
            .map(|(at, group)| format!("{}．{}", wide(&(at + 1).to_string()), wide(group)))
            .collect();
        assert!(reads(&lines.join("\n"), &seed));
    }

    #[test]
    fn a_mistyped_group_is_named_and_a_missing_one_is_not_made_up() {
        let (_, mut groups) = kit();
        let missing = saved(&groups[1..], CHINESE);
        assert!(matches!(parse(&missing), Err(KitError::Length)));
        // The check symbol, which alone is always found out.
        let (data, check) = groups[2].split_at(4);
        groups[2] = format!("{data}{}", if check == "A" { "B" } else { "A" });
        let found = parse(&saved(&groups, ENGLISH));
        assert!(matches!(found, Err(KitError::Groups(wrong)) if wrong == [3]));
        assert!(matches!(parse("什么都不是"), Err(KitError::Length)));
    }
}
