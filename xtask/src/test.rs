//! Everything that decides whether a change is good, on a machine that has nothing but rustup and Node.

use std::{sync::mpsc, thread, time::Instant};

use crate::{
    Outcome, bench, install, lint, place, run, serve, site,
    tally::{Counted, Tally},
};

// None has `-p`: another choice of crates has other features, and compiles the database anew.

/// What needs no built site.
const TESTS: [&str; 6] = [
    "test",
    "--locked",
    "--no-fail-fast",
    "--lib",
    "--test",
    "it",
];

/// Examples in the documentation.
const DOCUMENTED: [&str; 3] = ["test", "--locked", "--doc"];

/// The server's binary, with the site inside: what it does as a library, then as a process.
const BINARY: [&str; 6] = [
    "test",
    "--locked",
    "--no-fail-fast",
    "--bins",
    "--test",
    "process",
];

/// A server that lies: `crates/vault/tests/lies`.
const LIES: [&str; 6] = [
    "test",
    "--locked",
    "--features",
    "vault/lifting",
    "--test",
    "lies",
];

/// Tells the lies that hold this word in their names or their checks'; all of them without one.
///
/// # Errors
/// Cargo does not start.
pub(crate) fn lies(rest: &[String]) -> Outcome<bool> {
    let mut tally = Tally::default();
    let words = rest.iter().map(String::as_str);
    let arguments: Vec<&str> = LIES.into_iter().chain(["--"]).chain(words).collect();
    cargo_test(&mut tally, "lies", &arguments)?;
    Ok(tally.close())
}

/// Runs it all, and ends with one line: `N passed, N failed`.
///
/// # Errors
/// A tool is missing and can't be installed.
pub(crate) fn test() -> Outcome<bool> {
    let began = Instant::now();
    install::everything()?;
    let mut tally = Tally::default();
    // The modules are mostly linked, on one core; whatever needs none is looked at and tested meanwhile.
    let options = site::Options::default();
    let (compiled, modules) = mpsc::channel();
    let variants = thread::spawn(move || {
        // Nobody listens where the rest has broken off.
        let _ = compiled.send(in_words(site::compile(&options)));
        // The control of the canary test has to find what this engine does not seal.
        in_words(site::variant(site::Feature::UNSEALED))
            .and_then(|unsealed| Ok((unsealed, in_words(site::variant(site::Feature::GALLERY))?)))
    });
    lint::count(&mut tally)?;

    cargo_test(
        &mut tally,
        "tests of xtask",
        &["test", "--locked", "--manifest-path", "xtask/Cargo.toml"],
    )?;
    cargo_test(&mut tally, "tests", &TESTS)?;
    cargo_test(&mut tally, "documentation's tests", &DOCUMENTED)?;
    cargo_test(&mut tally, "lies", &LIES)?;

    // What is tested is what people run.
    let built = modules
        .recv()
        .unwrap_or_else(|_| Err("the compilation of the modules has broken off".to_owned()))
        .map_err(Into::into)
        .and_then(|()| site::build(&options))
        .and_then(|()| serve::build_binary(&options));
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
    cargo_test(&mut tally, "tests of the binary", &BINARY)?;

    let variants = variants
        .join()
        .unwrap_or_else(|_| Err("their compilation has broken off".to_owned()));
    if let Err(error) = &variants {
        println!("{error}");
    }
    tally.check(
        "builds without sealing and with the gallery",
        variants.is_ok(),
    );
    if let (Ok(()), Ok((unsealed, gallery))) = (built, variants) {
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

/// What may pass from one thread to another.
fn in_words<T>(outcome: Outcome<T>) -> Result<T, String> {
    outcome.map_err(|error| error.to_string())
}

fn cargo_test(tally: &mut Tally, name: &str, arguments: &[&str]) -> Outcome {
    let mut counted = Counted::default();
    let mut cargo = run::cargo();
    // Looking for primes takes most of these tests' time: a run uses those that the last one found.
    cargo.env("JIANDANG_TEST_KEYS", place::target().join("test-keys"));
    let succeeded = run::lines(cargo.args(arguments), |line| counted.cargo(line))?;
    tally.program(name, counted, succeeded);
    Ok(())
}
