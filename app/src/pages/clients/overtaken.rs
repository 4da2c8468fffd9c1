//! A form that somebody else's save has overtaken: both versions, field by field.

use dossier::client::{ClientForm, Field, IdKind};
use leptos::prelude::*;

use super::sheet::Sheet;
use crate::{
    i18n::{clients as words, problems, t},
    kit::button::{Button, Weight},
    piece::{IntoPiece, Piece, live, maybe},
};

/// The version of a field that does not stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Other {
    pub(crate) field: Field,
    pub(crate) text: String,
    /// Whether it was typed here; else it is what was saved.
    pub(crate) mine: bool,
}

/// What to show in the form, and what stands beside its fields: of a field that one has changed, their version; of one that both have
/// changed, mine, with theirs beside it. Tags that either has added are there, those that either has removed are not.
pub(super) fn merge(
    before: &ClientForm,
    mine: &ClientForm,
    theirs: &ClientForm,
) -> (ClientForm, Vec<Other>) {
    let mut form = ClientForm::new(mine.kind()).tagged(tags(before, mine, theirs));
    let mut others = Vec::new();
    for field in Field::of(mine.kind()) {
        let (was, here, there) = (before.get(field), mine.get(field), theirs.get(field));
        form.set(field, if here == was { there } else { here });
        if here != was && there != was && here != there {
            others.push(Other {
                field,
                text: there.to_owned(),
                mine: false,
            });
        }
    }
    (form, others)
}

fn tags(before: &ClientForm, mine: &ClientForm, theirs: &ClientForm) -> Vec<String> {
    let kept = theirs
        .tags()
        .iter()
        .filter(|tag| mine.tags().contains(tag) || !before.tags().contains(tag));
    let added = mine
        .tags()
        .iter()
        .filter(|tag| !before.tags().contains(tag) && !theirs.tags().contains(tag));
    kept.chain(added).cloned().collect()
}

/// Beside a field: the other version, and the way to take it. Nothing where there is one only.
pub(super) fn beside(sheet: Sheet, field: Field) -> Piece {
    let other = Memo::new(move |_| {
        sheet
            .others
            .with(|others| others.iter().find(|other| other.field == field).cloned())
    });
    let draw = move |other: Other| {
        let (says, take) = if other.mine {
            (words::MINE_SAYS, words::TAKE_MINE)
        } else {
            (words::THEIRS_SAYS, words::TAKE_THEIRS)
        };
        let text = readable(sheet, field, &other.text);
        let label = t(take);
        let name = Signal::derive(move || {
            let field = problems::label(sheet.kind.get(), field).at(sheet.app.lang.get());
            format!("{} {field}", label.get())
        });
        view! {
            <p class="other" role="status">
                <span>{t(says)}</span>
                <b>{text}</b>
                <Button label=label name=name weight=Weight::Quiet press=Callback::new(move |()| swap(sheet, field)) />
            </p>
        }
        .late()
    };
    live(move || maybe(other.get().map(draw))).late()
}

/// Puts the other version into the field, and what stood there beside it.
fn swap(sheet: Sheet, field: Field) {
    let value = sheet.value(field);
    sheet.others.update(|others| {
        if let Some(other) = others.iter_mut().find(|other| other.field == field) {
            let shown = value.get_untracked();
            value.set(std::mem::replace(&mut other.text, shown));
            other.mine = !other.mine;
        }
    });
}

/// A value as people read it: of what is chosen, its label.
fn readable(sheet: Sheet, field: Field, text: &str) -> Signal<String> {
    let text = text.to_owned();
    Signal::derive(move || {
        let lang = sheet.app.lang.get();
        if text.is_empty() {
            return words::NOTHING.at(lang).to_owned();
        }
        match field {
            Field::IdKind => {
                IdKind::from_name(&text).map(|kind| problems::id_kind(kind).at(lang).to_owned())
            }
            Field::Manager => sheet.choices.with(|choices| {
                let managers = &choices.as_ref()?.managers;
                let found = managers.iter().find(|one| one.id == text)?;
                Some(found.label.clone())
            }),
            _ => None,
        }
        .unwrap_or_else(|| text.clone())
    })
}

#[cfg(test)]
mod tests {
    use bridge::client::Kind;

    use super::*;

    fn form(address: &str, remarks: &str, tags: &[&str]) -> ClientForm {
        ClientForm::new(Kind::Person)
            .with(Field::Address, address)
            .with(Field::Remarks, remarks)
            .tagged(tags.iter().map(|tag| (*tag).to_owned()).collect())
    }

    #[test]
    fn of_what_one_has_changed_there_is_one_version() {
        let before = form("旧址", "旧", &["甲", "乙"]);
        let mine = form("旧址", "我的", &["甲", "丙"]);
        let theirs = form("新址", "旧", &["甲", "乙", "丁"]);
        let (both, others) = merge(&before, &mine, &theirs);
        assert!(both == form("新址", "我的", &["甲", "丁", "丙"]));
        assert!(others.is_empty());
    }

    #[test]
    fn of_what_both_have_changed_both_versions_stay() {
        let before = form("旧址", "旧", &[]);
        let mine = form("我的地址", "一样", &[]);
        let theirs = form("对方的地址", "一样", &[]);
        let (both, others) = merge(&before, &mine, &theirs);
        assert!(both == form("我的地址", "一样", &[]));
        let other = Other {
            field: Field::Address,
            text: "对方的地址".to_owned(),
            mine: false,
        };
        assert_eq!(others, [other]);
    }
}
