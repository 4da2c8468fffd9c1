//! 谁能看, asked of a unit or of a person, for now or for a date; to be kept as a table.

use bridge::access::{About, Access, AccessLine, GetAccess};
use dossier::date;
use leptos::prelude::*;

use super::{
    Room, names,
    review::{SECTIONS, section_names},
};
use crate::{
    i18n::{Lang, Text, access as words, list, organisation, t},
    kit::{
        badge::Tone,
        button::Button,
        field::{Field, Kind},
        notice::{FailureNotice, Notice},
        select::Select,
        skeleton::Skeleton,
        table::Table,
    },
    pages::access as kit,
    piece::{IntoPiece, Piece, live},
    platform::{clock, download, effect::effect},
};

const UNIT: &str = "unit";
const PERSON: &str = "person";

/// Stands for any section.
const ANY: &str = "any";

const OF_UNIT: [Text; 5] = [
    organisation::PERSON,
    words::WHAT,
    words::BY,
    words::SINCE,
    words::UNTIL,
];

const OF_PERSON: [Text; 6] = [
    organisation::APPOINT_UNIT,
    words::WHAT,
    words::BY,
    words::SINCE,
    words::UNTIL,
    words::FILES,
];

/// What is asked, as it stands in the fields.
#[derive(Clone, Copy)]
struct Asked {
    about: RwSignal<String>,
    unit: RwSignal<String>,
    person: RwSignal<String>,
    /// A section's number, or [`ANY`].
    section: RwSignal<String>,
    date: RwSignal<String>,
}

impl Asked {
    fn is_of_person(self) -> bool {
        self.about.with(|about| about == PERSON)
    }

    /// The question; none while the date makes no sense or nothing is chosen.
    fn request(self) -> Option<GetAccess> {
        let (id, about): (_, fn(String) -> About) = match self.is_of_person() {
            true => (self.person, About::Person),
            false => (self.unit, About::Unit),
        };
        let id = id.get();
        let at = match self.date.with(|typed| day(typed)) {
            Ok(at) => at,
            Err(()) => return None,
        };
        (!id.is_empty()).then(|| GetAccess {
            about: about(id),
            at,
        })
    }

    fn shows(self, line: &AccessLine) -> bool {
        let section = self.section.with(|section| section.parse::<u8>().ok());
        section.is_none_or(|section| self.is_of_person() || line.sections.contains(&section))
    }
}

/// The end of a day that was typed; none for now.
fn day(typed: &str) -> Result<Option<u64>, ()> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    date::parse(typed).map(clock::end_of).map(Some).ok_or(())
}

/// The tab.
pub(crate) fn access(room: Room) -> Piece {
    let app = room.app;
    let first = room.read(|view| view.units.first().map(|unit| unit.id.clone()));
    let asked = Asked {
        about: RwSignal::new(UNIT.to_owned()),
        unit: RwSignal::new(first.unwrap_or_default()),
        person: RwSignal::new(room.me()),
        section: RwSignal::new(ANY.to_owned()),
        date: RwSignal::new(String::new()),
    };
    let wanted = RwSignal::new(None);
    let answer = RwSignal::new(None);
    effect(move || {
        let Some(request) = asked.request() else {
            return;
        };
        // Whatever was signed meanwhile.
        room.view.track();
        wanted.set(Some(request.clone()));
        app.ask(request.clone(), move |told| {
            // Of several questions the last one counts, and the tab may be left by then.
            let last = |wanted: &Option<GetAccess>| wanted.as_ref() == Some(&request);
            if wanted.try_with_untracked(last) == Some(true) {
                answer.set(Some((request.about, told)));
            }
        });
    });
    view! {
        {form(room, asked)}
        {live(move || match answer.get() {
            None => view! { <Skeleton lines=6 /> }.late(),
            Some((_, Err(failure))) => view! { <FailureNotice failure=Signal::stored(Some(failure)) /> }.late(),
            Some((about, Ok(access))) => told(room, asked, &about, access),
        })}
    }
    .late()
}

