//! Data of single persons: withheld from everything that is published, printed as sent in the report of
//! one period and listed there, let through where the page releases the row.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{self, arg, read, run, write};

const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);\
    Kết quả thực hiện;Văn bản ban hành;Khó khăn, vướng mắc;Kiến nghị, đề xuất;Nhiệm vụ kỳ tới";
/// What nobody may read in what is published.
const SECRETS: [&str; 8] = [
    "Nguyễn Văn Anh",
    "056398765432",
    "0914123456",
    "Trần Thị Bích",
    "Lê Văn Cường",
    "Phạm Thị Dung",
    "12/3/2015",
    // In a cell that is no free text and at fault: the annex of what was left out tells it.
    "0914123457",
];
const MARK: &str = "Không công bố: ô này có thông tin cá nhân";

/// A data folder with one period whose page ends with this.
fn data(page: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join("2026-Q1");
    fs::create_dir(&period).expect("a folder");
    write(&period.join("period.yaml"), format!("period: 2026-Q1\nas_of: 2026-03-20\n{page}"));
    let rows = [
        "Quý I/2026;Sở Tư pháp;I.2;Đang triển khai;40;Hỗ trợ cháu Nguyễn Văn Anh, CCCD 056398765432, \
         ĐT 0914123456;Thư gửi cháu Phạm Thị Dung;Gia đình cháu Trần Thị Bích \
         khó khăn;Đề nghị Bộ Y tế hỗ trợ em Lê Văn Cường;Thăm cháu sinh ngày 12/3/2015",
        "Quý I/2026;Sở Tư pháp;II.2;Đang triển khai;0914123457;Mở 3 lớp;;;;",
        "Quý I/2026;Sở Tư pháp;III.2;Đang triển khai;50;Tập huấn 30 người;;;;",
    ];
    write(&period.join("so-tu-phap.csv"), format!("{HEADINGS}\n{}\n", rows.join("\n")));
    folder
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files
}

fn build(data: &Path, out: &Path, what: &[&str]) {
    let words =
        ["build", arg(data), "--out", arg(out), "--allow-errors", "--format", "md,html,json"];
    let run = run(&[&words[..], what].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn nothing_that_is_published_holds_data_of_persons() {
    let data = data("");
    let out = data.path().join("cong-bo");
    build(data.path(), &out, &["--all"]);
    let files = files(&out);
    assert!(files.len() > 6, "reports, index and tables: {files:?}");
    for path in files {
        let text = read(&path);
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} in {}", path.display());
        }
    }
    let text = read(&out.join("bao-cao-2026-Q1.md"));
    assert!(text.contains(&format!("đang triển khai, 40%. ({MARK})")), "{text}");
    let rows = common::markdown_rows(&text);
    let row = rows.iter().find(|row| row[0] == "Sở Tư pháp (chủ trì)" && row.len() == 8);
    let row = row.unwrap_or_else(|| panic!("the row of the annex: {text}"));
    let mark = format!("({MARK})");
    assert!(row[3..7].iter().all(|cell| *cell == mark), "the mark is to be seen: {row:?}");
    assert!(!text.contains(&format!("“({MARK}")), "it is no quotation");
    assert!(text.contains("Tập huấn 30 người"), "the other rows are published");
    assert!(text.contains("**Với Bộ Y tế**"), "a proposal still goes to whom it was made");
    assert!(text.contains("ban hành 1 văn bản"), "a document is still counted");
    let left_out = text.lines().find(|line| line.contains("mã V403")).expect("the row left out");
    assert!(left_out.contains(MARK), "{left_out}");
    for form in ["bao-cao-2026-Q1.html", "du-lieu/bao-cao-2026-Q1.json"] {
        assert!(read(&out.join(form)).contains(MARK), "{form}");
    }
}

#[test]
fn the_report_of_one_period_prints_what_was_sent_and_lists_the_rows() {
    let data = data("");
    let out = data.path().join("noi-bo");
    build(data.path(), &out, &["--period", "2026-Q1"]);
    let text = read(&out.join("bao-cao-2026-Q1.md"));
    for secret in SECRETS {
        assert!(text.contains(secret), "{secret}");
    }
    assert!(!text.contains(MARK));
    let (_, annex) = text.split_once("**DÒNG SỐ LIỆU CHƯA ĐƯỢC TÍNH").expect("the annex");
    let row = annex.lines().find(|line| line.contains("mã V423")).expect("the row to look at");
    assert!(row.starts_with("| so-tu-phap.csv | 2 | Sở Tư pháp | I.2 |"), "{row}");
    for cell in ["ô F2", "ô G2", "ô H2", "ô I2", "ô J2"] {
        assert!(row.contains(cell), "{cell}: {row}");
    }
    let html = read(&out.join("bao-cao-2026-Q1.html"));
    assert!(html.contains("Dòng cần xem lại vì có thông tin cá nhân"));
}

