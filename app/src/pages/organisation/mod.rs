//! 组织与角色: units, people, roles, invitations, admissions.

use crate::piece::{IntoPiece, Piece, When, live};
use crate::platform::effect::effect;
mod access;
mod add_unit;
mod appoint;
mod change_unit;
mod confirm;
mod deputize;
mod invitations;
mod invite;
mod keys;
mod leave;
mod link;
mod names;
mod people;
mod report;
mod review;
mod role_form;
mod roles;
mod units;
mod waiting;
mod withdraw;

pub(crate) use review::section_names;
pub(crate) use roles::duty_name;

use std::time::Duration;

use bridge::{
    account::Abilities,
    device::Locks,
    organisation::{GetOrganisation, InvitationStatus, OrganisationView, Standing},
};
use leptos::{ev, prelude::*};

use crate::{
    i18n::{access as access_words, common, organisation as words, t, tf},
    kit::{
        button::{Button, Weight},
        copy,
        fingerprint::Fingerprint,
        icon::Icon,
        notice::FailureNotice,
        skeleton::Skeleton,
        tabs::{Panel, Tab, Tabs},
    },
    platform::{every::every, focus, listen::on_window, title::title},
    route::Entry,
    state::{AppState, use_app},
    task::Task,
};

/// Answers to invitations come from outside, so the room looks again every now and then.
const LOOK: Duration = Duration::from_secs(10);

/// Which dialog is open.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Asking {
    Nothing,
    /// Adding a unit below the one of this id.
    Unit(String),
    /// Changing the unit of this id.
    ChangeUnit(String),
    /// Writing a role down.
    Role(role_form::Writing),
    /// Appointing the person of this id.
    Appoint(String),
    /// What the person of this id has opened; whether they have just left.
    Report(String, bool),
    /// Naming a deputy of the person of this id.
    Deputize(String),
    /// Ending something of the person of this id.
    Leave(String),
    /// Removing the second factor of the person of this id, by name.
    RemoveFactor(String, String),
    /// Inviting.
    Invite,
    /// Confirming the new keys of whoever answered the link of this id, by name.
    ConfirmRenewal(String, String),
    /// Handing over a link that was made.
    Link(link::Made),
    /// Withdrawing the invitation of this id, which was noted so.
    Withdraw(String, String),
}

/// What the parts of the room share.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    app: AppState,
    view: RwSignal<Option<OrganisationView>>,
    asking: RwSignal<Asking>,
    load: Task,
    /// Whose accounts are locked, and who has a second factor, by the server's word to administrators.
    locks: RwSignal<Locks>,
}

impl Room {
    fn look(self) {
        self.load.run(GetOrganisation, move |view| self.take(view));
    }

    /// Takes a newer view; an equal one changes nothing on the page.
    pub(crate) fn take(self, view: OrganisationView) {
        if self.view.with_untracked(|now| now.as_ref() != Some(&view)) {
            self.view.set(Some(view));
        }
    }

    /// Reads from the view; a default until there is one.
    pub(crate) fn read<T: Default>(self, read: impl FnOnce(&OrganisationView) -> T) -> T {
        self.view
            .with(|view| view.as_ref().map(read).unwrap_or_default())
    }

    /// My own id.
    pub(crate) fn me(self) -> String {
        self.app
            .session()
            .map(|session| session.person)
            .unwrap_or_default()
    }

    pub(crate) fn abilities(self) -> Abilities {
        self.app
            .session()
            .map(|session| session.abilities)
            .unwrap_or_default()
    }
}

/// Gives the keyboard to what a tab shows, once it is drawn, if the button that was pressed is gone.
fn back_to(panel: &'static str) {
    focus::on_id_if_lost(panel);
}

/// The room.
pub(crate) fn room() -> Piece {
    let app = use_app();
    title(common::ORGANISATION);
    let room = Room {
        app,
        view: RwSignal::new(None),
        asking: RwSignal::new(Asking::Nothing),
        load: Task::new(app),
        locks: RwSignal::new(Locks::default()),
    };
    effect(move || {
        app.organisation.track();
        untrack(|| room.look());
    });
    keep_looking(room);
    let loaded = Memo::new(move |_| room.view.with(Option::is_some));
    view! {
        <header class="toolbar">
            <h1>{t(common::ORGANISATION)}</h1>
            {invite_button(room)}
        </header>
        <div class="scroll">
            <FailureNotice failure=room.load.failure />
            {live(move || if loaded.get() { contents(room) } else { view! { <Skeleton lines=8 /> }.late() })}
        </div>
        {live(move || match room.asking.get() {
            Asking::Nothing => ().late(),
            Asking::Unit(parent) => add_unit::add_unit(room, parent),
            Asking::ChangeUnit(unit) => change_unit::change_unit(room, unit),
            Asking::Role(writing) => role_form::role_form(room, writing),
            Asking::Appoint(person) => appoint::appoint(room, person),
            Asking::Deputize(person) => deputize::deputize(room, person),
            Asking::Report(person, left) => report::report(room, person, left),
            Asking::Leave(person) => leave::leave(room, person),
            Asking::RemoveFactor(person, name) => confirm::remove_factor(room, person, name),
            Asking::Invite => invite::invite(room),
            Asking::ConfirmRenewal(id, name) => confirm::confirm_renewal(room, id, name),
            Asking::Link(made) => link::link(room, made),
            Asking::Withdraw(id, note) => withdraw::withdraw(room, id, note),
        })}
    }
    .late()
}

