//! Effects of one type, so that what runs them is compiled once.

use leptos::prelude::Effect;

/// Runs in the browser, at once and whenever a signal that it read changes.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    start(Box::new(run));
}

fn start(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}
