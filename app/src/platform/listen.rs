//! Listeners on the window that end with their component.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

/// Hears an event of the window until the present owner is cleaned up.
pub(crate) fn on_window<E: leptos::ev::EventDescriptor + 'static>(
    event: E,
    heard: impl Fn(E::EventType) + 'static,
) where
    E::EventType: wasm_bindgen::JsCast,
{
    let handle = SendWrapper::new(window_event_listener(event, heard));
    on_cleanup(move || handle.take().remove());
}
