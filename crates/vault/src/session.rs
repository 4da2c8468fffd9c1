//! A signed-in, unlocked person: everything that is forgotten on locking.

use bridge::{
    Failure, Reason,
    account::{Abilities, PostLabel, SessionView},
    failure::Alarm,
};
use ledger::{
    entry::Author,
    id::{FileId, PersonId},
    rights::{Duty, Operation},
    roster::{Roster, View},
};
use wire::{
    account::BlobPut,
    path,
    roster::{Appended, Boxes, RosterAppend},
};

use crate::{
    Result,
    api::Api,
    clients::Opened,
    draft::Draft,
    identity::{Locker, Me, Pins},
    journals::{Journals, Opener, RosterBehind, within_reach},
    keyring::Keyring,
    people::Letting,
    platform::Platform,
    remote::{Method, Remote},
    roster,
};

/// How often an append is tried when others append at the same time.
const TRIES: usize = 8;

/// The unlocked state.
pub(crate) struct Session<P: Platform> {
    pub(crate) me: Me<P::WrappingKey>,
    pub(crate) locker: Locker,
    pub(crate) pins: Pins,
    pub(crate) roster: Roster,
    pub(crate) keyring: Keyring,
    pub(crate) journals: Journals,
    /// Files that are open on the page, newest last.
    pub(crate) opened: Vec<(FileId, Opened)>,
}

/// What a pull brought.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct News {
    pub(crate) organisation: bool,
    pub(crate) clients: bool,
}

impl<P: Platform> Session<P> {
    /// The person, as the roster has it now.
    pub(crate) fn view(&self) -> View<'_> {
        self.roster.view()
    }

    /// Brings roster, keys and journals up to date, and compares them with the pins.
    pub(crate) async fn pull<R: Remote>(&mut self, api: &Api<R>, platform: &P) -> Result<News> {
        let mut news = News::default();
        for _ in 0..TRIES {
            news.organisation |= roster::pull(api, &mut self.roster, platform.now()).await?;
            roster::check_pins(&self.roster, &self.pins)?;
            self.pull_keys(api, platform, &mut news).await?;
            let units = within_reach(self.roster.view(), self.me.person);
            self.journals.keep_only(&units);
            let mut behind = false;
            for unit in units {
                let opener = Opener::new(self.me.org, self.roster.view(), &self.keyring);
                match self
                    .journals
                    .pull(api, unit, &self.roster, &opener, platform.now())
                    .await?
                {
                    Ok(changed) => news.clients |= changed,
                    Err(RosterBehind) => behind = true,
                }
            }
            if !behind {
                self.journals.check_pins(&self.pins)?;
                return Ok(news);
            }
        }
        // An anchor that no pull of the roster brings.
        Err(Reason::Integrity(Alarm::JournalForged).into())
    }

    async fn pull_keys<R: Remote>(
        &mut self,
        api: &Api<R>,
        platform: &P,
        news: &mut News,
    ) -> Result<()> {
        if !news.organisation && self.keyring.len() > 0 {
            return Ok(());
        }
        let boxes: Boxes = api.get(path::BOXES).await?;
        let keyring = Keyring::open(platform, &self.roster, &self.me, &boxes.boxes).await?;
        if keyring.len() > self.keyring.len() {
            self.keyring = keyring;
            let opener = Opener::new(self.me.org, self.roster.view(), &self.keyring);
            news.clients |= self.journals.reopen(&opener)?;
        }
        Ok(())
    }

    /// Remembers how far the chains have come, in the blob. Another device that did so first is no harm: the pins merge at the next sign-in.
    pub(crate) async fn pin<R: Remote>(&mut self, api: &Api<R>, platform: &P) -> Result<()> {
        let Some(head) = self.roster.head() else {
            return Ok(());
        };
        let mut pins = Pins {
            genesis: self.pins.genesis,
            roster: head,
            journals: self.pins.journals.clone(),
        };
        pins.journals.extend(self.journals.heads());
        if pins == self.pins {
            return Ok(());
        }
        let replaces = self.locker.blob.counter();
        self.locker
            .repin(platform, self.me.org, self.me.person, &pins)?;
        let put = BlobPut {
            replaces,
            blob: self.locker.blob.to_bytes().into(),
        };
        api.tell(Method::Put, path::BLOB, &put).await?;
        self.pins = pins;
        Ok(())
    }

    /// States something in the roster, with the keys and boxes that follow from it. When others come first, it is judged and signed anew.
    pub(crate) async fn state<R: Remote>(
        &mut self,
        api: &Api<R>,
        platform: &P,
        mut statements: impl FnMut(&mut Draft<'_, P>, &mut Letting, &mut Keyring) -> Result<()>,
    ) -> Result<()> {
        for _ in 0..TRIES {
            let author = Author::Person(self.me.person);
            let mut draft = Draft::new(
                platform,
                self.me.org,
                author,
                &self.me.signing,
                self.roster.clone(),
            );
            let mut letting = Letting::default();
            let mut keyring = self.keyring.clone();
            statements(&mut draft, &mut letting, &mut keyring)?;
            if draft.is_empty() {
                return Ok(());
            }
            let boxes = letting.boxes(platform, &draft, author, &self.me.signing, &keyring)?;
            let append = RosterAppend {
                entries: draft.bytes(),
                boxes,
            };
            match api.post::<_, Appended>(path::ROSTER, &append).await {
                Ok(_) => {
                    self.roster = draft.roster;
                    self.keyring = keyring;
                    return Ok(());
                }
                Err(error) if error.code() == Some(wire::Code::StaleHead) => {
                    self.pull(api, platform).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(Reason::Conflict.into())
    }

    /// Whether I have a duty.
    pub(crate) fn has_duty(&self, duty: Duty) -> bool {
        self.view().has_duty(self.me.person, duty)
    }

    /// Who I am, for the page.
    pub(crate) fn describe(&self) -> Result<SessionView> {
        let view = self.view();
        let person = view
            .person(self.me.person)
            .ok_or_else(|| Failure::from(Reason::Fault))?;
        let posts: Vec<PostLabel> = view
            .posts_of(person.id)
            .map(|post| PostLabel {
                unit: view
                    .unit(post.unit)
                    .map(|unit| unit.name.clone())
                    .unwrap_or_default(),
                role: view
                    .role(post.role)
                    .map(|role| role.name.clone())
                    .unwrap_or_default(),
                admitted: view.is_admitted(person.id, post),
            })
            .collect();
        Ok(SessionView {
            person: person.id.to_string(),
            name: person.name.clone(),
            sign_in_name: person.sign_in_name.clone(),
            company: view
                .root()
                .map(|root| root.name.clone())
                .unwrap_or_default(),
            posts,
            abilities: self.abilities(view, person.id),
            idle_minutes: view.policy().idle_minutes,
        })
    }

    fn abilities(&self, view: View<'_>, person: PersonId) -> Abilities {
        let somewhere = |operation| {
            view.units()
                .any(|unit| view.may(person, operation, ledger::rights::Section::Card, unit.id))
        };
        Abilities {
            read_clients: somewhere(Operation::View),
            create_clients: somewhere(Operation::Create),
            administer: view.has_duty(person, Duty::System),
            admit: view.has_duty(person, Duty::Archive),
            audit: view.has_duty(person, Duty::Audit),
        }
    }
}
