//! `cargo bench --bench check`: the whole country's year, 13,600 files and 272,000 rows, through the
//! check.
//!
//! Each quarter by itself, and as over a data folder, where each is held against those before it.
//! Time is told as a ratio to a bare loop of the `csv` crate over the same bytes, both in turn in the
//! same run, so that a busy machine slows both; of one thread only the time on a processor counts,
//! where the system tells it. Then how the time of one row grows from a province's quarter to the
//! whole, how much longer it takes with 20 figures beside each file, and time and peak memory of the
//! program itself over the files on disk.
//!
//! Words after `--`: `--rounds N` for fewer or more pairs; `--program` for the program alone;
//! `--figures` for the comparison with figures alone; `--province N`, for profiling, checks one
//! province's four quarters N times and no more, with figures where that is said too. Under
//! `cargo test` it only makes sure that what is measured is what it seems.

#![allow(clippy::print_stdout, reason = "a bench tells what it measured")]

mod common;

use std::fs;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use common::year::{AGENCIES, Folder, PROVINCES, QUARTERS, ROWS, YEAR_ROWS, Year};
use csv::{ByteRecord, ReaderBuilder};
use report::check::{self, Checked, History, Scope};
use report::diag::{Diagnostic, Policy, Severity, Sink, Summary};
use report::submission;
use report::threads::parallel_map;

/// How often each pair is run unless a word says otherwise; the figure is the one in the middle.
const ROUNDS: usize = 11;
/// Figures beside each file.
const FIGURES: usize = 20;
/// Provinces that are checked with figures and without, both held in memory.
const PROVINCES_WITH_FIGURES: usize = 8;
const REPORT: &str = env!("CARGO_BIN_EXE_report");

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str| {
        let at = words.iter().position(|word| word == name)?;
        words.get(at + 1)?.parse::<usize>().ok()
    };
    let has_figures = words.iter().any(|word| word == "--figures");
    if let Some(times) = number("--province") {
        return again_and_again(times, if has_figures { FIGURES } else { 0 });
    }
    a_clean_year_is_clean();
    if !words.iter().any(|word| word == "--bench") {
        return;
    }
    let rounds = number("--rounds").unwrap_or(ROUNDS).max(1);
    if words.iter().any(|word| word == "--program") {
        let year = Year::new(true);
        return of_the_program(&year, rounds.min(5), &year.folders().collect::<Vec<_>>());
    }
    if has_figures {
        return with_figures(&Year::new(true), rounds);
    }
    let year = Year::new(true);
    what_is_found(&year);
    let folders: Vec<Folder> = year.folders().collect();
    println!("Times a bare csv ByteRecord loop over the same bytes takes");
    println!("(the middle of {rounds} pairs; in brackets the least and the most)\n");
    let tell = |name: &str, clock, ours: &dyn Fn(&[Folder]) -> usize| {
        tell(name, rounds, clock, &folders, ours);
    };
    tell("reading, one thread", on_processor, &|all| all.iter().map(|f| read(&year, f)).sum());
    for (name, past) in
        [("check", Past::Unknown), ("and held against the quarters before", Past::Known)]
    {
        println!("{name}");
        tell("  one thread       ", on_processor, &|all| check_on(&year, all, past, 1));
        tell("  both cores       ", on_the_wall, &|all| check_on(&year, all, past, 2));
    }
    growth(&year, rounds, &folders);
    with_figures(&year, rounds);
    of_the_program(&year, rounds.min(5), &folders);
}

fn again_and_again(times: usize, figures: usize) {
    let year = Year::new(true).with_figures(figures);
    let folders = QUARTERS.map(|period| year.folder(0, period));
    for _ in 0..times {
        black_box(quarters_of_a_province(&year, &folders, Past::Known));
    }
}

/// Every row is read, and without faults nothing is found: not even that a body gave no figures,
/// where it is asked for them.
fn a_clean_year_is_clean() {
    for figures in [0, FIGURES] {
        let year = Year::new(false).with_figures(figures);
        let folders = QUARTERS.map(|period| year.folder(7, period));
        let rows: usize = folders.iter().map(|folder| read(&year, folder)).sum();
        assert_eq!(rows, QUARTERS.len() * AGENCIES * ROWS, "every row is read");
        let found = quarters_of_a_province(&year, &folders, Past::Known);
        // Bodies that are only asked to report, and did not, are noted.
        let fault = found.iter().find(|d| d.severity != Severity::Note);
        assert!(fault.is_none(), "with {figures} figures: {fault:?}");
    }
}

