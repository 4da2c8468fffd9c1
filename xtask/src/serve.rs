//! Build, then run the binary.

use std::{path::PathBuf, process::Stdio};

use crate::{Outcome, place, run, site};

/// Builds the binary with the site inside.
///
/// # Errors
/// It does not compile.
pub(crate) fn build_binary(options: &site::Options) -> Outcome {
    // No `-p`: the features are then those of the tests, and the database is compiled once for both.
    let mut cargo = run::cargo();
    cargo.args(["build", "--locked", "--bin", "jiandang"]);
    if options.release {
        cargo.arg("--release");
    }
    run::done(&mut cargo)
}

/// Builds an example of the test kit, and says where it is.
///
/// # Errors
/// It does not compile.
pub(crate) fn example(name: &str, profile: &str) -> Outcome<PathBuf> {
    let mut cargo = run::cargo();
    cargo.args([
        "build",
        "--quiet",
        "--locked",
        // Not `-p testkit`, for the same reason.
        "--example",
        name,
        "--profile",
        profile,
    ]);
    run::done(&mut cargo)?;
    let folder = place::binary(profile).with_file_name("examples");
    Ok(folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Builds everything and runs the server until it ends.
///
/// # Errors
/// Something does not compile.
pub(crate) fn serve(arguments: &[String]) -> Outcome<bool> {
    let options = site::Options::default();
    site::build(&options)?;
    build_binary(&options)?;
    run::become_it(
        run::command(place::binary("dev"))
            .arg("serve")
            .args(arguments)
            .stdin(Stdio::inherit()),
    )
}
