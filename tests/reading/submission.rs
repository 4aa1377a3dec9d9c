//! Reading what agencies send: headings, blank and total rows, cells that do not fit, and the names
//! of cells whatever stands between the rows.

use std::sync::OnceLock;

use chrono::NaiveDate;
use report::diag::{Diagnostic, Policy, Sink};
use report::plan::{self, Plan, PlanFiles};
use report::source::Source;
use report::submission::{self, Field, File, Submission};

const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%)";
const ROW: &str = "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40";

fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

fn read(text: &str) -> (File, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let day = NaiveDate::from_ymd_opt(2025, 9, 14).expect("a day");
    let file = submission::read(&Source::new("a.csv", text), plan(), day, &mut sink);
    (file, sink.finish(&Policy::default()))
}

/// The only finding in `text`, and what could be read.
fn only(text: &str) -> (Option<Submission>, Diagnostic) {
    let (file, mut found) = read(text);
    assert_eq!(found.len(), 1, "{text}\n{found:#?}");
    (file.submission, found.remove(0))
}

fn sound(text: &str) -> Submission {
    let (file, found) = read(text);
    assert!(found.is_empty(), "{text}\n{found:#?}");
    file.submission.expect("a submission")
}

fn cell(d: &Diagnostic) -> Option<&str> {
    d.place.cell()
}

fn help(d: &Diagnostic) -> &str {
    d.help.as_deref().unwrap_or("")
}

#[test]
fn h201_names_all_missing_columns_once_and_the_nearest_headings() {
    let (none, found) = only("Kỳ báo cáo;Cơ quan báo cáo;Tiến độ\nQuý III/2025;Sở Tư pháp;40\n");
    assert!(none.is_none());
    assert_eq!((found.code.id, found.place.row()), ("H201", Some(1)));
    assert_eq!(found.message, "Bảng còn thiếu cột “Mã nhiệm vụ”, “Trạng thái”.");

    let text = format!("{}\n{ROW}\n", HEADINGS.replace("Trạng thái", "Trạng tháy nhé"));
    let (_, found) = only(&text);
    assert_eq!(found.code.id, "H201", "the misspelt heading is told once, not as H202 too");
    assert_eq!(
        help(&found),
        "Cột D “Trạng tháy nhé” có phải là “Trạng thái”? Nếu đúng thì sửa lại tiêu đề, nếu không thì thêm cột."
    );
}

#[test]
fn h202_keeps_an_unknown_column() {
    let (submission, found) = only(&format!("{HEADINGS};Người lập biểu\n{ROW};Trần Thị A\n"));
    let submission = submission.expect("a note keeps nothing out");
    assert_eq!((found.code.id, cell(&found)), ("H202", Some("F1")));
    assert_eq!(found.place.heading(), Some("Người lập biểu"));
    assert_eq!(submission.unknown, [(5, "Người lập biểu".to_owned())]);
    assert_eq!(submission.table.field(1, 5), "Trần Thị A");
    assert_eq!(submission.rows.len(), 1);

    let (_, found) = only(&format!("{HEADINGS};Kết quả thực hiệnn\n{ROW};x\n"));
    assert!(help(&found).contains("“Kết quả thực hiện”"), "{found:?}");
}

#[test]
fn h202_speaks_of_a_column_without_heading_only_when_it_holds_something() {
    let (_, found) = only(&format!("{HEADINGS};;\n{ROW};;đã sửa\n"));
    assert_eq!((found.code.id, cell(&found)), ("H202", Some("G1")));
    assert_eq!(found.value.as_deref(), Some("đã sửa"));
}

#[test]
fn h203_names_both_columns() {
    let (none, found) = only(&format!("{HEADINGS};Tỷ lệ hoàn thành\n{ROW};45\n"));
    assert!(none.is_none());
    assert_eq!((found.code.id, cell(&found)), ("H203", Some("F1")));
    assert_eq!(found.message, "Cột E và cột F cùng là “Tiến độ (%)” nên không biết lấy cột nào.");
}

