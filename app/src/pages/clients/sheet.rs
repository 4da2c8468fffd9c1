//! A person's file being written: what is typed, what is wrong with it, loading and saving.

use bridge::client::{Base, Choice, Choices, EditClient, GetChoices, SaveClient};
use dossier::person::{Field, PersonForm, Problem};
use leptos::prelude::*;

use super::{Target, editor_fields};
use crate::{i18n::problems, platform::clock, state::AppState, task::Task};

/// A form being filled in.
#[derive(Clone, Copy)]
pub(crate) struct Sheet {
    pub(crate) app: AppState,
    /// What the engine knows this writing by, from the moment that the choices are there.
    draft: StoredValue<String>,
    /// The file to change, as it was when the form was filled; none to create one.
    base: StoredValue<Option<Base>>,
    pub(crate) name: RwSignal<String>,
    pub(crate) short_name: RwSignal<String>,
    pub(crate) id_kind: RwSignal<String>,
    pub(crate) id_number: RwSignal<String>,
    pub(crate) mobile: RwSignal<String>,
    pub(crate) address: RwSignal<String>,
    pub(crate) opened: RwSignal<String>,
    pub(crate) tags: RwSignal<Vec<String>>,
    pub(crate) remarks: RwSignal<String>,
    pub(crate) unit: RwSignal<String>,
    pub(crate) manager: RwSignal<String>,
    pub(crate) choices: RwSignal<Option<Choices>>,
    /// Fields that were left once, or all after an attempt to save.
    pub(crate) touched: RwSignal<Vec<Field>>,
    /// What was there in the beginning.
    before: RwSignal<Option<(PersonForm, String, String)>>,
    pub(crate) save: Task,
    pub(super) load: Task,
}

