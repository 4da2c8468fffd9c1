//! What waits for me: each line says what it is and leads to where it is done.

use bridge::{
    client::DraftLine,
    organisation::{InvitationStatus, OrganisationView, Standing},
};
use leptos::prelude::*;

use super::{
    Room,
    missing::{archivists, headless},
};
use crate::{
    i18n::{Lang, Text, t, workbench as words},
    kit::{
        badge::Tone,
        icon::{Glyph, Icon},
    },
    piece::{IntoPiece, Piece, live},
    platform::clock,
    state::{AppState, Editing},
};

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Due {
    text: String,
    to: String,
    tone: Tone,
    /// What is opened there.
    editing: Option<Editing>,
}

impl Due {
    fn new(text: Text, lang: Lang, to: &'static str, tone: Tone) -> Self {
        Self {
            text: text.at(lang).to_owned(),
            to: to.to_owned(),
            tone,
            editing: None,
        }
    }
}

const PEOPLE: &str = "/organisation?tab=people";
const INVITATIONS: &str = "/organisation?tab=invitations";
const ADMISSIONS: &str = "/organisation?tab=waiting";

/// The list, or a word that there is nothing; neither where nothing waits but what was explained, which stands below.
pub(crate) fn due(room: Room) -> Piece {
    let all = Memo::new(move |_| everything(room));
    let told = move || room.told.with(|told| !told.explanations.is_empty());
    view! {
        <section class="todo" aria-labelledby="due" hidden=move || all.with(Vec::is_empty) && told()>
            <h2 id="due">{t(words::DUE)}</h2>
            {live(move || {
                if all.with(Vec::is_empty) {
                    return view! {
                        <p class="todo-none">
                            <Glyph icon=Icon::Check />
                            {t(words::NOTHING_DUE)}
                        </p>
                    }
                        .late();
                }
                view! { <ul>{all.get().into_iter().map(|due| line(room.app, due)).collect_view()}</ul> }.late()
            })}
        </section>
    }
    .late()
}

fn line(app: AppState, due: Due) -> Piece {
    let icon = match due.tone {
        _ if due.editing.is_some() => Icon::Pen,
        Tone::Bad => Icon::Alert,
        Tone::Wait => Icon::Clock,
        _ => Icon::Plus,
    };
    view! {
        <li>
            <a
                href=due.to
                data-tone=due.tone.name()
                on:click=move |_| {
                    if let Some(editing) = due.editing.clone() {
                        app.editing.set(Some(editing));
                    }
                }
            >
                <Glyph icon=icon />
                <span>{due.text}</span>
                <Glyph icon=Icon::Onward />
            </a>
        </li>
    }
    .late()
}

fn everything(room: Room) -> Vec<Due> {
    let lang = room.app.lang.get();
    let may = room.abilities.get();
    let mut all: Vec<Due> = room
        .drafts
        .with(|drafts| drafts.iter().map(|draft| of_draft(draft, lang)).collect());
    all.extend(room.organisation.with(|view| {
        view.as_ref()
            .map(|view| of_organisation(view, may.administer, may.admit, lang))
            .unwrap_or_default()
    }));
    let none_yet = room
        .clients
        .with(|list| list.as_ref().is_some_and(|list| list.total == 0));
    if none_yet && may.create_clients {
        all.push(Due::new(words::FIRST_FILE, lang, "/clients", Tone::Link));
    }
    all
}

/// What was typed on this device and not saved.
fn of_draft(draft: &DraftLine, lang: Lang) -> Due {
    let name = match draft.name.trim() {
        "" => words::NAMELESS.at(lang),
        name => name,
    };
    let at = clock::moment(draft.at);
    let (text, to, editing) = match &draft.file {
        None => (words::DRAFT_NEW, "/clients".to_owned(), Editing::New),
        Some(file) => (
            words::DRAFT_EDIT,
            format!("/clients/{file}"),
            Editing::File(file.clone()),
        ),
    };
    Due {
        text: text.with(lang, &[name, &at]),
        to,
        tone: Tone::Link,
        editing: Some(editing),
    }
}

