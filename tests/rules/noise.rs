//! However many faults there are, people get a screenful; programs get every one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::common::{Run, arg, run, write};
use serde_json::Value;

/// No more lines than a screen or two.
const SCREEN: usize = 40;
const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện;Thời hạn hoàn thành";

/// A file of rows that differ in their tail only; the communes in turn, so that no row is a repeat.
fn file(folder: &Path, name: &str, tails: impl Iterator<Item = String>) -> PathBuf {
    let mut text = format!("{HEADINGS}\n");
    for (n, tail) in tails.enumerate() {
        let task = ["I.1", "II.1", "II.2", "II.4"][n % 4];
        let _ = writeln!(text, "2025-Q3;UBND xã Vạn Ninh;{task};{tail}");
    }
    let path = folder.join(name);
    write(&path, text);
    path
}

fn check(path: &Path, more: &[&str]) -> Run {
    let words = ["check", arg(path), "--period", "2025-Q3", "--as-of", "2025-09-20", "-q"];
    // Rows on the same task are another matter.
    run(&[&words[..], &["--ignore", "C702,M"], more].concat())
}

fn lines(run: &Run) -> usize {
    run.stdout.lines().count()
}

/// How many findings the JSON lists, and how many it counts beside them.
fn in_json(path: &Path, more: &[&str]) -> (usize, u64) {
    let told = check(path, &[&["--format", "json"], more].concat()).stdout;
    let json: Value = serde_json::from_str(&told).expect("JSON");
    let list = |key: &str| json[key].as_array().expect("a list").clone();
    let omitted = list("omitted").iter().map(|of| of["count"].as_u64().expect("a count")).sum();
    (list("findings").len(), omitted)
}

#[test]
fn five_thousand_identical_faults_are_one_group() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = (0..5_000).map(|n| format!("Đang triển khai;140;Mở lớp thứ {n};"));
    let path = file(folder.path(), "a.csv", rows);
    let told = check(&path, &[]);
    assert!(lines(&told) < SCREEN, "{}", told.stdout);
    assert!(told.stdout.contains("×1.000, dòng 2–1001"), "{}", told.stdout);
    assert!(told.stdout.contains("… và 4.000 chỗ nữa cùng mã V402"), "{}", told.stdout);
    assert_eq!(in_json(&path, &[]), (1_000, 4_000));
    let all = ["--max-findings", "0"];
    assert!(check(&path, &all).stdout.contains("×5.000, dòng 2–5001"));
    assert_eq!(in_json(&path, &all), (5_000, 0));
}

#[test]
fn two_alternating_faults_are_two_groups() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = (0..5_000).map(|n| match n % 2 {
        0 => format!("Đang triển khai;140;Mở lớp thứ {n};"),
        _ => format!("Đang làm;40;Mở lớp thứ {n};"),
    });
    let path = file(folder.path(), "a.csv", rows);
    let told = check(&path, &[]);
    assert!(lines(&told) < SCREEN, "{}", told.stdout);
    assert_eq!(told.stdout.matches("×1.000").count(), 2, "{}", told.stdout);
    assert_eq!(told.stdout.matches("… và 1.500 chỗ nữa").count(), 2, "{}", told.stdout);
    assert_eq!(in_json(&path, &[]), (2_000, 3_000));
}

/// A column saved wrongly has the same fault in every cell and another value in each.
#[test]
fn a_column_of_different_wrong_values_is_one_group() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, tail, groups) in [
        (
            "so-ngay.csv",
            (|n| format!("Đang triển khai;40;Mở lớp {n};{}", 46_000 + n % 900))
                as fn(usize) -> String,
            1,
        ),
        (
            "nam.csv",
            |n| format!("Đang triển khai;40;Mở lớp {n};{:02}/{:02}/26", n % 28 + 1, n % 12 + 1),
            1,
        ),
        ("loi.csv", |n| format!("Đang triển khai;40;Mở lớp {n};đợt {n}"), 1),
        ("cham.csv", |n| format!("Đang triển khai;{}.5;Mở lớp {n};", n % 98 + 1), 1),
        ("trang-thai.csv", |n| format!("Đang làm đợt {n};40;Mở lớp {n};"), 1),
        ("hoan-thanh.csv", |n| format!("Hoàn thành;{};Mở lớp {n};", n % 99), 1),
    ] {
        let path = file(folder.path(), name, (0..1_000).map(tail));
        let told = check(&path, &[]);
        assert!(lines(&told) < SCREEN, "{name}: {}", told.stdout);
        assert_eq!(told.stdout.matches(" · ×").count(), groups, "{name}: {}", told.stdout);
        assert_eq!(in_json(&path, &[]).0, told.stdout.matches("×1.000").count() * 1_000, "{name}");
    }
}

#[test]
fn one_fault_of_sixty_files_is_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..60 {
        let rows = [format!("Đang triển khai;140;Mở lớp thứ {n};")];
        file(folder.path(), &format!("xa-{n:02}.csv"), rows.into_iter());
    }
    let told = check(folder.path(), &[]);
    assert!(lines(&told) < SCREEN, "{}", told.stdout);
    assert!(told.stdout.contains("×60 ở 60 tệp"), "{}", told.stdout);
    assert!(told.stdout.contains("xa-00.csv dòng 2; xa-01.csv dòng 2"), "{}", told.stdout);
    assert!(told.stdout.contains("… và 50 tệp khác"), "{}", told.stdout);
    assert_eq!(in_json(folder.path(), &[]), (60, 0));
}

/// What a few files share stays with each: its sender gets that part.
#[test]
fn a_fault_of_a_few_files_stays_with_each() {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..5 {
        let rows = ["Đang triển khai;140;Mở lớp;".to_owned()];
        file(folder.path(), &format!("xa-{n}.csv"), rows.into_iter());
    }
    let told = check(folder.path(), &[]);
    assert_eq!(told.stdout.matches("Ô E2").count(), 5, "{}", told.stdout);
}

#[test]
fn faults_without_end_are_capped_and_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    // No two of these headings have a fault in common.
    let mut text = format!("{HEADINGS};");
    text += &(0..80).map(|n| format!("Cột riêng {n}")).collect::<Vec<_>>().join(";");
    text += "\n2025-Q3;UBND xã Vạn Ninh;I.1;Đang triển khai;40;Mở lớp;;";
    text += &";".repeat(79);
    let path = folder.path().join("a.csv");
    write(&path, text + "\n");
    let told = check(&path, &[]);
    assert_eq!(told.stdout.matches("lưu ý H202").count(), 50, "{}", told.stdout);
    assert!(told.stdout.contains("Còn 30 nhóm nữa chưa hiện (30 lưu ý)"), "{}", told.stdout);
    assert_eq!(check(&path, &["--max-findings", "0"]).stdout.matches("lưu ý H202").count(), 80);
    assert_eq!(in_json(&path, &[]), (80, 0));
}
