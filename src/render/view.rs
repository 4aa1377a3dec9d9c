//! The view: the context of templates, version 2. A contract separate from
//! [`crate::consolidate`].
//!
//! Everything with a Vietnamese notation (dates, amounts, percentages, names) is already
//! formatted; counts stay numbers. Texts of agencies are plain text; each template escapes for its
//! format.
//! Changing a field's meaning or removing one needs a new version; `templates/README.md` lists all
//! fields, checked by a test. Longer than other files because a contract is read as one document.

mod annexes;
mod figure_rows;
mod figures;
mod results;
mod screen;
mod sections;
mod summary;
mod trace;
mod words;

pub use annexes::*;
pub use figure_rows::*;
pub use figures::*;
pub use results::*;
pub use screen::*;
pub use sections::*;
pub use summary::*;
pub use trace::*;
pub use words::*;

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::lazy_list::{LazyList, MadeList};

/// The name and version of the contract.
pub const SCHEMA: &str = "report.view/2";

/// A string that is static when built, and owned when the view was read from a file. Strings of the
/// plan shared by many entries, such as agency names, are `Arc<str>`.
pub type Word = Cow<'static, str>;

/// The content of a consolidated report.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct View {
    /// Name and version of this contract.
    pub schema: Word,
    /// The period.
    pub period: PeriodView,
    /// The previous period; null without one.
    pub previous: Option<NamedPeriod>,
    /// The cut-off day.
    pub as_of: String,
    /// A notice on every page, for illustrative data.
    pub notice: Option<String>,
    /// Number of errors that exclude data; above 0 the document is a draft.
    pub data_errors: usize,
    /// Letterhead, date line, signature.
    pub head: Head,
    /// The plan.
    pub plan: PlanView,
    /// Number of agencies with consolidated rows.
    pub agencies_consolidated: usize,
    /// The points of the summary.
    pub summary: SummaryView,
    /// The tasks by group and state.
    pub results: ResultsView,
    /// Counts over the tasks of the appendix.
    pub figures: FiguresView,
    /// The changes; null without a previous period.
    pub changes: Option<ChangesView>,
    /// The groups of the appendix with their tasks.
    pub groups: Vec<GroupView>,
    /// Solutions and duties of provincial agencies, outside the appendix.
    pub beside: Vec<TaskView>,
    /// Duties that the plan requests of bodies outside the People's Committee.
    pub requests: Vec<TaskView>,
    /// Documents issued, by agency.
    pub documents: LazyList<DocumentsView>,
    /// How many documents were issued.
    pub documents_count: usize,
    /// The same, counted by body and kind.
    pub issued: IssuedView,
    /// Money.
    pub funds: FundsView,
    /// Coverage of each folder of the period.
    pub coverage: Vec<CoverageView>,
    /// The figures that agencies are asked for beside their progress.
    pub indicators: IndicatorsView,
    /// The annexes that are there, in order.
    pub annexes: Vec<AnnexView>,
    /// Limits of the plan that sentences go by.
    pub limits: LimitsView,
    /// The analyst's commentary.
    pub commentary: CommentaryView,
    /// Difficulties.
    pub difficulties: DifficultiesView,
    /// Next steps.
    pub next: NextStepsView,
    /// Proposals.
    pub proposals: RequestsView,
    /// Agencies × tasks.
    pub matrix: MatrixView,
    /// Rows and files left out.
    pub left_out: LazyList<LeftOutView>,
    /// Rows with personal data not released for publication.
    pub personal: LazyList<LeftOutView>,
    /// Whether those cells are withheld, because the document is public.
    pub is_public: bool,
    /// The files.
    pub sources: LazyList<SourceView>,
    /// The tasks by recommendation, for the report to the ministry; null in any other report.
    pub trace: Option<TraceView>,
    /// Data of the screen page only.
    pub screen: ScreenView,
    /// The rows of the published tables of figures; no part of the JSON.
    #[serde(skip)]
    pub figure_rows: FigureRows,
}

/// Limits of `reporting.yaml` that sentences go by.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LimitsView {
    /// Bodies that one sentence names; more are counted.
    pub names: u32,
    /// Percent of communes or districts below which their figures are not representative.
    pub representative_percent: u32,
}

