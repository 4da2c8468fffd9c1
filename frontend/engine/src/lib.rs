#![doc = include_str!("../README.md")]

#[cfg(feature = "bench")]
mod bench;
mod page;
mod platform;
mod remote;
mod store;

use bridge::message::{self, Downward};
use futures::{StreamExt, channel::mpsc, future};
use vault::Engine;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{platform::WebPlatform, remote::Fetch, store::Device};

/// Begins to listen to the page. The worker's script calls it once.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    #[cfg(feature = "bench")]
    bench::expose();
    let (queue, calls) = mpsc::unbounded::<Vec<u8>>();
    page::listen(move |bytes| {
        // The receiver lives as long as the worker.
        let _ = queue.unbounded_send(bytes);
    });
    wasm_bindgen_futures::spawn_local(async move {
        let remote =
            Fetch::new(|online| page::say(&Downward::Event(bridge::Event::Online(online))));
        let engine = Engine::new(remote, WebPlatform, Device::default(), |event| {
            page::say(&Downward::Event(event))
        });
        let calls = calls.filter_map(|bytes| future::ready(message::read(&bytes).ok()));
        vault::serve(engine, calls, |said| page::say(&said)).await;
    });
}
