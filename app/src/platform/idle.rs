//! Locking a page that nobody uses.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::{ev, prelude::*};

use crate::{
    platform::{clock::now_ms, every::every, listen::on_window},
    state::{AppState, Phase},
};

/// How often it looks. The clock decides, so a sleeping machine locks on waking.
const LOOK: Duration = Duration::from_secs(5);

/// Locks after the session's idle minutes without a key, a pointer or a wheel.
pub(crate) fn watch(app: AppState) {
    let last = Rc::new(Cell::new(now_ms()));
    let touch = |last: &Rc<Cell<f64>>| {
        let last = last.clone();
        move || last.set(now_ms())
    };
    let touched = touch(&last);
    on_window(ev::keydown, move |_| touched());
    let touched = touch(&last);
    on_window(ev::pointerdown, move |_| touched());
    let touched = touch(&last);
    on_window(ev::wheel, move |_| touched());

    let look = move || {
        let minutes = app.phase.with_untracked(|phase| match phase {
            Phase::Open(session) => Some(session.idle_minutes),
            _ => None,
        });
        match minutes {
            Some(minutes)
                if minutes > 0 && now_ms() - last.get() > f64::from(minutes) * 60_000.0 =>
            {
                app.lock()
            }
            // Signing in is a use of the page as well.
            None => last.set(now_ms()),
            _ => {}
        }
    };
    every(LOOK, look);
}
