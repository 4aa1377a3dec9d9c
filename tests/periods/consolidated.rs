//! What a report is made of, at its edges: the deadline itself, rows for a period and for a part of
//! it, amounts of nothing, the order of what is told.

use std::sync::Arc;

use crate::common;
use chrono::NaiveDate;
use report::consolidate::{
    self, Audience, Change, ConcernKind, Entry, Placement, State, TaskState, Timing, WITHHELD,
};
use report::plan::{Origin, Period, Plan, PlanFiles, Status, Task};
use report::source::Source;
use report::submission::Field;
use report::workspace::{self, MemoryStore, Options, PeriodData, Workspace};

const HEADINGS: &str = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;kho_khan;\
    kien_nghi;thoi_han;kinh_phi_giao;kinh_phi_giai_ngan;nguon_kinh_phi";

/// A file of rows; what a row does not say is empty.
fn file(rows: &[&str]) -> String {
    let cells = HEADINGS.matches(';').count();
    let rows =
        rows.iter().map(|row| format!("{row}{}\n", ";".repeat(cells - row.matches(';').count())));
    format!("{HEADINGS}\n{}", rows.collect::<String>())
}

fn plan() -> Arc<Plan> {
    Arc::new(workspace::plan(&PlanFiles::embedded()).expect("the plan"))
}

/// A period of the data folder that holds these files.
fn period(id: &str, files: &[(&str, impl AsRef<[u8]>)]) -> PeriodData {
    period_under(plan(), id, files)
}

fn period_under(plan: Arc<Plan>, id: &str, files: &[(&str, impl AsRef<[u8]>)]) -> PeriodData {
    let mut store = MemoryStore::new();
    for (path, text) in files {
        store.insert(format!("data/{path}"), text.as_ref().to_vec());
    }
    let mut options = Options::default();
    options.today = NaiveDate::from_ymd_opt(2026, 12, 31);
    let workspace = Workspace::open_with(Arc::new(store), plan, "data", options);
    let mut workspace = workspace.expect("a data folder");
    workspace.period(Period::parse(id).expect(id)).unwrap_or_else(|e| panic!("{e}"))
}

/// The tasks of the appendix, by id.
fn appendix(plan: &Plan) -> Vec<String> {
    let in_appendix = |task: &&Task| matches!(task.origin, Origin::Appendix { .. });
    plan.tasks.iter().filter(in_appendix).map(|task| task.id.clone()).collect()
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).expect("a day")
}

/// The deadline of 2025-Q4.
const DEADLINE: (u32, u32) = (12, 16);

#[test]
fn what_came_on_the_last_day_came_in_time_excused_or_not() {
    let state = |received: u32| {
        let page = format!(
            "period: 2025-Q4\nas_of: 2025-12-22\nreceived: {{a.csv: 2025-12-{received}}}\n\
             excused: [{{agency: so-tu-phap, reason: bão}}]\n"
        );
        let rows = file(&["2025-Q4;Sở Tư pháp;I.2;Đang triển khai;40;Đã làm."]);
        let data = period("2025-Q4", &[("2025-Q4/period.yaml", page), ("2025-Q4/a.csv", rows)]);
        let report = data.report();
        let coverage = &report.coverage[0];
        assert_eq!(coverage.deadline, day(DEADLINE.0, DEADLINE.1));
        let own = report.input.plan.register.by_id("so-tu-phap").expect("an agency");
        coverage.reporters.iter().find(|of| of.agency == own).expect("it owes one").state.clone()
    };
    assert_eq!(state(16), State::OnTime);
    assert_eq!(state(17), State::Deferred(1));
}

#[test]
fn nothing_is_missing_on_the_last_day() {
    let silent = |as_of: u32| {
        let page = format!("period: 2025-Q4\nas_of: 2025-12-{as_of}\n");
        let rows = file(&["2025-Q4;Sở Tư pháp;I.2;Đang triển khai;40;Đã làm."]);
        let data = period("2025-Q4", &[("2025-Q4/period.yaml", page), ("2025-Q4/a.csv", rows)]);
        let report = data.report();
        let missing = report.coverage[0].count(|state| *state == State::Missing);
        (missing > 0, !consolidate::follow_up(&report).requested.is_empty())
    };
    assert_eq!(silent(16), (false, false));
    assert_eq!(silent(17), (true, true));
}

