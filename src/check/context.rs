//! The inputs of rules: a file, a row, all files together; `settled` is the last of them.
//!
//! Builds complete findings: from a row and a column follow place, value, agency and task.
//! Longer than other files because every rule sees its input through these types, which share their
//! fields.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::earlier::EarlierRow;
use super::judged::{Excluded, Judged};
use super::reported::Reported;
use super::scope::{RowAssignment, Scope};
use super::statement::Stated;
use crate::diag::{Code, Diagnostic, Place, Related, Sink};
use crate::plan::{
    self, AgencyId, INDICATORS, Indicator, IndicatorId, Origin, Period, Plan, Role, TaskId, Window,
};
use crate::submission::{Field, Row, Submission, TableKind, says_none};
use crate::text::{date, describe, fold, marked};

/// One file.
#[derive(Debug, Clone, Copy)]
pub struct FileContext<'a> {
    /// The scope.
    pub scope: &'a Scope<'a>,
    /// The file's name.
    pub name: &'a Arc<str>,
    /// Its contents.
    pub submission: &'a Submission,
    /// What the plan assigns for each of its rows.
    pub(super) assignments: &'a [RowAssignment],
}

impl<'a> FileContext<'a> {
    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.scope.plan
    }

    /// The day of receipt on the analyst's page, if it is possible.
    pub fn listed_day(&self) -> Option<NaiveDate> {
        let is_of_figures = self.submission.kind == TableKind::Figures;
        let day = self.scope.page?.received_on(self.name, is_of_figures)?;
        let (period, today) = (self.scope.period, self.scope.as_of);
        super::why_impossible(self.plan(), day, period, today).is_none().then_some(day)
    }

    /// Its sender.
    pub fn sender(&self) -> Option<AgencyId> {
        super::sender(self.plan(), self.name, Some(self.submission), self.scope.day())
    }

    /// The period it reports on: the one named by all its rows, if the scope includes it; else the
    /// scope's.
    pub fn period(&self) -> Option<Period> {
        let mut named = self.submission.rows.iter().filter_map(|r| r.period.value());
        let first = named.next();
        let one = first.filter(|p| self.scope.takes(*p) && named.all(|q| q == *p));
        one.or(self.scope.period)
    }

    /// The period it reports on and its first day, if that day is in the future.
    pub fn not_open(&self) -> Option<(Period, NaiveDate)> {
        let period = self.period()?;
        let start = self.plan().window(period).start;
        (start > self.scope.as_of).then_some((period, start))
    }

    /// One of its rows, by index.
    pub fn row(&'a self, at: usize) -> Option<RowContext<'a>> {
        let row = self.submission.rows.get(at)?;
        Some(RowContext { file: self, row, assignment: *self.assignments.get(at)? })
    }

    /// Its rows as contexts.
    pub fn rows(&'a self) -> impl Iterator<Item = RowContext<'a>> {
        (0..self.submission.rows.len()).filter_map(move |at| self.row(at))
    }
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct RowContext<'a> {
    /// Its file.
    pub file: &'a FileContext<'a>,
    /// The row.
    pub row: &'a Row,
    assignment: RowAssignment,
}

impl<'a> RowContext<'a> {
    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.file.scope.plan
    }

    /// The last day of the data window of the row's own period, else of the scope's.
    pub fn day(&self) -> NaiveDate {
        self.assignment.day
    }

    /// The data window of the row's own period, else of the scope's.
    pub fn window(&self) -> Option<Window> {
        self.assignment.dates.map(|(window, _)| window)
    }

    /// The budget year of its period, in which amounts are cumulative.
    pub fn budget_year(&self) -> Option<i32> {
        self.assignment.dates.map(|(_, year)| year)
    }

    /// Whether an earlier row is in the same budget year.
    pub fn same_year(&self, earlier: &EarlierRow) -> bool {
        self.budget_year() == Some(earlier.year)
    }

    /// Its statement on the task; none without a status or a period.
    pub fn statement(&self) -> Option<Stated> {
        Some(Stated {
            status: self.row.status.value()?,
            progress: self.row.progress.value().map(|reading| reading.value),
            year: self.budget_year()?,
        })
    }

    /// The text of a cell, without white space around it.
    pub fn text(&self, field: Field) -> &'a str {
        self.file.submission.text(self.row, field)
    }

    /// The text of a cell as it is.
    pub fn raw(&self, field: Field) -> &'a str {
        self.file.submission.raw(self.row, field)
    }

    /// The filled cells of the known columns, untrimmed.
    pub fn cells(&self) -> impl Iterator<Item = (Field, &'a str)> {
        let (submission, row) = (self.file.submission, self.row);
        let columns = submission.kind.columns();
        columns
            .map(move |c| (c.field, submission.raw(row, c.field)))
            .filter(|(_, text)| !text.is_empty())
    }

    /// Whether the encoding of a cell is garbled, so that its text is unreliable.
    pub fn is_garbled(&self, field: Field) -> bool {
        self.file.submission.is_garbled(self.row, field)
    }

    /// Whether a cell has content; a dash or "Không" is none.
    pub fn has_content(&self, field: Field) -> bool {
        !says_none(self.text(field))
    }

    /// Whether a cell says "as above" instead of its content.
    pub fn says_as_above(&self, field: Field) -> bool {
        const WORDS: [&str; 4] = ["nt", "n t", "nhu tren", "nhu dong tren"];
        let text = self.text(field);
        // Fast path: most texts begin with another letter.
        let first = text.as_bytes().first();
        if first.is_none_or(|b| b.is_ascii_alphanumeric() && !b.eq_ignore_ascii_case(&b'n')) {
            return false;
        }
        let marks = |c: char| matches!(c, '"' | '“' | '”' | '〃' | '\'' | '-' | ' ');
        let marks_only = text.chars().all(marks) && text.contains(['"', '“', '”', '〃']);
        marks_only || WORDS.iter().any(|words| fold::ascii_bytes(text).eq(words.bytes()))
    }

    /// What a cell should hold, for messages.
    pub fn expected_content(&self, field: Field) -> String {
        let help = field.column().help;
        match (field, self.file.scope.period) {
            (Field::Period, Some(period)) => period.written(),
            (Field::Allocated | Field::Disbursed, _) => match self.budget_year() {
                Some(year) => format!("số đồng, {}", plan::cumulative_since(year)),
                None => help.to_owned(),
            },
            (Field::Task, _) => format!("{help}, ví dụ {}", self.plan().first_and_last_code().0),
            (Field::Indicator, _) => match self.plan().indicators.list.first() {
                Some(first) => format!("{help}, ví dụ {}", first.id),
                None => help.to_owned(),
            },
            _ => help.to_owned(),
        }
    }

    /// The suffix of a message where stray characters make a value unknown: `: có ký tự lạ “І”
    /// (U+0406, …)`; none where there are no such characters.
    pub fn stray_characters(&self, field: Field) -> Option<String> {
        const MOST: usize = 3;
        let text = self.text(field);
        if let Some(cause) = marked::cause(text) {
            return Some(cause.to_owned());
        }
        let is_odd: fn(&str) -> Option<char> = match field {
            Field::Task | Field::Indicator => plan::invalid_char_in_code,
            Field::Agency => fold::unfoldable,
            _ => fold::unfoldable_in_value,
        };
        let first = is_odd(text)?;
        let mut odd = vec![first];
        for c in text.chars().filter(|c| fold::unfoldable(c.encode_utf8(&mut [0; 4])).is_some()) {
            if !odd.contains(&c) && odd.len() < MOST {
                odd.push(c);
            }
        }
        let descriptions: Vec<String> = odd.into_iter().map(describe::character).collect();
        Some(format!(": có ký tự lạ {}", descriptions.join(", ")))
    }

    /// The finding for a required value replaced by "as above".
    pub fn as_above(&self, code: &'static Code, field: Field) -> Option<Diagnostic> {
        if !self.says_as_above(field) {
            return None;
        }
        let message = format!(
            "Ô ghi “{}” thay cho nội dung; mỗi dòng được đọc riêng nên phải ghi lại đầy đủ.",
            self.text(field)
        );
        let finding = self.at(code, field, message).expected(self.expected_content(field));
        Some(finding.help("Chép nội dung của ô ngay trên xuống ô này."))
    }

    /// Whether the file has this column.
    pub fn has(&self, field: Field) -> bool {
        self.file.submission.has(field)
    }

    /// The role of the row's agency in the row's task, by the plan.
    pub fn role(&self) -> Option<Role> {
        self.assignment.role
    }

    /// The place of a cell.
    pub fn place(&self, field: Field) -> Place {
        self.file.submission.place(self.row, field)
    }

    /// A finding at a cell of this row, with the cell's text as value.
    pub fn at(&self, code: &'static Code, field: Field, message: impl Into<String>) -> Diagnostic {
        let text = self.text(field);
        let finding = Diagnostic::new(code, self.place(field), message);
        let finding = if text.is_empty() { finding } else { finding.value(text) };
        self.concerning(finding)
    }

    /// Pushes a finding that is only counted, if one of this code in this file would not be listed
    /// any more; returns whether it did. For rules whose words are dear to work out.
    pub fn counts_only(&self, code: &'static Code, field: Field, sink: &mut Sink) -> bool {
        let listed = sink.lists(code, self.file.name);
        if !listed {
            sink.push(Diagnostic::new(code, self.place(field), code.title));
        }
        !listed
    }

    /// Adds the agency and the task, or the indicator, of this row.
    pub fn concerning(&self, mut finding: Diagnostic) -> Diagnostic {
        if let Some(id) = self.row.agency.value() {
            finding = finding.agency(&self.plan().register.agency(id).id);
        }
        if let Some(id) = self.row.task.value() {
            finding = finding.task(&self.plan().task(id).id);
        }
        if let Some(indicator) = self.indicator() {
            finding = finding.indicator(&indicator.id);
        }
        finding
    }

    /// The indicator of a row of figures.
    pub fn indicator(&self) -> Option<&'a Indicator> {
        self.row.indicator().map(|id| self.plan().indicators.get(id))
    }

    /// The code of its task or of its indicator.
    pub fn subject(&self) -> Option<&'a str> {
        let task = self.row.task.value().map(|id| self.plan().task(id).id.as_str());
        task.or_else(|| self.indicator().map(|indicator| indicator.id.as_str()))
    }

    /// What its table is about.
    pub fn kind(&self) -> TableKind {
        self.file.submission.kind
    }

    /// This row as a related place.
    pub fn as_related(&self, message: impl Into<String>) -> Related {
        let submission = self.file.submission;
        let place = submission.row_place(self.row);
        let sheet = submission.sheet_among_others(self.row).map(str::to_owned);
        let file = place.file().unwrap_or_default().to_owned();
        // Workbooks have rows but no lines.
        let line = place.line().or(place.row()).unwrap_or(1);
        Related { file, sheet, line, message: message.into() }
    }
}

