//! The integrity alarm: the whole page, with no way past it.

use crate::piece::{IntoPiece, Piece};
use bridge::failure::Alarm;
use leptos::prelude::*;

use crate::{
    i18n::{common, reasons, t, words},
    kit::icon::{Glyph, Icon},
    platform::title::title,
    state::use_app,
};

words! {
    AT: "出现在", "At";
}

/// A code that survives being read out over the phone.
fn code(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Genesis => "A1",
        Alarm::RosterRolledBack => "B1",
        Alarm::RosterForged => "B2",
        Alarm::JournalRolledBack => "C1",
        Alarm::JournalForged => "C2",
        Alarm::KeySubstituted => "D1",
        Alarm::Envelope => "E1",
        Alarm::Downgrade => "F1",
        Alarm::Blob => "G1",
        Alarm::BlobRolledBack => "G2",
    }
}

/// The alarm. The rooms are gone from the document; only closing the tab ends it.
pub(crate) fn alarm_page(alarm: Alarm) -> Piece {
    title(common::ALARM_TITLE);
    // An opened file is told by its address, which holds its id and nothing that was sealed.
    let at = use_app().path.get_untracked();
    view! {
        <main id="content" tabindex="-1" class="alarm">
            <div role="alert">
                <Glyph icon=Icon::Alert />
                <h1>{t(common::ALARM_TITLE)}</h1>
                <p class="alarm-what">{t(reasons::alarm(alarm))}</p>
                <p>{t(common::ALARM_LEAD)}</p>
            </div>
            <h2>{t(common::ALARM_DO)}</h2>
            <ol>
                <li>{t(common::ALARM_1)}</li>
                <li>{t(common::ALARM_2)}</li>
                <li>{t(common::ALARM_3)}</li>
                <li>{t(common::ALARM_4)}</li>
            </ol>
            <p class="alarm-code">{t(common::ALARM_CODE)} " " <b>{code(alarm)}</b></p>
            <p class="alarm-at">{t(AT)} " " <code>{at}</code></p>
        </main>
    }
    .late()
}
