//! What has been stated, indexed for the questions that views ask. Only statements that were judged get here.

use std::collections::{BTreeMap, BTreeSet};

use super::timeline::Timeline;
use crate::{
    hash::Hash,
    id::{InvitationId, PersonId, RoleId, UnitId},
    rights::{Operation, Sections},
    statement::{
        Cover, Genesis, KeyName, Opening, Person, Policy, Post, PublicKeys, RecoveryKeys, Role,
        RosterStatement, Unit,
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

/// A unit in its place.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) unit: Unit,
    /// From the root to the unit itself.
    pub(super) path: Vec<UnitId>,
    pub(super) children: Timeline<UnitId>,
    pub(super) since: u64,
}

/// That an archivist let a person's key, at a post, have the keys of sections of a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Covered {
    pub(super) person: PersonId,
    pub(super) fingerprint: Hash,
    pub(super) post: Post,
    pub(super) sections: Sections,
}

/// Every fact of the roster, with the entry since which it holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) people: BTreeMap<PersonId, Timeline<Identity>>,
    pub(super) enrolled: Timeline<PersonId>,
    pub(super) sign_in_names: BTreeMap<String, PersonId>,
    pub(super) units: BTreeMap<UnitId, Place>,
    pub(super) defined_units: Timeline<UnitId>,
    pub(super) roles: BTreeMap<RoleId, Timeline<Role>>,
    pub(super) defined_roles: Timeline<RoleId>,
    pub(super) posts_of: BTreeMap<PersonId, Timeline<Post>>,
    pub(super) holders: BTreeMap<Post, Timeline<PersonId>>,
    /// The fingerprints admitted.
    pub(super) admitted: BTreeMap<(PersonId, Post), Timeline<Hash>>,
    pub(super) covers: BTreeMap<UnitId, Timeline<Covered>>,
    pub(super) epochs: BTreeMap<KeyName, Timeline<Opening>>,
    pub(super) policy: Timeline<Policy>,
    /// The policy before genesis.
    pub(super) no_policy: Policy,
    pub(super) recovery: Option<RecoveryKeys>,
    /// Digests of every public key that anybody had.
    used_keys: BTreeSet<Hash>,
    used_invitations: BTreeSet<InvitationId>,
}

impl Facts {
    /// Takes a statement that was judged and fits.
    pub(super) fn record(&mut self, seq: u64, statement: RosterStatement) {
        match statement {
            RosterStatement::Genesis(genesis) => self.found(seq, genesis),
            RosterStatement::Enrol(person, invitation) => {
                self.used_invitations.insert(invitation);
                self.enrol(seq, person);
            }
            RosterStatement::DefineUnit(unit) => self.define_unit(seq, unit),
            RosterStatement::DefineRole(role) => self.define_role(seq, role),
            RosterStatement::Appoint(person, post) => self.appoint(seq, person, post),
            RosterStatement::Admit {
                person,
                fingerprint,
                post,
                covers,
            } => {
                self.admit(seq, person, fingerprint, post, &covers);
            }
            RosterStatement::OpenEpochs(openings) => {
                for opening in openings {
                    self.epochs
                        .entry(opening.key)
                        .or_default()
                        .push(seq, opening);
                }
            }
            RosterStatement::SetPolicy(policy) => self.policy.push(seq, policy),
            RosterStatement::Rekey(person, keys) => self.rekey(seq, person, keys),
        }
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
            self.define_role(seq, role);
            if founder_roles.contains(&post.role) {
                self.appoint(seq, person, post);
                let all = [Cover { unit, sections }];
                self.admit(
                    seq,
                    person,
                    fingerprint,
                    post,
                    if sections.is_empty() { &[] } else { &all },
                );
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

    fn define_unit(&mut self, seq: u64, unit: Unit) {
        let mut path = Vec::new();
        if let Some(parent) = unit.parent.and_then(|parent| self.units.get_mut(&parent)) {
            parent.children.push(seq, unit.id);
            path.clone_from(&parent.path);
        }
        path.push(unit.id);
        self.defined_units.push(seq, unit.id);
        self.units.insert(
            unit.id,
            Place {
                unit,
                path,
                children: Timeline::default(),
                since: seq,
            },
        );
    }

    fn define_role(&mut self, seq: u64, role: Role) {
        self.defined_roles.push(seq, role.id);
        self.roles.entry(role.id).or_default().push(seq, role);
    }

    fn appoint(&mut self, seq: u64, person: PersonId, post: Post) {
        self.posts_of.entry(person).or_default().push(seq, post);
        self.holders.entry(post).or_default().push(seq, person);
    }

    fn admit(
        &mut self,
        seq: u64,
        person: PersonId,
        fingerprint: Hash,
        post: Post,
        covers: &[Cover],
    ) {
        self.admitted
            .entry((person, post))
            .or_default()
            .push(seq, fingerprint);
        for Cover { unit, sections } in covers.iter().copied() {
            self.covers.entry(unit).or_default().push(
                seq,
                Covered {
                    person,
                    fingerprint,
                    post,
                    sections,
                },
            );
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
