//! What has been stated, indexed for the questions that views ask. Only statements that were judged get here.

use std::collections::{BTreeMap, BTreeSet};

use super::{stale, timeline::Timeline, view::View};
use crate::{
    entry::{Author, Position},
    hash::Hash,
    id::{InvitationId, PersonId, RoleId, UnitId},
    rights::{Operation, Sections},
    statement::{
        Cover, Genesis, JournalHead, KeyName, Opening, Person, Policy, Post, PublicKeys,
        RecoveryKeys, Role, RosterStatement, Snapshot, Unit,
    },
    text::folded,
};

/// A person with the keys of a time.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    pub(super) person: Person,
    pub(super) fingerprint: Hash,
}

impl From<Person> for Identity {
    fn from(person: Person) -> Self {
        Self {
            fingerprint: person.keys.fingerprint(),
            person,
        }
    }
}

/// Whether a person belongs to the organisation at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As enrolled.
    Active,
    /// May do nothing until reinstated.
    Suspended,
    /// Has left for good.
    Retired,
}

/// A unit over time.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its name and the unit above it.
    pub(super) unit: Timeline<Unit>,
    /// Every unit that was ever directly below; which ones are is what they say themselves.
    pub(super) below: Timeline<UnitId>,
    pub(super) closed: Timeline<()>,
}

/// How a person holds a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tenure {
    pub(super) state: Hold,
    /// For a deputy: whom they stand in for, and until when.
    pub(super) deputy: Option<(PersonId, u64)>,
}

/// How far somebody got at a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    Appointed,
    /// With the keys of a fingerprint, by an entry: what the role was given after it does not count.
    Admitted(Hash, u64),
    Ended,
}

/// That an archivist let a person's key, at a post, have the keys of sections of a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Covered {
    pub(super) fingerprint: Hash,
    pub(super) sections: Sections,
}

/// That an entry of the roster names the end of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fix {
    /// The entry of the roster.
    pub seq: u64,
    /// The end that it names.
    pub head: JournalHead,
}

/// A checkpoint that waits for, or has, its second signature.
#[derive(Debug, Clone)]
pub(super) struct Checkpoint {
    pub(super) hash: Hash,
    pub(super) author: Author,
    pub(super) snapshots: Vec<Snapshot>,
    pub(super) countersigned: Timeline<Author>,
}

/// A policy that would end the separation of duties. What else it says holds; the separation stays until somebody else signs as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// The statement.
    pub at: Position,
    /// Who stated it.
    pub author: Author,
    /// The fingerprint of the keys that they signed with.
    pub fingerprint: Hash,
}

/// Every fact of the roster, with the entry since which it holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) people: BTreeMap<PersonId, Timeline<Identity>>,
    pub(super) standings: BTreeMap<PersonId, Timeline<Standing>>,
    pub(super) enrolled: Timeline<PersonId>,
    pub(super) sign_in_names: BTreeMap<String, PersonId>,
    pub(super) units: BTreeMap<UnitId, Place>,
    pub(super) defined_units: Timeline<UnitId>,
    pub(super) roles: BTreeMap<RoleId, Timeline<Role>>,
    pub(super) defined_roles: Timeline<RoleId>,
    /// The posts that a person ever held; whether they do is in `tenures`.
    pub(super) posts_of: BTreeMap<PersonId, Timeline<Post>>,
    /// The same the other way round.
    pub(super) holders: BTreeMap<Post, Timeline<PersonId>>,
    pub(super) tenures: BTreeMap<(Post, PersonId), Timeline<Tenure>>,
    pub(super) covers: BTreeMap<UnitId, BTreeMap<(Post, PersonId), Timeline<Covered>>>,
    /// The units that covers of a tenure ever named.
    pub(super) covered_units: BTreeMap<(Post, PersonId), BTreeSet<UnitId>>,
    pub(super) delegated: BTreeMap<Post, Timeline<bool>>,
    pub(super) epochs: BTreeMap<KeyName, Timeline<Opening>>,
    /// The epochs that somebody knows who may not any more.
    pub(super) stale: BTreeMap<KeyName, Timeline<u32>>,
    pub(super) fixes: BTreeMap<UnitId, Vec<Fix>>,
    pub(super) checkpoints: BTreeMap<u64, Checkpoint>,
    pub(super) snapshots: BTreeMap<UnitId, Timeline<Snapshot>>,
    pub(super) policy: Timeline<Policy>,
    /// What waits since the last policy.
    pub(super) release: Timeline<Option<Release>>,
    /// The policy before genesis.
    pub(super) no_policy: Policy,
    pub(super) recovery: Option<RecoveryKeys>,
    /// Commitments and public halves of every epoch that was ever opened.
    pub(super) used_epochs: BTreeSet<Hash>,
    /// Digests of every public key that anybody had.
    used_keys: BTreeSet<Hash>,
    used_invitations: BTreeSet<InvitationId>,
}

