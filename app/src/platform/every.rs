//! Something that is done every now and then, until its component ends.

use std::time::Duration;

use gloo_timers::callback::Interval;
use leptos::prelude::on_cleanup;
use send_wrapper::SendWrapper;

/// Does `act` every `pause` until the present owner is cleaned up.
pub(crate) fn every(pause: Duration, act: impl Fn() + 'static) {
    let millis = u32::try_from(pause.as_millis()).unwrap_or(u32::MAX);
    let interval = SendWrapper::new(Interval::new(millis, act));
    on_cleanup(move || drop(interval));
}