/// The state of a task in a report.
fn task<'r, 'a>(report: &'r consolidate::Report<'a>, id: &str) -> &'r TaskState<'a> {
    let task = report.input.plan.find_task(id).expect(id);
    report.tasks.iter().find(|state| state.id == task).expect(id)
}

#[test]
fn a_row_for_the_whole_half_year_is_later_than_one_for_its_last_quarter() {
    for rows in [
        [
            "2025-H2;Sở Tư pháp;I.2;Đang triển khai;60;Cả kỳ.",
            "2025-Q4;Sở Tư pháp;I.2;Đang triển khai;40;Quý IV.",
        ],
        [
            "2025-Q4;Sở Tư pháp;I.2;Đang triển khai;40;Quý IV.",
            "2025-H2;Sở Tư pháp;I.2;Đang triển khai;60;Cả kỳ.",
        ],
    ] {
        let data = period("2025-H2", &[("2025-H2/a.csv", file(&rows))]);
        let report = data.report();
        let entry: &Entry<'_> = task(&report, "I.2").entry.as_ref().expect("a row");
        assert_eq!((entry.period.id(), entry.progress()), ("2025-H2".to_owned(), Some(6_000)));
    }
}

#[test]
fn a_task_without_money_is_no_second_one_beside_which_another_is_large() {
    let heavy = |second: &str| {
        let rows = file(&[
            "2025-Q4;Sở Tư pháp;I.2;Đang triển khai;40;Đã làm.;;;;900000000;0;Ngân sách nhà nước",
            &format!(
                "2025-Q4;Sở Tư pháp;II.2;Đang triển khai;40;Đã mở.;;;;{second};0;Ngân sách nhà nước"
            ),
        ]);
        let data = period("2025-Q4", &[("2025-Q4/a.csv", rows)]);
        let report = data.report();
        let heavy = &report.funds.latest.heavy;
        heavy
            .iter()
            .map(|of| (report.input.plan.task(of.task).id.clone(), of.allocated))
            .collect::<Vec<_>>()
    };
    assert_eq!(heavy("0"), []);
    assert_eq!(heavy("100000000"), [("I.2".to_owned(), 900_000_000)]);
    // Just the share from which on a part is not large.
    assert_eq!(heavy("600000000"), [("I.2".to_owned(), 900_000_000)]);
}

#[test]
fn every_cell_with_the_same_error_is_a_fault_to_correct() {
    let rows = file(&[
        "2025-Q4;Sở Tư pháp;I.2;Đang triển khai;140;Đã làm.",
        "2025-Q4;Sở Tư pháp;II.2;Đang triển khai;150;Đã mở.",
        "2025-Q4;Sở Tư pháp;III.2;Đang triển khai;160;Đã tập huấn.",
    ]);
    let data = period("2025-Q4", &[("2025-Q4/a.csv", rows)]);
    let report = data.report();
    let follow_up = consolidate::follow_up(&report);
    let own = report.input.plan.register.by_id("so-tu-phap").expect("an agency");
    let own = follow_up.duty.iter().find(|of| of.agency == own).expect("it has errors");
    assert_eq!(own.faults(), 3);
}

#[test]
fn decisions_are_asked_for_with_the_longest_overdue_first() {
    let rows = file(&[
        "2025-Q4;Sở Tư pháp;I.2;Đang triển khai;40;Đã làm.;;Đề nghị UBND tỉnh cho phép gia hạn.;2025-11-30",
        "2025-Q4;Sở Tư pháp;II.2;Đang triển khai;40;Đã mở.;;Đề nghị UBND tỉnh bố trí vốn.;2025-10-31",
        "2025-Q4;Sở Tư pháp;III.2;Đang triển khai;40;Đã tập huấn.;;Đề nghị UBND tỉnh ban hành.;2025-11-15",
    ]);
    let page = "period: 2025-Q4\nas_of: 2025-12-14\n".to_owned();
    let data = period("2025-Q4", &[("2025-Q4/a.csv", rows), ("2025-Q4/period.yaml", page)]);
    let report = data.report();
    let asked = consolidate::decisions(&report);
    let tasks: Vec<&str> =
        asked.iter().map(|of| report.input.plan.task(of.state.id).id.as_str()).collect();
    assert_eq!(tasks, ["II.2", "III.2", "I.2"]);
}