impl Facts {
    /// Takes a statement that was judged and fits.
    pub(super) fn record(&mut self, at: Position, author: Author, statement: RosterStatement) {
        use RosterStatement as S;
        let seq = at.seq;
        for head in statement.journals() {
            self.fixes
                .entry(head.unit)
                .or_default()
                .push(Fix { seq, head: *head });
        }
        let losers = stale::losers(View::new(self, seq), &statement);
        match statement {
            S::Genesis(genesis) => self.found(seq, genesis),
            S::Enrol(person, invitation) => {
                self.used_invitations.insert(invitation);
                self.enrol(seq, person);
            }
            S::Rekey(person, keys, _) => self.rekey(seq, person, keys),
            S::Suspend(person, _) => {
                self.stand(seq, person, Standing::Suspended);
                self.end_tenures(seq, person, Hold::Appointed);
            }
            S::Reinstate(person) => self.stand(seq, person, Standing::Active),
            S::Retire(person, _) => {
                self.stand(seq, person, Standing::Retired);
                self.end_tenures(seq, person, Hold::Ended);
            }
            S::DefineUnit(unit) => self.define_unit(seq, unit),
            S::RenameUnit(unit, name) => self.change_unit(seq, unit, |unit| unit.name = name),
            S::MoveUnit(unit, parent, _) => {
                self.change_unit(seq, unit, |unit| unit.parent = Some(parent));
                self.put_below(seq, parent, unit);
                self.clip_covers(seq);
            }
            S::CloseUnit(unit, _) => {
                if let Some(place) = self.units.get_mut(&unit) {
                    place.closed.push(seq, ());
                }
            }
            S::DefineRole(role) => {
                self.defined_roles.push(seq, role.id);
                self.roles.entry(role.id).or_default().push(seq, role);
            }
            S::ChangeRole(role, _) => {
                self.roles.entry(role.id).or_default().push(seq, role);
                self.clip_covers(seq);
            }
            S::Appoint(person, post) => self.appoint(seq, person, post, None),
            S::Deputize {
                absent,
                deputy,
                post,
                until,
            } => self.appoint(seq, deputy, post, Some((absent, until))),
            S::Dismiss(person, post, _) => self.end_tenure(seq, person, post, Hold::Ended),
            S::Admit {
                person,
                fingerprint,
                post,
                covers,
            } => self.admit(seq, person, fingerprint, post, &covers),
            S::Delegate(post) => self.delegated.entry(post).or_default().push(seq, true),
            S::Undelegate(post) => self.delegated.entry(post).or_default().push(seq, false),
            S::OpenEpochs(openings) => {
                for opening in openings {
                    self.used_epochs.insert(opening.commitment);
                    self.used_epochs.extend(opening.public);
                    self.epochs
                        .entry(opening.key)
                        .or_default()
                        .push(seq, opening);
                }
            }
            S::SetPolicy(policy) => self.set_policy(at, author, policy),
            S::Checkpoint(snapshots) => {
                let checkpoint = Checkpoint {
                    hash: at.hash,
                    author,
                    snapshots,
                    countersigned: Timeline::default(),
                };
                self.checkpoints.insert(seq, checkpoint);
            }
            S::Countersign(other) => self.countersign(seq, author, other),
        }
        self.note_stale(seq, &losers);
    }

    /// Whether either half of these keys was somebody's before.
    pub(super) fn knows_keys(&self, keys: &PublicKeys) -> bool {
        digests(keys)
            .iter()
            .any(|digest| self.used_keys.contains(digest))
    }

    /// Whether somebody joined by this invitation.
    pub(super) fn knows_invitation(&self, invitation: InvitationId) -> bool {
        self.used_invitations.contains(&invitation)
    }

