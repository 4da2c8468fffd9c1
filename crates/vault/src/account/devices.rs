//! Where I am signed in, and whose accounts are locked: the server's word, which nothing secret depends on.

use bridge::device::{
    DeviceView, DevicesView, LockView, Locks, LoseDevice, OpenedFile, OpenedFiles, SessionPlace,
};
use ledger::id::FileId;
use wire::{
    account::LossPut,
    device::{self, Devices, LockedAccounts},
    path,
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
