//! 工作台, the first room: what waits for me, and what there is, counted in the browser.

mod chart;
mod due;
mod figures;
mod missing;
mod months;
mod recent;
mod told;

use bridge::{
    account::Abilities,
    client::{ClientList, DraftLine, FindDrafts, ListClients},
    explanation::Explanations,
    organisation::{GetOrganisation, OrganisationView},
};
use leptos::{ev, prelude::*};

use crate::{
    i18n::{t, workbench as words},
    kit::{notice::FailureNotice, skeleton::Skeleton},
    piece::{IntoPiece, Piece, live, maybe},
    platform::{clock, effect::effect, listen::on_window, title::title},
    state::{AppState, use_app},
    task::Task,
};

/// How many of the newest files are named.
const RECENT: u32 = 6;

/// What the parts of the room share.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    app: AppState,
    abilities: Memo<Abilities>,
    clients: RwSignal<Option<ClientList>>,
    organisation: RwSignal<Option<OrganisationView>>,
    drafts: RwSignal<Vec<DraftLine>>,
    told: RwSignal<Explanations>,
    counting: Task,
    looking: Task,
}

impl Room {
    fn reads(self) -> bool {
        self.abilities.with(|may| may.read_clients)
    }

    fn administers(self) -> bool {
        self.abilities
            .with(|may| may.administer || may.admit || may.audit)
    }

    /// Asks for the newest files, and for everything counted.
    fn count(self) {
        let spans = months::last_twelve(clock::today());
        let call = ListClients {
            spans: spans.iter().map(|month| month.span).collect(),
            count: RECENT,
            ..ListClients::default()
        };
        self.counting.run(call, move |list| {
            if self
                .clients
                .with_untracked(|now| now.as_ref() != Some(&list))
            {
                self.clients.set(Some(list));
            }
        });
    }

    fn look(self) {
        self.looking.run(GetOrganisation, move |view| {
            if self
                .organisation
                .with_untracked(|now| now.as_ref() != Some(&view))
            {
                self.organisation.set(Some(view));
            }
        });
    }
}

/// The room.
pub(crate) fn room() -> Piece {
    let app = use_app();
    title(words::WORKBENCH);
    let abilities = Memo::new(move |_| {
        app.session()
            .map(|session| session.abilities)
            .unwrap_or_default()
    });
    let room = Room {
        app,
        abilities,
        clients: RwSignal::new(None),
        organisation: RwSignal::new(None),
        drafts: RwSignal::new(Vec::new()),
        told: RwSignal::new(Explanations::default()),
        counting: Task::new(app),
        looking: Task::new(app),
    };
    effect(move || {
        app.clients.track();
        app.synced.track();
        if room.reads() {
            untrack(|| room.count());
        }
    });
    app.ask(FindDrafts, move |answer| {
        if let Ok(found) = answer {
            room.drafts.try_set(found.drafts);
        }
    });
    // Answers to invitations come from outside: with each sync the room looks again.
    effect(move || {
        app.organisation.track();
        app.synced.track();
        if room.administers() {
            untrack(|| room.look());
        }
    });
    on_window(ev::focus, move |_| {
        if room.administers() {
            room.look();
        }
    });
    let ready = Memo::new(move |_| {
        (!room.reads() || room.clients.with(Option::is_some))
            && (!room.administers() || room.organisation.with(Option::is_some))
    });
    view! {
        <header class="toolbar">
            <h1>{t(words::WORKBENCH)}</h1>
        </header>
        <div class="scroll workbench">
            <FailureNotice failure=room.counting.failure />
            <FailureNotice failure=room.looking.failure />
            {super::account::password_ends(room.app)}
            {live(move || {
                if ready.get() {
                    contents(room)
                } else {
                    view! { <Skeleton lines=8 /> }.late()
                }
            })}
        </div>
    }
    .late()
}

fn contents(room: Room) -> Piece {
    let some = Memo::new(move |_| {
        room.clients
            .with(|list| list.as_ref().is_some_and(|list| list.total > 0))
    });
    view! {
        <div class="bench">
            {due::due(room)}
            {told::told(room)}
            {live(move || maybe(some.get().then(|| figures::figures(room))))}
            {live(move || maybe(some.get().then(|| view! { <div class="sides">{chart::charts(room)} {recent::recent(room)}</div> }.late())))}
        </div>
    }
    .late()
}
