//! The published tables of figures: what is asked, the totals, and the values of the agencies. Of a
//! sensitive indicator there are totals alone.

use super::table::{Column, Holds, Table, column};
use crate::render::view::{FigureRows, View};
use crate::text::number;

pub(super) const INDICATORS: Table = Table {
    file: "danh-muc-so-lieu.csv",
    title: "Danh mục số liệu được hỏi theo kỳ",
    key: &["ma_so_lieu"],
    columns: &[
        CODE,
        column("so_lieu", "Tên số liệu", Holds::Text, "tên số liệu").required(),
        column("don_vi", "Đơn vị tính", Holds::Text, "đơn vị tính").required(),
        MEASURE,
        column("moi", "Hỏi bao lâu một lần", EVERY, "").required(),
        column("nhiem_vu", "Nhiệm vụ", Holds::Text, "mã nhiệm vụ mà số liệu thuộc về"),
        column(
            "hoi_ai",
            "Hỏi ai",
            Holds::Text,
            "hỏi ai vào ngày chốt số liệu; trống khi đã thôi hỏi",
        ),
        column("do_chac_hoi", "Độ chắc về việc hỏi ai", CERTAINTY, "chắc đến đâu về việc hỏi ai")
            .required(),
        column("do_chac", "Độ chắc về tên và mục tiêu", CERTAINTY, "chắc đến đâu về tên, mục tiêu")
            .required(),
        column("nguon", "Nguồn", Holds::Text, "văn bản nguồn; trống khi theo lời của Kế hoạch"),
        column(
            "nhay_cam",
            "Nhạy cảm",
            YES_OR_NO,
            "số liệu nhạy cảm không có giá trị của từng cơ quan ở bảng nào",
        )
        .required(),
        column("mot_phan", "Một phần của nhiệm vụ", YES_OR_NO, "chỉ gồm một phần của nhiệm vụ")
            .required(),
        column("trong_so", "Trong số", Holds::Text, "mã của số liệu mà nó là một phần"),
        column("tinh", "Tính", Holds::Text, "tính những gì"),
        column("khong_tinh", "Không tính", Holds::Text, "không tính những gì"),
    ],
    rows: indicators,
};

pub(super) const TOTALS: Table = Table {
    file: "so-lieu-tong.csv",
    title: "Số liệu: tổng theo kỳ",
    key: &["ma_so_lieu", "pham_vi"],
    columns: &[
        CODE,
        column(
            "pham_vi",
            "Phạm vi",
            Holds::Text,
            "`toan_tinh`: mọi cơ quan có số liệu; hoặc mã của loại cơ quan: `so_nganh`, `cap_xa`…",
        )
        .required(),
        column("tong_la", "Tổng là gì", NATURE, "").required(),
        column(
            "gia_tri",
            "Giá trị",
            Holds::Number,
            "tổng của các cơ quan có số liệu; chưa đủ các cơ quan được hỏi thì không phải là số của toàn tỉnh; trống khi chưa có, không cộng hoặc không nêu",
        ),
        column("khong_neu", "Vì sao không nêu", HIDDEN, "trống khi không phải giấu số nào"),
        column("duoc_hoi", "Số cơ quan được hỏi", Holds::Whole(None), "không kể cơ quan được miễn")
            .required(),
        column("co_so_lieu", "Số cơ quan có số liệu", Holds::Whole(None), "trong số được hỏi")
            .required(),
        column(
            "luot_duoc_hoi",
            "Số lượt được hỏi",
            Holds::Whole(None),
            "kỳ dài, số của kỳ: mỗi cơ quan mỗi quý một lượt; còn lại bằng số cơ quan",
        )
        .required(),
        column(
            "luot_co_so_lieu",
            "Số lượt có số liệu",
            Holds::Whole(None),
            "trong số lượt được hỏi",
        )
        .required(),
        column(
            "ngoai_dien",
            "Số cơ quan ngoài diện",
            Holds::Whole(None),
            "có số liệu mà không phải báo cáo; có trong tổng, không có trong số được hỏi",
        )
        .required(),
        column(
            "duoc_mien",
            "Số cơ quan được miễn",
            Holds::Whole(None),
            "được miễn, chưa có số liệu",
        )
        .required(),
        column("du", "Đủ", YES_OR_NO, "mọi cơ quan được hỏi đã có số liệu của cả kỳ").required(),
        column(
            "cho_xac_nhan",
            "Số cơ quan chờ xác nhận",
            Holds::Whole(None),
            "số cơ quan có giá trị khác thường trong tổng (mã S007, S008, S011, S013, S015), chờ cơ quan xác nhận; trên 0 thì chưa nên trích dẫn tổng",
        )
        .required(),
    ],
    rows: totals,
};

