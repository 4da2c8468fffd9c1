//! The pages before the lock. They take over what the server rendered, and are small; once somebody is let in, the rooms take over from
//! them.

use std::cell::Cell;

use app::handover::{Handover, TakeOver};
use js_sys::{Function, Promise};
use leptos::prelude::provide_context;
use line::Side;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::Worker;

thread_local! {
    /// Taking the doors away.
    static LEAVE: Cell<Option<Box<dyn FnOnce()>>> = const { Cell::new(None) };
}

/// Takes over the pages that the server rendered. The boot script calls it once, with the worker that it started and a function that
/// brings the rooms: its promise resolves, once they are there, to the function by which they take over.
#[wasm_bindgen]
pub fn hydrate(worker: Worker, bring: Function) {
    console_error_panic_hook::set_once();
    let Some(body) = leptos::prelude::document().body() else {
        return;
    };
    let (engine, line) = line::connect(worker, Side::Doors);
    let pages = leptos::mount::hydrate_from(body, move || {
        // On the server there is none: pages ask for it with `use_context`.
        provide_context(engine);
        provide_context(Handover::new(move || {
            let coming = bring.call0(&JsValue::NULL);
            Box::pin(async move {
                let promise = coming.ok()?.dyn_into::<Promise>().ok()?;
                let came = JsFuture::from(promise).await.ok()?;
                let enter = came.dyn_into::<Function>().ok()?;
                Some(Box::new(move || {
                    // It catches what goes wrong in it: by then there is nobody here to be told.
                    let _ = enter.call0(&JsValue::NULL);
                }) as TakeOver)
            })
        }));
        app::App()
    });
    LEAVE.set(Some(Box::new(move || {
        drop(line);
        drop(pages);
    })));
}

/// Takes the doors out of the document; they hear nothing any more.
#[wasm_bindgen]
pub fn leave() {
    if let Some(leave) = LEAVE.take() {
        leave();
    }
}
