//! The view: what templates see, version 2. A contract of its own, apart from
//! [`crate::consolidate`].
//!
//! Everything that has a Vietnamese form (dates, amounts, percentages, names) is already written
//! out; counts stay numbers. Texts of agencies are plain text: each template escapes for its form.
//! Changing a field's meaning or removing one needs a new version; `templates/README.md` lists all
//! fields and a test holds that it does. Longer than other files because a contract is read in one
//! piece.

mod screen;

pub use screen::*;

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::lazy_list::LazyList;

/// The name and version of the contract.
pub const SCHEMA: &str = "report.view/2";

/// A word that is mostly one of the program's own; any word in a view that was read from a file.
/// What many entries say and the plan words, such as the name of an agency, is an `Arc<str>`.
pub type Word = Cow<'static, str>;

/// Everything a consolidated report says.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct View {
    /// Name and version of this contract.
    pub schema: Word,
    /// The period.
    pub period: PeriodView,
    /// The period compared with; null without one.
    pub previous: Option<NamedPeriod>,
    /// The day up to which everything is counted.
    pub as_of: String,
    /// A line for every page made from illustrative data.
    pub notice: Option<String>,
    /// How many errors keep data out; above 0 the document is a draft.
    pub data_errors: usize,
    /// Letterhead, date line, signature.
    pub head: Head,
    /// What the report rests on.
    pub plan: PlanView,
    /// How many agencies' rows were consolidated.
    pub agencies_consolidated: usize,
    /// Counts over the tasks of the appendix.
    pub figures: FiguresView,
    /// What changed; null when there is nothing to compare with.
    pub changes: Option<ChangesView>,
    /// The groups of the appendix with their tasks.
    pub groups: Vec<GroupView>,
    /// Solutions and duties of the agencies of the province, beside the appendix.
    pub beside: Vec<TaskView>,
    /// Duties that the plan requests of bodies outside the People's Committee.
    pub requests: Vec<TaskView>,
    /// Documents issued, by agency.
    pub documents: LazyList<DocumentsView>,
    /// How many documents were issued.
    pub documents_count: usize,
    /// Money.
    pub funds: FundsView,
    /// Who reported, for each folder of the period.
    pub coverage: Vec<CoverageView>,
    /// The analyst's words.
    pub commentary: CommentaryView,
    /// Difficulties, by the first task on which they were told.
    pub difficulties: LazyList<SaidView>,
    /// Plans for the next period, likewise.
    pub next: LazyList<SaidView>,
    /// Proposals by addressee.
    pub proposals: Vec<ProposalsView>,
    /// Agencies × tasks.
    pub matrix: MatrixView,
    /// Rows and files left out.
    pub left_out: LazyList<LeftOutView>,
    /// Rows with data of single persons that nobody released for publication.
    pub personal: LazyList<LeftOutView>,
    /// Whether the words of those cells are withheld, because everybody may read this.
    pub is_public: bool,
    /// The files.
    pub sources: LazyList<SourceView>,
    /// What only the page on the screen shows.
    pub screen: ScreenView,
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
    /// First day of the data that are there; null where that is `from`.
    pub data_from: Option<String>,
    /// Last day of the data that are there; null where that is `to`.
    pub data_to: Option<String>,
    /// Whether it is made of several quarters.
    pub is_long: bool,
    /// Quarters of which no files are there: `quý I năm 2026`.
    pub missing_parts: Vec<String>,
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
    /// To whom.
    pub addressees: Vec<String>,
    /// Lines of `Nơi nhận` between `Như trên` and `Lưu`.
    pub recipients: Vec<String>,
    /// The archive mark.
    pub archive: String,
    /// `GIÁM ĐỐC`.
    pub signer_title: String,
    /// Who signs; null until known.
    pub signer: Option<String>,
}

/// The plan.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanView {
    /// `Kế hoạch`.
    pub kind: String,
    /// Its number; null because the source is unreadable.
    pub number: Option<String>,
    /// The sign behind the number, which can be read: `KH-UBND`.
    pub sign: String,
    /// Its date.
    pub date: String,
    /// Who issued it.
    pub issuer: String,
    /// Its title with a small first letter.
    pub title: String,
    /// What it is about, behind “Kế hoạch về”; null where the plan does not say.
    pub subject: Option<String>,
    /// How the codes begin that stand in no row of the appendix: `KH`, `TC`.
    pub other_codes: Vec<String>,
    /// SHA-256 of the plan as it stands for the period.
    pub sha256: String,
    /// The version of the form over which it is taken.
    pub digest_version: u32,
}

