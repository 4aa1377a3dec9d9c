//! The apostrophe before what a spreadsheet would not take for text: `tests/data/formulas.json` says
//! of each text how it is written and whether V415 tells of it. It comes with writing, goes with
//! reading, and nothing is lost or gained on the way round.

use std::collections::BTreeMap;

use proptest::prelude::*;
use report::submission::Submission;
use report::text::{fold, formula};
use serde::Deserialize;
use serde_json::Value;

use super::common::{arg, path, read, run, write};
use super::{Field, fix, submission};

/// A text as a cell may hold it.
#[derive(Deserialize)]
struct Case {
    text: String,
    written: String,
    told: bool,
}

fn cases() -> Vec<Case> {
    let cases: Vec<Case> =
        serde_json::from_str(&read(&path("tests/data/formulas.json"))).expect("a table");
    assert!(cases.len() > 150);
    cases
}

const HEADINGS: &str =
    "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện;Ghi chú;Riêng";

/// A file with a text in a known and in an unknown column of each row.
fn file<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = format!("{HEADINGS}\n");
    for text in texts {
        let cell = text.replace('"', "\"\"");
        out += &format!(
            "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40;Đã làm.;\"{cell}\";\"{cell}\"\n"
        );
    }
    out
}

fn notes(submission: &Submission) -> Vec<String> {
    submission.rows.iter().map(|row| submission.text(row, Field::Note).to_owned()).collect()
}

#[test]
fn each_text_is_written_as_the_table_says() {
    for Case { text, written, told } in cases() {
        assert_eq!(formula::neutral(&text), written, "{text:?}");
        assert_eq!(formula::opens(&text), text != written, "{text:?}");
        assert!(!formula::opens(&written), "{written:?}");
        let by_tab = text.trim_start_matches(' ').starts_with('\t');
        assert_eq!(formula::sign(&text).is_some() || by_tab, told, "{text:?}");
        assert!(!told || text != written, "{text:?} is told and would pass");
    }
}

/// V415 stands at the cells that could be computed and at no other, and at none that was written by
/// `report fix`.
#[test]
fn v415_tells_of_formulas_and_not_of_bullets_or_telephone_numbers() {
    let home = tempfile::tempdir().expect("a folder");
    let cases = cases();
    let told = |lines: &str| -> Vec<u64> {
        let name = home.path().join("a.csv");
        write(&name, lines);
        let words = ["check", arg(&name), "--period", "2025-Q3", "--format", "json"];
        let run = run(&[&words[..], &["--max-findings", "0"]].concat());
        let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let found = found["findings"].as_array().expect("a list").iter();
        let found = found.filter(|f| f["code"] == "V415" && f["field"] == "ghi_chu");
        found.map(|f| f["line"].as_u64().expect("a line")).collect()
    };
    // Line ends inside of cells would count as lines.
    let one_line =
        |case: &&Case| !case.text.contains(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}']);
    let cases: Vec<&Case> = cases.iter().filter(one_line).collect();
    let expected = cases.iter().enumerate().filter(|(_, case)| case.told);
    let expected: Vec<u64> = expected.map(|(n, _)| n as u64 + 2).collect();
    let bytes = file(cases.iter().map(|case| &*case.text));
    assert_eq!(told(&bytes), expected);
    let fixed = fix(bytes).expect("a cleaned text");
    assert_eq!(told(&fixed.text), Vec::<u64>::new());
}

