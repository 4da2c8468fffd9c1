//! The dialog. To set it up takes three steps: the key goes to the phone, a code comes back, the one-time codes are put away. Other codes take
//! the last two, and to end it takes the middle one.

use bridge::{
    Reason, Secret,
    second_factor::{Change, ChangeSecondFactor, Offer, OfferSecondFactor},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::codes;
use crate::{
    attempt::{Attempt, Said},
    i18n::{Text, common, me, problems, second_factor as words, t},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        copy,
        dialog::Dialog,
        field::{Field, Kind},
        icon::Icon,
        notice::FailureNotice,
        password::Password,
        qr::Qr,
        skeleton::Skeleton,
        steps::Steps,
    },
    pages::{account::once, second_step::said},
    piece::{IntoPiece, Piece, live, maybe},
    platform::{effect::effect, focus},
    state::AppState,
    task::Task,
};

const STEPS: &[Text] = &[words::STEP_SCAN, words::STEP_PROVE, words::STEP_KEEP];

/// Who asks for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Its owner.
    Own(Change),
    /// The policy: there is nothing but it, and locking.
    Must,
}

impl Purpose {
    fn change(self) -> Change {
        match self {
            Self::Own(change) => change,
            Self::Must => Change::SetUp,
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Own(Change::SetUp) => words::SET_UP,
            Self::Own(Change::Codes) => words::NEW_CODES,
            Self::Own(Change::End) => words::END,
            Self::Must => words::MUST,
        }
    }
}

#[derive(Clone)]
enum Stage {
    Scan,
    Prove,
    Keep(Vec<String>),
}

impl Stage {
    fn number(&self) -> usize {
        match self {
            Self::Scan => 0,
            Self::Prove => 1,
            Self::Keep(_) => 2,
        }
    }
}

/// What its parts share.
#[derive(Clone, Copy)]
struct Open {
    app: AppState,
    purpose: Purpose,
    stage: RwSignal<Stage>,
    offer: RwSignal<Option<Offer>>,
    /// Codes are shown that are shown once.
    keeping: RwSignal<bool>,
    /// Closes it, whatever is shown.
    close: Callback<()>,
    /// Asks first, where something would be lost.
    ask_close: Callback<()>,
}

/// `keeping` holds while the one-time codes are shown.
pub(super) fn dialog(
    app: AppState,
    purpose: Purpose,
    keeping: RwSignal<bool>,
    close: Callback<()>,
) -> Piece {
    let sets_up = purpose.change() == Change::SetUp;
    let leaving = RwSignal::new(false);
    let stay = Callback::new(move |()| leaving.set(false));
    let open = Open {
        app,
        purpose,
        stage: RwSignal::new(if sets_up { Stage::Scan } else { Stage::Prove }),
        offer: RwSignal::new(None),
        keeping,
        close,
        ask_close: Callback::new(move |()| match keeping.get_untracked() {
            true => leaving.set(true),
            false => close.run(()),
        }),
    };
    let load = Task::new(app);
    if sets_up {
        effect(move || {
            untrack(|| load.run(OfferSecondFactor, move |made| open.offer.set(Some(made))));
        });
    }
    let sign_in_name = untrack(|| app.session())
        .map(|session| session.sign_in_name)
        .unwrap_or_default();
    let at = Signal::derive(move || open.stage.with(Stage::number));
    let why = (purpose == Purpose::Must)
        .then(|| view! { <p class="lead">{t(words::MUST_TEXT)}</p> }.late());
    let steps = sets_up.then(|| view! { <Steps label=t(words::STEPS) steps=STEPS at=at /> }.late());
    view! {
        <Dialog title=t(purpose.title()) close=open.ask_close>
            {maybe(why)}
            {maybe(steps)}
            <FailureNotice failure=load.failure />
            {live(move || match open.stage.get() {
                Stage::Scan => scan(open),
                Stage::Prove => prove(open),
                Stage::Keep(codes) => once::shown(codes::ONCE, codes::on_paper(codes, sign_in_name.clone()), close),
            })}
        </Dialog>
        {live(move || maybe(leaving.get().then(|| once::leaving(codes::ONCE, stay, close))))}
    }
    .late()
}

impl Open {
    fn other(self) -> Text {
        match self.purpose {
            Purpose::Must => common::LOCK,
            Purpose::Own(_) => common::CANCEL,
        }
    }

