//! Above the list: search, how many, how fresh, and the way to a new file.

use leptos::prelude::*;

use super::{Room, Target, search::Search};
use crate::{
    i18n::{clients as words, common, t, tf},
    kit::{
        button::{Button, Weight},
        icon::Icon,
    },
    platform::clock,
    state::use_app,
};

/// Microseconds as a reader wants them.
fn took(us: u32) -> String {
    if us < 1_000 {
        "< 1 ms".to_owned()
    } else {
        format!("{} ms", us / 1_000)
    }
}

/// The toolbar.
#[component]
pub(crate) fn Toolbar(room: Room, may_create: Signal<bool>) -> impl IntoView {
    let app = use_app();
    let list = room.list;
    let counted = move || {
        let lang = app.lang.get();
        let total = list.total.get()?.to_string();
        Some(if list.text.with(String::is_empty) {
            words::COUNT.with(lang, &[&total])
        } else {
            words::FOUND.with(lang, &[&total, &took(list.took_us.get())])
        })
    };
    let fresh = tf(words::SYNCED, move || {
        vec![
            app.synced
                .get()
                .map(|synced| clock::hour(synced.at))
                .unwrap_or_default(),
        ]
    });
    let syncing = t(words::SYNCING);
    let state = move || {
        if app.syncing.get() || app.synced.get().is_none() {
            syncing.get()
        } else {
            fresh.get()
        }
    };
    let new = t(words::NEW);
    view! {
        <header class="toolbar">
            <h1>{t(common::CLIENTS)}</h1>
            <Search list=list />
            <p class="count" role="status">
                {counted}
            </p>
            <div class="freshness">
                <span data-online=move || if app.online.get() { "yes" } else { "no" }>{state}</span>
                <Button label=t(words::SYNC) icon=Icon::Sync bare=true weight=Weight::Quiet press=Callback::new(move |()| app.sync()) />
            </div>
            <Show when=move || may_create.get()>
                <Button label=new weight=Weight::Primary key="N" press=Callback::new(move |()| room.target.set(Some(Target::New))) />
            </Show>
        </header>
    }
    .into_any()
}
