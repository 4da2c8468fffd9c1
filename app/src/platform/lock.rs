//! What locks the vault besides its button: a key, and a page that nobody uses.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::{ev, prelude::*};

use crate::{
    platform::{clock::now_ms, every::every, listen::on_window},
    state::{AppState, Phase},
};

/// How often it looks. The clock decides, so a sleeping machine locks on waking.
const LOOK: Duration = Duration::from_secs(5);
/// Idle minutes until the session says how many: the engine may hold keys all the same.
const UNKNOWN: u16 = 15;

/// Locks by Ctrl+L or ⌘L from anywhere, whatever stands on top of the page.
pub(crate) fn by_key(app: AppState) {
    on_window(ev::keydown, move |event| {
        let asked = (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("l");
        if asked && idle_minutes(app).is_some() {
            event.prevent_default();
            app.lock();
        }
    });
}

/// Locks after the session's idle minutes without a key, a text, a pointer or a wheel.
pub(crate) fn when_idle(app: AppState) {
    let last = Rc::new(Cell::new(now_ms()));
    let touch = |last: &Rc<Cell<f64>>| {
        let last = last.clone();
        move || last.set(now_ms())
    };
    let touched = touch(&last);
    on_window(ev::keydown, move |_| touched());
    // Spoken or written by hand, text comes without a key.
    let touched = touch(&last);
    on_window(ev::input, move |_| touched());
    let touched = touch(&last);
    on_window(ev::pointerdown, move |_| touched());
    let touched = touch(&last);
    on_window(ev::wheel, move |_| touched());

    every(LOOK, move || match idle_minutes(app) {
        Some(minutes) if minutes > 0 && now_ms() - last.get() > f64::from(minutes) * 60_000.0 => {
            app.lock();
            last.set(now_ms());
        }
        // Signing in is a use of the page as well.
        None => last.set(now_ms()),
        _ => {}
    });
}

/// After how many idle minutes to lock; none where nothing is open.
fn idle_minutes(app: AppState) -> Option<u16> {
    app.phase.with_untracked(|phase| match phase {
        Phase::Open(session) => Some(session.idle_minutes),
        Phase::Starting | Phase::Failed(_) => Some(UNKNOWN),
        Phase::NotSetUp | Phase::Locked(_) => None,
    })
}
