use crate::{client, today};
use ciborium::Value;
use dossier::client::{ClientFile, Field, IdKind, Kind};
use dossier::section::{BadPayload, Card, Identity, Labels, MAX_BYTES, Notes, Sensitive};
use proptest::prelude::*;

fn file() -> ClientFile {
    client::form().parse(today()).unwrap()
}

fn company() -> ClientFile {
    client::company().parse(today()).unwrap()
}

fn bytes(entries: Vec<(Value, Value)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(&Value::Map(entries), &mut bytes).unwrap();
    bytes
}

fn entries(bytes: &[u8]) -> Vec<(Value, Value)> {
    let value: Value = ciborium::from_reader(bytes).unwrap();
    value.into_map().unwrap()
}

/// A section's bytes with fields no program of today knows.
fn with_unknown(known: &[u8], unknown: &[Value]) -> Vec<u8> {
    let mut all = entries(known);
    all.extend(
        unknown
            .iter()
            .enumerate()
            .map(|(at, value)| ((100 + at as u64).into(), value.clone())),
    );
    bytes(all)
}

/// Notes of one line, by hand: the map, its version and its field.
fn notes(version: impl Into<Value>, remarks: impl Into<Value>) -> Vec<(Value, Value)> {
    vec![(0.into(), version.into()), (1.into(), remarks.into())]
}

#[test]
fn sections_come_back_as_they_were() {
    for (kind, file) in [(Kind::Person, file()), (Kind::Company, company())] {
        assert_eq!(Card::from_bytes(&file.card.to_bytes()), Ok(file.card));
        assert_eq!(Labels::from_bytes(&file.labels.to_bytes()), Ok(file.labels));
        let sensitive = file.sensitive.to_bytes();
        assert_eq!(Sensitive::from_bytes(kind, &sensitive), Ok(file.sensitive));
        // Nobody's section passes for another kind's.
        for other in Kind::ALL.into_iter().filter(|other| *other != kind) {
            let read = Sensitive::from_bytes(other, &sensitive);
            assert_eq!(read, Err(BadPayload::Malformed));
        }
        assert_eq!(Notes::from_bytes(&file.notes.to_bytes()), Ok(file.notes));
    }
}

#[test]
fn bytes_written_once_stay_readable() {
    let card = b"\xa5\x00\x01\x01\x69\xe5\x8d\x8e\xe6\xa1\x82\xe7\x8f\x8d\x02\x69\xe5\x8d\x8e\xe6\xa1\x82\xe7\x8f\x8d\x03\x6d136 **** 0830\x04\x69**** 9717";
    assert_eq!(file().card.to_bytes(), card);
    let labels =
        b"\xa2\x00\x01\x01\x81\x6f\xe9\xab\x98\xe4\xbb\xb7\xe5\x80\xbc\xe5\xae\xa2\xe6\x88\xb7";
    assert_eq!(file().labels.to_bytes(), labels);
    let mut sensitive = file().sensitive;
    sensitive.address = "K".to_owned();
    assert_eq!(
        sensitive.to_bytes(),
        b"\xa5\x00\x01\x01\x01\x02\x72420106198502279717\x03\x6b13681590830\x04\x61K"
    );
    assert_eq!(
        file().notes.to_bytes(),
        b"\xa2\x00\x01\x01\x67\xe4\xb8\x80\n\xe4\xba\x8c"
    );
    let mut company = company();
    company.card.name = "K".to_owned();
    company.card.short_name = "K".to_owned();
    assert_eq!(
        company.card.to_bytes(),
        b"\xa7\x00\x01\x01\x61K\x02\x61K\x03\x6e0571 **** 3883\x04\x60\x05\x7291310104Q466X7MA10\x06\x61J"
    );
    company.sensitive.address = "K".to_owned();
    company.sensitive.identity = Identity::Company {
        representative: "L".to_owned(),
        phone: "0571-25063883 转 801".to_owned(),
    };
    assert_eq!(
        company.sensitive.to_bytes(),
        b"\xa4\x00\x01\x04\x61K\x05\x61L\x06\x750571-25063883 \xe8\xbd\xac 801"
    );
    company.notes.scope = "M".to_owned();
    assert_eq!(company.notes.to_bytes(), b"\xa3\x00\x01\x01\x60\x02\x61M");
}

