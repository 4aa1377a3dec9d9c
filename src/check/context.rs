//! What a rule may look at: the scope of the check, a file, a row, all files together.
//!
//! Makes findings complete: where a rule names a column, place, value, agency and task come along.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::diag::{Code, Diagnostic, Place, Related};
use crate::plan::{AgencyId, Origin, Period, Plan, Role, TaskId, Window};
use crate::submission::{COLUMNS, Field, File, Page, Row, Submission};
use crate::text::fold;

/// What is checked, against what, on which day.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The period the files are for, where it is known.
    pub period: Option<Period>,
    /// The day that counts as today.
    pub as_of: NaiveDate,
    /// The analyst's page of the period.
    pub page: Option<&'a Page>,
    /// Whether all files of the period are here, so that what is missing is missing.
    pub whole_period: bool,
}

impl Scope<'_> {
    /// The data window of the period.
    pub fn window(&self) -> Option<Window> {
        self.period.map(|p| self.plan.window(p))
    }

    /// The day on which agencies and assignments are taken: the last of the data window.
    pub fn day(&self) -> NaiveDate {
        self.window().map_or(self.as_of, |w| w.end)
    }
}

/// One file.
#[derive(Debug, Clone, Copy)]
pub struct FileContext<'a> {
    /// The scope.
    pub scope: &'a Scope<'a>,
    /// The file's name.
    pub name: &'a Arc<str>,
    /// Its contents.
    pub submission: &'a Submission,
}

impl<'a> FileContext<'a> {
    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.scope.plan
    }

    /// When the file was received, if the analyst's page says so.
    pub fn received(&self) -> Option<NaiveDate> {
        received(self.scope, self.name)
    }

    /// Its rows as contexts.
    pub fn rows(&'a self) -> impl Iterator<Item = RowContext<'a>> {
        self.submission.rows.iter().map(move |row| RowContext { file: self, row })
    }
}

/// The analyst's page names files without the folder in which they lie.
fn received(scope: &Scope<'_>, name: &str) -> Option<NaiveDate> {
    let bare = name.rsplit('/').next().unwrap_or(name);
    let page = scope.page?;
    page.received.get(name).or_else(|| page.received.get(bare)).copied()
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct RowContext<'a> {
    /// Its file.
    pub file: &'a FileContext<'a>,
    /// The row.
    pub row: &'a Row,
}

impl<'a> RowContext<'a> {
    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.file.scope.plan
    }

    /// The last day of the data window of the row's own period, else of the scope's.
    pub fn day(&self) -> NaiveDate {
        self.row.period.value().map_or(self.file.scope.day(), |p| self.plan().window(p).end)
    }

    /// The text of a cell, without white space around it.
    pub fn text(&self, field: Field) -> &'a str {
        self.file.submission.text(self.row, field)
    }

    /// The known cells of the row that hold anything, exactly as they stand.
    pub fn cells(&self) -> impl Iterator<Item = (Field, &'a str)> {
        let (submission, row) = (self.file.submission, self.row);
        COLUMNS
            .iter()
            .map(move |c| (c.field, submission.raw(row, c.field)))
            .filter(|(_, text)| !text.is_empty())
    }

    /// Whether the file has this column.
    pub fn has(&self, field: Field) -> bool {
        self.file.submission.has(field)
    }

    /// The part that the plan gives the row's agency in the row's task.
    pub fn role(&self) -> Option<Role> {
        self.plan().role(self.row.task.value()?, self.row.agency.value()?, self.day())
    }

    /// Where a cell stands.
    pub fn place(&self, field: Field) -> Place {
        self.file.submission.place(self.row, field)
    }

    /// A finding at a cell of this row, with the cell's text as its value.
    pub fn at(&self, code: &'static Code, field: Field, message: impl Into<String>) -> Diagnostic {
        let text = self.text(field);
        let finding = Diagnostic::new(code, self.place(field), message);
        let finding = if text.is_empty() { finding } else { finding.value(text) };
        self.concerning(finding)
    }

    /// Adds the agency and the task of this row.
    pub fn concerning(&self, mut finding: Diagnostic) -> Diagnostic {
        if let Some(id) = self.row.agency.value() {
            finding = finding.agency(&self.plan().register.agency(id).id);
        }
        if let Some(id) = self.row.task.value() {
            finding = finding.task(&self.plan().task(id).id);
        }
        finding
    }

    /// The row of another cell or file as a second place.
    pub fn as_related(&self, message: impl Into<String>) -> Related {
        let place = self.file.submission.row_place(self.row);
        let file = place.file.as_deref().unwrap_or_default().to_owned();
        Related { file, line: place.line.unwrap_or(1), message: message.into() }
    }
}

