//! `report fix` as people run it: where the copy goes, that nothing is lost, what is said, how it
//! ends.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{self, Run, arg, read, run, write};

const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%)";
const ROW: &str = "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40";

/// A folder with one file that needs fixing.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("so-tu-phap.csv");
    let rows =
        format!("{HEADINGS};Kết quả\n{};Mở 3 lớp.\n", ROW.replace("Quý III/2025", "2025-q3"));
    write(&file, rows);
    (folder, file)
}

fn command(file: &Path, more: &[&str]) -> Run {
    run(&[&["fix", arg(file), "--as-of", "2025-09-10"], more].concat())
}

#[test]
fn the_copy_lies_beside_the_file_and_overwrites_nothing() {
    let (folder, file) = folder();
    let before = fs::read(&file).expect("the file");
    let done = command(&file, &[]);
    // III.2 and II.2, which the department leads too, have no row.
    assert_eq!((done.status, done.stderr.as_str()), (1, ""), "{}", done.stdout);
    assert_eq!(fs::read(&file).expect("the file"), before);
    assert_eq!(common::names(folder.path()), ["so-tu-phap-da-sua.csv", "so-tu-phap.csv"]);
    let copy = folder.path().join("so-tu-phap-da-sua.csv");
    assert!(
        command(&copy, &["-v", "-o", arg(&folder.path().join("c.csv"))]).stderr.contains("Đã đọc")
    );
    assert!(read(&copy).starts_with("\u{FEFF}Kỳ báo cáo;"));
    assert!(done.stdout.starts_with(&format!("Đã ghi bản đã sửa: {}\n", arg(&copy))));
    assert!(done.stdout.contains("A2: “2025-q3” → “Quý III/2025”"), "{}", done.stdout);

    let again = command(&file, &[]);
    assert_eq!((again.status, again.stdout.as_str()), (2, ""));
    assert!(again.stderr.contains("Đã có tệp"), "{}", again.stderr);
    let other = command(&file, &["-o", arg(&file)]);
    assert_eq!(other.status, 2);
    assert!(other.stderr.contains("--in-place"), "{}", other.stderr);
    assert_eq!(fs::read(&file).expect("the file"), before);

    let out = folder.path().join("b.csv");
    assert_eq!(command(&copy, &["-o", arg(&out)]).status, 1);
    assert_eq!(read(&out), read(&copy));
}

#[test]
fn in_place_keeps_every_earlier_file() {
    let (folder, file) = folder();
    let first = read(&file);
    let done = command(&file, &["--in-place"]);
    assert_eq!(done.status, 1);
    assert!(done.stdout.contains("Bản trước khi sửa: so-tu-phap.csv.bak\n"), "{}", done.stdout);
    let clean = read(&file);
    // Nothing to fix, nothing to keep.
    command(&file, &["--in-place"]);
    assert_eq!(common::names(folder.path()), ["so-tu-phap.csv", "so-tu-phap.csv.bak"]);
    let second = format!("{first}\n");
    write(&file, &second);
    command(&file, &["--in-place"]);
    assert_eq!(read(&file), clean);
    let kept = |name: &str| read(&folder.path().join(name));
    assert_eq!(kept("so-tu-phap.csv.bak"), first);
    assert_eq!(kept("so-tu-phap.csv.bak2"), second);

    write(&file, &first);
    let mut permissions = fs::metadata(&file).expect("the file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).expect("its permissions");
    assert_eq!(command(&file, &["--in-place"]).status, 2, "a file that must not be written");
    assert_eq!((read(&file), common::names(folder.path()).len()), (first, 3));
}

#[test]
fn the_status_says_whether_people_must_still_mend_something() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cam-lam.csv");
    let row = "2025-Q3,UBND xã Cam Lâm,II.1,dang_trien_khai,45,Mở 3 lớp.\n";
    let headings = "ky_bao_cao,co_quan,ma_nhiem_vu,trang_thai,tien_do,ket_qua\n";
    write(&file, format!("{headings}{row}"));
    let done = command(&file, &[]);
    assert_eq!(done.status, 0, "{}{}", done.stdout, done.stderr);
    assert!(done.stdout.ends_with("\nKhông có lỗi.\n"), "{}", done.stdout);

    write(&file, format!("{headings}{}", row.replace("45", "140")));
    let out = folder.path().join("out.csv");
    let done = command(&file, &["-o", arg(&out)]);
    assert_eq!(done.status, 1);
    // What is left is told of the copy, in which people will mend it.
    assert!(
        done.stdout.contains(&format!("\n{}\n\n  lỗi V402  Ô E2", arg(&out))),
        "{}",
        done.stdout
    );

    write(&file, "một dòng");
    let out = folder.path().join("none.csv");
    let done = command(&file, &["-o", arg(&out)]);
    assert_eq!((done.status, out.exists()), (1, false));
    let why = "Chưa sửa được gì, vì hàng tiêu đề chưa rõ: ";
    assert!(done.stdout.starts_with(why) && done.stdout.contains("H207"), "{}", done.stdout);
    assert!(done.stdout.contains("không tệp nào được ghi"), "{}", done.stdout);

    let quiet = command(&file, &["-q", "-o", arg(&out)]);
    assert!(quiet.stdout.starts_with(arg(&file)), "{}", quiet.stdout);
    assert_eq!(command(&folder.path().join("khong-co.csv"), &[]).status, 2);
    assert_eq!(command(folder.path(), &[]).status, 2);
    assert_eq!(command(&file, &["--in-place", "-o", arg(&out)]).status, 2);
}

