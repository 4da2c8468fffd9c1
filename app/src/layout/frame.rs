//! The layout of an open vault: the rail and the room beside it.

use crate::piece::{Again, IntoPiece, When, live, maybe};
use std::time::Duration;

use bridge::{account::PasswordState, organisation::Reseal};

use leptos::{ev, prelude::*};

use super::{
    palette::Palette,
    rail::Rail,
    shortcuts::{self, ShortcutHelp},
};
use crate::{
    i18n::me,
    pages::account::{
        change_password::{ChangePassword, Purpose},
        second_factor,
    },
    platform::{effect::effect, every::every, focus, listen::on_window},
    route::file_of,
    state::{AppState, use_app},
};

/// How often new work of others is fetched while the page is in sight.
const SYNC: Duration = Duration::from_secs(20);

/// Files that are sealed anew in one quiet step: what somebody asks for meanwhile waits for no more than these.
const QUIETLY: u32 = 50;
/// Between two such steps.
const PAUSE: Duration = Duration::from_secs(1);

/// The rail and a room.
#[component]
pub(crate) fn Frame(children: Again) -> impl IntoView {
    let app = use_app();
    let help = RwSignal::new(false);
    stay_in_sync(app);
    // The form that let the reader in is gone.
    effect(|| focus::on_id_if_lost(focus::CONTENT));
    let finding = RwSignal::new(false);
    let must_change = Memo::new(move |_| match app.session()?.password {
        PasswordState::Over => Some(me::MUST_CHANGE_OVER),
        PasswordState::Unfit => Some(me::MUST_CHANGE_UNFIT),
        PasswordState::Fine | PasswordState::Ends(_) => None,
    });
    let bare = Memo::new(move |_| app.session().is_some_and(|session| session.must_set_up));
    // While its one-time codes are shown it is set up already.
    let keeping = RwSignal::new(false);
    let must_set_up =
        Memo::new(move |_| must_change.get().is_none() && (bare.get() || keeping.get()));
    // Nothing is read before there is a second factor; but what is open when the policy begins to ask for one stays as it is.
    let begun = RwSignal::new(!untrack(|| bare.get()));
    effect(move || {
        if !bare.get() && !keeping.get() {
            begun.set(true);
        }
    });
    on_window(ev::keydown, move |event| {
        if shortcuts::plain_key(&event).as_deref() == Some("?") {
            help.set(true);
        } else if shortcuts::with_command(&event, "k") {
            event.prevent_default();
            // Over a dialog nothing opens: what is in it would be left behind.
            if app.dialogs.get_untracked() == 0 {
                finding.set(true);
            }
        } else if shortcuts::with_command(&event, "z") && !shortcuts::is_typed(&event) && app.undo()
        {
            event.prevent_default();
        }
    });
    view! {
        <div class="frame" data-file=Signal::derive(move || app.path.with(|path| file_of(path).is_some()).then_some("open"))>
            <Rail help=help finding=finding />
            <main id="content" tabindex="-1" class="room">
                <When on=begun.into()>{children.draw()}</When>
            </main>
        </div>
        {live(move || maybe(must_change.get().map(|why| {
            view! { <ChangePassword purpose=Purpose::Must(why) close=Callback::new(move |()| app.lock()) /> }.late()
        })))}
        {live(move || maybe(must_set_up.get().then(|| second_factor::must_set_up(app, keeping))))}
        <When on=Signal::derive(move || help.get())>
            <ShortcutHelp close=Callback::new(move |()| help.set(false)) />
        </When>
        <When on=Signal::derive(move || finding.get())>
            <Palette help=help close=Callback::new(move |()| finding.set(false)) />
        </When>
    }
    .late()
}

/// Fetches at once, on return to the page, and every now and then.
fn stay_in_sync(app: AppState) {
    let fetch = move || {
        if !document().hidden() {
            app.sync();
        }
    };
    fetch();
    on_window(ev::focus, move |_| fetch());
    every(SYNC, move || {
        fetch();
        reseal(app);
    });
}

/// Whoever looks after the keys seals what lies under earlier ones in small steps, while the page is in sight. What fails is tried
/// again the next time.
fn reseal(app: AppState) {
    let archivist = untrack(|| {
        app.session()
            .is_some_and(|session| session.abilities.archive)
    });
    if !archivist || document().hidden() || app.resealing.get_untracked() {
        return;
    }
    app.resealing.set(true);
    let step = Reseal {
        most: QUIETLY,
        keys_alone: true,
    };
    app.ask(step, move |answer| {
        let goes_on = answer.is_ok_and(|resealed| resealed.done > 0 && resealed.left > 0);
        if !goes_on {
            app.resealing.set(false);
            return;
        }
        set_timeout(
            move || {
                app.resealing.set(false);
                reseal(app);
            },
            PAUSE,
        );
    });
}