/// The period of the report.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PeriodView {
    /// `2026-Q1`.
    pub id: String,
    /// `quý I năm 2026`.
    pub name: String,
    /// First day of the data window.
    pub from: String,
    /// Last day of the data window.
    pub to: String,
    /// The budget year in which amounts are cumulative: that of the last day.
    pub year: i32,
    /// First day of the available data; null if that is `from`.
    pub data_from: Option<String>,
    /// Last day of the available data; null if that is `to`.
    pub data_to: Option<String>,
    /// Whether it consists of several quarters.
    pub is_long: bool,
    /// Quarters without files: `quý I năm 2026`.
    pub missing_parts: Vec<String>,
    /// Periods of several quarters with files of their own, taken instead of those of the quarters:
    /// `6 tháng đầu năm 2026`.
    pub own_parts: Vec<String>,
}

/// A period by id and name.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NamedPeriod {
    /// `2025-Q4`.
    pub id: String,
    /// `quý IV năm 2025`.
    pub name: String,
}

/// Letterhead, date line, addressees, signature block.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Head {
    /// The body above, upper case.
    pub parent: String,
    /// The unit, upper case.
    pub unit: String,
    /// The unit as in a sentence.
    pub unit_name: String,
    /// Its abbreviation in document numbers.
    pub abbreviation: String,
    /// The document's number; null until it has one.
    pub number: Option<String>,
    /// The place of the date line.
    pub place: String,
    /// `ngày 05 tháng 6 năm 2025`; null until the document has a date.
    pub date: Option<String>,
    /// The year for a date that is still blank.
    pub date_year: i32,
    /// Addressees.
    pub addressees: Vec<String>,
    /// Lines of `Nơi nhận` between `Như trên` and `Lưu`.
    pub recipients: Vec<String>,
    /// The archive mark.
    pub archive: String,
    /// `GIÁM ĐỐC`.
    pub signer_title: String,
    /// The signer; null until known.
    pub signer: Option<String>,
}

/// The plan.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanView {
    /// `Kế hoạch`.
    pub kind: String,
    /// Its number; null because it is illegible in the source.
    pub number: Option<String>,
    /// The symbol after the number, which is legible: `KH-UBND`.
    pub sign: String,
    /// Its date.
    pub date: String,
    /// Who issued it.
    pub issuer: String,
    /// Its title with a small first letter.
    pub title: String,
    /// The title as the subject line gives it: short if the plan gives one.
    pub title_short: String,
    /// Its subject, after “Kế hoạch về”; null if the plan has none.
    pub subject: Option<String>,
    /// Prefixes of the codes outside the appendix: `KH`, `TC`.
    pub other_codes: Vec<String>,
    /// The digest of the plan for the period (SHA-256).
    pub sha256: String,
    /// The version of the canonical form it is computed over.
    pub digest_version: u32,
}

/// A count, its base and the percentage.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Share {
    /// The count.
    pub count: usize,
    /// The base.
    pub of: usize,
    /// `60%`; null if the base is 0.
    pub percent: Option<String>,
}

/// Counts over tasks.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FiguresView {
    /// How many tasks.
    pub tasks: usize,
    /// By status, in order, zeros included.
    pub by_status: Vec<StatusCount>,
    /// With a valid row of the lead.
    pub reported: usize,
    /// Without a valid row of the lead.
    pub unreported: CountedTasks,
    /// Overdue.
    pub overdue: CountedTasks,
    /// Overdue by at most the threshold.
    pub overdue_low: CountedTasks,
    /// Overdue by more.
    pub overdue_high: CountedTasks,
    /// The threshold in days.
    pub overdue_days: u32,
    /// Within their date.
    pub on_time: CountedTasks,
    /// In progress without a due date.
    pub no_date: CountedTasks,
    /// Without timing because they are complete.
    pub done: CountedTasks,
    /// Without timing because of "không phát sinh".
    pub nothing: CountedTasks,
    /// Tasks with unknown timing.
    pub unknown: CountedTasks,
    /// The simple mean of progress, `62,5%`; null if none is stated.
    pub mean_progress: Option<String>,
    /// Over how many tasks.
    pub mean_over: usize,
    /// The means over tasks that also state progress in the previous period; null without any.
    pub common_mean: Option<CommonMeanView>,
}

