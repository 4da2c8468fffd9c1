//! A client's file being written: what is typed, what is wrong with it, loading and saving.

use bridge::client::{
    Base, Choice, Choices, Duplicate, EditClient, GetChoices, Kind, SaveClient, Saved,
};
use dossier::{
    client::{ClientForm, Field, IdKind, Problem},
    industry,
};
use leptos::prelude::*;

use super::{
    Target, drafting, editor_fields,
    overtaken::{self, Other},
};
use crate::{i18n::problems, kit::tag_input, platform::clock, state::AppState, task::Task};

/// A form being filled in.
#[derive(Clone, Copy)]
pub(crate) struct Sheet {
    pub(crate) app: AppState,
    /// What the engine knows this writing by, from the moment that the choices are there.
    pub(super) draft: StoredValue<String>,
    /// Another name for it, where a draft that was taken up is dropped.
    pub(super) fresh: StoredValue<String>,
    /// The file to change, as it was when the form was filled; none to create one.
    pub(super) base: StoredValue<Option<Base>>,
    pub(crate) kind: RwSignal<Kind>,
    /// What stands in each field, by its place in [`Field::ALL`].
    values: [RwSignal<String>; Field::ALL.len()],
    pub(crate) tags: RwSignal<Vec<String>>,
    /// What is typed and no tag yet.
    pub(crate) tag: RwSignal<String>,
    pub(crate) choices: RwSignal<Option<Choices>>,
    /// Fields that were left once, or all after an attempt to save.
    pub(crate) touched: RwSignal<Vec<Field>>,
    /// What was there in the beginning.
    pub(super) before: RwSignal<Option<ClientForm>>,
    /// Where two have changed the same field: what stands in it no more, or not yet.
    pub(crate) others: RwSignal<Vec<Other>>,
    /// Numbers that stand in other files already.
    pub(crate) known: RwSignal<Vec<Duplicate>>,
    /// When the draft was kept that was taken up.
    pub(super) restored: RwSignal<Option<u64>>,
    /// Whether a draft lies on this device.
    pub(super) drafted: StoredValue<bool>,
    /// Whether the device would not keep it.
    pub(super) unkept: RwSignal<bool>,
    pub(crate) save: Task,
    pub(super) load: Task,
}

impl Sheet {
    pub(super) fn new(app: AppState) -> Self {
        let sheet = Self {
            app,
            draft: StoredValue::new(String::new()),
            fresh: StoredValue::new(String::new()),
            base: StoredValue::new(None),
            kind: RwSignal::new(Kind::Person),
            values: Field::ALL.map(|_| RwSignal::new(String::new())),
            tags: RwSignal::new(Vec::new()),
            tag: RwSignal::new(String::new()),
            choices: RwSignal::new(None),
            touched: RwSignal::new(Vec::new()),
            before: RwSignal::new(None),
            others: RwSignal::new(Vec::new()),
            known: RwSignal::new(Vec::new()),
            restored: RwSignal::new(None),
            drafted: StoredValue::new(false),
            unkept: RwSignal::new(false),
            save: Task::new(app),
            load: Task::new(app),
        };
        sheet
            .value(Field::IdKind)
            .set(IdKind::default().name().to_owned());
        sheet.value(Field::Opened).set(clock::today_text());
        sheet
    }

    /// What stands in a field.
    pub(crate) fn value(self, field: Field) -> RwSignal<String> {
        self.values[field as usize]
    }

    /// The form as typed.
    pub(crate) fn form(self) -> ClientForm {
        let kind = self.kind.get();
        Field::of(kind)
            .fold(ClientForm::new(kind), |form, field| {
                form.with(field, self.value(field).get())
            })
            .tagged(self.all_tags().0)
    }

    /// The tags, and among them what is typed, as far as it will do for some; then what will not.
    fn all_tags(self) -> (Vec<String>, String) {
        let mut tags = self.tags.get();
        let stays = self.tag.with(|typed| tag_input::take(&mut tags, typed));
        (tags, stays)
    }

    /// The form as typed, while it is on the page.
    pub(super) fn try_form(self) -> Option<ClientForm> {
        self.kind.try_get_untracked().map(|_| self.form())
    }

    /// What stood in a field in the beginning.
    pub(super) fn kept(self, field: Field) -> Option<String> {
        self.before
            .with(|before| before.as_ref().map(|form| form.get(field).to_owned()))
    }

    /// The file that is being changed.
    pub(super) fn file(self) -> Option<String> {
        self.base
            .with_value(|base| base.as_ref().map(|base| base.file.clone()))
    }

    pub(super) fn fill(self, form: &ClientForm) {
        self.kind.set(form.kind());
        for field in Field::of(form.kind()) {
            self.value(field).set(shown(form, field));
        }
        self.tags.set(form.tags().to_vec());
        // Whatever of it will do is among them.
        let (_, stays) = untrack(|| self.all_tags());
        self.tag.set(stays);
    }

    /// What is wrong with a field now, typed or not.
    pub(crate) fn problem(self, field: Field) -> Option<Problem> {
        self.form().check_field(field, clock::today())
    }

    pub(super) fn problems(self) -> Vec<Field> {
        let checked = self.form().check(clock::today());
        let mut fields: Vec<Field> = checked.into_iter().map(|(field, _)| field).collect();
        // What will not do for a tag is no part of the form, and is not dropped either.
        if !self.all_tags().1.is_empty() && !fields.contains(&Field::Tags) {
            fields.push(Field::Tags);
        }
        fields
    }

