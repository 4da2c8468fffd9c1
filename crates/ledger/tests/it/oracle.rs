//! The rules once more, written another way: no index, no state, every question scans all that was said.

use std::collections::BTreeSet;

use ledger::{
    entry::Author,
    id::{PersonId, RoleId, UnitId},
    rights::{Duty, Operation, Reach, Section},
    statement::{
        Cover, KeyName, Opening, Person, Post, Role, RosterStatement as S, Unit, UnitKind,
    },
};

#[derive(Default)]
pub(crate) struct Oracle {
    pub(crate) said: Vec<S>,
}

impl Oracle {
    fn people(&self) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        for said in &self.said {
            match said {
                S::Genesis(genesis) => people.push(genesis.founder.clone()),
                S::Enrol(person, _) => people.push(person.clone()),
                S::Rekey(id, keys) => people
                    .iter_mut()
                    .filter(|p| p.id == *id)
                    .for_each(|p| p.keys = keys.clone()),
                _ => {}
            }
        }
        people
    }

    fn person(&self, id: PersonId) -> Option<Person> {
        self.people().into_iter().find(|person| person.id == id)
    }

    fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.said.iter().find_map(|said| match said {
            S::Genesis(genesis) if genesis.root.id == id => Some(&genesis.root),
            S::DefineUnit(unit) if unit.id == id => Some(unit),
            _ => None,
        })
    }

    fn role(&self, id: RoleId) -> Option<&Role> {
        self.said.iter().find_map(|said| match said {
            S::Genesis(genesis) => genesis.roles.iter().find(|role| role.id == id),
            S::DefineRole(role) if role.id == id => Some(role),
            _ => None,
        })
    }

    fn stands(&self, post: Post) -> bool {
        self.unit(post.unit).is_some() && self.role(post.role).is_some()
    }

    fn appointments(&self) -> BTreeSet<(PersonId, Post)> {
        let mut all = BTreeSet::new();
        for said in &self.said {
            match said {
                S::Genesis(genesis) => all.extend(genesis.founder_roles.iter().map(|role| {
                    (
                        genesis.founder.id,
                        Post {
                            unit: genesis.root.id,
                            role: *role,
                        },
                    )
                })),
                S::Appoint(person, post) => all.extend([(*person, *post)]),
                _ => {}
            }
        }
        all
    }

    /// What was admitted and has not ended by a rekey since: who, at which post, for which unit and section.
    fn admissions(&self) -> Vec<(PersonId, Post, Vec<Cover>)> {
        let mut live = Vec::new();
        for said in &self.said {
            match said {
                S::Genesis(genesis) => live.extend(genesis.founder_roles.iter().map(|role| {
                    let role = genesis
                        .roles
                        .iter()
                        .find(|other| other.id == *role)
                        .unwrap();
                    let views = role
                        .rights
                        .iter()
                        .filter(|right| right.operation == Operation::View);
                    let covers = views
                        .map(|right| Cover {
                            unit: genesis.root.id,
                            sections: right.sections,
                        })
                        .collect();
                    (
                        genesis.founder.id,
                        Post {
                            unit: genesis.root.id,
                            role: role.id,
                        },
                        covers,
                    )
                })),
                S::Admit {
                    person,
                    post,
                    covers,
                    ..
                } => live.push((*person, *post, covers.clone())),
                S::Rekey(person, _) => live.retain(|(other, ..)| other != person),
                _ => {}
            }
        }
        live
    }

    fn admitted(&self, person: PersonId, post: Post) -> bool {
        self.admissions()
            .iter()
            .any(|(who, at, _)| (*who, *at) == (person, post))
    }

    fn admitted_posts(&self, person: PersonId) -> BTreeSet<Post> {
        self.admissions()
            .iter()
            .filter(|(who, ..)| *who == person)
            .map(|(_, at, _)| *at)
            .collect()
    }

    fn has_duty(&self, person: PersonId, duty: Duty) -> bool {
        self.admitted_posts(person)
            .iter()
            .any(|post| self.role(post.role).unwrap().duties.contains(&duty))
    }

    fn above(&self, unit: UnitId) -> Vec<UnitId> {
        let mut path = vec![unit];
        while let Some(parent) = self.unit(path[path.len() - 1]).and_then(|unit| unit.parent) {
            path.push(parent);
        }
        path
    }

    fn reaches(&self, reach: Reach, from: UnitId, to: UnitId) -> bool {
        match reach {
            Reach::OwnUnit => from == to,
            Reach::Below => self.above(to).contains(&from),
            Reach::Everything => true,
            Reach::Department => {
                let department =
                    |id: &&UnitId| self.unit(**id).unwrap().kind == UnitKind::Department;
                self.above(from)
                    .iter()
                    .find(department)
                    .is_none_or(|department| self.above(to).contains(department))
            }
        }
    }

    fn grants(&self, post: Post, operation: Operation, section: Section, unit: UnitId) -> bool {
        self.unit(unit).is_some()
            && self.role(post.role).unwrap().rights.iter().any(|right| {
                right.operation == operation
                    && right.sections.contains(section)
                    && self.reaches(right.reach, post.unit, unit)
            })
    }

    /// The posts that get the key of a section.
    pub(crate) fn readers(&self, unit: UnitId, section: Section) -> BTreeSet<Post> {
        let covers = |covers: &[Cover]| {
            covers
                .iter()
                .any(|c| c.unit == unit && c.sections.contains(section))
        };
        self.admissions()
            .iter()
            .filter(|(_, _, list)| covers(list))
            .map(|(_, at, _)| *at)
            .collect()
    }

    pub(crate) fn may(
        &self,
        person: PersonId,
        operation: Operation,
        section: Section,
        unit: UnitId,
    ) -> bool {
        let readers = self.readers(unit, section);
        self.admitted_posts(person).into_iter().any(|post| {
            self.grants(post, operation, section, unit)
                && (operation != Operation::View || readers.contains(&post))
        })
    }

    fn epoch(&self, key: KeyName) -> Option<u32> {
        let openings = self.said.iter().filter_map(|said| {
            if let S::OpenEpochs(all) = said {
                Some(all)
            } else {
                None
            }
        });
        openings
            .flatten()
            .filter(|opening| opening.key == key)
            .map(|opening| opening.epoch)
            .max()
    }

    /// Whether a statement of the kinds that the histories draft has to be taken.
    pub(crate) fn allows(&self, author: Author, statement: &S) -> bool {
        self.authorised(author, statement) && self.fits(statement)
    }

    fn authorised(&self, author: Author, statement: &S) -> bool {
        let Author::Person(author) = author else {
            return matches!(
                statement,
                S::Rekey(..) | S::Appoint(..) | S::Admit { .. } | S::OpenEpochs(_)
            );
        };
        let duty = match statement {
            S::Enrol(..)
            | S::DefineUnit(_)
            | S::DefineRole(_)
            | S::SetPolicy(_)
            | S::Appoint(..) => Duty::System,
            S::Admit { .. } | S::OpenEpochs(_) => Duty::Archive,
            S::Genesis(_) | S::Rekey(..) => return false,
        };
        let more = match statement {
            S::Admit { person, post, .. } if *person == author => {
                let rekeyed = self
                    .said
                    .iter()
                    .any(|said| matches!(said, S::Rekey(id, _) if *id == author));
                !rekeyed || self.admitted(author, *post)
            }
            S::OpenEpochs(openings) => openings
                .iter()
                .all(|opening| self.may_open(author, opening)),
            _ => true,
        };
        self.has_duty(author, duty) && more
    }

    fn may_open(&self, author: PersonId, opening: &Opening) -> bool {
        let KeyName::Unit(unit, section) = opening.key else {
            return true;
        };
        self.admitted_posts(author)
            .into_iter()
            .any(|post| self.grants(post, Operation::View, section, unit))
    }

    fn fits(&self, statement: &S) -> bool {
        match statement {
            S::Genesis(_) => false,
            S::Enrol(person, _) => self.person(person.id).is_none(),
            S::DefineUnit(unit) => {
                self.unit(unit.id).is_none()
                    && unit
                        .parent
                        .is_some_and(|parent| self.unit(parent).is_some())
            }
            S::DefineRole(role) => self.role(role.id).is_none(),
            S::SetPolicy(policy) => (1..=240).contains(&policy.idle_minutes),
            S::Appoint(person, post) => {
                self.person(*person).is_some()
                    && self.stands(*post)
                    && !self.appointments().contains(&(*person, *post))
            }
            S::Admit {
                person,
                fingerprint,
                post,
                covers,
            } => {
                self.appointments().contains(&(*person, *post))
                    && self.person(*person).unwrap().keys.fingerprint() == *fingerprint
                    && covers.iter().all(|cover| {
                        !cover.sections.is_empty()
                            && cover
                                .sections
                                .iter()
                                .all(|s| self.grants(*post, Operation::View, s, cover.unit))
                    })
            }
            S::OpenEpochs(openings) => openings.iter().all(|opening| {
                let known = match opening.key {
                    KeyName::Unit(unit, _) => self.unit(unit).is_some(),
                    KeyName::Post(post) => self.stands(post),
                    KeyName::Index => true,
                };
                // Keys are not rotated yet.
                known && opening.epoch == 1 && self.epoch(opening.key).is_none()
            }),
            S::Rekey(id, keys) => {
                let used = |said: &S| match said {
                    S::Genesis(genesis) => genesis.founder.keys == *keys,
                    S::Enrol(person, _) => person.keys == *keys,
                    S::Rekey(_, other) => other == keys,
                    _ => false,
                };
                self.person(*id).is_some() && !self.said.iter().any(used)
            }
        }
    }
}