/// Means over the same tasks in two periods.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CommonMeanView {
    /// In the previous period: `56,3%`.
    pub before: String,
    /// In this one.
    pub now: String,
    /// Over how many tasks.
    pub over: usize,
    /// Whether the mean of either period covers other tasks too.
    pub base_changed: bool,
}

/// A status and its tasks.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusCount {
    /// `hoan_thanh`.
    pub key: Word,
    /// `Hoàn thành`.
    pub label: String,
    /// How many of the tasks.
    pub share: Share,
    /// Which.
    pub tasks: Vec<String>,
}

/// Tasks that were counted.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CountedTasks {
    /// How many of the tasks.
    pub share: Share,
    /// Their codes, with a remark where needed (`II.3 (79 ngày)`).
    pub tasks: Vec<String>,
    /// Codes with names, for lists that require action.
    pub named: Vec<String>,
}

/// The changes since the previous period; each task is in one list at most.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangesView {
    /// Complete now, not before; includes the two lists below.
    pub finished: Vec<String>,
    /// Of these, those without a valid row of the lead in the previous period.
    pub finished_after_gap: Vec<String>,
    /// Of these, those complete before already, without a state in the previous period.
    pub complete_again: Vec<String>,
    /// Begun now.
    pub started: Vec<String>,
    /// Progress is higher: `II.1 (từ 55% lên 70%)`.
    pub advanced: Vec<String>,
    /// Complete before, open now, with names.
    pub reopened: Vec<String>,
    /// Progress is lower: `III.5 … (từ 60% xuống 55%)`, with names.
    pub went_back: Vec<String>,
    /// Paused now, with names.
    pub paused: Vec<String>,
    /// Overdue now, with names and days.
    pub newly_late: Vec<String>,
    /// "Không phát sinh" now: `I.2 (kỳ trước: đang triển khai, 45%)`.
    pub to_nothing: Vec<String>,
    /// Complete before, ongoing now.
    pub kept_up: Vec<String>,
    /// Tasks without a valid row of the lead in the previous period.
    pub without_before: Vec<String>,
    /// Tasks with a valid row in the previous period and none in this one, with names.
    pub without_now: Vec<String>,
    /// Agencies that sent something for the first time.
    pub first_time: Vec<String>,
    /// Agencies that sent something in the previous period and nothing in this one.
    pub fell_silent: Vec<String>,
}

/// A group of the appendix.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupView {
    /// `I`.
    pub id: String,
    /// Its number in the section, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Counts over its tasks.
    pub figures: FiguresView,
    /// Its tasks.
    pub tasks: Vec<TaskView>,
}

/// A task.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TaskView {
    /// `I.2`.
    pub id: String,
    /// Its number in its group; 0 outside the appendix.
    pub number: usize,
    /// Its letter in a list: a, b, c, d, đ, e, g …
    pub letter: Word,
    /// Its wording, cut at the end of a clause if long.
    pub brief: String,
    /// Whether the brief wording is cut.
    pub is_cut: bool,
    /// Its short name; null if the plan gives none.
    pub name: Option<String>,
    /// Its wording, in the parts of the source.
    pub parts: Vec<String>,
    /// Its lead; null without one.
    pub lead: Option<String>,
    /// The day from which that lead has it, if the lead changed before the end of the period.
    pub lead_since: Option<String>,
    /// The previous lead.
    pub lead_before: Option<String>,
    /// `hoan_thanh`; null without a valid row of the lead.
    pub status: Option<Word>,
    /// Its label: `Hoàn thành`, or that there is no report.
    pub status_label: String,
    /// `45,5%`.
    pub progress: Option<String>,
    /// `+5`, `-2,5` or `0`, in points; null without a comparison.
    pub change: Option<String>,
    /// `Đang triển khai, 40%`: the previous state.
    pub before: Option<String>,
    /// In a longer period, the earlier quarter of the lead's entry: `quý III năm 2025`.
    pub said_in: Option<String>,
    /// The later quarter in which the lead's row is left out because of an error.
    pub later_refused: Option<String>,
    /// Its due date.
    pub due: Option<String>,
    /// Who set it: `plan` or `agency`.
    pub due_by: Option<Word>,
    /// The earlier period in which the lead stated it, if this period's row does not.
    pub due_stated_in: Option<String>,
    /// `done`, `nothing`, `on_time`, `overdue`, `no_date` or `unknown`.
    pub timing: Word,
    /// `Quá hạn 79 ngày`, `Trong hạn`, `Không đặt thời hạn`; empty if unknown.
    pub timing_label: String,
    /// Whether the lead's row is left out because of an error.
    pub left_out: bool,
    /// Days of silence, if the lead is silent and no due date is set.
    pub silent_days: Option<i64>,
    /// The lead's result, by paragraph.
    pub result: Vec<String>,
    /// The results of each quarter of a longer period, oldest first; empty otherwise.
    pub results: Vec<ResultView>,
    /// The lead's difficulty, by paragraph.
    pub difficulty: Vec<String>,
    /// The theme of the lead's difficulty; null where it states none or has no theme.
    pub difficulty_theme: Option<String>,
    /// The theme of the lead's proposal.
    pub proposal_theme: Option<String>,
    /// The lead's states through the quarters of a longer period.
    pub path: Vec<StepView>,
    /// Every accepted row on it, the lead's first.
    pub rows: MadeList<RowView>,
    /// The entries of the others.
    pub others: MadeList<EntryView>,
    /// The provenance of the lead's row.
    pub cite: Option<CiteView>,
    /// What the body of the report says of it.
    pub body: TaskWords,
}

