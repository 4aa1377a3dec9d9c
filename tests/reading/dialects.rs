//! What people really send: the line `sep=`, signatures under the table, numbers of columns, lost
//! letters, mixed line ends, cells cut in two; and the same places after a conversion.

use crate::writing::{self, ENCODINGS, Encoding, LINE_ENDS};
use report::diag::{Diagnostic, Severity};
use report::submission::{Field, File};

const HEADINGS: &str =
    "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện";
const ROW: &str = "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40;Mở 7 hội nghị";
const OTHER: &str = "Quý III/2025;Sở Tư pháp;II.2;Đang triển khai;60;Tập huấn cho 120 người";

fn read(bytes: impl Into<Vec<u8>>) -> (File, Vec<Diagnostic>) {
    writing::read(bytes.into(), "2025-09-14")
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|d| d.code.id).collect()
}

/// The only finding, and how many rows were read.
fn only(bytes: impl Into<Vec<u8>>) -> (usize, Diagnostic) {
    let (file, mut found) = read(bytes);
    assert_eq!(found.len(), 1, "{found:#?}");
    (file.submission.map_or(0, |s| s.rows.len()), found.remove(0))
}

#[test]
fn the_declared_delimiter_is_honoured_in_every_encoding() {
    for encoding in ENCODINGS {
        for eol in LINE_ENDS {
            for (mark, line) in [
                (';', "sep=;"),
                (';', "\"sep=;\""),
                (',', "SEP=,"),
                ('\t', "sep=\t"),
                (':', "sep=:"),
                ('^', "sep=^"),
            ] {
                let text = [line, HEADINGS, ROW, "", OTHER].map(|l| {
                    if l == line { l.to_owned() } else { l.replace(';', &mark.to_string()) }
                });
                let (file, found) = read(encoding.write(&(text.join(eol) + eol)));
                assert!(found.iter().all(|d| ["F106", "R303"].contains(&d.code.id)), "{found:#?}");
                let read = file.submission.expect("a submission");
                assert_eq!((read.table.delimiter, read.header_row()), (mark as u8, 1), "{line:?}");
                let places = read.rows.iter().map(|row| read.row_place(row));
                let places: Vec<_> = places.map(|p| (p.row(), p.line())).collect();
                // Excel shows no row for the line: the table begins in row 1, on line 2.
                assert_eq!(places, [(Some(2), Some(3)), (Some(4), Some(5))], "{line:?} {eol:?}");
            }
        }
    }
}

#[test]
fn a_declared_delimiter_that_cuts_nothing_gives_way() {
    let text = format!("sep=,\n{HEADINGS}\n{ROW}\n");
    let read = read(text).0.submission.expect("a submission");
    assert_eq!(read.table.delimiter, b';');
}

#[test]
fn a_mark_at_the_beginning_may_be_doubled() {
    for marks in ["\u{FEFF}\u{FEFF}", "\u{FEFF}\u{FEFF}\u{FEFF}"] {
        let text = format!("{marks}\"Kỳ báo cáo\"{}\n{ROW}\n", &HEADINGS["Kỳ báo cáo".len()..]);
        let (file, found) = read(text);
        assert!(found.is_empty(), "{found:#?}");
        assert!(file.submission.expect("a submission").table.bom);
    }
    let wide = Encoding::Utf16BeBom.write(&format!("\u{FEFF}{HEADINGS}\n{ROW}\n"));
    assert_eq!(codes(&read(wide).1), ["F106"]);
}

#[test]
fn nothing_but_a_mark_is_empty() {
    for encoding in [Encoding::Utf8Bom, Encoding::Utf16LeBom, Encoding::Utf16BeBom] {
        for text in ["", "\r\n", ";;;\r\n;;;\r\n"] {
            assert_eq!(only(encoding.write(text)).1.code.id, "F102", "{encoding:?} {text:?}");
        }
    }
}

#[test]
fn quotes_are_named_by_cell_after_a_conversion_too() {
    for encoding in ENCODINGS {
        for eol in LINE_ENDS {
            for (cell, code, line) in [
                ("mở \"tuần lễ\" ở xã", "R304", 4),
                ("\"tuần lễ\" ở xã", "R305", 4),
                ("\"tuần lễ ở xã", "F107", 4),
            ] {
                let bad = OTHER.replace("Tập huấn cho 120 người", cell);
                let first = ROW.replace("Mở 7 hội nghị", &format!("\"hai{eol}dòng\""));
                let text = [HEADINGS, &first, &bad, ""].join(eol);
                let (_, found) = read(encoding.write(&text));
                let last = found.last().expect("a finding");
                assert_eq!((last.code.id, last.place.line()), (code, Some(line)), "{encoding:?}");
                assert_eq!(last.place.cell(), Some("F3"), "{encoding:?}");
                let value = last.value.as_deref().unwrap_or_default();
                assert!(cell.contains(value.lines().next().unwrap_or_default()), "{value}");
            }
        }
    }
}

