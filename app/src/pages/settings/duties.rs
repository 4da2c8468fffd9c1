//! The separation of duties: who keeps it from beginning, and what waits for a second signature before it ends.

use bridge::settings::{AnswerRelease, ReleaseView, Several};
use leptos::prelude::*;

use super::Seen;
use crate::{
    i18n::{organisation, settings as words, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        notice::{FailureNotice, Notice},
    },
    pages::organisation::duty_name,
    piece::{IntoPiece, Piece, maybe},
    platform::clock,
    state::{AppState, use_app},
    task::Task,
};

/// Who has to hand a duty over before they can be kept apart, and where that is done.
pub(super) fn several_duties(several: &[Several]) -> Piece {
    let lang = use_app().lang;
    let people = several.iter().cloned().map(|Several { name, duties }| {
        let text = move || {
            let lang = lang.get();
            let duties = duties.iter().map(|duty| duty_name(*duty).at(lang));
            let duties: Vec<&str> = duties.collect();
            words::SEVERAL.with(lang, &[&name, &duties.join(organisation::COMMA.at(lang))])
        };
        view! { <li>{text}</li> }
    });
    let people = people.collect_view();
    maybe((!several.is_empty()).then(|| {
        view! {
            <div class="hint">
                <p>{t(words::SEVERAL_FIRST)}</p>
                <ul>{people}</ul>
                <a href="/organisation?tab=people">{t(words::SEVERAL_GO)}</a>
            </div>
        }
        .late()
    }))
}

/// The end of the separation that waits for a second signature, for whoever may give it or take it back.
pub(super) fn waiting(
    app: AppState,
    (seen, dirty, newer): (Seen, RwSignal<bool>, Seen),
    release: ReleaseView,
) -> Piece {
    let task = Task::new(app);
    let ReleaseView {
        seq,
        by,
        at,
        may_agree,
        may_refuse,
    } = release;
    let answer = move |agree: bool| {
        Callback::new(move |()| {
            task.run(AnswerRelease { seq, agree }, move |view| {
                let said = match agree {
                    true => words::RELEASED,
                    false => words::RELEASE_REFUSED,
                };
                app.toast(Tone::Good, app.now(said).to_owned());
                // What is typed stays.
                match dirty.get_untracked() {
                    true => newer.set(Some(view)),
                    false => {
                        newer.set(None);
                        seen.set(Some(view));
                    }
                }
            });
        })
    };
    let agree = may_agree.then(|| {
        view! { <Button label=t(words::RELEASE_AGREE) weight=Weight::Danger busy=task.busy press=answer(true) /> }.late()
    });
    let refuse = may_refuse.then(|| {
        view! { <Button label=t(words::RELEASE_REFUSE) busy=task.busy press=answer(false) /> }
            .late()
    });
    let who = tf(words::RELEASE, move || vec![by.clone(), clock::moment(at)]);
    view! {
        <Notice text=who tone=Tone::Wait />
        {maybe(may_refuse.then(|| view! { <p class="hint">{t(words::RELEASE_LAPSES)}</p> }.late()))}
        <FailureNotice failure=task.failure />
        {maybe((may_agree || may_refuse).then(|| view! { <div class="actions">{maybe(agree)} {maybe(refuse)}</div> }.late()))}
    }
    .late()
}

pub(super) fn tick(apart: RwSignal<bool>, may: bool) -> Piece {
    view! {
        <label class="check">
            <input type="checkbox" disabled=!may prop:checked=move || apart.get() on:change=move |event| apart.set(event_target_checked(&event)) />
            <span>{t(words::SEPARATE)}</span>
        </label>
    }
    .late()
}
