//! The drawer in which a file is written: checked as typed, sealed on saving.

use crate::piece::{IntoPiece, Piece, When, live, maybe};
use crate::platform::effect::effect;
use bridge::Reason;
use dossier::client::Field;
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Room, Target, drafting, duplicates, editor_fields, sheet::Sheet, undo, unreadable};
use crate::{
    i18n::{clients as words, common, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::{Dialog, Place},
        notice::{FailureNotice, Notice},
        skeleton::Skeleton,
    },
    platform::{focus, leave},
    state::{Editing, use_app},
};

/// The drawer. Closing with unsaved work asks first.
pub(crate) fn editor(room: Room, target: Target) -> Piece {
    let app = use_app();
    let new = matches!(target, Target::New);
    let spoiled = StoredValue::new(match &target {
        Target::File(client) => client.unreadable.clone(),
        Target::New => Vec::new(),
    });
    let sheet = Sheet::new(app);
    sheet.prepare(&target);
    duplicates::watch(sheet);
    drafting::watch(sheet);
    app.editing.set(Some(match &target {
        Target::New => Editing::New,
        Target::File(client) => Editing::File(client.file.clone()),
    }));
    let dirty = Memo::new(move |_| sheet.dirty());
    leave::guard(dirty.into());
    // The fields come once the choices are there; then typing can begin, unless it has before a late frame was drawn.
    effect(move || {
        if sheet.choices.with(Option::is_some) {
            request_animation_frame(move || {
                if !focus::is_in_field() {
                    editor_fields::focus_on(Field::Name);
                }
            });
        }
    });
    let asking = RwSignal::new(false);
    let close = move || {
        app.editing.set(None);
        room.target.set(None);
    };
    let put_aside = move || {
        drafting::keep(sheet);
        close();
    };
    let drop_draft = move || {
        drafting::discard(sheet);
        close();
    };
    // What is on its way to the server can't be called back: nothing closes before it is answered.
    let stays = RwSignal::new(false);
    let busy = sheet.save.busy;
    effect(move || {
        if !busy.get() {
            stays.set(false);
        }
    });
    let ask_close = Callback::new(move |()| {
        if busy.get_untracked() {
            stays.set(true)
        } else if dirty.get_untracked() {
            asking.set(true)
        } else {
            close()
        }
    });
    // What the engine found wrong, it says beside the field as well.
    effect(move || {
        let field = sheet.save.failure.with(|failure| {
            let (name, _) = failure.as_ref()?.fields.first()?;
            Field::ALL.into_iter().find(|field| field.name() == name)
        });
        if let Some(field) = field {
            editor_fields::focus_on(field);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !new && spoiled.with_value(Vec::is_empty) && untrack(|| !sheet.dirty()) {
            app.toast(Tone::Neutral, app.now(words::UNCHANGED).to_owned());
            close();
            return;
        }
        sheet.submit(move |saved, before| {
            let text = app.now(words::SAVED).to_owned();
            let file = saved.file.clone();
            match before {
                Some(before) => app.toast_with_undo(text, undo::back_to(app, room, saved, before)),
                None => app.toast(Tone::Good, text),
            }
            drafting::discard(sheet);
            close();
            room.saved.update(|n| *n = n.wrapping_add(1));
            app.clients.update(|n| *n = n.wrapping_add(1));
            room.go.run(Some(file));
        });
    };
    let wrong = Memo::new(move |_| {
        if sheet
            .touched
            .with(|touched| touched.len() == Field::ALL.len())
        {
            sheet.problems().len()
        } else {
            0
        }
    });
    let wrong_words = tf(words::FIX_FIELDS, move || vec![wrong.get().to_string()]);
    let stays_words = t(words::SAVING_STAYS);
    let status = move || {
        if stays.get() {
            return Some(stays_words.get());
        }
        (wrong.get() > 0).then(|| wrong_words.get())
    };
    let conflict = move || {
        sheet.save.failure.with(|failure| {
            failure
                .as_ref()
                .is_some_and(|failure| failure.reason == Reason::Conflict)
        })
    };
    // The file beside the form is opened anew: the reader sees what the other one saved. The form takes it in as well.
    effect(move || {
        if conflict() {
            room.saved.update(|n| *n = n.wrapping_add(1));
            sheet.catch_up();
        }
    });
    let caught_up = Signal::derive(move || conflict() && sheet.load.failure.with(Option::is_none));
    let failed = Signal::derive(move || {
        if conflict() {
            None
        } else {
            sheet.save.failure.get()
        }
    });
    let no_units = move || {
        new && sheet.choices.with(|choices| {
            choices
                .as_ref()
                .is_some_and(|choices| choices.units.is_empty())
        })
    };
    view! {
        <Dialog title=t(if new { words::NEW_TITLE } else { words::EDIT_TITLE }) place=Place::Side close=ask_close>
            <FailureNotice failure=sheet.load.failure />
            <When on=Signal::derive(no_units)>
                <Notice text=t(words::NO_UNITS) tone=Tone::Wait />
            </When>
            <When on=sheet.load.busy.into()>
                <Skeleton lines=8 />
            </When>
            <When on=Signal::derive(move || sheet.choices.with(Option::is_some))>
                <form class="editor" on:submit=submit>
                    {drafting::notice(sheet)}
                    {spoiled.with_value(|spoiled| unreadable::blank(spoiled))}
                    {editor_fields::fields(sheet, new)}
                    // In the foot, which is always in sight: whoever pressed the button sees what became of it.
                    <div class="editor-foot">
                        <When on=caught_up>
                            <Notice text=t(words::CONFLICT) tone=Tone::Wait />
                        </When>
                        <FailureNotice failure=failed />
                        <Button label=t(if new { words::SAVE_NEW } else { common::SAVE }) submit=true weight=Weight::Primary busy=sheet.save.busy />
                        <Button label=t(common::CANCEL) weight=Weight::Quiet press=ask_close />
                        <p role="status" class:muted=stays>
                            {status}
                        </p>
                    </div>
                </form>
            </When>
        </Dialog>
        <When on=Signal::derive(move || asking.get())>
            <Dialog title=t(words::UNSAVED_TITLE) close=Callback::new(move |()| asking.set(false))>
                <p>{t(words::UNSAVED_TEXT)}</p>
                <div class="actions">
                    <Button label=t(words::UNSAVED_KEEP) weight=Weight::Primary press=Callback::new(move |()| asking.set(false)) />
                    {live(move || maybe((!sheet.unkept.get()).then(|| view! { <Button label=t(words::UNSAVED_LATER) press=Callback::new(move |()| put_aside()) /> }.late())))}
                    <Button label=t(words::UNSAVED_DISCARD) weight=Weight::Danger press=Callback::new(move |()| drop_draft()) />
                </div>
            </Dialog>
        </When>
    }
    .late()
}
