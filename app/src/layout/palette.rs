//! The palette: every room, every act and every client by a few letters.

use std::time::Duration;

use bridge::{
    account::Abilities,
    client::{ClientList, ListClients},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use send_wrapper::SendWrapper;

use crate::{
    i18n::{Lang, Text, common, me, palette as words, t, workbench},
    kit::{
        dialog::Dialog,
        icon::{Glyph, Icon},
    },
    piece::{IntoPiece, Piece, live, maybe},
    platform::effect::effect,
    preferences::Theme,
    route::Entry,
    state::{AppState, Editing, use_app},
};

/// Typing rests so long before clients are looked for.
const REST: Duration = Duration::from_millis(60);
/// How many clients are offered.
const CLIENTS: u32 = 7;

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Act {
    Go(&'static str),
    Open(String),
    NewFile,
    Sync,
    Keys,
    Lang(Lang),
    Theme(Theme),
    Lock,
    SignOut,
}

/// A line of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    icon: Icon,
    label: String,
    note: String,
    act: Act,
}

/// What can be done, in the order in which it is offered: to whom, by which words, and how these are spelt in letters.
struct Command {
    icon: Icon,
    label: Text,
    spelt: &'static str,
    act: Act,
    open: fn(Abilities) -> bool,
}

fn commands() -> [Command; 15] {
    let one = |icon, label, spelt, act, open| Command {
        icon,
        label,
        spelt,
        act,
        open,
    };
    let all = |_| true;
    let clients = |may: Abilities| may.read_clients || may.create_clients;
    let staff = |may: Abilities| may.organisation;
    [
        one(
            Icon::Bench,
            workbench::WORKBENCH,
            "gongzuotai gzt",
            Act::Go("/"),
            all,
        ),
        one(
            Icon::Archive,
            common::CLIENTS,
            "kehudangan khda",
            Act::Go("/clients"),
            clients,
        ),
        one(
            Icon::Plus,
            words::NEW_FILE,
            "xinjiandangan xjda",
            Act::NewFile,
            |may| may.create_clients,
        ),
        one(
            Icon::Tree,
            common::ORGANISATION,
            "zuzhiyujuese zzyjs",
            Act::Go("/organisation"),
            staff,
        ),
        one(
            Icon::Person,
            words::PEOPLE,
            "renyuan ry",
            Act::Go("/organisation?tab=people"),
            staff,
        ),
        one(
            Icon::Key,
            words::ADMISSIONS,
            "daizhunru dzr",
            Act::Go("/organisation?tab=waiting"),
            |may| may.admit,
        ),
        one(
            Icon::Settings,
            common::SETTINGS,
            "xitongshezhi xtsz",
            Act::Go("/settings"),
            staff,
        ),
        one(
            Icon::Person,
            me::ACCOUNT,
            "wodezhanghao wdzh",
            Act::Go("/account"),
            all,
        ),
        one(
            Icon::Sync,
            words::SYNC,
            "lijitongbu ljtb",
            Act::Sync,
            clients,
        ),
        one(Icon::Lock, words::LOCK, "suoding sd", Act::Lock, all),
        one(
            Icon::More,
            common::KEYS,
            "jianpankuaijiejian jpkjj",
            Act::Keys,
            all,
        ),
        one(
            Icon::Eye,
            words::LIGHT,
            "qianse waiguan qs",
            Act::Theme(Theme::Light),
            all,
        ),
        one(
            Icon::Eye,
            words::DARK,
            "shense waiguan ss",
            Act::Theme(Theme::Dark),
            all,
        ),
        one(
            Icon::Pen,
            words::OTHER_LANGUAGE,
            "yuyan yy english zhongwen",
            Act::Lang(Lang::English),
            all,
        ),
        one(
            Icon::Onward,
            common::SIGN_OUT,
            "tuichudenglu tcdl",
            Act::SignOut,
            all,
        ),
    ]
}

impl Command {
    /// Whether it is meant by what is typed: part of its words in either language, or the letters of its pinyin.
    fn is_meant(&self, typed: &str) -> bool {
        let typed = typed.trim().to_lowercase();
        let within = |text: &str| text.to_lowercase().contains(&typed);
        within(self.label.at(Lang::Chinese))
            || within(self.label.at(Lang::English))
            || self.spelt.split(' ').any(|word| word.starts_with(&typed))
    }
}

/// The dialog.
#[component]
pub(crate) fn Palette(help: RwSignal<bool>, close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Line>::new());
    let at = RwSignal::new(0_usize);
    let may = Memo::new(move |_| {
        app.session()
            .map(|session| session.abilities)
            .unwrap_or_default()
    });
    look_for(app, typed, found, may);
    let lines = Memo::new(move |_| {
        let lang = app.lang.get();
        let meant = typed.with(|typed| of_commands(typed, may.get(), lang));
        meant.into_iter().chain(found.get()).collect::<Vec<_>>()
    });
    effect(move || {
        lines.track();
        at.set(0);
    });
    let run = move |line: Line| {
        close.run(());
        perform(app, help, line.act);
    };
    let step = move |by: isize| {
        let count = lines.with_untracked(Vec::len);
        if count > 0 {
            at.update(|at| *at = (*at + count).wrapping_add_signed(by) % count);
        }
    };
    let keydown = move |event: web_sys::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "Enter" => {
                let chosen = lines.with_untracked(|lines| lines.get(at.get_untracked()).cloned());
                if let Some(line) = chosen {
                    run(line);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let some = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    let none = t(words::NOTHING);
    view! {
        <Dialog title=t(words::PALETTE) close=close>
            <div class="palette">
                <input
                    class="input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="go"
                    aria-label=t(words::PALETTE)
                    aria-autocomplete="list"
                    aria-expanded=move || if some.get() { "true" } else { "false" }
                    aria-controls="palette-list"
                    aria-activedescendant=move || some.get().then(|| format!("palette-{}", at.get()))
                    placeholder=t(words::HINT)
                    on:input=move |event| typed.set(event_target_value(&event))
                    on:keydown=keydown
                />
                <ul id="palette-list" role="listbox" aria-label=t(words::PALETTE)>
                    {move || {
                        lines
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(number, line)| option(number, line, at, run))
                            .collect_view()
                    }}
                </ul>
                {live(move || maybe((!some.get()).then(|| view! { <p class="hint" role="status">{none}</p> }.late())))}
            </div>
        </Dialog>
    }
    .late()
}

fn option(number: usize, line: Line, at: RwSignal<usize>, run: impl Fn(Line) + 'static) -> Piece {
    let id = format!("palette-{number}");
    let chosen = move || at.get() == number;
    let seen = id.clone();
    effect(move || {
        if chosen()
            && let Some(element) = document().get_element_by_id(&seen)
        {
            element.scroll_into_view_with_bool(false);
        }
    });
    let (icon, label, note) = (line.icon, line.label.clone(), line.note.clone());
    view! {
        <li
            id=id
            role="option"
            aria-selected=move || if chosen() { "true" } else { "false" }
            on:pointermove=move |_| {
                if at.get_untracked() != number {
                    at.set(number);
                }
            }
            on:click=move |_| run(line.clone())
        >
            <Glyph icon=icon />
            <span>{label}</span>
            <small>{note}</small>
        </li>
    }
    .late()
}

fn of_commands(typed: &str, may: Abilities, lang: Lang) -> Vec<Line> {
    commands()
        .into_iter()
        .filter(|command| (command.open)(may) && command.is_meant(typed))
        .map(|command| Line {
            icon: command.icon,
            label: command.label.at(lang).to_owned(),
            note: String::new(),
            act: command.act,
        })
        .collect()
}

/// Looks for clients once typing rests; only the last question's answer counts.
fn look_for(
    app: AppState,
    typed: RwSignal<String>,
    found: RwSignal<Vec<Line>>,
    may: Memo<Abilities>,
) {
    let pending = StoredValue::new(None::<SendWrapper<TimeoutHandle>>);
    let drop_pending = move || {
        if let Some(Some(handle)) = pending.try_update_value(Option::take) {
            handle.clear();
        }
    };
    effect(move || {
        let text = typed.get();
        drop_pending();
        if text.trim().is_empty() || !may.with(|may| may.read_clients) {
            found.set(Vec::new());
            return;
        }
        let ask = move || {
            let call = ListClients {
                text: text.clone(),
                count: CLIENTS,
                ..ListClients::default()
            };
            app.ask(call, move |answer| {
                let current = typed.try_with_untracked(|now| *now == text) == Some(true);
                if let (true, Ok(list)) = (current, answer) {
                    found.set(of_clients(list));
                }
            });
        };
        if let Ok(handle) = set_timeout_with_handle(ask, REST) {
            pending.set_value(Some(SendWrapper::new(handle)));
        }
    });
    on_cleanup(drop_pending);
}

fn of_clients(list: ClientList) -> Vec<Line> {
    list.rows
        .into_iter()
        .filter_map(|row| {
            let card = row.card.open()?;
            Some(Line {
                icon: Icon::Archive,
                label: card.name.clone(),
                note: format!("{} · {}", row.unit, row.manager),
                act: Act::Open(row.file),
            })
        })
        .collect()
}

fn perform(app: AppState, help: RwSignal<bool>, act: Act) {
    match act {
        Act::Go(to) => app.go(to, Entry::Keep),
        Act::Open(file) => app.go(&format!("/clients/{file}"), Entry::Keep),
        Act::NewFile => {
            app.editing.set(Some(Editing::New));
            app.go("/clients", Entry::Keep);
        }
        Act::Sync => app.sync(),
        Act::Keys => help.set(true),
        // Whichever it is not.
        Act::Lang(_) => app.choose_lang(match app.lang.get_untracked() {
            Lang::Chinese => Lang::English,
            Lang::English => Lang::Chinese,
        }),
        Act::Theme(theme) => app.choose_theme(theme),
        Act::Lock => app.lock(),
        Act::SignOut => app.sign_out(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERYTHING: Abilities = Abilities {
        read_clients: true,
        create_clients: true,
        administer: true,
        admit: true,
        archive: true,
        audit: true,
        organisation: true,
    };

    fn labels(typed: &str, may: Abilities) -> Vec<String> {
        of_commands(typed, may, Lang::Chinese)
            .into_iter()
            .map(|line| line.label)
            .collect()
    }

    #[test]
    fn an_act_is_found_by_part_of_its_words_in_either_language_and_by_pinyin() {
        for typed in ["退出", "tcdl", "tuichu", "SIGN OUT", " sign "] {
            assert!(
                labels(typed, EVERYTHING).contains(&"退出登录".to_owned()),
                "{typed}"
            );
        }
        assert!(labels("没有这样的", EVERYTHING).is_empty());
    }

    #[test]
    fn nobody_is_offered_what_is_not_open_to_them() {
        let clerk = Abilities {
            read_clients: true,
            ..Abilities::default()
        };
        let offered = labels("", clerk);
        assert!(offered.contains(&"客户档案".to_owned()));
        assert!(!offered.contains(&"新建档案".to_owned()));
        assert!(!offered.contains(&"组织与角色".to_owned()));
        assert!(!offered.contains(&"待准入".to_owned()));
    }
}
