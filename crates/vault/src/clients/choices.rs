//! Where a new file may go, and who may manage it.

use bridge::client::{Choice, Choices};
use ledger::{
    id::{Intent, PersonId},
    rights::{Operation, Section},
    roster::View,
};

/// Units whose new files I may open, each with its path; everybody enrolled as account manager. `draft` is what the file will be stated under.
pub(crate) fn choices(view: View<'_>, me: PersonId, draft: Intent) -> Choices {
    let units = view
        .units()
        .filter(|unit| view.is_open(unit.id))
        .filter(|unit| {
            [
                Section::Card,
                Section::Labels,
                Section::Sensitive,
                Section::Notes,
            ]
            .iter()
            .all(|section| view.may(me, Operation::Create, *section, unit.id))
        })
        .map(|unit| {
            let names: Vec<&str> = view
                .path(unit.id)
                .iter()
                .map(|unit| unit.name.as_str())
                .collect();
            // The company's name before every unit says nothing.
            let shown = if names.len() > 1 {
                &names[1..]
            } else {
                &names[..]
            };
            Choice {
                id: unit.id.to_string(),
                label: shown.join(" / "),
            }
        })
        .collect();
    let managers = view
        .people()
        .map(|person| Choice {
            id: person.id.to_string(),
            label: person.name.clone(),
        })
        .collect();
    Choices {
        draft: draft.to_string(),
        units,
        managers,
    }
}
