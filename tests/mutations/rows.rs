//! Family R: rows that cannot be cut into cells, and rows that are none.

use rust_xlsxwriter::Format;

use super::{Case, case};

pub(super) const CASES: &[Case] = &[
    case("R301", "deleted the empty cells at the end of a row", |f| {
        f.cells[1].truncate(6);
    })
    .near("filled in the first cells only", |f| {
        for cell in &mut f.cells[1][8..] {
            cell.clear();
        }
    }),
    case("R301", "broke a line in a text editor", |f| {
        f.rewrite(|text| text.replace("góp ý dự thảo", "góp ý\r\ndự thảo"));
    })
    .near("broke a line in Excel", |f| {
        f.set(2, "Kết quả thực hiện", "Gửi văn bản góp ý\ndự thảo");
    }),
    case("R302", "wrote a semicolon in a text editor", |f| {
        f.set(2, "Ghi chú", "Đã gửi");
        f.rewrite(|text| text.replace("góp ý dự thảo", "góp ý; dự thảo"));
    })
    .near("wrote a semicolon in Excel", |f| {
        f.set(2, "Kết quả thực hiện", "Gửi văn bản góp ý; họp 2 lần");
    }),
    case("R302", "wrote a semicolon in a text editor, and the last cell is blank", |f| {
        f.rewrite(|text| text.replace("góp ý dự thảo", "góp ý;dự thảo"));
    })
    .near("exported from a system that ends every row with a semicolon", |f| {
        f.rewrite(|text| {
            let (headings, rows) = text.split_once("\r\n").expect("rows");
            format!("{headings}\r\n{}", rows.replace("\r\n", ";\r\n"))
        });
    }),
    case("R302", "ended one row with one semicolon more", |f| {
        f.rewrite(|text| text.replacen("12/9/2025;\r\n", "12/9/2025;;\r\n", 1));
    })
    .near("left the last cells of the row blank", |f| {
        for cell in &mut f.cells[1][8..] {
            cell.clear();
        }
    }),
    case("R303", "parted groups by a blank row", |f| f.insert(3, &[]))
        .near("left blank rows at the foot", |f| f.insert(5, &[])),
    case("R314", "filled the period and the name down the sheet", |f| {
        for row in 5..25 {
            f.insert(row, &["Quý III/2025", "Sở Tư pháp"]);
        }
    })
    .near("left the rows below blank", |f| f.insert(5, &[])),
    case("R315", "put the rows of each part under its name", |f| {
        f.insert(2, &["I. Pháp luật, chính sách"]);
        f.insert(4, &["II", "Truyền thông"]);
    })
    .near("left a line blank between the parts", |f| f.set(3, "Ghi chú", "II. Truyền thông")),
    case("R316", "struck out a row instead of deleting it", |f| {
        let cells = f.cells[2].clone();
        f.workbook(|book| {
            let struck = Format::new().set_font_strikethrough();
            let sheet = book.worksheet_from_index(0).expect("a sheet");
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                sheet.write_with_format(2, column as u16, text, &struck).expect("a text");
            }
        });
    })
    .near("put the headings in bold italics", |f| {
        let cells = f.cells[0].clone();
        f.workbook(|book| {
            let bold = Format::new().set_bold().set_italic();
            let sheet = book.worksheet_from_index(0).expect("a sheet");
            for (column, text) in cells.iter().enumerate() {
                sheet.write_with_format(0, column as u16, text, &bold).expect("a text");
            }
        });
    }),
    case("R317", "wrote another amount under the table", |f| {
        f.insert(5, &["Kinh phí bổ sung: 50.000.000 đồng"]);
    })
    .near("named the place and the day", |f| {
        f.insert(5, &["Nha Trang, ngày 12 tháng 9 năm 2025"]);
    })
    .leaves(&["R307"]),
    case("R318", "pinned a note to a cell", |f| {
        f.workbook(|book| {
            let sheet = book.worksheet_from_index(0).expect("a sheet");
            let note = rust_xlsxwriter::Note::new("Số tạm tính, chưa duyệt");
            sheet.insert_note(2, 4, &note).expect("a note");
        });
    })
    .near("pinned it to a heading", |f| {
        f.workbook(|book| {
            let sheet = book.worksheet_from_index(0).expect("a sheet");
            let note = rust_xlsxwriter::Note::new("Ghi phần trăm đã hoàn thành");
            sheet.insert_note(0, 4, &note).expect("a note");
        });
    }),
    case("R304", "typed a quotation mark in a text editor", |f| {
        f.rewrite(|text| text.replace("góp ý dự thảo", "góp ý \"dự thảo\" 2"));
    })
    .near("typed it in Excel", |f| {
        f.set(2, "Kết quả thực hiện", "Gửi văn bản góp ý \"dự thảo\" lần 2");
    }),
    case("R305", "typed on behind a cell in quotation marks", |f| {
        f.rewrite(|text| text.replace("Gửi văn bản góp ý", "\"Gửi văn bản\" góp ý"));
    })
    .near("put the whole cell in quotation marks", |f| {
        f.rewrite(|text| text.replace("anh-chup.jpg", "\"anh-chup.jpg\""));
    }),
    case("R306", "summed up at the foot", |f| {
        f.insert(5, &["Tổng cộng"]);
        f.set(5, "Kinh phí được giao (đồng)", "120.000.000");
    })
    .near("wrote of a total", |f| f.set(3, "Ghi chú", "Tổng cộng 3 đợt")),
    case("R306", "summed up in the middle", |f| {
        f.insert(3, &["", "Cộng"]);
        f.set(3, "Kinh phí được giao (đồng)", "0");
    })
    .near("named a task of all", |f| f.set(3, "Kết quả thực hiện", "Tổng số 86 trẻ em")),
    case("R306", "summed up the rows of a task", |f| {
        f.insert(3, &["", "", "", "Cộng nhiệm vụ II.1"]);
        f.set(3, "Kinh phí được giao (đồng)", "120.000.000");
    })
    .near("wrote of a sum", |f| f.set(3, "Ghi chú", "Cộng nhiệm vụ của hai phòng")),
    case("R307", "left the signatures under the table", |f| {
        f.insert(5, &["Người lập biểu"]);
        f.insert(6, &["", "", "", "", "KT. GIÁM ĐỐC"]);
    })
    .near("signed in the last column", |f| f.set(4, "Ghi chú", "Người lập biểu: phòng PBGDPL")),
    case("R308", "merged two cells of one row", |f| {
        f.workbook(|book| {
            let sheet = book.worksheet_from_index(0).expect("a sheet");
            sheet.merge_range(1, 13, 1, 15, "", &Format::new()).expect("a range");
        });
    })
    .near("merged a title above the table", |f| {
        f.insert(1, &["BÁO CÁO QUÝ III"]);
        f.workbook(|book| {
            let sheet = book.worksheet_from_index(0).expect("a sheet");
            sheet.merge_range(0, 0, 0, 15, "BÁO CÁO QUÝ III", &Format::new()).expect("a range");
        });
    })
    .leaves(&["H205"]),
    case("R309", "filtered the table before saving", |f| {
        f.workbook(|book| {
            book.worksheet_from_index(0).expect("a sheet").set_row_hidden(2).expect("a row");
        });
    })
    .near("hid a row below the table", |f| {
        f.workbook(|book| {
            book.worksheet_from_index(0).expect("a sheet").set_row_hidden(20).expect("a row");
        });
    }),
    case("R310", "numbered the columns under the headings", |f| {
        let numbers: Vec<String> = (1..=16).map(|n| format!("({n})")).collect();
        f.cells.insert(1, numbers);
    })
    .near("numbered its documents", |f| f.set(2, "Ghi chú", "(1)")),
    case("R311", "deleted a cell, and the others moved up", |f| {
        let row = &mut f.cells[2];
        row.remove(2);
        row.push(String::new());
    })
    .near("wrote in two cells what belongs in others", |f| {
        f.set(3, "Nguồn kinh phí", "");
        f.set(3, "Kinh phí được giao (đồng)", "");
        f.set(3, "Kinh phí giải ngân (đồng)", "");
        f.set(3, "Ghi chú", "Ngân sách nhà nước");
    }),
    case("R311", "inserted a cell, and the others moved on", |f| {
        let row = &mut f.cells[2];
        row.insert(2, String::new());
        row.pop();
    })
    .near("emptied a cell that may be blank", |f| f.set(2, "Văn bản ban hành", "")),
    case("R312", "listed its costs under the table", |f| {
        f.insert(5, &["Biểu 2: Kinh phí thực hiện"]);
        f.insert(6, &["STT", "Nội dung chi", "Số tiền (đồng)"]);
        f.insert(7, &["1", "Hội nghị", "50000000"]);
        f.insert(8, &["2", "In tờ rơi", "20000000"]);
    })
    .near("listed them on another sheet", |f| {
        f.workbook(|book| {
            let sheet = book.add_worksheet().set_name("Hướng dẫn").expect("a name");
            sheet.write_string(0, 0, "Nội dung chi").expect("a text");
        });
    }),
    case("R313", "filled in agency and period once, and merged the cells below", |f| {
        for heading in ["Kỳ báo cáo", "Cơ quan báo cáo"] {
            f.set(3, heading, "");
            f.set(4, heading, "");
        }
        f.workbook(|book| {
            let sheet = book.worksheet_from_index(0).expect("a sheet");
            sheet.merge_range(1, 0, 3, 0, "Quý III/2025", &Format::new()).expect("a range");
            sheet.merge_range(1, 1, 3, 1, "Sở Tư pháp", &Format::new()).expect("a range");
        });
    })
    .near("wrote them in every row", |f| f.workbook(|_| {})),
];
