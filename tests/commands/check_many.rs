//! `report check` over many files: folders, single files and standard input in one run, on one thread
//! and on many.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use crate::common::{self, FAULTY, Run, arg, command, finish, names, path, run, write};
use report::check::{self, Checked, Scope};
use report::diag::Sink;
use report::plan::{self, Period, Plan, PlanFiles};
use report::source::Source;
use serde_json::Value;

const HEADINGS: &str = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua\n";
const AS_OF: [&str; 2] = ["--as-of", "2025-09-10"];

fn row(agency: &str, task: &str, progress: &str) -> String {
    format!("2025-Q3;{agency};{task};dang_trien_khai;{progress};Mở 3 lớp.\n")
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}{}", run.stdout, run.stderr))
}

fn files(json: &Value) -> Vec<&str> {
    let files = json["files"].as_array().expect("files").iter();
    files.map(|file| file["path"].as_str().expect("a path")).collect()
}

/// Code and file of every finding that is about a file.
fn found(json: &Value) -> Vec<(&str, &str)> {
    let findings = json["findings"].as_array().expect("findings").iter();
    findings.filter_map(|f| Some((f["code"].as_str()?, f["file"].as_str()?))).collect()
}

fn piped(words: &[&str], bytes: &[u8]) -> Run {
    let mut command = command(words);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    // The binary may end before it has read everything.
    let _ = child.stdin.take().expect("its input").write_all(bytes);
    let output = child.wait_with_output().expect("it ends");
    Run {
        stdout: String::from_utf8(output.stdout).expect("results are UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        status: output.status.code().expect("an exit status"),
    }
}

// ---- One thread and many ----------------------------------------------------------------------

/// The files of a period of the examples, with a page, on so many threads.
fn checked(plan: &Plan, period: Option<Period>, folder: &Path, threads: usize) -> Checked {
    let files: Vec<PathBuf> = names(folder)
        .into_iter()
        .filter(|name| name.ends_with(".csv"))
        .map(|name| folder.join(name))
        .collect();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 10).expect("a day");
    let whole_period = period.is_some();
    let scope = Scope { plan, period, as_of: day, page: None, whole_period, history: None };
    let threads = NonZeroUsize::new(threads).expect("threads");
    check::check_files(&scope, files.len(), threads, |n| {
        let name: Arc<str> = arg(&files[n]).into();
        Ok(Source::new(name, fs::read(&files[n]).expect("a file")))
    })
}

#[test]
fn the_same_is_found_in_the_same_order_on_any_number_of_threads() {
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
    let folder = path("examples/submissions").join(FAULTY);
    for period in [Some(Period::Quarter(2025, 4)), None] {
        let told = |threads: usize| {
            let checked = checked(&plan, period, &folder, threads);
            let rows: Vec<String> = checked
                .rows()
                .map(|row| format!("{} {:?} {:?}", row.file, row.agency(), row.row))
                .collect();
            let files: Vec<_> = checked.files.iter().map(|f| f.file.name.to_string()).collect();
            assert_eq!(checked.period, Some(Period::Quarter(2025, 4)));
            format!("{files:?}\n{rows:#?}\n{:#?}", checked.findings)
        };
        let one = told(1);
        assert!(one.contains("V402"), "there is something to be found");
        for threads in [2, 2, 2, 3, 4, 7, 16, 64] {
            assert!(one == told(threads), "{threads} threads find the same");
        }
    }
}

#[test]
fn many_runs_give_the_same_bytes() {
    for format in ["human", "json"] {
        let once = || run(&["check", "examples/submissions", "--format", format]);
        let first = once();
        assert_eq!(first.status, 1);
        for _ in 0..5 {
            let again = once();
            assert!(first.stdout == again.stdout && first.stderr == again.stderr, "{format}");
        }
    }
}

// ---- Folders and files ------------------------------------------------------------------------

#[test]
fn folders_and_files_mix_and_nothing_is_checked_twice() {
    let home = tempfile::tempdir().expect("a folder");
    let at = |name: &str| home.path().join(name);
    fs::create_dir_all(at("a/2025-Q3")).expect("a folder");
    fs::create_dir_all(at("b/2025-Q3")).expect("a folder");
    fs::create_dir_all(at("2025-Q3")).expect("a folder");
    for (name, agency) in [
        ("a/2025-Q3/x.csv", "UBND xã Cam Lâm"),
        ("b/2025-Q3/x.csv", "UBND xã Cam Lâm"),
        ("2025-Q3/y.csv", "UBND xã Vạn Ninh"),
        ("2025-Q3/z.csv", "UBND xã Khánh Sơn"),
    ] {
        write(&at(name), format!("{HEADINGS}{}", row(agency, "II.1", "140")));
    }
    let check = |words: &[&str]| {
        let mut command = command(&[&["check", "--format", "json"], words, &AS_OF].concat());
        command.current_dir(home.path());
        finish(command)
    };
    let run =
        check(&["2025-Q3/z.csv", "a", "b/2025-Q3", "2025-Q3/../2025-Q3/z.csv", "./a/2025-Q3"]);
    let all = json(&run);
    assert_eq!(files(&all), ["2025-Q3/z.csv", "a/2025-Q3/x.csv", "b/2025-Q3/x.csv"]);
    // The folders are two provinces: the same row in both is no repeat.
    let errors: Vec<_> = found(&all).into_iter().filter(|(code, _)| *code == "V402").collect();
    assert_eq!(errors.len(), 3, "{}", run.stdout);
    assert!(found(&all).iter().all(|(code, _)| !code.starts_with("C70")), "{}", run.stdout);
    let run = check(&["2025-Q3/y.csv", "2025-Q3"]);
    assert_eq!(files(&json(&run)), ["2025-Q3/y.csv", "2025-Q3/z.csv"], "{}", run.stderr);
}

