//! Changes of units and roles: what one would come to, and stating it.

use std::collections::{BTreeMap, HashMap};

use bridge::{
    Failure, Reason,
    change::{Change, Difference, MakeChange, PersonDifference},
};
use ledger::{
    entry::Author,
    id::{PersonId, RoleId, UnitId},
    rights::{Duty, Sections},
    roster::View,
    statement::{Cover, RosterStatement},
};

use super::{role, view::reads as reads_view};
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
    plain(&one.gains) == plain(&other.gains) && plain(&one.losses) == plain(&other.losses)
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
        Change::ChangeRole { role: id, form } => {
            let id = id.parse::<RoleId>().map_err(unknown)?;
            RosterStatement::ChangeRole(role::role(id, form)?, none)
        }
    })
}

fn unknown<E>(_: E) -> Failure {
    Reason::NotFound.into()
}

/// What somebody holds by their posts, before any admission: whoever has not been admitted yet may be at any time.
#[derive(Default)]
struct Holding {
    reads: BTreeMap<UnitId, Sections>,
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
        for Cover { unit, sections } in view.entitlements(post) {
            let all = holding.reads.entry(unit).or_default();
            *all = all.union(sections);
        }
        let duties = view.role(post.role).map_or(&[][..], |role| &role.duties);
        holding.duties.extend(duties);
    }
    holding.duties.sort_unstable();
    holding.duties.dedup();
    holding
}

/// What a change comes to, from one view to the next.
fn difference(before: View<'_>, after: View<'_>, now: u64, counts: &Counts) -> Difference {
    let mut difference = Difference::default();
    for person in after.people() {
        let [old, new] = [before, after].map(|view| holding(view, person.id, now));
        let more = |of: &Holding, than: &Holding| {
            let reads: Vec<Cover> = after
                .units()
                .map(|unit| {
                    let [of, than] =
                        [of, than].map(|one| one.reads.get(&unit.id).copied().unwrap_or_default());
                    Cover {
                        unit: unit.id,
                        sections: of.without(than),
                    }
                })
                .filter(|cover| !cover.sections.is_empty())
                .collect();
            let duties: Vec<Duty> = of
                .duties
                .iter()
                .copied()
                .filter(|duty| !than.duties.contains(duty))
                .collect();
            let some = !reads.is_empty() || !duties.is_empty();
            some.then(|| PersonDifference {
                person: person.id.to_string(),
                name: person.name.clone(),
                files: reads
                    .iter()
                    .map(|cover| counts.get(&cover.unit).copied())
                    .sum(),
                reads: reads.iter().map(|cover| reads_view(after, cover)).collect(),
                duties: duties.into_iter().map(role::duty).collect(),
            })
        };
        difference.gains.extend(more(&new, &old));
        difference.losses.extend(more(&old, &new));
    }
    difference
}