#[test]
fn a_workbook_is_copied_to_csv_and_never_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cam-lam.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let headings = format!("{HEADINGS};Kết quả");
    let row = "2025-Q3;UBND xã Cam Lâm;II.1;Đang triển khai;40;Mở 3 lớp.";
    for (n, (heading, cell)) in headings.split(';').zip(row.split(';')).enumerate() {
        sheet.write(0, n as u16, heading).expect("a heading");
        sheet.write(1, n as u16, cell).expect("a cell");
    }
    sheet.set_row_hidden(1).expect("a row");
    book.save(&file).expect("a workbook");
    assert_eq!(command(&file, &["--in-place"]).status, 2);
    assert_eq!(command(&file, &["-o", arg(&folder.path().join("b.XLSX"))]).status, 2);
    let done = command(&file, &[]);
    assert_eq!(done.status, 0, "{}{}", done.stdout, done.stderr);
    assert!(
        read(&folder.path().join("cam-lam-da-sua.csv")).contains("Quý III/2025;UBND xã Cam Lâm")
    );
    // What no copy can show is told once.
    assert!(done.stdout.contains("cần xem lại một lần") && done.stdout.contains("R309"));
    assert!(done.stdout.contains("của tệp Excel thành tệp CSV"), "{}", done.stdout);
    assert_eq!(common::names(folder.path()), ["cam-lam-da-sua.csv", "cam-lam.xlsx"]);
}

#[test]
fn a_copy_in_the_folder_of_a_period_comes_with_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join("2025-Q3");
    fs::create_dir(&period).expect("a folder");
    let file = period.join("so-tu-phap.csv");
    write(&file, format!("{HEADINGS}\n{ROW}\n"));
    assert!(command(&file, &[]).stderr.contains("trước khi tổng hợp"));
    let out = folder.path().join("so-tu-phap.csv");
    assert_eq!(command(&file, &["-o", arg(&out)]).stderr, "");
}

#[test]
fn people_read_what_was_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = "2025-Q3.csv";
    write(
        &folder.path().join(file),
        "BÁO CÁO CỦA SỞ,,,,,,,\nSTT,Kỳ,Đơn vị,Mã,Tình trạng,Tiến độ,Kết quả,Dự toán giao\n\
         1,Q3/2025,STP,i-2,dang_trien_khai,45.5,=> đạt,\"12,5 triệu\"\n\n\
         2,Q3/2025,STP,ii-2,dang_trien_khai,140%,Mở\u{A0}3 lớp,\"1,5\"\n\
         3,Q3/2025,STP,iii-2,dang_trien_khai,40,,\nTổng cộng,,,,,,,1\n",
    );
    let mut command = common::command(&["fix", file, "--as-of", "2025-09-10"]);
    command.current_dir(folder.path());
    let run = common::finish(command);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("fixed", run.stdout);
    });
}

