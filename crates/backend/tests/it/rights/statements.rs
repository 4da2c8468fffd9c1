//! The statements of every kind, as the person would make them.

use ledger::{
    entry::SignedEntry,
    hash::Hash,
    id::{PersonId, RoleId, UnitId},
    rights::Section,
    statement::{
        Genesis, KeyName, Opening, Person, Policy, Post, Role, RosterStatement, Unit, UnitKind,
    },
    templates::ShippedRole,
};

use super::{
    cell::Object,
    ground::{pair, snapshot},
    world::{NO_ID, World, place},
};
use crate::company::{entry, new_keys, now, random};

/// How long deputies stand in, milliseconds.
const A_DAY: u64 = 24 * 60 * 60 * 1000;

impl World {
    /// One statement of a kind, signed by the person.
    pub(super) fn said(&self, kind: &str, object: Object) -> SignedEntry {
        let statement = self.with_ends(self.statement(kind, object));
        assert_eq!(statement.kind(), kind);
        self.signed(statement)
    }

    pub(super) fn signed(&self, statement: RosterStatement) -> SignedEntry {
        entry(
            self.company.org,
            &self.company.roster,
            self.subject.author(),
            &self.subject.signing,
            statement,
        )
    }

    fn statement(&self, kind: &str, object: Object) -> RosterStatement {
        use RosterStatement as S;
        let ground = &self.ground;
        let unit = self.unit(object);
        // The unit below that was made for this.
        let made = |units: [UnitId; 5]| place(object).map_or(unit, |place| units[place]);
        match kind {
            "genesis" => self.genesis(),
            "define_unit" => S::DefineUnit(Unit {
                id: UnitId(random()),
                parent: Some(unit),
                name: fresh("组"),
                kind: UnitKind::Group,
            }),
            "rename_unit" => S::RenameUnit(unit, fresh("组")),
            "move_unit" => S::MoveUnit(made(ground.moved), self.company.root, Vec::new()),
            "close_unit" => S::CloseUnit(made(ground.closed), Vec::new()),
            "define_role" => S::DefineRole(nothing(RoleId(random()))),
            "change_role" => S::ChangeRole(nothing(ground.changed), Vec::new()),
            "set_policy" => S::SetPolicy(Policy {
                idle_minutes: 20,
                ..Policy::default()
            }),
            "open_epochs" => S::OpenEpochs(vec![self.opening(object, made(ground.opened))]),
            "delegate" => S::Delegate(self.helper(object, ground.head)),
            "undelegate" => S::Undelegate(self.helper(object, ground.delegated_head)),
            "checkpoint" => S::Checkpoint(vec![snapshot(unit)]),
            "countersign" => S::Countersign(ground.checkpoint),
            _ => self.about_people(kind, object),
        }
    }

    fn about_people(&self, kind: &str, object: Object) -> RosterStatement {
        use RosterStatement as S;
        let person = self.whom(kind, object);
        let post = self.held(kind, object);
        match kind {
            "enrol" if object == Object::Oneself => {
                S::Enrol(self.subject.person.clone(), self.came_by)
            }
            "enrol" => S::Enrol(self.newcomer.person.clone(), self.newcomer_link),
            "appoint" => S::Appoint(person, post),
            "reinstate" => S::Reinstate(person),
            "suspend" => S::Suspend(person, Vec::new()),
            "retire" => S::Retire(person, Vec::new()),
            "dismiss" => S::Dismiss(person, post, Vec::new()),
            "admit" => {
                let view = self.company.roster.view();
                S::Admit {
                    person,
                    fingerprint: view.fingerprint_of(person).unwrap_or(Hash(random())),
                    post,
                    covers: view.entitlements(post),
                }
            }
            "deputize" => S::Deputize {
                absent: person,
                deputy: self.colleague.person.id,
                post,
                until: now() + A_DAY,
            },
            "rekey" if object == Object::Somebody => {
                let said = &self.renewal.renewed;
                let keys = ledger::statement::PublicKeys {
                    wrapping: said.wrapping.0.clone(),
                    verifying: said.verifying.array().unwrap(),
                };
                S::Rekey(person, keys, Vec::new())
            }
            "rekey" => S::Rekey(person, new_keys().1, Vec::new()),
            _ => panic!("{kind}: a statement is to be thought of"),
        }
    }

    /// Whom a statement is about.
    fn whom(&self, kind: &str, object: Object) -> PersonId {
        match (kind, object) {
            (_, Object::Oneself) => self.subject.person.id,
            (_, Object::Nobody) => PersonId(NO_ID),
            ("reinstate" | "retire", _) => self.away.person.id,
            ("deputize", _) => self.company.founder.person.id,
            _ => self.colleague.person.id,
        }
    }

    /// The post that a statement is about.
    fn held(&self, kind: &str, object: Object) -> Post {
        let root = |role| Post {
            unit: self.company.root,
            role,
        };
        let stands_in = [ShippedRole::Archivist, ShippedRole::UnitHead].contains(&self.role);
        let helper = match kind {
            "appoint" => self.ground.second_helper,
            _ => self.ground.helper,
        };
        match (kind, object) {
            ("admit" | "deputize", Object::Oneself) => self.post(),
            ("dismiss", Object::Nothing) if stands_in => self.post(),
            ("dismiss", Object::Nothing) | ("deputize", _) => {
                root(self.company.role(ShippedRole::Archivist))
            }
            (_, Object::Oneself) => self.helper(Object::Own, helper),
            (_, Object::Somebody | Object::Nobody) => root(helper),
            _ => self.helper(object, helper),
        }
    }

    /// The first key of a unit, or the next index key.
    fn opening(&self, object: Object, unit: UnitId) -> Opening {
        let view = self.company.roster.view();
        let key = match object {
            Object::Nothing => KeyName::Index,
            _ => KeyName::Unit(unit, Section::Card),
        };
        let present = view.epoch(&key).map(|opening| opening.epoch);
        Opening {
            key,
            epoch: present.unwrap_or(0) + 1,
            public: None,
            replaces: present,
            ..pair(self.post(), random())
        }
    }

    fn genesis(&self) -> RosterStatement {
        let root = UnitId(random());
        RosterStatement::Genesis(Genesis {
            root: Unit {
                id: root,
                parent: None,
                name: "公司".to_owned(),
                kind: UnitKind::Company,
            },
            founder: Person {
                keys: new_keys().1,
                ..self.subject.person.clone()
            },
            recovery: ledger::statement::RecoveryKeys {
                verifying: new_keys().1.verifying,
                wrapping: [9; 32],
            },
            roles: Vec::new(),
            founder_roles: Vec::new(),
            policy: Policy::default(),
        })
    }
}

/// A role that gives nothing, under a new name.
fn nothing(id: RoleId) -> Role {
    Role {
        id,
        name: fresh("角色"),
        rights: Vec::new(),
        duties: Vec::new(),
    }
}

fn fresh(word: &str) -> String {
    format!("{word}{}", UnitId(random()))
}
