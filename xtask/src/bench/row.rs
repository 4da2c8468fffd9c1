//! One measurement beside the bar that it has to hold.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    /// What was measured.
    pub(super) name: String,
    /// The piece of work that promised it, as a word.
    pub(super) issue: String,
    /// Our number.
    pub(super) ours: f64,
    /// Its unit.
    pub(super) unit: String,
    /// What it is compared with, measured in the same run.
    #[serde(default)]
    pub(super) against: Option<String>,
    /// Their number, in the same unit.
    #[serde(default)]
    pub(super) theirs: Option<f64>,
    /// Ours to theirs.
    #[serde(default)]
    pub(super) ratio: Option<f64>,
    /// The bar, as text: `<= 250 KB`.
    pub(super) bar: String,
    /// Whether it holds.
    pub(super) holds: bool,
}

impl Row {
    /// A row whose number may be at most `limit`.
    pub(super) fn at_most(name: &str, issue: &str, ours: f64, limit: f64, unit: &str) -> Self {
        Self {
            name: name.to_owned(),
            issue: issue.to_owned(),
            ours,
            unit: unit.to_owned(),
            against: None,
            theirs: None,
            ratio: None,
            bar: format!("<= {limit} {unit}"),
            holds: ours <= limit,
        }
    }

    /// Reads a printed line; anything else that a source prints is not a row.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let line = line.trim();
        if line.starts_with('{') {
            serde_json::from_str(line).ok()
        } else {
            None
        }
    }
}

/// The table for people.
pub(super) fn table(rows: &[Row]) -> String {
    let heading = [
        "name", "ours", "unit", "against", "theirs", "ratio", "bar", "holds",
    ]
    .map(str::to_owned);
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.2}"));
    let mut lines = vec![heading];
    lines.extend(rows.iter().map(|row| {
        [
            row.name.clone(),
            number(Some(row.ours)),
            row.unit.clone(),
            row.against.clone().unwrap_or_default(),
            number(row.theirs),
            number(row.ratio),
            row.bar.clone(),
            (if row.holds { "yes" } else { "NO" }).to_owned(),
        ]
    }));
    let widths: [usize; 8] = std::array::from_fn(|column| {
        lines
            .iter()
            .map(|line| line[column].chars().count())
            .max()
            .unwrap_or(0)
    });
    let mut text = String::new();
    for line in &lines {
        for (cell, width) in line.iter().zip(widths) {
            // Writing into a `String` can't fail.
            let _ = write!(text, "{cell:<width$}  ");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_row_is_read_and_other_lines_are_not() {
        let line = r#"{"name":"append","issue":"first-line","ours":2.0,"unit":"ms","against":"bare create","theirs":1.0,"ratio":2.0,"bar":"<= 4 x","holds":true}"#;
        assert_eq!(Row::parse(line).map(|row| row.ratio), Some(Some(2.0)));
        assert_eq!(Row::parse("running 1 test"), None);
        assert_eq!(Row::parse("{not json"), None);
    }

    #[test]
    fn a_missed_bar_shows() {
        let row = Row::at_most("page", "first-line", 300.0, 250.0, "KB");
        assert!(!row.holds);
        assert!(
            table(&[row])
                .lines()
                .nth(1)
                .is_some_and(|line| line.ends_with("NO"))
        );
    }
}
