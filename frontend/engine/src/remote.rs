//! The server, by `fetch`: same origin, the session's cookie goes along, nothing is cached.

use std::cell::Cell;

use async_trait::async_trait;
use js_sys::{ArrayBuffer, Uint8Array};
use vault::{
    Method, Remote,
    remote::{Request, Response, Unreachable},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestInit, RequestMode};
use wire::{Encoding, actor};

use crate::page;

/// How long an answer may take, in milliseconds: a server that keeps silent must not keep calls waiting behind it, Lock among them.
const PATIENCE: u32 = 30_000;

/// Requests by `fetch`; tells when the server begins or ceases to answer.
pub(crate) struct Fetch {
    online: Cell<bool>,
    tell: Box<dyn Fn(bool)>,
}

impl Fetch {
    /// `tell` hears of changes only.
    pub(crate) fn new(tell: impl Fn(bool) + 'static) -> Self {
        Self {
            online: Cell::new(true),
            tell: Box::new(tell),
        }
    }

    fn note(&self, online: bool) {
        if self.online.replace(online) != online {
            (self.tell)(online);
        }
    }
}

#[async_trait(?Send)]
impl Remote for Fetch {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        let answer = fetch(&request).await.map_err(|_| Unreachable);
        self.note(answer.is_ok());
        answer
    }
}

async fn fetch(request: &Request) -> Result<Response, JsValue> {
    let init = RequestInit::new();
    init.set_method(Method::as_str(request.method));
    init.set_mode(RequestMode::SameOrigin);
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    if let Some(body) = &request.body {
        init.set_body(&Uint8Array::from(body.as_slice()));
    }
    let fetched = web_sys::Request::new_with_str_and_init(&request.path, &init)?;
    let media_type = Encoding::Cbor.media_type();
    fetched.headers().set("accept", media_type)?;
    if let Some(actor) = &request.actor {
        fetched.headers().set(actor::HEADER, actor)?;
    }
    if request.body.is_some() {
        fetched.headers().set("content-type", media_type)?;
    }
    let response: web_sys::Response = JsFuture::from(page::scope().fetch_with_request(&fetched))
        .await?
        .dyn_into()?;
    let buffer: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
    Ok(Response {
        status: response.status(),
        body: Uint8Array::new(&buffer).to_vec(),
    })
}
