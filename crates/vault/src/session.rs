//! A signed-in, unlocked person: everything that is forgotten on locking.

mod pinning;

pub(crate) use pinning::Repinned;

use std::collections::HashMap;

use bridge::{
    Failure, Reason,
    account::{Abilities, PostLabel, SessionView},
    failure::Alarm,
    organisation::InvitationLine,
};
use checks::Check;
use ledger::{
    entry::Author,
    id::{FileId, Intent, PersonId},
    rights::{Duty, Operation},
    roster::{Roster, View},
    statement::RosterStatement,
};
use wire::{
    files, path,
    roster::{Boxes, RosterAppend},
};

use crate::{
    Result,
    account::second_factor::Offered,
    api::Api,
    clients::{Due, Index, Opened, Spoilt},
    draft::Draft,
    fingerprint::fingerprint,
    identity::{Locker, Me},
    journals::{Journals, RosterBehind, ends, within_reach},
    keyring::Keyring,
    opener::Opener,
    password,
    people::Letting,
    pins::{Mark, Pins},
    platform::Platform,
    remote::Remote,
    roster,
    seen::Seen,
    tail::Tail,
};

/// How often an append is tried when others append at the same time.
const TRIES: usize = 8;

/// How often a page that finds the chains short gives back what it has, before it accuses: some two minutes.
const WAITS: u32 = 6;

/// Whether what a statement comes to is agreed to: the organisation before and after it.
pub(crate) type Agreed<'a> = dyn Fn(View<'_>, View<'_>) -> Result<()> + 'a;

/// Whatever it comes to.
pub(crate) fn agreed(_: View<'_>, _: View<'_>) -> Result<()> {
    Ok(())
}

const DAY: u64 = 86_400_000;

/// The unlocked state.
pub(crate) struct Session<P: Platform> {
    pub(crate) me: Me<P::WrappingKey>,
    pub(crate) locker: Locker,
    /// How far I have seen the chains, on this device or another of mine.
    pub(crate) pins: Pins,
    /// What of it stands in the blob.
    stored: Pins,
    /// Whether the blob is still mine to reseal.
    pinning: bool,
    pub(crate) roster: Roster,
    pub(crate) keyring: Keyring,
    pub(crate) journals: Journals,
    /// What lists are made from.
    pub(crate) index: Index,
    /// When I last looked, in milliseconds since 1970: what deputies may is asked for that moment.
    moment: u64,
    /// How long the roster was when my boxes were fetched last.
    pub(crate) keys_as_of: u64,
    /// What pulls have brought since the page was told last.
    pub(crate) news: News,
    /// What I appended last, for a server that loses it.
    pub(crate) tail: Tail,
    /// How often it was given that again.
    waited: u32,
    /// Whether the server has it again. That happens once: what is gone another time was taken away.
    restored: bool,
    /// Whether the server had lost entries, so that my blob may be lost as well and has to be put again.
    lost: bool,
    /// Whether it has been given my blob in place of an older one, which happens once as well.
    mended: bool,
    /// Drafts that were sent and not answered, with the intent that they were stated under last: it may be on a chain.
    pub(crate) unanswered: HashMap<Intent, Intent>,
    /// Of which journals and how long a roster nothing was to be sealed anew.
    pub(crate) resealed_as_of: Option<(u64, u64, Due)>,
    /// What could not be sealed anew.
    pub(crate) spoilt: Spoilt,
    /// Files that are open on the page, newest last.
    pub(crate) opened: Vec<(FileId, Opened)>,
    /// My invitations as the server told of them last.
    pub(crate) invitations: Vec<InvitationLine>,
    /// Whether the password that opened this is what the rules ask for.
    pub(crate) password_fits: bool,
    /// Whether the server does nothing for me before I have a second factor.
    pub(crate) bare: bool,
    /// What an authenticator was offered, until it is set up.
    pub(crate) offer: Option<Offered>,
}

