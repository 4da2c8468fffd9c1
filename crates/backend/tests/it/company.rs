//! A company on a backend: its people sign what the engine would sign, and pull what the engine would pull.

use ed25519_dalek::{Signer, SigningKey};
use ledger::{
    Journal, Roster,
    entry::{Author, Chain, Entry, SignedEntry, VERSION},
    hash::Hash,
    id::{FileId, Intent, InvitationId, OrgId, PersonId, RoleId, UnitId},
    rights::{Section, Sections},
    statement::{
        Cause, ClientKind, Cover, FileMeta, FilePut, FileState, Genesis, JournalStatement, KeyName,
        Opening, Person, Policy, Post, PublicKeys, RecoveryKeys, Role, RosterStatement, SectionPut,
        Unit, UnitKind,
    },
    templates::{ShippedRole, shipped_roles},
};
use wire::{
    Bytes,
    account::{NewAccount, SetUp, SignIn, SignedIn, StretchParameters},
    files::{Envelope, JournalAppend, JournalPage},
    invitation::{Answer as Answering, NewInvitation, Newcomer},
    path,
    roster::{Appended, RosterAppend, RosterPage},
};

use crate::app::{Answer, App, Client};

pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

pub(crate) fn now() -> u64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

/// Somebody with keys, a password's secret, and a browser.
pub(crate) struct Staff {
    pub(crate) person: Person,
    pub(crate) signing: SigningKey,
    pub(crate) account: NewAccount,
    pub(crate) client: Client,
}

pub(crate) fn new_account() -> NewAccount {
    NewAccount {
        salt: random::<16>().into(),
        stretch: StretchParameters {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
        },
        secret: random::<32>().into(),
        blob: random::<300>().into(),
    }
}

pub(crate) fn new_keys() -> (SigningKey, PublicKeys) {
    let signing = SigningKey::from_bytes(&random());
    let keys = PublicKeys {
        wrapping: random::<422>().to_vec(),
        verifying: signing.verifying_key().to_bytes(),
    };
    (signing, keys)
}

impl Staff {
    pub(crate) fn new(app: &App, name: &str) -> Self {
        let (signing, keys) = new_keys();
        let person = Person {
            id: PersonId(random()),
            name: name.to_owned(),
            sign_in_name: name.to_owned(),
            keys,
        };
        Self {
            person,
            signing,
            account: new_account(),
            client: app.client(),
        }
    }

    pub(crate) fn author(&self) -> Author {
        Author::Person(self.person.id)
    }

    pub(crate) fn credentials(&self) -> SignIn {
        SignIn {
            sign_in_name: self.person.sign_in_name.clone(),
            secret: self.account.secret.clone(),
        }
    }

    pub(crate) async fn sign_in(&mut self) -> Answer {
        let credentials = self.credentials();
        self.client.post(path::SIGN_IN, &credentials).await
    }

    pub(crate) fn newcomer(&self) -> Newcomer {
        Newcomer {
            person: self.person.id.to_string(),
            name: self.person.name.clone(),
            sign_in_name: self.person.sign_in_name.clone(),
            wrapping: self.person.keys.wrapping.clone().into(),
            verifying: self.person.keys.verifying.to_vec().into(),
            mac: [7; 32].into(),
            signature: [8; 64].into(),
        }
    }
}

pub(crate) struct Company {
    pub(crate) app: App,
    pub(crate) org: OrgId,
    pub(crate) founder: Staff,
    pub(crate) recovery: SigningKey,
    pub(crate) root: UnitId,
    pub(crate) roles: Vec<Role>,
    /// As the founder's browser has verified it.
    pub(crate) roster: Roster,
}

/// Signs a statement to follow a roster.
pub(crate) fn entry(
    org: OrgId,
    roster: &Roster,
    author: Author,
    key: &SigningKey,
    statement: RosterStatement,
) -> SignedEntry {
    let entry = Entry {
        version: VERSION,
        org,
        chain: Chain::Roster,
        seq: roster.len(),
        prev: roster.head().map_or(Hash::ZERO, |head| head.hash),
        author,
        at: now(),
        intent: Intent(random()),
        statement,
    };
    SignedEntry::sign(&entry, |message| key.sign(message).to_bytes())
}

pub(crate) fn bytes(entry: &SignedEntry) -> Bytes {
    entry.as_bytes().to_vec().into()
}

