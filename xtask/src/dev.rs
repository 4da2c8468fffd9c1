//! Rebuild and restart at every change. It looks at the files' times, twice a second: no watcher to install.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Child,
    thread,
    time::{Duration, Instant, SystemTime},
};

use crate::{Outcome, place, run, serve, site};

const WATCHED: &[&str] = &["app", "crates", "frontend", "server", "style", "Cargo.toml"];
const PAUSE: Duration = Duration::from_millis(500);

/// Runs for ever.
///
/// # Errors
/// The server can't be started.
pub(crate) fn dev(arguments: &[String]) -> Outcome {
    let options = site::Options {
        wasm_dev: true,
        feature: Some(site::Feature::GALLERY),
        ..site::Options::default()
    };
    let mut seen = times();
    let mut server: Option<Child> = None;
    loop {
        let began = Instant::now();
        match site::build(&options).and_then(|()| serve::build_binary(&options)) {
            Ok(()) => {
                stop(server.take());
                server = Some(
                    run::command(place::binary("dev"))
                        .arg("serve")
                        .args(arguments)
                        .spawn()?,
                );
                eprintln!(
                    "  rebuilt in {:.0} s; watching",
                    began.elapsed().as_secs_f32()
                );
            }
            // The last good build goes on answering.
            Err(error) => eprintln!("  {error}; watching"),
        }
        loop {
            thread::sleep(PAUSE);
            let now = times();
            if now != seen {
                seen = now;
                break;
            }
        }
    }
}

/// Ends the server as the system would, and waits for it to let go of the port.
fn stop(server: Option<Child>) {
    let Some(mut server) = server else { return };
    let asked = run::command("kill")
        .arg(server.id().to_string())
        .status()
        .is_ok_and(|status| status.success());
    if !asked && let Err(error) = server.kill() {
        eprintln!("  the server could not be stopped: {error}");
    }
    if let Err(error) = server.wait() {
        eprintln!("  the server was not waited for: {error}");
    }
}

fn times() -> BTreeMap<PathBuf, SystemTime> {
    let mut times = BTreeMap::new();
    for name in WATCHED {
        collect(&place::root().join(name), &mut times);
    }
    times
}

/// A file that vanishes while we look is a change that the next look sees.
fn collect(path: &Path, times: &mut BTreeMap<PathBuf, SystemTime>) {
    let Ok(metadata) = fs::metadata(path) else {
        return;
    };
    if metadata.is_dir() {
        let Ok(entries) = fs::read_dir(path) else {
            return;
        };
        entries
            .flatten()
            .for_each(|entry| collect(&entry.path(), times));
    } else if let Ok(time) = metadata.modified() {
        times.insert(path.to_path_buf(), time);
    }
}
