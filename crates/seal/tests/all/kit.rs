use proptest::prelude::*;
use seal::recovery::{Kit, KitError, PersonalCode, SameShare, Seed};

use crate::support::rng;

fn seed(name: &str) -> Seed {
    Seed::generate(&mut rng(name))
}

fn format(seed: &Seed) -> String {
    Kit::Whole(seed.clone()).format()
}

fn parse(text: &str) -> Result<Seed, KitError> {
    match Kit::parse(text)? {
        Kit::Whole(seed) => Ok(seed),
        Kit::Share(share) => panic!("share {}", share.number()),
        Kit::Personal(_) => panic!("a personal code"),
    }
}

/// Other numbers than a seed of that name comes from.
fn slope(name: &str) -> impl seal::rand_core::CryptoRng {
    rng(&format!("slope of {name}"))
}

fn same(one: &Seed, other: &Seed) -> bool {
    one.signing().verifying() == other.signing().verifying()
        && one.wrapping().public() == other.wrapping().public()
}

#[test]
fn the_form_is_fourteen_groups_of_five() {
    let text = format(&seed("form"));
    let groups: Vec<_> = text.split('-').collect();
    assert_eq!(groups.len(), 14);
    assert!(groups.iter().all(|group| group.len() == 5));
}

#[test]
fn it_may_be_typed_in_many_ways() {
    // Found by trying: a kit with digits that have look-alikes.
    let seed = (0..)
        .map(|n| seed(&format!("typed {n}")))
        .find(|seed| format(seed).contains('0') && format(seed).contains('1'))
        .unwrap();
    let text = format(&seed);
    let full_width: String = text
        .chars()
        .map(|symbol| char::from_u32(u32::from(symbol) + 0xfee0).unwrap())
        .collect();
    let ways = [
        text.to_lowercase(),
        text.replace('-', ""),
        text.replace('-', " "),
        text.replace('-', "\n"),
        text.replace('-', " — "),
        text.replace('-', "\u{3000}"),
        text.replace('0', "O").replace('1', "l"),
        text.replace('0', "o").replace('1', "I"),
        text.replace('-', "")
            .chars()
            .map(|symbol| format!("{symbol} "))
            .collect(),
        format!("  {text}\r\n"),
        full_width,
    ];
    for way in ways {
        assert!(same(&parse(&way).unwrap(), &seed), "{way}");
    }
}

#[test]
fn a_personal_code_is_written_in_the_same_form_and_taken_for_nothing_else() {
    let code = PersonalCode::generate(&mut rng("personal"));
    let text = Kit::Personal(code.clone()).format();
    assert_eq!(text.len(), 83);
    let Ok(Kit::Personal(read)) = Kit::parse(&text.to_lowercase()) else {
        panic!("not a personal code");
    };
    // The same bits as a seed are another text: the kind is under the checksum.
    let seed = Kit::Whole(Seed::generate(&mut rng("personal"))).format();
    assert_ne!(text, seed);
    let (one, other) = (code.secrets(), read.secrets());
    assert_eq!(one.0.expose(), other.0.expose());
}

#[test]
fn exchanged_groups_are_named() {
    let text = format(&seed("exchange"));
    let mut groups: Vec<_> = text.split('-').collect();
    groups.swap(2, 7);
    assert_eq!(
        parse(&groups.join("-")).unwrap_err(),
        KitError::Groups(vec![3, 8])
    );
}

#[test]
fn a_lost_or_doubled_symbol_is_named_and_a_lost_group_noticed() {
    let text = format(&seed("lost"));
    let groups: Vec<_> = text.split('-').map(str::to_owned).collect();
    let mut short = groups.clone();
    short[4].pop();
    assert_eq!(
        parse(&short.join("-")).unwrap_err(),
        KitError::Groups(vec![5])
    );
    let mut long = groups.clone();
    long[13].push('A');
    assert_eq!(
        parse(&long.join(" ")).unwrap_err(),
        KitError::Groups(vec![14])
    );
    assert_eq!(parse(&groups[1..].join("-")).unwrap_err(), KitError::Length);
    assert_eq!(parse("").unwrap_err(), KitError::Length);
    assert_eq!(parse(&"A".repeat(5000)).unwrap_err(), KitError::Length);
}

#[test]
fn two_halves_of_two_kits_are_none() {
    let (one, other) = (format(&seed("one")), format(&seed("other")));
    // Every group is well formed at its place.
    let mixed = format!("{}{}", &one[..6 * 6], &other[6 * 6..]);
    assert_eq!(parse(&mixed).unwrap_err(), KitError::Checksum);
}

/// The share that stands on paper.
fn share(text: &str) -> seal::recovery::Share {
    match Kit::parse(text).unwrap() {
        Kit::Share(share) => share,
        _ => panic!("no share"),
    }
}

proptest! {
    #[test]
    fn any_two_of_three_shares_are_the_seed(name: String, one in 0usize..3, other in 0usize..3) {
        let seed = seed(&name);
        let papers = seed.split(&mut slope(&name)).map(|share| Kit::Share(share).format());
        let shares = [share(&papers[one]), share(&papers[other])];
        prop_assert_eq!(shares.each_ref().map(|share| usize::from(share.number())), [one + 1, other + 1]);
        match shares[0].combine(&shares[1]) {
            Ok(made) => prop_assert!(one != other && same(&made, &seed)),
            Err(SameShare) => prop_assert_eq!(one, other),
        }
    }

    #[test]
    fn shares_of_two_seeds_are_neither(name: String) {
        let (one, other) = (seed(&name), seed(&format!("{name} other")));
        let [first, ..] = one.split(&mut slope(&name));
        let [_, second, _] = other.split(&mut slope(&format!("{name} other")));
        let made = first.combine(&second).unwrap();
        prop_assert!(!same(&made, &one) && !same(&made, &other));
    }

    #[test]
    fn a_kit_is_its_seed(name: String) {
        let seed = seed(&name);
        prop_assert!(same(&parse(&format(&seed)).unwrap(), &seed));
    }

    #[test]
    fn one_wrong_symbol_is_found_in_its_group(name: String, at in 0usize..70, wrong in 0usize..32) {
        let symbols = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let at = at / 5 * 6 + at % 5;
        let mut text = format(&seed(&name)).into_bytes();
        prop_assume!(text[at] != symbols[wrong]);
        text[at] = symbols[wrong];
        let group = u8::try_from(at / 6 + 1).unwrap();
        let error = parse(core::str::from_utf8(&text).unwrap()).unwrap_err();
        prop_assert_eq!(error, KitError::Groups(vec![group]));
    }

    #[test]
    fn two_exchanged_symbols_are_found(name: String, group in 0usize..14, one in 0usize..4, other in 0usize..4) {
        let mut text = format(&seed(&name)).into_bytes();
        let (one, other) = (group * 6 + one, group * 6 + other);
        prop_assume!(text[one] != text[other]);
        text.swap(one, other);
        let error = parse(core::str::from_utf8(&text).unwrap()).unwrap_err();
        prop_assert_eq!(error, KitError::Groups(vec![u8::try_from(group + 1).unwrap()]));
    }

    #[test]
    fn anything_may_be_typed(text: String) {
        prop_assert!(parse(&text).is_err());
    }
}
