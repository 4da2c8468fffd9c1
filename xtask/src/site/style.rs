//! One style sheet out of `style/`.

use std::path::Path;

use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
    targets::{Browsers, Targets},
};

use crate::Outcome;

/// The oldest browsers that are promised: those with Trusted Types or close to them, WebCrypto's Ed25519 aside.
/// A version is `major << 16 | minor << 8`.
const BROWSERS: Browsers = Browsers {
    android: None,
    chrome: Some(120 << 16),
    edge: Some(120 << 16),
    firefox: Some(121 << 16),
    ie: None,
    ios_saf: Some(17 << 16 | 2 << 8),
    opera: None,
    safari: Some(17 << 16 | 2 << 8),
    samsung: None,
};

/// Follows every `@import` from the entry and returns the whole, minified.
///
/// # Errors
/// A file is missing or is not CSS.
pub(super) fn bundle(entry: &Path) -> Outcome<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| error.to_string())?;
    let targets = Targets {
        browsers: Some(BROWSERS),
        ..Targets::default()
    };
    sheet
        .minify(MinifyOptions {
            targets,
            ..MinifyOptions::default()
        })
        .map_err(|error| error.to_string())?;
    let printed = sheet.to_css(PrinterOptions {
        minify: true,
        targets,
        ..PrinterOptions::default()
    });
    Ok(printed.map_err(|error| error.to_string())?.code)
}
