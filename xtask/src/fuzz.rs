//! Looks for bytes that break a property of `crates/strangers`, with libFuzzer. It begins with `fuzz/seeds`, kept by hand, and
//! `fuzz/corpus`; what it finds on the way stays below the target folder, until somebody keeps some of it (`--keep`).

use std::{fs, path::Path, process::Command};

use crate::{Outcome, install, place, run, tally::Tally};

mod keep;

/// How long a target is run, in seconds, where nothing else is asked for.
const SECONDS: u32 = 60;

/// What an input may cost: seconds (one by our rule, and as much again for a busy machine), MiB in all, MiB at once.
const LIMITS: [&str; 3] = ["-timeout=2", "-rss_limit_mb=1536", "-malloc_limit_mb=256"];

/// Longer inputs reach nothing that shorter ones don't, and take their time.
const LONGEST: &str = "-max_len=16384";

struct Options {
    targets: Vec<String>,
    seconds: u32,
    keep: bool,
}

impl Options {
    /// `[target …] [--seconds N] [--keep]`; all targets where none is named.
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            targets: Vec::new(),
            seconds: SECONDS,
            keep: false,
        };
        let all = targets()?;
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--seconds" => {
                    let number = rest.next().ok_or("--seconds needs a number")?;
                    options.seconds = number.parse()?;
                }
                "--keep" => options.keep = true,
                name if all.iter().any(|target| target == name) => {
                    options.targets.push(name.to_owned());
                }
                other => {
                    return Err(format!("no target `{other}`; there are {}", all.join(", ")).into());
                }
            }
        }
        if options.targets.is_empty() {
            options.targets = all;
        }
        Ok(options)
    }
}

/// The targets in the order of their names.
fn targets() -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for file in fs::read_dir(place::root().join("fuzz/fuzz_targets"))? {
        if let Some(name) = file?.path().file_stem() {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Runs each target for its time; `false` if any property was broken.
///
/// # Errors
/// There is no nightly compiler, or cargo-fuzz can't be had.
pub(crate) fn fuzz(arguments: &[String]) -> Outcome<bool> {
    let options = Options::parse(arguments)?;
    let program = install::cargo_fuzz()?;
    let mut tally = Tally::default();
    for target in &options.targets {
        let found = place::target().join("fuzz/found").join(target);
        let seeds = place::root().join("fuzz/seeds").join(target);
        let kept = place::root().join("fuzz/corpus").join(target);
        for folder in [&found, &kept] {
            fs::create_dir_all(folder)?;
        }
        let time = format!("-max_total_time={}", options.seconds);
        // New inputs go to the first folder.
        let holds = run::succeeds(
            cargo_fuzz(&program, target)
                .args([&found, &seeds, &kept])
                .args(["--", &time, LONGEST])
                .args(LIMITS),
        )?;
        tally.check(target, holds);
        if options.keep && holds {
            keep(&program, target, &found, &kept)?;
        }
    }
    Ok(tally.close())
}

/// Of what was found and what was kept before, the few inputs that reach most become what is kept.
fn keep(program: &Path, target: &str, found: &Path, kept: &Path) -> Outcome {
    let folder = place::target().join("fuzz/merge");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let (merged, control) = (folder.join("inputs"), folder.join("control"));
    fs::create_dir_all(&merged)?;
    // By edges alone: how often a loop goes round is worth no file.
    let written = format!("-merge_control_file={}", control.display());
    run::done(
        cargo_fuzz(program, target)
            .args([merged.as_path(), found, kept])
            .args(["--", "-set_cover_merge=1", "-use_counters=0", &written]),
    )?;
    keep::keep(&control, kept)
}

fn cargo_fuzz(program: &Path, target: &str) -> Command {
    let mut fuzz = run::cargo_of(program);
    // Sanitizers are nightly's alone.
    fuzz.env("RUSTUP_TOOLCHAIN", "nightly")
        .args(["run", "--fuzz-dir", "fuzz", target]);
    fuzz
}
