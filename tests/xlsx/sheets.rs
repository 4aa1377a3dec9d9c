//! Which sheet is taken, where its table lies, what of it is merged or hidden; how a run tells it.

use report::submission::Field;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{HEADINGS, ROW, book, codes, common, form, parts, read, row_start, sheet, texts};

/// A sheet: its name, whether it is hidden, what it holds.
pub(crate) type Tab<'a> = (&'a str, bool, &'a dyn Fn(&mut Worksheet));

pub(crate) fn filled(sheet: &mut Worksheet, rows: u32) {
    texts(sheet, 0, 0, &HEADINGS);
    for row in 1..=rows {
        texts(sheet, row, 0, &ROW);
    }
}

/// A workbook of several sheets.
pub(crate) fn sheets(fill: &[Tab<'_>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, hidden, fill) in fill {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a name").set_hidden(*hidden);
        fill(sheet);
    }
    workbook.save_to_buffer().expect("a workbook")
}

fn taken(bytes: &[u8]) -> (String, Vec<report::diag::Diagnostic>) {
    let (file, found) = read("a.xlsx", bytes);
    let table = file.submission.expect("a table").table;
    (table.sheet.expect("a sheet").name.to_string(), found)
}

#[test]
fn the_table_may_lie_anywhere_on_the_sheet() {
    let bytes = book(|sheet| {
        texts(sheet, 2, 3, &["SỞ TƯ PHÁP"]);
        texts(sheet, 3, 2, &["BÁO CÁO QUÝ III"]);
        texts(sheet, 6, 2, &HEADINGS);
        texts(sheet, 7, 2, &ROW);
        texts(sheet, 10, 2, &ROW);
    });
    let (file, found) = read("a.xlsx", bytes);
    assert_eq!(codes(&found), ["H205", "R303"]);
    assert!(found[0].message.contains("Hàng 7"), "{}", found[0].message);
    assert_eq!((found[1].place.row(), found[1].place.line()), (Some(9), None));
    assert!(found[1].message.contains("2 dòng trống"), "{}", found[1].message);
    let submission = file.submission.expect("a table");
    assert_eq!(submission.header_row(), 7);
    let cells: Vec<_> = submission
        .rows
        .iter()
        .map(|row| submission.cell_name(row, Field::Progress).expect("a name"))
        .collect();
    assert_eq!(cells, ["G8", "G11"]);
}

#[test]
fn blank_rows_and_columns_in_front_are_nothing() {
    let bytes = book(|sheet| {
        texts(sheet, 4, 2, &HEADINGS);
        texts(sheet, 5, 2, &ROW);
        // Formatted down to the foot, as clerks draw frames.
        for row in 6..400 {
            sheet.write_blank(row, 2, &Format::new().set_bold()).expect("a blank");
        }
    });
    let (file, found) = read("a.xlsx", bytes);
    assert!(found.is_empty(), "{found:#?}");
    let submission = file.submission.expect("a table");
    assert_eq!((submission.header_row(), submission.rows.len()), (5, 1));
    assert_eq!(submission.cell_name(&submission.rows[0], Field::Period).as_deref(), Some("C6"));
}

#[test]
fn a_cell_beside_the_table_is_an_unknown_column() {
    let bytes = form(|sheet| {
        texts(sheet, 1, 0, &ROW);
        texts(sheet, 1, 10, &["ghi chép riêng"]);
    });
    let (file, found) = read("a.xlsx", bytes);
    assert_eq!(codes(&found), ["H202"]);
    assert_eq!(found[0].place.cell(), Some("K1"));
    assert_eq!(file.submission.expect("a table").rows.len(), 1);
}

#[test]
fn the_sheet_with_most_headings_is_taken_and_the_others_are_named() {
    let notes = |sheet: &mut Worksheet| texts(sheet, 0, 0, &["Ghi chép", "Trạng thái"]);
    let table = |sheet: &mut Worksheet| filled(sheet, 2);
    let blank = |_: &mut Worksheet| {};
    let fill: &[Tab<'_>] = &[
        ("Hướng dẫn", false, &notes),
        ("Ghi chép", false, &notes),
        ("Sheet3", false, &blank),
        ("Danh mục", true, &notes),
        ("Quý III", false, &table),
    ];
    let (name, found) = taken(&sheets(fill));
    assert_eq!((name.as_str(), codes(&found)), ("Quý III", vec!["H208"]));
    assert_eq!(
        found[0].message,
        "Số liệu được lấy ở trang tính “Quý III”; trang tính “Ghi chép” có nội dung nhưng không được đọc."
    );
    assert_eq!(found[0].place.sheet(), Some("Quý III"));
}

