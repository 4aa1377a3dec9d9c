//! What an agency states of a task, held against what it stated before.
//!
//! The one answer to "did it fall" and "was it reopened", for the rules of family L and for the
//! changes that documents tell. "Không phát sinh" is no state of the work: both look past it.

use crate::plan::Status;

/// A row as a statement on a task.
pub trait Statement {
    /// The status.
    fn status(&self) -> Status;
    /// Progress in hundredths of a percent.
    fn progress(&self) -> Option<i64>;
    /// The budget year of its period.
    fn year(&self) -> i32;
}

/// The last statement on a state of the work, among statements given newest first.
pub fn last_state<'a, T: Statement>(before: &[&'a T]) -> Option<&'a T> {
    before.iter().copied().find(|statement| statement.status() != Status::Nothing)
}

/// The statement before that called the task complete, where it is open again. What is done may be
/// kept up, and nothing may come of it.
pub fn reopened<'a, T: Statement>(now: Status, before: &[&'a T]) -> Option<&'a T> {
    let open = matches!(now, Status::NotStarted | Status::InProgress | Status::Paused);
    last_state(before).filter(|last| open && last.status() == Status::Complete)
}

/// A fall of progress.
#[derive(Debug)]
pub struct Fall<'a, T> {
    /// Progress now, in hundredths of a percent.
    pub now: i64,
    /// What it was.
    pub before: i64,
    /// The statement that gave it.
    pub statement: &'a T,
}

/// Less progress than the last time any was stated, statements given newest first. A task that was
/// complete is no fall but reopened; a complete one below 100 is another rule's.
pub fn fall<'a, T: Statement>(now: &impl Statement, before: &[&'a T]) -> Option<Fall<'a, T>> {
    let progress = match (now.progress(), now.status()) {
        (_, Status::Complete | Status::Nothing) => return None,
        (Some(progress), _) => progress,
        (None, Status::NotStarted) => 0,
        (None, _) => return None,
    };
    if last_state(before)?.status() == Status::Complete {
        return None;
    }
    let mut states = before.iter().copied().filter(|s| s.status() != Status::Nothing);
    let statement = states.find(|s| s.progress().is_some())?;
    // Recurring work may be counted anew each year.
    if now.status() == Status::Ongoing && now.year() != statement.year() {
        return None;
    }
    let before = statement.progress()?;
    (progress < before).then_some(Fall { now: progress, before, statement })
}
