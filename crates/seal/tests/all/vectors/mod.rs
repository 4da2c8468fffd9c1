//! What was sealed once stays readable: every committed vector opens, and derived values stay as they are.

pub(crate) mod fields;
mod generate;

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use seal::blob::{Blob, Owner};
use seal::boxes::{BoxKind, Header, SealedBox};
use seal::envelope::{Context, Kind};
use seal::identity::{SigningKey, WrappingKey, WrappingPublic};
use seal::index::IndexKey;
use seal::password::{Salt, ServerSalt, Stretch, stretch};
use seal::post::PostPair;
use seal::recovery::Kit;
use seal::unit::UnitKey;
use seal::{Suite, envelope, mac, note, padding, word};
use serde_json::Value;

use crate::support::{base64, vector, wrapping_key};
use fields::{array, bytes, number};

fn suite(value: &Value) -> Suite {
    Suite::from_number(number(value)).unwrap()
}

fn context(of: &Value) -> Context {
    Context {
        org: array(&of["org"]),
        kind: Kind::Section,
        file: array(&of["file"]),
        section: number(&of["section"]),
        revision: number(&of["revision"]),
        key_id: array(&of["key_id"]),
        epoch: number(&of["epoch"]),
        generation: number(&of["generation"]),
    }
}

#[test]
fn envelopes_open() {
    let (first, sm4) = (vector("envelope.json"), vector("envelope-sm4.json"));
    let all = [first.as_array().unwrap(), sm4.as_array().unwrap()];
    for of in all.into_iter().flatten() {
        let unit = UnitKey::from_bytes(array(&of["unit_key"]));
        assert_eq!(unit.commitment(), array(&of["unit_commitment"]));
        let context = context(of);
        let key = unit.file_key(&context.file, context.section, context.generation);
        let envelope = bytes(&of["envelope"]);
        let opened = envelope::open(&key, &context, &[suite(&of["suite"])], &envelope).unwrap();
        assert_eq!(&opened[..], of["plaintext"].as_str().unwrap().as_bytes());
    }
}

#[test]
fn boxes_open() {
    let (first, second) = (vector("box.json"), vector("successor.json"));
    let all = [first.as_array().unwrap(), second.as_array().unwrap()];
    for of in all.into_iter().flatten() {
        let sealed = SealedBox::parse(&bytes(&of["box"])).unwrap();
        let header = Header {
            org: array(&of["org"]),
            kind: sealed.header().kind,
            key_id: array(&of["key_id"]),
            epoch: number(&of["epoch"]),
            recipient: array(&of["recipient"]),
            grant: of["grant"].is_string().then(|| array(&of["grant"])),
            head_seq: number(&of["head_seq"]),
            head_hash: array(&of["head_hash"]),
            maker: array(&of["maker"]),
        };
        assert_eq!(*sealed.header(), header);
        assert_eq!(header.kind as u64, of["kind"].as_u64().unwrap());
        let maker = SigningKey::from_seed(array(&of["maker_seed"]));
        let verified = sealed.verify(&maker.verifying()).unwrap();
        let key = match header.kind {
            BoxKind::ToPerson => verified.open_with_person(wrapping_key()),
            BoxKind::ToSuccessor => {
                verified.open_with_successor(&UnitKey::from_bytes(array(&of["private"])))
            }
            _ => verified.open_with_post(&PostPair::from_private(array(&of["private"]))),
        };
        assert_eq!(*key.unwrap(), array(&of["key"]));
    }
}

#[test]
fn posts_open() {
    let of = vector("post.json");
    let pair = PostPair::from_private(array(&of["private"]));
    assert_eq!(pair.public(), array(&of["public"]));
    assert_eq!(pair.commitment(), array(&of["commitment"]));
    let opened = pair
        .open(&bytes(&of["info"]), &bytes(&of["sealed"]))
        .unwrap();
    assert_eq!(*opened, bytes(&of["plaintext"]));
}