fn what_is_found(year: &Year) {
    let (mut rows, mut found) = (0, Summary::default());
    for folders in year.folders().collect::<Vec<_>>().chunk_by(|a, b| a.province == b.province) {
        rows += folders.iter().map(|folder| read(year, folder)).sum::<usize>();
        let findings = quarters_of_a_province(year, folders, Past::Known);
        let of = |severity| findings.iter().filter(|d| d.severity == severity).count();
        found.errors += of(Severity::Error);
        found.warnings += of(Severity::Warning);
        found.notes += of(Severity::Note);
    }
    assert_eq!(rows, YEAR_ROWS, "every row of the year is read");
    println!(
        "{PROVINCES} provinces, {} quarters, {AGENCIES} files each, {rows} rows",
        QUARTERS.len()
    );
    println!(
        "found: {} errors, {} warnings, {} notes\n",
        found.errors, found.warnings, found.notes
    );
}

fn checked(year: &Year, folder: &Folder, history: Option<&History>) -> Checked {
    let open = |n: usize| Ok(folder.files[n].0.clone());
    let scope = Scope { history, ..year.scope(folder.period) };
    check::check_files(&scope, folder.files.len(), NonZeroUsize::MIN, open)
}

/// Whether a quarter is held against those before it.
#[derive(Clone, Copy, PartialEq)]
enum Past {
    /// Every row has the same rules to pass, be it of the first quarter or of the last.
    Unknown,
    /// As `report check` does over a data folder.
    Known,
}

/// One quarter after another; of each only what is told is kept.
fn quarters_of_a_province(year: &Year, folders: &[Folder], past: Past) -> Vec<Diagnostic> {
    let mut history = (past == Past::Known).then(History::default);
    let mut told = Vec::new();
    for folder in folders {
        let mut checked = checked(year, folder, history.as_ref());
        let mut sink = Sink::new();
        sink.extend(std::mem::take(&mut checked.findings));
        told.extend(sink.finish(&Policy::default()));
        if let Some(history) = &mut history {
            history.add(year.scope(folder.period).plan, &folder.period.id(), &checked);
        }
    }
    told
}

/// Provinces side by side.
fn check_on(year: &Year, folders: &[Folder], past: Past, threads: usize) -> usize {
    let threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
    let provinces = folders.chunk_by(|a, b| a.province == b.province).collect();
    let told = parallel_map(provinces, threads, |folders: &[Folder]| {
        quarters_of_a_province(year, folders, past)
    });
    told.iter().map(Vec::len).sum()
}

/// What has to be done before any rule can look.
fn read(year: &Year, folder: &Folder) -> usize {
    let scope = year.scope(folder.period);
    let rows = folder.files.iter().map(|(source, _)| {
        let file = submission::read(&source.clone(), scope.plan, scope.day(), &mut Sink::new());
        file.submission.map_or(0, |submission| submission.rows.len())
    });
    rows.sum()
}

/// The least that reading can cost.
fn bare(folders: &[Folder]) -> usize {
    let files = folders.iter().flat_map(|folder| &folder.files);
    let fields = files.map(|(source, dialect)| fields(&source.bytes, dialect.delimiter));
    fields.sum()
}

fn fields(bytes: &[u8], delimiter: u8) -> usize {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut record = ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        fields += record.len();
    }
    fields
}

/// Since when, and how long: a clock is read before and after.
type Clock = fn() -> Duration;

fn on_the_wall() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// How long this thread has had a processor; on systems that do not tell, how late it is.
fn on_processor() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|n| n.parse().ok());
    nanoseconds.map_or_else(on_the_wall, Duration::from_nanos)
}

fn time(clock: Clock, work: impl FnOnce() -> usize) -> Duration {
    let start = clock();
    black_box(work());
    clock().saturating_sub(start)
}

/// The middle, the least and the most.
fn spread(mut ratios: Vec<f64>) -> String {
    ratios.sort_by(f64::total_cmp);
    let (least, most) = (ratios[0], ratios[ratios.len() - 1]);
    format!("{:5.2}x  ({least:.2} to {most:.2})", ratios[ratios.len() / 2])
}

/// Runs the bare loop and `ours` in turn and prints how many times the bare loop ours takes.
fn tell(
    name: &str,
    rounds: usize,
    clock: Clock,
    folders: &[Folder],
    ours: &dyn Fn(&[Folder]) -> usize,
) {
    let mut took = Vec::new();
    let ratios = (0..rounds).map(|_| {
        let bare = time(clock, || bare(folders));
        let full = time(clock, || ours(folders));
        took.push(full);
        full.as_secs_f64() / bare.as_secs_f64()
    });
    let ratios = spread(ratios.collect());
    took.sort();
    println!("{name} {ratios}   {:.0} ms", took[rounds / 2].as_secs_f64() * 1e3);
}

