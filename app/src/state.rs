//! What every page shares: who is signed in, the reader's preferences, toasts, the line to the engine.

use bridge::{
    Call, Event, Failure, Reason, Reply, Request,
    account::{Lock, ServerState, SessionView, SignOut, Start},
    client::{Sync as Pull, Synced},
    failure::Alarm,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    engine::Engine,
    i18n::{Lang, Text, common},
    kit::{badge::Tone, toast::Toast},
    pages::rooms::Rooms,
    platform::{cookie, tab},
    preferences::{LANG_COOKIE, Preferences, THEME_COOKIE, Theme},
    route::{self, Memory, Page},
};

/// Where the visitor stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The engine has not answered yet.
    Starting,
    /// The server's state could not be asked.
    Failed(Failure),
    /// There is no organisation yet.
    NotSetUp,
    /// Nobody is unlocked; whose page it was, if known.
    Locked(Option<Known>),
    /// Unlocked.
    Open(Box<SessionView>),
}

/// A form that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Editing {
    /// Of a new file.
    New,
    /// Of the file of this id.
    File(String),
}

/// The account a locked page belongs to: by the person's name, or by the sign-in name where the page has been loaded anew since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) sign_in_name: String,
}

/// The shared state; a handful of signals, so it is copied about.
#[derive(Clone, Copy)]
pub(crate) struct AppState {
    pub(crate) lang: RwSignal<Lang>,
    pub(crate) theme: RwSignal<Theme>,
    /// The path of the page that is shown.
    pub(crate) path: RwSignal<String>,
    /// What follows the question mark in its address.
    pub(crate) query: RwSignal<String>,
    /// What entries of the history remember that stands in no address.
    pub(crate) memory: Memory,
    pub(crate) phase: RwSignal<Phase>,
    pub(crate) alarm: RwSignal<Option<Alarm>>,
    /// What locked the page, if that needs saying.
    pub(crate) locked_by: RwSignal<Option<Failure>>,
    pub(crate) online: RwSignal<bool>,
    pub(crate) toasts: RwSignal<Vec<Toast>>,
    /// Grows whenever the list of clients changed.
    pub(crate) clients: RwSignal<u32>,
    /// The opened file that somebody else has written into.
    pub(crate) overtaken: RwSignal<Option<String>>,
    /// Grows whenever the organisation changed.
    pub(crate) organisation: RwSignal<u32>,
    /// The last sync, and whether one is under way.
    pub(crate) synced: RwSignal<Option<Synced>>,
    pub(crate) syncing: RwSignal<bool>,
    /// Whether files are being sealed anew in the background, or the next step waits.
    pub(crate) resealing: RwSignal<bool>,
    /// What is being written, or is to be: where the page locks meanwhile, it is taken up again.
    pub(crate) editing: RwSignal<Option<Editing>>,
    /// Puts away what is typed before the page locks.
    pub(crate) before_lock: StoredValue<Option<Callback<()>>>,
    /// Whether the page listens: nothing can be submitted before.
    pub(crate) ready: RwSignal<bool>,
    /// What stands on top of the page, the topmost last: how each is asked to close.
    pub(crate) on_top: StoredValue<Vec<Callback<()>>>,
    /// How many dialogs are open.
    pub(crate) dialogs: RwSignal<usize>,
    /// How far the code behind the lock is.
    pub(crate) rooms: RwSignal<Rooms>,
    engine: StoredValue<Option<Engine>>,
}

/// The shared state. `App` provides it around every page.
pub(crate) fn use_app() -> AppState {
    expect_context()
}

