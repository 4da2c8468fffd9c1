//! The wire to the page.

use bridge::message::{self, Downward};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The worker's own scope.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Hears every message of the page for as long as the worker lives.
pub(crate) fn listen(heard: impl Fn(Vec<u8>) + 'static) {
    let closure = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(bytes) = event.data().dyn_ref::<Uint8Array>() {
            heard(bytes.to_vec());
        }
    });
    scope().set_onmessage(Some(closure.as_ref().unchecked_ref()));
    closure.forget();
}

/// Says something to the page.
pub(crate) fn say(message: &Downward) {
    let Ok(bytes) = message::write(message) else {
        return;
    };
    let array = Uint8Array::from(bytes.as_slice());
    // A page that is gone hears nothing.
    let _ = scope().post_message_with_transfer(&array, &Array::of1(&array.buffer()));
}