#[test]
fn of_a_group_of_difficulties_the_lead_speaks_first() {
    let lead = file(&["2025-Q4;Sở Tư pháp;I.2;Đang triển khai;40;Đã làm.;Thiếu kinh phí."]);
    let other =
        file(&["2025-Q4;Sở Công Thương;I.2;Đang triển khai;40;Đã làm.;Thiếu kinh phí mua máy."]);
    let data = period("2025-Q4", &[("2025-Q4/a.csv", other), ("2025-Q4/b.csv", lead)]);
    let report = data.report();
    let found = consolidate::difficulties(&report);
    let concerns = found.groups.iter().flat_map(|group| &group.concerns);
    let register = &report.input.plan.register;
    let agencies: Vec<&str> =
        concerns.map(|concern| register.agency(concern.agency).id.as_str()).collect();
    assert_eq!(agencies, ["so-tu-phap", "so-cong-thuong"]);
}

#[test]
fn a_complete_task_that_goes_on_is_kept_up_and_its_past_is_known() {
    let row = |period: &str, rest: &str| file(&[&format!("{period};Sở Tư pháp;I.2;{rest}")]);
    let files = [
        ("2025-Q3/a.csv", row("2025-Q3", "Hoàn thành;100;Đã xong.")),
        ("2025-Q4/a.csv", row("2025-Q4", "Thực hiện thường xuyên;100;Vẫn làm.")),
    ];
    let data = period("2025-Q4", &files);
    let report = data.report();
    let plan = report.input.plan;
    let (own, agency) = (task(&report, "I.2").id, plan.register.by_id("so-tu-phap"));
    let changes = report.changes.as_ref().expect("a quarter before");
    assert_eq!(changes.of(Change::KeptUp), [own]);
    let before = consolidate::previous_entries(&report);
    let before = before.get(&(own, agency.expect("an agency"))).expect("a row of Q3");
    assert_eq!((before.period.id(), before.status), ("2025-Q3".to_owned(), Status::Complete));
}

/// Two quarters of Sở Tư pháp on a task; each row after its task.
fn quarters(third: &str, fourth: &str, page: &str) -> Vec<(&'static str, String)> {
    let row = |period: &str, rest: &str| file(&[&format!("{period};Sở Tư pháp;{rest}")]);
    vec![
        ("2025-Q3/a.csv", row("2025-Q3", third)),
        ("2025-Q4/a.csv", row("2025-Q4", fourth)),
        ("2025-Q4/period.yaml", format!("period: 2025-Q4\n{page}")),
    ]
}

#[test]
fn rows_of_all_folders_keep_their_words_and_their_progress_since_the_one_before() {
    let third = "I.2;Đang triển khai;40;Đã soạn.";
    let data = period("2025-H2", &quarters(third, "I.2;Đang triển khai;60;Đã gửi.", ""));
    let report = data.report();
    let rows: Vec<_> = report
        .rows
        .iter()
        .map(|row| (row.text(report.input.current, Field::Result), row.change()))
        .collect();
    assert_eq!(rows, [("Đã soạn.", None), ("Đã gửi.", Some(2_000))]);
}

#[test]
fn a_task_last_told_of_before_the_last_quarter_says_when() {
    let state = |fourth: &str| {
        let third = "I.2;Đang triển khai;40;Đã soạn.";
        let data = period("2025-H2", &quarters(third, fourth, ""));
        let report = data.report();
        let state = task(&report, "I.2");
        (state.reported_in, state.later_rejected)
    };
    let [third, fourth] = [3, 4].map(|quarter| Period::Quarter(2025, quarter));
    assert_eq!(state("I.2;Đang triển khai;60;Đã gửi."), (None, None));
    assert_eq!(state("II.2;Đang triển khai;60;Đã mở."), (Some(third), None));
    // A row that does not count came later, and is told.
    assert_eq!(state("I.2;Đang triển khai;160;Đã gửi."), (Some(third), Some(fourth)));
}

