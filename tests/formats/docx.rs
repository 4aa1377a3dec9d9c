//! Tables in documents of Word.

use report::submission::{Field, UnitPlace};

use super::{HEADINGS, ROW, codes, example, packed, refused, rows, text};

/// A cell of these paragraphs.
pub(crate) fn cell(text: &str) -> String {
    format!("<w:tc>{}</w:tc>", line(text))
}

pub(crate) fn line(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

pub(crate) fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

pub(crate) fn headings() -> String {
    row(&HEADINGS.map(cell))
}

pub(crate) fn table(rows: &str) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
}

pub(crate) fn document(body: &str) -> Vec<u8> {
    document_with(body, &[])
}

/// A document with these other parts: their relation, and what they hold.
pub(crate) fn document_with(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let mut all = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("word/document.xml".to_owned(), content),
    ];
    let mut relations = String::new();
    for (kind, part) in parts {
        relations += &format!(
            "<Relationship Id=\"{kind}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"own-{kind}.xml\"/>"
        );
        all.push((format!("word/own-{kind}.xml"), (*part).to_owned()));
    }
    if !parts.is_empty() {
        let relations = format!("<Relationships>{relations}</Relationships>");
        all.push(("word/_rels/document.xml.rels".to_owned(), relations));
    }
    let all: Vec<(&str, &str)> = all.iter().map(|(name, part)| (&**name, &**part)).collect();
    packed(&all)
}

/// A row of the form: code, progress, result.
fn filled(code: &str, progress: &str, result: &str) -> String {
    row(&[
        cell(ROW[0]),
        cell(ROW[1]),
        cell(code),
        cell(ROW[3]),
        cell(progress),
        format!("<w:tc>{result}</w:tc>"),
        cell("1.200.000"),
        cell("05/09/2025"),
    ])
}

#[test]
fn the_table_of_a_document_is_read_with_its_lines() {
    let (submission, found) = rows("bang.docx", example("bang.docx"));
    assert_eq!((submission.rows.len(), submission.data_rows), (6, 6));
    assert_eq!(codes(&found), ["F119"], "{found:#?}");
    assert_eq!(
        text(&submission, 0, Field::Result),
        "Góp ý dự thảo Bộ luật Hình sự;\nhọp 2 lần với 15 đại biểu."
    );
    assert_eq!(submission.rows[0].allocated.value().map(|r| r.value), Some(10_000_000));
}

