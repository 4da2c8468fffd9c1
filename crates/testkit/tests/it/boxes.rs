//! The server reads what stands on a box without the crate that makes boxes.

use getrandom::SysRng;
use seal::{
    boxes::{
        BoxKind, Header, MAX_BYTES, SealedBox, seal_to_person, seal_to_post, seal_to_successor,
    },
    identity::{SigningKey, WrappingKey, WrappingPublic},
    post::PostPair,
    rand_core::UnwrapErr,
    unit::UnitKey,
};
use wire::boxes::{Addressee, Label};

fn header(kind: BoxKind, grant: Option<[u8; 16]>, recipient: [u8; 32]) -> Header {
    Header {
        org: [1; 16],
        kind,
        key_id: [2; 16],
        epoch: 0x0304_0506,
        recipient,
        grant,
        head_seq: 0x0708_090a_0b0c_0d0e,
        head_hash: [15; 32],
        maker: [16; 16],
    }
}

/// One of each kind, with and without a grant.
fn boxes() -> Vec<(Header, Vec<u8>)> {
    let mut rng = UnwrapErr(SysRng);
    let maker = SigningKey::generate(&mut rng);
    let pair = PostPair::generate(&mut rng);
    let key = WrappingKey::generate(&mut rng).unwrap();
    let public = WrappingPublic::from_spki(&key.public_spki()).unwrap();
    let mut boxes = Vec::new();
    for grant in [None, Some([17; 16])] {
        let to_person = header(BoxKind::ToPerson, grant, [18; 32]);
        let sealed = seal_to_person(&to_person, &public, &[19; 32], &maker, &mut rng);
        boxes.push((to_person, sealed.unwrap()));
        for kind in [BoxKind::ToPost, BoxKind::ToRecovery] {
            let header = header(kind, grant, pair.public());
            let sealed = seal_to_post(&header, &pair.public(), &[19; 32], &maker, &mut rng);
            boxes.push((header, sealed.unwrap()));
        }
        let successor = UnitKey::generate(&mut rng);
        let header = header(BoxKind::ToSuccessor, grant, successor.commitment());
        let sealed = seal_to_successor(&header, &successor, &[19; 32], &maker, &mut rng);
        boxes.push((header, sealed.unwrap()));
        // The server takes no longer one for this key.
        let label = Label::read(&boxes[boxes.len() - 4].1).unwrap();
        assert!(label.ciphertext <= key.public_spki().len());
    }
    boxes
}

#[test]
fn the_server_reads_what_the_maker_wrote() {
    for (header, sealed) in boxes() {
        let label = Label::read(&sealed).unwrap();
        let addressee = match header.kind {
            BoxKind::ToPerson => Addressee::Person,
            BoxKind::ToPost => Addressee::Post,
            BoxKind::ToRecovery => Addressee::Recovery,
            BoxKind::ToSuccessor => Addressee::Successor,
            _ => panic!("a kind that the server does not know: {header:?}"),
        };
        let read = Label {
            addressee,
            org: header.org,
            key: header.key_id,
            epoch: header.epoch,
            recipient: header.recipient,
            head_seq: header.head_seq,
            head_hash: header.head_hash,
            maker: header.maker,
            ciphertext: sealed.len() - Header::LENGTH - 64,
        };
        assert_eq!(label, read);
        match addressee {
            Addressee::Person => {}
            Addressee::Post | Addressee::Recovery => {
                assert_eq!(label.ciphertext, Label::TO_PAIR);
            }
            Addressee::Successor => assert_eq!(label.ciphertext, Label::TO_SUCCESSOR),
        }
    }
}

/// A layout that the one takes and the other refuses would be a box that is kept and never opened, or the other way round.
#[test]
fn both_sides_take_and_refuse_the_same_layouts() {
    for (_, sealed) in boxes() {
        for length in 0..sealed.len() {
            let cut = &sealed[..length];
            assert_eq!(
                SealedBox::parse(cut).is_ok(),
                Label::read(cut).is_some(),
                "{length}"
            );
        }
        for at in 0..Header::LENGTH {
            for value in [0, 1, 2, 3, 4, 5, 255] {
                let mut altered = sealed.clone();
                altered[at] = value;
                let parsed = SealedBox::parse(&altered).ok().map(|found| *found.header());
                let read = Label::read(&altered);
                assert_eq!(parsed.is_some(), read.is_some(), "{at}: {value}");
                let both = parsed.zip(read);
                assert!(
                    both.is_none_or(|(header, label)| header.key_id == label.key
                        && header.epoch == label.epoch
                        && header.recipient == label.recipient
                        && header.head_seq == label.head_seq
                        && header.head_hash == label.head_hash
                        && header.maker == label.maker
                        && header.org == label.org),
                    "{at}: {value}"
                );
            }
        }
    }
    // How long a box may be is asked elsewhere (`api/labels`).
    assert_eq!(MAX_BYTES, 4 * 1024);
}

#[test]
fn the_server_takes_words_of_the_length_that_they_are_made_in() {
    assert_eq!(wire::explanation::MAX_WORD, seal::word::MAX_BYTES);
}
