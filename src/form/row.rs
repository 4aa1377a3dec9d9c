//! A row of a form, and which of its cells are prefilled.

use crate::plan::{Role, TaskId};
use crate::submission::Field;

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRow {
    /// The task.
    pub task: TaskId,
    /// The agency's role in it; none for solutions and duties.
    pub role: Option<Role>,
    /// Its cells, one per column; blank where the agency fills in.
    pub cells: Vec<String>,
}

/// Whether a column is prefilled and locked.
pub(super) fn is_prefilled(field: Field) -> bool {
    use Field as F;
    let of_progress = matches!(field, F::Task | F::TaskText | F::Role | F::Before);
    let of_figures =
        matches!(field, F::Indicator | F::IndicatorName | F::Question | F::Unit | F::ValueBefore);
    of_progress || of_figures || matches!(field, F::Period | F::Agency)
}