#[test]
fn places_are_told_by_table_row_and_column() {
    let letterhead = table(&row(&[cell("UBND TỈNH"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]));
    let rows_of = headings()
        + &filled("I.1", "45", &line("a"))
        + &filled("I.2", "46", &line("b"))
        + &filled("II.1", "một nửa", &line("c"));
    let bytes = document(&(letterhead + &line("BÁO CÁO") + &table(&rows_of)));
    let (submission, _) = rows("a.docx", bytes);
    let row = &submission.rows[2];
    assert_eq!(submission.sheet(row).map(|sheet| &*sheet.name), Some("bảng 2"));
    let place = submission.table.cell_place(row.record, 2);
    assert_eq!((place.sheet(), place.cell()), (Some("bảng 2"), Some("hàng 4, cột 3")));
    assert_eq!((place.row(), place.column()), (Some(4), Some(3)));
}

#[test]
fn what_is_deleted_hidden_or_never_filled_in_is_not_read() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let result = format!(
        "<w:tcPr><w:tcW w:w=\"1\"/></w:tcPr><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>đã xóa</w:delText></w:r></w:del><w:ins>{}</w:ins><w:moveFrom>{}</w:moveFrom>{}<w:hyperlink>{}</w:hyperlink><w:fldSimple>{}</w:fldSimple><w:r><w:instrText>DATE</w:instrText><w:br/><w:noBreakHyphen/><w:tab/></w:r><w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}",
        run("", "thêm "),
        run("", "chuyển đi"),
        run("<w:vanish/>", "ẩn"),
        run("<w:vanish w:val=\"0\"/>", "liên kết "),
        run("", "ô"),
        run("", "điều khiển"),
        line("Bấm vào đây để nhập"),
        line("đoạn hai"),
        table(&row(&[cell("trong ô")])),
    );
    let deleted =
        filled("I.3", "45", &line("a")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>");
    let controlled =
        format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", filled("II.2", "45", &line("b")));
    let body = table(&(headings() + &filled("I.2", "45", &result) + &deleted + &controlled));
    let (submission, _) = rows("a.docx", document(&body));
    let codes: Vec<&str> = (0..2).map(|n| text(&submission, n, Field::Task)).collect();
    assert_eq!((submission.data_rows, codes), (2, vec!["I.2", "II.2"]));
    assert_eq!(text(&submission, 0, Field::Result), "thêm liên kết ô\n-\tđiều khiển\nđoạn hai");
    assert_eq!(submission.table.row_and_line(submission.rows[1].record).0, 4);
}

#[test]
fn merged_cells_and_headings_of_two_rows_are_understood() {
    let wide = |n: u32, text: &str| {
        format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{n}\"/></w:tcPr>{}</w:tc>", line(text))
    };
    let down = |text: &str| {
        format!("<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}</w:tc>", line(text))
    };
    let on = || "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>".to_owned();
    let top: Vec<String> = HEADINGS[..5]
        .iter()
        .map(|text| down(text))
        .chain([down(HEADINGS[5]), wide(2, "Kinh phí (đồng)")])
        .collect();
    let below: Vec<String> =
        (0..6).map(|_| on()).chain([cell("Được giao"), cell("Giải ngân")]).collect();
    let data = |period: String, code: &str| {
        row(&[
            period,
            cell(ROW[1]),
            cell(code),
            cell(ROW[3]),
            cell("45"),
            cell("Mở lớp."),
            cell("1.200.000"),
            cell("500.000"),
        ])
    };
    let body = row(&top).replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>")
        + &row(&below)
        + &data(down(ROW[0]), "I.1")
        + &data(on(), "I.2")
        + &data(down(ROW[0]), "II.1")
        + &data(on(), "II.2");
    let (submission, found) = rows("a.docx", document(&table(&body)));
    assert_eq!((submission.rows.len(), submission.data_rows), (4, 4), "{found:#?}");
    assert_eq!(codes(&found).iter().filter(|code| **code == "R313").count(), 1, "{found:#?}");
    for row in &submission.rows {
        assert_eq!(row.disbursed.value().map(|r| r.value), Some(500_000));
        assert!(row.period.value().is_some());
    }
    let told = found.iter().find(|d| d.code.id == "R313").and_then(|d| d.value.as_deref());
    assert_eq!(told, Some("hàng 3, cột 1 đến hàng 4, cột 1, hàng 5, cột 1 đến hàng 6, cột 1"));
}

#[test]
fn several_tables_are_read_as_sheets_are() {
    let first = table(&(headings() + &filled("I.1", "45", &line("a"))));
    let second = table(&(headings() + &filled("I.2", "46", &line("b"))));
    let inside = table(&row(&[format!("<w:tc>{}{second}<w:p/></w:tc>", line("Phụ lục"))]));
    let (submission, found) = rows("a.docx", document(&(first.clone() + &line("tiếp") + &inside)));
    assert_eq!((submission.rows.len(), submission.data_rows), (2, 2), "{found:#?}");
    let names: Vec<&str> =
        submission.rows.iter().filter_map(|r| submission.sheet(r)).map(|s| &*s.name).collect();
    assert_eq!(names, ["bảng 1", "bảng 3"]);
    // Rows that go on in a table without headings are told.
    let on = table(&filled("II.1", "45", &line("c")));
    let (_, found) = rows("a.docx", document(&(first + &line("") + &on)));
    let told = found.iter().find(|d| d.code.id == "H209").expect("H209");
    assert!(told.message.starts_with("Bảng này"), "{}", told.message);
    assert_eq!(told.place.sheet(), Some("bảng 2"));
}

#[test]
fn a_unit_above_the_table_is_not_lost() {
    let amounts = |body: &str| body.replace("1.200.000", "120");
    let body =
        line("Đơn vị tính: triệu đồng") + &table(&(headings() + &filled("I.1", "45", &line("a"))));
    let (submission, found) = rows("a.docx", document(&amounts(&body)));
    let unit = submission.unit_line(&submission.rows[0]).expect("a unit");
    assert_eq!((unit.at, unit.unit), (UnitPlace::Above(0), "triệu đồng"));
    assert_eq!(codes(&found), ["F119"], "{found:#?}");
}

