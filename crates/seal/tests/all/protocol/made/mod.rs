//! The example's values, made with the crate. What it does not hand out (an unlock key, additional data) is made by hand,
//! and shown to be right by what it opens.

mod sealed;

use seal::blob::{Owner, make};
use seal::identity::SigningKey;
use seal::index::IndexKey;
use seal::password::{ServerSalt, Stretch, stretch};
use seal::post::PostPair;
use seal::recovery::{Kit, Seed};
use seal::unit::UnitKey;

use super::by_hand::{self, expand};
use super::document::{Example, Shown, Value};
use crate::support::{rng, wrapping_key};

const ORG: [u8; 16] = [0x10; 16];
const PERSON: [u8; 16] = [0x11; 16];
const UNIT: [u8; 16] = [0x12; 16];
const ROLE: [u8; 16] = [0x13; 16];
const PASSWORD: &str = "seven owls 走过晴天";
const SERVER_SALT: [u8; 16] = [0x15; 16];
const NAME: &str = "wangmin";
const SIGNING: [u8; 32] = [0x21; 32];
const RECOVERY: [u8; 32] = [0x22; 32];
const POST: [u8; 32] = [0x23; 32];
const UNIT_KEY: [u8; 32] = [0x24; 32];
const INDEX_KEY: [u8; 32] = [0x25; 32];
const CARD: u8 = 1;

fn hex(name: &'static str, bytes: impl AsRef<[u8]>) -> Value {
    Value {
        name,
        bytes: bytes.as_ref().to_vec(),
        shown: Shown::Hex,
    }
}

fn text(name: &'static str, text: &str) -> Value {
    Value {
        shown: Shown::Text,
        ..hex(name, text)
    }
}

fn parts(name: &'static str, bytes: impl AsRef<[u8]>, parts: &[(usize, &str)]) -> Value {
    let owned = parts
        .iter()
        .map(|(length, remark)| (*length, (*remark).to_owned()));
    Value {
        shown: Shown::Parts(owned.collect()),
        ..hex(name, bytes)
    }
}

pub(super) fn values(page: &Example) -> Vec<Value> {
    let mut values = vec![
        hex("org", ORG),
        hex("person", PERSON),
        hex("unit", UNIT),
        hex("role", ROLE),
    ];
    values.extend(person());
    values.extend(recovery());
    values.extend(keys());
    values.extend(sealed::file());
    values.extend(sealed::tag());
    values.extend(sealed::sealed_box(page.array("roster.2.hash")));
    values
}

/// Password, public keys and blob of the founder.
fn person() -> Vec<Value> {
    let salt = ServerSalt(SERVER_SALT).of_person(NAME);
    let (sign_in, unlock) = stretch(PASSWORD, &salt, &Stretch::DEFAULT).unwrap();
    let by_hand = by_hand::stretch(PASSWORD.as_bytes(), &SERVER_SALT, NAME.as_bytes());
    let (signing, wrapping) = (SigningKey::from_seed(SIGNING), wrapping_key().public_spki());
    let fingerprint = by_hand::fingerprint(&wrapping, &signing.verifying());
    let owner = Owner {
        org: ORG,
        person: PERSON,
        fingerprint,
    };
    let contents = b"contents";
    let (blob, _) = make(&owner, &unlock, contents, &mut rng("example blob")).unwrap();
    let blob_parts = [
        (1, "version"),
        (8, "counter"),
        (1, "number of slots"),
        (1, "slot: kind"),
        (12, "nonce"),
        (32, "commitment"),
        (32, "the blob key, sealed"),
        (16, "tag"),
        (12, "body: nonce"),
        (32, "commitment"),
        (128, "padded contents, sealed"),
        (16, "tag"),
    ];
    vec![
        text("password", PASSWORD),
        hex("password.server-salt", SERVER_SALT),
        text("password.folded-name", NAME),
        hex("password.salt", salt.0),
        hex("password.stretched", by_hand.stretched),
        hex("password.sign-in-secret", sign_in.expose()),
        hex("password.unlock-key", by_hand.unlock),
        hex("signing.seed", SIGNING),
        hex("signing.public", signing.verifying()),
        hex("wrapping.public", wrapping),
        hex("fingerprint", fingerprint),
        text("blob.contents", "contents"),
        parts("blob", blob.to_bytes(), &blob_parts),
    ]
}

fn recovery() -> Vec<Value> {
    let seed = Seed::generate(&mut Once(RECOVERY));
    vec![
        hex("recovery.seed", RECOVERY),
        text("recovery.kit", &Kit::Whole(seed.clone()).format()),
        hex(
            "recovery.signing.seed",
            expand(&RECOVERY, "jiandang/recovery-signing/v1", &[]),
        ),
        hex("recovery.signing.public", seed.signing().verifying()),
        hex("recovery.wrapping.private", seed.wrapping().private()),
        hex("recovery.wrapping.public", seed.wrapping().public()),
    ]
}

fn keys() -> Vec<Value> {
    let post = PostPair::from_private(POST);
    let unit = UnitKey::from_bytes(UNIT_KEY);
    let index = IndexKey::from_bytes(INDEX_KEY);
    vec![
        hex("post.key-id", by_hand::key_id(1, &[&UNIT, &ROLE])),
        hex("post.private", POST),
        hex("post.public", post.public()),
        hex("post.commitment", post.commitment()),
        hex("unit.key-id", by_hand::key_id(2, &[&UNIT, &[CARD]])),
        hex("unit.key", UNIT_KEY),
        hex("unit.commitment", unit.commitment()),
        hex("index.key-id", by_hand::key_id(3, &[])),
        hex("index.key", INDEX_KEY),
        hex("index.commitment", index.commitment()),
    ]
}

/// Gives these bytes and no others.
struct Once([u8; 32]);

impl seal::rand_core::TryRng for Once {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        panic!("bytes only")
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        panic!("bytes only")
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        bytes.copy_from_slice(&self.0);
        Ok(())
    }
}

impl seal::rand_core::TryCryptoRng for Once {}
