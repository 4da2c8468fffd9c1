//! The engine: one call after the other, from the page's words to the right module.

use bridge::{
    Event, Failure, Reason, Reply, Request,
    account::{Kits, PasswordRating, ServerState},
    call::Done,
    client::{FoundDraft, Industries, Synced},
    failure::Alarm,
};
use dossier::industry;
use ledger::{
    id::{FileId, Intent},
    rules::PasswordRules,
};
use seal::recovery::{self, Seed};
use wire::{account::Status, path};

use crate::{
    Result,
    account::{self, Arrived},
    api::Api,
    clients, organisation,
    password::lacks,
    platform::{Platform, random},
    qr, rating,
    remote::{Method, Remote},
    seen::{Seen, Whose, whose},
    session::{Repinned, Session},
    store::Store,
    typed,
};

/// The client engine of one page.
pub struct Engine<R: Remote, P: Platform, S: Store> {
    api: Api<R>,
    platform: P,
    store: S,
    emit: Box<dyn Fn(Event)>,
    /// A recovery root that was shown as a kit and waits for set-up.
    seed: Option<Seed>,
    session: Option<Session<P>>,
    /// What a session that is over still wants remembered. Holds no key that is not sealed.
    parting: Option<(Whose, Repinned)>,
    /// A sign-in that waits for the code of a second factor.
    pending: Option<account::Pending>,
    /// What this page has seen, across locks.
    seen: Seen,
    /// Once the server has lied, nothing is believed or written any more.
    alarm: Option<Alarm>,
}

impl<R: Remote, P: Platform, S: Store> Engine<R, P, S> {
    /// A locked engine. `emit` takes what it says unasked.
    pub fn new(remote: R, platform: P, store: S, emit: impl Fn(Event) + 'static) -> Self {
        Self {
            api: Api::new(remote),
            platform,
            store,
            emit: Box::new(emit),
            seed: None,
            session: None,
            parting: None,
            pending: None,
            seen: Seen::default(),
            alarm: None,
        }
    }

    /// Answers a call.
    ///
    /// # Errors
    /// A [`Failure`] in the page's words. [`Reason::Integrity`] also locks the engine for good: only leaving is possible then.
    pub async fn answer(&mut self, request: Request) -> Result<Reply> {
        let leaves = matches!(
            request,
            Request::Ping(_) | Request::Lock(_) | Request::SignOut(_)
        );
        if let Some(alarm) = self.alarm.filter(|_| !leaves) {
            return Err(Reason::Integrity(alarm).into());
        }
        let answer = self.call(request).await;
        match &answer {
            Err(Failure {
                reason: Reason::Integrity(alarm),
                ..
            }) => {
                self.alarm = Some(*alarm);
                self.session = None;
                (self.emit)(Event::Alarm(*alarm));
            }
            Err(Failure {
                reason: Reason::Locked | Reason::AnotherActor,
                ..
            }) if self.leave().is_some() => (self.emit)(Event::SignedOut),
            // The policy has begun to ask for one: the page leads to it.
            Err(Failure {
                reason: Reason::SecondFactorRequired,
                ..
            }) => {
                if let Some(session) = &mut self.session {
                    session.bare = true;
                }
            }
            // The answer itself says why.
            Err(Failure {
                reason: Reason::KeysReplaced,
                ..
            }) => drop(self.leave()),
            _ => {}
        }
        answer
    }

