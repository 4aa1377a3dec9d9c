//! Spreadsheets of OpenDocument, packed and as one XML.

use report::submission::Field;

use super::{HEADINGS, ROW, codes, example, packed, read, refused, rows, text};

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\"";
const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A cell that holds a text.
pub(crate) fn said(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

pub(crate) fn row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

pub(crate) fn headings() -> String {
    row(&HEADINGS.map(said))
}

/// A row with these cells behind the first four.
fn filled(rest: &[String]) -> String {
    let all: Vec<String> = ROW.iter().map(|text| said(text)).chain(rest.iter().cloned()).collect();
    row(&all)
}

pub(crate) fn table(name: &str, rows: &str) -> String {
    format!("<table:table table:name=\"{name}\">{rows}</table:table>")
}

/// A spreadsheet as one XML.
pub(crate) fn flat(styles: &str, tables: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document {SPACES} office:mimetype=\"{MIME}\"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>"
    )
}

/// The same as a container.
pub(crate) fn whole(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[("mimetype", MIME), ("content.xml", content.as_str())])
}

fn number(kind: &str, value: &str, style: &str, shown: &str) -> String {
    let told = format!(
        "table:style-name=\"{style}\" office:value-type=\"{kind}\" office:value=\"{value}\""
    );
    cell(&told, shown)
}

const STYLES: &str = "<number:percentage-style style:name=\"P\"><number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\"/><number:text>%</number:text></number:percentage-style><number:number-style style:name=\"T\"><number:number number:decimal-places=\"1\" number:min-integer-digits=\"1\" number:grouping=\"true\"/><number:text> triệu</number:text></number:number-style><number:number-style style:name=\"Z\"><number:text>-</number:text></number:number-style><number:number-style style:name=\"N\"><number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\"/><style:map style:condition=\"value()=0\" style:apply-style-name=\"Z\"/></number:number-style><style:style style:name=\"p\" style:family=\"table-cell\" style:data-style-name=\"P\"/><style:style style:name=\"child\" style:family=\"table-cell\" style:parent-style-name=\"p\"/><style:style style:name=\"t\" style:family=\"table-cell\" style:data-style-name=\"T\"/><style:style style:name=\"n\" style:family=\"table-cell\" style:data-style-name=\"N\"/><style:style style:name=\"font\" style:family=\"table-cell\"><style:text-properties style:font-name=\".VnTime\"/></style:style><style:style style:name=\"gone\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>";

#[test]
fn what_libreoffice_of_a_vietnamese_office_wrote_is_read() {
    for name in ["lo-vi_VN-typed.ods", "lo-vi_VN-typed.fods"] {
        let (submission, found) = rows(name, example(name));
        assert_eq!((submission.rows.len(), submission.data_rows), (6, 6), "{name}");
        assert_eq!(codes(&found), ["F119"], "{found:#?}");
        assert_eq!(text(&submission, 0, Field::Allocated), "10000000");
        assert_eq!(text(&submission, 0, Field::Due), "31/12/2026");
        assert_eq!(
            text(&submission, 0, Field::Result),
            "Góp ý dự thảo Bộ luật Hình sự;\nhọp 2 lần với 15 đại biểu."
        );
        let row = &submission.rows[0];
        assert_eq!(submission.cell_name(row, Field::Progress).as_deref(), Some("E2"));
        assert_eq!(submission.sheet(row).map(|sheet| &*sheet.name), Some("Sheet1"));
    }
}

#[test]
fn a_percent_and_the_unit_of_a_format_count_as_they_do_in_a_workbook() {
    let day = "office:value-type=\"date\" office:date-value=\"2025-09-05T07:30:00\"";
    let rest = |percent: String, amount: String| {
        filled(&[percent, said("Mở lớp."), amount, cell(day, "05/09/25")])
    };
    let body = [
        headings(),
        rest(number("percentage", "0.725", "p", "73%"), number("float", "45.6", "t", "45,6 triệu")),
        rest(number("percentage", "0.996", "child", "100%"), number("float", "0", "n", "-")),
        rest(number("percentage", "0.004", "", "0"), number("currency", "7500000", "", "")),
        rest(number("float", "45", "", "45"), said("1,2 tỷ")),
    ]
    .concat();
    for bytes in [whole(STYLES, &table("a", &body)), flat(STYLES, &table("a", &body)).into_bytes()]
    {
        let (submission, found) = rows("a.ods", bytes);
        // 99,6% is shown as 100%.
        assert_eq!(codes(&found), ["F119", "V426"], "{found:#?}");
        let percent = |n: usize| submission.rows[n].progress.value().map(|r| r.value);
        let amount = |n: usize| submission.rows[n].allocated.value().map(|r| r.value);
        assert_eq!([0, 1, 2, 3].map(percent), [7250, 9960, 40, 4500].map(Some));
        assert_eq!([0, 1, 2, 3].map(amount), [45_600_000, 0, 7_500_000, 1_200_000_000].map(Some));
        assert_eq!(text(&submission, 0, Field::Reported), "05/09/2025");
    }
}

