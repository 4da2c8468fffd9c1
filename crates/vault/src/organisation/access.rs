//! 谁能看, answered from the verified roster and my own journals: no server is asked.

use bridge::{
    Failure, Reason,
    access::{About, Access, AccessLine, GetAccess},
};
use dossier::{client::Kind, order};
use ledger::{
    id::{FileId, PersonId, UnitId},
    rights::{Section, Sections},
    roster::{Reading, View},
};

use crate::{Result, platform::Platform, session::Session};

/// Who may open what.
pub(crate) fn access<P: Platform>(
    session: &Session<P>,
    platform: &P,
    request: &GetAccess,
) -> Result<Access> {
    let at = request.at.unwrap_or_else(|| platform.now());
    // Whatever is asked about has to be known today: else it is another organisation's, or a mistake.
    let today = session.view();
    let about = match &request.about {
        About::File(id) => {
            let file = id.parse::<FileId>().map_err(unknown)?;
            let (unit, ..) = session.journals.file(file).ok_or(Reason::NotFound)?;
            Known::File(unit, file)
        }
        About::Unit(id) => {
            let unit = id.parse::<UnitId>().map_err(unknown)?;
            today.unit(unit).ok_or(Reason::NotFound)?;
            Known::Unit(unit)
        }
        About::Person(id) => {
            let person = id.parse::<PersonId>().map_err(unknown)?;
            today.person(person).ok_or(Reason::NotFound)?;
            Known::Person(person)
        }
    };
    let Some(view) = session.roster.as_of(at) else {
        return Ok(Access {
            at,
            statements: 0,
            lines: Vec::new(),
        });
    };
    Ok(Access {
        at,
        statements: view.moment().seen,
        lines: lines(session, view, about),
    })
}

fn unknown<E>(_: E) -> Failure {
    Reason::NotFound.into()
}

/// What is asked about, once it is known.
#[derive(Clone, Copy)]
enum Known {
    File(UnitId, FileId),
    Unit(UnitId),
    Person(PersonId),
}

fn lines<P: Platform>(session: &Session<P>, view: View<'_>, about: Known) -> Vec<AccessLine> {
    let roster = &session.roster;
    match about {
        Known::Person(person) => {
            let mut readings = roster.readings(view, person);
            let units: Vec<UnitId> = view.units().map(|unit| unit.id).collect();
            let place = |reading: &Reading| units.iter().position(|unit| *unit == reading.unit);
            sorted::by_key(&mut readings, |reading| (place(reading), reading.since));
            let count = |unit| files(session, unit, view.moment().at);
            readings
                .iter()
                .filter_map(|reading| line(view, reading, count(reading.unit)))
                .collect()
        }
        Known::Unit(unit) => by_name(view, roster.readers(view, unit)),
        Known::File(unit, file) => {
            let Some((_, journal, _)) = session.journals.file(file) else {
                return Vec::new();
            };
            let record = journal.journal.file(file);
            let Some(record) = record.filter(|record| record.created_at <= view.moment().at) else {
                return Vec::new();
            };
            let written = record.sections().map(|(section, _)| section);
            let written = written.fold(Sections::NONE, Sections::with);
            let mut readings = roster.readers(view, unit);
            for reading in &mut readings {
                reading.sections = reading.sections.intersection(written);
                // Nobody could open it before it was there.
                reading.since.at = reading.since.at.max(record.created_at);
            }
            readings.retain(|reading| !reading.sections.is_empty());
            by_name(view, readings)
        }
    }
}

fn by_name(view: View<'_>, readings: Vec<Reading>) -> Vec<AccessLine> {
    let lines = readings.iter();
    let keyed = lines.filter_map(|reading| {
        let line = line(view, reading, None)?;
        Some((order::key(Kind::Person, &line.name), line))
    });
    let mut keyed: Vec<_> = keyed.collect();
    sorted::by(&mut keyed, |(left, one), (right, other)| {
        left.cmp(right).then(one.since.cmp(&other.since))
    });
    keyed.into_iter().map(|(_, line)| line).collect()
}

fn line(view: View<'_>, reading: &Reading, files: Option<u64>) -> Option<AccessLine> {
    let Reading {
        person,
        post,
        unit,
        sections,
        since,
        until,
    } = *reading;
    let deputy = view.deputy(person, post);
    Some(AccessLine {
        name: view.person(person)?.name.clone(),
        unit: view.unit(unit)?.name.clone(),
        files,
        sections: sections.iter().map(Section::number).collect(),
        post_unit: view.unit(post.unit)?.name.clone(),
        post_role: view.role(post.role)?.name.clone(),
        stands_in_for: deputy
            .and_then(|(absent, _)| view.person(absent))
            .map(|person| person.name.clone()),
        since: since.at,
        statement: since.seen,
        until: until.map(|until| until.at),
    })
}

/// How many files a unit had at a moment, by its journal; none where I have not got it.
fn files<P: Platform>(session: &Session<P>, unit: UnitId, at: u64) -> Option<u64> {
    let journal = session.journals.unit(unit)?;
    let files = journal.journal.files();
    Some(files.filter(|(_, record)| record.created_at <= at).count() as u64)
}
