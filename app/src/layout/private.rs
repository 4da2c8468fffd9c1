//! A room behind the lock: shown only while the vault is open, replaced by the lock page as soon as it is not.

use crate::piece::{IntoPiece, Piece, live};
use leptos::prelude::*;

use crate::{
    i18n::{common, t},
    kit::{
        button::{Button, Weight},
        notice::FailureNotice,
        skeleton::Skeleton,
    },
    layout::doorway::Doorway,
    pages::{Room, home::NotSetUp, rooms, sign_in::SignIn},
    state::{Phase, use_app},
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Starting,
    Failed,
    NotSetUp,
    Locked,
    Open,
}

/// A room behind the lock. The address stays, so unlocking leads back to the same file.
pub(crate) fn private(room: Room) -> Piece {
    let app = use_app();
    // A changed session must not rebuild the room: what is typed in it would be lost.
    let stage = Memo::new(move |_| {
        app.phase.with(|phase| match phase {
            Phase::Starting => Stage::Starting,
            Phase::Failed(_) => Stage::Failed,
            Phase::NotSetUp => Stage::NotSetUp,
            Phase::Locked(_) => Stage::Locked,
            Phase::Open(_) => Stage::Open,
        })
    });
    live(move || match stage.get() {
        Stage::Starting => starting(),
        Stage::Failed => view! { <StartFailed /> }.piece(),
        Stage::NotSetUp => view! { <NotSetUp /> }.piece(),
        Stage::Locked => view! { <SignIn /> }.piece(),
        Stage::Open => rooms::inside(room),
    })
    .piece()
}

/// Until the engine has answered.
pub(crate) fn starting() -> Piece {
    view! {
        <Doorway title=t(common::STARTING)>
            <Skeleton lines=3 />
        </Doorway>
    }
    .piece()
}

/// The server's state could not be asked.
#[component]
pub(crate) fn StartFailed() -> impl IntoView {
    let app = use_app();
    let failure = Signal::derive(move || {
        app.phase.with(|phase| match phase {
            Phase::Failed(failure) => Some(failure.clone()),
            _ => None,
        })
    });
    view! {
        <Doorway title=t(common::START_FAILED)>
            <FailureNotice failure=failure />
            <div class="actions">
                <Button label=t(common::RETRY) weight=Weight::Primary press=Callback::new(move |()| app.look_up()) />
            </div>
        </Doorway>
    }
    .piece()
}