#[test]
fn a_unit_below_the_table_is_not_lost() {
    let data = || table(&(headings() + &filled("I.1", "45", &line("a"))));
    let layout = || table(&row(&[cell("Nơi nhận"), cell("KT. CHỦ TỊCH")]));
    let unit = |body: &str| {
        let (submission, _) = rows("a.docx", document(body));
        submission.unit_line(&submission.rows[0])
    };
    for words in [
        "Ghi chú: kinh phí tính bằng nghìn đồng",
        "(*) Đơn vị tính: 1.000 đồng",
        "Kinh phí: nghìn đồng.",
        "Kinh phí (nghìn đồng)",
    ] {
        let under = data() + &line(words);
        for body in [under.clone(), under + &line("Trân trọng./.") + &layout()] {
            let unit = unit(&body).expect(words);
            let told = (unit.at, unit.words.as_str(), unit.unit);
            assert_eq!(told, (UnitPlace::Under, words, "nghìn đồng"));
        }
    }
    for words in [
        "Tổng kinh phí đã chi là 15 triệu đồng.",
        "Vốn đối ứng (triệu đồng): 120",
        "Đơn vị tính: đồng",
        "Đơn vị gửi: UBND phường Nha Trang",
    ] {
        assert_eq!(unit(&(data() + &line(words))), None, "{words}");
    }
    // Between two tables of data a line is of the one below it, unless it is a note.
    let unit = |words: &str| unit(&(data() + &line(words) + &data()));
    assert_eq!(unit("Đơn vị tính: triệu đồng"), None);
    assert_eq!(unit("Ghi chú: tính bằng triệu đồng").map(|u| u.unit), Some("triệu đồng"));
}

#[test]
fn a_line_between_does_not_hide_the_unit_above_the_table() {
    let body = line("Đơn vị tính: triệu đồng")
        + &line("Đơn vị báo cáo: UBND phường Nha Trang")
        + &table(&(headings() + &filled("I.1", "45", &line("a"))));
    let (submission, _) = rows("a.docx", document(&body));
    let unit = submission.unit_line(&submission.rows[0]).expect("a unit");
    assert_eq!((unit.words.as_str(), unit.unit), ("Đơn vị tính: triệu đồng", "triệu đồng"));
}

#[test]
fn a_title_with_a_period_above_the_table_is_kept() {
    let titles = |words: &str| {
        let data = table(&(headings() + &filled("I.1", "45", &line("a"))));
        let (submission, found) = rows("a.docx", document(&(line(words) + &data)));
        assert_eq!(codes(&found), ["F119"], "{words}: {found:#?}");
        submission.table.titles_over(submission.rows[0].record)
    };
    for words in ["BÁO CÁO QUÝ IV NĂM 2025", "Biểu tổng hợp quý IV/2025", "BÁO CÁO CỦA SỞ Y TẾ"]
    {
        assert_eq!(titles(words), [(0, words.to_owned())]);
    }
    for words in [
        "BÁO CÁO",
        "Trong quý IV/2025 đã mở 3 lớp.",
        "Kết quả quý IV/2025 như sau:",
        "Thực hiện Kế hoạch của UBND tỉnh",
    ] {
        assert_eq!(titles(words), [], "{words}");
    }
}

/// Days of a document are text: which of day and month stands first is asked as of a CSV file.
#[test]
fn the_days_of_a_document_are_weighed_as_those_of_text() {
    let months = |n: usize| {
        filled(["I.1", "I.2", "II.1"][n], "45", &line("a"))
            .replace("05/09/2025", ["25/8/2025", "08/28/2025", "5/9/2025"][n])
    };
    let body = table(&(headings() + &months(0) + &months(1) + &months(2)));
    let (submission, _) = rows("a.docx", document(&body));
    assert!(submission.rows[0].reported.value().is_some());
    assert!(submission.rows[1].reported.value().is_none());
}

#[test]
fn a_letter_is_refused_in_words() {
    let found = refused("cong-van.docx", document(&line("Kính gửi")));
    assert_eq!(found.code.id, "F111");
    assert!(found.message.contains("văn bản"), "{}", found.message);
    let found = refused("a.docx", packed(&[("word/document.xml", "<w:document><w:body>")]));
    assert_eq!(found.code.id, "F101");
    assert!(found.message.contains("Word"), "{}", found.message);
}

