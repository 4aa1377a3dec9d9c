//! F5: the figures of a period, each with its provenance. Pure: no clock, no files.
//!
//! Checked files of a period and of earlier periods become a [`Report`]. Each figure keeps what it
//! was counted from ([`Cite`], lists of tasks or agencies), so that a reader can trace it to the
//! cell. Wording and layout belong to `render`.

mod addressed;
mod bodies;
mod changes;
mod cite;
mod concern_groups;
mod coordination;
mod coverage;
mod decisions;
mod document_kind;
mod entry;
mod figures;
mod follow_up;
mod funds;
mod highlights;
mod input;
mod issued;
mod left_out;
mod personal;
mod previous;
mod proposals;
mod recurrence;
mod rows;
mod tasks;
mod texts;
mod themes;
mod trend;
mod wordings;

pub use addressed::{Addressed, AddresseeNames, addressed};
pub use bodies::{Bodies, BodiesOfKind, is_local};
pub use changes::{Change, Changes};
pub use cite::{Cite, RowKey};
pub use concern_groups::{
    ConcernGroup, Difficulties, GroupKey, SharedWording, difficulties, is_troubled, wordings,
};
pub use coordination::{Coordination, LevelCoordinators, coordination, is_active};
pub use coverage::{Coverage, Obligation, Outcome, Reporter, State};
pub use decisions::{Decision, Urgency, decisions};
pub use document_kind::DocumentKind;
pub use entry::{Entry, latest};
pub use figures::{
    AgencyValue, Answers, ComparedTotal, IndicatorTotals, KindTotal, Nature, QuarterTotal,
    RatioBase, Reading, Shown, TargetOf, TargetStanding, TargetState, Total, TotalChange,
    difference_unit,
};
pub use follow_up::{AgencyFollowUp, CellOrRow, Correction, FollowUp, PeriodFollowUp, follow_up};
pub use funds::{Amount, Funds, HeavyTask, Money, SourceFunds, TaskFunds, YearFunds};
pub use highlights::highlights;
pub use input::{Folder, Input};
pub use issued::{AgencyDocuments, IssuedDocument};
pub use left_out::LeftOut;
pub use personal::{Audience, PersonalCell, WITHHELD};
pub use proposals::{AddressedProposals, Proposals, proposals};
pub use recurrence::{Recurrence, Recurrences};
pub use rows::ReportedRow;
pub use tasks::{CommonMean, DueDate, Figures, PreviousState, TaskState, Timing};
pub use texts::Addressee;
pub use themes::{Concern, ConcernKind, Concerns, Placement};
pub use trend::{Measure, Quarter, QuarterCounts};

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use self::entry::LeadHistory;
use self::previous::{Previous, previous_folders};
use self::tasks::PeriodContext;
use crate::check::{self, Received};
use crate::plan::{AgencyId, IndicatorId, Period, TaskId, Window};
use crate::submission::Submission;

/// A source file of the figures.
#[derive(Debug, Clone)]
pub struct SourceFile<'a> {
    /// Its name, with the folder if the period has several folders.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: &'a str,
    /// Its sender, if known.
    pub sender: Option<AgencyId>,
    /// When it was received.
    pub received: Received<'a>,
    /// Rows with data.
    pub rows: usize,
    /// Accepted rows.
    pub accepted: usize,
    /// Whether it is readable.
    pub readable: bool,
    /// The sheets with rows that are read, if several.
    pub sheets: Vec<&'a str>,
    /// The first sheet, or table of a document, with rows that are read.
    pub sheet: Option<&'a str>,
}

/// The content of all documents of a period.
#[derive(Debug)]
pub struct Report<'a> {
    /// Its input.
    pub input: Input<'a>,
    /// The data window.
    pub window: Window,
    /// The last day on which an agency's report is on time.
    pub deadline: NaiveDate,
    /// The period it is compared with, if that has files.
    pub previous: Option<Period>,
    /// Quarters of a longer period without files that had begun while the plan was in force.
    pub missing_parts: Vec<Period>,
    /// Since when things are said.
    pub recurrences: Recurrences<'a>,
    /// The tasks of the appendix, in order.
    pub tasks: Vec<TaskState<'a>>,
    /// Solutions and duties without an appendix row, in order.
    pub outside_appendix: Vec<TaskState<'a>>,
    /// The counts over all tasks of the appendix.
    pub figures: Figures,
    /// The counts for each group.
    pub groups: Vec<Figures>,
    /// Every accepted row once, by task in the plan's order, the lead's first.
    pub rows: Arc<[ReportedRow]>,
    /// What changed since the previous period; `None` without one.
    pub changes: Option<Changes>,
    /// The quarters up to this period, oldest first, each as in its own report.
    pub trend: Vec<Quarter>,
    /// Documents issued, by agency.
    pub documents: Vec<AgencyDocuments>,
    /// Money.
    pub funds: Funds<'a>,
    /// The totals of the indicators that are asked for or given, in the plan's order.
    pub totals: Vec<IndicatorTotals>,
    /// The totals through the quarters of those that have a target.
    pub total_trends: BTreeMap<IndicatorId, Vec<QuarterTotal>>,
    /// Coverage of each folder of the period.
    pub coverage: Vec<Coverage>,
    /// Difficulties and proposals that say something, row by row, each with its theme.
    pub concerns: Concerns<'a>,
    /// Rows and files left out of the figures.
    pub left_out: Vec<LeftOut>,
    /// Number of errors that exclude data.
    pub data_errors: usize,
    /// Cells with personal data not released for publication.
    pub personal: Vec<PersonalCell<'a>>,
    /// Its audience.
    pub audience: Audience,
    /// The files.
    pub sources: Vec<SourceFile<'a>>,
}

