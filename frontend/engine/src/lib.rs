#![doc = include_str!("../README.md")]

#[cfg(feature = "bench")]
mod bench;
mod page;
mod platform;
mod rating;
mod remote;

use bridge::{
    Failure, Reason, Reply, Request,
    account::{Join, LEAST_SCORE, Recover, SetUp},
    message::{self, Downward, Upward},
};
use futures::{StreamExt, channel::mpsc};
use vault::Engine;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{platform::WebPlatform, remote::Fetch};

/// Begins to listen to the page. The worker's script calls it once.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    #[cfg(feature = "bench")]
    bench::expose();
    let (queue, mut calls) = mpsc::unbounded::<Vec<u8>>();
    page::listen(move |bytes| {
        // The receiver lives as long as the worker.
        let _ = queue.unbounded_send(bytes);
    });
    wasm_bindgen_futures::spawn_local(async move {
        let remote =
            Fetch::new(|online| page::say(&Downward::Event(bridge::Event::Online(online))));
        let mut engine = Engine::new(remote, WebPlatform, |event| {
            page::say(&Downward::Event(event))
        });
        while let Some(bytes) = calls.next().await {
            let Ok(Upward { id, request }) = message::read(&bytes) else {
                continue;
            };
            let answer = answer(&mut engine, request).await;
            page::say(&Downward::Answer(id, answer));
        }
    });
}

/// Answers a call: passwords are rated here, everything else is the vault's.
async fn answer(
    engine: &mut Engine<Fetch, WebPlatform>,
    request: Request,
) -> Result<Reply, Failure> {
    match &request {
        Request::RatePassword(rate) => {
            return Ok(Reply::RatePassword(rating::rate(
                rate.password.expose(),
                &rate.context,
            )));
        }
        Request::SetUp(SetUp {
            password,
            name,
            sign_in_name,
            company,
            ..
        }) => {
            demand_strength(password.expose(), &[name, sign_in_name, company])?;
        }
        Request::Join(Join {
            password,
            name,
            sign_in_name,
            ..
        }) => demand_strength(password.expose(), &[name, sign_in_name])?,
        Request::Recover(Recover {
            password,
            sign_in_name,
            ..
        }) => demand_strength(password.expose(), &[sign_in_name])?,
        _ => {}
    }
    engine.answer(request).await
}

/// A new password that is too easy to guess is refused here as well, whatever the page allowed.
fn demand_strength(password: &str, context: &[&String]) -> Result<(), Failure> {
    let context: Vec<String> = context.iter().map(|word| (*word).clone()).collect();
    if rating::rate(password, &context).score >= LEAST_SCORE {
        return Ok(());
    }
    Err(Failure {
        reason: Reason::Invalid,
        fields: vec![("password".to_owned(), "weak".to_owned())],
    })
}
