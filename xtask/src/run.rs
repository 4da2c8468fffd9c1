//! Starting other programs.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use crate::{Outcome, place};

/// A program that starts in the repository's root and reads no input.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(place::root()).stdin(Stdio::null());
    command
}

/// Cargo, without the variables that the outer `cargo run` leaves behind: they would make the inner one rebuild.
pub(crate) fn cargo() -> Command {
    cargo_of("cargo")
}

/// The same for a program that starts cargo itself.
pub(crate) fn cargo_of(program: impl AsRef<OsStr>) -> Command {
    let mut command = command(program);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
            || text == "CARGO"
            || text == "CARGO_PRIMARY_PACKAGE"
        {
            command.env_remove(&name);
        }
    }
    command.env("CARGO_TARGET_DIR", place::target());
    command
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs to the end with the terminal's output.
///
/// # Errors
/// The program is missing or fails.
pub(crate) fn done(command: &mut Command) -> Outcome {
    if succeeds(command)? {
        Ok(())
    } else {
        Err(format!("`{}` failed", shown(command)).into())
    }
}

/// Runs to the end and says whether it succeeded.
///
/// # Errors
/// The program can't be started.
pub(crate) fn succeeds(command: &mut Command) -> Outcome<bool> {
    eprintln!("  $ {}", shown(command));
    let status = command
        .status()
        .map_err(|error| format!("`{}`: {error}", shown(command)))?;
    Ok(status.success())
}

/// Goes on as another program, which then hears whatever this one would: a signal to stop, from a terminal or from a tool.
///
/// # Errors
/// The program can't be started.
#[cfg(unix)]
pub(crate) fn become_it(command: &mut Command) -> Outcome<bool> {
    let error = std::os::unix::process::CommandExt::exec(command);
    Err(format!("`{}`: {error}", shown(command)).into())
}

/// Where no process becomes another one, this one waits for it.
///
/// # Errors
/// The program can't be started.
#[cfg(not(unix))]
pub(crate) fn become_it(command: &mut Command) -> Outcome<bool> {
    succeeds(command)
}

/// Runs to the end with the terminal's error output and returns what was printed.
///
/// # Errors
/// The program is missing or fails.
pub(crate) fn printed(command: &mut Command) -> Outcome<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("`{}`: {error}", shown(command)))?;
    if !output.status.success() {
        return Err(format!("`{}` failed", shown(command)).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs silently and returns what was printed.
///
/// # Errors
/// The program is missing or fails; its complaint is part of the message.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let output = command
        .output()
        .map_err(|error| format!("`{}`: {error}", shown(command)))?;
    if !output.status.success() {
        return Err(format!(
            "`{}` failed: {}",
            shown(command),
            String::from_utf8_lossy(&output.stderr)
        )
        .into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs to the end, shows every line and hands it to `each`.
///
/// # Errors
/// The program can't be started or its output not read.
pub(crate) fn lines(command: &mut Command, mut each: impl FnMut(&str)) -> Outcome<bool> {
    eprintln!("  $ {}", shown(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("`{}`: {error}", shown(command)))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            each(&line);
        }
    }
    Ok(child.wait()?.success())
}

/// Whether a program can be started at all.
pub(crate) fn exists(program: impl AsRef<OsStr>) -> bool {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}
