//! Sections I and III to VII: what their templates see.

use std::collections::BTreeMap;

use super::Builder;
use super::levels::level;
use crate::consolidate::{
    AgencyDocuments, Bodies, BodiesOfKind, Coverage, DocumentKind, Entry, IssuedDocument, Reporter,
    State, TaskState,
};
use crate::plan::{AgencyId, Kind, Period, Status};
use crate::render::text::clean;
use crate::render::view::*;
use crate::submission::{Field, says_none};
use crate::text::case::{lower_first, upper_first};
use crate::text::date;

impl Builder<'_, '_> {
    /// The reports owed, by kind.
    pub(super) fn sent_by_kind(&self, coverage: &Coverage) -> Vec<SentByKind> {
        let register = &self.plan.register;
        let is_last = self.report.coverage.last().is_some_and(|c| c.period == coverage.period);
        let changes = self.report.changes.as_ref();
        // The first time is told at the folder with the first file, as the quarter's own report does.
        let began = changes.map(|c| self.began_in(&c.first_time, coverage));
        let changes = changes.filter(|_| is_last);
        let among = |list: Option<&Vec<AgencyId>>, kind: Kind| {
            let owed = |id: &&AgencyId| coverage.owed().any(|r| r.agency == **id);
            let of_kind = |id: &&AgencyId| register.agency(**id).kind == kind;
            list.map_or(0, |list| list.iter().filter(of_kind).filter(owed).count())
        };
        let of_kind = |(kind, _, label): &(Kind, &'static str, &'static str)| {
            let mut owed: Vec<&Reporter> =
                coverage.owed().filter(|r| register.agency(r.agency).kind == *kind).collect();
            owed.sort_by_key(|r| self.rank(r.agency));
            let count = |is: &dyn Fn(&State) -> bool| owed.iter().filter(|r| is(&r.state)).count();
            let local = matches!(kind, Kind::District | Kind::Commune);
            let missing = owed.iter().filter(|r| !local && r.state == State::Missing);
            (!owed.is_empty()).then(|| SentByKind {
                kind: (*label).into(),
                level: level(*kind).into(),
                local,
                owed: owed.len(),
                on_time: count(&|s| *s == State::OnTime),
                late: count(&|s| matches!(s, State::Late(_))),
                deferred: count(&|s| matches!(s, State::Deferred(_))),
                undated: count(&|s| *s == State::Undated),
                empty: count(&|s| *s == State::Empty),
                unusable: count(&|s| *s == State::Unusable),
                unread: count(&|s| *s == State::Unread),
                figures_alone: count(&|s| *s == State::FiguresAlone),
                not_yet: count(&|s| *s == State::NotYet),
                missing: count(&|s| *s == State::Missing),
                missing_names: missing.map(|r| self.name(r.agency)).collect(),
                first_time: among(began.as_ref(), *kind),
                fell_silent: among(changes.map(|c| &c.fell_silent), *kind),
            })
        };
        Kind::ALL.iter().filter_map(of_kind).collect()
    }

    /// Of these agencies, those that sent to this folder before any other of the period.
    fn began_in(&self, agencies: &[AgencyId], coverage: &Coverage) -> Vec<AgencyId> {
        let body = |id: AgencyId| self.plan.register.body(id);
        let first = |id: AgencyId| {
            let sent_by = |c: &&Coverage| c.senders().any(|sender| body(sender) == body(id));
            self.report.coverage.iter().find(sent_by)
        };
        let here = |id: &AgencyId| first(*id).is_some_and(|c| c.period == coverage.period);
        agencies.iter().copied().filter(here).collect()
    }

