//! Measure, print one table, and keep it. Each source prints rows as JSON lines; here they are merged.

mod bytes;
mod row;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Outcome, install, place, run, serve, site};
use row::Row;

/// Runs every source; `false` if a bar is missed.
///
/// # Errors
/// A source can't be run.
pub(crate) fn bench(arguments: &[String]) -> Outcome<bool> {
    // Sizes are the same in every profile of the server, and while slimming nobody wants to wait for the database.
    let only_bytes = arguments.iter().any(|argument| argument == "--bytes");
    // A first look without compiling the database optimised, which takes twenty minutes on two cores.
    let profile = if only_bytes || arguments.iter().any(|argument| argument == "--dev") {
        "dev"
    } else {
        "release"
    };
    install::everything()?;
    let options = site::Options {
        release: profile == "release",
        ..site::Options::default()
    };
    site::build(&options)?;
    serve::build_binary(&options)?;

    if only_bytes {
        return sizes(profile);
    }
    let mut rows = bytes::rows(&place::binary(profile))?;
    install::lighthouse()?;
    let engine = site::variant(site::Feature::BENCH)?;
    let founders = [
        ("JIANDANG_BENCH_FILL", serve::example("fill", profile)?),
        ("JIANDANG_BENCH_CROWD", serve::example("crowd", profile)?),
    ];
    for mut source in sources(&engine, &founders, profile) {
        let before = rows.len();
        let succeeded = run::lines(&mut source, |line| rows.extend(Row::parse(line)))?;
        if !succeeded || rows.len() == before {
            return Err(format!("`{}` failed", run::shown(&source)).into());
        }
    }
    fs::create_dir_all(place::bench())?;
    fs::write(
        place::bench().join("table.json"),
        serde_json::to_vec_pretty(&rows)?,
    )?;
    print!("{}", row::table(&rows));
    Ok(rows.iter().all(|row| row.holds))
}

/// Measures only what a browser has to fetch, of what was built last, and prints it; `false` if it is too much.
///
/// # Errors
/// Nothing was built, or the server does not start.
pub(crate) fn sizes(profile: &str) -> Outcome<bool> {
    let rows = bytes::rows(&place::binary(profile))?;
    print!("{}", row::table(&rows));
    Ok(rows.iter().all(|row| row.holds))
}

/// The programs that print rows: the backend's benches, native ones as `bench_*` examples of the test kit, the browser's as Playwright
/// specs in `end2end/bench`.
fn sources(engine: &Path, founders: &[(&str, PathBuf)], profile: &str) -> Vec<Command> {
    let mut append = run::cargo();
    append.args([
        "bench",
        "--quiet",
        "--locked",
        // Not `-p backend`: alone it has other features, and the database would be compiled again.
        "--bench",
        "append",
        "--profile",
        profile,
    ]);
    let mut sources = vec![append];
    let examples = fs::read_dir(place::root().join("crates/testkit/examples"))
        .into_iter()
        .flatten()
        .flatten();
    let mut names: Vec<String> = examples
        .filter_map(|file| {
            file.file_name()
                .to_string_lossy()
                .strip_suffix(".rs")
                .map(str::to_owned)
        })
        .filter(|name| name.starts_with("bench_"))
        .collect();
    names.sort();
    for name in names {
        let mut cargo = run::cargo();
        cargo.args([
            "run",
            "--quiet",
            "--locked",
            "--profile",
            profile,
            "--example",
            &name,
        ]);
        cargo.env("JIANDANG_BINARY", place::binary(profile));
        sources.push(cargo);
    }
    if place::root().join("end2end/bench").is_dir() {
        let mut playwright = run::command("npx");
        playwright
            .args(["playwright", "test", "--project", "bench"])
            .current_dir(place::root().join("end2end"));
        playwright
            .env("JIANDANG_BINARY", place::binary(profile))
            .env("JIANDANG_BENCH", "1")
            .env("JIANDANG_BENCH_ENGINE", engine)
            .envs(founders.iter().map(|(name, path)| (*name, path)));
        sources.push(playwright);
    }
    sources
}