/// Names behind the words that introduce them; nothing where there is no name.
fn listed(before: &str, names: &[&str]) -> String {
    if names.is_empty() { String::new() } else { format!("{before}{}", names.join("; ")) }
}

/// The line of the plan that assigns a task, as a related place.
pub fn plan_line(plan: &Plan, task: TaskId, day: NaiveDate) -> Related {
    let task = plan.task(task);
    let assignment = task.assignment(day);
    let names: Vec<&str> = assignment.coordinating.iter().map(|p| plan.party_name(*p)).collect();
    let message = match (task.origin, assignment.lead) {
        (Origin::Appendix { .. }, Some(lead)) => format!(
            "Phụ lục, nhiệm vụ {}{}: chủ trì {}{}.",
            task.id,
            assignment
                .from
                .map(|from| format!(" (giao lại từ ngày {})", date::short(from)))
                .unwrap_or_default(),
            plan.register.agency(lead).name,
            listed("; phối hợp ", &names)
        ),
        (Origin::Duty { .. }, _) => {
            format!("Tổ chức thực hiện, {}{}.", task.id, listed(": ", &names))
        }
        _ => format!("Kế hoạch, {}.", task.id),
    };
    Related { file: format!("plan/{}", task.file), sheet: None, line: task.line, message }
}

