//! The builder of a view: the report, its plan, and the formatting shared by all parts.

use super::issued_documents::IssuedDocuments;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::row_parts::RowParts;
use crate::consolidate::{
    AddresseeNames, AgencyDocuments, Audience, Cite, Entry, Folder, Report, highlights,
};
use crate::plan::{AgencyId, DIGEST_VERSION, Origin, Period, Plan, Status, TaskId};
use crate::render::lazy_list::LazyList;
use crate::render::reminder::ReminderPeriod;
use crate::render::text::clean;
use crate::render::view::*;
use crate::source::on_sheet;
use crate::text::{date, number, ratio};

pub(super) struct Builder<'r, 'a> {
    pub(super) report: &'r Report<'a>,
    pub(super) plan: &'a Plan,
    /// The names of the sources, and of their sheets where there are several: every figure names
    /// one.
    pub(super) files: Vec<Vec<Arc<str>>>,
    /// Names of agencies and labels of statuses, shared because every row has one of each.
    pub(super) names: Vec<Arc<str>>,
    pub(super) labels: BTreeMap<Status, Arc<str>>,
    /// What the rows of the view share; made with the first of them.
    pub(super) shared: OnceCell<Arc<RowParts>>,
    /// The names of bodies that proposals begin with.
    pub(super) body_names: OnceCell<AddresseeNames>,
    /// The rows that the analyst picked, by task.
    pub(super) highlights: BTreeMap<TaskId, &'r Entry<'a>>,
}

impl<'r, 'a> Builder<'r, 'a> {
    pub(super) fn new(report: &'r Report<'a>) -> Self {
        let files = report.sources.iter().map(|source| {
            let name = clean(&source.name);
            match source.sheets.as_slice() {
                [] => vec![name.into()],
                sheets => sheets.iter().map(|s| on_sheet(&name, &clean(s)).into()).collect(),
            }
        });
        let plan = report.input.plan;
        let agencies = plan.register.agencies().iter();
        let label = |status: &Status| (*status, plan.reporting.label(*status).into());
        Self {
            report,
            plan,
            files: files.collect(),
            names: agencies.map(|agency| agency.name.as_str().into()).collect(),
            labels: Status::ALL.iter().map(label).collect(),
            shared: OnceCell::new(),
            body_names: OnceCell::new(),
            highlights: highlights(report),
        }
    }

    pub(super) fn view(&self, plan_digest: &str, documents: Vec<AgencyDocuments>) -> View {
        let report = self.report;
        let issued = self.issued(&documents);
        let documents_count = documents.iter().map(|of| of.counted().count()).sum();
        let documents = self.documents(documents);
        let has_documents = !documents.is_empty();
        let input = &report.input;
        let (requests, outside_appendix): (Vec<_>, Vec<_>) =
            report.outside_appendix.iter().partition(|t| self.plan.task(t.id).is_request());
        let commentary = &input.page.commentary;
        let cleaned = |texts: &[String]| texts.iter().map(|t| clean(t)).collect();
        View {
            schema: SCHEMA.into(),
            period: self.period(),
            previous: report.previous.map(|p| NamedPeriod { id: p.id(), name: p.name() }),
            as_of: date::short(input.as_of),
            notice: input.page.notice.as_deref().map(clean),
            data_errors: report.data_errors,
            head: self.head(),
            plan: self.plan_view(plan_digest),
            agencies_consolidated: self.consolidated_body_count(),
            summary: self.summary(),
            results: self.results_view(),
            figures: self.figures(&report.figures),
            changes: report.changes.as_ref().map(|c| self.changes(c)),
            groups: self.groups(),
            beside: self.tasks_outside_appendix(&outside_appendix),
            requests: self.tasks_outside_appendix(&requests),
            documents_count,
            documents,
            issued,
            funds: self.funds(),
            coverage: report.coverage.iter().map(|c| self.coverage(c)).collect(),
            indicators: self.indicators_view(),
            annexes: self.annexes(has_documents),
            limits: LimitsView {
                names: self.plan.reporting.limits.names,
                representative_percent: self.plan.reporting.limits.representative_percent,
            },
            commentary: CommentaryView {
                remarks: cleaned(&commentary.remarks),
                assessment: cleaned(&commentary.assessment),
                shortcomings: cleaned(&commentary.shortcomings),
                directions: cleaned(&commentary.directions),
                recommendations: cleaned(&commentary.recommendations),
            },
            difficulties: self.difficulties(),
            next: self.next_steps(),
            proposals: self.requests(),
            matrix: self.matrix(),
            left_out: report.left_out.iter().map(|l| self.left_out(l)).collect(),
            personal: self.personal().into_iter().collect(),
            is_public: report.audience == Audience::Public,
            sources: report.sources.iter().enumerate().map(|(n, s)| self.source(n, s)).collect(),
            trace: None,
            screen: self.screen(),
            figure_rows: self.figure_rows(),
        }
    }

