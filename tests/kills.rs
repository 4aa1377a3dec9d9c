//! `build --all` is killed at random moments: no document is half one run's and half another's, what
//! is there is told, and the next run leaves one whole set and nothing else.
//!
//! `KILLS=200 cargo test --test kills` tries more moments. Each state in which a run can be stopped
//! is also tried by itself, in `src/cli/write/tests.rs`.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use common::{arg, finish};

/// Every file below a folder by name, hidden ones too.
type Files = BTreeMap<String, Vec<u8>>;

/// Days on which the same data give other documents.
const DAYS: [&str; 2] = ["2026-05-04", "2026-06-05"];
const ASIDE: &str = ".out.report-dang-ghi";
const JOURNAL: &str = ".out.report-dang-ghi/nhat-ky.json";

fn contents(folder: &Path) -> Files {
    let mut found = Files::new();
    for name in common::names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            let below = contents(&path).into_iter();
            found.extend(below.map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(path).expect("a file"));
        }
    }
    found
}

/// The build of two quarters, which lie beside the output.
fn build(home: &Path, day: &str) -> std::process::Command {
    let (data, out) = (home.join("du-lieu"), home.join("out"));
    let words = ["build", arg(&data), "--all", "--allow-errors", "--as-of", day];
    common::command(&[&words[..], &["--out", arg(&out)]].concat())
}

/// A folder with the data of two quarters.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    for quarter in &common::QUARTERS[..2] {
        let from = common::path("examples/submissions").join(quarter);
        common::copy(&from, &home.path().join("du-lieu").join(quarter));
    }
    home
}

/// When runs are killed, and what was found then.
#[derive(Debug)]
struct Moment {
    whole: Duration,
    seed: u64,
    killed: usize,
    /// Documents lay aside.
    aside: usize,
    /// They were all there, on their way into their places.
    mixed: usize,
}

impl Moment {
    /// Runs take so long.
    fn within(whole: Duration) -> Self {
        Self { whole, seed: 0x2545_F491_4F6C_DD1D, killed: 0, aside: 0, mixed: 0 }
    }

    /// The next of numbers below `below` that are the same in every run of the test.
    fn next(&mut self, below: u64) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed % below.max(1)
    }

    /// Lets a run go on to some moment: any; one after its documents begin to lie aside; one just
    /// after they all do.
    fn wait(&mut self, child: &mut Child, home: &Path, kind: usize) {
        let sign = [None, Some(home.join(ASIDE).join("0")), Some(home.join(JOURNAL))];
        let mut is_over = || child.try_wait().expect("a state").is_some();
        while sign[kind].as_ref().is_some_and(|sign| !sign.exists()) && !is_over() {
            std::thread::yield_now();
        }
        let whole = u64::try_from(self.whole.as_micros()).unwrap_or(u64::MAX);
        let until = Duration::from_micros(self.next([whole, whole / 2, 4_000][kind]));
        let start = Instant::now();
        while start.elapsed() < until && !is_over() {
            std::thread::yield_now();
        }
    }
}

/// What lies in the output is of one run or the other, whole; mixed only while the journal says so.
fn whole_documents(home: &Path, sets: [&Files; 2]) -> bool {
    let (there, is_told) = (contents(&home.join("out")), home.join(JOURNAL).exists());
    assert!(there.keys().eq(sets[0].keys()), "other files: {:?}", there.keys());
    for (name, bytes) in &there {
        assert!(sets.iter().any(|set| set[name] == *bytes), "{name} is of neither run");
    }
    assert!(is_told || sets.iter().any(|set| **set == there), "mixed, and nothing says so");
    is_told
}

/// `--check` tells what is to be done, and changes nothing.
fn told_by_check(home: &Path) {
    let before = contents(home);
    let mut command = build(home, DAYS[0]);
    command.arg("--check");
    let run = finish(command);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.contains("Chạy lại lệnh này, bỏ --check"), "{}", run.stdout);
    assert!(contents(home) == before);
}