/// Cells of signs, spaces of every width, apostrophes and words.
fn cell() -> impl Strategy<Value = String> {
    let part = prop_oneof![prop::sample::select(vec![
        "=",
        "+",
        "-",
        "@",
        "＝",
        "＋",
        "－",
        "＠",
        "'",
        "''",
        " ",
        "\u{a0}",
        "\u{3000}",
        "\t",
        "\r",
        "\n",
        "\u{200b}",
        "5",
        "1.000",
        "45%",
        "A1",
        "SUM(1)",
        "Mở lớp",
        "\"",
        ";",
        "|",
        "!",
        "84 258 382 2222",
        "e\u{301}",
        "đồng",
        ",",
        ".",
    ]),];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_it_was_meant(cell in cell()) {
        let written = formula::neutral(&cell);
        prop_assert!(!formula::opens(&written), "{:?}", written);
        prop_assert_eq!(formula::neutral(&written), &*written);
        let said = formula::unquoted(fold::trim(&cell));
        prop_assert_eq!(formula::unquoted(fold::trim(&written)), said);
        // What was said is said once more when it is written alone.
        let alone = formula::neutral(said);
        prop_assert_eq!(formula::unquoted(fold::trim(&alone)), said);
    }

    #[test]
    fn fixing_and_reading_lose_and_gain_nothing(texts in prop::collection::vec(cell(), 1..6)) {
        let before = file(texts.iter().map(String::as_str));
        let fixed = fix(before.clone()).expect("a cleaned text");
        let again = fix(fixed.text.clone()).expect("a cleaned text");
        prop_assert_eq!(&again.text, &fixed.text);
        prop_assert!(again.changes.is_empty(), "{:?}", again.changes);
        let (before, after) = (submission(before), submission(fixed.text));
        let (before, after) = (before.expect("a table"), after.expect("a table"));
        let plain = |text: &String| report::text::hidden::without(text);
        let said = |s: &Submission| -> Vec<String> {
            use unicode_normalization::UnicodeNormalization as _;
            notes(s).iter().map(|text| fold::trim(&plain(text)).nfc().collect()).collect()
        };
        prop_assert_eq!(said(&before), said(&after));
    }
}

/// The report of a file and that of its cleaned copy are the same, and the apostrophe is nowhere in it.
#[test]
fn a_report_of_the_cleaned_copy_is_that_of_the_file() {
    let home = tempfile::tempdir().expect("a folder");
    let build = |name: &str, bytes: &str| -> BTreeMap<String, String> {
        let period = home.path().join(name).join("2025-Q3");
        std::fs::create_dir_all(&period).expect("a folder");
        write(&period.join("so-tu-phap.csv"), bytes);
        let out = home.path().join(format!("{name}-ra"));
        let words = ["build", arg(period.parent().expect("a folder")), "--period", "2025-Q3"];
        let more =
            ["--format", "json,md", "--allow-errors", "--as-of", "2025-09-22", "--out", arg(&out)];
        let run = run(&[&words[..], &more].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let names = super::common::names(&out);
        let texts = names.iter().filter(|name| name.starts_with("bao-cao"));
        texts.map(|name| (name.clone(), read(&out.join(name)))).collect()
    };
    let row = |task: &str, cell: &str| {
        format!("2025-Q3;Sở Tư pháp;{task};dang_trien_khai;40;\"{cell}\";\"{cell}\";ghi\r\n")
    };
    let bytes = format!(
        "\u{feff}ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;ke_hoach_ky_toi;rieng\r\n{}{}{}",
        row("I.2", "- Mở lớp"),
        row("II.2", "=1+1"),
        row("III.2", "'＝SUM(1)")
    );
    let fixed = fix(bytes.clone()).expect("a cleaned text");
    assert_eq!(fixed.text.matches("\r\n").count(), 4);
    for cell in ["'- Mở lớp", "'=1+1", "'＝SUM(1)"] {
        assert_eq!(fixed.text.matches(cell).count(), 2, "{cell}: {}", fixed.text);
    }
    // The file itself, by its hash, is told in the report.
    let same = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.contains("sha256"));
        lines.filter(|line| !line.contains("so-tu-phap.csv")).map(str::to_owned).collect()
    };
    let (of_file, of_copy) = (build("tep", &bytes), build("ban-sua", &fixed.text));
    assert_eq!(of_file.len(), 2);
    for (name, text) in &of_file {
        for (one, other) in same(text).iter().zip(&same(&of_copy[name])) {
            assert_eq!(one, other, "{name}");
        }
        for wrong in ["'- Mở", "'=1", "'＝"] {
            assert!(!text.contains(wrong), "{name}: {wrong}");
        }
        assert!(text.contains("Mở lớp") && text.contains("=1+1"), "{name}");
    }
}
