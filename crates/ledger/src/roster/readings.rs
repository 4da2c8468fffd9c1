//! Who reads what by which post, since when and until when: answered for now and for any moment before.
//!
//! What somebody may read changes with entries and with the dates of deputies, and stays as it is between two of them. So it is
//! looked at once at each of these moments, and only at those that have to do with the post, its holders and the tree.

use super::{Roster, View};
use crate::{
    id::{PersonId, UnitId},
    rights::{Section, Sections},
    statement::Post,
};

/// A point in the life of a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// How many entries there were.
    pub seen: u64,
    /// When, in milliseconds since 1970: the date of the last of them, or a later one at which a deputy's time ends.
    pub at: u64,
}

/// That somebody may open sections of a unit by a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Who.
    pub person: PersonId,
    /// By which post.
    pub post: Post,
    /// Of which unit.
    pub unit: UnitId,
    /// Which sections.
    pub sections: Sections,
    /// Since when, without a break.
    pub since: Moment,
    /// When it ended, or will end; none while nothing says so.
    pub until: Option<Moment>,
}

impl Roster {
    /// Who reads a unit's sections, as of a view of this roster that has a moment ([`Roster::as_of`]); post by post.
    pub fn readers(&self, view: View<'_>, unit: UnitId) -> Vec<Reading> {
        let posts = view.posts_covered_at(unit);
        posts
            .flat_map(|post| self.by_post(view, post, unit, view.holders(post)))
            .collect()
    }

    /// What somebody reads, as of a view of this roster that has a moment; post by post, units in no particular order.
    pub fn readings(&self, view: View<'_>, person: PersonId) -> Vec<Reading> {
        let places = view.posts_of(person).flat_map(|post| {
            view.covers_at(post)
                .into_iter()
                .map(move |cover| (post, cover.unit))
        });
        places
            .flat_map(|(post, unit)| self.by_post(view, post, unit, [person]))
            .collect()
    }

    fn by_post(
        &self,
        view: View<'_>,
        post: Post,
        unit: UnitId,
        people: impl IntoIterator<Item = PersonId>,
    ) -> Vec<Reading> {
        let shared = self.shared(post, unit);
        let people = people.into_iter();
        people
            .filter(|person| view.is_admitted(*person, post))
            .flat_map(|person| self.by_person(view, (person, post, unit), &shared))
            .collect()
    }

    /// What the post's pair opens of a unit, at each moment that has to do with it: the same for all its holders.
    fn shared(&self, post: Post, unit: UnitId) -> Vec<(Moment, Sections)> {
        let facts = &self.facts;
        let lines = facts.covers.get(&unit);
        let covers = lines.into_iter().flat_map(|lines| {
            let of_post = lines.iter().filter(|((at, _), _)| *at == post);
            of_post.flat_map(|(_, line)| line.seqs())
        });
        let roles = facts.roles.get(&post.role).into_iter();
        let tree = facts.units.values().flat_map(|place| place.unit.seqs());
        let holders = facts.holders.get(&post).into_iter();
        let holders = holders.flat_map(|line| line.until(u64::MAX));
        let mut moments: Vec<_> = covers
            .chain(roles.flat_map(|line| line.seqs()))
            .chain(tree)
            .map(|seq| self.moment(seq))
            .chain(holders.flat_map(|person| self.moments_of(*person, post)))
            .collect();
        tidy(&mut moments);
        let open = |moment: Moment| {
            let view = self.view_at(moment);
            view.entitled(post, unit)
                .intersection(view.covered(post, unit))
        };
        let open = moments.into_iter().map(|moment| (moment, open(moment)));
        open.collect()
    }

    fn by_person(
        &self,
        view: View<'_>,
        (person, post, unit): (PersonId, Post, UnitId),
        shared: &[(Moment, Sections)],
    ) -> Vec<Reading> {
        let mut moments = self.moments_of(person, post);
        moments.extend(shared.iter().map(|(moment, _)| *moment));
        tidy(&mut moments);
        let line: Vec<(Moment, Sections)> = moments
            .into_iter()
            .map(|moment| {
                let admitted = self.view_at(moment).is_admitted(person, post);
                let before = shared.partition_point(|(known, _)| *known <= moment);
                let open = shared[..before].last().filter(|_| admitted);
                (
                    moment,
                    open.map_or(Sections::NONE, |(_, sections)| *sections),
                )
            })
            .collect();
        let now = line.partition_point(|(moment, _)| *moment <= view.moment());
        let mut readings = Vec::<Reading>::new();
        for section in Section::ALL {
            let Some((since, until)) = span(&line, now, section) else {
                continue;
            };
            let same = |reading: &&mut Reading| (reading.since, reading.until) == (since, until);
            match readings.iter_mut().find(same) {
                Some(reading) => reading.sections = reading.sections.with(section),
                None => readings.push(Reading {
                    person,
                    post,
                    unit,
                    sections: Sections::NONE.with(section),
                    since,
                    until,
                }),
            }
        }
        readings
    }

    /// The moments at which a person's hold of a post changed, or will by a date that is known.
    fn moments_of(&self, person: PersonId, post: Post) -> Vec<Moment> {
        let tenures = self.facts.tenures.get(&(post, person));
        let lapses = tenures
            .into_iter()
            .flat_map(|line| line.until(u64::MAX))
            .filter_map(|tenure| tenure.deputy)
            .map(|(_, until)| Moment {
                seen: self.stated.partition_point(|stated| stated.at <= until) as u64,
                at: until,
            });
        let keys = self.facts.people.get(&person).into_iter();
        let seqs = keys.flat_map(|line| line.seqs());
        let seqs = seqs.chain(tenures.into_iter().flat_map(|line| line.seqs()));
        seqs.map(|seq| self.moment(seq)).chain(lapses).collect()
    }

    fn moment(&self, seq: u64) -> Moment {
        Moment {
            seen: seq.saturating_add(1),
            at: self.stated(seq).map_or(0, |stated| stated.at),
        }
    }

    fn view_at(&self, moment: Moment) -> View<'_> {
        View::new(&self.facts, moment.seen).when(moment.at)
    }
}

fn tidy(moments: &mut Vec<Moment>) {
    sorted::sort(moments);
    moments.dedup();
}

/// Around the moment before `now`, since when and until when a section is open; none if it is not.
fn span(
    line: &[(Moment, Sections)],
    now: usize,
    section: Section,
) -> Option<(Moment, Option<Moment>)> {
    let is_open = |(_, sections): &&(Moment, Sections)| sections.contains(section);
    let (past, future) = line.split_at(now);
    let since = past.iter().rev().take_while(is_open).last()?;
    let until = future.iter().find(|one| !is_open(one));
    Some((since.0, until.map(|(moment, _)| *moment)))
}