/// How many of how many, and the share.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// `60%`; null when there is nothing to be a share of.
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
    /// Under way without a date.
    pub no_date: CountedTasks,
    /// Against no date because they are complete.
    pub done: CountedTasks,
    /// Against no date because nothing came up.
    pub nothing: CountedTasks,
    /// Of which it is not known whether they are late.
    pub unknown: CountedTasks,
    /// The simple mean of progress, `62,5%`; null when nobody gave one.
    pub mean_progress: Option<String>,
    /// Over how many tasks.
    pub mean_over: usize,
    /// The mean over the tasks that gave progress in the period compared with too; null without
    /// any.
    pub common_mean: Option<CommonMeanView>,
}

/// Means over the same tasks in two periods.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CommonMeanView {
    /// In the period compared with: `56,3%`.
    pub before: String,
    /// In this one.
    pub now: String,
    /// Over how many tasks.
    pub over: usize,
    /// Whether the mean of either period is over other tasks as well.
    pub base_changed: bool,
}

/// A status and its tasks.
#[derive(Debug, Serialize, Deserialize)]
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
    /// Which, with a word where one is due (`II.3 (79 ngày)`).
    pub tasks: Vec<String>,
    /// The same with their names, for where somebody must act.
    pub named: Vec<String>,
}

/// What changed since the previous period; each task stands in one list at most.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangesView {
    /// Complete now and not before, the two lists below included.
    pub finished: Vec<String>,
    /// Of these, those without a valid row of the lead in the period compared with.
    pub finished_after_gap: Vec<String>,
    /// Of these, those complete before already, of which the period compared with says nothing.
    pub complete_again: Vec<String>,
    /// Begun now.
    pub started: Vec<String>,
    /// Further than before: `II.1 (từ 55% lên 70%)`.
    pub advanced: Vec<String>,
    /// Complete before and open again, with names.
    pub reopened: Vec<String>,
    /// Less far than before: `III.5 … (từ 60% xuống 55%)`, with names.
    pub went_back: Vec<String>,
    /// Stopped now, with names.
    pub paused: Vec<String>,
    /// Overdue now, with names and days.
    pub newly_late: Vec<String>,
    /// Nothing came up now: `I.2 (kỳ trước: đang triển khai, 45%)`.
    pub to_nothing: Vec<String>,
    /// Complete before and kept up now.
    pub kept_up: Vec<String>,
    /// Tasks of which the previous period has no valid row of the lead.
    pub without_before: Vec<String>,
    /// Tasks of which this period has none, and the previous one has, with names.
    pub without_now: Vec<String>,
    /// Agencies that sent something for the first time.
    pub first_time: Vec<String>,
    /// Agencies that sent something before and not now.
    pub fell_silent: Vec<String>,
}

