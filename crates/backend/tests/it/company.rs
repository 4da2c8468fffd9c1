//! A company on a backend: its people sign what the engine would sign, and pull what the engine would pull.

use ed25519_dalek::SigningKey;
use ledger::{
    Roster,
    entry::SignedEntry,
    id::{InvitationId, OrgId, PersonId, RoleId, UnitId},
    rights::Sections,
    statement::{Cover, Policy, Post, Role, RosterStatement, Unit, UnitKind},
    templates::ShippedRole,
};
use wire::{
    account::SignedIn,
    invitation::{Answer as Answering, NewInvitation},
    path,
    roster::{Appended, BoxRecord, RosterAppend, RosterPage},
};

// The paths are named because a bench takes this file in by its path.
#[path = "company/boxes.rs"]
mod boxes;
#[path = "company/founding.rs"]
mod founding;
#[path = "company/staff.rs"]
mod staff;
#[path = "company/writing.rs"]
mod writing;

#[allow(unused_imports, reason = "the bench needs fewer")]
pub(crate) use self::{
    boxes::{boxed, by_recovery, sealed},
    founding::{NotYet, openings, set_up},
    staff::{Staff, bytes, entry, new_account, new_keys, now, random},
    writing::{Draft, Writing, pull_journal},
};
use crate::app::{Answer, App};

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
        let NotYet {
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

    /// Something that the founder states, with boxes beside it.
    pub(crate) async fn send_boxes(&mut self, boxes: Vec<BoxRecord>) -> Answer {
        self.pull().await;
        let entry = self.sign(RosterStatement::SetPolicy(Policy::default()));
        let body = RosterAppend {
            entries: vec![bytes(&entry)],
            boxes,
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
        let (id, answer) = self.link(None).await;
        answer.done();
        id
    }

    /// Asks for an invitation, or for a link that renews somebody's access.
    pub(crate) async fn link(&mut self, renews: Option<PersonId>) -> (InvitationId, Answer) {
        let id = InvitationId(random());
        let body = NewInvitation {
            id: id.to_string(),
            expires: now() + 60_000,
            sealed: [1; 40].into(),
            renews: renews.map(|person| person.to_string()),
            greeting: Some([2; 60].into()),
        };
        let client = &mut self.founder.client;
        (id, client.post(path::INVITATIONS, &body).await)
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