    async fn call(&mut self, request: Request) -> Result<Reply> {
        match request {
            Request::Ping(_) => Ok(Reply::Ping(Done)),
            Request::RatePassword(request) => {
                let password = request.password.expose();
                Ok(Reply::RatePassword(PasswordRating {
                    lacks: lacks(password, self.password_rules()),
                    ..rating::rate(password, &request.context)
                }))
            }
            Request::DrawQr(request) => qr::qr(request.text.expose()).map(Reply::DrawQr),
            Request::GetIndustries(_) => Ok(Reply::GetIndustries(Industries(
                industry::list().to_owned(),
            ))),
            Request::Start(_) => self.start().await.map(Reply::Start),
            Request::CheckSetUp(request) => {
                account::check_set_up(&self.api, &request.token).await?;
                Ok(Reply::CheckSetUp(Done))
            }
            Request::MakeKits(request) => Ok(Reply::MakeKits(self.make_kits(request.split))),
            Request::SetUp(request) => {
                typed::new_password(
                    &request.password,
                    &[&request.company, &request.name, &request.sign_in_name],
                    self.password_rules(),
                )?;
                let seed = self.seed.clone().ok_or(Reason::Fault)?;
                let session = account::set_up(&self.api, &self.platform, &seed, &request).await?;
                self.seed = None;
                self.unlocked(session).map(Reply::SetUp)
            }
            Request::OpenInvitation(request) => {
                account::open_invitation(&self.api, request.fragment.expose())
                    .await
                    .map(Reply::OpenInvitation)
            }
            Request::Join(request) => {
                let names = [request.name.as_str(), &request.sign_in_name];
                typed::new_password(&request.password, &names, self.password_rules())?;
                account::join(&self.api, &self.platform, &request).await?;
                Ok(Reply::Join(Done))
            }
            Request::RenewAccess(request) => {
                account::renew_access(&self.api, &self.platform, &request).await?;
                Ok(Reply::RenewAccess(Done))
            }
            Request::SignIn(request) => {
                self.leave();
                self.pending = None;
                // Before the blob is asked for.
                self.rest().await;
                let arrived =
                    account::sign_in(&self.api, &self.platform, &request, &self.seen).await?;
                self.arrived(arrived).map(Reply::SignIn)
            }
            Request::GiveCode(request) => {
                let pending = self.pending.take().ok_or(Reason::SignInEnded)?;
                let (api, platform) = (&self.api, &self.platform);
                match account::give_code(api, platform, &pending, &request, &self.seen).await {
                    Ok(session) => self.unlocked(session).map(Reply::GiveCode),
                    Err(failure) => {
                        // Another code may be tried; what stands in the vault's way will do so again.
                        if may_go_on(&failure) {
                            self.pending = Some(pending);
                        }
                        Err(failure)
                    }
                }
            }
            Request::Recover(request) => {
                let rules = self.password_rules();
                typed::new_password(&request.password, &[&request.sign_in_name], rules)?;
                self.leave();
                self.pending = None;
                let arrived =
                    account::recover(&self.api, &self.platform, &request, &self.seen).await?;
                self.arrived(arrived).map(Reply::Recover)
            }
            Request::Lock(_) => {
                self.forget();
                Ok(Reply::Lock(Done))
            }
            Request::SignOut(_) => {
                self.forget();
                self.rest().await;
                // Without the network the session at the server ends by itself; the keys are gone in any case.
                let _ = self.api.act(Method::Post, path::SIGN_OUT).await;
                Ok(Reply::SignOut(Done))
            }
            Request::ChangePassword(request) => {
                let session = self.session.as_mut().ok_or(Reason::Locked)?;
                account::change_password(session, &self.api, &self.platform, &request).await?;
                Ok(Reply::ChangePassword(Done))
            }
            Request::MakeCode(request) => {
                let session = self.session.as_mut().ok_or(Reason::Locked)?;
                let code = account::make_code(session, &self.api, &self.platform, &request).await?;
                Ok(Reply::MakeCode(code))
            }
            Request::ReplaceKeys(request) => {
                let session = self.session.as_mut().ok_or(Reason::Locked)?;
                account::replace_keys(session, &self.api, &self.platform, &request).await?;
                self.leave();
                Ok(Reply::ReplaceKeys(Done))
            }
            request => self.call_unlocked(request).await,
        }
    }