/// A group of the appendix.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupView {
    /// `I`.
    pub id: String,
    /// Its place in the section, from 1.
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
    /// Its number in its group; 0 beside the appendix.
    pub number: usize,
    /// Its letter in a list: a, b, c, d, đ, e, g …
    pub letter: Word,
    /// Its wording in brief: whole, or cut at the end of a clause.
    pub brief: String,
    /// Whether the brief wording is cut.
    pub is_cut: bool,
    /// Its short name, where the plan's wording has one; null otherwise.
    pub name: Option<String>,
    /// Its wording, in the parts of the source.
    pub parts: Vec<String>,
    /// Who leads it; null for what has no lead.
    pub lead: Option<String>,
    /// Since which day that lead has it, where it was given to another before the period ended.
    pub lead_since: Option<String>,
    /// Who led it until then.
    pub lead_before: Option<String>,
    /// `hoan_thanh`; null without a valid row of the lead.
    pub status: Option<Word>,
    /// The words for it: `Hoàn thành`, or that there is no report.
    pub status_label: String,
    /// `45,5%`.
    pub progress: Option<String>,
    /// `+5`, `-2,5` or `0`, in points; null when it cannot be compared.
    pub change: Option<String>,
    /// `Đang triển khai, 40%`: what the lead said before.
    pub before: Option<String>,
    /// The earlier quarter of which the lead's word is, in a longer period: `quý III năm 2025`.
    pub said_in: Option<String>,
    /// The quarter after it of which the lead's row is left out because of an error.
    pub later_refused: Option<String>,
    /// The day by which it is to be done.
    pub due: Option<String>,
    /// Who set it: `plan` or `agency`.
    pub due_by: Option<Word>,
    /// The earlier period whose report stated it, where the lead's row of this one does not.
    pub due_stated_in: Option<String>,
    /// `done`, `nothing`, `on_time`, `overdue`, `no_date` or `unknown`.
    pub timing: Word,
    /// `Quá hạn 79 ngày`, `Trong hạn`, `Không đặt thời hạn`; empty when nothing is known.
    pub timing_label: String,
    /// Whether the lead's row is left out because of an error.
    pub left_out: bool,
    /// Days of silence, where the lead says nothing and no date is set.
    pub silent_days: Option<i64>,
    /// What the lead wrote, by paragraphs.
    pub result: Vec<String>,
    /// What it wrote in each quarter of a longer period, oldest first; empty otherwise.
    pub results: Vec<ResultView>,
    /// The lead's difficulty, by paragraphs.
    pub difficulty: Vec<String>,
    /// The way through the quarters of a longer period.
    pub path: Vec<StepView>,
    /// What the others wrote.
    pub others: LazyList<EntryView>,
    /// Where the lead's row stands.
    pub cite: Option<CiteView>,
}

/// What the lead wrote in a quarter of a longer period.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResultView {
    /// `quý II năm 2025`.
    pub period: String,
    /// By paragraphs.
    pub text: Vec<String>,
    /// Where the row stands.
    pub cite: CiteView,
}

/// One quarter of the way.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepView {
    /// `quý II năm 2025`.
    pub period: String,
    /// `Đang triển khai`.
    pub status_label: String,
    /// `40%`.
    pub progress: Option<String>,
}

/// What an agency other than the lead wrote.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntryView {
    /// Who.
    pub agency: Arc<str>,
    /// Its status.
    pub status_label: Arc<str>,
    /// Its progress.
    pub progress: Option<String>,
    /// What it wrote, by paragraphs.
    pub result: Vec<String>,
    /// Its difficulty, by paragraphs.
    pub difficulty: Vec<String>,
    /// Where the row stands.
    pub cite: CiteView,
}

/// Where something comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CiteView {
    /// The file's number in the annex of sources, from 1.
    pub source: u32,
    /// The file's name.
    pub file: Arc<str>,
    /// The row a spreadsheet shows.
    pub row: u32,
    /// The cell, for a figure.
    pub cell: Option<Arc<str>>,
}

/// Documents of an agency.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DocumentsView {
    /// Who.
    pub agency: String,
    /// `12/KH-SYT ngày 16/01/2026`, oldest first.
    pub documents: Vec<CitedText>,
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

/// Money of the last budget year of the period. An amount stays stated until a later one of the
/// year replaces it.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FundsView {
    /// The year.
    pub year: i32,
    /// Over everything. Its share mixes the sources: no document prints it.
    pub total: MoneyView,
    /// By source.
    pub by_source: Vec<MoneyView>,
    /// By agency.
    pub by_agency: LazyList<MoneyView>,
    /// How many agencies state an amount.
    pub agencies: usize,
    /// What each agency states for each task.
    pub rows: LazyList<MoneyRow>,
    /// How many of these are of an earlier period.
    pub earlier_rows: usize,
    /// The same of bodies that have ended, in no sum above: it may be the money of their
    /// successors.
    pub ended: LazyList<MoneyRow>,
    /// Its sum; null where there is none.
    pub ended_total: Option<MoneyView>,
    /// Other budget years of the period, oldest first.
    pub others: Vec<YearMoneyView>,
}

/// Money of another budget year.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct YearMoneyView {
    /// The year.
    pub year: i32,
    /// Over everything.
    pub total: MoneyView,
    /// By source.
    pub by_source: Vec<MoneyView>,
    /// Of bodies that have ended, in none of these sums; null without any.
    pub ended_total: Option<MoneyView>,
}