impl Sheet {
    pub(super) fn new(app: AppState) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            app,
            draft: StoredValue::new(String::new()),
            base: StoredValue::new(None),
            name: empty(),
            short_name: empty(),
            id_kind: RwSignal::new(dossier::person::IdKind::ResidentId.name().to_owned()),
            id_number: empty(),
            mobile: empty(),
            address: empty(),
            opened: RwSignal::new(clock::today_text()),
            tags: RwSignal::new(Vec::new()),
            remarks: empty(),
            unit: empty(),
            manager: empty(),
            choices: RwSignal::new(None),
            touched: RwSignal::new(Vec::new()),
            before: RwSignal::new(None),
            save: Task::new(app),
            load: Task::new(app),
        }
    }

    /// The form as typed.
    pub(crate) fn form(self) -> PersonForm {
        PersonForm {
            name: self.name.get(),
            short_name: self.short_name.get(),
            id_kind: dossier::person::IdKind::from_name(&self.id_kind.get()).unwrap_or_default(),
            id_number: self.id_number.get(),
            mobile: self.mobile.get(),
            address: self.address.get(),
            opened: self.opened.get(),
            tags: self.tags.get(),
            remarks: self.remarks.get(),
        }
    }

    fn fill(self, form: PersonForm) {
        self.name.set(form.name);
        self.short_name.set(form.short_name);
        self.id_kind.set(form.id_kind.name().to_owned());
        self.id_number.set(form.id_number);
        self.mobile.set(form.mobile);
        self.address.set(form.address);
        self.opened.set(form.opened);
        self.tags.set(form.tags);
        self.remarks.set(form.remarks);
    }

    /// What is wrong with a field now, typed or not.
    pub(crate) fn problem(self, field: Field) -> Option<Problem> {
        let unchosen =
            |value: RwSignal<String>| value.with(String::is_empty).then_some(Problem::Missing);
        match field {
            Field::Manager => unchosen(self.manager),
            Field::Unit => unchosen(self.unit),
            _ => self.form().check_field(field, clock::today()),
        }
    }

    pub(super) fn problems(self) -> Vec<Field> {
        Field::ALL
            .into_iter()
            .filter(|field| self.problem(*field).is_some())
            .collect()
    }

    pub(super) fn dirty(self) -> bool {
        self.before.with(|before| {
            before.as_ref().is_some_and(|(form, unit, manager)| {
                *form != self.form() || *unit != self.unit.get() || *manager != self.manager.get()
            })
        })
    }

    /// Marks the present state as the one to compare with.
    fn settle(self) {
        let state = untrack(|| (self.form(), self.unit.get(), self.manager.get()));
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
                        self.manager.set(me);
                    }
                    if let [only] = choices.units.as_slice() {
                        self.unit.set(only.id.clone());
                    }
                    self.choices.set(Some(choices));
                    self.settle();
                }
                Target::File(view) => {
                    // The present manager may have left the list; the file keeps them until another is chosen.
                    if !choices.managers.iter().any(|one| one.id == view.manager) {
                        choices.managers.push(Choice {
                            id: view.manager.clone(),
                            label: view.manager_name.clone(),
                        });
                    }
                    self.load.run(
                        EditClient {
                            file: view.file.clone(),
                        },
                        move |present| {
                            if !choices.units.iter().any(|one| one.id == present.unit) {
                                choices.units.push(Choice {
                                    id: present.unit.clone(),
                                    label: view.unit.clone(),
                                });
                            }
                            self.choices.set(Some(choices));
                            self.base.set_value(Some(present.base));
                            self.fill(present.form);
                            self.unit.set(present.unit);
                            self.manager.set(present.manager);
                            self.settle();
                        },
                    );
                }
            }
        });
    }

    /// Somebody else has saved: fills in what they changed, keeps what was changed here, and builds on theirs from now on.
    pub(super) fn catch_up(self) {
        let Some(base) = self.base.get_value() else {
            return;
        };
        self.load
            .run(EditClient { file: base.file }, move |present| {
                let Some((form, _, manager)) = self.before.get_untracked() else {
                    return;
                };
                let (mine, chosen) = untrack(|| (self.form(), self.manager.get()));
                self.base.set_value(Some(present.base));
                self.fill(present.form.clone());
                self.manager.set(present.manager.clone());
                self.settle();
                self.fill(merged(&form, mine, present.form));
                self.manager.set(pick(&manager, chosen, present.manager));
            });
    }

    /// Saves if all is well; else shows what is not.
    pub(super) fn submit(self, saved: impl FnOnce(String) + 'static) {
        let wrong = untrack(|| self.problems());
        self.touched.set(Field::ALL.to_vec());
        if let Some(first) = wrong.first() {
            editor_fields::focus_on(*first);
            return;
        }
        let call = untrack(|| SaveClient {
            draft: self.draft.get_value(),
            base: self.base.get_value(),
            unit: self.unit.get(),
            manager: self.manager.get(),
            form: self.form(),
        });
        self.save.run(call, move |done| saved(done.file));
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

/// Of a value that two have written, what was changed here; theirs where nothing was.
fn pick<T: PartialEq>(before: &T, mine: T, theirs: T) -> T {
    if mine == *before { theirs } else { mine }
}

/// Field by field.
fn merged(before: &PersonForm, mine: PersonForm, theirs: PersonForm) -> PersonForm {
    PersonForm {
        name: pick(&before.name, mine.name, theirs.name),
        short_name: pick(&before.short_name, mine.short_name, theirs.short_name),
        id_kind: pick(&before.id_kind, mine.id_kind, theirs.id_kind),
        id_number: pick(&before.id_number, mine.id_number, theirs.id_number),
        mobile: pick(&before.mobile, mine.mobile, theirs.mobile),
        address: pick(&before.address, mine.address, theirs.address),
        opened: pick(&before.opened, mine.opened, theirs.opened),
        tags: pick(&before.tags, mine.tags, theirs.tags),
        remarks: pick(&before.remarks, mine.remarks, theirs.remarks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_was_overtaken_keeps_what_was_changed_here_and_takes_the_rest() {
        let form = |address: &str, remarks: &str| PersonForm {
            address: address.to_owned(),
            remarks: remarks.to_owned(),
            ..PersonForm::default()
        };
        let before = form("旧址", "旧");
        let both = merged(&before, form("旧址", "我的"), form("新址", "对方的"));
        assert!(both == form("新址", "我的"));
    }
}
