//! Files of other programs that are damaged or made to do harm: each is refused in words, none ends
//! the program or fills the machine.

use proptest::prelude::*;

use super::ods::{flat, headings, said, table, whole};
use super::{docx, example, packed, read, refused, unpacked, xls};

/// A row that stands `rows` times, with a cell that stands `columns` times.
fn repeated(rows: &str, columns: &str) -> String {
    format!(
        "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>"
    )
}

#[test]
fn rows_and_cells_that_are_repeated_without_end_are_counted_before_they_are_laid_down() {
    for (rows, columns, code) in [
        ("1048575", "16384", "F109"),
        ("1048575", "1", "F109"),
        ("1300", "16384", "F109"),
        ("1", "16385", "F101"),
        ("4294967295", "1", "F101"),
        ("99999999999999", "1", "F111"),
        ("1", "4294967295", "F101"),
    ] {
        let body = repeated(rows, columns);
        let found = refused("a.ods", whole("", &table("a", &body)));
        assert_eq!(found.code.id, code, "{rows} × {columns}: {}", found.message);
        let found = refused("a.fods", flat("", &table("a", &body)).into_bytes());
        assert_eq!(found.code.id, code, "{rows} × {columns}: {}", found.message);
    }
}

#[test]
fn many_sheets_together_stay_within_the_limits_of_one() {
    let body = repeated("700", "16384");
    let tables: String = ["a", "b"].iter().map(|name| table(name, &body)).collect();
    assert_eq!(refused("a.ods", whole("", &tables)).code.id, "F109");
    let many: String = (0..251).map(|n| table(&n.to_string(), &headings())).collect();
    assert_eq!(refused("a.ods", whole("", &many)).code.id, "F109");
}

#[test]
fn a_cell_may_not_hold_blanks_without_end() {
    let blanks = said("<text:s text:c=\"4000000000\"/>");
    let body = format!("<table:table-row>{blanks}</table:table-row>");
    assert_eq!(refused("a.ods", whole("", &table("a", &body))).code.id, "F109");
    let long = said(&"x".repeat(1024 * 1024 + 1));
    let body = format!("<table:table-row>{long}</table:table-row>");
    assert_eq!(refused("a.ods", whole("", &table("a", &body))).code.id, "F109");
    let wide = said(&"x".repeat(1024 * 1024))
        .replace("<table:table-cell", "<table:table-cell table:number-columns-repeated=\"16384\"");
    let body = format!("<table:table-row>{wide}</table:table-row>");
    assert_eq!(refused("a.ods", whole("", &table("a", &body))).code.id, "F109");
}

#[test]
fn entities_and_endless_nesting_are_refused() {
    let entity = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxx\">]><office:document ";
    let bytes = flat("", &table("a", &headings())).replace("<office:document ", entity);
    assert_eq!(refused("a.fods", bytes).code.id, "F101");
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    assert_eq!(refused("a.docx", docx::document(&deep)).code.id, "F101");
    let deep =
        docx::table(&docx::row(&[format!("<w:tc>{}", "<w:sdt><w:sdtContent>".repeat(100_000))]));
    assert_eq!(refused("a.docx", docx::document(&deep)).code.id, "F101");
    let deep = format!("<w:p>{}", "<w:r>".repeat(100_000));
    assert_eq!(refused("a.docx", docx::document(&deep)).code.id, "F101");
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p/></w:tc>";
    let body = docx::table(&docx::row(&[wide.to_owned(), wide.to_owned()]));
    assert_eq!(refused("a.docx", docx::document(&body)).code.id, "F101");
}