#[test]
fn a_repeated_column_that_leaves_no_doubt_is_only_mentioned() {
    for (second, kept, why) in [("40", "E", "giống hệt"), ("", "E", "để trống")] {
        let (read, found) = only(&format!("{HEADINGS};Tỷ lệ hoàn thành\n{ROW};{second}\n"));
        let told = format!(
            "Cột F trùng tiêu đề “Tiến độ (%)” với cột {kept} và {why} nên không được đọc."
        );
        assert_eq!((found.code.id, cell(&found)), ("H202", Some("F1")));
        assert_eq!(found.message, told);
        let read = read.expect("a submission");
        assert_eq!(read.cell_name(&read.rows[0], Field::Progress).as_deref(), Some("E2"));
    }
    // The one that is filled is read, wherever it stands.
    let blank = ROW.strip_suffix("40").expect("the progress stands last");
    let (read, found) = only(&format!("{HEADINGS};Tỷ lệ hoàn thành\n{blank};40\n"));
    assert_eq!((found.code.id, cell(&found)), ("H202", Some("E1")));
    let read = read.expect("a submission");
    assert_eq!(read.text(&read.rows[0], Field::Progress), "40");
}

#[test]
fn columns_of_the_form_alone_may_stand_twice() {
    let twice = "Nội dung nhiệm vụ;Nội dung nhiệm vụ";
    let (file, found) = read(&format!("{HEADINGS};{twice}\n{ROW};một;hai\n"));
    assert!(found.is_empty() && file.submission.is_some(), "{found:?}");
}

#[test]
fn h204_no_heading_row() {
    let (none, found) = only(&format!("{ROW}\n"));
    assert!(none.is_none());
    assert_eq!(found.code.id, "H204");
    assert_eq!(found.value.as_deref(), Some("Quý III/2025 | Sở Tư pháp | I.2 | Đang triển khai"));
}

#[test]
fn h205_headings_below_a_title() {
    let title = "SỞ TƯ PHÁP;;;;\n;;;;\n";
    let (submission, found) = only(&format!("{title}{HEADINGS}\n{ROW}\n"));
    assert_eq!((found.code.id, found.place.row()), ("H205", Some(3)));
    let submission = submission.expect("a submission");
    assert_eq!(submission.cell_name(&submission.rows[0], Field::Progress).as_deref(), Some("E4"));
}

#[test]
fn a_line_that_names_the_delimiter_is_no_title() {
    for eol in ["\n", "\r\n"] {
        let submission = sound(&format!("sep=;{eol}{HEADINGS}{eol}{ROW}{eol}"));
        // A spreadsheet that honours the line does not show it.
        assert_eq!(submission.row_number(&submission.rows[0]), 2);
        assert_eq!(submission.row_place(&submission.rows[0]).line(), Some(3));
    }
}

#[test]
fn h206_headings_again_in_the_middle() {
    let (submission, found) = only(&format!("{HEADINGS}\n{ROW}\n{HEADINGS}\n{ROW}\n"));
    assert_eq!((found.code.id, found.place.row()), ("H206", Some(3)));
    assert_eq!(submission.map(|s| s.rows.len()), Some(2));
}

#[test]
fn h207_one_column() {
    let text = format!("{HEADINGS}\n{ROW}\n").replace(';', ":");
    let (none, found) = only(&text);
    assert!(none.is_none());
    assert_eq!((found.code.id, found.place.row()), ("H207", Some(1)));
}

#[test]
fn h207_names_a_mark_that_is_not_read() {
    let headings = format!("{HEADINGS};Khó khăn, vướng mắc;Kiến nghị, đề xuất");
    for mark in ["~", "^", ":", "¦", "；", "\u{1F}", "§", " - "] {
        let text = format!("BÁO CÁO QUÝ III\n{headings}\n{ROW};Thiếu người, thiếu tiền;\n");
        let (none, found) = only(&text.replace(';', mark));
        assert!(none.is_none());
        assert_eq!((found.code.id, found.place.row()), ("H207", Some(2)), "{mark}");
        let named = called(mark);
        assert!(found.message.contains(&named), "{}", found.message);
        assert!(help(&found).contains(&named), "{found:?}");
    }
    // What the help says is read.
    let text = format!("sep=~\n{}\n", format!("{headings}\n{ROW};;").replace(';', "~"));
    assert_eq!(sound(&text).rows.len(), 1);
}

