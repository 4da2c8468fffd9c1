//! Formatting, clippy, documentation, boundaries, licences.

use crate::{Outcome, boundaries, install, run, tally::Tally};

/// All of it; `false` if anything is wrong.
///
/// # Errors
/// A tool can't be started.
pub(crate) fn lint() -> Outcome<bool> {
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
        "page/doors,page/gallery",
    ];

    let mut step = |name: &str, arguments: &[&[&str]]| -> Outcome {
        let arguments = arguments.concat();
        let mut cargo = run::cargo();
        cargo.args(&arguments).env("RUSTDOCFLAGS", "-D warnings");
        tally.check(name, run::succeeds(&mut cargo)?);
        Ok(())
    };
    step("formatting", &[&["fmt", "--all", "--check"]])?;
    step("formatting of xtask", &[&["fmt", "--check"], &tool])?;
    step("clippy", &[&["clippy", "--locked", "--all-targets"], &deny])?;
    step(
        "clippy in the browser",
        &[&["clippy", "--locked"], &browser, &deny],
    )?;
    let rooms = ["-p", "page", "--target", "wasm32-unknown-unknown"];
    step(
        "clippy of the rooms",
        &[&["clippy", "--locked"], &rooms, &deny],
    )?;
    step(
        "clippy of xtask",
        &[&["clippy", "--locked", "--all-targets"], &tool, &deny],
    )?;
    step(
        "documentation",
        &[&["doc", "--locked", "--no-deps", "--document-private-items"]],
    )?;
    if run::exists("cargo-deny") {
        let check = ["deny", "--log-level", "error", "check"];
        step("licences", &[&check, &["bans", "licenses", "sources"]])?;
        step("advisories", &[&check, &["advisories"]])?;
    } else {
        println!("cargo-deny is not installed: licences and advisories are not checked");
    }
    boundaries::count(tally)
}