/// The lead's result in a quarter of a longer period.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResultView {
    /// `quý II năm 2025`.
    pub period: String,
    /// By paragraph.
    pub text: Vec<String>,
    /// The provenance of the row.
    pub cite: CiteView,
}

/// The state in one quarter.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepView {
    /// `quý II năm 2025`.
    pub period: String,
    /// `quý II/2025`.
    pub short_period: String,
    /// `dang_trien_khai`.
    pub status: Word,
    /// `Đang triển khai`.
    pub status_label: String,
    /// `40%`.
    pub progress: Option<String>,
}

/// The entry of an agency other than the lead.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntryView {
    /// The agency.
    pub agency: Arc<str>,
    /// Its status.
    pub status_label: Arc<str>,
    /// Its progress.
    pub progress: Option<String>,
    /// Its result, by paragraph.
    pub result: Vec<String>,
    /// Its difficulty, by paragraph.
    pub difficulty: Vec<String>,
    /// The provenance of the row.
    pub cite: CiteView,
}

/// The provenance of a figure or text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CiteView {
    /// The file's number in the annex of sources, from 1.
    pub source: u32,
    /// The file's name.
    pub file: Arc<str>,
    /// Row number as a spreadsheet shows it.
    pub row: u32,
    /// The cell, for a figure.
    pub cell: Option<Arc<str>>,
}

/// Documents of an agency.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DocumentsView {
    /// The agency.
    pub agency: String,
    /// How many of them are counted here.
    pub count: usize,
    /// `12/KH-SYT ngày 16/01/2026`, oldest first; with `(đã đếm ở Sở Y tế)` where another agency names
    /// the same document and it is counted there.
    pub documents: MadeList<CitedText>,
}

/// A text and its cell.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CitedText {
    /// The text.
    pub text: String,
    /// Its place.
    pub cite: CiteView,
}

/// Money of the last budget year of the period. An amount stands until a later one of the year
/// supersedes it.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FundsView {
    /// The year.
    pub year: i32,
    /// From which day amounts are cumulative: `lũy kế từ ngày 01/01/2026`.
    pub cumulative: String,
    /// The days of the period that belong to the year before; null if there are none.
    pub old_year: Option<OldYearView>,
    /// The total. Its share mixes the sources: no document prints it.
    pub total: MoneyView,
    /// Tasks with over 40% of the state budget allocated.
    pub heavy: Vec<HeavyView>,
    /// Whether an amount changes when it is printed in millions with one decimal.
    pub is_rounded: bool,
    /// By source.
    pub by_source: Vec<MoneyView>,
    /// By agency.
    pub by_agency: LazyList<MoneyView>,
    /// Number of agencies that state an amount.
    pub agencies: usize,
    /// The amounts of each agency for each task.
    pub rows: LazyList<MoneyRow>,
    /// Number of these from an earlier period.
    pub earlier_rows: usize,
    /// Rows of dissolved bodies, in no sum above: it may be the money of their successors.
    pub ended: LazyList<MoneyRow>,
    /// Their total; null if there are none.
    pub ended_total: Option<MoneyView>,
    /// Other budget years of the period, oldest first.
    pub others: Vec<YearMoneyView>,
}

