//! The example's chains, made with the ledger: an organisation of one person, and a file. Its keys, the envelope and the tags are the
//! page's other block.

use ed25519_dalek::{Signer, SigningKey};
use ledger::{
    Journal, Roster,
    entry::{Author, Chain, Entry, SignedEntry, VERSION},
    hash::Hash,
    id::{FileId, Intent, OrgId, PersonId, RoleId, UnitId},
    rights::{Duty, Operation, Reach, Right, Section, Sections},
    statement::{
        Cause, ClientKind, FileMeta, FilePut, FileState, Genesis, JournalStatement, KeyName,
        Opening, Person, Policy, Post, PublicKeys, RecoveryKeys, Role, RosterStatement, SectionPut,
        Unit, UnitKind,
    },
};

use super::{
    by_hand::{Chains, Part},
    document::{Example, Shown, Value},
};

/// 2026-01-01 in milliseconds since 1970.
pub(super) const START: u64 = 1_767_225_600_000;
/// The same day, counted from 1970-01-01.
const TODAY: i32 = 20_454;
const CARD: Section = Section::Card;
const COMPANY: &str = "晨光商贸";
const FOUNDER: &str = "王敏";
const SIGN_IN_NAME: &str = "wangmin";
const ROLE: &str = "掌柜";

/// What was made so far.
struct Making<'p> {
    page: &'p Example,
    roster: Roster,
    values: Vec<Value>,
}

pub(super) fn values(page: &Example) -> Vec<Value> {
    let by_hand = Chains::new(page).entries();
    let mut making = Making {
        page,
        roster: Roster::new(),
        values: vec![
            text("company.name", COMPANY),
            text("founder.name", FOUNDER),
            text("founder.sign-in-name", SIGN_IN_NAME),
            text("role.name", ROLE),
        ],
    };
    let [genesis, by_recovery, by_founder, put] = by_hand;
    let founder = Author::Person(PersonId(page.array("person")));
    let names = ["roster.0", "roster.0.signature", "roster.0.hash"];
    making.state(names, founder, self::genesis(page), &genesis);
    let names = ["roster.1", "roster.1.signature", "roster.1.hash"];
    let pair = RosterStatement::OpenEpochs(vec![opening(page, "post")]);
    making.state(names, Author::Recovery, pair, &by_recovery);
    let names = ["roster.2", "roster.2.signature", "roster.2.hash"];
    let keys = RosterStatement::OpenEpochs(vec![opening(page, "unit"), opening(page, "index")]);
    making.state(names, founder, keys, &by_founder);
    making.put(founder, &put);
    making.values
}

