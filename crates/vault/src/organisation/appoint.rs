//! Appointing and admitting.

use bridge::{
    Failure, Reason,
    organisation::{MOST_ADMITTED, WaitingView},
};
use ledger::{
    id::{PersonId, RoleId, UnitId},
    roster::{View, Waiting},
    statement::{Post, RosterStatement},
};

use super::view::waiting;
use crate::{
    Result,
    api::Api,
    draft::Draft,
    keyring::Keyring,
    people::{Letting, MOST_BOXES},
    platform::Platform,
    remote::Remote,
    session::Session,
};

/// Gives a person a post. It counts once an archivist has admitted them.
pub(crate) async fn appoint<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    person: &str,
    unit: &str,
    role: &str,
) -> Result<()> {
    let (person, post) = parse(person, unit, role)?;
    session
        .state(api, platform, |draft, _, _| {
            draft.state(RosterStatement::Appoint(person, post))
        })
        .await
}

/// Admits people at their posts for what the archivist saw, which is all that the posts read: opens what has no key yet, states the admissions
/// and makes the boxes. As many as one request takes: the others go on waiting.
pub(crate) async fn admit<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    seen: &[WaitingView],
) -> Result<()> {
    if seen.is_empty() || seen.len() > MOST_ADMITTED {
        return Err(Reason::Fault.into());
    }
    let places = seen
        .iter()
        .map(|seen| parse(&seen.person, &seen.unit, &seen.role))
        .collect::<Result<Vec<_>>>()?;
    let me = session.me.person;
    session
        .state(api, platform, |draft, letting, keyring| {
            // Judged anew on each roster that others' statements have brought: a click admits what was seen when it was made.
            let now: Vec<WaitingView> = waiting(draft.view(), me).map(|(_, now)| now).collect();
            // Who may is judged by the ledger.
            let same = |seen: &WaitingView, now: &WaitingView| {
                let mine = seen.mine;
                *seen
                    == WaitingView {
                        mine,
                        ..now.clone()
                    }
            };
            if !seen
                .iter()
                .all(|seen| now.iter().any(|now| same(seen, now)))
            {
                return Err(Reason::Outdated.into());
            }
            for (number, (person, post)) in places.iter().enumerate() {
                let view = draft.view();
                // Whoever came in along with somebody before them costs nothing more.
                let covers = line(view, *person, *post).into_iter();
                let covers = covers.flat_map(|waiting| waiting.missing);
                let keys: usize = covers.map(|cover| cover.sections.iter().count()).sum();
                // What does not fit into one request goes on waiting.
                if number > 0 && letting.weight(view) + keys > MOST_BOXES {
                    break;
                }
                let_in(platform, draft, letting, keyring, *person, *post)?;
            }
            Ok(())
        })
        .await
}

/// Admits who waits at a post, with all that has to come before. Whoever is admitted there already is let in to new keys with everybody else,
/// and is not admitted again.
fn let_in<P: Platform>(
    platform: &P,
    draft: &mut Draft<'_, P>,
    letting: &mut Letting,
    keyring: &mut Keyring,
    person: PersonId,
    post: Post,
) -> Result<()> {
    letting.rotate(platform, draft, keyring)?;
    letting.open_units(platform, draft, keyring)?;
    letting.open_index(platform, draft, keyring)?;
    letting.widen(draft)?;
    letting.open_post(platform, draft, keyring, post)?;
    match line(draft.view(), person, post) {
        Some(waiting) => letting.admit(draft, person, post, waiting.missing),
        None => Ok(()),
    }
}

fn line(view: View<'_>, person: PersonId, post: Post) -> Option<Waiting> {
    let mut waiting = view.waiting().into_iter();
    waiting.find(|waiting| waiting.person == person && waiting.post == post)
}

fn parse(person: &str, unit: &str, role: &str) -> Result<(PersonId, Post)> {
    let person = person.parse().map_err(|_| Reason::NotFound)?;
    Ok((person, post(unit, role)?))
}

pub(super) fn post(unit: &str, role: &str) -> Result<Post> {
    let unknown = |_| Failure::from(Reason::NotFound);
    Ok(Post {
        unit: unit.parse::<UnitId>().map_err(unknown)?,
        role: role.parse::<RoleId>().map_err(unknown)?,
    })
}

#[cfg(test)]
mod tests;
