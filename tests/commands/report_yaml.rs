//! `report.yaml`: a working folder knows its plan, its templates, where its documents go and the
//! notice on them, from wherever a command is run; the command line goes before it.

use std::fs;
use std::path::Path;

use crate::common::{self, Run, arg, path, read, write};
use report::check;
use report::diag::Sink;
use report::source::Source;
use report::workspace::config::{CONFIG, Config, Target};
use tempfile::TempDir;

const QUARTER: &str = "2025-Q4";
const AS_OF: [&str; 2] = ["--as-of", "2025-12-20"];
/// A line that only the template of the working folder prints.
const MARK: &str = "MẪU CỦA THƯ MỤC LÀM VIỆC";
const TITLE: &str = "Sở Tư pháp của thư mục làm việc";

fn run_in(folder: &Path, words: &[&str]) -> Run {
    let mut command = common::command(words);
    command.current_dir(folder);
    common::finish(command)
}

/// A working folder `lam-viec` with a quarter of the examples, whose plan and template are changed.
struct Work {
    home: TempDir,
}

impl Work {
    fn new() -> Self {
        let work = Self { home: tempfile::tempdir().expect("a folder") };
        let run = run_in(work.home.path(), &["init", "lam-viec", "--period", QUARTER]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        common::copy(&path(&format!("examples/submissions/{QUARTER}")), &work.at(QUARTER));
        let agencies = work.at("plan/agencies.yaml");
        let text = read(&agencies);
        let shipped = "name: Sở Tư pháp, short: STP, aliases: [Sở TP]";
        assert!(text.contains(shipped), "the register has it");
        let own = format!("name: {TITLE}, short: STP, aliases: [Sở TP, Sở Tư pháp]");
        write(&agencies, text.replacen(shipped, &own, 1));
        let template = work.at("templates/bao-cao.md.j2");
        let text = format!("{MARK}\n{}", read(&template));
        write(&template, text);
        work
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.home.path().join("lam-viec").join(name)
    }

    fn config(&self, text: &str) {
        write(&self.at(CONFIG), text);
    }

    fn run(&self, below: &str, words: &[&str]) -> Run {
        run_in(&self.home.path().join(below), words)
    }
}

#[test]
fn every_command_finds_it_from_inside_from_below_and_from_outside() {
    let work = Work::new();
    let whole = work.at("");
    for (from, data, named) in [
        ("lam-viec", ".", "report.yaml"),
        ("lam-viec/2025-Q4", "..", "../report.yaml"),
        ("lam-viec/plan", "../2025-Q4", "../report.yaml"),
        (".", "lam-viec", "lam-viec/report.yaml"),
        (".", "./lam-viec/2025-Q4/", "lam-viec/report.yaml"),
        (".", arg(&whole), "lam-viec/report.yaml"),
    ] {
        let told = format!("Dùng report.yaml: {named}\n");
        let file = format!("{}/so-tu-phap.csv", data.trim_end_matches('/'));
        let file = if data.contains(QUARTER) { file } else { file.replace("/so", "/2025-Q4/so") };
        let fixed = format!("{}.csv", from.replace(['/', '.'], "-"));
        let fixed = arg(&work.home.path().join(fixed)).to_owned();
        let commands = [
            &["build", data, "--period", QUARTER][..],
            &["remind", data, "--period", QUARTER],
            &["check", data],
            &["check", &file],
            &["fix", &file, "--out", &fixed],
            &["status", data, "--period", QUARTER],
            &["build", data, "--all"],
            &["template", "--data", data, "--agency", "so-y-te", "--period", "2026-Q1"],
        ];
        // All of them from the folder itself and from outside, two from anywhere else.
        let all = [".", "lam-viec"].contains(&data);
        for words in commands.into_iter().take(if all { 8 } else { 2 }) {
            let form = work.home.path().join("mau");
            let out = if words[0] == "template" { vec!["--out", arg(&form)] } else { vec![] };
            let run = work.run(from, &[words, &out, &AS_OF].concat());
            assert!(run.status < 2, "{from}: {words:?}: {}", run.stderr);
            assert!(run.stderr.starts_with(&told), "{from}: {words:?}: {}", run.stderr);
            for made in [form, fixed.clone().into()] {
                let _ = fs::remove_dir_all(&made).or_else(|_| fs::remove_file(&made));
            }
        }
        let quiet = work.run(from, &["check", data, "--quiet"]);
        assert!(!quiet.stderr.contains("Dùng"), "{from}: {}", quiet.stderr);
        // Plan, templates and output folder are its own.
        let status = work.run(from, &["status", data, "--period", QUARTER, "--format", "csv"]);
        assert!(status.stdout.contains(TITLE), "{from}: {}", status.stdout);
        let report = read(&work.at("van-ban/bao-cao-2025-Q4.md"));
        assert!(report.starts_with(MARK) && report.contains(TITLE), "{from}");
        assert!(common::names(&work.at("van-ban")).iter().any(|name| name.starts_with("don-doc")));
        fs::remove_dir_all(work.at("van-ban")).expect("removed");
    }
    for words in [&["plan", "check"][..], &["plan", "show"], &["plan", "trace"]] {
        let run = work.run("lam-viec", words);
        assert!(run.stderr.starts_with("Dùng report.yaml: report.yaml\n"), "{}", run.stderr);
    }
    assert!(work.run("lam-viec", &["plan", "show"]).stdout.contains(TITLE));
    // What needs neither plan nor templates does not look for it.
    for words in [&["explain", "V402"][..], &["schema", "period"], &["man"]] {
        assert_eq!(work.run("lam-viec", words).stderr, "", "{words:?}");
    }
    let run = work.run(".", &["check", arg(&path("examples/submissions/2025-Q2"))]);
    assert!(!run.stderr.contains("Dùng"), "{}", run.stderr);
}

#[test]
fn the_command_line_goes_before_it_and_it_goes_before_what_is_embedded() {
    let work = Work::new();
    let shipped = path("plan");
    let build = ["build", "--period", QUARTER, "--format", "md", "--allow-errors"];
    let of = |words: &[&str], out: &str| {
        let run = work.run("lam-viec", &[&build, words, &AS_OF[..]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let file = work.at(out).join("bao-cao-2025-Q4.md");
        let text = read(&file);
        fs::remove_dir_all(work.at(out)).expect("removed");
        text
    };
    let text = of(&["--plan", arg(&shipped)], "van-ban");
    assert!(text.starts_with(MARK) && !text.contains(TITLE));
    let text = of(&["--templates", arg(&path("templates"))], "van-ban");
    assert!(!text.contains(MARK) && text.contains(TITLE));
    // What the default says goes before it too, where it is typed.
    assert!(of(&["--out", "out"], "out").starts_with(MARK));
    work.config("plan: null\n");
    let text = of(&[], "out");
    assert!(!text.contains(MARK) && !text.contains(TITLE));
}

#[test]
fn its_notice_stands_where_the_page_of_the_period_gives_none() {
    let work = Work::new();
    work.config("out: van-ban\nnotice: Bản chạy thử của Sở\n");
    let notices = || {
        let status = work.run("lam-viec", &["status", "--period", QUARTER, "--format", "json"]);
        let status: serde_json::Value = serde_json::from_str(&status.stdout).expect("JSON");
        let words = ["build", "--period", QUARTER, "--format", "json", "--allow-errors"];
        work.run("lam-viec", &words);
        let view = read(&work.at("van-ban/bao-cao-2025-Q4.json"));
        let view: serde_json::Value = serde_json::from_str(&view).expect("JSON");
        work.run("lam-viec", &["remind", "--period", QUARTER, "--format", "json"]);
        let letter = read(&work.at("van-ban/don-doc-2025-Q4.json"));
        let letter: serde_json::Value = serde_json::from_str(&letter).expect("JSON");
        [status["notice"].clone(), view["notice"].clone(), letter["notice"].clone()]
    };
    assert_eq!(notices(), ["Số liệu minh họa"; 3], "the page's own");
    let page = work.at("2025-Q4/period.yaml");
    let text = read(&page);
    let without: Vec<&str> = text.lines().filter(|line| !line.starts_with("notice")).collect();
    write(&page, without.join("\n"));
    assert_eq!(notices(), ["Bản chạy thử của Sở"; 3]);
}

#[test]
fn what_is_wrong_in_it_stops_every_command_with_line_and_help() {
    let work = Work::new();
    write(&work.home.path().join("tep.txt"), "x");
    write(&work.at("tep.txt"), "x");
    fs::create_dir(work.home.path().join("ngoai")).expect("a folder");
    for (text, code, words) in [
        ("plan: ../ngoai\n", "P024", "lam-viec/report.yaml:1:7"),
        ("out: van-ban\nplan: /srv/plan\n", "P024", "lam-viec/report.yaml:2:7"),
        ("templates: khong-co\n", "P024", "report.yaml:1:12"),
        ("templates: khong-co\n", "P024", "tên một thư mục đang có"),
        ("plan: tep.txt\n", "P024", "cần một thư mục"),
        ("out: tep.txt\n", "P024", "cần một thư mục"),
        ("plna: plan\n", "P002", "Có phải ý là “plan”?"),
        ("plan: [a]\n", "P018", "report.yaml:1:7"),
        ("plan: plan\n  out: x\n", "P001", "report.yaml:2"),
    ] {
        work.config(text);
        for command in ["check", "status", "build", "remind"] {
            let period = ["--period", QUARTER];
            let period = if command == "check" { &[][..] } else { &period };
            let run = work.run(".", &[&[command, "lam-viec"][..], period].concat());
            assert_eq!((run.status, &*run.stdout), (2, ""), "{text}: {command}");
            assert!(run.stderr.contains(code), "{text}: {}", run.stderr);
            assert!(run.stderr.contains(words), "{text}: {}", run.stderr);
        }
        assert!(!work.home.path().join("out").exists() && !work.at("out").exists(), "{text}");
    }
    work.config(&format!("notice: {}\n", "x".repeat(report::decode::yaml::MAX_BYTES)));
    let run = work.run(".", &["check", "lam-viec"]);
    assert!(run.status == 2 && run.stderr.contains("8 MB"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_link_may_lead_within_the_folder_and_never_out_of_it() {
    use std::os::unix::fs::symlink;
    let work = Work::new();
    let outside = work.home.path().join("ngoai");
    common::copy(&work.at("plan"), &outside);
    symlink(&outside, work.at("ra")).expect("a link");
    symlink("plan", work.at("trong")).expect("a link");
    symlink("khong-co", work.at("hong")).expect("a link");
    symlink(&outside, work.at("van-ban-ngoai")).expect("a link");
    for (text, is_right) in [
        ("plan: trong\n", true),
        ("plan: ra\n", false),
        ("plan: hong\n", false),
        ("out: van-ban-ngoai\n", false),
        ("out: van-ban-ngoai/moi\n", false),
        ("out: hong\n", false),
    ] {
        work.config(text);
        let words = ["build", "lam-viec", "--period", QUARTER, "--allow-errors"];
        let run = work.run(".", &words);
        assert_eq!(run.status == 0, is_right, "{text}: {}", run.stderr);
        assert!(is_right || run.stderr.contains("P024"), "{text}: {}", run.stderr);
    }
    // A period folder that lies elsewhere is one of the folder it is linked into.
    fs::rename(work.at(QUARTER), work.home.path().join("kho")).expect("moved");
    symlink(work.home.path().join("kho"), work.at(QUARTER)).expect("a link");
    work.config("plan: plan\n");
    let run = work.run(".", &["check", "lam-viec/2025-Q4"]);
    assert!(run.stderr.starts_with("Dùng report.yaml: lam-viec/report.yaml"), "{}", run.stderr);
}

#[test]
fn a_file_that_an_agency_sent_is_no_report_yaml() {
    let work = Work::new();
    write(&work.at("2025-Q4/report.yaml"), "plan: /khong/co\n");
    for words in [&["check", "lam-viec/2025-Q4"][..], &["check", "lam-viec/2025-Q4/so-y-te.csv"]] {
        let run = work.run(".", words);
        assert!(run.stderr.starts_with("Dùng report.yaml: lam-viec/report.yaml"), "{}", run.stderr);
        assert!(run.status < 2, "{}", run.stderr);
    }
}

#[test]
fn a_near_name_is_told_and_paths_of_two_folders_are_refused() {
    let work = Work::new();
    fs::rename(work.at(CONFIG), work.at("report.yml")).expect("renamed");
    let run = work.run(".", &["check", "lam-viec"]);
    assert!(run.stderr.contains("Không dùng “lam-viec/report.yml”"), "{}", run.stderr);
    fs::rename(work.at("report.yml"), work.at(CONFIG)).expect("renamed");
    common::copy(&work.at(""), &work.home.path().join("khac"));
    let run = work.run(".", &["check", "lam-viec/2025-Q4", "khac/2025-Q4"]);
    assert_eq!(run.status, 2);
    for name in ["lam-viec/report.yaml", "khac/report.yaml"] {
        assert!(run.stderr.contains(name), "{}", run.stderr);
    }
    let run = work.run(".", &["check", "lam-viec/2025-Q4", "lam-viec/2025-Q4/so-y-te.csv"]);
    assert!(run.status < 2, "{}", run.stderr);
}

#[test]
fn a_saved_view_takes_templates_and_folder_and_no_plan() {
    let work = Work::new();
    let build = ["build", "--period", QUARTER, "--format", "json", "--allow-errors"];
    assert_eq!(work.run("lam-viec", &build).status, 0);
    let view = "van-ban/bao-cao-2025-Q4.json";
    let run = work.run("lam-viec", &["build", "--from-view", view, "--allow-errors"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(read(&work.at("van-ban/bao-cao-2025-Q4.md")).starts_with(MARK));
}

#[test]
fn init_keeps_it_and_makes_what_it_names() {
    let work = Work::new();
    work.config("# của tôi\nplan: ke-hoach\ntemplates: null\n");
    fs::remove_dir_all(work.at("templates")).expect("removed");
    let run = work.run(".", &["init", "lam-viec", "--period", "2026-Q1"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(work.at("ke-hoach/plan.yaml").is_file() && !work.at("templates").exists());
    assert!(run.stdout.contains("lam-viec/report.yaml: thư mục dùng những gì; đã có, giữ nguyên"));
    assert!(read(&work.at(CONFIG)).starts_with("# của tôi"));
    // A folder made before there was such a file gets one.
    fs::remove_file(work.at(CONFIG)).expect("removed");
    work.run(".", &["init", "lam-viec", "--period", "2026-Q1"]);
    assert!(read(&work.at(CONFIG)).contains("plan: plan\n"));
    work.config("plan: ../x\n");
    let run = work.run(".", &["init", "lam-viec", "--period", "2026-Q2"]);
    assert!(run.status == 2 && run.stderr.contains("P024"), "{}", run.stderr);
    assert!(!work.at("2026-Q2").exists());
}

#[test]
fn what_init_writes_and_what_the_manual_shows_are_read_alike() {
    let load = |text: &str| {
        let mut sink = Sink::new();
        let config = Config::load(&Source::new(CONFIG, text), |_| Target::Folder, &mut sink);
        config.unwrap_or_else(|| panic!("{:#?}", sink.found()))
    };
    let folder = tempfile::tempdir().expect("a folder");
    run_in(folder.path(), &["init", "--period", QUARTER]);
    let made = load(&read(&folder.path().join(CONFIG)));
    let text = |text: &str| Some(text.to_owned());
    let (plan, templates, out) = (text("plan"), text("templates"), text("van-ban"));
    assert_eq!(made, Config { plan, templates, out, notice: None });
    let manual = read(&path("docs/report-yaml.md"));
    let (_, block) = manual.split_once("```yaml report.yaml\n").expect("the example");
    assert_eq!(load(block.split_once("```").expect("its end").0), made);
}

#[test]
fn the_examples_of_its_page_do_what_the_page_says() {
    let text = check::codes().into_iter().find(|code| code.id == "P024").expect("the code").page;
    let blocks: Vec<&str> = text
        .split("```yaml lam-viec/report.yaml\n")
        .skip(1)
        .map(|rest| rest.split_once("```").expect("the end of a block").0)
        .collect();
    let codes = |text: &str| {
        let mut sink = Sink::new();
        Config::load(&Source::new(CONFIG, text), |_| Target::Folder, &mut sink);
        sink.found().iter().map(|d| d.code.id).collect::<Vec<_>>()
    };
    assert_eq!(blocks.iter().map(|text| codes(text)).collect::<Vec<_>>(), [vec!["P024"], vec![]]);
}
