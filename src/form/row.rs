//! A row of a form, and what its cells are for.

use crate::plan::{Role, TaskId};
use crate::submission::Field;

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The task.
    pub task: TaskId,
    /// The agency's part in it; none in solutions and duties.
    pub role: Option<Role>,
    /// Its cells, one for each column; blank where the agency writes.
    pub cells: Vec<String>,
}

/// Whether a column is filled in already and is not the agency's to change.
pub(super) fn is_prefilled(field: Field) -> bool {
    use Field as F;
    matches!(field, F::Period | F::Agency | F::Task | F::TaskText | F::Role | F::Before)
}

/// A sentence begins with a capital.
pub(super) fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
