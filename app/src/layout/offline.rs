//! The quiet bar that says that the server can't be reached.

use crate::piece::When;
use leptos::prelude::*;

use crate::{
    i18n::{common, t},
    kit::icon::{Glyph, Icon},
    state::{Phase, use_app},
};

/// Shown only in a room: the pages before say themselves what they could not reach.
#[component]
pub(crate) fn OfflineBar() -> impl IntoView {
    let app = use_app();
    let words = t(common::OFFLINE);
    let shown =
        move || !app.online.get() && app.phase.with(|phase| matches!(phase, Phase::Open(_)));
    view! {
        <When on=Signal::derive(shown)>
            <div class="offline" role="status">
                <Glyph icon=Icon::Sync />
                <span>{words}</span>
            </div>
        </When>
    }
}
