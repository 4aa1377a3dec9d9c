//! Family H: the headings, and the sheets beside the one that is read.

use super::{Case, case};

pub(super) const CASES: &[Case] = &[
    case("H201", "deleted a column that every file needs", |f| f.drop_column("Trạng thái"))
        .near("deleted one that none needs", |f| f.drop_column("Minh chứng")),
    case("H201", "misspelt a heading", |f| f.cells[0][4] = "Trạng htái".to_owned()).near(
        "wrote a heading without marks, in capitals",
        |f| {
            f.cells[0][4] = "TRANG THAI".to_owned();
        },
    ),
    case("H201", "cleared a heading", |f| f.cells[0][2].clear())
        .near("called it by another name", |f| f.cells[0][2] = "Mã số nhiệm vụ".to_owned()),
    case("H201", "left out the column of progress, which a lead needs", |f| {
        f.drop_column("Tiến độ (%)");
    })
    .near("moved it to the front", |f| {
        f.drop_column("Tiến độ (%)");
        f.add_column("Tiến độ (%)", ["40", "65", "100"]);
    }),
    case("H201", "sent the status of last quarter", |f| {
        f.cells[0][4] = "Trạng thái (kỳ trước)".to_owned();
    })
    .near("told how to fill it in", |f| {
        f.cells[0][4] = "Trạng thái (chọn trong danh sách)".to_owned();
    }),
    case("H202", "kept a column of its own", |f| f.add_column("STT", ["1", "2", "3"]))
        .near("left an empty column", |f| f.add_column("", ["", "", ""])),
    case("H211", "kept money in a column of its own", |f| {
        f.add_column("Vốn đối ứng của xã", ["12.000.000", "5.500.000", "120 triệu"]);
    })
    .near("counted lessons", |f| f.add_column("Số buổi", ["12", "55", "120"]))
    .leaves(&["H202"]),
    case("H211", "called a column of texts by other words", |f| {
        let at = f.cells[0].iter().position(|heading| heading == "Minh chứng").expect("a column");
        f.cells[0][at] = "Minh chứng, tài liệu của đơn vị".to_owned();
        f.cells[1][at] = "bien-ban.pdf".to_owned();
    })
    .near("kept the column of the form beside it", |f| {
        f.add_column("Minh chứng khác của đơn vị", ["bien-ban.pdf", "", ""]);
    })
    .leaves(&["H202"]),
    case("H201", "called a column of money by half its name", |f| {
        f.cells[0][8] = "Kinh phí (đồng)".to_owned();
        f.cells[1][8] = "1.000.000".to_owned();
        f.cells[1][9] = "1.000.000".to_owned();
        f.cells[1][10] = "Ngân sách nhà nước".to_owned();
        f.cells[3][8] = "2.000.000".to_owned();
    })
    .near("wrote it over two rows", |f| {
        let mut below = vec![String::new(); 16];
        for (column, text) in [(8, "Được giao"), (9, "Giải ngân"), (10, "Nguồn")] {
            below[column] = text.to_owned();
            f.cells[0][column].clear();
        }
        f.cells[0][8] = "Kinh phí (đồng)".to_owned();
        f.cells.insert(1, below);
    }),
    case("H203", "pasted a column twice and changed one", |f| {
        f.add_column("Trạng thái", ["Hoàn thành", "", ""]);
    })
    .near("has progress and status side by side", |f| {
        f.drop_column("Trạng thái");
        f.add_column("Trạng thái", ["Đang triển khai", "Thực hiện thường xuyên", "Hoàn thành"]);
    }),
    case("H204", "deleted the row of headings", |f| {
        f.cells.remove(0);
    })
    .near("wrote the keys as headings", |f| {
        for heading in &mut f.cells[0] {
            let column = report::submission::COLUMNS.iter().find(|c| c.heading == *heading);
            *heading = column.expect("a column").key.to_owned();
        }
    }),
    case("H205", "wrote a title above the table", |f| {
        f.insert(1, &["BÁO CÁO QUÝ III NĂM 2025 CỦA SỞ TƯ PHÁP"]);
    })
    .near("left blank rows at the foot", |f| {
        f.insert(5, &[]);
        f.insert(6, &[]);
    }),
    case("H206", "repeated the headings for the next page", |f| {
        let headings = f.cells[0].clone();
        f.cells.insert(2, headings);
    })
    .near("wrote a heading in a text", |f| f.set(2, "Ghi chú", "Kết quả thực hiện")),
    case("H207", "saved with a mark that separates nothing", |f| {
        f.drop_column("Khó khăn, vướng mắc");
        f.rewrite(|text| text.replace(';', "~"));
    })
    .near("saved with commas", |f| {
        f.drop_column("Khó khăn, vướng mắc");
        f.rewrite(|text| text.replace(';', ","));
    }),
    case("H208", "left notes on another sheet", |f| {
        f.workbook(|book| {
            let sheet = book.add_worksheet().set_name("Ghi chép").expect("a name");
            sheet.write_string(0, 0, "Gọi lại cho xã Vạn Ninh").expect("a text");
        });
    })
    .near("left an empty sheet", |f| {
        f.workbook(|book| {
            book.add_worksheet().set_name("Sheet2").expect("a name");
        });
    }),
    case("H209", "put more rows without headings on another sheet", |f| {
        let cells = f.cells.clone();
        f.workbook(|book| {
            let sheet = book.add_worksheet().set_name("Tiếp theo").expect("a name");
            for (column, text) in cells[1].iter().enumerate() {
                sheet.write_string(0, column as u16, text).expect("a text");
            }
        });
    })
    .near("left the bare headings there", |f| {
        let headings = f.cells[0].clone();
        f.workbook(|book| {
            let sheet = book.add_worksheet().set_name("Mẫu").expect("a name");
            for (column, text) in headings.iter().enumerate() {
                sheet.write_string(0, column as u16, text).expect("a text");
            }
        });
    })
    .leaves(&["H208"]),
    case("H212", "left last quarter's table on another sheet", |f| {
        let mut cells = f.cells.clone();
        cells[1][0] = "Quý II/2025".to_owned();
        f.workbook(|book| {
            let sheet = book.add_worksheet().set_name("Quý II").expect("a name");
            for (row, cells) in cells.iter().take(2).enumerate() {
                for (column, text) in cells.iter().enumerate() {
                    sheet.write_string(row as u32, column as u16, text).expect("a text");
                }
            }
        });
    })
    .near("left only its headings", |f| {
        let headings = f.cells[0].clone();
        f.workbook(|book| {
            let sheet = book.add_worksheet().set_name("Quý II").expect("a name");
            for (column, text) in headings.iter().enumerate() {
                sheet.write_string(0, column as u16, text).expect("a text");
            }
        });
    })
    .leaves(&["H208"]),
    case("H213", "sent last quarter's table with another period in its rows", |f| {
        f.rewrite(|text| format!("BÁO CÁO QUÝ II NĂM 2025\r\n{text}"));
    })
    .also(&["H205"])
    .leaves(&["H205"])
    .near("wrote the half of the year that holds the quarter above the table", |f| {
        f.rewrite(|text| format!("BÁO CÁO 6 THÁNG CUỐI NĂM 2025\r\n{text}"));
    }),
    case("H213", "sent the table of another department", |f| {
        f.rewrite(|text| format!("BÁO CÁO CỦA SỞ TÀI CHÍNH\r\n{text}"));
    })
    .also(&["H205"])
    .leaves(&["H205"])
    .near("wrote both departments above the table", |f| {
        f.rewrite(|text| format!("SỞ TƯ PHÁP\r\nPhối hợp: Sở Tài chính\r\n{text}"));
    }),
    case("H210", "counted money in millions, as a line above the table says", |f| {
        f.cells[2][8] = "120".to_owned();
        f.cells[2][9] = "45,5".to_owned();
        f.rewrite(|text| format!("SỞ TƯ PHÁP\r\nĐơn vị tính: triệu đồng\r\n{text}"));
    })
    .also(&["H205"])
    .leaves(&["H205"])
    .near("wrote đồng in full under such a line", |f| {
        f.rewrite(|text| format!("SỞ TƯ PHÁP\r\nĐơn vị tính: triệu đồng\r\n{text}"));
    }),
    case("H210", "counted money in thousands, as the heading says in figures", |f| {
        f.cells[0][8] = "Kinh phí được giao (1.000đ)".to_owned();
        f.cells[0][9] = "Kinh phí giải ngân (tr.đ)".to_owned();
        f.cells[2][8] = "120.000".to_owned();
        f.cells[2][9] = "45,5".to_owned();
    })
    .near("told that money is cumulative", |f| {
        f.cells[0][8] = "Kinh phí được giao (lũy kế từ 01/01)".to_owned();
    }),
    case("H210", "counted money in millions, as the heading says", |f| {
        f.cells[0][8] = "Kinh phí được giao (triệu đồng)".to_owned();
        f.cells[0][9] = "Kinh phí giải ngân (triệu đồng)".to_owned();
        f.cells[2][8] = "120".to_owned();
        f.cells[2][9] = "45,5".to_owned();
    })
    .near("counted in millions, as every cell says", |f| {
        f.cells[0][8] = "Kinh phí được giao (triệu đồng)".to_owned();
        f.cells[2][8] = "120 triệu".to_owned();
    }),
];
