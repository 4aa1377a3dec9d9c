//! Whole runs over files of other programs: what a clerk sees, and the copy that `fix` writes.

use std::fs;

use super::common::{arg, run};
use super::{docx, example, read};

#[test]
fn every_kind_is_written_back_as_text_that_reads_as_the_same_rows() {
    for name in ["lo-vi_VN-typed.xls", "lo-vi_VN-typed.ods", "lo-vi_VN-typed.fods", "bang.docx"] {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, copy) = (folder.path().join(name), folder.path().join("ban-sua.csv"));
        fs::write(&file, example(name)).expect("a file");
        let done = run(&["fix", arg(&file), "-o", arg(&copy), "--as-of", "2026-03-20"]);
        assert_eq!(done.status, 0, "{name}: {}{}", done.stdout, done.stderr);
        let rows = |name: &str, bytes: Vec<u8>| {
            let submission = read(name, bytes).0.submission.expect("rows");
            submission
                .rows
                .iter()
                .map(|r| {
                    format!(
                        "{:?}",
                        (
                            r.agency.value(),
                            r.task.value(),
                            r.progress.value().map(|p| p.value),
                            r.allocated.value().map(|a| a.value)
                        )
                    )
                })
                .collect::<Vec<_>>()
        };
        let before = rows(name, example(name));
        assert_eq!(rows("a.csv", fs::read(&copy).expect("a copy")), before, "{name}");
        assert_eq!(before.len(), 6);
        // No copy takes the place of the file, nor its kind of name.
        assert_eq!(run(&["fix", arg(&file), "--in-place"]).status, 2, "{name}");
        assert_eq!(
            run(&["fix", arg(&file), "-o", arg(&folder.path().join(format!("b-{name}")))]).status,
            2
        );
    }
}

#[test]
fn a_cell_of_a_document_is_told_by_table_row_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bao-cao.docx");
    let cells = ["Quý III/2025", "Sở Tư pháp", "I.2", "Đang triển khai", "140", "Mở 3 lớp."];
    let row = docx::row(&cells.map(docx::cell));
    let heading = docx::table(&docx::row(&[docx::cell("SỞ TƯ PHÁP"), docx::cell("CỘNG HÒA")]));
    let body = heading + &docx::table(&(docx::headings() + &row));
    fs::write(&file, docx::document(&body)).expect("a file");
    let words = ["check", arg(&file), "--period", "2025-Q3", "--as-of", "2025-09-20"];
    let told = run(&words);
    assert_eq!(told.status, 1, "{}", told.stdout);
    assert!(told.stdout.contains("DOCX; bảng 2; tiêu đề ở hàng 1"), "{}", told.stdout);
    assert!(told.stdout.contains("bao-cao.docx · bảng 2"), "{}", told.stdout);
    assert!(told.stdout.contains("Ô hàng 2, cột 5"), "{}", told.stdout);
    for form in ["csv", "json", "sarif", "github", "junit"] {
        let told = run(&[&words[..], &["--format", form]].concat()).stdout.replace("%2C", ",");
        assert!(told.contains("hàng 2, cột 5") && told.contains("bảng 2"), "{form}: {told}");
        // The manual of the rules stands in it, which speaks of sheets.
        let names_a_sheet = form != "sarif" && told.contains("trang tính");
        assert!(!names_a_sheet, "{form}: {told}");
    }
}

#[test]
fn in_the_folder_of_a_period_a_table_is_read_and_a_letter_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join("2026-Q1");
    fs::create_dir(&period).expect("a folder");
    for (name, bytes) in [
        ("so-tu-phap.docx", example("bang.docx")),
        ("so-y-te.docx", docx::document(&docx::line("Kính gửi"))),
        ("so-noi-vu.doc", example("bang.doc")),
    ] {
        fs::write(period.join(name), bytes).expect("a file");
    }
    let told = run(&[
        "check",
        arg(&period),
        "--as-of",
        "2026-03-20",
        "--format",
        "csv",
        "--select",
        "F,M908",
    ]);
    let of = |name: &str| -> Vec<&str> {
        told.stdout.lines().filter(|line| line.contains(name)).collect()
    };
    assert!(of("so-tu-phap.docx").iter().all(|line| line.contains("F119")), "{}", told.stdout);
    for name in ["so-y-te.docx", "so-noi-vu.doc"] {
        assert!(of(name).iter().any(|line| line.contains("M908")), "{name}: {}", told.stdout);
    }
}