/// Old workbooks say counts and places that no byte stands behind; none is believed.
#[test]
fn an_old_workbook_that_lies_is_refused_or_read_within_its_bytes() {
    let sound = example("lo-vi_VN-typed.xls");
    let (file, _) = read("a.xls", sound.clone());
    assert!(file.submission.is_some());
    // Header: counts of tables; where the directory, the short sectors and the lists begin.
    for at in [0x2C, 0x30, 0x38, 0x3C, 0x40, 0x44, 0x48, 0x4C] {
        for value in [0u32, 1, 2, 0x7FFF_FFFF, 0xFFFF_FFF0, 0xFFFF_FFFF] {
            let mut bent = sound.clone();
            bent[at..at + 4].copy_from_slice(&value.to_le_bytes());
            let (file, found) = read("a.xls", bent);
            assert!(file.submission.is_some() || !found.is_empty(), "{at}: {value}");
        }
    }
    // Dimensions, and how many texts there are: said by nothing that is read.
    let mut stream = xls::stream(&[], &[]);
    let dimensions =
        [0x00, 0x02, 14, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0];
    let end = stream.len() - 4;
    stream.splice(end..end, dimensions);
    assert_eq!(refused("a.xls", xls::container("Workbook", &stream)).code.id, "F102");
}

/// Sectors that follow upon one another in a ring, and a table that lists itself without end.
#[test]
fn rings_of_sectors_end() {
    let sound = xls::container("Workbook", &xls::stream(&[], &[]));
    for to in [0u32, 1, 2, 3] {
        let mut ring = sound.clone();
        for n in 2..10 {
            ring[512 + n * 4..516 + n * 4].copy_from_slice(&to.to_le_bytes());
        }
        let (_, found) = read("a.xls", ring);
        assert!(!found.is_empty());
        // The list of the table goes on in itself.
        let mut list = sound.clone();
        list[0x44..0x48].copy_from_slice(&to.to_le_bytes());
        let (_, found) = read("a.xls", list);
        assert!(!found.is_empty());
        let mut folders = sound.clone();
        for entry in [1024, 1152] {
            for at in [68, 72, 76] {
                folders[entry + at..entry + at + 4].copy_from_slice(&to.to_le_bytes());
            }
        }
        let (_, found) = read("a.xls", folders);
        assert!(!found.is_empty());
    }
}

/// The files of other programs, as they come.
const SOUND: [&str; 5] =
    ["lo-vi_VN-typed.ods", "lo-vi_VN-typed.fods", "lo-vi_VN-typed.xls", "bang.docx", "bang.doc"];

#[test]
fn cut_and_bent_files_are_read_or_refused_in_words() {
    for name in SOUND {
        let sound = example(name);
        let step = sound.len() / 60;
        for at in (0..sound.len()).step_by(step.max(1)) {
            let mut bent = sound.clone();
            bent[at] ^= 1 << (at % 8);
            for bytes in [sound[..at].to_vec(), bent] {
                let (file, found) = read(name, bytes);
                assert!(file.submission.is_some() || !found.is_empty(), "{name} at {at}");
            }
        }
    }
}

/// Bytes after some of them fell over, and after the end was lost.
fn bent(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8)], end: Option<usize>) -> Vec<u8> {
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    // Parts that say themselves where they end are cut near it.
    let kept = bytes.len() - end.map_or(0, |end| end.min(bytes.len()));
    bytes.truncate(kept);
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Bytes that no check sum keeps from the reader of the cells.
    #[test]
    fn whatever_falls_over_in_a_file_nothing_is_refused_without_a_word(
        which in 0..4,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        end in prop::option::of(0usize..20_000),
    ) {
        let part = |name: &str, part: &str| unpacked(example(name), part);
        let bytes = match which {
            0 => bent(example("lo-vi_VN-typed.xls"), &changes, end),
            1 => bent(example("lo-vi_VN-typed.fods"), &changes, end),
            2 => {
                let content = bent(part("lo-vi_VN-typed.ods", "content.xml"), &changes, end);
                packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
                    ("content.xml", content)])
            }
            _ => packed(&[("word/document.xml", bent(part("bang.docx", "word/document.xml"), &changes, end))]),
        };
        let (file, found) = read("a", bytes);
        prop_assert!(file.submission.is_some() || !found.is_empty());
        prop_assert!(found.iter().all(|d| d.place.row() != Some(0)));
    }
}
