//! Rows and columns that are no data, or not the data they seem: another unit further down, money in
//! a row without a code, money under a heading that no column has.

use crate::common::{arg, run, write};

const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện;Kinh phí được giao (đồng);Nguồn kinh phí";
const ROW: &str =
    "Quý I/2026;Sở Tư pháp;I.2;Đang triển khai;40;Mở 3 lớp.;50.000.000;Ngân sách nhà nước";
const OTHER: &str =
    "Quý I/2026;Sở Tư pháp;II.2;Đang triển khai;45;Mở 5 lớp.;1.500.000;Ngân sách nhà nước";

/// The codes that a file of these lines raises, as `error H209`.
fn found(lines: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("so-tu-phap.csv");
    write(&file, lines.join("\n"));
    let words = ["check", arg(&file), "--period", "2026-Q1", "--as-of", "2026-03-14"];
    let run = run(&[&words[..], &["--format", "json"]].concat());
    let found: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let findings = found["findings"].as_array().expect("findings");
    let text =
        |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or("").to_owned();
    findings.iter().map(|f| format!("{} {}", text(f, "severity"), text(f, "code"))).collect()
}

fn has(lines: &[&str], code: &str) -> bool {
    found(lines).iter().any(|told| told == code)
}

#[test]
fn repeated_headings_that_say_otherwise_begin_another_table() {
    for (one, another) in [
        ("giao (đồng)", "giao (nghìn đồng)"),
        ("giao (đồng)", "giao (triệu đồng)"),
        ("Kết quả thực hiện", "Kết quả thực hiện (quý IV/2025)"),
        ("Tiến độ (%)", "Tiến độ (kỳ trước)"),
        ("Kỳ báo cáo", "Kỳ báo cáo trước"),
        ("Kết quả thực hiện", "Kết quả thực hiện quý IV/2025"),
    ] {
        let below = HEADINGS.replace(one, another);
        assert_ne!(below, HEADINGS, "{another}");
        let lines = [HEADINGS, ROW, &below, OTHER];
        assert!(has(&lines, "error H209"), "{another}: {:?}", found(&lines));
    }
    let lines = [HEADINGS, ROW, HEADINGS, OTHER];
    assert!(has(&lines, "note H206") && !has(&lines, "error H209"), "{:?}", found(&lines));
}

#[test]
fn a_unit_below_the_headings_is_heeded() {
    let bare = HEADINGS.replace(" (đồng)", "");
    for line in [
        "Ghi chú: kinh phí tính bằng nghìn đồng;;;;;;;",
        "Đơn vị tính: triệu đồng;;;;;;;",
        "Người lập biểu (ĐVT: nghìn đồng);;;;;;;",
        "Phần II. Kinh phí (nghìn đồng);;;;;;;",
    ] {
        let lines = [&bare, ROW, OTHER, line];
        assert!(has(&lines, "error H210"), "{line}: {:?}", found(&lines));
    }
    for line in ["Ghi chú: kinh phí tính bằng đồng;;;;;;;", "Người lập biểu;;;;;;;"]
    {
        let lines = [&bare, ROW, OTHER, line];
        assert!(!has(&lines, "error H210"), "{line}: {:?}", found(&lines));
    }
}

#[test]
fn a_unit_in_the_note_of_a_row_is_heeded() {
    let bare = HEADINGS.replace(" (đồng)", "") + ";Ghi chú";
    let told = |note: &str| {
        let lines = [&bare, &format!("{ROW};"), &format!("{OTHER};{note}")];
        has(&lines.map(String::as_str), "error H210")
    };
    for note in [
        "Kinh phí: nghìn đồng",
        "ĐVT: nghìn đồng",
        "Kinh phí tính bằng triệu đồng",
        "(1.000 đồng)",
        "Số tiền ghi theo nghìn đồng",
        "Kinh phí (triệu đồng)",
    ] {
        assert!(told(note), "{note}");
    }
    for note in [
        "Kinh phí tính bằng đồng",
        "Kinh phí tăng thêm 120 triệu đồng",
        "Đã đổi từ nghìn đồng sang đồng",
        "Vốn đối ứng (triệu đồng): 120",
        "Đơn vị phối hợp: Sở Tài chính",
    ] {
        assert!(!told(note), "{note}");
    }
    // A row that names the units of its own amounts says nothing of the others.
    let own = OTHER.replace("1.500.000", "1.500 nghìn");
    let lines = [&bare, &format!("{ROW};"), &format!("{own};ĐVT: nghìn đồng")];
    assert!(!has(&lines.map(String::as_str), "error H210"));
    // A row without amounts speaks of the table.
    let none = OTHER.replace("1.500.000;Ngân sách nhà nước", ";");
    let lines = [&bare, &format!("{ROW};"), &format!("{none};Kinh phí tính bằng nghìn đồng")];
    assert!(has(&lines.map(String::as_str), "error H210"));
}

#[test]
fn a_multiple_in_the_note_of_a_figure_is_heeded() {
    let told = |note: &str| {
        let row = format!("Quý I/2026;Sở Tư pháp;II.2.1;182;{note}");
        let lines = ["Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị;Ghi chú", row.as_str()];
        has(&lines, "error S006")
    };
    for note in ["Đơn vị tính: nghìn", "Số liệu tính bằng nghìn trẻ em"] {
        assert!(told(note), "{note}");
    }
    for note in ["", "Tăng 2 nghìn so với năm trước", "Đơn vị tính: trẻ em"] {
        assert!(!told(note), "{note}");
    }
}