    async fn call_unlocked(&mut self, request: Request) -> Result<Reply> {
        let (api, platform, store) = (&self.api, &self.platform, &self.store);
        let seen = &self.seen;
        let session = self.session.as_mut().ok_or(Reason::Locked)?;
        match request {
            Request::Sync(_) => {
                match session.bare {
                    // Until the policy asks no more.
                    true => {
                        session.begin(api, platform, seen).await?;
                        session.bare = false;
                        session.news.organisation = true;
                    }
                    false => session.pull(api, platform).await?,
                }
                // Whatever keeps it from being ended now, the next page that looks tries again.
                let ended = organisation::end_lapsed(session, api, platform).await;
                if let Ok(true) = ended {
                    (self.emit)(Event::OrganisationChanged);
                }
                let news = core::mem::take(&mut session.news);
                if news.organisation {
                    (self.emit)(Event::OrganisationChanged);
                }
                if news.clients {
                    (self.emit)(Event::ClientsChanged);
                    for file in clients::overtaken(session) {
                        (self.emit)(Event::FileChanged(file.to_string()));
                    }
                }
                if news.restored {
                    (self.emit)(Event::Restored);
                }
                Ok(Reply::Sync(Synced {
                    files: u32::try_from(session.journals.len()).unwrap_or(u32::MAX),
                    at: platform.now(),
                }))
            }
            Request::ListClients(request) => Ok(Reply::ListClients(clients::list(
                &mut session.index,
                &session.journals,
                session.roster.view().when(platform.now()),
                session.roster.len(),
                session.me.person,
                request,
                || platform.now(),
            ))),
            Request::OpenClient(request) => {
                clients::open(session, api, platform, file(&request.file)?)
                    .await
                    .map(Reply::OpenClient)
            }
            Request::Reveal(request) => {
                clients::reveal(session, file(&request.file)?, request.field).map(Reply::Reveal)
            }
            Request::EditClient(request) => {
                clients::edit(session, api, platform, file(&request.file)?)
                    .await
                    .map(Reply::EditClient)
            }
            Request::GetChoices(_) => Ok(Reply::GetChoices(clients::choices(
                session.view(),
                session.me.person,
                Intent(random(platform)),
            ))),
            Request::FindDuplicates(request) => {
                clients::duplicates(session, api, platform, &request)
                    .await
                    .map(Reply::FindDuplicates)
            }
            Request::SaveClient(request) => {
                let saved = clients::save(session, api, platform, &request).await?;
                (self.emit)(Event::ClientsChanged);
                Ok(Reply::SaveClient(saved))
            }
            Request::KeepDraft(request) => {
                clients::drafts::keep(session, store, platform, request.draft)
                    .await
                    .map(Reply::KeepDraft)
            }
            Request::ReadDraft(request) => {
                let draft = clients::drafts::read(session, store, request.file.as_deref()).await?;
                Ok(Reply::ReadDraft(FoundDraft { draft }))
            }
            Request::DiscardDraft(request) => {
                clients::drafts::discard(session, store, request.file.as_deref()).await?;
                Ok(Reply::DiscardDraft(Done))
            }
            Request::FindDrafts(_) => clients::drafts::all(session, store, platform)
                .await
                .map(Reply::FindDrafts),
            Request::Invite(request) => organisation::invite(session, api, platform, &request)
                .await
                .map(Reply::Invite),
            Request::Renew(request) => organisation::renew(session, api, platform, &request)
                .await
                .map(Reply::Renew),
            Request::Explain(request) => {
                organisation::explain(session, api, platform, &request).await?;
                Ok(Reply::Explain(Done))
            }
            Request::GetExplanations(_) => organisation::explanations(session, api, platform)
                .await
                .map(Reply::GetExplanations),
            Request::TakeNote(request) => organisation::take_note(session, api, platform, &request)
                .await
                .map(Reply::TakeNote),
            Request::GetOrganisation(_) => organisation::organisation(session, api)
                .await
                .map(Reply::GetOrganisation),
            Request::GetAccess(request) => {
                organisation::access(session, platform, &request).map(Reply::GetAccess)
            }
            Request::AddUnit(request) => {
                organisation::add_unit(session, api, platform, &request).await?;
                Ok(Reply::AddUnit(organisation::changed(session, api).await))
            }
            Request::GetSecondFactor(_) => account::second_factor::state(api)
                .await
                .map(Reply::GetSecondFactor),
            Request::OfferSecondFactor(_) => {
                account::second_factor::offer(session, platform).map(Reply::OfferSecondFactor)
            }
            Request::ChangeSecondFactor(request) => {
                let codes = account::second_factor::change(session, api, platform, &request);
                let codes = codes.await?;
                if session.bare {
                    match session.begin(api, platform, seen).await {
                        Ok(()) => session.bare = false,
                        Err(failure) if matches!(failure.reason, Reason::Integrity(_)) => {
                            return Err(failure);
                        }
                        // The codes are shown once, so they are shown now; the next pull begins.
                        Err(_) => {}
                    }
                }
                Ok(Reply::ChangeSecondFactor(codes))
            }
            Request::RemoveSecondFactor(request) => {
                account::second_factor::remove(api, &request.person).await?;
                account::devices::locks(api)
                    .await
                    .map(Reply::RemoveSecondFactor)
            }
            Request::GetDevices(_) => account::devices::devices(api).await.map(Reply::GetDevices),
            Request::EndSession(request) => {
                account::devices::end(api, request.id.as_deref()).await?;
                account::devices::devices(api).await.map(Reply::EndSession)
            }
            Request::LoseDevice(request) => {
                account::devices::lose(session, api, platform, &request).await?;
                account::devices::devices(api).await.map(Reply::LoseDevice)
            }
            Request::GetOpened(request) => account::devices::opened(session, api, &request.id)
                .await
                .map(Reply::GetOpened),
            Request::GetViews(request) => account::devices::views(session, api, &request.person)
                .await
                .map(Reply::GetViews),
            Request::GetLocks(_) => account::devices::locks(api).await.map(Reply::GetLocks),
            Request::Unlock(request) => {
                account::devices::unlock(api, &request.person).await?;
                account::devices::locks(api).await.map(Reply::Unlock)
            }
            Request::GetSettings(_) => Ok(Reply::GetSettings(
                organisation::settings::settings(session, api).await,
            )),
            Request::ChangeSettings(request) => {
                organisation::settings::change(session, api, platform, &request).await?;
                Ok(Reply::ChangeSettings(
                    organisation::settings::settings(session, api).await,
                ))
            }
            Request::AnswerRelease(request) => {
                organisation::settings::answer(session, api, platform, request).await?;
                Ok(Reply::AnswerRelease(
                    organisation::settings::settings(session, api).await,
                ))
            }
            Request::PreviewChange(request) => {
                organisation::preview(session, api, platform, &request.change)
                    .await
                    .map(Reply::PreviewChange)
            }
            Request::MakeChange(request) => {
                let made = organisation::make(session, api, platform, &request).await;
                if let Err(Failure {
                    reason: Reason::Outdated,
                    ..
                }) = made
                {
                    (self.emit)(Event::OrganisationChanged);
                }
                made?;
                Ok(Reply::MakeChange(organisation::changed(session, api).await))
            }
            Request::WithdrawInvitation(request) => {
                organisation::withdraw(session, api, &request.id).await?;
                let changed = organisation::changed(session, api).await;
                Ok(Reply::WithdrawInvitation(changed))
            }
            Request::ConfirmNewcomer(request) => {
                organisation::confirm(session, api, platform, &request.id).await?;
                let changed = organisation::changed(session, api).await;
                Ok(Reply::ConfirmNewcomer(changed))
            }
            Request::Appoint(request) => {
                let (person, unit, role) = (&request.person, &request.unit, &request.role);
                organisation::appoint(session, api, platform, person, unit, role).await?;
                Ok(Reply::Appoint(organisation::changed(session, api).await))
            }
            Request::Admit(request) => {
                let admitted = organisation::admit(session, api, platform, &request.seen).await;
                if let Err(Failure {
                    reason: Reason::Outdated,
                    ..
                }) = admitted
                {
                    (self.emit)(Event::OrganisationChanged);
                }
                admitted?;
                Ok(Reply::Admit(organisation::changed(session, api).await))
            }
            Request::Deputize(request) => {
                organisation::deputize(session, api, platform, &request).await?;
                Ok(Reply::Deputize(organisation::changed(session, api).await))
            }
            Request::DelegateAdmission(request) => {
                organisation::delegate(session, api, platform, &request).await?;
                let changed = organisation::changed(session, api).await;
                Ok(Reply::DelegateAdmission(changed))
            }
            Request::Leave(request) => {
                organisation::leave(session, api, platform, &request.leaving).await?;
                Ok(Reply::Leave(organisation::changed(session, api).await))
            }
            Request::Reinstate(request) => {
                organisation::reinstate(session, api, platform, &request.person).await?;
                Ok(Reply::Reinstate(organisation::changed(session, api).await))
            }
            Request::RotateKeys(_) => {
                session.rotate(api, platform).await?;
                Ok(Reply::RotateKeys(organisation::changed(session, api).await))
            }
            Request::ReplaceIndexKey(request) => {
                organisation::replace_index_key(session, api, platform, request.seen).await?;
                let changed = organisation::changed(session, api).await;
                Ok(Reply::ReplaceIndexKey(changed))
            }
            Request::Reseal(request) => {
                let most = usize::try_from(request.most).unwrap_or(usize::MAX);
                let due = match request.keys_alone {
                    true => clients::Due::Keys,
                    false => clients::Due::All,
                };
                let resealed = clients::reseal(session, api, platform, most, due).await?;
                Ok(Reply::Reseal(resealed))
            }
            Request::RehearseKits(request) => {
                account::rehearse(session, &request.kits)?;
                Ok(Reply::RehearseKits(Done))
            }
            Request::ChooseSuite(request) => {
                organisation::choose_suite(session, api, platform, request.suite).await?;
                let changed = organisation::changed(session, api).await;
                Ok(Reply::ChooseSuite(changed))
            }
            _ => Err(Reason::Fault.into()),
        }
    }