#[test]
fn what_is_left_out_of_a_longer_period_names_the_folder() {
    let third = "I.2;Đang triển khai;140;Đã soạn.";
    let files = quarters(third, "I.2;Đang triển khai;60;Đã gửi.", "");
    let left_out = |id: &str| {
        let data = period(id, &files);
        let report = data.report();
        report.left_out.iter().map(|row| row.file.clone()).collect::<Vec<_>>()
    };
    assert_eq!(left_out("2025-H2"), ["2025-Q3/a.csv"]);
    assert_eq!(left_out("2025-Q3"), ["a.csv"]);
}

#[test]
fn personal_data_of_all_folders_are_cited_to_their_files() {
    let secret = "I.2;Đang triển khai;60;Hỗ trợ cháu Nguyễn Văn Anh, ĐT 0914123456.";
    let mut files = quarters(secret, "II.2;Đang triển khai;60;Đã mở.", "");
    files.push(("2025-Q4/b.csv", file(&[&format!("2025-Q4;Sở Tư pháp;{secret}")])));
    let data = period("2025-H2", &files);
    let report = data.report();
    let cited = report.personal.iter().map(|cell| report.sources[cell.source].name.as_str());
    let mut cited: Vec<&str> = cited.collect();
    cited.dedup();
    assert_eq!(cited, ["2025-Q3/a.csv", "2025-Q4/b.csv"]);
}

#[test]
fn the_page_of_a_later_folder_adopts_and_places_its_own_rows() {
    let proposal = |task: &str| {
        format!("{task};Đang triển khai;60;Đã làm.;Thiếu kinh phí.;Đề nghị Bộ Y tế ban hành.")
    };
    let page = "adopt: [{file: a.csv, row: 2}]\n\
        themes: [{file: a.csv, row: 2, difficulty: nhan-luc, proposal: nhan-luc}]\n";
    let data = period("2025-H2", &quarters(&proposal("I.2"), &proposal("II.2"), page));
    let report = data.report();
    let fourth = Period::Quarter(2025, 4);
    let placed = report.concerns.iter().filter(|of| of.placement == Placement::Page);
    assert_eq!(placed.map(|of| of.period).collect::<Vec<_>>(), [fourth, fourth]);
    let found = consolidate::proposals(&report);
    let own = found.own.iter().flat_map(|to| &to.groups).flat_map(|group| &group.concerns);
    assert_eq!(own.map(|of| of.period).collect::<Vec<_>>(), [fourth]);
}

#[test]
fn what_the_unit_asks_of_itself_and_of_others_stands_apart() {
    let rows = file(&[
        "2025-Q4;Sở Y tế;I.1;Đang triển khai;60;Đã làm.;;Đề nghị Sở Y tế bố trí cán bộ.",
        "2025-Q4;Sở Y tế;II.1;Đang triển khai;60;Đã làm.;;Đề nghị Sở TP phối hợp rà soát.",
    ]);
    let data = period("2025-Q4", &[("2025-Q4/a.csv", rows)]);
    let report = data.report();
    let found = consolidate::proposals(&report);
    assert_eq!((found.to_itself.len(), found.own.len()), (1, 1));
    // By its name in the register, however it is written.
    assert_eq!(found.own[0].name.as_deref(), Some("Sở Tư pháp"));
}