    fn found(&mut self, seq: u64, genesis: Genesis) {
        let Genesis {
            root,
            founder,
            recovery,
            roles,
            founder_roles,
            policy,
        } = genesis;
        let (unit, person, fingerprint) = (root.id, founder.id, founder.keys.fingerprint());
        self.used_keys.insert(Hash::of(&recovery.verifying));
        self.recovery = Some(recovery);
        self.policy.push(seq, policy);
        self.define_unit(seq, root);
        self.enrol(seq, founder);
        for role in roles {
            let sections = viewed_at_own_unit(&role);
            let post = Post {
                unit,
                role: role.id,
            };
            self.defined_roles.push(seq, role.id);
            self.roles.entry(role.id).or_default().push(seq, role);
            if founder_roles.contains(&post.role) {
                self.appoint(seq, person, post, None);
                let all = [Cover { unit, sections }];
                let covers = if sections.is_empty() { &[] } else { &all[..] };
                self.admit(seq, person, fingerprint, post, covers);
            }
        }
    }

    fn enrol(&mut self, seq: u64, person: Person) {
        self.used_keys.extend(digests(&person.keys));
        self.sign_in_names
            .insert(folded(&person.sign_in_name), person.id);
        self.enrolled.push(seq, person.id);
        self.people
            .entry(person.id)
            .or_default()
            .push(seq, person.into());
    }

    fn rekey(&mut self, seq: u64, id: PersonId, keys: PublicKeys) {
        self.used_keys.extend(digests(&keys));
        if let Some(line) = self.people.get_mut(&id)
            && let Some(Identity { person, .. }) = line.last(u64::MAX).cloned()
        {
            line.push(seq, Person { keys, ..person }.into());
        }
    }

    fn stand(&mut self, seq: u64, person: PersonId, standing: Standing) {
        self.standings
            .entry(person)
            .or_default()
            .push(seq, standing);
    }

    fn define_unit(&mut self, seq: u64, unit: Unit) {
        let (id, parent) = (unit.id, unit.parent);
        let mut line = Timeline::default();
        line.push(seq, unit);
        self.defined_units.push(seq, id);
        self.units.insert(
            id,
            Place {
                unit: line,
                below: Timeline::default(),
                closed: Timeline::default(),
            },
        );
        if let Some(parent) = parent {
            self.put_below(seq, parent, id);
        }
    }

    fn put_below(&mut self, seq: u64, parent: UnitId, id: UnitId) {
        if let Some(place) = self.units.get_mut(&parent)
            && !place.below.until(u64::MAX).any(|known| *known == id)
        {
            place.below.push(seq, id);
        }
    }

    fn change_unit(&mut self, seq: u64, id: UnitId, change: impl FnOnce(&mut Unit)) {
        if let Some(place) = self.units.get_mut(&id)
            && let Some(mut unit) = place.unit.last(u64::MAX).cloned()
        {
            change(&mut unit);
            place.unit.push(seq, unit);
        }
    }

    fn appoint(&mut self, seq: u64, person: PersonId, post: Post, deputy: Option<(PersonId, u64)>) {
        if !self.tenures.contains_key(&(post, person)) {
            self.posts_of.entry(person).or_default().push(seq, post);
            self.holders.entry(post).or_default().push(seq, person);
        }
        let tenure = Tenure {
            state: Hold::Appointed,
            deputy,
        };
        self.tenures
            .entry((post, person))
            .or_default()
            .push(seq, tenure);
    }

    /// Ends the admission of somebody to a post, or the whole tenure.
    fn end_tenure(&mut self, seq: u64, person: PersonId, post: Post, state: Hold) {
        let Some(line) = self.tenures.get_mut(&(post, person)) else {
            return;
        };
        let Some(tenure) = line
            .last(u64::MAX)
            .copied()
            .filter(|tenure| tenure.state != Hold::Ended)
        else {
            return;
        };
        line.push(seq, Tenure { state, ..tenure });
        let units = self.covered_units.get(&(post, person)).cloned();
        for unit in units.into_iter().flatten() {
            self.set_cover(seq, unit, post, person, Sections::NONE);
        }
    }

    fn end_tenures(&mut self, seq: u64, person: PersonId, state: Hold) {
        let posts: Vec<Post> = self
            .posts_of
            .get(&person)
            .into_iter()
            .flat_map(|line| line.until(u64::MAX).copied())
            .collect();
        for post in posts {
            self.end_tenure(seq, person, post, state);
        }
    }

