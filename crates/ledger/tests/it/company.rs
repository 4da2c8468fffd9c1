//! A small company whose statements are signed as real ones are. Everything is fixed: the same calls, the same bytes.

use std::collections::BTreeMap;

use ed25519_dalek::{Signer, SigningKey};
use ledger::{
    Journal, Refusal, Roster, View,
    entry::{Author, Chain, Entry, Position, SignedEntry, VERSION},
    hash::Hash,
    id::{FileId, Intent, InvitationId, OrgId, PersonId, RoleId, UnitId},
    journal::FIRST_GENERATION,
    rights::{Section, Sections},
    statement::{
        Cause, ClientKind, Cover, FileMeta, FilePut, FileState, Genesis, JournalHead,
        JournalStatement, KeyName, Opening, Person, Policy, Post, PublicKeys, RecoveryKeys, Role,
        RosterStatement, SectionPut, Unit, UnitKind,
    },
    templates::{ShippedRole, shipped_roles},
};

/// 2026-01-01 in milliseconds since 1970.
pub(crate) const START: u64 = 1_767_225_600_000;
pub(crate) const SECOND: u64 = 1000;
pub(crate) const DAY: u64 = 24 * 60 * 60 * SECOND;
pub(crate) const FOUNDER: PersonId = PersonId(bytes(1, 0));
pub(crate) const ROOT: UnitId = UnitId(bytes(2, 0));

/// Sixteen bytes that name a kind of thing and its number.
pub(crate) const fn bytes(kind: u8, number: u32) -> [u8; 16] {
    let n = number.to_be_bytes();
    [
        kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n[0], n[1], n[2], n[3],
    ]
}

pub(crate) const fn person(number: u32) -> PersonId {
    PersonId(bytes(1, number))
}

pub(crate) const fn unit(number: u32) -> UnitId {
    UnitId(bytes(2, number))
}

pub(crate) const fn shipped(role: ShippedRole) -> RoleId {
    RoleId(bytes(3, role.index() as u32))
}

pub(crate) const fn post(unit: UnitId, role: ShippedRole) -> Post {
    Post {
        unit,
        role: shipped(role),
    }
}

/// The signing key of a person: `version` counts their rekeys.
pub(crate) fn signing_key(person: PersonId, version: u8) -> SigningKey {
    let mut seed = [version; 32];
    seed[..16].copy_from_slice(&person.0);
    SigningKey::from_bytes(&seed)
}

pub(crate) fn recovery_key() -> SigningKey {
    SigningKey::from_bytes(&[0xee; 32])
}

/// An RSA key as it looks, with a modulus of its own.
fn rsa_key(person: PersonId, version: u8) -> Vec<u8> {
    let mut document = include_bytes!("../rsa-3072.der").to_vec();
    document[34] = version;
    document[35..51].copy_from_slice(&person.0);
    document
}

/// Which of a person's keys these are.
fn version_of(keys: &PublicKeys) -> u8 {
    keys.wrapping[34]
}

pub(crate) fn public_keys(person: PersonId, version: u8) -> PublicKeys {
    PublicKeys {
        wrapping: rsa_key(person, version),
        verifying: signing_key(person, version).verifying_key().to_bytes(),
    }
}

pub(crate) fn newcomer(number: u32) -> Person {
    let id = person(number);
    Person {
        id,
        name: format!("员工{number}"),
        sign_in_name: format!("user{number}"),
        keys: public_keys(id, 0),
    }
}

pub(crate) fn define(number: u32, parent: UnitId, kind: UnitKind) -> RosterStatement {
    RosterStatement::DefineUnit(Unit {
        id: unit(number),
        parent: Some(parent),
        name: format!("部门{number}"),
        kind,
    })
}

pub(crate) fn genesis() -> Genesis {
    let mut number = 0;
    let roles = shipped_roles(|| {
        number += 1;
        RoleId(bytes(3, number - 1))
    });
    Genesis {
        root: Unit {
            id: ROOT,
            parent: None,
            name: "缄档公司".to_owned(),
            kind: UnitKind::Company,
        },
        founder: newcomer(0),
        recovery: RecoveryKeys {
            verifying: recovery_key().verifying_key().to_bytes(),
            wrapping: [9; 32],
        },
        roles,
        founder_roles: ShippedRole::FOUNDER.map(shipped).to_vec(),
        policy: Policy::default(),
    }
}

/// A signed entry, with the key given.
pub(crate) fn sign<S: minicbor::Encode<()>>(entry: &Entry<S>, key: &SigningKey) -> SignedEntry {
    SignedEntry::sign(entry, |message| key.sign(message).to_bytes())
}

#[derive(Clone)]
pub(crate) struct Company {
    pub(crate) roster: Roster,
    pub(crate) entries: Vec<SignedEntry>,
    /// Milliseconds since 1970; every entry is a second later.
    pub(crate) now: u64,
    pub(crate) versions: BTreeMap<PersonId, u8>,
    /// Where the journals that were written end.
    pub(crate) ends: BTreeMap<UnitId, Position>,
    intents: u32,
}