    /// Whether anything is typed that is not saved.
    pub(super) fn dirty(self) -> bool {
        !self.all_tags().1.is_empty() || self.changed()
    }

    /// Whether the form would change the file. Of a new one the kind alone is nothing that was typed; what is typed for the other kind is.
    pub(super) fn changed(self) -> bool {
        self.before.with(|before| {
            let (Some(before), form) = (before, self.form()) else {
                return false;
            };
            if form.kind() == before.kind() {
                return *before != form;
            }
            let typed = |field| self.value(field).with(|text| text != before.get(field));
            form.tags() != before.tags() || Field::ALL.into_iter().any(typed)
        })
    }

    /// Marks the present state as the one to compare with.
    fn settle(self) {
        let state = untrack(|| self.form());
        self.before.set(Some(state));
    }

    /// Gets where files may go and, to edit, the present values.
    pub(super) fn prepare(self, target: &Target) {
        let target = target.clone();
        self.load.run(GetChoices, move |mut choices| {
            self.draft.set_value(choices.draft.clone());
            match target {
                Target::New => {
                    let me = untrack(|| self.app.session())
                        .map(|session| session.person)
                        .unwrap_or_default();
                    if choices.managers.iter().any(|one| one.id == me) {
                        self.value(Field::Manager).set(me);
                    }
                    if let [only] = choices.units.as_slice() {
                        self.value(Field::Unit).set(only.id.clone());
                    }
                    self.settle();
                    drafting::take_up(self, move || self.choices.set(Some(choices)));
                }
                Target::File(view) => {
                    // The present manager may have left the list; the file keeps them until another is chosen.
                    let manager = (&view.manager, &view.manager_name);
                    offer(&mut choices.managers, manager.0, manager.1);
                    let edit = EditClient {
                        file: view.file.clone(),
                    };
                    self.load.run(edit, move |present| {
                        let unit = present.form.get(Field::Unit);
                        offer(&mut choices.units, unit, &view.unit);
                        self.base.set_value(Some(present.base));
                        self.fill(&present.form);
                        self.settle();
                        drafting::take_up(self, move || self.choices.set(Some(choices)));
                    });
                }
            }
        });
    }

    /// Somebody else has saved: fills in what they changed, keeps what was changed here, and builds on theirs from now on. Where both have
    /// changed the same field, theirs stands beside it.
    pub(super) fn catch_up(self) {
        let Some(base) = self.base.get_value() else {
            return;
        };
        self.load
            .run(EditClient { file: base.file }, move |present| {
                let Some(before) = self.before.get_untracked() else {
                    return;
                };
                let mine = untrack(|| self.form());
                self.base.set_value(Some(present.base));
                self.fill(&present.form);
                self.settle();
                let theirs = untrack(|| self.form());
                let (form, others) = overtaken::merge(&before, &mine, &theirs);
                self.fill(&form);
                let first = others.first().map(|other| other.field);
                self.others.set(others);
                if let Some(field) = first {
                    editor_fields::show(field);
                }
            });
    }

    /// Saves if all is well; else shows what is not. `saved` gets what was there before as well, if it was another file's change.
    pub(super) fn submit(self, saved: impl FnOnce(Saved, Option<ClientForm>) + 'static) {
        let wrong = untrack(|| self.problems());
        self.touched.set(Field::ALL.to_vec());
        if let Some(first) = wrong.first() {
            editor_fields::focus_on(*first);
            return;
        }
        // Should the session have ended, this is what is taken up after the password.
        drafting::keep(self);
        let call = untrack(|| SaveClient {
            draft: self.draft.get_value(),
            base: self.base.get_value(),
            form: self.form(),
        });
        let changed = call.base.is_some() && untrack(|| self.changed());
        let before = changed.then(|| self.before.get_untracked()).flatten();
        self.save.run(call, move |done| saved(done, before));
    }

    /// What to say about a field: a problem seen here once it was left, or what the engine found.
    pub(crate) fn error(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            let lang = self.app.lang.get();
            let problem = self.problem(field);
            // Nobody should type on in vain.
            let beyond = problem.is_some_and(|problem| problem.limit().is_some());
            if !beyond && !self.touched.with(|touched| touched.contains(&field)) {
                return None;
            }
            if let Some(problem) = problem {
                return Some(problems::say(field, problem, lang));
            }
            self.save
                .failure
                .with(|failure| problems::beside(failure.as_ref()?, field.name(), lang))
        })
    }

    /// The field was left.
    pub(crate) fn touch(self, field: Field) -> Callback<()> {
        Callback::new(move |()| {
            if !self
                .touched
                .with_untracked(|touched| touched.contains(&field))
            {
                self.touched.update(|touched| touched.push(field));
            }
        })
    }
}

/// What a form's field reads in the editor: an industry by its name.
fn shown(form: &ClientForm, field: Field) -> String {
    let text = form.get(field);
    match field {
        Field::Industry => industry::of_code(text).map_or(text, |industry| industry.name()),
        _ => text,
    }
    .to_owned()
}

/// Adds a choice that is missing.
fn offer(choices: &mut Vec<Choice>, id: &str, label: &str) {
    if !choices.iter().any(|one| one.id == id) {
        choices.push(Choice {
            id: id.to_owned(),
            label: label.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_place() {
        for (at, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field as usize, at);
        }
    }
}
