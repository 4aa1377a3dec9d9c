//! The due date of a task, who set it, and whether it has passed.
//!
//! Shared by the check and all documents. A date of the plan takes precedence over one that the
//! lead registered.

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

/// The due date of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub day: NaiveDate,
    /// Who set it.
    pub by: DueBy,
}

/// The due date of a task: the plan's, else the one registered in a report.
pub fn due(plan: &Plan, task: TaskId, registered: Option<NaiveDate>) -> Option<Due> {
    let by_plan = plan.task(task).due.map(|day| Due { day, by: DueBy::Plan });
    by_plan.or(registered.map(|day| Due { day, by: DueBy::Agency }))
}

/// Whether a task with this status can be overdue: not when complete or without work to do.
pub fn can_be_overdue(status: Status) -> bool {
    !matches!(status, Status::Complete | Status::Nothing)
}

/// The number of days by which a task with this status is past its due date.
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
