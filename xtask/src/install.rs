//! What a bare machine lacks. Rustup and Node are taken for granted; everything else comes from their registries, and
//! Chromium with Chinese fonts from the system's packages.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Outcome, place, run};

/// The version that the lints were written with.
const CARGO_DENY: &str = "0.20.2";
/// The version that the properties were first looked through with.
const CARGO_FUZZ: &str = "0.13.2";

const PACKAGES: &[&str] = &["chromium", "fonts-noto-cjk"];
/// Chromium without windows to draw, in which the tests take two thirds of the time. Debian has it, others do not.
const SHELL: &str = "chromium-headless-shell";

/// Everything for every command.
///
/// # Errors
/// Something can't be installed.
pub(crate) fn everything() -> Outcome {
    wasm_target()?;
    wasm_tools()?;
    browser_tests()
}

/// The toolchain's wasm32 target.
///
/// # Errors
/// Rustup can't install it.
pub(crate) fn wasm_target() -> Outcome {
    let root = run::output(run::command("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(root.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib");
    if library.is_dir() {
        return Ok(());
    }
    run::done(run::command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
}

/// wasm-opt and esbuild.
///
/// # Errors
/// npm is missing or fails.
pub(crate) fn wasm_tools() -> Outcome {
    npm("xtask")
}

/// Lighthouse, which only measurements need.
///
/// # Errors
/// npm is missing or fails.
pub(crate) fn lighthouse() -> Outcome {
    npm("end2end/lighthouse")
}

/// cargo-deny: the machine's own, or the one that [`cargo_deny`] installed.
pub(crate) fn found_cargo_deny() -> Option<PathBuf> {
    found("cargo-deny")
}

/// cargo-deny.
///
/// # Errors
/// It can't be had, or does not compile.
pub(crate) fn cargo_deny() -> Outcome {
    tool("cargo-deny", CARGO_DENY)
}

/// cargo-fuzz, installed where it is missing.
///
/// # Errors
/// It can't be had, or does not compile.
pub(crate) fn cargo_fuzz() -> Outcome<PathBuf> {
    if found("cargo-fuzz").is_none() {
        tool("cargo-fuzz", CARGO_FUZZ)?;
    }
    found("cargo-fuzz").ok_or_else(|| "cargo-fuzz was installed and is not there".into())
}

/// The machine's own, or the one that [`tool`] installed.
fn found(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    [PathBuf::from(name), place::tools().join("bin").join(file)]
        .into_iter()
        .find(|program| run::exists(program))
}

/// A program, into a folder beside what is compiled. What its own compilation leaves is removed.
fn tool(name: &str, version: &str) -> Outcome {
    let left = place::tools().join("build");
    let installed = run::done(
        run::cargo()
            .args(["install", "--locked", name, "--version", version])
            .arg("--root")
            .arg(place::tools())
            .env("CARGO_TARGET_DIR", &left),
    );
    if left.exists() {
        fs::remove_dir_all(&left)?;
    }
    installed
}

/// Playwright, Chromium, and fonts that can show Chinese.
///
/// # Errors
/// Something can't be installed.
pub(crate) fn browser_tests() -> Outcome {
    npm("end2end")?;
    let chromium = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .any(run::exists);
    let fonts = !run::exists("fc-list")
        || run::output(run::command("fc-list").arg(":lang=zh"))
            .is_ok_and(|list| !list.trim().is_empty());
    if chromium && fonts && !lacks_shell() {
        return Ok(());
    }
    if !run::exists("apt-get") {
        return Err(format!(
            "the browser tests need {}; install them with the system's package manager",
            PACKAGES.join(" and ")
        )
        .into());
    }
    let root = run::output(run::command("id").arg("-u"))?.trim() == "0";
    let apt = |arguments: &[&str]| {
        let mut command = if root {
            run::command("apt-get")
        } else {
            run::command("sudo")
        };
        if !root {
            command.args(["-n", "apt-get"]);
        }
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        run::done(&mut command)
    };
    apt(&["update", "-qq"])?;
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend(PACKAGES);
    // A bare machine knows only now what there is to install.
    if lacks_shell() {
        install.push(SHELL);
    }
    apt(&install)
}

/// Whether the shell is not here and could be.
fn lacks_shell() -> bool {
    !run::exists(SHELL)
        && run::exists("apt-cache")
        && run::output(run::command("apt-cache").args(["show", SHELL])).is_ok()
}

/// `npm ci` where the lock file is newer than what lies there.
fn npm(folder: &str) -> Outcome {
    let folder = place::root().join(folder);
    let lock = fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    if !run::exists("npm") {
        return Err("npm is missing: install Node 20 or newer".into());
    }
    // The tests use the system's Chromium; Playwright's own is not fetched.
    run::done(
        run::command("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(&folder)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    fs::write(&stamp, lock)?;
    Ok(())
}
