//! `report status` and `report remind`: every state reached, the figures those of the report, the
//! letters kind and complete, and nothing written where nothing is wanted.

#[path = "../common/mod.rs"]
mod common;
#[allow(dead_code, reason = "each test takes what it needs")]
#[path = "../documents/reading.rs"]
mod reading;
mod remind;
mod status;
mod themes;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tempfile::TempDir;

const EXAMPLES: &str = "examples/submissions";
const HEAD: &str = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;thoi_han\n";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A data folder with one period, 2025-Q4, whose deadline is 16/12/2025, and its page.
struct Data {
    keep: TempDir,
}

impl Data {
    fn new(page: &str) -> Self {
        let data = Self { keep: folder() };
        fs::create_dir(data.period()).expect("a folder");
        common::write(&data.period().join("period.yaml"), page);
        data
    }

    fn path(&self) -> &Path {
        self.keep.path()
    }

    fn period(&self) -> PathBuf {
        self.path().join("2025-Q4")
    }

    /// Adds a file with these rows; each begins after the period.
    fn file(&self, name: &str, rows: &[&str]) -> &Self {
        let rows: String = rows.iter().map(|row| format!("2025-Q4;{row}\n")).collect();
        common::write(&self.period().join(name), format!("{HEAD}{rows}"));
        self
    }

    fn raw(&self, name: &str, bytes: &[u8]) -> &Self {
        common::write(&self.period().join(name), bytes);
        self
    }
}

/// A period in which every state and every band is there.
fn every_state() -> Data {
    let page = "\
period: 2025-Q4
as_of: 2025-12-22
received:
  so-y-te.csv: 2025-12-15
  so-tu-phap.csv: 2025-12-19
  so-giao-duc-va-dao-tao.csv: 2025-12-15
  so-dan-toc-va-ton-giao.csv: 2025-12-15
  toa-an-nhan-dan-tinh.csv: 2025-12-20
  so-tai-chinh.csv: 2025-12-21
excused:
  - agency: ubnd-xa-cam-lam
    reason: =HYPERLINK(\"http://a.vn\")
document: {number: 77, date: 2025-12-23, signer: Người ký báo cáo}
";
    let data = Data::new(page);
    data.file(
        "so-y-te.csv",
        &[
            "Sở Y tế;I.1;Đang triển khai;55;Đã làm.;01/12/2025",
            "Sở Y tế;II.1;Đang triển khai;55;Đã làm.;30/09/2025",
            "Sở Y tế;III.1;Hoàn thành;100;Đã xong.;30/09/2025",
            "Sở Y tế;IV.1;Tạm dừng;10;Đã làm.;",
            "Sở Y tế;V.1;Đang triển khai;140;Đã làm.;",
        ],
    )
    .file("so-tu-phap.csv", &["Sở Tư pháp;I.2;Đang triển khai;45;Đã làm.;31/12/2026"])
    .file("so-cong-thuong.csv", &["Sở Công Thương;I.1;Đang triển khai;;Đã làm.;"])
    .file("so-giao-duc-va-dao-tao.csv", &["Sở Giáo dục và Đào tạo;II.3;Không phát sinh;;;"])
    .file(
        "so-dan-toc-va-ton-giao.csv",
        &["Sở Dân tộc và Tôn giáo;IV.4;Đang triển khai;140;Đã làm.;"],
    )
    .raw("thanh-tra-tinh.csv", b"")
    .file("toa-an-nhan-dan-tinh.csv", &["Tòa án nhân dân tỉnh;TC.3;Đang triển khai;;Đã làm.;"])
    .raw("vien-kiem-sat-nhan-dan-tinh.csv", b"\n\n")
    .file("so-tai-chinh.csv", &["Sở Tài chính;KH.6;Đang triển khai;;Đã làm.;"])
    .file(
        "ubnd-thanh-pho-nha-trang.csv",
        &["UBND thành phố Nha Trang;II.1;Đang triển khai;;Đã làm.;"],
    )
    .file("khong-ro.csv", &["Cơ quan không có;II.1;Đang triển khai;;Đã làm.;"]);
    data
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// `report status` with these words; it went well.
fn status(words: &[&str]) -> common::Run {
    let run = common::run(&[&["status"], words].concat());
    assert_eq!(run.status, 0, "{words:?}: {}", run.stderr);
    run
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The view of the report that `report build` makes of the examples, made once for all tests.
fn report_view(period: &str) -> Arc<Value> {
    static VIEWS: Mutex<BTreeMap<String, Arc<Value>>> = Mutex::new(BTreeMap::new());
    let mut views = VIEWS.lock().expect("no test failed while it made one");
    Arc::clone(views.entry(period.to_owned()).or_insert_with(|| Arc::new(made_view(period))))
}

fn made_view(period: &str) -> Value {
    let out = folder();
    let words =
        ["build", EXAMPLES, "--period", period, "--format", "json", "--allow-errors", "--out"];
    let run = common::run(&[&words[..], &[common::arg(out.path())]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    json(&common::read(&out.path().join(format!("bao-cao-{period}.json"))))
}
