//! The list's state: which rows are loaded, which are in sight, where the cursor is.

use bridge::{
    client::{ClientList, ClientRow, ListClients},
    list::Facets,
};
use leptos::prelude::*;

use super::{asked::Asked, conditions, keyboard::Keyboard};
use crate::{
    kit::table::{self, Window},
    platform::{clock, effect::effect, focus},
    state::AppState,
    task::Task,
};

/// Rows are asked for in steps of this many, so that a small scroll asks for nothing.
const STEP: u32 = 50;
/// How many are asked for at once: more than any screen shows beyond a step's edge.
const BLOCK: u32 = 200;

/// Loaded rows, the first one's place in the list before them.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) from: u32,
    pub(crate) rows: Vec<ClientRow>,
}

/// The list's state.
#[derive(Clone, Copy)]
pub(crate) struct Listing {
    pub(crate) asked: Asked,
    pub(crate) total: RwSignal<Option<u32>>,
    pub(crate) took_us: RwSignal<u32>,
    /// What each condition has to choose from.
    pub(crate) facets: RwSignal<Facets>,
    pub(crate) block: RwSignal<Block>,
    /// Rows in sight, in px.
    pub(crate) scrolled: RwSignal<u32>,
    pub(crate) height: RwSignal<u32>,
    pub(crate) cursor: RwSignal<Option<u32>>,
    pub(crate) keyboard: Keyboard,
    pub(crate) task: Task,
    question: StoredValue<u32>,
}

impl Listing {
    /// Starts to load and reloads whenever the text, the window or the clients change.
    pub(crate) fn new(app: AppState) -> Self {
        let listing = Self {
            asked: Asked::new(app),
            total: RwSignal::new(None),
            took_us: RwSignal::new(0),
            facets: RwSignal::new(Facets::default()),
            block: RwSignal::new(Block::default()),
            scrolled: RwSignal::new(0),
            height: RwSignal::new(800),
            cursor: RwSignal::new(None),
            keyboard: Keyboard::new(),
            task: Task::new(app),
            question: StoredValue::new(0),
        };
        // Whatever is asked anew begins at the top.
        effect(move || {
            listing.asked.text.track();
            listing.asked.filter.track();
            listing.asked.sort.track();
            listing.scrolled.set(0);
            listing.cursor.set(None);
        });
        // Rows that come or go above it move it.
        effect(move || {
            let at = listing.block.with(|block| listing.keyboard.place_in(block));
            if at.is_some() && listing.cursor.with_untracked(Option::is_some) {
                listing.cursor.set(at);
            }
        });
        let from = Memo::new(move |_| {
            let first = listing.window().from;
            first - first % STEP
        });
        effect(move || {
            app.clients.track();
            app.synced.track();
            listing.load(app, from.get());
        });
        listing
    }

    fn load(self, app: AppState, from: u32) {
        let number = self.question.with_value(|last| last.wrapping_add(1));
        self.question.set_value(number);
        app.ask(
            ListClients {
                text: self.asked.text.get(),
                filter: self.asked.filter.get(),
                sort: self.asked.sort.get(),
                spans: conditions::periods(clock::today())
                    .map(|(_, span)| span)
                    .to_vec(),
                from,
                count: BLOCK,
            },
            move |answer| {
                // Only the last question counts, and only while somebody looks.
                if self.question.try_get_value() != Some(number) {
                    return;
                }
                match answer {
                    Ok(ClientList {
                        total,
                        rows,
                        facets,
                        took_us,
                    }) => {
                        self.task.failure.set(None);
                        self.total.set(Some(total));
                        self.took_us.set(took_us);
                        if self.facets.with_untracked(|now| *now != facets) {
                            self.facets.set(facets);
                        }
                        let block = Block { from, rows };
                        if self.block.with_untracked(|now| *now != block) {
                            self.block.set(block);
                        }
                    }
                    Err(failure) => self.task.failure.set(Some(failure)),
                }
            },
        );
    }

    /// The rows to draw.
    pub(crate) fn window(self) -> Window {
        table::window(
            self.total.get().unwrap_or(0),
            self.scrolled.get(),
            self.height.get(),
        )
    }

    /// Moves the cursor and keeps it in sight.
    pub(crate) fn step(self, by: i32) {
        let Some(last) = self
            .total
            .get_untracked()
            .and_then(|total| total.checked_sub(1))
        else {
            return;
        };
        let next = match self.cursor.get_untracked() {
            None => 0,
            Some(at) => at.saturating_add_signed(by).min(last),
        };
        self.cursor.set(Some(next));
        if let Some(top) = table::reveal(
            next,
            self.scrolled.get_untracked(),
            self.height.get_untracked(),
        ) {
            super::list::scroll_to(top);
        }
        // The keyboard goes along, so that Tab and screen readers know where the cursor is. The first row is the heading's.
        focus::on_drawn(format!(
            ".clients tr[aria-rowindex='{}'] a",
            u64::from(next) + 2
        ));
    }

    /// The file under the cursor, if its row is loaded.
    pub(crate) fn at_cursor(self) -> Option<String> {
        let at = self.cursor.get_untracked()?;
        self.block.with_untracked(|block| {
            let index = at.checked_sub(block.from)?;
            block
                .rows
                .get(usize::try_from(index).ok()?)
                .map(|row| row.file.clone())
        })
    }
}
