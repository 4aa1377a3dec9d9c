//! `cargo bench --bench read`: what `report check` does with every file before the rules.
//!
//! First the table of ratios: reading and typing rows, held against a bare loop of the `csv` crate
//! over the same bytes, both in turn in the same run. What counts is the time a thread was on a
//! processor, of two threads that of the busier: with others on the machine the time on the wall
//! says who else was there (it stands beside it). The one big file is read by as many threads as
//! there are cores, which reading starts by itself: of it the time on the wall counts, and on one
//! core all of it (`taskset -c 0`). Then, by divan, the parts of which reading is made. Words after
//! `--` choose among the parts and leave the table out. Memory is measured in a process of its own.

#![allow(clippy::print_stdout, reason = "a bench tells what it measured")]

mod common;

use std::hint::black_box;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use common::{Country, Dialect, ROWS_A_FILE, YEAR_FILES, day, plan};
use csv::{ByteRecord, ReaderBuilder};
use report::diag::Sink;
use report::source::Source;
use report::submission::{self, File};

/// How often each pair is run; the figure is the one in the middle.
const ROUNDS: usize = 11;
const MEMORY: &str = "--memory";

type Files = [(Source, Dialect)];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [first, keep, ..] = words.as_slice()
        && first == MEMORY
    {
        return memory_of_year(keep.parse().unwrap_or(1));
    }
    if words.iter().all(|word| word.starts_with('-')) && !words.iter().any(|w| w == "--list") {
        ratios();
        memory();
    }
    divan::main();
}

fn ratios() {
    let country = Country::new();
    println!("Times a bare csv ByteRecord loop over the same bytes takes, on one thread");
    println!(
        "(time on the processor, of two threads the busier one's; the middle of {ROUNDS} pairs,"
    );
    println!(
        "in brackets the least and the most; then the same by the clock on the wall, which is"
    );
    println!("what counts for the one big file)\n");
    let year: Vec<_> = (0..YEAR_FILES).map(|n| country.file(n)).collect();
    let rows: usize = year.iter().map(|(source, _)| read(source)).sum();
    assert_eq!(rows, YEAR_FILES * ROWS_A_FILE, "every row of the year is read");
    tell("year, one thread ", &year, on_one_thread, |took| took.busy);
    tell("year, both cores ", &year, on_both_cores, |took| took.busy);
    drop(year);
    let big = [country.big()];
    assert_eq!(read(&big[0].0), common::BIG_ROWS, "every row of the big file is read");
    tell("200,000 rows     ", &big, on_one_thread, |took| took.wall);
}

/// How long a piece of work took: on the processor, and by the clock on the wall.
#[derive(Clone, Copy)]
struct Took {
    busy: Duration,
    wall: Duration,
}

/// Runs the bare loop and `ours` in turn and prints how many times the bare loop ours takes, by
/// the `time` that counts.
fn tell(
    name: &str,
    files: &Files,
    ours: impl Fn(&Files) -> Took,
    time_of: impl Fn(&Took) -> Duration,
) {
    let mut pairs: Vec<(f64, f64, Duration)> = (0..ROUNDS)
        .map(|_| {
            let bare = time(|| files.iter().map(|(s, d)| bare(s, *d)).sum());
            let full = ours(files);
            let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
            let busy = ratio(time_of(&full), time_of(&bare));
            (busy, ratio(full.wall, bare.wall), time_of(&bare))
        })
        .collect();
    let mut walls: Vec<f64> = pairs.iter().map(|(_, wall, _)| *wall).collect();
    walls.sort_by(f64::total_cmp);
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, _, bare) = pairs[ROUNDS / 2];
    let bytes: usize = files.iter().map(|(source, _)| source.bytes.len()).sum();
    let speed = bytes as f64 / 1e6 / bare.as_secs_f64();
    let (least, most) = (pairs[0].0, pairs[ROUNDS - 1].0);
    println!(
        "{name} {ratio:5.2}x  ({least:.2} to {most:.2})   wall {:.2}x   {:.1} MB, bare loop {speed:.0} MB/s",
        walls[ROUNDS / 2],
        bytes as f64 / 1e6
    );
}

