//! Verifying what a fresh browser is served: a roster, and the journal of an import.

use ledger::{
    Journal, Roster,
    entry::{Author, Chain, Entry, Position, SignedEntry, VERSION},
    hash::Hash,
    id::{FileId, Intent, InvitationId, OrgId, PersonId, RoleId, UnitId},
    journal::FIRST_GENERATION,
    rights::Section,
    statement::{
        Cause, ClientKind, FileMeta, FilePut, FileState, Genesis, JournalStatement, KeyName,
        Opening, Person, Policy, Post, PublicKeys, RecoveryKeys, RosterStatement, SectionPut, Unit,
        UnitKind,
    },
    templates::{ShippedRole, shipped_roles},
};
use seal::identity::SigningKey;

use super::timed;

/// 2026-01-01 in milliseconds since 1970; every entry is a second later.
const START: u64 = 1_767_225_600_000;
const DAY: u64 = 86_400_000;
const FOUNDER: PersonId = PersonId([1; 16]);
const ROOT: UnitId = UnitId([2; 16]);
const ORG: OrgId = OrgId([3; 16]);
/// Files in one entry, as an import writes them.
const BATCH: usize = 500;
/// The sections that a file begins with.
const SECTIONS: [Section; 4] = [
    Section::Card,
    Section::Labels,
    Section::Sensitive,
    Section::Notes,
];
/// A real RSA key; it is changed a little for each person.
const RSA: &[u8] = include_bytes!("../../../../crates/ledger/tests/rsa-3072.der");

/// Milliseconds for a roster of `count` entries: units, people, posts, admissions and keys in turn.
pub(super) fn roster(count: usize) -> f64 {
    time(|| {
        let company = Company::founded().and_then(|company| company.staffed(count));
        let entries = company?.entries;
        Some(move || {
            let mut roster = Roster::new();
            let taken = entries.iter().filter(|entry| {
                let entry = roster.apply(entry, u64::MAX / 2);
                entry.is_ok()
            });
            taken.count() == entries.len()
        })
    })
}

/// Milliseconds for the journal of an import of `files` files with four sections each.
pub(super) fn journal(files: usize) -> f64 {
    time(|| {
        let mut company = Company::founded()?;
        company.open(ROOT)?;
        let entries = company.import(files)?;
        Some(move || {
            let mut journal = Journal::new(ROOT);
            let taken = entries.iter().filter(|entry| {
                let entry = journal.apply(entry, &company.roster, u64::MAX / 2);
                entry.is_ok()
            });
            taken.count() == entries.len() && journal.files().count() == files
        })
    })
}

/// The time of what was prepared.
fn time<W: FnOnce() -> bool>(prepare: impl FnOnce() -> Option<W>) -> f64 {
    prepare().map_or(f64::NAN, timed)
}

/// Sixteen bytes for a kind of thing and its number.
fn id(kind: u8, number: usize) -> [u8; 16] {
    let mut id = [kind; 16];
    id[8..].copy_from_slice(&(number as u64).to_be_bytes());
    id
}

fn unit(number: usize) -> UnitId {
    match number {
        0 => ROOT,
        number => UnitId(id(4, number)),
    }
}

fn role(role: ShippedRole) -> RoleId {
    RoleId(id(5, role.index()))
}

/// A person and what they sign with.
fn person(id: PersonId, name: String) -> (Person, SigningKey) {
    let mut seed = [0; 32];
    seed[..16].copy_from_slice(&id.0);
    let signing = SigningKey::from_seed(seed);
    let mut wrapping = RSA.to_vec();
    if let Some(place) = wrapping.get_mut(35..51) {
        place.copy_from_slice(&id.0);
    }
    let person = Person {
        id,
        sign_in_name: name.clone(),
        name,
        keys: PublicKeys {
            wrapping,
            verifying: signing.verifying(),
        },
    };
    (person, signing)
}

/// An organisation in which the founder states everything.
struct Company {
    roster: Roster,
    entries: Vec<SignedEntry>,
    signing: SigningKey,
    stated: usize,
}

