//! What lies in the folder of a period and is not read: told in every form, and nobody who sent only
//! that is said to have sent nothing. And no document goes where agencies' files lie.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::common::{self, arg, read, run, write};
use serde_json::Value;

const HEADINGS: &str =
    "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện";
/// Who sent something that is not read, and as what.
const SENT: [(&str, &str, &str); 7] = [
    ("so-cong-thuong", "Sở Công Thương", "so-cong-thuong.pdf"),
    ("so-dan-toc-va-ton-giao", "Sở Dân tộc và Tôn giáo", "Sở Dân tộc và Tôn giáo.docx"),
    ("thanh-tra-tinh", "Thanh tra tỉnh", "thanh-tra-tinh.JPG"),
    ("so-giao-duc-va-dao-tao", "Sở Giáo dục và Đào tạo", "da nhan lai/so-giao-duc-va-dao-tao.csv"),
    ("cong-an-tinh", "Công an tỉnh", "bao.zip/gui/cong-an-tinh.xlsx"),
    ("ubnd-xa-van-ninh", "UBND xã Vạn Ninh", "UBND xã Vạn Ninh/bao cao.csv"),
    ("toa-an-nhan-dan-tinh", "Tòa án nhân dân tỉnh", "toa-an-nhan-dan-tinh.rar"),
];

/// A data folder in which one report can be read.
fn data() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join("2026-Q1");
    fs::create_dir_all(period.join("da nhan lai/.an")).expect("a folder");
    fs::create_dir_all(period.join("UBND xã Vạn Ninh")).expect("a folder");
    write(&period.join("period.yaml"), "period: 2026-Q1\nas_of: 2026-03-20\n");
    let row = |agency: &str| format!("Quý I/2026;{agency};I.2;Đang triển khai;40;Mở 3 lớp.");
    write(&period.join("so-tu-phap.csv"), format!("{HEADINGS}\n{}\n", row("Sở Tư pháp")));
    // The signed likeness of what was read, and what programs leave behind.
    for name in ["so-tu-phap.pdf", "so-tu-phap.csv.bak", "Thumbs.db", "~$so-y-te.xlsx"] {
        write(&period.join(name), "%PDF-1.7");
    }
    for (_, name, file) in SENT {
        if file.ends_with(".docx") {
            write(&period.join(file), letter());
        } else if !file.starts_with("bao.zip") {
            write(&period.join(file), format!("{HEADINGS}\n{}\n", row(name)));
        }
    }
    let zip = fs::File::create(period.join("bao.zip")).expect("a file");
    let mut zip = zip::ZipWriter::new(zip);
    let options = zip::write::SimpleFileOptions::default();
    for name in ["gui/cong-an-tinh.xlsx", "__MACOSX/gui/._cong-an-tinh.xlsx"] {
        zip.start_file(name, options).expect("a part");
        zip.write_all(b"x").expect("a part");
    }
    zip.finish().expect("an archive");
    folder
}

/// A document of Word without a table.
fn letter() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).expect("a part");
    zip.write_all(b"<w:document><w:body><w:p/></w:body></w:document>").expect("a part");
    zip.finish().expect("a document").into_inner()
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&read(path)).expect("JSON")
}

