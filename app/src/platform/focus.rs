//! Where the keyboard is. Whatever is replaced takes the focus with it, and a keyboard without focus begins at the top of the page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, FocusOptions, HtmlElement, HtmlInputElement, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

/// The part of every page that may take the focus when nothing better can.
pub(crate) const CONTENT: &str = "content";

/// Focuses an element.
pub(crate) fn on(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that can't take the focus just doesn't.
        let _ = element.focus();
    }
}

/// Focuses an element without scrolling to it.
pub(crate) fn on_where_it_is(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        // An element that can't take the focus just doesn't.
        let _ = element.focus_with_options(&still);
    }
}

/// Focuses the element of an id, if it is there.
pub(crate) fn on_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        on(&element);
    }
}

/// Focuses an input and selects what stands in it, so that typing replaces it.
pub(crate) fn select_id(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(input) = element.and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        on(&input);
        input.select();
    }
}

/// The spoken name of the button that has the focus, if it has one of its own.
pub(crate) fn name_of_button() -> Option<String> {
    let element = document().active_element()?;
    (element.tag_name() == "BUTTON").then(|| element.get_attribute("aria-label"))?
}

/// Once the page is drawn, focuses the button of this spoken name, which may be another than it was; what can always take it if there is
/// none. Nothing if something else has the focus by then.
pub(crate) fn on_named_if_lost(name: Option<String>) {
    request_animation_frame(move || {
        if !lost() {
            return;
        }
        let buttons = document().get_elements_by_tag_name("button");
        let named = name.and_then(|name| {
            (0..buttons.length())
                .filter_map(|at| buttons.item(at))
                .find(|button| button.get_attribute("aria-label").as_ref() == Some(&name))
        });
        match named {
            Some(button) => on(&button),
            None => on_id(CONTENT),
        }
    });
}

/// Brings the element of an id into the middle of what is in sight, and focuses it.
pub(crate) fn show_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let middle = ScrollIntoViewOptions::new();
        middle.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&middle);
        on(&element);
    }
}

/// Once the page is drawn, scrolls no further than it takes to have what has the focus in sight.
pub(crate) fn keep_in_sight() {
    request_animation_frame(|| {
        if let Some(element) = document().active_element() {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
}

/// Focuses the element of an id once the page is drawn, unless something better has the focus by then: a dialog that closed a moment ago
/// may have left it to the page's content.
pub(crate) fn on_id_if_lost(id: &'static str) {
    request_animation_frame(move || {
        if lost() || is_on_id(CONTENT) {
            on_id(id);
        }
    });
}

/// Focuses where typing begins: the first input within an element that takes any; the element itself if there is none.
pub(crate) fn first_input(within: &Element) {
    let first = within
        .query_selector(".input:not([readonly]):not(:disabled)")
        .ok()
        .flatten();
    on(first.as_ref().unwrap_or(within));
}

/// Focuses what a dialog is for: its first input, or its first act if it has none. Else the browser's choice stays.
pub(crate) fn first_act(dialog: &Element) {
    let first = dialog
        .query_selector(".input:not([readonly]):not(:disabled), .actions .button")
        .ok()
        .flatten();
    if let Some(first) = first {
        on(&first);
    }
}

/// Focuses the first element of a selector: at once, or when the page is drawn if it can't take the focus yet.
pub(crate) fn on_drawn(selector: String) {
    if !on_first(&selector) {
        request_animation_frame(move || {
            on_first(&selector);
        });
    }
}

/// Whether it has it now.
fn on_first(selector: &str) -> bool {
    let first = document().query_selector(selector).ok().flatten();
    first.is_some_and(|element| {
        on(&element);
        is_on(&element)
    })
}

/// Whether an element has the focus.
pub(crate) fn is_on(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

/// Whether the element of an id has the focus.
pub(crate) fn is_on_id(id: &str) -> bool {
    document()
        .active_element()
        .is_some_and(|element| element.id() == id)
}

/// Whether something has the focus that is typed or chosen in.
pub(crate) fn is_in_field() -> bool {
    document()
        .active_element()
        .is_some_and(|element| matches!(&*element.tag_name(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether nothing has the focus.
pub(crate) fn lost() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY")
}

/// Once the page is drawn, puts the cursor where typing begins, unless something has the focus by then.
pub(crate) fn begin_if_lost() {
    request_animation_frame(|| {
        if lost()
            && let Some(content) = document().get_element_by_id(CONTENT)
        {
            first_input(&content);
        }
    });
}

/// Presses the element of an id, if it is there.
pub(crate) fn press_id(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Hides the popover of an id, which gives the keyboard back.
pub(crate) fn close_popover(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // One that is not open stays closed.
        let _ = element.hide_popover();
    }
}
