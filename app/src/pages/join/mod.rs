//! `/join#fragment`: a newcomer, or somebody whose access is renewed, compares the fingerprint, makes an account and waits to be confirmed.

use crate::piece::{IntoPiece, Piece, When, live, maybe};
use crate::platform::effect::effect;
mod compare;
mod form;
mod renew;

use bridge::{
    Reason, Secret,
    account::{InvitationView, OpenInvitation},
};
use leptos::{ev, prelude::*};

use crate::{
    i18n::{account as words, common, t},
    kit::{button::Button, notice::FailureNotice, skeleton::Skeleton},
    layout::doorway::Doorway,
    platform::{entry, fragment, listen::on_window, title::title},
    state::use_app,
    task::Task,
};

/// What the page knows.
#[derive(Clone, PartialEq, Eq)]
enum Stage {
    Looking,
    NoFragment,
    Form(InvitationView),
    /// With the sign-in name, until the page is reloaded.
    Joined(Option<String>),
    /// New keys wait to be confirmed.
    Renewed,
}

/// Kept with the history's entry by whoever joined there: nothing about them, only that it is done.
const JOINED: &str = "joined";
/// The same of whoever has new keys there.
const RENEWED: &str = "renewed";

/// The page.
pub(crate) fn join() -> Piece {
    let app = use_app();
    title(words::JOIN);
    let task = Task::new(app);
    let stage = RwSignal::new(Stage::Looking);
    let secret = RwSignal::new(None::<String>);
    let look = move || match secret.get_untracked() {
        None if entry::kept().as_deref() == Some(JOINED) => stage.set(Stage::Joined(None)),
        None if entry::kept().as_deref() == Some(RENEWED) => stage.set(Stage::Renewed),
        None => stage.set(Stage::NoFragment),
        Some(fragment) => task.run(
            OpenInvitation {
                fragment: Secret::new(fragment),
            },
            move |invitation| stage.set(Stage::Form(invitation)),
        ),
    };
    effect(move || {
        secret.set(fragment::take());
        look();
        // The whole link, opened over this page: the browser does not load it anew.
        on_window(ev::hashchange, move |_| {
            if let Some(fragment) = fragment::take() {
                let same = secret.with_untracked(|secret| secret.as_ref() == Some(&fragment));
                let typing = stage.with_untracked(|stage| matches!(stage, Stage::Form(_)));
                if same && typing {
                    return;
                }
                secret.set(Some(fragment));
                stage.set(Stage::Looking);
                look();
            }
        });
    });
    // A damaged or used link stays so.
    let worth = move || {
        task.failure.with(|failure| {
            failure.as_ref().is_some_and(|failure| {
                !matches!(
                    failure.reason,
                    Reason::BadInvitation | Reason::InvitationEnded
                )
            })
        })
    };
    live(move || match stage.get() {
        Stage::Looking => view! {
            <Doorway title=t(words::JOIN_TITLE)>
                // The server renders this one as well.
                {live(move || {
                    let looking = task.failure.with(Option::is_none);
                    maybe(looking.then(|| view! { <Skeleton lines=4 /> }.piece()))
                })}
                <FailureNotice failure=task.failure />
                <When on=Signal::derive(worth)>
                    <div class="actions">
                        <Button label=t(common::RETRY) press=Callback::new(move |()| look()) />
                    </div>
                </When>
            </Doorway>
        }
        .piece(),
        Stage::NoFragment => view! {
            <Doorway title=t(words::NO_INVITATION) text=t(words::NO_INVITATION_TEXT)>
                <p>{t(words::NO_INVITATION_JOINED)}</p>
                {to_sign_in()}
            </Doorway>
        }
        .piece(),
        Stage::Form(invitation @ InvitationView { renews: None, .. }) => form::form(
            invitation,
            secret,
            Callback::new(move |name| {
                secret.set(None);
                entry::keep(JOINED);
                stage.set(Stage::Joined(Some(name)));
            }),
        ),
        Stage::Form(
            ref invitation @ InvitationView {
                renews: Some(ref name),
                ..
            },
        ) => renew::renew(
            invitation.clone(),
            name.clone(),
            secret,
            Callback::new(move |()| {
                secret.set(None);
                entry::keep(RENEWED);
                stage.set(Stage::Renewed);
            }),
        ),
        Stage::Renewed => view! {
            <Doorway title=t(words::JOINED_TITLE) text=t(words::RENEWED_TEXT)>{to_sign_in()}</Doorway>
        }
        .piece(),
        Stage::Joined(name) => view! {
            <Doorway title=t(words::JOINED_TITLE) text=t(words::JOINED_TEXT)>
                {name
                    .map(|name| {
                        view! {
                            <dl class="facts">
                                <dt>{t(words::JOINED_NAME)}</dt>
                                <dd>{name}</dd>
                            </dl>
                        }
                    })}
                {to_sign_in()}
            </Doorway>
        }
        .piece(),
    })
    .piece()
}

fn to_sign_in() -> Piece {
    view! {
        <p class="actions">
            <a href="/sign-in" class="button">
                {t(words::TO_SIGN_IN_NOW)}
            </a>
        </p>
    }
    .piece()
}