/// What the set-up page sends: genesis, and the keys of the root unit.
pub(crate) fn set_up(
    app: &App,
    token: String,
    roles_of_founder: &[ShippedRole],
) -> (SetUp, Company0) {
    let founder = Staff::new(app, "founder");
    let recovery = SigningKey::from_bytes(&random());
    let org = OrgId(random());
    let root = UnitId(random());
    let roles = shipped_roles(|| RoleId(random()));
    let genesis = RosterStatement::Genesis(Genesis {
        root: Unit {
            id: root,
            parent: None,
            name: "公司".to_owned(),
            kind: UnitKind::Company,
        },
        founder: founder.person.clone(),
        recovery: RecoveryKeys {
            verifying: recovery.verifying_key().to_bytes(),
            wrapping: [9; 32],
        },
        roles: roles.clone(),
        founder_roles: roles_of_founder
            .iter()
            .map(|role| roles[role.index()].id)
            .collect(),
        policy: Policy::default(),
    });
    let mut roster = Roster::new();
    let mut entries = Vec::new();
    for statement in [genesis, RosterStatement::OpenEpochs(openings(root))] {
        let entry = entry(org, &roster, founder.author(), &founder.signing, statement);
        roster.apply(&entry, now()).unwrap();
        entries.push(bytes(&entry));
    }
    let body = SetUp {
        token,
        entries,
        boxes: Vec::new(),
        account: founder.account.clone(),
    };
    (
        body,
        Company0 {
            org,
            founder,
            recovery,
            root,
            roles,
            roster,
        },
    )
}

/// A company that is not on a server yet.
pub(crate) struct Company0 {
    pub(crate) org: OrgId,
    pub(crate) founder: Staff,
    pub(crate) recovery: SigningKey,
    pub(crate) root: UnitId,
    pub(crate) roles: Vec<Role>,
    pub(crate) roster: Roster,
}

fn openings(unit: UnitId) -> Vec<Opening> {
    let opening = |section| Opening {
        key: KeyName::Unit(unit, section),
        epoch: 1,
        commitment: Hash(random()),
        public: None,
        replaces: None,
    };
    Section::ALL.into_iter().map(opening).collect()
}

impl Company {
    /// Set up on a fresh backend in memory; its founder administers, archives and audits.
    pub(crate) async fn found() -> Self {
        Self::found_on(App::start().await).await
    }

    pub(crate) async fn found_on(app: App) -> Self {
        let token = app.backend.setup_token().await.unwrap();
        let all = [
            ShippedRole::Archivist,
            ShippedRole::SystemAdministrator,
            ShippedRole::AuditAdministrator,
        ];
        let (body, company) = set_up(&app, token, &all);
        let Company0 {
            org,
            mut founder,
            recovery,
            root,
            roles,
            roster,
        } = company;
        let signed_in: SignedIn = founder.client.post(path::SET_UP, &body).await.ok();
        assert_eq!(signed_in.blob, founder.account.blob);
        Self {
            app,
            org,
            founder,
            recovery,
            root,
            roles,
            roster,
        }
    }

    pub(crate) fn role(&self, role: ShippedRole) -> RoleId {
        self.roles[role.index()].id
    }

    /// A statement of the founder's that continues the roster as last pulled.
    pub(crate) fn sign(&self, statement: RosterStatement) -> SignedEntry {
        entry(
            self.org,
            &self.roster,
            self.founder.author(),
            &self.founder.signing,
            statement,
        )
    }

    pub(crate) async fn send(&mut self, entries: &[SignedEntry]) -> Answer {
        let body = RosterAppend {
            entries: entries.iter().map(bytes).collect(),
            boxes: Vec::new(),
        };
        self.founder.client.post(path::ROSTER, &body).await
    }

    /// The founder states it.
    pub(crate) async fn state(&mut self, statement: RosterStatement) {
        let entry = self.sign(statement);
        let appended: Appended = self.send(std::slice::from_ref(&entry)).await.ok();
        let position = self.roster.apply(&entry, now()).unwrap();
        assert_eq!(
            (appended.head.seq, appended.head.hash),
            (position.seq, position.hash.0.into())
        );
    }

    /// Brings the founder's copy up to the server's, verifying as a client does.
    pub(crate) async fn pull(&mut self) {
        loop {
            let url = format!("{}?after={}", path::ROSTER, self.roster.len());
            let page: RosterPage = self.founder.client.get(&url).await.ok();
            for entry in page.entries {
                self.roster
                    .apply(&SignedEntry::from_bytes(entry.0).unwrap(), now())
                    .unwrap();
            }
            if self.roster.len() > page.head.seq {
                return;
            }
        }
    }

    /// A new unit whose keys are open, covered for the founder.
    pub(crate) async fn unit(&mut self, name: &str) -> UnitId {
        let unit = UnitId(random());
        let parent = Some(self.root);
        self.state(RosterStatement::DefineUnit(Unit {
            id: unit,
            parent,
            name: name.to_owned(),
            kind: UnitKind::Group,
        }))
        .await;
        let post = Post {
            unit: self.root,
            role: self.role(ShippedRole::Archivist),
        };
        let statement = RosterStatement::Admit {
            person: self.founder.person.id,
            fingerprint: self.founder.person.keys.fingerprint(),
            post,
            covers: vec![Cover {
                unit,
                sections: Sections::ALL,
            }],
        };
        self.state(statement).await;
        self.state(RosterStatement::OpenEpochs(openings(unit)))
            .await;
        unit
    }

