//! Everything that decides whether a change is good, on a machine that has nothing but rustup and Node.

use std::{
    thread::{self, JoinHandle},
    time::Instant,
};

use crate::{
    Outcome, bench, install, lint, place, run, serve, site,
    tally::{Counted, Tally},
};

/// A server that lies: `crates/vault/tests/lies`. Without `-p`, as every test: another choice of crates has other features, and compiles the
/// database anew.
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
    // The modules are mostly linked, on one core; what is looked at meanwhile is compiled into another folder.
    let options = site::Options::default();
    let modules = beside(move || site::compile(&options));
    lint::count(&mut tally)?;
    // The modules leave one core idle. Only the server, which takes the site in, is compiled once more below.
    let compile_tests = || run::succeeds(run::cargo().args(["test", "--locked", "--no-run"]));
    compile_tests()?;

    cargo_test(
        &mut tally,
        "tests of xtask",
        &["test", "--locked", "--manifest-path", "xtask/Cargo.toml"],
    )?;

    let built = finished(modules).and_then(|()| site::build(&options));
    // The control of the canary test has to find what this engine does not seal.
    let variants = beside(|| {
        Ok((
            site::variant(site::Feature::UNSEALED)?,
            site::variant(site::Feature::GALLERY)?,
        ))
    });
    // Before the binary, which would be compiled alone: the pages as its library and their tests are the longest pieces, and go side by side.
    // What fails here, fails again below.
    compile_tests()?;
    // What is tested is what people run.
    let built = built.and_then(|()| serve::build_binary(&options));
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

    cargo_test(&mut tally, "lies", &LIES)?;

    let variants = finished(variants);
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

/// Work that goes on beside other work; a failure in words.
type Beside<T> = JoinHandle<Result<T, String>>;

fn beside<T: Send + 'static>(work: impl FnOnce() -> Outcome<T> + Send + 'static) -> Beside<T> {
    thread::spawn(|| work().map_err(|error| error.to_string()))
}

/// What came of it.
fn finished<T>(work: Beside<T>) -> Outcome<T> {
    match work.join() {
        Ok(done) => Ok(done?),
        Err(_) => Err("a build has broken off".into()),
    }
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