/// A run that writes something else into the same folder ends first what was begun.
fn recovered(home: &Path, is_told: bool) {
    let words = ["template", "--agency", "Sở Tư pháp", "--period", "2026-Q1", "--format", "csv"];
    let run = common::run(&[&words[..], &["--out", arg(&home.join("out"))]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stderr.contains("Lần ghi trước vào"), is_told, "{}", run.stderr);
    for written in run.stdout.lines() {
        fs::remove_file(written).unwrap_or_else(|error| panic!("{written}: {error}"));
    }
}

/// One kill of a run that would write the other set; gives the set that is there after the next run.
fn kill(home: &Path, sets: [&Files; 2], current: usize, n: usize, moment: &mut Moment) -> usize {
    let mut command = build(home, DAYS[1 - current]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the binary runs");
    moment.wait(&mut child, home, n % 3);
    child.kill().expect("killed, or over");
    moment.killed += usize::from(child.wait().expect("a state").code().is_none());
    let is_complete = whole_documents(home, sets);
    let is_left = is_complete || home.join(ASIDE).join("0").exists();
    moment.mixed += usize::from(is_complete);
    moment.aside += usize::from(is_left && !is_complete);
    if is_left {
        told_by_check(home);
    }
    recovered(home, is_left);
    assert_eq!(common::names(home), ["du-lieu", "out"], "nothing else is left");
    let there = contents(&home.join("out"));
    let now = sets.iter().position(|set| **set == there).expect("one whole set and nothing else");
    assert!(!is_complete || now == 1 - current, "a set that was whole is finished");
    now
}

#[expect(clippy::print_stdout, reason = "how many kills struck what is worth a look")]
#[test]
fn a_run_that_is_killed_leaves_nothing_mixed_and_nothing_behind() {
    let kills = std::env::var("KILLS").map_or(25, |count| count.parse().expect("a number"));
    let home = home();
    let out = home.path().join("out");
    let mut whole = Duration::ZERO;
    let [second, first] = [1, 0].map(|n| {
        let started = Instant::now();
        assert_eq!(finish(build(home.path(), DAYS[n])).status, 0);
        whole = started.elapsed();
        contents(&out)
    });
    let differing = first.iter().filter(|(name, bytes)| second[*name] != **bytes).count();
    assert!(differing > 5, "the days differ in {differing} documents");
    let mut moment = Moment::within(whole);
    let mut current = 0;
    for n in 0..kills {
        current = kill(home.path(), [&first, &second], current, n, &mut moment);
    }
    println!("{kills} runs: {moment:?}");
    assert!(moment.killed > 0);
    assert_eq!(finish(build(home.path(), DAYS[0])).status, 0);
    assert!(contents(&out) == first);
    assert_eq!(common::names(home.path()), ["du-lieu", "out"]);
}

/// The lock of a live run, held from here.
#[test]
fn a_second_run_into_the_same_folder_is_refused_and_touches_nothing() {
    let home = home();
    let place = home.path().join(ASIDE);
    fs::create_dir(&place).expect("a folder");
    common::write(&place.join("0"), "đang lập");
    let lock = fs::File::create(place.join("khoa")).expect("a lock");
    lock.lock().expect("locked");
    let before = contents(home.path());
    for more in [&[][..], &["--check"]] {
        let mut command = build(home.path(), DAYS[0]);
        command.args(more);
        let run = finish(command);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        assert!(run.stderr.contains("Một lần chạy khác đang ghi vào"), "{}", run.stderr);
        assert!(contents(home.path()) == before);
    }
    drop(lock);
    let run = finish(build(home.path(), DAYS[0]));
    assert!(run.stderr.starts_with("Lần ghi trước vào"), "{}", run.stderr);
    assert!(run.stderr.contains("đã bỏ 1 tệp dở"), "{}", run.stderr);
    assert_eq!((run.status, common::names(home.path())), (0, vec!["du-lieu".into(), "out".into()]));
}

/// An error of the run itself does not hide what became of the earlier one.
#[test]
fn what_became_of_the_earlier_run_is_told_even_where_this_one_fails() {
    let home = home();
    fs::create_dir(home.path().join(ASIDE)).expect("a folder");
    common::write(&home.path().join(ASIDE).join("0"), "dở");
    fs::remove_dir_all(home.path().join("du-lieu")).expect("the data");
    let run = finish(build(home.path(), DAYS[0]));
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("Lần ghi trước vào"), "{}", run.stderr);
    assert!(run.stderr.contains("\nlỗi: "), "{}", run.stderr);
    assert!(common::names(home.path()).is_empty());
}

/// What lies aside is no data: beside the output it may lie in a data folder, and in any folder.
#[test]
fn documents_that_lie_aside_are_never_read() {
    let home = home();
    let check = || {
        let data = home.path().join("du-lieu");
        let build = finish(build(home.path(), DAYS[0]));
        let check = common::run(&["check", arg(&data), "--as-of", DAYS[0]]);
        (build.status, build.stderr, contents(&home.path().join("out")), check.stdout, check.stderr)
    };
    let before = check();
    let table = "Kỳ báo cáo,Cơ quan,Mã nhiệm vụ,Trạng thái\n2025-Q3,Sở Tư pháp,II.1,Lạ\n";
    for folder in ["du-lieu", "du-lieu/2025-Q3"] {
        for name in [".report-dang-ghi", ".2025-Q3.report-dang-ghi", ".van-ban.report-dang-ghi"] {
            let place = home.path().join(folder).join(name);
            fs::create_dir(&place).expect("a folder");
            ["0", "nhat-ky.json", "khoa"].iter().for_each(|f| common::write(&place.join(f), table));
        }
        common::write(&home.path().join(folder).join(".0.report-dang-ghi"), table);
    }
    assert!(check() == before);
}

/// Also where the command itself finds nothing to write.
#[test]
fn every_command_that_writes_a_set_ends_what_was_begun() {
    let home = home();
    let (data, out) = (home.path().join("du-lieu"), home.path().join("out"));
    let (data, out) = (arg(&data), arg(&out));
    let commands = [
        vec!["build", data, "--period", "2025-Q2", "--allow-errors", "--out", out],
        vec!["remind", data, "--period", "2025-Q2", "--as-of", "2025-05-01", "--out", out],
        vec!["template", "--agency", "Sở Tư pháp", "--period", "2026-Q1", "--out", out],
        vec!["init", out, "--period", "2026-Q1"],
    ];
    for words in commands {
        let place = home.path().join(ASIDE);
        fs::create_dir(&place).expect("a folder");
        common::write(&place.join("0"), "dở");
        common::write(&place.join("1"), "dở");
        let run = common::run(&words);
        assert_eq!(run.status, 0, "{words:?}: {}", run.stderr);
        assert!(run.stderr.starts_with("Lần ghi trước vào"), "{words:?}: {}", run.stderr);
        assert!(run.stderr.contains("đã bỏ 2 tệp dở"), "{words:?}: {}", run.stderr);
        assert!(!place.exists(), "{words:?}");
    }
}

/// A single file is written aside too; what is left of a run that was stopped goes with the next one.
#[test]
fn a_single_file_that_was_stopped_on_its_way_goes_and_a_live_one_stays() {
    let home = home();
    let data = home.path().join("du-lieu");
    let [dead, live, other] =
        ["dang-ghi-Ab3dEf", "dang-ghi-Zy9xWv", "dang-ghi"].map(|name| format!(".report-{name}"));
    let out = home.path().join("out");
    fs::create_dir(&out).expect("a folder");
    for name in [&dead, &live, &other] {
        common::write(&out.join(name), "dở");
    }
    let lock = fs::File::open(out.join(&live)).expect("a file");
    lock.lock().expect("locked");
    let file = out.join("tinh-hinh.csv");
    let words = ["status", arg(&data), "--period", "2025-Q3", "--format", "csv", "--out"];
    let run = common::run(&[&words[..], &[arg(&file)]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(common::names(&out), [other, live, "tinh-hinh.csv".to_owned()]);
}
