//! What no source of a page may say: markup from strings is how a client's name becomes a script.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::Outcome;

const FORBIDDEN: &[&str] = &[
    "inner_html",
    "set_outer_html",
    "insert_adjacent_html",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
];

/// Places in `app` and `frontend` that write markup from a string, as `file:line: word`.
///
/// # Errors
/// A file can't be read.
pub(super) fn forbidden(root: &Path) -> Outcome<Vec<String>> {
    let mut places = Vec::new();
    for folder in ["app", "frontend"] {
        for file in files(&root.join(folder))? {
            let text = fs::read_to_string(&file)?;
            let name = file
                .strip_prefix(root)
                .unwrap_or(&file)
                .display()
                .to_string();
            places.extend(
                found(&text)
                    .into_iter()
                    .map(|(line, word)| format!("{name}:{line}: {word}")),
            );
        }
    }
    Ok(places)
}

fn found(text: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        found.extend(
            FORBIDDEN
                .iter()
                .filter(|word| line.contains(**word))
                .map(|word| (index + 1, *word)),
        );
    }
    found
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "rs" || extension == "js")
        {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_from_strings_is_found() {
        assert_eq!(found("<p>\n<div inner_html=name/>"), [(2, "inner_html")]);
        assert!(found("<p>{name}</p>").is_empty());
    }
}
