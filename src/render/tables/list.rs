//! The published tables: their columns, and their rows from the view of a period. One entry of
//! the lists is a table, its part of the dictionary and its resource in the data package.

use super::figures;
use super::table::{Column, Holds, Table, column};
use crate::render::view::{GroupView, MoneyView, TaskView, View, YearMoneyView};

const TIMINGS: Holds = Holds::Choice(&[
    ("done", "đã hoàn thành"),
    ("nothing", "không phát sinh"),
    ("on_time", "trong hạn"),
    ("overdue", "quá hạn"),
    ("no_date", "không đặt thời hạn"),
    ("unknown", "chưa rõ"),
]);
const REPORT_STATES: Holds = Holds::Choice(&[
    ("on_time", "đúng hạn"),
    ("late", "chậm"),
    ("deferred", "gửi sau hạn, được lùi"),
    ("undated", "đã gửi, chưa rõ ngày"),
    ("empty", "không có nội dung"),
    ("unusable", "chưa có dòng hợp lệ"),
    ("unread", "chưa đọc được tệp nào"),
    ("figures_alone", "đã gửi bảng số liệu, chưa gửi báo cáo"),
    ("missing", "chưa gửi"),
    ("not_yet", "chưa đến hạn"),
    ("excused", "được miễn hoặc lùi"),
    ("asked", "gửi theo đề nghị"),
    ("voluntary", "gửi khi không bắt buộc"),
    ("none", "không phải gửi"),
]);
const DUE_BY: Holds =
    Holds::Choice(&[("plan", "Kế hoạch đặt"), ("agency", "cơ quan chủ trì đăng ký")]);

/// The tables over these periods: those of figures where any is asked for or given.
pub(in crate::render) fn of(views: &[View]) -> impl Iterator<Item = &'static Table> {
    let has_figures = views.iter().any(|view| !view.figure_rows.indicators.is_empty());
    TABLES.iter().chain(OF_FIGURES.iter().filter(move |_| has_figures))
}

static TABLES: [Table; 3] = [
    Table {
        file: "nhiem-vu.csv",
        title: "Nhiệm vụ theo kỳ",
        key: &["ma_nhiem_vu"],
        columns: TASKS,
        rows: tasks,
    },
    Table {
        file: "co-quan.csv",
        title: "Cơ quan gửi báo cáo theo kỳ",
        key: &["thu_muc", "ma_co_quan"],
        columns: AGENCIES,
        rows: agencies,
    },
    Table {
        file: "kinh-phi.csv",
        title: "Kinh phí theo kỳ và nguồn",
        key: &["nam", "nguon"],
        columns: FUNDS,
        rows: funds,
    },
];

static OF_FIGURES: [Table; 3] = [figures::INDICATORS, figures::TOTALS, figures::VALUES];

const TASKS: &[Column] = &[
    column("ma_nhiem_vu", "Mã nhiệm vụ", Holds::Task, "mã trong Phụ lục của Kế hoạch").required(),
    column("nhom", "Nhóm nhiệm vụ", Holds::Text, "tên nhóm của nhiệm vụ").required(),
    column("noi_dung", "Nội dung nhiệm vụ", Holds::Text, "nội dung đầy đủ của nhiệm vụ").required(),
    column(
        "co_quan_chu_tri",
        "Cơ quan chủ trì",
        Holds::Text,
        "cơ quan chủ trì vào ngày chốt số liệu",
    ),
    column(
        "trang_thai",
        "Trạng thái",
        Holds::Status,
        "trống khi cơ quan chủ trì không có dòng hợp lệ",
    ),
    column("tien_do", "Tiến độ", Holds::Percent, "tiến độ, phần trăm"),
    column(
        "thoi_han",
        "Thời hạn",
        Holds::Date,
        "phải xong vào ngày nào; trống khi không đặt thời hạn",
    ),
    column("thoi_han_do", "Thời hạn do ai đặt", DUE_BY, "trống khi không đặt thời hạn"),
    column(
        "thoi_han_theo",
        "Thời hạn theo báo cáo",
        Holds::Text,
        "kỳ trước có báo cáo ghi thời hạn ấy, khi báo cáo kỳ này không ghi",
    ),
    column("tinh_hinh_thoi_han", "Tình hình thời hạn", TIMINGS, "").required(),
    column(
        "nhom_kho_khan",
        "Nhóm khó khăn",
        Holds::Text,
        "nhóm của khó khăn cơ quan chủ trì nêu; trống khi không nêu hoặc chưa xếp nhóm",
    ),
    column(
        "nhom_kien_nghi",
        "Nhóm kiến nghị",
        Holds::Text,
        "nhóm của kiến nghị cơ quan chủ trì nêu; trống như trên",
    ),
    column("tep", "Tệp", Holds::Text, "tệp của cơ quan có dòng ấy"),
    column("dong", "Dòng", Holds::Whole(None), "dòng mà bảng tính hiển thị trong tệp ấy"),
];

const AGENCIES: &[Column] = &[
    column(
        "thu_muc",
        "Kỳ của thư mục",
        Holds::Text,
        "kỳ của thư mục nhận báo cáo; kỳ dài có nhiều thư mục",
    )
    .required(),
    column("ma_co_quan", "Mã cơ quan", Holds::Agency, "mã trong sổ cơ quan").required(),
    column("co_quan", "Cơ quan", Holds::Text, "tên cơ quan").required(),
    column("loai", "Loại cơ quan", Holds::Text, "loại cơ quan").required(),
    column("tinh_hinh", "Tình hình gửi báo cáo", REPORT_STATES, "").required(),
    column("ngay_nhan", "Ngày nhận", Holds::Date, "ngày nhận báo cáo"),
    column(
        "so_ngay_sau_han",
        "Số ngày sau hạn",
        Holds::Whole(Some("ngày")),
        "số ngày sau hạn gửi; dưới 0 là trước hạn",
    ),
];

const FUNDS: &[Column] = &[
    column("nam", "Năm", Holds::Whole(None), "năm của số lũy kế").required(),
    column(
        "nguon",
        "Nguồn kinh phí",
        Holds::Text,
        "nguồn kinh phí; `Cơ quan đã kết thúc hoạt động`: mọi nguồn, không cộng vào các dòng khác vì có thể trùng với số của cơ quan kế tiếp",
    )
    .required(),
    column(
        "so_dong",
        "Số lần ghi",
        Holds::Whole(None),
        "số lần một cơ quan ghi số tiền cho một nhiệm vụ",
    )
    .required(),
    column(
        "duoc_giao",
        "Được giao",
        Holds::Whole(Some("đồng")),
        "được giao, đồng, lũy kế từ ngày 01/01 của năm ở cột `nam`",
    ),
    column(
        "da_giai_ngan",
        "Đã giải ngân",
        Holds::Whole(Some("đồng")),
        "đã giải ngân, đồng, lũy kế từ ngày 01/01 của năm ở cột `nam`",
    ),
];

fn tasks(view: &View) -> Vec<Vec<String>> {
    let of_group = |group: &GroupView| -> Vec<Vec<String>> {
        let row = |task: &TaskView| {
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