#[test]
fn single_files_of_one_period_are_checked_together() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("2025-Q3");
    fs::create_dir(&folder).expect("a folder");
    let (one, two) = (folder.join("1.csv"), folder.join("2.csv"));
    write(&one, format!("{HEADINGS}{}", row("Sở Tư pháp", "I.2", "40")));
    write(&two, format!("{HEADINGS}{}", row("Sở Tư pháp", "I.2", "60")));
    let words = ["--format", "json", "--select", "C702"];
    let run = run(&[&["check", arg(&one), arg(&two)], &words[..], &AS_OF].concat());
    assert_eq!(found(&json(&run)).len(), 2, "{}", run.stdout);
    // Without a period nobody knows that they belong together.
    let (here, there) = (home.path().join("1.csv"), home.path().join("2.csv"));
    fs::copy(&one, &here).expect("a copy");
    fs::copy(&two, &there).expect("a copy");
    let run = common::run(&[&["check", arg(&here), arg(&there)], &words[..], &AS_OF].concat());
    assert_eq!(found(&json(&run)), [], "{}", run.stdout);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_opened_is_one_finding_among_the_others() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("2025-Q3");
    fs::create_dir(&folder).expect("a folder");
    write(&folder.join("a.csv"), format!("{HEADINGS}{}", row("UBND xã Cam Lâm", "II.1", "40")));
    std::os::unix::fs::symlink("khong-co", folder.join("b.csv")).expect("a link");
    write(&folder.join("c.csv"), format!("{HEADINGS}{}", row("UBND xã Vạn Ninh", "II.1", "140")));
    let words = ["check", arg(&folder), "--format", "json"];
    let run = run(&[&words[..], &AS_OF].concat());
    let json = json(&run);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    assert_eq!(files(&json), ["a.csv", "b.csv", "c.csv"]);
    assert_eq!(found(&json), [("F101", "b.csv"), ("V402", "c.csv")]);
    let human = common::run(&[&["check", arg(&folder)], &AS_OF[..]].concat());
    assert!(human.stdout.contains("\nb.csv: không đọc được bảng\n"), "{}", human.stdout);
}

// ---- Standard input ---------------------------------------------------------------------------

#[test]
fn standard_input_is_a_file_like_any_other() {
    let text = format!("{HEADINGS}{}", row("UBND xã Cam Lâm", "II.1", "140"));
    let words = [&["check", "-", "--period", "2025-Q3"], &AS_OF[..]].concat();
    let human = piped(&words, text.as_bytes());
    assert_eq!((human.status, human.stderr.as_str()), (1, ""));
    assert!(
        human.stdout.starts_with("(đầu vào chuẩn): UTF-8; ngăn cách bằng “;”; tiêu đề ở hàng 1; "),
        "{}",
        human.stdout
    );
    assert!(human.stdout.contains("\n(đầu vào chuẩn)\n\n  lỗi V402  Ô E2"), "{}", human.stdout);
    let run = piped(&[&words[..], &["--format", "json"]].concat(), text.as_bytes());
    let all = json(&run);
    assert_eq!(all["period"], "2025-Q3");
    assert_eq!(found(&all), [("V402", "(đầu vào chuẩn)")]);
    // No form names a file that is not there.
    let run = piped(&[&words[..], &["--format", "github"]].concat(), text.as_bytes());
    assert!(run.stdout.contains("file=(đầu vào chuẩn),line=2"), "{}", run.stdout);
    // The wrong period is seen as in any file.
    let words = ["check", "-", "--period", "2025-Q2", "--format", "json", "--select", "K601"];
    let run = piped(&[&words[..], &AS_OF].concat(), text.as_bytes());
    assert_eq!(found(&json(&run)), [("K601", "(đầu vào chuẩn)")]);
}