/// What a pull brought.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct News {
    pub(crate) organisation: bool,
    pub(crate) clients: bool,
    /// The server had lost entries, and has them from me again.
    pub(crate) restored: bool,
}

/// Whether a chain ends before what I have seen, or goes on otherwise.
fn is_rolled_back(failure: &Failure) -> bool {
    matches!(
        failure.reason,
        Reason::Integrity(Alarm::RosterRolledBack | Alarm::JournalRolledBack)
    )
}

impl<P: Platform> Session<P> {
    /// Unlocked; nothing but the roster was pulled yet.
    pub(crate) async fn open(
        platform: &P,
        person: PersonId,
        locker: Locker,
        pins: Pins,
        roster: Roster,
        keyring: Keyring,
    ) -> Result<Self> {
        let org = roster.org().ok_or(Reason::Fault)?;
        Ok(Self {
            me: locker.me(platform, org, person).await?,
            locker,
            stored: pins.clone(),
            pinning: true,
            pins,
            roster,
            keyring,
            journals: Journals::default(),
            index: Index::default(),
            moment: platform.now(),
            keys_as_of: 0,
            news: News::default(),
            tail: Tail::default(),
            waited: 0,
            restored: false,
            lost: false,
            mended: false,
            unanswered: HashMap::new(),
            resealed_as_of: None,
            spoilt: Spoilt::new(),
            opened: Vec::new(),
            invitations: Vec::new(),
            password_fits: true,
            bare: false,
            offer: None,
        })
    }

    /// Pulls for the first time, compares with what this page has seen before, and remembers how far the chains have come.
    pub(crate) async fn begin<R: Remote>(
        &mut self,
        api: &Api<R>,
        platform: &P,
        seen: &Seen,
    ) -> Result<()> {
        self.pull(api, platform).await?;
        seen.check(self)?;
        let now = platform.now();
        let since = self.pins.passwords.since;
        if since == 0 || since > now.saturating_add(DAY) {
            // A blob from before that was noted, or by a clock that was far ahead: the password's time begins now.
            self.pins.passwords.since = now;
        }
        self.remember(api, platform).await
    }

    /// [`Session::begin`], unless the policy asks for a second factor that there is none of: then it waits for one.
    pub(crate) async fn begin_or_wait<R: Remote>(
        &mut self,
        api: &Api<R>,
        platform: &P,
        seen: &Seen,
    ) -> Result<()> {
        let begun = self.begin(api, platform, seen).await;
        let waits = |failure: &Failure| failure.reason == Reason::SecondFactorRequired;
        self.bare = begun.as_ref().is_err_and(waits);
        match self.bare {
            true => Ok(()),
            false => begun,
        }
    }

