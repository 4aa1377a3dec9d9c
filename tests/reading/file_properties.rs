//! Reading, held by properties: spans slice back to what was written, typed rows survive every
//! dialect and encoding, both counts of records agree, and no input makes the program fall over.

use crate::writing::{
    self, DELIMITERS, ENCODINGS, Encoding, LINE_ENDS, QUOTINGS, Quoting, Style, breaks, cell, plan,
    row,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use report::decode::csv;
use report::decode::table::Table;
use report::diag::{Diagnostic, Sink};
use report::source::Source;
use report::submission::{self, Field, File, Submission};
use report::text::{legacy, syllable};

fn read(bytes: Vec<u8>) -> (File, Vec<Diagnostic>) {
    writing::read(bytes, "2025-09-14")
}

fn style() -> impl Strategy<Value = Style> {
    let parts = (select(&DELIMITERS), select(&LINE_ENDS), select(&QUOTINGS));
    parts.prop_map(|(delimiter, eol, quoting)| Style { delimiter, eol, quoting })
}

/// Texts that hold everything that cuts cells, and letters of one to four bytes.
fn text() -> impl Strategy<Value = String> {
    let piece = select(&[
        "a", "ế", "Đ", "“", "😀", ";", ",", "\t", "|", "\"", "\n", "\r", "\r\n", " ", "12",
    ]);
    vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

const HEADINGS: [&str; 3] = ["Mã", "Tên", "Số"];

fn decode(bytes: Vec<u8>) -> Table {
    let mut sink = Sink::new();
    let known = |heading: &str| HEADINGS.contains(&heading);
    let table = csv::decode(&Source::new("a.csv", bytes), &known, &mut None, &mut sink);
    table.unwrap_or_else(|| panic!("{:#?}", sink.found()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_span_slices_back_to_its_cell(
        style in style(),
        encoding in select(&ENCODINGS[..6]),
        declared in any::<bool>(),
        rows in vec((0usize..3, vec(text(), 3)), 1..8),
    ) {
        let mut written = String::new();
        let mut expected = Vec::new();
        if declared {
            written = format!("sep={}{}", style.delimiter, style.eol);
        }
        let mut number = 1;
        let head = (0, HEADINGS.map(str::to_owned).to_vec());
        for (blank, cells) in std::iter::once(&head).chain(&rows) {
            written += &style.eol.repeat(*blank);
            number += *blank as u32;
            expected.push((number, breaks(&written) + 1, cells));
            written += &row(style, cells);
            number += 1;
        }
        let table = decode(encoding.write(&written));
        prop_assert_eq!(table.encoding, encoding.name());
        prop_assert_eq!(table.len(), expected.len());
        for (record, (row, line, cells)) in expected.into_iter().enumerate() {
            prop_assert_eq!(table.row_and_line(record), (row, line), "{:?}", written);
            prop_assert_eq!(table.width(record), cells.len());
            for (column, text) in cells.iter().enumerate() {
                prop_assert_eq!(table.field(record, column), text);
                let span = table.span(record, column).slice(table.decoded());
                let span = std::str::from_utf8(span).expect("whole characters");
                prop_assert_eq!(span, cell(style, text), "{:?}", written);
            }
        }
    }
}

const FIELDS: [Field; 7] = [
    Field::Period,
    Field::Agency,
    Field::Task,
    Field::Status,
    Field::Progress,
    Field::Result,
    Field::Allocated,
];

/// A row of values, all of which TCVN3 can write.
fn values() -> impl Strategy<Value = Vec<String>> {
    let writable = |name: &&String| {
        name.chars().all(|c| c.is_ascii() || !c.is_uppercase() || "ĂÂĐÊÔƠƯ".contains(c))
    };
    let agencies: Vec<String> =
        plan().register.agencies().iter().map(|a| &a.name).filter(writable).cloned().collect();
    (
        select(&["Quý III/2025", "2025-Q3", "6 tháng đầu năm 2025", "năm 2025"]),
        select(agencies),
        select(&["I.1", "I-2", "III.5", "KH.6", "TC.2a", "V.2"]),
        select(&["Đang triển khai", "Hoàn thành", "Thực hiện thường xuyên", "Tạm dừng"]),
        (0u32..1001).prop_map(|tenth| format!("{},{}", tenth / 10, tenth % 10)),
        select(&[
            "Đã mở 7 lớp; “tốt”",
            "Họp với xã\nBắc Khánh Vĩnh",
            "Nói \"không\" | lưu ý, nhắc nhở",
            "Tuyên truyền lưu động",
        ]),
        select(&["", "1.234.567", "12,5 triệu", "1,2 tỷ đồng"]),
    )
        .prop_map(|(a, b, c, d, e, f, g)| {
            vec![a.into(), b, c.into(), d.into(), e, f.into(), g.into()]
        })
}

fn typed(submission: &Submission) -> Vec<String> {
    let line = |r: &submission::Row| {
        let texts = FIELDS.map(|field| submission.text(r, field).to_owned());
        format!("{r:?} {texts:?}")
    };
    submission.rows.iter().map(line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn typed_rows_survive_writing_and_reading(
        style in style(),
        encoding in select(&ENCODINGS),
        rows in vec(values(), 1..12),
    ) {
        let headings: Vec<String> = FIELDS.iter().map(|f| f.heading().to_owned()).collect();
        let write = |style: Style| {
            std::iter::once(&headings).chain(&rows).map(|cells| row(style, cells)).collect::<String>()
        };
        let plain = Style { delimiter: ';', eol: "\n", quoting: Quoting::Needed };
        let (expected, _) = read(write(plain).into());
        let (found, told) = read(encoding.write(&write(style)));
        let found = found.submission.unwrap_or_else(|| panic!("{told:#?}"));
        prop_assert_eq!(found.table.encoding, encoding.name());
        let expected = expected.submission.expect("a submission");
        prop_assert_eq!(expected.rows.len(), rows.len());
        prop_assert_eq!(typed(&found), typed(&expected));
    }

    #[test]
    fn no_damage_makes_the_program_fall_over(
        style in style(),
        encoding in select(&ENCODINGS),
        row_of in values(),
        damage in vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..3), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let headings: Vec<String> = FIELDS.iter().map(|f| f.heading().to_owned()).collect();
        let mut bytes = encoding.write(&(row(style, &headings) + &row(style, &row_of).repeat(3)));
        for (at, byte, how) in damage {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        harmless(bytes.clone());
        bytes.truncate(cut.index(bytes.len()));
        harmless(bytes);
    }

    #[test]
    fn no_bytes_make_the_program_fall_over(bytes in vec(any::<u8>(), 0..400)) {
        harmless(bytes);
    }

    #[test]
    fn no_text_makes_the_program_fall_over(
        pieces in vec(select(&["Mã", "Tên;Số", "\"", "\"\"", ";", "\r", "\n", "\r\n", "\u{FEFF}", "sep=;", "sep=", "?", "\u{FFFD}", "x", "®é", "\t", "|", ",", "<", "PK\u{3}\u{4}", "Tổng cộng", "1;2;3", "I.2"]), 0..40),
        encoding in select(&ENCODINGS[..6]),
    ) {
        harmless(encoding.write(&pieces.concat()));
    }

    #[test]
    fn readings_of_any_text_are_total(text in "\\PC{0,40}") {
        let _ = (legacy::tcvn3(&text), legacy::vni(&text), syllable::is_syllable(&text));
        let plain: String = text.chars().filter(char::is_ascii).collect();
        prop_assert_eq!(legacy::tcvn3(&plain), plain.as_str());
        prop_assert_eq!(legacy::vni(&plain), plain.as_str());
    }

    #[test]
    fn the_fonts_read_back_what_they_write(text in "[a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ ]{0,40}") {
        for (font, read) in [
            (Encoding::Tcvn3, legacy::tcvn3 as fn(&str) -> String),
            (Encoding::Vni, legacy::vni),
        ] {
            let bytes = font.write(&text);
            let (western, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            prop_assert_eq!(read(&western), text.as_str());
        }
    }
}

/// Reads, asks for every place there is, and holds that the counts of records agree.
fn harmless(bytes: Vec<u8>) {
    let (file, found) = read(bytes);
    for finding in &found {
        assert!(!finding.message.is_empty());
    }
    let Some(read) = file.submission else { return };
    let length = read.table.decoded().len();
    let mut last = (0, 0);
    for record in 0..read.table.len() {
        let place = read.table.row_and_line(record);
        assert!(place.0 > last.0 && place.1 > last.1, "{place:?} after {last:?}");
        last = place;
        let mut end = 0;
        for column in 0..read.table.width(record) {
            let span = read.table.span(record, column);
            assert!(end <= span.start && span.start <= span.end && span.end <= length);
            end = span.end;
        }
    }
    for r in &read.rows {
        for field in FIELDS {
            let _ = (read.place(r, field), read.cell_name(r, field), read.raw(r, field));
        }
    }
}
