//! The list of clients, with a file beside it.

use crate::piece::{IntoPiece, Piece, live, maybe};
pub(crate) mod address;
mod asked;
mod choices;
mod conditions;
mod covered;
mod drafting;
mod duplicates;
mod editor;
mod editor_fields;
mod explain;
mod file;
mod filters;
mod headings;
mod history;
mod keyboard;
mod list;
mod listing;
mod marked;
mod nothing;
mod overtaken;
mod overview;
mod period;
mod row;
mod search;
mod sheet;
mod toolbar;
mod undo;
mod unreadable;

pub(crate) use toolbar::grouped;

use bridge::client::{ClientView, GetIndustries, Industries, Part};
use dossier::industry;
use leptos::{ev, prelude::*};

use self::listing::Listing;
use crate::{
    i18n::{Text, common},
    layout::shortcuts::plain_key,
    platform::{effect::effect, listen::on_window, title::title},
    route::{Address, Entry, file_of},
    state::{Editing, use_app},
};

/// What stands in a client's place where the card can't be read.
pub(crate) fn instead<T>(part: &Part<T>) -> Text {
    unreadable::instead(part).1
}

/// What the editor works on.
#[derive(Clone)]
pub(crate) enum Target {
    /// A file that does not exist yet.
    New,
    /// An opened file.
    File(Box<ClientView>),
}

/// What the parts of the room share.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    /// The open file's id, from the address.
    file: Memo<Option<String>>,
    /// What is being edited.
    target: RwSignal<Option<Target>>,
    /// Grows when the open file was saved here.
    saved: RwSignal<u32>,
    /// Opens a file (or closes it), by its address.
    go: Callback<Option<String>>,
    list: Listing,
}

/// The room.
pub(crate) fn room() -> Piece {
    let app = use_app();
    title(common::CLIENTS);
    // Answered in order: before any file is.
    if industry::list().is_empty() {
        app.ask(GetIndustries, |answer| {
            if let Ok(Industries(list)) = answer {
                industry::learn(list);
            }
        });
    }
    let list = Listing::new(app);
    let room = Room {
        file: Memo::new(move |_| app.path.with(|path| file_of(path).map(str::to_owned))),
        target: RwSignal::new(None),
        saved: RwSignal::new(0),
        go: Callback::new(move |file: Option<String>| {
            let address = Address {
                path: file.map_or_else(|| "/clients".to_owned(), |file| format!("/clients/{file}")),
                query: app.query.get_untracked(),
            };
            // The list beside it stays as it is.
            app.go_with(&address.text(), Entry::Keep, app.unwritten());
        }),
        list,
    };
    keys(room);
    effect(move || {
        if app.editing.get() == Some(Editing::New) && room.target.with_untracked(Option::is_none) {
            room.target.set(Some(Target::New));
        }
    });
    let may_create = move || {
        app.session()
            .is_some_and(|session| session.abilities.create_clients)
    };
    view! {
        <toolbar::Toolbar room=room may_create=Signal::derive(may_create) />
        <div class="split">
            <list::List room=room may_create=Signal::derive(may_create) />
            {live(move || maybe(room.file.get().map(|file| file::file_pane(room, file))))}
        </div>
        {live(move || maybe(room.target.get().map(|target| editor::editor(room, target))))}
    }
    .late()
}

/// The list's shortcuts.
fn keys(room: Room) {
    let app = use_app();
    on_window(ev::keydown, move |event| {
        let Some(key) = plain_key(&event) else { return };
        // Enter and Esc on a control are its own.
        let on_control = event
            .target()
            .and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target).ok())
            .is_some_and(|target| {
                target
                    .closest("button, a, [role=tab], [popover]")
                    .ok()
                    .flatten()
                    .is_some()
            });
        match key.as_str() {
            "/" => search::focus(),
            "n" if app
                .session()
                .is_some_and(|session| session.abilities.create_clients) =>
            {
                room.target.set(Some(Target::New))
            }
            "j" | "ArrowDown" => room.list.step(1),
            "k" | "ArrowUp" => room.list.step(-1),
            "Enter" if !on_control => {
                if let Some(file) = room.list.at_cursor() {
                    room.go.run(Some(file));
                }
            }
            "Escape" if room.file.get_untracked().is_some() => room.go.run(None),
            _ => return,
        }
        event.prevent_default();
    });
}