fn called(mark: &str) -> String {
    match mark {
        "\u{1F}" => "U+001F".to_owned(),
        mark => format!("dấu “{}”", mark.trim()),
    }
}

#[test]
fn r301_short_row_is_left_out_alone() {
    let (submission, found) = only(&format!("{HEADINGS}\nQuý III/2025;Sở Tư pháp\n{ROW}\n"));
    assert_eq!((found.code.id, found.place.row()), ("R301", Some(2)));
    assert_eq!(found.message, "Dòng chỉ có 2 ô, trong khi bảng có 5 cột.");
    let submission = submission.expect("the other rows");
    assert_eq!((submission.rows.len(), submission.data_rows), (1, 2));
}

#[test]
fn r302_says_where_a_text_was_probably_cut() {
    let headings = HEADINGS.replace(';', ",");
    let row = "Quý III/2025,Sở Văn hóa, thể thao và du lịch,III.6,Đang triển khai,40";
    let (submission, found) = only(&format!("{headings}\n{row}\n"));
    assert_eq!((found.code.id, found.place.row()), ("R302", Some(2)));
    assert_eq!(found.value.as_deref(), Some("6 ô"));
    assert!(help(&found).contains("dấu “,”"), "{found:?}");
    assert!(help(&found).contains("xem ô B2: “Sở Văn hóa”"), "{found:?}");
    assert_eq!(submission.map(|s| s.rows.len()), Some(0));

    let long = "một việc rất dài ".repeat(100);
    let (_, found) = only(&format!("{HEADINGS}\nQuý III/2025;Sở Tư pháp;I.2;{long}; và việc;40\n"));
    assert!(help(&found).chars().count() < 250, "{found:?}");
}

#[test]
fn r303_counts_blank_rows_of_both_kinds() {
    for eol in ["\n", "\r\n", "\r"] {
        for (gap, count, row) in [
            (eol.to_owned(), 1, 3),
            (format!("{eol}{eol}"), 2, 3),
            (format!(";;;;{eol}"), 1, 3),
            (format!("{eol};;;;{eol}{eol}"), 3, 3),
        ] {
            let text = format!("{HEADINGS}{eol}{ROW}{eol}{gap}{ROW}{eol}");
            let (submission, found) = only(&text);
            assert_eq!((found.code.id, found.place.row()), ("R303", Some(row)), "{text:?}");
            assert_eq!(
                found.message,
                format!("Có {count} dòng trống giữa bảng; các dòng này được bỏ qua.")
            );
            let submission = submission.expect("a submission");
            assert_eq!(submission.row_number(&submission.rows[1]), 3 + count, "{text:?}");
        }
    }
}

#[test]
fn blank_rows_and_columns_at_the_end_are_nothing() {
    for eol in ["\n", "\r\n", "\r"] {
        let submission =
            sound(&format!("{HEADINGS};;{eol}{ROW};;{eol}{ROW}{eol};;;;;;{eol}{eol}{eol}"));
        assert_eq!(submission.rows.len(), 2);
    }
    // More empty cells than the heading row has, in every row.
    sound(&format!("{HEADINGS}\n{ROW};;;;\n{ROW};;;;\n{ROW};;;;\n"));
}

#[test]
fn r302_one_cell_too_many_though_the_last_is_blank() {
    let headings =
        format!("{HEADINGS};Kết quả thực hiện;Kinh phí được giao;Kinh phí giải ngân;Ghi chú");
    let row = "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40";
    let sound_row = format!("{row};Họp 3 lần.;100.000.000;0;");
    for cut in [
        "Họp 3 lần; tập huấn 5 lớp;100.000.000;;",
        "Họp 3 lần;Tập huấn 5 lớp;100.000.000;;",
        "Họp 3 lần; tập huấn; trao quà;100.000.000;;",
        "Họp 3 lần.;100.000.000;0;;;;",
    ] {
        for text in [
            format!("{headings}\n{row};{cut}\n{sound_row}\n{sound_row}\n"),
            format!("{headings}\n{row};{cut}\n{row};{cut}\n"),
            format!("{headings}\n{row};{cut}\n"),
            format!("{headings};\n{row};{cut};\n{sound_row};\n"),
        ] {
            let (file, found) = read(&text);
            assert!(found.iter().all(|d| d.code.id == "R302"), "{text}\n{found:#?}");
            assert_eq!(found[0].place.row(), Some(2));
            let submission = file.submission.expect("the other rows");
            assert_eq!(submission.rows.len() + found.len(), submission.data_rows, "{text}");
        }
    }
    // Every row looks as if a text had been cut.
    let texts = format!("{row};Họp; tập huấn;100.000.000;;\n").repeat(4);
    let (_, found) = read(&format!("{headings}\n{texts}"));
    assert_eq!(found.len(), 4);
}

