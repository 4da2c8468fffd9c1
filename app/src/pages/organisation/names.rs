//! From ids to names.

use bridge::change::Duty;
use bridge::organisation::{OrganisationView, PostView, ReadsView, UnitKind};

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

/// The posts of heads that somebody holds, or that people are admitted by, as unit and role.
pub(crate) fn heads(view: &OrganisationView) -> Vec<(String, String)> {
    let is_head = |role: &str| {
        view.roles
            .iter()
            .any(|one| one.id == role && one.duties.contains(&Duty::Head))
    };
    let held = view.people.iter().flat_map(|person| &person.posts);
    let held = held
        .filter(|post| is_head(&post.role))
        .map(|post| (post.unit.clone(), post.role.clone()));
    let all = sorted::set(held.chain(view.delegated.iter().cloned()));
    all.into_iter().collect()
}

/// Whether a role's posts may have a deputy: those of heads and archivists.
pub(crate) fn may_have_deputy(view: &OrganisationView, role: &str) -> bool {
    let mut roles = view.roles.iter();
    roles.any(|one| {
        one.id == role && (one.duties.contains(&Duty::Head) || one.duties.contains(&Duty::Archive))
    })
}

/// The names of units that somebody could read. The company's name would say all of it: where units below are left out, it is said to
/// be the company's own level alone.
pub(crate) fn read_units(view: &OrganisationView, reads: &[ReadsView], lang: Lang) -> Vec<String> {
    let all = view
        .units
        .iter()
        .all(|unit| reads.iter().any(|read| read.unit == unit.id));
    let company = view
        .units
        .iter()
        .find(|unit| unit.kind == UnitKind::Company)
        .map(|unit| unit.id.as_str());
    reads
        .iter()
        .map(|read| {
            if !all && company == Some(read.unit.as_str()) {
                words::WAITING_OWN_LEVEL.with(lang, &[&read.name])
            } else {
                read.name.clone()
            }
        })
        .collect()
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

#[cfg(test)]
mod tests {
    use bridge::organisation::UnitView;

    use super::*;

    #[test]
    fn the_companys_own_level_is_not_taken_for_the_whole_company() {
        let unit = |id: &str, kind| UnitView {
            id: id.to_owned(),
            parent: None,
            name: id.to_owned(),
            kind,
            depth: 0,
            closed: false,
        };
        let view = OrganisationView {
            fingerprint: bridge::Fingerprint::default(),
            statements: 0,
            units: vec![
                unit("晨光商贸", UnitKind::Company),
                unit("销售部", UnitKind::Department),
            ],
            roles: Vec::new(),
            people: Vec::new(),
            waiting: Vec::new(),
            delegated: vec![],
            stale: 0,
            to_reseal: 0,
            index_epoch: 1,
            suite: bridge::organisation::Suite::Aes256Gcm,
            invitations: Vec::new(),
            release: None,
        };
        let read = |units: &[&str]| {
            let reads: Vec<ReadsView> = units
                .iter()
                .map(|unit| ReadsView {
                    unit: (*unit).to_owned(),
                    name: (*unit).to_owned(),
                    sections: vec![1],
                })
                .collect();
            read_units(&view, &reads, Lang::Chinese)
        };
        assert_eq!(read(&["晨光商贸"]), ["晨光商贸（本级）"]);
        assert_eq!(read(&["销售部"]), ["销售部"]);
        assert_eq!(read(&["晨光商贸", "销售部"]), ["晨光商贸", "销售部"]);
    }
}