    pub(crate) async fn invite(&mut self) -> InvitationId {
        let id = InvitationId(random());
        let body = NewInvitation {
            id: id.to_string(),
            expires: now() + 60_000,
            sealed: [1; 40].into(),
        };
        self.founder
            .client
            .post(path::INVITATIONS, &body)
            .await
            .done();
        id
    }

    pub(crate) async fn answer(&self, invitation: InvitationId, staff: &Staff) -> Answer {
        let body = Answering {
            newcomer: staff.newcomer(),
            account: staff.account.clone(),
        };
        self.app
            .client()
            .post(&path::answer(&invitation.to_string()), &body)
            .await
    }

    /// Invited, answered, enrolled, signed in.
    pub(crate) async fn hire(&mut self, name: &str) -> Staff {
        let mut staff = Staff::new(&self.app, name);
        let invitation = self.invite().await;
        self.answer(invitation, &staff).await.done();
        self.state(RosterStatement::Enrol(staff.person.clone(), invitation))
            .await;
        let _: SignedIn = staff.sign_in().await.ok();
        staff
    }

    /// Appointed and admitted.
    pub(crate) async fn place(&mut self, staff: &Staff, role: ShippedRole, unit: UnitId) {
        let post = Post {
            unit,
            role: self.role(role),
        };
        self.state(RosterStatement::Appoint(staff.person.id, post))
            .await;
        let covers = self.roster.view().entitlements(post);
        let fingerprint = staff.person.keys.fingerprint();
        self.state(RosterStatement::Admit {
            person: staff.person.id,
            fingerprint,
            post,
            covers,
        })
        .await;
    }
}

/// A file that somebody is about to write.
pub(crate) struct Draft {
    pub(crate) file: FileId,
    pub(crate) body: JournalAppend,
}

/// Who writes what, on which chain.
pub(crate) struct Writing<'a> {
    pub(crate) company: &'a Company,
    pub(crate) staff: &'a Staff,
    pub(crate) journal: &'a Journal,
}

impl Writing<'_> {
    /// A new file with these sections.
    pub(crate) fn create(&self, sections: &[Section]) -> Draft {
        let random = random();
        let file = FileId::derive(self.journal.unit(), random);
        self.put(file, Some(random), sections, 1)
    }

    /// New revisions of sections of a file.
    pub(crate) fn change(&self, file: FileId, sections: &[Section], revision: u32) -> Draft {
        self.put(file, None, sections, revision)
    }

    fn put(
        &self,
        file: FileId,
        created_from: Option<[u8; 16]>,
        sections: &[Section],
        revision: u32,
    ) -> Draft {
        let envelopes: Vec<Envelope> = sections
            .iter()
            .map(|section| Envelope {
                file: file.to_string(),
                section: section.number(),
                sealed: random::<200>().into(),
            })
            .collect();
        let puts = sections
            .iter()
            .zip(&envelopes)
            .map(|(section, envelope)| SectionPut {
                section: *section,
                revision,
                epoch: 1,
                generation: 1,
                envelope: Hash::of(&envelope.sealed.0),
            })
            .collect();
        let meta = FileMeta {
            kind: ClientKind::Person,
            manager: self.company.founder.person.id,
            opened: 20_000,
            state: FileState::Active,
        };
        let statement = JournalStatement::Put {
            anchor: self.company.roster.head().unwrap(),
            cause: Cause::Direct,
            files: vec![FilePut {
                file,
                created_from,
                meta,
                sections: puts,
                tags: None,
            }],
        };
        let entry = Entry {
            version: VERSION,
            org: self.company.org,
            chain: Chain::Journal(self.journal.unit()),
            seq: self.journal.len(),
            prev: self.journal.head().map_or(Hash::ZERO, |head| head.hash),
            author: self.staff.author(),
            at: now(),
            intent: Intent(random()),
            statement,
        };
        let entry = SignedEntry::sign(&entry, |message| {
            self.staff.signing.sign(message).to_bytes()
        });
        Draft {
            file,
            body: JournalAppend {
                entry: bytes(&entry),
                envelopes,
            },
        }
    }
}

/// Brings a verified copy of a journal up to the server's; the envelopes that came with it.
pub(crate) async fn pull_journal(
    client: &mut Client,
    journal: &mut Journal,
    roster: &Roster,
) -> Vec<Envelope> {
    let mut envelopes = Vec::new();
    loop {
        let url = format!(
            "{}?after={}",
            path::journal(&journal.unit().to_string()),
            journal.len()
        );
        let page: JournalPage = client.get(&url).await.ok();
        for entry in page.entries {
            journal
                .apply(&SignedEntry::from_bytes(entry.0).unwrap(), roster, now())
                .unwrap();
        }
        envelopes.extend(page.envelopes);
        if page.head.is_none_or(|head| journal.len() > head.seq) {
            return envelopes;
        }
    }
}
