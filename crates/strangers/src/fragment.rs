//! The fragment of an invitation's link: whoever sends a link chooses it.

use arbitrary::{Result, Unstructured};
use bridge::{Reason, Reply, Secret, account::OpenInvitation, names};
use vault::Method;
use wire::path;

use crate::page;

/// How many hexadecimal digits each part has; the version stands before them and the number of the roster's entry among them.
const DIGITS: [usize; 5] = [32, 64, 32, 64, 64];

/// A fragment is read as it is described and in no other way; the server is asked for that invitation alone, and of another text for
/// nothing at all.
pub fn fragment(data: &[u8]) {
    if let Ok(text) = core::str::from_utf8(data) {
        opens_as_described(text);
    }
    if let Ok(link) = link(&mut Unstructured::new(data)) {
        opens_as_described(&link);
    }
}

fn opens_as_described(text: &str) {
    let fragment = Secret::new(text.to_owned());
    let (answer, asked) = page::call(OpenInvitation { fragment }.into());
    match (described(text), answer) {
        (Some((invitation, fingerprint, renews)), Ok(Reply::OpenInvitation(view))) => {
            assert_eq!(
                (view.fingerprint.digits, view.renews),
                (fingerprint, renews)
            );
            let [request] = &asked[..] else {
                panic!("{} requests for one invitation", asked.len());
            };
            assert_eq!(request.path, path::invitation(&invitation));
            assert_eq!((request.method, &request.body), (Method::Get, &None));
        }
        (None, Err(failure)) => {
            assert_eq!(failure.reason, Reason::BadInvitation);
            assert!(asked.is_empty(), "nothing is asked for a broken link");
        }
        (described, answer) => panic!("{described:?} was answered with {answer:?}"),
    }
}

/// The invitation's id, the fingerprint, and whose access is renewed, of a text that is a fragment.
fn described(text: &str) -> Option<(String, String, Option<String>)> {
    let parts: Vec<&str> = text.trim().split('.').collect();
    let (link, renews) = match &parts[..] {
        ["1", link @ ..] => (link, None),
        ["2", link @ .., person, name] => {
            let person = person.len() == 32 && person.bytes().all(|c| c.is_ascii_hexdigit());
            let name = String::from_utf8(hex::decode(name).ok()?).ok()?;
            let spelt = names::parse_sign_in(&name).ok()?;
            (link, Some((person && spelt == name).then_some(name)?))
        }
        _ => return None,
    };
    let &[invitation, secret, org, genesis, seq, hash] = link else {
        return None;
    };
    let hexadecimal = [invitation, secret, org, genesis, hash]
        .iter()
        .zip(DIGITS)
        .all(|(part, digits)| part.len() == digits && part.bytes().all(|c| c.is_ascii_hexdigit()));
    let decimal = !seq.is_empty() && seq.bytes().all(|c| c.is_ascii_digit());
    if !hexadecimal || !decimal || seq.parse::<u64>().is_err() {
        return None;
    }
    let genesis = genesis.to_ascii_lowercase();
    let groups: Vec<&str> = (0..40).step_by(4).map(|at| &genesis[at..at + 4]).collect();
    Some((invitation.to_ascii_lowercase(), groups.join(" "), renews))
}

/// A link's fragment, as somebody's mail program may have left it.
fn link(u: &mut Unstructured<'_>) -> Result<String> {
    let mut digits = |count: usize| -> Result<String> {
        let mut bytes = vec![0; count / 2];
        u.fill_buffer(&mut bytes)?;
        Ok(hex::encode(bytes))
    };
    let [invitation, secret, org, genesis, hash] = DIGITS.map(&mut digits);
    let (invitation, secret, org, genesis, hash) = (invitation?, secret?, org?, genesis?, hash?);
    let seq: u64 = u.arbitrary()?;
    let mut link = format!("1.{invitation}.{secret}.{org}.{genesis}.{seq}.{hash}");
    if u.ratio(1, 3)? {
        let name: String = u.arbitrary()?;
        let renewal = format!(".{invitation}.{}", hex::encode(name));
        link.replace_range(..1, "2");
        link.push_str(&renewal);
    }
    if u.ratio(1, 4)? {
        link.make_ascii_uppercase();
    }
    if u.ratio(1, 2)? {
        let mut letters: Vec<char> = link.chars().collect();
        let at = u.choose_index(letters.len())?;
        let other = *u.choose(&['.', '+', '-', ' ', '0', 'g', '１', '\n', '/', '%'])?;
        match u.int_in_range(0..=2)? {
            0 => letters[at] = other,
            1 => letters.insert(at, other),
            _ => {
                letters.remove(at);
            }
        }
        link = letters.into_iter().collect();
    }
    Ok(link)
}