pub(super) const VALUES: Table = Table {
    file: "so-lieu.csv",
    title: "Số liệu: giá trị của từng cơ quan",
    key: &["ky_so_lieu", "ma_co_quan", "ma_so_lieu"],
    columns: &[
        column(
            "ky_so_lieu",
            "Kỳ của số liệu",
            Holds::Text,
            "kỳ của dòng; báo cáo của kỳ dài có giá trị của từng quý, nên cộng thì chỉ lấy một `ky_bao_cao`",
        )
        .required(),
        column("ma_co_quan", "Mã cơ quan", Holds::Agency, "mã trong sổ cơ quan").required(),
        column("co_quan", "Cơ quan", Holds::Text, "tên cơ quan khi gửi số liệu").required(),
        column("loai", "Loại cơ quan", Holds::Text, "loại cơ quan").required(),
        CODE,
        column("so_lieu", "Tên số liệu", Holds::Text, "tên số liệu").required(),
        column("don_vi", "Đơn vị tính", Holds::Text, "đơn vị tính").required(),
        MEASURE,
        column(
            "gia_tri",
            "Giá trị",
            Holds::Number,
            "giá trị có trong tổng; không có dòng nào của số liệu nhạy cảm",
        )
        .required(),
        column(
            "cho_xac_nhan",
            "Chờ xác nhận",
            YES_OR_NO,
            "giá trị khác thường (mã S007, S008, S011, S013, S015), chờ cơ quan xác nhận",
        )
        .required(),
        column("tep", "Tệp", Holds::Text, "tệp của cơ quan có dòng ấy").required(),
        column("dong", "Dòng", Holds::Whole(None), "dòng mà bảng tính hiển thị trong tệp ấy")
            .required(),
    ],
    rows: values,
};

const CODE: Column =
    column("ma_so_lieu", "Mã số liệu", Holds::Text, "mã trong indicators.yaml của Kế hoạch")
        .required();
const MEASURE: Column = column(
    "cach_tinh",
    "Cách tính",
    Holds::Choice(&[
        ("flow", "số của kỳ, các kỳ cộng được"),
        ("stock", "số hiện có vào ngày cuối kỳ, không cộng các kỳ"),
        ("rate", "tỷ lệ, không bao giờ cộng"),
    ]),
    "",
)
.required();
const EVERY: Holds = Holds::Choice(&[("quarter", "mỗi quý"), ("year", "mỗi năm, ở quý IV")]);
const CERTAINTY: Holds = Holds::Choice(&[
    ("read-twice", "đọc ở hai bản sao"),
    ("read-once", "đọc được ở một bản sao"),
    ("proposed", "do đơn vị tổng hợp đề xuất, chờ xác nhận"),
]);
const YES_OR_NO: Holds = Holds::Choice(&[("co", "có"), ("khong", "không")]);
const NATURE: Holds = Holds::Choice(&[
    ("sum", "tổng các giá trị"),
    ("bodies", "số cơ quan trả lời 1 (có)"),
    ("ratio", "tính từ tổng của tử số và mẫu số ở các cơ quan có cả hai"),
    ("sole", "tỷ lệ của cơ quan duy nhất được hỏi"),
    ("listed", "tỷ lệ của nhiều cơ quan, không cộng, xem so-lieu.csv"),
]);
const HIDDEN: Holds = Holds::Choice(&[
    ("below_5", "từ 1 đến 4, ghi “dưới 5”"),
    ("withheld", "nêu ra thì lộ số nhỏ hoặc số của một cơ quan"),
]);

fn indicators(view: &View) -> Vec<Vec<String>> {
    let rows = view.figure_rows.indicators.iter().map(|of| {
        vec![
            of.id.clone(),
            of.name.clone(),
            of.unit.to_owned(),
            of.measure.to_owned(),
            of.every.to_owned(),
            of.tasks.clone(),
            of.asked_of.clone(),
            of.asked_certainty.to_owned(),
            of.certainty.to_owned(),
            of.source.clone(),
            yes_or_no(of.is_sensitive),
            yes_or_no(of.is_partial),
            of.part_of.clone(),
            of.counts.clone(),
            of.not.clone(),
        ]
    });
    rows.collect()
}

fn totals(view: &View) -> Vec<Vec<String>> {
    let FigureRows { indicators, totals, .. } = &view.figure_rows;
    let rows = totals.iter().map(|of| {
        vec![
            indicators[of.indicator].id.clone(),
            of.of.to_owned(),
            of.nature.to_owned(),
            of.value.map(|value| value.plain()).unwrap_or_default(),
            of.hidden.to_owned(),
            of.asked[0].to_string(),
            of.asked[1].to_string(),
            of.parts[0].to_string(),
            of.parts[1].to_string(),
            of.others.to_string(),
            of.excused.to_string(),
            yes_or_no(of.is_complete),
            of.in_doubt.to_string(),
        ]
    });
    rows.collect()
}

fn values(view: &View) -> Vec<Vec<String>> {
    let FigureRows { indicators, values, .. } = &view.figure_rows;
    let rows = values.iter().map(|of| {
        let indicator = &indicators[of.indicator];
        vec![
            of.period.id(),
            of.agency.clone(),
            of.agency_name.to_string(),
            of.kind.to_string(),
            indicator.id.clone(),
            indicator.name.clone(),
            indicator.unit.to_owned(),
            indicator.measure.to_owned(),
            number::hundredths(of.value),
            yes_or_no(of.is_in_doubt),
            of.file.to_string(),
            of.row.to_string(),
        ]
    });
    rows.collect()
}

fn yes_or_no(is: bool) -> String {
    if is { "co" } else { "khong" }.to_owned()
}