#[test]
fn only_a_whole_section_is_read() {
    let right = bytes(notes(1, "一"));
    assert!(Notes::from_bytes(&right).is_ok());
    for wrong in [
        Vec::new(),
        bytes(Vec::new()),
        bytes(notes(0, "一")),
        bytes(notes("1", "一")),
        bytes(notes(1, 1)),
        bytes(vec![(1.into(), "一".into())]),
        bytes(vec![(0.into(), 1.into())]),
        bytes([notes(1, "一"), vec![(1.into(), "二".into())]].concat()),
        bytes(
            [
                notes(1, "一"),
                vec![(9.into(), 1.into()), (9.into(), 1.into())],
            ]
            .concat(),
        ),
        bytes([notes(1, "一"), vec![("a".into(), "b".into())]].concat()),
        bytes([notes(1, "一"), vec![((-1).into(), "b".into())]].concat()),
        bytes([vec![(9.into(), 1.into())], notes(1, "一")].concat()),
        [right.clone(), vec![0]].concat(),
        right[..right.len() - 1].to_vec(),
        vec![0x80],
    ] {
        assert_eq!(
            Notes::from_bytes(&wrong),
            Err(BadPayload::Malformed),
            "{wrong:02x?}"
        );
    }
    // Lengths that are told only by where they end: of the map, of a text, of an unknown field.
    for wrong in [
        b"\xbf\x00\x01\x01\x61K\xff".as_slice(),
        b"\xa0\x00\x01",
        b"\xa2\x00\x01\x01\x7f\x61K\xff",
        b"\xa3\x00\x01\x01\x61K\x09\x9f\xff",
        b"\xa3\x00\x01\x01\x61K\x09\xff",
    ] {
        assert_eq!(Notes::from_bytes(wrong), Err(BadPayload::Malformed));
    }
    // However a newer one is written.
    for newer in [
        bytes(notes(2, "一")).as_slice(),
        b"\xbf\x00\x02\x01\x61K\xff",
        b"\xa3\x00\x02\x02\x61K\x01\x61K",
        b"\xa2\x00\x02\x61K\x01",
    ] {
        assert_eq!(Notes::from_bytes(newer), Err(BadPayload::NewerVersion));
    }
    assert_eq!(Card::from_bytes(&right), Err(BadPayload::Malformed));
    let unknown_kind = vec![
        (0.into(), 1.into()),
        (1.into(), 9.into()),
        (2.into(), "".into()),
        (3.into(), "".into()),
        (4.into(), "".into()),
    ];
    assert_eq!(
        Sensitive::from_bytes(Kind::Person, &bytes(unknown_kind)),
        Err(BadPayload::NewerVersion)
    );
}

#[test]
fn size_and_depth_have_limits() {
    let sized = |size| bytes([notes(1, "一"), vec![(9.into(), "a".repeat(size).into())]].concat());
    let large = sized(MAX_BYTES);
    assert_eq!(Notes::from_bytes(&large), Err(BadPayload::TooLarge));
    let full = sized(2 * MAX_BYTES - large.len());
    assert_eq!(full.len(), MAX_BYTES);
    assert!(Notes::from_bytes(&full).is_ok());
    // The map is the first of sixteen levels.
    let nested = |depth| {
        let value = (0..depth).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
        bytes([notes(1, "一"), vec![(9.into(), value)]].concat())
    };
    assert!(Notes::from_bytes(&nested(15)).is_ok());
    assert_eq!(Notes::from_bytes(&nested(16)), Err(BadPayload::Malformed));
    assert_eq!(Notes::from_bytes(&[0x9f; 4096]), Err(BadPayload::Malformed));
    // An array that claims 2^62 entries.
    let claims = b"\xa1\x00\x9b\x40\x00\x00\x00\x00\x00\x00\x00";
    assert_eq!(Notes::from_bytes(claims), Err(BadPayload::Malformed));
}

