//! Every command of the project: `cargo xtask <command>`. The Makefile only calls these.

mod bench;
mod boundaries;
mod demo;
mod dev;
mod fuzz;
mod install;
mod lint;
mod pictures;
mod place;
mod run;
mod serve;
mod site;
mod tally;
mod test;

use std::process::ExitCode;

/// What every command answers; the message is meant for the person at the terminal.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
cargo xtask <command>

  build [--wasm-dev] [--gallery] [--release]   the wasm modules, styles and scripts into target/site, then the binary
  site  [--wasm-dev] [--gallery]               only target/site
  variant gallery | identity-sealing | bench   one module as tests and measurements need it, into target/variants
  serve [options of `jiandang serve`]          build, then run on 127.0.0.1:3000 with data in ./data
  demo  [--files N] [options of `jiandang serve`]
                                               the same with a demo company of 2,000 clients, which is founded once, in ./demo
  dev   [options of `jiandang serve`]          the same, rebuilt and restarted at every change
  test                                         everything that decides whether a change is good
  lies  [word]                                 a server that lies, and what each of its lies comes to without the check that stops it
  lint                                         formatting, clippy, documentation, licences
  boundaries                                   which crate may reach which
  bench [--dev | --bytes]                      measure, print one table, write target/bench/table.json; quickly, or only the sizes
  fuzz [target ...] [--seconds N] [--keep]     look for bytes that break what must hold of strangers' formats, with a nightly compiler
  pictures                                     the README's pictures, and every page in every size, scheme and language
  install                                      what is missing for all of these
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    match dispatch(&command, &rest) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask {command}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command; `false` means that it ran and found something wrong.
fn dispatch(command: &str, rest: &[String]) -> Outcome<bool> {
    match command {
        "build" => {
            let options = site::Options::parse(rest)?;
            site::build(&options)?;
            serve::build_binary(&options)?;
        }
        "site" => site::build(&site::Options::parse(rest)?)?,
        "variant" => println!("{}", site::variant(site::Feature::parse(rest)?)?.display()),
        "serve" => return serve::serve(rest),
        "demo" => return demo::demo(rest),
        "dev" => dev::dev(rest)?,
        "test" => return test::test(),
        "lies" => return test::lies(rest),
        "lint" => return lint::lint(),
        "boundaries" => return boundaries::check(),
        "bench" => return bench::bench(rest),
        "fuzz" => return fuzz::fuzz(rest),
        "pictures" => return pictures::pictures(),
        "install" => install::everything()?,
        "" | "help" | "--help" | "-h" => print!("{USAGE}"),
        _ => return Err(format!("unknown command\n\n{USAGE}").into()),
    }
    Ok(true)
}
