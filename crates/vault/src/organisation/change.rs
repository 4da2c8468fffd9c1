//! Changes of units and roles: what one would come to, and stating it.

use std::collections::{BTreeMap, HashMap};

use bridge::{
    Failure, Reason,
    change::{ActsDifference, Change, Difference, MakeChange, PersonDifference},
};
use ledger::{
    entry::Author,
    id::{PersonId, RoleId, UnitId},
    rights::{Duty, Operation, Sections},
    roster::View,
    statement::{Cover, RosterStatement},
};

use super::{role, view::reads};
use crate::{
    Result,
    api::Api,
    draft::Draft,
    journals::{Ends, ends},
    platform::{Platform, uuid_v7},
    remote::Remote,
    session::Session,
    typed,
};

/// How many files units have.
type Counts = HashMap<UnitId, u64>;

/// What a change would come to, on the roster as I know it.
pub(crate) async fn preview<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    platform: &P,
    change: &Change,
) -> Result<Difference> {
    is_current(session.view(), change)?;
    let statement = statement(platform, change)?;
    let ends = ends(api).await?;
    let mut counts: Counts = ends
        .iter()
        .filter_map(|(unit, end)| Some((*unit, end.files?)))
        .collect();
    let mine = session.journals.units();
    counts.extend(mine.map(|(unit, journal)| (unit, journal.len() as u64)));
    let draft = stated(session, platform, statement, &ends)?;
    let before = draft.as_of(session.roster.len());
    Ok(difference(before, draft.view(), platform.now(), &counts))
}

/// States a change that was looked at.
pub(crate) async fn make<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &MakeChange,
) -> Result<()> {
    let statement = statement(platform, &request.change)?;
    let seen = &request.seen;
    // Judged anew on each roster that others' statements have brought: what is signed is what was seen.
    let agreed = |before: View<'_>, after: View<'_>| {
        is_current(before, &request.change)?;
        let now = difference(before, after, platform.now(), &Counts::new());
        match same(&now, seen) {
            true => Ok(()),
            false => Err(Reason::Outdated.into()),
        }
    };
    session.take_away(api, platform, &statement, &agreed).await
}

/// Whether two differences are the same but for the numbers of files, which go on growing.
fn same(one: &Difference, other: &Difference) -> bool {
    let plain = |people: &[PersonDifference]| -> Vec<PersonDifference> {
        let people = people.iter().cloned();
        people
            .map(|person| PersonDifference {
                files: None,
                ..person
            })
            .collect()
    };
    one.ends == other.ends
        && plain(&one.gains) == plain(&other.gains)
        && plain(&one.losses) == plain(&other.losses)
}

fn stated<'a, P: Platform>(
    session: &'a Session<P>,
    platform: &'a P,
    statement: RosterStatement,
    ends: &Ends,
) -> Result<Draft<'a, P>> {
    let me = &session.me;
    let author = Author::Person(me.person);
    let mut draft = Draft::new(
        platform,
        me.org,
        author,
        &me.signing,
        session.roster.clone(),
    );
    draft.state_with_ends(statement, ends)?;
    Ok(draft)
}

fn statement<P: Platform>(platform: &P, change: &Change) -> Result<RosterStatement> {
    let unit = |id: &str| id.parse::<UnitId>().map_err(unknown);
    let none = Vec::new();
    Ok(match change {
        Change::RenameUnit { unit: id, name } => {
            RosterStatement::RenameUnit(unit(id)?, typed::name("name", name)?)
        }
        Change::MoveUnit { unit: id, parent } => {
            RosterStatement::MoveUnit(unit(id)?, unit(parent)?, none)
        }
        Change::CloseUnit { unit: id } => RosterStatement::CloseUnit(unit(id)?, none),
        Change::AddRole(form) => {
            RosterStatement::DefineRole(role::role(RoleId(uuid_v7(platform)), form)?)
        }
        Change::ChangeRole { role: id, form, .. } => {
            let id = id.parse::<RoleId>().map_err(unknown)?;
            RosterStatement::ChangeRole(role::role(id, form)?, none)
        }
    })
}

