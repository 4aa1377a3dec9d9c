//! S009: an agency sent something but not a figure that it is asked for. One warning for each lead;
//! one note for all others, of whom a part is enough. Only where the folder holds figures: in older
//! periods nobody was asked.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::check::{FileContext, PeriodContext, RowContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Severity, Sink, code};
use crate::plan::{AgencyId, Every, Indicator, IndicatorId, Period, Plan, Reports};
use crate::submission::{Field, TableKind};

static CODE: Code =
    code!(warning, "S009", "figure-missing", "Thiếu số liệu được hỏi").keeping_rows();

/// Maximum number of codes or names that are listed.
const SHOWN: usize = 12;

pub(in crate::check) struct FigureMissing;

impl Rule for FigureMissing {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let Some((period, _)) = cx.closed().filter(|_| !cx.figures.is_empty()) else { return };
        let missing = Missing::of(cx, period);
        let files = files(cx);
        for (agency, codes) in &missing.of_leads {
            sink.push(of_lead(cx, *agency, codes, files.get(agency)));
        }
        if !missing.of_others.is_empty() {
            sink.push(of_others(cx.plan(), &missing.of_others));
        }
    }
}

/// The figures that were asked for and not given.
#[derive(Default)]
struct Missing<'a> {
    /// By lead agency.
    of_leads: BTreeMap<AgencyId, Vec<&'a Indicator>>,
    /// By any other agency: how many.
    of_others: BTreeMap<AgencyId, usize>,
}

impl<'a> Missing<'a> {
    fn of(cx: &PeriodContext<'a>, period: Period) -> Self {
        let (plan, day) = (cx.plan(), cx.scope.day());
        let (given, unsure) = given(cx);
        let is_judged = |id: &AgencyId| {
            plan.register.agency(*id).in_force(day)
                && cx.scope.excuse(*id).is_none()
                && !unsure.contains(id)
                && !cx.reported().has_unread_table(*id)
        };
        let senders: HashSet<AgencyId> = cx.senders() | cx.figure_senders();
        let mut missing = Self::default();
        // A report on any other days asks for no yearly figure.
        let is_on_other_days = matches!(period, Period::Range(..));
        let is_due = |(id, indicator): &(IndicatorId, &Indicator)| {
            !(is_on_other_days && indicator.every == Every::Year)
                && plan.is_expected_in(*id, period)
                && plan.is_given(*id)
        };
        let due: Vec<(IndicatorId, &Indicator)> = plan.indicators.iter().filter(is_due).collect();
        for agency in senders.into_iter().filter(is_judged) {
            let given = given.get(&agency);
            let owes = plan.register.agency(agency).reports == Reports::Duty;
            for (id, indicator) in &due {
                let is_given = given.is_some_and(|given| given[id.index()]);
                if is_given || !plan.is_asked(*id, agency, day) {
                    continue;
                }
                match owes && plan.is_lead_of_figure(*id, agency, day) {
                    true => missing.of_leads.entry(agency).or_default().push(indicator),
                    false => *missing.of_others.entry(agency).or_default() += 1,
                }
            }
        }
        missing
    }
}

/// Whether each indicator is given, by agency, also with an error or with a note instead of a value;
/// and the agencies in whose tables something could not be read that may be what is missing.
fn given(cx: &PeriodContext<'_>) -> (BTreeMap<AgencyId, Vec<bool>>, HashSet<AgencyId>) {
    let (mut given, mut unsure) = (BTreeMap::new(), HashSet::new());
    let none = || vec![false; cx.plan().indicators.iter().len()];
    for table in cx.tables(TableKind::Figures) {
        let sender = table.sender();
        if table.submission.data_rows != table.submission.rows.len() {
            unsure.extend(sender);
        }
        for row in table.rows() {
            let agency = row.row.agency.value().or(sender);
            match agency.zip(row.row.indicator()) {
                Some((agency, indicator)) if says(&row) => {
                    given.entry(agency).or_insert_with(none)[indicator.index()] = true;
                }
                Some(_) => {}
                None => unsure.extend(agency),
            }
        }
    }
    (given, unsure)
}

/// Whether a row has a value, or a note why there is none.
fn says(row: &RowContext<'_>) -> bool {
    let blank = row.row.figure.as_ref().is_none_or(|figure| figure.value.is_blank());
    !blank || row.has_content(Field::Note)
}

/// The file in which an agency's figures should be: its table of figures, else its report.
fn files<'a>(cx: &PeriodContext<'a>) -> HashMap<AgencyId, &'a Arc<str>> {
    let mut files = HashMap::new();
    let of = |file: &FileContext<'a>| Some((file.sender()?, file.name));
    for (agency, name) in cx.figures.iter().chain(&cx.files).filter_map(of) {
        files.entry(agency).or_insert(name);
    }
    files
}

