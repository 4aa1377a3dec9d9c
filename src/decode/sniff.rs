//! Detects the kind of a file from its bytes, never from its name.
//!
//! Owns [`sniff`] and the wording of F104 for everything that is neither a text table nor a
//! workbook. Decodes nothing: it inspects the first bytes and the directory of a container. A
//! container is only opened if its parts have unusual paths, to see whether it is a workbook.

use super::xls::cfb::{self, Container};
use super::{ods, xlsx};
use crate::diag::{Code, Diagnostic, Place, code};
use crate::source::Source;

/// F104, raised for files without rows and cells.
pub static NOT_A_TABLE: Code = code!(error, "F104", "not-a-table", "Tệp không phải bảng số liệu");

/// The kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text, judging by the first bytes; also an empty file.
    Text,
    /// A current Excel workbook (.xlsx, .xlsm).
    Xlsx,
    /// A binary workbook (.xlsb).
    Xlsb,
    /// A LibreOffice workbook (.ods).
    Ods,
    /// The same as a single XML file (.fods).
    Fods,
    /// An Apple iWork document (.numbers, .pages).
    Numbers,
    /// An Excel 97–2003 workbook (.xls).
    OldExcel,
    /// A password-protected workbook or document.
    Protected,
    /// A Word document (.docx).
    Docx,
    /// A Word document from before 2007 (.doc).
    OldWord,
    /// A presentation (.pptx, .ppt).
    Slides,
    /// A LibreOffice document (.odt).
    Odt,
    /// Rich text (.rtf).
    Rtf,
    /// An old Office container of unknown content.
    OldOffice,
    /// An archive (.zip, .rar, .7z, .gz).
    Archive,
    /// A PDF.
    Pdf,
    /// A web page, whatever its name; Excel opens one as a table.
    Html,
    /// An Excel 2003 table as XML.
    ExcelXml,
    /// Other XML.
    Xml,
    /// A saved e-mail message.
    Email,
    /// A picture.
    Image,
    /// Audio or video.
    Media,
    /// An executable.
    Program,
}

/// How many bytes of text are inspected.
const HEAD: usize = 4096;
/// How many names of a container are read.
const NAMES: usize = 4096;

/// Detects the kind of a file.
pub fn sniff(bytes: &[u8]) -> Kind {
    by_magic(bytes).or_else(|| by_text(bytes)).unwrap_or(Kind::Text)
}

