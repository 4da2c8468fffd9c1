//! `/set-up#token`: founds the organisation, step by step. Everything typed is kept while going back and forth.

use crate::piece::{IntoPiece, Piece, live};
use crate::platform::effect::effect;
mod choice;
mod company;
mod done;
mod kit;
mod password;
mod template;

use bridge::{
    Reason, Secret,
    account::{CheckSetUp, SetUp, Template},
};
use leptos::{ev, prelude::*};

use crate::{
    i18n::{Text, account as words, t},
    kit::{
        button::{Button, Weight},
        new_password::Draft,
        steps::Steps,
    },
    layout::{doorway::Doorway, private::StartFailed},
    platform::{focus, fragment, leave, listen::on_window, title::title},
    state::{AppState, Phase, use_app},
    task::Task,
};

const STEPS: [Text; 5] = [
    words::STEP_COMPANY,
    words::STEP_PASSWORD,
    words::STEP_KIT,
    words::STEP_TEMPLATE,
    words::STEP_DONE,
];

/// The step at which the organisation exists.
const FOUNDED: usize = 4;

/// What is typed, and where the founder is.
#[derive(Clone, Copy)]
pub(crate) struct Wizard {
    app: AppState,
    step: RwSignal<usize>,
    token: RwSignal<Option<String>>,
    /// The server has said that the link is not the one that it printed last.
    wrong: RwSignal<bool>,
    company: RwSignal<String>,
    name: RwSignal<String>,
    sign_in_name: RwSignal<String>,
    draft: Draft,
    /// Three kits, of which any two recover; otherwise one.
    split: RwSignal<bool>,
    /// Each kit's groups.
    kits: RwSignal<Vec<Vec<String>>>,
    /// The kit in sight.
    shown: RwSignal<usize>,
    /// The two groups asked back, as kit and group from 0, and what was typed for them.
    asked: RwSignal<[(usize, usize); 2]>,
    answers: [RwSignal<String>; 2],
    template: RwSignal<Template>,
    task: Task,
}

impl Wizard {
    fn new(app: AppState) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            app,
            step: RwSignal::new(0),
            token: RwSignal::new(None),
            wrong: RwSignal::new(false),
            company: empty(),
            name: empty(),
            sign_in_name: empty(),
            draft: Draft::new(),
            split: RwSignal::new(true),
            kits: RwSignal::new(Vec::new()),
            shown: RwSignal::new(0),
            asked: RwSignal::new([(0, 0), (0, 1)]),
            answers: [empty(), empty()],
            template: RwSignal::new(Template::Sales),
            task: Task::new(app),
        }
    }

    /// Takes a link's token, and asks whether it is the right one: who is told so at the end has written a kit down in vain. Where
    /// nobody answers, the end will tell.
    fn take(self, token: Option<String>) {
        self.token.set(token.clone());
        self.task.failure.set(None);
        self.wrong.set(false);
        let Some(token) = token.map(Secret::new) else {
            return;
        };
        self.app.ask(CheckSetUp { token }, move |answer| {
            if answer.is_err_and(|failure| failure.reason == Reason::SetUpToken) {
                self.wrong.try_set(true);
            }
        });
    }

    fn next(self) {
        if self.step.get_untracked() == 0 {
            // So that the history's back button has somewhere to go.
            self.app.write_again();
        }
        self.step.update(|step| *step += 1);
    }

    fn back(self) {
        if !self.task.busy.get_untracked() {
            self.task.failure.set(None);
            self.step.update(|step| *step = step.saturating_sub(1));
        }
    }

    /// Whether leaving the page would lose something.
    fn begun(self) -> bool {
        let typed = [self.company, self.name, self.sign_in_name];
        self.step.get() < FOUNDED
            && typed
                .iter()
                .any(|field| field.with(|text| !text.is_empty()))
    }

    /// Founds the organisation. What must not linger is dropped once it exists.
    fn found(self) {
        let Some(token) = self.token.get_untracked() else {
            return;
        };
        let call = SetUp {
            token: Secret::new(token),
            company: self.company.get_untracked(),
            name: self.name.get_untracked(),
            sign_in_name: self.sign_in_name.get_untracked(),
            password: Secret::new(self.draft.password.get_untracked()),
            template: self.template.get_untracked(),
        };
        self.task.run(call, move |session| {
            self.step.set(FOUNDED);
            self.app.open(session);
            self.kits.set(Vec::new());
            self.token.set(None);
            for secret in [
                self.draft.password,
                self.draft.repeated,
                self.answers[0],
                self.answers[1],
            ] {
                secret.set(String::new());
            }
        });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Form,
    NoToken,
    WrongToken,
    Already,
    Failed,
}

