//! The rules once more, written another way: no index and no dates, every question scans all that was said.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{
    entry::Author,
    id::{PersonId, RoleId, UnitId},
    rights::{Duty, Operation, Reach, Section},
    roster::Standing,
    statement::{
        Cover, Genesis, KeyName, Opening, Person, Policy, Post, Role, RosterStatement as S, Unit,
        UnitKind,
    },
};

type Held = BTreeMap<KeyName, BTreeSet<PersonId>>;

/// Who, at which post, for what, by which statement.
type Admission = (PersonId, Post, Vec<Cover>, usize);

/// A person at a post: as whose deputy, until when.
type Appointment = ((PersonId, Post), Option<(PersonId, u64)>);

#[derive(Default, Clone)]
pub(crate) struct Oracle {
    said: Vec<S>,
    /// By whom each was said.
    authors: Vec<Author>,
    /// Who could open what after the last statement.
    held: Held,
    /// Keys that somebody lost since their last epoch was opened.
    lost: BTreeSet<KeyName>,
}

impl Oracle {
    pub(crate) fn say(&mut self, author: Author, statement: S) {
        self.authors.push(author);
        if let S::OpenEpochs(openings) = &statement {
            for opening in openings {
                self.lost.remove(&opening.key);
            }
        }
        self.said.push(statement);
        let held = self.who_opens_what(0);
        for (key, people) in &self.held {
            if !people.is_subset(held.get(key).unwrap_or(&BTreeSet::new())) {
                self.lost.insert(*key);
            }
        }
        self.held = held;
    }

    /// Whether somebody who may not any more knows the key's present epoch.
    pub(crate) fn stale(&self, key: KeyName) -> bool {
        self.epoch(key).is_some() && self.lost.contains(&key)
    }

    fn before(&self, index: usize) -> Self {
        Self {
            said: self.said[..index].to_vec(),
            ..Self::default()
        }
    }