#[test]
fn an_edit_keeps_what_it_does_not_know() {
    let mut before = file();
    let unknown = ["later".into(), Value::Bool(true)];
    before.card = Card::from_bytes(&with_unknown(&before.card.to_bytes(), &unknown)).unwrap();
    before.sensitive = Sensitive::from_bytes(
        Kind::Person,
        &with_unknown(&before.sensitive.to_bytes(), &unknown),
    )
    .unwrap();
    let form = before
        .to_form()
        .with(Field::Name, "华桂芝")
        .with(Field::Unit, "unit")
        .with(Field::Manager, "manager");
    let after = form.parse(today()).unwrap().keep_extra(&before);
    assert_eq!(after.card.name, "华桂芝");
    assert_eq!(after.card.extra, before.card.extra);
    assert_eq!(after.card.extra.len(), 2);
    assert_eq!(after.sensitive, before.sensitive);
    assert!(after.notes.extra.is_empty());
    assert_eq!(format!("{:?}", after.card.extra), "Extra(2)");
}

/// Whether a file's sections read back as they are; if not, why.
fn reads_back(file: ClientFile) -> Result<(), BadPayload> {
    let kind = match file.sensitive.identity {
        Identity::Person { .. } => Kind::Person,
        Identity::Company { .. } => Kind::Company,
    };
    assert_eq!(Card::from_bytes(&file.card.to_bytes())?, file.card);
    assert_eq!(Labels::from_bytes(&file.labels.to_bytes())?, file.labels);
    let sensitive = Sensitive::from_bytes(kind, &file.sensitive.to_bytes())?;
    assert_eq!(sensitive, file.sensitive);
    assert_eq!(Notes::from_bytes(&file.notes.to_bytes())?, file.notes);
    Ok(())
}

/// A file with one of its texts replaced.
type Replaced = fn(String) -> ClientFile;

macro_rules! replaced {
    ($file:ident, $part:ident, $text:ident) => {
        |text| {
            let mut file = $file();
            file.$part.$text = text;
            file
        }
    };
}

/// Every text of one line, with the most characters that it may have.
const ONE_LINE: [(usize, Replaced); 12] = [
    (128, replaced!(file, card, name)),
    (32, replaced!(file, card, short_name)),
    (14, replaced!(file, card, contact_masked)),
    (14, replaced!(file, card, id_masked)),
    (18, replaced!(company, card, credit_code)),
    (4, replaced!(company, card, industry)),
    (20, |tag| {
        let mut file = file();
        file.labels.tags.push(tag);
        file
    }),
    (20, |id_number| {
        let mut file = file();
        file.sensitive.identity = Identity::Person {
            id_kind: IdKind::Passport,
            id_number,
            mobile: String::new(),
        };
        file
    }),
    (16, |mobile| {
        let mut file = file();
        file.sensitive.identity = Identity::Person {
            id_kind: IdKind::Passport,
            id_number: String::new(),
            mobile,
        };
        file
    }),
    (64, |representative| {
        let mut file = company();
        file.sensitive.identity = Identity::Company {
            representative,
            phone: String::new(),
        };
        file
    }),
    (24, |phone| {
        let mut file = company();
        file.sensitive.identity = Identity::Company {
            representative: String::new(),
            phone,
        };
        file
    }),
    (200, replaced!(file, sensitive, address)),
];

/// Every text of several lines, likewise.
const SEVERAL_LINES: [(usize, Replaced); 2] = [
    (4000, replaced!(file, notes, remarks)),
    (4000, replaced!(company, notes, scope)),
];

#[test]
fn texts_that_are_too_long_are_not_read() {
    for (at, (max, with)) in ONE_LINE.into_iter().chain(SEVERAL_LINES).enumerate() {
        assert_eq!(reads_back(with("王".repeat(max))), Ok(()), "{at}");
        let longer = reads_back(with("王".repeat(max + 1)));
        assert_eq!(longer, Err(BadPayload::Malformed), "{at}");
    }
    let tags = |count| {
        let mut file = file();
        file.labels.tags = vec!["王".to_owned(); count];
        reads_back(file)
    };
    assert_eq!(tags(20), Ok(()));
    assert_eq!(tags(21), Err(BadPayload::Malformed));
}

/// What forms refuse or drop, in one line and in several.
const HOSTILE: &str = "\0\u{7}\u{1b}\r\t\u{7f}\u{85}\u{9b}\u{ad}\u{61c}\u{3164}\u{200b}\u{200e}\u{200f}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{e0041}";

