//! Keeping what is typed on this device until it is saved, sealed by the engine, and taking it up again.

use std::time::Duration;

use bridge::client::{DiscardDraft, FoundDraft, KeepDraft, Kept, KeptDraft, ReadDraft};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use send_wrapper::SendWrapper;

use super::{overtaken, sheet::Sheet};
use crate::{
    i18n::{clients as words, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        notice::Notice,
    },
    piece::{IntoPiece, Piece, When},
    platform::{clock, effect::effect, listen::on_window},
};

/// Typing rests so long before it is kept.
const REST: Duration = Duration::from_millis(400);

/// Keeps the form whenever typing rests, and at once where the page is about to be left.
pub(super) fn watch(sheet: Sheet) {
    let pending = StoredValue::new(None::<SendWrapper<TimeoutHandle>>);
    let cancel = move || {
        if let Some(Some(handle)) = pending.try_update_value(Option::take) {
            handle.clear();
        }
    };
    effect(move || {
        let dirty = sheet.dirty();
        // What is typed is read again by then; here it only says that something was.
        let _ = sheet.form();
        cancel();
        if !dirty {
            discard(sheet);
        } else if let Ok(handle) = set_timeout_with_handle(move || keep(sheet), REST) {
            pending.set_value(Some(SendWrapper::new(handle)));
        }
    });
    let now = Callback::new(move |()| keep(sheet));
    sheet.app.before_lock.set_value(Some(now));
    on_window(ev::blur, move |_| keep(sheet));
    on_cleanup(move || {
        cancel();
        sheet.app.before_lock.try_set_value(None);
    });
}

/// Keeps the form as it is now, if anything in it would be lost.
pub(super) fn keep(sheet: Sheet) {
    if sheet.try_form().is_none() || untrack(|| !sheet.dirty()) || sheet.save.busy.get_untracked() {
        return;
    }
    let Some(before) = sheet.before.get_untracked() else {
        return;
    };
    let draft = KeptDraft {
        draft: sheet.draft.get_value(),
        base: sheet.base.get_value(),
        before,
        form: untrack(|| sheet.form()),
        at: 0,
    };
    sheet.drafted.set_value(true);
    sheet.app.ask(KeepDraft { draft }, move |answer| {
        if let Ok(Kept { kept }) = answer {
            sheet.unkept.try_set(!kept);
        }
    });
}

/// Takes the draft away, if there is one: it was saved, or is not wanted.
pub(super) fn discard(sheet: Sheet) {
    if sheet.drafted.get_value() {
        sheet.drafted.set_value(false);
        let file = sheet.file();
        sheet.app.ask(DiscardDraft { file }, |_| {});
    }
}

/// Looks for a draft and takes it up; `ready` runs in either case.
pub(super) fn take_up(sheet: Sheet, ready: impl FnOnce() + 'static) {
    let file = sheet.file();
    sheet.app.ask(ReadDraft { file }, move |answer| {
        // The form may have been closed meanwhile.
        if sheet.try_form().is_none() {
            return;
        }
        if let Ok(FoundDraft { draft: Some(draft) }) = answer {
            restore(sheet, draft);
        }
        ready();
    });
}

fn restore(sheet: Sheet, draft: KeptDraft) {
    let seq = |base: &Option<bridge::client::Base>| base.as_ref().map(|base| base.seq);
    sheet.fresh.set_value(sheet.draft.get_value());
    sheet.draft.set_value(draft.draft);
    if sheet.base.with_value(seq) == seq(&draft.base) {
        sheet.fill(&draft.form);
    } else {
        // Somebody has saved since.
        let theirs = untrack(|| sheet.form());
        let (form, others) = overtaken::merge(&draft.before, &draft.form, &theirs);
        sheet.fill(&form);
        sheet.others.set(others);
    }
    sheet.drafted.set_value(true);
    sheet.restored.set(Some(draft.at));
}

/// Begins anew with what was there before the draft.
fn start_over(sheet: Sheet) {
    if let Some(before) = sheet.before.get_untracked() {
        sheet.draft.set_value(sheet.fresh.get_value());
        sheet.others.set(Vec::new());
        sheet.fill(&before);
        sheet.restored.set(None);
    }
}

/// Above the form: that a draft was taken up, and the way to be rid of it.
pub(super) fn notice(sheet: Sheet) -> Piece {
    let at = Memo::new(move |_| sheet.restored.get());
    let text = tf(words::DRAFT_RESTORED, move || {
        vec![at.get().map(clock::moment).unwrap_or_default()]
    });
    let label = t(words::DRAFT_DROP);
    let unkept = t(words::DRAFT_UNKEPT);
    view! {
        <When on=Signal::derive(move || at.get().is_some())>
            <div class="draft">
                <Notice text=text tone=Tone::Wait />
                <Button label=label weight=Weight::Quiet press=Callback::new(move |()| start_over(sheet)) />
            </div>
        </When>
        <When on=sheet.unkept.into()>
            <Notice text=unkept tone=Tone::Wait />
        </When>
    }
    .late()
}