impl Company {
    /// Before genesis.
    pub(crate) fn empty() -> Self {
        Self {
            roster: Roster::new(),
            entries: Vec::new(),
            now: START,
            versions: BTreeMap::new(),
            ends: BTreeMap::new(),
            intents: 0,
        }
    }

    /// After genesis; the founder is archivist and system administrator.
    pub(crate) fn founded() -> Self {
        let mut company = Self::empty();
        company.ok(FOUNDER, RosterStatement::Genesis(genesis()));
        company
    }

    /// 销售部 (1) with 销售一组 (2) and 销售二组 (3), 客服部 (4); keys open everywhere; a representative (1) of 2 and one
    /// (2) of 3, a manager (3) at 1, a supervisor (4) at 4; all admitted.
    pub(crate) fn staffed() -> Self {
        let mut company = Self::founded();
        for (number, parent, kind) in [
            (1, ROOT, UnitKind::Department),
            (2, unit(1), UnitKind::Group),
            (3, unit(1), UnitKind::Group),
            (4, ROOT, UnitKind::Department),
        ] {
            company.ok(FOUNDER, define(number, parent, kind));
        }
        for number in 0..5 {
            company.open(unit(number));
        }
        company.admit_for_all(FOUNDER, post(ROOT, ShippedRole::Archivist));
        for (number, at) in [
            (1, post(unit(2), ShippedRole::SalesRepresentative)),
            (2, post(unit(3), ShippedRole::SalesRepresentative)),
            (3, post(unit(1), ShippedRole::SalesManager)),
            (4, post(unit(4), ShippedRole::ServiceSupervisor)),
        ] {
            company.hire(number, at);
        }
        company
    }