    /// The person, as the roster has it now.
    pub(crate) fn view(&self) -> View<'_> {
        self.roster.view().when(self.moment)
    }

    /// Brings roster, keys and journals up to date, and compares them with the pins. What it brings waits in `news`. Where the chains end
    /// before what I have seen, the server is given again what I appended; what is missing then is a lie.
    pub(crate) async fn pull<R: Remote>(&mut self, api: &Api<R>, platform: &P) -> Result<()> {
        match self.look(api, platform).await {
            Err(failure) if is_rolled_back(&failure) && self.may_restore() => {
                self.restore(api).await?;
                self.look(api, platform).await?;
            }
            looked => looked?,
        }
        if self.tail.short {
            self.tail.short = false;
            self.restored = true;
            self.news.restored = true;
        }
        match self.lost {
            true => self.remember(api, platform).await,
            false => Ok(()),
        }
    }

    /// Whether it may be a loss still, and I have something to give back.
    fn may_restore(&self) -> bool {
        !self.restored && self.waited < WAITS && !self.tail.is_empty()
    }

    /// Gives the server again what I appended. It fails where the server does not take it, now: a line may be cut, and what stood before mine
    /// may be somebody else's, whose page has not been there yet.
    async fn restore<R: Remote>(&mut self, api: &Api<R>) -> Result<()> {
        self.waited += 1;
        self.tail.short = true;
        self.lost = true;
        // Meanwhile nothing older is shown than was seen.
        self.journals.forget_behind(&self.pins);
        match self.tail.append_again(api).await {
            Err(error) if error.is_no() => Err(Reason::Server.into()),
            given => Ok(given?),
        }
    }

    async fn look<R: Remote>(&mut self, api: &Api<R>, platform: &P) -> Result<()> {
        self.moment = platform.now();
        for _ in 0..TRIES {
            self.pull_roster(api, platform).await?;
            self.pull_keys(api, platform).await?;
            let units = within_reach(self.view(), self.me.person);
            self.journals.keep_only(&units);
            if units.is_empty() {
                return Ok(());
            }
            let ends: files::Journals = api.get(path::JOURNALS).await?;
            let mut behind = false;
            for unit in self.journals.behind(&units, &ends.journals)? {
                let opener = Opener {
                    org: self.me.org,
                    keyring: &self.keyring,
                };
                match self
                    .journals
                    .pull(api, unit, &self.roster, &opener, platform.now())
                    .await?
                {
                    Ok(changed) => self.news.clients |= changed,
                    Err(RosterBehind) => behind = true,
                }
            }
            if !behind {
                self.journals.check_named(&self.roster)?;
                self.journals.check_pins(&self.pins)?;
                return match self.tail.stands_in(&self.journals) {
                    true => Ok(()),
                    false => Err(Reason::Integrity(Alarm::JournalRolledBack).into()),
                };
            }
        }
        // Each time others were faster than I: nobody lied.
        Err(Reason::Server.into())
    }

    /// What opens with my keys.
    pub(crate) fn opener(&self) -> Opener<'_> {
        Opener {
            org: self.me.org,
            keyring: &self.keyring,
        }
    }

    async fn pull_roster<R: Remote>(&mut self, api: &Api<R>, platform: &P) -> Result<()> {
        let known = self.roster.len();
        self.news.organisation |= roster::pull(api, &mut self.roster, platform.now()).await?;
        self.journals.forget_outrun(&self.roster, known);
        roster::check_pins(&self.roster, &self.pins)?;
        self.check_my_keys()
    }

    /// Whether the roster still names the keys that I sign with. Two tabs of one person share a session, so that an honest server may serve the
    /// one whose keys the other has replaced: it is no alarm. But nothing goes on in the name of keys that are nobody's, and it is said.
    fn check_my_keys(&self) -> Result<()> {
        let named = self.view().person(self.me.person);
        let mine = named.is_some_and(|person| person.keys.verifying == self.me.signing.verifying());
        Check::OwnKeys.holds(mine.then_some(()).ok_or(Reason::KeysReplaced.into()))
    }

    async fn pull_keys<R: Remote>(&mut self, api: &Api<R>, platform: &P) -> Result<()> {
        let as_of = self.roster.len();
        if self.keys_as_of == as_of {
            return Ok(());
        }
        let boxes: Boxes = api.get(path::BOXES).await?;
        // Somebody may have been admitted since: boxes name roster positions, and these must be known before they are judged.
        self.pull_roster(api, platform).await?;
        let opened = Keyring::open(platform, &self.roster, &self.me, &boxes.boxes).await?;
        self.keys_as_of = as_of;
        if self.keyring.merge(opened) {
            let opener = Opener {
                org: self.me.org,
                keyring: &self.keyring,
            };
            self.news.clients |= self.journals.reopen(&opener)?;
        }
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
            if self.try_to_state(api, platform, &mut statements).await? {
                return Ok(());
            }
        }
        Err(Reason::Conflict.into())
    }

    /// States what takes something from somebody, and rotates in the same batch what they lost and I may rotate. Only if it is agreed to:
    /// what it comes to is asked of each roster that others' statements have brought.
    pub(crate) async fn take_away<R: Remote>(
        &mut self,
        api: &Api<R>,
        platform: &P,
        statement: &RosterStatement,
        agreed: &Agreed<'_>,
    ) -> Result<()> {
        for attempt in 0..TRIES {
            // Whoever writes without pause does not keep their post by it: the statement alone is made in a moment.
            let alone = attempt > 1;
            let ends = ends(api).await?;
            let mut statements =
                |draft: &mut Draft<'_, P>, letting: &mut Letting, keyring: &mut Keyring| {
                    let known = draft.roster.len();
                    draft.state_with_ends(statement.clone(), &ends)?;
                    agreed(draft.as_of(known), draft.view())?;
                    if alone {
                        return Ok(());
                    }
                    letting.rotate(platform, draft, keyring)
                };
            if self.try_to_state(api, platform, &mut statements).await? {
                return match alone {
                    true => self.rotate(api, platform).await,
                    false => Ok(()),
                };
            }
        }
        Err(Reason::Conflict.into())
    }

    /// Rotates the keys that somebody lost, as far as I may and have them.
    pub(crate) async fn rotate<R: Remote>(&mut self, api: &Api<R>, platform: &P) -> Result<()> {
        loop {
            let before = self.roster.len();
            self.state(api, platform, |draft, letting, keyring| {
                letting.rotate(platform, draft, keyring)
            })
            .await?;
            if self.roster.len() == before {
                return Ok(());
            }
        }
    }

    /// States once; false if others came first, who are known then.
    async fn try_to_state<R: Remote>(
        &mut self,
        api: &Api<R>,
        platform: &P,
        statements: &mut impl FnMut(&mut Draft<'_, P>, &mut Letting, &mut Keyring) -> Result<()>,
    ) -> Result<bool> {
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
            return Ok(true);
        }
        let boxes = letting
            .boxes(platform, &draft, &self.me.signing, &keyring)
            .await?;
        let append = RosterAppend {
            entries: draft.bytes(),
            boxes,
        };
        match self.tail.append(api, path::ROSTER, None, &append).await {
            Ok(()) => {
                let known = self.roster.len();
                self.roster = draft.roster;
                self.keyring = keyring;
                self.journals.forget_outrun(&self.roster, known);
                self.remember(api, platform).await?;
                Ok(true)
            }
            Err(error) if error.code() == Some(wire::Code::StaleHead) => {
                self.pull(api, platform).await?;
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What I remember, and that my password is another one from now on.
    pub(crate) fn with_password(&self, mark: Mark, now: u64) -> Pins {
        let mut pins = self.pins.clone();
        pins.passwords = pins.passwords.and(mark, now);
        pins
    }

    /// The server has taken a blob that remembers this, under a password that the rules were asked about.
    pub(crate) fn has_stored(&mut self, pins: Pins) {
        self.pins.clone_from(&pins);
        self.stored = pins;
        self.password_fits = true;
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
            fingerprint: fingerprint(person.keys.fingerprint()),
            organisation_fingerprint: fingerprint(self.pins.genesis),
            company: view
                .root()
                .map(|root| root.name.clone())
                .unwrap_or_default(),
            posts,
            abilities: self.abilities(view, person.id),
            idle_minutes: view.policy().idle_minutes,
            has_code: self.locker.has_code(),
            password: password::state(
                &self.pins.passwords,
                view.policy().rules().passwords,
                self.password_fits,
                self.moment,
            ),
            must_set_up: self.bare,
        })
    }

    fn abilities(&self, view: View<'_>, person: PersonId) -> Abilities {
        let somewhere = |operation| {
            view.units()
                .any(|unit| view.may(person, operation, ledger::rights::Section::Card, unit.id))
        };
        let bears = |duty| view.has_duty(person, duty);
        Abilities {
            read_clients: somewhere(Operation::View),
            create_clients: somewhere(Operation::Create),
            administer: bears(Duty::System),
            admit: bears(Duty::Archive) || view.admits_somewhere(person),
            archive: bears(Duty::Archive),
            audit: bears(Duty::Audit),
            organisation: [Duty::System, Duty::Archive, Duty::Audit, Duty::Head]
                .into_iter()
                .any(bears),
        }
    }
}
