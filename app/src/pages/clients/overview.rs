//! 概况: what a file says, the sensitive part covered.

use bridge::client::{CardView, ClientView, Kind, NotesView, Part, SensitiveView};
use dossier::{client::Field, id_number::Sex, industry};
use leptos::prelude::*;

use super::{covered::covered, unreadable};
use crate::{
    i18n::{Text, clients as words, problems, t},
    kit::icon::Glyph,
    piece::{IntoPiece, Piece},
};

fn line(label: Text, value: Piece) -> Piece {
    view! {
        <dt>{t(label)}</dt>
        <dd>{value}</dd>
    }
    .late()
}

fn plain(label: Text, value: &str) -> Piece {
    let value = if value.is_empty() { "—" } else { value };
    line(label, value.to_owned().late())
}

/// Text of several lines.
fn prose(label: Text, text: &str) -> Piece {
    if text.is_empty() {
        return plain(label, "");
    }
    line(
        label,
        view! { <p class="remarks">{text.to_owned()}</p> }.late(),
    )
}

/// A field of a section that is not open.
fn shut<T>(label: Text, part: &Part<T>) -> Piece {
    let (icon, text) = unreadable::instead(part);
    let view = view! {
        <span class="sealed-row">
            <Glyph icon=icon />
            {t(text)}
        </span>
    };
    line(label, view.late())
}

/// The fields that stand in a section, each as it is shown; where the section is not open, that it is not.
fn of_section<T>(
    kind: Kind,
    part: &Part<T>,
    fields: &[Field],
    show: impl Fn(&T, Field, Text) -> Piece,
) -> Piece {
    fields
        .iter()
        .filter(|field| field.is_of(kind))
        .map(|field| {
            let label = problems::label(kind, *field);
            match part {
                Part::Open(open) => show(open, *field, label),
                part => shut(label, part),
            }
        })
        .collect_view()
        .late()
}

fn of_card(card: &CardView, field: Field, label: Text) -> Piece {
    match field {
        Field::CreditCode => {
            let code = card.credit_code.clone();
            line(label, view! { <span class="num">{code}</span> }.late())
        }
        Field::Industry => plain(
            label,
            industry::of_code(&card.industry).map_or(card.industry.as_str(), |one| one.name()),
        ),
        _ => plain(label, &card.short_name),
    }
}

/// A sensitive field under its cover; with a resident's ID number, what it tells.
fn of_sensitive(file: &str, sensitive: &SensitiveView, field: Field, label: Text) -> Piece {
    let masked = sensitive
        .covered
        .iter()
        .find(|(one, _)| *one == field)
        .map(|(_, masked)| masked.clone())
        .unwrap_or_default();
    let value = line(label, covered(file, field, label, masked));
    if field != Field::IdNumber {
        return value;
    }
    let kind = sensitive
        .id_kind
        .map(|kind| line(words::ID_KIND, t(problems::id_kind(kind)).late()));
    let born = sensitive.birth_date.as_deref();
    let sex = sensitive.sex.map(|sex| match sex {
        Sex::Male => words::MALE,
        Sex::Female => words::FEMALE,
    });
    (
        kind,
        value,
        born.map(|date| plain(words::BIRTH_DATE, date)),
        sex.map(|sex| line(words::SEX, t(sex).late())),
    )
        .late()
}

fn of_notes(notes: &NotesView, field: Field, label: Text) -> Piece {
    match field {
        Field::Scope => prose(label, &notes.scope),
        _ => prose(label, &notes.remarks),
    }
}

/// The overview.
pub(crate) fn overview(client: &ClientView) -> Piece {
    let kind = client.kind;
    let card = [Field::ShortName, Field::CreditCode, Field::Industry];
    let sensitive = [
        Field::IdNumber,
        Field::Representative,
        Field::Mobile,
        Field::Phone,
        Field::Address,
    ];
    let notes = [Field::Scope, Field::Remarks];
    view! {
        <dl class="facts">
            {of_section(kind, &client.card, &card, of_card)}
            {of_section(kind, &client.sensitive, &sensitive, |open, field, label| of_sensitive(&client.file, open, field, label))}
            {plain(words::MANAGER, &client.manager_name)} {plain(words::UNIT, &client.unit)} {plain(words::OPENED, &client.opened)}
            {of_section(kind, &client.notes, &notes, of_notes)}
        </dl>
    }
    .late()
}