fn time(work: impl FnOnce() -> usize) -> Took {
    let (wall, busy) = (Instant::now(), on_the_processor());
    black_box(work());
    let wall = wall.elapsed();
    let busy = busy.and_then(|before| on_the_processor()?.checked_sub(before));
    Took { busy: busy.unwrap_or(wall), wall }
}

/// How long this thread has been on a processor so far; Linux alone tells it.
fn on_the_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The least that reading can cost.
fn bare(source: &Source, dialect: Dialect) -> usize {
    let mut reader = ReaderBuilder::new()
        .delimiter(dialect.delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(source.bytes.as_slice());
    let mut record = ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        fields += record.len();
    }
    fields
}

fn file(source: &Source) -> File {
    let mut sink = Sink::new();
    let file = submission::read(source, plan(), day(), &mut sink);
    assert!(!sink.has_errors(), "{:?}", sink.found().first());
    file
}

fn read(source: &Source) -> usize {
    file(source).submission.map_or(0, |submission| submission.rows.len())
}

fn on_one_thread(files: &Files) -> Took {
    time(|| files.iter().map(|(source, _)| read(source)).sum())
}

fn on_both_cores(files: &Files) -> Took {
    // Whoever is free takes the next few files.
    const TAKE: usize = 64;
    let next = AtomicUsize::new(0);
    let worker = || {
        time(|| {
            let mut rows = 0;
            loop {
                let from = next.fetch_add(TAKE, Ordering::Relaxed).min(files.len());
                let files = &files[from..files.len().min(from + TAKE)];
                if files.is_empty() {
                    return rows;
                }
                rows += files.iter().map(|(source, _)| read(source)).sum::<usize>();
            }
        })
    };
    let start = Instant::now();
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(worker);
        (worker(), other.join().expect("the other thread"))
    });
    Took { busy: one.busy.max(other.busy), wall: start.elapsed() }
}

/// Peak memory of reading the year, each time in a fresh process: its peak is its own.
fn memory() {
    println!("\nPeak memory of the year (Linux alone tells it)\n");
    for (name, keep) in [
        ("each file dropped after reading", 1),
        ("a quarter kept at a time, as `report check` does", YEAR_FILES / 4),
    ] {
        let this = std::env::current_exe().ok();
        let run =
            this.and_then(|exe| Command::new(exe).args([MEMORY, &keep.to_string()]).output().ok());
        let told = run.map(|run| String::from_utf8_lossy(&run.stdout).trim().to_owned());
        println!("{name}: {}", told.filter(|t| !t.is_empty()).unwrap_or("not known".into()));
    }
    println!();
}

/// Reads the year, each file made up just before, and keeps at most `keep` files at a time.
fn memory_of_year(keep: usize) {
    let country = Country::new();
    let mut kept = Vec::new();
    for n in 0..YEAR_FILES {
        if kept.len() >= keep {
            kept.clear();
        }
        kept.push(file(&country.file(n).0));
    }
    black_box(&kept);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    if let Some(kb) = peak.and_then(|kb| kb.trim().parse::<u64>().ok()) {
        println!("{} MB", kb.div_ceil(1024));
    }
}

/// One file of 20 rows.
mod small_file {
    use super::*;
    use divan::{Bencher, counter::BytesCount};

    fn each(
        bencher: Bencher<'_, '_>,
        dialect: usize,
        work: impl Fn(&Source, Dialect) -> usize + Sync,
    ) {
        let (source, dialect) = Country::new().file(dialect);
        bencher
            .counter(BytesCount::of_slice(source.bytes.as_slice()))
            .bench(|| work(black_box(&source), dialect));
    }

    #[divan::bench(args = [0, 1, 2])]
    fn bare(bencher: Bencher<'_, '_>, dialect: usize) {
        each(bencher, dialect, super::bare);
    }