impl Company {
    fn founded() -> Option<Self> {
        let (founder, signing) = person(FOUNDER, "wangmin".to_owned());
        let mut number = 0;
        let roles = shipped_roles(|| {
            number += 1;
            RoleId(id(5, number - 1))
        });
        let mut company = Self {
            roster: Roster::new(),
            entries: Vec::new(),
            signing,
            stated: 0,
        };
        company.state(RosterStatement::Genesis(Genesis {
            root: Unit {
                id: ROOT,
                parent: None,
                name: "晨光商贸".to_owned(),
                kind: UnitKind::Company,
            },
            founder,
            recovery: RecoveryKeys {
                verifying: SigningKey::from_seed([9; 32]).verifying(),
                wrapping: [9; 32],
            },
            founder_roles: ShippedRole::FOUNDER.map(role).to_vec(),
            roles,
            policy: Policy::default(),
        }))?;
        Some(company)
    }

    /// Goes on until there are so many entries: five for each unit with its one representative.
    fn staffed(mut self, count: usize) -> Option<Self> {
        let mut number = 0;
        while self.entries.len() < count {
            number += 1;
            let (newcomer, _) = person(PersonId(id(6, number)), format!("user{number}"));
            let (who, fingerprint) = (newcomer.id, newcomer.keys.fingerprint());
            let post = Post {
                unit: unit(number),
                role: role(ShippedRole::SalesRepresentative),
            };
            self.state(RosterStatement::DefineUnit(Unit {
                id: unit(number),
                parent: Some(unit((number - 1) / 8)),
                name: format!("销售{number}组"),
                kind: UnitKind::Group,
            }))?;
            let invitation = InvitationId(id(7, number));
            self.state(RosterStatement::Enrol(newcomer, invitation))?;
            self.state(RosterStatement::Appoint(who, post))?;
            let covers = self.roster.view().entitlements(post);
            self.state(RosterStatement::Admit {
                person: who,
                fingerprint,
                post,
                covers,
            })?;
            self.open(unit(number))?;
        }
        self.entries.truncate(count);
        Some(self)
    }

    /// Opens the first epochs of a unit's keys.
    fn open(&mut self, unit: UnitId) -> Option<()> {
        let opening = |section| {
            let key = KeyName::Unit(unit, section);
            Opening {
                key,
                epoch: 1,
                commitment: Hash::of(&key.id()),
                public: None,
                replaces: None,
            }
        };
        self.state(RosterStatement::OpenEpochs(
            Section::ALL.map(opening).to_vec(),
        ))
    }

    fn state(&mut self, statement: RosterStatement) -> Option<()> {
        let entry = self.signed(Chain::Roster, self.roster.head(), statement);
        self.roster.apply(&entry, u64::MAX / 2).ok()?;
        self.entries.push(entry);
        Some(())
    }

    /// The entries of an import into the root.
    fn import(&mut self, files: usize) -> Option<Vec<SignedEntry>> {
        let anchor = self.roster.head()?;
        let mut head: Option<Position> = None;
        let mut entries = Vec::new();
        for first in (0..files).step_by(BATCH) {
            let statement = JournalStatement::Put {
                anchor,
                cause: Cause::Import,
                files: (first..files.min(first + BATCH)).map(put).collect(),
            };
            let entry = self.signed(Chain::Journal(ROOT), head, statement);
            head = Some(Position {
                seq: head.map_or(0, |head| head.seq + 1),
                hash: entry.hash(),
            });
            entries.push(entry);
        }
        Some(entries)
    }

    fn signed<S: minicbor::Encode<()>>(
        &mut self,
        chain: Chain,
        head: Option<Position>,
        statement: S,
    ) -> SignedEntry {
        self.stated += 1;
        let entry = Entry {
            version: VERSION,
            org: ORG,
            chain,
            seq: head.map_or(0, |head| head.seq + 1),
            prev: head.map_or(Hash::ZERO, |head| head.hash),
            author: Author::Person(FOUNDER),
            at: START + self.stated as u64 * 1000,
            intent: Intent(id(8, self.stated)),
            statement,
        };
        SignedEntry::sign(&entry, |message| self.signing.sign(message))
    }
}

fn put(number: usize) -> FilePut {
    let random = id(9, number);
    let section = |section| SectionPut {
        section,
        revision: 1,
        epoch: 1,
        generation: FIRST_GENERATION,
        envelope: Hash::of(&random),
        suite: 1,
    };
    FilePut {
        file: FileId::derive(ROOT, random),
        created_from: Some(random),
        meta: FileMeta {
            kind: ClientKind::Person,
            manager: FOUNDER,
            opened: i32::try_from(START / DAY).unwrap_or(0),
            state: FileState::Active,
        },
        sections: SECTIONS.map(section).to_vec(),
        tags: None,
    }
}
