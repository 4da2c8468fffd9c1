//! A kit or a code as it is put on paper: its groups, and the ways to keep them.

use leptos::prelude::*;

use crate::{
    i18n::{Words, account as words, common, t},
    kit::{badge::Tone, button::Button, copy, icon::Icon, qr::Qr},
    piece::{IntoPiece, Piece},
    platform::download,
    state::use_app,
};

/// What is kept, and what is said of it.
pub(crate) struct Paper {
    pub(crate) groups: Vec<String>,
    /// How a screen reader calls the groups.
    pub(crate) label: Words,
    /// Its name, in print and of its file.
    pub(crate) title: Words,
    /// What stands below the groups in print.
    pub(crate) note: Words,
    /// The same in a file, in lines as a file has them.
    pub(crate) file_note: Words,
    /// The button that prints it.
    pub(crate) print: Words,
    /// What is said beside its code for cameras; none where nothing scans it.
    pub(crate) scan: Option<Words>,
}

/// The groups with three buttons.
pub(crate) fn paper(paper: Paper) -> Piece {
    let app = use_app();
    let Paper {
        groups,
        label,
        title,
        note,
        file_note,
        print,
        scan,
    } = paper;
    let spaced = groups.join(" ");
    let copied = spaced.clone();
    let code = groups.join("-");
    let save = move || {
        let title = title.get_untracked();
        let text = format!(
            "{title}\r\n\r\n{spaced}\r\n\r\n{}\r\n",
            file_note.get_untracked()
        );
        if download::save_text(&format!("{title}.txt"), &text).is_err() {
            app.toast(Tone::Bad, app.now(common::COPY_FAILED).to_owned());
        }
    };
    let groups = groups.into_iter().map(|group| {
        view! {
            <li>
                <code>{group}</code>
            </li>
        }
    });
    let groups = groups.collect_view();
    view! {
        <div class="kit-paper">
            <h2 class="print-only">{title}</h2>
            <ol class=if scan.is_some() { "kit" } else { "kit whole" } aria-label=label>
                {groups}
            </ol>
            <div class="print-only">
                <p>{note}</p>
                {scan.map(|caption| view! { <Qr text=code label=title caption=caption /> })}
            </div>
        </div>
        <div class="actions">
            <Button label=print press=Callback::new(move |()| download::print()) />
            <Button label=t(common::COPY) icon=Icon::Copy press=Callback::new(move |()| copy::copy_secret(app, copied.clone())) />
            <Button label=t(words::KIT_SAVE) press=Callback::new(move |()| save()) />
        </div>
    }
    .late()
}
