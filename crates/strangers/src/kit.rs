//! The recovery kit: its holder types it, or pastes whatever text it was kept in.

use arbitrary::{Result, Unstructured};
use bridge::{Failure, Reason, Secret, account::Recover};
use seal::{
    identity::verify,
    recovery::{Kit, KitError, SHARES, Seed},
};
use wire::{account::RecoverySignIn, body::from_cbor, path};

use crate::{numbers::Numbers, page};

const GROUPS: u8 = 14;

/// What is read is the kit that was written, symbol by symbol, and has one written form; mistakes name groups that there are; and what
/// the engine takes out of a longer text is a kit, with which it asks the server to sign in, and otherwise nothing.
pub fn kit(data: &[u8]) {
    if let Ok(text) = core::str::from_utf8(data) {
        is_read_exactly(text);
        is_recovered_with(text, None);
    }
    let _ = as_kept(&mut Unstructured::new(data));
}

fn is_read_exactly(text: &str) {
    match Kit::parse(text) {
        Ok(kit) => {
            let written = kit.format();
            assert_eq!(folded(text), folded(&written));
            assert!(Kit::parse(&written).is_ok_and(|again| again.format() == written));
        }
        Err(KitError::Groups(groups)) => {
            assert!(!groups.is_empty() && groups.is_sorted_by(|one, next| one < next));
            assert!(groups.iter().all(|group| (1..=GROUPS).contains(group)));
        }
        Err(_) => {}
    }
}

/// Letters and digits as the kit's alphabet has them. Written down anew here: from what is typed to what is meant there is one way.
fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap(),
            c => c,
        })
        .map(|c| c.to_ascii_uppercase())
        .filter_map(|c| match c {
            'O' => Some('0'),
            'I' | 'L' => Some('1'),
            '0'..='9' | 'A'..='Z' => Some(c),
            c => {
                let separates = c.is_whitespace() || "-_\u{ad}‐‑‒–—―−·".contains(c);
                (!separates).then_some('?')
            }
        })
        .collect()
}

/// Recovers with a text; `meant` is the kit in it, where it is known.
fn is_recovered_with(text: &str, meant: Option<&Seed>) {
    let request = Recover {
        kits: vec![Secret::new(text.to_owned())],
        sign_in_name: "wangmin".to_owned(),
        password: Secret::new("Vx9#qLm2&TzR".to_owned()),
    };
    let (answer, asked) = page::call(request.into());
    let Err(Failure { reason, fields }) = answer else {
        panic!("the server let nobody in");
    };
    assert!(fields.is_empty());
    match reason {
        Reason::WrongKit => {
            let paths: Vec<&str> = asked.iter().map(|request| request.path.as_str()).collect();
            assert_eq!(paths, [path::RECOVERY_CHALLENGE, path::RECOVERY_SIGN_IN]);
            let body = asked[1].body.as_deref().unwrap();
            let signed: RecoverySignIn = from_cbor(body).unwrap();
            assert_eq!(signed.challenge.0, page::CHALLENGE);
            let alone = match Kit::parse(text) {
                Ok(Kit::Whole(seed)) => Some(seed),
                _ => None,
            };
            if let Some(seed) = meant.or(alone.as_ref()) {
                let message = RecoverySignIn::message(&page::CHALLENGE);
                let signature = signed.signature.array().unwrap();
                assert!(
                    verify(&key(seed), &message, &signature).is_ok(),
                    "another kit"
                );
            }
        }
        Reason::BadKit(group) => {
            assert!(asked.is_empty(), "nothing is asked without a kit");
            assert!(group.is_none_or(|group| (1..=GROUPS).contains(&group)));
            assert!(meant.is_none() && Kit::parse(text).is_err(), "{text:?}");
        }
        Reason::AnotherKit(number) => {
            assert!(asked.is_empty() && (1..=SHARES).contains(&number));
            assert!(meant.is_none() && !matches!(Kit::parse(text), Ok(Kit::Whole(_))));
        }
        // A person's own code signs in by itself; this server answers nothing that can be read.
        Reason::Server => {
            assert!(meant.is_none() && !matches!(Kit::parse(text), Ok(Kit::Whole(_))));
            assert!(asked.iter().all(|request| request.path == path::SIGN_IN));
        }
        other => panic!("{other:?}"),
    }
}

/// A kit as people keep it: in a list, in other letters, between other words.
fn as_kept(u: &mut Unstructured<'_>) -> Result<()> {
    let seed = Seed::generate(&mut Numbers::from(u.arbitrary()?));
    let mut text = word(u)?;
    let kit = Kit::Whole(seed.clone()).format();
    for (number, group) in (1..).zip(kit.split('-')) {
        let between = *u.choose(&[" ", "-", "\n", "\r\n", "　", " — ", "\t", "，", "; "])?;
        text.push_str(between);
        if u.ratio(1, 8)? {
            text.push_str(&format!("{number}. "));
        }
        let spelt = match u.int_in_range(0..=4)? {
            0 => group.to_lowercase(),
            1 => group.replace('0', "O").replace('1', "l"),
            2 => group.replace('0', "o").replace('1', "I"),
            3 => group
                .chars()
                .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
                .collect(),
            _ => group.to_owned(),
        };
        text.push_str(&spelt);
    }
    text.push('\n');
    text.push_str(&word(u)?);
    is_recovered_with(&text, Some(&seed));
    Ok(())
}

/// What may stand before and behind a kit. Texts that are as long as a page are no longer looked through.
fn word(u: &mut Unstructured<'_>) -> Result<String> {
    let length = u.int_in_range(0..=60)?;
    (0..length)
        .map(|_| {
            Ok(*u.choose(&[
                'a', 'E', '5', '0', ' ', '\n', '：', '公', '-', 'Ａ', '\u{ad}', 'é', '\u{301}', 'ß',
            ])?)
        })
        .collect()
}

fn key(seed: &Seed) -> [u8; 32] {
    seed.signing().verifying()
}
