//! The organisation as the page shows it.

use bridge::organisation::{
    DeputyView, OrganisationView, PersonView, PostView, ReadsView, RoleView, Standing, UnitKind,
    UnitView, WaitingView,
};
use ledger::{
    id::PersonId,
    rights::{Duty, Section},
    roster::{Standing as LedgerStanding, View, Waiting},
    statement::{Cover, KeyName, Post, Role, UnitKind as LedgerKind},
};

use super::{invite, role, settings, suite};
use crate::{
    Result, api::Api, clients, fingerprint::fingerprint, platform::Platform, remote::Remote,
    session::Session,
};

/// Describes units, roles, people, and what waits; with my invitations, if I invite.
pub(crate) async fn organisation<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
) -> Result<OrganisationView> {
    session.invitations = if session.has_duty(Duty::System) {
        invite::lines(session, api).await?
    } else {
        Vec::new()
    };
    Ok(known(session))
}

/// The organisation after a change that the server has taken: it is a success, whatever becomes of the question for invitations. They are then
/// shown as they were known; the page looks again by itself.
pub(crate) async fn changed<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
) -> OrganisationView {
    match organisation(session, api).await {
        Ok(view) => view,
        Err(_) => known(session),
    }
}

fn known<P: Platform>(session: &Session<P>) -> OrganisationView {
    let view = session.view();
    OrganisationView {
        fingerprint: fingerprint(session.pins.genesis),
        statements: session.roster.len(),
        units: units(view),
        roles: view.roles().map(described).collect(),
        people: people(view),
        waiting: waiting(view, session.me.person)
            .map(|(_, seen)| seen)
            .collect(),
        delegated: view
            .delegated()
            .map(|post| (post.unit.to_string(), post.role.to_string()))
            .collect(),
        stale: u32::try_from(view.stale().len()).unwrap_or(u32::MAX),
        to_reseal: u32::try_from(clients::reseal::left(session, clients::Due::All))
            .unwrap_or(u32::MAX),
        index_epoch: view
            .epoch(&KeyName::Index)
            .map_or(0, |opening| opening.epoch),
        suite: suite::suite(view.policy().suite),
        invitations: session.invitations.clone(),
        release: settings::release(session),
    }
}

fn units(view: View<'_>) -> Vec<UnitView> {
    let mut units = Vec::new();
    let mut stack: Vec<_> = view.root().map(|root| (root, 0)).into_iter().collect();
    while let Some((unit, depth)) = stack.pop() {
        units.push(UnitView {
            id: unit.id.to_string(),
            parent: unit.parent.map(|parent| parent.to_string()),
            name: unit.name.clone(),
            kind: match unit.kind {
                LedgerKind::Company => UnitKind::Company,
                LedgerKind::Department => UnitKind::Department,
                LedgerKind::Group => UnitKind::Group,
            },
            depth,
            closed: !view.is_open(unit.id),
        });
        let mut children: Vec<_> = view
            .children(unit.id)
            .map(|child| (child, depth + 1))
            .collect();
        children.reverse();
        stack.append(&mut children);
    }
    units
}

fn described(one: &Role) -> RoleView {
    RoleView {
        id: one.id.to_string(),
        name: one.name.clone(),
        rights: role::matrix(one),
        duties: one.duties.iter().copied().map(role::duty).collect(),
    }
}

fn people(view: View<'_>) -> Vec<PersonView> {
    view.people()
        .map(|person| PersonView {
            id: person.id.to_string(),
            name: person.name.clone(),
            sign_in_name: person.sign_in_name.clone(),
            fingerprint: fingerprint(person.keys.fingerprint()),
            posts: view
                .posts_of(person.id)
                .map(|post| PostView {
                    unit: post.unit.to_string(),
                    role: post.role.to_string(),
                    admitted: view.is_admitted(person.id, post),
                    deputy: deputy(view, person.id, post),
                })
                .collect(),
            standing: match view.standing(person.id) {
                Some(LedgerStanding::Suspended) => Standing::Suspended,
                Some(LedgerStanding::Retired) => Standing::Gone,
                Some(LedgerStanding::Active) | None => Standing::Active,
            },
        })
        .collect()
}

fn deputy(view: View<'_>, person: PersonId, post: Post) -> Option<DeputyView> {
    let (absent, until) = view.deputy(person, post)?;
    Some(DeputyView {
        absent: view.person(absent)?.name.clone(),
        until,
    })
}

/// Who waits, as the archivist sees it.
pub(super) fn waiting(
    view: View<'_>,
    me: PersonId,
) -> impl Iterator<Item = (Waiting, WaitingView)> {
    view.waiting().into_iter().map(move |waiting| {
        let seen = WaitingView {
            person: waiting.person.to_string(),
            fingerprint: view
                .person(waiting.person)
                .map(|person| fingerprint(person.keys.fingerprint()))
                .unwrap_or_default(),
            rekeyed: view.was_rekeyed(waiting.person),
            unit: waiting.post.unit.to_string(),
            role: waiting.post.role.to_string(),
            mine: view.may_admit(me, &waiting),
            reads: waiting
                .missing
                .iter()
                .map(|cover| reads(view, cover))
                .collect(),
        };
        (waiting, seen)
    })
}

pub(super) fn reads(view: View<'_>, cover: &Cover) -> ReadsView {
    ReadsView {
        unit: cover.unit.to_string(),
        name: view
            .unit(cover.unit)
            .map(|unit| unit.name.clone())
            .unwrap_or_default(),
        sections: cover.sections.iter().map(Section::number).collect(),
    }
}