    pub(super) fn period(&self) -> PeriodView {
        let (report, period) = (self.report, self.report.input.period);
        let (data_from, data_to) = self.data_days();
        PeriodView {
            id: period.id(),
            name: period.name(),
            from: date::short(report.window.start),
            to: date::short(report.window.end),
            year: self.plan.budget_year(period),
            data_from: data_from.map(date::short),
            data_to: data_to.map(date::short),
            is_long: self.plan.quarters(period).len() > 1,
            missing_parts: report.missing_parts.iter().map(|p| p.name()).collect(),
            own_parts: self.own_parts().map(|p| p.name()).collect(),
        }
    }

    /// The period of a letter or a sheet.
    pub(super) fn reminder_period(&self) -> ReminderPeriod {
        let PeriodView { id, name, from, to, missing_parts, .. } = self.period();
        ReminderPeriod { id, name, from, to, missing_parts }
    }

    /// The periods of several quarters that are made from files of their own.
    fn own_parts(&self) -> impl Iterator<Item = Period> {
        let has_own = |folder: &&Arc<Folder>| {
            let is_part = !matches!(folder.period, Period::Quarter(..) | Period::Range(..));
            is_part && !folder.checked.files.is_empty()
        };
        self.report.input.current.iter().filter(has_own).map(|folder| folder.period)
    }

    pub(super) fn head(&self) -> Head {
        let reporting = &self.plan.reporting;
        let document = &self.report.input.page.document;
        let unit = self.name(reporting.unit.agency);
        Head {
            parent: self.name(reporting.parent).to_uppercase(),
            unit: unit.to_uppercase(),
            unit_name: unit,
            abbreviation: reporting.unit.abbreviation.clone(),
            number: document.number.as_deref().map(padded_number),
            place: reporting.unit.place.clone(),
            date: document.date.map(date::long),
            date_year: chrono::Datelike::year(&self.report.input.as_of),
            addressees: reporting.addressees.iter().map(|a| self.name(*a)).collect(),
            recipients: reporting.recipients.clone(),
            archive: reporting.archive.clone(),
            signer_title: reporting.unit.signer_title.to_uppercase(),
            signer: document.signer.as_deref().map(clean),
        }
    }

    pub(super) fn plan_view(&self, digest: &str) -> PlanView {
        let decision = &self.plan.decision;
        let mut letters = decision.title.chars();
        let title = match letters.next() {
            Some(first) => first.to_lowercase().chain(letters).collect(),
            None => String::new(),
        };
        PlanView {
            kind: decision.kind.clone(),
            number: decision.number.clone(),
            sign: decision
                .number_as_printed
                .as_deref()
                .and_then(|printed| printed.rsplit_once('/'))
                .map(|(_, sign)| sign.trim().to_owned())
                .unwrap_or_default(),
            date: date::short(decision.date),
            issuer: decision.issuer.clone(),
            title_short: self.plan.reporting.title_short.as_deref().map_or(title.clone(), clean),
            title,
            subject: self.plan.reporting.subject.as_deref().map(clean),
            other_codes: other_codes(self.plan),
            sha256: digest.to_owned(),
            digest_version: DIGEST_VERSION,
        }
    }

    /// First and last day of the available data of a range, each if it differs from the range.
    pub(super) fn data_days(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let (input, own) = (&self.report.input, self.report.window);
        if !matches!(input.period, Period::Range(..)) {
            return (None, None);
        }
        let windows = || input.current.iter().map(|folder| self.plan.window(folder.period));
        let first = windows().map(|window| window.start).min();
        let last = windows().map(|window| window.end).max();
        (first.filter(|day| *day != own.start), last.filter(|day| *day != own.end))
    }

    /// Code and short name of a task.
    pub(super) fn named(&self, id: TaskId) -> String {
        let task = self.plan.task(id);
        match &task.name {
            Some(name) => format!("{} {name}", task.id),
            None => task.id.clone(),
        }
    }