fn by_magic(bytes: &[u8]) -> Option<Kind> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let at =
        |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|b| b.starts_with(magic));
    let any = |magics: &[&[u8]]| magics.iter().any(|magic| starts(magic));
    Some(if any(&[b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]) {
        zip(bytes)
    } else if any(&[b"Rar!\x1A\x07", b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B\x08", b"BZh", b"\xFD7zXZ\0"])
    {
        Kind::Archive
    } else if starts(cfb::MAGIC) {
        ole(bytes)
    } else if starts(b"%PDF-") {
        Kind::Pdf
    } else if starts(b"{\\rtf") {
        Kind::Rtf
    } else if any(&[b"\x89PNG", b"\xFF\xD8\xFF", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"])
        || (starts(b"BM") && at(6, &[0; 4]))
        || (starts(b"RIFF") && at(8, b"WEBP"))
        || at(4, b"ftyphei")
        || at(4, b"ftypmif1")
    {
        Kind::Image
    } else if any(&[b"RIFF", b"ID3\x02", b"ID3\x03", b"ID3\x04", b"OggS\0"]) || at(4, b"ftyp") {
        Kind::Media
    } else if starts(b"\x7FELF") || (starts(b"MZ") && bytes.iter().take(HEAD).any(|b| *b == 0)) {
        Kind::Program
    } else {
        return None;
    })
}

/// The kind of a container, from the names in its directory.
fn zip(bytes: &[u8]) -> Kind {
    let names: Vec<(Vec<u8>, &[u8])> =
        zip_names(bytes).into_iter().map(|(name, content)| (plain_name(name), content)).collect();
    let any = |prefix: &[u8]| names.iter().any(|(name, _)| name.starts_with(prefix));
    let holds = |wanted: &[u8]| names.iter().any(|(name, _)| *name == wanted);
    if holds(b"xl/workbook.bin") {
        Kind::Xlsb
    } else if holds(b"xl/workbook.xml") || any(b"xl/") {
        Kind::Xlsx
    } else if any(b"word/") {
        Kind::Docx
    } else if any(b"ppt/") {
        Kind::Slides
    } else if holds(b"_rels/.rels") && xlsx::is_workbook(bytes) {
        Kind::Xlsx
    } else if any(b"index/tables/") || holds(b"index/document.iwa") || holds(b"index.zip") {
        Kind::Numbers
    } else {
        // The first entry of an OpenDocument file, usually stored uncompressed, names its kind.
        let content =
            names.iter().find(|(name, _)| *name == b"mimetype").map(|(_, content)| *content);
        let is = |what: &[u8]| content.is_some_and(|t| memchr::memmem::find(t, what).is_some());
        if is(b"opendocument.spreadsheet") {
            Kind::Ods
        } else if is(b"opendocument.text") {
            Kind::Odt
        } else if is(b"opendocument.presentation") {
            Kind::Slides
        } else if holds(b"content.xml") && ods::is_spreadsheet(bytes) {
            Kind::Ods
        } else {
            Kind::Archive
        }
    }
}

/// Normalizes a part name: lower case, slashes for backslashes.
fn plain_name(name: &[u8]) -> Vec<u8> {
    let lower = |byte: &u8| if *byte == b'\\' { b'/' } else { byte.to_ascii_lowercase() };
    let name: Vec<u8> = name.iter().map(lower).collect();
    let slashes = name.iter().take_while(|byte| **byte == b'/').count();
    name[slashes..].to_vec()
}

/// The names of the entries, and the first bytes of each. Read from the directory at the end, or
/// from the entries themselves if the file is truncated.
fn zip_names(bytes: &[u8]) -> Vec<(&[u8], &[u8])> {
    let number = |at: usize, width: usize| -> Option<usize> {
        let field = bytes.get(at..at.checked_add(width)?)?;
        Some(field.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b)))
    };
    let entry = |at: usize| -> Option<(&[u8], &[u8])> {
        let (name, extra) = (number(at + 26, 2)?, number(at + 28, 2)?);
        let start = at + 30;
        let body = start.checked_add(name)?.checked_add(extra)?;
        Some((
            bytes.get(start..start + name)?,
            bytes.get(body..).map_or(&[], |b| &b[..b.len().min(80)]),
        ))
    };
    let mut names = Vec::new();
    let directory = memchr::memmem::rfind(bytes, b"PK\x05\x06").and_then(|end| number(end + 16, 4));
    let mut at = directory.unwrap_or(bytes.len());
    while names.len() < NAMES && bytes.get(at..).is_some_and(|b| b.starts_with(b"PK\x01\x02")) {
        let lengths = (number(at + 28, 2), number(at + 30, 2), number(at + 32, 2));
        let (Some(name), Some(extra), Some(comment)) = lengths else { break };
        let Some(text) = bytes.get(at + 46..at + 46 + name) else { break };
        let body = number(at + 42, 4).and_then(entry).map_or(&[][..], |(_, body)| body);
        names.push((text, body));
        at += 46 + name + extra + comment;
    }
    if names.is_empty() {
        let heads = memchr::memmem::find_iter(bytes, b"PK\x03\x04");
        names.extend(heads.take(NAMES).filter_map(entry));
    }
    names
}

/// The kind of an old Office container, from the names directly below its root, so that a sheet
/// embedded in a letter does not count; if it cannot be opened, from UTF-16 names anywhere in it.
fn ole(bytes: &[u8]) -> Kind {
    let top = Container::open(bytes).map(|container| container.names()).ok();
    let names = |name: &str| match &top {
        Some(top) if !top.is_empty() => {
            top.iter().any(|own| own.eq_ignore_ascii_case(name.trim_end_matches('\0')))
        }
        _ => {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            memchr::memmem::find(bytes, &wide).is_some()
        }
    };
    if names("EncryptedPackage") {
        Kind::Protected
    } else if names("Workbook") || names("Book\0") {
        Kind::OldExcel
    } else if names("WordDocument") {
        Kind::OldWord
    } else if names("PowerPoint Document") {
        Kind::Slides
    } else {
        Kind::OldOffice
    }
}

/// Markup and messages: text, but not a table. UTF-16 is handled too.
fn by_text(bytes: &[u8]) -> Option<Kind> {
    let head = &bytes[..bytes.len().min(HEAD)];
    // Fast path: most files do not start like any of the kinds below.
    let begins = head.iter().find(|b| b.is_ascii() && **b != 0 && !b.is_ascii_whitespace());
    if !begins.is_some_and(|b| b"<mftsrdcx".contains(&b.to_ascii_lowercase())) {
        return None;
    }
    let plain = head.iter().filter(|b| b.is_ascii() && **b != 0);
    let plain: Vec<u8> = plain.map(u8::to_ascii_lowercase).collect();
    // A byte order mark of any kind is not ASCII.
    let text = plain.trim_ascii_start();
    let holds = |what: &[u8]| memchr::memmem::find(text, what).is_some();
    let starts = |tags: &[&[u8]]| tags.iter().any(|tag| text.starts_with(tag));
    if starts(&[b"<?xml"]) {
        return Some(if holds(b"urn:schemas-microsoft-com:office:spreadsheet") {
            Kind::ExcelXml
        } else if holds(b"<office:document") {
            flat(text)
        } else if holds(b"<html") {
            Kind::Html
        } else {
            Kind::Xml
        });
    }
    if starts(&[b"<office:document"]) {
        return Some(flat(text));
    }
    if starts(&[
        b"<!doctype",
        b"<html",
        b"<head",
        b"<meta",
        b"<body",
        b"<table",
        b"<!--",
        b"<style",
    ]) {
        return Some(Kind::Html);
    }
    message(text)
}

/// The kind of a LibreOffice document in a single XML file, from its root element.
fn flat(text: &[u8]) -> Kind {
    let says = |what: &[u8]| memchr::memmem::find(text, what).is_some();
    if says(b"opendocument.text\"") {
        Kind::Odt
    } else if says(b"opendocument.presentation\"") {
        Kind::Slides
    } else {
        Kind::Fods
    }
}

/// A saved message: its first lines are headers.
fn message(text: &[u8]) -> Option<Kind> {
    const HEADERS: [&[u8]; 11] = [
        b"mime-version:",
        b"from:",
        b"to:",
        b"subject:",
        b"received:",
        b"return-path:",
        b"delivered-to:",
        b"message-id:",
        b"content-type:",
        b"x-",
        b"date:",
    ];
    let header = |line: &&[u8]| HEADERS.iter().any(|name| line.starts_with(name));
    let mut lines = text.split(|b| *b == b'\n');
    let first = lines.next().filter(header)?;
    if memchr::memmem::find(text, b"multipart/related").is_some() && !first.starts_with(b"received")
    {
        return Some(Kind::Html);
    }
    let known = lines.take(30).filter(header).count();
    (known >= 2 || first.starts_with(b"mime-version:")).then_some(Kind::Email)
}

const SAVE_AS: &str = "Mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (.xlsx)”, rồi gửi lại; trong LibreOffice thì chọn Tệp, Lưu dưới dạng (Save As), kiểu “Excel 2007–365 (.xlsx)”.";
const AS_DOCX: &str = "Mở tệp bằng Word hoặc LibreOffice, chọn Lưu thành (Save As), kiểu “Word (.docx)”; hoặc chép bảng sang Excel; rồi gửi lại.";
const COPY_TO_EXCEL: &str =
    "Chép bảng sang Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (.xlsx)”, rồi gửi lại.";
const EXPORT: &str =
    "Mở tệp bằng Numbers, chọn Tệp (File), Xuất sang (Export To), Excel (.xlsx), rồi gửi lại.";
const UNPACK: &str = "Giải nén rồi gửi từng tệp bảng số liệu bên trong.";
const NO_PASSWORD: &str = "Mở tệp bằng mật khẩu; chọn Tệp, Thông tin (Info), Bảo vệ (Protect) để bỏ mật khẩu; lưu rồi gửi lại.";
const ORIGINAL: &str =
    "Gửi bảng số liệu gốc (Excel hoặc CSV) thay cho bản in, bản quét hoặc ảnh chụp.";
const ATTACHED: &str = "Mở thư, lưu bảng số liệu đính kèm ra rồi gửi tệp đó.";
const ASK_AGAIN: &str = "Xem lại có chọn nhầm tệp không; gửi bảng số liệu (Excel hoặc CSV).";

impl Kind {
    /// The kind in plain words, and what to do instead.
    pub fn vietnamese(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("tệp chữ", SAVE_AS),
            Self::Xlsx => ("bảng tính Excel (.xlsx)", SAVE_AS),
            Self::Xlsb => ("bảng tính Excel dạng nhị phân (.xlsb)", SAVE_AS),
            Self::Ods => ("bảng tính LibreOffice (.ods)", SAVE_AS),
            Self::Fods => ("bảng tính LibreOffice dạng XML (.fods)", SAVE_AS),
            Self::Numbers => ("tệp Numbers hoặc Pages của máy Apple (.numbers, .pages)", EXPORT),
            Self::OldExcel => ("bảng tính Excel kiểu cũ (.xls)", SAVE_AS),
            Self::Protected => ("tệp có đặt mật khẩu", NO_PASSWORD),
            Self::Docx => ("văn bản Word (.docx)", COPY_TO_EXCEL),
            Self::OldWord => ("văn bản Word kiểu cũ (.doc)", AS_DOCX),
            Self::Slides => ("bài trình chiếu PowerPoint", COPY_TO_EXCEL),
            Self::Odt => ("văn bản LibreOffice (.odt)", AS_DOCX),
            Self::Rtf => ("văn bản định dạng RTF (.rtf)", AS_DOCX),
            Self::OldOffice => ("tệp Word hoặc Excel kiểu cũ (.doc, .xls)", SAVE_AS),
            Self::Archive => ("tệp nén", UNPACK),
            Self::Pdf => ("tệp PDF", ORIGINAL),
            Self::Html => ("trang web (HTML)", SAVE_AS),
            Self::ExcelXml => ("bảng tính Excel lưu dạng XML", SAVE_AS),
            Self::Xml => ("tệp XML", SAVE_AS),
            Self::Email => ("thư điện tử", ATTACHED),
            Self::Image => ("tệp ảnh", ORIGINAL),
            Self::Media => ("tệp âm thanh hoặc phim", ASK_AGAIN),
            Self::Program => ("tệp chương trình", ASK_AGAIN),
        }
    }

    /// The wording of F104.
    pub fn not_a_table(self, source: &Source) -> Diagnostic {
        let (what, help) = self.vietnamese();
        let message = format!("Đây là {what}, không phải bảng Excel (.xlsx) hay CSV.");
        Diagnostic::new(&NOT_A_TABLE, Place::of_file(&source.name), message)
            .value(what)
            .expected("bảng Excel (.xlsx) hoặc CSV")
            .help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A container with these stored entries and a minimal directory.
    fn container(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut directory = Vec::new();
        for (name, body) in entries {
            let at = out.len() as u32;
            out.extend_from_slice(b"PK\x03\x04");
            out.extend_from_slice(&[0; 22]);
            out.extend_from_slice(&(name.len() as u16).to_le_bytes());
            out.extend_from_slice(&[0; 2]);
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(body.as_bytes());
            directory.extend_from_slice(b"PK\x01\x02");
            directory.extend_from_slice(&[0; 24]);
            directory.extend_from_slice(&(name.len() as u16).to_le_bytes());
            directory.extend_from_slice(&[0; 12]);
            directory.extend_from_slice(&at.to_le_bytes());
            directory.extend_from_slice(name.as_bytes());
        }
        let start = out.len() as u32;
        out.extend_from_slice(&directory);
        out.extend_from_slice(b"PK\x05\x06");
        out.extend_from_slice(&[0; 12]);
        out.extend_from_slice(&start.to_le_bytes());
        out.extend_from_slice(&[0; 2]);
        out
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn old(stream: &str) -> Vec<u8> {
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 600], wide(stream)].concat()
    }

    #[test]
    fn containers_are_told_apart_by_their_names() {
        let types = ("[Content_Types].xml", "");
        let ods = "application/vnd.oasis.opendocument.spreadsheet";
        for (entries, kind) in [
            (vec![types, ("xl/workbook.xml", "x")], Kind::Xlsx),
            (vec![types, ("xl/workbook.bin", "x")], Kind::Xlsb),
            (vec![types, ("word/document.xml", "x")], Kind::Docx),
            (vec![types, ("ppt/presentation.xml", "x")], Kind::Slides),
            (vec![("mimetype", ods)], Kind::Ods),
            (vec![("mimetype", "application/vnd.oasis.opendocument.text")], Kind::Odt),
            (vec![("bao-cao.xlsx", "PK\x03\x04 xl/workbook.xml")], Kind::Archive),
        ] {
            assert_eq!(sniff(&container(&entries)), kind, "{entries:?}");
        }
        assert_eq!(sniff(b"PK\x03\x04"), Kind::Archive, "cut off at once");
        assert_eq!(sniff(&container(&[("xl/workbook.xml", "x")])[..60]), Kind::Xlsx, "cut off");
    }

    #[test]
    fn other_files_are_known_by_their_beginnings() {
        for (bytes, kind) in [
            (old("Workbook"), Kind::OldExcel),
            (old("WordDocument"), Kind::OldWord),
            (old("EncryptedPackage"), Kind::Protected),
            (old("x"), Kind::OldOffice),
            (b"%PDF-1.7".to_vec(), Kind::Pdf),
            (b"{\\rtf1\\ansi".to_vec(), Kind::Rtf),
            (b"\x89PNG\r\n".to_vec(), Kind::Image),
            (b"BM\x36\0\x0C\0\0\0\0\0\x36".to_vec(), Kind::Image),
            (b"\0\0\0\x18ftypheic".to_vec(), Kind::Image),
            (b"\xEF\xBB\xBF \n<HTML>".to_vec(), Kind::Html),
            (wide("\u{FEFF}<html><body>"), Kind::Html),
            (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>".to_vec(), Kind::ExcelXml),
            (b"<?xml version='1.0'?><a/>".to_vec(), Kind::Xml),
            (b"Return-Path: <a@b>\r\nReceived: x\r\nSubject: y\r\n".to_vec(), Kind::Email),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related; x\n".to_vec(), Kind::Html),
            (b"".to_vec(), Kind::Text),
            (b"BM;T\xC3\xAAn\n".to_vec(), Kind::Text),
            (b"From: x;To: y\n1;2\n".to_vec(), Kind::Text),
            ("Kỳ báo cáo;Cơ quan\n".into(), Kind::Text),
        ] {
            assert_eq!(sniff(&bytes), kind, "{:?}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn broken_containers_do_no_harm() {
        let sound = container(&[("xl/workbook.xml", "x"), ("b", "y")]);
        for end in 0..sound.len() {
            let _ = sniff(&sound[..end]);
            let mut bent = sound.clone();
            bent[end] = 0xFF;
            let _ = sniff(&bent);
        }
    }
}
