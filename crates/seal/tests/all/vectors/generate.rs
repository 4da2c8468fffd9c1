//! The generator: writes vectors that are missing and leaves the others alone.
//!
//! `cargo test -p seal --test all -- --ignored generate`

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use seal::blob::{Owner, make};
use seal::boxes::{BoxKind, Header, seal_to_person, seal_to_post, seal_to_successor};
use seal::envelope::{Context, Kind};
use seal::identity::{SigningKey, WrappingKey, WrappingPublic};
use seal::index::IndexKey;
use seal::password::{Salt, ServerSalt, Stretch, stretch};
use seal::post::{PostPair, seal_to};
use seal::recovery::{Kit, PersonalCode, Seed};
use seal::unit::UnitKey;
use seal::{Suite, envelope, mac, note, padding, word};
use serde_json::{Value, json};

use super::fields::{hexed, to_base64};
use crate::support::{rng, vector_path, wrapping_public};

#[test]
#[ignore = "writes vectors that are missing"]
fn generate() {
    write("webcrypto.json", webcrypto);
    write("envelope.json", envelopes);
    write("envelope-sm4.json", sm4_envelopes);
    write("box.json", boxes);
    write("successor.json", successors);
    write("post.json", posts);
    write("blob.json", blobs);
    write("kit.json", kits);
    write("code.json", codes);
    write("share.json", shares);
    write("small.json", small);
    write("greeting.json", greeting);
    write("word.json", words);
    write("salt.json", salts);
    write("index.json", indexes);
}

fn write(name: &str, make: impl FnOnce() -> Value) {
    let path = vector_path(name);
    if !path.exists() {
        std::fs::write(path, format!("{:#}\n", make())).unwrap();
    }
}

fn indexes() -> Value {
    let key = IndexKey::from_bytes([7; 32]);
    let tags = [
        (1, 1, "1:11010519491231002X"),
        (1, 2, "13812344471"),
        (2, 2, "13812344471"),
        (1, 3, "91440300708461136T"),
        (1, 3, ""),
    ];
    let tags = tags.map(|(epoch, field, value)| {
        json!({
            "epoch": epoch,
            "field": field,
            "value": value,
            "tag": hexed(key.tag(epoch, field, value)),
        })
    });
    json!({
        "key": hexed([7; 32]),
        "commitment": hexed(key.commitment()),
        "tags": tags,
    })
}

fn webcrypto() -> Value {
    let mut rng = rng("vector webcrypto");
    let key = WrappingKey::generate(&mut rng).unwrap();
    let (label, plaintext) = (&b"label \x00\xff"[..], [1u8; 32]);
    let public = WrappingPublic::from_spki(&key.public_spki()).unwrap();
    let (aes_key, nonce) = ([2u8; 32], [3u8; 12]);
    let payload = Payload {
        msg: b"plaintext",
        aad: b"additional",
    };
    let cipher = Aes256Gcm::new_from_slice(&aes_key).unwrap();
    json!({
        "comment": "Made by the crates rsa and aes-gcm, base64; a key for tests only. RSA-OAEP with SHA-256; the AES-GCM ciphertext ends with its tag of 16 bytes.",
        "rsa": {
            "pkcs8": to_base64(&key.to_pkcs8().unwrap()),
            "spki": to_base64(&key.public_spki()),
            "label": to_base64(label),
            "plaintext": to_base64(&plaintext),
            "wrapped": to_base64(&public.wrap(label, &plaintext, &mut rng).unwrap()),
        },
        "aes": {
            "key": to_base64(&aes_key),
            "nonce": to_base64(&nonce),
            "aad": to_base64(payload.aad),
            "plaintext": to_base64(payload.msg),
            "ciphertext": to_base64(&cipher.encrypt(&nonce.into(), payload).unwrap()),
        },
    })
}

fn envelopes() -> Value {
    let suites = [Suite::Aes256Gcm, Suite::ChaCha20Poly1305];
    envelopes_of("vector envelope", &suites)
}

fn sm4_envelopes() -> Value {
    envelopes_of("vector envelope sm4", &[Suite::Sm4Gcm])
}

