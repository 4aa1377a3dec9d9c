//! The past of a row: where it is looked for, and that every command gives the same verdict.

use std::path::{Path, PathBuf};

use crate::common::{Run, arg, read, run, write};
use tempfile::TempDir;

const HEADINGS: &str =
    "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện;Ghi chú";
const FILE: &str = "so-cong-thuong.csv";

/// A data folder of one agency and one task, by its progress in each period.
struct Data {
    folder: TempDir,
}

impl Data {
    fn new(periods: &[(&str, u8)]) -> Self {
        let data = Self { folder: tempfile::tempdir().expect("a folder") };
        for (period, progress) in periods {
            data.period(period, *progress, "");
        }
        data
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join("du-lieu").join(name)
    }

    fn period(&self, period: &str, progress: u8, note: &str) {
        std::fs::create_dir_all(self.at(period)).expect("a folder");
        let row = format!("{period};Sở Công Thương;I.1;Đang triển khai;{progress};Đã làm.;{note}");
        write(&self.at(period).join(FILE), format!("{HEADINGS}\n{row}\n"));
        let page = format!("period: {period}\nas_of: 2026-03-20\n");
        write(&self.at(period).join("period.yaml"), page);
    }

    /// The codes of family L and how many rows count, as `check` sees it.
    fn checked(&self, what: &Path, more: &[&str]) -> (Vec<String>, u64) {
        let run = run(&[&["check", arg(what), "--format", "json"], more].concat());
        let json: serde_json::Value =
            serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}", run.stderr));
        let codes = json["findings"].as_array().expect("a list").iter();
        let codes = codes.filter_map(|f| f["code"].as_str()).filter(|c| c.starts_with('L'));
        // That the other leads are silent is no part of this.
        let codes = codes.filter(|code| *code != "L806").map(str::to_owned).collect();
        (codes, json["files"][0]["rows_accepted"].as_u64().expect("a count"))
    }

    fn build(&self, period: &str) -> (Run, String) {
        let (data, out) = (self.at(""), self.folder.path().join("ra"));
        let run =
            run(&["build", arg(&data), "--period", period, "--out", arg(&out), "--format", "md"]);
        let text = read(&out.join(format!("bao-cao-{period}.md")));
        (run, text)
    }
}

fn one(code: &str) -> Vec<String> {
    vec![code.to_owned()]
}

#[test]
fn folder_file_and_report_agree() {
    let data = Data::new(&[("2025-Q2", 50), ("2025-Q3", 40), ("2025-Q4", 45)]);
    // 40 after 50 is an error; what does not count is no past, so 45 is held against 50.
    for period in ["2025-Q3", "2025-Q4"] {
        assert_eq!(data.checked(&data.at(period), &[]), (one("L801"), 0), "{period}");
        assert_eq!(data.checked(&data.at(period).join(FILE), &[]), (one("L801"), 0), "{period}");
        let (run, text) = data.build(period);
        assert_eq!(run.status, 1, "{period}");
        assert!(text.contains("L801") && text.contains("DỰ THẢO"), "{period}: {text}");
    }
    // The same when all are checked in one run, and in a report over all of them.
    let run = run(&["check", arg(&data.at("")), "--select", "L801", "--format", "json"]);
    assert_eq!(run.stdout.matches("\"code\": \"L801\"").count(), 2, "{}", run.stdout);
    let (run, text) = data.build("2025");
    assert_eq!(run.status, 1);
    assert!(text.contains("2025-Q3/so-cong-thuong.csv"), "{text}");
    assert!(text.contains("2025-Q4/so-cong-thuong.csv"), "{text}");
    // A reason makes it right everywhere, and then 45 is held against 40.
    data.period("2025-Q3", 40, "Quý II tính nhầm phần việc của xã.");
    assert_eq!(data.checked(&data.at("2025-Q3"), &[]), (one("L807"), 1));
    assert_eq!(data.checked(&data.at("2025-Q4"), &[]), (Vec::new(), 1));
    let (run, text) = data.build("2025-Q3");
    assert!(run.status == 0 && !text.contains("DỰ THẢO"), "{text}");
}

#[test]
fn later_folders_change_nothing() {
    let data = Data::new(&[("2025-Q2", 30), ("2025-Q3", 40)]);
    let before = data.build("2025-Q3").1;
    data.period("2025-Q4", 90, "");
    data.period("2026-Q1", 5, "");
    assert_eq!(data.build("2025-Q3").1, before);
    assert_eq!(data.checked(&data.at("2025-Q3"), &[]), (Vec::new(), 1));
}

#[test]
fn a_folder_of_a_longer_period_counts_for_check_and_build_alike() {
    let data = Data::new(&[("2025-H1", 60), ("2025-Q3", 40)]);
    assert_eq!(data.checked(&data.at("2025-Q3"), &[]), (one("L801"), 0));
    // The half-year is no part of this report, but the quarter is held against it.
    let (run, text) = data.build("2025-9M");
    assert!(run.status == 1 && text.contains("L801"), "{text}");
}

