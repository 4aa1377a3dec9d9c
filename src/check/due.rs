//! Until when a task is due, by whose decision, and whether that day has passed.
//!
//! The one answer for the check and for every document. A date of the plan stands above one that
//! the lead registered, since it was decided above the agency.

use chrono::NaiveDate;

use crate::plan::{Plan, Status, TaskId};

/// Who set a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueBy {
    /// The plan.
    Plan,
    /// The agency, in its report.
    Agency,
}

/// The day by which a task is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub day: NaiveDate,
    /// Who set it.
    pub by: DueBy,
}

/// The due date of a task: that of the plan, else the one registered in a report.
pub fn due(plan: &Plan, task: TaskId, registered: Option<NaiveDate>) -> Option<Due> {
    let by_plan = plan.task(task).due.map(|day| Due { day, by: DueBy::Plan });
    by_plan.or(registered.map(|day| Due { day, by: DueBy::Agency }))
}

/// Whether a task in a state can be overdue: not one that is complete, nor one on which nothing came
/// up.
pub fn can_be_overdue(status: Status) -> bool {
    !matches!(status, Status::Complete | Status::Nothing)
}

/// How many days a task in a state is past its due date.
pub fn days_overdue(status: Status, due: NaiveDate, today: NaiveDate) -> Option<i64> {
    let days = (today - due).num_days();
    (can_be_overdue(status) && days > 0).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_itself_is_not_late() {
        let day = |d| NaiveDate::from_ymd_opt(2025, 9, d).unwrap();
        assert_eq!(days_overdue(Status::InProgress, day(20), day(20)), None);
        assert_eq!(days_overdue(Status::InProgress, day(19), day(20)), Some(1));
        assert_eq!(days_overdue(Status::Paused, day(1), day(20)), Some(19));
        assert_eq!(days_overdue(Status::Nothing, day(1), day(20)), None);
        assert_eq!(days_overdue(Status::Complete, day(1), day(20)), None);
    }
}
