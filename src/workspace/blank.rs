//! What a new working folder holds: the plan, the templates, the page of a period, `report.yaml`.
//!
//! Nothing is invented: what is not known yet stays `null`.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::config::Config;
use crate::plan::{self, Period, Plan, PlanFiles};
use crate::render;
use crate::submission::PAGE;

/// The folders of a working folder that is made.
const PLAN: &str = "plan";
const TEMPLATES: &str = "templates";
const OUT: &str = "van-ban";
/// The manual of a folder: whoever edits it has it at hand.
const MANUAL: &str = "README.md";

/// What the `report.yaml` of a new working folder says.
pub fn new_config() -> Config {
    Config {
        plan: Some(PLAN.to_owned()),
        templates: Some(TEMPLATES.to_owned()),
        out: Some(OUT.to_owned()),
        notice: None,
    }
}

/// Files of a folder by name.
pub type Parts = Vec<(String, Vec<u8>)>;

/// The folders of a working folder, each with what it is and its files; the period's is `own`. The
/// given templates take the place of shipped ones.
pub fn new_folders(
    config: &Config,
    (files, own_templates): (&PlanFiles, &BTreeMap<String, String>),
    period: Period,
    own: &str,
) -> Vec<(String, String, Parts)> {
    let plan = config.plan.iter().cloned();
    let plan = plan.map(|below| (below, "dữ liệu Kế hoạch".to_owned(), plan_parts(files)));
    let templates = config.templates.iter().cloned();
    let templates =
        templates.map(|below| (below, "mẫu văn bản".to_owned(), template_parts(own_templates)));
    let page = vec![(PAGE.to_owned(), page(period).into_bytes())];
    plan.chain(templates).chain([(own.to_owned(), period.name(), page)]).collect()
}

/// The quarter whose reports are being received: the first whose deadline has not passed.
pub fn open_quarter(plan: &Plan, day: NaiveDate) -> Period {
    let quarters = (day.year() - 1..=day.year() + 1)
        .flat_map(|year| (1..=4).map(move |quarter| Period::Quarter(year, quarter)));
    quarters
        .into_iter()
        .find(|quarter| plan.deadline(*quarter) >= day)
        .unwrap_or(Period::Quarter(day.year() + 1, 4))
}

fn plan_parts(files: &PlanFiles) -> Parts {
    let optional = [(plan::ERRATA, &files.errata), (plan::INDICATORS, &files.indicators)];
    let optional = optional.into_iter().filter_map(|(name, source)| Some((name, source.as_ref()?)));
    let files = plan::FILES.into_iter().zip(&files.files).chain(optional);
    let files = files.map(|(name, source)| (name.to_owned(), source.bytes.to_vec()));
    let manual = (MANUAL.to_owned(), include_bytes!("../../plan/README.md").to_vec());
    files.chain([manual]).collect()
}

/// The shipped templates, with the given ones in their place.
fn template_parts(own: &BTreeMap<String, String>) -> Parts {
    let text = |name: &str| own.get(name).map(String::as_str).or_else(|| render::shipped(name));
    let shipped = render::NAMES.iter().filter_map(|name| Some((name, text(name)?)));
    let files = shipped.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    let manual = (MANUAL.to_owned(), include_bytes!("../../templates/README.md").to_vec());
    files.chain([manual]).collect()
}

/// The analyst's page with nothing filled in but the period.
fn page(period: Period) -> String {
    format!(
        "\
# Trang của người tổng hợp cho {name}: ghi những gì không có trong tệp của các cơ quan.
# Chữ sau dấu thăng là ghi chú. Khóa nào chưa có thì để null; ngày viết năm-tháng-ngày.

period: {id}

# Tính quá hạn, trễ hạn đến ngày này. Để null thì tính đến ngày chạy chương trình.
as_of: null

# Dòng chữ in trên mọi văn bản, ví dụ “Số liệu minh họa”. Số liệu thật thì để null.
notice: null

# Điền khi văn thư đã cấp số.
document:
  number: null
  date: null
  signer: null

# Công văn đôn đốc (report remind): số, ký hiệu, ngày, người ký, hạn đề nghị gửi.
reminder:
  number: null
  sign: null
  date: null
  signer: null
  until: null

# Ngày nhận từng tệp, mỗi tệp một dòng, thụt vào hai dấu cách:
#   tên tệp: ngày nhận
received: null

# Cơ quan được miễn hoặc lùi báo cáo; mã cơ quan có trong plan/agencies.yaml:
#   - agency: mã cơ quan
#     reason: lý do
excused: null

# Dòng có thông tin cá nhân (mã V423) được phép công bố; dòng khác thì bản công bố không in:
#   - file: tên tệp
#     row: số dòng
release: null

# Dòng nổi bật của cơ quan phối hợp, được chép ở nhiệm vụ (nhiều nhất một dòng một nhiệm vụ):
#   - file: tên tệp
#     row: số dòng
highlights: null

# Nhóm của từng khó khăn, kiến nghị (report status --by theme), khi chương trình xếp chưa đúng:
#   - file: tên tệp
#     row: số dòng
#     difficulty: mã nhóm của khó khăn
#     proposal: mã nhóm của kiến nghị
themes: null

# Dòng có kiến nghị mà đơn vị tổng hợp nhận làm kiến nghị của mình (mục VII):
#   - file: tên tệp
#     row: số dòng
adopt: null

# Trả lời các kiến nghị gửi đơn vị tổng hợp, theo nhóm:
#   - theme: mã nhóm
#     text: lời trả lời
replies: null

# Lời của người tổng hợp; mỗi đoạn một dòng, bắt đầu bằng dấu gạch ngang:
#   remarks:
#     - Đoạn thứ nhất.
commentary:
  # Nhận xét, ở mục I.
  remarks: null
  # Đánh giá chung, ở mục V: kết quả đạt được; tồn tại, hạn chế.
  assessment: null
  shortcomings: null
  # Phương hướng, ở mục VI.
  directions: null
  # Kiến nghị của đơn vị tổng hợp, ở mục VII.
  recommendations: null
",
        name = period.name(),
        id = period.id(),
    )
}

/// The `report.yaml` of a new working folder, which says what [`new_config`] says.
pub const CONFIG_TEXT: &str = "\
# Thư mục làm việc này dùng những gì. Mọi lệnh chạy với dữ liệu ở trong thư mục này tự tìm thấy tệp
# này; tùy chọn nêu trên dòng lệnh thì được dùng thay.
# Đường dẫn tính từ thư mục chứa tệp này và không ra ngoài thư mục ấy. Chữ sau dấu thăng là ghi chú.

# Thư mục dữ liệu Kế hoạch. Để null thì dùng bản có sẵn trong chương trình.
plan: plan

# Thư mục mẫu văn bản. Để null thì dùng bản có sẵn trong chương trình.
templates: templates

# Thư mục mà report build và report remind ghi văn bản vào.
out: van-ban

# Dòng chữ in trên mọi văn bản của kỳ mà period.yaml không có notice.
notice: null
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;

    #[test]
    fn a_quarter_is_open_until_its_deadline() {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).unwrap();
        let on = |year, month, day| {
            open_quarter(&plan, NaiveDate::from_ymd_opt(year, month, day).unwrap()).id()
        };
        assert_eq!(on(2025, 11, 25), "2025-Q4");
        // Window to 14/12, two working days more.
        assert_eq!(on(2025, 12, 16), "2025-Q4");
        assert_eq!(on(2025, 12, 17), "2026-Q1");
        assert_eq!(on(2026, 1, 2), "2026-Q1");
        assert_eq!(on(2026, 6, 30), "2026-Q3");
    }
}