    fn admit(
        &mut self,
        seq: u64,
        person: PersonId,
        fingerprint: Hash,
        post: Post,
        covers: &[Cover],
    ) {
        let key = (post, person);
        if let Some(line) = self.tenures.get_mut(&key)
            && let Some(tenure) = line.last(u64::MAX).copied()
        {
            let state = Hold::Admitted(fingerprint, seq);
            line.push(seq, Tenure { state, ..tenure });
        }
        for Cover { unit, sections } in covers.iter().copied() {
            let line = self.covers.entry(unit).or_default().entry(key).or_default();
            let before = line
                .last(u64::MAX)
                .filter(|covered| covered.fingerprint == fingerprint)
                .map_or(Sections::NONE, |covered| covered.sections);
            let sections = before.union(sections);
            line.push(
                seq,
                Covered {
                    fingerprint,
                    sections,
                },
            );
            self.covered_units.entry(key).or_default().insert(unit);
        }
    }

    fn set_cover(
        &mut self,
        seq: u64,
        unit: UnitId,
        post: Post,
        person: PersonId,
        sections: Sections,
    ) {
        if let Some(line) = self
            .covers
            .get_mut(&unit)
            .and_then(|lines| lines.get_mut(&(post, person)))
            && let Some(Covered { fingerprint, .. }) = line.last(u64::MAX).copied()
        {
            line.push(
                seq,
                Covered {
                    fingerprint,
                    sections,
                },
            );
        }
    }

    /// Admissions cover what a post may view at the time and no more: what it loses does not come back by itself.
    fn clip_covers(&mut self, seq: u64) {
        let view = View::new(self, seq.saturating_add(1));
        let mut clipped = Vec::new();
        for ((post, person), units) in &self.covered_units {
            for unit in units {
                let covered = view.noted_cover(*unit, *post, *person);
                let left = covered.intersection(view.entitled(*post, *unit));
                if left != covered {
                    clipped.push((*unit, *post, *person, left));
                }
            }
        }
        for (unit, post, person, left) in clipped {
            self.set_cover(seq, unit, post, person, left);
        }
    }

    fn set_policy(&mut self, at: Position, author: Author, policy: Policy) {
        let before = self.policy.last(u64::MAX);
        let ends = before.is_some_and(|before| before.separate_duties) && !policy.separate_duties;
        let fingerprint = match author {
            Author::Person(person) => View::new(self, at.seq).fingerprint_of(person),
            Author::Recovery => None,
        };
        let release = fingerprint.filter(|_| ends).map(|fingerprint| Release {
            at,
            author,
            fingerprint,
        });
        self.release.push(at.seq, release);
        let separate_duties = policy.separate_duties || ends;
        let policy = Policy {
            separate_duties,
            ..policy
        };
        self.policy.push(at.seq, policy);
    }

    fn countersign(&mut self, seq: u64, author: Author, other: Position) {
        let release = self.release.last(u64::MAX).copied().flatten();
        if release.is_some_and(|release| release.at == other) {
            let policy = self.policy.last(u64::MAX).cloned().unwrap_or_default();
            self.release.push(seq, None);
            self.policy.push(
                seq,
                Policy {
                    separate_duties: false,
                    ..policy
                },
            );
            return;
        }
        let Some(checkpoint) = self.checkpoints.get_mut(&other.seq) else {
            return;
        };
        checkpoint.countersigned.push(seq, author);
        for snapshot in &checkpoint.snapshots {
            self.snapshots
                .entry(snapshot.unit)
                .or_default()
                .push(seq, *snapshot);
        }
    }

    /// Notes which keys somebody of `losers` could open before this entry and may not now.
    fn note_stale(&mut self, seq: u64, losers: &BTreeSet<PersonId>) {
        let before = View::new(self, seq);
        let after = View::new(self, seq.saturating_add(1));
        let mut lost = BTreeMap::new();
        for person in losers {
            let kept = after.keys_of(*person);
            let had = before.keys_of(*person);
            let gone = had.into_iter().filter(|key| !kept.contains(key));
            lost.extend(gone.filter_map(|key| after.epoch(&key).map(|now| (key, now.epoch))));
        }
        for (key, epoch) in lost {
            self.stale.entry(key).or_default().push(seq, epoch);
        }
    }
}

fn digests(keys: &PublicKeys) -> [Hash; 2] {
    [Hash::of(&keys.verifying), Hash::of(&keys.wrapping)]
}

/// Every reach has the post's own unit in it.
fn viewed_at_own_unit(role: &Role) -> Sections {
    role.rights
        .iter()
        .filter(|right| right.operation == Operation::View)
        .fold(Sections::NONE, |all, right| all.union(right.sections))
}
