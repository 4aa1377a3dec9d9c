//! `cargo bench --bench startup`: how long a small run takes beside a process that does nothing.
//!
//! The process that does nothing is this one, called with a word. All are run in turn, so that a
//! busy machine slows all of them.

#![allow(clippy::print_stdout, reason = "a bench tells what it measured")]

mod common;

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const REPORT: &str = env!("CARGO_BIN_EXE_report");
const NOTHING: &str = "--nothing";
const ROUNDS: usize = 101;

fn main() {
    if std::env::args().nth(1).is_some_and(|word| word == NOTHING) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tep.csv");
    std::fs::write(&path, common::Country::new().file(0).0.bytes.as_slice()).expect("a file");
    let this = std::env::current_exe().expect("this program");
    let nothing = [OsStr::new(NOTHING)];
    let version = [OsStr::new("--version")];
    let check = [OsStr::new("check"), path.as_os_str()];
    let report = Path::new(REPORT);
    let (mut a, mut b, mut c) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        a.push(time(&this, &nothing));
        b.push(time(report, &version));
        c.push(time(report, &check));
    }
    let ratio = |over: &[Duration], under: &[Duration]| {
        let pairs = over.iter().zip(under).map(|(o, u)| o.as_secs_f64() / u.as_secs_f64());
        let mut pairs: Vec<f64> = pairs.collect();
        pairs.sort_by(f64::total_cmp);
        pairs[ROUNDS / 2]
    };
    println!("The middle of {ROUNDS} runs in turn\n");
    println!("a process that does nothing   {:.2} ms", middle(&a));
    let times = ratio(&b, &a);
    println!("report --version              {:.2} ms   {times:.2}x of nothing", middle(&b));
    let times = ratio(&c, &b);
    println!("report check, 20 rows         {:.2} ms   {times:.2}x of --version", middle(&c));
}

fn time(program: &Path, words: &[&OsStr]) -> Duration {
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("the program runs");
    let took = start.elapsed();
    assert!(status.code().is_some_and(|code| code < 2), "{words:?} ran");
    took
}

/// The middle of all, in milliseconds.
fn middle(times: &[Duration]) -> f64 {
    let mut times = times.to_vec();
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}
