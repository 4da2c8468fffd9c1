//! Where things lie.

use std::path::{Path, PathBuf};

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Cargo's target folder: `CARGO_TARGET_DIR`, or `target` of the repository.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |path| root().join(path))
}

/// The built site, which the server embeds. Always inside the repository, where the server's build script finds it.
pub(crate) fn site() -> PathBuf {
    root().join("target/site")
}

/// Modules with features that no product has.
pub(crate) fn variants() -> PathBuf {
    root().join("target/variants")
}

/// Programs that were compiled here for our commands.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The demo company's folder.
pub(crate) fn demo() -> PathBuf {
    root().join("demo")
}

/// Measurements.
pub(crate) fn bench() -> PathBuf {
    root().join("target/bench")
}

/// The server's binary of a cargo profile (`dev` lies in `debug`).
pub(crate) fn binary(profile: &str) -> PathBuf {
    let folder = if profile == "dev" { "debug" } else { profile };
    target()
        .join(folder)
        .join(format!("jiandang{}", std::env::consts::EXE_SUFFIX))
}
