//! 概况: what a file says, the sensitive part covered.

use crate::piece::{IntoPiece, Piece};
use bridge::client::{ClientView, Covered as CoveredField};
use dossier::id_number::Sex;
use leptos::prelude::*;

use super::covered::covered;
use crate::{
    i18n::{Text, clients as words, problems, t},
    kit::icon::{Glyph, Icon},
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

fn shut(label: Text) -> Piece {
    let view = view! {
        <span class="sealed-row">
            <Glyph icon=Icon::Lock />
            {t(words::CLOSED_SECTION)}
        </span>
    };
    line(label, view.late())
}

/// The overview.
pub(crate) fn overview(client: &ClientView) -> Piece {
    let sensitive = match &client.sensitive {
        Some(open) => {
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
        None => (
            shut(words::ID_NUMBER),
            shut(words::MOBILE),
            shut(words::ADDRESS),
        )
            .late(),
    };
    let remarks = match &client.remarks {
        Some(remarks) if remarks.is_empty() => plain(words::REMARKS, ""),
        Some(remarks) => line(
            words::REMARKS,
            view! { <p class="remarks">{remarks.clone()}</p> }.late(),
        ),
        None => shut(words::REMARKS),
    };
    view! {
        <dl class="facts">
            {plain(words::SHORT_NAME, &client.card.short_name)} {sensitive} {plain(words::MANAGER, &client.manager_name)}
            {plain(words::UNIT, &client.unit)} {plain(words::OPENED, &client.opened)} {remarks}
        </dl>
    }
    .late()
}
