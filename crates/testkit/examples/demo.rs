//! Founds the demo company on a running server: `demo <set-up link> <files>`. `cargo xtask demo` runs it.
//! How far it has come goes to standard error; the people and how they sign in, to standard output.

use std::{
    error::Error,
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

use testkit::demo::{Clients, Employee, FOUNDER, HIRED, PASSWORD, Progress, found, today};

/// The same company every time.
const SEED: u64 = 2026;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let link = arguments.next().ok_or("which set-up link?")?;
    let files: usize = arguments.next().ok_or("how many files?")?.parse()?;
    let (origin, token) = link
        .split_once("/set-up#")
        .ok_or("this is no set-up link")?;
    let mut counter = Counter::new(files);
    let clients = Clients::new(SEED, today())?.take(files);
    let kit = found(origin, token, clients, |progress| counter.show(progress)).await?;
    counter.end();
    Ok(people(&mut std::io::stdout().lock(), &kit)?)
}

/// One line that counts; where nobody watches, a line now and then.
struct Counter {
    began: Instant,
    shown: Option<Instant>,
    files: usize,
    progress: Progress,
}

impl Counter {
    fn new(files: usize) -> Self {
        Self {
            began: Instant::now(),
            shown: None,
            files,
            progress: Progress::default(),
        }
    }

    fn show(&mut self, progress: Progress) {
        self.progress = progress;
        let pause = if std::io::stderr().is_terminal() {
            Duration::from_millis(100)
        } else {
            Duration::from_secs(5)
        };
        if self.shown.is_none_or(|shown| shown.elapsed() >= pause) {
            self.shown = Some(Instant::now());
            self.line();
        }
    }

    fn line(&self) {
        let Progress {
            units,
            people,
            files,
        } = self.progress;
        let all = self.files;
        let seconds = self.began.elapsed().as_secs_f32();
        let line = format!("  {units} units, {people} people, files {files}/{all}, {seconds:.0} s");
        let mut err = std::io::stderr().lock();
        // A terminal that is gone can't be told.
        let _ = if err.is_terminal() {
            write!(err, "\r{line}  ")
        } else {
            writeln!(err, "{line}")
        };
    }

    fn end(&self) {
        self.line();
        if std::io::stderr().is_terminal() {
            let _ = writeln!(std::io::stderr());
        }
    }
}

/// Who works there and how they sign in: everything that a visitor needs.
fn people(out: &mut impl Write, kit: &str) -> std::io::Result<()> {
    for Employee {
        name,
        sign_in_name,
        unit,
        roles,
    } in std::iter::once(FOUNDER).chain(HIRED)
    {
        let roles: Vec<&str> = roles.iter().map(|role| role.name_zh()).collect();
        // Three characters wide, as the longest of the names.
        writeln!(
            out,
            "  {sign_in_name:<13} {name:　<3}  {unit} · {}",
            roles.join("、")
        )?;
    }
    writeln!(out, "  密码 · everybody's password: {PASSWORD}")?;
    writeln!(out, "  恢复套件 · recovery kit: {kit}")
}
