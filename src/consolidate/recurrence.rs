//! Since when something is said: a wording, by one body or by bodies of its kind, or the state of a
//! task; and how many quarters in a row.
//!
//! Texts are compared as sent; none is shown from here.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, LeadHistory};
use super::themes::Concern;
use super::wordings::wording;
use super::{Folder, Input};
use crate::plan::{AgencyId, Kind, Period, Plan, Status, TaskId};
use crate::submission::Field;

/// Since when something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recurrence {
    /// The first quarter in which the wording was said; of a state, the first of the unbroken row.
    pub since: Period,
    /// Number of quarters in a row, the last one included.
    pub in_row: usize,
}

impl Recurrence {
    fn once(period: Period) -> Self {
        Self { since: period, in_row: 1 }
    }
}

/// What was said in the folders of a report and before.
#[derive(Debug)]
pub struct Recurrences<'a> {
    plan: &'a Plan,
    folders: Vec<&'a Folder>,
}

impl<'a> Recurrences<'a> {
    pub(super) fn of(input: &Input<'a>) -> Self {
        let folders = input.earlier.iter().chain(input.current).map(|folder| &**folder);
        Self { plan: input.plan, folders: folders.collect() }
    }

    /// Since when the body of this entry says what it says in a column.
    pub fn by_body(&self, entry: &Entry<'_>, field: Field) -> Recurrence {
        let body = self.plan.register.body(entry.agency);
        let said = wording(field, entry.raw_text(field));
        self.wording(said, entry.period, |agency| self.plan.register.body(agency) == body)
    }

    /// Since when the body of a concern says the same, as far as the audience sees it.
    pub fn of_body(&self, concern: &Concern<'_>) -> Recurrence {
        let body = self.plan.register.body(concern.agency);
        let said = wording(concern.kind.field(), concern.text);
        self.wording(said, concern.period, |agency| self.plan.register.body(agency) == body)
    }

    /// Since when any body of its kind says what a concern says, as far as the audience sees it.
    pub fn of_kind(&self, concern: &Concern<'_>) -> Recurrence {
        let (own, said) = (self.kind(concern.agency), wording(concern.kind.field(), concern.text));
        self.wording(said, concern.period, |agency| self.kind(agency) == own)
    }

    /// Districts and communes are one kind: communes took over from districts.
    fn kind(&self, agency: AgencyId) -> Kind {
        match self.plan.register.agency(agency).kind {
            Kind::District => Kind::Commune,
            other => other,
        }
    }

    fn wording(
        &self,
        wording: u64,
        period: Period,
        is_by: impl Fn(AgencyId) -> bool,
    ) -> Recurrence {
        let folders = self.folders.iter();
        let all = folders.flat_map(|folder| folder.wordings(self.plan).with(wording));
        let quarters: BTreeSet<Period> =
            all.filter(|said| is_by(said.agency)).map(|said| said.quarter).collect();
        let Some(last) = self.plan.quarters(period).last().copied() else {
            return Recurrence::once(period);
        };
        let in_row = in_row(last, |quarter| quarters.contains(&quarter));
        let since = quarters.first().map_or(last, |first| last.min(*first));
        Recurrence { since, in_row }
    }
}

/// Since when a task has this state in the entries of its leads, up to a period.
pub(super) fn state(
    plan: &Plan,
    history: &LeadHistory<'_>,
    task: TaskId,
    (status, period): (Status, Period),
) -> Recurrence {
    let mut states: BTreeMap<Period, Status> = BTreeMap::new();
    for entry in history.of_task(task) {
        // Of a half-year and a quarter in it, the later entry holds.
        states.extend(plan.quarters(entry.period).into_iter().map(|q| (q, entry.status)));
    }
    let Some(last) = plan.quarters(period).last().copied() else {
        return Recurrence::once(period);
    };
    let in_row = in_row(last, |quarter| quarter == last || states.get(&quarter) == Some(&status));
    let since = std::iter::successors(Some(last), |quarter| quarter.previous()).nth(in_row - 1);
    Recurrence { since: since.unwrap_or(last), in_row }
}

/// Number of quarters in a row up to the last one, which always counts.
fn in_row(last: Period, is_in: impl Fn(Period) -> bool) -> usize {
    let back = std::iter::successors(Some(last), |quarter| quarter.previous());
    back.take_while(|quarter| is_in(*quarter)).count().max(1)
}
