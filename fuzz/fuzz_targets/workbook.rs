//! Any bytes as a workbook of any kind, or as one part of a workbook whose other parts are sound.
//!
//! The parts are packed by a writer of the target's own, so that the checksums of the archive do
//! not keep the bytes from the reader of the parts.

#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;

/// A small sound workbook: file names and contents.
const PARTS: [(&str, &str); 6] = [
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>2025-Q3</t></is></c><c r="B2" t="inlineStr"><is><t>so-y-te</t></is></c><c r="C2" t="inlineStr"><is><t>I.1</t></is></c><c r="D2" t="str"><f>A1</f><v>Hoàn thành</v></c><c r="E2" s="1"><v>0.5</v></c><c r="F2" s="2"><v>45912</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A3:B4"/></mergeCells></worksheet>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="6" uniqueCount="6"><si><t>Kỳ báo cáo</t></si><si><t>Cơ quan báo cáo</t></si><si><t>Mã nhiệm vụ</t></si><si><t>Trạng thái</t></si><si><r><t>Tiến độ</t></r><r><t xml:space="preserve"> (%)</t></r></si><si><t>Ngày báo cáo</t></si></sst>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Báo cáo" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    ),
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
    ),
];

// `PK` begins a whole workbook or document, others an old one or one that is all XML; any other
// first byte says which part the rest stands for.
fuzz_target!(|bytes: &[u8]| {
    let Some((which, part)) = bytes.split_first() else { return };
    if [&b"PK"[..], b"\xD0\xCF", b"<?xml"].iter().any(|mark| bytes.starts_with(mark)) {
        common::read("a.xlsx", bytes);
        return;
    }
    let which = usize::from(*which) % PARTS.len();
    let parts: Vec<(&str, &[u8])> = PARTS
        .iter()
        .enumerate()
        .map(|(n, (name, sound))| (*name, if n == which { part } else { sound.as_bytes() }))
        .collect();
    common::read("a.xlsx", &zip(&parts));
});

/// A ZIP archive of stored files.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let at = (out.len() as u32).to_le_bytes();
        let size = (bytes.len() as u32).to_le_bytes();
        let length = (name.len() as u16).to_le_bytes();
        // Version, flags, method, time, date, checksum, both sizes, length of the name, extra.
        let head = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0][..],
            &crc32(bytes).to_le_bytes(),
            &size,
            &size,
            &length,
            &[0, 0],
        ]
        .concat();
        out.extend([b"PK\x03\x04", head.as_slice(), name.as_bytes(), bytes].concat());
        // Comment, disk, attributes.
        let tail = [&[0; 10][..], &at, name.as_bytes()].concat();
        list.extend([b"PK\x01\x02\x14\x00", head.as_slice(), &tail].concat());
    }
    let count = (parts.len() as u16).to_le_bytes();
    let (at, size) = ((out.len() as u32).to_le_bytes(), (list.len() as u32).to_le_bytes());
    out.extend(list);
    out.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &size, &at, &[0, 0]].concat());
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 }
        })
    })
}
