//! Kind 7: the summary, the board and `report status` tell the same changes.

use serde_json::{Value, json};

use super::common;
use super::small::{Small, changes};

#[test]
fn the_documents_of_a_period_tell_the_same_changes() {
    let data = Small::new();
    let row = |task: &str, status: &str, progress: &str, due: &str| {
        format!("Sở Giáo dục và Đào tạo;{task};{status};{progress};Mở lớp ở {task}.;;;{due}")
    };
    let put = |id: &str, as_of: &str, rows: &[String]| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        data.quarter(id, as_of, "").file(id, "so-giao-duc-va-dao-tao.csv", &rows);
    };
    put(
        "2025-Q2",
        "2025-06-20",
        &[
            row("II.3", "Đang triển khai", "60", "31/12/2025"),
            row("III.4", "Đang triển khai", "70", "30/11/2025"),
            row("IV.2", "Đang triển khai", "20", ""),
        ],
    );
    put(
        "2025-Q3",
        "2025-09-20",
        &[row("III.4", "Đang triển khai", "75", ""), row("IV.2", "Không phát sinh", "", "")],
    );
    put(
        "2025-Q4",
        "2025-12-20",
        &[
            row("II.3", "Hoàn thành", "100", ""),
            row("III.4", "Đang triển khai", "80", ""),
            row("IV.2", "Đang triển khai", "30", ""),
        ],
    );
    let other = "so-tu-phap.csv";
    data.file("2025-Q3", other, &["Sở Tư pháp;I.2;Đang triển khai;10;Góp ý dự thảo."]);
    let wrong = "Sở Tư pháp;I.2;Đang triển khai;140;Góp ý thêm.;;;31/3/2026";
    data.file("2025-Q4", other, &[wrong]);
    let fourth = data.view("2025-Q4");
    let out = data.data().with_file_name("out");
    let words = ["--period", "2025-Q4", "--format", "md,html", "--allow-errors", "--out"];
    data.ran(&["build"], &[&words[..], &[common::arg(&out)]].concat());
    let paper = |name: &str| common::read(&out.join(name));
    let (markdown, html) = (paper("bao-cao-2025-Q4.md"), paper("bao-cao-2025-Q4.html"));
    let summary = &fourth["summary"];
    let of = |key: &str| -> (Value, Value) {
        let mut all = summary["changes"].as_array().expect("changes").iter();
        let change = all.find(|change| change["key"] == key);
        change.map_or_else(Default::default, |c| (c["tasks"].clone(), c["detailed"].clone()))
    };
    // III.4 rose and passed its day; IV.2 has nothing before to rise from; II.3 a gap.
    assert_eq!(of("risen"), (json!(["III.4"]), json!(["III.4 (từ 75% lên 80%)"])));
    assert_eq!(of("newly_late").0, json!(["III.4"]));
    assert_eq!(of("not_comparable").0, json!(["II.3"]));
    assert_eq!(of("finished").0, Value::Null);
    assert_eq!(changes(&fourth, "advanced"), [""; 0]);
    // The row of I.2 names a day, but is left out.
    assert_eq!(summary["date_left_out"], 1);
    let words = "Với 1 nhiệm vụ, số liệu của cơ quan chủ trì còn lỗi nên chưa biết thời hạn.";
    assert!(markdown.contains(words), "{}", markdown);
    let status = data.ran(&["status"], &["--period", "2025-Q4"]).stdout.replace('\n', " ");
    let status = status.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "chưa có thêm nhiệm vụ nào hoàn thành; tiến độ tăng ở 1 nhiệm vụ; mới quá hạn: III.4",
        "kỳ trước chưa có số liệu hợp lệ nên không so được: II.3; kỳ này chưa có số liệu hợp lệ: I.2",
    ] {
        assert!(status.contains(words), "{words}: {status}");
    }
    let board = html.split("id=\"thay-doi\"").nth(1).expect("the board tells the changes");
    for words in [
        "<dt>Tiến độ tăng: 1 nhiệm vụ</dt><dd><a href=\"#III.4\">III.4</a> (từ 75% lên 80%)</dd>",
        "<dt>Mới quá hạn: 1 nhiệm vụ</dt>",
        "<dt>Kỳ trước chưa có số liệu hợp lệ nên không so được: 1 nhiệm vụ</dt><dd><a href=\"#II.3\">",
    ] {
        assert!(board.contains(words), "{words}: {}", &board[..3000.min(board.len())]);
    }
}

/// A lead that says nothing, neither now nor before, may become late all the same.
#[test]
fn a_lead_silent_twice_becomes_late() {
    let data = Small::new();
    let put = |id: &str, as_of: &str, row: &str| {
        let row = format!("Sở Giáo dục và Đào tạo;{row}");
        data.quarter(id, as_of, "").file(id, "so-giao-duc-va-dao-tao.csv", &[&row]);
    };
    put("2025-Q2", "2025-06-20", "II.3;Đang triển khai;60;Mở lớp.;;;31/12/2025");
    put("2025-Q3", "2025-09-20", "III.4;Đang triển khai;60;Mở lớp.;;;31/12/2025");
    put("2025-Q4", "2025-12-20", "III.4;Đang triển khai;70;Mở lớp.;;;");
    put("2026-Q1", "2026-03-20", "III.4;Hoàn thành;100;Mở lớp.;;;");
    let first = data.view("2026-Q1");
    let late = changes(&first, "newly_late");
    assert!(late.len() == 1 && late[0].starts_with("II.3 "), "{late:?}");
}
