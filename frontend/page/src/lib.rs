//! The browser's side of the pages: they take over what the server rendered.

mod line;

use leptos::prelude::provide_context;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Worker;

/// Takes over the pages that the server rendered. The boot script calls it once, with the worker that it started.
#[wasm_bindgen]
pub fn hydrate(worker: Worker) {
    console_error_panic_hook::set_once();
    let engine = line::connect(worker);
    leptos::mount::hydrate_body(move || {
        // On the server there is none: pages ask for it with `use_context`.
        provide_context(engine);
        app::App()
    });
}
