//! Workbooks of Excel 97–2003.

use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _};
use report::submission::Field;

use super::{HEADINGS, ROW, codes, example, refused, rows, text};

/// A cell: style, and what stands there.
pub(crate) enum Cell {
    Text(&'static str),
    Number(u16, f64),
    Formula(u16, [u8; 8], u16),
}

fn record(id: u16, data: &[u8]) -> Vec<u8> {
    [&id.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
}

/// A text as these workbooks write it, two bytes a letter, its length in one byte or in two.
fn wide(text: &str, length: usize) -> Vec<u8> {
    let letters: Vec<u16> = text.encode_utf16().collect();
    let mut out = (letters.len() as u16).to_le_bytes()[..length].to_vec();
    out.push(1);
    out.extend(letters.iter().flat_map(|letter| letter.to_le_bytes()));
    out
}

fn numbers(all: &[u16]) -> Vec<u8> {
    all.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// The formats of the styles below, by number: as it is, `0%`, millions, days; then an old font.
pub(crate) const PERCENT: u16 = 1;
const MILLIONS: u16 = 2;
const DAY: u16 = 3;

const RECALCULATED: u16 = 0x01C1;

/// The records of a workbook with one sheet.
pub(crate) fn stream(rows: &[Vec<Cell>], more: &[Vec<u8>]) -> Vec<u8> {
    let bof = |kind: u16| record(0x0809, &numbers(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let eof = record(0x000A, &[]);
    let font = |name: &str| record(0x0031, &[vec![0; 14], wide(name, 1)].concat());
    let style =
        |font: u16, format: u16| record(0x00E0, &[numbers(&[font, format]), vec![0; 16]].concat());
    let format = [numbers(&[164]), wide("#,##0.0\" triệu\"", 2)].concat();
    let mut globals = vec![bof(5)];
    globals.extend([font("Arial"), font("Arial"), font("Arial"), font("Arial"), font(".VnTime")]);
    globals.push(record(0x041E, &format));
    // The program that computed the formulas.
    globals.push(record(RECALCULATED, &[0; 8]));
    globals.extend([style(0, 0), style(0, 9), style(0, 164), style(0, 14), style(5, 0)]);
    let name = wide("Báo cáo", 1);
    let length: usize =
        globals.iter().map(Vec::len).sum::<usize>() + 4 + 6 + name.len() + eof.len();
    globals
        .push(record(0x0085, &[(length as u32).to_le_bytes().to_vec(), vec![0, 0], name].concat()));
    globals.push(eof.clone());
    let mut sheet = vec![bof(0x0010)];
    sheet.extend(more.iter().cloned());
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let at = |style: u16| numbers(&[row as u16, column as u16, style]);
            sheet.push(match cell {
                Cell::Text(text) => record(0x0204, &[at(0), wide(text, 2)].concat()),
                Cell::Number(style, value) => {
                    record(0x0203, &[at(*style), value.to_le_bytes().to_vec()].concat())
                }
                Cell::Formula(style, value, flags) => record(
                    0x0006,
                    &[at(*style), value.to_vec(), numbers(&[*flags, 0, 0, 0])].concat(),
                ),
            });
        }
    }
    sheet.push(eof);
    [globals.concat(), sheet.concat()].concat()
}

/// The container around a stream: header, one sector of the table, the directory, the stream.
pub(crate) fn container(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    // Shorter ones would lie in short sectors.
    stream.resize(stream.len().max(4096).div_ceil(512) * 512, 0);
    let sectors = stream.len() / 512;
    assert!(sectors < 126, "one sector of the table is enough");
    let mut fat: Vec<u32> = vec![0xFFFF_FFFD, 0xFFFF_FFFE];
    fat.extend((3..sectors as u32 + 2).chain([0xFFFF_FFFE]));
    fat.resize(128, 0xFFFF_FFFF);
    let mut header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    header.resize(24, 0);
    header.extend(numbers(&[0x3E, 3, 0xFFFE, 9, 6]));
    header.resize(44, 0);
    for number in [1u32, 1, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0, 0] {
        header.extend(number.to_le_bytes());
    }
    header.resize(512, 0xFF);
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() as u16 + 2;
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([u32::MAX, u32::MAX, child].iter().flat_map(|n| n.to_le_bytes()));
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(size.to_le_bytes());
        entry.resize(128, 0);
        entry
    };
    let mut directory = entry("Root Entry", 5, 1, 0xFFFF_FFFE, 0);
    directory.extend(entry(name, 2, u32::MAX, 2, stream.len() as u32));
    directory.resize(512, 0);
    let fat: Vec<u8> = fat.iter().flat_map(|n| n.to_le_bytes()).collect();
    [header, fat, directory, stream].concat()
}

fn workbook(rows: &[Vec<Cell>], more: &[Vec<u8>]) -> Vec<u8> {
    container("Workbook", &stream(rows, more))
}

fn headings() -> Vec<Cell> {
    HEADINGS.map(Cell::Text).into()
}

fn filled(code: &'static str, rest: Vec<Cell>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = ROW.map(Cell::Text).into();
    cells[2] = Cell::Text(code);
    cells.extend(rest);
    cells
}

#[test]
fn what_libreoffice_saved_as_an_old_workbook_is_read() {
    let (submission, found) = rows("lo-vi_VN-typed.xls", example("lo-vi_VN-typed.xls"));
    assert_eq!((submission.rows.len(), submission.data_rows), (6, 6));
    assert_eq!(codes(&found), ["F119"], "{found:#?}");
    let (packed, _) = rows("lo-vi_VN-typed.ods", example("lo-vi_VN-typed.ods"));
    let cells = |s: &report::submission::Submission| -> Vec<Vec<String>> {
        let fields = |r| s.table.fields(r).map(str::to_owned).collect();
        (0..s.table.len()).map(fields).collect()
    };
    assert_eq!(cells(&submission), cells(&packed));
}

/// A second, independent reader reads the same texts and numbers.
#[test]
fn a_second_reader_reads_the_same_cells() {
    let bytes = example("lo-vi_VN-typed.xls");
    let (submission, _) = rows("a.xls", bytes.clone());
    let mut book: calamine::Xls<_> = calamine::Xls::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("Sheet1").expect("a sheet");
    let mut compared = 0;
    for (row, column, cell) in range.used_cells() {
        let text = submission.table.field(row, column);
        match cell {
            Data::String(said) => assert_eq!(text, said.replace("\r\n", "\n")),
            Data::Float(number) => assert_eq!(text, number.to_string().replace('.', ",")),
            Data::Int(number) => assert_eq!(text, number.to_string()),
            Data::DateTime(_) => {
                let days = cell.get_datetime().expect("a day").as_f64();
                let day = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day")
                    + chrono::Days::new(days as u64);
                assert_eq!(text, day.format("%d/%m/%Y").to_string());
            }
            other => panic!("{other:?}"),
        }
        compared += 1;
    }
    assert!(compared > 100, "{compared} cells");
}

#[test]
fn percents_units_and_days_count_by_the_formats_of_their_cells() {
    let rest = |percent, result, amount| {
        vec![percent, Cell::Text(result), amount, Cell::Number(DAY, 45_905.0)]
    };
    let number = |style, value| Cell::Number(style, value);
    let body = [
        headings(),
        filled("I.1", rest(number(PERCENT, 0.725), "a", number(MILLIONS, 45.6))),
        filled("I.2", rest(number(PERCENT, 1.0), "b", number(0, 7_500_000.0))),
        filled("II.1", rest(number(0, 1.0), "c", Cell::Text("1,2 tỷ"))),
        filled("II.2", rest(Cell::Formula(PERCENT, 0.5f64.to_le_bytes(), 0), "d", number(99, 5e6))),
    ];
    let (submission, found) = rows("a.xls", workbook(&body, &[]));
    assert_eq!(codes(&found), ["F119"], "{found:#?}");
    let percents: Vec<_> =
        submission.rows.iter().map(|r| r.progress.value().map(|r| r.value)).collect();
    assert_eq!(percents, [7250, 10_000, 100, 5000].map(Some));
    let amounts: Vec<_> =
        submission.rows.iter().map(|r| r.allocated.value().map(|r| r.value)).collect();
    assert_eq!(amounts, [45_600_000, 7_500_000, 1_200_000_000, 5_000_000].map(Some));
    assert_eq!(text(&submission, 0, Field::Reported), "05/09/2025");
}

#[test]
fn hidden_rows_merged_cells_and_failed_formulas_are_told_with_their_cells() {
    let rest = |amount| vec![Cell::Number(0, 45.0), Cell::Text("Mở lớp."), amount];
    let special = |kind: u8, value: u8| [kind, 0, value, 0, 0, 0, 0xFF, 0xFF];
    let mut second = filled("I.2", rest(Cell::Text("5.000.000")));
    second[0] = Cell::Text("");
    let body = [
        headings(),
        filled("I.1", rest(Cell::Text("5.000.000"))),
        second,
        filled("II.1", rest(Cell::Formula(0, special(2, 0x17), 0))),
        filled("II.2", rest(Cell::Formula(0, special(3, 0), 2))),
        filled("II.3", rest(Cell::Formula(0, special(3, 0), 0))),
    ];
    let more = [
        record(0x0208, &[numbers(&[2, 0, 8, 255, 0, 0]), vec![0x20, 0, 0, 0]].concat()),
        record(0x00E5, &numbers(&[1, 1, 2, 0, 0])),
    ];
    // Of a workbook that no program computed an empty result is none.
    let mut raw = stream(&body, &more);
    let named = record(RECALCULATED, &[0; 8]);
    let at = raw.windows(named.len()).position(|bytes| bytes == named).expect("the record");
    raw[at..at + 2].copy_from_slice(&[0xFF, 0x0F]);
    let (_, found) = rows("a.xls", container("Workbook", &raw));
    let unknown = found.iter().filter(|told| told.code.id == "F116");
    let cells: Vec<_> = unknown.map(|told| told.place.cell()).collect();
    assert_eq!(cells, [Some("G5"), Some("G6")]);
    let (submission, found) = rows("a.xls", workbook(&body, &more));
    assert_eq!((submission.rows.len(), submission.data_rows), (3, 5));
    assert_eq!(codes(&found), ["F119", "R313", "R309", "F112", "F116"], "{found:#?}");
    assert_eq!(found[1].value.as_deref(), Some("A2:A3"));
    let cells: Vec<_> = found[3..].iter().map(|d| d.place.cell()).collect();
    assert_eq!(cells, [Some("G4"), Some("G5")]);
    assert_eq!(found[3].place.sheet(), Some("Báo cáo"));
    assert_eq!(found[3].value.as_deref(), Some("#REF!"));
}

#[test]
fn rows_and_columns_without_a_size_are_hidden() {
    let told = |more: &[Vec<u8>]| {
        let body = [headings(), filled("I.1", vec![]), filled("I.2", vec![])];
        let (_, found) = rows("a.xls", workbook(&body, more));
        let told = found.into_iter().find(|finding| finding.code.id == "R309");
        told.map(|told| told.message.split_once(": ").expect("names").1.to_owned())
    };
    let row = |row: u16, height: u16| record(0x0208, &numbers(&[row, 0, 8, height, 0, 0, 0, 0]));
    let columns = |width: u16| record(0x007D, &numbers(&[3, 4, width, 15, 0, 0]));
    let none = record(0x0225, &numbers(&[2, 0]));
    assert_eq!(told(&[row(2, 0)]).as_deref(), Some("dòng 3."));
    assert_eq!(told(&[columns(0)]).as_deref(), Some("cột D, E."));
    assert_eq!(told(&[none, row(0, 300), row(2, 300)]).as_deref(), Some("dòng 2."));
    assert_eq!(told(&[row(2, 0x8000), row(1, 60), columns(300)]), None);
}

#[test]
fn what_is_no_workbook_of_these_years_is_refused_by_name() {
    let locked = record(0x002F, &[0; 6]);
    let mut stream = stream(&[headings()], &[]);
    let first = usize::from(u16::from_le_bytes([stream[2], stream[3]])) + 4;
    stream.splice(first..first, locked);
    assert_eq!(refused("a.xls", container("Workbook", &stream)).code.id, "F110");
    let found = refused("a.xls", container("Book", &[0x09, 0x08, 4, 0, 0, 5, 5, 0]));
    assert_eq!(found.code.id, "F104");
    assert!(found.message.contains("Excel 95"), "{}", found.message);
    let found = refused("bang.doc", example("bang.doc"));
    assert_eq!(found.code.id, "F104");
    assert!(found.message.contains("(.doc)"), "{}", found.message);
    // A sheet inside a letter makes it no workbook.
    let mut letter = container("WordDocument", &[0; 16]);
    letter.extend("Workbook".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refused("a.doc", letter).message.contains("(.doc)"));
    let found = refused("a.xls", container("Workbook", b"no record"));
    assert_eq!(found.code.id, "F101");
}

/// Texts go on in the next record in the midst of a letter's row, with another width.
#[test]
fn shared_texts_that_go_on_in_another_record_are_whole() {
    let bytes = example("lo-vi_VN-typed.xls");
    let (submission, _) = rows("a.xls", bytes);
    assert_eq!(text(&submission, 0, Field::Agency), "Sở Tư pháp");
    // A table of texts, cut in its second text; what follows is one byte a letter.
    let mut table = [2u32.to_le_bytes(), 2u32.to_le_bytes()].concat();
    table.extend(wide("Quý III/2025", 2));
    table.extend(14u16.to_le_bytes());
    table.push(1);
    table.extend("Sở".encode_utf16().flat_map(u16::to_le_bytes));
    let rest = [&[0][..], b" Tu phap 2025"].concat();
    let body = stream(&[], &[]);
    let eof = body.windows(4).position(|w| w == [0x0A, 0, 0, 0]).expect("an end");
    let mut with = body[..eof].to_vec();
    let sst = [record(0x00FC, &table), record(0x003C, &rest)].concat();
    // The sheet begins so many bytes later.
    let at = with.windows(2).rposition(|w| w == [0x85, 0]).expect("a sheet") + 4;
    let start = u32::from_le_bytes(with[at..at + 4].try_into().expect("a place"));
    with[at..at + 4].copy_from_slice(&(start + sst.len() as u32).to_le_bytes());
    with.extend(sst);
    with.extend(&body[eof..eof + 4]);
    let shared = |row: u16, column: u16, n: u32| {
        record(0x00FD, &[numbers(&[row, column, 0]), n.to_le_bytes().to_vec()].concat())
    };
    let mut sheet = body[eof + 4..body.len() - 4].to_vec();
    for (column, heading) in HEADINGS.iter().enumerate() {
        sheet.extend(record(0x0204, &[numbers(&[0, column as u16, 0]), wide(heading, 2)].concat()));
    }
    sheet.extend([shared(1, 0, 0), shared(1, 1, 1)].concat());
    sheet.extend(record(0x0204, &[numbers(&[1, 2, 0]), wide("I.1", 2)].concat()));
    with.extend(sheet);
    with.extend([0x0A, 0, 0, 0]);
    let (submission, _) = rows("a.xls", container("Workbook", &with));
    assert_eq!(submission.table.field(1, 0), "Quý III/2025");
    assert_eq!(submission.table.field(1, 1), "Sở Tu phap 202");
}

#[test]
fn notes_pinned_to_cells_of_rows_are_told() {
    let object = |kind: u16, number: u16| {
        record(0x005D, &[numbers(&[0x15, 0x12, kind, number]), vec![0; 14]].concat())
    };
    let words = |text: &str| {
        let letters = text.encode_utf16().count() as u16;
        let own = record(0x01B6, &[vec![0; 10], numbers(&[letters, 16]), vec![0; 4]].concat());
        // The letters are in two pieces, of two bytes a letter and of one; then come their fonts.
        let (first, last) = text.split_at(text.len() - 1);
        let first: Vec<u8> = first.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let pieces = [
            record(0x003C, &[vec![1], first].concat()),
            record(0x003C, &[0, last.as_bytes()[0]]),
            record(0x003C, &[0; 16]),
        ];
        [own, pieces.concat()].concat()
    };
    let note = |row: u16, column: u16, number: u16| {
        record(0x001C, &[numbers(&[row, column, 0, number]), wide("An", 2)].concat())
    };
    let drawing = || record(0x00EC, &[0; 8]);
    let more = [
        object(0x19, 1),
        drawing(),
        words("số tạm tính"),
        object(0x19, 2),
        words("phần trăm"),
        // A button has words too, and no cell.
        object(0x07, 3),
        words("Bấm"),
        note(1, 4, 1),
        note(0, 4, 2),
        note(2, 4, 9),
        drawing(),
    ];
    let rest = || vec![Cell::Number(0, 45.0), Cell::Text("Mở lớp."), Cell::Text("5.000.000")];
    let body = [headings(), filled("I.1", rest()), filled("I.2", rest())];
    let (submission, found) = rows("a.xls", workbook(&body, &more));
    assert_eq!(submission.rows.len(), 2);
    let told: Vec<_> = found
        .iter()
        .filter(|told| told.code.id == "R318")
        .map(|told| (told.place.cell(), told.value.as_deref()))
        .collect();
    assert_eq!(told, [(Some("E2"), Some("số tạm tính"))]);
}

#[test]
fn rows_and_columns_whose_common_size_is_none_are_hidden() {
    let rest = || vec![Cell::Number(0, 45.0), Cell::Text("Mở lớp."), Cell::Text("5.000.000")];
    let told = |more: &[Vec<u8>]| {
        let body = [headings(), filled("I.1", rest()), filled("I.2", rest())];
        let (_, found) = rows("a.xls", workbook(&body, more));
        found.into_iter().find(|told| told.code.id == "R309").map(|told| told.message)
    };
    let column = |first: u16, last: u16, width: u16| {
        record(0x007D, &numbers(&[first, last, width, 0, 0, 0]))
    };
    let row =
        |row: u16, height: u16| record(0x0208, &numbers(&[row, 0, 8, height, 0, 0, 0x0100, 0]));
    let width = |characters: u16| record(0x0055, &numbers(&[characters]));
    let height = |flags: u16, height: u16| record(0x0225, &numbers(&[flags, height]));
    let message =
        |what: &str| Some(format!("Đang bị ẩn mà vẫn được đọc và tính vào số liệu: {what}."));
    let stated = [column(0, 3, 2560), column(5, 9, 2560)];
    assert_eq!(told(&[vec![width(0)], stated.to_vec()].concat()), message("cột E"));
    assert_eq!(told(&[width(0), column(0, 9, 2560)]), None);
    assert_eq!(told(&[vec![width(8)], stated.to_vec()].concat()), None);
    // The width in parts of a character has the last word.
    let parts = |parts: u16| record(0x0099, &numbers(&[parts]));
    assert_eq!(told(&[vec![width(0), parts(2560)], stated.to_vec()].concat()), None);
    assert_eq!(told(&[vec![parts(0), width(8)], stated.to_vec()].concat()), message("cột E"));
    let seen = row(1, 300);
    assert_eq!(told(&[height(1, 0), row(0, 300), seen.clone()]), message("dòng 3"));
    assert_eq!(told(&[height(1, 0), row(0, 300), seen.clone(), row(2, 0x80FF)]), message("dòng 3"));
    assert_eq!(told(&[height(0, 255), row(0, 300), seen.clone()]), None);
    assert_eq!(told(&[height(2, 255), row(0, 300), seen.clone()]), message("dòng 3"));
    assert_eq!(told(&[height(2, 255), seen, row(2, 300)]), None);
}
