//! Everything that a roster is asked, after whatever was stated on it.

use ledger::{
    View,
    rights::{Operation, Section},
    statement::KeyName,
};

/// What a view says of the organisation, for two views of one moment to be compared by.
pub(crate) fn summary(view: View<'_>) -> String {
    let holders = view.posts().map(|post| view.holders(post).count());
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        view.people().collect::<Vec<_>>(),
        view.units().collect::<Vec<_>>(),
        view.roles().count(),
        holders.collect::<Vec<_>>(),
        view.opened_keys()
            .map(|key| view.epoch(&key))
            .collect::<Vec<_>>(),
        view.stale(),
    )
}

/// Asks it all. A right without the key is none: what somebody may do with a section, they may view.
pub(crate) fn everything_is_answered(view: View<'_>) {
    let _ = (
        view.policy(),
        view.recovery(),
        view.waiting(),
        view.unopened(),
    );
    let units: Vec<_> = view.units().map(|unit| unit.id).collect();
    for &unit in &units {
        let _ = (view.path(unit), view.snapshot(unit), view.opened(unit));
        for section in Section::ALL {
            let key = KeyName::Unit(unit, section);
            let _ = (
                view.recipients(&key),
                view.sealed_to(&key),
                view.is_stale(&key),
            );
        }
    }
    for post in view.posts() {
        let _ = (
            view.entitlements(post),
            view.covers_at(post),
            view.is_live(post),
        );
        let _ = (
            view.recipients(&KeyName::Post(post)),
            view.is_delegated(post),
        );
        for person in view.holders(post) {
            let _ = (view.deputy(person, post), view.covers_of(person, post));
        }
    }
    for person in view.people() {
        let _ = view.maker(person.id);
        for &unit in &units {
            let viewed = view.allowed(person.id, Operation::View, unit);
            for operation in Operation::ALL {
                assert!(viewed.covers(view.allowed(person.id, operation, unit)));
            }
        }
    }
}