/// Consolidates a period for internal use.
pub fn consolidate(input: Input<'_>) -> Report<'_> {
    consolidate_for(input, Audience::Internal)
}

/// Consolidates a period for an audience: same figures, only the text it may read.
pub fn consolidate_for(input: Input<'_>, audience: Audience) -> Report<'_> {
    let plan = input.plan;
    let window = plan.window(input.period);
    let current: Vec<&Folder> = input.current.iter().map(|folder| &**folder).collect();
    let entries = entry::gather(plan, current.iter().copied(), audience);
    let history = LeadHistory::of(
        plan,
        input.earlier.iter().map(|f| &**f).chain(current.iter().copied()),
        audience,
    );
    let context = PeriodContext {
        plan,
        period: input.period,
        as_of: input.as_of,
        folders: &current,
        entries: &entries,
        history: &history,
    };
    let mut states = context.states();
    for state in &mut states {
        let own = state.entry.as_ref().map(|entry| (entry.status, entry.period));
        state.recurrence = own.map(|own| recurrence::state(plan, &history, state.id, own));
    }
    let previous = Previous::of(&input, &history, audience);
    if let Some(previous) = &previous {
        for (state, before) in states.iter_mut().zip(&previous.states) {
            state.previous = before.entry.as_ref().map(|entry| PreviousState {
                status: entry.status,
                progress: entry.progress(),
                timing: before.timing,
            });
        }
    }
    let progress_before = previous.as_ref().map(|p| p.progress.clone()).unwrap_or_default();
    let coverage: Vec<Coverage> =
        input.current.iter().map(|folder| coverage::of(plan, folder, input.as_of)).collect();
    let changes = previous
        .as_ref()
        .map(|previous| changes::between(&input, (&states, &coverage), previous, &history));
    let (tasks, outside_appendix): (Vec<_>, Vec<_>) =
        states.into_iter().partition(|s| s.group.is_some());
    let figures = Figures::of(tasks.iter());
    let groups = (0..plan.groups.len())
        .map(|n| Figures::of(tasks.iter().filter(|t| t.group == Some(n))))
        .collect();
    let concerns = Concerns::of(plan, &current, &entries);
    let totals = figures::of(&input);
    let data_errors = input.current.iter().map(|f| f.checked.data_error_count()).sum();
    Report {
        window,
        deadline: plan.deadline(input.period),
        recurrences: Recurrences::of(&input),
        previous: previous.map(|previous| previous.period),
        missing_parts: missing_quarters(&input),
        trend: trend::of(&input, &figures, &coverage, &history),
        figures,
        groups,
        changes,
        documents: issued::documents(plan, &entries),
        funds: funds::of(&input, &entries),
        total_trends: figures::trends(&input, &totals),
        totals,
        coverage,
        concerns,
        left_out: left_out::of(plan, input.current, audience),
        data_errors,
        personal: personal::cells(input.current),
        audience,
        sources: sources(&input),
        rows: rows::of(&input, entries, &progress_before),
        tasks,
        outside_appendix,
        input,
    }
}

/// The latest entry of each body and task in the previous period.
pub fn previous_entries<'a>(report: &Report<'a>) -> BTreeMap<(TaskId, AgencyId), Entry<'a>> {
    let folders = report.previous.and_then(|period| previous_folders(&report.input, period));
    folders.map_or_else(BTreeMap::new, |folders| {
        entry::gather(report.input.plan, folders, report.audience).latest().collect()
    })
}

fn missing_quarters(input: &Input<'_>) -> Vec<Period> {
    let plan = input.plan;
    // A half-year or full-period folder covers several quarters.
    let is_covered =
        |part: &Period| input.current.iter().any(|f| plan.quarters(f.period).contains(part));
    let due = |part: &Period| {
        let window = plan.window(*part);
        window.end >= plan.decision.date && window.start <= input.as_of
    };
    let quarters = plan.quarters(input.period).into_iter();
    quarters.filter(|part| due(part) && !is_covered(part)).collect()
}

fn sources<'a>(input: &Input<'a>) -> Vec<SourceFile<'a>> {
    let (plan, several) = (input.plan, input.current.len() > 1);
    let mut sources = Vec::new();
    for folder in input.current {
        let day = plan.window(folder.period).end;
        for (at, checked) in folder.checked.files.iter().enumerate() {
            let file = &checked.file;
            sources.push(SourceFile {
                name: if several {
                    format!("{}/{}", folder.period, file.name)
                } else {
                    file.name.to_string()
                },
                sha256: &file.sha256,
                sender: check::sender(plan, &file.name, file.tables().next(), day),
                received: check::received(
                    plan,
                    Some(&folder.page),
                    (&folder.checked.files, at),
                    Some(folder.period),
                    folder.as_of,
                ),
                rows: checked.data_rows(),
                accepted: checked.accepted_rows(),
                readable: file.is_read(),
                sheets: file.sheets(),
                sheet: file.tables().next().and_then(Submission::first_sheet),
            });
        }
    }
    sources
}
