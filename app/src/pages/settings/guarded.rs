//! The roles of which a second factor is asked, and whom that would concern.

use bridge::settings::GuardedRole;
use leptos::prelude::*;

use crate::{
    i18n::{second_factor as words, shipped},
    piece::{IntoPiece, Piece},
    state::AppState,
};

/// A tick for each role; below its name who of today's holders would have to set one up.
pub(super) fn guarded(
    app: AppState,
    roles: &[GuardedRole],
    chosen: RwSignal<Vec<String>>,
    may: bool,
) -> Piece {
    let lang = app.lang;
    let lines = roles
        .iter()
        .map(|role| {
            let role = role.clone();
            let (id, name) = (role.id.clone(), role.name.clone());
            let is_chosen = move || chosen.with(|chosen| chosen.contains(&id));
            let id = role.id.clone();
            // In ascending order, as they are told.
            let choose = move |on: bool| {
                chosen.update(|chosen| {
                    chosen.retain(|one| *one != id);
                    if on {
                        let at = chosen.partition_point(|one| *one < id);
                        chosen.insert(at, id.clone());
                    }
                });
            };
            let holders = move || {
                let (lang, count) = (lang.get(), role.holders.to_string());
                match &role.without {
                    _ if role.holders == 0 => words::HOLDERS_NONE.at(lang).to_owned(),
                    None => words::HOLDERS.with(lang, &[&count]),
                    Some(without) if without.is_empty() => {
                        words::HOLDERS_READY.with(lang, &[&count])
                    }
                    Some(without) => {
                        let names = without.join(words::LIST_COMMA.at(lang));
                        words::HOLDERS_WITHOUT.with(lang, &[&count, &names])
                    }
                }
            };
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        disabled=!may
                        prop:checked=is_chosen
                        on:change=move |event| choose(event_target_checked(&event))
                    />
                    <span>
                        {move || shipped::role(&name, lang.get()).to_owned()} " "
                        <small>{holders}</small>
                    </span>
                </label>
            }
            .late()
        })
        .collect_view();
    view! { <div class="guarded">{lines}</div> }.late()
}