    #[divan::bench(args = [0, 1, 2])]
    fn read(bencher: Bencher<'_, '_>, dialect: usize) {
        each(bencher, dialect, |source, _| super::read(source));
    }
}

/// What is done to single cells and names.
mod cell {
    use super::*;
    use report::plan::{Period, Status};
    use report::submission::Field;
    use report::text::{date, fold, number};

    const NAME: &str = "Sở Giáo dục và Đào tạo tỉnh Khánh Hòa";

    #[divan::bench]
    fn fold_name() -> String {
        fold::name(black_box(NAME))
    }

    #[divan::bench]
    fn fold_ascii() -> String {
        fold::ascii(black_box(NAME))
    }

    #[divan::bench(args = ["Sở Y tế", "so-y-te", "Ủy ban nhân dân phường Nha Trang", "Sở Không Có"])]
    fn lookup(bencher: divan::Bencher<'_, '_>, name: &str) {
        let register = &plan().register;
        bencher.bench(|| register.lookup(black_box(name), day()));
    }

    #[divan::bench(args = ["Kinh phí được giao (đồng)", "kinh_phi_giao", "Đang triển khai"])]
    fn heading(written: &str) -> Option<Field> {
        Field::of_heading(black_box(written))
    }

    #[divan::bench(args = ["I.1", "TC.2c"])]
    fn task(bencher: divan::Bencher<'_, '_>, code: &str) {
        let plan = plan();
        bencher.bench(|| plan.find_task(black_box(code)));
    }

    #[divan::bench(args = ["2025-Q3", "Quý III/2025"])]
    fn period(written: &str) -> Option<Period> {
        Period::parse(black_box(written))
    }

    #[divan::bench(args = ["Hoàn thành", "hoàn thành"])]
    fn status(written: &str) -> Option<Status> {
        Status::parse(black_box(written))
    }

    #[divan::bench(args = ["450000000", "450.000.000", "12,5 triệu"])]
    fn amount(written: &str) -> bool {
        number::amount(black_box(written)).is_ok()
    }

    #[divan::bench(args = ["45", "45,5%"])]
    fn percent(written: &str) -> bool {
        number::percent(black_box(written)).is_ok()
    }

    #[divan::bench(args = ["12/09/2025", "2025-09-12", "ngày 5 tháng 6 năm 2025"])]
    fn a_date(written: &str) -> bool {
        date::parse(black_box(written)).is_ok()
    }
}

/// One file of 200,000 rows.
mod big_file {
    use super::*;
    use divan::{Bencher, counter::BytesCount};

    fn each(bencher: Bencher<'_, '_>, work: impl Fn(&Source, Dialect) -> usize + Sync) {
        let (source, dialect) = Country::new().big();
        let bytes = BytesCount::of_slice(source.bytes.as_slice());
        bencher.counter(bytes).bench(|| work(black_box(&source), dialect));
    }

    #[divan::bench(sample_count = 5)]
    fn bare(bencher: Bencher<'_, '_>) {
        each(bencher, super::bare);
    }

    #[divan::bench(sample_count = 5)]
    fn digest(bencher: Bencher<'_, '_>) {
        use sha2::Digest;
        each(bencher, |source, _| sha2::Sha256::digest(source.bytes.as_slice()).len());
    }

    #[divan::bench(sample_count = 5)]
    fn utf8(bencher: Bencher<'_, '_>) {
        each(bencher, |source, _| std::str::from_utf8(&source.bytes).map_or(0, str::len));
    }

    #[divan::bench(sample_count = 5)]
    fn read(bencher: Bencher<'_, '_>) {
        each(bencher, |source, _| super::read(source));
    }
}

/// The plan, read on every run.
#[divan::bench]
fn load_plan() -> bool {
    report::plan::load(&report::plan::PlanFiles::embedded().without_errata(), &mut Sink::new())
        .is_some()
}