#[test]
fn a_day_that_is_shown_as_its_month_or_its_year_is_read_as_shown() {
    const PARTS: &str = "<number:date-style style:name=\"M\"><number:month number:style=\"long\"/><number:text>/</number:text><number:year number:style=\"long\"/></number:date-style><number:date-style style:name=\"Y\"><number:year number:style=\"long\"/></number:date-style><style:style style:name=\"m\" style:family=\"table-cell\" style:data-style-name=\"M\"/><style:style style:name=\"y\" style:family=\"table-cell\" style:data-style-name=\"Y\"/>";
    let day = |style: &str| {
        format!(
            "table:style-name=\"{style}\" office:value-type=\"date\" office:date-value=\"2025-09-01\""
        )
    };
    for (style, seen, is_day) in
        [("m", "09/2025", false), ("y", "2025", false), ("", "01/09/2025", true)]
    {
        let row = filled(&[
            number("float", "45", "", "45"),
            said("Mở lớp."),
            said("1,2 tỷ"),
            cell(&day(style), seen),
        ]);
        let bytes = whole(PARTS, &table("a", &[headings(), row].concat()));
        let (submission, _) = rows("a.ods", bytes);
        assert_eq!(text(&submission, 0, Field::Reported), seen);
        assert_eq!(submission.rows[0].reported.value().is_some(), is_day, "{style}");
    }
}

#[test]
fn blanks_lines_comments_and_drawings_of_a_cell_are_read_as_they_are_seen() {
    let cell = "<table:table-cell office:value-type=\"string\"><office:annotation><dc:creator>A</dc:creator><text:p>Lời nhắc</text:p></office:annotation><draw:frame><draw:text-box><text:p>Hộp chữ</text:p></draw:text-box></draw:frame><text:p>Mở  <text:span>7</text:span><text:s text:c=\"2\"/>lớp;<text:line-break/>xong</text:p><text:p>dòng <text:a>hai</text:a>\n &amp; hết</text:p></table:table-cell>";
    let body = headings() + &filled(&[said("45"), cell.to_owned()]);
    let (submission, _) = rows("a.ods", whole("", &table("a", &body)));
    assert_eq!(text(&submission, 0, Field::Result), "Mở 7  lớp;\nxong\ndòng hai & hết");
}

#[test]
fn repeated_empty_rows_and_columns_keep_the_places_of_what_follows() {
    let gap = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let end = "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let wide = "<table:table-cell table:number-columns-repeated=\"2\"/>";
    let mut cells: Vec<String> = ROW.map(said).to_vec();
    cells.push(said("140"));
    cells.push(wide.to_owned());
    cells.push(said("05/09/2025"));
    let body = headings() + gap + &row(&cells) + end;
    let (submission, _) = rows("a.ods", whole("", &table("a", &body)));
    let row = &submission.rows[0];
    assert_eq!(submission.cell_name(row, Field::Progress).as_deref(), Some("E5"));
    assert_eq!(text(&submission, 0, Field::Reported), "05/09/2025");
}

#[test]
fn sheets_hidden_rows_merged_cells_and_errors_are_told_as_those_of_a_workbook() {
    let good = |period: &str, code: &str| {
        format!(
            "{}{}{}{}{}{}",
            period,
            said("Sở Tư pháp"),
            said(code),
            said(ROW[3]),
            said("45"),
            said("Mở lớp.")
        )
    };
    let merged = "<table:table-cell office:value-type=\"string\" table:number-rows-spanned=\"2\"><text:p>Quý III/2025</text:p></table:table-cell>";
    let covered = "<table:covered-table-cell/>";
    let error = "<table:table-cell table:formula=\"of:=[.#REF!]\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell>";
    let open = "<table:table-row>";
    let hidden = "<table:table-row table:visibility=\"filter\">";
    let close = "</table:table-row>";
    let body = headings()
        + open
        + &good(merged, "I.1")
        + close
        + hidden
        + &good(covered, "I.2")
        + close
        + open
        + &good(&said("Quý III/2025"), "II.1")
        + error
        + close;
    let lists = table("Danh mục\" table:style-name=\"gone", &row(&[said("Chưa triển khai")]));
    let (submission, found) = rows("a.ods", whole(STYLES, &(lists + &table("Số liệu", &body))));
    assert_eq!((submission.rows.len(), submission.data_rows), (2, 3));
    assert_eq!(codes(&found), ["F119", "R313", "R309", "F112"], "{found:#?}");
    assert_eq!(found[1].value.as_deref(), Some("A2:A3"));
    assert_eq!(found[3].place.cell(), Some("G4"));
    assert_eq!(found[3].place.sheet(), Some("Số liệu"));
}