#[test]
fn comments_and_footnotes_of_rows_are_told() {
    let with = |inside: &str| format!("<w:tc><w:p><w:r><w:t>45</w:t></w:r>{inside}</w:p></w:tc>");
    let refer = |kind: &str, id: u8| format!("<w:r><w:{kind} w:id=\"{id}\"/></w:r>");
    let filled_with = |code: &str, inside: &str| {
        let cells = [cell(ROW[0]), cell(ROW[1]), cell(code), cell(ROW[3]), with(inside)];
        row(&[&cells[..], &[cell("Mở lớp."), cell("1.200.000")]].concat())
    };
    let heading = headings().replace(
        "Tiến độ (%)</w:t></w:r>",
        "Tiến độ (%)</w:t></w:r><w:r><w:footnoteReference w:id=\"4\"/></w:r>",
    );
    let on_several = "<w:commentRangeStart w:id=\"2\"/>";
    let rows_of = heading
        + &filled_with("I.1", &(refer("commentReference", 1) + on_several))
        + &filled_with("I.2", &(refer("footnoteReference", 2) + &refer("commentReference", 2)))
        + &filled_with("II.1", &refer("endnoteReference", 3))
        + &filled_with("II.2", &refer("footnoteReference", 9));
    let note = |kind: &str, id: u8, text: &str| {
        format!("<w:{kind} w:id=\"{id}\" w:author=\"An\">{}</w:{kind}>", line(text))
    };
    let comments = note("comment", 1, "Số tạm tính") + &note("comment", 2, "Xem lại hai dòng");
    let footnotes = note("footnote", 2, "Theo báo cáo tháng") + &note("footnote", 4, "Lũy kế");
    let endnotes = note("endnote", 3, "Chưa duyệt") + &note("endnote", 2, "Của đoạn khác");
    let whole = |kind: &str, notes: &str| format!("<w:{kind}>{notes}</w:{kind}>");
    let parts = [
        ("comments", &*whole("comments", &comments)),
        ("footnotes", &*whole("footnotes", &footnotes)),
        ("endnotes", &*whole("endnotes", &endnotes)),
    ];
    let body = line("BÁO CÁO") + &table(&rows_of);
    let (submission, found) = rows("a.docx", document_with(&body, &parts));
    assert_eq!(text(&submission, 0, Field::Progress), "45");
    let told: Vec<_> = found.iter().filter(|told| told.code.id == "R318").collect();
    let places: Vec<_> = told
        .iter()
        .map(|told| (told.place.row(), told.place.field(), told.value.as_deref()))
        .collect();
    let at = |row: u32, text: &'static str| (Some(row), Some("tien_do"), Some(text));
    let expected = [
        at(2, "Số tạm tính"),
        at(3, "Xem lại hai dòng"),
        at(3, "Theo báo cáo tháng"),
        at(4, "Chưa duyệt"),
    ];
    assert_eq!(places, expected);
    assert!(told[0].message.contains("lời nhận xét (comment)"), "{told:#?}");
    assert!(told[3].message.contains("cuối văn bản (footnote, endnote)"), "{told:#?}");
    // Without the parts nothing is said, and the table is read.
    let (submission, found) = rows("a.docx", document(&body));
    assert_eq!((submission.rows.len(), codes(&found)), (4, vec!["F119"]));
}

/// A paragraph as the progress of the only row: what is read, and the findings.
fn progress(paragraph: &str) -> (String, Vec<(&'static str, Option<String>)>) {
    let cells = ROW.map(cell).concat() + &format!("<w:tc>{paragraph}</w:tc>");
    let rows_of = headings() + &row(&[cells, cell("Mở lớp."), cell("1.200.000")]);
    let (submission, found) = rows("a.docx", document(&table(&rows_of)));
    let told = found.into_iter().map(|told| (told.code.id, told.value)).collect();
    (text(&submission, 0, Field::Progress).to_owned(), told)
}

#[test]
fn of_a_field_only_its_result_is_read() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let field = |inside: &str, result: &str| {
        [mark("begin"), inside.to_owned(), mark("separate"), run(result), mark("end")].concat()
    };
    let read = |runs: &str| progress(&format!("<w:p>{runs}</w:p>")).0;
    let inner = field(&code("REF a"), "3");
    assert_eq!(read(&field(&(code("= ") + &inner + &code(" + 5")), "8")), "8");
    assert_eq!(read(&(run("4") + &field(&inner, "5"))), "45");
    assert_eq!(read(&(field(&code("REF a"), "4") + &run("5"))), "45");
    // A field without a result shows nothing; a result may hold a field.
    assert_eq!(read(&(mark("begin") + &inner + &mark("end") + &run("45"))), "45");
    assert_eq!(read(&field(&code("= 1"), &format!("4</w:t></w:r>{inner}<w:r><w:t>"))), "43");
    let one_run = "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>9</w:t><w:fldChar w:fldCharType=\"separate\"/><w:t>45</w:t><w:fldChar w:fldCharType=\"end\"/></w:r>";
    assert_eq!(read(one_run), "45");
    // A field that never ends is read as it stands.
    assert_eq!(read(&(mark("begin") + &run("45"))), "45");
}