#[test]
fn everything_that_is_not_read_is_found_in_every_form_of_the_check() {
    let data = data();
    let period = data.path().join("2026-Q1");
    for form in ["human", "json", "csv", "sarif", "github", "junit"] {
        let run = run(&["check", arg(&period), "--select", "M908", "--format", form]);
        assert_eq!(run.status, 1, "{form}: {}", run.stderr);
        for (_, _, file) in SENT {
            let bare = file.rsplit('/').next().unwrap_or(file);
            // There names are parts of addresses, with other letters than these.
            let bare = if form == "sarif" && bare.contains(' ') { ".docx" } else { bare };
            assert!(run.stdout.contains(bare), "{form}: {file}\n{}", run.stdout);
        }
        assert!(!run.stdout.contains("~$so-y-te") && !run.stdout.contains("__MACOSX"), "{form}");
    }
    let told = run(&["check", arg(&period), "--format", "json"]).stdout;
    let told: Value = serde_json::from_str(&told).expect("JSON");
    let found = |code: &str| -> Vec<(String, String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let all = told["findings"].as_array().expect("a list").iter();
        all.filter(|f| f["code"] == code)
            .map(|f| (text(&f["file"]), text(&f["agency"]), text(&f["severity"])))
            .collect()
    };
    let mut expected: Vec<(String, String, String)> = SENT
        .iter()
        .map(|(id, _, file)| ((*file).to_owned(), (*id).to_owned(), "error".to_owned()))
        .collect();
    expected.push(("so-tu-phap.pdf".into(), "so-tu-phap".into(), "warning".into()));
    let mut not_read = found("M908");
    expected.sort();
    not_read.sort();
    assert_eq!(not_read, expected);
    let missing: Vec<String> = found("M902").into_iter().map(|(_, agency, _)| agency).collect();
    assert!(missing.contains(&"so-tai-chinh".to_owned()) || missing.len() > 3, "{missing:?}");
    for (id, ..) in SENT {
        assert!(!missing.contains(&id.to_owned()), "{id} sent something");
    }
}

#[test]
fn a_scan_beside_a_table_is_a_warning_and_hides_no_missing_task() {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join("2026-Q1");
    fs::create_dir(&period).expect("a folder");
    let row = "Quý I/2026;Công an tỉnh;II.4;Đang triển khai;40;Mở 3 lớp.";
    write(&period.join("cong-an-tinh.csv"), format!("{HEADINGS}\n{row}\n"));
    write(&period.join("cong-an-tinh.pdf"), "%PDF-1.7");
    let told = run(&["check", arg(&period), "--select", "M908", "--as-of", "2026-03-20"]);
    assert_eq!(told.status, 0, "{}", told.stdout);
    assert!(told.stdout.contains("M908") && told.stdout.contains("cong-an-tinh.pdf"));
    let told = run(&["check", arg(&period), "--select", "M901", "--as-of", "2026-03-20"]);
    assert!(told.stdout.contains("M901"), "{}", told.stdout);
}

