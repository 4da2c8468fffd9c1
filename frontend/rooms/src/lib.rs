//! The pages behind the lock, and those before it again for whoever locks.

use leptos::prelude::provide_context;
use line::Side;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Worker;

/// Builds the pages in the document. The boot script calls it once, when the doors have left.
#[wasm_bindgen]
pub fn mount(worker: Worker) {
    console_error_panic_hook::set_once();
    let (engine, line) = line::connect(worker, Side::Rooms);
    leptos::mount::mount_to_body(move || {
        provide_context(engine);
        app::App()
    });
    // For as long as the document lives.
    std::mem::forget(line);
}