    fn people(&self) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        for said in &self.said {
            match said {
                S::Genesis(genesis) => people.push(genesis.founder.clone()),
                S::Enrol(person, _) => people.push(person.clone()),
                S::Rekey(id, keys, _) => people
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

    fn standing(&self, id: PersonId) -> Option<Standing> {
        self.person(id)?;
        let last = self.said.iter().rev().find_map(|said| match said {
            S::Suspend(person, _) if *person == id => Some(Standing::Suspended),
            S::Retire(person, _) if *person == id => Some(Standing::Retired),
            S::Reinstate(person) if *person == id => Some(Standing::Active),
            _ => None,
        });
        Some(last.unwrap_or(Standing::Active))
    }

    fn active(&self, id: PersonId) -> bool {
        self.standing(id) == Some(Standing::Active)
    }

    fn units(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        for said in &self.said {
            match said {
                S::Genesis(genesis) => units.push(genesis.root.clone()),
                S::DefineUnit(unit) => units.push(unit.clone()),
                S::RenameUnit(id, name) => units
                    .iter_mut()
                    .filter(|unit| unit.id == *id)
                    .for_each(|unit| unit.name.clone_from(name)),
                S::MoveUnit(id, parent, _) => units
                    .iter_mut()
                    .filter(|unit| unit.id == *id)
                    .for_each(|unit| unit.parent = Some(*parent)),
                _ => {}
            }
        }
        units
    }

    fn unit(&self, id: UnitId) -> Option<Unit> {
        self.units().into_iter().find(|unit| unit.id == id)
    }

    fn open(&self, id: UnitId) -> bool {
        let closed = |said: &S| matches!(said, S::CloseUnit(unit, _) if *unit == id);
        self.unit(id).is_some() && !self.said.iter().any(closed)
    }

    fn roles(&self) -> Vec<Role> {
        let mut roles: Vec<Role> = Vec::new();
        for said in &self.said {
            match said {
                S::Genesis(genesis) => roles.extend(genesis.roles.clone()),
                S::DefineRole(role) => roles.push(role.clone()),
                S::ChangeRole(role, _) => roles
                    .iter_mut()
                    .filter(|other| other.id == role.id)
                    .for_each(|other| *other = role.clone()),
                _ => {}
            }
        }
        roles
    }

    fn role(&self, id: RoleId) -> Option<Role> {
        self.roles().into_iter().find(|role| role.id == id)
    }

    fn duties(&self, post: Post) -> Vec<Duty> {
        self.role(post.role).map_or(vec![], |role| role.duties)
    }

    /// The last policy. Where an earlier one kept duties apart and this one doesn't, that waits for a second signature.
    fn policy(&self) -> Policy {
        let last = self
            .said
            .iter()
            .rposition(|said| matches!(said, S::Genesis(_) | S::SetPolicy(_)));
        let Some(last) = last else {
            return Policy::default();
        };
        let (S::Genesis(Genesis { policy, .. }) | S::SetPolicy(policy)) = self.said[last].clone()
        else {
            return Policy::default();
        };
        let was_apart = last > 0 && self.before(last).policy().separate_duties;
        let agreed = self.said[last..]
            .iter()
            .any(|said| matches!(said, S::Countersign(at) if at.seq == last as u64));
        Policy {
            separate_duties: policy.separate_duties || (was_apart && !agreed),
            ..policy
        }
    }

    fn stands(&self, post: Post) -> bool {
        self.open(post.unit) && self.role(post.role).is_some()
    }

    fn appointments(&self) -> Vec<Appointment> {
        let mut all: Vec<Appointment> = Vec::new();
        for said in &self.said {
            match said {
                S::Genesis(genesis) => all.extend(genesis.founder_roles.iter().map(|role| {
                    let (unit, role) = (genesis.root.id, *role);
                    ((genesis.founder.id, Post { unit, role }), None)
                })),
                S::Appoint(person, post) => all.push(((*person, *post), None)),
                S::Deputize {
                    absent,
                    deputy,
                    post,
                    until,
                } => all.push(((*deputy, *post), Some((*absent, *until)))),
                S::Dismiss(person, post, _) => all.retain(|(who, _)| *who != (*person, *post)),
                S::Retire(person, _) => all.retain(|((who, _), _)| who != person),
                _ => {}
            }
        }
        all
    }

    fn appointed(&self, person: PersonId, post: Post) -> bool {
        let mut all = self.appointments().into_iter();
        all.any(|(who, _)| who == (person, post))
    }

    fn deputy(&self, person: PersonId, post: Post) -> Option<(PersonId, u64)> {
        let mut all = self.appointments().into_iter();
        all.find(|(who, _)| *who == (person, post))?.1
    }

    /// What was admitted and has not ended since: who, at which post, for which unit and section.
    fn admissions(&self) -> Vec<Admission> {
        let mut live: Vec<Admission> = Vec::new();
        for (index, said) in self.said.iter().enumerate() {
            match said {
                S::Genesis(genesis) => live.extend(genesis.founder_roles.iter().map(|id| {
                    let role = genesis.roles.iter().find(|other| other.id == *id).unwrap();
                    let views = role
                        .rights
                        .iter()
                        .filter(|right| right.operation == Operation::View);
                    let unit = genesis.root.id;
                    let covers = views
                        .map(|right| Cover {
                            unit,
                            sections: right.sections,
                        })
                        .collect();
                    (genesis.founder.id, Post { unit, role: *id }, covers, index)
                })),
                S::Admit {
                    person,
                    post,
                    covers,
                    ..
                } => live.push((*person, *post, covers.clone(), index)),
                S::Rekey(person, ..) | S::Suspend(person, _) | S::Retire(person, _) => {
                    live.retain(|(other, ..)| other != person);
                }
                S::Dismiss(person, post, _) => {
                    live.retain(|(other, at, ..)| (other, at) != (person, post));
                }
                S::ChangeRole(..) | S::MoveUnit(..) => {
                    let then = self.before(index + 1);
                    for (_, post, covers, _) in &mut live {
                        for cover in covers {
                            let kept: Vec<Section> = cover
                                .sections
                                .iter()
                                .filter(|s| then.grants(*post, Operation::View, *s, cover.unit))
                                .collect();
                            cover.sections = ledger::rights::Sections::of(&kept);
                        }
                    }
                }
                _ => {}
            }
        }
        live
    }

    /// The admissions that count at a moment: not those of deputies whose time is over.
    fn valid(&self, now: u64) -> Vec<Admission> {
        let mut all = self.admissions();
        all.retain(|(person, post, ..)| {
            self.deputy(*person, *post)
                .is_none_or(|(_, until)| now < until)
        });
        all
    }

    fn admitted_posts(&self, person: PersonId, now: u64) -> BTreeSet<Post> {
        self.valid(now)
            .iter()
            .filter(|(who, ..)| *who == person)
            .map(|(_, at, ..)| *at)
            .collect()
    }

    fn admitted(&self, person: PersonId, post: Post, now: u64) -> bool {
        self.admitted_posts(person, now).contains(&post)
    }

    fn has_duty(&self, person: PersonId, duty: Duty, now: u64) -> bool {
        self.bearers(duty, now)
            .iter()
            .any(|(who, _)| *who == person)
    }

    /// Who bears a duty through which post: those whose role has had it since they were admitted.
    fn bearers(&self, duty: Duty, now: u64) -> Vec<(PersonId, Post)> {
        let had = |post: Post, since: usize| {
            (since..self.said.len())
                .all(|index| self.before(index + 1).duties(post).contains(&duty))
        };
        self.valid(now)
            .iter()
            .filter(|(_, post, _, since)| had(*post, *since))
            .map(|(person, post, ..)| (*person, *post))
            .collect()
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
            && self.unit(post.unit).is_some()
            && self.role(post.role).unwrap().rights.iter().any(|right| {
                right.operation == operation
                    && right.sections.contains(section)
                    && self.reaches(right.reach, post.unit, unit)
            })
    }

    /// The posts that get the key of a section.
    pub(crate) fn readers(&self, unit: UnitId, section: Section, now: u64) -> BTreeSet<Post> {
        let covers = |covers: &[Cover]| {
            covers
                .iter()
                .any(|c| c.unit == unit && c.sections.contains(section))
        };
        self.valid(now)
            .iter()
            .filter(|(_, post, list, _)| {
                covers(list) && self.grants(*post, Operation::View, section, unit)
            })
            .map(|(_, at, ..)| *at)
            .collect()
    }

    pub(crate) fn may(
        &self,
        person: PersonId,
        operation: Operation,
        section: Section,
        unit: UnitId,
        now: u64,
    ) -> bool {
        let readers = self.readers(unit, section, now);
        self.admitted_posts(person, now)
            .into_iter()
            .any(|post| self.grants(post, operation, section, unit) && readers.contains(&post))
    }

    fn sees_all_of(&self, posts: &[Post], wanted: Post) -> bool {
        let wider = |(from, reach): (UnitId, Reach), (to, narrow): (UnitId, Reach)| {
            // A unit below the lowest of the narrow reach would be in the wide one as well.
            let top = |unit: UnitId, reach: Reach| match reach {
                Reach::OwnUnit | Reach::Below => unit,
                Reach::Everything => *self.above(unit).last().unwrap(),
                Reach::Department => {
                    let path = self.above(unit);
                    let department =
                        |id: &&UnitId| self.unit(**id).unwrap().kind == UnitKind::Department;
                    *path.iter().find(department).unwrap_or(path.last().unwrap())
                }
            };
            let (high, low) = (top(from, reach), top(to, narrow));
            match (reach, narrow) {
                (Reach::OwnUnit, Reach::OwnUnit) => high == low,
                (Reach::OwnUnit, _) => false,
                _ => self.above(low).contains(&high),
            }
        };
        self.role(wanted.role)
            .unwrap()
            .rights
            .iter()
            .filter(|right| right.operation == Operation::View)
            .all(|right| {
                right.sections.iter().all(|section| {
                    posts.iter().any(|post| {
                        self.role(post.role).unwrap().rights.iter().any(|own| {
                            own.operation == Operation::View
                                && own.sections.contains(section)
                                && wider((post.unit, own.reach), (wanted.unit, right.reach))
                        })
                    })
                })
            })
    }

    fn delegated(&self, post: Post) -> bool {
        let last = self.said.iter().rev().find_map(|said| match said {
            S::Delegate(at) if *at == post => Some(true),
            S::Undelegate(at) if *at == post => Some(false),
            _ => None,
        });
        last == Some(true)
    }

    fn lets_in(&self, head: Post, post: Post) -> bool {
        self.delegated(head)
            && self.above(post.unit).contains(&head.unit)
            && self.duties(post).iter().all(|duty| *duty == Duty::Head)
    }

    fn keeps(&self, keeper: Post, post: Post, now: u64) -> bool {
        let archive = self.bearers(Duty::Archive, now);
        let gets = |at: Post| -> BTreeSet<KeyName> {
            let all = self.units().into_iter();
            let all = all.flat_map(|unit| Section::ALL.map(|section| (unit.id, section)));
            all.filter(|(unit, section)| self.readers(*unit, *section, now).contains(&at))
                .map(|(unit, section)| KeyName::Unit(unit, section))
                .collect()
        };
        let may = |at: Post| -> BTreeSet<KeyName> {
            let all = self.units().into_iter();
            let all = all.flat_map(|unit| Section::ALL.map(|section| (unit.id, section)));
            all.filter(|(unit, section)| self.grants(at, Operation::View, *section, *unit))
                .map(|(unit, section)| KeyName::Unit(unit, section))
                .collect()
        };
        keeper != post
            && self.sees_all_of(&[keeper], post)
            && (archive.iter().any(|(_, at)| *at == keeper)
                || self.lets_in(keeper, post)
                    && self.valid(now).iter().any(|(_, at, ..)| *at == keeper)
                    && may(post).is_subset(&gets(keeper)))
    }

    /// For each key who may open it at a moment.
    fn who_opens_what(&self, now: u64) -> Held {
        let admissions = self.valid(now);
        let posts: BTreeSet<Post> = admissions.iter().map(|(_, post, ..)| *post).collect();
        let pairs: BTreeSet<Post> = self
            .said
            .iter()
            .filter_map(|said| match said {
                S::OpenEpochs(openings) => Some(openings),
                _ => None,
            })
            .flatten()
            .filter_map(|opening| match opening.key {
                KeyName::Post(post) => Some(post),
                _ => None,
            })
            .collect();
        let mut held = Held::new();
        for (person, at, ..) in &admissions {
            let kept = pairs.iter().filter(|post| self.keeps(*at, **post, now));
            for post in kept.chain([at]) {
                held.entry(KeyName::Post(*post))
                    .or_default()
                    .insert(*person);
                if !posts.contains(post) {
                    continue;
                }
                for (_, _, covers, _) in admissions.iter().filter(|(_, other, ..)| other == post) {
                    for cover in covers {
                        for section in cover.sections.iter() {
                            if self.grants(*post, Operation::View, section, cover.unit) {
                                let key = KeyName::Unit(cover.unit, section);
                                held.entry(key).or_default().insert(*person);
                            }
                        }
                    }
                }
            }
        }
        held
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

    /// The units of the journals that a statement has to name.
    pub(crate) fn fixed(&self, statement: &S) -> BTreeSet<UnitId> {
        let all: BTreeSet<UnitId> = self
            .units()
            .iter()
            .map(|unit| unit.id)
            .filter(|unit| self.open(*unit))
            .collect();
        let written_at = |post: Post| {
            use Operation::{Approve, Create, Delete, Edit, Propose};
            all.iter().copied().filter(move |unit| {
                [Edit, Propose, Create, Delete, Approve]
                    .iter()
                    .any(|operation| {
                        Section::ALL
                            .iter()
                            .any(|section| self.grants(post, *operation, *section, *unit))
                    })
            })
        };
        let of = |keep: &dyn Fn(PersonId, Post) -> bool| {
            self.admissions()
                .iter()
                .filter(|(person, post, ..)| keep(*person, *post))
                .flat_map(|(_, post, ..)| written_at(*post))
                .collect()
        };
        match statement {
            S::Rekey(person, ..) | S::Suspend(person, _) | S::Retire(person, _) => {
                of(&|who, _| who == *person)
            }
            S::Dismiss(person, post, _) => of(&|who, at| (who, at) == (*person, *post)),
            S::ChangeRole(role, _) => of(&|_, at| at.role == role.id),
            S::MoveUnit(..) => all.clone(),
            S::CloseUnit(unit, _) => BTreeSet::from([*unit]),
            _ => BTreeSet::new(),
        }
    }

    /// Whether a statement of the kinds that the histories draft has to be taken.
    pub(crate) fn allows(&self, author: Author, statement: &S, now: u64) -> bool {
        let named: Vec<UnitId> = statement.journals().iter().map(|head| head.unit).collect();
        self.authorised(author, statement, now)
            && self.fits(statement, now)
            && (author == Author::Recovery || self.somebody_is_left(statement, now))
            && named == self.fixed(statement).into_iter().collect::<Vec<_>>()
    }

    fn authorised(&self, author: Author, statement: &S, now: u64) -> bool {
        let Author::Person(author) = author else {
            return matches!(
                statement,
                S::Rekey(..)
                    | S::Appoint(..)
                    | S::Admit { .. }
                    | S::OpenEpochs(_)
                    | S::Reinstate(_)
            );
        };
        let system = self.has_duty(author, Duty::System, now);
        let archive = self.has_duty(author, Duty::Archive, now);
        match statement {
            S::Genesis(_) => false,
            S::Enrol(..)
            | S::Suspend(..)
            | S::Reinstate(_)
            | S::Retire(..)
            | S::DefineUnit(_)
            | S::RenameUnit(..)
            | S::MoveUnit(..)
            | S::CloseUnit(..)
            | S::DefineRole(_)
            | S::ChangeRole(..)
            | S::SetPolicy(_)
            | S::Appoint(..) => system,
            S::Rekey(person, ..) => system || (*person == author && self.active(author)),
            S::Dismiss(person, post, _) => {
                let mine = self
                    .deputy(*person, *post)
                    .is_some_and(|(absent, _)| absent == author);
                system || ((*person == author || mine) && self.active(author))
            }
            S::Deputize { absent, post, .. } => {
                let own = *absent == author
                    && self.admitted(author, *post, now)
                    && self.deputy(author, *post).is_none()
                    && self
                        .duties(*post)
                        .iter()
                        .any(|duty| [Duty::Head, Duty::Archive].contains(duty));
                system || own
            }
            S::Admit {
                person,
                post,
                covers,
                ..
            } => {
                let rekeyed = self
                    .said
                    .iter()
                    .any(|said| matches!(said, S::Rekey(id, ..) if *id == author));
                let as_archivist =
                    archive && (*person != author || !rekeyed || self.admitted(author, *post, now));
                let head = self
                    .bearers(Duty::Head, now)
                    .iter()
                    .any(|(who, head)| *who == author && self.lets_in(*head, *post));
                let named = covers
                    .iter()
                    .flat_map(|cover| cover.sections.iter().map(|section| (cover.unit, section)));
                let all = self.units().into_iter();
                let all = all.flat_map(|unit| Section::ALL.map(|section| (unit.id, section)));
                let got =
                    all.filter(|(unit, section)| self.readers(*unit, *section, now).contains(post));
                let knows = named
                    .chain(got)
                    .all(|(unit, section)| self.may(author, Operation::View, section, unit, now));
                as_archivist || (head && knows && *person != author)
            }
            S::Delegate(_) | S::Undelegate(_) => archive,
            S::OpenEpochs(openings) => openings
                .iter()
                .all(|opening| self.opens(author, opening, archive, now)),
            S::Checkpoint(_) => archive || self.has_duty(author, Duty::Audit, now),
            S::Countersign(at) => {
                let first = self.authors.get(at.seq as usize);
                (archive || self.has_duty(author, Duty::Audit, now))
                    && first != Some(&Author::Person(author))
            }
        }
    }

    fn opens(&self, author: PersonId, opening: &Opening, archive: bool, now: u64) -> bool {
        if !archive {
            let held = self.who_opens_what(now);
            let has = held.get(&opening.key);
            return has.is_some_and(|who| who.contains(&author)) && self.stale(opening.key);
        }
        let posts: Vec<Post> = self.admitted_posts(author, now).into_iter().collect();
        match opening.key {
            KeyName::Unit(unit, section) => posts
                .iter()
                .any(|post| self.grants(*post, Operation::View, section, unit)),
            KeyName::Post(post) => {
                self.role(post.role).is_none()
                    || self.unit(post.unit).is_some() && self.sees_all_of(&posts, post)
            }
            KeyName::Index => true,
        }
    }

    fn apart(&self, duties: impl IntoIterator<Item = Duty>) -> bool {
        let separate: BTreeSet<Duty> = duties
            .into_iter()
            .filter(|duty| *duty != Duty::Head)
            .collect();
        separate.len() < 2
    }

    /// The duties of all posts that somebody holds but those of a role.
    fn duties_but(&self, person: PersonId, role: RoleId) -> Vec<Duty> {
        self.appointments()
            .into_iter()
            .filter(|((who, post), _)| *who == person && post.role != role)
            .flat_map(|((_, post), _)| self.duties(post))
            .collect()
    }

    fn somebody_is_left(&self, statement: &S, now: u64) -> bool {
        let bearers = |oracle: &Self, duty| {
            oracle
                .bearers(duty, now)
                .iter()
                .any(|(person, post)| oracle.deputy(*person, *post).is_none())
        };
        let ends = matches!(
            statement,
            S::Suspend(..) | S::Retire(..) | S::Dismiss(..) | S::ChangeRole(..) | S::Rekey(..)
        );
        let mut then = self.clone();
        then.said.push(statement.clone());
        [Duty::System, Duty::Archive].into_iter().all(|duty| {
            let thief = duty == Duty::Archive && matches!(statement, S::Suspend(..));
            let rekeyed = duty == Duty::System && matches!(statement, S::Rekey(..));
            !ends || thief || rekeyed || bearers(&then, duty) || !bearers(self, duty)
        })
    }

    fn name_is_free(&self, parent: UnitId, id: UnitId, name: &str) -> bool {
        !self.units().iter().any(|other| {
            other.id != id
                && other.parent == Some(parent)
                && other.name == name
                && self.open(other.id)
        })
    }

    fn appoints(&self, person: PersonId, post: Post) -> bool {
        self.active(person)
            && self.stands(post)
            && !self.appointed(person, post)
            && (!self.policy().separate_duties || {
                let held = self.appointments().into_iter();
                let held = held.filter(|((who, _), _)| *who == person);
                let duties = held.flat_map(|((_, post), _)| self.duties(post));
                self.apart(duties.chain(self.duties(post)))
            })
    }

    fn fits(&self, statement: &S, now: u64) -> bool {
        match statement {
            S::Genesis(_) => false,
            S::Enrol(person, _) => self.person(person.id).is_none(),
            S::Suspend(person, _) => self.active(*person),
            S::Reinstate(person) => self.standing(*person) == Some(Standing::Suspended),
            S::Retire(person, _) => {
                matches!(
                    self.standing(*person),
                    Some(Standing::Active | Standing::Suspended)
                )
            }
            S::Rekey(id, keys, _) => {
                let used = |said: &S| match said {
                    S::Genesis(genesis) => genesis.founder.keys == *keys,
                    S::Enrol(person, _) => person.keys == *keys,
                    S::Rekey(_, other, _) => other == keys,
                    _ => false,
                };
                matches!(
                    self.standing(*id),
                    Some(Standing::Active | Standing::Suspended)
                ) && !self.said.iter().any(used)
            }
            S::DefineUnit(unit) => {
                self.unit(unit.id).is_none()
                    && unit.parent.is_some_and(|parent| {
                        self.open(parent) && self.name_is_free(parent, unit.id, &unit.name)
                    })
            }
            S::RenameUnit(id, name) => self.unit(*id).is_some_and(|unit| {
                self.open(*id)
                    && unit.name != *name
                    && unit
                        .parent
                        .is_none_or(|parent| self.name_is_free(parent, *id, name))
            }),
            S::MoveUnit(id, parent, _) => self.unit(*id).is_some_and(|unit| {
                self.open(*id)
                    && self.open(*parent)
                    && unit.parent.is_some()
                    && unit.parent != Some(*parent)
                    && !self.above(*parent).contains(id)
                    && self.name_is_free(*parent, *id, &unit.name)
            }),
            S::CloseUnit(id, _) => self.unit(*id).is_some_and(|unit| {
                self.open(*id)
                    && unit.parent.is_some()
                    && !self
                        .units()
                        .iter()
                        .any(|child| child.parent == Some(*id) && self.open(child.id))
                    && !self
                        .appointments()
                        .iter()
                        .any(|((_, post), _)| post.unit == *id)
            }),
            S::DefineRole(role) => {
                self.role(role.id).is_none()
                    && (!self.policy().separate_duties || self.apart(role.duties.clone()))
            }
            S::ChangeRole(role, _) => self.role(role.id).is_some_and(|old| {
                old != *role
                    && !self
                        .roles()
                        .iter()
                        .any(|other| other.id != role.id && other.name == role.name)
                    && (!self.policy().separate_duties
                        || self.apart(role.duties.clone())
                            && self
                                .appointments()
                                .iter()
                                .filter(|((_, post), _)| post.role == role.id)
                                .all(|((person, _), _)| {
                                    let others = self.duties_but(*person, role.id);
                                    self.apart(others.into_iter().chain(role.duties.clone()))
                                }))
            }),
            S::SetPolicy(policy) => {
                let begins = policy.separate_duties && !self.policy().separate_duties;
                // Rules have tests of their own.
                (1..=240).contains(&policy.idle_minutes)
                    && (!begins
                        || self.people().iter().all(|person| {
                            let held = self.appointments().into_iter();
                            let held = held.filter(|((who, _), _)| *who == person.id);
                            self.apart(held.flat_map(|((_, post), _)| self.duties(post)))
                        }))
            }
            S::Appoint(person, post) => self.appoints(*person, *post),
            S::Dismiss(person, post, _) => self.appointed(*person, *post),
            S::Deputize {
                absent,
                deputy,
                post,
                until,
            } => {
                self.appoints(*deputy, *post)
                    && self.appointed(*absent, *post)
                    && self.deputy(*absent, *post).is_none()
                    && *until > now
                    && self
                        .duties(*post)
                        .iter()
                        .any(|duty| [Duty::Head, Duty::Archive].contains(duty))
            }
            S::Admit {
                person,
                fingerprint,
                post,
                covers,
            } => {
                self.appointed(*person, *post)
                    && self.active(*person)
                    && !self.stale(KeyName::Post(*post))
                    && self.person(*person).unwrap().keys.fingerprint() == *fingerprint
                    && covers.iter().all(|cover| {
                        !cover.sections.is_empty()
                            && cover
                                .sections
                                .iter()
                                .all(|s| self.grants(*post, Operation::View, s, cover.unit))
                    })
            }
            S::Delegate(post) => {
                self.stands(*post)
                    && self.duties(*post).contains(&Duty::Head)
                    && !self.delegated(*post)
            }
            S::Undelegate(post) => self.delegated(*post),
            S::OpenEpochs(openings) => {
                let opened: Vec<KeyName> = openings.iter().map(|opening| opening.key).collect();
                !openings.is_empty()
                    && openings.iter().all(|opening| {
                        let known = match opening.key {
                            KeyName::Unit(unit, _) => self.open(unit),
                            KeyName::Post(post) => self.stands(post),
                            KeyName::Index => true,
                        };
                        if !known {
                            return false;
                        }
                        let present = self.epoch(opening.key);
                        let gets: Vec<Post> = match opening.key {
                            KeyName::Unit(unit, section) => {
                                self.readers(unit, section, now).into_iter().collect()
                            }
                            KeyName::Post(post) => self
                                .appointments()
                                .iter()
                                .map(|((_, at), _)| *at)
                                .filter(|at| self.keeps(*at, post, now))
                                .collect(),
                            KeyName::Index => self
                                .units()
                                .iter()
                                .flat_map(|unit| Section::ALL.map(|s| (unit.id, s)))
                                .flat_map(|(unit, section)| self.readers(unit, section, now))
                                .collect(),
                        };
                        let fresh = gets.iter().all(|post| {
                            let pair = KeyName::Post(*post);
                            !self.stale(pair) || opened.contains(&pair)
                        });
                        opening.epoch == present.unwrap_or(0) + 1 && fresh
                    })
            }
            S::Checkpoint(_) => false,
            // No checkpoint is ever made here.
            S::Countersign(at) => {
                let last = self
                    .said
                    .iter()
                    .rposition(|said| matches!(said, S::SetPolicy(_)));
                let waits = last.is_some_and(|last| {
                    matches!(&self.said[last], S::SetPolicy(policy) if !policy.separate_duties)
                });
                let author = last.map(|last| self.authors[last]);
                let stands = match author {
                    Some(Author::Person(author)) => {
                        let anew = |said: &S| matches!(said, S::Rekey(id, ..) if *id == author);
                        self.has_duty(author, Duty::System, now)
                            && !self.said[at.seq as usize..].iter().any(anew)
                    }
                    _ => false,
                };
                waits
                    && stands
                    && self.policy().separate_duties
                    && last.map(|last| last as u64) == Some(at.seq)
            }
        }
    }
}