#[test]
fn standard_input_goes_with_files_and_is_read_once() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("a.csv");
    write(&file, format!("{HEADINGS}{}", row("UBND xã Vạn Ninh", "II.1", "40")));
    let text = format!("{HEADINGS}{}", row("UBND xã Cam Lâm", "II.1", "40"));
    let words = [&["check", "-", arg(&file), "--format", "json"], &AS_OF[..]].concat();
    let run = piped(&words, text.as_bytes());
    assert_eq!((run.status, files(&json(&run)).len()), (0, 2), "{}", run.stdout);
    let twice = piped(&["check", "-", "-"], text.as_bytes());
    assert_eq!((twice.status, twice.stdout.as_str()), (2, ""));
    assert!(twice.stderr.contains("chỉ đọc được một lần"), "{}", twice.stderr);
    let nothing = piped(&[&["check", "-"], &AS_OF[..]].concat(), b"");
    assert_eq!(nothing.status, 1);
    assert!(nothing.stdout.contains("lỗi F102"), "{}", nothing.stdout);
}

#[test]
fn a_reader_who_leaves_ends_the_run_quietly() {
    let mut command = command(&["check", "examples/submissions", "--format", "json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    // More than a pipe holds is still to come when the reading end closes.
    let mut stdout = child.stdout.take().expect("its output");
    stdout.read_exact(&mut [0; 10]).expect("a beginning");
    drop(stdout);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1), "as if somebody had read to the end");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

// ---- How files were read ----------------------------------------------------------------------

#[test]
fn how_many_files_were_read_alike_is_told_in_a_few_lines() {
    let folder = format!("examples/submissions/{FAULTY}");
    let short = run(&["check", &folder]);
    let (told, _) = short.stdout.split_once("\n\n").expect("what was read comes first");
    let count = names(&path(&folder)).iter().filter(|n| n.ends_with(".csv")).count();
    assert!(told.starts_with(&format!("Đã đọc {count} tệp: ")), "{told}");
    assert!(told.lines().count() < 10, "{told}");
    let of_groups = told.lines().skip(1).map(|line| {
        let count = line.trim().split(' ').next().and_then(|n| n.parse::<usize>().ok());
        count.unwrap_or_else(|| panic!("a count: {line}"))
    });
    assert_eq!(of_groups.sum::<usize>(), count, "every file is in one line");
    let long = run(&["check", &folder, "-v"]);
    assert_eq!(long.stdout, short.stdout, "the result stays the same");
    let each = long.stderr.lines().filter(|line| line.contains(".csv: UTF-8"));
    assert_eq!(each.count(), count, "{}", long.stderr);
    let quiet = run(&["check", &folder, "-q"]);
    assert!(!quiet.stdout.contains("Đã đọc"), "{}", quiet.stdout);
}

/// `report check 2025-Q3/*` names the page of the period too.
#[test]
fn the_page_of_a_period_is_no_table() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("2025-Q3");
    fs::create_dir(&folder).expect("a folder");
    let (table, page) = (folder.join("so-tu-phap.csv"), folder.join("period.yaml"));
    write(&table, format!("{HEADINGS}{}", row("Sở Tư pháp", "I.2", "40")));
    write(&page, "period: 2025-Q3\nas_of: 2025-09-10\n");
    let both = run(&["check", arg(&page), arg(&table), "--format", "json"]);
    assert_eq!(files(&json(&both)).len(), 1, "{}", both.stdout);
    assert!(!both.stdout.contains("H207"), "{}", both.stdout);
    assert!(both.stderr.contains("là trang của kỳ"), "{}", both.stderr);
    let alone = run(&["check", arg(&page)]);
    assert_eq!((alone.status, alone.stdout.as_str()), (2, ""), "{}", alone.stderr);
    assert!(alone.stderr.contains("nêu thư mục của kỳ"), "{}", alone.stderr);
}

/// A period picks its folder out of a data folder, as it does for every other command.
#[test]
fn a_period_picks_its_folders_out_of_a_data_folder() {
    let home = tempfile::tempdir().expect("a folder");
    for period in ["2025-Q2", "2025-Q3", "2025-Q4"] {
        let folder = home.path().join(period);
        fs::create_dir(&folder).expect("a folder");
        let row = row("Sở Tư pháp", "I.2", "40").replace("2025-Q3", period);
        write(&folder.join("so-tu-phap.csv"), format!("{HEADINGS}{row}"));
    }
    let data = arg(home.path());
    let check = |period: &str| run(&["check", data, "--format", "json", "--period", period]);
    for (period, folders) in [
        ("2025-Q3", &["2025-Q3"][..]),
        ("Quý IV/2025", &["2025-Q4"]),
        ("2025-H2", &["2025-Q3", "2025-Q4"]),
    ] {
        let run = check(period);
        let json = json(&run);
        let read: Vec<&str> =
            files(&json).iter().filter_map(|file| file.rsplit('/').nth(1)).collect();
        // Of one folder the files are named without it.
        assert_eq!(files(&json).len(), folders.len(), "{period}: {}", run.stdout);
        assert!(read.is_empty() || read == folders, "{period}: {read:?}");
        assert!(!run.stdout.contains("K601"), "{period}: {}", run.stdout);
    }
    let none = check("2026-Q1");
    assert_eq!((none.status, none.stdout.as_str()), (2, ""), "{}", none.stderr);
    assert!(none.stderr.contains("có: 2025-Q2, 2025-Q3, 2025-Q4."), "{}", none.stderr);
}
