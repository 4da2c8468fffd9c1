//! Signing in, and the lock.

use crate::piece::{IntoPiece, Piece, When, live, maybe};
use crate::platform::effect::effect;
use crate::route::Entry;
use bridge::{Reason, Secret, account};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{home::NotSetUp, second_step};
use crate::{
    attempt::{Attempt, UNSAID},
    i18n::{account as words, problems, reasons, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        field::Field,
        notice::Notice,
        password::Password,
    },
    layout::{doorway::Doorway, private::StartFailed},
    platform::{focus as cursor, title::title},
    state::{Known, Phase, use_app},
    task::Task,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Form,
    Failed,
    NotSetUp,
}

/// `/sign-in`: leads on once the vault is open.
pub(crate) fn sign_in() -> Piece {
    let app = use_app();
    effect(move || {
        if app.phase.with(|phase| matches!(phase, Phase::Open(_))) {
            app.go("/", Entry::Replace);
        }
    });
    // The form is there before the engine has answered, and stays when it does: people type early.
    let stage = Memo::new(move |_| {
        app.phase.with(|phase| match phase {
            Phase::NotSetUp => Stage::NotSetUp,
            Phase::Failed(_) => Stage::Failed,
            _ => Stage::Form,
        })
    });
    live(move || match stage.get() {
        Stage::Form => view! { <SignIn /> }.piece(),
        Stage::Failed => view! { <StartFailed /> }.piece(),
        Stage::NotSetUp => view! { <NotSetUp /> }.piece(),
    })
    .piece()
}

/// The form: name and password, or the password alone where the page was locked.
#[component]
pub(crate) fn SignIn() -> impl IntoView {
    let app = use_app();
    title(words::SIGN_IN);
    let task = Task::new(app);
    let name = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let forgot = RwSignal::new(false);
    let known = Memo::new(move |_| {
        app.phase.with(|phase| match phase {
            Phase::Locked(known) => known.clone(),
            _ => None,
        })
    });
    let locked = move || known.with(Option::is_some);
    let attempt = Attempt::new(task);
    let missing = move |id, field: RwSignal<String>, asked: Signal<bool>| {
        let check = move |pressed| {
            field.with(|text| problems::filled(text, pressed && asked.get(), app.lang.get()))
        };
        attempt.watch(id, check, UNSAID)
    };
    let no_name = missing("username", name, Signal::derive(move || !locked()));
    let no_password = missing("password", password, Signal::stored(true));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let sign_in_name = known
            .get_untracked()
            .map_or_else(|| name.get_untracked(), |known: Known| known.sign_in_name);
        if !attempt.passes() {
            return;
        }
        let call = account::SignIn {
            sign_in_name,
            password: Secret::new(password.get_untracked()),
        };
        task.run(call, move |session| {
            password.set(String::new());
            app.open(session);
        });
    };
    let asked = second_step::asks(task);
    let back = Callback::new(move |failure| {
        asked.set(false);
        task.failure.set(failure);
    });
    effect(move || {
        if asked.get() {
            password.set(String::new());
        }
    });
    // A page that was locked under one's hands is ready for the password at once.
    let focus = untrack(locked);
    effect(cursor::begin_if_lost);
    let wrong = move || {
        task.failure.with(|failure| {
            failure
                .as_ref()
                .is_some_and(|failure| failure.reason == Reason::WrongCredentials)
        })
    };
    // Typed on, the next try would begin with the last one.
    effect(move || {
        if wrong() {
            cursor::select_id("field-password");
        }
    });
    let failure = Signal::derive(move || {
        let failure = task.failure.get().or_else(|| app.locked_by.get())?;
        let lang = app.lang.get();
        Some(if wrong() && locked() {
            // No name was asked for.
            words::WRONG_PASSWORD.at(lang).to_owned()
        } else {
            reasons::say(&failure, lang)
        })
    });
    let heading = Signal::derive(move || {
        (if locked() {
            words::LOCKED
        } else {
            words::SIGN_IN
        })
        .at(app.lang.get())
        .to_owned()
    });
    let greeting = tf(words::LOCKED_AS, move || {
        vec![known.get().map(|known| known.name).unwrap_or_default()]
    });
    let act = Signal::derive(move || {
        (if locked() {
            words::UNLOCK
        } else {
            words::SIGN_IN
        })
        .at(app.lang.get())
        .to_owned()
    });
    let first = move || {
        view! {
        <Doorway title=heading>
            <form on:submit=submit>
                {live(move || match known.get() {
                    Some(known) => {
                        view! {
                            <p class="lead">{greeting}</p>
                            <input class="unseen" type="text" name="username" autocomplete="username" readonly tabindex="-1" aria-hidden="true" value=known.sign_in_name />
                        }
                            .piece()
                    }
                    None => view! { <Field name="username" label=t(words::SIGN_IN_NAME) value=name autocomplete="username" error=no_name /> }.piece(),
                })}
                <Password name="password" label=t(words::PASSWORD) value=password autocomplete="current-password" error=no_password focus=focus />
                {live(move || maybe(failure.get().map(|text| view! { <Notice text=text tone=Tone::Bad /> }.late())))}
                <div class="actions">
                    <Button label=act submit=true weight=Weight::Primary busy=task.busy />
                    <When on=Signal::derive(locked)>
                        <Button
                            label=t(words::OTHER_ACCOUNT)
                            weight=Weight::Quiet
                            press=Callback::new(move |()| {
                                password.set(String::new());
                                app.sign_out();
                            })
                        />
                    </When>
                </div>
            </form>
            <p class="aside" hidden=locked>
                {t(words::INVITED)}
            </p>
            <div class="forgot">
                <button type="button" class="link" aria-expanded=move || if forgot.get() { "true" } else { "false" } on:click=move |_| forgot.update(|forgot| *forgot = !*forgot)>
                    {t(words::FORGOT)}
                </button>
                <div hidden=move || !forgot.get()>
                    <p>{t(words::FORGOT_1)}</p>
                    <ul>
                        <li>{t(words::FORGOT_0)}</li>
                        <li>{t(words::FORGOT_2)}</li>
                        <li>{t(words::FORGOT_3)}</li>
                    </ul>
                    <a href="/recover">{t(words::USE_KIT)}</a>
                </div>
            </div>
        </Doorway>
        }
        .piece()
    };
    live(move || match asked.get() {
        false => first(),
        true => {
            second_step::second_step(app, back, Callback::new(move |session| app.open(session)))
        }
    })
    .piece()
}
