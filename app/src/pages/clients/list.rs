//! The list itself: a table of which only the rows in sight exist.

use bridge::list::Filter;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Room, headings::headings, keyboard, nothing, row};
use crate::{
    i18n::{clients as words, t},
    kit::{notice::FailureNotice, skeleton::Skeleton, table::ROW},
    piece::{IntoPiece, Piece, live},
    platform::{effect::effect, listen::on_window},
};

const ID: &str = "client-rows";

/// Scrolls the list so that this px is at its top.
pub(crate) fn scroll_to(top: u32) {
    if let Some(element) = document().get_element_by_id(ID) {
        element.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Loading,
    NothingYet,
    NothingFound,
    NothingLeft,
    Rows,
}

/// The list, or why there is nothing in it.
#[component]
pub(crate) fn List(room: Room, may_create: Signal<bool>) -> impl IntoView {
    let list = room.list;
    let stage = Memo::new(move |_| {
        let filtered = !list.asked.filter.with(Filter::is_empty);
        match list.total.get() {
            None => Stage::Loading,
            Some(0) if filtered => Stage::NothingLeft,
            Some(0) if list.asked.narrows() => Stage::NothingFound,
            Some(0) => Stage::NothingYet,
            Some(_) => Stage::Rows,
        }
    });
    view! {
        <div class="list">
            <FailureNotice failure=list.task.failure />
            {live(move || match stage.get() {
                Stage::Loading => view! { <Skeleton lines=8 /> }.late(),
                Stage::NothingYet => nothing::yet(room, may_create),
                Stage::NothingFound => nothing::found(list),
                Stage::NothingLeft => nothing::left(list),
                Stage::Rows => rows(room),
            })}
        </div>
    }
    .late()
}

fn rows(room: Room) -> Piece {
    let list = room.list;
    let frame = NodeRef::<html::Div>::new();
    let measure = move || {
        if let Some(Some(frame)) = frame.try_get_untracked() {
            list.height
                .set(u32::try_from(frame.client_height()).unwrap_or(0));
        }
    };
    effect(move || {
        if frame.get().is_some() {
            // Laid out in a task of its own, and before the first picture all the same.
            request_animation_frame(measure);
        }
    });
    on_window(leptos::ev::resize, move |_| measure());
    // Whatever is asked anew begins at the top; a list that is drawn for the first time is there.
    let mut fresh = true;
    effect(move || {
        list.asked.text.track();
        list.asked.filter.track();
        list.asked.sort.track();
        if !core::mem::take(&mut fresh) {
            scroll_to(0);
        }
    });
    keyboard::keep(list);
    let px = |rows: u32| format!("{}px", rows.saturating_mul(ROW));
    let drawn = move || {
        let window = list.window();
        list.block.with(|block| {
            (window.from..window.to)
                .map(|at| {
                    let index = at
                        .checked_sub(block.from)
                        .and_then(|index| usize::try_from(index).ok());
                    (at, index.and_then(|index| block.rows.get(index)).cloned())
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div
            class="rows"
            id=ID
            node_ref=frame
            role="region"
            aria-label=t(words::LIST)
            tabindex="0"
            on:focusin=move |event| list.keyboard.came(&event)
            on:scroll=move |event| {
                let top = event
                    .target()
                    .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                    .map_or(0, |element| element.scroll_top());
                list.scrolled.set(u32::try_from(top).unwrap_or(0));
            }
        >
            <table class="table clients" aria-label=t(words::LIST) aria-rowcount=move || (list.total.get().unwrap_or(0) + 1).to_string()>
                <thead>
                    <tr aria-rowindex="1">
                        {headings(list.asked)}
                    </tr>
                </thead>
                <tbody>
                    <tr class="spacer" aria-hidden="true" style:height=move || px(list.window().from)></tr>
                    <For each=drawn key=|(at, row)| (*at, row.as_ref().map(row::key)) children=move |(at, row)| row::row(room, at, row) />
                    <tr
                        class="spacer"
                        aria-hidden="true"
                        style:height=move || px(list.total.get().unwrap_or(0).saturating_sub(list.window().to))
                    ></tr>
                </tbody>
            </table>
        </div>
    }
    .late()
}
