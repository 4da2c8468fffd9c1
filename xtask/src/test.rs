//! Everything that decides whether a change is good, on a machine that has nothing but rustup and Node.

use std::{path::PathBuf, time::Instant};

use crate::{
    Outcome, bench, install, lint, place, run, serve, site,
    tally::{Counted, Tally},
};

/// Runs it all, and ends with one line: `N passed, N failed`.
///
/// # Errors
/// A tool is missing and can't be installed.
pub(crate) fn test() -> Outcome<bool> {
    let began = Instant::now();
    install::everything()?;
    let mut tally = Tally::default();
    lint::count(&mut tally)?;

    cargo_test(
        &mut tally,
        "tests of xtask",
        &["test", "--locked", "--manifest-path", "xtask/Cargo.toml"],
    )?;

    // What is tested is what people run.
    let options = site::Options::default();
    let built = site::build(&options).and_then(|()| serve::build_binary(&options));
    if let Err(error) = &built {
        println!("{error}");
    }
    tally.check("build", built.is_ok());
    if built.is_ok() {
        // Unlike times, sizes are the same on every machine.
        let sizes = bench::sizes("dev");
        if let Err(error) = &sizes {
            println!("{error}");
        }
        tally.check("sizes", sizes.unwrap_or(false));
    }

    // The default members in one go: each crate alone would have other features and compile the database again.
    cargo_test(&mut tally, "tests", &["test", "--locked", "--no-fail-fast"])?;

    // The control of the canary test: it has to find what this engine does not seal.
    let unsealed = variant(&mut tally, "build without sealing", site::Feature::UNSEALED);
    let gallery = variant(&mut tally, "build of the gallery", site::Feature::GALLERY);
    if let (Ok(()), Some(unsealed), Some(gallery)) = (built, unsealed, gallery) {
        let mut counted = Counted::default();
        let mut playwright = run::command("npx");
        playwright
            .args(["playwright", "test", "--project", "chromium"])
            .current_dir(place::root().join("end2end"));
        playwright
            .env("JIANDANG_BINARY", place::binary("dev"))
            .env("JIANDANG_UNSEALED", unsealed)
            .env("JIANDANG_GALLERY", gallery)
            .env("CI", "1")
            .env("NO_COLOR", "1");
        let succeeded = run::lines(&mut playwright, |line| counted.playwright(line))?;
        tally.program("browser tests", counted, succeeded);
    }
    println!("{:.0} s", began.elapsed().as_secs_f32());
    Ok(tally.close())
}

/// Builds what tests serve in place of the product's.
fn variant(tally: &mut Tally, name: &str, feature: site::Feature) -> Option<PathBuf> {
    let built = site::variant(feature);
    if let Err(error) = &built {
        println!("{error}");
    }
    tally.check(name, built.is_ok());
    built.ok()
}

fn cargo_test(tally: &mut Tally, name: &str, arguments: &[&str]) -> Outcome {
    let mut counted = Counted::default();
    let succeeded = run::lines(run::cargo().args(arguments), |line| counted.cargo(line))?;
    tally.program(name, counted, succeeded);
    Ok(())
}