fn of_lead(
    cx: &PeriodContext<'_>,
    agency: AgencyId,
    missing: &[&Indicator],
    file: Option<&&Arc<str>>,
) -> Diagnostic {
    let body = cx.plan().register.agency(agency);
    let mut codes: Vec<&str> = missing.iter().take(SHOWN).map(|one| one.id.as_str()).collect();
    if missing.len() > SHOWN {
        codes.push("…");
    }
    let message =
        format!("{} chưa gửi {} số liệu được hỏi: {}.", body.name, missing.len(), codes.join(", "));
    let place = file.map_or(Place::Run, |name| Place::of_file(name));
    Diagnostic::new(&CODE, place, message)
        .agency(&body.id)
        .expected("mỗi số liệu được hỏi một giá trị, hoặc lời ghi chú vì sao chưa có")
        .help("Điền ô giá trị của các mã này trên mẫu: 0 nếu đã rà soát và không phát sinh; số hiện có không đổi thì ghi lại số kỳ trước; chưa có số thì để trống và ghi lý do ở cột “Ghi chú”.")
}

fn of_others(plan: &Plan, missing: &BTreeMap<AgencyId, usize>) -> Diagnostic {
    let names: Vec<&str> =
        missing.keys().take(SHOWN).map(|id| plan.register.agency(*id).name.as_str()).collect();
    let more = if missing.len() > SHOWN { ", …" } else { "" };
    let message = format!(
        "{} cơ quan còn thiếu số liệu được hỏi mà không phải của nhiệm vụ mình chủ trì.",
        missing.len()
    );
    let mut finding = Diagnostic::new(&CODE, Place::Run, message)
        .value(format!("{}{more}", names.join("; ")))
        .help("Không bắt buộc; báo cáo nói rõ mỗi tổng có số của bao nhiêu cơ quan. Muốn đủ thì đề nghị các cơ quan gửi thêm.");
    finding.severity = Severity::Note;
    finding
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::diag::{Diagnostic, Severity};
    use crate::plan::Period;

    const PAGE: &str = "period: 2025-Q3\n";

    fn found(rows: &[&str]) -> Vec<Diagnostic> {
        Trial::new().page(PAGE).figures("thong-ke.csv", "ghi_chu", rows).found("S009")
    }

    fn leads(found: &[Diagnostic]) -> Vec<&str> {
        let leads = found.iter().filter(|d| d.severity == Severity::Warning);
        leads.map(|d| d.message.as_str()).collect()
    }

    const V21: &str = "2025-Q3;Chi cục Thống kê tỉnh;V.2.1;12;";

    #[test]
    fn a_lead_is_told_which_codes_are_missing() {
        let found_one = found(&[V21]);
        assert_eq!(
            leads(&found_one),
            ["Chi cục Thống kê tỉnh chưa gửi 1 số liệu được hỏi: V.2.2."]
        );
        assert_eq!(found_one[0].agency.as_deref(), Some("chi-cuc-thong-ke-tinh"));
        assert_eq!(found_one[0].place.file(), Some("thong-ke.csv"));
        let both = [V21, "2025-Q3;Chi cục Thống kê tỉnh;V.2.2;9;"];
        assert!(leads(&found(&both)).is_empty());
    }

    #[test]
    fn a_note_or_a_faulty_value_is_an_answer() {
        for answer in [";đang rà soát", "nhiều;", "-3;"] {
            let row = format!("2025-Q3;Chi cục Thống kê tỉnh;V.2.2;{answer}");
            assert!(leads(&found(&[V21, &row])).is_empty(), "{answer}");
        }
        let code = "2025-Q3;Chi cục Thống kê tỉnh;V.2.9;9;";
        assert!(leads(&found(&[V21, code])).is_empty(), "may be the missing one");
    }

    #[test]
    fn nothing_is_missing_before_the_deadline_or_where_nobody_was_asked() {
        let trial = || Trial::new().figures("thong-ke.csv", "ghi_chu", &[V21]);
        assert!(trial().found("S009").is_empty(), "not all files are here");
        assert!(trial().page(PAGE).today("2025-09-16").found("S009").is_empty());
        let report = "2025-Q3;Chi cục Thống kê tỉnh;V.2;Đang triển khai;50;Đã làm.;";
        let trial = Trial::new().page(PAGE).file("thong-ke.csv", "ghi_chu", &[report]);
        assert!(trial.found("S009").is_empty(), "no table of figures in the folder");
    }

    #[test]
    fn others_are_one_note_and_a_yearly_figure_waits_for_the_last_quarter() {
        let commune = "2025-Q3;UBND xã Diên Khánh;II.1.1;3;";
        let found = found(&[commune, "2025-Q3;UBND xã Vạn Ninh;II.1.1;3;"]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].severity, found[0].place.file()), (Severity::Note, None));
        assert!(found[0].message.starts_with("2 cơ quan"), "{}", found[0].message);

        let missing = |quarter: u8, day: &str| {
            let row = format!("2025-Q{quarter};Sở Tư pháp;III.2.1;0;");
            let trial = Trial::new().period(Some(Period::Quarter(2025, quarter))).today(day);
            let page = format!("period: 2025-Q{quarter}\n");
            let found = trial.page(&page).figures("so-tu-phap.csv", "ghi_chu", &[&row]);
            leads(&found.found("S009")).concat()
        };
        assert!(!missing(3, "2025-09-20").contains("QG.14"));
        assert!(missing(4, "2025-12-20").contains("QG.14"));
    }
}