#[test]
fn f111_no_sheet_has_headings() {
    let (file, found) = read("a.xlsx", book(|sheet| texts(sheet, 0, 0, &ROW)));
    assert!(file.submission.is_none());
    assert_eq!(codes(&found), ["F111"]);
    let (_, found) = read("a.xlsx", book(|_| {}));
    assert_eq!(codes(&found), ["F102"]);
    let (_, found) = read("a.xlsx", form(|_| {}));
    assert_eq!(codes(&found), ["F103"]);
}

#[test]
fn r308_merged_cells_are_named_where_they_hold_data() {
    let plain = Format::new();
    let bytes = book(|sheet| {
        sheet.merge_range(0, 0, 1, 7, "SỞ TƯ PHÁP", &plain).expect("a title");
        texts(sheet, 2, 0, &HEADINGS);
        for row in 3..7 {
            texts(sheet, row, 0, &ROW);
        }
        sheet.merge_range(3, 6, 5, 6, "1500000", &plain).expect("down");
        sheet.merge_range(6, 5, 6, 7, "Mở 7 hội nghị.", &plain).expect("across");
        sheet.merge_range(6, 9, 6, 11, "ngoài bảng", &plain).expect("beside");
        texts(sheet, 7, 0, &["Tổng cộng"]);
        sheet.merge_range(7, 1, 7, 3, "", &plain).expect("in the total row");
    });
    let (file, found) = read("a.xlsx", bytes);
    let merged: Vec<_> = found.iter().filter(|d| d.code.id == "R308").collect();
    let told: Vec<_> = merged
        .iter()
        .map(|d| (d.place.cell().unwrap_or(""), d.value.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(told, [("G4", "G4:G6 gộp làm một"), ("F7", "F7:H7 gộp làm một")]);
    assert!(merged[0].message.contains("chỉ được tính cho dòng đầu"));
    assert!(merged[1].message.contains("chỉ được tính cho cột đầu"));
    let submission = file.submission.expect("a table");
    let amounts: Vec<_> =
        submission.rows.iter().map(|row| submission.text(row, Field::Allocated)).collect();
    assert_eq!(amounts, ["1500000", "", "", ""], "an amount is not meant for each row");
}

#[test]
fn r313_merged_names_are_meant_for_each_row() {
    let plain = Format::new();
    let bytes = book(|sheet| {
        // The agency stands last: rows end before its column.
        texts(sheet, 0, 0, &["Kỳ báo cáo", "Mã nhiệm vụ", "Trạng thái", "Cơ quan báo cáo"]);
        for row in 1..7 {
            texts(sheet, row, 0, &["Quý III/2025", "I.2", "Chưa triển khai"]);
        }
        sheet.merge_range(1, 3, 3, 3, "Sở Tư pháp", &plain).expect("down");
        sheet.merge_range(1, 0, 6, 0, "Quý III/2025", &plain).expect("down");
        sheet.merge_range(4, 3, 5, 3, "Sở Y tế", &plain).expect("down");
    });
    let (file, found) = read("a.xlsx", bytes);
    let told: Vec<_> =
        found.iter().map(|d| (d.code.id, d.value.as_deref().unwrap_or(""))).collect();
    assert_eq!(told, [("R313", "A2:A7"), ("R313", "D2:D4, D5:D6")]);
    let submission = file.submission.expect("a table");
    let cells = |field| -> Vec<&str> {
        submission.rows.iter().map(|row| submission.text(row, field)).collect()
    };
    assert_eq!(cells(Field::Period), ["Quý III/2025"; 6]);
    let (law, health) = ("Sở Tư pháp", "Sở Y tế");
    assert_eq!(cells(Field::Agency), [law, law, law, health, health, ""]);
    assert!(submission.rows[..5].iter().all(|row| row.agency.value().is_some()));
}

/// A table as an old machine holds it: headings and one row, in the characters of TCVN3.
const OLD: [[&str; 5]; 2] = [
    ["Kú b¸o c¸o", "C¬ quan b¸o c¸o", "M· nhiÖm vô", "Tr¹ng th¸i", "KÕt qu¶ thùc hiÖn"],
    ["Quý III/2025", "Së T\u{AD} ph¸p", "I.2", "Ch\u{AD}a triÓn khai", "Më líp tËp huÊn"],
];

#[test]
fn f106_cells_typed_in_old_fonts_are_converted_and_said() {
    for font in [Some(".VnTime"), None] {
        let format = font.map_or(Format::new(), |font| Format::new().set_font_name(font));
        let bytes = book(|sheet| {
            for (row, cells) in (0..).zip(OLD) {
                for (column, text) in (0..).zip(cells) {
                    sheet.write_with_format(row, column, text, &format).expect("a cell");
                }
            }
            // Typed anew in Unicode, the old font left behind.
            let anew = ["Quý III/2025", "Sở Y tế", "I.1", "Hoàn thành", "Tập huấn, có Hà dự."];
            for (column, text) in (0..).zip(anew) {
                sheet.write_with_format(2, column, text, &format).expect("a cell");
            }
        });
        let (file, found) = read("a.xlsx", bytes);
        assert_eq!(codes(&found), ["F106"], "{font:?}");
        assert_eq!(found[0].place.cell(), Some("A1"));
        let told = "Có 8 ô gõ bằng phông chữ cũ TCVN3 (ABC); chữ đã được chuyển sang Unicode: “Kú b¸o c¸o” thành “Kỳ báo cáo”.";
        assert_eq!(found[0].message, told);
        let submission = file.submission.expect("a table");
        let cells = |field| -> Vec<&str> {
            submission.rows.iter().map(|row| submission.text(row, field)).collect()
        };
        assert_eq!(cells(Field::Agency), ["Sở Tư pháp", "Sở Y tế"]);
        assert_eq!(cells(Field::Status), ["Chưa triển khai", "Hoàn thành"]);
        assert_eq!(cells(Field::Result), ["Mở lớp tập huấn", "Tập huấn, có Hà dự."]);
    }
}

#[test]
fn r309_hidden_rows_and_columns_are_read_and_said() {
    let bytes = form(|sheet| {
        for row in 1..8 {
            texts(sheet, row, 0, &ROW);
        }
        for row in [2, 4, 5, 6, 20] {
            sheet.set_row_hidden(row).expect("a row");
        }
        sheet.set_column_hidden(5).expect("a column");
        sheet.set_column_hidden(12).expect("a column");
    });
    let (file, found) = read("a.xlsx", bytes);
    assert_eq!(codes(&found), ["R309"]);
    assert_eq!(
        found[0].message,
        "Đang bị ẩn mà vẫn được đọc và tính vào số liệu: dòng 3, 5–7 và cột F."
    );
    assert_eq!(found[0].place.row(), Some(3));
    assert_eq!(file.submission.expect("a table").rows.len(), 7);
}

#[test]
fn rows_and_columns_without_a_size_are_hidden() {
    let told = |before: &str, attributes: [&str; 2]| {
        let row = |attributes: &str| row_start(attributes) + "</row>";
        let rows = attributes.map(row).concat();
        let sheet = sheet(&rows).replace("<sheetData>", &format!("{before}<sheetData>"));
        let sheet = sheet.replacen("<row>", "<row ht=\"15\">", 1);
        let (_, found) = read("a.xlsx", parts(&[("xl/worksheets/sheet1.xml", &sheet)]));
        let told = found.into_iter().find(|finding| finding.code.id == "R309");
        told.map(|told| told.message.split_once(": ").expect("names").1.to_owned())
    };
    let columns = |inside: &str| format!("<cols>{inside}</cols>");
    let zero = "<sheetFormatPr zeroHeight=\"1\"/>";
    for (before, rows, hidden) in [
        ("", ["", " ht=\"0\" customHeight=\"1\""], Some("dòng 3.")),
        ("", ["", " ht=\"0.2\""], Some("dòng 3.")),
        (zero, ["", ""], Some("dòng 2, 3.")),
        (zero, ["", " ht=\"15\""], Some("dòng 2.")),
        (zero, [" hidden=\"0\"", ""], Some("dòng 3.")),
        ("<sheetFormatPr defaultRowHeight=\"0\"/>", ["", " ht=\"15\""], Some("dòng 2.")),
        (&columns("<col min=\"4\" max=\"5\" width=\"0\"/>"), ["", ""], Some("cột D, E.")),
        (
            &("<sheetFormatPr defaultColWidth=\"0\"/>".to_owned()
                + &columns(
                    "<col min=\"1\" max=\"2\" width=\"9\"/><col min=\"4\" max=\"8\" width=\"9\"/>",
                )),
            ["", ""],
            Some("cột C."),
        ),
        ("<sheetFormatPr defaultColWidth=\"0\"/>", ["", ""], Some("cột A, B, C, D, E, F, G, H.")),
        ("<sheetFormatPr defaultRowHeight=\"15\"/>", ["", " ht=\"3\""], None),
        ("<sheetFormatPr zeroHeight=\"0\"/>", ["", " customHeight=\"1\""], None),
        (&columns("<col min=\"4\" max=\"5\" width=\"1\"/>"), ["", ""], None),
        (&columns("<col min=\"4\" max=\"5\"/>"), ["", ""], None),
    ] {
        assert_eq!(told(before, rows).as_deref(), hidden, "{before} {rows:?}");
    }
}

#[test]
fn a_run_says_how_the_workbook_was_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("so-tu-phap.xlsx");
    let fill: &[Tab<'_>] = &[("Quý III", false, &|sheet| filled(sheet, 1))];
    common::write(&file, sheets(fill));
    let words = ["check", common::arg(&file), "--period", "2025-Q3", "--as-of", "2025-09-14"];
    let run = common::run(&words);
    let told = "XLSX; trang tính “Quý III”; tiêu đề ở hàng 1; 1 dòng, ";
    assert!(run.stdout.contains(told), "{}", run.stdout);
    let run = common::run(&[&words[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let schema = common::read(&common::path("schemas/check-json.schema.json"));
    let schema = serde_json::from_str(&schema).expect("a schema");
    assert!(jsonschema::validator_for(&schema).expect("a schema").is_valid(&json));
    let file = &json["files"][0];
    assert!(file["encoding"].is_null() && file["delimiter"].is_null());
    assert_eq!(file["header_row"], 1);
    for finding in json["findings"].as_array().expect("findings") {
        if !finding["row"].is_null() {
            assert_eq!(finding["sheet"], "Quý III", "{finding}");
            assert!(finding["line"].is_null(), "{finding}");
        }
    }
}

#[test]
fn findings_about_the_workbook_are_complete() {
    let rows = |sheet: &mut Worksheet| {
        filled(sheet, 2);
        sheet.set_row_hidden(1).expect("a row");
        sheet.merge_range(1, 1, 2, 1, "Sở Tư pháp", &Format::new()).expect("a range");
        sheet.merge_range(1, 4, 2, 4, "40", &Format::new()).expect("a range");
    };
    let fill: &[Tab<'_>] = &[("A", false, &rows), ("B", false, &rows)];
    let (_, found) = read("a.xlsx", sheets(fill));
    for code in ["R308", "R309", "R313"] {
        let of_code = || found.iter().filter(|finding| finding.code.id == code);
        let sheets: Vec<_> = of_code().map(|finding| finding.place.sheet()).collect();
        assert_eq!(sheets, [Some("A"), Some("B")], "{code}");
        for finding in of_code() {
            assert!(finding.help.is_some() && finding.message.ends_with('.'), "{finding:?}");
        }
    }
}

#[test]
fn notes_and_boxes_on_cells_of_rows_are_told_with_their_words_alone() {
    let cells: String = [&ROW[..4], &["45"]]
        .concat()
        .iter()
        .map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"))
        .collect();
    let relation = |kind: &str| {
        format!("<Relationship Id=\"{kind}\" Type=\"http://a/{kind}\" Target=\"/xl/{kind}.xml\"/>")
    };
    let relations = ["comments", "threadedComment", "drawing"].map(relation).concat();
    let note = |cell: &str, text: &str| {
        format!(
            "<comment ref=\"{cell}\"><text><r><t>{text}</t></r></text><commentPr><anchor><xdr:col>5</xdr:col></anchor></commentPr></comment>"
        )
    };
    let comments = note("E2", "Số tạm tính") + &note("D2", "[Threaded comment]") + &note("E1", "%");
    let threads = "<threadedComment ref=\"D2\"><text>Xem lại</text></threadedComment>";
    let boxed = |row: u8, text: &str| {
        format!(
            "<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:row>{row}</xdr:row></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:row>9</xdr:row></xdr:to><xdr:sp><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p><a:p><a:r><a:t>và</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
        )
    };
    let picture = "<xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>1</xdr:row></xdr:from><xdr:pic/></xdr:oneCellAnchor>";
    let drawing = boxed(1, "Chờ duyệt") + &boxed(0, "Mẫu") + picture;
    let whole = |name: &str, inside: &str| format!("<{name}>{inside}</{name}>");
    let bytes = parts(&[
        ("xl/worksheets/sheet1.xml", &sheet(&format!("<row>{cells}</row>"))),
        ("xl/worksheets/_rels/sheet1.xml.rels", &whole("Relationships", &relations)),
        ("xl/comments.xml", &whole("comments", &comments)),
        ("xl/threadedComment.xml", &whole("ThreadedComments", threads)),
        ("xl/drawing.xml", &whole("xdr:wsDr", &drawing)),
    ]);
    let (file, found) = read("a.xlsx", bytes);
    assert!(file.submission.is_some());
    let told: Vec<_> = found
        .iter()
        .filter(|told| told.code.id == "R318")
        .map(|told| (told.place.cell(), told.value.as_deref()))
        .collect();
    let expected = [("C2", "Chờ duyệt\nvà"), ("D2", "Xem lại"), ("E2", "Số tạm tính")];
    let expected = expected.map(|(cell, text)| (Some(cell), Some(text)));
    assert_eq!(told, expected);
}