#[test]
fn more_proposals_than_a_page_holds_are_a_table() {
    let agencies = ["Sở Tư pháp", "Sở Công Thương", "Sở Nội vụ", "Sở Tài chính"];
    let as_table = |more: usize| {
        let plan = plan();
        let tasks = appendix(&plan);
        let rows = agencies.iter().flat_map(|agency| {
            let row = |task: &String| {
                format!(
                    "2025-Q4;{agency};{task};Đang triển khai;60;Đã làm.;;Đề nghị Bộ Y tế ban hành."
                )
            };
            tasks.iter().map(row).collect::<Vec<_>>()
        });
        let most = plan.reporting.limits.table_rows as usize;
        let rows: Vec<String> = rows.take(most + more).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let data = period("2025-Q4", &[("2025-Q4/a.csv", file(&rows))]);
        let report = data.report();
        let found = consolidate::proposals(&report);
        assert_eq!(found.rows, most + more);
        found.as_table
    };
    assert!(!as_table(0));
    assert!(as_table(1));
}

#[test]
fn a_scan_beside_a_table_is_nothing_to_correct() {
    let rows = file(&["2025-Q4;Sở Tư pháp;I.2;Đang triển khai;40;Đã làm."]);
    let scan = ("2025-Q4/so-tu-phap.pdf", "%PDF-1.4".to_owned());
    let data = period("2025-Q4", &[("2025-Q4/so-tu-phap.csv", rows), scan]);
    let report = data.report();
    let found = consolidate::follow_up(&report);
    let of_agencies = [&found.duty, &found.requested, &found.dissolved].into_iter().flatten();
    let all = of_agencies.flat_map(|of| &of.periods).flat_map(|of| &of.corrections);
    assert_eq!(all.chain(&found.unassigned).count(), 0);
}

#[test]
fn a_year_without_amounts_is_not_among_those_with_money() {
    let row = |period: &str, money: &str| {
        file(&[&format!("{period};Sở Tư pháp;I.2;Đang triển khai;40;Đã làm.;;;;{money}")])
    };
    let earlier = |before: &str| {
        let now = row("2026-Q1", "500000000;0;Ngân sách nhà nước");
        let files = [("2025-Q4/a.csv", row("2025-Q4", before)), ("2026-Q1/a.csv", now)];
        let data = period("2025-09-15..2026-03-14", &files);
        data.report().funds.earlier.iter().map(|year| year.year).collect::<Vec<_>>()
    };
    assert_eq!(earlier(""), [0; 0]);
    assert_eq!(earlier("300000000;0;Ngân sách nhà nước"), [2025]);
}

#[test]
fn themes_are_counted_where_few_have_none() {
    let are_placed = |placed: usize, unplaced: usize| {
        let words = |n: usize| {
            if n < placed { "Thiếu kinh phí." } else { "Việc lạ chưa từng có." }
        };
        let plan = plan();
        let rows = appendix(&plan).into_iter().enumerate().take(placed + unplaced);
        let row = |(n, task): (usize, String)| {
            format!("2025-Q4;Sở Tư pháp;{task};Đang triển khai;60;Đã làm.;{}", words(n))
        };
        let rows: Vec<String> = rows.map(row).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let data = period("2025-Q4", &[("2025-Q4/a.csv", file(&rows))]);
        let concerns = data.report().concerns;
        assert_eq!(concerns.count(ConcernKind::Difficulty), (placed + unplaced, unplaced));
        concerns.are_placed(ConcernKind::Difficulty)
    };
    // Of a hundred at most fifteen.
    assert!(are_placed(17, 3));
    assert!(!are_placed(16, 3));
}

#[test]
fn a_lead_is_silent_after_more_days_than_the_plan_allows() {
    let silent = |day: u32| {
        let page = format!("period: 2025-Q3\nas_of: 2025-09-{day}\n");
        let row = |period: &str, task: &str| {
            file(&[&format!("{period};Sở Tư pháp;{task};Đang triển khai;40;Đã làm.")])
        };
        let files = [
            ("2025-Q2/a.csv", row("2025-Q2", "I.2")),
            ("2025-Q3/a.csv", row("2025-Q3", "II.2")),
            ("2025-Q3/period.yaml", page),
        ];
        let data = period("2025-Q3", &files);
        let report = data.report();
        task(&report, "I.2").silent_days
    };
    // The window of the second quarter ended on 14/6.
    assert_eq!(plan().reporting.silent_days, 90);
    assert_eq!((silent(12), silent(13)), (None, Some(91)));
}

