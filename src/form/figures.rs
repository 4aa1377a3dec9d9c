//! The second table of a form: the values that an agency is asked for, each with its question, its
//! unit and the value of the previous period.
//!
//! Values are never prefilled, not even those of a state that rarely changes: a value that nobody
//! looked at would be sent as if it had been counted, and nobody could tell the two apart. The
//! previous value stands beside the empty cell instead.

use super::previous_figures::PreviousFigures;
use crate::plan::{
    AgencyId, Certainty, CountedBy, Every, FigureUnit, Indicator, IndicatorId, Measure, Period,
    Plan, UnitId,
};
use crate::submission::Field;
use crate::text::case::upper_first;
use crate::text::visible::clean;
use crate::text::{date, figure};

/// The table of figures of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureForm {
    /// Its columns, from left to right.
    pub columns: Vec<Field>,
    /// Its rows, one for each indicator.
    pub rows: Vec<FigureRow>,
    /// The days that values are about.
    pub days: String,
    /// How to fill it in, step by step.
    pub steps: Vec<String>,
}

/// A row of the table of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its cells, one per column; blank where the agency fills in.
    pub cells: Vec<String>,
    /// Its unit.
    pub unit: FigureUnit,
    /// The allowed values, in hundredths; empty where any is allowed.
    pub values: Vec<i64>,
    /// Whether a missing value is asked for.
    pub is_led: bool,
    /// Code, name and unit, for the instructions.
    pub title: String,
    /// What counts and what does not, who counts, how sure the wording is: one line each.
    pub notes: Vec<String>,
}

impl FigureForm {
    /// The table of figures of an agency; `None` where it is asked for none. `name` is what the rows
    /// call the agency.
    pub(super) fn new(
        plan: &Plan,
        agency: AgencyId,
        name: &str,
        period: Period,
        before: Option<&PreviousFigures>,
    ) -> Option<Self> {
        let day = plan.window(period).end;
        let asked = plan.figures_of(agency, day).into_iter();
        let asked: Vec<IndicatorId> =
            asked.filter(|id| plan.is_given(*id) && plan.is_expected_in(*id, period)).collect();
        let columns = columns(before.is_some());
        let row = |id: &IndicatorId| {
            let indicator = plan.indicators.get(*id);
            let cell = |field: &Field| match field {
                Field::Period => period.written(),
                Field::Agency => name.to_owned(),
                Field::Indicator => indicator.id.clone(),
                Field::IndicatorName => clean(&indicator.name),
                Field::Question => question(plan, indicator, period),
                Field::Unit => indicator.unit.get().name.to_owned(),
                Field::ValueBefore => before.map_or(String::new(), |b| b.cell(plan, *id)),
                _ => String::new(),
            };
            FigureRow {
                indicator: *id,
                cells: columns.iter().map(cell).collect(),
                unit: indicator.unit.get(),
                values: indicator.values.clone(),
                is_led: plan.is_lead_of_figure(*id, agency, day),
                title: format!(
                    "{}: {} ({})",
                    indicator.id,
                    clean(&indicator.name),
                    indicator.unit.get().name
                ),
                notes: notes(plan, indicator),
            }
        };
        let rows: Vec<FigureRow> = asked.iter().map(row).collect();
        let steps = steps(plan, period, &asked, before.is_some());
        let (first, last) =
            (date::short(plan.window(period).start), date::short(plan.window(period).end));
        let days = format!(
            "Số của kỳ: từ {first} đến {last}, không cộng kỳ trước. Số hiện có: vào ngày {last}.\nĐể trống: chưa có số liệu; 0: không phát sinh."
        );
        (!rows.is_empty()).then_some(Self { columns, rows, days, steps })
    }
}

/// Prefilled columns first, the previous value right beside the cell to fill in.
fn columns(before: bool) -> Vec<Field> {
    use Field as F;
    let prefilled = [F::Period, F::Agency, F::Indicator, F::IndicatorName, F::Question, F::Unit];
    let own = [F::Value, F::Note, F::Reported];
    prefilled.into_iter().chain(before.then_some(F::ValueBefore)).chain(own).collect()
}

/// The question, and in a line of its own the days it is about.
fn question(plan: &Plan, indicator: &Indicator, period: Period) -> String {
    let asked = indicator.ask.as_ref().unwrap_or(&indicator.name);
    format!("{}\n{}", clean(asked), days(plan, indicator, period))
}

/// The days a value is about.
fn days(plan: &Plan, indicator: &Indicator, period: Period) -> String {
    let window = plan.window(period);
    let (first, last) = (date::short(window.start), date::short(window.end));
    match (indicator.every, indicator.measure) {
        (_, Measure::Stock) => format!("Số hiện có vào ngày {last}."),
        (Every::Year, _) => format!("Số của cả năm {}.", period.year()),
        (_, Measure::Flow) => format!("Từ {first} đến {last}, không cộng kỳ trước."),
        (_, Measure::Rate) => format!("Tính đến ngày {last}."),
    }
}

