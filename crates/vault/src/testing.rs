//! A machine and a small organisation for the crate's own tests.
#![allow(clippy::unwrap_used)]

use async_trait::async_trait;
use getrandom::{SysRng, rand_core::UnwrapErr};
use ledger::{
    entry::Author,
    id::{InvitationId, OrgId, PersonId, RoleId, UnitId},
    roster::Roster,
    statement::{
        Genesis, Person, Policy, Post, PublicKeys, RecoveryKeys, RosterStatement, Unit, UnitKind,
    },
    templates::{ShippedRole, shipped_roles},
};
use seal::{
    identity::{SigningKey, WrappingKey, WrappingPublic},
    recovery::Seed,
};
use zeroize::Zeroizing;

use crate::{
    draft::Draft,
    keyring::Keyring,
    people::Letting,
    platform::{Fault, NewWrappingKey, Platform},
};

/// This machine.
pub(crate) struct Machine;

#[async_trait(?Send)]
impl Platform for Machine {
    type WrappingKey = WrappingKey;
    type Rng = UnwrapErr<SysRng>;

    fn now(&self) -> u64 {
        1_767_225_600_000
    }

    fn rng(&self) -> Self::Rng {
        UnwrapErr(SysRng)
    }

    async fn make_wrapping_key(&self) -> Result<NewWrappingKey, Fault> {
        let key = WrappingKey::generate(&mut self.rng()).map_err(|_| Fault)?;
        Ok(NewWrappingKey {
            pkcs8: key.to_pkcs8().map_err(|_| Fault)?,
            spki: key.public_spki(),
        })
    }

    async fn load_wrapping_key(&self, pkcs8: &[u8]) -> Result<WrappingKey, Fault> {
        WrappingKey::from_pkcs8(pkcs8).map_err(|_| Fault)
    }

    async fn wrap(
        &self,
        public: &WrappingPublic,
        label: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, Fault> {
        let wrapped = public.wrap(label, plaintext, &mut self.rng());
        wrapped.map_err(|_| Fault)
    }

    async fn unwrap(
        &self,
        key: &WrappingKey,
        label: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Fault> {
        key.unwrap(label, ciphertext).map_err(|_| Fault)
    }
}

pub(crate) const FOUNDER: PersonId = PersonId([1; 16]);
pub(crate) const COLLEAGUE: PersonId = PersonId([2; 16]);
pub(crate) const ROOT: UnitId = UnitId([3; 16]);
const ORG: OrgId = OrgId([4; 16]);

/// The signing key of a person.
pub(crate) fn signing(person: PersonId) -> SigningKey {
    SigningKey::from_seed([person.0[0]; 32])
}

/// A shipped role's post at the root.
pub(crate) fn post(role: ShippedRole) -> Post {
    Post {
        unit: ROOT,
        role: RoleId([u8::try_from(role.index()).unwrap() + 1; 16]),
    }
}

/// An RSA key that anybody could have: making one takes its time.
fn spki() -> Vec<u8> {
    static KEY: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    KEY.get_or_init(|| {
        WrappingKey::generate(&mut UnwrapErr(SysRng))
            .unwrap()
            .public_spki()
    })
    .clone()
}

fn person(id: PersonId, name: &str) -> Person {
    // A key of its own for each: the last bytes of the modulus' encoding may be any odd ones.
    let mut wrapping = spki();
    let low = wrapping.len() - 6;
    wrapping[low] = id.0[0] | 1;
    wrapping[low - 1] = id.0[0];
    Person {
        id,
        name: name.to_owned(),
        sign_in_name: name.to_owned(),
        keys: PublicKeys {
            wrapping,
            verifying: signing(id).verifying(),
        },
    }
}

/// A draft of the founder's right after genesis, with the posts' pairs and the root's keys opened; the colleague is enrolled, and appointed as
/// archivist and as sales representative, both at the root.
pub(crate) fn founded<'a>(
    machine: &'a Machine,
    signing: &'a SigningKey,
) -> (Draft<'a, Machine>, Keyring) {
    let seed = Seed::generate(&mut machine.rng());
    let mut ids = 0;
    let roles = shipped_roles(|| {
        ids += 1;
        RoleId([ids; 16])
    });
    let mut draft = Draft::new(
        machine,
        ORG,
        Author::Person(FOUNDER),
        signing,
        Roster::new(),
    );
    draft
        .state(RosterStatement::Genesis(Genesis {
            root: Unit {
                id: ROOT,
                parent: None,
                name: "晨光商贸".to_owned(),
                kind: UnitKind::Company,
            },
            founder: person(FOUNDER, "wangmin"),
            recovery: RecoveryKeys {
                verifying: seed.signing().verifying(),
                wrapping: seed.wrapping().public(),
            },
            founder_roles: ShippedRole::FOUNDER
                .map(|role| roles[role.index()].id)
                .to_vec(),
            roles,
            policy: Policy::default(),
        }))
        .unwrap();
    let (mut keyring, mut letting) = (Keyring::default(), Letting::default());
    let newcomer = person(COLLEAGUE, "liqiang");
    draft
        .state(RosterStatement::Enrol(newcomer, InvitationId([5; 16])))
        .unwrap();
    for role in [ShippedRole::Archivist, ShippedRole::SalesRepresentative] {
        draft
            .state(RosterStatement::Appoint(COLLEAGUE, post(role)))
            .unwrap();
    }
    let open = [
        ShippedRole::Archivist,
        ShippedRole::SystemAdministrator,
        ShippedRole::SalesRepresentative,
    ];
    for role in open {
        letting
            .open_post(machine, &mut draft, &mut keyring, post(role))
            .unwrap();
    }
    letting
        .open_units(machine, &mut draft, &mut keyring)
        .unwrap();
    (draft, keyring)
}
