//! Prints how long one password takes to stretch at the default cost, in milliseconds: what the browser is compared with.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant;

use seal::password::{Salt, Stretch, stretch};

fn main() {
    let mut times: Vec<f64> = (0..7)
        .map(|_| {
            let began = Instant::now();
            stretch(
                "correct horse battery staple",
                &Salt([7; 16]),
                &Stretch::DEFAULT,
            )
            .unwrap();
            began.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{:.1}", times[times.len() / 2]);
}