/// What they make a space of in one line only.
const BREAKS: &str = "\n\u{2028}\u{2029}";

/// Text with all that forms mend, of at most `limit` characters; never empty when mended.
fn mendable(limit: usize) -> impl Strategy<Value = String> {
    let odd = " \t\r\n\u{3000}\u{a0}\u{200b}\u{feff}\u{202e}\u{2028}－ＡａＸ9，（·・王é";
    let odd = prop::sample::select(odd.chars().collect::<Vec<_>>());
    prop::collection::vec(odd, 0..limit).prop_map(|odd| odd.into_iter().chain(['王']).collect())
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|n| n.into()),
        "\\PC{0,8}".prop_map(Value::Text),
        prop::collection::vec(any::<u8>(), 0..8).prop_map(Value::Bytes),
        (-1e9..1e9_f64).prop_map(Value::Float),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((inner.clone(), inner.clone()), 0..4).prop_map(Value::Map),
            (1000..2000_u64, inner).prop_map(|(tag, value)| Value::Tag(tag, Box::new(value))),
        ]
    })
}

proptest! {
    #[test]
    fn unknown_fields_are_written_back(unknown in prop::collection::vec(values(), 0..6)) {
        macro_rules! check {
            ($read:expr, $known:expr) => {
                let newer = with_unknown(&$known.to_bytes(), &unknown);
                let read = $read(&newer).unwrap();
                prop_assert_eq!(read.extra.len(), unknown.len());
                prop_assert_eq!(read.to_bytes(), newer);
            };
        }
        for (kind, file) in [(Kind::Person, file()), (Kind::Company, company())] {
            check!(Card::from_bytes, file.card);
            check!(Labels::from_bytes, file.labels);
            check!(|bytes| Sensitive::from_bytes(kind, bytes), file.sensitive);
            check!(Notes::from_bytes, file.notes);
        }
    }

    #[test]
    fn whatever_a_form_accepts_is_read(
        name in mendable(64),
        short_name in prop_oneof![Just(String::new()), mendable(32)],
        address in mendable(200),
        tags in prop::collection::vec(mendable(20), 0..20),
        remarks in mendable(4000),
        scope in mendable(4000),
    ) {
        for form in [client::form(), client::company()] {
            let form = form
                .with(Field::Name, &name)
                .with(Field::ShortName, &short_name)
                .with(Field::Address, &address)
                .with(Field::Representative, &name)
                .with(Field::Remarks, &remarks)
                .with(Field::Scope, &scope)
                .tagged(tags.clone());
            prop_assert_eq!(reads_back(form.parse(today()).unwrap()), Ok(()));
        }
    }

    #[test]
    fn what_no_form_lets_through_is_not_read(
        c in prop::sample::select((HOSTILE.to_owned() + BREAKS).chars().collect::<Vec<_>>()),
        before in "王{0,1}",
        after in "王{0,1}",
    ) {
        let text = format!("{before}{c}{after}");
        for (_, with) in ONE_LINE {
            prop_assert_eq!(reads_back(with(text.clone())), Err(BadPayload::Malformed));
        }
        for (_, with) in SEVERAL_LINES {
            let several = if BREAKS.contains(c) { Ok(()) } else { Err(BadPayload::Malformed) };
            prop_assert_eq!(reads_back(with(text.clone())), several);
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for read in [
            Card::from_bytes(&bytes).map(|section| section.to_bytes()),
            Labels::from_bytes(&bytes).map(|section| section.to_bytes()),
            Sensitive::from_bytes(Kind::Person, &bytes).map(|section| section.to_bytes()),
            Sensitive::from_bytes(Kind::Company, &bytes).map(|section| section.to_bytes()),
            Notes::from_bytes(&bytes).map(|section| section.to_bytes()),
        ].into_iter().flatten() {
            prop_assert!(read.len() <= 4 * bytes.len());
        }
    }

    #[test]
    fn damaged_bytes_are_answered(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        for (kind, file) in [(Kind::Person, file()), (Kind::Company, company())] {
            let mut bytes = file.sensitive.to_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Ok(read) = Sensitive::from_bytes(kind, &bytes) {
                prop_assert_eq!(Sensitive::from_bytes(kind, &read.to_bytes()), Ok(read));
            }
        }
    }
}
