//! Founding a company: what the set-up page sends.

use ed25519_dalek::SigningKey;
use ledger::{
    Roster,
    hash::Hash,
    id::{OrgId, RoleId, UnitId},
    rights::Section,
    statement::{
        Genesis, KeyName, Opening, Policy, RecoveryKeys, Role, RosterStatement, Unit, UnitKind,
    },
    templates::{ShippedRole, shipped_roles},
};
use wire::account::SetUp;

use super::staff::{Staff, bytes, entry, now, random};
use crate::app::App;

/// What the set-up page sends: genesis, and the keys of the root unit.
pub(crate) fn set_up(
    app: &App,
    token: String,
    roles_of_founder: &[ShippedRole],
) -> (SetUp, NotYet) {
    let founder = Staff::new(app, "founder");
    let recovery = SigningKey::from_bytes(&random());
    let org = OrgId(random());
    let root = UnitId(random());
    let roles = shipped_roles(|| RoleId(random()));
    let genesis = RosterStatement::Genesis(Genesis {
        root: Unit {
            id: root,
            parent: None,
            name: "公司".to_owned(),
            kind: UnitKind::Company,
        },
        founder: founder.person.clone(),
        recovery: RecoveryKeys {
            verifying: recovery.verifying_key().to_bytes(),
            wrapping: [9; 32],
        },
        roles: roles.clone(),
        founder_roles: roles_of_founder
            .iter()
            .map(|role| roles[role.index()].id)
            .collect(),
        policy: Policy::default(),
    });
    let mut roster = Roster::new();
    let mut entries = Vec::new();
    for statement in [genesis, RosterStatement::OpenEpochs(openings(root))] {
        let entry = entry(org, &roster, founder.author(), &founder.signing, statement);
        roster.apply(&entry, now()).unwrap();
        entries.push(bytes(&entry));
    }
    let body = SetUp {
        token,
        entries,
        boxes: Vec::new(),
        account: founder.account.clone(),
    };
    (
        body,
        NotYet {
            org,
            founder,
            recovery,
            root,
            roles,
            roster,
        },
    )
}

/// A company that is not on a server yet.
pub(crate) struct NotYet {
    pub(crate) org: OrgId,
    pub(crate) founder: Staff,
    pub(crate) recovery: SigningKey,
    pub(crate) root: UnitId,
    pub(crate) roles: Vec<Role>,
    pub(crate) roster: Roster,
}

/// The first epochs of a unit's keys.
pub(crate) fn openings(unit: UnitId) -> Vec<Opening> {
    let opening = |section| Opening {
        key: KeyName::Unit(unit, section),
        epoch: 1,
        commitment: Hash(random()),
        public: None,
        replaces: None,
    };
    Section::ALL.into_iter().map(opening).collect()
}
