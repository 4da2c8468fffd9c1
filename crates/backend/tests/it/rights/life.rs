//! How the person goes from state to state, and comes back where an answer has taken them further.

use ledger::{
    hash::Hash,
    id::InvitationId,
    rights::Section,
    roster::Standing,
    statement::{KeyName, Opening, Post, RosterStatement},
    templates::ShippedRole,
};
use wire::{
    account::SignedIn, boxes::Addressee, invitation::NewInvitation, path, roster::Appended,
};

use super::{
    cell::{Object, State},
    ground::pair,
    world::{FIRST_COUNTER, World, answered},
};
use crate::company::{boxed, now, random};

impl World {
    pub(crate) async fn enter(&mut self, state: State) {
        self.state = state;
        match state {
            State::Invited => {}
            State::Unadmitted => self.join().await,
            State::Active => {
                self.admit().await;
                self.appoint_helper().await;
                self.sign_in().await;
                self.invite().await;
            }
            State::ByCode => self.sign_in().await,
            State::SignedOut => {
                self.sign_in().await;
                // The browser forgets the cookie; a thief would not.
                let cookie = self.subject.client.cookie.clone();
                let client = &mut self.subject.client;
                client.post(path::SIGN_OUT, &()).await.done();
                client.cookie = cookie;
                client.actor = Some(self.subject.person.id.to_string());
            }
            State::Another => {
                self.subject.client.cookie = self.company.founder.client.cookie.clone();
            }
            State::Suspended => {
                self.subject.client.cookie = None;
                self.sign_in().await;
                let person = self.subject.person.id;
                self.state(RosterStatement::Suspend(person, Vec::new()))
                    .await;
            }
            State::Retired => {
                let person = self.subject.person.id;
                self.state(RosterStatement::Retire(person, Vec::new()))
                    .await;
            }
        }
    }

    /// After something that ended their session, their admission or even their time here: as it was before.
    pub(super) async fn restore(&mut self) {
        self.company.pull().await;
        let person = self.subject.person.id;
        match self.company.roster.view().standing(person) {
            Some(Standing::Suspended) => self.state(RosterStatement::Reinstate(person)).await,
            Some(Standing::Retired) => {
                (self.subject, self.came_by) = answered(&mut self.company, "successor").await;
                self.join().await;
            }
            _ => {}
        }
        if self.state == State::Active {
            self.admit().await;
        }
        self.sign_in().await;
        if self.state == State::Active {
            self.invite().await;
        }
    }

    /// Enrolled, appointed, signed in.
    async fn join(&mut self) {
        let (person, post) = (self.subject.person.clone(), self.post());
        let id = person.id;
        self.state(RosterStatement::Enrol(person, self.came_by))
            .await;
        self.state(RosterStatement::Appoint(id, post)).await;
        self.appoint_helper().await;
        if self.public_of(post).is_none() {
            self.put_boxes(post).await;
        }
        self.counter = FIRST_COUNTER;
        self.sign_in().await;
    }

    /// One for the post, and one for colleagues elsewhere.
    async fn put_boxes(&mut self, post: Post) {
        let public = random();
        let opening = pair(post, public);
        self.state(RosterStatement::OpenEpochs(vec![opening])).await;
        let boxes = [
            (Object::Own, public),
            (Object::Elsewhere, self.ground.public_elsewhere),
        ]
        .map(|(object, public)| {
            let key = KeyName::Unit(self.unit(object), Section::Card);
            boxed(&self.company.label(Addressee::Post, &key, public))
        });
        let _: Appended = self.company.send_boxes(boxes.to_vec()).await.ok();
        self.company.pull().await;
    }

    /// The public half of a post's pair.
    pub(super) fn public_of(&self, post: Post) -> Option<[u8; 32]> {
        let opening = self.company.roster.view().epoch(&KeyName::Post(post))?;
        opening.public.map(|half| half.0)
    }

    /// A post without rights, to be given up.
    async fn appoint_helper(&mut self) {
        let person = self.subject.person.id;
        let post = self.helper(Object::Own, self.ground.helper);
        if !self.company.roster.view().holds(person, post) {
            self.state(RosterStatement::Appoint(person, post)).await;
        }
    }

    /// By the founder, to all that the role reaches. A pair that was lost with the keys is replaced before.
    async fn admit(&mut self) {
        self.company.pull().await;
        let post = self.post();
        let pair = KeyName::Post(post);
        let view = self.company.roster.view();
        if view.is_stale(&pair) {
            let opened = view.epoch(&pair).unwrap();
            let opening = Opening {
                epoch: opened.epoch + 1,
                replaces: Some(opened.epoch),
                commitment: Hash(random()),
                public: Some(Hash(random())),
                ..opened
            };
            self.state(RosterStatement::OpenEpochs(vec![opening])).await;
        }
        let person = &self.subject.person;
        let admit = RosterStatement::Admit {
            person: person.id,
            fingerprint: person.keys.fingerprint(),
            post,
            covers: self.company.roster.view().entitlements(post),
        };
        self.state(admit).await;
    }

    /// With the session that the state takes.
    pub(super) async fn sign_in(&mut self) {
        let mut credentials = self.subject.credentials();
        if self.state == State::ByCode {
            credentials.secret = self.subject.account.code.clone().unwrap();
            credentials.by_code = true;
        }
        let client = &mut self.subject.client;
        client.cookie = None;
        let _: SignedIn = client.post(path::SIGN_IN, &credentials).await.ok();
    }

    /// Whoever may invite has invited somebody.
    async fn invite(&mut self) {
        if self.role != ShippedRole::SystemAdministrator {
            return;
        }
        let id = InvitationId(random());
        let body = NewInvitation {
            id: id.to_string(),
            expires: now() + 60_000,
            sealed: [1; 40].into(),
            renews: None,
            greeting: None,
        };
        let client = &mut self.subject.client;
        client.post(path::INVITATIONS, &body).await.done();
        self.own_invitation = Some(id);
    }
}