fn form(room: Room, asked: Asked) -> Piece {
    let lang = room.app.lang;
    let abouts = Signal::derive(move || {
        [(UNIT, words::OF_UNIT), (PERSON, words::OF_PERSON)]
            .map(|(key, text)| (key.to_owned(), text.at(lang.get()).to_owned()))
            .to_vec()
    });
    let units = Signal::derive(move || {
        let path = |view: &bridge::organisation::OrganisationView| {
            let units = view.units.iter();
            units
                .map(|unit| (unit.id.clone(), names::unit_path(view, &unit.id)))
                .collect()
        };
        room.read(path)
    });
    let people = Signal::derive(move || {
        room.read(|view| {
            let people = view.people.iter();
            people
                .map(|one| {
                    let label = format!("{}（{}）", one.name, one.sign_in_name);
                    (one.id.clone(), label)
                })
                .collect()
        })
    });
    let sections = Signal::derive(move || {
        let lang = lang.get();
        let any = [(ANY.to_owned(), words::ANY.at(lang).to_owned())];
        let sections = SECTIONS.iter().zip(1_u8..);
        let sections =
            sections.map(|(text, number)| (number.to_string(), text.at(lang).to_owned()));
        any.into_iter().chain(sections).collect::<Vec<_>>()
    });
    let wrong = Signal::derive(move || {
        let wrong = asked.date.with(|typed| day(typed).is_err());
        wrong.then(|| list::DATE_WRONG.at(lang.get()).to_owned())
    });
    view! {
        <div class="asking" role="group" aria-label=t(words::TITLE)>
            <Select name="access-about" label=t(words::ABOUT) value=asked.about options=abouts />
            {live(move || match asked.is_of_person() {
                true => view! { <Select name="access-person" label=t(words::WHO) value=asked.person options=people /> }.late(),
                false => {
                    view! {
                        <Select name="access-unit" label=t(organisation::APPOINT_UNIT) value=asked.unit options=units />
                        <Select name="access-section" label=t(words::WHAT) value=asked.section options=sections />
                    }
                        .late()
                }
            })}
            <Field
                name="access-date"
                label=t(words::DATE)
                value=asked.date
                kind=Kind::Figures
                optional=true
                hint=t(words::DATE_HINT)
                error=wrong
            />
        </div>
    }
    .late()
}

fn told(room: Room, asked: Asked, about: &About, access: Access) -> Piece {
    let lang = room.app.lang;
    let is_of_person = matches!(about, About::Person(_));
    let heads: &'static [Text] = match is_of_person {
        true => &OF_PERSON,
        false => &OF_UNIT,
    };
    let access = StoredValue::new(access);
    let note = access.with_value(kit::note);
    let at = access.with_value(|access| clock::moment(access.at));
    let rows = Memo::new(move |_| {
        let lang = lang.get();
        access.with_value(|access| {
            let lines = access.lines.iter().filter(|line| asked.shows(line));
            lines
                .map(|line| row(line, is_of_person, lang))
                .collect::<Vec<_>>()
        })
    });
    let nothing = match (access.with_value(|access| access.statements), is_of_person) {
        (0, _) => words::NOT_YET,
        (_, true) => words::NOTHING,
        (_, false) => words::NOBODY,
    };
    let export = move || {
        let lang = lang.get_untracked();
        let heads: Vec<String> = heads.iter().map(|head| head.at(lang).to_owned()).collect();
        let title = words::TITLE.at(lang);
        let statements = access.with_value(|access| access.statements.to_string());
        let of = room.read(|view| view.fingerprint.digits.clone());
        let top = [
            vec![
                title.to_owned(),
                subject(room, asked, is_of_person),
                at.clone(),
            ],
            vec![words::NOTE.with(lang, &[&statements]), of],
            heads,
        ];
        let rows = rows.get_untracked();
        let all = top.iter().chain(&rows).map(Vec::as_slice);
        let name = format!("{title} {}.csv", clock::today_text());
        if download::save_text(&name, &kit::text(all)).is_err() {
            let failed = crate::i18n::common::COPY_FAILED;
            room.app.toast(Tone::Bad, room.app.now(failed).to_owned());
        }
    };
    view! {
        {live(move || {
            let rows = rows.get();
            if rows.is_empty() {
                return view! { <Notice text=t(nothing) /> }.late();
            }
            let drawn = rows.into_iter().map(|cells| {
                let mut cells = cells.into_iter();
                let first = cells.next();
                let rest = cells.zip(heads.iter().skip(1));
                // On a phone there is no row of heads.
                let rest = rest.map(|(cell, head)| view! { <td data-head=t(*head)>{cell}</td> });
                view! {
                    <tr>
                        <th scope="row">{first}</th>
                        {rest.collect_view()}
                    </tr>
                }
            });
            let drawn = drawn.collect_view();
            view! {
                <Table label=t(words::TITLE) heads=heads>
                    {drawn.late()}
                </Table>
            }
                .late()
        })}
        <div class="after">
            <Button label=t(words::EXPORT) press=Callback::new(move |()| export()) />
            {note}
        </div>
    }
    .late()
}

/// Whom or what it is about, by name.
fn subject(room: Room, asked: Asked, is_of_person: bool) -> String {
    untrack(|| {
        room.read(|view| match is_of_person {
            true => asked.person.with(|id| names::person_name(view, id)),
            false => asked.unit.with(|id| names::unit_name(view, id)),
        })
    })
}

fn row(line: &AccessLine, is_of_person: bool, lang: Lang) -> Vec<String> {
    let first = match is_of_person {
        true => &line.unit,
        false => &line.name,
    };
    let mut cells = vec![
        first.clone(),
        section_names(&line.sections, lang),
        kit::post(line, lang),
        clock::moment(line.since),
        kit::until(line),
    ];
    if is_of_person {
        cells.push(
            line.files
                .map_or_else(|| "—".to_owned(), |files| files.to_string()),
        );
    }
    cells
}
