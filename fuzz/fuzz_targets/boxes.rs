#![no_main]

// What is made once is made before: an input is stopped after some seconds.
libfuzzer_sys::fuzz_target!(init: strangers::boxes(&[]), |data: &[u8]| strangers::boxes(data));