#[test]
fn who_sent_only_that_has_sent_and_cannot_be_read_in_every_document() {
    let data = data();
    let out = data.path().join("ra");
    let words = ["build", arg(data.path()), "--period", "2026-Q1", "--out", arg(&out)];
    let run_of = run(&[&words[..], &["--format", "md,html,json"]].concat());
    assert_eq!(run_of.status, 0, "{}", run_of.stderr);
    assert!(run_of.stderr.contains("Chưa đọc được 8 tệp gửi đến"), "{}", run_of.stderr);
    let view = json(&out.join("bao-cao-2026-Q1.json"));
    let coverage = &view["coverage"][0];
    let owing: Vec<&str> = SENT[..6].iter().map(|(_, name, _)| *name).collect();
    let unread: Vec<&str> =
        coverage["unread"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(unread.len(), owing.len(), "{unread:?}");
    assert!(owing.iter().all(|name| unread.contains(name)), "{unread:?}");
    assert_eq!(coverage["requested"][0], "Tòa án nhân dân tỉnh (chưa đọc được)");
    assert!(!coverage["missing"].to_string().contains("Sở Công Thương"), "{}", coverage["missing"]);
    let md = read(&out.join("bao-cao-2026-Q1.md"));
    let section = md.split("## IV. TÌNH HÌNH GỬI BÁO CÁO").nth(1).expect("the section");
    let (section, _) = section.split_once("\n## ").expect("its end");
    assert!(section.contains("| Gửi, chưa đọc được |"), "{section}");
    assert!(section.contains("Đã gửi, chưa đọc được: "), "{section}");
    let (_, annex) = md.split_once("**DÒNG SỐ LIỆU CHƯA ĐƯỢC TÍNH").expect("the annex");
    for (_, name, file) in SENT {
        let line =
            annex.lines().find(|line| line.contains(file)).unwrap_or_else(|| panic!("{file}"));
        assert!(line.contains(name) && line.contains("M908"), "{line}");
    }
    let html = read(&out.join("bao-cao-2026-Q1.html"));
    assert!(html.contains("Đã gửi, chưa đọc được") && html.contains("so-cong-thuong.pdf"));
    let states = view["screen"].to_string();
    assert_eq!(states.matches("\"unread\"").count(), SENT.len(), "the board");

    let all = data.path().join("cong-bo");
    let run_of = run(&["build", arg(data.path()), "--all", "--out", arg(&all)]);
    assert_eq!(run_of.status, 0, "{}", run_of.stderr);
    let table = read(&all.join("du-lieu/co-quan.csv"));
    let line = table.lines().find(|line| line.contains("thanh-tra-tinh")).expect("the agency");
    assert!(line.contains("unread") && !line.contains("missing"), "{line}");
    assert!(read(&all.join("index.html")).contains("chưa đọc được"));
}

#[test]
fn the_status_and_the_letter_say_so_too() {
    let data = data();
    let told = run(&["status", arg(data.path()), "--period", "2026-Q1", "--by", "agency"]);
    let line =
        told.stdout.lines().find(|line| line.contains("Thanh tra tỉnh")).expect("the agency");
    assert!(line.contains("Đã gửi, chưa đọc được"), "{line}");
    assert!(told.stderr.contains("(M908)"), "{}", told.stderr);
    let out = data.path().join("cong-van");
    let done = run(&["remind", arg(data.path()), "--period", "2026-Q1", "--out", arg(&out)]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    let letter = read(&out.join("don-doc-2026-Q1.md"));
    assert!(letter.contains("6 cơ quan đã gửi nhưng tệp chưa đọc được"), "{letter}");
    assert!(letter.contains("bằng bảng Excel (.xlsx) hoặc CSV theo mẫu"), "{letter}");
    // What was read needs no second sending.
    assert!(!letter.contains("so-tu-phap.pdf"), "{letter}");
}

#[test]
fn the_day_on_which_a_scan_came_is_known_from_the_page() {
    let data = data();
    let page = data.path().join("2026-Q1/period.yaml");
    write(
        &page,
        "period: 2026-Q1\nas_of: 2026-03-20\nreceived:\n  so-cong-thuong.pdf: 2026-03-16\n",
    );
    let period = data.path().join("2026-Q1");
    let told = run(&["check", arg(&period), "--select", "M906"]);
    assert!(!told.stdout.contains("M906"), "{}", told.stdout);
    let told = run(&["status", arg(data.path()), "--period", "2026-Q1", "--by", "agency"]).stdout;
    let line = told.lines().find(|line| line.contains("Sở Công Thương")).expect("the agency");
    assert!(line.contains("16/3/2026"), "{line}");
}

#[test]
fn no_document_is_written_into_the_folder_of_a_period() {
    let data = data();
    let period = data.path().join("2026-Q1");
    let inner = period.join("da nhan lai");
    let new = period.join("ra/moi");
    let before = common::names(&period);
    for out in [&period, &inner, &new] {
        for words in [
            vec!["build", arg(data.path()), "--period", "2026-Q1"],
            vec!["build", arg(data.path()), "--period", "2026-Q1", "--agency", "so-tu-phap"],
            vec!["build", arg(data.path()), "--all"],
            vec!["remind", arg(data.path()), "--period", "2026-Q1"],
            vec!["template", "--agency", "so-tu-phap", "--period", "2026-Q1"],
        ] {
            let done = run(&[&words[..], &["--out", arg(out)]].concat());
            assert_eq!(done.status, 2, "{words:?} {}", out.display());
            assert!(done.stderr.contains("là thư mục của một kỳ"), "{}", done.stderr);
        }
    }
    assert_eq!(common::names(&period), before);
    assert!(!new.exists() && common::names(&inner).len() == 2);
}

#[cfg(unix)]
#[test]
fn a_link_leads_no_document_into_the_folder_of_a_period() {
    let data = data();
    let link = data.path().join("ra");
    std::os::unix::fs::symlink(data.path().join("2026-Q1"), &link).expect("a link");
    let words = ["template", "--agency", "so-tu-phap", "--period", "2026-Q1", "--out", arg(&link)];
    let done = run(&words);
    assert_eq!(done.status, 2, "{}", done.stdout);
}
