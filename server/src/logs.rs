//! Log lines, to standard error. No line carries a body, a header, a query or an address beyond its template.

use tracing_subscriber::{EnvFilter, fmt};

use crate::cli::LogFormat;

/// Begins to log. A filter that can't be read is replaced by `info`, and that is said.
pub(crate) fn begin(format: LogFormat, filter: &str) {
    let (parsed, wrong) = match EnvFilter::try_new(filter) {
        Ok(parsed) => (parsed, false),
        Err(_) => (EnvFilter::new("info"), true),
    };
    let lines = fmt().with_env_filter(parsed).with_writer(std::io::stderr);
    // Failing means that somebody listens already, as in tests.
    let _ = match format {
        LogFormat::Text => lines
            .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
            .try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    if wrong {
        tracing::warn!("the log filter can't be read; `info` is used");
    }
}
