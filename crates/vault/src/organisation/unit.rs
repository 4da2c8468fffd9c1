//! Adding a unit. An archivist opens its keys in the same batch and lets in whoever is admitted already and reaches it.

use bridge::{
    Failure, Reason,
    organisation::{AddUnit, UnitKind},
};
use ledger::{
    id::UnitId,
    rights::Duty,
    statement::{RosterStatement, Unit, UnitKind as Kind},
};

use crate::{
    Result,
    api::Api,
    platform::{Platform, uuid_v7},
    remote::Remote,
    session::Session,
    typed,
};

/// Adds a unit.
pub(crate) async fn add_unit<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &AddUnit,
) -> Result<()> {
    let parent: UnitId = request
        .parent
        .parse()
        .map_err(|_| Failure::from(Reason::NotFound))?;
    let kind = match request.kind {
        UnitKind::Company => return Err(Reason::NotAllowed.into()),
        UnitKind::Department => Kind::Department,
        UnitKind::Group => Kind::Group,
    };
    let unit = Unit {
        id: UnitId(uuid_v7(platform)),
        parent: Some(parent),
        name: typed::name("name", &request.name)?,
        kind,
    };
    let archivist = session.has_duty(Duty::Archive);
    session
        .state(api, platform, |draft, letting, keyring| {
            draft.state(RosterStatement::DefineUnit(unit.clone()))?;
            if archivist {
                letting.open_units(platform, draft, keyring)?;
                letting.widen(draft)?;
            }
            Ok(())
        })
        .await
}
