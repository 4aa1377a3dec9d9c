//! F4: the rules, and which rows count.
//!
//! A [`Rule`] looks at a row, at a file, at all files of a period, or at a row beside those of
//! earlier periods, and tells what it finds.
//! [`judge`] lets them look at each file, [`judge_together`] at all of them, and decides from the errors
//! which rows stay out of every figure: an [`AcceptedRow`] can be made nowhere else. [`check_files`] does
//! both for files that are still to be opened. Selecting and ordering findings is not done here.

mod cache;
mod check_files;
mod checked;
mod compare;
mod context;
mod due;
mod earlier;
mod history;
mod isolated;
mod judge;
mod judged;
mod not_read;
mod reason;
mod registry;
mod rule;
mod rules;
mod scope;
mod sent;
mod severity;
mod statement;
#[cfg(test)]
mod trial;

pub use check_files::{Opened, check_files, check_files_listing};
pub use checked::{AcceptedRow, Checked, CheckedFile};
pub use context::{FileContext, PeriodContext, RowContext, SettledContext, plan_line};
pub use due::{Due, DueBy, can_be_overdue, days_overdue, due};
pub use earlier::{EarlierRow, History};
pub use isolated::{isolated, program_failed};
pub use judge::{is_personal, judge, judge_together, run};
pub use judged::Judged;
pub use registry::{codes, page};
pub use rule::Rule;
pub use rules::RULES;
pub use scope::Scope;
pub use sent::{
    Impossible, Received, Sent, received, sender, sender_by_name, senders, sent, why_impossible,
};
pub use severity::{judge_severities, severity};
pub use statement::{Fall, Stated, Statement, fall, last_state, reopened};