    pub(crate) fn view(&self) -> View<'_> {
        self.roster.view()
    }

    /// The next entry, not yet signed.
    pub(crate) fn draft<S>(
        &mut self,
        author: Author,
        chain: Chain,
        head: Option<Position>,
        statement: S,
    ) -> Entry<S> {
        self.intents += 1;
        self.now += SECOND;
        Entry {
            version: VERSION,
            org: OrgId(bytes(9, 1)),
            chain,
            seq: head.map_or(0, |head| head.seq + 1),
            prev: head.map_or(Hash::ZERO, |head| head.hash),
            author,
            at: self.now,
            intent: Intent(bytes(8, self.intents)),
            statement,
        }
    }

    pub(crate) fn key(&self, author: Author) -> SigningKey {
        match author {
            Author::Recovery => recovery_key(),
            Author::Person(id) => signing_key(id, self.versions.get(&id).copied().unwrap_or(0)),
        }
    }

    /// States and takes what is allowed.
    pub(crate) fn state(
        &mut self,
        author: Author,
        statement: RosterStatement,
    ) -> Result<Position, Refusal> {
        self.state_signed_by(author, author, statement)
    }

    /// The same, with a signature that may be somebody else's.
    pub(crate) fn state_signed_by(
        &mut self,
        signer: Author,
        author: Author,
        statement: RosterStatement,
    ) -> Result<Position, Refusal> {
        let entry = self.draft(author, Chain::Roster, self.roster.head(), statement);
        let signed = sign(&entry, &self.key(signer));
        let position = self.roster.apply(&signed, self.now)?;
        self.entries.push(signed);
        if let RosterStatement::Rekey(id, keys, _) = entry.statement {
            self.versions.insert(id, version_of(&keys));
        }
        Ok(position)
    }

    #[track_caller]
    pub(crate) fn ok(&mut self, author: PersonId, statement: RosterStatement) {
        self.state(Author::Person(author), statement).unwrap();
    }

    /// The statement with the ends of the journals that it has to name.
    pub(crate) fn fixing(&self, statement: RosterStatement) -> RosterStatement {
        let units = self.view().journals_fixed_by(&statement);
        let end = |unit: UnitId| JournalHead {
            unit,
            head: self.ends.get(&unit).copied(),
        };
        statement.with_journals(units.into_iter().map(end).collect())
    }

    pub(crate) fn rekeying(&self, person: PersonId, version: u8) -> RosterStatement {
        let keys = public_keys(person, version);
        self.fixing(RosterStatement::Rekey(person, keys, vec![]))
    }

    pub(crate) fn dismissing(&self, person: PersonId, at: Post) -> RosterStatement {
        self.fixing(RosterStatement::Dismiss(person, at, vec![]))
    }

    pub(crate) fn suspending(&self, person: PersonId) -> RosterStatement {
        self.fixing(RosterStatement::Suspend(person, vec![]))
    }

    pub(crate) fn retiring(&self, person: PersonId) -> RosterStatement {
        self.fixing(RosterStatement::Retire(person, vec![]))
    }

    /// The shipped role with something changed.
    pub(crate) fn changing(
        &self,
        role: ShippedRole,
        alter: impl FnOnce(&mut Role),
    ) -> RosterStatement {
        let mut role = self.view().role(shipped(role)).unwrap().clone();
        alter(&mut role);
        self.fixing(RosterStatement::ChangeRole(role, vec![]))
    }

    /// Opens the next epoch of every stale key, posts first.
    pub(crate) fn rotating(&self) -> RosterStatement {
        let stale = self.view().stale();
        RosterStatement::OpenEpochs(stale.iter().map(|key| self.opening(*key)).collect())
    }

    /// The refusal of a statement; the roster has to be as it was.
    #[track_caller]
    pub(crate) fn no(&mut self, author: Author, statement: RosterStatement) -> Refusal {
        let before = format!("{:?}", self.roster);
        let refusal = self.state(author, statement).unwrap_err();
        assert_eq!(before, format!("{:?}", self.roster));
        refusal
    }

    pub(crate) fn enrol(&mut self, number: u32) {
        self.ok(
            FOUNDER,
            RosterStatement::Enrol(newcomer(number), InvitationId(bytes(7, number))),
        );
    }

    /// Enrols, appoints and admits for everything that the post may view.
    pub(crate) fn hire(&mut self, number: u32, at: Post) {
        self.enrol(number);
        self.ok(FOUNDER, RosterStatement::Appoint(person(number), at));
        self.admit_for_all(person(number), at);
    }

    pub(crate) fn admission(
        &self,
        person: PersonId,
        at: Post,
        covers: Vec<Cover>,
    ) -> RosterStatement {
        let fingerprint = self.view().fingerprint_of(person).unwrap_or(Hash::ZERO);
        RosterStatement::Admit {
            person,
            fingerprint,
            post: at,
            covers,
        }
    }

    pub(crate) fn admit_for_all(&mut self, person: PersonId, at: Post) {
        let statement = self.admission(person, at, self.view().entitlements(at));
        self.ok(FOUNDER, statement);
    }

    /// The opening that comes next for a key.
    pub(crate) fn opening(&self, key: KeyName) -> Opening {
        let present = self.view().epoch(&key).map(|opening| opening.epoch);
        let epoch = present.unwrap_or(0) + 1;
        let commitment = Hash::of(&[&key.id()[..], &epoch.to_be_bytes()].concat());
        let public = matches!(key, KeyName::Post(_)).then(|| Hash::of(&commitment.0));
        Opening {
            key,
            epoch,
            commitment,
            public,
            replaces: present,
        }
    }

    /// Opens the next epoch of every section of a unit.
    pub(crate) fn open(&mut self, unit: UnitId) {
        let openings = Section::ALL
            .map(|section| self.opening(KeyName::Unit(unit, section)))
            .to_vec();
        self.ok(FOUNDER, RosterStatement::OpenEpochs(openings));
    }

    pub(crate) fn put(&self, files: Vec<FilePut>) -> JournalStatement {
        JournalStatement::Put {
            anchor: self.roster.head().unwrap(),
            cause: Cause::Direct,
            files,
        }
    }

    /// States into a journal, as of the roster's head.
    pub(crate) fn write(
        &mut self,
        journal: &mut Journal,
        author: PersonId,
        files: Vec<FilePut>,
    ) -> Result<Position, Refusal> {
        let statement = self.put(files);
        self.write_as(journal, Author::Person(author), statement)
    }

    pub(crate) fn write_as(
        &mut self,
        journal: &mut Journal,
        author: Author,
        statement: JournalStatement,
    ) -> Result<Position, Refusal> {
        let before = format!("{journal:?}");
        let entry = self.draft(
            author,
            Chain::Journal(journal.unit()),
            journal.head(),
            statement,
        );
        let answer = journal.apply(&sign(&entry, &self.key(author)), &self.roster, self.now);
        if let Ok(end) = answer {
            self.ends.insert(journal.unit(), end);
        }
        assert!(
            answer.is_ok() || before == format!("{journal:?}"),
            "a refused entry leaves no trace"
        );
        answer
    }
}

/// A file of 2026-01-01, managed by the founder.
pub(crate) fn meta() -> FileMeta {
    FileMeta {
        kind: ClientKind::Person,
        manager: FOUNDER,
        opened: (START / DAY) as i32,
        state: FileState::Active,
    }
}

pub(crate) fn section(section: Section, revision: u32) -> SectionPut {
    SectionPut {
        suite: 1,
        section,
        revision,
        epoch: 1,
        generation: FIRST_GENERATION,
        envelope: Hash::of(&[section.number(), revision as u8]),
    }
}

/// A new file of a unit with these sections.
pub(crate) fn new_file(unit: UnitId, number: u32, sections: &[Section]) -> FilePut {
    let random = bytes(6, number);
    FilePut {
        file: FileId::derive(unit, random),
        created_from: Some(random),
        meta: meta(),
        sections: sections.iter().map(|name| section(*name, 1)).collect(),
        tags: Some(Hash::of(b"tags")),
    }
}

/// A change of that file.
pub(crate) fn change(unit: UnitId, number: u32, sections: &[(Section, u32)]) -> FilePut {
    FilePut {
        file: FileId::derive(unit, bytes(6, number)),
        created_from: None,
        meta: meta(),
        sections: sections
            .iter()
            .map(|(name, revision)| section(*name, *revision))
            .collect(),
        tags: None,
    }
}

pub(crate) fn cover(unit: UnitId, sections: &[Section]) -> Cover {
    Cover {
        unit,
        sections: Sections::of(sections),
    }
}
