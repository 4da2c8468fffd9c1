//! Opening the files, at two desks at once: most of the time a server that is not optimised is waited for, and it has more than one core.

use std::collections::BTreeMap;

use bridge::{
    Failure, Secret,
    account::SignIn,
    client::{GetChoices, SaveClient},
};
use dossier::client::Field;
use tokio::{runtime::Handle, sync::mpsc};
use vault::Method;

use super::{
    NewFile,
    found::{FoundError, at},
    staff::{FOUNDER, PASSWORD},
};
use crate::client::{Client, Fate};

/// More than two would mostly pull what the others write.
const DESKS: usize = 2;

/// A file whose unit and account manager are on its form, by their ids.
pub(super) struct Ready {
    pub(super) file: NewFile,
    pub(super) unit: String,
    pub(super) manager: String,
}

/// The founder signs in at as many browsers and opens the files, each by an entry of its own, as if it had been typed. `opened` is told
/// of each.
///
/// # Errors
/// The first that a desk meets. The others stop.
pub(super) async fn open(
    origin: &str,
    files: Vec<Ready>,
    mut opened: impl FnMut(),
) -> Result<(), FoundError> {
    let (report, mut reports) = mpsc::unbounded_channel();
    for share in shares(files) {
        let (origin, report) = (origin.to_owned(), report.clone());
        tokio::task::spawn_blocking(move || {
            let desk = desk(&origin, share, &report);
            if let Err(error) = Handle::current().block_on(desk) {
                // Nobody listens any more: another desk failed before.
                let _ = report.send(Err(error));
            }
        });
    }
    drop(report);
    while let Some(report) = reports.recv().await {
        report?;
        opened();
    }
    Ok(())
}

/// A unit's files go to one desk, so that no two write to one journal. The most go to who has the least.
fn shares(files: Vec<Ready>) -> Vec<Vec<Ready>> {
    let mut units: BTreeMap<String, Vec<Ready>> = BTreeMap::new();
    for file in files {
        units.entry(file.unit.clone()).or_default().push(file);
    }
    let mut units: Vec<Vec<Ready>> = units.into_values().collect();
    units.sort_by_key(|files| std::cmp::Reverse(files.len()));
    let mut shares: Vec<Vec<Ready>> = (0..DESKS).map(|_| Vec::new()).collect();
    for files in units {
        if let Some(least) = shares.iter_mut().min_by_key(|share| share.len()) {
            least.extend(files);
        }
    }
    shares
}

async fn desk(
    origin: &str,
    share: Vec<Ready>,
    report: &mpsc::UnboundedSender<Result<(), FoundError>>,
) -> Result<(), FoundError> {
    let mut browser = Client::new(origin);
    let sign_in = SignIn {
        sign_in_name: FOUNDER.sign_in_name.to_owned(),
        password: Secret::new(PASSWORD.to_owned()),
    };
    browser.call(sign_in).await.map_err(at("desk"))?;
    // How far the chains have come need not be remembered after every file: it is with the last one.
    browser.network(|request| match request.method {
        Method::Put => Fate::Lost,
        _ => Fate::Arrives,
    });
    let last = share.len().saturating_sub(1);
    for (number, ready) in share.into_iter().enumerate() {
        if number == last {
            browser.mend_network();
        }
        save(&mut browser, ready).await.map_err(at("client file"))?;
        if report.send(Ok(())).is_err() {
            break;
        }
    }
    Ok(())
}

async fn save(browser: &mut Client, ready: Ready) -> Result<(), Failure> {
    let draft = browser.call(GetChoices).await?.draft;
    let form = ready.file.form;
    let save = SaveClient {
        draft,
        base: None,
        form: form
            .with(Field::Unit, ready.unit)
            .with(Field::Manager, ready.manager),
    };
    browser.call(save).await?;
    Ok(())
}