#[test]
fn passwords_and_blobs_open() {
    let of = vector("blob.json");
    let costs = Stretch {
        memory_kib: number(&of["memory_kib"]),
        passes: number(&of["passes"]),
        lanes: number(&of["lanes"]),
    };
    let salt = Salt(array(&of["salt"]));
    let (sign_in, unlock) = stretch(of["password"].as_str().unwrap(), &salt, &costs).unwrap();
    assert_eq!(*sign_in.expose(), array(&of["sign_in"]));
    let blob = Blob::from_bytes(&bytes(&of["blob"])).unwrap();
    assert_eq!(blob.counter(), number::<u64>(&of["counter"]));
    let (_, contents) = blob.open(&owner(&of), &unlock).unwrap();
    assert_eq!(*contents, bytes(&of["contents"]));
}

#[test]
fn blind_tags_stay() {
    let of = vector("index.json");
    let key = IndexKey::from_bytes(array(&of["key"]));
    assert_eq!(key.commitment(), array(&of["commitment"]));
    for tag in of["tags"].as_array().unwrap() {
        let value = tag["value"].as_str().unwrap();
        let made = key.tag(number(&tag["epoch"]), number(&tag["field"]), value);
        assert_eq!(made, array(&tag["tag"]));
    }
}

#[test]
fn salts_stay() {
    for of in vector("salt.json").as_array().unwrap() {
        let server = ServerSalt(array(&of["server_salt"]));
        let salt = server.of_person(of["folded_name"].as_str().unwrap());
        assert_eq!(salt, Salt(array(&of["salt"])));
    }
}

fn owner(of: &Value) -> Owner {
    Owner {
        org: array(&of["org"]),
        person: array(&of["person"]),
        fingerprint: array(&of["fingerprint"]),
    }
}

#[test]
fn kits_give_the_same_keys() {
    for of in vector("kit.json").as_array().unwrap() {
        let text = of["kit"].as_str().unwrap();
        let kit = Kit::parse(text).unwrap();
        assert_eq!(kit.format(), text);
        let Kit::Whole(seed) = kit else {
            panic!("another kind");
        };
        assert_eq!(seed.signing().verifying(), array(&of["signing"]));
        assert_eq!(seed.wrapping().public(), array(&of["wrapping"]));
    }
}

#[test]
fn a_code_opens_its_blob() {
    let of = vector("code.json");
    let text = of["kit"].as_str().unwrap();
    let Ok(Kit::Personal(code)) = Kit::parse(text) else {
        panic!("another kind");
    };
    assert_eq!(Kit::Personal(code.clone()).format(), text);
    let (sign_in, unlock) = code.secrets();
    assert_eq!(sign_in.expose(), &array::<32>(&of["sign_in"]));
    let owner = owner(&of);
    let blob = Blob::from_bytes(&bytes(&of["blob"])).unwrap();
    let (_, contents) = blob.open_with_code(&owner, &unlock).unwrap();
    assert_eq!(contents[..], bytes(&of["contents"])[..]);
}

#[test]
fn any_two_shares_give_the_same_keys() {
    for of in vector("share.json").as_array().unwrap() {
        let papers: Vec<&str> = of["kits"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|kit| kit.as_str())
            .collect();
        let shares: Vec<_> = papers
            .iter()
            .map(|text| match Kit::parse(text).unwrap() {
                Kit::Share(share) => share,
                _ => panic!("another kind"),
            })
            .collect();
        for (one, other) in [(0, 1), (1, 2), (2, 0)] {
            let seed = shares[one].combine(&shares[other]).unwrap();
            assert_eq!(seed.signing().verifying(), array(&of["signing"]));
            assert_eq!(seed.wrapping().public(), array(&of["wrapping"]));
        }
    }
}