/// The days of a period that belong to the budget year before: quý I begins on 15/12.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OldYearView {
    /// The year.
    pub year: i32,
    /// The first of these days.
    pub from: String,
    /// The last of these days.
    pub to: String,
}

/// Money of another budget year.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct YearMoneyView {
    /// The year.
    pub year: i32,
    /// From which day amounts are cumulative.
    pub cumulative: String,
    /// The total.
    pub total: MoneyView,
    /// Tasks with over 40% of the state budget allocated.
    pub heavy: Vec<HeavyView>,
    /// Whether an amount changes when it is printed in millions with one decimal.
    pub is_rounded: bool,
    /// Number of agencies that state an amount.
    pub agencies: usize,
    /// By source.
    pub by_source: Vec<MoneyView>,
    /// Of dissolved bodies, in none of these sums; null without any.
    pub ended_total: Option<MoneyView>,
}

/// A task with a large part of the state budget.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HeavyView {
    /// Its code.
    pub task: String,
    /// Its short name; null if the plan gives none.
    pub name: Option<String>,
    /// Allocated for it, in millions of đồng.
    pub allocated_millions: String,
    /// Its part of the budget allocated.
    pub share: String,
}

/// A line of money.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MoneyView {
    /// Of what: a source, an agency, everything.
    pub name: String,
    /// The key of the source: `ngan_sach`; null for anything else.
    pub key: Option<Word>,
    /// Pairs of agency and task with an amount.
    pub rows: usize,
    /// Number of agencies with an amount; 0 for dissolved bodies.
    pub agencies: usize,
    /// Allocated, in đồng; null if no row states it.
    pub allocated: Option<String>,
    /// Disbursed, in đồng; null if no row states it.
    pub disbursed: Option<String>,
    /// Allocated, in millions of đồng with one decimal.
    pub allocated_millions: Option<String>,
    /// Disbursed, in millions of đồng with one decimal.
    pub disbursed_millions: Option<String>,
    /// Disbursed over allocated; null if not computable.
    pub share: Option<String>,
    /// Rows that state both amounts, the base of the share.
    pub share_rows: usize,
}

/// One row with amounts.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MoneyRow {
    /// The agency.
    pub agency: Arc<str>,
    /// On which task.
    pub task: String,
    /// Source of funds; null if not named.
    pub source: Option<Word>,
    /// The key of the source: `ngan_sach`.
    pub source_key: Option<Word>,
    /// Allocated, in đồng.
    pub allocated: Option<String>,
    /// Disbursed, in đồng.
    pub disbursed: Option<String>,
    /// Disbursed over allocated.
    pub share: Option<String>,
    /// The last day of the data window of the older amount, if of an earlier period: `14/9/2025`.
    pub until: Option<String>,
    /// The provenance of the amounts.
    pub places: Vec<MoneyPlace>,
}

/// The provenance of amounts of a row.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MoneyPlace {
    /// The file's number in the annex of sources; null for a file of an earlier period.
    pub source: Option<u32>,
    /// The file, with its folder for one of an earlier period.
    pub file: Arc<str>,
    /// The cells: `H3, I3`.
    pub cells: String,
}

