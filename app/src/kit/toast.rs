//! Short words that pass by themselves.

use crate::piece::IntoPiece;
use std::time::Duration;

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

/// A toast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Toast {
    id: u32,
    text: String,
    tone: Tone,
}

impl AppState {
    /// Says something in passing.
    pub(crate) fn toast(self, tone: Tone, text: String) {
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
            toasts.push(Toast { id, text, tone });
        });
        set_timeout(move || self.untoast(id), STAYS);
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
        if app.dialogs.get() == depth {
            app.toasts.get()
        } else {
            Vec::new()
        }
    };
    view! {
        <div class="toasts" role="status" aria-label=t(common::NOTICES)>
            <For each=shown key=|toast| toast.id let:toast>
                <div class="toast" data-tone=toast.tone.name()>
                    <p>{toast.text}</p>
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
