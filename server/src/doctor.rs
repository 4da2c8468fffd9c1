//! `jiandang doctor`: looks before the server runs, and says what to do.

mod checks;

use std::io::{self, Write};

use crate::settings::Settings;

/// What one look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    /// As it should be.
    Fine(String),
    /// It will run; this is worth changing.
    Doubtful(String),
    /// It won't run, or must not.
    Wrong(String),
}

use Finding::{Doubtful, Fine, Wrong};

/// Looks at everything and prints it; `false` if something is wrong.
///
/// # Errors
/// The terminal is gone.
pub(crate) async fn examine(settings: &Settings) -> io::Result<bool> {
    let findings = [
        ("pages", checks::pages()),
        ("version", checks::version(&settings.data)),
        ("data folder", checks::data_folder(&settings.data)),
        ("permissions", checks::permissions(settings)),
        ("secret", checks::secret(settings)),
        ("free space", checks::free_space(&settings.data)),
        ("clock", checks::clock(std::time::SystemTime::now())),
        ("address", checks::address(settings.listen)),
        ("https", checks::https(settings).await),
    ];
    let mut out = io::stdout().lock();
    for (name, finding) in &findings {
        let (word, text) = match finding {
            Fine(text) => ("fine", text),
            Doubtful(text) => ("look", text),
            Wrong(text) => ("WRONG", text),
        };
        writeln!(out, "{word:<6}{name:<13}{text}")?;
    }
    Ok(!findings
        .iter()
        .any(|(_, finding)| matches!(finding, Wrong(_))))
}