#[test]
fn rows_and_columns_without_a_size_are_hidden() {
    let styles = "<style:style style:name=\"r\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"0cm\"/></style:style><style:style style:name=\"low\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"0.2cm\"/></style:style><style:style style:name=\"c\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"0in\"/></style:style>";
    let told = |columns: &str, style: &str| {
        let second = filled(&[said("45")]).replacen(
            "<table:table-row>",
            &format!("<table:table-row table:style-name=\"{style}\">"),
            1,
        );
        let body = columns.to_owned() + &headings() + &filled(&[said("40")]) + &second;
        let (_, found) = rows("a.ods", whole(styles, &table("a", &body)));
        let told = found.into_iter().find(|finding| finding.code.id == "R309");
        told.map(|told| told.message.split_once(": ").expect("names").1.to_owned())
    };
    let narrow = "<table:table-column table:number-columns-repeated=\"3\"/><table:table-column table:style-name=\"c\"/>";
    assert_eq!(told("", "r").as_deref(), Some("dòng 3."));
    assert_eq!(told(narrow, "low").as_deref(), Some("cột D."));
    // A style of another kind with the same name.
    assert_eq!(told("<table:table-column table:style-name=\"r\"/>", "c"), None);
}

#[test]
fn an_old_font_is_read_in_a_spreadsheet_of_libreoffice_too() {
    let old = |text: &str| cell("table:style-name=\"font\" office:value-type=\"string\"", text);
    let body = headings() + &filled(&[said("45"), old("TËp huÊn cho c¸n bé c¬ së")]);
    let (submission, found) = rows("a.ods", whole(STYLES, &table("a", &body)));
    assert_eq!(text(&submission, 0, Field::Result), "Tập huấn cho cán bộ cơ sở");
    assert!(codes(&found).contains(&"F106"), "{found:#?}");
}

#[test]
fn a_spreadsheet_with_a_password_or_no_table_is_refused_in_words() {
    let manifest = "<manifest:manifest xmlns:manifest=\"m\"><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = packed(&[
        ("mimetype", MIME),
        ("content.xml", "\u{1}"),
        ("META-INF/manifest.xml", manifest),
    ]);
    let found = refused("a.ods", bytes);
    assert_eq!(found.code.id, "F110");
    assert!(found.help.expect("a help").contains("LibreOffice"));
    let found = refused("a.ods", whole("", &table("Thư", &row(&[said("Kính gửi")]))));
    assert_eq!((found.code.id, found.value.as_deref()), ("F111", Some("trang tính Thư")));
    assert_eq!(refused("a.ods", whole("", "")).code.id, "F102");
    let cut = whole("", &table("a", &headings()));
    let found = refused("a.ods", cut[..cut.len() / 2].to_vec());
    assert_eq!(found.code.id, "F101");
    assert!(found.message.contains("LibreOffice"), "{}", found.message);
}

#[test]
fn what_another_file_keeps_in_a_spreadsheet_is_no_sheet_of_it() {
    let cache = "<table:table table:name=\"'file:///a.ods'#$Sheet1\"><table:table-source/>"
        .to_owned()
        + &headings()
        + &filled(&[said("45"), said("Mở lớp.")])
        + "</table:table>";
    let body = table("a", &(headings() + &filled(&[said("45"), said("Mở lớp.")])));
    let (submission, _) = rows("a.ods", whole("", &(body + &cache)));
    assert_eq!(submission.rows.len(), 1);
    // Packed anew by hand, it does not say what it is.
    let content = flat("", &table("a", &(headings() + &filled(&[said("45"), said("Mở lớp.")]))));
    let (submission, _) = rows("a.ods", packed(&[("content.xml", content.as_str())]));
    assert_eq!(submission.rows.len(), 1);
    let (file, _) = read("a.fods", flat("", "").replace("spreadsheet", "text"));
    assert!(file.submission.is_none());
}