/// The line of the plan that defines an indicator, as a related place.
pub fn indicator_line(indicator: &Indicator) -> Related {
    let message = format!(
        "Danh mục số liệu, {}: {} ({}).",
        indicator.id,
        indicator.name,
        indicator.unit.get().name
    );
    Related { file: format!("plan/{INDICATORS}"), sheet: None, line: indicator.line, message }
}

/// Rows that belong together, each as index of its table and index in the table.
pub(super) type RowGroup = Vec<(usize, usize)>;

/// All files that are checked together.
#[derive(Debug)]
pub struct PeriodContext<'a> {
    /// The scope.
    pub scope: &'a Scope<'a>,
    /// The tables of progress of the files that could be read.
    pub files: Vec<FileContext<'a>>,
    /// Their tables of figures.
    pub figures: Vec<FileContext<'a>>,
    /// Names of files with figures and no table of progress.
    figures_alone: HashSet<&'a str>,
    /// Names of all files, including unreadable ones.
    pub names: Vec<&'a Arc<str>>,
    /// What is excluded so far, for files with an error.
    faulty: HashMap<&'a str, &'a Excluded>,
    /// Computed once for all rules.
    repeated: [OnceLock<Vec<RowGroup>>; 2],
    senders: OnceLock<HashSet<AgencyId>>,
    figure_senders: OnceLock<HashSet<AgencyId>>,
    reported: OnceLock<Reported>,
}

