//! The fields of a person's file, required ones first.

use crate::piece::{IntoPiece, Piece};
use dossier::{
    id_number::{ResidentId, Sex},
    person::{Field as Name, IdKind},
};
use leptos::prelude::*;

use super::sheet::Sheet;
use crate::{
    i18n::{clients as words, problems, t},
    kit::{
        field::{Field, Kind},
        select::Select,
        tag_input::TagInput,
    },
    platform::focus,
};

/// Puts the cursor into a field.
pub(crate) fn focus_on(field: Name) {
    let name = match field {
        // Where one is typed.
        Name::Tags => "tag",
        field => field.name(),
    };
    focus::on_id(&format!("field-{name}"));
}

/// A line of text of the form.
fn line(sheet: Sheet, field: Name, value: RwSignal<String>, kind: Kind) -> Piece {
    view! {
        <Field
            name=field.name()
            label=t(problems::label(field))
            value=value
            kind=kind
            error=sheet.error(field)
            leave=sheet.touch(field)
        />
    }
    .late()
}

/// Date of birth and sex, read from the number as it is typed.
fn from_number(sheet: Sheet) -> Piece {
    let read = Memo::new(move |_| {
        let resident = sheet
            .id_kind
            .with(|kind| IdKind::from_name(kind) == Some(IdKind::ResidentId));
        let id = resident
            .then(|| ResidentId::parse(&sheet.id_number.get()).ok())
            .flatten()?;
        Some((
            dossier::date::format(id.birth_date()),
            matches!(id.sex(), Sex::Male),
        ))
    });
    let lang = sheet.app.lang;
    let said = move || {
        read.get().map(|(date, male)| {
            let sex = if male { words::MALE } else { words::FEMALE };
            words::FROM_ID.with(lang.get(), &[&date, sex.at(lang.get())])
        })
    };
    view! {
        <p class="derived" role="status">
            {said}
        </p>
    }
    .late()
}

/// All fields. A file stays in its unit, so only a new one chooses it.
pub(crate) fn fields(sheet: Sheet, new: bool) -> Piece {
    let lang = sheet.app.lang;
    let pairs = move |pick: fn(&bridge::client::Choices) -> &Vec<bridge::client::Choice>| {
        Signal::derive(move || {
            sheet.choices.with(|choices| {
                choices
                    .as_ref()
                    .map(|choices| {
                        pick(choices)
                            .iter()
                            .map(|choice| (choice.id.clone(), choice.label.clone()))
                            .collect::<Vec<_>>()
                    })
                    .unwrap_or_default()
            })
        })
    };
    let kinds = Signal::derive(move || {
        IdKind::ALL
            .iter()
            .map(|kind| {
                (
                    kind.name().to_owned(),
                    problems::id_kind(*kind).at(lang.get()).to_owned(),
                )
            })
            .collect::<Vec<_>>()
    });
    let proposed = Signal::derive(move || {
        let name = sheet.form().proposed_short_name();
        if name.is_empty() {
            String::new()
        } else {
            words::SHORT_NAME_HINT.with(lang.get(), &[&name])
        }
    });
    view! {
        <fieldset>
            <legend>{t(words::REQUIRED_PART)}</legend>
            {line(sheet, Name::Name, sheet.name, Kind::Line)}
            <div class="two">
                <Select name="id_kind" label=t(words::ID_KIND) value=sheet.id_kind options=kinds />
                {line(sheet, Name::IdNumber, sheet.id_number, Kind::Code)}
            </div>
            {from_number(sheet)}
            {line(sheet, Name::Mobile, sheet.mobile, Kind::Figures)}
            {line(sheet, Name::Address, sheet.address, Kind::Line)}
            <div class="two">
                <Select
                    name="unit"
                    label=t(words::UNIT)
                    value=sheet.unit
                    options=pairs(|choices| &choices.units)
                    disabled=!new
                    error=sheet.error(Name::Unit)
                    leave=sheet.touch(Name::Unit)
                />
                <Select
                    name="manager"
                    label=t(words::MANAGER)
                    value=sheet.manager
                    options=pairs(|choices| &choices.managers)
                    error=sheet.error(Name::Manager)
                    leave=sheet.touch(Name::Manager)
                />
            </div>
            {line(sheet, Name::Opened, sheet.opened, Kind::Figures)}
        </fieldset>
        <fieldset>
            <legend>{t(words::OPTIONAL_PART)}</legend>
            <Field
                name="short_name"
                label=t(words::SHORT_NAME)
                value=sheet.short_name
                optional=true
                hint=proposed
                error=sheet.error(Name::ShortName)
                leave=sheet.touch(Name::ShortName)
            />
            <TagInput label=t(words::TAGS) tags=sheet.tags error=sheet.error(Name::Tags) />
            <Field
                name="remarks"
                label=t(words::REMARKS)
                value=sheet.remarks
                kind=Kind::Lines
                optional=true
                error=sheet.error(Name::Remarks)
                leave=sheet.touch(Name::Remarks)
            />
        </fieldset>
    }
    .late()
}