#[test]
fn money_in_the_last_row_is_no_signature() {
    for line in [";;;;;;20.000.000;Vận động xã hội", ";;;;;;20.000.000;"] {
        let lines = [HEADINGS, ROW, line];
        let found = found(&lines);
        assert!(!found.contains(&"note R307".to_owned()), "{line}: {found:?}");
        assert!(found.iter().any(|told| told.starts_with("error")), "{line}: {found:?}");
    }
    let lines = [HEADINGS, ROW, ";;;;;;Nha Trang, ngày 14 tháng 3 năm 2026;", ";;;;;;GIÁM ĐỐC;"];
    assert!(has(&lines, "note R307"), "{:?}", found(&lines));
}

#[test]
fn one_amount_under_an_unknown_heading_of_money_is_enough() {
    for heading in [
        "Kinh phí được giao năm 2026 (đồng)",
        "Kinh phí được cấp trong năm",
        "Số tiền đã chi (đồng)",
        "Tổng kinh phí đã dùng",
    ] {
        let headings = HEADINGS.replace("Kinh phí được giao (đồng)", heading);
        let lines = [headings.as_str(), ROW];
        let found = found(&lines);
        let is_told =
            |code: &str| found.iter().any(|told| told.ends_with(code) && !told.starts_with("note"));
        assert!(is_told("H201") || is_told("H211"), "{heading}: {found:?}");
    }
    let headings = HEADINGS.replace("Kinh phí được giao (đồng)", "Số lớp");
    let lines = [headings.as_str(), &ROW.replace("50.000.000", "3")];
    assert!(!has(&lines, "warning H211"), "{:?}", found(&lines));
}

#[test]
fn an_amount_or_a_state_below_the_table_is_no_signature() {
    for line in [
        "Kinh phí bổ sung: 50.000.000 đồng;;;;;;;",
        ";Kinh phí bổ sung: 50.000.000 đồng;;;;;;",
        "Nhiệm vụ IV.6: đang triển khai, 60%;;;;;;;",
        "Ngoài ra;còn 50 triệu đồng tài trợ;;;;;;",
    ] {
        let (alone, signed) =
            ([HEADINGS, ROW, line], [HEADINGS, ROW, "Người lập biểu;;;;;;;", line]);
        for lines in [&alone[..], &signed[..]] {
            assert!(has(lines, "warning R317"), "{line}: {:?}", found(lines));
        }
        assert_eq!(has(&signed, "note R307"), !has(&alone, "note R307"), "{line}");
        // In the middle it is no name of a group either.
        let between = [HEADINGS, ROW, line, OTHER];
        assert!(found(&between).iter().any(|told| told.starts_with("error")), "{line}");
    }
    for line in [
        "Nha Trang, ngày 12 tháng 3 năm 2026;;;;;;;",
        "Người lập biểu;;;Thủ trưởng đơn vị;;;;",
        "Ghi chú: 1. Chưa triển khai; 2. Hoàn thành",
        "(*) Nhiệm vụ I.2 do Sở Tư pháp chủ trì;;;;;;;",
    ] {
        let lines = [HEADINGS, ROW, line];
        assert!(!has(&lines, "warning R317"), "{line}: {:?}", found(&lines));
    }
}

#[test]
fn a_number_that_a_comma_cut_is_named_as_that() {
    let headings = |rest: &str| {
        format!(
            "Kỳ báo cáo,Cơ quan báo cáo,Mã nhiệm vụ,Trạng thái,Kết quả thực hiện,Tiến độ (%){rest}"
        )
    };
    let row = |rest: &str| format!("Quý I/2026,Sở Tư pháp,I.2,Đang triển khai,Mở 3 lớp.,{rest}");
    let given = ",Kinh phí được giao (đồng)";
    for (rest, cells) in [
        (format!("{given},,"), "40,1,500,000"),
        (format!("{given},,,"), "40,82,000,000,"),
        (format!("{given},Nguồn kinh phí,Ghi chú,"), "40,1,500,000,Ngân sách nhà nước"),
        (format!("{given},Kinh phí giải ngân (đồng),Nguồn kinh phí"), "40,1,500,000"),
        (",,".to_owned(), "45,5,"),
    ] {
        let lines = [headings(&rest), row(cells)];
        let told = found(&[&lines[0], &lines[1]]);
        assert!(told.contains(&"error R302".to_owned()), "{rest} {cells}: {told:?}");
    }
    for (rest, cells) in [
        (format!("{given},Nguồn kinh phí,"), "40,\"1,500,000\",Ngân sách nhà nước,"),
        (format!("{given},Kinh phí giải ngân (đồng),"), "40,120,100,"),
        (format!("{given},Số lớp,Số người"), "40,120000000,3,120"),
        (",,".to_owned(), "45,,"),
        (format!(",Ghi chú{given},"), "45,,120000000,000"),
    ] {
        let lines = [headings(&rest), row(cells)];
        let told = found(&[&lines[0], &lines[1]]);
        assert!(!told.contains(&"error R302".to_owned()), "{rest} {cells}: {told:?}");
    }
}
