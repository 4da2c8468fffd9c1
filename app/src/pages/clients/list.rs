//! The list itself: a table of which only the rows in sight exist.

use crate::piece::{IntoPiece, Piece, live};
use crate::platform::effect::effect;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Room, Target, row};
use crate::{
    i18n::{Text, clients as words, t, tf},
    kit::{
        button::{Button, Weight},
        empty::Empty,
        icon::Icon,
        notice::FailureNotice,
        skeleton::Skeleton,
        table::ROW,
    },
    platform::listen::on_window,
};

const ID: &str = "client-rows";

const HEADS: [(&str, Text); 7] = [
    ("c-name", words::CLIENT),
    ("c-kind", words::KIND),
    ("c-contact", words::CONTACT),
    ("c-tags", words::TAGS),
    ("c-manager", words::MANAGER_HEAD),
    ("c-unit", words::UNIT),
    ("c-opened", words::OPENED),
];

/// Scrolls the list so that this px is at its top.
pub(crate) fn scroll_to(top: u32) {
    if let Some(element) = document().get_element_by_id(ID) {
        element.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
    }
}

/// The list, or why there is nothing in it.
#[component]
pub(crate) fn List(room: Room, may_create: Signal<bool>) -> impl IntoView {
    let list = room.list;
    let stage = Memo::new(
        move |_| match (list.total.get(), list.text.with(String::is_empty)) {
            (None, _) => 0,
            (Some(0), true) => 1,
            (Some(0), false) => 2,
            (Some(_), _) => 3,
        },
    );
    view! {
        <div class="list">
            <FailureNotice failure=list.task.failure />
            {live(move || match stage.get() {
                0 => view! { <Skeleton lines=8 /> }.late(),
                1 => nothing_yet(room, may_create),
                2 => {
                    let title = tf(words::NONE_TITLE, move || vec![list.text.get()]);
                    view! { <Empty icon=Icon::Search title=title text=t(words::NONE_TEXT) /> }.late()
                }
                _ => rows(room),
            })}
        </div>
    }
    .late()
}

fn nothing_yet(room: Room, may_create: Signal<bool>) -> Piece {
    if may_create.get_untracked() {
        view! {
            <Empty title=t(words::EMPTY_TITLE) text=t(words::EMPTY_CREATE)>
                <Button label=t(words::NEW) weight=Weight::Plain press=Callback::new(move |()| room.target.set(Some(Target::New))) />
            </Empty>
        }
        .late()
    } else {
        view! { <Empty title=t(words::EMPTY_TITLE) text=t(words::EMPTY_READ) /> }.late()
    }
}

fn rows(room: Room) -> Piece {
    let list = room.list;
    let frame = NodeRef::<html::Div>::new();
    let measure = move || {
        if let Some(frame) = frame.get_untracked() {
            list.height
                .set(u32::try_from(frame.client_height()).unwrap_or(0));
        }
    };
    effect(move || {
        if frame.get().is_some() {
            measure();
        }
    });
    on_window(leptos::ev::resize, move |_| measure());
    // A new search starts at the top.
    effect(move || {
        list.text.track();
        scroll_to(0);
    });
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
                        {HEADS
                            .iter()
                            .map(|(class, head)| {
                                view! {
                                    <th scope="col" class=*class>
                                        {t(*head)}
                                    </th>
                                }
                            })
                            .collect_view()}
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
