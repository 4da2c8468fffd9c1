//! From ids to names.

use bridge::organisation::{OrganisationView, PostView, UnitKind};

use crate::i18n::{Lang, Text, organisation as words, shipped};

pub(crate) fn unit_name(view: &OrganisationView, id: &str) -> String {
    view.units
        .iter()
        .find(|unit| unit.id == id)
        .map(|unit| unit.name.clone())
        .unwrap_or_default()
}

pub(crate) fn role_name(view: &OrganisationView, id: &str, lang: Lang) -> String {
    view.roles
        .iter()
        .find(|role| role.id == id)
        .map(|role| shipped::role(&role.name, lang).to_owned())
        .unwrap_or_default()
}

pub(crate) fn person_name(view: &OrganisationView, id: &str) -> String {
    view.people
        .iter()
        .find(|person| person.id == id)
        .map(|person| person.name.clone())
        .unwrap_or_default()
}

/// "unit · role".
pub(crate) fn post_name(view: &OrganisationView, unit: &str, role: &str, lang: Lang) -> String {
    words::POST.with(
        lang,
        &[&unit_name(view, unit), &role_name(view, role, lang)],
    )
}

/// Everybody's id and name at a unit, once for each post there.
pub(crate) fn at_unit(view: &OrganisationView, unit: &str) -> Vec<(String, String, PostView)> {
    let mut found = Vec::new();
    for person in &view.people {
        for post in person.posts.iter().filter(|post| post.unit == unit) {
            found.push((person.id.clone(), person.name.clone(), post.clone()));
        }
    }
    found
}

pub(crate) fn kind_name(kind: UnitKind) -> Text {
    match kind {
        UnitKind::Company => words::COMPANY,
        UnitKind::Department => words::DEPARTMENT,
        UnitKind::Group => words::GROUP,
    }
}

/// A unit's name with those above it, the company left out.
pub(crate) fn unit_path(view: &OrganisationView, id: &str) -> String {
    let mut names = Vec::new();
    let mut at = view.units.iter().find(|unit| unit.id == id);
    // The depth bounds the way up, whatever the parents say.
    while let Some(unit) = at {
        names.push(unit.name.as_str());
        at = unit
            .parent
            .as_deref()
            .filter(|_| names.len() < 64)
            .and_then(|parent| view.units.iter().find(|one| one.id == parent));
    }
    if names.len() > 1 {
        names.pop();
    }
    names.reverse();
    names.join(" / ")
}
