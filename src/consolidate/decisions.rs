//! What leads of tasks in trouble ask of somebody above them.

use chrono::NaiveDate;

use super::Report;
use super::addressed::{Addressed, addressed};
use super::entry::Entry;
use super::tasks::{TaskState, Timing};
use super::texts::Addressee;
use crate::plan::Status;
use crate::submission::{Field, says_none};

/// Why a task stands in the table of decisions, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Overdue by this many days.
    Overdue(i64),
    /// Paused.
    Paused,
    /// Not begun.
    NotStarted,
    /// Due soon, on this day.
    DueSoon(NaiveDate),
}

/// A lead's proposal to somebody above it.
#[derive(Debug, Clone)]
pub struct Decision<'r, 'a> {
    /// The state of its task.
    pub state: &'r TaskState<'a>,
    /// The lead's row.
    pub entry: &'r Entry<'a>,
    /// Why it is urgent.
    pub urgency: Urgency,
    /// Whom it asks, and what, as the audience sees it.
    pub proposal: Addressed<'a>,
}

/// The decisions that a report asks for, the most urgent first.
pub fn decisions<'r, 'a>(report: &'r Report<'a>) -> Vec<Decision<'r, 'a>> {
    let mut found: Vec<Decision<'r, 'a>> =
        report.tasks.iter().filter_map(|state| decision(report, state)).collect();
    found.sort_by_key(|decision| match decision.urgency {
        Urgency::Overdue(days) => (0, -days),
        Urgency::Paused => (1, 0),
        Urgency::NotStarted => (2, 0),
        Urgency::DueSoon(day) => (3, i64::from(chrono::Datelike::num_days_from_ce(&day))),
    });
    found
}

fn decision<'r, 'a>(report: &Report<'a>, state: &'r TaskState<'a>) -> Option<Decision<'r, 'a>> {
    let plan = report.input.plan;
    let entry = state.entry.as_ref()?;
    let days = i64::from(plan.reporting.limits.decision_days);
    let urgency = match (state.timing, entry.status) {
        (Timing::Overdue(days), _) => Urgency::Overdue(days),
        (_, Status::Paused) => Urgency::Paused,
        (_, Status::NotStarted) => Urgency::NotStarted,
        (Timing::OnTime, _) => {
            let due = state.due?.day;
            Urgency::DueSoon(Some(due).filter(|d| (*d - report.input.as_of).num_days() <= days)?)
        }
        _ => return None,
    };
    let text = entry.raw_text(Field::Proposal);
    if says_none(text) {
        return None;
    }
    let mut proposal = addressed(plan, text);
    if entry.withholds(Field::Proposal) {
        proposal.matter = entry.text(Field::Proposal);
    }
    let is_above = match proposal.to {
        Addressee::Ministry(_) | Addressee::Central | Addressee::Province => true,
        Addressee::Unit | Addressee::Agencies | Addressee::Unnamed => false,
    };
    is_above.then_some(Decision { state, entry, urgency, proposal })
}