    pub(super) fn name(&self, id: AgencyId) -> String {
        self.plan.register.agency(id).name.clone()
    }

    /// The name of an agency, shared between rows.
    pub(super) fn shared_name(&self, id: AgencyId) -> Arc<str> {
        Arc::clone(&self.names[id.index()])
    }

    /// The label of a status, shared between rows.
    pub(super) fn shared_label(&self, status: Status) -> Arc<str> {
        Arc::clone(&self.labels[&status])
    }

    pub(super) fn names(&self, ids: &[AgencyId]) -> Vec<String> {
        ids.iter().map(|id| self.name(*id)).collect()
    }

    /// Names sorted by kind, then in Vietnamese order.
    pub(super) fn sorted_names(&self, mut ids: Vec<AgencyId>) -> Vec<String> {
        ids.sort_by_key(|id| self.rank(*id));
        self.names(&ids)
    }

    /// Agencies with at least one accepted row, by kind and name.
    pub(super) fn consolidated_agencies(&self) -> Vec<AgencyId> {
        let report = self.report;
        let mut ids: Vec<AgencyId> = report
            .tasks
            .iter()
            .chain(&report.outside_appendix)
            .flat_map(|t| t.entry.iter().chain(&t.others))
            .map(|e| e.agency)
            .collect();
        ids.sort_by_key(|id| self.rank(*id));
        ids.dedup();
        ids
    }

    /// Number of consolidated bodies; a renamed body counts as one.
    pub(super) fn consolidated_body_count(&self) -> usize {
        let bodies = self.consolidated_agencies().into_iter().map(|id| self.plan.register.body(id));
        bodies.collect::<BTreeSet<_>>().len()
    }

    /// Its rank when sorted by kind, then in Vietnamese order.
    pub(super) fn rank(&self, id: AgencyId) -> usize {
        self.plan.register.rank(id)
    }

    pub(super) fn code(&self, id: TaskId) -> String {
        self.plan.task(id).id.clone()
    }

    pub(super) fn codes(&self, ids: &[TaskId]) -> Vec<String> {
        ids.iter().map(|id| self.code(*id)).collect()
    }

    /// A file name, with the sheet if several sheets are read.
    pub(super) fn file(&self, source: usize, sheet: usize) -> &Arc<str> {
        let names = &self.files[source];
        names.get(sheet).unwrap_or(&names[0])
    }

    pub(super) fn cite(&self, cite: &Cite) -> CiteView {
        self.shared_once().cite(cite)
    }

    pub(super) fn documents(&self, documents: Vec<AgencyDocuments>) -> LazyList<DocumentsView> {
        let of_agency = |of: AgencyDocuments| DocumentsView {
            agency: self.name(of.agency),
            count: of.counted().count(),
            documents: IssuedDocuments::list(of.documents, Arc::clone(self.shared_once())),
        };
        documents.into_iter().map(of_agency).collect()
    }
}

pub(super) fn share(count: usize, of: usize) -> Share {
    let as_number = |n: usize| i128::try_from(n).unwrap_or(i128::MAX);
    let share = ratio::Share::of(as_number(count), as_number(of));
    Share { count, of, percent: share.map(|share| share.text()) }
}

/// Formats a progress given in hundredths of a percent.
pub(super) fn percent(hundredths: i64) -> String {
    format!("{}%", number::hundredths(hundredths))
}

/// A change in points with its sign: `+5`, `-2,5`, `0`.
pub(super) fn signed(hundredths: i64) -> String {
    let text = number::hundredths(hundredths);
    if hundredths > 0 { format!("+{text}") } else { text }
}

/// Numbers under ten have a leading zero (Nghị định 30/2020/NĐ-CP, phụ lục I).
pub(super) fn padded_number(written: &str) -> String {
    let written = clean(written);
    if written.len() == 1 && written.bytes().all(|b| b.is_ascii_digit()) {
        format!("0{written}")
    } else {
        written
    }
}

/// The distinct prefixes of the codes of solutions and duties.
fn other_codes(plan: &Plan) -> Vec<String> {
    let mut prefixes: Vec<String> = Vec::new();
    let others = plan.tasks.iter().filter(|task| !matches!(task.origin, Origin::Appendix { .. }));
    for task in others {
        let letters: String = task.id.chars().take_while(|c| c.is_alphabetic()).collect();
        if !letters.is_empty() && !prefixes.contains(&letters) {
            prefixes.push(letters);
        }
    }
    prefixes
}
