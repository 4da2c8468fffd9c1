//! 我的账号: who I am here, how this browser shows it, and how it is locked.

pub(crate) mod change_password;
mod code;
mod devices;
mod once;
pub(crate) mod second_factor;

use bridge::account::{PasswordState, PostLabel, SessionView};
use leptos::prelude::*;

use change_password::{ChangePassword, Purpose};

use crate::{
    i18n::{
        Text, Words, common, me as words, organisation, second_factor as second, shipped, t, tf,
    },
    kit::{
        badge::{Badge, Tone},
        button::{Button, Weight},
        copy,
        fingerprint::Fingerprint,
        icon::Icon,
        notice::Notice,
    },
    layout::display::{LangSwitch, ThemeSwitch},
    piece::{IntoPiece, LateInside, Piece, live, maybe},
    platform::title::title,
    state::{AppState, use_app},
};

/// The room.
pub(crate) fn room() -> Piece {
    let app = use_app();
    title(words::ACCOUNT);
    let session = Memo::new(move |_| app.session());
    let read = move |of: fn(&SessionView) -> String| {
        Signal::derive(move || session.with(|session| session.as_ref().map(of).unwrap_or_default()))
    };
    let print_of = move |of: fn(&SessionView) -> bridge::Fingerprint| {
        Signal::derive(move || session.with(|session| session.as_ref().map(of).unwrap_or_default()))
    };
    view! {
        <header class="toolbar">
            <h1>{t(words::ACCOUNT)}</h1>
        </header>
        <div class="scroll account">
            <Part name="who" title=words::WHO>
                <dl class="facts">
                    {fact(words::NAME, read(|session| session.name.clone()))}
                    {fact(words::SIGN_IN_NAME, read(|session| session.sign_in_name.clone()))}
                    {fact(words::COMPANY, read(|session| session.company.clone()))}
                    <div>
                        <dt>{t(words::POSTS)}</dt>
                        <dd>{live(move || posts(app, session.get().map(|session| session.posts).unwrap_or_default()))}</dd>
                    </div>
                    {print(app, words::MY_FINGERPRINT, words::MY_FINGERPRINT_HINT, print_of(|session| session.fingerprint.clone()))}
                    {print(
                        app,
                        words::ORGANISATION_FINGERPRINT,
                        words::ORGANISATION_FINGERPRINT_HINT,
                        print_of(|session| session.organisation_fingerprint.clone()),
                    )}
                </dl>
            </Part>
            <Part name="safety" title=words::SAFETY>
                {safety(app)}
            </Part>
            <Part name="second-factor" title=second::SECOND_FACTOR>
                {second_factor::second_factor(app)}
            </Part>
            <Part name="devices" title=words::DEVICES>
                <p class="hint">{t(words::DEVICES_HINT)}</p>
                {devices::devices(app)}
            </Part>
            <Part name="display" title=words::DISPLAY>
                <div class="switches">
                    <LangSwitch />
                    <ThemeSwitch />
                </div>
                <p class="hint">{t(words::DISPLAY_HINT)}</p>
            </Part>
            <Part name="leave" title=words::LEAVE>
                <p class="hint">{t(words::LEAVE_HINT)}</p>
                <div class="actions">
                    <Button label=t(common::SIGN_OUT) press=Callback::new(move |()| app.sign_out()) />
                </div>
            </Part>
        </div>
    }
    .late()
}

/// That the password comes to its end, in the days before it does.
pub(crate) fn password_ends(app: AppState) -> Piece {
    let days = Memo::new(move |_| match app.session()?.password {
        PasswordState::Ends(days) => Some(days),
        _ => None,
    });
    live(move || {
        maybe(days.get().map(|days| {
            view! { <Notice text=tf(words::PASSWORD_ENDS, move || vec![days.to_string()]) tone=Tone::Wait /> }.late()
        }))
    })
    .late()
}

/// A part of the page under its heading.
#[component]
fn Part(name: &'static str, title: Text, children: LateInside) -> impl IntoView {
    let id = format!("account-{name}");
    view! {
        <section class="account-part" aria-labelledby=id>
            <h2 id=id.clone()>{t(title)}</h2>
            <div>{children.draw()}</div>
        </section>
    }
    .late()
}

fn fact(label: Text, value: Words) -> Piece {
    view! {
        <div>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
        </div>
    }
    .late()
}

/// A fingerprint, to be read aloud or copied.
fn print(app: AppState, label: Text, hint: Text, value: Signal<bridge::Fingerprint>) -> Piece {
    view! {
        <div>
            <dt>{t(label)}</dt>
            <dd>
                <span class="seal-print">
                    <Fingerprint of=value label=t(label) />
                    <Button
                        label=t(common::COPY)
                        icon=Icon::Copy
                        bare=true
                        weight=Weight::Quiet
                        press=Callback::new(move |()| copy::copy(app, value.get_untracked().digits))
                    />
                </span>
                <small>{t(hint)}</small>
            </dd>
        </div>
    }
    .late()
}

fn posts(app: AppState, posts: Vec<PostLabel>) -> Piece {
    if posts.is_empty() {
        return t(words::NO_POSTS).late();
    }
    let lines = posts
        .into_iter()
        .map(|post| {
            let (state, tone) = if post.admitted {
                (common::ADMITTED, Tone::Good)
            } else {
                (common::WAITING, Tone::Wait)
            };
            let name = Signal::derive(move || {
                let lang = app.lang.get();
                organisation::POST.with(lang, &[&post.unit, shipped::role(&post.role, lang)])
            });
            view! {
                <li>
                    {name} " "
                    <Badge label=t(state) tone=tone />
                </li>
            }
            .late()
        })
        .collect_view();
    view! { <ul class="posts">{lines}</ul> }.late()
}

fn safety(app: AppState) -> Piece {
    let idle = Memo::new(move |_| app.session().map_or(0, |session| session.idle_minutes));
    let says = tf(words::IDLE, move || vec![idle.get().to_string()]);
    let never = t(words::NEVER_IDLE);
    let asking = RwSignal::new(None::<Purpose>);
    let ask = move |purpose| Callback::new(move |()| asking.set(Some(purpose)));
    let has = Memo::new(move |_| app.session().is_some_and(|session| session.has_code));
    let pick = move |yes: Text, no: Text| {
        Signal::derive(move || {
            (if has.get() { yes } else { no })
                .at(app.lang.get())
                .to_owned()
        })
    };
    view! {
        {password_ends(app)}
        <p>{move || if idle.get() == 0 { never.get() } else { says.get() }} " " <span class="with-keys">{t(words::BY_KEY)}</span></p>
        <div class="actions">
            <Button label=t(words::CHANGE_PASSWORD) icon=Icon::Key press=ask(Purpose::Password) />
            <Button label=t(words::LOCK_NOW) icon=Icon::Lock press=Callback::new(move |()| app.lock()) />
        </div>
        <p class="hint">{pick(words::CODE_THERE, words::CODE_MISSING)}</p>
        <div class="actions">
            <Button label=pick(words::CODE_ANOTHER, words::CODE_MAKE) icon=Icon::Key press=ask(Purpose::Code) />
        </div>
        <p class="hint">{t(words::SUSPICION)}</p>
        <div class="actions">
            <Button label=t(words::REPLACE_KEYS) icon=Icon::Alert weight=Weight::Danger press=ask(Purpose::Keys) />
        </div>
        {live(move || {
            let asked = asking.get().map(|purpose| {
                view! { <ChangePassword purpose=purpose close=Callback::new(move |()| asking.set(None)) /> }.late()
            });
            maybe(asked)
        })}
    }
    .late()
}
