//! My second factor: its key and its one-time codes are made here, shown once, and sent to the server, which has to compare with them. Nothing
//! that is sealed depends on it: it keeps strangers from a session, not from a key.

use bridge::{
    Reason, Secret,
    second_factor::{
        Change, ChangeSecondFactor, Method as Shown, Offer, OneTimeCodes, SecondFactorView,
    },
};
use seal::recovery::base32::symbol;
use wire::{
    path,
    second_factor::{
        self, CodesPut, KEY_LENGTH, Method, ONE_TIME_CODES, ONE_TIME_LENGTH, SecondFactor,
        SecondFactorEnd, SecondFactorPut, Source,
    },
};
use zeroize::Zeroizing;

use super::change_password::{names, proven};
use crate::{
    Result,
    api::{Api, encode},
    platform::{Platform, random},
    remote::{Method as Verb, Remote},
    session::Session,
    typed,
};

/// Who issues the key, as authenticators list it.
const ISSUER: &str = "缄档";

/// Symbols of a group, of a key as of a one-time code.
const KEY_GROUP: usize = 4;
const CODE_GROUP: usize = 5;

/// What an authenticator was offered, with the codes that will come with it: sent again after a lost answer, they are the same.
pub(crate) struct Offered {
    key: Zeroizing<[u8; KEY_LENGTH]>,
    codes: Vec<Zeroizing<String>>,
}

/// How it stands with mine.
pub(crate) async fn state<R: Remote>(api: &Api<R>) -> Result<SecondFactorView> {
    let told: SecondFactor = api.get(path::SECOND_FACTOR).await?;
    let method = match told.method {
        Some(Method::Unknown) => return Err(Reason::UnknownMethod.into()),
        Some(Method::Totp) => Some(Shown::Totp),
        None => None,
    };
    Ok(SecondFactorView {
        method,
        since: told.since.unwrap_or(0),
        codes_left: told.codes_left,
    })
}

/// Makes a key, which waits until it is set up.
pub(crate) fn offer<P: Platform>(session: &mut Session<P>, platform: &P) -> Result<Offer> {
    let (_, sign_in_name) = names(session)?;
    let key = Zeroizing::new(random(platform));
    let text = base32(&*key);
    let groups = text.as_bytes().chunks(KEY_GROUP);
    let groups = groups.map(|group| Secret::new(String::from_utf8_lossy(group).into_owned()));
    let offer = Offer {
        address: Secret::new(address(&sign_in_name, &text)),
        groups: groups.collect(),
    };
    session.offer = Some(Offered {
        key,
        codes: codes(platform),
    });
    Ok(offer)
}

/// Changes mine, by my present password and a code. The one-time codes that come with it; none where it has ended.
///
/// # Errors
/// [`Reason::WrongCredentials`], [`Reason::WrongSecondFactor`]; [`Reason::Conflict`] where one is to be set up and there is one already,
/// [`Reason::NotFound`] where there is none to be changed. After [`Reason::Offline`] it may be done: what was offered comes to the same when asked
/// again, and other codes that nobody was shown are replaced once more, by another code.
pub(crate) async fn change<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &ChangeSecondFactor,
) -> Result<OneTimeCodes> {
    let given = typed::factor_code(&request.code)?;
    if request.change == Change::SetUp && given.source != Source::Totp {
        return Err(typed::invalid("code", "malformed"));
    }
    let secret = proven(session, api, platform, request.password.expose()).await?;
    let secret = secret.expose().to_vec().into();
    let (path, body, codes) = match request.change {
        Change::SetUp => {
            let offered = session.offer.as_ref().ok_or(Reason::Fault)?;
            let put = SecondFactorPut {
                secret,
                method: Method::Totp,
                key: offered.key.to_vec().into(),
                code: given.code,
                codes: sent(&offered.codes),
            };
            let codes = shown(&offered.codes);
            (path::SECOND_FACTOR, encode(&put)?, codes)
        }
        Change::Codes => {
            let made = codes(platform);
            let put = CodesPut {
                secret,
                given,
                codes: sent(&made),
            };
            (path::SECOND_FACTOR_CODES, encode(&put)?, shown(&made))
        }
        Change::End => {
            let put = SecondFactorEnd { secret, given };
            (path::SECOND_FACTOR_END, encode(&put)?, Vec::new())
        }
    };
    api.tell_encoded(Verb::Put, path, body).await?;
    if request.change == Change::SetUp {
        session.offer = None;
    }
    Ok(OneTimeCodes { codes })
}

/// Who has one, by their ids.
pub(crate) async fn people<R: Remote>(api: &Api<R>) -> Result<Vec<String>> {
    let told: second_factor::SecondFactors = api.get(path::SECOND_FACTORS).await?;
    Ok(told.people)
}

/// Removes somebody's.
pub(crate) async fn remove<R: Remote>(api: &Api<R>, person: &str) -> Result<()> {
    let path = path::ones_second_factor(person);
    api.act(Verb::Delete, &path).await?;
    Ok(())
}

/// Ten one-time codes: of each byte five bits become a symbol.
fn codes<P: Platform>(platform: &P) -> Vec<Zeroizing<String>> {
    let code = |_| {
        let bytes = Zeroizing::new(random::<P, ONE_TIME_LENGTH>(platform));
        Zeroizing::new(bytes.iter().map(|byte| symbol(*byte)).collect())
    };
    (0..ONE_TIME_CODES).map(code).collect()
}

fn sent(codes: &[Zeroizing<String>]) -> Vec<String> {
    codes.iter().map(|code| code.to_string()).collect()
}

/// In two groups each.
fn shown(codes: &[Zeroizing<String>]) -> Vec<Secret> {
    let grouped = |code: &Zeroizing<String>| {
        let (begin, end) = code.split_at(CODE_GROUP);
        Secret::new(format!("{begin}-{end}"))
    };
    codes.iter().map(grouped).collect()
}

/// RFC 4648's base 32, without the padding that 20 bytes have no need of.
fn base32(bytes: &[u8]) -> Zeroizing<String> {
    const SYMBOLS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = Zeroizing::new(String::with_capacity(32));
    for five in bytes.chunks(5) {
        let bits = five
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        for at in (0..8).rev() {
            let value = usize::try_from((bits >> (5 * at)) & 31).unwrap_or(0);
            text.push(char::from(SYMBOLS[value]));
        }
    }
    text
}

/// What an authenticator's camera reads: <https://github.com/google/google-authenticator/wiki/Key-Uri-Format>. Some take the issuer from the
/// label, some from its parameter.
fn address(sign_in_name: &str, key: &str) -> String {
    let (issuer, name) = (encoded(ISSUER), encoded(sign_in_name));
    format!(
        "otpauth://totp/{issuer}:{name}?secret={key}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
    )
}

/// RFC 3986, 2.1: all but the unreserved characters.
fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, 10, of those that need no padding.
    #[test]
    fn the_key_is_written_as_authenticators_read_it() {
        assert_eq!(*base32(b"fooba"), "MZXW6YTB");
        assert_eq!(
            *base32(b"12345678901234567890"),
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        );
    }

    #[test]
    fn the_address_names_issuer_and_account() {
        assert_eq!(
            address("li qiang@x", "MZXW6YTB"),
            "otpauth://totp/%E7%BC%84%E6%A1%A3:li%20qiang%40x?secret=MZXW6YTB&issuer=%E7%BC%84%E6%A1%A3&algorithm=SHA1&digits=6&period=30"
        );
    }
}
