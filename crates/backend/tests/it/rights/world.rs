//! A company around one person, who goes through all states of a post; and what there is for them to ask about.

use ledger::{
    Journal,
    id::{FileId, InvitationId, RoleId, UnitId},
    rights::Section,
    statement::{JournalHead, Post, RosterStatement},
    templates::ShippedRole,
};
use wire::{
    Bytes,
    account::{RecoveryChallenge, SetUp},
    invitation::Renewal,
    path,
    roster::Appended,
};

use super::{
    cell::{Asker, Object, State},
    ground::Ground,
};
use crate::{
    app::Client,
    company::{Company, Staff, Writing, entry, new_keys, now, pull_journal, set_up},
    described::patient,
    look_up::{tag, tagged},
    renewal::renewal,
};

/// Nothing has it.
pub(super) const NO_ID: [u8; 16] = [0xee; 16];

/// The counter of a new account's blob.
pub(super) const FIRST_COUNTER: u64 = 1;

/// A unit with files.
pub(super) struct Archive {
    pub(super) journal: Journal,
    /// A file that stays as it is, with a tag of its place's number.
    pub(super) kept: FileId,
    /// One that whoever may edits.
    pub(super) edited: FileId,
}

pub(crate) struct World {
    pub(crate) company: Company,
    pub(super) role: ShippedRole,
    pub(super) state: State,
    pub(super) ground: Ground,
    /// Whoever asks.
    pub(crate) subject: Staff,
    /// The invitation by which they came.
    pub(super) came_by: InvitationId,
    /// One that they made themselves, where they could.
    pub(super) own_invitation: Option<InvitationId>,
    /// The counter of their blob.
    pub(super) counter: u64,
    /// A colleague with posts that have no rights.
    pub(super) colleague: Staff,
    /// New keys that the colleague has answered with.
    pub(super) renewal: Renewal,
    /// Somebody who is suspended, and the link by which they may come again.
    pub(super) away: Staff,
    pub(super) away_link: InvitationId,
    pub(super) away_renewal: Renewal,
    /// Somebody who waits to be enrolled.
    pub(super) newcomer: Staff,
    pub(super) newcomer_link: InvitationId,
    /// Somebody who waits for ever.
    pub(super) waiting: Staff,
    pub(super) waiting_link: InvitationId,
    /// In the order of [`Object::PLACES`].
    pub(super) archives: Vec<Archive>,
    /// What founders send.
    pub(super) set_up: SetUp,
    /// One for the recovery root.
    pub(super) challenge: Bytes,
    /// Requests so far: each comes from an address of its own, or failures of one would shut others out.
    asked: u32,
}

impl World {
    /// Everything stands, and the person has answered an invitation.
    pub(crate) async fn found(role: ShippedRole) -> Self {
        let mut company = Company::found_on(patient().await).await;
        let ground = Ground::lay(&mut company).await;
        let (subject, came_by) = answered(&mut company, "asker").await;
        let (colleague, colleague_link) = answered(&mut company, "colleague").await;
        let (away, away_came_by) = answered(&mut company, "away").await;
        let (newcomer, newcomer_link) = answered(&mut company, "newcomer").await;
        let (waiting, waiting_link) = answered(&mut company, "waiting").await;
        let person = colleague.person.id;
        let posts = std::iter::once(company.root).chain(ground.places);
        let mut statements = vec![
            RosterStatement::Enrol(colleague.person.clone(), colleague_link),
            RosterStatement::Enrol(away.person.clone(), away_came_by),
            RosterStatement::Suspend(away.person.id, Vec::new()),
        ];
        statements.extend(posts.map(|unit| {
            let role = ground.helper;
            RosterStatement::Appoint(person, Post { unit, role })
        }));
        state_all(&mut company, statements).await;
        let (_, renewal) = renewed(&mut company, &colleague).await;
        let (away_link, away_renewal) = renewed(&mut company, &away).await;
        let archives = archives(&mut company, &ground).await;
        let (set_up, _) = set_up(&company.app, "token".to_owned(), &ShippedRole::FOUNDER);
        let mut stranger = company.app.client();
        let asked = stranger.post(path::RECOVERY_CHALLENGE, &()).await;
        let challenge = asked.ok::<RecoveryChallenge>().challenge;
        let mut world = Self {
            company,
            role,
            state: State::Invited,
            ground,
            subject,
            came_by,
            own_invitation: None,
            counter: FIRST_COUNTER,
            colleague,
            renewal,
            away,
            away_link,
            away_renewal,
            newcomer,
            newcomer_link,
            waiting,
            waiting_link,
            archives,
            set_up,
            challenge,
            asked: 0,
        };
        world.subject.client.actor = Some(world.subject.person.id.to_string());
        world
    }

