//! Pictures of the pages: a few for the README, and every page in every size, scheme and language, to be looked at.

use crate::{Outcome, install, place, run, serve, site};

/// Builds, then has Playwright take them, into `docs/pictures` and `target/pictures`. `false` if a page does not fit its window.
///
/// # Errors
/// A tool is missing, or something does not compile.
pub(crate) fn pictures() -> Outcome<bool> {
    install::everything()?;
    let options = site::Options::default();
    site::build(&options)?;
    serve::build_binary(&options)?;
    run::succeeds(
        run::command("npx")
            .args(["playwright", "test", "--project", "pictures"])
            .current_dir(place::root().join("end2end"))
            .env("JIANDANG_BINARY", place::binary("dev"))
            .env("NO_COLOR", "1"),
    )
}
