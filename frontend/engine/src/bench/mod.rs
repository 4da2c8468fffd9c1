//! What `cargo xtask bench` measures inside the worker, on the same code and build as the product's.

mod chains;

use std::collections::HashSet;

use dossier::section::Card;
use getrandom::SysRng;
use js_sys::Reflect;
use seal::{
    Suite,
    envelope::{self, Context, Header, Kind},
    password::{Salt, Stretch, stretch},
    rand_core::UnwrapErr,
    unit::UnitKey,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::page;

/// Something measured of so many.
type Measure = fn(usize) -> f64;

/// Puts the measurements into the worker's scope, all but the last in milliseconds: `benchStretch()`, `benchSeal(records)`, `benchOpen(records)`,
/// `benchRoster(entries)`, `benchJournal(files)`, `benchNonces(envelopes)`.
pub(crate) fn expose() {
    let measurements: [(&str, Measure); 6] = [
        ("benchStretch", |_| stretch_once()),
        ("benchSeal", seal_cards),
        ("benchOpen", open_cards),
        ("benchRoster", chains::roster),
        ("benchJournal", chains::journal),
        ("benchNonces", repeated_nonces),
    ];
    for (name, measure) in measurements {
        let measure = Closure::<dyn Fn(u32) -> f64>::new(move |count| measure(count as usize));
        let function = measure.as_ref().unchecked_ref();
        let _ = Reflect::set(&page::scope(), &JsValue::from(name), function);
        measure.forget();
    }
}

fn now() -> f64 {
    page::scope()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// One password stretched at the default cost.
fn stretch_once() -> f64 {
    let password = "correct horse battery staple";
    timed(|| stretch(password, &Salt([7; 16]), &Stretch::DEFAULT).is_ok())
}

/// Cards of 300 bytes under a key of their unit.
struct Cards {
    key: UnitKey,
    card: Vec<u8>,
}

impl Cards {
    fn new() -> Self {
        let card = Card {
            name: "张".repeat(56),
            short_name: "张".repeat(20),
            contact_masked: "138 **** 4471".to_owned(),
            id_masked: "**** 271X".to_owned(),
            ..Card::default()
        };
        Self {
            key: UnitKey::generate(&mut UnwrapErr(SysRng)),
            card: card.to_bytes(),
        }
    }

    fn place(number: usize) -> Context {
        let mut file = [0; 16];
        file[..8].copy_from_slice(&(number as u64).to_be_bytes());
        Context {
            org: [1; 16],
            kind: Kind::Section,
            file,
            section: 1,
            revision: 1,
            key_id: [2; 16],
            epoch: 1,
            generation: 1,
        }
    }

    fn seal(&self, number: usize) -> Option<Vec<u8>> {
        let place = Self::place(number);
        let key = self.key.file_key(&place.file, 1, 1);
        let rng = &mut UnwrapErr(SysRng);
        envelope::seal(Suite::DEFAULT, &key, &place, &self.card, rng).ok()
    }

    fn open(&self, sealed: &[Vec<u8>]) -> usize {
        let opened = sealed.iter().enumerate().filter(|(number, sealed)| {
            let place = Self::place(*number);
            let key = self.key.file_key(&place.file, 1, 1);
            envelope::open(&key, &place, &[Suite::DEFAULT], sealed)
                .is_ok_and(|card| Card::from_bytes(&card).is_ok())
        });
        opened.count()
    }
}

/// Seals so many cards.
fn seal_cards(count: usize) -> f64 {
    let cards = Cards::new();
    timed(|| (0..count).filter_map(|number| cards.seal(number)).count() == count)
}

/// Opens and decodes so many cards.
fn open_cards(count: usize) -> f64 {
    let cards = Cards::new();
    let sealed: Vec<Vec<u8>> = (0..count).filter_map(|number| cards.seal(number)).collect();
    timed(|| cards.open(&sealed) == count)
}

/// How many nonces repeat among so many envelopes: with the browser's randomness, none may.
fn repeated_nonces(count: usize) -> f64 {
    let cards = Cards::new();
    let nonces: HashSet<[u8; 12]> = (0..count)
        .filter_map(|number| Some(Header::parse(&cards.seal(number)?).ok()?.nonce))
        .collect();
    (count - nonces.len()) as f64
}

/// How long it takes, if all goes well.
fn timed(work: impl FnOnce() -> bool) -> f64 {
    let began = now();
    let done = work();
    let took = now() - began;
    if done { took } else { f64::NAN }
}
