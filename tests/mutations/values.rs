//! Family V: what a cell may hold.

use super::{Case, case};

const RESULT: &str = "Kết quả thực hiện";
const PROGRESS: &str = "Tiến độ (%)";
const GIVEN: &str = "Kinh phí được giao (đồng)";
const SPENT: &str = "Kinh phí giải ngân (đồng)";
const DUE: &str = "Thời hạn hoàn thành";
const DOCUMENTS: &str = "Văn bản ban hành";

pub(super) const CASES: &[Case] = &[
    case("V401", "left the status of a row blank", |f| f.set(2, "Trạng thái", ""))
        .near("left a cell blank that may be", |f| f.set(2, "Văn bản ban hành", "")),
    case("V401", "leads a task and left its progress blank", |f| f.set(2, PROGRESS, "")).near(
        "had nothing to report on it",
        |f| {
            f.set(2, PROGRESS, "");
            f.set(2, "Trạng thái", "Không phát sinh");
        },
    ),
    case("V401", "filled in the status once, and merged the cells below", |f| {
        f.set(3, "Trạng thái", "");
        f.set(4, "Trạng thái", "");
        f.workbook(|book| {
            let sheet = book.worksheet_from_index(0).expect("a sheet");
            let plain = rust_xlsxwriter::Format::new();
            sheet.merge_range(1, 4, 3, 4, "Đang triển khai", &plain).expect("a range");
        });
    })
    .near("wrote it in every row", |f| f.workbook(|_| {})),
    case("V401", "sent the blank form back", |f| {
        f.add_column("Nội dung nhiệm vụ", ["Nghiên cứu", "Truyền thông", "Nghiên cứu"]);
        for heading in
            ["Trạng thái", PROGRESS, RESULT, DOCUMENTS, GIVEN, SPENT, "Nguồn kinh phí", DUE]
        {
            f.set_all(heading, "");
        }
        f.set_all("Minh chứng", "");
        f.set_all("Ngày báo cáo", "");
    })
    .near("filled the form in", |f| {
        f.add_column("Nội dung nhiệm vụ", ["Nghiên cứu", "Truyền thông", "Nghiên cứu"]);
    }),
    case("V402", "did more than was planned", |f| f.set(3, PROGRESS, "140")).near(
        "did all that was planned",
        |f| {
            f.set(3, PROGRESS, "100");
            f.set(3, "Trạng thái", "Hoàn thành");
        },
    ),
    case("V402", "wrote progress below zero", |f| f.set(3, PROGRESS, "-5"))
        .near("has not begun to move", |f| f.set(3, PROGRESS, "0")),
    case("V403", "wrote progress in words", |f| f.set(2, PROGRESS, "khoảng 50%"))
        .near("wrote the sign of percent", |f| f.set(2, PROGRESS, "50%")),
    case("V403", "wrote a telephone number for the progress", |f| f.set(2, PROGRESS, "0905123456"))
        .near("wrote a decimal comma", |f| f.set(2, PROGRESS, "45,5")),
    case("V403", "wrote that there is no money", |f| f.set(2, GIVEN, "không có"))
        .near("wrote a dash", |f| f.set(2, GIVEN, "-")),
    case("V403", "lost a digit of a group", |f| f.set(3, GIVEN, "120.00"))
        .near("wrote the groups in full", |f| f.set(3, GIVEN, "120.000.000")),
    case("V404", "counted in millions and did not say so", |f| f.set(3, SPENT, "45,5"))
        .near("said so", |f| f.set(3, SPENT, "45,5 triệu")),
    case("V403", "left a mark behind the money", |f| f.set(3, GIVEN, "120.000.000;"))
        .near("wrote a compound amount", |f| f.set(3, GIVEN, "1 tỷ 200 triệu")),
    case("V404", "grouped millions by a comma", |f| f.set(3, GIVEN, "1,200 triệu"))
        .near("wrote a fraction of millions", |f| f.set(3, GIVEN, "120,5 triệu")),
    case("V405", "typed on a keyboard set to English", |f| f.set(2, PROGRESS, "45.5"))
        .near("typed a comma", |f| f.set(2, PROGRESS, "45,5")),
    case("V405", "grouped the digits by commas", |f| f.set(3, GIVEN, "120,000,000"))
        .near("grouped them by spaces", |f| f.set(3, GIVEN, "120 000 000")),
    case("V406", "wrote a date in words", |f| f.set(2, DUE, "cuối năm 2026"))
        .near("wrote a date out", |f| f.set(2, DUE, "ngày 31 tháng 12 năm 2026")),
    case("V429", "swapped two digits of the year", |f| f.set(2, DUE, "31/12/2206"))
        .near("wrote a year to come", |f| f.set(2, DUE, "31/12/2035")),
    case("V407", "wrote a day that is not in the calendar", |f| f.set(2, DUE, "31/11/2026"))
        .near("wrote the last of the month", |f| f.set(2, DUE, "30/11/2026")),
    case("V408", "wrote the year in two digits", |f| f.set(2, DUE, "31/12/26"))
        .near("wrote it in four", |f| f.set(2, DUE, "31-12-2026")),
    case("V408", "saved a column of dates as numbers", |f| f.set(2, DUE, "46387"))
        .near("began with the year", |f| f.set(2, DUE, "2026-12-31")),
    case("V409", "left the year out", |f| f.set_all("Kỳ báo cáo", "quý 3"))
        .near("wrote Q3", |f| f.set_all("Kỳ báo cáo", "Q3/2025")),
    case("V409", "wrote the month", |f| f.set(2, "Kỳ báo cáo", "tháng 9/2025"))
        .near("wrote the number in Arabic", |f| f.set(2, "Kỳ báo cáo", "Quý 3 năm 2025")),
    case("V409", "wrote “as above”", |f| f.set(3, "Kỳ báo cáo", "\""))
        .near("wrote the key of the period", |f| f.set(3, "Kỳ báo cáo", "2025-Q3")),
    case("V410", "wrote the status in other words", |f| f.set(2, "Trạng thái", "Đang làm tốt"))
        .near("wrote it without marks", |f| f.set(2, "Trạng thái", "dang trien khai")),
    case("V410", "wrote the progress into the status", |f| f.set(2, "Trạng thái", "40%"))
        .near("wrote it in capitals", |f| f.set(2, "Trạng thái", "ĐANG TRIỂN KHAI")),
    case("V411", "named another source of funds", |f| {
        f.set(3, "Nguồn kinh phí", "Kinh phí sự nghiệp");
    })
    .near("used a source of the list", |f| f.set(3, "Nguồn kinh phí", "Vận động xã hội")),
    case("V412", "wrote money given back as less than nothing", |f| f.set(3, GIVEN, "-5.000.000"))
        .near("spent nothing", |f| f.set(3, SPENT, "0")),
    case("V412", "wrote it as accountants do, in brackets", |f| f.set(3, GIVEN, "(5.000.000)"))
        .near("put the unit in brackets", |f| f.set(3, GIVEN, "120.000.000 (đồng)")),
    case("V412", "wrote the minus behind it", |f| f.set(3, GIVEN, "5.000.000-"))
        .near("wrote đồng behind it", |f| f.set(3, GIVEN, "120.000.000đ")),
    case("V413", "pasted from a web page", |f| {
        f.set(2, RESULT, "Gửi\u{200B} văn bản góp ý");
    })
    .near("typed the spaces", |f| f.set(2, RESULT, "Gửi  văn bản góp ý")),
    case("V414", "typed on a Mac", |f| {
        f.set(2, RESULT, "Gu\u{31B}\u{309}i va\u{306}n ba\u{309}n go\u{301}p y\u{301}");
    })
    .near("typed on Windows", |f| f.set(2, RESULT, "Gửi văn bản góp ý")),
    case("V415", "began a text with an equals sign", |f| f.set(2, RESULT, "=Gửi văn bản góp ý"))
        .near("began it with a dash", |f| f.set(2, RESULT, "- Gửi văn bản góp ý")),
    case("V416", "pasted a whole report into a cell", |f| {
        f.set(2, RESULT, &"Gửi văn bản góp ý; ".repeat(2_000));
    })
    .near("pasted a page", |f| f.set(2, RESULT, &"Gửi văn bản góp ý; ".repeat(200))),
    case("V417", "exported from a system that cuts at 255 characters", |f| {
        f.set(2, RESULT, &"ế".repeat(255));
    })
    .near("wrote 254", |f| f.set(2, RESULT, &"ế".repeat(254))),
    case("V418", "wrote a document without its date", |f| f.set(2, DOCUMENTS, "Công văn số 45"))
        .near("listed two documents", |f| {
            f.set(2, DOCUMENTS, "45/STP-PBGDPL ngày 20/8/2025; 46/STP-PBGDPL ngày 21/8/2025");
        }),
    case("V419", "described the evidence", |f| f.set(2, "Minh chứng", "xem hồ sơ lưu tại phòng"))
        .near("gave a link", |f| f.set(2, "Minh chứng", "https://stp.example/anh.jpg")),
    case("V420", "wrote another role", |f| f.set(2, "Vai trò", "Tham mưu"))
        .near("left the role blank", |f| f.set(2, "Vai trò", "")),
    case("V421", "sent half as 0,5", |f| f.set(2, PROGRESS, "0,5"))
        .near("meant half a percent", |f| f.set(2, PROGRESS, "0,5%")),
    case("V408", "typed all dates with the month first", |f| {
        f.set(2, DUE, "03/25/2026");
        f.set(3, DUE, "05/04/2026");
    })
    .also(&["V407"])
    .near("typed them with the day first", |f| {
        f.set(2, DUE, "25/03/2026");
        f.set(3, DUE, "30/04/2026");
    }),
    case("V418", "typed the dates of documents with the month first", |f| {
        f.set(2, "Văn bản ban hành", "188/KH-STP ngày 07/21/2025");
        f.set(3, "Văn bản ban hành", "190/KH-STP ngày 08/05/2025");
    })
    .near("typed them with the day first", |f| {
        f.set(2, "Văn bản ban hành", "188/KH-STP ngày 21/07/2025");
        f.set(3, "Văn bản ban hành", "190/KH-STP ngày 05/08/2025");
    }),
    case("V408", "typed all dates with the year first and the day before the month", |f| {
        f.set(2, DUE, "2026-25-03");
        f.set(3, DUE, "2026-05-04");
    })
    .also(&["V407"])
    .near("typed the month before the day", |f| {
        f.set(2, DUE, "2026-03-25");
        f.set(3, DUE, "2026-05-04");
    }),
    case("V408", "told in the heading that the month comes first", |f| {
        f.set(2, DUE, "05/04/2026");
        let column = f.column(DUE);
        f.cells[0][column] = "Thời hạn hoàn thành (mm/dd/yyyy)".to_owned();
    })
    .near("told that the day comes first", |f| {
        f.set(2, DUE, "05/04/2026");
        let column = f.column(DUE);
        f.cells[0][column] = "Thời hạn hoàn thành (dd/mm/yyyy)".to_owned();
    }),
    case("V424", "exported the day from a form on the web", |f| {
        f.set(2, "Ngày báo cáo", "2025-09-11T17:00:00.000Z");
    })
    .near("exported it with a time of here", |f| {
        f.set(2, "Ngày báo cáo", "12/9/2025 14:05");
    }),
    case("V425", "saved as CSV from columns that were too narrow", |f| f.set(3, GIVEN, "########"))
        .near("widened the column", |f| f.set(3, GIVEN, "1.234.567.890")),
    case("V425", "let the spreadsheet shorten an amount", |f| f.set(3, GIVEN, "1,23457E+08"))
        .near("saved it with two decimals", |f| f.set(3, GIVEN, "120000000,00")),
    case("V425", "saved a formula that had failed", |f| f.set(2, RESULT, "#REF!"))
        .near("numbered a text", |f| f.set(2, RESULT, "#1: gửi văn bản góp ý")),
    case("V410", "set a mark beside the status", |f| f.set(2, "Trạng thái", "❌Đang triển khai"))
        .near("ended it with a full stop", |f| f.set(2, "Trạng thái", "Đang triển khai.")),
    case("V422", "counted in millions without saying so", |f| {
        f.set(3, GIVEN, "120");
        f.set(3, SPENT, "45");
    })
    .near("wrote the unit", |f| f.set(3, SPENT, "45.000 đồng")),
    case("V426", "saw 0% where the cell holds 0,4%", |f| progress_shown(f, 0.004, "0%"))
        .near("saw 73% where it holds 72,5%", |f| progress_shown(f, 0.725, "0%")),
    case("V427", "wrote a theme of their own", |f| {
        theme(f, "Kinh phí được giao chậm.", "Tài chính")
    })
    .near("wrote the key of a theme", |f| theme(f, "Kinh phí được giao chậm.", "kinh-phi")),
    case("V427", "let the spreadsheet lose a theme", |f| theme(f, "Giao chậm.", "#REF!"))
        .near("wrote the name of a theme in small letters, without marks", |f| {
            theme(f, "Giao chậm.", "kinh phi, che do, dinh muc")
        }),
    case("V428", "chose a theme and wrote no difficulty", |f| theme(f, "", "Khác"))
        .near("left both blank", |f| theme(f, "", "")),
    case("V428", "chose a theme and wrote that there is none", |f| theme(f, "Không có.", "Khác"))
        .near("wrote none and no theme", |f| theme(f, "Không có.", "-")),
    case("V423", "named a child with the numbers of its card and its telephone", |f| {
        f.set(2, RESULT, "Hỗ trợ cháu Nguyễn Văn A, CCCD 056312345678, ĐT 0905123456");
    })
    .near("wrote initials and the line that everybody may call", |f| {
        f.set(2, RESULT, "Hỗ trợ cháu N.V.A qua Tổng đài 111 và đường dây nóng 18001567");
    }),
    case("V423", "wrote the day on which a child was born", |f| {
        f.set(2, "Ghi chú", "sinh ngày 12/3/2015");
    })
    .near("wrote when births were registered", |f| {
        f.set(2, "Ghi chú", "đăng ký khai sinh ngày 12/3/2025 cho 12 trẻ em Khánh Hòa");
    }),
];

/// Writes a difficulty, and its theme in a column of its own.
fn theme(f: &mut super::Folder, difficulty: &'static str, theme: &'static str) {
    f.set(2, "Khó khăn, vướng mắc", difficulty);
    f.add_column("Nhóm khó khăn", [theme, "", ""]);
}

/// Sends a workbook in which the first progress is a number of this format.
fn progress_shown(f: &mut super::Folder, value: f64, format: &'static str) {
    f.workbook(|book| {
        let sheet = book.worksheet_from_index(0).expect("a sheet");
        let format = rust_xlsxwriter::Format::new().set_num_format(format);
        sheet.write_number_with_format(1, 5, value, &format).expect("a number");
    });
}