fn envelopes_of(seed: &str, suites: &[Suite]) -> Value {
    let mut rng = rng(seed);
    let long = "客户档案 ".repeat(200);
    let mut vectors = Vec::new();
    for &suite in suites {
        for plaintext in ["", "张三", long.as_str()] {
            let unit = UnitKey::from_bytes([1; 32]);
            let context = Context {
                org: [2; 16],
                kind: Kind::Section,
                file: [3; 16],
                section: 4,
                revision: 5,
                key_id: [6; 16],
                epoch: 7,
                generation: 8,
            };
            let key = unit.file_key(&context.file, context.section, context.generation);
            let sealed =
                envelope::seal(suite, &key, &context, plaintext.as_bytes(), &mut rng).unwrap();
            vectors.push(json!({
                "suite": suite.number(),
                "unit_key": hexed(unit.expose()),
                "unit_commitment": hexed(unit.commitment()),
                "org": hexed(context.org),
                "file": hexed(context.file),
                "section": context.section,
                "revision": context.revision,
                "key_id": hexed(context.key_id),
                "epoch": context.epoch,
                "generation": context.generation,
                "plaintext": plaintext,
                "envelope": hexed(sealed),
            }));
        }
    }
    Value::Array(vectors)
}

fn boxes() -> Value {
    let kinds = [
        (BoxKind::ToPerson, None),
        (BoxKind::ToPost, None),
        (BoxKind::ToPost, Some([12; 16])),
        (BoxKind::ToRecovery, None),
    ];
    boxes_of("vector box", &kinds)
}

fn successors() -> Value {
    boxes_of("vector successor", &[(BoxKind::ToSuccessor, None)])
}

fn boxes_of(seed: &str, kinds: &[(BoxKind, Option<[u8; 16]>)]) -> Value {
    let mut rng = rng(seed);
    let (seed, private, key) = ([9; 32], [10; 32], [11; 32]);
    let maker = SigningKey::from_seed(seed);
    let public = PostPair::from_private(private).public();
    let mut vectors = Vec::new();
    for (kind, grant) in kinds.iter().copied() {
        let header = Header {
            org: [1; 16],
            kind,
            key_id: [2; 16],
            epoch: 3,
            recipient: [4; 32],
            grant,
            head_seq: 5,
            head_hash: [6; 32],
            maker: [7; 16],
        };
        let sealed = match kind {
            BoxKind::ToPerson => {
                seal_to_person(&header, &wrapping_public(), &key, &maker, &mut rng)
            }
            BoxKind::ToSuccessor => {
                let successor = UnitKey::from_bytes(private);
                seal_to_successor(&header, &successor, &key, &maker, &mut rng)
            }
            _ => seal_to_post(&header, &public, &key, &maker, &mut rng),
        };
        vectors.push(json!({
            "kind": kind as u8,
            "org": hexed(header.org),
            "key_id": hexed(header.key_id),
            "epoch": header.epoch,
            "recipient": hexed(header.recipient),
            "grant": grant.map(hexed),
            "head_seq": header.head_seq,
            "head_hash": hexed(header.head_hash),
            "maker": hexed(header.maker),
            "maker_seed": hexed(seed),
            "private": hexed(private),
            "key": hexed(key),
            "box": hexed(sealed.unwrap()),
        }));
    }
    Value::Array(vectors)
}

fn posts() -> Value {
    let mut rng = rng("vector post");
    let pair = PostPair::generate(&mut rng);
    json!({
        "private": hexed(*pair.private()),
        "public": hexed(pair.public()),
        "commitment": hexed(pair.commitment()),
        "info": hexed("info"),
        "plaintext": hexed("plaintext"),
        "sealed": hexed(seal_to(&pair.public(), b"info", b"plaintext", &mut rng).unwrap()),
    })
}

fn blobs() -> Value {
    let mut rng = rng("vector blob");
    let (password, salt, costs) = ("correct 密码", Salt([1; 16]), Stretch::DEFAULT);
    let owner = Owner {
        org: [2; 16],
        person: [3; 16],
        fingerprint: [4; 32],
    };
    let (sign_in, unlock) = stretch(password, &salt, &costs).unwrap();
    let (first, key) = make(&owner, &unlock, b"one", &mut rng).unwrap();
    let blob = first.reseal(&owner, &key, b"contents", &mut rng).unwrap();
    json!({
        "password": password,
        "salt": hexed(salt.0),
        "memory_kib": costs.memory_kib,
        "passes": costs.passes,
        "lanes": costs.lanes,
        "sign_in": hexed(sign_in.expose()),
        "org": hexed(owner.org),
        "person": hexed(owner.person),
        "fingerprint": hexed(owner.fingerprint),
        "counter": blob.counter(),
        "contents": hexed("contents"),
        "blob": hexed(blob.to_bytes()),
    })
}