    /// Documents issued, counted.
    pub(super) fn issued(&self, documents: &[AgencyDocuments]) -> IssuedView {
        let mut kinds: BTreeMap<DocumentKind, usize> = BTreeMap::new();
        for document in documents.iter().flat_map(AgencyDocuments::counted) {
            *kinds.entry(document.kind).or_default() += 1;
        }
        let mut kinds: Vec<(DocumentKind, usize)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(kind, count)| {
            (*kind == DocumentKind::Other, std::cmp::Reverse(*count), *kind)
        });
        let unit = self.plan.register.body(self.plan.reporting.unit.agency);
        let own = documents.iter().filter(|of| self.plan.register.body(of.agency) == unit);
        let own: Vec<&IssuedDocument> = own.flat_map(AgencyDocuments::counted).collect();
        let named = own.iter().filter(|document| {
            document.date.is_some()
                && !matches!(document.kind, DocumentKind::Letter | DocumentKind::Other)
        });
        let issuing = documents.iter().filter(|of| of.counted().next().is_some());
        let agencies = issuing.map(|of| of.agency);
        IssuedView {
            bodies: self.bodies(&Bodies::of(self.plan, agencies)),
            kinds: kinds
                .into_iter()
                .map(|(kind, count)| NamedCount { count, name: kind.name().to_owned() })
                .collect(),
            own: own.len(),
            own_named: named
                .take(self.plan.reporting.limits.names as usize)
                .map(|document| document_name(document))
                .collect(),
        }
    }

    /// Section VI: what leads announce.
    pub(super) fn next_steps(&self) -> NextStepsView {
        let (report, plan) = (self.report, self.plan);
        let last = plan.quarters(report.input.period).last().copied();
        let mut view = NextStepsView {
            period: last.and_then(following).map(Period::short_name),
            steps: Vec::new(),
            routine: Vec::new(),
            none: Vec::new(),
            none_lead: None,
            others: self.bodies(&Bodies::of(plan, self.announcing())),
            own: self.own_tasks(),
        };
        let mut leads = Vec::new();
        for state in &report.tasks {
            let entry = state.entry.as_ref().filter(|entry| self.is_upcoming(entry));
            let said = entry.filter(|entry| !says_none(entry.text(Field::Next)));
            match (said, state.entry.as_ref().map(|entry| entry.status)) {
                (Some(entry), _) if self.is_routine(entry) => {
                    view.routine.push(self.code(state.id))
                }
                (Some(entry), _) => view.steps.push(StepAhead {
                    task: self.code(state.id),
                    lead: self.name(entry.agency),
                    words: self.shorter(entry.text(Field::Next), &entry.cite),
                }),
                (None, Some(Status::Complete | Status::Nothing)) => {}
                (None, _) => {
                    view.none.push(self.code(state.id));
                    leads.extend(state.lead);
                }
            }
        }
        let is_request = |state: &&TaskState<'_>| plan.task(state.id).is_request();
        for state in report.outside_appendix.iter().filter(|state| !is_request(state)) {
            let all = || state.entry.iter().chain(&state.others);
            if all().any(|e| self.is_upcoming(e) && !says_none(e.text(Field::Next))) {
                view.routine.push(self.code(state.id));
            }
        }
        if let [lead] = leads.as_slice() {
            view.none_lead = Some(self.name(*lead));
        }
        view
    }

    /// Whether the step of an entry lies after the period: in a longer one, only steps of its last
    /// quarter do. Bodies that are dissolved take none.
    fn is_upcoming(&self, entry: &Entry<'_>) -> bool {
        let (plan, window) = (self.plan, self.report.window);
        let quarters = plan.quarters(self.report.input.period);
        let last = quarters.last().map_or(window.end, |part| plan.window(*part).end);
        let body = || plan.register.named_on(entry.agency, window.end);
        plan.window(entry.period).end >= last && plan.register.agency(body()).in_force(window.end)
    }

    /// Whether a step says no more than that work goes on.
    fn is_routine(&self, entry: &Entry<'_>) -> bool {
        let syllables = entry.text(Field::Next).split_whitespace().count();
        let few = syllables < self.plan.reporting.limits.routine_syllables as usize;
        entry.status == Status::Complete || (entry.status == Status::Ongoing && few)
    }

    /// Coordinators, and bodies that are only requested to act, that announce a step.
    fn announcing(&self) -> impl Iterator<Item = AgencyId> {
        let outside = self.report.outside_appendix.iter();
        let requests = outside.filter(|state| self.plan.task(state.id).is_request());
        let others = self.report.tasks.iter().chain(requests).flat_map(|state| &state.others);
        let announces = |e: &&Entry<'_>| self.is_upcoming(e) && !says_none(e.text(Field::Next));
        others.filter(announces).map(|entry| entry.agency)
    }

    /// Units of other former provinces, by province.
    pub(super) fn scope(&self, coverage: &Coverage) -> Vec<ScopeView> {
        let mut by_province: BTreeMap<&str, Vec<AgencyId>> = BTreeMap::new();
        for id in &coverage.out_of_scope {
            let province = self.plan.register.agency(*id).former_province.as_deref();
            by_province.entry(province.unwrap_or_default()).or_default().push(*id);
        }
        let scope = |(province, ids): (&str, Vec<AgencyId>)| {
            let mut days = ids.iter().map(|id| self.plan.register.agency(*id).valid_from);
            let first = days.next().flatten();
            ScopeView {
                province: lower_first(province),
                count: ids.len(),
                units: units(&Bodies::of(self.plan, ids.iter().copied()).kinds(self.plan)),
                since: first.filter(|day| days.all(|d| d == Some(*day))).map(date::short),
            }
        };
        by_province.into_iter().map(scope).collect()
    }
}

/// What units are called: `xã, phường`.
fn units(kinds: &[BodiesOfKind]) -> String {
    let words: Vec<&str> = kinds.iter().map(|of| of.words.as_str()).collect();
    words.join(", ")
}

/// The sums of the counts of several kinds.
pub(super) fn sum_of_kinds(kinds: &[SentByKind]) -> SentByKind {
    let mut all = SentByKind { kind: "Cộng".into(), ..SentByKind::default() };
    for kind in kinds {
        all.owed += kind.owed;
        all.on_time += kind.on_time;
        all.late += kind.late;
        all.deferred += kind.deferred;
        all.undated += kind.undated;
        all.empty += kind.empty;
        all.unusable += kind.unusable;
        all.unread += kind.unread;
        all.figures_alone += kind.figures_alone;
        all.not_yet += kind.not_yet;
        all.missing += kind.missing;
        all.missing_names.extend(kind.missing_names.iter().cloned());
        all.first_time += kind.first_time;
        all.fell_silent += kind.fell_silent;
    }
    all
}

/// `Kế hoạch số 12/KH-SYT ngày 16/01/2026`.
fn document_name(document: &IssuedDocument) -> String {
    let day = document.date.map(date::short).unwrap_or_default();
    let number = clean(&document.number);
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        let kind = upper_first(document.kind.name());
        return format!("{kind} số {number} ngày {day}");
    }
    format!("{number} ngày {day}")
}

/// The quarter after this one.
fn following(period: Period) -> Option<Period> {
    match period {
        Period::Quarter(year, 4) => Some(Period::Quarter(year + 1, 1)),
        Period::Quarter(year, quarter) => Some(Period::Quarter(year, quarter + 1)),
        _ => None,
    }
}
