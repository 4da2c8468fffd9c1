//! Tabs: arrow keys move, one panel shows.

use crate::piece::{IntoPiece, LateInside, live, maybe};
use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;

use crate::{i18n::Words, platform::effect::effect};

/// A tab: its name, its label and a count that calls for attention.
#[derive(Clone)]
pub(crate) struct Tab {
    pub(crate) name: &'static str,
    pub(crate) label: Words,
    pub(crate) due: Signal<usize>,
}

/// The row of tabs. The caller shows the panel `tab-{name}` of [`Panel`].
#[component]
pub(crate) fn Tabs(
    #[prop(into)] label: Words,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    chosen: RwSignal<&'static str>,
) -> impl IntoView {
    let step = move |event: KeyboardEvent| {
        let names: Vec<&'static str> =
            tabs.with_untracked(|tabs| tabs.iter().map(|tab| tab.name).collect());
        let at = names
            .iter()
            .position(|name| *name == chosen.get_untracked())
            .unwrap_or(0);
        let last = names.len().saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowRight" => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            "ArrowLeft" => {
                if at == 0 {
                    last
                } else {
                    at - 1
                }
            }
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        if let Some(name) = names.get(next) {
            event.prevent_default();
            chosen.set(name);
            focus(name);
        }
    };
    // Where they don't all fit, the chosen one is in sight.
    effect(move || {
        let name = chosen.get();
        tabs.track();
        if let Some(tab) = document().get_element_by_id(&format!("tab-{name}")) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
            tab.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=step>
            {live(move || {
                tabs.get()
                    .into_iter()
                    .map(|Tab { name, label, due }| {
                        let on = move || chosen.get() == name;
                        view! {
                            <button
                                type="button"
                                role="tab"
                                id=format!("tab-{name}")
                                aria-selected=Signal::derive(move || if on() { "true" } else { "false" })
                                aria-controls=format!("panel-{name}")
                                tabindex=Signal::derive(move || if on() { "0" } else { "-1" })
                                on:click=move |_| chosen.set(name)
                            >
                                {label}
                                {live(move || maybe((due.get() > 0).then(|| view! { <i class="due">{due.get().to_string()}</i> }.late())))}
                            </button>
                        }
                    })
                    .collect_view()
                    .late()
            })}
        </div>
    }
    .late()
}

fn focus(name: &str) {
    let element = document().get_element_by_id(&format!("tab-{name}"));
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // An element that can't take the focus just doesn't.
        let _ = element.focus();
    }
}

/// What a tab shows.
#[component]
pub(crate) fn Panel(name: &'static str, children: LateInside) -> impl IntoView {
    view! {
        <div class="panel" role="tabpanel" id=format!("panel-{name}") aria-labelledby=format!("tab-{name}") tabindex="0">
            {children.draw()}
        </div>
    }
    .late()
}
