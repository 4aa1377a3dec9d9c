//! What an agency states on a task, compared with its earlier statements.
//!
//! Decides "did it fall" and "was it reopened" for the rules of family L and for the changes in
//! documents. "Không phát sinh" is no state of the work: both skip it.

use crate::plan::Status;

/// What a row states on its task.
#[derive(Debug, Clone, Copy)]
pub struct Stated {
    /// The status.
    pub status: Status,
    /// Progress in hundredths of a percent.
    pub progress: Option<i64>,
    /// The budget year of its period.
    pub year: i32,
}

/// A row that makes a statement.
pub trait Statement {
    /// What it states.
    fn stated(&self) -> Stated;
}

/// The last statement with a state of the work; `before` is newest first.
pub fn last_state<'a, T: Statement>(before: &[&'a T]) -> Option<&'a T> {
    before.iter().copied().find(|statement| statement.stated().status != Status::Nothing)
}

/// The earlier statement that called the task complete, where it is open again. A complete task may
/// become ongoing, or have nothing to report.
pub fn reopened<'a, T: Statement>(now: Status, before: &[&'a T]) -> Option<&'a T> {
    let open = matches!(now, Status::NotStarted | Status::InProgress | Status::Paused);
    last_state(before).filter(|last| open && last.stated().status == Status::Complete)
}

/// A fall of progress.
#[derive(Debug)]
pub struct Fall<'a, T> {
    /// Progress now, in hundredths of a percent.
    pub now: i64,
    /// Progress before.
    pub before: i64,
    /// The statement with that progress.
    pub statement: &'a T,
}

/// A progress lower than the last one stated; `before` is newest first. A task that was complete is
/// reopened instead; a complete one below 100 is C703.
pub fn fall<'a, T: Statement>(now: Stated, before: &[&'a T]) -> Option<Fall<'a, T>> {
    let progress = match (now.progress, now.status) {
        (_, Status::Complete | Status::Nothing) => return None,
        (Some(progress), _) => progress,
        (None, Status::NotStarted) => 0,
        (None, _) => return None,
    };
    if last_state(before)?.stated().status == Status::Complete {
        return None;
    }
    let mut states = before.iter().copied().filter(|s| s.stated().status != Status::Nothing);
    let statement = states.find(|s| s.stated().progress.is_some())?;
    let was = statement.stated();
    // Recurring work may restart each year.
    if now.status == Status::Ongoing && now.year != was.year {
        return None;
    }
    let before = was.progress?;
    (progress < before).then_some(Fall { now: progress, before, statement })
}