/// The page.
pub(crate) fn set_up() -> Piece {
    let app = use_app();
    title(words::SET_UP);
    let wizard = Wizard::new(app);
    let looked = RwSignal::new(false);
    effect(move || {
        wizard.take(fragment::take());
        looked.set(true);
        // The whole link, opened over this page: the browser does not load it anew.
        on_window(ev::hashchange, move |_| {
            if let Some(token) = fragment::take() {
                wizard.take(Some(token));
            }
        });
    });
    effect(move || {
        wizard.step.track();
        focus::begin_if_lost();
    });
    // The history's back button is a step back, and no step loses what was typed.
    effect(move || {
        if (1..FOUNDED).contains(&wizard.step.get()) {
            leave::hold(app, Callback::new(move |()| wizard.back()));
        }
    });
    leave::guard(Signal::derive(move || wizard.begun()));
    let stage = Memo::new(move |_| {
        if wizard.step.get() == FOUNDED {
            return Stage::Form;
        }
        app.phase.with(|phase| match phase {
            Phase::Locked(_) | Phase::Open(_) => Stage::Already,
            Phase::Failed(_) => Stage::Failed,
            _ if looked.get() && wizard.token.with(Option::is_none) => Stage::NoToken,
            _ if wizard.wrong.get() => Stage::WrongToken,
            _ => Stage::Form,
        })
    });
    live(move || match stage.get() {
        Stage::Form => form(wizard),
        Stage::Failed => view! { <StartFailed /> }.piece(),
        Stage::NoToken => {
            view! { <Doorway title=t(words::NO_TOKEN) text=t(words::NO_TOKEN_TEXT) /> }.piece()
        }
        Stage::WrongToken => {
            view! { <Doorway title=t(words::WRONG_TOKEN) text=t(words::WRONG_TOKEN_TEXT) /> }
                .piece()
        }
        Stage::Already => view! {
            <Doorway title=t(words::ALREADY) text=t(words::ALREADY_TEXT)>
                <p class="actions">
                    <a class="button primary" href="/sign-in">
                        {t(words::TO_SIGN_IN_NOW)}
                    </a>
                </p>
            </Doorway>
        }
        .piece(),
    })
    .piece()
}

fn form(wizard: Wizard) -> Piece {
    let heading = Signal::derive(move || {
        let lang = wizard.app.lang.get();
        match wizard.step.get() {
            0 => words::COMPANY_TITLE.at(lang).to_owned(),
            1 => words::PASSWORD_TITLE.at(lang).to_owned(),
            2 => words::KIT_TITLE.at(lang).to_owned(),
            3 => words::TEMPLATE_TITLE.at(lang).to_owned(),
            _ => words::DONE_TITLE.with(lang, &[wizard.company.get().trim()]),
        }
    });
    let lead = Signal::derive(move || {
        let text = match wizard.step.get() {
            0 => words::COMPANY_TEXT,
            1 => words::PASSWORD_TEXT,
            2 => words::KIT_TEXT,
            3 => words::TEMPLATE_TEXT,
            _ => words::DONE_TEXT,
        };
        text.at(wizard.app.lang.get()).to_owned()
    });
    let steps =
        view! { <Steps label=t(words::SET_UP_STEPS) steps=&STEPS at=wizard.step /> }.piece();
    view! {
        <Doorway title=heading text=lead wide=true above=steps>
            {live(move || match wizard.step.get() {
                0 => company::company(wizard),
                1 => password::password(wizard),
                2 => kit::kit(wizard),
                3 => template::template(wizard),
                _ => done::done(),
            })}
        </Doorway>
    }
    .piece()
}

/// Back and on.
fn ways(wizard: Wizard, label: Text, busy: RwSignal<bool>) -> Piece {
    view! {
        <div class="actions">
            <Button label=t(label) submit=true weight=Weight::Primary busy=busy />
            {(wizard.step.get_untracked() > 0)
                .then(|| {
                    view! {
                        <Button
                            label=t(crate::i18n::common::BACK)
                            weight=Weight::Quiet
                            disabled=wizard.task.busy
                            press=Callback::new(move |()| wizard.back())
                        />
                    }
                })}
        </div>
    }
    .piece()
}
