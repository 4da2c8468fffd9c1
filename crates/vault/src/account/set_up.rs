//! Founding an organisation: its roster from genesis on, the first keys and their boxes, all made here and sent at once.

use bridge::{Failure, Reason, Secret, account::SetUp};
use ledger::{
    entry::Author,
    id::{OrgId, PersonId, RoleId, UnitId},
    roster::Roster,
    statement::{Genesis, Person, Policy, Post, RecoveryKeys, RosterStatement, Unit, UnitKind},
    templates::{ShippedRole, shipped_roles},
};
use seal::recovery::Seed;
use wire::{
    account::{SetUp as SetUpBody, SetUpToken, SignedIn},
    path,
};

use super::template;
use crate::{
    Result,
    api::{Api, ApiError},
    draft::Draft,
    identity::NewKeys,
    keyring::Keyring,
    people::Letting,
    pins::Pins,
    platform::{Platform, random, uuid_v7},
    remote::{Method, Remote},
    session::Session,
    typed,
};

/// Asks whether a set-up link is the one that the server printed last.
pub(crate) async fn check_set_up<R: Remote>(api: &Api<R>, token: &Secret) -> Result<()> {
    let body = SetUpToken {
        token: token.expose().to_owned(),
    };
    let asked = api.tell(Method::Post, path::SET_UP_TOKEN, &body).await;
    asked.map(|_| ()).map_err(refused)
}

/// There is no other right to be missing than the token's.
fn refused(error: ApiError) -> Failure {
    match error {
        ApiError::Refused(ref refusal) if refusal.code == wire::Code::NotAllowed => {
            Reason::SetUpToken.into()
        }
        error => error.into(),
    }
}

/// Founds.
pub(crate) async fn set_up<R: Remote, P: Platform>(
    api: &Api<R>,
    platform: &P,
    seed: &Seed,
    request: &SetUp,
) -> Result<Session<P>> {
    let company = typed::name("company", &request.company)?;
    let name = typed::name("name", &request.name)?;
    let sign_in_name = typed::sign_in_name(&request.sign_in_name)?;
    let org = OrgId(random(platform));
    let person = PersonId(uuid_v7(platform));
    let root = UnitId(uuid_v7(platform));
    let keys = NewKeys::make(platform).await?;
    let signing = keys.signing.clone();
    let author = Author::Person(person);
    let roles = shipped_roles(|| RoleId(uuid_v7(platform)));
    let founder_roles: Vec<RoleId> = ShippedRole::FOUNDER
        .iter()
        .filter_map(|shipped| roles.get(shipped.index()))
        .map(|role| role.id)
        .collect();

    let mut draft = Draft::new(platform, org, author, &signing, Roster::new());
    let mut keyring = Keyring::default();
    let mut letting = Letting::default();
    draft.state(RosterStatement::Genesis(Genesis {
        root: Unit {
            id: root,
            parent: None,
            name: company,
            kind: UnitKind::Company,
        },
        founder: Person {
            id: person,
            name,
            sign_in_name: sign_in_name.clone(),
            keys: keys.public.clone(),
        },
        recovery: RecoveryKeys {
            verifying: seed.signing().verifying(),
            wrapping: seed.wrapping().public(),
        },
        roles,
        founder_roles: founder_roles.clone(),
        policy: Policy::default(),
    }))?;
    // The recovery root's own voice, right after genesis and bound to it by `prev`: whoever recovers later demands it, since a server
    // could found an organisation of its own around the root's public halves.
    let root_signing = seed.signing();
    draft.speak_as(Author::Recovery, &root_signing);
    for role in &founder_roles {
        let post = Post {
            unit: root,
            role: *role,
        };
        letting.open_post(platform, &mut draft, &mut keyring, post)?;
    }
    draft.speak_as(author, &signing);
    for unit in template::units(request.template, root, || UnitId(uuid_v7(platform))) {
        draft.state(RosterStatement::DefineUnit(unit))?;
    }
    letting.open_units(platform, &mut draft, &mut keyring)?;
    letting.open_index(platform, &mut draft, &mut keyring)?;
    for role in founder_roles {
        let post = Post { unit: root, role };
        let missing = draft
            .roster
            .view()
            .waiting()
            .into_iter()
            .find(|waiting| waiting.person == person && waiting.post == post);
        letting.found(
            &mut draft,
            person,
            post,
            missing.map(|waiting| waiting.missing).unwrap_or_default(),
        )?;
    }
    let boxes = letting.boxes(platform, &draft, &signing, &keyring).await?;
    let entries = draft.bytes();
    let roster = draft.roster;
    let keys = keys.under(platform, &sign_in_name, request.password.expose())?;
    let pins = keys.noted(platform, Pins::of(&roster)?);
    let (account, locker) = keys.account(platform, org, person, &pins)?;
    let body = SetUpBody {
        token: request.token.expose().to_owned(),
        entries,
        boxes,
        account,
    };
    let _: SignedIn = api.post(path::SET_UP, &body).await.map_err(refused)?;
    api.act_as(person);
    Session::open(platform, person, locker, pins, roster, keyring).await
}
