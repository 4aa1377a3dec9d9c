//! F4: the rules, and which rows count.
//!
//! A [`Rule`] checks a row, a file, all files of a period, or a row against those of earlier
//! periods, and reports findings. [`judge`] runs the rules on each file, [`judge_together`] on all
//! of them, and decides from the errors which rows are excluded from all figures: an
//! [`AcceptedRow`] can be constructed nowhere else. [`check_files`] also opens the files.
//! Selecting and sorting findings is not done here.

mod cache;
mod check_files;
mod checked;
mod compare;
mod context;
mod doubts;
mod due;
mod earlier;
mod figures;
mod history;
mod isolated;
mod judge;
mod judged;
mod named_row;
mod not_read;
mod reason;
mod registry;
mod reported;
mod rule;
mod rules;
mod scope;
mod sent;
mod settled;
mod severity;
mod statement;
#[cfg(test)]
mod trial;

pub use check_files::{Opened, check_files, check_files_listing};
pub use checked::{AcceptedFigure, AcceptedRow, Checked, CheckedFile};
pub use context::{FileContext, PeriodContext, RowContext, indicator_line, plan_line};
pub use due::{Due, DueBy, can_be_overdue, days_overdue, due};
pub use earlier::{EarlierFigure, EarlierRow, History};
pub use isolated::{isolated, program_failed};
pub use judge::{is_personal, judge, judge_together, run};
pub use judged::Judged;
pub use named_row::{FoundRow, NotFound, named_row};
pub use registry::codes;
pub use rule::{BOTH, FIGURES, Rule};
pub use rules::RULES;
pub use rules::page_answers_nothing::named_in_vain;
pub use scope::Scope;
pub use sent::{
    Impossible, Received, Sent, received, sender, sender_by_name, senders, sent, why_impossible,
};
pub use settled::SettledContext;
pub use severity::{judge_severities, severity};
pub use statement::{Fall, Stated, Statement, fall, last_state, reopened};