/// The line of the plan that gives out a task, as a second place.
pub fn plan_line(plan: &Plan, task: TaskId, day: NaiveDate) -> Related {
    let task = plan.task(task);
    let assignment = task.assignment(day);
    let names: Vec<&str> = assignment.coordinating.iter().map(|p| plan.party_name(*p)).collect();
    let message = match (task.origin, assignment.lead) {
        (Origin::Appendix { .. }, Some(lead)) => format!(
            "Phụ lục, nhiệm vụ {}: chủ trì {}; phối hợp {}.",
            task.id,
            plan.register.agency(lead).name,
            names.join("; ")
        ),
        (Origin::Duty { .. }, _) => {
            format!("Tổ chức thực hiện, {}: {}.", task.id, names.join("; "))
        }
        _ => format!("Kế hoạch, {}.", task.id),
    };
    Related { file: format!("plan/{}", task.file), line: task.line, message }
}

/// All files that were checked together.
#[derive(Debug)]
pub struct PeriodContext<'a> {
    /// The scope.
    pub scope: &'a Scope<'a>,
    /// The files that could be read.
    pub files: Vec<FileContext<'a>>,
    /// Names of all files, those included that could not be read.
    pub names: Vec<&'a Arc<str>>,
    /// Rows in which an error was found so far, by file name and row.
    faulty: HashSet<(Arc<str>, u32)>,
}

impl<'a> PeriodContext<'a> {
    pub(super) fn new(scope: &'a Scope<'a>, files: &'a [File], found: &[Diagnostic]) -> Self {
        let readable = files.iter().filter_map(|file| {
            let submission = file.submission.as_ref()?;
            Some(FileContext { scope, name: &file.name, submission })
        });
        let faulty = found
            .iter()
            .filter(|d| super::keeps_out(d))
            .filter_map(|d| Some((Arc::clone(d.place.file.as_ref()?), d.place.row?)))
            .collect();
        Self {
            scope,
            files: readable.collect(),
            names: files.iter().map(|f| &f.name).collect(),
            faulty,
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

    /// Whether an error was found in a row by a rule that looked at it alone.
    pub fn is_faulty(&self, row: &RowContext<'_>) -> bool {
        let number = row.file.submission.row_number(row.row);
        self.faulty.contains(&(Arc::clone(row.file.name), number))
    }

    /// Who sent something: named in a row, or, for a file that names nobody, by its file name.
    pub fn senders(&self) -> HashSet<AgencyId> {
        let named = self
            .files
            .iter()
            .flat_map(|f| f.submission.rows.iter().filter_map(|r| r.agency.value()));
        let mut senders: HashSet<AgencyId> = named.collect();
        let nameless = |name: &Arc<str>| {
            !self.files.iter().any(|f| Arc::ptr_eq(f.name, name) && f.submission.sender.is_some())
        };
        let names = self.names.iter().filter(|n| nameless(n));
        senders.extend(names.filter_map(|name| sender_by_name(self.plan(), name)));
        senders
    }
}

/// The agency whose id is the name of a file: `so-tu-phap.csv`.
pub fn sender_by_name(plan: &Plan, file: &str) -> Option<AgencyId> {
    let bare = file.rsplit('/').next().unwrap_or(file);
    let stem = bare.rsplit_once('.').map_or(bare, |(stem, _)| stem);
    plan.register.by_id(&fold::slug(stem))
}
