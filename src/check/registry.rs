//! Every rule, every code, every page of the manual: one line each.

use super::Rule;
use super::rules::{
    agency_missing, agency_not_assigned, amount_without_source, complete_below_100,
    complete_without_evidence, conflicting_rows, duplicate_row, excused, full_but_not_complete,
    future_date, late_report, lead_and_coordinator_disagree, lead_silent_coordinator_reported,
    led_task_missing, not_started_with_progress, outside_window, overspent, paused_without_reason,
    period_not_open, progress_out_of_range, received_unknown_file, requested_body_silent,
    result_missing, submitted_but_empty, task_overdue, wrong_period,
};
use crate::diag::Code;
use crate::{decode, plan, submission};

/// The rules, in the order in which they look.
pub static RULES: &[&dyn Rule] = &[
    &progress_out_of_range::ProgressOutOfRange,
    &agency_not_assigned::AgencyNotAssigned,
    &wrong_period::WrongPeriod,
    &late_report::LateReport,
    &future_date::FutureDate,
    &outside_window::OutsideWindow,
    &task_overdue::TaskOverdue,
    &period_not_open::PeriodNotOpen,
    &duplicate_row::DuplicateRow,
    &conflicting_rows::ConflictingRows,
    &complete_below_100::CompleteBelow100,
    &full_but_not_complete::FullButNotComplete,
    &not_started_with_progress::NotStartedWithProgress,
    &result_missing::ResultMissing,
    &overspent::Overspent,
    &complete_without_evidence::CompleteWithoutEvidence,
    &paused_without_reason::PausedWithoutReason,
    &amount_without_source::AmountWithoutSource,
    &lead_silent_coordinator_reported::LeadSilentCoordinatorReported,
    &lead_and_coordinator_disagree::LeadAndCoordinatorDisagree,
    &led_task_missing::LedTaskMissing,
    &agency_missing::AgencyMissing,
    &requested_body_silent::RequestedBodySilent,
    &submitted_but_empty::SubmittedButEmpty,
    &excused::Excused,
    &received_unknown_file::ReceivedUnknownFile,
];

/// Every code there is, in alphabetical order.
pub fn codes() -> Vec<&'static Code> {
    let mut codes: Vec<&'static Code> = RULES.iter().map(|rule| rule.code()).collect();
    codes.extend(decode::CODES.iter().flat_map(|c| c.iter().copied()));
    codes.extend(submission::CODES);
    codes.extend(plan::CODES);
    codes.sort_by_key(|c| c.id);
    codes
}

macro_rules! pages {
    ($($id:literal)*) => {
        &[$(($id, include_str!(concat!("../../docs/rules/", $id, ".md")))),*]
    };
}

/// The manual, by code. A test holds that it has a page for every code and for no other.
pub static PAGES: &[(&str, &str)] = pages! {
    "A504"
    "C701"
    "C702"
    "C703"
    "C704"
    "C705"
    "C706"
    "C707"
    "C708"
    "C709"
    "C710"
    "C711"
    "C712"
    "K601"
    "K602"
    "K603"
    "K604"
    "K605"
    "K606"
    "M901"
    "M902"
    "M903"
    "M904"
    "M905"
    "M906"
    "V402"
};

/// The manual page of a code.
pub fn page(id: &str) -> Option<&'static str> {
    PAGES.iter().find(|(code, _)| *code == id).map(|(_, text)| *text)
}