/// A line of money.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MoneyView {
    /// Of what: a source, an agency, everything.
    pub name: String,
    /// The key of the source: `ngan_sach`; null for anything else.
    pub key: Option<Word>,
    /// How many times an agency states an amount for a task.
    pub rows: usize,
    /// Allocated, in đồng; null when no row says.
    pub allocated: Option<String>,
    /// Disbursed, in đồng; null when no row says.
    pub disbursed: Option<String>,
    /// Disbursed over allocated; null when it cannot be said.
    pub share: Option<String>,
    /// Rows that give both amounts, over which the share is taken.
    pub share_rows: usize,
}

/// One row with amounts.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MoneyRow {
    /// Who.
    pub agency: Arc<str>,
    /// On which task.
    pub task: String,
    /// Source of funds; null when it is not named.
    pub source: Option<Word>,
    /// The key of the source: `ngan_sach`.
    pub source_key: Option<Word>,
    /// Allocated, in đồng.
    pub allocated: Option<String>,
    /// Disbursed, in đồng.
    pub disbursed: Option<String>,
    /// Disbursed over allocated.
    pub share: Option<String>,
    /// The last day of the data of which the older amount is, where that is of an earlier period:
    /// `14/9/2025`.
    pub until: Option<String>,
    /// Where the amounts stand.
    pub places: Vec<MoneyPlace>,
}

/// Where amounts of a row stand.
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

/// Who reported.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CoverageView {
    /// `quý I năm 2026`.
    pub period: String,
    /// The last day on which a report was on time.
    pub deadline: String,
    /// Those who owe a report and were not excused.
    pub owed: usize,
    /// Completeness: those of them that sent one with contents.
    pub sent: Share,
    /// Timeliness: those of them that sent it in time.
    pub on_time: Share,
    /// The same by level: bodies of the province, districts, communes.
    pub levels: Vec<LevelView>,
    /// Those that were late.
    pub late: Vec<LateView>,
    /// Those that sent it after the deadline by leave.
    pub deferred: Vec<LateView>,
    /// Those of which the day is not known.
    pub undated: Vec<String>,
    /// Those that sent none, by kind.
    pub missing: Vec<NamesByKind>,
    /// How many sent none.
    pub missing_count: usize,
    /// Whether the deadline had not passed: nobody is missing yet.
    pub still_open: bool,
    /// Those whose report says nothing.
    pub empty: Vec<String>,
    /// Those whose report has no valid row.
    pub unusable: Vec<String>,
    /// Those of whose report no file could be read.
    pub unread: Vec<String>,
    /// Those excused.
    pub excused: Vec<ExcusedView>,
    /// Bodies requested by the plan that sent something.
    pub requested: Vec<String>,
    /// Bodies requested by the plan that sent nothing.
    pub requested_silent: Vec<String>,
    /// Others that sent something.
    pub voluntary: Vec<String>,
}

/// Reports of one level.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelView {
    /// `cấp tỉnh`, `cấp huyện`, `cấp xã`.
    pub level: Word,
    /// Of those owed, with contents.
    pub sent: Share,
    /// Of those owed, in time.
    pub on_time: Share,
}

/// A late report.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LateView {
    /// Who.
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
    /// Who.
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
    /// Section V.
    pub assessment: Vec<String>,
    /// Section VI.
    pub directions: Vec<String>,
    /// Section VII.
    pub recommendations: Vec<String>,
}

/// A text and who wrote it.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SaidView {
    /// On which tasks.
    pub tasks: Vec<String>,
    /// The text, by paragraphs.
    pub text: Vec<String>,
    /// Who wrote it.
    pub by: Vec<String>,
    /// Where.
    pub cites: LazyList<CiteView>,
}

/// Proposals to one addressee.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProposalsView {
    /// `Đối với UBND tỉnh`.
    pub addressee: String,
    /// The proposals.
    pub said: LazyList<SaidView>,
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
    /// Who.
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
    /// Where it stands.
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
    /// Whose.
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
    /// The sentence.
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
    /// Who sent it.
    pub agency: Option<String>,
    /// When it was received.
    pub received: Option<String>,
    /// How the day is known: `page` from the analyst's page, `report` from the report itself,
    /// `impossible` for a day that cannot be right; null without a day.
    pub received_by: Option<Word>,
    /// Rows that hold data.
    pub rows: usize,
    /// Rows that count.
    pub accepted: usize,
    /// Whether it could be read.
    pub readable: bool,
    /// SHA-256 of its bytes.
    pub sha256: String,
}
