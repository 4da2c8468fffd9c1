//! Where I am signed in, and whose accounts are locked: the server's word, which nothing secret depends on.

use bridge::{
    Reason,
    device::{
        DeviceView, DevicesView, LockView, Locks, LoseDevice, OpenedFile, OpenedFiles,
        SessionPlace, ViewedFile, Views,
    },
};
use ledger::id::{FileId, PersonId};
use wire::{
    account::LossPut,
    device::{self, Devices, LockedAccounts},
    path, views,
};

use super::{change_password::proven, second_factor};
use crate::{
    Result,
    api::Api,
    platform::Platform,
    remote::{Method, Remote},
    session::Session,
};

/// My devices and sessions.
pub(crate) async fn devices<R: Remote>(api: &Api<R>) -> Result<DevicesView> {
    let Devices { devices, sessions } = api.get(path::DEVICES).await?;
    let place = |session: &device::SessionLine| SessionPlace {
        id: session.id.clone(),
        address: session.address.clone().unwrap_or_default(),
        begun: session.begun,
        seen: session.seen,
        here: session.here,
    };
    let of = |device: Option<&str>| -> Vec<SessionPlace> {
        let sessions = sessions.iter();
        sessions
            .filter(|session| session.device.as_deref() == device)
            .map(place)
            .collect()
    };
    let mut all: Vec<DeviceView> = devices
        .into_iter()
        .map(|device| DeviceView {
            sessions: of(Some(&device.id)),
            id: device.id,
            label: device.label,
            address: device.address.unwrap_or_default(),
            first: device.first,
            last: device.last,
            lost: device.lost,
            here: device.here,
        })
        .collect();
    // Set-up and recovery begin a session before the browser has a name.
    let unnamed = of(None);
    if let Some(first) = unnamed.first() {
        all.push(DeviceView {
            id: String::new(),
            label: String::new(),
            address: first.address.clone(),
            first: first.begun,
            last: first.seen,
            lost: false,
            here: unnamed.iter().any(|session| session.here),
            sessions: unnamed,
        });
    }
    Ok(DevicesView { devices: all })
}

/// Ends a session of mine, or all but this one.
pub(crate) async fn end<R: Remote>(api: &Api<R>, id: Option<&str>) -> Result<()> {
    let path = id.map_or(path::SESSIONS.to_owned(), path::one_session);
    api.act(Method::Delete, &path).await?;
    Ok(())
}

/// Reports a device of mine lost, or found again, by my present password. A wrong one is found out here and is no guess at the server.
pub(crate) async fn lose<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &LoseDevice,
) -> Result<()> {
    let secret = proven(session, api, platform, request.password.expose()).await?;
    let put = LossPut {
        secret: secret.expose().to_vec().into(),
        lost: request.lost,
    };
    api.tell(Method::Put, &path::device_loss(&request.id), &put)
        .await?;
    Ok(())
}

/// What I have opened with a device of mine, named where I can still read it.
pub(crate) async fn opened<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    id: &str,
) -> Result<OpenedFiles> {
    let told: device::OpenedFiles = api.get(&path::device_views(id)).await?;
    let name = |file: &str| {
        let file: FileId = file.parse().ok()?;
        let (.., synced) = session.journals.file(file)?;
        synced.card.open().map(|card| card.name.clone())
    };
    let files = told.opened.into_iter().map(|opened| OpenedFile {
        name: name(&opened.file),
        file: opened.file,
        at: opened.at,
    });
    Ok(OpenedFiles {
        files: files.collect(),
    })
}

/// What somebody has opened, named where I can read it, and of how many files they are the account manager.
pub(crate) async fn views<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
    person: &str,
) -> Result<Views> {
    let person: PersonId = person.parse().map_err(|_| Reason::NotFound)?;
    let address = path::person_views(&person.to_string());
    let told: views::ViewedFiles = api.get(&address).await?;
    let view = session.view();
    let files = told.files.into_iter().map(|viewed| {
        let file: Option<FileId> = viewed.file.parse().ok();
        let known = file.and_then(|file| session.journals.file(file));
        let card = known.and_then(|(.., synced)| synced.card.open());
        let unit = known.and_then(|(unit, ..)| view.unit(unit));
        ViewedFile {
            name: card.map(|card| card.name.clone()),
            unit: unit.map(|unit| unit.name.clone()),
            times: viewed.times,
            last: viewed.last,
        }
    });
    let records = session.journals.units();
    let records = records.flat_map(|(_, journal)| journal.journal.files());
    let managed = records.filter(|(_, record)| record.meta.manager == person);
    Ok(Views {
        days: views::DAYS,
        files: files.collect(),
        more: told.more,
        manages: managed.count() as u64,
    })
}

/// Whose accounts are locked, and who has a second factor.
pub(crate) async fn locks<R: Remote>(api: &Api<R>) -> Result<Locks> {
    let told: LockedAccounts = api.get(path::LOCKS).await?;
    let locks = told.locked.into_iter().map(|lock| LockView {
        person: lock.person,
        until: lock.until,
    });
    Ok(Locks {
        locks: locks.collect(),
        guarded: second_factor::people(api).await?,
    })
}

/// Unlocks an account.
pub(crate) async fn unlock<R: Remote>(api: &Api<R>, person: &str) -> Result<()> {
    api.act(Method::Delete, &path::lock(person)).await?;
    Ok(())
}
