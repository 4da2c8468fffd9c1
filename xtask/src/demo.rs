//! The demo company: built, founded once in a folder of its own through the real engine, and served.

mod folder;

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use crate::{Outcome, place, run, serve, site};
use folder::{Folder, State};

/// Client files.
const FILES: u32 = 2_000;

/// What `cargo xtask demo` was told.
struct Options {
    folder: PathBuf,
    files: u32,
    /// For `jiandang serve`.
    serve: Vec<String>,
}

impl Options {
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            folder: place::demo(),
            files: FILES,
            serve: Vec::new(),
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let (name, joined) = match argument.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (argument.as_str(), None),
            };
            if name != "--data" && name != "--files" {
                options.serve.push(argument.clone());
                continue;
            }
            let value = joined.or_else(|| arguments.next().cloned());
            let value = value.ok_or_else(|| format!("{name} wants a value"))?;
            if name == "--data" {
                options.folder = place::root().join(value);
            } else {
                options.files = value.parse().map_err(|_| "--files wants a number")?;
            }
        }
        Ok(options)
    }
}

/// Builds, founds the company if the folder is new, says who can sign in, and serves until the server ends.
///
/// # Errors
/// Something does not compile, the folder holds something else, or the founding fails.
pub(crate) fn demo(arguments: &[String]) -> Outcome<bool> {
    let Options {
        folder,
        files,
        serve,
    } = Options::parse(arguments)?;
    let built = site::Options::default();
    site::build(&built)?;
    serve::build_binary(&built)?;
    let founder = serve::example("demo", "dev")?;

    let folder = Folder::open(folder)?;
    let server = Server::start(&folder, &serve)?;
    let people = match (folder.state()?, &server.link) {
        (State::Whole(people), None) => people,
        (State::New, Some(link)) => {
            eprintln!("  founding the company; who can sign in is printed once it is whole");
            let mut founding = run::command(founder);
            founding.args([link, &files.to_string()]);
            // What failed stands above. The command would show the link, which still founds a company if nothing came of it.
            let people = run::printed(&mut founding).map_err(
                |_| "the company is not whole; what there is of it is deleted the next time",
            )?;
            folder.keep(&people)?;
            people
        }
        _ => {
            return Err(format!(
                "{} holds no whole demo, or the server another archive; delete the folder",
                folder.path().display()
            )
            .into());
        }
    };
    server.stop()?;
    println!(
        "\n{people}\n  Ctrl+C ends it; the next time it is there again. To begin anew, delete {}\n",
        folder.path().display()
    );
    run::become_it(&mut serving(&folder, &serve))
}

fn serving(folder: &Folder, options: &[String]) -> Command {
    let mut command = run::command(place::binary("dev"));
    command
        .args(["serve", "--data"])
        .arg(folder.data())
        .args(options)
        // The demo's data lies in its folder, whatever else is served from here.
        .env_remove("JIANDANG_DB");
    // A line for each request would hide the one that counts.
    if std::env::var_os("JIANDANG_LOG").is_none() {
        command.env("JIANDANG_LOG", "warn");
    }
    command
}

/// `jiandang serve` while the company is founded; killed when dropped.
struct Server {
    child: Child,
    /// Where a company is founded, while there is none.
    link: Option<String>,
}

impl Server {
    fn start(folder: &Folder, options: &[String]) -> Outcome<Self> {
        let mut command = serving(folder, options);
        command.stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let mut lines = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            // An empty line ends what it says.
            for line in BufReader::new(stdout).lines() {
                match line? {
                    line if line.is_empty() => break,
                    line => lines.push(line),
                }
            }
        }
        let address = |line: &String| line.find("http").map(|at| line[at..].to_owned());
        let mut addresses = lines.iter().filter_map(address);
        if addresses.next().is_none() {
            child.wait()?;
            return Err("the server did not start".into());
        }
        Ok(Self {
            child,
            link: addresses.next(),
        })
    }

    /// Asks it to end, as a terminal does, and waits; where there is no such way, kills it.
    fn stop(mut self) -> Outcome {
        let asked = run::command("kill")
            .arg(self.child.id().to_string())
            .status();
        if asked.is_ok_and(|asked| asked.success()) {
            self.child.wait()?;
        }
        Ok(())
    }
}

impl Drop for Server {
    /// Where founding failed; otherwise it has ended by itself.
    fn drop(&mut self) {
        // Neither fails but for a server that is gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Outcome<Options> {
        let arguments: Vec<String> = arguments.iter().map(|text| (*text).to_owned()).collect();
        Options::parse(&arguments)
    }

    #[test]
    fn what_is_not_the_demos_own_is_the_servers() {
        let options = parse(&[
            "--listen",
            "127.0.0.1:1",
            "--files=7",
            "--log=info",
            "--data",
            "elsewhere",
        ])
        .unwrap();
        assert_eq!(options.files, 7);
        assert_eq!(options.folder, place::root().join("elsewhere"));
        assert_eq!(options.serve, ["--listen", "127.0.0.1:1", "--log=info"]);
        let options = parse(&[]).unwrap();
        assert_eq!((options.files, options.folder), (FILES, place::demo()));
        assert!(parse(&["--files"]).is_err());
        assert!(parse(&["--files", "many"]).is_err());
    }
}
