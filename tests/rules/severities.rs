//! Severities that `plan/reporting.yaml` sets: what is told, what counts, how a run ends and what is
//! built go together.

use std::path::{Path, PathBuf};

use crate::common::{Run, arg, copy, path, read, run, write};
use tempfile::TempDir;

const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện;Khó khăn, vướng mắc;Minh chứng";

/// A plan folder of its own with these severities, and a data folder with one agency's two periods.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new(severities: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Self { folder };
        copy(&path("plan"), &home.plan());
        let file = home.plan().join("reporting.yaml");
        write(&file, format!("{}\n{severities}", read(&file)));
        home.period(
            "2025-Q2",
            "Quý II/2025;Sở Công Thương;I.1;Đang triển khai;40;Đã rà soát 2 văn bản.;;",
        );
        home.period(
            "2025-Q3",
            "Quý III/2025;Sở Công Thương;I.1;Hoàn thành;80;Đã rà soát 9 văn bản.;;",
        );
        home
    }

    fn plan(&self) -> PathBuf {
        self.folder.path().join("plan")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("du-lieu")
    }

    fn period(&self, period: &str, row: &str) {
        let folder = self.data().join(period);
        std::fs::create_dir_all(&folder).expect("a folder");
        write(&folder.join("so-cong-thuong.csv"), format!("{HEADINGS}\n{row}\n"));
    }

    fn run(&self, words: &[&str]) -> Run {
        run(&[words, &["--plan", arg(&self.plan()), "--as-of", "2025-09-22"]].concat())
    }

    /// What is told of the file of a period, with its severity.
    fn told(&self, period: &str) -> (i32, Vec<(String, String)>, u64) {
        let file = self.data().join(period).join("so-cong-thuong.csv");
        let run = self.run(&["check", arg(&file), "--ignore", "M", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let text = |v: &serde_json::Value| v.as_str().expect("a text").to_owned();
        let findings = json["findings"].as_array().expect("a list");
        let told = findings.iter().map(|f| (text(&f["code"]), text(&f["severity"]))).collect();
        (run.status, told, json["files"][0]["rows_accepted"].as_u64().expect("a count"))
    }

    fn build(&self, out: &Path) -> (i32, String) {
        let data = self.data();
        let words = ["build", arg(&data), "--period", "2025-Q3", "--out", arg(out)];
        let run = self.run(&[&words[..], &["--format", "md"]].concat());
        (run.status, read(&out.join("bao-cao-2025-Q3.md")))
    }
}

fn pair(code: &str, severity: &str) -> (String, String) {
    (code.to_owned(), severity.to_owned())
}

#[test]
fn an_error_lowered_lets_the_row_count_everywhere() {
    let shipped = Home::new("");
    assert_eq!(shipped.told("2025-Q3"), (1, vec![pair("C703", "error")], 0));
    let (status, document) = shipped.build(&shipped.folder.path().join("ra"));
    assert!(status == 1 && document.contains("DỰ THẢO"), "{document}");
    let lowered = Home::new("severities:\n  C703: warning\n");
    assert_eq!(lowered.told("2025-Q3"), (0, vec![pair("C703", "warning")], 1));
    let (status, document) = lowered.build(&lowered.folder.path().join("ra"));
    assert!(status == 0 && !document.contains("DỰ THẢO"), "{document}");
}

#[test]
fn a_warning_raised_keeps_the_row_out_everywhere() {
    let row = "Quý III/2025;Sở Công Thương;I.1;Hoàn thành;100;Đã rà soát 9 văn bản.;;";
    let shipped = Home::new("");
    shipped.period("2025-Q3", row);
    assert_eq!(shipped.told("2025-Q3"), (0, vec![pair("C708", "warning")], 1));
    let raised = Home::new("severities:\n  C708: error\n");
    raised.period("2025-Q3", row);
    assert_eq!(raised.told("2025-Q3"), (1, vec![pair("C708", "error")], 0));
    let (status, document) = raised.build(&raised.folder.path().join("ra"));
    assert!(status == 1 && document.contains("DỰ THẢO"), "{document}");
    let note = Home::new("severities:\n  C708: note\n");
    note.period("2025-Q3", row);
    assert_eq!(note.told("2025-Q3"), (0, vec![pair("C708", "note")], 1));
}

#[test]
fn the_past_is_weighed_alike() {
    let rows = |home: &Home| {
        home.period("2025-Q1", "Quý I/2025;Sở Công Thương;I.1;Đang triển khai;40;Lập danh mục.;;");
        home.period("2025-Q3", "Quý III/2025;Sở Công Thương;I.1;Đang triển khai;40;Lấy ý kiến.;;");
    };
    let shipped = Home::new("");
    rows(&shipped);
    assert_eq!(shipped.told("2025-Q3"), (0, vec![pair("L804", "warning")], 1));
    let raised = Home::new("severities:\n  L804: error\n");
    rows(&raised);
    assert_eq!(raised.told("2025-Q3"), (1, vec![pair("L804", "error")], 0));
    assert_eq!(raised.build(&raised.folder.path().join("ra")).0, 1);
}

#[test]
fn what_cannot_be_set_stops_every_command() {
    let home = Home::new("severities:\n  V403: note\n");
    let data = home.data();
    for words in [&["check", arg(&data)][..], &["plan", "check"], &["plan", "show"]] {
        let run = home.run(words);
        assert_eq!(run.status, 2, "{words:?}");
        assert!(format!("{}{}", run.stdout, run.stderr).contains("P019"), "{words:?}");
    }
    assert_eq!(home.run(&["explain", "V403"]).status, 0);
}
