//! Texts written to break out, in every form but the documents: on the terminal, as JSON, in the
//! correction list, in the cleaned copy that `report fix` makes, in the form that repeats what an
//! agency said.
//!
//! The documents have theirs in `tests/documents/hostile.rs`, the page in a browser in `tests/page`.

#[path = "../common/mod.rs"]
mod common;
mod everywhere;
#[cfg(unix)]
mod names;
#[path = "../documents/reading.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod reading;
#[cfg(target_os = "linux")]
mod streams;
mod texts;

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _};
use serde_json::Value;
use tempfile::TempDir;

use texts::{COMMUNES, PERIOD, TEXTS, Text, acting};

/// The folder of data with the hostile period.
fn data() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    texts::write_period(&folder.path().join(PERIOD));
    let period = folder.path().join(PERIOD);
    (folder, period)
}

#[test]
fn there_are_many_texts_and_each_is_one() {
    let different: BTreeSet<&str> = TEXTS.iter().map(|text| &*text.text).collect();
    assert_eq!(different.len(), TEXTS.len());
    assert!(TEXTS.len() >= 200, "{}", TEXTS.len());
    let kinds: BTreeSet<&str> = TEXTS.iter().map(|text| &*text.kind).collect();
    let wanted = [
        "attribute",
        "bidi",
        "closing",
        "data",
        "formula",
        "html",
        "invisible",
        "link",
        "log",
        "markdown",
        "svg",
        "template",
        "terminal",
        "xml",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn the_terminal_gets_nothing_that_acts_on_it() {
    let (_folder, period) = data();
    for words in [&["check"][..], &["check", "--color", "never"]] {
        let run = common::run(&[words, &[common::arg(&period)]].concat());
        assert_eq!(run.status, 1, "{}", run.stderr);
        for (name, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
            assert_eq!(acting(text), None, "{name}");
        }
        assert!(run.stdout.contains("Sở <b>X</b> | *Y*"), "what was written is shown");
    }
}

#[test]
fn the_json_of_check_is_json_of_plain_texts() {
    let (_folder, period) = data();
    let run = common::run(&["check", common::arg(&period), "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let told: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert!(told["findings"].as_array().is_some_and(|list| list.len() > 5), "{}", run.stdout);
    assert_eq!(acting(&run.stdout), None);
}

/// A period in which every text is the heading of a column and the value of columns that hold no
/// words, in a file of its own: the worst of one must hide nothing of another. With oddly named files.
fn every_column() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join(PERIOD);
    std::fs::create_dir(&period).expect("a folder");
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    for (n, Text { text, .. }) in TEXTS.iter().enumerate() {
        let cell = quoted(text);
        let rows = format!(
            "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;kinh_phi_giao;nguon_kinh_phi;thoi_han;vai_tro;van_ban;minh_chung;{cell}\n\
             2025-Q3;{cell};{cell};{cell};{cell};x;{cell};{cell};{cell};{cell};{cell};{cell};x\n\
             {cell};Sở Y tế;I.1;dang_trien_khai;40;x;;;;;;;{cell}\n"
        );
        common::write(&period.join(format!("{n:03}.csv")), rows);
    }
    for (name, _) in texts::NAMES.iter().chain(&[("=1+1|<i>.csv", ""), ("@SUM(A1).csv", "")]) {
        let rows = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua\n2025-Q3;Sở X;I.1;x;140;\0y\n";
        common::write(&period.join(name), rows);
    }
    (folder, period)
}

/// Every text as the value that a finding quotes, as the heading of a column and in the name of a
/// file: in the correction list each is words in one cell, and of what acts the code is shown.
#[test]
fn the_correction_list_holds_texts_only() {
    let (_folder, period) = every_column();
    let words = ["check", common::arg(&period), "--format", "csv", "--as-of", "2025-09-22"];
    let run = common::run(&words);
    assert_eq!(run.status, 1, "{}", run.stderr);

    let text = run.stdout.strip_prefix('\u{FEFF}').expect("a mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    assert_eq!(reader.headers().expect("headings").len(), 10);
    // A reader that is not flexible refuses a row in which a text broke out of its cell.
    let rows: Vec<csv::StringRecord> =
        reader.records().collect::<Result<_, _>>().expect("every row has every cell");
    assert_eq!(text.lines().count(), rows.len() + 1, "no cell runs over a line");
    for cell in rows.iter().flatten() {
        assert!(!report::text::formula::opens(cell), "a formula: {cell:?}");
        assert!(!cell.contains(['\n', '\r']), "{cell:?}");
        assert_eq!(acting(cell), None, "{cell:?}");
    }
    // Names of files and headings of columns stand there bare.
    assert!(rows.iter().any(|row| row[3].starts_with("'=HYPERLINK(")), "{text}");
    assert!(rows.iter().any(|row| row[0].starts_with("'=1+1|<i>.csv")), "{text}");
    assert!(rows.iter().any(|row| row[0].starts_with("'@SUM(A1).csv")), "{text}");
    let mut lost = Vec::new();
    for (n, Text { text: written, .. }) in TEXTS.iter().enumerate() {
        let name = format!("{n:03}.csv");
        let seen = shown(written);
        if !rows.iter().any(|row| row[0] == name && row[6].contains(&*seen)) {
            lost.push((name, seen));
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

/// A text on one line, with the code of every character that acts; those at its ends say nothing.
fn shown(text: &str) -> String {
    let ends = |c: char| c.is_whitespace() || texts::acts(c);
    let text = text.trim_matches(ends).replace("\r\n", "\n");
    let one = |c: char| match c {
        '\n' | '\r' => "⏎".to_owned(),
        '\t' => "⇥".to_owned(),
        c if texts::acts(c) || report::text::visible::is_no_character(c) => {
            format!("⟨U+{:04X}⟩", u32::from(c))
        }
        c => c.to_string(),
    };
    let text: String = text.chars().map(one).collect();
    match ["##[", "##vso[", "##teamcity["].iter().any(|mark| text.contains(mark)) {
        true => text.replace("##", "# #").replace("##", "# #"),
        false => text,
    }
}

/// No cell of the cleaned copy is a formula or acts, and every text is still there.
#[test]
fn the_cleaned_copy_holds_texts_only() {
    let (folder, period) = data();
    let mut cells: Vec<String> = Vec::new();
    for (n, name) in common::names(&period).iter().filter(|name| name.ends_with(".csv")).enumerate()
    {
        let out = folder.path().join(format!("{n}.csv"));
        let file = period.join(name);
        let words = ["fix", common::arg(&file), "-o", common::arg(&out)];
        let run = common::run(&[&words[..], &["--period", PERIOD]].concat());
        assert!(run.status < 2, "{name:?}: {}", run.stderr);
        for told in [&run.stdout, &run.stderr] {
            assert_eq!(acting(told), None, "{name:?}");
        }
        let bytes = std::fs::read(&out).expect("a cleaned copy");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a mark of UTF-8"));
        for record in reader.records() {
            cells.extend(record.expect("a record").iter().map(str::to_owned));
        }
    }
    for cell in &cells {
        assert!(!cell.starts_with(['=', '@', '\t', '\r']), "a formula: {cell:?}");
        assert!(!cell.starts_with("+SUM") && !cell.starts_with("-cmd"), "a formula: {cell:?}");
        assert_eq!(acting(&cell.replace(['\r', '\t'], " ")), None, "{cell:?}");
    }
    // The documents take a bullet off.
    let all = flat(&cells.join("\n")).replace(" * ", " ");
    let lost: Vec<&str> =
        TEXTS.iter().map(|text| &*text.shown).filter(|seen| !all.contains(*seen)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

/// The form of the next quarter repeats what was said; in the workbook it is text in cells.
#[test]
fn the_form_repeats_texts_as_texts() {
    let (folder, _) = data();
    let mut all = String::new();
    for (n, commune) in COMMUNES.iter().enumerate() {
        for format in ["xlsx", "csv"] {
            let out = folder.path().join(format!("{n}-{format}"));
            let name = format!("UBND {commune}");
            let words = ["template", "--agency", &name, "--period", "2025-Q4", "--format", format];
            let from = ["--data", common::arg(folder.path()), "--out", common::arg(&out)];
            let run = common::run(&[&words[..], &from, &["--as-of", "2025-12-15"]].concat());
            assert_eq!(run.status, 0, "{commune}: {}", run.stderr);
            let file = out.join(&common::names(&out)[0]);
            all += &if format == "csv" { csv_cells(&file) } else { workbook_cells(&file) };
        }
    }
    let all = flat(&all).replace(" * ", " ");
    for Text { shown: seen, .. } in TEXTS.iter() {
        // A long text is cut there.
        let seen: String = flat(seen).chars().take(60).collect();
        assert!(all.matches(&*seen).count() >= 2, "both forms repeat {seen:?}");
    }
}

fn csv_cells(file: &Path) -> String {
    let text = common::read(file);
    let text = text.strip_prefix('\u{feff}').expect("a mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut cells = String::new();
    for record in reader.records() {
        for cell in record.expect("a record").iter() {
            assert!(!cell.starts_with(['=', '@', '+', '\t', '\r']), "a formula: {cell:?}");
            assert_eq!(acting(&cell.replace('\r', "")), None, "{cell:?}");
            cells += &format!("{cell}\n");
        }
    }
    cells
}

fn workbook_cells(file: &Path) -> String {
    let bytes = std::fs::read(file).expect("a workbook");
    let mut parts = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a package");
    for n in 0..parts.len() {
        let mut part = parts.by_index(n).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("XML in UTF-8");
        assert!(!text.contains("External"), "{name} leads out of the workbook");
        for element in
            ["<hyperlink ", "<f>", "<f ", "<oleObject", "<!DOCTYPE", "<!ENTITY", "<script"]
        {
            assert!(!text.contains(element), "{name}: {element}");
        }
        let mut xml = quick_xml::Reader::from_str(&text);
        while !matches!(xml.read_event().expect("well-formed XML"), quick_xml::events::Event::Eof) {
        }
    }
    let mut workbook: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let mut cells = String::new();
    for sheet in workbook.sheet_names() {
        let range = workbook.worksheet_range(&sheet).expect("a sheet");
        for cell in range.cells().filter_map(|(_, _, cell)| match cell {
            Data::String(text) => Some(text),
            _ => None,
        }) {
            assert_eq!(acting(&cell.replace(['\r', '\t'], " ")), None, "{cell:?}");
            cells += &format!("{cell}\n");
        }
    }
    cells
}

/// Bytes that no honest program writes: told or read, never a crash and never a half-read row.
#[test]
fn broken_bytes_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let row = |cell: &str| {
        format!(
            "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua\n2025-Q3;Sở Y tế;I.1;dang_trien_khai;40;{cell}\n"
        )
    };
    let utf16 = |text: &str, marks: &[u16]| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(|unit| match unit {
            0x2605 => marks.to_vec(),
            other => vec![other],
        });
        [0xFEFF].into_iter().chain(units).flat_map(u16::to_le_bytes).collect()
    };
    let cases: [(&str, Vec<u8>); 6] = [
        ("a high surrogate alone", utf16(&row("x★y"), &[0xD83D])),
        ("a low surrogate alone", utf16(&row("x★y"), &[0xDE00])),
        ("surrogates turned round", utf16(&row("x★y"), &[0xDE00, 0xD83D])),
        ("a zero byte", row("x\0y").into_bytes()),
        ("an overlong slash", [row("x").trim_end().as_bytes(), b"\xC0\xAF\n"].concat()),
        ("a surrogate in UTF-8", [row("x").trim_end().as_bytes(), b"\xED\xA0\x80\n"].concat()),
    ];
    for (what, bytes) in cases {
        let file = folder.path().join("so-y-te.csv");
        common::write(&file, bytes);
        let words = ["check", common::arg(&file), "--period", PERIOD];
        let run = common::run(&words);
        assert!(run.status < 2 && !run.stdout.contains("panic"), "{what}: {}", run.stderr);
        assert_eq!(acting(&run.stdout), None, "{what}");
        assert!(!run.stdout.contains("Không có lỗi"), "{what} is passed over:\n{}", run.stdout);
    }
}

/// The words with one space between them.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