/// What waits for who administers, and for who admits.
fn of_organisation(view: &OrganisationView, administer: bool, admit: bool, lang: Lang) -> Vec<Due> {
    let mut all = Vec::new();
    let mut add = |names: &[&str], one: Text, many: Text, to: &str| {
        let text = match names {
            [] => return,
            [name] => one.with(lang, &[name]),
            more => many.with(lang, &[&more.len().to_string()]),
        };
        all.push(Due {
            text,
            to: to.to_owned(),
            tone: Tone::Wait,
            editing: None,
        });
    };
    if administer {
        let answered = |renewal: bool| -> Vec<&str> {
            view.invitations
                .iter()
                .filter(|line| line.status == InvitationStatus::Answered)
                .filter(|line| line.renews.is_some() == renewal)
                .map(|line| line.name.as_deref().unwrap_or(&line.note))
                .collect()
        };
        let (answered, renewed) = (answered(false), answered(true));
        add(&answered, words::ANSWERED_ONE, words::ANSWERED, INVITATIONS);
        add(&renewed, words::RENEWED_ONE, words::RENEWED, INVITATIONS);
        let idle: Vec<&str> = view
            .people
            .iter()
            .filter(|person| person.posts.is_empty() && person.standing == Standing::Active)
            .map(|person| person.name.as_str())
            .collect();
        add(&idle, words::NO_POST_ONE, words::NO_POST, PEOPLE);
    }
    if admit {
        let waiting: Vec<&str> = view
            .waiting
            .iter()
            .filter(|line| line.mine)
            .map(|line| {
                let person = view.people.iter().find(|person| person.id == line.person);
                person.map_or("", |person| person.name.as_str())
            })
            .collect();
        add(&waiting, words::WAITING_ONE, words::WAITING, ADMISSIONS);
    }
    if let Some(release) = view.release.as_ref().filter(|one| one.may_agree) {
        let text = words::RELEASE.with(lang, &[&release.by]);
        all.push(Due {
            text,
            to: "/settings".to_owned(),
            tone: Tone::Wait,
            editing: None,
        });
    }
    if administer {
        let forged = view
            .invitations
            .iter()
            .any(|line| line.status == InvitationStatus::Forged);
        if forged {
            all.insert(0, Due::new(words::FORGED, lang, INVITATIONS, Tone::Bad));
        }
        if view.people.len() == 1 && view.invitations.is_empty() {
            all.push(Due::new(words::INVITE_FIRST, lang, INVITATIONS, Tone::Link));
        } else if archivists(view) == 1 {
            all.push(Due::new(words::ONE_ARCHIVIST, lang, PEOPLE, Tone::Wait));
        } else {
            let headless = headless(view);
            let text = match &headless[..] {
                [] => None,
                [unit] => Some(words::NO_HEAD_ONE.with(lang, &[unit])),
                more => Some(words::NO_HEAD.with(lang, &[&more.len().to_string(), more[0]])),
            };
            all.extend(text.map(|text| Due {
                text,
                to: PEOPLE.to_owned(),
                tone: Tone::Wait,
                editing: None,
            }));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use bridge::change::{Duty, Matrix};
    use bridge::organisation::{InvitationLine, PersonView, PostView, RoleView};

    use super::*;

    fn role(id: &str, archive: bool) -> RoleView {
        RoleView {
            id: id.to_owned(),
            name: id.to_owned(),
            rights: Matrix::default(),
            duties: archive.then_some(Duty::Archive).into_iter().collect(),
        }
    }

    fn person(name: &str, posts: &[(&str, bool)]) -> PersonView {
        let posts = posts.iter().map(|(role, admitted)| PostView {
            unit: String::new(),
            role: (*role).to_owned(),
            admitted: *admitted,
            deputy: None,
        });
        PersonView {
            id: name.to_owned(),
            name: name.to_owned(),
            sign_in_name: name.to_owned(),
            fingerprint: bridge::Fingerprint::default(),
            posts: posts.collect(),
            standing: Standing::Active,
        }
    }

    fn invitation(status: InvitationStatus, name: Option<&str>) -> InvitationLine {
        InvitationLine {
            id: String::new(),
            renews: None,
            note: "新同事".to_owned(),
            status,
            expires: 0,
            name: name.map(str::to_owned),
            sign_in_name: None,
        }
    }

    fn view(people: Vec<PersonView>, invitations: Vec<InvitationLine>) -> OrganisationView {
        OrganisationView {
            fingerprint: bridge::Fingerprint::default(),
            statements: 1,
            units: Vec::new(),
            roles: vec![role("archivist", true), role("clerk", false)],
            people,
            waiting: Vec::new(),
            delegated: vec![],
            stale: 0,
            to_reseal: 0,
            index_epoch: 1,
            suite: bridge::organisation::Suite::Aes256Gcm,
            invitations,
            release: None,
        }
    }

    fn says(view: &OrganisationView) -> Vec<String> {
        of_organisation(view, true, true, Lang::Chinese)
            .into_iter()
            .map(|due| due.text)
            .collect()
    }

    #[test]
    fn one_is_named_and_several_are_counted() {
        let both = [("archivist", true)];
        let people = vec![person("王敏", &both), person("周凯", &both)];
        let answered = |name| invitation(InvitationStatus::Answered, Some(name));
        assert_eq!(
            says(&view(people.clone(), vec![answered("李强")])),
            ["李强已经加入，等你确认"]
        );
        assert_eq!(
            says(&view(people, vec![answered("李强"), answered("赵静")])),
            ["2 人已经加入，等你确认"]
        );
    }

    #[test]
    fn a_forged_answer_comes_first() {
        let people = vec![person("王敏", &[("archivist", true)]), person("李强", &[])];
        let forged = invitation(InvitationStatus::Forged, None);
        let said = says(&view(people, vec![forged]));
        assert_eq!(said.len(), 3);
        assert!(said[0].contains("伪造"));
        assert_eq!(said[1], "李强还没有岗位");
        assert!(said[2].contains("只有一名档案管理员"));
    }

    #[test]
    fn a_founder_alone_is_told_to_invite_and_nothing_else() {
        let alone = vec![person("王敏", &[("archivist", true)])];
        assert_eq!(says(&view(alone, Vec::new())), ["邀请第一位同事"]);
    }

    #[test]
    fn two_archivists_are_enough_once_both_are_admitted() {
        let people = |admitted| {
            vec![
                person("王敏", &[("archivist", true)]),
                person("周凯", &[("archivist", admitted)]),
            ]
        };
        assert!(says(&view(people(true), Vec::new())).is_empty());
        assert_eq!(says(&view(people(false), Vec::new())).len(), 1);
    }
}