#[test]
fn r314_rows_that_were_only_filled_down_are_blank_rows() {
    let headings = format!("STT;{HEADINGS};Kết quả thực hiện;Kinh phí được giao;Nội dung nhiệm vụ");
    let row = format!("1;{ROW};Họp 3 lần.;;");
    for hollow in [
        "2;;;;;;;;",
        "2.;;;;;-;;;",
        "2;Quý III/2025;Sở Tư pháp;;;;;;",
        ";Quý III/2025;Sở Tư pháp;;;;;;",
        "2;;Sở Tư pháp;;;0%;;0;",
        "2;Quý III/2025;;;;;;;Nghiên cứu, rà soát",
        "IV;;;;;;;;Bảo vệ trẻ em",
    ] {
        let text = format!("{headings}\n{row}\n{}", format!("{hollow}\n").repeat(20));
        let (file, found) = read(&text);
        let codes: Vec<&str> = found.iter().map(|d| d.code.id).filter(|c| *c != "H202").collect();
        assert_eq!(codes, ["R314"], "{hollow}\n{found:#?}");
        let submission = file.submission.expect("a submission");
        assert_eq!((submission.rows.len(), submission.data_rows), (1, 1), "{hollow}");
        let (_, found) = read(&format!("{headings}\n{hollow}\n"));
        assert!(found.iter().any(|d| d.code.id == "F103"), "{found:#?}");
    }
    for said in [
        "2;Quý III/2025;Sở Tư pháp;I.1;;;;;",
        "2;Quý III/2025;Sở Tư pháp;;Hoàn thành;;;;",
        "2;Quý III/2025;Sở Tư pháp;;;;Họp.;;",
        "2;Quý III/2025;Sở Tư pháp;;;;;5.000.000;",
        "2;Quý III/2025;Sở Tư pháp;;;40;;;",
    ] {
        let (file, found) = read(&format!("{headings}\n{row}\n{said}\n"));
        assert!(found.iter().all(|d| d.code.id != "R314"), "{said}");
        assert_eq!(file.submission.expect("a submission").rows.len(), 2, "{said}");
    }
    for foot in ["Người lập biểu;;;;;;;;", ";;Nha Trang, ngày 5 tháng 9 năm 2025;;;;;;"] {
        let (_, found) = read(&format!("{headings}\n{row}\n{foot}\n"));
        assert!(found.iter().any(|d| d.code.id == "R307"), "{foot}\n{found:#?}");
    }
}

#[test]
fn r306_total_rows_are_skipped() {
    for word in ["Tổng cộng", "TỔNG CỘNG:", "Cộng", "Tổng", "Tổng số", "Tổng cộng 2 nhiệm vụ"]
    {
        let (submission, found) = only(&format!("{HEADINGS}\n{ROW}\n{word};;2 nhiệm vụ;;40\n"));
        assert_eq!((found.code.id, found.place.row()), ("R306", Some(3)), "{word}");
        assert_eq!(submission.map(|s| s.rows.len()), Some(1));
    }
    let submission = sound(&format!("{HEADINGS}\nTổng cộng;Sở Tư pháp;I-2;Đang triển khai;40\n"));
    assert_eq!(submission.rows.len(), 1, "a row that names a task is no total");
}

#[test]
fn f103_headings_without_rows() {
    for rows in ["", "\n\n", ";;;;\n;;;;\n"] {
        let text = format!("{HEADINGS}\n{rows}");
        let (none, found) = only(&text);
        assert!(none.is_none());
        assert_eq!((found.code.id, found.place.row()), ("F103", Some(1)), "{text:?}");
    }
}