#[test]
fn a_row_left_out_for_the_end_of_the_same_period_came_no_later() {
    let rows = file(&[
        "2025-H2;Sở Tư pháp;I.2;Đang triển khai;40;Đã làm.",
        "2025-Q4;Sở Tư pháp;I.2;Đang triển khai;140;Đã làm.",
    ]);
    let data = period("2025-H2", &[("2025-H2/a.csv", rows)]);
    let report = data.report();
    let state = task(&report, "I.2");
    assert!(state.entry.is_some() && report.left_out.len() == 1);
    assert_eq!(state.later_rejected, None);
}

#[test]
fn no_more_rows_are_picked_than_the_plan_allows() {
    let plan = plan();
    let most = plan.reporting.limits.highlights as usize;
    let rows = appendix(&plan).into_iter().take(most + 2);
    let row = |task| format!("2025-Q4;Sở Công Thương;{task};Đang triển khai;60;Đã phối hợp.");
    let rows: Vec<String> = rows.map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let named = |n: usize| format!("  - {{file: a.csv, row: {}}}\n", n + 2);
    let page: String = (0..rows.len()).map(named).collect();
    let page = format!("period: 2025-Q4\nhighlights:\n{page}");
    let data = period("2025-Q4", &[("2025-Q4/a.csv", file(&rows)), ("2025-Q4/period.yaml", page)]);
    assert_eq!(consolidate::highlights(&data.report()).len(), most);
}

#[test]
fn of_a_row_left_out_the_public_reads_what_is_released_and_no_more() {
    let rows = file(&[
        "2025-Q4;Sở Tư pháp;I.2;Đang triển khai;0914123457;Đã làm.",
        "2025-Q4;Sở Tư pháp;II.2;Đang triển khai;0914123458;Đã mở.",
    ]);
    let page = "period: 2025-Q4\nrelease: [{file: a.csv, row: 3}]\n".to_owned();
    let data = period("2025-Q4", &[("2025-Q4/a.csv", rows), ("2025-Q4/period.yaml", page)]);
    let report = data.report_for(Audience::Public);
    let told: Vec<&str> = report
        .left_out
        .iter()
        .flat_map(|row| &row.reasons)
        .map(|(.., told)| told.as_str())
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains(WITHHELD) && !told[0].contains("0914123457"), "{}", told[0]);
    assert!(!told[1].contains(WITHHELD) && told[1].contains("0914123458"), "{}", told[1]);
}

/// Of a cell with personal data the public reads only what kind of error it has; what is wrong in
/// another cell of its row is told in full.
#[test]
fn of_a_row_left_out_only_the_cell_with_personal_data_is_withheld() {
    let long = "Đã mở lớp. ".repeat(4_000);
    let row =
        format!("2025-Q4;Sở Tư pháp;I.2;Đang triển khai;140;Hỗ trợ cháu Nguyễn Văn Anh. {long}");
    let data = period("2025-Q4", &[("2025-Q4/a.csv", file(&[&row]))]);
    let report = data.report_for(Audience::Public);
    let reasons = || report.left_out.iter().flat_map(|row| &row.reasons);
    let told: Vec<(&str, bool)> =
        reasons().map(|(code, _, told)| (*code, told.contains(WITHHELD))).collect();
    assert_eq!(told, [("V402", false), ("V416", true)], "{:?}", report.left_out);
    assert!(reasons().all(|(_, _, told)| !told.contains("ký tự")), "{:?}", report.left_out);
}