/// Whoever could not read the file cannot read what it held before either.
#[cfg(unix)]
#[test]
fn the_copy_of_what_a_file_held_has_its_mode_and_its_owner() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let (folder, file) = folder();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("a mode");
    // Only who may do everything can give a file away; the rest is tried by everybody.
    let given = std::os::unix::fs::chown(&file, Some(65_534), Some(65_534)).is_ok();
    let was = fs::metadata(&file).expect("the file");
    let done = command(&file, &["--in-place"]);
    assert_eq!((done.status, done.stderr.as_str()), (1, ""), "{}", done.stderr);
    for name in ["so-tu-phap.csv", "so-tu-phap.csv.bak"] {
        let is = fs::metadata(folder.path().join(name)).expect("a file");
        assert_eq!(is.mode(), was.mode(), "{name}");
        assert_eq!((is.uid(), is.gid()), (was.uid(), was.gid()), "{name}, given: {given}");
    }
}

/// A file of somebody else that may be written, run by who cannot give files away.
#[cfg(unix)]
#[test]
fn an_owner_that_cannot_be_kept_is_told() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    let (folder, file) = folder();
    let open = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    };
    open(folder.path(), 0o777);
    open(&file, 0o666);
    let program = folder.path().join("report");
    fs::copy(env!("CARGO_BIN_EXE_report"), &program).expect("the binary");
    open(&program, 0o755);
    let mut command = std::process::Command::new(&program);
    command.args(["fix", "--in-place", arg(&file)]).current_dir(folder.path());
    // Only who may do everything can run it as somebody else.
    let is_other = fs::metadata(&file).expect("the file").uid() == 0;
    if is_other {
        command.uid(65_534).gid(65_534);
    }
    let run = common::finish(command);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_eq!(run.stderr.contains("Không giữ được chủ sở hữu"), is_other, "{}", run.stderr);
    assert_eq!(fs::metadata(&file).expect("the file").mode() & 0o777, 0o666);
}

#[test]
fn what_the_copy_cannot_hold_is_told_and_is_no_success() {
    const FIGURES: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị";
    let folder = tempfile::tempdir().expect("a folder");
    let book = |name: &str, second: &[&str], error: bool| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let rows = [
            &format!("{HEADINGS};Kết quả;Kinh phí được giao (đồng);Nguồn kinh phí"),
            "2025-Q3;UBND xã Cam Lâm;II.1;Đang triển khai;40;Mở 3 lớp.;;",
        ];
        for (name, rows) in [("Báo cáo", &rows[..]), ("Số liệu", second)] {
            let sheet = book.add_worksheet().set_name(name).expect("a name");
            for (row, line) in rows.iter().enumerate() {
                for (column, cell) in line.split(';').enumerate() {
                    sheet.write(row as u32, column as u16, cell).expect("a cell");
                }
            }
            if error && name == "Báo cáo" {
                let formula = rust_xlsxwriter::Formula::new("=Z1/0").set_result("#DIV/0!");
                sheet.write_formula(1, 6, formula).expect("a formula");
            }
        }
        let file = folder.path().join(name);
        book.save(&file).expect("a workbook");
        file
    };
    // The second table has no column of periods, so it is not read.
    let lacking = ["Cơ quan báo cáo;Mã số liệu;Giá trị;Đơn vị", "UBND xã Cam Lâm;II.1.1;2;buổi"];
    for (name, second, error, code) in
        [("a.xlsx", &lacking[..], false, "H201"), ("b.xlsx", &[FIGURES][..], true, "F112")]
    {
        let file = book(name, second, error);
        let checked = run(&["check", arg(&file), "--as-of", "2025-09-10"]);
        assert!(checked.stdout.contains(code), "{name}: {}", checked.stdout);
        let done = command(&file, &[]);
        assert!(done.stdout.contains(code), "{name}: {}", done.stdout);
        assert_eq!(done.status, 1, "{name}: {}", done.stdout);
        let copied = !error;
        let told = done.stdout.contains("bản đã sửa không có nội dung ấy");
        assert_eq!(told, copied, "{}", done.stdout);
    }
    let done = command(&book("c.xlsx", &[FIGURES], false), &[]);
    assert_eq!(done.status, 0, "{}", done.stdout);
}

