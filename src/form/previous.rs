//! The previous report of an agency on its tasks, in a few lines per cell.
//!
//! Only accepted rows are shown; for a rejected row the cell says that it was rejected.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::consolidate::{Entry, Folder, latest};
use crate::plan::{AgencyId, Period, Plan, TaskId, cumulative_since};
use crate::submission::{Field, says_none};
use crate::text::case::upper_first;
use crate::text::visible::clean;
use crate::text::{date, number, wrap};

/// Maximum length of a text. The column is a reminder, not a copy of the report, and a workbook row
/// holds about 25 lines.
const MAX_TEXT_CHARS: usize = 300;

/// The entries of an agency in the previous period.
pub(super) struct PreviousPeriod<'a> {
    plan: &'a Plan,
    period: Period,
    entries: BTreeMap<TaskId, Entry<'a>>,
    /// Tasks with a rejected row.
    rejected: BTreeSet<TaskId>,
}

impl<'a> PreviousPeriod<'a> {
    /// `None` if the previous period has no folder, or the agency did not exist then.
    pub(super) fn of(
        plan: &'a Plan,
        agency: AgencyId,
        period: Period,
        earlier: &'a [Arc<Folder>],
    ) -> Option<Self> {
        let period = period.previous().filter(|_| !earlier.is_empty())?;
        if !plan.register.agency(agency).in_force(plan.window(period).end) {
            return None;
        }
        let entries = latest(plan, earlier).into_iter();
        let entries = entries.filter(|((_, who), _)| *who == plan.register.body(agency));
        let files = earlier.iter().flat_map(|folder| &folder.checked.files);
        let rows = files.filter_map(|f| f.file.submission.as_ref()).flat_map(|s| &s.rows);
        let own = rows.filter(|row| row.agency.value() == Some(agency));
        Some(Self {
            plan,
            period,
            entries: entries.map(|((task, _), entry)| (task, entry)).collect(),
            rejected: own.filter_map(|row| row.task.value()).collect(),
        })
    }

    /// The cell of a task; blank without an entry. It starts with fixed words, so it is never a
    /// formula.
    pub(super) fn cell(&self, task: TaskId) -> String {
        match self.entries.get(&task) {
            Some(entry) => self.entry(entry),
            None if self.rejected.contains(&task) => {
                let period = upper_first(&self.period.name());
                format!("{period}: có gửi nhưng dòng còn lỗi nên không được tính.")
            }
            None => String::new(),
        }
    }

    fn entry(&self, entry: &Entry<'_>) -> String {
        let status = self.plan.reporting.label(entry.status);
        let mut first = format!("{}: {}", upper_first(&entry.period.name()), clean(status));
        if let Some(progress) = entry.progress() {
            first += &format!(", {}%", number::hundredths(progress));
        }
        let mut lines = vec![first + "."];
        let mut say = |label: &str, field: Field| {
            let text = entry.text(field);
            if !says_none(text) {
                lines.push(format!("{label}: {}", wrap::beginning(&clean(text), MAX_TEXT_CHARS)));
            }
        };
        say("Kết quả", Field::Result);
        say("Khó khăn", Field::Difficulty);
        say("Việc định làm tiếp", Field::Next);
        lines.extend(money(entry));
        lines.extend(entry.due().map(|due| format!("Thời hạn: {}", date::short(due))));
        lines.join("\n")
    }
}

fn money(entry: &Entry<'_>) -> Option<String> {
    let amount = |words: &str, value: Option<i64>| {
        value.map(|value| format!("{words} {} đồng", number::dong(value)))
    };
    let allocated = amount("được giao", entry.allocated());
    let disbursed = amount("đã giải ngân", entry.disbursed());
    let amounts: Vec<String> = allocated.into_iter().chain(disbursed).collect();
    let year = entry.year;
    (!amounts.is_empty())
        .then(|| format!("Kinh phí {}: {}", cumulative_since(year), amounts.join("; ")))
}