#[test]
fn notes_pinned_to_cells_of_rows_are_told() {
    let note = |text: &str| {
        format!(
            "<office:annotation><dc:creator>An</dc:creator><dc:date>2025-09-01</dc:date><text:p>{text}</text:p><text:p>và <text:span>xem lại</text:span></text:p></office:annotation>"
        )
    };
    let pinned = |text: &str, words: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\">{}<text:p>{text}</text:p></table:table-cell>",
            note(words)
        )
    };
    let body = headings().replace("<text:p>Tiến độ", &(note("phần trăm") + "<text:p>Tiến độ"))
        + &filled(&[pinned("45", "tạm tính"), said("Mở lớp."), said("5.000.000")])
        + &filled(&[said("46"), pinned("", "chưa có"), said("5.000.000")]).replace("I.2", "I.3");
    let (submission, found) = rows("a.fods", flat("", &table("a", &body)));
    assert_eq!(text(&submission, 0, Field::Progress), "45");
    let drawn = said("45").replace("<text:p>", "<draw:frame><draw:text-box><text:p>80</text:p></draw:text-box></draw:frame><draw:frame><draw:image/></draw:frame><text:p>");
    let body = headings() + &filled(&[drawn, said("Mở lớp."), said("5.000.000")]);
    let (_, boxed) = rows("a.fods", flat("", &table("a", &body)));
    let boxed = boxed.iter().find(|told| told.code.id == "R318").expect("R318");
    assert_eq!((boxed.place.cell(), boxed.value.as_deref()), (Some("E2"), Some("80")));
    let told: Vec<_> = found
        .iter()
        .filter(|told| told.code.id == "R318")
        .map(|told| (told.place.cell(), told.value.as_deref()))
        .collect();
    let at = |cell: &'static str, text: &'static str| (Some(cell), Some(text));
    assert_eq!(told, [at("E2", "tạm tính\nvà xem lại"), at("F3", "chưa có\nvà xem lại")]);
}

#[test]
fn a_formula_whose_number_was_never_stored_has_no_value() {
    let told = |attributes: &str, text: &str| {
        let own = if text.is_empty() {
            format!("<table:table-cell {attributes}/>")
        } else {
            cell(attributes, text)
        };
        let body = headings() + &filled(&[own, said("Mở lớp."), said("5.000.000")]);
        let (_, found) = rows("a.fods", flat("", &table("a", &body)));
        found.iter().any(|told| told.code.id == "F116" && told.place.cell() == Some("E2"))
    };
    let formula = "table:formula=\"of:=[.A1]*2\"";
    assert!(told(&format!("{formula} office:value-type=\"float\""), ""));
    assert!(told(&format!("{formula} office:value-type=\"percentage\""), ""));
    assert!(told(formula, ""));
    // The empty text as LibreOffice writes it.
    let body = headings() + &filled(&[said("45"), cell(formula, ""), said("5.000.000")]);
    let (_, found) = rows("a.fods", flat("", &table("a", &body)));
    assert!(!codes(&found).contains(&"F116"), "{found:#?}");
    assert!(!told(&format!("{formula} office:value-type=\"float\""), "45"));
    assert!(!told(&format!("{formula} office:value-type=\"float\" office:value=\"45\""), "45"));
}

#[test]
fn what_a_merged_cell_covers_is_told() {
    let wide = "<table:table-cell office:value-type=\"string\" table:number-rows-spanned=\"2\"><text:p>5.000.000</text:p></table:table-cell>";
    let covered = |text: &str| said(text).replace("table:table-cell", "table:covered-table-cell");
    let told = |text: &str| {
        let body = headings()
            + &filled(&[said("45"), said("Mở lớp."), wide.to_owned()])
            + &filled(&[said("46"), said("Mở lớp."), covered(text)]).replace("I.2", "I.3");
        let (_, found) = rows("a.fods", flat("", &table("a", &body)));
        let merged = found.into_iter().find(|told| told.code.id == "R308").expect("R308");
        (merged.value.expect("a value"), merged.message.contains("che nội dung"))
    };
    assert_eq!(told("9.000.000"), ("G2:G3 gộp làm một, che G3 “9.000.000”".to_owned(), true));
    assert_eq!(told(""), ("G2:G3 gộp làm một".to_owned(), false));
}