#[test]
fn signs_of_formulas_and_tabs_join_no_numbers() {
    let math = |inside: &str| progress(&format!("<w:p><m:oMath>{inside}</m:oMath></w:p>")).0;
    let run = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let part = |name: &str, text: &str| format!("<m:{name}>{}</m:{name}>", run(text));
    assert_eq!(math(&format!("<m:f>{}{}</m:f>", part("num", "3"), part("den", "4"))), "3/4");
    assert_eq!(math(&format!("<m:sSup>{}{}</m:sSup>", part("e", "10"), part("sup", "7"))), "10^7");
    assert_eq!(math(&run("45")), "45");
    let tab = "<w:p><w:r><w:t>8</w:t><w:ptab w:alignment=\"right\"/><w:t>5</w:t></w:r></w:p>";
    assert_eq!(progress(tab).0, "8\t5");
}

#[test]
fn boxes_and_tables_in_a_cell_of_a_row_are_told() {
    let boxed = format!(
        "<w:p><w:r><w:t>45</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{}{}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        line("80"),
        line("đã sửa"),
        line("80")
    );
    let told = |text: &str| vec![("F119", None), ("R318", Some(text.to_owned()))];
    let (text, mut found) = progress(&boxed);
    found[0].1 = None;
    assert_eq!((&*text, found), ("45", told("80\nđã sửa")));
    let nested = line("45") + &table(&row(&[cell("Trong đó"), cell("20")]));
    let (text, mut found) = progress(&nested);
    found[0].1 = None;
    assert_eq!((&*text, found), ("45", told("Trong đó | 20")));
    let empty = line("45") + &table(&row(&[cell(""), cell(" ")]));
    let (_, found) = progress(&empty);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn cells_merged_across_in_the_old_way_are_one() {
    let merged = |value: &str, text: &str| {
        format!("<w:tc><w:tcPr><w:hMerge{value}/></w:tcPr>{}</w:tc>", line(text))
    };
    let cells = ROW.map(cell).concat();
    let own = cell("45")
        + &merged(" w:val=\"restart\"", "Mở lớp.")
        + &merged("", "40.000.000")
        + &cell("05/09/2025");
    let (submission, found) = rows("a.docx", document(&table(&(headings() + &row(&[cells, own])))));
    assert_eq!(text(&submission, 0, Field::Allocated), "");
    assert_eq!(text(&submission, 0, Field::Reported), "05/09/2025");
    let told = found.iter().find(|told| told.code.id == "R308").expect("R308");
    assert_eq!(told.value.as_deref(), Some("hàng 2, cột 6 đến hàng 2, cột 7 gộp làm một"));
}

#[test]
fn form_fields_show_what_was_chosen_and_deleted_cells_nothing() {
    let field = |data: &str| {
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:enabled/>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
        )
    };
    let list = |chosen: &str| {
        field(&format!(
            "<w:ddList>{chosen}<w:listEntry w:val=\"20\"/><w:listEntry w:val=\"45\"/></w:ddList>"
        ))
    };
    for (paragraph, shown) in [
        (list("<w:result w:val=\"1\"/>"), "45"),
        (list("<w:default w:val=\"1\"/>"), "45"),
        (list("<w:result w:val=\"0\"/><w:default w:val=\"1\"/>"), "20"),
        (list(""), "20"),
        (list("<w:result w:val=\"7\"/>"), ""),
        (field("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>"), "☒"),
        (field("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>"), "☐"),
        (format!("<w:tcPr><w:cellDel/></w:tcPr>{}", line("45")), ""),
        (format!("<w:tcPr><w:cellIns/></w:tcPr>{}", line("45")), "45"),
    ] {
        assert_eq!(progress(&paragraph).0, shown, "{paragraph}");
    }
}
