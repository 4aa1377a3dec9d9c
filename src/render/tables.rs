//! The tables published with the reports, and the dictionary of their columns: both are generated
//! from one definition. Every cell is taken from the view of a period.

use super::Document;
use super::view::{GroupView, MoneyView, View, YearMoneyView};
use crate::plan::Status;
use crate::text::csv::Writer;

/// A table over all periods.
pub(super) struct Table {
    pub(super) file: &'static str,
    pub(super) title: &'static str,
    /// Name, type and meaning of each column.
    columns: &'static [(&'static str, &'static str, &'static str)],
    /// The rows of a period, without the first and last column, which all tables share.
    rows: fn(&View) -> Vec<Vec<String>>,
}

/// The data folder, next to the page.
pub const DATA: &str = "du-lieu";

/// The file of the dictionary.
pub(super) const DICTIONARY: &str = "tu-dien-du-lieu.md";

const PERIOD: (&str, &str, &str) = ("ky_bao_cao", "chữ", "mã của kỳ: `2026-Q1` là quý I năm 2026");
const NOTICE: (&str, &str, &str) =
    ("luu_y", "chữ", "lưu ý về dữ liệu, ví dụ số liệu minh họa; trống khi không có");

pub(super) const TABLES: [Table; 3] = [
    Table {
        file: "nhiem-vu.csv",
        title: "Nhiệm vụ theo kỳ",
        columns: &[
            ("ma_nhiem_vu", "chữ", "mã trong Phụ lục của Kế hoạch"),
            ("nhom", "chữ", "tên nhóm của nhiệm vụ"),
            ("noi_dung", "chữ", "nội dung đầy đủ của nhiệm vụ"),
            ("co_quan_chu_tri", "chữ", "cơ quan chủ trì vào ngày chốt số liệu"),
            ("trang_thai", "chữ", "trống khi cơ quan chủ trì không có dòng hợp lệ"),
            ("tien_do", "số", "tiến độ, phần trăm"),
            ("thoi_han", "ngày", "phải xong vào ngày nào; trống khi không đặt thời hạn"),
            (
                "thoi_han_do",
                "chữ",
                "`plan`: Kế hoạch đặt; `agency`: cơ quan chủ trì đăng ký; trống khi không đặt thời hạn",
            ),
            (
                "thoi_han_theo",
                "chữ",
                "kỳ trước có báo cáo ghi thời hạn ấy, khi báo cáo kỳ này không ghi",
            ),
            (
                "tinh_hinh_thoi_han",
                "chữ",
                "`done`: đã hoàn thành; `nothing`: không phát sinh; `on_time`: trong hạn; `overdue`: quá hạn; `no_date`: không đặt thời hạn; `unknown`: chưa rõ",
            ),
            (
                "nhom_kho_khan",
                "chữ",
                "nhóm của khó khăn cơ quan chủ trì nêu; trống khi không nêu hoặc chưa xếp nhóm",
            ),
            ("nhom_kien_nghi", "chữ", "nhóm của kiến nghị cơ quan chủ trì nêu; trống như trên"),
            ("tep", "chữ", "tệp của cơ quan có dòng ấy"),
            ("dong", "số", "dòng mà bảng tính hiển thị trong tệp ấy"),
        ],
        rows: tasks,
    },
    Table {
        file: "co-quan.csv",
        title: "Cơ quan gửi báo cáo theo kỳ",
        columns: &[
            ("thu_muc", "chữ", "kỳ của thư mục nhận báo cáo; kỳ dài có nhiều thư mục"),
            ("ma_co_quan", "chữ", "mã trong sổ cơ quan"),
            ("co_quan", "chữ", "tên cơ quan"),
            ("loai", "chữ", "loại cơ quan"),
            (
                "tinh_hinh",
                "chữ",
                "`on_time`: đúng hạn; `late`: chậm; `deferred`: gửi sau hạn, được lùi; `undated`: đã gửi, chưa rõ ngày; `empty`: không có nội dung; `unusable`: chưa có dòng hợp lệ; `unread`: chưa đọc được tệp nào; `missing`: chưa gửi; `not_yet`: chưa đến hạn; `excused`: được miễn hoặc lùi; `asked`: gửi theo đề nghị; `voluntary`: gửi khi không bắt buộc; `none`: không phải gửi",
            ),
            ("ngay_nhan", "ngày", "ngày nhận báo cáo"),
            ("so_ngay_sau_han", "số", "số ngày sau hạn gửi; dưới 0 là trước hạn"),
        ],
        rows: agencies,
    },
    Table {
        file: "kinh-phi.csv",
        title: "Kinh phí theo kỳ và nguồn",
        columns: &[
            ("nam", "số", "năm của số lũy kế"),
            (
                "nguon",
                "chữ",
                "nguồn kinh phí; `Cơ quan đã kết thúc hoạt động`: mọi nguồn, không cộng vào các dòng khác vì có thể trùng với số của cơ quan kế tiếp",
            ),
            ("so_dong", "số", "số lần một cơ quan ghi số tiền cho một nhiệm vụ"),
            ("duoc_giao", "số", "được giao, đồng, lũy kế từ đầu năm"),
            ("da_giai_ngan", "số", "đã giải ngân, đồng, lũy kế từ đầu năm"),
        ],
        rows: funds,
    },
];

/// The tables over these periods, given oldest first, and the dictionary.
pub(super) fn tables(views: &[View]) -> impl Iterator<Item = Document<'_>> {
    let tables = TABLES.iter().map(|table| {
        let name = format!("{DATA}/{}", table.file);
        Document::new(name, |out| Ok(out.write_all(text(table, views).as_bytes())?))
    });
    let name = format!("{DATA}/{DICTIONARY}");
    let dictionary = Document::new(name, |out| Ok(out.write_all(dictionary(views).as_bytes())?));
    tables.chain([dictionary])
}

