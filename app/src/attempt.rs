//! A form that may always be pressed: what keeps it from going on is said beside the fields, and the first of them gets the cursor.

use std::sync::Arc;

use bridge::Failure;
use leptos::prelude::*;

use crate::{
    i18n::Lang,
    platform::{effect::effect, focus},
    task::Task,
};

/// What is wrong with a field; asked whether the form was pressed already, since nobody is told that something is missing while typing.
type Check = Arc<dyn Fn(bool) -> Option<String> + Send + Sync>;
/// What a failed call says about a field.
pub(crate) type Said = fn(&Failure, Lang) -> Option<String>;

/// Calls say nothing about this field.
pub(crate) const UNSAID: Said = |_, _| None;

#[derive(Clone)]
struct Field {
    name: &'static str,
    check: Check,
    said: Said,
}

/// The attempts to send one form, and what its call came to.
#[derive(Clone, Copy)]
pub(crate) struct Attempt {
    pub(crate) task: Task,
    pressed: RwSignal<bool>,
    fields: StoredValue<Vec<Field>>,
}

impl Attempt {
    /// Nothing pressed yet.
    pub(crate) fn new(task: Task) -> Self {
        let attempt = Self {
            task,
            pressed: RwSignal::new(false),
            fields: StoredValue::new(Vec::new()),
        };
        effect(move || {
            if let Some(name) = task
                .failure
                .with(|failure| attempt.beside(failure.as_ref()?))
            {
                turn_to(name);
            }
        });
        attempt
    }

    /// Watches over what is typed into a field. A word of the engine's stands beside it until something else is typed.
    pub(crate) fn field(
        self,
        name: &'static str,
        value: RwSignal<String>,
        check: fn(&str, bool, Lang) -> Option<String>,
        said: Said,
    ) -> Signal<Option<String>> {
        let Self { task, .. } = self;
        effect(move || {
            value.track();
            let answered = task.failure.with_untracked(|failure| {
                failure
                    .as_ref()
                    .is_some_and(|failure| said(failure, Lang::Chinese).is_some())
            });
            if answered {
                task.failure.set(None);
            }
        });
        let check = move |pressed| value.with(|text| check(text, pressed, task.app.lang.get()));
        self.watch(name, check, said)
    }

    /// Watches over a field, in the order of the form. Gives what to say beside it now.
    pub(crate) fn watch(
        self,
        name: &'static str,
        check: impl Fn(bool) -> Option<String> + Send + Sync + 'static,
        said: Said,
    ) -> Signal<Option<String>> {
        self.add(Field {
            name,
            check: Arc::new(check),
            said,
        })
    }

    fn add(self, field: Field) -> Signal<Option<String>> {
        self.fields
            .update_value(|fields| fields.push(field.clone()));
        let Self { task, pressed, .. } = self;
        Signal::derive(move || {
            (field.check)(pressed.get()).or_else(|| {
                let lang = task.app.lang.get();
                task.failure
                    .with(|failure| (field.said)(failure.as_ref()?, lang))
            })
        })
    }

    /// Whether nothing keeps the form from being sent; else says what does.
    pub(crate) fn passes(self) -> bool {
        self.task.failure.set(None);
        self.pressed.set(true);
        let wrong = self.fields.with_value(|fields| {
            fields
                .iter()
                .find(|field| untrack(|| (field.check)(true)).is_some())
                .map(|field| field.name)
        });
        if let Some(name) = wrong {
            turn_to(name);
        }
        wrong.is_none()
    }

    /// As if nothing had been pressed: for a form that stays and is empty again.
    pub(crate) fn begin_anew(self) {
        self.pressed.set(false);
    }

    /// The failure, where it is not about a field.
    pub(crate) fn failure(self) -> Signal<Option<Failure>> {
        let failure = self.task.failure;
        Signal::derive(move || {
            failure
                .get()
                .filter(|failure| self.beside(failure).is_none())
        })
    }

    /// The first field that a failure is about.
    fn beside(self, failure: &Failure) -> Option<&'static str> {
        self.fields.with_value(|fields| {
            fields
                .iter()
                .find(|field| (field.said)(failure, Lang::Chinese).is_some())
                .map(|field| field.name)
        })
    }
}

fn turn_to(name: &str) {
    focus::on_id(&format!("field-{name}"));
}
