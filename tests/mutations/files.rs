//! Family F: what can be wrong with a file before a table is seen.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::Formula;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Case, case};

pub(super) const CASES: &[Case] = &[
    case("F102", "sent a file of 0 bytes", |f| f.send(""))
        .near("sent one row and nothing else", |f| f.cells.truncate(2))
        .leaves(&["M901"]),
    case("F103", "sent the headings without a row", |f| f.cells.truncate(1))
        .near("reported on one task", |f| f.cells.truncate(2))
        .leaves(&["M901"]),
    case("F104", "renamed a scan to .csv", |f| {
        f.send(*b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n");
    })
    .near("wrote about a PDF", |f| f.set(2, "Minh chứng", "ban-quet.pdf")),
    case("F104", "saved the page of a web site as .csv", |f| {
        f.send("<!DOCTYPE html>\n<html><body><table><tr><td>I.2</td></tr></table></body></html>");
    })
    .near("wrote a mark of HTML in a text", |f| f.set(2, "Ghi chú", "xem <b>phụ lục</b>")),
    case("F105", "damaged a byte on a broken disk", |f| {
        let mut bytes = f.text().into_bytes();
        let at = bytes.len() / 2;
        bytes[at..at + 3].copy_from_slice(&[0xFF, 0xFE, 0xFF]);
        f.send(bytes);
    })
    .near("used letters of another script", |f| f.set(2, "Ghi chú", "Quỹ “UNICEF” – 日本")),
    case("F106", "saved as Unicode text of Excel", |f| {
        let text = format!("\u{FEFF}{}", f.text().replace(';', "\t"));
        f.send(text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    })
    .near("saved as UTF-8 with its mark", |f| f.rewrite(|text| format!("\u{FEFF}{text}"))),
    case("F107", "lost the end of the file in the mail", |f| {
        f.set(4, "Kết quả thực hiện", "Ban hành quy trình;\ngửi các xã");
        f.rewrite(|text| text[..text.find("gửi các").expect("the text")].to_owned());
    })
    .near("broke a line inside a cell", |f| {
        f.set(4, "Kết quả thực hiện", "Ban hành quy trình;\ngửi các xã");
    }),
    case("F108", "had NUL bytes written by a program", |f| {
        f.rewrite(|text| text.replacen("Đăng ký", "Đăng\0ký", 1));
    })
    .near("wrote zeros", |f| f.set(3, "Kinh phí giải ngân (đồng)", "0")),
    case("F110", "protected the workbook with a password", |f| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.resize(1024, 0);
        bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        f.send(bytes);
    })
    .near("locked the sheet without a password", |f| {
        f.workbook(|book| {
            book.worksheet_from_index(0).expect("a sheet").protect();
        });
    }),
    case("F111", "sent a workbook without the headings", |f| {
        f.cells.remove(0);
        f.workbook(|_| {});
    })
    .near("sent the workbook", |f| f.workbook(|_| {})),
    case("F112", "left a broken reference in a cell", |f| {
        f.workbook(|book| {
            let formula = Formula::new("=#REF!").set_result("#REF!");
            book.worksheet_from_index(0).expect("a sheet").write(1, 5, formula).expect("a cell");
        });
    })
    .near("summed up in a cell", |f| {
        f.workbook(|book| {
            let formula = Formula::new("=20+20").set_result("40");
            book.worksheet_from_index(0).expect("a sheet").write(1, 5, formula).expect("a cell");
        });
    }),
    case("F113", "pasted rows that came from another system", |f| {
        f.rewrite(|text| text.replacen("\r\n", "\n", 2));
    })
    .near("sent line ends of one kind", |f| f.rewrite(|text| text.replace("\r\n", "\n"))),
    case("F114", "saved with an encoding that lacks letters", |f| {
        f.set(2, "Kết quả thực hiện", "G\u{FFFD}i v\u{FFFD}n b\u{FFFD}n góp ý");
    })
    .near("asked a question", |f| f.set(2, "Ghi chú", "Gửi cho ai?")),
    case("F117", "pasted a few words typed in an old font", |f| {
        f.set(2, "Ghi chú", "TËp huÊn 2 líp");
    })
    .near("named somebody from abroad", |f| f.set(2, "Ghi chú", "Hans Müller, Köln")),
    case("F118", "typed without a keyboard for Vietnamese", |f| {
        f.set(2, "Ghi chú", "Ddang tri\u{65}^?n khai ta.i 5 xa~");
    })
    .near("wrote a power", |f| f.set(2, "Ghi chú", "diện tích 10^3 m2")),
    case("F119", "wrote the report as a table of a document", |f| f.document())
        .near("sent the same table as a workbook", |f| f.workbook(|_| {})),
    case("F116", "sent a workbook whose formulas were never computed", |f| {
        f.workbook(|book| {
            let formula = Formula::new("=20+20").set_result("40");
            book.worksheet_from_index(0).expect("a sheet").write(1, 5, formula).expect("a cell");
        });
        f.repack(|part| part.replace("<v>40</v>", ""));
    })
    .near("sent it computed", |f| {
        f.workbook(|book| {
            let formula = Formula::new("=20+20").set_result("40");
            book.worksheet_from_index(0).expect("a sheet").write(1, 5, formula).expect("a cell");
        });
    }),
    case("F122", "made a workbook of which two tabs show one sheet", |f| {
        f.workbook(|_| {});
        f.repack(|part| {
            let Some(tab) = part.find("<sheet ") else { return part };
            let end = tab + part[tab..].find("/>").expect("an end") + 2;
            let copy = part[tab..end].replace("name=\"", "name=\"Bản sao ");
            format!("{}{copy}{}", &part[..end], &part[end..])
        });
    })
    .near("left a second tab empty", |f| f.workbook(|book| _ = book.add_worksheet())),
];

impl super::Folder {
    /// Changes the parts of the workbook that is sent.
    fn repack(&mut self, change: fn(String) -> String) {
        let mut parts = ZipArchive::new(Cursor::new(self.sent())).expect("a workbook");
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for n in 0..parts.len() {
            let mut part = parts.by_index(n).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("XML");
            let name = part.name().expect("a name").into_owned();
            zip.start_file(name, SimpleFileOptions::default()).expect("a part");
            zip.write_all(change(text).as_bytes()).expect("its text");
        }
        self.send(zip.finish().expect("a workbook").into_inner());
    }
}
