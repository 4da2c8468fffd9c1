//! The pages behind the lock, and those before it again for whoever locks.

use leptos::prelude::provide_context;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Worker;

use crate::link;

/// Builds the pages in the document. The boot script calls it once, when the doors have left.
#[wasm_bindgen]
pub fn mount(worker: Worker) {
    console_error_panic_hook::set_once();
    let (engine, line) = link::connect(worker);
    leptos::mount::mount_to_body(move || {
        provide_context(engine);
        app::App()
    });
    // For as long as the document lives.
    std::mem::forget(line);
}
