//! The quiet bar that says that the server can't be reached.

use crate::piece::When;
use leptos::prelude::*;

use crate::{
    i18n::{common, t},
    kit::icon::{Glyph, Icon},
    state::use_app,
};

/// Shown only while offline.
#[component]
pub(crate) fn OfflineBar() -> impl IntoView {
    let app = use_app();
    let words = t(common::OFFLINE);
    view! {
        <When on=Signal::derive(move || !app.online.get())>
            <div class="offline" role="status">
                <Glyph icon=Icon::Sync />
                <span>{words}</span>
            </div>
        </When>
    }
}