fn invite_button(room: Room) -> Piece {
    let label = t(words::INVITE);
    view! {
        <When on=Signal::derive(move || room.abilities().administer)>
            <Button label=label icon=Icon::Plus weight=Weight::Primary press=Callback::new(move |()| room.asking.set(Asking::Invite)) />
        </When>
    }
    .late()
}

fn keep_looking(room: Room) {
    let look = move || {
        if !document().hidden() {
            room.look();
        }
    };
    on_window(ev::focus, move |_| look());
    every(LOOK, look);
}

/// The tab that is chosen stands in the address: a link leads to it, and a reload keeps it.
fn stand_in_address(app: AppState, chosen: RwSignal<&'static str>, tabs: Signal<Vec<Tab>>) {
    let named = move || {
        let tab = app.query.with(|query| {
            let tab = query.strip_prefix("tab=")?;
            tabs.with(|tabs| tabs.iter().map(|one| one.name).find(|name| *name == tab))
        });
        tab.unwrap_or("units")
    };
    effect(move || chosen.set(named()));
    effect(move || {
        let tab = chosen.get();
        if tab != untrack(named) && app.path.with_untracked(|path| path == "/organisation") {
            let address = match tab {
                "units" => "/organisation".to_owned(),
                tab => format!("/organisation?tab={tab}"),
            };
            app.go(&address, Entry::Replace);
        }
    });
}

fn contents(room: Room) -> Piece {
    let chosen = RwSignal::new("units");
    let none = Signal::stored(0_usize);
    let answered = Signal::derive(move || {
        room.read(|view| {
            view.invitations
                .iter()
                .filter(|line| {
                    matches!(
                        line.status,
                        InvitationStatus::Answered
                            | InvitationStatus::Forged
                            | InvitationStatus::EarlierKeys
                    )
                })
                .count()
        })
    });
    let waiting = Signal::derive(move || {
        room.read(|view| view.waiting.iter().filter(|line| line.mine).count())
    });
    // Who can't do anything about it is not called.
    let idle = Signal::derive(move || {
        if !room.abilities().administer {
            return 0;
        }
        room.read(|view| {
            view.people
                .iter()
                .filter(|person| person.posts.is_empty() && person.standing == Standing::Active)
                .count()
        })
    });
    let all = [
        (
            Tab {
                name: "units",
                label: t(words::UNITS),
                due: none,
            },
            (|_| true) as fn(Abilities) -> bool,
        ),
        (
            Tab {
                name: "people",
                label: t(words::PEOPLE),
                due: idle,
            },
            |_| true,
        ),
        (
            Tab {
                name: "roles",
                label: t(words::ROLES),
                due: none,
            },
            |_| true,
        ),
        (
            Tab {
                name: "access",
                label: t(access_words::TITLE),
                due: none,
            },
            |_| true,
        ),
        (
            Tab {
                name: "invitations",
                label: t(words::INVITATIONS),
                due: answered,
            },
            |may| may.administer,
        ),
        (
            Tab {
                name: "waiting",
                label: t(words::WAITING),
                due: waiting,
            },
            |may| may.admit,
        ),
        (
            Tab {
                name: "keys",
                label: t(words::KEYS),
                due: none,
            },
            |may| may.archive || may.administer,
        ),
    ];
    let may = Memo::new(move |_| room.abilities());
    let tabs = Signal::derive(move || {
        let may = may.get();
        all.iter()
            .filter(|(_, open)| open(may))
            .map(|(tab, _)| tab.clone())
            .collect::<Vec<_>>()
    });
    stand_in_address(room.app, chosen, tabs);
    let fingerprint = Memo::new(move |_| room.read(|view| view.fingerprint.clone()));
    let statements = tf(words::STATEMENTS, move || {
        vec![room.read(|view| view.statements).to_string()]
    });
    view! {
        {invitations::alarms(room)}
        {leave::stale(room)}
        <section class="seal-line" aria-label=t(words::FINGERPRINT)>
            <span>{t(words::FINGERPRINT)}</span>
            <span class="seal-print">
                <Fingerprint of=fingerprint label=t(words::FINGERPRINT) />
                <Button
                    label=t(common::COPY)
                    icon=Icon::Copy
                    bare=true
                    weight=Weight::Quiet
                    press=Callback::new(move |()| copy::copy(room.app, fingerprint.get_untracked().digits))
                />
            </span>
            <small>{t(words::FINGERPRINT_HINT)}</small>
            <small>{statements}</small>
        </section>
        <Tabs label=t(words::TABS) tabs=tabs chosen=chosen />
        {live(move || match chosen.get() {
            "people" => view! { <Panel name="people">{people::people(room)}</Panel> }.late(),
            "roles" => view! { <Panel name="roles">{roles::roles(room)}</Panel> }.late(),
            "invitations" => view! { <Panel name="invitations">{invitations::invitations(room)}</Panel> }.late(),
            "keys" => view! { <Panel name="keys">{keys::keys(room)}</Panel> }.late(),
            "access" => view! { <Panel name="access">{access::access(room)}</Panel> }.late(),
            "waiting" => view! { <Panel name="waiting">{waiting::waiting(room)}</Panel> }.late(),
            _ => view! { <Panel name="units">{units::units(room)}</Panel> }.late(),
        })}
    }
    .late()
}
