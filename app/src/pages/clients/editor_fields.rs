//! The fields of a client's file, required ones first.

use bridge::client::{Choice, Choices, Kind as Client};
use dossier::{
    client::{Field as Name, IdKind},
    id_number::{ResidentId, Sex},
    industry,
};
use leptos::prelude::*;

use super::{duplicates, overtaken, sheet::Sheet};
use crate::{
    i18n::{clients as words, problems, t},
    kit::{
        combo::{Combo, Proposal},
        field::{Field, Kind},
        select::Select,
        switch::switch,
        tag_input::TagInput,
    },
    piece::{IntoPiece, Piece, live},
    platform::focus,
};

/// Puts the cursor into a field.
pub(crate) fn focus_on(field: Name) {
    focus::on_id(&id(field));
}

/// The same, with what stands around the field in sight, once it is drawn.
pub(crate) fn show(field: Name) {
    request_animation_frame(move || focus::show_id(&id(field)));
}

fn id(field: Name) -> String {
    let name = match field {
        // Where one is typed.
        Name::Tags => "tag",
        field => field.name(),
    };
    format!("field-{name}")
}

/// A line of text of the form.
fn line(sheet: Sheet, client: Client, field: Name, kind: Kind) -> Piece {
    view! {
        <div class="stack">
            <Field
                name=field.name()
                label=t(problems::label(client, field))
                value=sheet.value(field)
                kind=kind
                optional=!field.is_required()
                error=sheet.error(field)
                leave=sheet.touch(field)
            />
            {overtaken::beside(sheet, field)} {duplicates::beside(sheet, field)}
        </div>
    }
    .late()
}

/// Date of birth and sex, read from the number as it is typed.
fn from_number(sheet: Sheet) -> Piece {
    let read = Memo::new(move |_| {
        let resident = sheet
            .value(Name::IdKind)
            .with(|kind| IdKind::from_name(kind) == Some(IdKind::ResidentId));
        let id = resident
            .then(|| {
                sheet
                    .value(Name::IdNumber)
                    .with(|number| ResidentId::parse(number))
            })?
            .ok()?;
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

/// A select of what the engine offers.
fn chosen(
    sheet: Sheet,
    client: Client,
    field: Name,
    pick: fn(&Choices) -> &Vec<Choice>,
    disabled: bool,
) -> Piece {
    let options = Signal::derive(move || {
        sheet.choices.with(|choices| {
            let offered = choices.as_ref().map(pick).into_iter().flatten();
            offered
                .map(|choice| (choice.id.clone(), choice.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="stack">
            <Select
                name=field.name()
                label=t(problems::label(client, field))
                value=sheet.value(field)
                options=options
                disabled=disabled
                error=sheet.error(field)
                leave=sheet.touch(field)
            />
            {overtaken::beside(sheet, field)}
        </div>
    }
    .late()
}

/// Who a person is by law.
fn of_person(sheet: Sheet) -> Piece {
    let lang = sheet.app.lang;
    let kinds = Signal::derive(move || {
        IdKind::ALL
            .iter()
            .map(|kind| {
                let label = problems::id_kind(*kind).at(lang.get());
                (kind.name().to_owned(), label.to_owned())
            })
            .collect::<Vec<_>>()
    });
    view! {
        <div class="two">
            <div class="stack">
                <Select name="id_kind" label=t(words::ID_KIND) value=sheet.value(Name::IdKind) options=kinds />
                {overtaken::beside(sheet, Name::IdKind)}
            </div>
            <div class="stack">{line(sheet, Client::Person, Name::IdNumber, Kind::Code)} {from_number(sheet)}</div>
        </div>
        {line(sheet, Client::Person, Name::Mobile, Kind::Figures)}
        {line(sheet, Client::Person, Name::Address, Kind::Line)}
    }
    .late()
}

/// Who a company is by law.
fn of_company(sheet: Sheet) -> Piece {
    view! {
        {line(sheet, Client::Company, Name::CreditCode, Kind::Code)}
        <div class="two">
            {line(sheet, Client::Company, Name::Representative, Kind::Line)}
            {line(sheet, Client::Company, Name::Phone, Kind::Figures)}
        </div>
        {line(sheet, Client::Company, Name::Address, Kind::Line)}
        <Combo
            name=Name::Industry.name()
            label=t(words::INDUSTRY)
            value=sheet.value(Name::Industry)
            find=industries
            hint=t(words::INDUSTRY_HINT)
            error=sheet.error(Name::Industry)
            leave=sheet.touch(Name::Industry)
        />
        {overtaken::beside(sheet, Name::Industry)}
    }
    .late()
}

fn industries(typed: &str, most: usize) -> Vec<Proposal> {
    industry::find(typed, most)
        .into_iter()
        .map(|industry| Proposal {
            value: industry.name().to_owned(),
            note: industry.code().to_owned(),
        })
        .collect()
}

/// Person or company: only a new file has the choice.
fn kinds(sheet: Sheet) -> Piece {
    switch(
        words::KIND,
        &[
            (Client::Person, words::PERSON_CLIENT),
            (Client::Company, words::COMPANY_CLIENT),
        ],
        sheet.kind.into(),
        move |kind| sheet.kind.set(kind),
    )
}

/// All fields. A file stays in its unit, so only a new one chooses it.
pub(crate) fn fields(sheet: Sheet, new: bool) -> Piece {
    let lang = sheet.app.lang;
    let proposed = Signal::derive(move || {
        let name = sheet.form().proposed_short_name();
        if name.is_empty() {
            String::new()
        } else {
            words::SHORT_NAME_HINT.with(lang.get(), &[&name])
        }
    });
    let kind = Memo::new(move |_| sheet.kind.get());
    view! {
        {new.then(|| kinds(sheet))}
        <fieldset>
            <legend>{t(words::REQUIRED_PART)}</legend>
            {live(move || line(sheet, kind.get(), Name::Name, Kind::Line))}
            {live(move || match kind.get() {
                Client::Person => of_person(sheet),
                Client::Company => of_company(sheet),
            })}
            <div class="two">
                {chosen(sheet, Client::Person, Name::Unit, |choices| &choices.units, !new)}
                {chosen(sheet, Client::Person, Name::Manager, |choices| &choices.managers, false)}
            </div>
            {line(sheet, Client::Person, Name::Opened, Kind::Figures)}
        </fieldset>
        <fieldset>
            <legend>{t(words::OPTIONAL_PART)}</legend>
            <Field
                name="short_name"
                label=t(words::SHORT_NAME)
                value=sheet.value(Name::ShortName)
                optional=true
                hint=proposed
                error=sheet.error(Name::ShortName)
                leave=sheet.touch(Name::ShortName)
            />
            {overtaken::beside(sheet, Name::ShortName)}
            {live(move || match kind.get() {
                Client::Person => ().late(),
                Client::Company => line(sheet, Client::Company, Name::Scope, Kind::Lines),
            })}
            <TagInput label=t(words::TAGS) tags=sheet.tags typed=sheet.tag error=sheet.error(Name::Tags) />
            {line(sheet, Client::Person, Name::Remarks, Kind::Lines)}
        </fieldset>
    }
    .late()
}
