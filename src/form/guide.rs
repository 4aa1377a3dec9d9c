//! The instructions of a form, as text. Layout belongs to the writers.

use chrono::Datelike as _;

use super::{FormRow, is_prefilled};
use crate::plan::{
    Agency, Period, Plan, Reports, Role, SourceOfFunds, Status, Theme, cumulative_since,
};
use crate::submission::{Column, Field, Required};
use crate::text::date;
use crate::text::visible::clean;

/// How to fill in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// Agency, period, data window, deadline and recipient: label and text.
    pub facts: Vec<(&'static str, String)>,
    /// The steps, in order.
    pub steps: Vec<String>,
    /// The columns to fill in: heading, when required, content.
    pub columns: Vec<(&'static str, String, String)>,
    /// The columns with a closed list of values.
    pub lists: Vec<ClosedList>,
}

/// The values of one or more columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedList {
    /// The columns.
    pub fields: Vec<Field>,
    /// Each value and its meaning.
    pub values: Vec<(String, String)>,
}

/// The instructions for a form.
pub(super) fn of(
    plan: &Plan,
    agency: &Agency,
    period: Period,
    columns: &[Field],
    rows: &[FormRow],
    stem: &str,
) -> Guide {
    let own = columns.iter().filter(|field| !is_prefilled(**field)).map(|field| field.column());
    Guide {
        facts: facts(plan, agency, period),
        steps: steps(rows, columns.contains(&Field::Before), &money(plan, period), stem),
        columns: own
            .map(|column| (column.heading, when(column), help(column, plan.budget_year(period))))
            .collect(),
        lists: lists(plan),
    }
}

fn lists(plan: &Plan) -> Vec<ClosedList> {
    let owned = |value: &str, meaning: &str| (value.to_owned(), meaning.to_owned());
    let mut lists = vec![
        ClosedList {
            fields: vec![Field::Status],
            values: Status::ALL.iter().map(|s| owned(s.label(), status(*s))).collect(),
        },
        ClosedList {
            fields: vec![Field::Source],
            values: SourceOfFunds::ALL.iter().map(|s| owned(s.label(), source(*s))).collect(),
        },
    ];
    let themes = &plan.reporting.themes;
    if !themes.is_empty() {
        let values = themes.iter().map(|(_, theme)| (clean(&theme.name), meaning(theme)));
        let fields = vec![Field::DifficultyTheme, Field::ProposalTheme];
        lists.push(ClosedList { fields, values: values.collect() });
    }
    lists
}

/// What a theme is about: its first phrases.
fn meaning(theme: &Theme) -> String {
    const SHOWN: usize = 4;
    let phrases: Vec<String> = theme.words.iter().take(SHOWN).map(|word| clean(word)).collect();
    match phrases.is_empty() {
        true => "không thuộc các nhóm trên".to_owned(),
        false => format!("ví dụ: {}", phrases.join(", ")),
    }
}

fn facts(plan: &Plan, agency: &Agency, period: Period) -> Vec<(&'static str, String)> {
    let window = plan.window(period);
    let deadline = date::short(plan.deadline(period));
    let to = &plan.register.agency(plan.reporting.unit.agency).name;
    let by = if agency.reports == Reports::Request { "Đề nghị gửi" } else { "Hạn gửi" };
    vec![
        ("Cơ quan", clean(&agency.full_name())),
        ("Kỳ", period.name()),
        (
            "Số liệu",
            format!("từ ngày {} đến ngày {}", date::short(window.start), date::short(window.end)),
        ),
        (by, format!("hết ngày {deadline}, về {}", clean(to))),
    ]
}

/// The days the amounts cover. A window may begin in the previous budget year (quý I does, on
/// 15/12): amounts of those days belong to that year.
fn money(plan: &Plan, period: Period) -> String {
    let mut words = format!(
        "Hai cột kinh phí ghi số {} đến ngày {}.",
        cumulative_since(plan.budget_year(period)),
        date::short(plan.window(period).end)
    );
    if let Some(old) = plan.days_of_old_year(period) {
        words += &format!(
            " Khoản của các ngày {} đến {} thuộc năm ngân sách {}: không cộng vào hai cột này, ghi ở cột “{}”.",
            date::short(old.start),
            date::short(old.end),
            old.end.year(),
            Field::Note.column().heading
        );
    }
    words
}

fn step_of_leads(leads: usize) -> String {
    let rows = match leads {
        1 => "Dòng đầu là nhiệm vụ chủ trì: điền đủ cả dòng".to_owned(),
        _ => format!("{leads} dòng đầu là nhiệm vụ chủ trì: điền đủ cả {leads} dòng"),
    };
    format!(
        "{rows} (ô trạng thái còn màu vàng là chưa điền). Kỳ này không có việc gì thì chọn trạng thái “{}”.",
        Status::Nothing.label()
    )
}

