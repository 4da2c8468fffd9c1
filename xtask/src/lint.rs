//! Formatting, clippy, documentation, boundaries, licences.

use std::path::Path;

use crate::{Outcome, boundaries, install, run, tally::Tally};

/// All of it; `false` if anything is wrong.
///
/// # Errors
/// A tool can't be started.
pub(crate) fn lint() -> Outcome<bool> {
    // Compiling it takes minutes, so only who asks for the lints pays for it, once; `test` takes what is there.
    if install::found_cargo_deny().is_none()
        && let Err(error) = install::cargo_deny()
    {
        println!("cargo-deny could not be installed: {error}");
    }
    let mut tally = Tally::default();
    count(&mut tally)?;
    Ok(tally.close())
}

/// All of it, each step added to the count.
///
/// # Errors
/// A tool can't be started.
pub(crate) fn count(tally: &mut Tally) -> Outcome {
    install::wasm_target()?;
    let deny = ["--", "-D", "warnings"];
    let tool = ["--manifest-path", "xtask/Cargo.toml"];
    let browser = [
        "-p",
        "page",
        "-p",
        "engine",
        "--target",
        "wasm32-unknown-unknown",
        "--features",
        "page/gallery",
    ];
    let documented = ["doc", "--locked", "--no-deps", "--document-private-items"];

    let mut step = |name: &str, arguments: &[&[&str]]| -> Outcome {
        let arguments = arguments.concat();
        let mut cargo = run::cargo();
        cargo.args(&arguments).env("RUSTDOCFLAGS", "-D warnings");
        tally.check(name, run::succeeds(&mut cargo)?);
        Ok(())
    };
    step("formatting", &[&["fmt", "--all", "--check"]])?;
    step("formatting of xtask", &[&["fmt", "--check"], &tool])?;
    // Clippy would compile libFuzzer for targets of one line each; what they call is in the workspace.
    let targets = ["--manifest-path", "fuzz/Cargo.toml"];
    step("formatting of fuzz", &[&["fmt", "--check"], &targets])?;
    // With the feature, so that the tests behind it are looked at as well.
    let all = [
        "clippy",
        "--locked",
        "--all-targets",
        "--features",
        "vault/lifting",
    ];
    step("clippy", &[&all, &deny])?;
    step(
        "clippy in the browser",
        &[&["clippy", "--locked"], &browser, &deny],
    )?;
    step(
        "clippy of xtask",
        &[&["clippy", "--locked", "--all-targets"], &tool, &deny],
    )?;
    step("documentation", &[&documented])?;
    step("documentation in the browser", &[&documented, &browser])?;
    match install::found_cargo_deny() {
        Some(program) => dependencies(tally, &program)?,
        None => println!(
            "SKIPPED licences and advisories: cargo-deny is not there; `make lint` installs it"
        ),
    }
    boundaries::count(tally)
}

/// What comes in from outside, by `deny.toml`. The known advisories lie with their publisher, not with the packages: a machine that
/// can't reach them has nothing to check them by, and is told.
fn dependencies(tally: &mut Tally, program: &Path) -> Outcome {
    let deny = |arguments: &[&str]| {
        run::succeeds(
            run::command(program)
                .args(["--log-level", "error"])
                .args(arguments),
        )
    };
    tally.check("licences", deny(&["check", "bans", "licenses", "sources"])?);
    if deny(&["fetch", "db"])? {
        tally.check(
            "advisories",
            deny(&["check", "--disable-fetch", "advisories"])?,
        );
    } else {
        println!("SKIPPED advisories: their database can't be fetched from here");
    }
    Ok(())
}