    pub(super) fn asker(&self) -> Asker {
        Asker {
            role: self.role,
            state: self.state,
        }
    }

    /// The subject's post.
    pub(super) fn post(&self) -> Post {
        Post {
            unit: self.unit(Object::Own),
            role: self.company.role(self.role),
        }
    }

    pub(crate) fn unit(&self, object: Object) -> UnitId {
        place(object).map_or(UnitId(NO_ID), |place| self.ground.places[place])
    }

    pub(super) fn helper(&self, object: Object, role: RoleId) -> Post {
        Post {
            unit: self.unit(object),
            role,
        }
    }

    /// The person, at another address for each request.
    pub(crate) fn another_address(&mut self) -> Client {
        self.asked += 1;
        let [_, one, two, three] = self.asked.to_be_bytes();
        let mut client = self.subject.client.clone();
        client.address = ([10, one, two, three], 5000).into();
        client
    }

    /// The founder states it, with the ends of journals that it has to name.
    pub(super) async fn state(&mut self, statement: RosterStatement) {
        self.company.pull().await;
        let statement = self.with_ends(statement);
        self.company.state(statement).await;
    }

    pub(super) fn with_ends(&self, statement: RosterStatement) -> RosterStatement {
        let ends = self.company.roster.view().journals_fixed_by(&statement);
        let ends = ends.into_iter().map(|unit| JournalHead {
            unit,
            head: self
                .archives
                .iter()
                .find(|archive| archive.journal.unit() == unit)
                .and_then(|archive| archive.journal.head()),
        });
        statement.with_journals(ends.collect())
    }

    /// Brings the founder's copy of a journal up to the server's.
    pub(super) async fn pull_journal(&mut self, unit: UnitId) {
        let mut archives = self.archives.iter_mut();
        if let Some(archive) = archives.find(|archive| archive.journal.unit() == unit) {
            let roster = &self.company.roster;
            pull_journal(
                &mut self.company.founder.client,
                &mut archive.journal,
                roster,
            )
            .await;
        }
    }
}

/// Where an object stands in [`Object::PLACES`].
pub(super) fn place(object: Object) -> Option<usize> {
    Object::PLACES.iter().position(|place| *place == object)
}

/// Somebody who was invited and has answered.
pub(super) async fn answered(company: &mut Company, name: &str) -> (Staff, InvitationId) {
    let staff = Staff::new(&company.app, name);
    let invitation = company.invite().await;
    company.answer(invitation, &staff).await.done();
    (staff, invitation)
}

/// The founder states all of it, or none.
pub(super) async fn state_all(company: &mut Company, statements: Vec<RosterStatement>) {
    let mut ahead = company.roster.clone();
    let mut entries = Vec::new();
    for statement in statements {
        let founder = &company.founder;
        let entry = entry(
            company.org,
            &ahead,
            founder.author(),
            &founder.signing,
            statement,
        );
        ahead.apply(&entry, now()).unwrap();
        entries.push(entry);
    }
    let _: Appended = company.send(&entries).await.ok();
    company.roster = ahead;
}

/// A link that renews somebody's access, and the answer to it.
async fn renewed(company: &mut Company, staff: &Staff) -> (InvitationId, Renewal) {
    let (link, made) = company.link(Some(staff.person.id)).await;
    made.done();
    let answer = renewal(&new_keys().1);
    let path = path::renewal(&link.to_string());
    company.app.client().post(&path, &answer).await.done();
    (link, answer)
}

/// Two files in each place, by the founder.
async fn archives(company: &mut Company, ground: &Ground) -> Vec<Archive> {
    let mut archives = Vec::new();
    for (number, unit) in ground.places.into_iter().enumerate() {
        let mut journal = Journal::new(unit);
        let writing = Writing {
            company,
            staff: &company.founder,
            journal: &journal,
        };
        let draft = writing.create_many(2, &Section::ALL, 200);
        let tags = [tag(u8::try_from(number).unwrap())];
        let draft = tagged(company, draft, &tags, &tags);
        let kept = draft.file;
        let url = path::journal(&unit.to_string());
        let client = &mut company.founder.client;
        let _: Appended = client.post(&url, &draft.body).await.ok();
        pull_journal(client, &mut journal, &company.roster).await;
        let (edited, _) = journal.files().find(|(file, _)| *file != kept).unwrap();
        archives.push(Archive {
            journal,
            kept,
            edited,
        });
    }
    archives
}