fn steps(rows: &[FormRow], before: bool, money: &str, stem: &str) -> Vec<String> {
    let leads = rows.iter().filter(|row| row.role == Some(Role::Lead)).count();
    let mut steps = vec![
        "Điền các ô trắng ở trang “Báo cáo”. Ô xám đã có sẵn và được khóa, để nguyên. Cột có tiêu đề màu cam là cột bắt buộc, hoặc bắt buộc trong một số trường hợp; tiêu đề màu xanh là cột chỉ điền nếu có."
            .to_owned(),
    ];
    if leads > 0 {
        steps.push(step_of_leads(leads));
    }
    if rows.len() > leads {
        let which = if leads > 0 { "Các dòng còn lại" } else { "Các dòng" };
        steps.push(format!(
            "{which}: làm được việc gì thì điền dòng ấy; dòng không có gì để báo cáo thì để trống."
        ));
    }
    if before {
        steps.push(
            "Cột “Kỳ trước đã báo cáo” chỉ để đối chiếu; ô trống là kỳ trước không báo cáo. Kết quả chỉ ghi việc của kỳ này; tiến độ và kinh phí ghi lũy kế, nên thường không thấp hơn kỳ trước trong cùng năm.".to_owned(),
        );
    }
    steps.extend([
        money.to_owned(),
        "Cột có danh sách: bấm vào ô, bấm mũi tên ở cạnh ô rồi chọn.".to_owned(),
        "Ngày ghi như 15/9/2025. Nếu Excel hiểu nhầm hoặc không nhận thì ghi năm trước: 2025-09-15.".to_owned(),
        "Xuống dòng trong một ô: bấm Alt+Enter. Chỉ vào tiêu đề cột thì có lời nhắc.".to_owned(),
        "Nếu cần xóa dòng hoặc sửa ô bị khóa: thẻ Xem lại (Review), chọn Bỏ bảo vệ trang tính (Unprotect Sheet); không có mật khẩu.".to_owned(),
        "Điền xong thì lưu lại, giữ nguyên dạng .xlsx và gửi chính tệp này.".to_owned(),
        format!("Muốn tự kiểm tra trước khi gửi, gõ lệnh: report check {stem}.xlsx"),
    ]);
    steps
}

/// The content of a column, for display; amounts name the day from which they are cumulative.
pub(super) fn help(column: &Column, budget_year: i32) -> String {
    match column.field {
        Field::Allocated | Field::Disbursed => {
            format!("Số đồng, {}", cumulative_since(budget_year))
        }
        _ => column.help.to_owned(),
    }
}

/// When a column is required, for display.
pub(super) fn when(column: &Column) -> String {
    match column.required {
        Required::Always => "bắt buộc".to_owned(),
        Required::No => "nếu có".to_owned(),
        Required::When(words) if words.starts_with("trừ khi") => format!("bắt buộc, {words}"),
        Required::When(words) if words.starts_with("cơ quan") => format!("bắt buộc với {words}"),
        Required::When(words) => format!("bắt buộc khi {words}"),
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "chưa bắt đầu; tiến độ ghi 0",
        Status::InProgress => "đã bắt đầu, chưa xong",
        Status::Ongoing => "việc làm đều đặn, không có ngày kết thúc",
        Status::Complete => "đã xong; tiến độ ghi 100, nêu văn bản hoặc minh chứng",
        Status::Paused => "tạm dừng; nêu lý do ở cột khó khăn",
        Status::Nothing => "kỳ này không có việc gì phải làm; không cần ghi tiến độ",
    }
}

fn source(source: SourceOfFunds) -> &'static str {
    match source {
        SourceOfFunds::Budget => "kinh phí được cấp từ ngân sách các cấp",
        SourceOfFunds::Aid => "của tổ chức, cá nhân nước ngoài, tổ chức quốc tế",
        SourceOfFunds::Social => "đóng góp của doanh nghiệp, tổ chức, người dân",
        SourceOfFunds::Other => "nguồn hợp pháp khác; nêu rõ ở cột ghi chú",
    }
}

#[cfg(test)]
mod tests {
    use super::step_of_leads;

    #[test]
    fn one_row_of_a_lead_is_no_number_of_rows() {
        let one = step_of_leads(1);
        assert!(one.starts_with("Dòng đầu là nhiệm vụ chủ trì: điền đủ cả dòng ("), "{one}");
        let two = step_of_leads(2);
        assert!(two.starts_with("2 dòng đầu là nhiệm vụ chủ trì: điền đủ cả 2 dòng ("), "{two}");
    }
}
