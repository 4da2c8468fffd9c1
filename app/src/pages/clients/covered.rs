//! A value under its cover: shown on request, covered again by itself.

use crate::piece::{IntoPiece, Piece};
use crate::platform::effect::effect;
use std::time::Duration;

use bridge::client::Reveal;
use dossier::client::Field;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use send_wrapper::SendWrapper;

use crate::{
    i18n::{Text, clients as words, reasons, t},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        copy,
        icon::Icon,
    },
    state::use_app,
    task::Task,
};

/// How long a value stays uncovered.
const UNCOVERED: Duration = Duration::from_secs(30);

/// The masked value on hatched ground, with 显示 and 复制.
pub(crate) fn covered(file: &str, field: Field, label: Text, masked: String) -> Piece {
    let app = use_app();
    let task = Task::new(app);
    let value = RwSignal::new(None::<String>);
    let pending = StoredValue::new(None::<SendWrapper<TimeoutHandle>>);
    let file = file.to_owned();
    let stop = move || {
        if let Some(Some(handle)) = pending.try_update_value(Option::take) {
            handle.clear();
        }
    };
    on_cleanup(stop);
    let cover = move || {
        stop();
        value.set(None);
    };
    // What for: to show it, or to copy it without showing.
    let fetch = move |show: bool| {
        task.run(
            Reveal {
                file: file.clone(),
                field,
            },
            move |revealed| {
                let text = revealed.value.expose().to_owned();
                if !show {
                    copy::copy_secret(app, text);
                    return;
                }
                stop();
                value.set(Some(text));
                if let Ok(handle) = set_timeout_with_handle(
                    move || {
                        value.try_set(None);
                    },
                    UNCOVERED,
                ) {
                    pending.set_value(Some(SendWrapper::new(handle)));
                }
            },
        );
    };
    effect(move || {
        if let Some(failure) = task.failure.get() {
            app.toast(Tone::Bad, reasons::say(&failure, app.lang.get_untracked()));
        }
    });
    let show_label = t(words::SHOW);
    let cover_label = t(words::COVER);
    let copy_label = t(words::COPY_VALUE);
    let label = t(label);
    let act = Signal::derive(move || {
        if value.with(Option::is_some) {
            cover_label.get()
        } else {
            show_label.get()
        }
    });
    let act_name = Signal::derive(move || format!("{} {}", act.get(), label.get()));
    let copy_name = Signal::derive(move || format!("{} {}", copy_label.get(), label.get()));
    let fetch_copy = fetch.clone();
    view! {
        <span class="covered num" data-shown=move || if value.with(Option::is_some) { "yes" } else { "no" }>
            {move || value.get().unwrap_or_else(|| masked.clone())}
        </span>
        <span class="covered-acts">
            <Button
                label=act
                name=act_name
                weight=Weight::Quiet
                busy=task.busy
                press=Callback::new(move |()| {
                    if value.with_untracked(Option::is_some) { cover() } else { fetch(true) }
                })
            />
            <Button label=copy_name icon=Icon::Copy bare=true weight=Weight::Quiet press=Callback::new(move |()| fetch_copy(false)) />
        </span>
    }
    .late()
}
