//! Any bytes as a CSV file: no panic, no refusal without a word, no place that cannot be.

#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read("a.csv", bytes);
});
