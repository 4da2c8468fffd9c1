//! What `cargo xtask bench` measures inside the worker, on the same code and build as the product's.

use dossier::section::Card;
use getrandom::SysRng;
use js_sys::Reflect;
use seal::{
    Suite,
    envelope::{self, Context, Kind},
    password::{Salt, Stretch, stretch},
    rand_core::UnwrapErr,
    unit::UnitKey,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::page;

/// Puts the measurements into the worker's scope as `benchStretch()` and `benchOpen(count)`, both in milliseconds.
pub(crate) fn expose() {
    let stretch = Closure::<dyn Fn() -> f64>::new(stretch_once);
    let open = Closure::<dyn Fn(u32) -> f64>::new(open_cards);
    for (name, function) in [
        ("benchStretch", stretch.as_ref()),
        ("benchOpen", open.as_ref()),
    ] {
        let _ = Reflect::set(
            &page::scope(),
            &JsValue::from(name),
            function.unchecked_ref(),
        );
    }
    stretch.forget();
    open.forget();
}

fn now() -> f64 {
    page::scope()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// One password stretched at the default cost.
fn stretch_once() -> f64 {
    let began = now();
    let stretched = stretch(
        "correct horse battery staple",
        &Salt([7; 16]),
        &Stretch::DEFAULT,
    );
    let took = now() - began;
    if stretched.is_ok() { took } else { f64::NAN }
}

/// Seals `count` cards of 300 bytes, then opens and decodes them all; the time of opening.
fn open_cards(count: u32) -> f64 {
    let mut rng = UnwrapErr(SysRng);
    let key = UnitKey::generate(&mut rng);
    let card = Card {
        name: "张".repeat(56),
        short_name: "张".repeat(20),
        contact_masked: "138 **** 4471".to_owned(),
        id_masked: "**** 271X".to_owned(),
        ..Card::default()
    }
    .to_bytes();
    let place = |number: u32| {
        let mut file = [0; 16];
        file[..4].copy_from_slice(&number.to_be_bytes());
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
    };
    let sealed: Vec<Vec<u8>> = (0..count)
        .filter_map(|number| {
            let context = place(number);
            envelope::seal(
                Suite::DEFAULT,
                &key.file_key(&context.file, 1, 1),
                &context,
                &card,
                &mut rng,
            )
            .ok()
        })
        .collect();
    let began = now();
    let opened = (0..count).zip(&sealed).filter(|(number, sealed)| {
        let context = place(*number);
        envelope::open(
            &key.file_key(&context.file, 1, 1),
            &context,
            &[Suite::DEFAULT],
            sealed,
        )
        .is_ok_and(|card| Card::from_bytes(&card).is_ok())
    });
    let opened = opened.count();
    let took = now() - began;
    if opened == count as usize {
        took
    } else {
        f64::NAN
    }
}
