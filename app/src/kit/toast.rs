//! Short words that pass by themselves.

use crate::piece::IntoPiece;
use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{
    badge::Tone,
    button::{Button, Weight},
    icon::Icon,
};
use crate::{
    i18n::{common, t},
    state::{AppState, use_app},
};

/// How long a toast stays.
const STAYS: Duration = Duration::from_secs(6);

/// How long one stays that can be taken back: reading it and reaching for it takes a while.
const UNDO_STAYS: Duration = Duration::from_secs(12);

/// How long one stays that should not be missed: somebody may be away from the desk.
const INSISTS: Duration = Duration::from_secs(600);

/// Takes something back. It outlives the form that did it.
pub(crate) type Undo = Arc<dyn Fn() + Send + Sync>;

/// A toast.
#[derive(Clone)]
pub(crate) struct Toast {
    id: u32,
    text: String,
    tone: Tone,
    /// Takes back what it tells of.
    undo: Option<Undo>,
}

impl AppState {
    /// Says something in passing.
    pub(crate) fn toast(self, tone: Tone, text: String) {
        self.say(tone, text, None, STAYS);
    }

    /// Says what should not be missed.
    pub(crate) fn insist(self, tone: Tone, text: String) {
        self.say(tone, text, None, INSISTS);
    }

    /// Says that something was done, which can be taken back while it is said.
    pub(crate) fn toast_with_undo(self, text: String, undo: Undo) {
        self.say(Tone::Good, text, Some(undo), UNDO_STAYS);
    }

    /// Takes back the last thing that was said and can be; false if there is none.
    pub(crate) fn undo(self) -> bool {
        let last = self.toasts.with_untracked(|toasts| {
            toasts
                .iter()
                .rev()
                .find_map(|toast| Some((toast.id, toast.undo.clone()?)))
        });
        let Some((id, undo)) = last else {
            return false;
        };
        self.untoast(id);
        undo();
        true
    }

    fn say(self, tone: Tone, text: String, undo: Option<Undo>, stays: Duration) {
        let id = self
            .toasts
            .with_untracked(|toasts| toasts.last().map_or(0, |last| last.id.wrapping_add(1)));
        self.toasts.update(|toasts| {
            // The same again is news, but not twice on the page.
            toasts.retain(|toast| toast.text != text);
            // Older ones give way, so that they never cover the page.
            if toasts.len() >= 3 {
                toasts.remove(0);
            }
            toasts.push(Toast {
                id,
                text,
                tone,
                undo,
            });
        });
        set_timeout(move || self.untoast(id), stays);
    }

    /// Takes back all that was said: it may name what a locked page must not show.
    pub(crate) fn hush(self) {
        self.toasts.set(Vec::new());
    }

    fn untoast(self, id: u32) {
        self.toasts
            .try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Where toasts appear: on the page, and in each dialog, since what lies below a dialog can't be pressed. Only the topmost place shows
/// them. The region is always there, so that screen readers hear what comes into it.
#[component]
pub(crate) fn Toasts(
    /// How many dialogs are open where this is the topmost place.
    depth: usize,
) -> impl IntoView {
    let app = use_app();
    let shown = move || {
        if app.dialogs.get() != depth {
            return Vec::new();
        }
        let mut toasts = app.toasts.get();
        if depth > 0 {
            // More would cover what is typed in a dialog.
            let older = toasts.len().saturating_sub(1);
            toasts.drain(..older);
        }
        toasts
    };
    view! {
        <div class="toasts" role="status" aria-label=t(common::NOTICES)>
            <For each=shown key=|toast| toast.id let:toast>
                <div class="toast" data-tone=toast.tone.name()>
                    <p>{toast.text}</p>
                    {toast
                        .undo
                        .map(|undo| {
                            view! {
                                <Button
                                    label=t(common::UNDO)
                                    weight=Weight::Quiet
                                    press=Callback::new(move |()| {
                                        app.untoast(toast.id);
                                        undo();
                                    })
                                />
                            }
                        })}
                    <Button
                        label=t(common::DISMISS)
                        icon=Icon::Close
                        bare=true
                        weight=Weight::Quiet
                        press=Callback::new(move |()| app.untoast(toast.id))
                    />
                </div>
            </For>
        </div>
    }
    .piece()
}