/// Coverage of a folder.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CoverageView {
    /// `quý I năm 2026`.
    pub period: String,
    /// The last day on which a report was on time.
    pub deadline: String,
    /// Number of agencies that owe a report and were not excused.
    pub owed: usize,
    /// Completeness: those that sent one with content.
    pub sent: Share,
    /// Timeliness: those that sent it on time.
    pub on_time: Share,
    /// The same by level: bodies of the province, districts, communes.
    pub levels: Vec<LevelView>,
    /// Those that were late.
    pub late: Vec<LateView>,
    /// Those that sent it after the deadline with permission.
    pub deferred: Vec<LateView>,
    /// Those with an unknown day of receipt.
    pub undated: Vec<String>,
    /// Those that sent none, by kind.
    pub missing: Vec<NamesByKind>,
    /// Number of those that sent none.
    pub missing_count: usize,
    /// Whether the deadline has not passed: nobody is missing yet.
    pub still_open: bool,
    /// Those whose report has no content.
    pub empty: Vec<String>,
    /// Those whose report has no valid row.
    pub unusable: Vec<String>,
    /// Those without a readable file.
    pub unread: Vec<String>,
    /// Those that sent figures and no report.
    pub figures_alone: Vec<String>,
    /// Those excused.
    pub excused: Vec<ExcusedView>,
    /// Bodies requested by the plan that sent something.
    pub requested: Vec<String>,
    /// Bodies requested by the plan that sent nothing.
    pub requested_silent: Vec<String>,
    /// Others that sent something.
    pub voluntary: Vec<String>,
    /// How many of these and of the requested ones sent figures and no report.
    pub others_figures_alone: usize,
    /// The counts of those that owe a report, by kind.
    pub kinds: Vec<SentByKind>,
    /// The sums of these counts.
    pub all: SentByKind,
    /// Units that are not counted because they were of another province.
    pub scope: Vec<ScopeView>,
}

/// Reports of one level.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelView {
    /// `cấp tỉnh`, `cấp huyện`, `cấp xã`.
    pub level: Word,
    /// With content, of those owed.
    pub sent: Share,
    /// On time, of those owed.
    pub on_time: Share,
}

/// A late report.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LateView {
    /// The agency.
    pub agency: String,
    /// Days after the deadline.
    pub days: i64,
    /// When it was received.
    pub received: Option<String>,
}

/// Names of one kind of agency.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NamesByKind {
    /// `UBND cấp xã`.
    pub kind: Word,
    /// The names.
    pub names: Vec<String>,
}

/// An excused agency.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExcusedView {
    /// The agency.
    pub agency: String,
    /// Why.
    pub reason: String,
}

/// Paragraphs of the analyst.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CommentaryView {
    /// Section I.
    pub remarks: Vec<String>,
    /// Section V; what was reached where there are shortcomings.
    pub assessment: Vec<String>,
    /// What falls short, section V.
    pub shortcomings: Vec<String>,
    /// Section VI.
    pub directions: Vec<String>,
    /// Section VII.
    pub recommendations: Vec<String>,
}

/// Agencies × tasks.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixView {
    /// The tasks of the columns.
    pub tasks: Vec<String>,
    /// A letter for each status.
    pub legend: Vec<Letter>,
    /// The agencies that reported.
    pub rows: LazyList<MatrixRow>,
}

/// The letter of a status.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Letter {
    /// `H`.
    pub letter: Word,
    /// `hoan_thanh`.
    pub key: Word,
    /// `Hoàn thành`.
    pub label: String,
}

/// One agency.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixRow {
    /// The agency.
    pub agency: String,
    /// For each task: its letter, or null.
    pub cells: Vec<Option<MatrixCell>>,
    /// Its file in the annex of sources.
    pub source: usize,
}

/// One cell.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixCell {
    /// The letter.
    pub letter: Word,
    /// The status.
    pub key: Word,
    /// Whether the agency leads the task.
    pub lead: bool,
    /// Its provenance.
    pub cite: CiteView,
}

/// A row or file left out.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LeftOutView {
    /// The file.
    pub file: String,
    /// The row; null for a whole file.
    pub row: Option<u32>,
    /// Its agency.
    pub agency: Option<String>,
    /// On which task.
    pub task: Option<String>,
    /// Why.
    pub reasons: Vec<ReasonView>,
}

/// Why a row is left out.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReasonView {
    /// The code of the rule.
    pub code: Word,
    /// The cell.
    pub cell: Option<String>,
    /// The message.
    pub message: String,
}

/// A file.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SourceView {
    /// Its number, from 1.
    pub number: usize,
    /// Its name.
    pub file: String,
    /// The sender.
    pub agency: Option<String>,
    /// When it was received.
    pub received: Option<String>,
    /// The origin of that day: `page` for `period.yaml`, `report` for the report itself,
    /// `impossible` for an invalid day; null without a day.
    pub received_by: Option<Word>,
    /// Rows with data.
    pub rows: usize,
    /// Accepted rows.
    pub accepted: usize,
    /// Whether it is readable.
    pub readable: bool,
    /// SHA-256 of its bytes.
    pub sha256: String,
}
