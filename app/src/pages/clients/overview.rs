//! 概况: what a file says, the sensitive part covered.

use crate::piece::{IntoPiece, Piece};
use bridge::client::{ClientView, Covered as CoveredField, Part};
use dossier::id_number::Sex;
use leptos::prelude::*;

use super::{covered::covered, unreadable};
use crate::{
    i18n::{Text, clients as words, problems, t},
    kit::icon::Glyph,
};

fn line(label: Text, value: Piece) -> Piece {
    view! {
        <dt>{t(label)}</dt>
        <dd>{value}</dd>
    }
    .late()
}

fn plain(label: Text, value: &str) -> Piece {
    let value = if value.is_empty() {
        "—".to_owned()
    } else {
        value.to_owned()
    };
    line(label, value.late())
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

/// The overview.
pub(crate) fn overview(client: &ClientView) -> Piece {
    let sensitive = match &client.sensitive {
        Part::Open(open) => {
            let number = covered(
                &client.file,
                CoveredField::IdNumber,
                words::ID_NUMBER,
                open.id_number.clone(),
            );
            let mobile = covered(
                &client.file,
                CoveredField::Mobile,
                words::MOBILE,
                open.mobile.clone(),
            );
            let address = covered(
                &client.file,
                CoveredField::Address,
                words::ADDRESS,
                open.address.clone(),
            );
            let sex = open.sex.map(|sex| match sex {
                Sex::Male => words::MALE,
                Sex::Female => words::FEMALE,
            });
            (
                line(words::ID_KIND, t(problems::id_kind(open.id_kind)).late()),
                line(words::ID_NUMBER, number),
                open.birth_date
                    .as_deref()
                    .map(|date| plain(words::BIRTH_DATE, date)),
                sex.map(|sex| line(words::SEX, t(sex).late())),
                line(words::MOBILE, mobile),
                line(words::ADDRESS, address),
            )
                .late()
        }
        part => (
            shut(words::ID_NUMBER, part),
            shut(words::MOBILE, part),
            shut(words::ADDRESS, part),
        )
            .late(),
    };
    let remarks = match &client.remarks {
        Part::Open(remarks) if remarks.is_empty() => plain(words::REMARKS, ""),
        Part::Open(remarks) => line(
            words::REMARKS,
            view! { <p class="remarks">{remarks.clone()}</p> }.late(),
        ),
        part => shut(words::REMARKS, part),
    };
    let short_name = match &client.card {
        Part::Open(card) => plain(words::SHORT_NAME, &card.short_name),
        part => shut(words::SHORT_NAME, part),
    };
    view! {
        <dl class="facts">
            {short_name} {sensitive} {plain(words::MANAGER, &client.manager_name)}
            {plain(words::UNIT, &client.unit)} {plain(words::OPENED, &client.opened)} {remarks}
        </dl>
    }
    .late()
}
