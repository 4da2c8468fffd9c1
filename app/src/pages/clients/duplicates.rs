//! While a number is typed: whether another file has it already.

use std::time::Duration;

use bridge::client::{Duplicate, FindDuplicates};
use dossier::client::Field;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use send_wrapper::SendWrapper;

use super::sheet::Sheet;
use crate::{
    i18n::clients as words,
    piece::{IntoPiece, Piece, live, maybe},
    platform::effect::effect,
};

/// Typing rests so long before a number is looked up: each look-up is logged.
const REST: Duration = Duration::from_millis(500);

/// The fields whose numbers are looked up.
const NUMBERS: [Field; 4] = [
    Field::IdNumber,
    Field::CreditCode,
    Field::Mobile,
    Field::Phone,
];

/// Looks numbers up once they are right and were changed here.
pub(super) fn watch(sheet: Sheet) {
    for field in NUMBERS {
        let pending = StoredValue::new(None::<SendWrapper<TimeoutHandle>>);
        let stop = move || {
            if let Some(Some(handle)) = pending.try_update_value(Option::take) {
                handle.clear();
            }
        };
        on_cleanup(stop);
        let number = Memo::new(move |_| {
            let typed = sheet.value(field).get();
            let kept = sheet.kept(field).is_some_and(|before| before == typed);
            // Of which document a number is, makes it another number.
            let document = (field == Field::IdNumber).then(|| sheet.value(Field::IdKind).get());
            let right = field.is_of(sheet.kind.get()) && sheet.problem(field).is_none();
            (right && !kept).then_some((typed, document))
        });
        effect(move || {
            let number = number.get();
            stop();
            forget(sheet, field);
            if number.is_none() {
                return;
            }
            if let Ok(handle) = set_timeout_with_handle(move || look_up(sheet, field), REST) {
                pending.set_value(Some(SendWrapper::new(handle)));
            }
        });
    }
}

fn forget(sheet: Sheet, field: Field) {
    if sheet
        .known
        .with_untracked(|known| known.iter().any(|one| one.field == field))
    {
        sheet
            .known
            .update(|known| known.retain(|one| one.field != field));
    }
}

fn look_up(sheet: Sheet, field: Field) {
    let Some(form) = untrack(|| sheet.try_form()) else {
        return;
    };
    let asked = form.get(field).to_owned();
    let call = FindDuplicates {
        form,
        fields: vec![field],
        file: sheet.file(),
    };
    sheet.app.ask(call, move |answer| {
        // Whether there is no answer, or it comes too late: saving says no less than it did.
        let Ok(found) = answer else { return };
        if sheet.value(field).try_get_untracked().as_ref() != Some(&asked) {
            return;
        }
        forget(sheet, field);
        sheet.known.update(|known| known.extend(found.duplicates));
    });
}

/// Below a field: where its number stands already, as far as the reader may know.
pub(super) fn beside(sheet: Sheet, field: Field) -> Piece {
    let said = Memo::new(move |_| {
        let lang = sheet.app.lang.get();
        sheet.known.with(|known| {
            let lines: Vec<String> = known
                .iter()
                .filter(|one| one.field == field)
                .map(|one| say(one, lang))
                .collect();
            (!lines.is_empty()).then(|| lines.join("\n"))
        })
    });
    live(move || {
        maybe(said.get().map(|text| {
            view! {
                <p class="other" role="status">
                    {text}
                </p>
            }
            .late()
        }))
    })
    .late()
}

fn say(duplicate: &Duplicate, lang: crate::i18n::Lang) -> String {
    match &duplicate.known {
        Some(known) if known.name.is_empty() => {
            words::KNOWN_SEALED.with(lang, &[&known.unit, &known.manager])
        }
        Some(known) => words::KNOWN.with(lang, &[&known.name, &known.unit, &known.manager]),
        None => words::KNOWN_ELSEWHERE.at(lang).to_owned(),
    }
}