#[test]
fn a_released_row_is_published_and_no_other() {
    let data = data("release:\n  - file: so-tu-phap.csv\n    row: 2\n");
    let out = data.path().join("cong-bo");
    build(data.path(), &out, &["--all"]);
    let text = read(&out.join("bao-cao-2026-Q1.md"));
    assert!(text.contains("Nguyễn Văn Anh") && text.contains("12/3/2015"), "{text}");
    assert!(!text.contains("mã V423") && !text.contains("0914123457"), "{text}");
}

/// Rows of several sheets of one workbook have the same numbers: a release names the sheet too, by the
/// name under which the report tells of the row.
#[test]
fn a_released_row_of_one_sheet_releases_none_of_another() {
    let release = "release:\n  - file: so-tu-phap.xlsx, trang tính “Phòng A”\n    row: 2\n";
    let plain = "release:\n  - file: so-tu-phap.xlsx\n    row: 2\n";
    for (page, released) in [(release, true), (plain, false)] {
        let data = data(page);
        std::fs::remove_file(data.path().join("2026-Q1/so-tu-phap.csv")).expect("the table");
        let mut book = rust_xlsxwriter::Workbook::new();
        for (name, task, child) in [("A", "I.2", "Nguyễn Văn Anh"), ("B", "II.2", "Lê Văn Cường")]
        {
            let sheet = book.add_worksheet().set_name(format!("Phòng {name}")).expect("a name");
            let result = format!("Hỗ trợ cháu {child}.");
            let row = ["Quý I/2026", "Sở Tư pháp", task, "Đang triển khai", "40", &result];
            for (column, (heading, text)) in (0..).zip(HEADINGS.split(';').zip(row)) {
                sheet.write(0, column, heading).expect("a heading");
                sheet.write(1, column, text).expect("a cell");
            }
        }
        book.save(data.path().join("2026-Q1/so-tu-phap.xlsx")).expect("a workbook");
        let out = data.path().join("cong-bo");
        build(data.path(), &out, &["--all"]);
        let text = read(&out.join("bao-cao-2026-Q1.md"));
        assert_eq!(text.contains("Nguyễn Văn Anh"), released, "{text}");
        assert!(!text.contains("Lê Văn Cường") && text.contains(MARK), "{text}");
        let words = ["check", arg(data.path()), "--as-of", "2026-03-20", "--select", "M915"];
        let told = run(&words).stdout;
        assert_eq!(told.contains("không rõ là trang tính nào"), !released, "{told}");
    }
}

#[test]
fn a_letter_to_many_repeats_no_data_of_a_person() {
    let data = data("");
    let out = data.path().join("cong-van");
    let run = run(&["remind", arg(data.path()), "--period", "2026-Q1", "--out", arg(&out)]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = read(&out.join("don-doc-2026-Q1.md"));
    assert!(text.contains("E3") && text.contains(MARK) && !text.contains("0914123457"), "{text}");
}

#[test]
fn the_sheet_of_an_agency_and_the_status_repeat_no_data_of_a_person() {
    let data = data("");
    let out = data.path().join("phieu");
    for agency in ["so-tu-phap", "so-y-te"] {
        build(data.path(), &out, &["--period", "2026-Q1", "--agency", agency]);
    }
    let mut texts: Vec<String> = files(&out).iter().map(|path| read(path)).collect();
    assert_eq!(texts.len(), 6, "three forms of two sheets");
    assert!(texts.iter().any(|text| text.contains(MARK)), "a cell that is to be mended");
    for form in ["table", "csv", "json"] {
        let words = ["status", arg(data.path()), "--period", "2026-Q1", "--format", form];
        let run = run(&words);
        assert!(run.status < 2, "{}", run.stderr);
        texts.push(run.stdout);
    }
    for text in texts {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
}

#[test]
fn no_form_of_the_findings_repeats_them() {
    let data = data("");
    let period = data.path().join("2026-Q1");
    for form in ["human", "json", "csv", "sarif", "github", "junit"] {
        let run = run(&["check", arg(&period), "--select", "V423", "--format", form]);
        assert_eq!(run.status, 0, "{form}");
        assert!(run.stdout.contains("V423"), "{form}: {}", run.stdout);
        for secret in SECRETS {
            assert!(!run.stdout.contains(secret), "{form}: {secret}");
        }
    }
}

#[test]
fn what_is_wrong_with_a_sensitive_figure_is_told_without_its_value() {
    let data = data("");
    let table = "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị\n\
        Quý I/2026;UBND xã Diên Khánh;IV.1.2;7318\n\
        Quý I/2026;UBND xã Diên Khánh;IV.1.3;7319\n\
        Quý I/2026;UBND xã Diên Khánh;II.2.4;-7317\n";
    write(&data.path().join("2026-Q1/ubnd-xa-dien-khanh.csv"), table);
    let out = data.path().join("ra");
    build(data.path(), &out, &["--period", "2026-Q1"]);
    build(data.path(), &out, &["--all"]);
    let mut told = false;
    for path in files(&out) {
        let text = read(&path);
        told |= text.contains("Số của một phần lớn hơn số chung");
        for value in ["7317", "7318", "7319", "7.317", "7.318", "7.319"] {
            assert!(!text.contains(value), "{value} in {}", path.display());
        }
    }
    assert!(told, "the rows left out are told");
}
