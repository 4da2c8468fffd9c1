//! 概况: what a file says, the sensitive part covered.

use bridge::client::{ClientView, Covered as CoveredField};
use dossier::id_number::Sex;
use leptos::prelude::*;

use super::covered::covered;
use crate::{
    i18n::{Text, clients as words, problems, t},
    kit::icon::{Glyph, Icon},
};

fn line(label: Text, value: AnyView) -> AnyView {
    view! {
        <dt>{t(label)}</dt>
        <dd>{value}</dd>
    }
    .into_any()
}

fn plain(label: Text, value: &str) -> AnyView {
    let value = if value.is_empty() {
        "—".to_owned()
    } else {
        value.to_owned()
    };
    line(label, value.into_any())
}

fn shut(label: Text) -> AnyView {
    let view = view! {
        <span class="sealed-row">
            <Glyph icon=Icon::Lock />
            {t(words::CLOSED_SECTION)}
        </span>
    };
    line(label, view.into_any())
}

/// The overview.
pub(crate) fn overview(client: &ClientView) -> AnyView {
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
                line(
                    words::ID_KIND,
                    t(problems::id_kind(open.id_kind)).into_any(),
                ),
                line(words::ID_NUMBER, number),
                open.birth_date
                    .as_deref()
                    .map(|date| plain(words::BIRTH_DATE, date)),
                sex.map(|sex| line(words::SEX, t(sex).into_any())),
                line(words::MOBILE, mobile),
                line(words::ADDRESS, address),
            )
                .into_any()
        }
        None => (
            shut(words::ID_NUMBER),
            shut(words::MOBILE),
            shut(words::ADDRESS),
        )
            .into_any(),
    };
    let remarks = match &client.remarks {
        Some(remarks) if remarks.is_empty() => plain(words::REMARKS, ""),
        Some(remarks) => line(
            words::REMARKS,
            view! { <p class="remarks">{remarks.clone()}</p> }.into_any(),
        ),
        None => shut(words::REMARKS),
    };
    view! {
        <dl class="facts">
            {plain(words::SHORT_NAME, &client.card.short_name)} {sensitive} {plain(words::MANAGER, &client.manager_name)}
            {plain(words::UNIT, &client.unit)} {plain(words::OPENED, &client.opened)} {remarks}
        </dl>
    }
    .into_any()
}