#[test]
fn f113_line_ends_of_two_kinds() {
    let (rows, found) = only(format!("{HEADINGS}\r\n{ROW}\r\n{OTHER}\n"));
    assert_eq!((rows, found.code.id, found.severity), (2, "F113", Severity::Note));
    assert_eq!(found.place.line(), Some(3));
    assert_eq!(
        found.message,
        "Các dòng trong tệp kết thúc theo nhiều kiểu: 2 dòng kiểu Windows, 1 dòng kiểu Linux."
    );
    // Excel breaks lines inside a cell with LF and rows with CRLF.
    let inside = ROW.replace("Mở 7 hội nghị", "\"a\nb\rc\"");
    let (_, found) = read(format!("{HEADINGS}\r\n{inside}\r\n"));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn f114_names_the_first_cell_with_lost_letters() {
    for (lost, count) in [("S? Y t?", 2), ("S\u{FFFD} Y t\u{FFFD}", 2)] {
        let text = format!(
            "{HEADINGS}\n{ROW}\n{}\n{}\n",
            OTHER.replace("Tập huấn", lost),
            ROW.replace("I.2", "II.2").replace("Mở 7", lost)
        );
        let (rows, found) = only(text);
        assert_eq!((rows, found.code.id, found.severity), (3, "F114", Severity::Warning));
        assert_eq!(found.place.cell(), Some("F3"));
        assert_eq!(found.place.heading(), Some("Kết quả thực hiện"));
        assert!(found.message.starts_with(&format!("Có {count} ô mất chữ")), "{}", found.message);
    }
    let (_, found) =
        read(format!("{HEADINGS}\n{}\n", ROW.replace("Mở 7 hội nghị", "Đã xong chưa? Rồi.")));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn r307_signatures_under_the_table_are_skipped() {
    for foot in [
        "Nha Trang, ngày 12 tháng 9 năm 2025\n",
        ";;;;;\nNha Trang, ngày 12 tháng 9 năm 2025;;;;;\nNgười lập biểu;;;Thủ trưởng đơn vị;;\n(Ký, ghi rõ họ tên);;;(Ký tên, đóng dấu);;\n\n\nTrần Thị A;;;Nguyễn Văn B;;\n",
        ";;;;Ngày 12 tháng 9 năm 2025;\n;;;;GIÁM ĐỐC;\n;;;;Nguyễn Văn B;\n",
        ";;;;;Người lập biểu\n;;;;;Trần Thị A\n",
        "Ghi chú: số liệu tính đến ngày 10/9\n",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n",
    ] {
        let (rows, found) = only(format!("{HEADINGS}\n{ROW}\n{OTHER}\n{foot}"));
        assert_eq!((rows, found.code.id), (2, "R307"), "{foot}");
        assert_eq!(found.severity, Severity::Note);
    }
    let (_, found) = only(format!(
        "{HEADINGS}\n{ROW}\n\n;;;;;\nNgười lập biểu;;;Thủ trưởng đơn vị;;\nTrần Thị A;;;Nguyễn Văn B;;\n"
    ));
    assert_eq!(found.place.row(), Some(5));
    assert_eq!(
        found.value.as_deref(),
        Some("Người lập biểu | Thủ trưởng đơn vị | Trần Thị A | Nguyễn Văn…")
    );
}

#[test]
fn what_may_be_data_is_never_taken_for_a_signature() {
    for row in [
        ";;I.3;;;",
        "I.3;;;;;",
        "Quý III/2025;Sở Tư pháp;;;40;",
        ";Sở Tư pháp;;Hoàn thành;;",
        ";;;;;Tập huấn thêm 3 lớp",
        "Quý III/2025;Sở Tư pháp;I.3",
        // Of another file, with another delimiter, or put into one cell.
        "Quý III/2025,Sở Tư pháp,I.3,Hoàn thành,100,Mở 3 lớp",
        "Quý III/2025\tSở Tư pháp\tI.3\tHoàn thành\t100",
        "\"Quý III/2025;Sở Tư pháp;I.3;Hoàn thành\"",
        "2025-Q3|Sở Tư pháp|I.3|Hoàn thành",
    ] {
        let (file, found) = read(format!("{HEADINGS}\n{ROW}\n{row}\n"));
        assert!(!codes(&found).contains(&"R307"), "{row}");
        assert_eq!(file.submission.expect("a submission").data_rows, 2, "{row}");
    }
    // Rows with little in them are no foot when data follows.
    let (file, found) = read(format!("{HEADINGS}\n{ROW}\nNgười lập biểu;;;;;\n{OTHER}\n"));
    assert!(!codes(&found).contains(&"R307"));
    assert_eq!(file.submission.expect("a submission").data_rows, 3);
}

#[test]
fn r310_numbers_of_columns_are_skipped() {
    for numbers in
        ["1;2;3;4;5;6", "(1);(2);(3);(4);(5);(6)", "A;B;1;2;3;4", "[1];[2];[3];[4];[5];[6]"]
    {
        let (rows, found) = only(format!("{HEADINGS}\n{numbers}\n{ROW}\n"));
        assert_eq!((rows, found.code.id, found.place.row()), (1, "R310", Some(2)), "{numbers}");
    }
}

#[test]
fn r301_says_what_probably_cut_the_row() {
    let help = |text: String| {
        let (_, found) = read(text);
        assert!(found.iter().all(|d| d.code.id == "R301"), "{found:#?}");
        found.into_iter().map(|d| d.help.unwrap_or_default()).collect::<Vec<_>>()
    };
    let broken = "Quý III/2025;Sở Tư pháp;I.2;Đang triển\nkhai;40;Mở 7 hội nghị";
    let told = help(format!("{HEADINGS}\n{broken}\n{OTHER}\n"));
    assert!(told[0].starts_with("Có thể nội dung ô D2 bị xuống dòng"), "{told:?}");
    assert!(told[1].starts_with("Có thể đây là phần sau của dòng liền trên"), "{told:?}");

    let told = help(format!("{HEADINGS}\n{}\n{OTHER}\n", ROW.replace(';', ",")));
    assert_eq!(
        told,
        [
            "Dòng này dùng dấu “,” để ngăn cách, các dòng khác dùng dấu “;”. Sửa cho giống các dòng khác."
        ]
    );
}

#[test]
fn r302_says_what_probably_split_the_row() {
    let help = |text: String| only(text).1.help.unwrap_or_default();
    let comma = |text: &str| text.replace(';', ",");
    let told = help(format!("{}\n{}\n", comma(HEADINGS), comma(ROW).replace("40", "40,5")));
    assert!(told.contains("xem ô E2: “40,5”"), "{told}");
    let told = help(format!("{HEADINGS}\n{ROW};{OTHER}\n"));
    assert!(told.starts_with("Có thể hai dòng bị dính liền thành một"), "{told}");
}

#[test]
fn the_delimiter_is_found_without_headings() {
    for (mark, name) in [(';', "; "), (',', ","), ('\t', "\t"), ('|', "|")] {
        let text = format!("{ROW}\n{OTHER}\n").replace(';', name);
        let (_, found) = only(text);
        assert_eq!(found.code.id, "H204", "{mark}");
        assert!(found.value.unwrap_or_default().starts_with("Quý III/2025 | Sở Tư pháp | I.2"));
    }
}

#[test]
fn a_title_blank_columns_and_a_total_change_no_place() {
    for encoding in ENCODINGS {
        for eol in LINE_ENDS {
            let wide = |line: &str| format!(";{line};;{eol}");
            let text = [
                wide("sở tư pháp;;;;;"),
                eol.to_owned(),
                wide("Báo cáo quý III năm 2025;;;;;"),
                wide(HEADINGS),
                wide(ROW),
                eol.to_owned(),
                wide(HEADINGS),
                wide(OTHER),
                wide("Tổng cộng;;2 nhiệm vụ;;;"),
                wide("Người lập biểu;;;;;"),
            ]
            .concat();
            let (file, found) = read(encoding.write(&text));
            let told: Vec<_> = found
                .iter()
                .filter(|d| d.code.id != "F106")
                .map(|d| (d.code.id, d.place.row()))
                .collect();
            let expected = [
                ("H205", Some(4)),
                ("R303", Some(6)),
                ("H206", Some(7)),
                ("R306", Some(9)),
                ("R307", Some(10)),
            ];
            assert_eq!(told, expected, "{encoding:?} {eol:?}");
            let read = file.submission.expect("a submission");
            let names: Vec<_> = read
                .rows
                .iter()
                .map(|r| read.cell_name(r, Field::Result).unwrap_or_default())
                .collect();
            assert_eq!(names, ["G5", "G8"], "{encoding:?} {eol:?}");
        }
    }
}

#[test]
fn what_is_no_table_is_named_whatever_it_is_written_in() {
    for encoding in [Encoding::Utf8Bom, Encoding::Utf16LeBom, Encoding::Utf16Be] {
        let (_, found) = only(encoding.write("<html><body><table></table></body></html>"));
        assert_eq!((found.code.id, found.value.as_deref()), ("F104", Some("trang web (HTML)")));
    }
}