fn columns(table: &Table) -> impl Iterator<Item = &(&'static str, &'static str, &'static str)> {
    std::iter::once(&PERIOD).chain(table.columns).chain([&NOTICE])
}

fn text(table: &Table, views: &[View]) -> String {
    let mut writer = Writer::new();
    writer.row(columns(table).map(|(name, ..)| name));
    for view in views {
        for row in (table.rows)(view) {
            let notice = view.notice.clone().unwrap_or_default();
            writer.row(std::iter::once(view.period.id.clone()).chain(row).chain([notice]));
        }
    }
    writer.finish()
}

fn tasks(view: &View) -> Vec<Vec<String>> {
    let of_group = |group: &GroupView| -> Vec<Vec<String>> {
        let row = |task: &super::view::TaskView| {
            vec![
                task.id.clone(),
                group.title.clone(),
                task.parts.join(" "),
                task.lead.clone().unwrap_or_default(),
                task.status.clone().unwrap_or_default().into_owned(),
                task.progress.as_deref().unwrap_or_default().trim_end_matches('%').to_owned(),
                task.due.clone().unwrap_or_default(),
                task.due_by.clone().unwrap_or_default().into_owned(),
                task.due_stated_in.clone().unwrap_or_default(),
                task.timing.clone().into_owned(),
                task.difficulty_theme.clone().unwrap_or_default(),
                task.proposal_theme.clone().unwrap_or_default(),
                task.cite.as_ref().map(|cite| cite.file.to_string()).unwrap_or_default(),
                task.cite.as_ref().map(|cite| cite.row.to_string()).unwrap_or_default(),
            ]
        };
        group.tasks.iter().map(row).collect()
    };
    view.groups.iter().flat_map(of_group).collect()
}

fn agencies(view: &View) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for kind in &view.screen.kinds {
        for agency in kind.agencies.iter() {
            for (report, coverage) in agency.reports.iter().zip(&view.coverage) {
                rows.push(vec![
                    coverage.period.clone(),
                    agency.id.clone(),
                    agency.name.clone(),
                    kind.kind.clone(),
                    report.state.clone(),
                    report.received.clone().unwrap_or_default(),
                    report.days.map(|days| days.to_string()).unwrap_or_default(),
                ]);
            }
        }
    }
    rows
}

fn funds(view: &View) -> Vec<Vec<String>> {
    let funds = &view.funds;
    let digits = |amount: &Option<String>| amount.as_deref().unwrap_or_default().replace('.', "");
    let row = |year: i32, source: &MoneyView| {
        vec![
            year.to_string(),
            source.name.clone(),
            source.rows.to_string(),
            digits(&source.allocated),
            digits(&source.disbursed),
        ]
    };
    let other = |y: &YearMoneyView| -> Vec<Vec<String>> {
        y.by_source.iter().chain(&y.ended_total).map(|s| row(y.year, s)).collect()
    };
    let others = funds.others.iter().flat_map(other);
    let last = funds.by_source.iter().chain(&funds.ended_total).map(|s| row(funds.year, s));
    others.chain(last).collect()
}

fn dictionary(views: &[View]) -> String {
    let mut text = "# Từ điển dữ liệu\n\nMỗi bảng là một tệp CSV bảng mã UTF-8 có BOM, ngăn cách bằng dấu chấm phẩy, mở được ngay bằng Excel. Dòng đầu là tên cột. Số lẻ dùng dấu phẩy, không có dấu ngăn hàng nghìn; ngày viết ngày trước, tháng sau: `05/6/2025`. Ô trống là chưa có số liệu, không phải 0. Ô mở đầu bằng `=`, `+`, `-`, `@` mà không phải số được thêm một dấu nháy đơn ở trước để bảng tính không hiểu là công thức; khi đọc lại, chương trình bỏ dấu ấy.\n\nSố liệu đầy đủ của mỗi kỳ, kèm tệp và dòng của từng con số, ở `bao-cao-<kỳ>.json` (`report.view/2`); lược đồ của tệp ấy: `report schema report-json`.\n".to_owned();
    for table in &TABLES {
        text += &format!(
            "\n## {}: `{}`\n\n| Cột | Kiểu | Nghĩa |\n|---|---|---|\n",
            table.title, table.file
        );
        for (name, kind, meaning) in columns(table) {
            if *name == "trang_thai" {
                let keys: Vec<String> =
                    Status::ALL.iter().map(|status| format!("`{}`", status.key())).collect();
                text += &format!("| `{name}` | {kind} | {}; {meaning} |\n", keys.join(", "));
                continue;
            }
            let example = match *name {
                "ma_co_quan" => an_agency(views),
                "ma_nhiem_vu" => a_task(views),
                _ => None,
            };
            let meaning = match example {
                Some(id) => format!("{meaning}: `{id}`"),
                None => (*meaning).to_owned(),
            };
            text += &format!("| `{name}` | {kind} | {meaning} |\n");
        }
    }
    text
}

/// An example agency id: the consolidating unit's, if present.
fn an_agency(views: &[View]) -> Option<&str> {
    let all = || views.iter().flat_map(|view| &view.screen.kinds).flat_map(|k| k.agencies.iter());
    let is_unit = |name: &str| views.iter().any(|view| view.head.unit_name == name);
    all().find(|agency| is_unit(&agency.name)).or_else(|| all().next()).map(|a| a.id.as_str())
}

/// An example task code: from within the second group, if present.
fn a_task(views: &[View]) -> Option<&str> {
    let groups = &views.first()?.groups;
    let within = groups.get(1).and_then(|group| group.tasks.get(2));
    within.or_else(|| groups.first()?.tasks.first()).map(|task| task.id.as_str())
}
