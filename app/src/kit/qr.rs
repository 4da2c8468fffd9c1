//! A text for a camera.

use bridge::{
    Secret,
    qr::{DrawQr, Qr as Drawn},
};
use leptos::prelude::*;

use crate::{
    i18n::Words,
    kit::notice::FailureNotice,
    piece::{IntoPiece, live},
    state::use_app,
};

/// The margin that a camera needs, in modules.
const MARGIN: u32 = 4;
/// Pixels of a module on the screen: whole ones, so that all are of one size.
const PIXELS: u32 = 3;

/// A text as a QR code, black on white in any theme, with what is said of it. Its place is kept while it is drawn.
#[component]
pub(crate) fn Qr(
    /// What a camera reads.
    text: String,
    /// What it is.
    #[prop(into)]
    label: Words,
    /// What is said beside it.
    #[prop(into)]
    caption: Words,
) -> impl IntoView {
    let app = use_app();
    let drawn = RwSignal::new(None::<Drawn>);
    let failure = RwSignal::new(None);
    let text = Secret::new(text);
    app.ask(DrawQr { text }, move |answer| {
        // A dialog may be closed meanwhile.
        let _ = match answer {
            Ok(answer) => drawn.try_set(Some(answer)).map(drop),
            Err(failed) => failure.try_set(Some(failed)).map(drop),
        };
    });
    view! {
        <FailureNotice failure=failure />
        <div class="qr">
            {live(move || {
                drawn
                    .get()
                    .map(|Drawn { side, path }| {
                        let size = side + 2 * MARGIN;
                        view! {
                            <svg
                                role="img"
                                aria-label=label
                                viewBox=format!("-{MARGIN} -{MARGIN} {size} {size}")
                                width=PIXELS * size
                                height=PIXELS * size
                            >
                                <path d=path.expose().to_owned()></path>
                            </svg>
                            <p>{caption}</p>
                        }
                    })
                    .late()
            })}
        </div>
    }
    .late()
}
