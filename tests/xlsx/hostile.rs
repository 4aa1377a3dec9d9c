//! Workbooks that are damaged, locked, too large, or made to do harm: each gets its sentence, none
//! ends the program or fills the machine.

use report::diag::Diagnostic;

use super::{HEADINGS, ROW, by_hand, codes, form, inline, parts, read, row_start, sheet, texts};

fn only(bytes: Vec<u8>) -> Diagnostic {
    let (file, mut found) = read("a.xlsx", bytes);
    assert!(file.submission.is_none());
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn small() -> Vec<u8> {
    form(|sheet| {
        texts(sheet, 1, 0, &ROW);
        for (column, value, format) in [(4, 0.45, "0%"), (7, 45_912.0, "dd/mm/yyyy")] {
            let format = rust_xlsxwriter::Format::new().set_num_format(format);
            sheet.write_number_with_format(1, column, value, &format).expect("a number");
        }
    })
}

#[test]
fn f110_a_password_is_named_with_the_way_to_take_it_off() {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let found = only(bytes);
    assert_eq!(found.code.id, "F110");
    assert!(found.help.expect("a help").contains("xóa mật khẩu"));
}

#[test]
fn a_cut_old_workbook_is_refused_with_the_way_out() {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend("Workbook".encode_utf16().flat_map(u16::to_le_bytes));
    let found = only(bytes);
    assert_eq!(found.code.id, "F101");
    assert!(found.message.contains("bị hỏng"), "{}", found.message);
    assert!(found.help.expect("a help").contains("(.xlsx)"));
}

/// Where a file was cut off or a byte fell over, it is read as it was, or refused; the check sums of
/// the container leave nothing between.
#[test]
fn cut_and_bent_workbooks_are_refused_or_read_as_they_were() {
    let sound = small();
    let cells = |bytes: &[u8]| {
        let (file, found) = read("a.xlsx", bytes);
        assert!(file.submission.is_some() || !found.is_empty(), "nothing was said");
        let table = file.submission?.table;
        let fields =
            (0..table.len()).flat_map(|r| table.fields(r).map(str::to_owned).collect::<Vec<_>>());
        Some(fields.collect::<Vec<_>>())
    };
    let whole = cells(&sound).expect("a table");
    for end in (0..sound.len()).step_by(7) {
        assert_eq!(cells(&sound[..end]), None, "cut at {end}");
    }
    for at in (0..sound.len()).step_by(2) {
        let mut bent = sound.clone();
        bent[at] ^= 1 << (at % 8);
        if let Some(cells) = cells(&bent) {
            assert_eq!(cells, whole, "bent at {at}");
        }
    }
}

#[test]
fn a_damaged_workbook_is_said_to_be_damaged() {
    let sound = small();
    let found = only(sound[..sound.len() * 3 / 4].to_vec());
    assert_eq!(found.code.id, "F101");
    assert!(found.message.contains("bị hỏng"), "{}", found.message);
}

#[test]
fn xml_that_lies_is_refused() {
    let start = row_start("");
    let declared = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]>";
    for rows in [
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".to_owned(),
        "<row r=\"99999999999\"/>".to_owned() + "<row r=\"1048577\"><c><v>1</v></c></row>",
        format!("{start}<c r=\"AAAAAAAAAAAAAAA2\"><v>1</v></c></row>"),
        format!("{}<c r=\"E3\"><v>1</v></c></row>", row_start(" r=\"2\"")),
        format!("{start}<c r=\"A2\"><v>1</v></c></row>"),
        format!("{start}<c r=\"XFE2\"><v>1</v></c></row>"),
        format!("{start}<c t=\"s\"><v>7</v></c></row>"),
        format!("{start}<c s=\"7\"><v>7</v></c></row>"),
        format!("{start}<c t=\"s\"><v>99999999999999999999999</v></c></row>"),
        format!("{start}<c t=\"inlineStr\"><is><t>&b;</t></is></c></row>"),
        format!("{start}<c t=\"inlineStr\"><is><t>&#x110000;</t></is></c></row>"),
        format!("{start}</c></row>"),
        format!("{start}<c><v>1</row>"),
        format!("{start}</row></sheetData><mergeCells><mergeCell ref=\"B9:A1\"/></mergeCells>"),
        format!(
            "{start}</row></sheetData><mergeCells><mergeCell ref=\"A1:ZZZZZZZZ99\"/></mergeCells>"
        ),
    ] {
        let found = only(by_hand(&rows));
        assert_eq!(found.code.id, "F101", "{rows}");
    }
    for (name, text) in [
        ("xl/worksheets/sheet1.xml", format!("{declared}{}", sheet(&format!("{start}</row>")))),
        ("xl/worksheets/sheet1.xml", String::new()),
        ("xl/worksheets/sheet1.xml", "<chart/>".to_owned()),
        ("xl/worksheets/sheet1.xml", sheet(&start).replace("</sheetData>", "")),
        ("xl/worksheets/sheet1.xml", {
            let whole = sheet(&format!("{start}</row>"));
            whole[..whole.find("</sheetData>").expect("an end")].to_owned()
        }),
        ("xl/sharedStrings.xml", format!("{declared}<sst/>")),
        ("xl/sharedStrings.xml", "<sst><si><t>a".to_owned()),
        ("xl/styles.xml", "<styleSheet><cellXfs".to_owned()),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"no\"/></sheets></workbook>".to_owned()),
        ("_rels/.rels", "<Relationships><Relationship Type=\"/officeDocument\" Target=\"xl/no\"/></Relationships>".to_owned()),
    ] {
        let cells = sheet(&format!("{start}</row>"));
        let mut own = vec![(name, text.as_str())];
        if !name.ends_with("sheet1.xml") {
            own.push(("xl/worksheets/sheet1.xml", &cells));
        }
        let found = only(parts(&own));
        assert_eq!(found.code.id, "F101", "{name}: {text}");
    }
}

