//! The browser's main thread: hydrates the pages and gives them the engine in the worker.

mod link;

use leptos::prelude::provide_context;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Worker;

/// Takes over the pages that the server rendered. The boot script calls it once, with the worker that it started.
#[wasm_bindgen]
pub fn hydrate(worker: Worker) {
    console_error_panic_hook::set_once();
    let engine = link::connect(worker);
    leptos::mount::hydrate_body(move || {
        // On the server there is none: pages ask for it with `use_context`.
        provide_context(engine);
        app::App()
    });
}
