//! The search box.

use crate::piece::{IntoPiece, live};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::asked::Asked;
use crate::{
    i18n::{clients as words, t},
    kit::icon::{Glyph, Icon},
};

const ID: &str = "client-search";

/// Puts the cursor into the search box.
pub(crate) fn focus() {
    let element = document().get_element_by_id(ID);
    if let Some(input) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlInputElement>().ok())
    {
        // An element that can't take the focus just doesn't.
        let _ = input.focus();
        input.select();
    }
}

/// The search box. Letters of an unfinished composition are not searched for.
#[component]
pub(crate) fn Search(asked: Asked) -> impl IntoView {
    let composing = StoredValue::new(false);
    let clear = t(words::SEARCH_CLEAR);
    view! {
        <div class="search" role="search">
            <Glyph icon=Icon::Search />
            <input
                id=ID
                type="text"
                enterkeyhint="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=t(words::SEARCH)
                placeholder=t(words::SEARCH_HINT)
                prop:value=asked.typed
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=move |event| {
                    composing.set_value(false);
                    asked.typed.set(event_target_value(&event));
                }
                on:input=move |event| {
                    if !composing.get_value() {
                        asked.typed.set(event_target_value(&event));
                    }
                }
                on:keydown=move |event| {
                    if event.key() == "Escape" && !event.is_composing() {
                        event.stop_propagation();
                        asked.typed.set(String::new());
                    }
                }
            />
            {live(move || {
                if asked.typed.with(String::is_empty) {
                    return view! { <kbd aria-hidden="true">"/"</kbd> }.late();
                }
                view! {
                    <button
                        type="button"
                        class="button quiet bare"
                        aria-label=clear
                        on:click=move |_| asked.typed.set(String::new())
                    >
                        <Glyph icon=Icon::Close />
                    </button>
                }
                .late()
            })}
        </div>
    }
    .late()
}