/// What ends another reader: counts and ranges of which nothing depends are not believed.
#[test]
fn lies_that_do_not_matter_do_not_matter() {
    let cells = sheet(&format!("{}<c><v>40</v></c></row>", row_start("")));
    let cells = cells.replace("<sheetData>", "<dimension ref=\"B5:A1\"/><sheetData>");
    let shared = "<sst count=\"9\" uniqueCount=\"9999999999999999999\"><si><t>a</t></si></sst>";
    let bytes = parts(&[("xl/worksheets/sheet1.xml", &cells), ("xl/sharedStrings.xml", shared)]);
    assert_eq!(super::column(bytes, report::submission::Field::Progress), ["40"]);
}

#[test]
fn f109_what_would_fill_the_machine_is_refused() {
    let over = |bytes: Vec<u8>, what: &str| {
        let found = only(bytes);
        assert_eq!(found.code.id, "F109", "{what}");
        assert!(found.message.starts_with(what), "{}", found.message);
        assert!(found.expected.is_some() && found.help.is_some());
    };
    // The directory promises 4 GB.
    let mut bomb = small();
    let entry = bomb.windows(4).position(|w| w == b"PK\x01\x02").expect("a directory");
    bomb[entry + 24..entry + 28].copy_from_slice(&0xF000_0000u32.to_le_bytes());
    over(bomb, "Nội dung của tệp");
    // One long text, in many cells.
    let long = "a".repeat(900_000);
    let shared = format!("<sst><si><t>{long}</t></si></sst>");
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(200);
    let cells = sheet(&format!("<row>{cells}</row>"));
    let bytes = [("xl/worksheets/sheet1.xml", cells.as_str()), ("xl/sharedStrings.xml", &shared)];
    over(parts(&bytes), "Nội dung của trang tính");
    over(by_hand(&format!("<row>{}</row>", inline(&"a".repeat(1_100_000)))), "Nội dung của một ô");
    // A cell far out in every row.
    let far = |n| format!("<row r=\"{n}\"><c r=\"XFD{n}\"><v>1</v></c></row>");
    over(by_hand(&(2..1300).map(far).collect::<String>()), "Số ô của trang tính");
    let tab = "<sheet name=\"a\" r:id=\"rId1\"/>".repeat(251);
    let book = format!("<workbook><sheets>{tab}</sheets></workbook>");
    let cells = sheet("");
    over(
        parts(&[("xl/workbook.xml", &book), ("xl/worksheets/sheet1.xml", &cells)]),
        "Số trang tính",
    );
}

/// A part that holds more than the directory says is not unpacked further.
#[test]
fn a_directory_that_promises_too_little_is_refused() {
    let mut bomb = by_hand(&format!("{}</row>", row_start("")));
    let name = b"xl/worksheets/sheet1.xml";
    let at = bomb.windows(name.len()).rposition(|w| w == name).expect("a name");
    bomb[at - 22..at - 18].copy_from_slice(&100u32.to_le_bytes());
    let found = only(bomb);
    assert_eq!(found.code.id, "F101");
}

#[test]
fn other_containers_are_no_damaged_workbooks() {
    for (name, what) in
        [("Index/Document.iwa", "Numbers"), ("xl/workbook.bin", ".xlsb"), ("a.txt", "nén")]
    {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).expect("a part");
        let bytes = zip.finish().expect("a container").into_inner();
        let found = only(bytes);
        assert_eq!(found.code.id, "F104", "{name}");
        assert!(found.message.contains(what), "{}", found.message);
    }
}

#[test]
fn a_workbook_is_known_by_its_bytes_whatever_its_name() {
    let (file, found) = read("so-tu-phap.csv", small());
    assert!(found.is_empty() && file.submission.is_some(), "{found:#?}");
    let text = format!("{}\n{}\n", HEADINGS.join(";"), ROW.join(";") + ";;");
    let (file, found) = read("so-tu-phap.xlsx", text);
    assert!(codes(&found).is_empty() && file.submission.is_some(), "{found:#?}");
}

/// Parts in which one character was put in the place of another, the container sound: whatever that
/// makes of them, something is said or a table is read.
#[test]
fn bent_xml_does_no_harm() {
    let cells = format!(
        "{}<c s=\"1\"><f>1</f><v>0.5</v></c><c t=\"s\"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells><sheetData>",
        row_start(" r=\"2\" hidden=\"1\"")
    );
    let cells = sheet(&cells).replace(
        "<sheetData><row>",
        "<cols><col min=\"1\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\">",
    );
    let shared = "<sst><si><r><t xml:space=\"preserve\">a_x000D_&#10;&amp;</t></r><rPh><t>b</t></rPh></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"0.0%;[Red]-0\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>";
    let whole = [
        ("xl/worksheets/sheet1.xml", cells.as_str()),
        ("xl/sharedStrings.xml", shared),
        ("xl/styles.xml", styles),
    ];
    let (file, found) = read("a.xlsx", parts(&whole));
    assert_eq!((codes(&found), file.submission.is_some()), (vec!["R309"], true), "{found:#?}");
    for (n, (_, text)) in whole.iter().enumerate() {
        for (at, old) in text.char_indices().step_by(7) {
            for new in ["", "<", ">", "\"", "&", "/", "9", "=", "\0", "ế"] {
                let bent = format!("{}{new}{}", &text[..at], &text[at + old.len_utf8()..]);
                let mut own = whole;
                own[n].1 = &bent;
                let (file, found) = read("a.xlsx", parts(&own));
                assert!(file.submission.is_some() || !found.is_empty(), "{bent}");
            }
        }
    }
}