fn shares() -> Value {
    let seed = Seed::generate(&mut rng("vector share seed"));
    let shares = seed.split(&mut rng("vector share"));
    json!([{
        "kits": shares.map(|share| Kit::Share(share).format()),
        "signing": hexed(seed.signing().verifying()),
        "wrapping": hexed(seed.wrapping().public()),
    }])
}

fn kits() -> Value {
    let kit = |name| {
        let seed = Seed::generate(&mut rng(name));
        json!({
            "kit": Kit::Whole(seed.clone()).format(),
            "signing": hexed(seed.signing().verifying()),
            "wrapping": hexed(seed.wrapping().public()),
        })
    };
    Value::Array(vec![kit("vector kit 1"), kit("vector kit 2")])
}

/// A person's recovery code, and a blob that it opens.
fn codes() -> Value {
    let mut rng = rng("vector code");
    let owner = Owner {
        org: [2; 16],
        person: [3; 16],
        fingerprint: [4; 32],
    };
    let (_, password) = stretch("correct 密码", &Salt([1; 16]), &Stretch::DEFAULT).unwrap();
    let code = PersonalCode::generate(&mut rng);
    let (sign_in, unlock) = code.secrets();
    let (first, key) = make(&owner, &password, b"contents", &mut rng).unwrap();
    let unlocks = (&password, Some(&unlock));
    let (blob, _) = first
        .rekey(&owner, &key, unlocks, b"contents", &mut rng)
        .unwrap();
    json!({
        "kit": Kit::Personal(code.clone()).format(),
        "sign_in": hexed(sign_in.expose()),
        "org": hexed(owner.org),
        "person": hexed(owner.person),
        "fingerprint": hexed(owner.fingerprint),
        "contents": hexed("contents"),
        "blob": hexed(blob.to_bytes()),
    })
}

fn greeting() -> Value {
    let (secret, mut rng) = ([1; 32], rng("vector greeting"));
    let sealed = note::seal_to_link(&secret, b"context", b"greeting", &mut rng).unwrap();
    json!({
        "secret": hexed(secret),
        "context": hexed("context"),
        "plaintext": hexed("greeting"),
        "sealed": hexed(sealed),
    })
}

fn words() -> Value {
    let (pair, author) = (
        PostPair::from_private([3; 32]),
        SigningKey::from_seed([1; 32]),
    );
    let context = word::Context {
        org: [1; 16],
        author: [2; 16],
        at: 1_760_000_000_000,
        key_id: [4; 16],
        epoch: 2,
    };
    let text = "季度核对";
    let sealed = word::seal(
        &context,
        &pair.public(),
        &author,
        text,
        &mut rng("vector word"),
    );
    json!({
        "org": hexed(context.org),
        "author": hexed(context.author),
        "at": context.at,
        "key_id": hexed(context.key_id),
        "epoch": context.epoch,
        "pair": hexed(*pair.private()),
        "verifying": hexed(author.verifying()),
        "plaintext": text,
        "word": hexed(sealed.unwrap()),
    })
}

fn small() -> Value {
    let seed = [1; 32];
    let owner = SigningKey::from_seed(seed);
    let sealed =
        note::seal_to_self(&owner, b"context", b"secret", &mut rng("vector note")).unwrap();
    let steps = [0, 127, 128, 300, 1023, 1024, 2047, 2048, 100_000];
    json!({
        "mac": {
            "key": hexed([2; 32]),
            "domain": "domain",
            "message": hexed("message"),
            "tag": hexed(mac::mac(&[2; 32], "domain", b"message")),
        },
        "note": {
            "seed": hexed(seed),
            "context": hexed("context"),
            "plaintext": hexed("secret"),
            "sealed": hexed(sealed),
        },
        "padding": steps.map(|length| [length, padding::padded_length(length)]),
    })
}

fn salts() -> Value {
    let server = ServerSalt([7; 16]);
    Value::Array(
        ["wangmin", "王敏"]
            .map(|name| {
                json!({
                    "server_salt": hexed(server.0),
                    "folded_name": name,
                    "salt": hexed(server.of_person(name).0),
                })
            })
            .to_vec(),
    )
}