    /// What is asked of passwords: by the organisation whose vault is open, or by default.
    fn password_rules(&self) -> PasswordRules {
        let session = self.session.as_ref();
        let rules = session.map(|session| session.view().policy().rules());
        rules.unwrap_or_default().passwords
    }

    async fn start(&self) -> Result<ServerState> {
        let status: Status = self.api.get(path::STATUS).await?;
        for person in &status.lost {
            self.forget_drafts_of(person).await;
        }
        let session = self.session.as_ref().map(Session::describe).transpose()?;
        Ok(ServerState {
            set_up: status.set_up,
            session,
        })
    }

    /// Forgets what this device keeps of somebody who has lost it. Whoever else uses it keeps theirs; and while a vault is open here, the
    /// server's word takes nothing from its owner.
    async fn forget_drafts_of(&self, person: &str) {
        let mine = |session: &Session<P>| session.me.person.to_string() == person;
        if person.is_empty() || self.session.as_ref().is_some_and(mine) {
            return;
        }
        let names = self.store.names("draft/").await.unwrap_or_default();
        let theirs = |name: &&String| name.split('/').nth(2) == Some(person);
        for name in names.iter().filter(theirs) {
            // What can't be taken away lies there sealed.
            let _ = self.store.remove(name).await;
        }
    }