/// A workbook with these rows on sheets of these names.
fn book(sheets: &[(&str, &[&str])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).expect("a name");
        for (row, line) in (0..).zip(std::iter::once(HEADINGS).chain(rows.iter().copied())) {
            for (column, cell) in (0..).zip(line.split(';')) {
                sheet.write(row, column, cell).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

const FAULTY: &str = "2025-Q4;Sở Tư pháp;I.2;Đang triển khai;140;Đã làm.";
const SOUND: &str = "2025-Q4;Sở Tư pháp;II.2;Đang triển khai;40;Đã mở.";

#[test]
fn a_sheet_is_named_where_a_row_may_be_of_another() {
    let named = |sheets: &[(&str, &[&str])]| {
        let data = period("2025-Q4", &[("2025-Q4/a.xlsx", book(sheets))]);
        let report = data.report();
        let entry = task(&report, "II.2").entry.expect("a row");
        let left_out: Vec<String> = report.left_out.iter().map(|row| row.file.clone()).collect();
        (entry.sheet().map(str::to_owned), left_out)
    };
    assert_eq!(named(&[("Quý IV", &[FAULTY, SOUND])]), (None, vec!["a.xlsx".to_owned()]));
    let (entry, left_out) = named(&[("Phòng A", &[FAULTY]), ("Phòng B", &[SOUND])]);
    assert_eq!(entry.as_deref(), Some("Phòng B"));
    assert_eq!(left_out, ["a.xlsx, trang tính “Phòng A”"]);
}

#[test]
fn personal_data_are_told_sheet_by_sheet() {
    let secret = "2025-Q4;Sở Tư pháp;III.2;Đang triển khai;40;Hỗ trợ cháu Nguyễn Văn Anh.";
    let sheets = [("Phòng A", &[SOUND, secret][..]), ("Phòng B", &[secret])];
    let data = period("2025-Q4", &[("2025-Q4/a.xlsx", book(&sheets))]);
    let report = data.report();
    let told = report.personal.iter().map(|cell| (cell.sheet, cell.finding.place.row()));
    assert_eq!(told.collect::<Vec<_>>(), [(0, Some(3)), (1, Some(2))]);
}

/// The state that a report compares with is the one that the report of that period gave.
#[test]
fn a_period_that_ends_on_the_first_day_of_another_is_not_before_it() {
    let extra = "2025-09-01..2025-09-15";
    let row = |period: &str, due: &str| {
        file(&[&format!("{period};Sở Tư pháp;I.2;Đang triển khai;40;Đã làm.;;;{due}")])
    };
    let files = [
        (format!("{extra}/a.csv"), row(extra, "2025-10-31")),
        ("2025-Q4/a.csv".to_owned(), row("2025-Q4", "")),
        ("2026-Q1/a.csv".to_owned(), row("2026-Q1", "")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(at, text)| (&**at, &**text)).collect();
    let then = period("2025-Q4", &files);
    assert_eq!(task(&then.report(), "I.2").timing, Timing::NoDate);
    let now = period("2026-Q1", &files);
    let report = now.report();
    let state = task(&report, "I.2");
    assert_eq!(state.previous.map(|before| before.timing), Some(Timing::NoDate));
    assert!(matches!(state.timing, Timing::Overdue(_)), "{:?}", state.timing);
}

/// What the lead before did is told, and says nothing of whether the lead now has reported.
#[test]
fn a_row_of_the_lead_before_is_no_row_of_the_lead_now() {
    let given = "  - {from: 2025-10-01, lead: so-cong-thuong, coordinating: [so-y-te]}";
    let mut files = PlanFiles::embedded();
    let appendix = &mut files.files[3];
    let text = std::str::from_utf8(&appendix.bytes).expect("UTF-8");
    let text = common::with_task_lines(text, "I.2", &["assignments:", given]);
    *appendix = Source::new(&*appendix.name, text.as_bytes());
    let plan = Arc::new(workspace::plan(&files).unwrap_or_else(|e| panic!("{e}")));
    let third = "I.2;Đang triển khai;40;Đã soạn.;;;2025-10-31";
    let files = quarters(third, "II.2;Đang triển khai;60;Đã mở.", "");
    let data = period_under(plan, "2025-H2", &files);
    let report = data.report();
    let state = task(&report, "I.2");
    let register = &report.input.plan.register;
    assert_eq!(state.lead, register.by_id("so-cong-thuong"));
    assert!(state.entry.is_none() && state.due.is_none(), "{:?}", state.entry);
    let told = state.others.iter().chain(&state.path).map(|entry| Some(entry.agency));
    assert_eq!(told.collect::<Vec<_>>(), [register.by_id("so-tu-phap"); 2]);
}