/// How much longer a row takes among many than among few: all in turn in the same run.
fn growth(year: &Year, rounds: usize, folders: &[Folder]) {
    println!("\nTime of a row, against the time of a row in one province's quarter\n");
    let sizes = [1, 4, 34, folders.len()];
    let per_row = |count: usize| {
        // As much work for each size.
        let times = folders.len() / count;
        let took = time(on_processor, || {
            let some = |n: usize| &folders[n * count..(n + 1) * count];
            (0..times).map(|n| check_on(year, some(n), Past::Unknown, 1)).sum()
        });
        took.as_secs_f64() / (times * count * AGENCIES * ROWS) as f64
    };
    let mut ratios = vec![Vec::new(); sizes.len()];
    for _ in 0..rounds {
        let one = per_row(sizes[0]);
        for (size, ratios) in sizes.iter().zip(&mut ratios).skip(1) {
            ratios.push(per_row(*size) / one);
        }
    }
    for (size, ratios) in sizes.iter().zip(ratios).skip(1) {
        println!("{:>7} rows  {}", size * AGENCIES * ROWS, spread(ratios));
    }
}

/// How much longer the check takes with a table of figures beside each file: in turn in the same run.
fn with_figures(year: &Year, rounds: usize) {
    let asked = Year::new(true).with_figures(FIGURES);
    let (without, with): (Vec<Folder>, Vec<Folder>) = (0..PROVINCES_WITH_FIGURES)
        .flat_map(|province| QUARTERS.map(|period| (province, period)))
        .map(|(province, period)| (year.folder(province, period), asked.folder(province, period)))
        .unzip();
    let figures: usize = with.iter().map(|folder| read_figures(&asked, folder)).sum();
    let rows = with.len() * AGENCIES * ROWS;
    println!("\nTime with {figures} figures beside {rows} rows, against the time without them\n");
    for (name, past) in
        [("check", Past::Unknown), ("and held against the quarters before", Past::Known)]
    {
        let took = |year: &Year, folders: &[Folder]| {
            time(on_processor, || check_on(year, folders, past, 1)).as_secs_f64()
        };
        let ratios = (0..rounds).map(|_| {
            let before = took(year, &without);
            took(&asked, &with) / before
        });
        println!("{name} {}", spread(ratios.collect()));
    }
}

fn read_figures(year: &Year, folder: &Folder) -> usize {
    let scope = year.scope(folder.period);
    let rows = folder.files.iter().map(|(source, _)| {
        let file = submission::read(&source.clone(), scope.plan, scope.day(), &mut Sink::new());
        file.figures.map_or(0, |figures| figures.rows.len())
    });
    rows.sum()
}

/// The program over the files on disk: time beside a bare loop over the same files, and its peak.
fn of_the_program(year: &Year, rounds: usize, folders: &[Folder]) {
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let plan = home.path().join("plan");
    fs::create_dir(&plan).expect("a folder");
    let names = report::plan::FILES.into_iter().chain([report::plan::INDICATORS]);
    for (file, name) in year.files.iter().zip(names) {
        fs::write(plan.join(name), file.bytes.as_slice()).expect("a file of the plan");
    }
    let mut paths = Vec::new();
    for folder in folders {
        let at = home.path().join(format!("tinh-{:02}", folder.province)).join(folder.period.id());
        fs::create_dir_all(&at).expect("a folder");
        for (source, dialect) in &folder.files {
            let path = at.join(&*source.name);
            fs::write(&path, source.bytes.as_slice()).expect("a file");
            paths.push((path, dialect.delimiter));
        }
    }
    println!("\nThe program over {} files on disk, against a bare loop over them\n", paths.len());
    let mut peak = 0;
    let mut took = Vec::new();
    let ratios = (0..rounds).map(|_| {
        let bare = time(on_the_wall, || {
            let read = |(path, delimiter): &(std::path::PathBuf, u8)| {
                fields(&fs::read(path).expect("a file"), *delimiter)
            };
            paths.iter().map(read).sum()
        });
        let program = time(on_the_wall, || {
            peak = peak.max(run(home.path(), &plan, year));
            0
        });
        took.push(program);
        program.as_secs_f64() / bare.as_secs_f64()
    });
    let ratios = spread(ratios.collect());
    took.sort();
    println!(
        "report check, all its threads {ratios}   {:.0} ms",
        took[rounds / 2].as_secs_f64() * 1e3
    );
    match peak {
        0 => println!("peak memory: not known (Linux alone tells it)"),
        kb => println!("peak memory {} MB", kb.div_ceil(1024)),
    }
}

/// Runs the program over all provinces; gives the most memory that it was seen to have had, in kB.
fn run(home: &Path, plan: &Path, year: &Year) -> u64 {
    let mut command = Command::new(REPORT);
    command.arg("check").arg("--plan").arg(plan).arg("--as-of").arg(year.as_of().to_string());
    command.args((0..PROVINCES).map(|n| home.join(format!("tinh-{n:02}"))));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
        peak = peak.max(kb.unwrap_or(0));
        if let Some(status) = child.try_wait().expect("the program ends") {
            assert_eq!(status.code(), Some(1), "the faults are found");
            return peak;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}