#[test]
fn every_sort_of_change_is_told_in_words_with_a_few_cells_of_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, out) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    let row = |start: &str, task: &str, role: &str| {
        format!("{start},{task},đang triển khai,40,Mở 3 lớp.,{role}\n")
    };
    let rows = [
        "BÁO CÁO TIẾN ĐỘ,,,,,,\n".to_owned(),
        format!("{},Kết quả,Vai trò\n", HEADINGS.replace(';', ",")),
        row("2025-q3,STP", "i.2", "chu tri"),
        row("2025-q3,STP", "ii.2", "chu tri"),
        row("2025-q3,STP", "iii.2", "chu tri"),
        row("2025-q3,STP", "iv.2", "phoi hop"),
        row("quý 3/2025,Sở TP", "v.2", "phoi hop"),
        ",,,,,,\n".to_owned(),
    ];
    write(&file, rows.concat());
    let done = command(&file, &["-o", arg(&out)]);
    let told = done.stdout.split_once('\n').expect("where the copy lies").1;
    let expected = "
Đã sửa 26 ô (tên ô theo tệp gốc): 1 tiêu đề cột, 5 kỳ báo cáo, 5 tên cơ quan, 5 mã nhiệm vụ, 5 trạng
  thái, 5 vai trò.
  F2: “Kết quả” → “Kết quả thực hiện”
  A3, A4, A5, A6: “2025-q3” → “Quý III/2025”
  A7: “quý 3/2025” → “Quý III/2025”
  B3, B4, B5, B6: “STP” → “Sở Tư pháp”
  B7: “Sở TP” → “Sở Tư pháp”
  C3: “i.2” → “I.2”
  C4: “ii.2” → “II.2”
  C5: “iii.2” → “III.2”
  … và 2 ô nữa: mã nhiệm vụ
  D3, D4, D5, D6… (5 ô): “đang triển khai” → “Đang triển khai”
  G3, G4, G5: “chu tri” → “Chủ trì”
  G6, G7: “phoi hop” → “Phối hợp”
Đã bỏ: 1 hàng ở trên hàng tiêu đề (“BÁO CÁO TIẾN ĐỘ”); 1 dòng trống.
Đã đổi cách lưu: thêm dấu đầu tệp (BOM) để Excel mở đúng tiếng Việt; ngăn cách bằng “,” thành “;”;
  xuống dòng theo kiểu của Windows.
";
    assert!(told.starts_with(expected), "{told}");
}

#[test]
fn blank_rows_above_the_headings_and_spaces_around_values_are_told_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.csv");
    write(&file, format!(";;;;\n{HEADINGS}\nQuý III/2025 ;Sở Tư pháp; I.2;Đang triển khai;40\n"));
    let done = command(&file, &[]);
    assert!(done.stdout.contains("  A3, C3: bỏ dấu cách thừa ở hai đầu\n"), "{}", done.stdout);
    assert!(done.stdout.contains("\nĐã bỏ: 1 hàng trống ở đầu bảng.\n"), "{}", done.stdout);
}

/// The name is older than the folder's period, and younger than the plan.
#[test]
fn where_a_row_says_no_period_its_agency_goes_by_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join("2025-Q3");
    fs::create_dir(&period).expect("a folder");
    let (file, out) = (period.join("a.csv"), folder.path().join("b.csv"));
    write(&file, format!("{HEADINGS}\nkỳ này;Thống kê tỉnh;II.1;Đang triển khai;40\n"));
    command(&file, &["-o", arg(&out)]);
    assert!(read(&out).contains("\nkỳ này;Chi cục Thống kê tỉnh;II.1;"), "{}", read(&out));
}