#[test]
fn a_greeting_opens_with_its_links_secret() {
    let of = vector("greeting.json");
    let (secret, context) = (array(&of["secret"]), bytes(&of["context"]));
    let sealed = bytes(&of["sealed"]);
    let opened = note::open_from_link(&secret, &context, &sealed).unwrap();
    assert_eq!(opened[..], bytes(&of["plaintext"])[..]);
    assert!(note::open_from_link(&[0; 32], &context, &sealed).is_err());
    assert!(note::open_from_link(&secret, b"another", &sealed).is_err());
}

#[test]
fn a_word_opens_with_its_posts_pair() {
    let of = vector("word.json");
    let context = word::Context {
        org: array(&of["org"]),
        author: array(&of["author"]),
        at: number(&of["at"]),
        key_id: array(&of["key_id"]),
        epoch: number(&of["epoch"]),
    };
    let pair = PostPair::from_private(array(&of["pair"]));
    let opened = word::open(
        &context,
        &pair,
        &array(&of["verifying"]),
        &bytes(&of["word"]),
    );
    assert_eq!(&**opened.unwrap(), of["plaintext"].as_str().unwrap());
}

#[test]
fn small_things_stay() {
    let of = vector("small.json");
    let message = bytes(&of["mac"]["message"]);
    let tag = mac::mac(
        &array(&of["mac"]["key"]),
        of["mac"]["domain"].as_str().unwrap(),
        &message,
    );
    assert_eq!(tag, array(&of["mac"]["tag"]));
    let owner = SigningKey::from_seed(array(&of["note"]["seed"]));
    let opened = note::open_from_self(
        &owner,
        &bytes(&of["note"]["context"]),
        &bytes(&of["note"]["sealed"]),
    );
    assert_eq!(*opened.unwrap(), bytes(&of["note"]["plaintext"]));
    for step in of["padding"].as_array().unwrap() {
        assert_eq!(
            padding::padded_length(number(&step[0])),
            number::<usize>(&step[1])
        );
    }
}

#[test]
fn what_webcrypto_shall_open_opens_here() {
    let of = vector("webcrypto.json");
    rsa_and_aes_open(wrapping_key(), &of);
}

/// Made by WebCrypto (see `vectors/from-webcrypto.mjs`), key included.
#[test]
fn what_webcrypto_made_opens_here() {
    opens_with_its_own_key(&vector("from-webcrypto.json"));
}

/// The same, made just now by a browser that `SEAL_FROM_WEBCRYPTO` names a file of; the browser tests set it.
#[test]
fn what_a_browser_made_just_now_opens_here() {
    if let Ok(path) = std::env::var("SEAL_FROM_WEBCRYPTO") {
        let made = std::fs::read(path).unwrap();
        opens_with_its_own_key(&serde_json::from_slice(&made).unwrap());
    }
}

fn opens_with_its_own_key(of: &Value) {
    let key = WrappingKey::from_pkcs8(&base64(&of["rsa"]["pkcs8"])).unwrap();
    assert_eq!(key.public_spki(), base64(&of["rsa"]["spki"]));
    assert!(WrappingPublic::from_spki(&base64(&of["rsa"]["spki"])).is_ok());
    rsa_and_aes_open(&key, of);
}

fn rsa_and_aes_open(key: &WrappingKey, of: &Value) {
    let rsa = &of["rsa"];
    let opened = key
        .unwrap(&base64(&rsa["label"]), &base64(&rsa["wrapped"]))
        .unwrap();
    assert_eq!(*opened, base64(&rsa["plaintext"]));
    let aes = &of["aes"];
    let cipher = Aes256Gcm::new_from_slice(&base64(&aes["key"])).unwrap();
    let nonce: [u8; 12] = base64(&aes["nonce"]).try_into().unwrap();
    let payload = Payload {
        msg: &base64(&aes["ciphertext"]),
        aad: &base64(&aes["aad"]),
    };
    assert_eq!(
        cipher.decrypt(&nonce.into(), payload).unwrap(),
        base64(&aes["plaintext"])
    );
}
