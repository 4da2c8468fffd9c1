//! The drawer in which a file is written: checked as typed, sealed on saving.

use bridge::{
    Reason,
    client::{Choice, Choices, EditClient, GetChoices, SaveClient},
};
use dossier::person::{Field, PersonForm, Problem};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Room, Target, editor_fields};
use crate::{
    i18n::{clients as words, common, problems, t, tf},
    kit::{
        badge::Tone,
        button::{Button, Weight},
        dialog::{Dialog, Place},
        notice::{FailureNotice, Notice},
        skeleton::Skeleton,
    },
    platform::{clock, leave},
    state::{AppState, use_app},
    task::Task,
};

/// A form being filled in.
#[derive(Clone, Copy)]
pub(crate) struct Sheet {
    pub(crate) app: AppState,
    /// The file to change; none to create one.
    pub(crate) file: StoredValue<Option<String>>,
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
    load: Task,
}

impl Sheet {
    fn new(app: AppState, file: Option<String>) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            app,
            file: StoredValue::new(file),
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

    fn problems(self) -> Vec<Field> {
        Field::ALL
            .into_iter()
            .filter(|field| self.problem(*field).is_some())
            .collect()
    }

    fn dirty(self) -> bool {
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
    fn prepare(self, target: &Target) {
        let target = target.clone();
        self.load.run(GetChoices, move |mut choices| match target {
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
                        self.fill(present.form);
                        self.unit.set(present.unit);
                        self.manager.set(present.manager);
                        self.settle();
                    },
                );
            }
        });
    }

    /// Saves if all is well; else shows what is not.
    fn submit(self, saved: impl FnOnce(String) + 'static) {
        let wrong = untrack(|| self.problems());
        if let Some(first) = wrong.first() {
            self.touched.set(Field::ALL.to_vec());
            editor_fields::focus(*first);
            return;
        }
        let call = untrack(|| SaveClient {
            file: self.file.get_value(),
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
            if !self.touched.with(|touched| touched.contains(&field)) {
                return None;
            }
            if let Some(problem) = self.problem(field) {
                return Some(problems::say(problem, lang));
            }
            self.save.failure.with(|failure| {
                let (_, problem) = failure
                    .as_ref()?
                    .fields
                    .iter()
                    .find(|(name, _)| name == field.name())?;
                Some(problems::named(problem).at(lang).to_owned())
            })
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

/// The drawer. Closing with unsaved work asks first.
pub(crate) fn editor(room: Room, target: Target) -> AnyView {
    let app = use_app();
    let file = match &target {
        Target::New => None,
        Target::File(view) => Some(view.file.clone()),
    };
    let new = file.is_none();
    let sheet = Sheet::new(app, file);
    sheet.prepare(&target);
    let dirty = Memo::new(move |_| sheet.dirty());
    leave::guard(dirty.into());
    let asking = RwSignal::new(false);
    let close = move || room.target.set(None);
    let ask_close = Callback::new(move |()| {
        if dirty.get_untracked() {
            asking.set(true)
        } else {
            close()
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        sheet.submit(move |file| {
            app.toast(Tone::Good, app.now(words::SAVED).to_owned());
            room.target.set(None);
            room.saved.update(|n| *n = n.wrapping_add(1));
            app.clients.update(|n| *n = n.wrapping_add(1));
            room.go.run(Some(file));
        });
    };
    let wrong = Memo::new(move |_| {
        if sheet
            .touched
            .with(|touched| touched.len() == Field::ALL.len())
        {
            sheet.problems().len()
        } else {
            0
        }
    });
    let wrong_words = tf(words::FIX_FIELDS, move || vec![wrong.get().to_string()]);
    let conflict = move || {
        sheet.save.failure.with(|failure| {
            failure
                .as_ref()
                .is_some_and(|failure| failure.reason == Reason::Conflict)
        })
    };
    let failed = Signal::derive(move || {
        if conflict() {
            None
        } else {
            sheet.save.failure.get()
        }
    });
    let no_units = move || {
        new && sheet.choices.with(|choices| {
            choices
                .as_ref()
                .is_some_and(|choices| choices.units.is_empty())
        })
    };
    view! {
        <Dialog title=t(if new { words::NEW_TITLE } else { words::EDIT_TITLE }) place=Place::Side close=ask_close>
            <FailureNotice failure=sheet.load.failure />
            <Show when=no_units>
                <Notice text=t(words::NO_UNITS) tone=Tone::Wait />
            </Show>
            <Show when=move || sheet.choices.with(Option::is_some) fallback=move || view! { <Show when=move || sheet.load.busy.get()><Skeleton lines=8 /></Show> }>
                <form class="editor" on:submit=submit>
                    {editor_fields::fields(sheet, new)}
                    <Show when=conflict>
                        <Notice text=t(words::CONFLICT) tone=Tone::Wait />
                    </Show>
                    <FailureNotice failure=failed />
                    <div class="editor-foot">
                        <Button label=t(if new { words::SAVE_NEW } else { common::SAVE }) submit=true weight=Weight::Primary busy=sheet.save.busy />
                        <Button label=t(common::CANCEL) weight=Weight::Quiet press=ask_close />
                        <p role="status">{move || (wrong.get() > 0).then(|| wrong_words.get())}</p>
                    </div>
                </form>
            </Show>
        </Dialog>
        <Show when=move || asking.get()>
            <Dialog title=t(words::UNSAVED_TITLE) close=Callback::new(move |()| asking.set(false))>
                <p>{t(words::UNSAVED_TEXT)}</p>
                <div class="actions">
                    <Button label=t(words::UNSAVED_KEEP) weight=Weight::Primary press=Callback::new(move |()| asking.set(false)) />
                    <Button label=t(words::UNSAVED_DISCARD) weight=Weight::Danger press=Callback::new(move |()| close()) />
                </div>
            </Dialog>
        </Show>
    }
    .into_any()
}
