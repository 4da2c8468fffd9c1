//! 两步验证 on one's own page: how it stands, and the ways to change it.

mod codes;
mod dialog;

use bridge::second_factor::{Change, GetSecondFactor, SecondFactorView};
use leptos::prelude::*;

use dialog::{Purpose, dialog};

use crate::{
    i18n::{second_factor as words, t, tf},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        icon::Icon,
        notice::{FailureNotice, Notice},
        skeleton::Skeleton,
    },
    piece::{IntoPiece, Piece, live, maybe},
    platform::{clock, effect::effect},
    state::AppState,
    task::Task,
};

/// So few one-time codes are said to be few.
const FEW: u32 = 3;

/// What the parts share.
#[derive(Clone, Copy)]
struct Here {
    seen: RwSignal<Option<SecondFactorView>>,
    asking: RwSignal<Option<Change>>,
    load: Task,
}

impl Here {
    fn look(self) {
        self.load
            .run(GetSecondFactor, move |view| self.seen.set(Some(view)));
    }

    fn close(self) -> Callback<()> {
        Callback::new(move |()| {
            self.asking.set(None);
            self.look();
        })
    }

    fn ask(self, change: Change) -> Callback<()> {
        Callback::new(move |()| self.asking.set(Some(change)))
    }
}

/// The card.
pub(super) fn second_factor(app: AppState) -> Piece {
    let here = Here {
        seen: RwSignal::new(None),
        asking: RwSignal::new(None),
        load: Task::new(app),
    };
    effect(move || untrack(|| here.look()));
    view! {
        <FailureNotice failure=here.load.failure />
        {live(move || match here.seen.get() {
            None => view! { <Skeleton lines=2 /> }.late(),
            Some(SecondFactorView { method: None, .. }) => off(here),
            Some(view) => on(here, &view),
        })}
        {live(move || maybe(here.asking.get().map(|change| {
            dialog(app, Purpose::Own(change), RwSignal::new(false), here.close())
        })))}
    }
    .late()
}

/// Asked for by the policy. `keeping` holds while the one-time codes are shown, by when it is set up already.
pub(crate) fn must_set_up(app: AppState, keeping: RwSignal<bool>) -> Piece {
    let close = Callback::new(move |()| match keeping.get_untracked() {
        true => {
            keeping.set(false);
            app.refresh_session();
            app.sync();
        }
        false => app.lock(),
    });
    dialog(app, Purpose::Must, keeping, close)
}

fn off(here: Here) -> Piece {
    view! {
        <p class="hint">{t(words::OFF_TEXT)}</p>
        <div class="actions">
            <Button label=t(words::SET_UP) icon=Icon::Key press=here.ask(Change::SetUp) />
        </div>
    }
    .late()
}

fn on(here: Here, view: &SecondFactorView) -> Piece {
    let (since, left) = (clock::moment(view.since), view.codes_left);
    let few =
        (left <= FEW).then(|| view! { <Notice text=t(words::FEW_CODES) tone=Tone::Wait /> }.late());
    view! {
        <p>
            <Badge label=t(words::ON) tone=Tone::Good /> " "
            {tf(words::ON_TEXT, move || vec![since.clone(), left.to_string()])}
        </p>
        {maybe(few)}
        <div class="actions">
            <Button label=t(words::NEW_CODES) icon=Icon::Key press=here.ask(Change::Codes) />
            <Button label=t(words::END) weight=Weight::Quiet press=here.ask(Change::End) />
        </div>
    }
    .late()
}