#[test]
fn f102_nothing_but_blanks_and_delimiters() {
    for text in ["", "\u{FEFF}", "\n \r\n", ";;;\n;;;\n", ",,\r\n"] {
        assert_eq!(only(text).1.code.id, "F102", "{text:?}");
    }
}

#[test]
fn headings_in_odd_spelling() {
    for headings in [
        "KỲ BÁO CÁO;CƠ QUAN BÁO CÁO;MÃ NHIỆM VỤ;TRẠNG THÁI;TIẾN ĐỘ",
        " ky bao cao ;co quan;ma nhiem vu;trang thai;tien do",
        "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do",
        "Kỳ;Đơn vị;Mã NV;Tình trạng;Tỷ lệ hoàn thành (%)",
        "\u{FEFF}Kỳ  báo\u{A0}cáo;Cơ quan, đơn vị;Mã;Trạng thái;% hoàn thành",
        "\"Kỳ\nbáo cáo\";\"Cơ quan\nbáo cáo\n(tên đầy đủ)\";Mã nhiệm vụ;Trạng thái;\"Tiến độ\n(%)\"",
    ] {
        let submission = sound(&format!("{headings}\n{ROW}\n"));
        assert_eq!(submission.text(&submission.rows[0], Field::Progress), "40", "{headings}");
        // The heading's own line breaks begin no row.
        assert_eq!(submission.row_number(&submission.rows[0]), 2, "{headings}");
    }
}

#[test]
fn cells_are_named_as_a_spreadsheet_names_them() {
    for eol in ["\n", "\r\n", "\r"] {
        let text = format!(
            "{HEADINGS};Kết quả{eol}{ROW};\"a{eol}b{eol}{eol}c\"{eol}{eol};;;;;{eol}{ROW};\"d;\"\"e\"\"\"{eol}{ROW};f{eol}"
        );
        let (submission, found) = only(&text);
        assert_eq!((found.code.id, found.place.row()), ("R303", Some(3)), "{text:?}");
        // Three line breaks in the cell above come before the blank line.
        assert_eq!(found.place.line(), Some(6), "{text:?}");
        let submission = submission.expect("a submission");
        let names: Vec<_> = submission
            .rows
            .iter()
            .map(|row| submission.cell_name(row, Field::Result).unwrap_or_default())
            .collect();
        assert_eq!(names, ["F2", "F5", "F6"], "{text:?}");
        let lines: Vec<_> =
            submission.rows.iter().map(|row| submission.row_place(row).line()).collect();
        assert_eq!(lines, [Some(2), Some(8), Some(9)], "{text:?}");
        assert_eq!(submission.text(&submission.rows[1], Field::Result), "d;\"e\"");
        let span = submission.span(&submission.rows[1], Field::Result).expect("a span");
        assert_eq!(span.slice(text.as_bytes()), "\"d;\"\"e\"\"\"".as_bytes());
    }
}

#[test]
fn quotes_out_of_place_are_named_by_cell() {
    for eol in ["\n", "\r\n", "\r"] {
        let headings = format!("{HEADINGS};Kết quả");
        let first = format!("{ROW};\"hai{eol}dòng\"");
        for (cells, code, line) in [
            (format!("{ROW};mở \"tuần lễ\" ở xã"), "R304", 4),
            (format!("{ROW};\"tuần lễ\" ở xã"), "R305", 4),
            (format!("{ROW};\"tuần lễ ở xã"), "F107", 4),
            (format!("{ROW};\"tuần{eol}lễ\" ở xã"), "R305", 5),
        ] {
            let text = format!("{headings}{eol}{first}{eol}{cells}{eol}");
            let (none, found) = only(&text);
            assert!(none.is_none());
            assert_eq!((found.code.id, found.place.row()), (code, Some(3)), "{text:?}");
            assert_eq!((cell(&found), found.place.line()), (Some("F3"), Some(line)), "{text:?}");
            assert_eq!(found.related.is_empty(), line == 4, "{text:?}");
        }
    }
}
