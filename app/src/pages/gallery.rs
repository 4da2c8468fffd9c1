//! `/gallery`, in development builds: every piece of the kit in every state.

use crate::piece::{IntoPiece, Piece, live, maybe};
use bridge::{Failure, Reason};
use leptos::prelude::*;

use crate::{
    attempt::Attempt,
    i18n::{Text, account, clients, common, organisation, problems, t},
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        combo::{Combo, Proposal},
        copy,
        dialog::{Dialog, Place},
        empty::Empty,
        field::{Field, Kind},
        fingerprint::{Fingerprint, Picture},
        icon::{Glyph, Icon},
        menu::Menu,
        new_password::{Draft, NewPassword},
        notice::{FailureNotice, Notice},
        password::Password,
        popover::Popover,
        qr::Qr,
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
    task::Task,
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
const ICONS: [Icon; 19] = [
    Icon::Alert,
    Icon::Archive,
    Icon::Bench,
    Icon::Check,
    Icon::Clock,
    Icon::Close,
    Icon::Copy,
    Icon::Eye,
    Icon::EyeOff,
    Icon::Key,
    Icon::Lock,
    Icon::More,
    Icon::Onward,
    Icon::Pen,
    Icon::Person,
    Icon::Plus,
    Icon::Search,
    Icon::Sync,
    Icon::Tree,
];
const TONES: [Tone; 5] = [Tone::Neutral, Tone::Good, Tone::Wait, Tone::Bad, Tone::Link];

fn part(name: &'static str, view: Piece) -> Piece {
    view! {
        <section class="gallery-part" aria-label=name>
            <h2 lang="en">{name}</h2>
            {view}
        </section>
    }
    .late()
}

/// The page. The server knows nothing of it: until the page listens it stands there as the address that leads nowhere.
pub(crate) fn gallery() -> Piece {
    let ready = use_app().ready;
    live(move || {
        if ready.get() {
            title(common::GALLERY);
            pieces()
        } else {
            super::not_found::not_found()
        }
    })
    .piece()
}

fn pieces() -> Piece {
    view! {
        <main id="content" tabindex="-1" class="gallery">
            <h1>{t(common::GALLERY)}</h1>
            {part("switch", (LangSwitch(), ThemeSwitch()).late())}
            {part("badge", badges())}
            {part("button", buttons())}
            {part("combo", combos())}
            {part("copy", copying())}
            {part("dialog", dialogs())}
            {part("empty", empty())}
            {part("field", fields())}
            {part("fingerprint", fingerprints())}
            {part("qr", codes())}
            {part("icon", icons())}
            {part("menu", menu())}
            {part("popover", popover())}
            {part("new_password", new_password())}
            {part("notice", notices())}
            {part("password", passwords())}
            {part("select", selects())}
            {part("skeleton", view! { <Skeleton lines=4 /> }.late())}
            {part("steps", (0..3).map(|at| view! { <Steps label=t(account::SET_UP_STEPS) steps=&STEPS at=Signal::stored(at) /> }).collect_view().late())}
            {part("table", table())}
            {part("tabs", tabs())}
            {part("tag_input", tags())}
            {part("toast", toasts())}
        </main>
    }
    .late()
}

fn combos() -> Piece {
    let find = |typed: &str, most: usize| {
        dossier::industry::find(typed, most)
            .into_iter()
            .map(|industry| Proposal {
                value: industry.name().to_owned(),
                note: industry.code().to_owned(),
            })
            .collect()
    };
    let lang = use_app().lang;
    let wrong = Signal::derive(move || {
        let problem = dossier::client::Problem::Missing;
        let field = dossier::client::Field::Industry;
        Some(problems::say(field, problem, lang.get()))
    });
    view! {
        <Combo
            name="gallery-combo"
            label=t(clients::INDUSTRY)
            value=RwSignal::new(String::new())
            find=find
            hint=t(clients::INDUSTRY_HINT)
        />
        <Combo
            name="gallery-combo-wrong"
            label=t(clients::INDUSTRY)
            value=RwSignal::new("?".to_owned())
            find=find
            error=wrong
        />
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

/// An error beside a field.
fn wrong() -> Signal<Option<String>> {
    let said = t(problems::MISSING);
    Signal::derive(move || Some(said.get()))
}

fn fields() -> Piece {
    let text = |filled: &str| RwSignal::new(filled.to_owned());
    view! {
        <Field name="g-plain" label=t(clients::NAME) value=text("") hint=t(account::YOUR_NAME_HINT) />
        <Field name="g-filled" label=t(clients::NAME) value=text("张雨桐") />
        <Field name="g-optional" label=t(clients::SHORT_NAME) value=text("") optional=true />
        <Field name="g-wrong" label=t(clients::ID_NUMBER) value=text("") kind=Kind::Code error=wrong() />
        <Field name="g-off" label=t(clients::MOBILE) value=text("138 1234 4471") kind=Kind::Figures disabled=true />
        <Field name="g-lines" label=t(clients::REMARKS) value=text("") kind=Kind::Lines />
        <Field name="g-lines-wrong" label=t(clients::REMARKS) value=text("") kind=Kind::Lines error=wrong() />
        <Field name="g-lines-off" label=t(clients::REMARKS) value=text("…") kind=Kind::Lines disabled=true />
        <Field name="g-code" label=t(clients::ID_NUMBER) value=text("11010519491231002X") kind=Kind::Code />
        <Field name="g-figures" label=t(clients::MOBILE) value=text("138 1234 4471") kind=Kind::Figures />
        <Field name="g-lines-filled" label=t(clients::REMARKS) value=text("偏好线上沟通\n改用微信") kind=Kind::Lines optional=true />
    }
    .late()
}

fn selects() -> Piece {
    let options = Signal::stored(vec![
        ("a".to_owned(), "销售一组".to_owned()),
        ("b".to_owned(), "销售二组".to_owned()),
    ]);
    let value = |chosen: &str| RwSignal::new(chosen.to_owned());
    view! {
        <Select name="g-select" label=t(clients::UNIT) value=value("") options=options hint=t(account::YOUR_NAME_HINT) />
        <Select name="g-select-chosen" label=t(clients::UNIT) value=value("b") options=options />
        <Select name="g-select-wrong" label=t(clients::UNIT) value=value("") options=options error=wrong() />
        <Select name="g-select-off" label=t(clients::UNIT) value=value("a") options=options disabled=true />
    }
    .late()
}

fn passwords() -> Piece {
    let value = || RwSignal::new(String::new());
    view! {
        <Password name="g-password" label=t(account::PASSWORD) value=value() autocomplete="off" />
        <Password name="g-password-wrong" label=t(account::PASSWORD) value=value() autocomplete="off" error=wrong() />
        <Password name="g-password-off" label=t(account::PASSWORD) value=value() autocomplete="off" disabled=true />
    }
    .late()
}

/// One form, since its names are fixed, and what brings it into each of its states.
fn new_password() -> Piece {
    let draft = Draft::new();
    let attempt = Attempt::new(Task::new(use_app()));
    let press = Callback::new(move |()| {
        if !draft.waits() {
            attempt.passes();
        }
    });
    let fill = move |password: &'static str, repeated: &'static str| {
        Callback::new(move |()| {
            draft.password.set(password.to_owned());
            draft.repeated.set(repeated.to_owned());
        })
    };
    view! {
        <NewPassword draft=draft context=Signal::stored(Vec::new()) attempt=attempt press=press />
        <div class="actions">
            <Button label="empty" press=fill("", "") />
            <Button label="weak" press=fill("Password123!", "Password123!") />
            <Button label="strong" press=fill("Seven-lanterns-above-7-rivers", "Seven-lanterns-above-7-rivers") />
            <Button label="differs" press=fill("Seven-lanterns-above-7-rivers", "seven") />
            <Button label="pressed" press=press />
        </div>
    }
    .late()
}

fn tags() -> Piece {
    let tags = vec![dossier::tag::SHIPPED[0].to_owned(), "VIP".to_owned()];
    let bad = RwSignal::new(false);
    let said = wrong();
    let error = Signal::derive(move || said.get().filter(|_| bad.get()));
    view! {
        <TagInput label=t(clients::TAGS) tags=RwSignal::new(tags) typed=RwSignal::new(String::new()) error=error />
        <div class="actions">
            <Button label="wrong" press=Callback::new(move |()| bad.update(|bad| *bad = !*bad)) />
        </div>
    }
    .late()
}

fn copying() -> Piece {
    let app = use_app();
    view! {
        <div class="actions">
            <Button label="copy" icon=Icon::Copy press=Callback::new(move |()| copy::copy(app, "copied".to_owned())) />
            <Button label="copy a secret" icon=Icon::Copy press=Callback::new(move |()| copy::copy_secret(app, "secret".to_owned())) />
        </div>
    }
    .late()
}

fn fingerprints() -> Piece {
    let sample = bridge::Fingerprint {
        digits: "4f0c 9a7e 21d8 b365 07ea c41f 58b2 96d3 0e7a 1c45".to_owned(),
        chinese: "案卷封缄 各执一钥 开则可验".to_owned(),
        english: "only those who hold the key open what was sealed here once".to_owned(),
    };
    let digits = Signal::stored(sample.digits.clone());
    view! {
        <Fingerprint of=Signal::stored(sample) label=t(account::FINGERPRINT) />
        <Picture digits=digits />
    }
    .late()
}

fn codes() -> Piece {
    view! { <Qr text="缄档".to_owned() label=t(account::FINGERPRINT) caption=t(clients::EMPTY_TITLE) /> }.late()
}

fn icons() -> Piece {
    let all = ICONS.map(|icon| view! { <Glyph icon=icon /> }.late());
    view! { <p class="badges">{all.into_iter().collect_view()}</p> }.late()
}

fn badges() -> Piece {
    let all = TONES
        .iter()
        .map(|tone| view! { <Badge label=tone.name() tone=*tone /> })
        .collect_view();
    view! { <p class="badges">{all}</p> }.late()
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
    let row = |name: &'static str, busy: bool| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>"销售一组 · 销售代表"</td>
                <td>
                    <Button label=t(organisation::APPOINT) busy=busy />
                </td>
            </tr>
        }
    };
    view! {
        <Table label=t(organisation::PEOPLE) heads=&HEADS>
            {row("王敏", false)} {row("李强", true)}
        </Table>
    }
    .late()
}

fn dialogs() -> Piece {
    let app = use_app();
    let open = RwSignal::new(None::<Place>);
    let close = Callback::new(move |()| open.set(None));
    let failed = Signal::stored(Some(Failure::from(Reason::Offline)));
    let press = move |place| Callback::new(move |()| open.set(Some(place)));
    view! {
        <div class="actions">
            <Button label="dialog" press=press(Place::Middle) />
            <Button label="drawer" press=press(Place::Side) />
        </div>
        {live(move || maybe(open.get().map(|place| view! {
            <Dialog title=t(clients::EDIT_TITLE) place=place close=close>
                <p>{t(clients::LOGGED)}</p>
                <Field name="g-dialog" label=t(clients::NAME) value=RwSignal::new(String::new()) error=wrong() />
                <FailureNotice failure=failed />
                <div class="actions">
                    <Button label="toast here" press=Callback::new(move |()| app.toast(Tone::Good, app.now(clients::SAVED).to_owned())) />
                    <Button label=t(common::SAVE) weight=Weight::Primary busy=true />
                    <Button label=t(common::CANCEL) press=close />
                </div>
            </Dialog>
        }.late())))}
    }
    .late()
}

fn menu() -> Piece {
    view! {
        <Menu name="gallery" label=t(common::ACCOUNT_MENU)>
            <LangSwitch />
            <Button label=t(common::LOCK) weight=Weight::Quiet icon=Icon::Lock />
            <Button label=t(common::SIGN_OUT) weight=Weight::Quiet disabled=true />
        </Menu>
    }
    .late()
}

fn popover() -> Piece {
    let face = view! { <span>{t(clients::TAGS)}</span> };
    view! {
        <span class="filter">
            <Popover name="gallery" class="filter-face" label=t(clients::TAGS) face=face.late()>
                <p class="menu-title">{t(clients::TAGS)}</p>
                <label class="pick">
                    <input type="checkbox" />
                    <span>{dossier::tag::SHIPPED[0]}</span>
                    <small class="num">"12"</small>
                </label>
            </Popover>
        </span>
    }
    .late()
}

fn toasts() -> Piece {
    let app = use_app();
    let say = move |tone, text| Callback::new(move |()| app.toast(tone, app.now(text).to_owned()));
    view! {
        <div class="actions">
            <Button label="toast, good" press=say(Tone::Good, clients::SAVED) />
            <Button label="toast, bad" press=say(Tone::Bad, common::COPY_FAILED) />
            <Button label="toast, neutral" press=say(Tone::Neutral, common::COPIED) />
            <Button label="toast, long" press=Callback::new(move |()| app.toast(Tone::Good, "W".repeat(64))) />
        </div>
    }
    .late()
}

fn empty() -> Piece {
    view! {
        <Empty title=t(clients::EMPTY_TITLE) text=t(clients::EMPTY_CREATE)>
            <Button label=t(clients::NEW) weight=Weight::Primary />
        </Empty>
        <Empty title=t(clients::EMPTY_TITLE) />
    }
    .late()
}