/// What the draft of a list writes where it has nothing to say.
fn said(text: Option<&String>) -> Option<String> {
    text.map(|text| clean(text)).filter(|text| !crate::submission::says_none(text))
}

fn notes(plan: &Plan, indicator: &Indicator) -> Vec<String> {
    let mut notes = Vec::new();
    let mut say = |label: &str, words: Option<String>| {
        notes.extend(words.map(|words| format!("{label}: {words}.").replace("..", ".")));
    };
    say("Tính", said(indicator.counts.as_ref()));
    say("Không tính", said(indicator.not.as_ref()));
    say("Ai khai", indicator.counted_by.map(|by| who_counts(by).to_owned()));
    if !indicator.values.is_empty() {
        let values: Vec<String> = indicator.values.iter().map(|v| figure::shown(*v)).collect();
        say("Chỉ ghi", Some(values.join(" hoặc ")));
    }
    let source = indicator.source.as_ref().map(|source| {
        let article = source.article.iter().map(|article| format!(", {}", clean(article)));
        clean(&source.document) + &article.collect::<String>()
    });
    say("Nguồn", source);
    if indicator.certainty == Certainty::Proposed {
        notes.push(format!("{}.", upper_first(&proposed(plan))));
    } else if indicator.asked_certainty == Certainty::Proposed {
        let unit = clean(plan.unit_name());
        notes.push(format!("Cơ quan khai số này do {unit} đề xuất, chờ xác nhận."));
    }
    if indicator.sensitive {
        notes.push("Không in, không xuất theo từng cơ quan.".to_owned());
    }
    notes
}

/// What is said of a wording that no document has fixed.
fn proposed(plan: &Plan) -> String {
    clean(&plan.certainty_words(Certainty::Proposed))
}

fn who_counts(by: CountedBy) -> &'static str {
    match by {
        CountedBy::Organiser => "cơ quan đứng tên tổ chức (ký kế hoạch, giấy mời, văn bản)",
        CountedBy::Residence => "xã, phường nơi trẻ em đang sống",
        CountedBy::Manager => "cơ quan đang quản lý",
    }
}

fn steps(plan: &Plan, period: Period, asked: &[IndicatorId], before: bool) -> Vec<String> {
    let all = || asked.iter().map(|id| plan.indicators.get(*id));
    let codes = |which: &dyn Fn(&Indicator) -> bool| -> Vec<&str> {
        all().filter(|indicator| which(indicator)).map(|indicator| &*indicator.id).collect()
    };
    let mut steps = vec![
        "Điền cột “Giá trị” ở trang “Số liệu”: mỗi dòng một câu hỏi, mỗi ô một con số, không ghi chữ hay đơn vị vào ô ấy. Di chuột vào ô thì có lời nhắc: tính gì, không tính gì."
            .to_owned(),
        "Để trống: chưa có số liệu; 0: không phát sinh. Chưa rà soát thì để trống, không ghi 0."
            .to_owned(),
    ];
    steps.extend(plan.indicators.period_note.as_ref().map(|note| {
        let window = plan.window(period);
        clean(note)
            .replace("{window_start}", &date::short(window.start))
            .replace("{window_end}", &date::short(window.end))
    }));
    if before {
        steps.push("Cột “Giá trị kỳ trước” chỉ để đối chiếu, không cộng vào số của kỳ này. Số hiện có không đổi thì vẫn ghi lại số ấy: ô trống được hiểu là chưa có số liệu.".to_owned());
    }
    if all().any(|indicator| is_attendance(indicator.unit)) {
        steps.push("“Lượt” khác “người”: một người dự 3 buổi là 3 lượt.".to_owned());
    }
    steps.push("Mỗi việc chỉ một cơ quan khai: buổi, lớp, cuộc thì cơ quan đứng tên tổ chức; trẻ em thì xã, phường nơi các em đang sống; số hiện có thì cơ quan đang quản lý.".to_owned());
    let sensitive = codes(&|indicator| indicator.sensitive);
    if !sensitive.is_empty() {
        steps.push(format!(
            "Số liệu về trẻ em cần giữ kín ({}): không bao giờ được in hay xuất theo từng cơ quan; tổng của tỉnh dưới 5 chỉ ghi “dưới 5”.",
            sensitive.join(", ")
        ));
    }
    let unsure = codes(&|indicator| indicator.certainty == Certainty::Proposed);
    if !unsure.is_empty() {
        let which = match unsure.len() == asked.len() {
            true => "Các số liệu này".to_owned(),
            false => format!("Các số liệu {}", unsure.join(", ")),
        };
        steps.push(format!("{which} là {}.", proposed(plan)));
    }
    steps
}

fn is_attendance(unit: UnitId) -> bool {
    unit.get().name.starts_with("lượt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submission::{Column, TableKind};

    #[test]
    fn every_column_of_the_table_is_on_the_form_once() {
        let mut columns = columns(true);
        let of_figures = |column: &&Column| TableKind::Figures.has(column.field);
        assert_eq!(columns.len(), Field::all().filter(of_figures).count());
        columns.sort();
        columns.dedup();
        assert_eq!(columns.len(), Field::all().filter(of_figures).count());
    }
}