/// Whether a role is still what it was when somebody opened it to change it.
fn is_current(view: View<'_>, change: &Change) -> Result<()> {
    let Change::ChangeRole { role, before, .. } = change else {
        return Ok(());
    };
    let id = role.parse::<RoleId>().map_err(unknown)?;
    let now = view.role(id).map(role::form);
    match now.as_ref() == Some(before) {
        true => Ok(()),
        false => Err(Reason::Outdated.into()),
    }
}

fn unknown<E>(_: E) -> Failure {
    Reason::NotFound.into()
}

/// What somebody holds by their posts, before any admission: whoever has not been admitted yet may be at any time.
#[derive(Default)]
struct Holding {
    does: BTreeMap<(Operation, UnitId), Sections>,
    duties: Vec<Duty>,
}

fn holding(view: View<'_>, person: PersonId, now: u64) -> Holding {
    let mut holding = Holding::default();
    if !view.is_active(person) {
        return holding;
    }
    let over = |post| {
        view.deputy(person, post)
            .is_some_and(|(_, until)| until <= now)
    };
    for post in view.posts_of(person).filter(|post| !over(*post)) {
        for operation in Operation::ALL {
            for Cover { unit, sections } in view.reached_by(post, operation) {
                let all = holding.does.entry((operation, unit)).or_default();
                *all = all.union(sections);
            }
        }
        let duties = view.role(post.role).map_or(&[][..], |role| &role.duties);
        holding.duties.extend(duties);
    }
    sorted::sort(&mut holding.duties);
    holding.duties.dedup();
    holding
}

/// What a change comes to, from one view to the next.
fn difference(before: View<'_>, after: View<'_>, now: u64, counts: &Counts) -> Difference {
    let mut difference = Difference::default();
    for person in after.people() {
        let [old, new] = [before, after].map(|view| holding(view, person.id, now));
        let told = |more: More| {
            let files = |cover: &Cover| counts.get(&cover.unit).copied();
            let acts = Operation::ALL.into_iter().zip(role::operations());
            let acts = acts.skip(1).filter_map(|(operation, name)| {
                let places = more.covers(after, operation);
                (!places.is_empty()).then(|| ActsDifference {
                    operation: name,
                    places: places.iter().map(|cover| reads(after, cover)).collect(),
                })
            });
            let acts: Vec<_> = acts.collect();
            let read = more.covers(after, Operation::View);
            let some = !read.is_empty() || !acts.is_empty() || !more.duties.is_empty();
            some.then(|| PersonDifference {
                person: person.id.to_string(),
                name: person.name.clone(),
                files: read.iter().map(files).sum(),
                reads: read.iter().map(|cover| reads(after, cover)).collect(),
                acts,
                duties: more.duties.iter().copied().map(role::duty).collect(),
            })
        };
        difference.gains.extend(told(More::of(&new, &old)));
        difference.losses.extend(told(More::of(&old, &new)));
    }
    let mut ended = after
        .units()
        .filter(|unit| before.is_open(unit.id) && !after.is_open(unit.id));
    difference.ends = ended.next().map(|unit| unit.name.clone());
    difference
}

/// What one holding has that another lacks.
struct More {
    does: BTreeMap<(Operation, UnitId), Sections>,
    duties: Vec<Duty>,
}

impl More {
    fn of(one: &Holding, than: &Holding) -> Self {
        let lacks = |place: &(Operation, UnitId)| than.does.get(place).copied().unwrap_or_default();
        let does = one.does.iter();
        let does = does
            .map(|(place, sections)| (*place, sections.without(lacks(place))))
            .filter(|(_, sections)| !sections.is_empty());
        let duties = one.duties.iter().copied();
        Self {
            does: sorted::map(does),
            duties: duties.filter(|duty| !than.duties.contains(duty)).collect(),
        }
    }

    /// Where of an operation, units in the order of definition.
    fn covers(&self, view: View<'_>, operation: Operation) -> Vec<Cover> {
        let cover = |unit: UnitId| {
            let sections = *self.does.get(&(operation, unit))?;
            Some(Cover { unit, sections })
        };
        view.units().filter_map(|unit| cover(unit.id)).collect()
    }
}
