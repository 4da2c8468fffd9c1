//! `/gallery`, in development builds: every piece of the kit in every state.

use crate::piece::{IntoPiece, Piece};
use bridge::{Failure, Reason};
use leptos::prelude::*;

use crate::{
    i18n::{Text, account, clients, common, organisation, t},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        dialog::{Dialog, Place},
        empty::Empty,
        field::{Field, Kind},
        icon::Icon,
        menu::Menu,
        new_password::{Draft, NewPassword},
        notice::{FailureNotice, Notice},
        password::Password,
        select::Select,
        skeleton::Skeleton,
        steps::Steps,
        table::Table,
        tabs::{Panel, Tab, Tabs},
        tag_input::TagInput,
    },
    layout::display::{LangSwitch, ThemeSwitch},
    platform::title::title,
    state::use_app,
};

const STEPS: [Text; 3] = [
    account::STEP_COMPANY,
    account::STEP_PASSWORD,
    account::STEP_DONE,
];
const HEADS: [Text; 3] = [
    organisation::PERSON,
    organisation::POSTS,
    organisation::ACTIONS,
];
const TONES: [Tone; 5] = [Tone::Neutral, Tone::Good, Tone::Wait, Tone::Bad, Tone::Link];

fn part(name: &'static str, view: Piece) -> Piece {
    view! {
        <section class="gallery-part" aria-label=name>
            <h2>{name}</h2>
            {view}
        </section>
    }
    .late()
}

/// The page.
pub(crate) fn gallery() -> Piece {
    let ready = use_app().ready;
    title(common::GALLERY);
    // Most pieces are made in the browser only, so this page is as well.
    (move || ready.get().then(pieces)).piece()
}

fn pieces() -> Piece {
    view! {
        <main id="content" tabindex="-1" class="gallery">
            <h1>"Gallery"</h1>
            {part("switch", (LangSwitch(), ThemeSwitch()).late())}
            {part("button", buttons())}
            {part("field", fields())}
            {part("password", passwords())}
            {part("badge", TONES.iter().map(|tone| view! { <Badge label=tone.name() tone=*tone /> " " }).collect_view().late())}
            {part("notice", notices())}
            {part("steps", (0..3).map(|at| view! { <Steps label=t(account::SET_UP_STEPS) steps=&STEPS at=Signal::stored(at) /> }).collect_view().late())}
            {part("tabs", tabs())}
            {part("table", table())}
            {part("dialog, drawer, menu, toast", overlays())}
            {part("skeleton", view! { <Skeleton lines=4 /> }.late())}
            {part("empty", view! { <Empty title=t(clients::EMPTY_TITLE) text=t(clients::EMPTY_CREATE)><Button label=t(clients::NEW) /></Empty> }.late())}
        </main>
    }
    .late()
}

fn buttons() -> Piece {
    [
        Weight::Primary,
        Weight::Plain,
        Weight::Quiet,
        Weight::Danger,
    ]
    .into_iter()
    .map(|weight| {
        view! {
            <div class="actions">
                <Button label=t(common::SAVE) weight=weight />
                <Button label=t(common::COPY) weight=weight icon=Icon::Copy key="N" />
                <Button label=t(common::LOCK) weight=weight icon=Icon::Lock bare=true />
                <Button label=t(common::SAVE) weight=weight disabled=true />
                <Button label=t(common::SAVE) weight=weight busy=true />
            </div>
        }
    })
    .collect_view()
    .late()
}

fn fields() -> Piece {
    let text = || RwSignal::new(String::new());
    let wrong = Signal::stored(Some("…".to_owned()));
    let options = Signal::stored(vec![
        ("a".to_owned(), "A".to_owned()),
        ("b".to_owned(), "B".to_owned()),
    ]);
    view! {
        <Field name="g-plain" label=t(clients::NAME) value=text() hint=t(account::YOUR_NAME_HINT) />
        <Field name="g-optional" label=t(clients::SHORT_NAME) value=text() optional=true />
        <Field name="g-wrong" label=t(clients::ID_NUMBER) value=text() kind=Kind::Code error=wrong />
        <Field name="g-off" label=t(clients::MOBILE) value=text() kind=Kind::Figures disabled=true />
        <Field name="g-lines" label=t(clients::REMARKS) value=text() kind=Kind::Lines />
        <Select name="g-select" label=t(clients::UNIT) value=text() options=options />
        <Select name="g-select-wrong" label=t(clients::UNIT) value=text() options=options error=wrong />
        <Select name="g-select-off" label=t(clients::UNIT) value=text() options=options disabled=true />
        <TagInput label=t(clients::TAGS) tags=RwSignal::new(vec![dossier::tag::SHIPPED[0].to_owned(), "VIP".to_owned()]) />
    }
    .late()
}

fn passwords() -> Piece {
    view! {
        <Password name="g-password" label=t(account::PASSWORD) value=RwSignal::new(String::new()) autocomplete="off" />
        <NewPassword draft=Draft::new() context=Signal::stored(Vec::new()) />
    }
    .late()
}

fn notices() -> Piece {
    let failed = Signal::stored(Some(Failure::from(Reason::Offline)));
    (
        TONES
            .iter()
            .map(|tone| view! { <Notice text=t(clients::LOGGED) tone=*tone /> })
            .collect_view(),
        view! { <FailureNotice failure=failed /> },
    )
        .late()
}

fn tabs() -> Piece {
    let chosen = RwSignal::new("g-one");
    let tab = |name, due: usize| Tab {
        name,
        label: t(clients::OVERVIEW),
        due: Signal::stored(due),
    };
    view! {
        <Tabs label=t(clients::TABS) tabs=Signal::stored(vec![tab("g-one", 0), tab("g-two", 3)]) chosen=chosen />
        {move || {
            let name = chosen.get();
            view! { <Panel name=name>{name}</Panel> }
        }}
    }
    .late()
}

fn table() -> Piece {
    view! {
        <Table label=t(organisation::PEOPLE) heads=&HEADS>
            <tr>
                <th scope="row">"王敏"</th>
                <td>"销售一组 · 销售代表"</td>
                <td>
                    <Button label=t(organisation::APPOINT) />
                </td>
            </tr>
        </Table>
    }
    .late()
}

fn overlays() -> Piece {
    let app = use_app();
    let open = RwSignal::new(None::<Place>);
    let close = Callback::new(move |()| open.set(None));
    view! {
        <div class="actions">
            <Button label="dialog" press=Callback::new(move |()| open.set(Some(Place::Middle))) />
            <Button label="drawer" press=Callback::new(move |()| open.set(Some(Place::Side))) />
            <Button label="toast" press=Callback::new(move |()| app.toast(Tone::Good, app.now(clients::SAVED).to_owned())) />
            <Menu name="gallery" label=t(common::ACCOUNT_MENU)>
                <LangSwitch />
            </Menu>
        </div>
        {move || open.get().map(|place| view! { <Dialog title=t(clients::EDIT_TITLE) place=place close=close><p>{t(clients::LOGGED)}</p></Dialog> })}
    }
    .late()
}
