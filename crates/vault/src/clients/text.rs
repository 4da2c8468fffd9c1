//! By what a file is found.

use std::sync::Arc;

use dossier::{
    normal::sought,
    section::{Card, Labels},
};

/// No needle has a line's end in it, so none is found across two fields.
const BETWEEN: char = '\n';

/// All that a search looks through, spelt as what is looked for. None where nothing can be read.
pub(crate) fn text(card: Option<&Card>, labels: Option<&Labels>) -> Option<Arc<str>> {
    let mut text = String::new();
    let mut add = |field: &str| {
        if !field.is_empty() {
            text.push_str(&sought(field));
            text.push(BETWEEN);
        }
    };
    if let Some(card) = card {
        add(&card.name);
        add(&card.short_name);
        add(&card.contact_masked);
        // A number is typed with gaps or without.
        let tight: String = card
            .contact_masked
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        add(&tight);
        add(&card.id_masked);
        add(&card.credit_code);
    }
    for tag in labels.iter().flat_map(|labels| &labels.tags) {
        add(tag);
    }
    (!text.is_empty()).then(|| text.into())
}
