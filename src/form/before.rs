//! What an agency said on its tasks in the period before, in a few lines a cell.
//!
//! Only rows that counted are told as figures; a row that did not count is said to be one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::capital;
use crate::consolidate::{Entry, Folder, latest};
use crate::plan::{AgencyId, Period, Plan, TaskId};
use crate::submission::{Field, says_none};
use crate::text::visible::clean;
use crate::text::{date, number, wrap};

/// Texts are cut here: the form reminds, it does not repeat a report, and no row of a workbook is
/// higher than some 25 lines.
const LONGEST: usize = 300;

/// What is known of the period before.
pub(super) struct Before<'a> {
    plan: &'a Plan,
    period: Period,
    entries: BTreeMap<TaskId, Entry<'a>>,
    /// Tasks on which a row came that did not count.
    faulty: BTreeSet<TaskId>,
}

impl<'a> Before<'a> {
    /// `None` where no folder of the period before is there, or the agency was not.
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
            faulty: own.filter_map(|row| row.task.value()).collect(),
        })
    }

    /// The cell of a task; blank where nothing was said on it. It begins with words of our own, so
    /// that it never is a formula.
    pub(super) fn told(&self, task: TaskId) -> String {
        match self.entries.get(&task) {
            Some(entry) => self.entry(entry),
            None if self.faulty.contains(&task) => {
                let period = capital(&self.period.name());
                format!("{period}: có gửi nhưng dòng còn lỗi nên không được tính.")
            }
            None => String::new(),
        }
    }

    fn entry(&self, entry: &Entry<'_>) -> String {
        let status = self.plan.reporting.label(entry.status);
        let mut first = format!("{}: {}", capital(&entry.period.name()), clean(status));
        if let Some(progress) = entry.progress {
            first += &format!(", {}%", number::hundredths(progress));
        }
        let mut lines = vec![first + "."];
        let mut say = |label: &str, field: Field| {
            let text = entry.text(field);
            if !says_none(text) {
                lines.push(format!("{label}: {}", wrap::beginning(&clean(text), LONGEST)));
            }
        };
        say("Kết quả", Field::Result);
        say("Khó khăn", Field::Difficulty);
        say("Việc định làm tiếp", Field::Next);
        lines.extend(money(entry));
        lines.extend(entry.due.map(|due| format!("Thời hạn: {}", date::short(due))));
        lines.join("\n")
    }
}

fn money(entry: &Entry<'_>) -> Option<String> {
    let amount = |words: &str, value: Option<i64>| {
        value.map(|value| format!("{words} {} đồng", number::dong(value)))
    };
    let given = amount("được giao", entry.allocated);
    let spent = amount("đã giải ngân", entry.disbursed);
    let said: Vec<String> = given.into_iter().chain(spent).collect();
    let year = entry.year;
    (!said.is_empty()).then(|| format!("Kinh phí lũy kế năm {year}: {}", said.join("; ")))
}
