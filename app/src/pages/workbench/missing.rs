//! Posts that a company should not be without.

use bridge::change::Duty;
use bridge::organisation::{OrganisationView, PostView, Standing, UnitKind, UnitView};

/// The units below the company that nobody heads: neither there nor at one above.
pub(super) fn headless(view: &OrganisationView) -> Vec<&str> {
    let below = view
        .units
        .iter()
        .filter(|unit| unit.kind != UnitKind::Company);
    below
        .filter(|unit| !headed(view, unit))
        .map(|unit| unit.name.as_str())
        .collect()
}

fn headed(view: &OrganisationView, unit: &UnitView) -> bool {
    let above = || {
        view.units
            .iter()
            .find(|above| Some(&above.id) == unit.parent.as_ref())
    };
    has_head(view, &unit.id) || above().is_some_and(|above| headed(view, above))
}

fn has_head(view: &OrganisationView, unit: &str) -> bool {
    let is_head = |post: &PostView| {
        let mut roles = view.roles.iter();
        post.admitted && roles.any(|role| role.id == post.role && role.duties.contains(&Duty::Head))
    };
    view.people
        .iter()
        .filter(|person| person.standing == Standing::Active)
        .flat_map(|person| &person.posts)
        .any(|post| post.unit == unit && is_head(post))
}

/// How many people can admit others.
pub(super) fn archivists(view: &OrganisationView) -> usize {
    let admits = |role: &str| {
        view.roles
            .iter()
            .any(|one| one.id == role && one.duties.contains(&Duty::Archive))
    };
    view.people
        .iter()
        .filter(|person| {
            person
                .posts
                .iter()
                .any(|post| post.admitted && admits(&post.role))
        })
        .count()
}

#[cfg(test)]
mod tests {
    use bridge::change::Matrix;
    use bridge::organisation::{PersonView, RoleView};

    use super::*;

    fn unit(id: &str, parent: Option<&str>) -> UnitView {
        UnitView {
            id: id.to_owned(),
            parent: parent.map(str::to_owned),
            name: id.to_owned(),
            kind: if parent.is_some() {
                UnitKind::Group
            } else {
                UnitKind::Company
            },
            depth: 0,
            closed: false,
        }
    }

    fn head_of(unit: &str, admitted: bool) -> PersonView {
        PersonView {
            id: unit.to_owned(),
            name: unit.to_owned(),
            sign_in_name: unit.to_owned(),
            fingerprint: bridge::Fingerprint::default(),
            posts: vec![PostView {
                unit: unit.to_owned(),
                role: "head".to_owned(),
                admitted,
                deputy: None,
            }],
            standing: Standing::Active,
        }
    }

    fn company(people: Vec<PersonView>) -> OrganisationView {
        let role = RoleView {
            id: "head".to_owned(),
            name: "head".to_owned(),
            rights: Matrix::default(),
            duties: vec![Duty::Head],
        };
        let units = [
            unit("company", None),
            unit("sales", Some("company")),
            unit("first", Some("sales")),
            unit("risk", Some("company")),
        ];
        OrganisationView {
            fingerprint: bridge::Fingerprint::default(),
            statements: 1,
            units: units.into(),
            roles: vec![role],
            people,
            waiting: Vec::new(),
            delegated: vec![],
            stale: 0,
            to_reseal: 0,
            index_epoch: 1,
            suite: bridge::organisation::Suite::Aes256Gcm,
            invitations: Vec::new(),
            release: None,
        }
    }

    #[test]
    fn a_head_heads_what_is_below() {
        let none = company(vec![]);
        assert_eq!(headless(&none), ["sales", "first", "risk"]);
        let sales = company(vec![head_of("sales", true)]);
        assert_eq!(headless(&sales), ["risk"]);
        let all = company(vec![head_of("company", true)]);
        assert!(headless(&all).is_empty());
    }

    #[test]
    fn who_is_not_admitted_or_not_there_heads_nothing() {
        let waiting = company(vec![head_of("company", false)]);
        assert_eq!(headless(&waiting).len(), 3);
        let mut gone = head_of("company", true);
        gone.standing = Standing::Suspended;
        assert_eq!(headless(&company(vec![gone])).len(), 3);
    }
}