impl Making<'_> {
    fn state(
        &mut self,
        names: [&'static str; 3],
        author: Author,
        statement: RosterStatement,
        parts: &[Part],
    ) {
        let seq = self.roster.len();
        let entry = Entry {
            version: VERSION,
            org: OrgId(self.page.array("org")),
            chain: Chain::Roster,
            seq,
            prev: self.roster.head().map_or(Hash::ZERO, |head| head.hash),
            author,
            at: START + seq * 1000,
            intent: Intent([0x30 + seq as u8; 16]),
            statement,
        };
        let seed = match author {
            Author::Person(_) => "signing.seed",
            Author::Recovery => "recovery.signing.seed",
        };
        let signed = sign(&entry, self.page.array(seed));
        self.roster.apply(&signed, entry.at).unwrap();
        self.show(names, &signed, parts);
    }

    fn put(&mut self, author: Author, parts: &[Part]) {
        let page = self.page;
        let unit = UnitId(page.array("unit"));
        let random = page.array("file.random");
        let entry = Entry {
            version: VERSION,
            org: OrgId(page.array("org")),
            chain: Chain::Journal(unit),
            seq: 0,
            prev: Hash::ZERO,
            author,
            at: START + 3000,
            intent: Intent(random),
            statement: JournalStatement::Put {
                anchor: self.roster.head().unwrap(),
                cause: Cause::Direct,
                files: vec![FilePut {
                    file: FileId(page.array("file")),
                    created_from: Some(random),
                    meta: FileMeta {
                        kind: ClientKind::Person,
                        manager: PersonId(page.array("person")),
                        opened: TODAY,
                        state: FileState::Active,
                    },
                    sections: vec![SectionPut {
                        section: CARD,
                        revision: 1,
                        epoch: 1,
                        generation: 1,
                        envelope: Hash(page.array("envelope.sha256")),
                        suite: 1,
                    }],
                    tags: Some(Hash(page.array("tags.hash"))),
                }],
            },
        };
        let signed = sign(&entry, page.array("signing.seed"));
        let mut journal = Journal::new(unit);
        journal
            .apply_fresh(&signed, &self.roster, entry.at)
            .unwrap();
        let names = ["journal.0", "journal.0.signature", "journal.0.hash"];
        self.show(names, &signed, parts);
        self.values.push(hex("journal.digest", &journal.digest().0));
    }

    fn show(&mut self, names: [&'static str; 3], signed: &SignedEntry, parts: &[Part]) {
        let (signature, bytes) = signed.as_bytes().split_at(64);
        let parts = parts
            .iter()
            .map(|(part, remark)| (part.len(), remark.clone()));
        self.values.push(Value {
            shown: Shown::Parts(parts.collect()),
            ..hex(names[0], bytes)
        });
        self.values.push(hex(names[1], signature));
        self.values.push(hex(names[2], &signed.hash().0));
    }
}

fn hex(name: &'static str, bytes: &[u8]) -> Value {
    Value {
        name,
        bytes: bytes.to_vec(),
        shown: Shown::Hex,
    }
}

fn text(name: &'static str, text: &str) -> Value {
    Value {
        shown: Shown::Text,
        ..hex(name, text.as_bytes())
    }
}

fn sign<S: minicbor::Encode<()>>(entry: &Entry<S>, seed: [u8; 32]) -> SignedEntry {
    let key = SigningKey::from_bytes(&seed);
    SignedEntry::sign(entry, |message| key.sign(message).to_bytes())
}

fn genesis(page: &Example) -> RosterStatement {
    let role = RoleId(page.array("role"));
    let everywhere = |operation| Right {
        operation,
        sections: Sections::ALL,
        reach: Reach::Everything,
    };
    RosterStatement::Genesis(Genesis {
        root: Unit {
            id: UnitId(page.array("unit")),
            parent: None,
            name: COMPANY.to_owned(),
            kind: UnitKind::Company,
        },
        founder: Person {
            id: PersonId(page.array("person")),
            name: FOUNDER.to_owned(),
            sign_in_name: SIGN_IN_NAME.to_owned(),
            keys: PublicKeys {
                wrapping: page.get("wrapping.public").to_vec(),
                verifying: page.array("signing.public"),
            },
        },
        recovery: RecoveryKeys {
            verifying: page.array("recovery.signing.public"),
            wrapping: page.array("recovery.wrapping.public"),
        },
        roles: vec![Role {
            id: role,
            name: ROLE.to_owned(),
            rights: [Operation::View, Operation::Edit, Operation::Create]
                .map(everywhere)
                .to_vec(),
            duties: vec![Duty::System, Duty::Archive],
        }],
        founder_roles: vec![role],
        policy: Policy::default(),
    })
}

fn opening(page: &Example, key: &str) -> Opening {
    let unit = UnitId(page.array("unit"));
    let post = Post {
        unit,
        role: RoleId(page.array("role")),
    };
    Opening {
        key: match key {
            "post" => KeyName::Post(post),
            "unit" => KeyName::Unit(unit, CARD),
            _ => KeyName::Index,
        },
        epoch: 1,
        commitment: Hash(page.array(&format!("{key}.commitment"))),
        public: (key == "post").then(|| Hash(page.array("post.public"))),
        replaces: None,
    }
}
