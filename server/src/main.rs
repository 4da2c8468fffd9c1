//! The binary `jiandang`: the API, the pages and everything they load, in one file.

mod access_log;
mod assets;
mod cli;
mod doctor;
mod headers;
mod listen;
mod logs;
mod pages;
mod serve;
mod settings;

use std::{io::Write, process::ExitCode};

use clap::Parser;
use cli::{Cli, Command};
use settings::Settings;

/// SurrealDB's parser and planner are deeply recursive; this is the stack that its own server gives them.
const STACK: usize = 10 << 20;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // A terminal that is gone can't be told.
            let _ = writeln!(std::io::stderr(), "jiandang: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<bool, Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build()?;
    // rustls is linked with two cryptographic libraries (the database brings one) and wants to be told which to use. An error here
    // means that one is chosen already.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    match cli.command {
        Command::Serve(arguments) => {
            let settings = Settings::load(arguments)?;
            logs::begin(settings.log_format, &settings.log);
            runtime.block_on(serve::serve(settings))?;
            Ok(true)
        }
        Command::Doctor(arguments) => {
            let settings = Settings::load(arguments)?;
            Ok(runtime.block_on(doctor::examine(&settings))?)
        }
    }
}

/// The error and what lies behind it, in one line.
fn with_causes(error: &dyn std::error::Error) -> String {
    std::iter::successors(error.source(), |cause| cause.source())
        .fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}