    fn make_kits(&mut self, split: bool) -> Kits {
        let seed = Seed::generate(&mut self.platform.rng());
        let papers = match split {
            true => seed
                .split(&mut self.platform.rng())
                .map(recovery::Kit::Share)
                .to_vec(),
            false => vec![recovery::Kit::Whole(seed.clone())],
        };
        let kits = papers.iter().map(account::printed).collect();
        self.seed = Some(seed);
        Kits { kits }
    }

    fn unlocked(&mut self, session: Session<P>) -> Result<bridge::account::SessionView> {
        let view = session.describe()?;
        self.session = Some(session);
        Ok(view)
    }

    fn arrived(&mut self, arrived: Arrived<P>) -> Result<bridge::account::SessionView> {
        match arrived {
            Arrived::Open(session) => self.unlocked(*session),
            Arrived::Asked(pending) => {
                self.pending = Some(pending);
                Err(Reason::CodeNeeded.into())
            }
        }
    }

    /// Ends the session here; what it has seen stays.
    fn leave(&mut self) -> Option<Session<P>> {
        let session = self.session.take()?;
        self.seen.note(&session);
        Some(session)
    }

    /// Forgets every key at once; what the server should remember waits for [`Engine::rest`].
    fn forget(&mut self) {
        self.pending = None;
        if let Some(session) = self.leave()
            && let Ok(Some(repinned)) = session.repinned(&self.platform)
        {
            self.parting = Some((whose(&session), repinned));
        }
    }

    /// Tells the server what a locked session has left to tell. To be called when there is nothing to answer; it may be dropped at any time.
    pub async fn rest(&mut self) {
        if let Some((whose, repinned)) = self.parting.take() {
            let put = self.api.tell(Method::Put, path::BLOB, &repinned.put);
            // Where it does not arrive, or another device came first, the older pins hold all the same.
            if put.await.is_ok() {
                self.seen.note_blob(whose, repinned.counter());
            }
        }
    }
}

/// Whether a sign-in that waits for a code may be given another one after this.
fn may_go_on(failure: &Failure) -> bool {
    !matches!(
        failure.reason,
        Reason::SignInEnded | Reason::Suspended | Reason::DeviceLost | Reason::Integrity(_)
    )
}

fn file(id: &str) -> Result<FileId> {
    id.parse().map_err(|_| Reason::NotFound.into())
}
