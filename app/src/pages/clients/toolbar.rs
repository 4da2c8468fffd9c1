//! Above the list: search, how many, how fresh, and the way to a new file.

use crate::piece::{IntoPiece, When};
use leptos::prelude::*;

use super::{Room, Target, filters::Filters, headings::Order, search::Search};
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

/// A count with its thousands apart.
pub(crate) fn grouped(count: u32) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The toolbar.
#[component]
pub(crate) fn Toolbar(room: Room, may_create: Signal<bool>) -> impl IntoView {
    let app = use_app();
    let list = room.list;
    let counted = move || {
        let lang = app.lang.get();
        let total = grouped(list.total.get()?);
        Some(if list.asked.narrows() {
            words::FOUND.with(lang, &[&total, &took(list.took_us.get())])
        } else {
            words::COUNT.with(lang, &[&total])
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
            <Search asked=list.asked />
            <div class="freshness">
                <span data-online=move || if app.online.get() { "yes" } else { "no" }>{state}</span>
                <Button label=t(words::SYNC) icon=Icon::Sync bare=true weight=Weight::Quiet press=Callback::new(move |()| app.sync()) />
            </div>
            <When on=Signal::derive(move || may_create.get())>
                <Button label=new weight=Weight::Primary key="N" press=Callback::new(move |()| room.target.set(Some(Target::New))) />
            </When>
            <div class="narrowing">
                <Filters list=list />
                <Order list=list />
                <p class="count" role="status">
                    {counted}
                </p>
            </div>
        </header>
    }
    .late()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(8_214), "8,214");
        assert_eq!(grouped(1_000_000), "1,000,000");
    }
}