impl AppState {
    /// The state of a fresh page; without an engine on the server.
    pub(crate) fn new(preferences: Preferences, engine: Option<Engine>) -> Self {
        let here = route::address();
        Self {
            lang: RwSignal::new(preferences.lang),
            theme: RwSignal::new(preferences.theme),
            path: RwSignal::new(here.path),
            query: RwSignal::new(here.query),
            memory: route::memory(),
            phase: RwSignal::new(Phase::Starting),
            alarm: RwSignal::new(None),
            locked_by: RwSignal::new(None),
            online: RwSignal::new(true),
            toasts: RwSignal::new(Vec::new()),
            clients: RwSignal::new(0),
            overtaken: RwSignal::new(None),
            organisation: RwSignal::new(0),
            synced: RwSignal::new(None),
            syncing: RwSignal::new(false),
            resealing: RwSignal::new(false),
            editing: RwSignal::new(None),
            before_lock: StoredValue::new(None),
            ready: RwSignal::new(false),
            on_top: StoredValue::new(Vec::new()),
            dialogs: RwSignal::new(0),
            rooms: RwSignal::new(Rooms::Away),
            engine: StoredValue::new(engine),
        }
    }

    /// Asks the engine; `then` gets the answer on the page's thread.
    pub(crate) fn ask<C: Call + 'static>(
        self,
        call: C,
        then: impl FnOnce(Result<C::Reply, Failure>) + 'static,
    ) {
        self.send(
            call.into(),
            Box::new(move |answer| {
                then(answer.and_then(|reply| C::reply(reply).ok_or_else(|| Reason::Fault.into())))
            }),
        );
    }

    /// Sends a request; kept apart from [`Self::ask`] so that it is compiled once, not once for each call.
    fn send(self, request: Request, then: Box<dyn FnOnce(Result<Reply, Failure>)>) {
        let Some(engine) = self.engine.get_value() else {
            then(Err(Reason::Fault.into()));
            return;
        };
        spawn_local(async move {
            let answer = engine.send(request).await;
            if let Err(failure) = &answer {
                self.note(failure);
            }
            then(answer);
        });
    }

    /// Asks the server in what state it is and starts to hear events.
    pub(crate) fn start(self) {
        if let Some(engine) = self.engine.get_value() {
            engine.listen(move |event| self.hear(event));
        }
        self.ready.set(true);
        self.look_up();
    }

    /// Asks the server in what state it is.
    pub(crate) fn look_up(self) {
        self.phase.set(Phase::Starting);
        self.ask(Start, move |answer| {
            self.phase.set(match answer {
                Ok(ServerState {
                    session: Some(session),
                    ..
                }) => Phase::Open(Box::new(session)),
                Ok(ServerState { set_up: true, .. }) => Phase::Locked(self.kept()),
                Ok(ServerState { .. }) => Phase::NotSetUp,
                // Locked before there was an answer: that is no trouble, and the password leads on.
                Err(failure) if failure.reason == Reason::Locked => Phase::Locked(self.kept()),
                Err(failure) => Phase::Failed(failure),
            });
        });
    }

    /// Whose page this was before it was loaded anew. Whoever goes to sign in says it themselves.
    fn kept(self) -> Option<Known> {
        let asks = self
            .path
            .with_untracked(|path| Page::at(path) == Page::SignIn);
        let sign_in_name = tab::kept().filter(|_| !asks)?;
        Some(Known {
            name: sign_in_name.clone(),
            sign_in_name,
        })
    }

    fn hear(self, event: Event) {
        match event {
            Event::ClientsChanged => self.clients.update(|n| *n = n.wrapping_add(1)),
            Event::FileChanged(file) => self.overtaken.set(Some(file)),
            Event::OrganisationChanged => {
                self.organisation.update(|n| *n = n.wrapping_add(1));
                self.refresh_session();
            }
            Event::SignedOut => self.locked_out(&Reason::Locked.into()),
            Event::Online(online) => self.online.set(online),
            Event::Restored => self.insist(Tone::Wait, self.now(common::RESTORED).to_owned()),
            Event::Alarm(alarm) => self.raise(alarm),
        }
    }

    /// From now on the page is the alarm and nothing else.
    fn raise(self, alarm: Alarm) {
        self.hush();
        self.alarm.set(Some(alarm));
    }

    /// What a failure means for the whole page.
    fn note(self, failure: &Failure) {
        match failure.reason {
            Reason::Integrity(alarm) => self.raise(alarm),
            Reason::Locked | Reason::KeysReplaced => self.locked_out(failure),
            Reason::AnotherActor => {
                self.close();
                self.locked_by.set(Some(failure.clone()));
            }
            Reason::Offline => self.online.set(false),
            // The session says so from now on.
            Reason::SecondFactorRequired => self.refresh_session(),
            _ => {}
        }
    }

    /// My posts and abilities may have changed; asked without leaving the page.
    pub(crate) fn refresh_session(self) {
        self.ask(Start, move |answer| {
            if let Ok(ServerState {
                session: Some(session),
                ..
            }) = answer
            {
                self.open(session);
            }
        });
    }

    /// Pulls what is new. Whoever shows clients looks again, whether or not the engine says that something changed.
    pub(crate) fn sync(self) {
        if self.syncing.get_untracked() {
            return;
        }
        self.syncing.set(true);
        self.ask(Pull, move |answer| {
            self.syncing.set(false);
            if let Ok(synced) = answer {
                self.online.set(true);
                self.synced.set(Some(synced));
            }
        });
    }

    /// Takes a session; nobody is told if it is the same one.
    pub(crate) fn open(self, session: SessionView) {
        let same = self
            .phase
            .with_untracked(|phase| matches!(phase, Phase::Open(now) if **now == session));
        if !same {
            tab::keep(&session.sign_in_name);
            self.locked_by.set(None);
            self.phase.set(Phase::Open(Box::new(session)));
        }
    }

    /// Something else than the reader has locked the page: it says so.
    fn locked_out(self, failure: &Failure) {
        let open = self
            .phase
            .with_untracked(|phase| matches!(phase, Phase::Open(_)));
        self.close();
        if open {
            self.locked_by.set(Some(failure.clone()));
        }
    }

    /// Hides everything at once; remembers only whose page it was.
    fn close(self) {
        self.hush();
        self.memory.forget();
        let known = self.phase.with_untracked(|phase| match phase {
            Phase::Open(session) => Some(Some(Known {
                name: session.name.clone(),
                sign_in_name: session.sign_in_name.clone(),
            })),
            _ => None,
        });
        if let Some(known) = known {
            self.phase.set(Phase::Locked(known));
        }
    }

    /// Locks: hides first, then has the engine forget its keys.
    pub(crate) fn lock(self) {
        if let Some(put_away) = self.before_lock.get_value() {
            put_away.run(());
        }
        self.close();
        // An answer that was on its way may have opened the page again.
        self.ask(Lock, move |_| self.close());
    }

    /// Locks and ends the session at the server.
    pub(crate) fn sign_out(self) {
        self.hush();
        self.memory.forget();
        self.locked_by.set(None);
        self.editing.set(None);
        tab::forget();
        self.phase.set(Phase::Locked(None));
        self.ask(SignOut, |_| {});
    }

    /// The session, if unlocked.
    pub(crate) fn session(self) -> Option<SessionView> {
        self.phase.with(|phase| match phase {
            Phase::Open(session) => Some((**session).clone()),
            _ => None,
        })
    }

    /// Chooses a language and keeps it.
    pub(crate) fn choose_lang(self, lang: Lang) {
        self.lang.set(lang);
        cookie::keep(LANG_COOKIE, lang.tag());
        set_root("lang", lang.tag());
    }

    /// Chooses a theme and keeps it.
    pub(crate) fn choose_theme(self, theme: Theme) {
        self.theme.set(theme);
        cookie::keep(THEME_COOKIE, theme.name());
        set_root("data-theme", theme.name());
    }

    /// A text in the language of this moment.
    pub(crate) fn now(self, text: Text) -> &'static str {
        text.at(self.lang.get_untracked())
    }
}

fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Only a malformed name could fail, and the names are ours.
        let _ = root.set_attribute(name, value);
    }
}