impl<'a> PeriodContext<'a> {
    pub(super) fn new(scope: &'a Scope<'a>, files: &'a [Judged]) -> Self {
        let tables = |kind| {
            let of_file = move |Judged { file, assignments, .. }: &'a Judged| {
                let submission = file.tables().find(|table| table.kind == kind)?;
                let assignments = assignments.of_kind(kind);
                Some(FileContext { scope, name: &file.name, submission, assignments })
            };
            files.iter().filter_map(of_file).collect()
        };
        let figures_alone = files.iter().filter(|judged| judged.file.has_figures_alone());
        let faulty = files.iter().filter(|judged| !judged.excluded.is_empty());
        Self {
            scope,
            files: tables(TableKind::Progress),
            figures: tables(TableKind::Figures),
            figures_alone: figures_alone.map(|judged| &*judged.file.name).collect(),
            names: files.iter().map(|judged| &judged.file.name).collect(),
            faulty: faulty.map(|judged| (&*judged.file.name, &judged.excluded)).collect(),
            repeated: [const { OnceLock::new() }; 2],
            senders: OnceLock::new(),
            figure_senders: OnceLock::new(),
            reported: OnceLock::new(),
        }
    }

    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.scope.plan
    }

    /// All rows of all files.
    pub fn rows(&'a self) -> impl Iterator<Item = RowContext<'a>> {
        self.files.iter().flat_map(|file| file.rows())
    }

    /// Whether a rule for rows or single files found an error in a row, or in its whole file.
    pub fn is_faulty(&self, row: &RowContext<'_>) -> bool {
        let excluded = self.excluded(row.file);
        excluded.is_some_and(|excluded| excluded.has(row.file.submission, row.row))
    }

    /// What rules for rows or single files exclude of a file, if anything.
    pub(super) fn excluded(&self, file: &FileContext<'_>) -> Option<&'a Excluded> {
        self.faulty.get(&**file.name).copied()
    }

    /// The tables of a kind.
    pub fn tables(&self, kind: TableKind) -> &[FileContext<'a>] {
        match kind {
            TableKind::Progress => &self.files,
            TableKind::Figures => &self.figures,
        }
    }

    /// Groups of at least two rows of a kind with the same agency, task or indicator, and period,
    /// each row as index in [`PeriodContext::tables`] and index in the table, in file order.
    pub(super) fn repeated(&self, kind: TableKind) -> &[RowGroup] {
        self.repeated[kind as usize].get_or_init(|| {
            let mut keys = Vec::new();
            for (file, cx) in self.tables(kind).iter().enumerate() {
                for (at, row) in cx.submission.rows.iter().enumerate() {
                    let subject = match kind {
                        TableKind::Progress => row.task.value().map(TaskId::index),
                        TableKind::Figures => row.indicator().map(IndicatorId::index),
                    };
                    let agency = row.agency.value();
                    // A cell left blank is no figure, and contradicts none.
                    let is_blank =
                        row.figure.as_ref().is_some_and(|figure| figure.value.is_blank());
                    let subject = subject.filter(|_| !is_blank);
                    if let Some(key) = agency.zip(subject).zip(row.period.value()) {
                        keys.push((key, (file, at)));
                    }
                }
            }
            keys.sort_unstable();
            let several = keys.chunk_by(|a, b| a.0 == b.0).filter(|rows| rows.len() > 1);
            several.map(|rows| rows.iter().map(|(_, at)| *at).collect()).collect()
        })
    }

    /// The period and its deadline, if all files are here and the deadline has passed: only then
    /// can a report be missing.
    pub fn closed(&self) -> Option<(Period, NaiveDate)> {
        self.scope.closed()
    }

    /// The agencies that sent a table of figures.
    pub fn figure_senders(&self) -> &HashSet<AgencyId> {
        self.figure_senders.get_or_init(|| {
            let of = |table: &FileContext<'a>| {
                super::senders(self.plan(), table.name, Some(table.submission), self.scope.day())
            };
            self.figures.iter().flat_map(of).collect()
        })
    }

    /// The agencies that sent a report: a file that does not hold figures alone.
    pub fn senders(&self) -> &HashSet<AgencyId> {
        self.senders.get_or_init(|| {
            let of = |(name, submission): (&str, _)| {
                super::senders(self.plan(), name, submission, self.scope.day())
            };
            self.all_files().flat_map(of).collect()
        })
    }

    /// What each agency reports on.
    pub(super) fn reported(&self) -> &Reported {
        self.reported.get_or_init(|| {
            let tables = self.files.iter().map(|file| (file.sender(), file.submission));
            let named =
                |name: &'a Arc<str>| Some((super::sender_by_name(self.plan(), name)?, &**name));
            Reported::new(tables, self.unreadable().filter_map(named))
        })
    }

    /// Files whose sender neither the rows nor the name tell.
    pub fn unattributed(&self) -> Vec<&'a Arc<str>> {
        let nobody = |name: &str, submission| {
            super::senders(self.plan(), name, submission, self.scope.day()).is_empty()
        };
        let all = self.reports().zip(self.all_files());
        all.filter(|(_, (name, read))| nobody(name, *read)).map(|(name, _)| name).collect()
    }

    /// Names of all files but those with figures alone, which are no report on the tasks.
    fn reports(&self) -> impl Iterator<Item = &'a Arc<str>> {
        self.names.iter().copied().filter(|name| !self.figures_alone.contains(&***name))
    }

    /// All reports, with the contents of readable ones.
    fn all_files(&self) -> impl Iterator<Item = (&'a str, Option<&'a Submission>)> {
        let read: HashMap<&str, &Submission> =
            self.files.iter().map(|file| (&**file.name, file.submission)).collect();
        self.reports().map(move |name| (&**name, read.get(&**name).copied()))
    }

    /// Files that could not be read.
    pub fn unreadable(&self) -> impl Iterator<Item = &'a Arc<str>> {
        let read: HashSet<&str> = self.files.iter().map(|f| &**f.name).collect();
        self.reports().filter(move |name| !read.contains(&***name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;
    use crate::plan::{PlanFiles, load};
    use crate::source::Source;

    /// What is told of the lead of a task, with its coordinating bodies replaced.
    fn told(coordinating: &str) -> String {
        let mut files = PlanFiles::embedded();
        let text = String::from_utf8_lossy(&files.files[3].bytes).into_owned();
        let (head, rest) = text.split_once("        coordinating:").expect("a task");
        let end = rest.find("        solution:").expect("its solution");
        let changed = format!("{head}        coordinating: {coordinating}\n{}", &rest[end..]);
        files.files[3] = Source::new("appendix.yaml", changed);
        let plan = load(&files, &mut Sink::new()).expect("a plan");
        let (task, _) = plan.appendix().next().expect("a task");
        plan_line(&plan, task, plan.decision.date).message
    }

    #[test]
    fn who_coordinates_is_told_where_somebody_does() {
        let alone = told("[]");
        assert!(!alone.contains("phối hợp") && alone.contains(": chủ trì "), "{alone}");
        assert!(!alone.contains(" ."), "{alone}");
        let together = told("[so-noi-vu, so-tai-chinh]");
        assert!(together.ends_with("; phối hợp Sở Nội vụ; Sở Tài chính."), "{together}");
    }
}
