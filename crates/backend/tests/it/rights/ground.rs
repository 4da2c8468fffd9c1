//! What stands before anybody is asked: units, roles without rights, keys, and a checkpoint.

use ledger::{
    entry::Position,
    hash::Hash,
    id::{RoleId, UnitId},
    rights::{Duty, Sections},
    statement::{Cover, KeyName, Opening, Post, Role, RosterStatement, Snapshot, Unit, UnitKind},
    templates::ShippedRole,
};

use super::world::state_all;
use crate::company::{Company, openings, random};

pub(super) struct Ground {
    /// In the order of [`super::cell::Object::PLACES`].
    pub(super) places: [UnitId; 5],
    /// Below each place a unit to be moved, one to be closed, and one whose keys are to be opened.
    pub(super) moved: [UnitId; 5],
    pub(super) closed: [UnitId; 5],
    pub(super) opened: [UnitId; 5],
    /// Roles that give nothing: to be held and given up; to be appointed to; to be changed.
    pub(super) helper: RoleId,
    pub(super) second_helper: RoleId,
    pub(super) changed: RoleId,
    /// Roles of heads, held by nobody: admission is delegated to the second one's posts.
    pub(super) head: RoleId,
    pub(super) delegated_head: RoleId,
    /// The public half of the pair of the helpers elsewhere.
    pub(super) public_elsewhere: [u8; 32],
    /// A checkpoint of the founder's.
    pub(super) checkpoint: Position,
}

fn unit(parent: UnitId, name: &str, kind: UnitKind) -> (UnitId, RosterStatement) {
    let id = UnitId(random());
    let statement = RosterStatement::DefineUnit(Unit {
        id,
        parent: Some(parent),
        name: name.to_owned(),
        kind,
    });
    (id, statement)
}

fn role(name: &str, duties: &[Duty]) -> (RoleId, RosterStatement) {
    let id = RoleId(random());
    let statement = RosterStatement::DefineRole(Role {
        id,
        name: name.to_owned(),
        rights: Vec::new(),
        duties: duties.to_vec(),
    });
    (id, statement)
}

/// The first pair of a post.
pub(super) fn pair(post: Post, public: [u8; 32]) -> Opening {
    Opening {
        key: KeyName::Post(post),
        epoch: 1,
        commitment: Hash(random()),
        public: Some(Hash(public)),
        replaces: None,
    }
}

impl Ground {
    pub(super) async fn lay(company: &mut Company) -> Self {
        use UnitKind::{Department, Group};
        let root = company.root;
        let mut all = Vec::new();
        let mut add = |(id, statement)| {
            all.push(statement);
            id
        };
        let above = add(unit(root, "销售部", Department));
        let own = add(unit(above, "销售一组", Group));
        let below = add(unit(own, "销售一组甲", Group));
        let beside = add(unit(above, "销售二组", Group));
        let service = add(unit(root, "客服部", Department));
        let elsewhere = add(unit(service, "客服一组", Group));
        let places = [own, below, above, beside, elsewhere];
        let moved = places.map(|place| add(unit(place, &format!("搬{place}"), Group)));
        let closed = places.map(|place| add(unit(place, "撤", Group)));
        let opened = places.map(|place| add(unit(place, "开", Group)));
        let mut all_roles = Vec::new();
        let mut add = |(id, statement)| {
            all_roles.push(statement);
            id
        };
        let helper = add(role("帮手", &[]));
        let second_helper = add(role("二号帮手", &[]));
        let changed = add(role("改名的帮手", &[]));
        let head = add(role("组长", &[Duty::Head]));
        let delegated_head = add(role("二号组长", &[Duty::Head]));
        all.extend(all_roles);

        let founder = &company.founder.person;
        let covers = places.map(|unit| Cover {
            unit,
            sections: Sections::ALL,
        });
        all.push(RosterStatement::Admit {
            person: founder.id,
            fingerprint: founder.keys.fingerprint(),
            post: Post {
                unit: root,
                role: company.role(ShippedRole::Archivist),
            },
            covers: covers.to_vec(),
        });
        let public_elsewhere = random();
        let mut keys: Vec<Opening> = places.into_iter().flat_map(openings).collect();
        keys.push(Opening {
            key: KeyName::Index,
            epoch: 1,
            commitment: Hash(random()),
            public: None,
            replaces: None,
        });
        let unit = elsewhere;
        keys.push(pair(Post { unit, role: helper }, public_elsewhere));
        all.push(RosterStatement::OpenEpochs(keys));
        all.extend(places.map(|unit| {
            let role = delegated_head;
            RosterStatement::Delegate(Post { unit, role })
        }));
        all.push(RosterStatement::Checkpoint(vec![snapshot(root)]));
        state_all(company, all).await;
        Self {
            places,
            moved,
            closed,
            opened,
            helper,
            second_helper,
            changed,
            head,
            delegated_head,
            public_elsewhere,
            checkpoint: company.roster.head().unwrap(),
        }
    }
}

/// What a journal could have come to: whether it has is for readers to tell.
pub(super) fn snapshot(unit: UnitId) -> Snapshot {
    Snapshot {
        unit,
        head: Position {
            seq: 1,
            hash: Hash(random()),
        },
        digest: Hash(random()),
    }
}
