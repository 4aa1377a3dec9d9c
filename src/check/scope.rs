//! What is checked, against what and on which day; and what the plan assigns for each row.

use chrono::NaiveDate;

use super::cache::OneEntryCache;
use super::earlier::History;
use crate::plan::{AgencyId, Period, Plan, Role, Window};
use crate::submission::{Page, ReadOptions, Row, Submission};

/// What is checked, against what and on which day.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The period of the files, where it is known.
    pub period: Option<Period>,
    /// The reference day, used as today.
    pub as_of: NaiveDate,
    /// The analyst's page of the period.
    pub page: Option<&'a Page>,
    /// Whether all files of the period are here, so that an absent report is missing.
    pub whole_period: bool,
    /// Earlier reports, where earlier periods are known.
    pub history: Option<&'a History>,
}

impl Scope<'_> {
    /// The data window of the period.
    pub fn window(&self) -> Option<Window> {
        self.period.map(|p| self.plan.window(p))
    }

    /// Whether rows of a period belong here: of the scope's period, or of a part of it.
    pub fn takes(&self, period: Period) -> bool {
        self.period.is_none_or(|own| self.plan.covers_period(own, period))
    }

    /// The options for reading a file.
    pub fn read_options(&self) -> ReadOptions {
        ReadOptions { period: self.period, day: self.day() }
    }

    /// The reason why the analyst's page excuses an agency, if it does.
    pub fn excuse(&self, agency: AgencyId) -> Option<&str> {
        let excused = &self.page?.excused;
        excused.iter().find(|(id, _)| *id == agency).map(|(_, reason)| reason.as_str())
    }

    /// Whether a report is expected from an agency, by duty or by request.
    pub fn expects_report(&self, agency: AgencyId) -> bool {
        let Some(window) = self.window() else { return false };
        self.plan.expected(window).contains(&agency)
            || self.plan.requested(window).contains(&agency)
    }

    /// The period and its deadline, if all files are here and the deadline has passed: only then
    /// can something be missing.
    pub fn closed(&self) -> Option<(Period, NaiveDate)> {
        let period = self.period.filter(|_| self.whole_period)?;
        let deadline = self.plan.deadline(period);
        (self.as_of > deadline).then_some((period, deadline))
    }

    /// The day for looking up agencies and assignments: the last of the data window.
    pub fn day(&self) -> NaiveDate {
        self.window().map_or(self.as_of, |w| w.end)
    }
}

/// What the plan assigns for a row; computed once for all rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowAssignment {
    /// The role of its agency in its task.
    pub(super) role: Option<Role>,
    /// The last day of the data window of its own period, else of the scope's.
    pub(super) day: NaiveDate,
    /// That window and the budget year, where there is a period.
    pub(super) dates: Option<(Window, i32)>,
}

impl RowAssignment {
    /// The assignment of each row of a file.
    pub(super) fn of_rows(scope: &Scope<'_>, submission: &Submission) -> Vec<Self> {
        let mut days = OneEntryCache::new();
        let of_row = |row: &Row| {
            let (day, dates) = days.get(row.period.value(), |own| {
                let dates = |period| (scope.plan.window(period), scope.plan.budget_year(period));
                let dates = own.or(scope.period).map(dates);
                (dates.map_or(scope.as_of, |(window, _)| window.end), dates)
            });
            let role = |agency| scope.plan.role(row.task.value()?, agency, day);
            Self { role: row.agency.value().and_then(role), day, dates }
        };
        submission.rows.iter().map(of_row).collect()
    }
}