    fn done(self, codes: Vec<Secret>) {
        if self.purpose.change() == Change::End {
            self.app
                .toast(Tone::Good, self.app.now(words::ENDED).to_owned());
            self.close.run(());
            return;
        }
        let codes = codes.iter().map(|code| code.expose().to_owned());
        self.keeping.set(true);
        self.stage.set(Stage::Keep(codes.collect()));
    }
}

/// The key, for a camera and for fingers.
fn scan(open: Open) -> Piece {
    let drawn = move || match open.offer.get() {
        None => view! { <Skeleton lines=6 /> }.late(),
        Some(offer) => {
            let groups: Vec<&str> = offer.groups.iter().map(Secret::expose).collect();
            let (shown, copied) = (groups.join(" "), groups.concat());
            let copy = move |()| copy::copy_secret(open.app, copied.clone());
            view! {
                <Qr text=offer.address.expose().to_owned() label=t(words::QR) caption=t(words::QR_CAPTION) />
                <div class="by-hand">
                    <p class="hint">{t(words::BY_HAND)}</p>
                    <code class="key-groups" aria-label=t(words::KEY)>
                        {shown}
                    </code>
                    <Button label=t(words::COPY_KEY) icon=Icon::Copy weight=Weight::Quiet press=Callback::new(copy) />
                </div>
            }
            .late()
        }
    };
    let next = Callback::new(move |()| open.stage.set(Stage::Prove));
    view! {
        <p class="hint">{t(words::SCAN_TEXT)}</p>
        {live(drawn)}
        <div class="actions">
            <Button label=t(words::NEXT) weight=Weight::Primary press=next />
            <Button label=t(open.other()) weight=Weight::Quiet press=open.ask_close />
        </div>
    }
    .late()
}

/// That it is its owner who asks, and has the phone, or one of the codes.
fn prove(open: Open) -> Piece {
    let what = open.purpose.change();
    let task = Task::new(open.app);
    let attempt = Attempt::new(task);
    let (code, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong: Said = match what {
        Change::SetUp => |failure, lang| said(failure, words::MALFORMED, words::WRONG, lang),
        _ => |failure, lang| said(failure, words::MALFORMED_EITHER, words::WRONG, lang),
    };
    let wrong_code = attempt.field("factor-code", code, problems::filled, wrong);
    let wrong_password = attempt.field(
        "factor-password",
        password,
        problems::filled,
        |failure, lang| {
            (failure.reason == Reason::WrongCredentials)
                .then(|| me::PASSWORD_WRONG.at(lang).to_owned())
        },
    );
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.passes() {
            return;
        }
        let call = ChangeSecondFactor {
            change: what,
            password: Secret::new(password.get_untracked()),
            code: Secret::new(code.get_untracked()),
        };
        task.run(call, move |made| open.done(made.codes));
    };
    let back = Callback::new(move |()| match what {
        Change::SetUp => open.stage.set(Stage::Scan),
        _ => open.close.run(()),
    });
    focus::on_drawn("#field-factor-code".to_owned());
    let (text, label, kind, act, weight, other) = match what {
        Change::SetUp => (
            words::PROVE_TEXT,
            words::CODE,
            Kind::Digits,
            words::TURN_ON,
            Weight::Primary,
            words::BACK,
        ),
        Change::Codes => (
            words::NEW_CODES_TEXT,
            words::CODE_OR_ONE_TIME,
            Kind::Code,
            words::MAKE,
            Weight::Primary,
            common::CANCEL,
        ),
        Change::End => (
            words::END_TEXT,
            words::CODE_OR_ONE_TIME,
            Kind::Code,
            words::END,
            Weight::Danger,
            common::CANCEL,
        ),
    };
    view! {
        <form on:submit=submit>
            <p class="hint">{t(text)}</p>
            <Field name="factor-code" label=t(label) value=code kind=kind autocomplete="one-time-code" error=wrong_code />
            <Password name="factor-password" label=t(me::PASSWORD_NOW) value=password autocomplete="current-password" error=wrong_password />
            <FailureNotice failure=attempt.failure() />
            <div class="actions">
                <Button label=t(act) submit=true weight=weight busy=task.busy />
                <Button label=t(other) weight=Weight::Quiet press=back />
            </div>
        </form>
    }
    .late()
}
