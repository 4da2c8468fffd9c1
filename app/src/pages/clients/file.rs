//! An opened file beside the list.

use crate::piece::{IntoPiece, Piece, live};
use crate::platform::effect::effect;
use bridge::{
    Failure, Reason,
    client::{ClientView, Kind, OpenClient},
};
use leptos::prelude::*;

use super::{Room, Target, explain::explain, history, overview, unreadable};
use crate::{
    i18n::{access as access_words, clients as words, common, t, tf},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        empty::Empty,
        icon::Icon,
        notice::FailureNotice,
        skeleton::Skeleton,
        tabs::{Panel, Tab, Tabs},
    },
    pages::access,
    platform::focus,
    state::{Editing, use_app},
    task::Task,
};

const ID: &str = "file";

/// The pane of one file. It asks once, since each opening is logged, and again after a save.
pub(crate) fn file_pane(room: Room, file: String) -> Piece {
    let app = use_app();
    let task = Task::new(app);
    let opened = RwSignal::new(None::<ClientView>);
    let (row, mine) = (file.clone(), file.clone());
    // The tab that is looked at stays when somebody else's change is drawn.
    let chosen = RwSignal::new("overview");
    // Whether the reader is to be told why it is drawn anew.
    let told = StoredValue::new(false);
    app.overtaken.set(None);
    let load = Callback::new(move |()| {
        task.run(OpenClient { file: file.clone() }, move |view| {
            // A form that a lock has closed is opened again.
            let editing = Editing::File(view.file.clone());
            let resumes = app.editing.with_untracked(|now| *now == Some(editing));
            if resumes && view.editable && room.target.with_untracked(Option::is_none) {
                room.target.set(Some(Target::File(Box::new(view.clone()))));
            }
            opened.set(Some(view));
            if told.try_update_value(core::mem::take) == Some(true) {
                app.toast(Tone::Neutral, app.now(words::OVERTAKEN).to_owned());
            }
            // What had the focus in it may just have been drawn anew.
            focus::on_id_if_lost(ID);
        })
    });
    effect(move || {
        room.saved.track();
        chosen.set("overview");
        load.run(());
    });
    // Somebody else wrote into it. Who edits it meanwhile goes on, and is told on saving.
    effect(move || {
        let here = app.overtaken.with(|file| file.as_ref() == Some(&mine));
        if here && room.target.with(Option::is_none) {
            app.overtaken.set(None);
            told.set_value(true);
            load.run(());
        }
    });
    effect(move || {
        // Reading goes on here, and Tab reaches what is in it.
        request_animation_frame(|| focus::on_id(ID));
        let row = row.clone();
        on_cleanup(move || request_animation_frame(move || room.list.keyboard.give_back(row)));
    });
    // Loading again leaves what is shown as it is until the new is there.
    let failure = Memo::new(move |_| task.failure.get());
    view! {
        <aside class="file" id=ID tabindex="-1" aria-label=t(words::FILE)>
            <div class="file-close">
                <Button
                    label=t(words::FILE_CLOSE)
                    icon=Icon::Close
                    bare=true
                    weight=Weight::Quiet
                    press=Callback::new(move |()| room.go.run(None))
                />
            </div>
            {live(move || match (opened.get(), failure.get()) {
                (_, Some(failure)) => trouble(failure, load),
                (Some(view), None) => contents(room, view, chosen),
                (None, None) => view! { <Skeleton lines=6 /> }.late(),
            })}
        </aside>
    }
    .late()
}

fn trouble(failure: Failure, load: Callback<()>) -> Piece {
    if failure.reason == Reason::KeyWaiting {
        return view! { <Empty icon=Icon::Lock title=t(words::KEY_WAITING_TITLE) text=t(words::KEY_WAITING_TEXT) /> }.late();
    }
    if failure.reason == Reason::ExplanationNeeded {
        return explain(load);
    }
    view! {
        <div class="file-trouble">
            <h2>{t(words::MISSING_TITLE)}</h2>
            <FailureNotice failure=Signal::stored(Some(failure)) />
            <Button label=t(common::RETRY) press=load />
        </div>
    }
    .late()
}

fn contents(room: Room, client: ClientView, chosen: RwSignal<&'static str>) -> Piece {
    let kind = match client.kind {
        Kind::Person => words::PERSON_CLIENT,
        Kind::Company => words::COMPANY_CLIENT,
    };
    let manager = client.manager_name.clone();
    let opened = client.opened.clone();
    let line = [
        t(kind),
        client.unit.clone().into(),
        tf(words::FILE_MANAGER, move || vec![manager.clone()]),
        tf(words::FILE_OPENED, move || vec![opened.clone()]),
    ];
    let card = client.card.open();
    let face = card
        .and_then(|card| card.name.chars().next())
        .map_or_else(|| "?".to_owned(), String::from);
    let name = match card {
        Some(card) => card.name.clone().late(),
        None => t(unreadable::instead(&client.card).1).late(),
    };
    let tags = card.map(|card| card.tags.clone()).unwrap_or_default();
    let editable = client.editable;
    let client = StoredValue::new(client);
    let none = Signal::stored(0_usize);
    let tabs = Signal::stored(vec![
        Tab {
            name: "overview",
            label: t(words::OVERVIEW),
            due: none,
        },
        Tab {
            name: "history",
            label: t(words::HISTORY),
            due: none,
        },
        Tab {
            name: "access",
            label: t(access_words::TITLE),
            due: none,
        },
    ]);
    view! {
        <header class="file-head">
            <span class="face" aria-hidden="true">
                {face}
            </span>
            <div>
                <h2>{name}</h2>
                <p class="file-line">{line.map(|part| view! { <span>{part}</span> }.late()).into_iter().collect_view()}</p>
                <p class="badges">{tags.into_iter().map(|tag| view! { <Badge tone=Tone::of_tag(&tag) label=tag /> }).collect_view()}</p>
            </div>
        </header>
        {client.with_value(|client| unreadable::newer(&client.newer))}
        {client.with_value(|client| unreadable::notice(&client.unreadable, editable))}
        <Tabs label=t(words::TABS) tabs=tabs chosen=chosen />
        {live(move || match chosen.get() {
            "history" => view! { <Panel name="history">{client.with_value(|client| history::history(&client.history))}</Panel> }.late(),
            "access" => view! { <Panel name="access">{client.with_value(|client| access::of_file(&client.file))}</Panel> }.late(),
            _ => view! { <Panel name="overview">{client.with_value(overview::overview)}</Panel> }.late(),
        })}
        <footer class="file-foot">
            {editable
                .then(|| {
                    view! {
                        <Button
                            label=t(words::EDIT)
                            icon=Icon::Pen
                            press=Callback::new(move |()| room.target.set(Some(Target::File(Box::new(client.get_value())))))
                        />
                    }
                })}
            <small>{t(words::LOGGED)}</small>
        </footer>
    }
    .late()
}