#[test]
fn previous_names_a_period_folder_or_a_folder_of_them() {
    let data = Data::new(&[("2025-Q2", 50), ("2025-Q3", 40)]);
    let lone = data.folder.path().join("gui.csv");
    std::fs::copy(data.at("2025-Q3").join(FILE), &lone).expect("a copy");
    let ask = |previous: &str| {
        let previous = data.at(previous);
        data.checked(&lone, &["--period", "2025-Q3", "--previous", arg(&previous)]).0
    };
    assert!(data.checked(&lone, &["--period", "2025-Q3"]).0.is_empty());
    assert_eq!(ask("2025-Q2"), one("L801"));
    assert_eq!(ask(""), one("L801"));
    // Where the period is only known from the rows, it works as well.
    let all = data.at("");
    assert_eq!(data.checked(&lone, &["--previous", arg(&all)]).0, one("L801"));
    // A folder of the same or a later period is no past, and that is said.
    assert!(ask("2025-Q3").is_empty());
    let later = data.at("2025-Q3");
    let said = run(&["check", arg(&lone), "--period", "2025-Q3", "--previous", arg(&later)]);
    let told = format!("trong “{}” không có kỳ nào trước quý III năm 2025", arg(&later));
    assert!(said.stderr.contains(&told), "{}", said.stderr);
    let nothing = run(&["check", arg(&lone), "--previous", arg(data.folder.path())]);
    assert_eq!(nothing.status, 2);
    assert!(nothing.stderr.contains("--previous"), "{}", nothing.stderr);
    // What a row is held against is named with its folder.
    let before = data.at("2025-Q2");
    let words = ["check", arg(&lone), "--period", "2025-Q3", "--select", "L801"];
    let compared = |before: &Path| run(&[&words[..], &["--previous", arg(before)]].concat());
    let found = compared(&before);
    assert!(found.stdout.contains("2025-Q2/so-cong-thuong.csv"), "{}", found.stdout);
    // Nothing around it says that the page is of another period.
    write(&before.join("period.yaml"), "period: 2025-Q1\n");
    let refused = compared(&before);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{}", refused.stderr);
    assert!(refused.stderr.contains("M911"), "{}", refused.stderr);
}

#[test]
fn fix_and_form_know_the_past_too() {
    let data = Data::new(&[("2025-Q2", 50), ("2025-Q3", 40)]);
    let fixed = run(&["fix", arg(&data.at("2025-Q3").join(FILE))]);
    assert_eq!(fixed.status, 1, "{}", fixed.stdout);
    assert!(fixed.stdout.contains("L801"), "{}", fixed.stdout);
}

#[test]
fn of_two_quarters_in_the_folder_of_a_half_year_the_last_one_counts() {
    let data = Data::new(&[("2025-H1", 0)]);
    let row = |period: &str, progress: u8| {
        format!("{period};Sở Tư pháp;I.2;Đang triển khai;{progress};Đã làm.;\n")
    };
    let rows = format!("{HEADINGS}\n{}{}", row("2025-Q2", 60), row("2025-Q1", 45));
    write(&data.at("2025-H1").join(FILE), rows);
    let (run, text) = data.build("2025-H1");
    assert_eq!(run.status, 0, "{}", run.stderr);
    let task = text.split("**I.2. ").nth(1).expect("the task");
    let task = task.lines().next().unwrap_or_default();
    assert!(task.contains("đang triển khai, 60%"), "{task}");
    assert!(task.contains("quý I/2025 đang triển khai 45%, quý II/2025 60%"), "{task}");
    // The next period is held against the later quarter.
    data.period("2025-Q3", 0, "");
    write(&data.at("2025-Q3").join(FILE), format!("{HEADINGS}\n{}", row("2025-Q3", 50)));
    assert_eq!(data.checked(&data.at("2025-Q3"), &[]), (one("L801"), 0));
}

/// The rows of that period are still held against; what is wrong is found where it is.
#[test]
fn a_broken_page_of_an_earlier_period_is_told_and_stops_nothing() {
    let data = Data::new(&[("2025-Q2", 50), ("2025-Q3", 40), ("2025-Q4", 60)]);
    write(&data.at("2025-Q2").join("period.yaml"), "period: 2025-Q2\nas_of: hôm qua\n");
    let note = "Trang “2025-Q2/period.yaml” của kỳ trước còn chỗ sai";
    for what in [data.at("2025-Q3"), data.at("2025-Q3").join(FILE)] {
        assert_eq!(data.checked(&what, &[]), (one("L801"), 0), "{}", what.display());
        let told = run(&["check", arg(&what), "--select", "P", "--format", "json"]);
        assert_eq!(told.status, 1, "{}", told.stderr);
        assert!(told.stderr.contains(note), "{}", told.stderr);
        let json: serde_json::Value = serde_json::from_str(&told.stdout).expect("JSON");
        let found = json["findings"].as_array().expect("a list");
        assert_eq!(found.len(), 1, "{found:#?}");
        let expected = ["2025-Q2/period.yaml", "P018", "error"].map(serde_json::Value::from);
        assert_eq!(
            [&found[0]["file"], &found[0]["code"], &found[0]["severity"]],
            expected.each_ref()
        );
        assert_eq!(found[0]["line"], 2);
    }
    // Told once for all that are checked together, with its place on disk.
    let (third, fourth) = (data.at("2025-Q3"), data.at("2025-Q4"));
    let both =
        run(&["check", arg(&third), arg(&fourth), "--select", "P,L801", "--format", "github"]);
    assert_eq!(both.status, 1);
    assert_eq!(both.stdout.matches("title=P018").count(), 1, "{}", both.stdout);
    assert!(both.stdout.contains("2025-Q2/period.yaml,line=2"), "{}", both.stdout);
    assert_eq!(both.stderr.matches(note).count(), 1, "{}", both.stderr);
    // Where that period itself is asked for, or its figures are, it has to be mended first.
    let own = run(&["check", arg(&data.at("2025-Q2"))]);
    assert_eq!((own.status, own.stdout.as_str()), (2, ""));
    let out = data.at("ra");
    let built = run(&["build", arg(&data.at("")), "--period", "2025-Q3", "--out", arg(&out)]);
    assert_eq!(built.status, 2);
    assert!(built.stderr.contains("còn chỗ sai, cần sửa trước"), "{}", built.stderr);
}
