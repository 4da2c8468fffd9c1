//! A call in flight: one at a time, its failure kept beside the form that made it.

use bridge::{Call, Failure};
use leptos::prelude::*;

use crate::state::AppState;

/// One thing that a form or a page does.
#[derive(Clone, Copy)]
pub(crate) struct Task {
    pub(crate) app: AppState,
    pub(crate) busy: RwSignal<bool>,
    pub(crate) failure: RwSignal<Option<Failure>>,
}

impl Task {
    /// Nothing under way yet.
    pub(crate) fn new(app: AppState) -> Self {
        Self {
            app,
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// Makes the call unless one is under way; `done` runs only if the page is still there and it succeeded.
    pub(crate) fn run<C: Call + 'static>(self, call: C, done: impl FnOnce(C::Reply) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        self.app.ask(call, move |answer| {
            let gone = self.busy.try_set(false).is_some();
            if gone {
                return;
            }
            match answer {
                Ok(reply) => done(reply),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}
